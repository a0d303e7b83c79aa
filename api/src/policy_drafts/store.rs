use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use serde_json::{Map, Value};

use super::model::DraftFilter;
use crate::actor::Actor;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{policies, policy_drafts, users};
use crate::db::types::{At, Doc};
use crate::failure::{Failure, Outcome};
use crate::ids::{PolicyDraftId, UserId};

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = policy_drafts, treat_none_as_default_value = false)]
pub struct DraftRow {
    pub county: String,
    pub id: PolicyDraftId,
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
pub fn find(conn: &mut Conn, actor: &Actor, id: PolicyDraftId) -> Outcome<DraftRow> {
    let row = policy_drafts::table.find((actor.county(), id)).first(conn).optional()?;
    row.ok_or_else(Failure::not_found)
}

/// The drafts of the county, newest first.
pub fn list(
    conn: &mut Conn,
    actor: &Actor,
    filter: &DraftFilter,
    after: Option<PolicyDraftId>,
    limit: i64,
) -> QueryResult<Vec<DraftRow>> {
    let mut query = policy_drafts::table.filter(policy_drafts::county.eq(actor.county())).into_boxed();
    if let Some(state) = filter.state {
        query = query.filter(policy_drafts::state.eq(state.as_str()));
    }
    if let Some(after) = after {
        query = query.filter(policy_drafts::id.lt(after));
    }
    query.order(policy_drafts::id.desc()).limit(limit).load(conn)
}

pub fn insert(conn: &mut Conn, row: DraftRow) -> QueryResult<usize> {
    diesel::insert_into(policy_drafts::table).values(row).execute(conn)
}

/// Writes what may change of a draft, if nobody wrote it since.
///
/// # Errors
/// `stale_version`.
pub fn update(conn: &mut Conn, row: &mut DraftRow, now: Moment) -> Outcome<()> {
    let before = row.version;
    row.version += 1;
    row.updated_at = now.stamp();
    let same = policy_drafts::table.find((&row.county, row.id)).filter(policy_drafts::version.eq(before));
    let written = diesel::update(same)
        .set((
            policy_drafts::code.eq(&row.code),
            policy_drafts::document.eq(&row.document),
            policy_drafts::state.eq(&row.state),
            policy_drafts::edited_by.eq(row.edited_by),
            policy_drafts::activated_by.eq(row.activated_by),
            policy_drafts::returned_reason.eq(&row.returned_reason),
            policy_drafts::version.eq(row.version),
            policy_drafts::updated_at.eq(row.updated_at),
        ))
        .execute(conn)?;
    if written == 1 { Ok(()) } else { Err(Failure::no("stale_version")) }
}

/// A version that is in force from its first day on.
#[derive(Insertable)]
#[diesel(table_name = policies, treat_none_as_default_value = false)]
pub struct VersionRow {
    pub code: String,
    pub version: i32,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub document: Doc,
    pub sha256: String,
    pub created_at: At,
}

pub fn put_in_force(conn: &mut Conn, row: VersionRow) -> QueryResult<usize> {
    diesel::insert_into(policies::table).values(row).execute(conn)
}

pub fn names(conn: &mut Conn, ids: &[UserId]) -> QueryResult<HashMap<UserId, String>> {
    let rows: Vec<(UserId, String)> = users::table
        .filter(one_of(users::id, ids.iter().copied()))
        .select((users::id, users::name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The document of a draft of the actor's county, as it is now.
///
/// # Errors
/// `not_found`.
pub fn document(conn: &mut Conn, actor: &Actor, id: PolicyDraftId) -> Outcome<Map<String, Value>> {
    Ok(find(conn, actor, id)?.document.read()?)
}
