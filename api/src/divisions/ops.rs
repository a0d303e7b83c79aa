use yangguang_domain::access::Scope;

use super::import::Plan;
use super::model::{DetailView, DivisionQuery, DivisionRef, DivisionView};
use super::store::{self, DivisionRow, Wanted};
use crate::app::{Tx, View};
use crate::db::conn::Conn;
use crate::db::stamps;
use crate::failure::{Failure, Outcome};
use crate::http::cursor::{self, Page};

/// Rows of one statement; each has seven values, and a statement takes 32,766.
const BATCH: usize = 1000;
const LONGEST_QUERY: usize = 50;

pub fn list(view: &mut View, query: DivisionQuery) -> Outcome<Page<DivisionView>> {
    let limit = cursor::limit(query.limit)?;
    let after: Option<String> = cursor::decode(query.cursor.as_ref())?;
    let text = query.q.map(|q| q.trim().to_owned()).filter(|q| !q.is_empty());
    if text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_QUERY) {
        return Err(Failure::no_with("bad_query", vec![("detail", format!("q ≤ {LONGEST_QUERY}"))]));
    }
    let parent = match query.parent {
        None => None,
        Some(code) => Some(store::find(view.conn, &code)?.ok_or_else(Failure::not_found)?),
    };
    let wanted = match (text, parent) {
        (None, parent) => Wanted::Children { parent: parent.map(|row| row.code) },
        (Some(text), parent) => {
            let within = parent.and_then(|row| Scope::new(&row.code, u8::try_from(row.level).ok()?));
            let (low, high) = within.map_or_else(everywhere, |scope| (scope.low(), scope.high()));
            Wanted::Search { text, low, high }
        }
    };
    let rows = store::list(view.conn, &wanted, after.as_deref(), limit + 1)?;
    let page = Page::of(rows, limit, |row| row.code.clone(), |row| row);
    let items = views(view.conn, page.items)?;
    Ok(Page { items, next_cursor: page.next_cursor })
}

fn everywhere() -> (String, String) {
    ("0".repeat(12), "9".repeat(12))
}

pub fn find(view: &mut View, code: &str) -> Outcome<DetailView> {
    let row = store::find(view.conn, code)?.ok_or_else(Failure::not_found)?;
    // The codes above are the beginnings of its own.
    let above = [2, 4, 6, 9].iter().filter_map(|digits| code.get(..*digits));
    let above: Vec<String> =
        above.map(|digits| format!("{digits:0<12}")).filter(|above| *above != code).collect();
    let mut ancestors: Vec<DivisionRef> =
        store::division_refs(view.conn, above.iter().map(String::as_str))?.into_values().collect();
    ancestors.retain(|above| above.level < row.level);
    ancestors.sort_by_key(|above| above.level);
    let division = views(view.conn, vec![row])?.pop().ok_or_else(Failure::not_found)?;
    Ok(DetailView { division, ancestors })
}

fn views(conn: &mut Conn, rows: Vec<DivisionRow>) -> Outcome<Vec<DivisionView>> {
    let parents = store::having_children(conn, rows.iter().map(|row| row.code.as_str()).collect())?;
    let view = |row: DivisionRow| DivisionView {
        has_children: parents.contains(&row.code),
        code: row.code,
        name: row.name,
        level: row.level,
        parent: row.parent,
        full_name: row.full_name,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// What an import did.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    pub added: usize,
    pub changed: usize,
}

/// Writes what is new or named otherwise; what is there and not planned stays, since
/// records point at it. `progress` is told how many of the plan were looked at.
///
/// # Errors
/// As the database answers.
pub fn import(tx: &mut Tx, plan: &Plan, mut progress: impl FnMut(usize)) -> Outcome<Imported> {
    let mut done = Imported::default();
    let mut seen = 0;
    for nodes in plan.nodes.chunks(BATCH) {
        let rows: Vec<DivisionRow> = nodes.iter().map(|node| DivisionRow::planned(plan, node)).collect();
        let known = store::between(tx.conn, &rows)?;
        let mut fresh = Vec::new();
        for row in rows {
            match known.get(&row.code) {
                None => fresh.push(row),
                Some(stored) if *stored == row => {}
                Some(_) => {
                    // Renamed by the bureau: a handful a year.
                    store::rename(tx.conn, &row)?;
                    done.changed += 1;
                }
            }
        }
        done.added += fresh.len();
        store::insert(tx.conn, fresh, tx.now)?;
        seen += nodes.len();
        progress(seen);
    }
    if done != Imported::default() {
        stamps::raise(tx.conn, stamps::DIVISIONS)?;
    }
    Ok(done)
}
