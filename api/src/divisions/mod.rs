//! 行政区划: the five levels of the statistics bureau, keyed by the 12-digit code.

pub mod import;
mod model;
mod ops;
mod places;
mod routes;
mod store;

use crate::codes::Code;

pub use model::DivisionRef;
pub use ops::{Imported, import};
pub use places::Places;
pub use routes::configure;
pub use store::{division_ref, division_refs, require};

pub const CODES: &[Code] = &[];

/// Levels of the statistical code.
pub const COUNTY: i16 = 3;
pub const TOWNSHIP: i16 = 4;
pub const VILLAGE: i16 = 5;

/// The township a village belongs to: its first nine digits.
pub fn township_of(village: &str) -> String {
    format!("{:0<12}", village.get(..9).unwrap_or(village))
}
