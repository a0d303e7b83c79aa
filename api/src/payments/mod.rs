//! What is to be paid in a month. An approved sum is listed for the month after
//! its decision (医疗救助按月发放), once for each case.

mod list;
mod model;
mod ops;
mod routes;
mod store;

use yangguang_domain::entitlement::Month;

use crate::codes::Code;
use crate::ids::{CaseId, PersonId};
use crate::persons::Payee;

pub use model::Account;
pub use ops::{Due, list_decided, list_due, payee_changed};
pub use routes::configure;
pub use store::{Paid, paid};

pub const CODES: &[Code] = &[];

/// A month of a recurring benefit, and what was missing of the months before it.
pub const RECURRING: &str = "recurring";
pub const ARREARS: &str = "arrears";

/// On a month's list, not paid yet.
const LISTED: &str = "listed";

/// What a decision gives somebody.
#[derive(Debug, Clone)]
pub struct NewPayment {
    pub case_id: CaseId,
    pub person_id: PersonId,
    pub payee: Payee,
    /// The village, 12 digits.
    pub division: String,
    pub scheme: String,
    pub amount_fen: i64,
    /// In whose list it stands.
    pub month: Month,
}
