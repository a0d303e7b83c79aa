//! Whether a calculation still comes out: the facts of the case put again to the version
//! of the policy, and on the day, by which it was computed.

use yangguang_domain::policy::Evaluation;

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
    let again = policy.rule.evaluate_with(&case.facts.read()?, before.on, &*policies).ok();
    Ok(RecalculationView {
        policy_version: before.policy_version.clone(),
        on: before.on,
        same: again.as_ref() == Some(&before),
        stored: before,
        again,
    })
}
