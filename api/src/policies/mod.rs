//! Policies as dated documents, and their evaluation.

mod routes;

use crate::codes::Code;

pub use routes::configure;

pub const CODES: &[Code] = &[];
