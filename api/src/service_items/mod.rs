//! 事项: what can be applied for, with its guide, its papers, its policy and its flow.
//! A dated document; cases keep the version they were opened under.

mod model;
mod ops;
mod routes;
mod view;

use crate::codes::Code;

pub use model::{Item, Material};
pub use routes::configure;

pub const CODES: &[Code] = &[];
