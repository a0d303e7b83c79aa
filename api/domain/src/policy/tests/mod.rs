//! Tests of the language and of the policies that ship.

mod documents;
mod expressions;
mod medical;

use super::*;

const MEDICAL: &str = include_str!("../../../../policies/medical-assistance-1.json");

fn medical() -> Policy {
    Policy::parse(MEDICAL).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn facts(facts: Json) -> Map<String, Json> {
    facts.as_object().unwrap().clone()
}

/// Pointer and code of each problem of these facts under the medical policy.
fn problems(given: Json) -> Vec<(String, &'static str)> {
    let problems = medical().evaluate(&facts(given), day("2026-03-02")).unwrap_err();
    problems.into_iter().map(|problem| (problem.pointer, problem.code)).collect()
}
