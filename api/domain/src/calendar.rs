//! Working days, as the State Council's yearly notice moves them.
//!
//! Monday to Friday is worked unless the notice says otherwise (全国年节及纪念日
//! 放假办法, and the notice of 国务院办公厅 for each year). A year without a
//! notice is not known: a deadline that reaches into it is provisional, and only
//! the days that the law itself fixes are off in it.

mod festivals;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

const BUNDLED: &str = include_str!("../data/calendar.json");

/// Where the public data are wrong, with the notice that says so.
const OVERRIDES: &str = include_str!("../data/overrides.json");

/// What the notice makes of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A day off, be it a weekday or a weekend day inside a holiday.
    Off,
    /// A worked Saturday or Sunday (调休).
    Work,
}

/// One day that the notice names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalendarDay {
    pub day: NaiveDate,
    pub kind: DayKind,
    /// The holiday it belongs to, in Chinese: 春节.
    pub name: String,
}

/// The notice of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalendarYear {
    pub year: i32,
    /// Where the days were taken from.
    pub source: String,
    /// In ascending order.
    pub days: Vec<CalendarDay>,
}

/// A day that the product corrects in the public data it comes with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CalendarOverride)]
pub struct Override {
    pub day: NaiveDate,
    pub kind: DayKind,
    /// The holiday it belongs to, in Chinese.
    pub name: String,
    /// The notice of the State Council's office that says so.
    pub source: String,
}

/// Why a day is off or worked against the plain week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exception<'a> {
    /// By the notice, with the name it gives.
    Notice(DayKind, &'a str),
    /// A festival of the law in a year whose notice is not known: certainly off.
    Law(&'static str),
}

/// The known years and the days in them that differ from the plain week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    known: BTreeSet<i32>,
    exceptions: BTreeMap<NaiveDate, (DayKind, String)>,
}

impl Calendar {
    pub fn new(years: impl IntoIterator<Item = i32>, days: impl IntoIterator<Item = CalendarDay>) -> Self {
        let exceptions = days.into_iter().map(|day| (day.day, (day.kind, day.name)));
        Self { known: years.into_iter().collect(), exceptions: exceptions.collect() }
    }

    /// The calendar that comes with the product: 2004 to 2026.
    #[must_use]
    pub fn bundled() -> Self {
        let years = bundled_years();
        let known: Vec<i32> = years.iter().map(|year| year.year).collect();
        Self::new(known, years.into_iter().flat_map(|year| year.days))
    }

    /// Whether the notice for the year of `day` is known.
    #[must_use]
    pub fn is_known(&self, day: NaiveDate) -> bool {
        self.known.contains(&day.year())
    }

    /// What the notice says about the day itself, or the law where there is no notice
    /// yet; none for a plain day.
    #[must_use]
    pub fn exception(&self, day: NaiveDate) -> Option<Exception<'_>> {
        match self.exceptions.get(&day) {
            Some((kind, name)) => Some(Exception::Notice(*kind, name)),
            None if self.is_known(day) => None,
            None => festivals::on(day).map(|festival| Exception::Law(festival.name)),
        }
    }

    /// Whether the day is worked. In an unknown year the plain week holds, but for the
    /// festivals of the law.
    #[must_use]
    pub fn is_working(&self, day: NaiveDate) -> bool {
        match self.exception(day) {
            Some(Exception::Notice(kind, _)) => kind == DayKind::Work,
            Some(Exception::Law(_)) => false,
            None => !is_weekend(day),
        }
    }

    /// Working days after `from`, up to and with `to`; negative when `to` lies
    /// before `from`.
    #[must_use]
    pub fn working_days_between(&self, from_exclusive: NaiveDate, to_inclusive: NaiveDate) -> i64 {
        let (from, to) = (from_exclusive, to_inclusive);
        if to < from {
            return -self.working_days_between(to, from);
        }
        let span = (to - from).num_days();
        // The odd days are the last ones, so that they need no date past `to`.
        let odd = (0..(span % 7).unsigned_abs())
            .filter_map(|back| to.checked_sub_days(Days::new(back)))
            .filter(|day| !is_weekend(*day))
            .count();
        let moved: i64 = self
            .exceptions
            .range(from..=to)
            .filter(|(day, _)| **day > from)
            .map(|(day, (kind, _))| match (kind, is_weekend(*day)) {
                (DayKind::Work, true) => 1,
                (DayKind::Off, false) => -1,
                _ => 0,
            })
            .sum();
        let fixed = (from.year()..=to.year())
            .filter(|year| !self.known.contains(year))
            .flat_map(festivals::of_year)
            .map(|festival| festival.day)
            .filter(|day| from < *day && *day <= to && !is_weekend(*day))
            .filter(|day| !self.exceptions.contains_key(day))
            .count();
        span / 7 * 5 + i64::try_from(odd).unwrap_or(0) + moved - i64::try_from(fixed).unwrap_or(0)
    }
}

