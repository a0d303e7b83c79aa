//! What a policy answers: the evaluation with its explanation, and the
//! problems of a document or of the facts given.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::outcome::{BeginsFrom, Period};
use super::text::Text;
use super::value::Kind;
use crate::law::{Citation, Cited};

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
    /// The single amounts where the policy gives several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartGiven>,
    pub lines: Vec<Line>,
    /// From when what recurs is paid; the month after the decision where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins: Option<BeginsGiven>,
    /// Months after which what recurs is checked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recheck_months: Option<u16>,
    /// The format of the explanation, [`EXPLANATION`].
    #[serde(default = "explanation")]
    pub format: String,
    /// E.g. `medical-assistance-1`.
    pub policy_code: String,
    /// Code and version, e.g. `medical-assistance-1@1`.
    pub policy_version: String,
    /// The day whose parameters applied.
    pub on: NaiveDate,
}

/// The format of the explanation: a change that would break a reader of
/// `lines`, `parts` or `reason` gets another number.
pub const EXPLANATION: &str = "yangguang.explanation/1";

pub(super) fn explanation() -> String {
    EXPLANATION.to_owned()
}

/// From when what recurs is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = EvaluationBeginning)]
pub struct BeginsGiven {
    pub from: BeginsFrom,
    /// With `year_after`: its first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    #[serde(default)]
    pub clause: Text,
    #[serde(default)]
    pub basis: Vec<Cited>,
    /// As of a [`Line`].
    #[serde(skip)]
    pub cites: Vec<Citation>,
}

/// One of several amounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = EvaluationPart)]
pub struct PartGiven {
    pub code: String,
    pub label: Text,
    /// Fen for each `period`.
    pub amount_fen: i64,
    pub period: Period,
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
    /// What it rests on, as it is called on the day; the highest rank first.
    #[serde(default)]
    pub clause: Text,
    /// The same one by one.
    #[serde(default)]
    pub basis: Vec<Cited>,
    /// What the rule cites through the years, until `Register::explain` has shown what holds.
    #[serde(skip)]
    pub cites: Vec<Citation>,
    /// The computation with its numbers, where it can be written in one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<LineText>,
}

/// `9,000.00 − 3,000.00 = 6,000.00`, in both languages the same but for the words between
/// the numbers. What was kept before there was an English one has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = LineText)]
pub struct LineText {
    pub zh: String,
    #[serde(default)]
    pub en: String,
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

/// Why a document is not a policy. Codes: of its shape `invalid_json`,
/// `unknown_member`, `required`, `not_allowed_value` and `wrong_type`, then
/// `wrong_schema`, `bad_code`, `empty`, `bad_name`, `duplicate_name`, `bad_dates`,
/// `gap`, `overlap`, `bad_range`, `bad_choices`, `bad_fields`, `bad_shape`,
/// `bad_source`, `missing_row`, `wrong_type`, `wrong_unit`, `syntax`, `too_long`,
/// `unknown_name`, `unknown_choice`, `used_before_defined`, `not_in_language`,
/// `wrong_arguments`, `unknown_parameter`, `division_by_zero`,
/// `overflow_possible`, `no_step`, `limits_crossed`, `no_row`, `no_bracket`,
/// `unreachable`, `no_last_reason`, `bad_exclusion`,
/// `bad_example`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PolicyProblem {
    /// JSON pointer into the document, e.g. `/rules/3/formula`.
    pub pointer: String,
    pub code: String,
    /// What exactly, for the person who edits the document: the same as `en`.
    pub detail: String,
    /// Where in the formula, counted in characters from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// The same in Chinese and in English, each a plain sentence.
    #[serde(default)]
    pub zh: String,
    #[serde(default)]
    pub en: String,
}

/// What is wrong at a place that whoever found it does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub code: &'static str,
    /// Characters from the start of the formula.
    pub position: Option<u32>,
    pub zh: String,
    pub en: String,
}

impl Finding {
    pub fn new(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Finding {
        Finding { code, position: None, zh: zh.into(), en: en.into() }
    }

    pub fn at(self, pointer: impl Into<String>) -> PolicyProblem {
        PolicyProblem {
            pointer: pointer.into(),
            code: self.code.to_owned(),
            detail: self.en.clone(),
            position: self.position,
            zh: self.zh,
            en: self.en,
        }
    }
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
    /// The further amounts, by their code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = Object)]
    pub parts: BTreeMap<String, i64>,
    /// `pointer: code` of each problem of the facts.
    pub problems: Vec<String>,
}
