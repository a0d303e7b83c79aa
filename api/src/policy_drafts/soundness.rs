//! Whether a document may be put in force, and what it says to facts.

use chrono::NaiveDate;
use serde_json::{Map, Value};
use yangguang_domain::money::yuan_grouped;
use yangguang_domain::policy::{Policy, PolicyDocument};

use super::model::{CheckBody, CheckView};
use crate::actor::Actor;
use crate::app::App;
use crate::codes::Language;
use crate::failure::{Checks, Failure, Outcome};
use crate::http::problem::{FieldErrorView, message};
use crate::policies::fact_errors;

/// Checks a document that is not stored, and tries facts on it.
pub fn check(app: &App, language: Language, today: NaiveDate, body: &CheckBody) -> CheckView {
    let mut view = findings(app, &body.document);
    let Ok(policy) = Policy::parse(&text(&body.document)) else { return view };
    let Some(facts) = &body.facts else { return view };
    match policy.evaluate_with(facts, body.on.unwrap_or(today), &*app.rules.policies()) {
        Ok(evaluation) => view.evaluation = Some(evaluation),
        Err(problems) => {
            let told = |fault: crate::failure::FieldError| FieldErrorView {
                message: message(language, fault.code, &fault.params),
                pointer: fault.pointer,
                code: fault.code.to_owned(),
            };
            view.errors = fact_errors(problems, "/facts").into_iter().map(told).collect();
        }
    }
    view
}

/// What is wrong with a document, and how its examples come out.
pub fn findings(app: &App, document: &Map<String, Value>) -> CheckView {
    let mut view =
        CheckView { problems: Vec::new(), examples: Vec::new(), evaluation: None, errors: Vec::new() };
    match Policy::parse(&text(document)) {
        Ok(policy) => view.examples = policy.check_examples_with(&*app.rules.policies()),
        Err(problems) => view.problems = problems,
    }
    view
}

/// The document, if it may be put in force by the actor's county.
///
/// # Errors
/// Everything that stands against it, each at its place.
pub fn sound(app: &App, actor: &Actor, document: &Map<String, Value>) -> Outcome<PolicyDocument> {
    let mut checks = Checks::new();
    let policy = match Policy::parse(&text(document)) {
        Ok(policy) => policy,
        Err(problems) => {
            for problem in problems {
                let words = vec![("zh", problem.zh), ("en", problem.en)];
                checks.add(&format!("/document{}", problem.pointer), "policy_problem", words);
            }
            return Err(checks.done().err().unwrap_or_else(|| Failure::internal("a fault without a name")));
        }
    };
    let policies = app.rules.policies();
    for (place, example) in policy.check_examples_with(&*policies).into_iter().enumerate() {
        if !example.passed {
            let found = example.amount_fen.map_or_else(|| example.problems.join("；"), yuan_grouped);
            let expected = yuan_grouped(example.expected_amount_fen);
            let params = vec![("title", example.title), ("expected", expected), ("found", found)];
            checks.add(&format!("/document/examples/{place}"), "example_fails", params);
        }
    }
    let document = policy.document();
    let newest = policies.all().filter(|known| known.code == document.code).map(|known| known.version).max();
    let expected = newest.unwrap_or_default() + 1;
    if i64::from(document.version) != i64::from(expected) {
        checks.add("/document/version", "policy_version_order", vec![("expected", expected.to_string())]);
    }
    let ours = actor.scope.contains(&format!("{:0<12}", document.jurisdiction));
    checks.check(ours, "/document/jurisdiction", "policy_elsewhere");
    checks.done()?;
    Ok(document.clone())
}

pub fn text(document: &Map<String, Value>) -> String {
    Value::Object(document.clone()).to_string()
}
