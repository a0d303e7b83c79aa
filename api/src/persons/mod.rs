//! 人员: everyone the bureau knows, found by name, pinyin, id or phone.

mod routes;

use crate::codes::Code;

pub use routes::configure;

pub const CODES: &[Code] = &[];
