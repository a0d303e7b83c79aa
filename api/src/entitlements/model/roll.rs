use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PersonRef;
use crate::households::RecipientProblem;
use crate::ids::EntitlementId;

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPaymentRoll)]
pub struct NewRoll {
    /// YYYY-MM: this month or the next.
    pub month: String,
}

/// What was put on a month's list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PaymentRoll)]
pub struct RollView {
    pub month: String,
    /// Benefits listed now, and those that were listed before.
    pub listed: usize,
    pub already: usize,
    /// Listed for the month itself, and for those before it; fen.
    pub month_fen: i64,
    pub arrears_fen: i64,
    /// Taken off both for what was paid too much.
    pub kept_back_fen: i64,
    /// Due and not listed, since the recipient is not whom it may be paid to: at most 500, and how
    /// many there are. What is held comes as arrears to whoever is confirmed as recipient.
    pub held: Vec<HeldView>,
    pub held_count: usize,
    pub held_fen: i64,
    /// Listed now for somebody without a bank account: at most 500, and how many there are.
    pub without_account: Vec<UnpayableView>,
    pub without_account_count: usize,
}

/// A benefit that a list passes over.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = HeldBenefit)]
pub struct HeldView {
    pub id: EntitlementId,
    pub case_no: String,
    /// Who would be paid.
    pub recipient: PersonRef,
    pub problem: RecipientProblem,
    /// What is due: the month's own sum and those before it, fen.
    pub amount_fen: i64,
}

/// A benefit whose recipient cannot be paid into an account.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = UnpayableBenefit)]
pub struct UnpayableView {
    pub id: EntitlementId,
    pub case_no: String,
    pub recipient: PersonRef,
    pub amount_fen: i64,
}
