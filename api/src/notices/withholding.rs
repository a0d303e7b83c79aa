//! Whom a list must not name (a victim, someone in danger, a mistake not cleared up yet):
//! left out of the draft with a reason, never drafted again by itself, put back by hand.

use serde_json::json;

use super::model::{NewRestoration, NewWithholding, NoticeLine, Withholding};
use super::ops::{changed, expect_state};
use super::store::{self, LineRow, NoticeRow};
use crate::app::{Tx, View};
use crate::audit::{self, Traced};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::cursor::Page;
use crate::http::if_match::IfMatch;
use crate::http::reply::Reply;
use crate::ids::{NoticeEntryId, NoticeId, UserId};

/// The lines of a notice, those withheld among them; whom another notice has taken over is
/// gone from the withheld.
pub fn lines(view: &mut View, id: NoticeId) -> Outcome<Page<NoticeLine>> {
    let row = store::find(view.conn, view.actor, id)?;
    let mut lines = store::lines(view.conn, &row.county, &[id])?;
    lines.retain(|line| line.shown() || line.withheld());
    let people: Vec<UserId> = lines.iter().filter_map(|line| line.withheld_by).collect();
    let names = store::names(view.conn, &people)?;
    let name = |id: UserId| names.iter().find(|(known, _, _)| *known == id).map(|(_, name, _)| name.clone());
    let items = lines.into_iter().map(|line| NoticeLine {
        id: line.id,
        name: line.name,
        household_size: line.household_size,
        amount_fen: line.amount_fen,
        withheld: line.withheld_reason.map(|reason| Withholding {
            reason,
            by: line.withheld_by.and_then(name),
            on: line.withheld_on,
        }),
    });
    Ok(Page { items: items.collect(), next_cursor: None })
}

/// Leaves someone out of a draft.
///
/// # Errors
/// `notice_state` when it is no draft, `notice_entry_changed`, `stale_version`.
pub fn withhold(tx: &mut Tx, id: NoticeId, version: IfMatch, new: &NewWithholding) -> Outcome<Traced<Reply>> {
    let row = store::find(tx.conn, tx.actor, id)?;
    audit::unchanged(tx, version, ("notice", id), row.version)?;
    expect_state(&row, "draft")?;
    let mut checks = Checks::new();
    checks.text(&new.reason, "/reason", 500);
    checks.no_private_number(&new.reason, "/reason", tx.app.landlines);
    checks.done()?;
    line(tx, &row, new.entry_id, LineRow::shown)?;
    let why = (new.reason.as_str(), tx.actor.user_id()?, tx.now.today());
    store::set_withheld(tx.conn, &row, new.entry_id, Some(why))?;
    let detail = json!({ "quarter": row.quarter, "entry_id": new.entry_id, "reason": new.reason });
    changed(tx, row, "notice.withheld", detail)
}

/// Puts someone back: into the draft that left them out, or, when that has gone out without
/// them, among those who are drafted next.
///
/// # Errors
/// `notice_entry_changed`, `stale_version`.
pub fn restore(tx: &mut Tx, id: NoticeId, version: IfMatch, new: &NewRestoration) -> Outcome<Traced<Reply>> {
    let row = store::find(tx.conn, tx.actor, id)?;
    audit::unchanged(tx, version, ("notice", id), row.version)?;
    line(tx, &row, new.entry_id, LineRow::withheld)?;
    if row.state == "draft" {
        store::set_withheld(tx.conn, &row, new.entry_id, None)?;
    } else {
        store::release(tx.conn, &row, new.entry_id, tx.now)?;
    }
    let detail = json!({ "quarter": row.quarter, "entry_id": new.entry_id });
    changed(tx, row, "notice.restored", detail)
}

fn line(
    tx: &mut Tx,
    row: &NoticeRow,
    entry: NoticeEntryId,
    stands: impl Fn(&LineRow) -> bool,
) -> Outcome<()> {
    let lines = store::lines(tx.conn, &row.county, &[row.id])?;
    let stands = lines.iter().any(|line| line.id == entry && stands(line));
    if stands { Ok(()) } else { Err(Failure::no("notice_entry_changed")) }
}
