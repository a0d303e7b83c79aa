//! The papers a citizen takes home: receipt, one-time notice, decision. Their words
//! are the law's, so they are written here and not in the page that prints them. Each can
//! be read before its act is done, in the very words that will be printed.

use serde_json::json;

use super::clocks;
use super::letters::paper;
use super::model::{LetterAct, NewDocumentPreview};
use super::ops::act::{Known, proposal};
use super::store::{self, ActRow};
use super::view::missing_materials;
use crate::app::View;
use crate::db::types::Doc;
use crate::failure::{Checks, Failure, Outcome};
use crate::ids::{ActId, CaseId};
use crate::letters::DocumentView;

/// The paper of that kind, once its act was done.
///
/// # Errors
/// `not_found` before that, or for a kind that does not exist.
pub fn find(view: &mut View, id: CaseId, kind: &str, request_id: &str) -> Outcome<DocumentView> {
    let case = store::find(view.conn, view.actor, id)?;
    let acts = store::acts(view.conn, &case.county, case.id)?;
    let wanted: &[&str] = match kind {
        "receipt" => &["accept"],
        "supplement_notice" => &["notify_supplement"],
        "decision" => &["decide_approve", "decide_refuse", "review_refuse", "decline"],
        _ => return Err(Failure::not_found()),
    };
    let act = acts.iter().rfind(|act| wanted.contains(&act.act.as_str())).ok_or_else(Failure::not_found)?;
    paper(view, &case, act, kind, request_id)
}

/// The letter that an act would bring about, with its words as they stand now; nothing is
/// written, and whether the act is allowed is asked when it is done.
///
/// # Errors
/// `not_found`; `invalid` with words that the act would not take either.
pub fn preview(
    view: &mut View,
    id: CaseId,
    new: &NewDocumentPreview,
    request_id: &str,
) -> Outcome<DocumentView> {
    let mut case = store::find(view.conn, view.actor, id)?;
    let mut checks = Checks::new();
    supplements(&mut checks, &new.other);
    for (place, reason) in new.reasons.iter().enumerate() {
        checks.text(&reason.text, &format!("/reasons/{place}/text"), 500);
    }
    checks.optional_text(new.note.as_ref(), "/note", 1000);
    checks.done()?;
    let today = view.now.today();
    let (act, kind) = match new.act {
        LetterAct::Accept => ("accept", "receipt"),
        LetterAct::NotifySupplement => ("notify_supplement", "supplement_notice"),
        LetterAct::Decline => ("decline", "decision"),
        LetterAct::ReviewRefuse => ("review_refuse", "decision"),
        LetterAct::DecideApprove => ("decide_approve", "decision"),
        LetterAct::DecideRefuse => ("decide_refuse", "decision"),
    };
    let mut detail = json!({});
    match new.act {
        LetterAct::Accept => {
            case.accepted_on = Some(today);
            if let Some(due) = clocks::promised(view, &case, act)? {
                (case.due_on, case.due_provisional) = (Some(due.due_on), due.provisional);
            }
        }
        LetterAct::NotifySupplement => {
            let missing = missing_materials(view.conn, &view.app.rules, &case)?;
            detail = json!({ "missing": missing, "other": new.other });
        }
        LetterAct::DecideApprove => {
            let acts = store::acts(view.conn, &case.county, id)?;
            let known = Known { case: &case, acts: &acts, proposal: proposal(&case)?, materials_missing: 0 };
            let amount = known.proposed_fen(new.amount_fen);
            case.amount_fen = Some(amount);
        }
        LetterAct::Decline | LetterAct::ReviewRefuse | LetterAct::DecideRefuse => {}
    }
    let act = ActRow {
        id: ActId::new(view.now),
        case_id: id,
        seq: 0,
        round: case.round,
        act: act.to_owned(),
        actor_user_id: view.actor.user_id()?,
        actor_name: view.actor.name.clone(),
        actor_role: view.actor.role.map(|role| role.to_string()).unwrap_or_default(),
        outcome: None,
        amount_fen: case.amount_fen,
        reasons: Doc::of(&new.reasons)?,
        note: new.note.clone(),
        detail: Doc::from(detail),
        acted_on: today,
        at: view.now.stamp(),
    };
    paper(view, &case, &act, kind, request_id)
}

/// What a one-time notice may ask for beside the checklist.
pub fn supplements(checks: &mut Checks, other: &[String]) {
    for (place, text) in other.iter().enumerate() {
        checks.text(text, &format!("/other/{place}"), 200);
    }
}
