//! A confirmed change taken out again, as it is proposed and as it is confirmed.

use yangguang_domain::entitlement::{Month, Standing, Timeline};

use crate::db::conn::Conn;
use crate::entitlements::circumstances::Act;
use crate::entitlements::compute::{Computer, Held};
use crate::entitlements::model::NewChange;
use crate::entitlements::ops::again::Found;
use crate::entitlements::ops::propose::registered;
use crate::entitlements::others::{Known, twice};
use crate::entitlements::revoking::Revocation;
use crate::entitlements::store::ChangeRow;
use crate::entitlements::{recipients, terms};
use crate::failure::{Checks, Failure, Outcome};
use crate::ids::EntitlementChangeId;

/// What taking the change out comes to, with all that was proposed with it.
///
/// # Errors
/// `invalid` without a change, `nothing_changes`; as [`computed`].
pub fn steps(
    conn: &mut Conn,
    computer: &Computer,
    this: Month,
    held: &Held,
    new: &NewChange,
) -> Outcome<(EntitlementChangeId, Revocation)> {
    let mut checks = Checks::new();
    checks.check(new.revokes.is_some(), "/revokes", "required");
    checks.done()?;
    let found = held.changes.iter().find(|row| Some(row.id) == new.revokes);
    let found = found.filter(|row| held.revocable(row)).ok_or_else(|| Failure::no("not_revocable"))?;
    let proposal = found.proposal();
    let (revocation, _) = computed(conn, computer, this, held, proposal)?;
    // From a recheck follows the next one, and a recipient is no sum.
    let more = matches!(found.kind.as_str(), "recheck" | "recipient");
    if !revocation.changes && !more {
        return Err(Failure::no("nothing_changes"));
    }
    Ok((proposal, revocation))
}

/// What taking a proposal out comes to in the month `this`, and what the benefit stands on then.
///
/// # Errors
/// `not_revocable` where it was revoked meanwhile; `would_be_paid_twice` where something else was
/// granted for the months it gives again; `recipient_not_member` where it would be paid to one
/// who has left; as [`Computer::revocation`].
pub fn computed(
    conn: &mut Conn,
    computer: &Computer,
    this: Month,
    held: &Held,
    proposal: EntitlementChangeId,
) -> Outcome<(Revocation, Found)> {
    let row = held.row;
    let of_it: Vec<&ChangeRow> = held.changes.iter().filter(|row| row.proposal() == proposal).collect();
    if of_it.is_empty() || !of_it.iter().all(|change| held.revocable(change)) {
        return Err(Failure::no("not_revocable"));
    }
    if of_it.iter().any(|change| change.recipient_id.is_some()) {
        let policy = computer.policy(row, this.max(held.first()?))?;
        let rest = terms::standing(held.changes).into_iter().filter(|change| change.proposal() != proposal);
        let recipient = rest.filter_map(|change| change.recipient_id).next().unwrap_or(row.person_id);
        recipients::may_be(conn, row, &policy.rule, recipient)?;
    }
    let to = this.next().max(held.first()?);
    // Said with its case and month, before it is computed what stands against going on at all.
    once(conn, computer, to, held, &held.without(proposal)?)?;
    let rest = held.apart(proposal)?;
    let apart = Held::new(row, &rest, held.listed.clone())?;
    let register = registered(conn, row)?;
    let taken_out = held.found_with(proposal)?.map(|finding| finding.known).unwrap_or_default();
    let basis = register.basis(&apart, Act::Recalculated)?.without(taken_out);
    let revocation = computer.revocation(held, (&apart, &basis), proposal, to)?;
    once(conn, computer, to, held, &revocation.after)?;
    let so = computer.circumstances(&apart, &basis, to)?;
    let last = revocation.steps.iter().rev().find_map(|step| step.facts.clone());
    let facts = last.map_or_else(|| apart.facts(to), Ok)?;
    let found = Found { household: basis.members(&so), person: basis.person(&so), facts, then: to };
    Ok((revocation, found))
}

/// Whether nobody has something else for the months that are given again.
///
/// # Errors
/// `would_be_paid_twice`.
fn once(conn: &mut Conn, computer: &Computer, to: Month, held: &Held, after: &Timeline) -> Outcome<()> {
    let (row, before) = (held.row, &held.timeline);
    let gives = |month: &Month| {
        let again = before.due(*month) == 0 && after.due(*month) > 0;
        let goes_on = before.standing(*month) == Standing::Ended && after.standing(*month) != Standing::Ended;
        again || goes_on && after.whole(*month) > 0
    };
    let months: Vec<Month> = before.differing(after, held.first()?, to).filter(gives).collect();
    if months.is_empty() {
        return Ok(());
    }
    let whose = (row.household_id, row.person_id);
    let known = Known::of(conn, &row.county, &[whose])?;
    for month in months {
        let policy = computer.policy(row, month)?;
        let mut others = known.beside(&computer.policies, whose, None, |_| month)?;
        others.retain(|other| other.id != row.id);
        if let Some(other) = twice(policy.rule.document(), after.whole(month), &others) {
            let params = vec![
                ("month", month.to_string()),
                ("scheme", other.title.clone()),
                ("case_no", other.case_no.clone()),
            ];
            return Err(Failure::no_with("would_be_paid_twice", params));
        }
    }
    Ok(())
}
