//! 人员: everyone the bureau knows, found by name, pinyin, id or phone.

mod routes;

use crate::codes::Code;

pub use routes::configure;

pub const CODES: &[Code] = &[];
#[derive(Debug, Clone)]
pub struct PersonBrief {
    pub id: crate::ids::PersonId,
    pub name: String,
    pub citizen_id_mask: String,
    pub sex: String,
    pub birth_on: chrono::NaiveDate,
    pub division: String,
    pub phone_mask: Option<String>,
    pub demo: bool,
}
use crate::{actor::Actor, db::conn::Conn, failure::Outcome, ids::PersonId, vault::Vault};
pub fn briefs(
    _c: &mut Conn,
    _county: &str,
    _ids: &[PersonId],
) -> Outcome<std::collections::HashMap<PersonId, PersonBrief>> {
    Err(crate::failure::Failure::not_found())
}
pub fn visible(_c: &mut Conn, _a: &Actor, _id: PersonId) -> Outcome<PersonBrief> {
    Err(crate::failure::Failure::not_found())
}
pub fn ids_matching(_c: &mut Conn, _v: &Vault, _a: &Actor, _q: &str, _limit: i64) -> Outcome<Vec<PersonId>> {
    Ok(vec![])
}
