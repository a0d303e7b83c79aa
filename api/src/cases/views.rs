//! What a reader sees.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use yangguang_domain::access::Role;
use yangguang_domain::citizen_id::Sex;
use yangguang_domain::clock::{Explanation, Limit};
use yangguang_domain::law::Cited;
use yangguang_domain::policy::{Evaluation, Text};

use super::model::Reason;
use super::posting::PostingView;
use super::year::YearView;
use crate::attachments::AttachmentView;
use crate::db::types::Doc;
use crate::divisions::DivisionRef;
use crate::entitlements::EndingView;
use crate::households::HouseholdView;
use crate::http::problem::FieldErrorView;
use crate::ids::{ActId, BatchId, CaseId, PersonId, UserId};

/// One row of a list of cases.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CaseRow)]
pub struct CaseRowView {
    pub id: CaseId,
    #[schema(example = "360704-YL-20261122-0001-B")]
    pub case_no: String,
    pub item_code: String,
    /// What the service item is called, as the case was received under it.
    pub item_title: Text,
    pub applicant_name: String,
    /// The village.
    pub division: DivisionRef,
    pub township: DivisionRef,
    pub category: Option<String>,
    pub stage: String,
    pub stage_label: Text,
    /// approved | refused | not_accepted | withdrawn, when closed
    pub outcome: Option<String>,
    pub received_on: NaiveDate,
    pub accepted_on: Option<NaiveDate>,
    /// The promised date, or the date by which acceptance is due.
    pub due_on: Option<NaiveDate>,
    /// Computed beyond the known calendar; will be computed again.
    pub due_provisional: bool,
    /// Negative when overdue; null when closed or waiting for papers.
    pub due_in_working_days: Option<i64>,
    /// What was decided, fen.
    pub amount_fen: Option<i64>,
    /// 1 for the first; each return begins the next.
    pub round: i32,
    /// Sent back to the township and not handed on again since.
    pub returned: bool,
    pub staff_kin: bool,
    pub version: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Applicant {
    pub id: PersonId,
    pub name: String,
    /// Masked.
    pub citizen_id: String,
    pub sex: Sex,
    pub age: i32,
    /// Masked.
    pub phone: Option<String>,
    pub division: DivisionRef,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CaseMaterial)]
pub struct MaterialState {
    pub code: String,
    pub name: Text,
    pub required: bool,
    pub provided: bool,
    /// Seen in original at the window.
    pub paper: bool,
    pub attachments: Vec<AttachmentView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CaseClock)]
pub struct ClockView {
    pub code: String,
    pub label: Text,
    pub started_on: NaiveDate,
    pub limit: Limit,
    /// What the law allows; none where the limit is a promise alone.
    pub statutory_limit: Option<Limit>,
    /// Longer than usual, for a special case the law knows.
    pub extended: bool,
    /// What it rests on, the highest rank first; empty: on the promise of the guide.
    pub basis: Vec<Cited>,
    pub due_on: NaiveDate,
    pub provisional: bool,
    pub stopped_on: Option<NaiveDate>,
    /// running | paused | stopped
    pub state: &'static str,
    /// Why the date is what it is.
    pub explanation: Explanation,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StaffRef {
    pub id: UserId,
    pub name: String,
    pub role: Role,
    /// Office telephone.
    pub phone: Option<String>,
}

/// A legal act of the case.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Act)]
pub struct ActView {
    pub id: ActId,
    pub seq: i32,
    pub round: i32,
    pub act: String,
    pub label: Text,
    pub actor: ActorRef,
    pub at: DateTime<Utc>,
    pub on: NaiveDate,
    pub outcome: Option<String>,
    pub amount_fen: Option<i64>,
    pub reasons: Vec<Reason>,
    pub note: Option<String>,
    #[schema(value_type = Object)]
    pub detail: Doc,
}

/// A check that differs, an opinion or examination against the case, or a bill of it that
/// stands elsewhere.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Finding)]
pub struct FindingView {
    /// The act's number within the case; null of a bill.
    pub seq: Option<i32>,
    /// The act; of a bill `bill_in_other_case`, `bill_paid_elsewhere`, `bill_file_elsewhere` or
    /// `bill_alike`.
    pub act: String,
    pub label: Text,
    /// Who found or said it: the officers who sign a check; nobody of a bill.
    pub by: Vec<String>,
    /// The day of the visit or of the act, or on which the bill was written down.
    pub on: NaiveDate,
    /// What was written: findings, words of the opinion, reasons; number and issuer of the bill.
    pub texts: Vec<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ActorRef {
    pub id: UserId,
    pub name: String,
    pub role: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CaseBatch)]
pub struct BatchRef {
    pub id: BatchId,
    pub month: String,
}

/// What the reader may do now, from the flow; a disabled act says why.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = AllowedAct)]
pub struct AllowedActView {
    pub act: String,
    pub label: Text,
    pub enabled: bool,
    pub reasons_required: bool,
    pub reason: Option<String>,
    pub reason_text: Option<Text>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Case)]
