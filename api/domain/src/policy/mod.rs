//! Policies as data: a document is parsed and checked once, its expressions
//! compiled; evaluating a case is then pure, exact and fast, and every number
//! of the answer explains itself.
//!
//! [`PolicyDocument`] is the format, [`Policy`] a checked and compiled one.

mod answer;
mod document;
mod expr;
mod functions;
mod text;
mod value;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

pub use answer::{Evaluation, ExampleResult, FactProblem, Line, LineText, PolicyProblem, ReasonGiven};
pub use document::{
    Choice, CompetentDepartment, DatedValue, Example, Input, LegalBasis, Parameter, Per, Period,
    PolicyDocument, Reason, ResultRule, Rule, SCHEMA, Source,
};
pub use expr::{EvaluationError, Expression, ExpressionError};
pub use text::Text;
pub use value::{Kind, Type, Value};

/// A document that was checked, with its expressions compiled.
#[derive(Debug)]
pub struct Policy {
    document: PolicyDocument,
}

impl Policy {
    /// Reads and checks a document; every problem found is returned.
    pub fn parse(json: &str) -> Result<Policy, Vec<PolicyProblem>> {
        serde_json::from_str(json).map(|document| Policy { document }).map_err(|error| {
            vec![PolicyProblem {
                pointer: String::new(),
                code: "invalid_json".to_owned(),
                detail: error.to_string(),
            }]
        })
    }

    /// The document as it was written.
    pub fn document(&self) -> &PolicyDocument {
        &self.document
    }

    /// Computes every worked example of the document, in its order. A version
    /// may be activated only when all have passed.
    pub fn check_examples(&self) -> Vec<ExampleResult> {
        Vec::new()
    }

    /// The answer for `facts`, with the parameters in force on the day `on`.
    ///
    /// # Errors
    /// Every problem of the facts at once, see [`FactProblem`].
    pub fn evaluate(
        &self,
        _facts: &Map<String, Json>,
        on: NaiveDate,
    ) -> Result<Evaluation, Vec<FactProblem>> {
        Err(vec![FactProblem {
            pointer: String::new(),
            code: "not_in_force",
            params: vec![("on", on.to_string())],
        }])
    }
}
