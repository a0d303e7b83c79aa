//! Reading the facts of a case: every problem is found at once, so that the
//! clerk is told everything in one go.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use super::answer::FactProblem;
use super::compile::{Compiled, in_range, is_choice};
use super::document::{Input, PolicyDocument};
use super::expr::{EvaluationError, Expression};
use super::value::Value;

/// The values expressions compute with, by name.
pub(super) type Values<'p> = HashMap<&'p str, Value>;

/// The value of every input, or every problem of the facts. JSON null is the
/// same as not given. A fact that is not asked for in this case is ignored.
pub(super) fn read<'p>(
    document: &'p PolicyDocument,
    compiled: &Compiled,
    facts: &Map<String, Json>,
) -> Result<Values<'p>, Vec<FactProblem>> {
    let mut values = Values::new();
    let mut problems = Vec::new();
    for (input, rules) in document.inputs.iter().zip(&compiled.inputs) {
        let asked = holds(rules.used_when.as_ref(), true, &values);
        let required = holds(rules.required_when.as_ref(), input.required, &values);
        let given = facts.get(&input.name).filter(|json| !json.is_null());
        let value = match (asked, required, given) {
            (Err(error), ..) | (_, Err(error), _) => Err(failed(&input.name, &error)),
            (Ok(true), _, Some(json)) => accept(input, json),
            (Ok(true), Ok(true), None) if input.default.is_none() => {
                Err(problem(input, "missing_fact", Vec::new()))
            }
            _ => Ok(absent(input)),
        };
        let value = value.unwrap_or_else(|found| {
            problems.push(found);
            input.kind.value_type().nothing()
        });
        values.insert(&input.name, value);
    }
    for name in facts.keys().filter(|name| !values.contains_key(name.as_str())) {
        problems.push(FactProblem { pointer: pointer(name), code: "unknown_fact", params: Vec::new() });
    }
    if problems.is_empty() { Ok(values) } else { Err(problems) }
}

fn holds(condition: Option<&Expression>, without: bool, values: &Values) -> Result<bool, EvaluationError> {
    condition.map_or(Ok(without), |condition| is_true(condition, values))
}

/// Whether a condition holds.
pub(super) fn is_true(condition: &Expression, values: &Values) -> Result<bool, EvaluationError> {
    let value = condition.evaluate(|name| values.get(name).cloned())?;
    Ok(value == Value::Bool(true))
}

fn absent(input: &Input) -> Value {
    let nothing = || input.kind.value_type().nothing();
    input.default.clone().unwrap_or_else(nothing)
}

fn accept(input: &Input, json: &Json) -> Result<Value, FactProblem> {
    let wanted = input.kind.value_type();
    let value = Value::from_json(json)
        .filter(|value| value.value_type() == wanted)
        .ok_or_else(|| problem(input, "wrong_type", vec![("expected", wanted.to_string())]))?;
    if !in_range(input, &value) {
        let limits = [("min", input.min), ("max", input.max)];
        let params = limits
            .into_iter()
            .filter_map(|(name, limit)| limit.map(|limit| (name, limit.to_string())))
            .collect();
        return Err(problem(input, "out_of_range", params));
    }
    if !is_choice(&input.values, &value) {
        let codes: Vec<&str> = input.values.iter().map(|choice| choice.code.as_str()).collect();
        return Err(problem(input, "not_allowed_value", vec![("allowed", codes.join(","))]));
    }
    Ok(value)
}

/// Choices the register does not bear out: those that are for households of certain
/// categories only, where the applicant's household (if any) is of another.
pub(super) fn claims(
    document: &PolicyDocument,
    facts: &Map<String, Json>,
    household: Option<&str>,
) -> Vec<FactProblem> {
    let claimed = |input: &Input| {
        let given = facts.get(&input.name)?.as_str()?;
        let choice = input.values.iter().find(|choice| choice.code == given)?;
        if choice.registered_as.is_empty() {
            return None;
        }
        match household {
            None => Some(problem(input, "household_not_registered", Vec::new())),
            Some(category) if choice.registered_as.iter().any(|known| known == category) => None,
            Some(_) => Some(problem(input, "category_not_registered", Vec::new())),
        }
    };
    document.inputs.iter().filter_map(claimed).collect()
}

fn problem(input: &Input, code: &'static str, params: Vec<(&'static str, String)>) -> FactProblem {
    FactProblem { pointer: pointer(&input.name), code, params }
}

/// RFC 6901: a fact may have been sent under any name.
fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// The problem of an expression that has no value, under the name of what it
/// was to compute.
pub(super) fn failed(rule: &str, error: &EvaluationError) -> FactProblem {
    let (code, detail) = match error {
        EvaluationError::Overflow => ("policy_overflow", None),
        other => ("policy_failed", Some(("detail", other.to_string()))),
    };
    FactProblem {
        pointer: String::new(),
        code,
        params: [("rule", rule.to_owned())].into_iter().chain(detail).collect(),
    }
}
