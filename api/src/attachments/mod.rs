//! Papers of a case: sniffed by content, hashed, stored outside any served path.

mod model;
mod routes;
mod store;

use crate::codes::{Code, code};

pub use model::{AttachmentView, UserRef};
pub use routes::configure;
pub use store::{material_codes, of_case};

pub const CODES: &[Code] = &[];
