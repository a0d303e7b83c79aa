use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::divisions::DivisionRef;
use crate::households::RecipientProblem;
use crate::http::csv::Format;
use crate::ids::{CaseId, PaymentId};

/// Whether there is an account to pay into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AccountFilter)]
pub enum Account {
    Missing,
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PaymentFilter {
    /// YYYY-MM
    pub month: String,
    pub township: Option<String>,
    /// missing: those to somebody without a bank account.
    #[param(inline)]
    pub account: Option<Account>,
    #[param(inline)]
    pub format: Option<Format>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Payment)]
pub struct PaymentView {
    pub id: PaymentId,
    pub month: String,
    pub case_id: CaseId,
    pub case_no: String,
    pub payee_name: String,
    pub division: DivisionRef,
    pub scheme: String,
    pub amount_fen: i64,
    /// The last four digits; null where the payee has handed in none.
    pub bank_account: Option<String>,
    /// Why it should not go to the payee, who has left the household since; of this month and those
    /// to come.
    pub payee_problem: Option<RecipientProblem>,
    /// decided: of a decision, once; recurring: the month of a benefit; arrears: of the
    /// months before it
    pub kind: String,
    pub state: String,
}

/// A page of the month's list, with the sums of the whole list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaymentList {
    pub items: Vec<PaymentView>,
    pub next_cursor: Option<String>,
    pub total_fen: i64,
    pub total_count: i64,
    /// Of the whole list, to somebody without a bank account; fen.
    pub without_account_count: i64,
    pub without_account_fen: i64,
}
