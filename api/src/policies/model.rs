use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::law::Citation;
use yangguang_domain::policy::{PolicyDocument, Text};

use crate::http::body::optional_day;

/// A version of a policy, without its rules.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PolicySummary)]
pub struct SummaryView {
    #[schema(example = "medical-assistance-1")]
    pub code: String,
    pub title: Text,
    pub scheme: String,
    pub version: u32,
    pub valid_from: NaiveDate,
    /// The last day, itself included.
    pub valid_to: Option<NaiveDate>,
    /// Division code of the area it holds in.
    pub jurisdiction: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PolicyDetail)]
pub struct DetailView {
    #[serde(flatten)]
    pub summary: SummaryView,
    /// As it was written.
    pub document: PolicyDocument,
    /// All that it cites, each once, with what it is called.
    pub citations: Vec<CitationView>,
    /// Its worked examples, computed now.
    pub examples: Vec<ExampleView>,
}

/// What a document cites, as it is called.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = NamedCitation)]
pub struct CitationView {
    #[serde(flatten)]
    pub citation: Citation,
    pub text: Text,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExampleResult)]
pub struct ExampleView {
    pub title: String,
    /// Whether the policy gives what the example expects.
    pub passes: bool,
    /// As expected.
    pub eligible: bool,
    /// As expected.
    pub amount_fen: i64,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OnQuery {
    /// The version in force on this day; today unless told.
    pub on: Option<NaiveDate>,
    /// The most specific one for this division; that of its first place unless told.
    pub division: Option<String>,
    /// That very version, whenever and wherever it holds.
    pub version: Option<i32>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EvaluationRequest)]
pub struct EvaluationBody {
    /// By the names of the policy's inputs.
    #[schema(value_type = Object, example = json!({ "category": "subsistence_ill", "cost_fen": 900000, "insurer_paid_fen": 300000 }))]
    pub facts: Map<String, Value>,
    /// The day whose parameters apply; today unless told.
    #[serde(default, deserialize_with = "optional_day")]
    pub on: Option<NaiveDate>,
    /// The most specific policy for this division; that of its first place unless told.
    pub division: Option<String>,
}