/// The days of a year that are off by the law itself, whatever its notice will say (全国年节
/// 及纪念日放假办法 Art 2), in ascending order.
#[must_use]
pub fn days_of_the_law(year: i32) -> Vec<CalendarDay> {
    let day = |festival: festivals::Festival| CalendarDay {
        day: festival.day,
        kind: DayKind::Off,
        name: festival.name.to_owned(),
    };
    festivals::of_year(year).into_iter().map(day).collect()
}

/// Saturday or Sunday by the plain week.
#[must_use]
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The notices that come with the product, in ascending order, to seed the
/// table that an administrator extends. They are the public data with [`overrides`] put in.
#[must_use]
pub fn bundled_years() -> Vec<CalendarYear> {
    let mut years = public_years();
    for correction in overrides() {
        let Some(year) = years.iter_mut().find(|year| year.year == correction.day.year()) else { continue };
        correction.put_into(year);
    }
    years
}

/// The public data as they are.
fn public_years() -> Vec<CalendarYear> {
    let file: File = serde_json::from_str(BUNDLED).expect("data/calendar.json is compiled in and tested");
    file.years
        .into_iter()
        .map(|(year, days)| CalendarYear {
            year,
            source: file.source.clone(),
            days: days
                .into_iter()
                .map(|(day, Entry { kind, name })| CalendarDay { day, kind, name })
                .collect(),
        })
        .collect()
}

/// The days that the product corrects in the public data, in ascending order.
#[must_use]
pub fn overrides() -> Vec<Override> {
    serde_json::from_str(OVERRIDES).expect("data/overrides.json is compiled in and tested")
}

