use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::calendar::{DayKind, Override};
use yangguang_domain::clock::{Explanation, Unit};

use crate::http::body::day;
use crate::ids::CaseId;

/// One day that the notice names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CalendarDay)]
pub struct DayView {
    #[serde(deserialize_with = "day")]
    pub day: NaiveDate,
    pub kind: DayKind,
    /// The holiday it belongs to.
    #[schema(example = "春节")]
    pub name: String,
}

/// A year as the State Council's notice has it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CalendarYear)]
pub struct YearView {
    pub year: i32,
    /// False before the notice is out: the plain week holds, and deadlines are provisional.
    pub known: bool,
    pub source: Option<String>,
    /// In ascending order.
    pub days: Vec<DayView>,
    /// Of a year that is not known: the days that are off by the law itself (全国年节及纪念日
    /// 放假办法 Art 2), in ascending order.
    pub by_law: Vec<DayView>,
    /// Days that differ from the public data the product comes with, each with the notice
    /// that says so; empty where an administrator put in another.
    pub overrides: Vec<Override>,
    /// 0 for a year that is not known.
    pub version: i64,
}

/// The whole notice of a year; it takes the place of what was there.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CalendarYearInput)]
pub struct YearBody {
    #[schema(example = "国办发明电〔2025〕7号")]
    pub source: String,
    pub days: Vec<DayView>,
}

/// A due date that the change has moved.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = RecomputedClock)]
pub struct MovedView {
    pub case_id: CaseId,
    pub case_no: String,
    pub clock: String,
    pub old_due_on: NaiveDate,
    pub new_due_on: NaiveDate,
    pub provisional: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarReplaced)]
pub struct ReplacedView {
    pub year: YearView,
    /// The running clocks of one's own county whose due date, or its being provisional, changed.
    pub recomputed: Vec<MovedView>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeadlineQuery {
    /// The day of the start event, itself not counted.
    #[param(example = "2026-02-10")]
    pub from: NaiveDate,
    /// At most 3650.
    #[param(example = 20)]
    pub amount: u32,
    pub unit: Unit,
}

/// A due date that explains itself.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Deadline)]
pub struct DeadlineView {
    pub due_on: NaiveDate,
    /// True when working days were counted in a year whose notice is not known.
    pub provisional: bool,
    pub explanation: Explanation,
}
