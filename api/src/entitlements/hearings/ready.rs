//! Whether what is proposed may be decided: nobody is given less unheard.

use chrono::NaiveDate;
use yangguang_domain::entitlement::Month;
use yangguang_domain::entitlement::hearing::{heard_on, shown_until};

use super::model::{ActKind, HearingState, HearingWay, PostingState};
use super::store::ActRow;
use crate::entitlements::store::{ChangeRow, EntitlementRow};
use crate::entitlements::terms;
use crate::failure::{Failure, Outcome};
use crate::ids::EntitlementChangeId;

pub const DESTITUTE: &str = "destitute_support";

/// What is asked for before a proposal is decided, and how far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub hearing: HearingState,
    pub posting: PostingState,
}

/// The first month from which what is proposed gives less, or ends; none where it does neither.
///
/// # Errors
/// `internal` for rows nothing of ours wrote.
pub fn lowering(changes: &[ChangeRow]) -> Outcome<Option<Month>> {
    let mut seq = changes.iter().filter_map(|change| change.seq).max().unwrap_or_default();
    let as_confirmed = |change: &ChangeRow| {
        let mut change = change.clone();
        if change.state == "proposed" {
            seq += 1;
            change.seq = Some(seq);
        }
        change
    };
    let after: Vec<ChangeRow> = changes.iter().map(as_confirmed).collect();
    Ok(terms::timeline(changes)?.lowered_by(&terms::timeline(&after)?))
}

/// How far a proposal has come.
///
/// # Errors
/// As [`lowering`].
pub fn standing(
    row: &EntitlementRow,
    changes: &[ChangeRow],
    acts: &[ActRow],
    today: NaiveDate,
) -> Outcome<Standing> {
    let none = Standing { hearing: HearingState::NotNeeded, posting: PostingState::NotNeeded };
    let Some(first) = changes.iter().find(|change| change.state == "proposed") else { return Ok(none) };
    let proposal = first.proposal();
    let ends = first.kind == "end" && row.scheme == DESTITUTE;
    let hearing = match lowering(changes)?.filter(|_| heard_on(today)) {
        None => HearingState::NotNeeded,
        Some(_) if last(acts, proposal, ActKind::Hear).is_some() => HearingState::Heard,
        Some(_) if last(acts, proposal, ActKind::Invite).is_some() => HearingState::Invited,
        Some(_) => HearingState::Needed,
    };
    let posting = match last(acts, proposal, ActKind::Post) {
        _ if !ends => PostingState::NotNeeded,
        // Whoever objects has it looked into; then it is shown again.
        Some(posted) if last(acts, proposal, ActKind::Object).is_some_and(|object| object.id > posted.id) => {
            PostingState::Needed
        }
        Some(posted) if today <= shown_until(posted.on_day) => PostingState::Running,
        Some(_) => PostingState::Over,
        None => PostingState::Needed,
    };
    Ok(Standing { hearing, posting })
}

/// The act of that kind that was done last.
pub fn last(acts: &[ActRow], proposal: EntitlementChangeId, kind: ActKind) -> Option<&ActRow> {
    let own = |act: &&ActRow| act.change_id == proposal && act.act == kind.as_str();
    acts.iter().filter(own).max_by_key(|act| act.id)
}

/// Whether what is proposed may be confirmed today.
///
/// # Errors
/// `not_heard`, `not_shown`, `ends_next_month`.
pub fn ready(row: &EntitlementRow, changes: &[ChangeRow], acts: &[ActRow], today: NaiveDate) -> Outcome<()> {
    let Standing { hearing, posting } = standing(row, changes, acts, today)?;
    if matches!(hearing, HearingState::Needed | HearingState::Invited) {
        return Err(Failure::no("not_heard"));
    }
    if matches!(posting, PostingState::Needed | PostingState::Running) {
        return Err(Failure::no("not_shown"));
    }
    // It ends from the month after the decision (民发〔2021〕43号 26); who has died is not
    // supported any more in any case (24).
    let Some(first) = changes.iter().find(|change| change.state == "proposed") else { return Ok(()) };
    let died = last(acts, first.proposal(), ActKind::Hear)
        .is_some_and(|heard| heard.died_on.is_some() || heard.way() == Some(HearingWay::Nobody));
    let early = terms::month(&first.from_month)? <= Month::of(today);
    if posting == PostingState::Over && early && !died {
        return Err(Failure::no("ends_next_month"));
    }
    Ok(())
}
