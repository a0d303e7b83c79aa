use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::policy::{Period, Text};

use super::figures::FigureMeaning;
use crate::divisions::DivisionRef;
use crate::http::csv::Format;
use crate::ids::CaseId;

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReportFilter {
    /// YYYY-MM
    pub month: String,
    /// A county or township; the reader's own unless told.
    pub division: Option<String>,
    /// Cases of this service item only.
    pub item: Option<String>,
    #[param(inline)]
    pub format: Option<Format>,
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RowsFilter {
    /// YYYY-MM
    pub month: String,
    pub division: Option<String>,
    /// received | accepted | supplement_notices | not_accepted | closed | approved | refused | on_time
    pub figure: String,
    /// Of this category only; a service item's code for cases that have none.
    pub category: Option<String>,
    /// Cases of this service item only.
    pub item: Option<String>,
    #[param(inline)]
    pub format: Option<Format>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = MonthlyReport)]
pub struct ReportView {
    pub month: String,
    pub division: DivisionRef,
    pub generated_at: DateTime<Utc>,
    pub rows: Vec<ReportRow>,
    pub total: ReportRow,
    /// What each figure counts; the workbench shows the same.
    pub figures: Vec<FigureMeaning>,
}

/// The figures of one division and month.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = MonthlyRow)]
pub struct ReportRow {
    pub division: DivisionRef,
    /// Received in the month, whatever became of them.
    pub received: i64,
    /// Accepted in the month, whenever received.
    pub accepted: i64,
    /// Whose one-time supplement notice was given in the month.
    pub supplement_notices: i64,
    /// Declined in the month.
    pub not_accepted: i64,
    /// Approved or refused in the month. What was not accepted or withdrawn is not among them.
    pub closed: i64,
    /// Approved in the month.
    pub approved: i64,
    /// Refused in the month.
    pub refused: i64,
    /// Of the closed, those within their limit.
    pub on_time: i64,
    /// 按时办结率, thousandths; null without closed cases.
    pub on_time_permille: Option<i64>,
    /// From acceptance to close, tenths of a working day, rounded half up.
    pub average_working_days_x10: Option<i64>,
    /// Approved to be paid once, fen.
    pub amount_fen: i64,
    /// Approved to be paid every month; fen a month.
    pub monthly_fen: i64,
    /// Approved to be paid every year; fen a year.
    pub yearly_fen: i64,
    pub by_category: Vec<CategoryFigure>,
    /// Of each figure, the address of the rows behind it.
    pub links: BTreeMap<String, String>,
}

/// Approved cases of a category; those without one under their service item.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CategoryFigure {
    pub category: String,
    pub label: Text,
    pub count: i64,
    /// Paid once, fen.
    pub amount_fen: i64,
    /// Fen a month.
    pub monthly_fen: i64,
    /// Fen a year.
    pub yearly_fen: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ReportCaseRow)]
pub struct CaseLine {
    pub case_id: CaseId,
    pub case_no: String,
    /// Masked.
    pub applicant_name: String,
    pub division: DivisionRef,
    pub category: Option<String>,
    /// The category by its name; the service item's where there is none.
    pub category_label: Text,
    pub received_on: NaiveDate,
    pub accepted_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub due_on: Option<NaiveDate>,
    pub working_days: Option<i32>,
    pub on_time: Option<bool>,
    pub amount_fen: Option<i64>,
    /// How often that is paid.
    pub period: Period,
    pub supplement_notified_on: Option<NaiveDate>,
}