pub struct CaseView {
    #[serde(flatten)]
    pub row: CaseRowView,
    pub applicant: Applicant,
    pub household: Option<HouseholdView>,
    #[schema(value_type = Object)]
    pub facts: Doc,
    #[schema(value_type = Option<Evaluation>)]
    pub determination: Option<Doc>,
    /// What was found or said against it in this round: whoever agrees gives reasons.
    pub findings: Vec<FindingView>,
    /// Benefits that approving the open case would end, and whether who has them was heard.
    pub endings: Vec<EndingView>,
    /// The preliminary notice of this round, once it was posted.
    pub posting: Option<PostingView>,
    /// Granted at once and not yet explained afterwards.
    pub unexplained: bool,
    /// What whoever decides an open case must know.
    pub warnings: Vec<WarningView>,
    /// Decided earlier in the year of the case, fen.
    pub paid_this_year_fen: i64,
    pub cap_fen: Option<i64>,
    pub materials: Vec<MaterialState>,
    pub missing_materials: Vec<String>,
    pub clocks: Vec<ClockView>,
    pub acts: Vec<ActView>,
    pub first_contact: StaffRef,
    pub batch: Option<BatchRef>,
    pub source: String,
    pub policy_code: String,
    pub allowed_actions: Vec<AllowedActView>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Preview)]
pub struct PreviewView {
    pub evaluation: Option<Evaluation>,
    /// What is wrong or missing in the facts.
    pub errors: Vec<FieldErrorView>,
    pub paid_this_year_fen: i64,
    pub cap_fen: Option<i64>,
    pub remaining_fen: Option<i64>,
    /// The year so far, where the policy counts bills or the year's costs.
    pub year: Option<YearView>,
    /// The facts as the bills make them, with what the year counted before; empty without bills.
    #[schema(value_type = Object)]
    pub facts_by_bills: Map<String, Value>,
    pub warnings: Vec<WarningView>,
}

/// The stored calculation beside the one made now by the same version for the same day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Recalculation)]
pub struct RecalculationView {
    /// Code and version, e.g. `medical-assistance-1@1`.
    pub policy_version: String,
    /// The day whose parameters applied.
    pub on: NaiveDate,
    /// Whether both are the same in every line.
    pub same: bool,
    pub stored: Evaluation,
    /// Absent if the facts can not be evaluated by that version.
    pub again: Option<Evaluation>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Warning)]
pub struct WarningView {
    pub code: String,
    pub message: Text,
    /// Page of the back office where it is seen to, where there is one.
    pub link: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HistoryEntry)]
pub struct HistoryView {
    pub id: crate::ids::AuditEntryId,
    pub at: DateTime<Utc>,
    pub actor: Option<ActorRef>,
    pub action: String,
    pub summary: Text,
    pub changes: Vec<ChangeView>,
    /// The whole record, where the entry is of a legal act.
    pub act: Option<ActView>,
    pub request_id: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Change)]
pub struct ChangeView {
    pub field: String,
    pub before: Value,
    pub after: Value,
}
