use serde_json::{Map, Value, json};
use yangguang_domain::access::Permission;
use yangguang_domain::policy::Text;

use super::model::{DraftBody, DraftFilter, DraftRowView, DraftView, NewReturn, PersonView};
use super::soundness::{findings, sound};
use super::store::{self, DraftRow};
use crate::app::{Tx, View};
use crate::audit::{self, Entry, Traced};
use crate::db::errors::violates;
use crate::db::stamps;
use crate::db::types::Doc;
use crate::failure::{Checks, Failure, Outcome};
use crate::http::cursor::{self, Page};
use crate::http::if_match::IfMatch;
use crate::http::reply::Reply;
use crate::ids::{LawDraftId, UserId};
use crate::rules;
use crate::vault::sha256_hex;

pub fn list(view: &mut View, filter: &DraftFilter) -> Outcome<Page<DraftRowView>> {
    let limit = cursor::limit(filter.limit)?;
    let after = cursor::decode(filter.cursor.as_ref())?;
    let rows = store::list(view.conn, view.actor, filter, after, limit + 1)?;
    let page = Page::of(rows, limit, |row| row.id, |row| row);
    Ok(Page { items: row_views(view, &page.items)?, next_cursor: page.next_cursor })
}

pub fn find(view: &mut View, id: LawDraftId) -> Outcome<DraftView> {
    let row = store::find(view.conn, view.actor, id)?;
    whole(view, row)
}

/// Begins a version of an entry. Its document may have faults, which the answer names.
///
/// # Errors
/// `invalid` where it has no code, `law_draft_open`.
pub fn create(tx: &mut Tx, new: &DraftBody) -> Outcome<Traced<Reply>> {
    let user = tx.actor.user_id()?;
    let row = DraftRow {
        county: tx.actor.county().to_owned(),
        id: LawDraftId::new(tx.now),
        code: code_of(&new.document)?,
        document: Doc::of(&new.document)?,
        state: "draft".to_owned(),
        drafted_by: user,
        edited_by: user,
        activated_by: None,
        returned_reason: None,
        version: 1,
        created_at: tx.now.stamp(),
        updated_at: tx.now.stamp(),
    };
    store::insert(tx.conn, row.clone()).map_err(taken)?;
    answer(tx, row, "law.drafted", 201)
}

/// # Errors
/// `law_draft_state` unless it is a draft, `stale_version`, as [`create`].
pub fn edit(tx: &mut Tx, id: LawDraftId, version: IfMatch, new: &DraftBody) -> Outcome<Traced<Reply>> {
    let mut row = open(tx, id, version, &["draft"])?;
    row.code = code_of(&new.document)?;
    row.document = Doc::of(&new.document)?;
    row.edited_by = tx.actor.user_id()?;
    store::update(tx.conn, &mut row, tx.now).map_err(taken_too)?;
    answer(tx, row, "law.draft_edited", 200)
}

/// Hands a sound draft to the second person.
///
/// # Errors
/// Everything that stands against it; `law_draft_state`, `stale_version`.
pub fn submit(tx: &mut Tx, id: LawDraftId, version: IfMatch) -> Outcome<Traced<Reply>> {
    let mut row = open(tx, id, version, &["draft"])?;
    sound(&mut tx.view(), &row.document.read()?)?;
    row.state = "submitted".to_owned();
    row.returned_reason = None;
    store::update(tx.conn, &mut row, tx.now)?;
    answer(tx, row, "law.submitted", 201)
}

/// Back to whoever drafted it.
///
/// # Errors
/// `invalid` without a reason; `law_draft_state`, `stale_version`.
pub fn send_back(tx: &mut Tx, id: LawDraftId, version: IfMatch, new: &NewReturn) -> Outcome<Traced<Reply>> {
    let mut row = open(tx, id, version, &["submitted"])?;
    let mut checks = Checks::new();
    checks.text(&new.reason, "/reason", 500);
    checks.no_private_number(&new.reason, "/reason", tx.app.landlines);
    checks.done()?;
    row.state = "draft".to_owned();
    row.returned_reason = Some(new.reason.clone());
    store::update(tx.conn, &mut row, tx.now)?;
    answer(tx, row, "law.returned", 201)
}

/// Puts the version in force. It supersedes the one before and is never changed again.
///
/// # Errors
/// `law_same_person`; as [`submit`].
pub fn activate(tx: &mut Tx, id: LawDraftId, version: IfMatch) -> Outcome<Traced<Reply>> {
    let mut row = open(tx, id, version, &["submitted"])?;
    let user = tx.actor.user_id()?;
    if [row.drafted_by, row.edited_by].contains(&user) {
        return Err(Failure::no("law_same_person"));
    }
    let law = sound(&mut tx.view(), &row.document.read()?)?;
    rules::put_in_force(tx.conn, &law, tx.now)?;
    stamps::raise(tx.conn, stamps::LAWS)?;
    row.state = "activated".to_owned();
    row.activated_by = Some(user);
    store::update(tx.conn, &mut row, tx.now)?;
    answer(tx, row, "law.activated", 201)
}

