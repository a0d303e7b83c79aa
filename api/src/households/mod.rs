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
use crate::{
    actor::Actor,
    db::conn::Conn,
    failure::Outcome,
    ids::{HouseholdId, PersonId},
};
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = Household)]
pub struct HouseholdView {
    pub id: HouseholdId,
}
pub struct HouseholdFacts {
    pub id: HouseholdId,
    pub category: String,
    pub size: i64,
    pub staff_kin: bool,
    pub relation: String,
}
pub fn view(_c: &mut Conn, _a: &Actor, _id: HouseholdId) -> Outcome<HouseholdView> {
    Err(crate::failure::Failure::not_found())
}
pub fn of_person(_c: &mut Conn, _county: &str, _id: PersonId) -> Outcome<Option<HouseholdFacts>> {
    Ok(None)
}
pub fn facts(_c: &mut Conn, _county: &str, _id: HouseholdId) -> Outcome<Option<HouseholdFacts>> {
    Ok(None)
}
