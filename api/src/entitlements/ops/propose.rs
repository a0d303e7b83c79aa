//! A change of one benefit, as it would be and as it is proposed.

use serde_json::{Map, Value, json};
use yangguang_domain::disclosure::Landlines;
use yangguang_domain::entitlement::{Change, Effect, Month, Standing, Timeline};

use crate::app::{Tx, View};
use crate::audit::{self, Entry, Traced};
use crate::db::conn::Conn;
use crate::db::types::Doc;
use crate::entitlements::circumstances::{Act, Basis};
use crate::entitlements::compute::{Computer, Held, Step, month_between};
use crate::entitlements::model::{ChangeKind, EntitlementState, NewChange, PreviewView};
use crate::entitlements::ops::{recipient, revoke};
use crate::entitlements::others::Known;
use crate::entitlements::revoking::Revocation;
use crate::entitlements::store::{self, ChangeRow, EntitlementRow};
use crate::entitlements::{terms, view};
use crate::failure::{Checks, Failure, Outcome};
use crate::households;
use crate::http::if_match::IfMatch;
use crate::http::reply::Reply;
use crate::ids::{EntitlementChangeId, EntitlementId};
use crate::payments;

const MOST_REASON: usize = 500;

/// What a change would do; nothing is written.
///
/// # Errors
/// As [`propose`].
pub fn preview(view: &mut View, id: EntitlementId, new: &NewChange) -> Outcome<PreviewView> {
    let row = store::find(view.conn, view.actor, id)?;
    let this = Month::of(view.now.today());
    let computer = Computer::new(view.app);
    let changes = store::changes(view.conn, &row.county, &[id])?;
    let mut listed = terms::listed(payments::paid(view.conn, &row.county, &[row.case_id])?)?;
    let held = Held::new(&row, &changes, listed.remove(&row.case_id).unwrap_or_default())?;
    let found = steps(view.conn, &computer, this, &held, (new, view.app.landlines));
    let Steps { steps, after, .. } = match found {
        Err(Failure::Refused(refusal)) if refusal.code == "nothing_changes" => {
            Steps { revokes: None, steps: Vec::new(), after: held.timeline.clone() }
        }
        steps => steps?,
    };
    let months = view::months_between(&held, &after, this.next().max(held.first()?))?;
    let difference_fen = steps.iter().map(|step| step.difference_fen).sum();
    Ok(PreviewView { steps: steps.into_iter().map(view::step).collect(), difference_fen, months })
}

/// Proposes a change; what is due stays as it is until another person confirms it.
///
/// # Errors
/// `not_found`, `stale_version`, `change_open`, `entitlement_state`, `nothing_changes`,
/// `no_grace`, `not_revocable`, `would_be_paid_twice`; `invalid` with a wrong month, reason, ground,
/// recipient or facts; what stands against its going on beside other benefits.
pub fn propose(tx: &mut Tx, id: EntitlementId, version: IfMatch, new: &NewChange) -> Outcome<Traced<Reply>> {
    let mut row = store::find(tx.conn, tx.actor, id)?;
    audit::unchanged(tx, version, ("entitlement", id), row.version)?;
    let changes = store::changes(tx.conn, &row.county, &[id])?;
    if changes.iter().any(|change| change.state == "proposed") {
        return Err(Failure::no("change_open"));
    }
    let mut checks = Checks::new();
    checks.text(new.reason.as_deref().unwrap_or_default(), "/reason", MOST_REASON);
    checks.done()?;
    let computer = Computer::new(tx.app);
    let mut listed = terms::listed(payments::paid(tx.conn, &row.county, &[row.case_id])?)?;
    let held = Held::new(&row, &changes, listed.remove(&row.case_id).unwrap_or_default())?;
    let this = Month::of(tx.now.today());
    let Steps { revokes, steps, .. } = steps(tx.conn, &computer, this, &held, (new, tx.app.landlines))?;
    let reason = new.reason.as_deref();
    let mut rows = rows(tx, &row, new.kind.as_str(), reason, steps)?;
    for (place, change) in rows.iter_mut().enumerate() {
        change.ground.clone_from(&new.ground);
        change.recipient_id = new.recipient_id;
        // The revocation takes the change out; what is computed instead is a change of its own.
        match place {
            0 => change.revokes_id = revokes,
            _ if revokes.is_some() => ChangeKind::Recompute.as_str().clone_into(&mut change.kind),
            _ => (),
        }
    }
    let entry = entry(&row, new.kind.as_str(), reason, &rows);
    store::insert_changes(tx.conn, &rows)?;
    store::update(tx.conn, &mut row, tx.now)?;
    let shown = view::whole(&mut tx.view(), row)?;
    let reply = Reply::created(format!("/api/v1/entitlements/{id}"), &shown)?.version(shown.row.version);
    Ok(Traced::new(reply, entry))
}

