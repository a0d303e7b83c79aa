//! Working days and office hours of the weeks before the demonstration's today.

use chrono::{DateTime, Datelike, Duration, Months, NaiveDate, Utc};
use yangguang_domain::calendar::Calendar;

use crate::clock::Moment;

/// The days of a notice; one that would end on a day off goes on to the next working day.
const NOTICE: Duration = Duration::days(7);
/// Beijing is eight hours ahead.
const BEIJING_HOURS: i64 = 8;

pub struct Days<'a> {
    pub calendar: &'a Calendar,
    pub today: NaiveDate,
}

impl Days<'_> {
    /// Whether what the township agrees to is shown before it enters the table (医疗救助 since
    /// 2026-12-01). Cases of before that day whose notice would have fallen after it go on as
    /// they began, at the same pace.
    pub fn shows(&self) -> bool {
        (self.today.year(), self.today.month()) >= (2026, 12)
    }

    /// The first working day after a notice put up on `day`, but not after yesterday.
    pub fn after_notice(&self, day: NaiveDate) -> NaiveDate {
        self.ahead(self.on_or_after(day + NOTICE), 1)
    }

    /// The last working day on which a notice is put up that is over before `day`.
    pub fn before_notice(&self, day: NaiveDate) -> NaiveDate {
        let mut posted = self.on_or_before(day - NOTICE - Duration::days(1));
        while self.on_or_after(posted + NOTICE) >= day {
            posted = self.back(posted, 1);
        }
        posted
    }

    /// The last working day before today: nothing of the story happens after it.
    pub fn yesterday(&self) -> NaiveDate {
        self.on_or_before(self.today - Duration::days(1))
    }

    pub fn on_or_before(&self, mut day: NaiveDate) -> NaiveDate {
        while !self.calendar.is_working(day) {
            day -= Duration::days(1);
        }
        day
    }

    pub fn on_or_after(&self, mut day: NaiveDate) -> NaiveDate {
        while !self.calendar.is_working(day) {
            day += Duration::days(1);
        }
        day
    }

    /// So many working days before `day`.
    pub fn back(&self, day: NaiveDate, many: i64) -> NaiveDate {
        (0..many).fold(self.on_or_before(day), |day, _| self.on_or_before(day - Duration::days(1)))
    }

    /// So many working days after `day`, but not after yesterday.
    pub fn ahead(&self, day: NaiveDate, many: i64) -> NaiveDate {
        let later = (0..many).fold(day, |day, _| self.on_or_after(day + Duration::days(1)));
        later.min(self.yesterday())
    }

    /// The first of the month that many months before `day`'s.
    pub fn month_before(day: NaiveDate, many: u32) -> NaiveDate {
        let first = day.with_day(1).unwrap_or(day);
        first.checked_sub_months(Months::new(many)).unwrap_or(first)
    }
}

/// That minute of the day in Beijing.
pub fn at(day: NaiveDate, minute: i64) -> Moment {
    let midnight: DateTime<Utc> = day.and_time(chrono::NaiveTime::MIN).and_utc();
    Moment::new(midnight + Duration::minutes(minute) - Duration::hours(BEIJING_HOURS))
}
