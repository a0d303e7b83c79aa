//! What each error code means and what to do about it: a list for programs, a page for
//! people (the `type` of a problem document leads there).

mod page;
mod routes;

use crate::codes::Code;

pub use page::page;
pub use routes::configure;

pub const CODES: &[Code] = &[];
