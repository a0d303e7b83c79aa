//! What a person reads, in both languages.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A sentence or label in Chinese and in English.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub zh: String,
    pub en: String,
}