pub fn entry(row: &EntitlementRow, kind: &str, reason: Option<&str>, rows: &[ChangeRow]) -> Entry {
    let steps: Vec<Value> = rows
        .iter()
        .map(|change| {
            json!({
                "from_month": change.from_month,
                "due_fen": { "before": change.before_fen, "after": change.after_fen },
                "difference_fen": change.difference_fen,
            })
        })
        .collect();
    Entry::new("entitlement.proposed", "entitlement", row.id).at(&row.division).with(json!({
        "case_no": row.case_no,
        "kind": kind,
        "reason": reason,
        "ground": rows.first().and_then(|change| change.ground.as_deref()),
        "revokes": rows.first().and_then(|change| change.revokes_id),
        "recipient_id": rows.first().and_then(|change| change.recipient_id),
        "changes": steps,
    }))
}

/// The steps as rows that wait for their decision.
pub fn rows(
    tx: &Tx,
    row: &EntitlementRow,
    kind: &str,
    reason: Option<&str>,
    steps: Vec<Step>,
) -> Outcome<Vec<ChangeRow>> {
    let change = |step: Step| {
        let sums = step.change.and_then(|change| match change.effect {
            Effect::Sums(sums) => Some(sums),
            Effect::Standing(_) => None,
        });
        Ok(ChangeRow {
            county: row.county.clone(),
            id: EntitlementChangeId::new(tx.now),
            entitlement_id: row.id,
            kind: kind.to_owned(),
            state: "proposed".to_owned(),
            seq: None,
            from_month: step.from.to_string(),
            until_month: step.until.map(|until| until.to_string()),
            monthly_fen: sums.map(|sums| sums.monthly_fen),
            yearly_fen: sums.map(|sums| sums.yearly_fen),
            once_fen: sums.map(|sums| sums.once_fen),
            before_fen: step.before_fen,
            after_fen: step.after_fen,
            difference_fen: step.difference_fen,
            policy_version: step.determination.as_ref().map(|answer| answer.policy_version.clone()),
            ground: None,
            reason: reason.map(str::to_owned),
            proposed_by: tx.actor.user_id()?,
            proposed_on: tx.now.today(),
            decided_by: None,
            decided_on: None,
            rejected_reason: None,
            created_at: tx.now.stamp(),
            facts: step.facts.map(|facts| Doc::from(Value::Object(facts))),
            determination: step.determination.as_ref().map(Doc::of).transpose()?,
            circumstances: step.finding.as_ref().map(Doc::of).transpose()?,
            proposal_id: None,
            revokes_id: None,
            recipient_id: None,
        })
    };
    let mut rows: Vec<ChangeRow> = steps.into_iter().map(change).collect::<Outcome<_>>()?;
    let proposal = rows.first().map(|first| first.id);
    rows.iter_mut().for_each(|row| row.proposal_id = proposal);
    Ok(rows)
}

/// What a change comes to.
struct Steps {
    /// The proposal that is revoked, where one is.
    revokes: Option<EntitlementChangeId>,
    steps: Vec<Step>,
    after: Timeline,
}

fn steps(
    conn: &mut Conn,
    computer: &Computer,
    this: Month,
    held: &Held,
    (new, landlines): (&NewChange, Landlines),
) -> Outcome<Steps> {
    let mut checks = Checks::new();
    let reason = new.reason.as_deref().unwrap_or_default();
    checks.no_private_number(reason, "/reason", landlines);
    let computes = matches!(new.kind, ChangeKind::Recompute | ChangeKind::Recheck);
    checks.check(computes || new.facts.is_none(), "/facts", "facts_not_expected");
    checks.check(new.kind == ChangeKind::Suspend || new.ground.is_none(), "/ground", "ground_not_expected");
    let (recipient, revoke) = (new.kind == ChangeKind::Recipient, new.kind == ChangeKind::Revoke);
    checks.check(recipient || new.recipient_id.is_none(), "/recipient_id", "recipient_not_expected");
    checks.check(revoke || new.revokes.is_none(), "/revokes", "revokes_not_expected");
    let dated = !recipient && !revoke;
    checks.check(dated || new.from_month.is_none(), "/from_month", "month_not_expected");
    checks.check(!dated || new.from_month.is_some(), "/from_month", "required");
    checks.done()?;
    let steps = match new.kind {
        ChangeKind::Recipient => recipient::steps(conn, computer, this, held, new)?,
        ChangeKind::Revoke => {
            let (proposal, Revocation { steps, after, .. }) = revoke::steps(conn, computer, this, held, new)?;
            return Ok(Steps { revokes: Some(proposal), steps, after });
        }
        _ => dated_steps(conn, computer, this, held, new)?,
    };
    let after = held.timeline.with(&steps.iter().filter_map(|step| step.change).collect::<Vec<_>>());
    Ok(Steps { revokes: None, steps, after })
}

