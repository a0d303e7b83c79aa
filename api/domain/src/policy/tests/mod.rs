//! Tests of the language and of the policies that ship.

mod columns;
mod documents;
mod explained;
mod expressions;
mod formulas;
mod functions;
mod intervals;
mod language;
mod lists;
mod medical;
mod misshapen;
mod parameters;
mod reference;
mod register;
mod syntax;

use serde_json::json;

use super::*;

/// The smallest sound policy, with these members in place of its own.
fn with(members: Json) -> Json {
    let text = json!({"zh": "字", "en": "word"});
    let mut document = json!({
        "schema": "yangguang.policy/1", "code": "small", "version": 1, "title": text,
        "scheme": "test", "competent_departments": [{"from": "2024-01-01", "name": "民政局"}],
        "jurisdiction": "000000000000", "legal_basis": [{"law": "measures", "article": "1"}],
        "valid_from": "2024-01-01",
        "inputs": [
            {"name": "sum", "label": text, "type": "fen", "min": 0, "max": 1_000_000, "required": true},
            {"name": "size", "label": text, "type": "persons", "min": 0, "max": 50, "default": 0}
        ],
        "rules": [{"name": "aid", "label": text, "unit": "fen", "formula": "sum", "basis": []}],
        "result": {
            "eligible": "aid > 0", "amount": "aid", "min": "0", "max": "aid", "period": "once",
            "per": "person", "reasons": [{"when": "true", "code": "granted", "text": text}]
        },
        "examples": [{"title": "例", "facts": {"sum": 5}, "eligible": true, "amount_fen": 5}]
    });
    let given = members.as_object().unwrap().clone();
    document.as_object_mut().unwrap().extend(given);
    document
}

/// The problems of a document.
fn told(document: &Json) -> Vec<PolicyProblem> {
    Policy::parse(&document.to_string()).err().unwrap_or_default()
}

/// Pointer and code of each.
fn codes(document: &Json) -> Vec<(String, String)> {
    told(document).into_iter().map(|problem| (problem.pointer, problem.code)).collect()
}

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
