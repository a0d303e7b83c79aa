use yangguang_domain::entitlement::Month;

use crate::app::View;
use crate::entitlements::model::{DecisionItem, EntitlementFilter, EntitlementRowView, EntitlementView};
use crate::entitlements::store::{self, Wanted};
use crate::entitlements::view;
use crate::failure::Outcome;
use crate::http::cursor::{self, Page};
use crate::ids::EntitlementId;

/// # Errors
/// `bad_query`, `bad_cursor`, `not_found` for a division outside the area.
pub fn list(view: &mut View, filter: &EntitlementFilter) -> Outcome<Page<EntitlementRowView>> {
    let limit = cursor::limit(filter.limit)?;
    let after = cursor::decode(filter.cursor.as_ref())?;
    let (low, high) = view::bounds(view, filter.division.as_deref())?;
    let wanted = Wanted { after, limit: Some(limit + 1), ..wanted(view, low, high) };
    let rows = store::list(view.conn, view.actor.county(), &wanted, filter)?;
    let page = Page::of(rows, limit, |row| row.id, |row| row);
    Ok(Page { items: view::rows(view, page.items)?, next_cursor: page.next_cursor })
}

/// How many benefits of the reader's area that list has.
///
/// # Errors
/// `bad_query`, `not_found` for a division outside the area.
pub fn count(view: &mut View, filter: &EntitlementFilter) -> Outcome<i64> {
    let (low, high) = view::bounds(view, filter.division.as_deref())?;
    let wanted = wanted(view, low, high);
    Ok(store::count(view.conn, view.actor.county(), &wanted, filter)?)
}

/// Those of some divisions, as it is today.
fn wanted(view: &View, low: String, high: String) -> Wanted {
    let this = Month::of(view.now.today()).to_string();
    Wanted { low, high, this, of_household: view.app.rules.of_household(), ..Wanted::default() }
}

/// What waits for its decision, as somebody who looks at it now reads it.
///
/// # Errors
/// As the database answers.
pub fn waiting(view: &mut View, most: i64) -> Outcome<Vec<DecisionItem>> {
    let (low, high) = view::bounds(view, None)?;
    let wanted = Wanted { limit: Some(most), ..wanted(view, low, high) };
    let filter = EntitlementFilter { proposed: Some(true), ..EntitlementFilter::default() };
    let rows = store::list(view.conn, view.actor.county(), &wanted, &filter)?;
    let read = |row: EntitlementRowView| DecisionItem {
        id: row.id,
        version: row.version,
        difference_fen: row.proposed.map(|proposed| proposed.difference_fen),
    };
    Ok(view::rows(view, rows)?.into_iter().map(read).collect())
}

/// # Errors
/// `not_found` outside the reader's area.
pub fn find(view: &mut View, id: EntitlementId) -> Outcome<EntitlementView> {
    let row = store::find(view.conn, view.actor, id)?;
    view::whole(view, row)
}