/// # Errors
/// `law_draft_state` once it is in force, `stale_version`.
pub fn withdraw(tx: &mut Tx, id: LawDraftId, version: IfMatch) -> Outcome<Traced<Reply>> {
    let mut row = open(tx, id, version, &["draft", "submitted"])?;
    row.state = "withdrawn".to_owned();
    store::update(tx.conn, &mut row, tx.now)?;
    answer(tx, row, "law.draft_withdrawn", 201)
}

fn open(tx: &mut Tx, id: LawDraftId, version: IfMatch, states: &[&str]) -> Outcome<DraftRow> {
    let row = store::find(tx.conn, tx.actor, id)?;
    audit::unchanged(tx, version, ("law_draft", id), row.version)?;
    if states.contains(&row.state.as_str()) { Ok(row) } else { Err(Failure::no("law_draft_state")) }
}

fn code_of(document: &Map<String, Value>) -> Outcome<String> {
    let code = document.get("code").and_then(Value::as_str).unwrap_or_default();
    let mut checks = Checks::new();
    checks.text(code, "/document/code", 100);
    checks.done()?;
    Ok(code.to_owned())
}

fn taken(error: diesel::result::Error) -> Failure {
    if violates(&error, "law_drafts_open") { Failure::no("law_draft_open") } else { error.into() }
}

fn taken_too(failure: Failure) -> Failure {
    match failure {
        Failure::Database(error) => taken(error),
        other => other,
    }
}

fn answer(tx: &mut Tx, row: DraftRow, action: &'static str, status: u16) -> Outcome<Traced<Reply>> {
    let document: Map<String, Value> = row.document.read()?;
    let entry = Entry::new(action, "law_draft", row.id).at(&tx.actor.scope.division).with(json!({
        "code": row.code,
        "law_version": document.get("version"),
        "sha256": sha256_hex(Value::Object(document.clone()).to_string().as_bytes()),
        "reason": row.returned_reason,
    }));
    let view = whole(&mut tx.view(), row)?;
    let reply = match status {
        201 => Reply::created(format!("/api/v1/law-drafts/{}", view.row.id), &view)?,
        _ => Reply::ok(&view)?,
    };
    Ok(Traced::new(reply.version(view.row.version), entry))
}

fn whole(view: &mut View, row: DraftRow) -> Outcome<DraftView> {
    let (problems, impact) = findings(view, &row.document.read()?)?;
    let allowed_actions = allowed(view, &row);
    let document = row.document.clone();
    let row = row_views(view, &[row])?.pop().ok_or_else(Failure::not_found)?;
    Ok(DraftView { row, document, problems, impact, allowed_actions })
}

fn allowed(view: &View, row: &DraftRow) -> Vec<&'static str> {
    let (draft, submitted) = (row.state == "draft", row.state == "submitted");
    let drafts = view.actor.may(Permission::PolicyDraft);
    let activates = view.actor.may(Permission::PolicyActivate);
    let other = view.actor.user.is_some_and(|user| ![row.drafted_by, row.edited_by].contains(&user));
    [
        ("edit", draft && drafts),
        ("submit", draft && drafts),
        ("withdraw", (draft || submitted) && drafts),
        ("return", submitted && activates),
        ("activate", submitted && activates && other),
    ]
    .into_iter()
    .filter_map(|(action, may)| may.then_some(action))
    .collect()
}

#[derive(serde::Deserialize)]
struct Head {
    title: Option<Text>,
    version: Option<u32>,
}

fn row_views(view: &mut View, rows: &[DraftRow]) -> Outcome<Vec<DraftRowView>> {
    let ids: Vec<UserId> = rows
        .iter()
        .flat_map(|row| [Some(row.drafted_by), Some(row.edited_by), row.activated_by])
        .flatten()
        .collect();
    let names = store::names(view.conn, &ids)?;
    let person = |id: UserId| PersonView { id, name: names.get(&id).cloned().unwrap_or_default() };
    let shown = |row: &DraftRow| {
        // A draft may have anything in these places.
        let head: Head = row.document.read().unwrap_or(Head { title: None, version: None });
        DraftRowView {
            id: row.id,
            code: row.code.clone(),
            title: head.title,
            law_version: head.version,
            state: row.state.clone(),
            drafted_by: person(row.drafted_by),
            edited_by: person(row.edited_by),
            activated_by: row.activated_by.map(person),
            returned_reason: row.returned_reason.clone(),
            updated_at: row.updated_at.0,
            version: row.version,
        }
    };
    Ok(rows.iter().map(shown).collect())
}
