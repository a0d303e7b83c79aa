//! What waits for whom: the first page of everyone's day.

mod model;
mod ops;
mod routes;
mod store;

use crate::codes::Code;

pub use routes::configure;

pub const CODES: &[Code] = &[];
