use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use yangguang_domain::policy::Evaluation;

use super::{ChangeKind, EntitlementState, FactChange};
use crate::entitlements::reasons::RuleChange;
use crate::ids::{EntitlementChangeId, PersonId};

/// A change somebody proposes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEntitlementChange)]
pub struct NewChange {
    pub kind: ChangeKind,
    /// YYYY-MM: the first month it is about. Not for recipient, which counts from the next list
    /// on, and revoke.
    pub from_month: Option<String>,
    /// Facts the register does not know, as a merge patch over those confirmed for each month;
    /// for recompute and recheck.
    #[schema(value_type = Option<Object>)]
    pub facts: Option<Map<String, Value>>,
    /// Code of the policy's ground; where a suspension has grounds.
    pub ground: Option<String>,
    /// The member of the household who is to be paid; for recipient.
    pub recipient_id: Option<PersonId>,
    /// The confirmed change to take out again, with all that was proposed with it; for revoke.
    pub revokes: Option<EntitlementChangeId>,
    /// Required where it is proposed; a preview goes without.
    pub reason: Option<String>,
}

/// One change as it would be.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementStep)]
pub struct StepView {
    pub from_month: String,
    pub until_month: Option<String>,
    /// Due in that month before and after; of a suspended benefit what would be. Fen.
    pub before_fen: i64,
    pub after_fen: i64,
    /// Of the months listed already, until the next step; fen.
    pub difference_fen: i64,
    pub suspended: bool,
    pub determination: Option<Evaluation>,
    /// In what its facts differ from those confirmed for that month: what the register has become
    /// and what was given.
    pub facts: Vec<FactChange>,
    /// In what the rule differs from the one that month was computed by.
    pub rule: Option<RuleChange>,
}

/// What a change would do, before anything is written.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementChangePreview)]
pub struct PreviewView {
    /// None where nothing would change; one with its sum as it is where only facts would.
    pub steps: Vec<StepView>,
    /// Of all months listed already; fen.
    pub difference_fen: i64,
    /// Every month to the next one in which something else would be due, or it would stand
    /// otherwise.
    pub months: Vec<MonthChange>,
}

/// A month as it is and as it would be.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementMonthChange)]
pub struct MonthChange {
    /// YYYY-MM
    pub month: String,
    #[schema(inline)]
    pub before_state: EntitlementState,
    #[schema(inline)]
    pub after_state: EntitlementState,
    pub before_fen: i64,
    pub after_fen: i64,
    /// On the payment list of that month; null where it is not listed.
    pub listed_fen: Option<i64>,
}
