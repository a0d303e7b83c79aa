//! 家庭: the unit of benefit, its members, and whether it is kin of staff.

mod routes;

use crate::codes::Code;

pub use routes::configure;

pub const CODES: &[Code] = &[];
