//! What is proposed, confirmed or rejected by another person.

use serde_json::json;
use yangguang_domain::entitlement::{Ahead, Month};

use crate::app::Tx;
use crate::audit::{self, Entry, Traced};
use crate::codes::Language;
use crate::db::errors::{Trouble, classify};
use crate::entitlements::compute::Computer;
use crate::entitlements::model::{ChangeOutcome, DecisionItem, DecisionResult, DecisionResults, NewDecision};
use crate::entitlements::ops::again::{Found, again};
use crate::entitlements::{recheck, store, terms};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::if_match::IfMatch;
use crate::http::problem::RowProblem;
use crate::http::reply::Reply;

const MOST: usize = 500;

/// Decides on all that is proposed for these benefits; each has its own result.
///
/// # Errors
/// `too_many_rows`, `invalid` for a rejection without a reason.
pub fn decide(tx: &mut Tx, language: Language, new: &NewDecision) -> Outcome<Traced<Reply>> {
    if new.items.len() > MOST {
        return Err(Failure::no("too_many_rows"));
    }
    let mut checks = Checks::new();
    match new.outcome {
        ChangeOutcome::Reject => checks.text(new.reason.as_deref().unwrap_or_default(), "/reason", 500),
        ChangeOutcome::Confirm => checks.optional_text(new.reason.as_ref(), "/reason", 500),
    }
    checks.no_private_number(new.reason.as_deref().unwrap_or_default(), "/reason", tx.app.landlines);
    checks.done()?;
    let mut entries = Vec::new();
    let mut items = Vec::with_capacity(new.items.len());
    for item in &new.items {
        match tx.savepoint(|tx| one(tx, item, new)) {
            Ok(entry) => {
                entries.push(entry);
                items.push(DecisionResult {
                    id: item.id,
                    status: 201,
                    code: None,
                    message: None,
                    errors: Vec::new(),
                    since: Vec::new(),
                });
            }
            // Not this row's fault: the whole transaction is run again or given up.
            Err(Failure::Database(error)) if classify(&error) != Trouble::Other => return Err(error.into()),
            Err(failure) => {
                let told = RowProblem::of(failure, language);
                items.push(DecisionResult {
                    id: item.id,
                    status: told.status,
                    code: Some(told.code),
                    message: Some(told.message),
                    errors: told.errors,
                    since: told.since,
                });
            }
        }
    }
    let done = entries.len();
    let entry = Entry::new("entitlement.decisions", "entitlement", "*")
        .at(&tx.actor.scope.division)
        .with(json!({ "items": items.len(), "done": done }));
    Ok(Traced::new(Reply::new(207, &DecisionResults { items })?, entry).and_all(entries))
}

fn one(tx: &mut Tx, item: &DecisionItem, new: &NewDecision) -> Outcome<Entry> {
    let (user, today) = (tx.actor.user_id()?, tx.now.today());
    let mut row = store::find(tx.conn, tx.actor, item.id)?;
    audit::unchanged(tx, IfMatch(item.version), ("entitlement", item.id), row.version)?;
    let mut changes = store::changes(tx.conn, &row.county, &[row.id])?;
    let computer = Computer::new(tx.app);
    let (mut steps, mut found) = (Vec::new(), None);
    if new.outcome == ChangeOutcome::Confirm {
        let again = again(tx.conn, &computer, Month::of(today), &row, &changes)?;
        (steps, found) = (again.steps, again.found);
        let difference: i64 = steps.iter().map(|step| step.difference_fen).sum();
        match item.difference_fen {
            // Who does not say what was read may not have read it.
            None if difference != 0 => return Err(Failure::no("difference_unread")),
            Some(read) if read != difference => return Err(Failure::no("proposal_outdated")),
            _ => {}
        }
    }
    let mut steps = steps.into_iter();
    let mut seq = changes.iter().filter_map(|change| change.seq).max().unwrap_or_default();
    let mut decided = Vec::new();
    for change in changes.iter_mut().filter(|change| change.state == "proposed") {
        if change.proposed_by == user {
            return Err(Failure::no("change_same_person"));
        }
        (change.decided_by, change.decided_on) = (Some(user), Some(today));
        // What it makes of the months listed until now.
        if let Some(step) = steps.next() {
            change.difference_fen = step.difference_fen;
        }
        match new.outcome {
            ChangeOutcome::Confirm => {
                seq += 1;
                (change.state, change.seq) = ("confirmed".to_owned(), Some(seq));
            }
            ChangeOutcome::Reject => {
                (change.state, change.rejected_reason) = ("rejected".to_owned(), new.reason.clone());
            }
        }
        store::decide(tx.conn, change)?;
        decided.push(change.clone());
    }
    let Some(first) = decided.first() else { return Err(Failure::no("no_change_open")) };
    if new.outcome == ChangeOutcome::Confirm {
        let timeline = terms::timeline(&changes)?;
        let this = Month::of(today).max(terms::month(&row.first_month)?);
        row.recipient_id = terms::recipient(&changes).unwrap_or(row.person_id);
        store::set_standings(tx.conn, (&row.county, row.id), &timeline, tx.now)?;
        if let Some(Found { household, person, facts, then }) = found {
            let every = recheck::every(&computer, &row, &changes, this)?;
            let ahead = Ahead { facts: &facts, person, then };
            let regular = recheck::regular(&changes, every)?;
            row.recheck_due_on = computer.recheck_due(&row, household.as_ref(), ahead, regular);
        }
    }
    store::update(tx.conn, &mut row, tx.now)?;
    let outcome = match new.outcome {
        ChangeOutcome::Confirm => "confirmed",
        ChangeOutcome::Reject => "rejected",
    };
    Ok(Entry::new("entitlement.decided", "entitlement", row.id).at(&row.division).with(json!({
        "case_no": row.case_no,
        "kind": first.kind,
        "outcome": outcome,
        "reason": new.reason,
        "from_month": first.from_month,
        "revokes": first.revokes_id,
        "recipient_id": first.recipient_id,
        "due_fen": { "before": first.before_fen, "after": decided.last().map(|last| last.after_fen) },
    })))
}
