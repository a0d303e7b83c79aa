use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::access::Role;

use crate::ids::UserId;

/// An account to be opened; its first password must be changed at the first login.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAccount)]
pub struct NewAccountBody {
    /// 3 to 32 lower-case letters, digits, `.`, `-`, `_`; begins with a letter.
    #[schema(example = "li.na")]
    pub username: String,
    #[schema(example = "李娜")]
    pub name: String,
    pub role: Role,
    /// 12 digits, of the level of the post, within one's own county.
    #[schema(example = "360704100000")]
    pub division: String,
    /// Office telephone, printed on receipts.
    pub phone: Option<String>,
    /// At least 10 characters, not common.
    pub password: String,
}

/// A change (JSON Merge Patch): what is not given stays.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountPatch {
    pub name: Option<String>,
    pub role: Option<Role>,
    pub division: Option<String>,
    /// Null takes the number away.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub phone: Option<Option<String>>,
    pub disabled: Option<bool>,
}

/// Tells `null` from absent.
fn given<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(input).map(Some)
}

/// A password chosen by the administrator, for one login.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPassword)]
pub struct ResetBody {
    pub password: String,
}

/// A colleague who can be named in a record.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Officer)]
pub struct OfficerView {
    pub id: UserId,
    pub name: String,
    pub role: Role,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// 1 to 200, 20 unless told.
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}
