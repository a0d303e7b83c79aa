//! 法规库: the law everything cites, as dated data, and what rests on each of its articles.
//! Public: whoever is decided about may read what the decision rests on.

mod impact;
mod model;
mod ops;
mod routes;
mod store;

use crate::codes::Code;

pub use impact::{impact, past_taken};
pub use model::{ImpactView, TouchedView};
pub use routes::configure;

pub const CODES: &[Code] = &[];
