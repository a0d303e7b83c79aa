use chrono::NaiveDate;
use clap::Args;
use yangguang_domain::calendar::Calendar;
use yangguang_domain::clock::{SkipReason, Unit, add};

use crate::config::Config;
use crate::rules::stored_calendar;

#[derive(Args)]
pub struct Deadline {
    /// The day of the start event, itself not counted
    #[arg(long)]
    from: NaiveDate,
    #[arg(long)]
    add: u32,
    /// working-day, calendar-day or month; of a citizen's period citizen-day or citizen-month
    #[arg(long)]
    unit: Unit,
}

impl Deadline {
    /// Prints the date; beyond the known calendar it says `provisional` on standard error.
    pub fn run(&self, config: &Config) -> Result<(), String> {
        let stored = super::stored(config).and_then(|mut conn| stored_calendar(&mut conn));
        let calendar = stored.unwrap_or_else(Calendar::bundled);
        let due = add(&calendar, self.from, self.add, self.unit).map_err(|error| error.to_string())?;
        super::print::line(due.due_on)?;
        if due.provisional {
            eprintln!("provisional: the calendar is not known that far");
            let by_law =
                due.explanation.skipped.iter().filter(|span| span.reason == SkipReason::HolidayByLaw);
            for span in by_law {
                let name = span.holiday.as_deref().unwrap_or_default();
                eprintln!("off by the law itself: {} to {} {name}", span.from, span.to);
            }
        }
        Ok(())
    }
}
