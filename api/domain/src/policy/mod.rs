//! Policies as data: a document is parsed and checked once, its expressions
//! compiled; evaluating a case is then pure, exact and fast, and every number
//! of the answer explains itself.
//!
//! [`PolicyDocument`] is the format, [`Policy`] a checked and compiled one.

mod answer;
mod check;
mod columns;
mod compiled;
mod document;
mod eval;
mod exact;
mod expr;
mod facts;
mod functions;
mod interval;
mod ir;
mod language;
mod lower;
pub(crate) mod misshapen;
mod outcome;
mod parameters;
pub mod register;
mod render;
mod scope;
mod symbols;
mod syntax;
mod tables;
mod text;
mod unit;
mod value;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

pub use answer::{
    BeginsGiven, EXPLANATION, Evaluation, ExampleResult, FactProblem, Line, LineText, PartGiven,
    PolicyProblem, ReasonGiven,
};
pub use columns::{Column, ColumnAnswers, ColumnValues, Columns, ColumnsError, ListColumn};
pub use document::{
    BillSum, Choice, CompetentDepartment, Example, Input, PolicyDocument, Rule, SCHEMA, Source,
};
pub use expr::{EvaluationError, Expression, ExpressionError};
pub use language::{LanguageFunction, functions};
pub use outcome::{
    Beginning, BeginsFrom, Exclusion, ExclusionRule, Part, Per, Period, Reason, ResultRule, SoonerRecheck,
    SuspensionGround,
};
pub use parameters::{BracketRow, DatedBrackets, DatedTable, DatedValue, Parameter, TableKey, TableRow};
pub use text::Text;
pub use value::{Kind, Type, Value};

/// A document that was checked, with its expressions compiled.
#[derive(Debug)]
pub struct Policy {
    document: PolicyDocument,
    compiled: compiled::Compiled,
}

/// Gives the parameters of other policies, for formulas with
/// `policy_parameter("code", "name")`.
pub trait Resolver {
    /// The number a policy has set for that day, in the unit of its parameter;
    /// `None` where there is none.
    fn parameter(&self, policy: &str, parameter: &str, on: NaiveDate) -> Option<i64>;
}

impl<F: Fn(&str, &str, NaiveDate) -> Option<i64>> Resolver for F {
    fn parameter(&self, policy: &str, parameter: &str, on: NaiveDate) -> Option<i64> {
        self(policy, parameter, on)
    }
}

/// No other policy is known.
fn no_others(_: &str, _: &str, _: NaiveDate) -> Option<i64> {
    None
}

impl Policy {
    /// Reads and checks a document. Whether its examples come out right is
    /// asked separately ([`Policy::check_examples`]), so that a draft can be
    /// tried before it is right.
    ///
    /// # Errors
    /// Every problem found, see [`PolicyProblem`].
    pub fn parse(json: &str) -> Result<Policy, Vec<PolicyProblem>> {
        let document: PolicyDocument =
            serde_json::from_str(json).map_err(|error| misshapen::problems(json, &error))?;
        let compiled = check::compile(&document)?;
        Ok(Policy { document, compiled })
    }

    /// The document as it was written.
    pub fn document(&self) -> &PolicyDocument {
        &self.document
    }

    /// Computes every worked example of the document, in its order. A version
    /// may be activated only when all have passed.
    pub fn check_examples(&self) -> Vec<ExampleResult> {
        self.check_examples_with(&no_others)
    }

    /// The same, with the parameters of other policies at hand.
    pub fn check_examples_with(&self, others: &dyn Resolver) -> Vec<ExampleResult> {
        let examples = self.document.examples.iter();
        examples.map(|example| self.check_example(example, others)).collect()
    }

