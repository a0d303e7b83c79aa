use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::law::LawProblem;
use yangguang_domain::policy::Text;

use crate::db::types::Doc;
use crate::http::problem::FieldErrorView;
use crate::ids::{LawDraftId, UserId};
use crate::laws::ImpactView;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LawDraftState {
    Draft,
    Submitted,
    Activated,
    Withdrawn,
}

impl LawDraftState {
    /// As the column has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            LawDraftState::Draft => "draft",
            LawDraftState::Submitted => "submitted",
            LawDraftState::Activated => "activated",
            LawDraftState::Withdrawn => "withdrawn",
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DraftFilter {
    #[param(inline)]
    pub state: Option<LawDraftState>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// A whole entry of the register (`Law`); it may still have faults.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LawDraftBody)]
pub struct DraftBody {
    #[schema(value_type = Object)]
    pub document: Map<String, Value>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LawDraftReturn)]
pub struct NewReturn {
    pub reason: String,
}

/// What is wrong with an entry, and what it touches.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LawCheck)]
pub struct CheckView {
    /// What is wrong with the document by itself and among the others.
    pub problems: Vec<LawProblem>,
    /// What else stands against putting it in force.
    pub errors: Vec<FieldErrorView>,
    /// Empty while the document cannot be read.
    pub impact: ImpactView,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = LawDraftPerson)]
pub struct PersonView {
    pub id: UserId,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = LawDraftRow)]
pub struct DraftRowView {
    pub id: LawDraftId,
    pub code: String,
    /// Absent while the document has none that can be read.
    pub title: Option<Text>,
    pub law_version: Option<u32>,
    #[schema(value_type = LawDraftState)]
    pub state: String,
    pub drafted_by: PersonView,
    pub edited_by: PersonView,
    pub activated_by: Option<PersonView>,
    pub returned_reason: Option<String>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = LawDraft)]
pub struct DraftView {
    #[serde(flatten)]
    pub row: DraftRowView,
    #[schema(value_type = Object)]
    pub document: Doc,
    pub problems: Vec<LawProblem>,
    /// What rests on the law and how the draft changes that; whoever puts it in force sees the same.
    pub impact: ImpactView,
    /// edit, submit, return, activate, withdraw: what the reader may do now.
    pub allowed_actions: Vec<&'static str>,
}