/// What a change from a month on comes to.
fn dated_steps(
    conn: &mut Conn,
    computer: &Computer,
    this: Month,
    held: &Held,
    new: &NewChange,
) -> Outcome<Vec<Step>> {
    let (row, first) = (held.row, held.first()?);
    let from = new.from_month.as_deref().unwrap_or_default();
    let from = month_between(from, first, this.next().max(first))?;
    let (there, now) = (terms::state(&held.timeline, from), terms::state(&held.timeline, this.max(from)));
    let lawful = match new.kind {
        // What has ended may be found to have ended earlier, or to have given another sum before.
        ChangeKind::Recompute | ChangeKind::End => there != EntitlementState::Ended,
        ChangeKind::Recheck => now != EntitlementState::Ended,
        ChangeKind::Suspend | ChangeKind::Grace => now == EntitlementState::Active,
        ChangeKind::Resume => now == EntitlementState::Suspended,
        ChangeKind::Recipient | ChangeKind::Revoke => false,
    };
    if !lawful {
        let (zh, en) = match now {
            EntitlementState::Active => ("享受中", "running"),
            EntitlementState::Suspended => ("已调减至零", "cut to nothing"),
            EntitlementState::Grace => ("渐退期", "in its grace period"),
            EntitlementState::Ended => ("已终止", "ended"),
        };
        return Err(Failure::no_with("entitlement_state", vec![("zh", zh.into()), ("en", en.into())]));
    }
    let policy = computer.policy(row, from)?;
    let result = &policy.rule.document().result;
    let stands = |standing, until| {
        let change = Change { from, effect: Effect::Standing(standing) };
        held.steps(vec![(Some(change), from, until)])
    };
    match new.kind {
        ChangeKind::Suspend => {
            let known = |code: &str| result.suspension.iter().any(|ground| ground.code == code);
            if result.suspension.is_empty() {
                return Err(Failure::no("no_ground_of_stopping"));
            }
            if !new.ground.as_deref().is_some_and(known) {
                let grounds: Vec<&str> =
                    result.suspension.iter().map(|ground| ground.text.zh.trim_end_matches('。')).collect();
                let mut checks = Checks::new();
                checks.add("/ground", "unknown_ground", vec![("allowed", grounds.join("、"))]);
                checks.done()?;
            }
            Ok(stands(Standing::Suspended, None))
        }
        ChangeKind::Resume => Ok(stands(Standing::Active, None)),
        ChangeKind::End => Ok(stands(Standing::Ended, None)),
        ChangeKind::Grace => {
            let lawful = computer.lawful(&result.grace_basis, from);
            let months = result.grace_months.filter(|_| lawful).ok_or_else(|| Failure::no("no_grace"))?;
            let until = from.plus(i32::from(months) - 1);
            Ok(stands(Standing::Grace { until }, Some(until)))
        }
        ChangeKind::Recompute | ChangeKind::Recheck => computed(conn, computer, this, held, from, new),
        ChangeKind::Recipient | ChangeKind::Revoke => Err(Failure::internal("a change of no month")),
    }
}

fn computed(
    conn: &mut Conn,
    computer: &Computer,
    this: Month,
    held: &Held,
    from: Month,
    new: &NewChange,
) -> Outcome<Vec<Step>> {
    let row = held.row;
    let register = registered(conn, row)?;
    let basis = register.basis(held, Act::Told(new.facts.as_ref()))?;
    let policy = computer.policy(row, from)?;
    let so = basis.at(held, &policy.rule, from)?;
    let mut known = policy.rule.registered_person(basis.person(&so), from.first_day());
    if let Some(household) = basis.members(&so) {
        known.extend(policy.rule.registered(&household, from.first_day()));
    }
    refuse_known(new.facts.as_ref(), &known)?;
    let to = this.next().max(from);
    let steps = computer.recompute(held, &basis, from, to)?;
    match (steps.is_empty(), new.kind) {
        (false, _) => Ok(steps),
        (true, kind) => {
            let same = computer.confirm(held, &basis, from, to)?;
            // Other facts are recorded, also where they come to the same sum.
            let new = same.iter().any(|step| !step.changed.is_empty());
            match new || kind == ChangeKind::Recheck {
                true => Ok(same),
                false => Err(Failure::no("nothing_changes")),
            }
        }
    }
}

/// The household and the person of a benefit as they are and were registered, and what they have.
pub(super) struct Register {
    household: Option<households::Past>,
    life: households::Life,
    known: Known,
}

impl Register {
    pub(super) fn basis<'a>(&'a self, held: &Held, act: Act<'a>) -> Outcome<Basis<'a>> {
        Basis::new(held, act, (self.household.as_ref(), &self.life), &self.known)
    }
}

pub(super) fn registered(conn: &mut Conn, row: &EntitlementRow) -> Outcome<Register> {
    Ok(Register {
        household: row.household_id.map(|id| households::past(conn, &row.county, id)).transpose()?,
        life: households::life(conn, &row.county, row.person_id)?,
        known: Known::of(conn, &row.county, &[(row.household_id, row.person_id)])?,
    })
}

/// What the register knows is changed there, where it counts for everything.
fn refuse_known(given: Option<&Map<String, Value>>, known: &Map<String, Value>) -> Outcome<()> {
    let mut checks = Checks::new();
    for name in given.into_iter().flatten().map(|(name, _)| name) {
        checks.check(!known.contains_key(name), &format!("/facts/{name}"), "fact_of_register");
    }
    checks.done()
}
