//! 家庭: the unit of benefit, its members, and whether it is kin of staff.

mod model;
mod routes;
mod store;

use crate::codes::{Code, code};

pub use crate::persons::{Category, Relation};
pub use model::{HouseholdFacts, HouseholdView};
pub use routes::configure;
pub use store::{facts, of_person, view};

pub const CODES: &[Code] = &[];
