use std::collections::{BTreeSet, HashMap};

use serde_json::Value;
use yangguang_domain::case_no;

use super::actions::{self, ACTIONS, SUBJECTS};
use super::lexicon::Lexicon;
use super::model::{ActorView, CodeView, EntryQuery, EntryView, OptionsView, cells, header};
use super::store::{self, Trail, Wanted};
use super::words::{self, Words};
use crate::app::View;
use crate::codes::Language;
use crate::failure::{Failure, Outcome};
use crate::http::csv;
use crate::http::cursor::{self, Page};

/// Rows of one table to keep: what a spreadsheet still opens.
const MOST_ROWS: i64 = 50_000;
/// Names are looked up for so many rows in one statement.
const ROWS_AT_ONCE: usize = 2_000;

/// # Errors
/// `bad_query` for a word nobody knows, `not_found` for an account, a case or a place that the
/// reader does not see, `bad_cursor`.
pub fn list(view: &mut View, query: EntryQuery) -> Outcome<Page<EntryView>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::decode(query.cursor.as_ref())?;
    let rows = wanted(view, query, |wanted| Wanted { before, limit: limit + 1, ..wanted })?;
    let page = Page::of(rows, limit, |row| row.id, |row| row);
    Ok(Page { items: shown(view, page.items)?, next_cursor: page.next_cursor })
}

/// All that fits the filters, or nothing: a table that ends somewhere would mislead.
///
/// # Errors
/// `export_too_large`; as [`list`].
pub fn table(view: &mut View, query: EntryQuery, language: Language) -> Outcome<String> {
    let rows = wanted(view, query, |wanted| Wanted { limit: MOST_ROWS + 1, ..wanted })?;
    if i64::try_from(rows.len()).is_ok_and(|rows| rows > MOST_ROWS) {
        return Err(Failure::no_with("export_too_large", vec![("most", MOST_ROWS.to_string())]));
    }
    let mut table = csv::Table::new(&header(language))?;
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        for row in shown(view, rows.by_ref().take(ROWS_AT_ONCE).collect())? {
            table.row(&cells(row, language))?;
        }
    }
    table.text()
}

/// What can be asked for, in words.
///
/// # Errors
/// As the database answers.
pub fn options(view: &mut View) -> Outcome<OptionsView> {
    let named = |names: &[actions::Named]| {
        let one = |name: &actions::Named| CodeView { code: name.0.to_owned(), label: actions::text(name) };
        names.iter().map(one).collect()
    };
    let scope = &view.actor.scope;
    let actors = store::accounts(view.conn, &scope.county, &scope.low(), &scope.high())?;
    Ok(OptionsView { actions: named(ACTIONS), subject_types: named(SUBJECTS), actors })
}

fn bad(detail: &str) -> Failure {
    Failure::no_with("bad_query", vec![("detail", detail.to_owned())])
}

fn wanted(view: &mut View, query: EntryQuery, page: impl FnOnce(Wanted) -> Wanted) -> Outcome<Vec<Trail>> {
    // A word nobody knows would find nothing, and nothing found is read as nothing done.
    let known =
        |names, code: &Option<String>| code.as_ref().is_none_or(|code| actions::known(names, code).is_some());
    if !known(ACTIONS, &query.action) {
        return Err(bad("action"));
    }
    if !known(SUBJECTS, &query.subject_type) {
        return Err(bad("subject_type"));
    }
    if query.from.zip(query.to).is_some_and(|(from, to)| from > to) {
        return Err(bad("from > to"));
    }
    let scope = &view.actor.scope;
    let (county, mut low, mut high) = (scope.county.clone(), scope.low(), scope.high());
    if let Some(actor) = query.actor
        && !store::is_account(view.conn, &county, actor)?
    {
        return Err(Failure::not_found());
    }
    let mut subject = (query.subject_type, query.subject_id);
    if let Some(text) = &query.case_no {
        if subject != (None, None) {
            return Err(bad("case_no | subject_type, subject_id"));
        }
        let number = case_no::parse(text).ok_or_else(|| bad("case_no"))?.to_string();
        let case = store::case_of(view.conn, view.actor, &number)?.ok_or_else(Failure::not_found)?;
        subject = (Some("case".to_owned()), Some(case.to_string()));
    }
    let narrowed = query.division.is_some();
    if let Some(division) = &query.division {
        view.actor.sees(division)?;
        let prefix = division.trim_end_matches('0');
        let digits = [2, 4, 6, 9, 12].into_iter().find(|digits| prefix.len() <= *digits).unwrap_or(12);
        let prefix = &division[..digits];
        (low, high) = (format!("{prefix:0<12}").max(low), format!("{prefix:9<12}").min(high));
    }
    let (from, until) = store::span(query.from, query.to);
    let wanted = page(Wanted {
        actor: query.actor,
        subject_type: subject.0,
        subject_id: subject.1,
        action: query.action,
        placed: narrowed,
        from,
        until,
        ..Wanted::default()
    });
    Ok(store::list(view.conn, &county, &low, &high, wanted)?)
}

/// The lines with their names and words.
fn shown(view: &mut View, rows: Vec<Trail>) -> Outcome<Vec<EntryView>> {
    let details: Vec<Value> = rows.iter().map(|row| row.detail.read().unwrap_or_default()).collect();
    let mut codes: BTreeSet<String> = rows.iter().filter_map(|row| row.division.clone()).collect();
    details.iter().for_each(|detail| words::codes(detail, &mut codes));
    let places = view.places(codes.iter().map(String::as_str))?;
    let names = names(view, &rows)?;
    let lexicon = Lexicon::of(&view.app.rules);
    let words = Words { lexicon: &lexicon, places: &places };
    let one = |(row, detail): (Trail, Value)| {
        let (name, role) = (row.actor_name, row.actor_role);
        let told = detail.get("case_no").and_then(Value::as_str).map(str::to_owned);
        EntryView {
            id: row.id,
            at: row.at.0,
            actor: row.actor_user_id.map(|id| ActorView { id, name, role }),
            action_label: actions::label(ACTIONS, &row.action),
            action: row.action,
            subject_label: actions::label(SUBJECTS, &row.subject_type),
            subject_name: names.get(&row.subject_id).cloned().or(told),
            subject_type: row.subject_type,
            subject_id: row.subject_id,
            place: row.division.as_ref().and_then(|code| places.get(code)).cloned(),
            division: row.division,
            request_id: row.request_id,
            changes: words.changes(&detail),
            detail: row.detail,
        }
    };
    Ok(rows.into_iter().zip(details).map(one).collect())
}

/// What the records are known by, by their ids.
fn names(view: &mut View, rows: &[Trail]) -> Outcome<HashMap<String, String>> {
    let of = |kind: &str| -> Vec<&str> {
        rows.iter().filter(|row| row.subject_type == kind).map(|row| row.subject_id.as_str()).collect()
    };
    let county = view.actor.county().to_owned();
    let mut names = store::case_numbers(view.conn, &county, &of("case"))?;
    names.extend(store::person_names(view.conn, &county, &of("person"))?);
    names.extend(store::account_names(view.conn, &county, &of("user"))?);
    // A month, a quarter or a year is its own name.
    let plain =
        rows.iter().filter(|row| matches!(row.subject_type.as_str(), "payment_roll" | "calendar_year"));
    names.extend(plain.map(|row| (row.subject_id.clone(), row.subject_id.clone())));
    Ok(names)
}