    fn check_example(&self, example: &Example, others: &dyn Resolver) -> ExampleResult {
        let on = example.on.unwrap_or(self.document.valid_from);
        let (answer, problems) = match self.evaluate_with(&example.facts, on, others) {
            Ok(evaluation) => (Some(evaluation), Vec::new()),
            Err(problems) => (None, problems),
        };
        let parts: BTreeMap<String, i64> = answer
            .iter()
            .flat_map(|answer| &answer.parts)
            .map(|part| (part.code.clone(), part.amount_fen))
            .collect();
        let found = answer.map(|answer| (answer.eligible, answer.amount_fen));
        let as_expected = example.parts.iter().all(|(code, fen)| parts.get(code) == Some(fen));
        ExampleResult {
            title: example.title.clone(),
            passed: found == Some((example.eligible, example.amount_fen)) && as_expected,
            expected_eligible: example.eligible,
            expected_amount_fen: example.amount_fen,
            eligible: found.map(|(eligible, _)| eligible),
            amount_fen: found.map(|(_, amount_fen)| amount_fen),
            parts,
            problems: problems
                .iter()
                .map(|problem| format!("{}: {}", problem.pointer, problem.code))
                .collect(),
        }
    }

    /// The answer for `facts`, with the parameters in force on the day `on`. A
    /// policy that uses another's parameters needs [`Policy::evaluate_with`].
    ///
    /// # Errors
    /// Every problem of the facts at once, see [`FactProblem`].
    pub fn evaluate(&self, facts: &Map<String, Json>, on: NaiveDate) -> Result<Evaluation, Vec<FactProblem>> {
        self.evaluate_with(facts, on, &no_others)
    }

    /// The answer for `facts` on the day `on`, `others` giving the parameters
    /// of other policies.
    ///
    /// # Errors
    /// As [`Policy::evaluate`]; `policy_failed` where another policy has no
    /// such number on that day.
    pub fn evaluate_with(
        &self,
        facts: &Map<String, Json>,
        on: NaiveDate,
        others: &dyn Resolver,
    ) -> Result<Evaluation, Vec<FactProblem>> {
        eval::evaluate(&self.document, &self.compiled, facts, on, others)
    }

    /// The number a parameter has on a day, in its unit, as a [`Resolver`]
    /// gives it to other policies; `None` for tables, brackets and codes.
    #[must_use]
    pub fn parameter_on(&self, parameter: &str, day: NaiveDate) -> Option<i64> {
        let known = self.document.parameters.iter().find(|known| known.name == parameter)?;
        match known.values.iter().rfind(|dated| dated.from <= day)?.value {
            Value::Int(number) => Some(number),
            _ => None,
        }
    }

    /// The inputs and parameters no formula uses, in the document's order. An input that is
    /// known and of no account says so itself.
    pub fn unused(&self) -> impl Iterator<Item = &str> {
        let of_account = |input: &&Input| input.used_when.as_deref() != Some("false");
        let inputs = self.document.inputs.iter().filter(of_account).map(|input| input.name.as_str());
        let parameters = self.document.parameters.iter().map(|parameter| parameter.name.as_str());
        inputs.chain(parameters).filter(|name| !self.compiled.data.used.contains(*name))
    }

    /// The parameters of other policies it uses: code and name of each.
    pub fn references(&self) -> impl Iterator<Item = (&str, &str)> {
        let externals = self.compiled.data.externals.iter();
        externals.map(|external| (external.policy.as_str(), external.parameter.as_str()))
    }

    /// What `facts` claim that the register does not show: `category_not_registered` for a
    /// household of another category, `household_not_registered` where there is none.
    #[must_use]
    pub fn claims(&self, facts: &Map<String, Json>, household: Option<&str>) -> Vec<FactProblem> {
        facts::claims(&self.document, facts, household)
    }

    /// What a household's category decides of the choices in `facts`: one that is for households
    /// of others gives way to the only one that is for it; where several are, somebody chooses.
    #[must_use]
    pub fn registered_choices(&self, facts: &Map<String, Json>, category: &str) -> Map<String, Json> {
        facts::registered_choices(&self.document, facts, category)
    }
}

#[cfg(test)]
mod tests;
