//! The working-day calendar: a table an administrator extends when the State Council notice is out.

mod routes;

use crate::codes::Code;

pub use routes::configure;

pub const CODES: &[Code] = &[];
