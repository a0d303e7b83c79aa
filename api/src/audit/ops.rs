use super::model::{EntryQuery, EntryView, cells, header};
use super::store::{self, Trail, Wanted};
use crate::app::View;
use crate::codes::Language;
use crate::failure::{Failure, Outcome};
use crate::http::csv;
use crate::http::cursor::{self, Page};

/// Rows of one table to keep: what a spreadsheet still opens.
const MOST_ROWS: i64 = 50_000;

pub fn list(view: &mut View, query: EntryQuery) -> Outcome<Page<EntryView>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::decode(query.cursor.as_ref())?;
    let rows = wanted(view, query, |wanted| Wanted { before, limit: limit + 1, ..wanted })?;
    Ok(Page::of(rows, limit, |row| row.id, EntryView::from))
}

/// All that fits the filters, or nothing: a table that ends somewhere would mislead.
pub fn table(view: &mut View, query: EntryQuery, language: Language) -> Outcome<String> {
    let rows = wanted(view, query, |wanted| Wanted { limit: MOST_ROWS + 1, ..wanted })?;
    if i64::try_from(rows.len()).is_ok_and(|rows| rows > MOST_ROWS) {
        return Err(Failure::no_with("export_too_large", vec![("most", MOST_ROWS.to_string())]));
    }
    csv::csv(&header(language), rows.into_iter().map(cells))
}

fn wanted(view: &mut View, query: EntryQuery, page: impl FnOnce(Wanted) -> Wanted) -> Outcome<Vec<Trail>> {
    let (from, until) = store::span(query.from, query.to);
    let wanted = page(Wanted {
        actor: query.actor,
        subject_type: query.subject_type,
        subject_id: query.subject_id,
        action: query.action,
        from,
        until,
        ..Wanted::default()
    });
    let scope = &view.actor.scope;
    Ok(store::list(view.conn, &scope.county, &scope.low(), &scope.high(), wanted)?)
}
