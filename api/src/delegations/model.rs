use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yangguang_domain::law::{Citation, Cited};

use crate::http::body::{day, optional_day};
use crate::ids::DelegationId;

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDelegation {
    #[schema(example = "subsistence-allowance")]
    pub item_code: String,
    /// The province's ruling, in the register of law.
    pub basis: Citation,
    #[serde(deserialize_with = "day")]
    pub valid_from: NaiveDate,
    /// The last day; until further notice unless told.
    #[serde(default, deserialize_with = "optional_day")]
    pub valid_to: Option<NaiveDate>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DelegationEnd {
    /// The last day, today or later.
    #[serde(deserialize_with = "day")]
    pub valid_to: NaiveDate,
}

/// From when to when the townships decide on an item themselves.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Delegation)]
pub struct DelegationView {
    pub id: DelegationId,
    pub item_code: String,
    pub basis: Citation,
    /// The ruling as it is cited; null where it is not in the register any more.
    pub cited: Option<Cited>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub version: i64,
}
