//! Policies as data: a document is parsed and checked once, its expressions
//! compiled; evaluating a case is then pure, exact and fast, and every number
//! of the answer explains itself.
//!
//! [`PolicyDocument`] is the format, [`Policy`] a checked and compiled one.

mod answer;
mod compile;
mod document;
mod eval;
mod expr;
mod facts;
mod functions;
mod render;
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
    compiled: compile::Compiled,
}

impl Policy {
    /// Reads and checks a document. Whether its examples come out right is
    /// asked separately ([`Policy::check_examples`]), so that a draft can be
    /// tried before it is right.
    ///
    /// # Errors
    /// Every problem found, see [`PolicyProblem`].
    pub fn parse(json: &str) -> Result<Policy, Vec<PolicyProblem>> {
        let document: PolicyDocument = serde_json::from_str(json).map_err(|error| {
            vec![PolicyProblem {
                pointer: String::new(),
                code: "invalid_json".to_owned(),
                detail: error.to_string(),
            }]
        })?;
        let compiled = compile::compile(&document)?;
        Ok(Policy { document, compiled })
    }

    /// The document as it was written.
    pub fn document(&self) -> &PolicyDocument {
        &self.document
    }

    /// Computes every worked example of the document, in its order. A version
    /// may be activated only when all have passed.
    pub fn check_examples(&self) -> Vec<ExampleResult> {
        let examples = self.document.examples.iter();
        examples.map(|example| self.check_example(example)).collect()
    }

    fn check_example(&self, example: &Example) -> ExampleResult {
        let on = example.on.unwrap_or(self.document.valid_from);
        let (answer, problems) = match self.evaluate(&example.facts, on) {
            Ok(evaluation) => (Some((evaluation.eligible, evaluation.amount_fen)), Vec::new()),
            Err(problems) => (None, problems),
        };
        ExampleResult {
            title: example.title.clone(),
            passed: answer == Some((example.eligible, example.amount_fen)),
            expected_eligible: example.eligible,
            expected_amount_fen: example.amount_fen,
            eligible: answer.map(|(eligible, _)| eligible),
            amount_fen: answer.map(|(_, amount_fen)| amount_fen),
            problems: problems
                .iter()
                .map(|problem| format!("{}: {}", problem.pointer, problem.code))
                .collect(),
        }
    }

    /// The answer for `facts`, with the parameters in force on the day `on`.
    ///
    /// # Errors
    /// Every problem of the facts at once, see [`FactProblem`].
    pub fn evaluate(&self, facts: &Map<String, Json>, on: NaiveDate) -> Result<Evaluation, Vec<FactProblem>> {
        eval::evaluate(&self.document, &self.compiled, facts, on)
    }

    /// What `facts` claim that the register does not show: `category_not_registered` for a
    /// household of another category, `household_not_registered` where there is none.
    #[must_use]
    pub fn claims(&self, facts: &Map<String, Json>, household: Option<&str>) -> Vec<FactProblem> {
        facts::claims(&self.document, facts, household)
    }
}

#[cfg(test)]
mod tests;
