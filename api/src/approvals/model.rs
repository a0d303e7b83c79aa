use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::policy::Text;

use crate::cases::{FindingView, Reason};
use crate::divisions::DivisionRef;
use crate::http::problem::{FieldErrorView, SinceView};
use crate::ids::{BatchId, CaseId};

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BatchFilter {
    pub township: Option<String>,
    /// YYYY-MM
    pub month: Option<String>,
    /// Of that month or before, YYYY-MM
    pub until_month: Option<String>,
    #[param(inline)]
    pub state: Option<BatchState>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BatchState {
    Open,
    Submitted,
    Closed,
}

impl BatchState {
    /// As the column has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            BatchState::Open => "open",
            BatchState::Submitted => "submitted",
            BatchState::Closed => "closed",
        }
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Batch)]
pub struct BatchView {
    pub id: BatchId,
    pub month: String,
    pub township: DivisionRef,
    pub item_code: String,
    #[schema(value_type = BatchState)]
    pub state: String,
    pub row_count: i64,
    /// Asked for and approved together, fen; what was refused or returned is not in it.
    pub total_fen: i64,
    pub undecided: i64,
    pub submitted_on: Option<NaiveDate>,
    /// The county's 15 days begin on the day after.
    pub received_on: Option<NaiveDate>,
    pub due_on: Option<NaiveDate>,
    pub version: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = BatchDetail)]
pub struct BatchDetailView {
    #[serde(flatten)]
    pub batch: BatchView,
    pub rows: Vec<BatchRowView>,
    pub totals: BatchTotals,
    pub allowed_actions: Vec<String>,
}

#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct BatchTotals {
    pub requested_fen: i64,
    pub approved_fen: i64,
    pub approved: i64,
    pub refused: i64,
    pub returned: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = BatchRow)]
pub struct BatchRowView {
    pub case_id: CaseId,
    pub case_version: i64,
    pub case_no: String,
    pub applicant_name: String,
    pub village: String,
    pub category: Option<String>,
    pub category_label: Option<Text>,
    pub cost_fen: Option<i64>,
    pub personal_fen: Option<i64>,
    /// What the policy gives; the decision may lie between min and max.
    pub policy_fen: i64,
    pub min_fen: i64,
    pub max_fen: i64,
    /// What was examined or decided.
    pub amount_fen: Option<i64>,
    pub stage: String,
    pub stage_label: Text,
    pub staff_kin: bool,
    pub county_visited: bool,
    /// What the township's office advised: support | oppose
    pub opinion: Option<String>,
    pub examination: Option<ExaminationView>,
    /// What was found or said against it: agreeing needs reasons of its own.
    pub findings: Vec<FindingView>,
    /// pending | approved | refused | returned
    pub result: String,
    pub can_examine: bool,
    pub can_decide: bool,
    pub why_not: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExaminationView {
    pub by: String,
    pub outcome: Option<String>,
    pub amount_fen: Option<i64>,
    pub at: DateTime<Utc>,
}

/// One row's ruling; `outcome` is agree | return | refuse for an examination and
/// approve | return | refuse for a decision.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RowRuling<O> {
    pub case_id: CaseId,
    /// The version of the case as the reader saw it.
    pub case_version: i64,
    pub outcome: O,
    pub amount_fen: Option<i64>,
    #[serde(default = "Vec::new")]
    pub reasons: Vec<Reason>,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RowRulings<O> {
    /// At most 500.
    pub items: Vec<RowRuling<O>>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RowResult {
    pub case_id: CaseId,
    /// 201 done, else as a problem's status
    pub status: u16,
    pub code: Option<String>,
    pub message: Option<String>,
    pub case_version: Option<i64>,
    pub stage: Option<String>,
    /// Everything wrong with the row's members, by pointers into its act's own body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldErrorView>,
    /// With `stale_version`: who did what to the case since, the latest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub since: Vec<SinceView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RowResults {
    pub items: Vec<RowResult>,
}
