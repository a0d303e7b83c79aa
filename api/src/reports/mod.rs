//! 月报: what a month brought, by township, each figure with the rows behind it, so that
//! an auditor can re-derive it. A figure and its rows ask the same question of the same
//! table.

mod figures;
mod model;
mod ops;
mod routes;
mod store;

use crate::codes::Code;

pub use figures::{FigureMeaning, OwnMonth, meanings, own_month};
pub use routes::configure;

pub const CODES: &[Code] = &[];