impl Override {
    /// Puts the correction into its year, and its source behind the year's.
    pub fn put_into(&self, year: &mut CalendarYear) {
        year.days.retain(|day| day.day != self.day);
        let place = year.days.partition_point(|day| day.day < self.day);
        year.days.insert(place, CalendarDay { day: self.day, kind: self.kind, name: self.name.clone() });
        year.source = format!("{}；{}：{}", year.source, self.day, self.source);
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: String,
    years: BTreeMap<i32, BTreeMap<NaiveDate, Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: DayKind,
    name: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn each_year_has_as_many_working_days_as_its_notice_gives() {
        let calendar = Calendar::bundled();
        for (year, total) in [(2023, 249), (2024, 251), (2025, 248), (2026, 248)] {
            let last_of = |year| NaiveDate::from_ymd_opt(year, 12, 31).expect("a date");
            let days = calendar.working_days_between(last_of(year - 1), last_of(year));
            assert_eq!(days, total, "{year}");
        }
    }

    #[test]
    fn the_notice_of_2026_is_carried_day_by_day() {
        let calendar = Calendar::bundled();
        for (from, to) in [
            ("2026-01-01", "2026-01-03"),
            ("2026-02-15", "2026-02-23"),
            ("2026-04-04", "2026-04-06"),
            ("2026-05-01", "2026-05-05"),
            ("2026-06-19", "2026-06-21"),
            ("2026-09-25", "2026-09-27"),
            ("2026-10-01", "2026-10-07"),
        ] {
            assert!(
                day(from)
                    .iter_days()
                    .take_while(|date| *date <= day(to))
                    .all(|date| !calendar.is_working(date)),
                "{from} to {to} is off"
            );
        }
        let worked: Vec<_> = day("2026-01-01")
            .iter_days()
            .take(365)
            .filter(|date| is_weekend(*date) && calendar.is_working(*date))
            .collect();
        let notice = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"];
        assert_eq!(worked, notice.map(day));
    }

    #[test]
    fn the_bundled_notices_run_from_2004_to_2026_and_keep_their_days_in_their_year() {
        let years = bundled_years();
        let numbers: Vec<_> = years.iter().map(|year| year.year).collect();
        assert_eq!(numbers, (2004..=2026).collect::<Vec<_>>());
        for year in &years {
            assert!(year.source.contains("chinese-days 1.5.7"));
            for entry in &year.days {
                assert_eq!(entry.day.year(), year.year);
                assert!(!entry.name.is_empty());
                assert!(
                    entry.kind == DayKind::Off || is_weekend(entry.day),
                    "{} is worked anyway",
                    entry.day
                );
            }
        }
    }

    #[test]
    fn the_last_saturday_of_2005_was_worked_by_the_notice_for_2006_whatever_the_public_data_say() {
        let calendar = Calendar::bundled();
        let saturday = day("2005-12-31");
        assert_eq!(calendar.exception(saturday), Some(Exception::Notice(DayKind::Work, "元旦")));
        assert!(calendar.is_working(saturday));
        let due = crate::clock::add(&calendar, day("2005-12-30"), 1, crate::clock::Unit::WorkingDay);
        let due = due.expect("in range");
        assert_eq!((due.due_on, due.explanation.worked_weekends), (saturday, vec![saturday]));
        let year = bundled_years().into_iter().find(|year| year.year == 2005).expect("2005");
        assert!(year.source.ends_with("；2005-12-31：国办发明电〔2005〕35号"), "{}", year.source);
    }

    #[test]
    fn an_override_says_something_else_than_the_public_data_and_names_its_notice() {
        let public: Vec<CalendarDay> = public_years().into_iter().flat_map(|year| year.days).collect();
        for correction in overrides() {
            let told = public.iter().find(|day| day.day == correction.day).map(|day| day.kind);
            assert_ne!(told, Some(correction.kind), "{} needs no override any more", correction.day);
            assert!(correction.source.contains('〔') && !correction.name.is_empty());
        }
    }

    #[test]
    fn a_provisional_date_steps_over_the_festivals_of_the_law() {
        let calendar = Calendar::bundled();
        for (from, amount, expected) in [
            ("2027-02-01", 5, "2027-02-10"),
            ("2027-02-04", 1, "2027-02-09"),
            ("2027-04-02", 1, "2027-04-06"),
            ("2027-06-08", 1, "2027-06-10"),
            ("2027-09-14", 1, "2027-09-16"),
            ("2027-12-31", 1, "2028-01-03"),
        ] {
            let due = crate::clock::add(&calendar, day(from), amount, crate::clock::Unit::WorkingDay);
            let due = due.expect("in range");
            assert_eq!((due.due_on, due.provisional), (day(expected), true), "{from} + {amount}");
        }
    }

    #[test]
    fn the_year_after_the_last_notice_is_unknown_and_keeps_the_plain_week() {
        let calendar = Calendar::bundled();
        assert!(calendar.is_known(day("2026-12-31")));
        assert!(!calendar.is_known(day("2027-01-01")));
        assert!(!calendar.is_working(day("2027-01-01")), "New Year is off whatever the notice says");
        assert!(!calendar.is_working(day("2027-01-02")));
        assert!(calendar.is_working(day("2027-01-04")));
    }

    #[test]
    fn a_notice_takes_the_place_of_what_is_certain_without_it() {
        let off = CalendarDay { day: day("2027-01-04"), kind: DayKind::Off, name: "元旦".to_owned() };
        let calendar = Calendar::new([2027], [off]);
        assert!(calendar.is_working(day("2027-05-03")) && !calendar.is_working(day("2027-01-04")));
        // Friday; an administrator's notice that does not name it is taken at its word.
        assert!(calendar.is_working(day("2027-01-01")));
    }

    #[test]
    fn a_day_kind_is_written_as_off_or_work() {
        assert_eq!(serde_json::to_string(&[DayKind::Off, DayKind::Work]).expect("json"), r#"["off","work"]"#);
    }

    proptest! {
        #[test]
        fn beyond_the_notices_no_day_that_is_surely_off_is_worked(ahead in 0_u64..20_000) {
            let calendar = Calendar::bundled();
            let date = day("2027-01-01") + Days::new(ahead);
            let off = is_weekend(date) || days_of_the_law(date.year()).iter().any(|entry| entry.day == date);
            prop_assert_eq!(calendar.is_working(date), !off);
            let due = crate::clock::add(&calendar, date, 5, crate::clock::Unit::WorkingDay).expect("in range");
            prop_assert!(due.provisional && calendar.is_working(due.due_on));
        }

        #[test]
        fn counting_at_once_agrees_with_counting_day_by_day(start in 0_u64..12_000, span in 0_usize..800) {
            let calendar = Calendar::bundled();
            let from = day("2003-06-01") + Days::new(start);
            let days: Vec<_> = from.iter_days().skip(1).take(span).collect();
            let to = days.last().copied().unwrap_or(from);
            let one_by_one = days.iter().filter(|date| calendar.is_working(**date)).count();
            let one_by_one = i64::try_from(one_by_one).expect("small");
            prop_assert_eq!(calendar.working_days_between(from, to), one_by_one);
            prop_assert_eq!(calendar.working_days_between(to, from), -one_by_one);
        }
    }
}
