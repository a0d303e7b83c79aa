//! Many benefits computed anew: what is asked and what comes of it.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::policy::Text;

use super::{PersonRef, StepView};
use crate::divisions::DivisionRef;
use crate::http::csv::Format;
use crate::ids::EntitlementId;

/// All benefits under a policy (or all there are) computed anew from a month on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EntitlementRecalculation)]
pub struct NewRecalculation {
    pub policy_code: Option<String>,
    /// A division; all below it too.
    pub division: Option<String>,
    /// YYYY-MM
    pub from_month: String,
    /// Asked for where it is proposed.
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RecalculationFormat {
    #[param(inline)]
    pub format: Option<Format>,
}

/// Who would get how much, and why.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementRecalculationRow)]
pub struct RecalculatedView {
    pub id: EntitlementId,
    pub case_no: String,
    pub policy_code: String,
    pub person: PersonRef,
    pub division: DivisionRef,
    pub steps: Vec<StepView>,
    pub before_fen: i64,
    pub after_fen: i64,
    pub difference_fen: i64,
    /// The reason the policy gives for the last of them.
    pub reason: Option<Text>,
}

/// A benefit that could not be computed.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementFailure)]
pub struct FailureView {
    pub id: EntitlementId,
    pub case_no: String,
    /// What is missing or wrong, in the reader's language.
    pub problems: Vec<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementRecalculationResult)]
pub struct RecalculationView {
    /// At most the first 500, by the size of the change.
    pub items: Vec<RecalculatedView>,
    pub changing: usize,
    pub unchanged: usize,
    /// Left out, since a change of theirs waits for its decision.
    pub waiting: usize,
    pub failed: Vec<FailureView>,
    /// Due a month by all that change, before and after; fen.
    pub before_fen: i64,
    pub after_fen: i64,
    /// Of months listed already: to be paid later, and paid too much; fen.
    pub arrears_fen: i64,
    pub overpaid_fen: i64,
}
