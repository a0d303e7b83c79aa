//! Stored changes as the timeline the law computes with.

use std::collections::HashMap;

use yangguang_domain::entitlement::{Change, Effect, Listed, Month, Standing, Sums, Timeline};

use super::model::EntitlementState;
use super::store::ChangeRow;
use crate::failure::{Failure, Outcome};
use crate::ids::CaseId;
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

/// The confirmed changes of one benefit.
///
/// # Errors
/// `internal` for rows nothing of ours wrote.
pub fn timeline(rows: &[ChangeRow]) -> Outcome<Timeline> {
    let mut confirmed: Vec<&ChangeRow> = rows.iter().filter(|row| row.seq.is_some()).collect();
    confirmed.sort_by_key(|row| row.seq);
    let changes = confirmed.into_iter().map(change).filter_map(Outcome::transpose);
    Ok(Timeline(changes.collect::<Outcome<_>>()?))
}

pub fn state(timeline: &Timeline, month: Month) -> EntitlementState {
    match timeline.standing(month) {
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
