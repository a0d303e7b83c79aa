//! Computing the answer for one case, line by line.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::answer::{Evaluation, FactProblem, Line, ReasonGiven};
use super::compile::{Compiled, in_force};
use super::document::{Parameter, PolicyDocument, Rule};
use super::expr::{EvaluationError, Expression};
use super::facts::{self, Values, failed, is_true};
use super::render;
use super::value::Value;

pub(super) fn evaluate(
    document: &PolicyDocument,
    compiled: &Compiled,
    facts: &Map<String, Json>,
    on: NaiveDate,
) -> Result<Evaluation, Vec<FactProblem>> {
    let mut values = read(document, compiled, facts, on)?;
    for parameter in &document.parameters {
        let value = parameter_on(parameter, on).cloned();
        values.extend(value.map(|value| (parameter.name.as_str(), value)));
    }
    answer(document, compiled, values, on).map_err(|problem| vec![problem])
}

/// The facts, unless the policy is not in force; the problems of both.
fn read<'p>(
    document: &'p PolicyDocument,
    compiled: &Compiled,
    facts: &Map<String, Json>,
    on: NaiveDate,
) -> Result<Values<'p>, Vec<FactProblem>> {
    let values = facts::read(document, compiled, facts);
    if in_force(document, on) {
        return values;
    }
    let mut params = vec![("on", on.to_string()), ("valid_from", document.valid_from.to_string())];
    params.extend(document.valid_to.map(|end| ("valid_to", end.to_string())));
    let mut problems = vec![FactProblem { pointer: String::new(), code: "not_in_force", params }];
    problems.extend(values.err().into_iter().flatten());
    Err(problems)
}

/// The parameter's value in force on that day: the latest not after it.
fn parameter_on(parameter: &Parameter, on: NaiveDate) -> Option<&Value> {
    let mut latest_first = parameter.values.iter().rev();
    latest_first.find(|dated| dated.from <= on).map(|dated| &dated.value)
}

fn answer<'p>(
    document: &'p PolicyDocument,
    compiled: &Compiled,
    mut values: Values<'p>,
    on: NaiveDate,
) -> Result<Evaluation, FactProblem> {
    let mut lines = Vec::new();
    for (rule, compiled) in document.rules.iter().zip(&compiled.rules) {
        let fails = |error| failed(&rule.name, &error);
        let applies = match &compiled.when {
            Some(when) => is_true(when, &values).map_err(fails)?,
            None => true,
        };
        let value = if applies {
            let value = value_of(&compiled.formula, &values).map_err(fails)?;
            lines.push(line(document, rule, &compiled.formula, &value, &values));
            value
        } else {
            rule.unit.value_type().nothing()
        };
        values.insert(&rule.name, value);
    }
    let money = |name: &str, expression: &Expression| match value_of(expression, &values) {
        Ok(Value::Int(fen)) => Ok(fen),
        Ok(other) => Err(wrong(name, &format!("{other:?} is no sum"))),
        Err(error) => Err(failed(name, &error)),
    };
    let (amount_fen, min_fen, max_fen) =
        (money("amount", &compiled.amount)?, money("min", &compiled.min)?, money("max", &compiled.max)?);
    // A decision is held against these limits; they must not contradict it.
    if !(0 <= min_fen && min_fen <= amount_fen && amount_fen <= max_fen) {
        return Err(wrong("amount", "0 ≤ min ≤ amount ≤ max does not hold"));
    }
    Ok(Evaluation {
        eligible: is_true(&compiled.eligible, &values).map_err(|error| failed("eligible", &error))?,
        amount_fen,
        min_fen,
        max_fen,
        reason: reason(document, compiled, &values)?,
        lines,
        policy_code: document.code.clone(),
        policy_version: format!("{}@{}", document.code, document.version),
        on,
    })
}

fn value_of(expression: &Expression, values: &Values) -> Result<Value, EvaluationError> {
    expression.evaluate(|name| values.get(name).cloned())
}

fn wrong(rule: &str, detail: &str) -> FactProblem {
    failed(rule, &EvaluationError::Failed(detail.to_owned()))
}

fn line(
    document: &PolicyDocument,
    rule: &Rule,
    formula: &Expression,
    value: &Value,
    values: &Values,
) -> Line {
    let used = |name: &str| Some((name.to_owned(), values.get(name)?.to_json()));
    Line {
        rule: rule.name.clone(),
        label: rule.label.clone(),
        value: value.to_json(),
        unit: rule.unit,
        inputs: formula.names().filter_map(used).collect(),
        clause: rule.clause.clone(),
        text: render::text(document, rule, formula, value, values),
    }
}

fn reason(
    document: &PolicyDocument,
    compiled: &Compiled,
    values: &Values,
) -> Result<ReasonGiven, FactProblem> {
    for (reason, when) in document.result.reasons.iter().zip(&compiled.reasons) {
        if is_true(when, values).map_err(|error| failed(&reason.code, &error))? {
            return Ok(ReasonGiven {
                code: reason.code.clone(),
                zh: reason.text.zh.clone(),
                en: reason.text.en.clone(),
            });
        }
    }
    Err(wrong("reasons", "none holds"))
}
