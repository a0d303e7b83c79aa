use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

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

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Division)]
pub struct DivisionView {
    /// 12 digits.
    #[schema(example = "360704100000")]
    pub code: String,
    #[schema(example = "梅林镇")]
    pub name: String,
    /// 1 province, 2 city, 3 county, 4 township, 5 village
    pub level: i16,
    pub parent: Option<String>,
    /// From the province down, without separators.
    pub full_name: String,
    pub has_children: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DivisionDetail)]
pub struct DetailView {
    #[serde(flatten)]
    pub division: DivisionView,
    /// From the province down.
    pub ancestors: Vec<DivisionRef>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DivisionQuery {
    /// The divisions directly below this one; with `q`, all below it. The top without it.
    pub parent: Option<String>,
    /// Part of a name, or the beginning of a code.
    pub q: Option<String>,
    /// 1 to 200, 20 unless told.
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}
