//! The working-day calendar: a table an administrator extends when the State Council
//! notice is out. It is the same for the whole country; a change moves the due dates of
//! the open cases that count working days (行政许可法 Art 82).

mod model;
mod ops;
mod recompute;
mod routes;
mod store;

use crate::clock::Moment;
use crate::codes::{Code, code};
use crate::db::conn::Conn;
use crate::failure::Outcome;

pub use routes::configure;

pub const CODES: &[Code] = &[
    code(
        "day_outside_year",
        422,
        "日期不在{year}年",
        "请核对日期，跨年的日期请填入所属年份。",
        "The day does not lie in {year}",
        "Check the date; a day of another year belongs to that year.",
    ),
    code(
        "year_without_holiday",
        422,
        "全年没有一个放假日",
        "请按国务院办公厅的放假通知录入全部放假与调休日期。",
        "The year has no day off",
        "Enter all days off and worked weekends of the State Council's notice.",
    ),
    code(
        "day_twice",
        422,
        "同一日期重复出现",
        "请删除重复的一行。",
        "The day is there twice",
        "Remove one of the two.",
    ),
    code(
        "plain_day",
        422,
        "调休上班日应为周六或周日",
        "周一至周五本来就上班，请删除这一行或核对日期。",
        "A day worked instead is a Saturday or a Sunday",
        "Monday to Friday are worked anyway: remove the line or check the date.",
    ),
    code(
        "limit_too_long",
        422,
        "时限超过3650",
        "请核对时限。",
        "The limit is longer than 3650",
        "Check the limit.",
    ),
    code(
        "pause_reversed",
        422,
        "中止的结束早于开始",
        "请核对日期。",
        "A pause ends before it begins",
        "Check the dates.",
    ),
    code(
        "date_out_of_range",
        422,
        "日期超出可计算的范围",
        "请核对起始日期和时限。",
        "The date lies beyond what can be computed",
        "Check the start and the limit.",
    ),
    code(
        "unit_unknown",
        422,
        "时限单位应为工作日、自然日、月，或者公民期限的日、月",
        "请从给定选项中选择。",
        "The unit is working_day, calendar_day, month, citizen_day or citizen_month",
        "Choose one of them.",
    ),
];

/// Puts in the years that come with the product, where they are not there yet.
///
/// # Errors
/// As the database answers.
pub fn install_bundled(conn: &mut Conn, now: Moment) -> Outcome<()> {
    ops::install_bundled(conn, now)
}
