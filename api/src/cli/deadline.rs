use chrono::NaiveDate;
use clap::Args;
use yangguang_domain::calendar::Calendar;
use yangguang_domain::clock::{Unit, add};

use crate::config::Config;

#[derive(Args)]
pub struct Deadline {
    /// The day of the start event, itself not counted
    #[arg(long)]
    from: NaiveDate,
    #[arg(long)]
    add: u32,
    /// working-day, calendar-day or month
    #[arg(long)]
    unit: Unit,
}

impl Deadline {
    /// Prints the date; beyond the known calendar it says `provisional` on standard error.
    pub fn run(&self, config: &Config) -> Result<(), String> {
        let calendar = stored(config).unwrap_or_else(Calendar::bundled);
        let due = add(&calendar, self.from, self.add, self.unit).map_err(|error| error.to_string())?;
        println!("{}", due.due_on);
        if due.provisional {
            eprintln!("provisional: the calendar is not known that far");
        }
        Ok(())
    }
}

/// The calendar of the installation, if there is one here that was extended.
fn stored(config: &Config) -> Option<Calendar> {
    let url = config.url().ok()?;
    if let crate::db::conn::Url::Sqlite(path) = &url
        && !std::path::Path::new(path).exists()
    {
        return None;
    }
    crate::rules::stored_calendar(&mut url.connect().ok()?)
}
