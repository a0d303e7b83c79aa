mod proposing;
mod recalculation;
mod roll;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::policy::{Evaluation, Text};

use super::reasons::RuleChange;
use crate::db::types::Doc;
use crate::divisions::DivisionRef;
use crate::households::RecipientProblem;
use crate::http::body::optional_day;
use crate::http::problem::{FieldErrorView, SinceView};
use crate::ids::{CaseId, EntitlementChangeId, EntitlementId, HouseholdId, PersonId};
use crate::payments::Account;

pub use proposing::{MonthChange, NewChange, PreviewView, StepView};
pub use recalculation::{
    FailureView, NewRecalculation, RecalculatedView, RecalculationFormat, RecalculationView,
};
pub use roll::{HeldView, NewRoll, RollView, UnpayableView};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntitlementState {
    Active,
    Suspended,
    Grace,
    Ended,
}

impl EntitlementState {
    /// As the column has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            EntitlementState::Active => "active",
            EntitlementState::Suspended => "suspended",
            EntitlementState::Grace => "grace",
            EntitlementState::Ended => "ended",
        }
    }
}

/// What somebody may propose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EntitlementChangeKind)]
pub enum ChangeKind {
    Recompute,
    Recheck,
    Suspend,
    Resume,
    Grace,
    End,
    /// 变更领款人: who is paid, from the next list on.
    Recipient,
    /// 撤销: takes a confirmed change out again.
    Revoke,
}

impl ChangeKind {
    /// As the column has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            ChangeKind::Recompute => "recompute",
            ChangeKind::Recheck => "recheck",
            ChangeKind::Suspend => "suspend",
            ChangeKind::Resume => "resume",
            ChangeKind::Grace => "grace",
            ChangeKind::End => "end",
            ChangeKind::Recipient => "recipient",
            ChangeKind::Revoke => "revoke",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecipientFilter {
    Outside,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EntitlementFilter {
    /// As it is this month.
    #[param(inline)]
    pub state: Option<EntitlementState>,
    pub scheme: Option<String>,
    /// A division; all below it too.
    pub division: Option<String>,
    pub household_id: Option<HouseholdId>,
    /// To whom it was granted, or who is paid.
    pub person_id: Option<PersonId>,
    /// Whose recheck is due before that day, unless ended.
    #[serde(default, deserialize_with = "optional_day")]
    pub recheck_before: Option<NaiveDate>,
    /// Those with a change that waits for its decision.
    pub proposed: Option<bool>,
    /// outside: not ended, and held back since the recipient has left the household.
    #[param(inline)]
    pub recipient: Option<RecipientFilter>,
    /// missing: not ended, and the recipient has no bank account registered.
    #[param(inline)]
    pub account: Option<Account>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementPerson)]
pub struct PersonRef {
    pub id: PersonId,
    pub name: String,
}

/// A recurring benefit as lists show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementRow)]
pub struct EntitlementRowView {
    pub id: EntitlementId,
    pub case_id: CaseId,
    pub case_no: String,
    /// To whom it was granted.
    pub person: PersonRef,
    /// Who is paid.
    pub recipient: PersonRef,
    /// Why it is held back from the lists, where it is.
    pub recipient_problem: Option<RecipientProblem>,
    /// Whether the recipient has no bank account registered.
    pub account_missing: bool,
    pub household_id: Option<HouseholdId>,
    pub division: DivisionRef,
    pub scheme: String,
    pub policy_code: String,
    pub policy_title: Text,
    pub state: EntitlementState,
    /// Due this month, fen; yearly sums count with this month's twelfth.
    pub monthly_fen: i64,
    /// YYYY-MM
    pub first_month: String,
    pub recheck_due_on: Option<NaiveDate>,
    pub recheck_overdue: bool,
    /// What waits for its decision.
    pub proposed: Option<ProposalView>,
    pub version: i64,
}

/// All that is proposed for a benefit at once.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementProposal)]
pub struct ProposalView {
    pub kind: String,
    /// YYYY-MM, the first of its changes.
    pub from_month: String,
    pub until_month: Option<String>,
    /// Due in the month of the last of its changes, before and after; fen.
    pub before_fen: i64,
    pub after_fen: i64,
    /// Of the months listed until now: arrears above, over-payment below nothing; fen.
    pub difference_fen: i64,
    pub reason: Option<String>,
    pub proposed_by: String,
    pub proposed_on: NaiveDate,
    /// Who would be paid, where that is what changes.
    pub recipient: Option<PersonRef>,
    /// What a revocation takes out: its kind and first month (YYYY-MM).
    pub revokes: Option<RevokedView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = RevokedChange)]
