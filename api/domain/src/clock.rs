//! Statutory clocks: from a start and a limit to a due date that can explain
//! itself.
//!
//! The day of the start event is not counted (民法典 Art 201); day 1 is the next
//! countable day. Limits of an administrative licence are working days
//! (行政许可法 Art 82); other items say their own unit.

use crate::calendar::{Calendar, DayKind, Exception, is_weekend};
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use thiserror::Error;
use utoipa::ToSchema;

/// Ten years of days: no limit in the law is longer, a longer one is a mistake.
pub const MAX_AMOUNT: u32 = 3650;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 工作日
    WorkingDay,
    /// 自然日
    CalendarDay,
    /// 月
    Month,
    /// 自然日 of a citizen's period: it runs on where it would end on a day off (民法典 Art 203).
    CitizenDay,
    /// 月 of a citizen's period.
    CitizenMonth,
}

impl Unit {
    /// The stable name, as it is stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WorkingDay => "working_day",
            Self::CalendarDay => "calendar_day",
            Self::Month => "month",
            Self::CitizenDay => "citizen_day",
            Self::CitizenMonth => "citizen_month",
        }
    }

    /// Whether the period is a citizen's, which never ends on a day off.
    const fn runs_on(self) -> bool {
        matches!(self, Self::CitizenDay | Self::CitizenMonth)
    }
}

impl FromStr for Unit {
    type Err = ClockError;

    /// `working_day`, `calendar_day`, `month`, `citizen_day`, `citizen_month`; a dash may stand
    /// for `_`.
    fn from_str(text: &str) -> Result<Self, ClockError> {
        match text.replace('-', "_").as_str() {
            "working_day" => Ok(Self::WorkingDay),
            "calendar_day" => Ok(Self::CalendarDay),
            "month" => Ok(Self::Month),
            "citizen_day" => Ok(Self::CitizenDay),
            "citizen_month" => Ok(Self::CitizenMonth),
            _ => Err(ClockError::Unit),
        }
    }
}

/// An amount of one unit: 20 working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// At most 3650.
    #[schema(maximum = 3650)]
    pub amount: u32,
    pub unit: Unit,
}

/// Days that are not counted because the clock stood still (行政许可法 Art 45,
/// 政府信息公开条例 Art 33).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// The first day that is not counted.
    pub from: NaiveDate,
    /// The day on which the clock runs again, itself counted; none while it
    /// stands still.
    pub until: Option<NaiveDate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ClockError {
    #[error("a limit of {0} is longer than {MAX_AMOUNT}")]
    TooLong(u32),
    #[error("a pause ends before it begins")]
    PauseReversed,
    #[error("the due date lies beyond the dates that can be written")]
    OutOfRange,
    #[error("the unit is working_day, calendar_day, month, citizen_day or citizen_month")]
    Unit,
}

impl ClockError {
    /// The stable code that the service joins to its texts.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLong(_) => "limit_too_long",
            Self::PauseReversed => "pause_reversed",
            Self::OutOfRange => "date_out_of_range",
            Self::Unit => "unit_unknown",
        }
    }
}

/// A due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Due {
    pub due_on: NaiveDate,
    /// True when working days were counted, or a day of rest looked for, in a year whose notice
    /// is not known: to be computed again when it is.
    pub provisional: bool,
    /// False while the clock stands still; `due_on` is then the date that would
    /// hold if the pause ended on the day it began.
    pub running: bool,
    pub explanation: Explanation,
}

/// Why a due date is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Explanation {
    pub rule: RuleText,
    /// Day 1; the start itself when the limit is 0.
    pub counted_from: NaiveDate,
    /// Days off that were not counted, in ascending order.
    pub skipped: Vec<SkippedSpan>,
    /// The pauses that fall between start and due date, as they were given.
    pub paused: Vec<Pause>,
    /// Saturdays and Sundays that were counted because they are worked.
    pub worked_weekends: Vec<NaiveDate>,
}

/// The rule in a sentence of each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RuleText {
    pub zh: String,
    pub en: String,
}

/// Consecutive days off of one kind, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SkippedSpan {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub reason: SkipReason,
    /// The holiday's name in Chinese: 春节.
    #[serde(default)]
    pub holiday: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// A plain Saturday or Sunday.
    Weekend,
    /// A day off by the State Council's notice.
    Holiday,
    /// A festival on which all rest by the law (全国年节及纪念日放假办法 Art 2) in a year
    /// whose notice is not known: provisional.
    HolidayByLaw,
}

