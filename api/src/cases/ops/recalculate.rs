//! Whether a calculation still comes out: the facts of the case put again to the version
//! of the policy, and on the day, by which it was computed.

use yangguang_domain::policy::{Evaluation, Text};

use crate::app::View;
use crate::cases::store;
use crate::cases::views::RecalculationView;
use crate::failure::{Failure, Outcome};
use crate::ids::CaseId;

/// # Errors
/// `not_found`; `not_calculated` for a case whose facts were never complete.
pub fn recalculate(view: &mut View, id: CaseId) -> Outcome<RecalculationView> {
    let case = store::find(view.conn, view.actor, id)?;
    let stored = case.determination.as_ref().ok_or_else(|| Failure::no("not_calculated"))?;
    let before: Evaluation = stored.read()?;
    let (code, version) = before
        .policy_version
        .rsplit_once('@')
        .and_then(|(code, version)| Some((code, version.parse().ok()?)))
        .ok_or_else(|| Failure::internal("a calculation by no version"))?;
    let policies = view.app.rules.policies();
    let policy = policies.version(code, version)?;
    let laws = view.app.rules.laws();
    let again = policy.rule.evaluate_with(&case.facts.read()?, before.on, &*policies).ok();
    let again = again.map(|answer| laws.explain(answer));
    Ok(RecalculationView {
        policy_version: before.policy_version.clone(),
        on: before.on,
        same: again.as_ref().map(computed) == Some(computed(&before)),
        stored: before,
        again,
    })
}

/// An answer without what its law is called: a register that words an article better changes no
/// sum.
fn computed(answer: &Evaluation) -> Evaluation {
    let mut bare = answer.clone();
    for line in &mut bare.lines {
        line.clause = Text::default();
        line.basis.clear();
    }
    if let Some(begins) = &mut bare.begins {
        begins.clause = Text::default();
        begins.basis.clear();
    }
    bare
}
