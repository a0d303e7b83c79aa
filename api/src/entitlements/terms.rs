//! Stored changes as the timeline the law computes with.

use std::collections::HashMap;

use yangguang_domain::entitlement::{
    Act, Change, Confirmed, Effect, Listed, Month, Standing, Sums, Timeline,
};

use super::model::EntitlementState;
use super::store::ChangeRow;
use crate::failure::{Failure, Outcome};
use crate::ids::{CaseId, EntitlementChangeId, PersonId};
use crate::payments::Paid;

/// A month back from its column.
///
/// # Errors
/// `internal`: nothing of ours wrote that.
pub fn month(text: &str) -> Outcome<Month> {
    Month::parse(text).ok_or_else(|| Failure::internal("a stored month is none"))
}

/// What a change does; nothing where a recheck found all as it was.
///
/// # Errors
/// `internal` for rows nothing of ours wrote.
pub fn change(row: &ChangeRow) -> Outcome<Option<Change>> {
    let standing = match row.kind.as_str() {
        "suspend" => Some(Standing::Suspended),
        "resume" => Some(Standing::Active),
        "end" => Some(Standing::Ended),
        "grace" => {
            let until = row.until_month.as_deref().ok_or_else(|| Failure::internal("a grace without end"))?;
            Some(Standing::Grace { until: month(until)? })
        }
        _ => None,
    };
    let sums = row.monthly_fen.map(|monthly_fen| Sums {
        monthly_fen,
        yearly_fen: row.yearly_fen.unwrap_or_default(),
        once_fen: row.once_fen.unwrap_or_default(),
    });
    let effect = standing.map(Effect::Standing).or(sums.map(Effect::Sums));
    let from = month(&row.from_month)?;
    Ok(effect.map(|effect| Change { from, effect }))
}

/// The confirmed changes of one benefit, without those that were revoked.
///
/// # Errors
/// `internal` for rows nothing of ours wrote.
pub fn timeline(rows: &[ChangeRow]) -> Outcome<Timeline> {
    timeline_without(rows, None)
}

/// The same as it would be if this proposal were revoked too.
///
/// # Errors
/// As [`timeline`].
pub fn timeline_without(rows: &[ChangeRow], revoked: Option<EntitlementChangeId>) -> Outcome<Timeline> {
    let mut confirmed: Vec<&ChangeRow> = rows.iter().filter(|row| row.seq.is_some()).collect();
    confirmed.sort_by_key(|row| row.seq);
    let act = |row: &ChangeRow| {
        let act = match row.revokes_id {
            Some(revoked) => Some(Act::Revocation(revoked)),
            None => change(row)?.map(Act::Change),
        };
        Ok(act.map(|act| Confirmed { proposal: row.proposal(), act }))
    };
    let acts: Outcome<Vec<_>> = confirmed.into_iter().map(act).filter_map(Outcome::transpose).collect();
    let mut acts = acts?;
    acts.extend(revoked.map(|revoked| Confirmed { proposal: revoked, act: Act::Revocation(revoked) }));
    Ok(Timeline::standing_of(&acts))
}

/// The revocation that took this change out again.
pub fn revoked_by<'a>(rows: &'a [ChangeRow], change: &ChangeRow) -> Option<&'a ChangeRow> {
    rows.iter().find(|row| row.seq.is_some() && row.revokes_id == Some(change.proposal()))
}

/// What was confirmed and not revoked, the last first.
pub fn standing(rows: &[ChangeRow]) -> Vec<&ChangeRow> {
    let stands = |row: &&ChangeRow| row.seq.is_some() && revoked_by(rows, row).is_none();
    let mut all: Vec<&ChangeRow> = rows.iter().filter(stands).collect();
    all.sort_by_key(|row| std::cmp::Reverse(row.seq));
    all
}

/// Who was made the recipient last, where anybody was.
pub fn recipient(rows: &[ChangeRow]) -> Option<PersonId> {
    standing(rows).into_iter().find_map(|row| row.recipient_id)
}

pub fn state(timeline: &Timeline, month: Month) -> EntitlementState {
    state_of(timeline.standing(month))
}

pub fn state_of(standing: Standing) -> EntitlementState {
    match standing {
        Standing::Active => EntitlementState::Active,
        Standing::Suspended => EntitlementState::Suspended,
        Standing::Grace { .. } => EntitlementState::Grace,
        Standing::Ended => EntitlementState::Ended,
    }
}

/// What was listed of each benefit.
///
/// # Errors
/// `internal` for a month nothing of ours wrote.
pub fn listed(paid: Vec<Paid>) -> Outcome<HashMap<CaseId, Listed>> {
    let mut all: HashMap<CaseId, Listed> = HashMap::new();
    for one in paid {
        *all.entry(one.case_id).or_default().entry(month(&one.month)?).or_default() += one.amount_fen;
    }
    Ok(all)
}
