//! What is to be paid in a month.

mod routes;

use crate::codes::Code;

pub use routes::configure;

pub const CODES: &[Code] = &[];
