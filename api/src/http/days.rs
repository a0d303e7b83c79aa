//! How days, months and divisions are spelled in bodies and addresses: one way each.

use chrono::{Datelike, NaiveDate};

/// A day as `YYYY-MM-DD`, in a year that can be meant.
pub fn day(text: &str) -> Option<NaiveDate> {
    let spelled = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let day: NaiveDate = text.parse().ok().filter(|_| spelled)?;
    (1900..2200).contains(&day.year()).then_some(day)
}

/// The first and last day of a month as `YYYY-MM`.
pub fn month(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let first = day(&format!("{text}-01"))?;
    let last = first.checked_add_months(chrono::Months::new(1))?.pred_opt()?;
    Some((first, last))
}

/// Whether it is a quarter as `2026-Q3`.
pub fn is_quarter(text: &str) -> bool {
    let last = text.split_once("-Q").filter(|(_, quarter)| matches!(*quarter, "1" | "2" | "3" | "4"));
    last.is_some_and(|(year, _)| day(&format!("{year}-01-01")).is_some())
}

/// The 12-digit code of a division that is named by its first 2, 4, 6 or 9 digits, as
/// people do (赣县区 is 360704).
pub fn division(text: &str) -> Option<String> {
    let digits = matches!(text.len(), 2 | 4 | 6 | 9 | 12) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| format!("{text:0<12}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_spelled_one_way() {
        assert!(day("2026-02-01").is_some() && day("2199-12-31").is_some() && day("1900-01-01").is_some());
        for text in [
            "2026-2-1",
            "+10013-01-01",
            "2026-02-30",
            "1899-12-31",
            "2200-01-01",
            " 2026-02-01",
            "20260201",
            "２026-02-01",
            "0000-00-00",
            "",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
        assert!(month("2026-02").is_some());
        for text in ["2026-2", "2026-13", "+2026-02", "2026-02-01", "1899-01", ""] {
            assert_eq!(month(text), None, "{text}");
        }
    }

    #[test]
    fn a_division_may_be_named_by_the_beginning_of_its_code() {
        assert_eq!(division("360704").as_deref(), Some("360704000000"));
        assert_eq!(division("360704100").as_deref(), Some("360704100000"));
        assert_eq!(division("360704100201").as_deref(), Some("360704100201"));
        assert_eq!(division("3607"), Some("360700000000".to_owned()));
        for text in ["", "3", "36070", "3607041002012", "36070x"] {
            assert_eq!(division(text), None, "{text}");
        }
    }
}
