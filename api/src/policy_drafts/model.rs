use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::policy::{Evaluation, ExampleResult, PolicyProblem, Text};

use crate::db::types::Doc;
use crate::http::body::optional_day;
use crate::http::problem::FieldErrorView;
use crate::ids::{PolicyDraftId, UserId};
use crate::policies::CitationView;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PolicyDraftState {
    Draft,
    Submitted,
    Activated,
    Withdrawn,
}

impl PolicyDraftState {
    /// As the column has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            PolicyDraftState::Draft => "draft",
            PolicyDraftState::Submitted => "submitted",
            PolicyDraftState::Activated => "activated",
            PolicyDraftState::Withdrawn => "withdrawn",
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DraftFilter {
    #[param(inline)]
    pub state: Option<PolicyDraftState>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// A whole document (`PolicyDocument`, see `/policy-schema`); it may still have faults.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyDraftBody)]
pub struct DraftBody {
    #[schema(value_type = Object)]
    pub document: Map<String, Value>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyDraftReturn)]
pub struct NewReturn {
    pub reason: String,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyCheckRequest)]
pub struct CheckBody {
    #[schema(value_type = Object)]
    pub document: Map<String, Value>,
    /// Tried with it, where they are given.
    #[schema(value_type = Option<Object>)]
    pub facts: Option<Map<String, Value>>,
    /// The day whose parameters apply; today unless told.
    #[serde(default, deserialize_with = "optional_day")]
    pub on: Option<NaiveDate>,
}

/// What is wrong with a document, and what it gives.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PolicyCheck)]
pub struct CheckView {
    pub problems: Vec<PolicyProblem>,
    /// All that it cites, with what it is called; none while the document cannot be read.
    pub citations: Vec<CitationView>,
    /// The worked examples, computed; none while the document cannot be read.
    pub examples: Vec<ExampleResult>,
    pub evaluation: Option<Evaluation>,
    /// What is wrong with the facts.
    pub errors: Vec<FieldErrorView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PolicyDraftPerson)]
pub struct PersonView {
    pub id: UserId,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PolicyDraftRow)]
pub struct DraftRowView {
    pub id: PolicyDraftId,
    pub code: String,
    /// Absent while the document has none that can be read.
    pub title: Option<Text>,
    pub policy_version: Option<u32>,
    #[schema(value_type = PolicyDraftState)]
    pub state: String,
    pub drafted_by: PersonView,
    pub edited_by: PersonView,
    pub activated_by: Option<PersonView>,
    pub returned_reason: Option<String>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PolicyDraft)]
pub struct DraftView {
    #[serde(flatten)]
    pub row: DraftRowView,
    #[schema(value_type = Object)]
    pub document: Doc,
    /// All that it cites, with what it is called; none while the document cannot be read.
    pub citations: Vec<CitationView>,
    pub problems: Vec<PolicyProblem>,
    pub examples: Vec<ExampleResult>,
    /// edit, submit, return, activate, withdraw: what the reader may do now.
    pub allowed_actions: Vec<&'static str>,
}
