//! An act that changes nothing of how the case stands: it is recorded, and its clocks turn.

use crate::app::Tx;
use crate::cases::model::Deed;
use crate::cases::store::{self, ActRow, CaseRow, NewAct};
use crate::db::errors::violates;
use crate::db::types::Doc;
use crate::failure::{Failure, Outcome};
use crate::ids::ActId;

/// Writes the act that follows on those there are.
///
/// # Errors
/// `stale_version` when somebody wrote one meanwhile.
pub fn record(tx: &mut Tx, case: &CaseRow, acts: &[ActRow], deed: &Deed) -> Outcome<ActRow> {
    let act = ActRow {
        id: ActId::new(tx.now),
        case_id: case.id,
        seq: acts.last().map_or(1, |last| last.seq + 1),
        round: case.round,
        act: deed.act.to_owned(),
        actor_user_id: tx.actor.user_id()?,
        actor_name: tx.actor.name.clone(),
        actor_role: tx.actor.role.map(|role| role.to_string()).unwrap_or_default(),
        outcome: deed.outcome.map(str::to_owned),
        amount_fen: None,
        reasons: Doc::of(&deed.reasons)?,
        note: deed.note.clone(),
        detail: Doc::from(deed.detail.clone()),
        acted_on: tx.now.today(),
        at: tx.now.stamp(),
    };
    let new = NewAct {
        act: act.clone(),
        county: case.county.clone(),
        from_stage: case.stage.clone(),
        to_stage: case.stage.clone(),
        once_key: None,
        created_at: tx.now.stamp(),
    };
    store::insert_act(tx.conn, new).map_err(|error| match violates(&error, "case_acts_seq") {
        true => Failure::no("stale_version"),
        false => error.into(),
    })?;
    Ok(act)
}
