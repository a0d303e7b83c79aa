//! 明细表: the agreed cases of a month, sent up by the township and decided by the county.

mod routes;

use crate::codes::Code;

pub use routes::configure;

pub const CODES: &[Code] = &[];