pub struct RevokedView {
    pub kind: String,
    pub from_month: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementChange)]
pub struct ChangeView {
    pub id: EntitlementChangeId,
    /// granted, recompute, recheck, suspend, resume, grace, end, recipient, revoke
    pub kind: String,
    /// proposed, confirmed, rejected
    pub state: String,
    pub from_month: String,
    pub until_month: Option<String>,
    pub before_fen: i64,
    pub after_fen: i64,
    pub difference_fen: i64,
    pub policy_version: Option<String>,
    /// Of a suspension: the policy's ground.
    pub ground: Option<GroundView>,
    pub reason: Option<String>,
    pub proposed_by: String,
    pub proposed_on: NaiveDate,
    pub decided_by: Option<String>,
    pub decided_on: Option<NaiveDate>,
    pub rejected_reason: Option<String>,
    /// How the sum came about, where one was computed.
    #[schema(value_type = Option<Evaluation>)]
    pub determination: Option<Doc>,
    /// In what its facts differ from those confirmed for its month before it.
    pub facts: Vec<FactChange>,
    /// In what the rule differs from the one that was computed by then.
    pub rule: Option<RuleChange>,
    /// Of a revocation: a change of the proposal that it takes out.
    pub revokes: Option<EntitlementChangeId>,
    /// The revocation by which it counts no more.
    pub revoked_by: Option<EntitlementChangeId>,
    /// Whether it can be revoked.
    pub revocable: bool,
    /// Who is paid by it, where that is what changes.
    pub recipient: Option<PersonRef>,
}

/// A fact that is not what it was.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = EntitlementFactChange)]
pub struct FactChange {
    /// The policy's input.
    pub fact: String,
    /// Null where it was not known.
    pub before: Value,
    /// Null where it is not known any more.
    pub after: Value,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementMonth)]
pub struct MonthView {
    /// YYYY-MM
    pub month: String,
    #[schema(inline)]
    pub state: EntitlementState,
    pub due_fen: i64,
    /// On the payment list of that month, arrears of earlier months included; null while
    /// nothing is listed.
    pub listed_fen: Option<i64>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SuspensionGround)]
pub struct GroundView {
    pub code: String,
    pub text: Text,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Entitlement)]
pub struct EntitlementView {
    #[serde(flatten)]
    pub row: EntitlementRowView,
    /// In the order in which they were made.
    pub changes: Vec<ChangeView>,
    /// From the first to the next month, at most the last 36.
    pub months: Vec<MonthView>,
    /// Due but not listed yet for months that were listed; fen.
    pub arrears_fen: i64,
    /// Listed beyond what was due; fen.
    pub overpaid_fen: i64,
    /// Of the policy: why it may be suspended, and how long it goes on when work has lifted
    /// the income.
    pub grounds: Vec<GroundView>,
    pub grace_months: Option<u16>,
    /// Who may be made its recipient: the other members of the household it is for.
    pub candidates: Vec<PersonRef>,
    /// recompute, recheck, suspend, resume, grace, end, recipient, revoke, decide: what the
    /// reader may do now.
    pub allowed_actions: Vec<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EntitlementOutcome)]
pub enum ChangeOutcome {
    Confirm,
    Reject,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EntitlementDecisionItem)]
pub struct DecisionItem {
    pub id: EntitlementId,
    /// The version as the reader saw it.
    pub version: i64,
    /// The difference as the reader saw it: another one by now is refused. Required with confirm
    /// where months listed already would have been given another sum.
    pub difference_fen: Option<i64>,
}

/// Confirms or rejects all that is proposed for these benefits.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEntitlementDecision)]
pub struct NewDecision {
    /// At most 500.
    pub items: Vec<DecisionItem>,
    pub outcome: ChangeOutcome,
    /// Required with reject.
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementDecisionResult)]
pub struct DecisionResult {
    pub id: EntitlementId,
    /// 201 done, else as a problem's status
    pub status: u16,
    pub code: Option<String>,
    pub message: Option<String>,
    /// Everything wrong with the row's members, by pointers into its act's own body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldErrorView>,
    /// With `stale_version`: who did what to the benefit since, the latest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub since: Vec<SinceView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementDecisionResults)]
pub struct DecisionResults {
    pub items: Vec<DecisionResult>,
}
