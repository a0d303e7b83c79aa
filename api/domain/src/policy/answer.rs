//! What a policy answers: the evaluation with its explanation, and the
//! problems of a document or of the facts given.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::text::Text;
use super::value::Kind;

/// The answer for one case. Every number can be followed line by line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Evaluation)]
pub struct Evaluation {
    pub eligible: bool,
    /// What the policy grants, fen.
    pub amount_fen: i64,
    /// The least the decision may grant, fen.
    pub min_fen: i64,
    /// The most the decision may grant, fen.
    pub max_fen: i64,
    pub reason: ReasonGiven,
    pub lines: Vec<Line>,
    /// E.g. `medical-assistance-1`.
    pub policy_code: String,
    /// Code and version, e.g. `medical-assistance-1@1`.
    pub policy_version: String,
    /// The day whose parameters applied.
    pub on: NaiveDate,
}

/// Why the answer is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = EvaluationReason)]
pub struct ReasonGiven {
    pub code: String,
    pub zh: String,
    pub en: String,
}

/// One computed rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Line)]
pub struct Line {
    /// Name of the rule.
    pub rule: String,
    pub label: Text,
    /// A number (fen, permille or a count as `unit` says), a boolean or a code.
    pub value: serde_json::Value,
    pub unit: Kind,
    /// What the formula used, by name.
    #[schema(value_type = Object)]
    pub inputs: BTreeMap<String, serde_json::Value>,
    /// The clause it rests on.
    pub clause: String,
    /// The computation with its numbers, where it can be written in one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<LineText>,
}

/// `9,000.00 − 3,000.00 = 6,000.00`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = LineText)]
pub struct LineText {
    pub zh: String,
}

/// Why facts can not be evaluated. Codes: `missing_fact`, `unknown_fact`,
/// `wrong_type` (params: expected), `out_of_range` (params: min, max),
/// `not_allowed_value` (params: allowed), `not_in_force` (params: on,
/// valid_from, valid_to), `policy_overflow` and `policy_failed` (params: rule).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactProblem {
    /// JSON pointer into the facts, e.g. `/cost_fen`; empty for the whole.
    pub pointer: String,
    pub code: &'static str,
    pub params: Vec<(&'static str, String)>,
}

/// Why a document is not a policy. Codes: `invalid_json`, `wrong_schema`,
/// `bad_code`, `empty`, `bad_name`, `duplicate_name`, `bad_dates`, `gap`,
/// `bad_range`, `bad_choices`, `wrong_type`, `syntax`, `too_long`,
/// `unknown_name`, `used_before_defined`, `not_in_language`, `wrong_arguments`,
/// `unknown_parameter`, `no_last_reason`, `bad_example`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PolicyProblem {
    /// JSON pointer into the document, e.g. `/rules/3/formula`.
    pub pointer: String,
    pub code: String,
    /// What exactly, for the person who edits the document.
    pub detail: String,
}

/// How a worked example came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = PolicyExampleResult)]
pub struct ExampleResult {
    pub title: String,
    pub passed: bool,
    pub expected_eligible: bool,
    pub expected_amount_fen: i64,
    /// Absent where the facts could not be evaluated.
    pub eligible: Option<bool>,
    pub amount_fen: Option<i64>,
    /// `pointer: code` of each problem of the facts.
    pub problems: Vec<String>,
}
