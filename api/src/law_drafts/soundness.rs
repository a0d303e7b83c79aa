//! Whether an entry may be put in force, and what it touches.

use chrono::NaiveDate;
use serde_json::{Map, Value};
use yangguang_domain::law::{Law, LawProblem};

use super::model::CheckView;
use crate::app::View;
use crate::codes::Language;
use crate::failure::{Checks, Failure, FieldError, Outcome};
use crate::http::problem::{FieldErrorView, message};
use crate::laws::{ImpactView, impact, past_taken};

/// As many places that rest on a past text are told.
const MOST_PLACES: usize = 20;

/// Checks a document that is not stored.
///
/// # Errors
/// As the database answers.
pub fn check(view: &mut View, language: Language, document: &Map<String, Value>) -> Outcome<CheckView> {
    let (problems, impact) = findings(view, document)?;
    let told = |fault: FieldError| FieldErrorView {
        message: message(language, fault.code, &fault.params),
        pointer: fault.pointer,
        code: fault.code.to_owned(),
    };
    let errors = match sound(view, document) {
        Err(Failure::Fields(faults)) => faults.into_iter().filter(|fault| fault.code != "law_problem"),
        Err(other) => return Err(other),
        Ok(_) => return Ok(CheckView { problems, errors: Vec::new(), impact }),
    };
    Ok(CheckView { problems, errors: errors.map(told).collect(), impact })
}

/// What is wrong with a document by itself and among the others, and what it touches.
///
/// # Errors
/// As the database answers.
pub fn findings(view: &mut View, document: &Map<String, Value>) -> Outcome<(Vec<LawProblem>, ImpactView)> {
    match Law::parse(Value::Object(document.clone())) {
        Ok(law) => Ok((view.app.rules.laws().problems_of(&law), impact(view, &law)?)),
        Err(problems) => Ok((problems, ImpactView::default())),
    }
}

/// The entry, if it may be put in force.
///
/// # Errors
/// Everything that stands against it, each at its place.
pub fn sound(view: &mut View, document: &Map<String, Value>) -> Outcome<Law> {
    let mut checks = Checks::new();
    let laws = view.app.rules.laws();
    let parsed = Law::parse(Value::Object(document.clone()));
    let problems = parsed.as_ref().map_or_else(Clone::clone, |law| laws.problems_of(law));
    for problem in problems {
        let words = vec![("zh", problem.zh), ("en", problem.en)];
        checks.add(&format!("/document{}", problem.pointer), "law_problem", words);
    }
    let Ok(law) = parsed else {
        return Err(checks.done().err().unwrap_or_else(|| Failure::internal("a fault without a name")));
    };
    let expected = laws.find(&law.code).map_or(0, |known| known.version) + 1;
    if law.version != expected {
        checks.add("/document/version", "law_version_order", vec![("expected", expected.to_string())]);
    }
    // A law of the country or the province holds in the county too; that of another county does not.
    let ours = law.holds_in(&view.actor.scope.division) || view.actor.scope.contains(&law.jurisdiction);
    checks.check(ours, "/document/jurisdiction", "law_elsewhere");
    if let Some(known) = laws.find(&law.code) {
        fixed(&mut checks, known, &law, view.now.today());
    }
    let known = laws.find(&law.code).map_or(&[][..], |known| &known.texts);
    for (place, text) in law.texts.iter().enumerate() {
        let said = known.iter().any(|known| known.checked_on == text.checked_on);
        let read = said || text.checked_on <= view.now.today();
        checks.check(read, &format!("/document/texts/{place}/checked_on"), "date_in_future");
    }
    let touched = impact(view, &law)?.touched;
    for (place, days) in past_taken(&touched, view.now.today()).take(MOST_PLACES) {
        let until = days.until.map(|day| day.to_string()).unwrap_or_default();
        let words = vec![
            ("title_zh", place.title.zh.clone()),
            ("title_en", place.title.en.clone()),
            ("version", place.version.to_string()),
            ("place", place.pointer.clone()),
            ("from", days.from.to_string()),
            ("until", until),
        ];
        checks.add("/document/texts", "law_holds_past", words);
    }
    checks.done()?;
    Ok(law)
}

/// What a law is does not change, nor what its texts of the past were called: what was decided
/// cites them so.
fn fixed(checks: &mut Checks, known: &Law, law: &Law, today: NaiveDate) {
    checks.check(known.kind == law.kind, "/document/kind", "law_fixed");
    checks.check(known.jurisdiction == law.jurisdiction, "/document/jurisdiction", "law_fixed");
    for (place, text) in law.texts.iter().enumerate() {
        let past = known.texts.iter().find(|past| past.from == text.from && past.from < today);
        let Some(past) = past else { continue };
        let same = past.number.is_none() || past.number == text.number;
        checks.check(same, &format!("/document/texts/{place}/number"), "law_fixed");
        let same = past.passed_on.is_none() || past.passed_on == text.passed_on;
        checks.check(same, &format!("/document/texts/{place}/passed_on"), "law_fixed");
    }
}
