//! What an authority sets and changes from time to time: single numbers and
//! choices, tables by one or more keys, and brackets, each dated with its basis.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::document::Choice;
use super::text::Text;
use super::value::{Kind, Value};
use crate::law::Citation;

/// A parameter has exactly one of `values` (a number or choice), `tables` (with
/// `keys`) and `brackets` (with `over`), ascending by `from`, the first from the
/// policy's first day or earlier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyParameter)]
pub struct Parameter {
    pub name: String,
    pub label: Text,
    /// What each value is: of a table its cells, of brackets what holds in them.
    pub unit: Kind,
    /// The values allowed; for `code` only, where they are needed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    #[serde(default)]
    #[schema(required = true)]
    pub values: Vec<DatedValue>,
    /// By what the rows of a table are found, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<TableKey>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<DatedTable>,
    /// What brackets are ranges of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Kind>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brackets: Vec<DatedBrackets>,
    /// What counts where a table has no row or a number lies in no bracket.
    /// Without it a table must have every row, and brackets must go on without
    /// an end and without a gap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ParameterValue)]
pub struct DatedValue {
    pub from: NaiveDate,
    pub value: Value,
    pub basis: Vec<Citation>,
}

/// A key of a table and every value it may have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ParameterTableKey)]
pub struct TableKey {
    pub label: Text,
    #[serde(rename = "type")]
    pub kind: Kind,
    pub values: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ParameterTable)]
pub struct DatedTable {
    pub from: NaiveDate,
    pub basis: Vec<Citation>,
    pub rows: Vec<TableRow>,
}

/// A cell: one value for each key, and what holds for them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ParameterTableRow)]
pub struct TableRow {
    pub at: Vec<Value>,
    pub value: Value,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ParameterBrackets)]
pub struct DatedBrackets {
    pub from: NaiveDate,
    pub basis: Vec<Citation>,
    /// Ascending; each begins one above the end of the one before.
    pub rows: Vec<BracketRow>,
}

/// Whole numbers from `from` to `to`, both included; without `to` all above.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ParameterBracket)]
pub struct BracketRow {
    pub from: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<i64>,
    pub value: Value,
}
