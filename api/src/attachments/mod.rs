//! Papers of a case: sniffed by content, hashed, stored outside any served path.

mod model;
mod routes;
mod store;

use crate::codes::{Code, code};

pub use model::{AttachmentView, UserRef};
pub use routes::configure;
pub use store::{material_codes, of_case};

pub const CODES: &[Code] = &[];
use crate::{db::conn::Conn, failure::Outcome, ids::CaseId};
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = Attachment)]
pub struct AttachmentView {
    pub material_code: String,
}
pub fn of_case(_c: &mut Conn, _county: &str, _id: CaseId) -> Outcome<Vec<AttachmentView>> {
    Ok(vec![])
}
pub fn material_codes(_c: &mut Conn, _county: &str, _id: CaseId) -> Outcome<Vec<String>> {
    Ok(vec![])
}