/// The due date of a limit that starts on `start`.
///
/// Working days are counted by the calendar; calendar days are plain dates, and an authority's
/// due date on a day off stays where it is: it may not take longer than it was given. A
/// citizen's period that would end on a day off ends on the next working day (民法典 Art 203).
/// Months end on the same day of the month, or on its last day where it has no such day
/// (民法典 Art 202). A paused day is not counted, in any unit.
///
/// # Errors
/// A limit above [`MAX_AMOUNT`], a pause that ends before it begins, a date
/// beyond the calendar of the computer.
pub fn due(calendar: &Calendar, start: NaiveDate, limit: Limit, pauses: &[Pause]) -> Result<Due, ClockError> {
    if limit.amount > MAX_AMOUNT {
        return Err(ClockError::TooLong(limit.amount));
    }
    if pauses.iter().any(|pause| pause.until.is_some_and(|until| until < pause.from)) {
        return Err(ClockError::PauseReversed);
    }

    let mut days_left = days_to_count(start, limit)?;
    let mut day = start;
    let mut counted_from = None;
    let mut skipped = Vec::new();
    let mut worked_weekends = Vec::new();
    while days_left > 0 {
        day = day.succ_opt().ok_or(ClockError::OutOfRange)?;
        if let Some(last) = last_paused_day(pauses, day) {
            day = last;
            continue;
        }
        if limit.unit == Unit::WorkingDay {
            if !calendar.is_working(day) {
                skip(&mut skipped, calendar, day);
                continue;
            }
            if is_weekend(day) {
                worked_weekends.push(day);
            }
        }
        counted_from.get_or_insert(day);
        days_left -= 1;
    }
    let counted = day;
    while limit.unit.runs_on() && !calendar.is_working(day) {
        skip(&mut skipped, calendar, day);
        day = day.succ_opt().ok_or(ClockError::OutOfRange)?;
    }

    let between = |pause: &&Pause| {
        pause.from <= day && pause.until.is_none_or(|until| until > pause.from && until > start)
    };
    let paused: Vec<Pause> = pauses.iter().filter(between).copied().collect();
    Ok(Due {
        due_on: day,
        provisional: match limit.unit {
            Unit::WorkingDay => start < day && reaches_unknown(calendar, start, day),
            Unit::CitizenDay | Unit::CitizenMonth => !calendar.is_known(counted) || !calendar.is_known(day),
            Unit::CalendarDay | Unit::Month => false,
        },
        // A pause that begins after the due date cannot stop what has run out.
        running: paused.iter().all(|pause| pause.until.is_some()),
        explanation: Explanation {
            rule: rule(limit),
            counted_from: counted_from.unwrap_or(start),
            skipped,
            paused,
            worked_weekends,
        },
    })
}

/// [`due`] of a clock that was never paused.
///
/// # Errors
/// As [`due`].
pub fn add(calendar: &Calendar, from: NaiveDate, amount: u32, unit: Unit) -> Result<Due, ClockError> {
    due(calendar, from, Limit { amount, unit }, &[])
}

/// Months are turned into the days they span, so that a pause moves their end
/// like any other.
fn days_to_count(start: NaiveDate, limit: Limit) -> Result<i64, ClockError> {
    match limit.unit {
        Unit::WorkingDay | Unit::CalendarDay | Unit::CitizenDay => Ok(i64::from(limit.amount)),
        Unit::Month | Unit::CitizenMonth => start
            .checked_add_months(Months::new(limit.amount))
            .map(|end| (end - start).num_days())
            .ok_or(ClockError::OutOfRange),
    }
}

/// The last day of the pause that covers `day`, in one step: a pause may be
/// longer than anyone wants to walk.
fn last_paused_day(pauses: &[Pause], day: NaiveDate) -> Option<NaiveDate> {
    pauses
        .iter()
        .filter(|pause| pause.from <= day)
        .filter_map(|pause| pause.until)
        .filter(|until| day < *until)
        .max()
        .and_then(|until| until.pred_opt())
}

fn skip(spans: &mut Vec<SkippedSpan>, calendar: &Calendar, day: NaiveDate) {
    let (reason, holiday) = match calendar.exception(day) {
        Some(Exception::Notice(DayKind::Off, name)) => (SkipReason::Holiday, Some(name)),
        Some(Exception::Law(name)) => (SkipReason::HolidayByLaw, Some(name)),
        _ => (SkipReason::Weekend, None),
    };
    match spans.last_mut() {
        Some(span)
            if span.reason == reason
                && span.holiday.as_deref() == holiday
                && span.to.succ_opt() == Some(day) =>
        {
            span.to = day;
        }
        _ => spans.push(SkippedSpan { from: day, to: day, reason, holiday: holiday.map(str::to_owned) }),
    }
}

fn reaches_unknown(calendar: &Calendar, start: NaiveDate, due: NaiveDate) -> bool {
    let first = start.succ_opt().unwrap_or(start);
    (first.year()..=due.year())
        .filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1))
        .any(|year| !calendar.is_known(year))
}

fn rule(limit: Limit) -> RuleText {
    let Limit { amount, unit } = limit;
    let s = if amount == 1 { "" } else { "s" };
    let (zh, en) = match unit {
        Unit::WorkingDay => (
            format!("{amount}个工作日，自次日起算，法定节假日和休息日不计入，调休上班日计入。"),
            format!(
                "{amount} working day{s}, counted from the day after; holidays and days of rest \
                 are left out, make-up workdays are counted."
            ),
        ),
        Unit::CalendarDay => (
            format!("{amount}日（自然日），自次日起算，节假日计入。"),
            format!("{amount} calendar day{s}, counted from the day after, days off included."),
        ),
        Unit::Month => (
            format!("{amount}个月，至到期月的对应日；没有对应日的，至该月末日。"),
            format!(
                "{amount} month{s}, to the same day of the month, or to its last day where there \
                 is no such day."
            ),
        ),
        Unit::CitizenDay => (
            format!(
                "{amount}日（自然日），自次日起算，节假日计入；最后一日是休息日的，顺延至其后第一个工作日。"
            ),
            format!(
                "{amount} calendar day{s}, counted from the day after, days off included; if the last \
                 is a day off, to the next working day."
            ),
        ),
        Unit::CitizenMonth => (
            format!(
                "{amount}个月，至到期月的对应日，没有对应日的至该月末日；最后一日是休息日的，顺延至其后第一个工作日。"
            ),
            format!(
                "{amount} month{s}, to the same day of the month, or to its last day where there is no \
                 such day; if that is a day off, to the next working day."
            ),
        ),
    };
    RuleText { zh, en }
}

#[cfg(test)]
mod tests;
