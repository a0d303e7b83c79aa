use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A division as it stands beside a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DivisionRef {
    /// 12 digits.
    #[schema(example = "360704100000")]
    pub code: String,
    pub name: String,
    /// 1 province, 2 city, 3 county, 4 township, 5 village
    pub level: i16,
    /// From the province down, without separators.
    pub full_name: String,
}
