//! What is proposed, computed once more when it is decided.

use serde_json::{Map, Value};
use yangguang_domain::entitlement::Month;
use yangguang_domain::entitlement::circumstances::Finding;
use yangguang_domain::policy::register;

use crate::db::conn::Conn;
use crate::db::types::Doc;
use crate::entitlements::circumstances::Act;
use crate::entitlements::compute::{Computer, Held, Step};
use crate::entitlements::ops::propose::registered;
use crate::entitlements::ops::revoke;
use crate::entitlements::store::{ChangeRow, EntitlementRow};
use crate::entitlements::{recipients, terms};
use crate::failure::{Failure, Outcome};
use crate::payments;

/// What is proposed, as it is when it is decided.
pub struct Again {
    pub steps: Vec<Step>,
    /// What it was computed on, where it was.
    pub found: Option<Found>,
}

/// What is so in the last month that was computed, and the facts from which the benefit goes on.
pub struct Found {
    pub household: Option<register::Household>,
    pub person: register::Person,
    pub facts: Map<String, Value>,
    /// The last month that was computed.
    pub then: Month,
}

/// What is proposed, computed once more.
///
/// # Errors
/// `proposal_outdated` where it comes to something else by now, since the household, a policy
/// or the month is not what it was; `no_change_open`.
pub fn again(
    conn: &mut Conn,
    computer: &Computer,
    this: Month,
    row: &EntitlementRow,
    changes: &[ChangeRow],
) -> Outcome<Again> {
    let outdated = || Failure::no("proposal_outdated");
    let mut listed = terms::listed(payments::paid(conn, &row.county, &[row.case_id])?)?;
    let held = Held::new(row, changes, listed.remove(&row.case_id).unwrap_or_default())?;
    let proposed = held.proposed()?;
    let (first, _) = proposed.first().ok_or_else(|| Failure::no("no_change_open"))?;
    let mut found = None;
    let steps: Vec<Step> = match first.kind.as_str() {
        "recompute" | "recheck" => {
            let finding: Option<Finding> = first.circumstances.as_ref().map(Doc::read).transpose()?;
            let said = finding.as_ref().filter(|finding| finding.told);
            // Its first months may keep their sums.
            let from = finding.as_ref().and_then(|finding| finding.months.first()).map(|(from, _)| *from);
            let from = from.map_or_else(|| terms::month(&first.from_month), Ok)?;
            let register = registered(conn, row)?;
            let basis = register.basis(&held, said.map_or(Act::Recalculated, Act::Again))?;
            let to = Month::of(first.proposed_on).next().max(from);
            let steps = computer.recompute(&held, &basis, from, to).map_err(|failure| match failure {
                Failure::Refused(_) | Failure::Fields(_) => outdated(),
                other => other,
            })?;
            if let Some(said) = said {
                // Also what comes to the same sum is not said of what is no longer so.
                let so = basis.finding(from.to(to), |month| computer.circumstances(&held, &basis, month))?;
                if so.is_none_or(|so| so.months != said.months) {
                    return Err(outdated());
                }
            }
            let facts = first.facts.as_ref().map(Doc::read).transpose()?.unwrap_or_default();
            let last = steps.iter().rev().find_map(|step| step.facts.clone());
            let so = computer.circumstances(&held, &basis, to)?;
            found = Some(Found {
                household: basis.members(&so),
                person: basis.person(&so),
                facts: last.unwrap_or(facts),
                then: to,
            });
            // What found all sums as they were finds them so again.
            match steps.is_empty() && first.monthly_fen.is_none() {
                true => proposed.iter().map(|(_, step)| step.clone()).collect(),
                false => steps,
            }
        }
        "revoke" => {
            let proposal = first.revokes_id.ok_or_else(|| Failure::internal("a revocation of nothing"))?;
            let (revocation, so) = revoke::computed(conn, computer, this, &held, proposal)?;
            found = Some(so);
            revocation.steps
        }
        kind => {
            let policy = computer.policy(row, this.max(held.first()?))?;
            if let Some(recipient) = first.recipient_id.filter(|_| kind == "recipient") {
                recipients::may_be(conn, row, &policy.rule, recipient)?;
            }
            proposed.iter().map(|(_, step)| step.clone()).collect()
        }
    };
    let same = steps.len() == proposed.len()
        && steps.iter().zip(&proposed).all(|(now, (row, then))| {
            (now.change, now.from, now.until) == (then.change, then.from, then.until)
                && (now.before_fen, now.after_fen) == (row.before_fen, row.after_fen)
        });
    if same { Ok(Again { steps, found }) } else { Err(outdated()) }
}
