use std::sync::Arc;

use chrono::NaiveDate;
use yangguang_domain::law::{Citation, Register, citations};
use yangguang_domain::policy::{Evaluation, FactProblem, Policy, PolicyDocument};

use super::model::{CitationView, DetailView, EvaluationBody, ExampleView, SummaryView};
use crate::app::{App, View};
use crate::divisions::division_refs;
use crate::failure::{Checks, Failure, FieldError, Outcome};
use crate::rules::Dated;

/// All versions, those of one policy side by side.
pub fn list(app: &App) -> Vec<SummaryView> {
    app.rules.policies().all().map(|dated| summary(&dated.rule)).collect()
}

/// What a document cites, each once, with what the register calls it.
pub fn cited(laws: &Register, document: &PolicyDocument) -> Vec<CitationView> {
    let named = |citation: &Citation| CitationView { citation: citation.clone(), text: laws.name(citation) };
    citations(document).into_iter().map(named).collect()
}

pub fn find(app: &App, code: &str, version: Option<i32>, place: &str, on: NaiveDate) -> Outcome<DetailView> {
    let policies = app.rules.policies();
    let dated = match version {
        Some(version) => {
            let of = |known: &&Arc<Dated<Policy>>| known.code == code && known.version == version;
            policies.all().find(of).cloned().ok_or_else(Failure::not_found)?
        }
        None => policies.at(code, place, on)?,
    };
    let examples = dated.rule.check_examples_with(&*policies).into_iter().map(|example| ExampleView {
        title: example.title,
        passes: example.passed,
        eligible: example.expected_eligible,
        amount_fen: example.expected_amount_fen,
    });
    Ok(DetailView {
        summary: summary(&dated.rule),
        document: dated.rule.document().clone(),
        citations: cited(&app.rules.laws(), dated.rule.document()),
        examples: examples.collect(),
    })
}

fn summary(policy: &Policy) -> SummaryView {
    let document = policy.document();
    SummaryView {
        code: document.code.clone(),
        title: document.title.clone(),
        scheme: document.scheme.clone(),
        version: document.version,
        valid_from: document.valid_from,
        valid_to: document.valid_to,
        jurisdiction: document.jurisdiction.clone(),
    }
}

/// What the policy in force on the day gives for these facts. Nothing is kept.
///
/// # Errors
/// `not_found`, `not_in_force`; `invalid` with what is wrong with the facts or the division.
pub fn evaluate(view: &mut View, code: &str, body: &EvaluationBody) -> Outcome<Evaluation> {
    let on = body.on.unwrap_or(view.now.today());
    let policies = view.app.rules.policies();
    if let Some(division) = &body.division {
        let mut checks = Checks::new();
        checks.check(may_exist(view, division)?, "/division", "unknown_division");
        checks.done()?;
    }
    let dated = policies.at(code, body.division.as_deref().unwrap_or_default(), on)?;
    let answer = dated.rule.evaluate_with(&body.facts, on, &*policies);
    let laws = view.app.rules.laws();
    let answer = answer.map(|answer| laws.explain(answer));
    answer.map_err(|problems| Failure::Fields(fact_errors(problems, "/facts")))
}

/// Whether there is such a division; of another province, whose divisions an installation does
/// not know, whether it is written as one.
fn may_exist(view: &mut View, division: &str) -> Outcome<bool> {
    if division.len() != 12 || !division.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(false);
    }
    let province = format!("{:0<12}", &division[..2]);
    let known = division_refs(view.conn, [division, province.as_str()])?;
    Ok(known.contains_key(division) || !known.contains_key(&province))
}

/// What is wrong with the facts, as errors of the request's members below `under`.
pub fn fact_errors(problems: Vec<FactProblem>, under: &str) -> Vec<FieldError> {
    problems
        .into_iter()
        .map(|problem| FieldError {
            pointer: format!("{under}{}", problem.pointer),
            code: problem.code,
            params: in_our_words(problem.params),
        })
        .collect()
}

/// The names by which the texts of the codes know the parameters.
fn in_our_words(params: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
    let value = |name: &str| params.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    let range = match (value("min"), value("max")) {
        (None, None) => None,
        (Some(min), None) => Some(format!("≥ {min}")),
        (None, Some(max)) => Some(format!("≤ {max}")),
        (Some(min), Some(max)) => Some(format!("{min}–{max}")),
    };
    let takes = value("expected").map(|kind| match kind {
        "int" => ("整数", "a whole number"),
        "bool" => ("是或否（true、false）", "true or false"),
        "list" => ("列表", "a list"),
        "object" => ("一组字段", "an object"),
        "date" => ("日期（YYYY-MM-DD）", "a date (YYYY-MM-DD)"),
        _ => ("文字", "a text"),
    });
    let mut words = params;
    words.extend(range.map(|range| ("range", range)));
    if let Some((zh, en)) = takes {
        words.extend([("takes_zh", zh.to_owned()), ("takes_en", en.to_owned())]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_a_fact_is_told_at_its_member_with_its_range() {
        let params = vec![("min", "0".to_owned()), ("max", "500".to_owned())];
        let problem = FactProblem { pointer: "/rate".to_owned(), code: "out_of_range", params };
        let errors = fact_errors(vec![problem], "/facts");
        assert_eq!(errors[0].pointer, "/facts/rate");
        assert!(errors[0].params.contains(&("range", "0–500".to_owned())));
    }
}
