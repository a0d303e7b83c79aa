//! A confirmed change taken out again, as it is proposed and as it is confirmed.

use yangguang_domain::entitlement::{Month, Standing};

use crate::db::conn::Conn;
use crate::entitlements::circumstances::Act;
use crate::entitlements::compute::{Computer, Held, Step};
use crate::entitlements::model::NewChange;
use crate::entitlements::ops::again::Found;
use crate::entitlements::ops::propose::registered;
use crate::entitlements::others::{Known, twice};
use crate::entitlements::store::ChangeRow;
use crate::entitlements::{recipients, terms};
use crate::failure::{Checks, Failure, Outcome};
use crate::ids::EntitlementChangeId;

/// What taking the change out comes to, with all that was proposed with it.
///
/// # Errors
/// `invalid` without a change, `not_revocable`; as [`lawful`].
pub fn steps(
    conn: &mut Conn,
    computer: &Computer,
    this: Month,
    held: &Held,
    new: &NewChange,
) -> Outcome<(EntitlementChangeId, Vec<Step>)> {
    let mut checks = Checks::new();
    checks.check(new.revokes.is_some(), "/revokes", "required");
    checks.done()?;
    let found = held.changes.iter().find(|row| Some(row.id) == new.revokes);
    let found = found.filter(|row| held.revocable(row)).ok_or_else(|| Failure::no("not_revocable"))?;
    let proposal = found.proposal();
    lawful(conn, computer, this, held, proposal)?;
    Ok((proposal, vec![held.revocation(proposal)?]))
}

/// Whether the benefit may be as it would be without it.
///
/// # Errors
/// `not_revocable` where it was revoked meanwhile; `would_be_paid_twice` where something else was
/// granted for the months it gives again; `recipient_not_member` where it would be paid to one
/// who has left.
pub fn lawful(
    conn: &mut Conn,
    computer: &Computer,
    this: Month,
    held: &Held,
    proposal: EntitlementChangeId,
) -> Outcome<()> {
    let row = held.row;
    let of_it: Vec<&ChangeRow> = held.changes.iter().filter(|row| row.proposal() == proposal).collect();
    if of_it.is_empty() || !of_it.iter().all(|change| held.revocable(change)) {
        return Err(Failure::no("not_revocable"));
    }
    let policy = computer.policy(row, this.max(held.first()?))?;
    if of_it.iter().any(|change| change.recipient_id.is_some()) {
        let rest = terms::standing(held.changes).into_iter().filter(|change| change.proposal() != proposal);
        let recipient = rest.filter_map(|change| change.recipient_id).next().unwrap_or(row.person_id);
        recipients::may_be(conn, row, &policy.rule, recipient)?;
    }
    let (before, after) = (&held.timeline, held.without(proposal)?);
    let gives = |month: &Month| {
        let again = before.due(*month) == 0 && after.due(*month) > 0;
        let goes_on = before.standing(*month) == Standing::Ended && after.standing(*month) != Standing::Ended;
        again || goes_on && after.whole(*month) > 0
    };
    let first = held.first()?;
    let months: Vec<Month> = before.differing(&after, first, this.next().max(first)).filter(gives).collect();
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

/// What the benefit stands on without it, from which its next recheck follows.
///
/// # Errors
/// As the database answers.
pub fn found(
    conn: &mut Conn,
    computer: &Computer,
    held: &Held,
    proposal: EntitlementChangeId,
) -> Outcome<Found> {
    let others = held.changes.iter().filter(|change| change.proposal() != proposal);
    let rest: Vec<ChangeRow> = others.cloned().collect();
    let without = Held::new(held.row, &rest, held.listed.clone())?;
    let last = terms::standing(&rest).into_iter().find(|change| change.facts.is_some());
    let then = last.map(|change| terms::month(&change.from_month)).transpose()?;
    let then = then.map_or_else(|| held.first(), Ok)?;
    let register = registered(conn, held.row)?;
    let basis = register.basis(&without, Act::Recalculated)?;
    let so = computer.circumstances(&without, &basis, then)?;
    Ok(Found { household: basis.members(&so), person: basis.person(&so), facts: without.facts(then)?, then })
}
