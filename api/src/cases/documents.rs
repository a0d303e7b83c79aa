//! The papers a citizen takes home: receipt, one-time notice, decision. Their words
//! are the law's, so they are written here and not in the page that prints them. Each can
//! be read before its act is done, in the very words that will be printed.

use yangguang_domain::access::Permission;

use super::clocks;
use super::letters::paper;
use super::model::{
    DecisionOutcome, Deed, LetterAct, NewDecision, NewDocumentPreview, NewRefusal, NewReview,
    NewSupplementNotice, ReviewOutcome,
};
use super::ops::act::{Ruling, keep, ruled};
use super::ops::acts;
use super::ops::judge::{Judged, judge};
use super::store::{self, ActRow, CaseRow};
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

/// The letter that an act would bring about, with its words as they stand now: the act is
/// judged as if it were done, and nothing is written.
///
/// # Errors
/// As the act: `not_allowed`, `not_found`, the flow's refusals, faults of its words.
pub fn preview(
    view: &mut View,
    id: CaseId,
    new: &NewDocumentPreview,
    request_id: &str,
) -> Outcome<DocumentView> {
    let (permission, kind) = match new.act {
        LetterAct::Accept => (Permission::CaseAccept, "receipt"),
        LetterAct::NotifySupplement => (Permission::CaseNotifySupplement, "supplement_notice"),
        LetterAct::Decline => (Permission::CaseDecline, "decision"),
        LetterAct::ReviewRefuse => (Permission::CaseReview, "decision"),
        LetterAct::DecideApprove | LetterAct::DecideRefuse => (Permission::CaseDecide, "decision"),
    };
    let read = store::find(view.conn, view.actor, id)?;
    if !view.actor.may(permission) {
        return Err(Failure::no("not_allowed"));
    }
    only_its_own(new)?;
    let mut deed = deed(view, &read, new)?;
    let flow = view.app.rules.flows.version(&read.flow_code, read.flow_version)?;
    let Judged { mut case, amount_fen, ending, .. } = judge(view, &flow.rule, &read, &deed)?;
    keep(&mut deed.detail, &ending)?;
    let today = view.now.today();
    if new.act == LetterAct::Accept {
        case.accepted_on = Some(today);
        if let Some(due) = clocks::promised(view, &case, deed.act)? {
            (case.due_on, case.due_provisional) = (Some(due.due_on), due.provisional);
        }
    }
    case.amount_fen = amount_fen.or(case.amount_fen);
    let act = ActRow {
        id: ActId::new(view.now),
        case_id: id,
        seq: 0,
        round: case.round,
        act: deed.act.to_owned(),
        actor_user_id: view.actor.user_id()?,
        actor_name: view.actor.name.clone(),
        actor_role: view.actor.role.map(|role| role.to_string()).unwrap_or_default(),
        outcome: None,
        amount_fen,
        reasons: Doc::of(&deed.reasons)?,
        note: deed.note,
        detail: Doc::from(deed.detail),
        acted_on: today,
        at: view.now.stamp(),
    };
    paper(view, &case, &act, kind, request_id)
}

/// Members that the act itself would not take.
fn only_its_own(new: &NewDocumentPreview) -> Outcome<()> {
    let (other, reasons, note, amount) = match new.act {
        LetterAct::Accept => (false, false, false, false),
        LetterAct::NotifySupplement => (true, false, true, false),
        LetterAct::Decline => (false, true, false, false),
        LetterAct::ReviewRefuse => (false, true, true, false),
        LetterAct::DecideApprove | LetterAct::DecideRefuse => (false, true, true, true),
    };
    let mut checks = Checks::new();
    checks.check(other || new.other.is_empty(), "/other", "unknown_member");
    checks.check(reasons || new.reasons.is_empty(), "/reasons", "unknown_member");
    checks.check(note || new.note.is_none(), "/note", "unknown_member");
    checks.check(amount || new.amount_fen.is_none(), "/amount_fen", "unknown_member");
    checks.done()
}

fn deed(view: &mut View, case: &CaseRow, new: &NewDocumentPreview) -> Outcome<Deed> {
    let NewDocumentPreview { act, other, note, reasons, amount_fen } = new.clone();
    let decided = |outcome| {
        let new = NewDecision { outcome, amount_fen, reasons: reasons.clone(), note: note.clone() };
        ruled(Ruling::Decided(new))
    };
    match act {
        LetterAct::Accept => Ok(Deed::of("accept")),
        LetterAct::NotifySupplement => acts::supplement(view, case, &NewSupplementNotice { other, note }),
        LetterAct::Decline => Ok(acts::declined(&NewRefusal { reasons })),
        LetterAct::ReviewRefuse => {
            Ok(acts::reviewed(&NewReview { outcome: ReviewOutcome::Refuse, reasons, note }))
        }
        LetterAct::DecideApprove => decided(DecisionOutcome::Approve),
        LetterAct::DecideRefuse => decided(DecisionOutcome::Refuse),
    }
}
