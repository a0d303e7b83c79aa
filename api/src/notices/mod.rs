//! 公示: what a village is shown, drafted, signed by a second person, and taken down on its day.

mod routes;

use crate::codes::Code;

pub use routes::configure;

pub const CODES: &[Code] = &[];
