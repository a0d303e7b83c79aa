//! A calendar month, as benefits are counted.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Counted from January of the year 0, so that months can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Month(i32);

impl Month {
    /// The month a day lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Month {
        Month(day.year() * 12 + day.month0().cast_signed())
    }

    /// `YYYY-MM`, with four and two digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Month> {
        let (year, month) =
            text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2)?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (year, month) = Some((year, month)).filter(|(year, month)| digits(year) && digits(month))?;
        let month: i32 = month.parse().ok()?;
        (1..=12).contains(&month).then_some(Month(year.parse::<i32>().ok()? * 12 + month - 1))
    }

    #[must_use]
    pub fn plus(self, months: i32) -> Month {
        Month(self.0 + months)
    }

    #[must_use]
    pub fn next(self) -> Month {
        self.plus(1)
    }

    /// How many months after another.
    #[must_use]
    pub fn since(self, other: Month) -> i32 {
        self.0 - other.0
    }

    /// Its first day: what applies on it applies to the month.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        let month0 = u32::try_from(self.0.rem_euclid(12)).unwrap_or_default();
        NaiveDate::from_ymd_opt(self.0.div_euclid(12), month0 + 1, 1).unwrap_or_default()
    }

    /// This month and all to `last`.
    pub fn to(self, last: Month) -> impl Iterator<Item = Month> {
        (self.0..=last.0).map(Month)
    }

    /// The part of a yearly sum that is due in this month: twelfths dropped to the fen, so
    /// that the twelve of a year are exactly the year's sum.
    #[must_use]
    pub fn twelfth(self, yearly_fen: i64) -> i64 {
        let number = i128::from(self.0.rem_euclid(12));
        let until = |months: i128| i128::from(yearly_fen) * months / 12;
        i64::try_from(until(number + 1) - until(number)).unwrap_or_default()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> String {
        month.to_string()
    }
}

impl TryFrom<String> for Month {
    type Error = String;

    fn try_from(text: String) -> Result<Month, String> {
        Month::parse(&text).ok_or_else(|| format!("not a month: {text}"))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_month_is_written_with_four_and_two_digits() {
        assert_eq!(Month::parse("2026-12").map(|month| month.next().to_string()).as_deref(), Some("2027-01"));
        for wrong in ["2026-13", "2026-00", "2026-1", "26-01", "2026-+1", "2026/01", ""] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn the_twelfths_of_a_year_are_the_whole_year(yearly in 0i64..1_000_000_000_000, year in 1990i32..2090) {
            let january = Month(year * 12);
            let paid: i64 = january.to(january.plus(11)).map(|month| month.twelfth(yearly)).sum();
            prop_assert_eq!(paid, yearly);
        }
    }
}
