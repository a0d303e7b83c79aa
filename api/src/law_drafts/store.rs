use std::collections::HashMap;

use diesel::prelude::*;

use super::model::DraftFilter;
use crate::actor::Actor;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{law_drafts, users};
use crate::db::types::{At, Doc};
use crate::failure::{Failure, Outcome};
use crate::ids::{LawDraftId, UserId};

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = law_drafts, treat_none_as_default_value = false)]
pub struct DraftRow {
    pub county: String,
    pub id: LawDraftId,
    pub code: String,
    pub document: Doc,
    pub state: String,
    pub drafted_by: UserId,
    pub edited_by: UserId,
    pub activated_by: Option<UserId>,
    pub returned_reason: Option<String>,
    pub version: i64,
    pub created_at: At,
    pub updated_at: At,
}

/// A draft of the actor's county.
///
/// # Errors
/// `not_found`.
pub fn find(conn: &mut Conn, actor: &Actor, id: LawDraftId) -> Outcome<DraftRow> {
    let row = law_drafts::table.find((actor.county(), id)).first(conn).optional()?;
    row.ok_or_else(Failure::not_found)
}

/// The drafts of the county, newest first.
pub fn list(
    conn: &mut Conn,
    actor: &Actor,
    filter: &DraftFilter,
    after: Option<LawDraftId>,
    limit: i64,
) -> QueryResult<Vec<DraftRow>> {
    let mut query = law_drafts::table.filter(law_drafts::county.eq(actor.county())).into_boxed();
    if let Some(state) = filter.state {
        query = query.filter(law_drafts::state.eq(state.as_str()));
    }
    if let Some(after) = after {
        query = query.filter(law_drafts::id.lt(after));
    }
    query.order(law_drafts::id.desc()).limit(limit).load(conn)
}

pub fn insert(conn: &mut Conn, row: DraftRow) -> QueryResult<usize> {
    diesel::insert_into(law_drafts::table).values(row).execute(conn)
}

/// Writes what may change of a draft, if nobody wrote it since.
///
/// # Errors
/// `stale_version`.
pub fn update(conn: &mut Conn, row: &mut DraftRow, now: Moment) -> Outcome<()> {
    let before = row.version;
    row.version += 1;
    row.updated_at = now.stamp();
    let same = law_drafts::table.find((&row.county, row.id)).filter(law_drafts::version.eq(before));
    let written = diesel::update(same)
        .set((
            law_drafts::code.eq(&row.code),
            law_drafts::document.eq(&row.document),
            law_drafts::state.eq(&row.state),
            law_drafts::edited_by.eq(row.edited_by),
            law_drafts::activated_by.eq(row.activated_by),
            law_drafts::returned_reason.eq(&row.returned_reason),
            law_drafts::version.eq(row.version),
            law_drafts::updated_at.eq(row.updated_at),
        ))
        .execute(conn)?;
    if written == 1 { Ok(()) } else { Err(Failure::no("stale_version")) }
}

pub fn names(conn: &mut Conn, ids: &[UserId]) -> QueryResult<HashMap<UserId, String>> {
    let rows: Vec<(UserId, String)> = users::table
        .filter(one_of(users::id, ids.iter().copied()))
        .select((users::id, users::name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
