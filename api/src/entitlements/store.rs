mod lists;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::actor::Actor;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::{entitlement_changes, entitlements, users};
use crate::db::types::{At, Doc};
use crate::db::{kept, one_of};
use crate::failure::{Failure, Outcome};
use crate::ids::{CaseId, EntitlementChangeId, EntitlementId, HouseholdId, PersonId, UserId};
use crate::on_each;

pub use lists::{Wanted, count, list, set_standings};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = entitlements, treat_none_as_default_value = false)]
pub struct EntitlementRow {
    pub county: String,
    pub id: EntitlementId,
    pub case_id: CaseId,
    pub case_no: String,
    pub person_id: PersonId,
    pub household_id: Option<HouseholdId>,
    pub division: String,
    pub scheme: String,
    pub policy_code: String,
    pub first_month: String,
    pub recheck_due_on: Option<NaiveDate>,
    pub version: i64,
    pub created_at: At,
    pub updated_at: At,
    /// Who is paid.
    pub recipient_id: PersonId,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = entitlement_changes, treat_none_as_default_value = false)]
pub struct ChangeRow {
    pub county: String,
    pub id: EntitlementChangeId,
    pub entitlement_id: EntitlementId,
    pub kind: String,
    pub state: String,
    pub seq: Option<i32>,
    pub from_month: String,
    pub until_month: Option<String>,
    pub monthly_fen: Option<i64>,
    pub yearly_fen: Option<i64>,
    pub once_fen: Option<i64>,
    pub before_fen: i64,
    pub after_fen: i64,
    pub difference_fen: i64,
    pub policy_version: Option<String>,
    pub ground: Option<String>,
    pub reason: Option<String>,
    pub proposed_by: UserId,
    pub proposed_on: NaiveDate,
    pub decided_by: Option<UserId>,
    pub decided_on: Option<NaiveDate>,
    pub rejected_reason: Option<String>,
    pub created_at: At,
    pub facts: Option<Doc>,
    pub determination: Option<Doc>,
    /// What is held to be so and from when; of a proposal in its first row.
    pub circumstances: Option<Doc>,
    pub proposal_id: Option<EntitlementChangeId>,
    pub revokes_id: Option<EntitlementChangeId>,
    pub recipient_id: Option<PersonId>,
}

impl ChangeRow {
    /// The first of those that were proposed with it.
    pub fn proposal(&self) -> EntitlementChangeId {
        self.proposal_id.unwrap_or(self.id)
    }
}

pub fn insert(conn: &mut Conn, row: EntitlementRow) -> QueryResult<usize> {
    diesel::insert_into(entitlements::table).values(row).execute(conn)
}

/// Changes of one or many benefits, a few hundred in a statement.
pub fn insert_changes(conn: &mut Conn, rows: &[ChangeRow]) -> QueryResult<usize> {
    let mut written = 0;
    for rows in rows.chunks(200) {
        written += on_each!(
            conn, each => diesel::insert_into(entitlement_changes::table).values(rows).execute(each)
        )?;
    }
    Ok(written)
}

/// A benefit within the actor's scope.
///
/// # Errors
/// `not_found`.
pub fn find(conn: &mut Conn, actor: &Actor, id: EntitlementId) -> Outcome<EntitlementRow> {
    let query = entitlements::table
        .find((actor.county(), id))
        .filter(entitlements::division.between(actor.scope.low(), actor.scope.high()));
    let row = on_each!(conn, each => query.select(EntitlementRow::as_select()).first(each)).optional()?;
    row.ok_or_else(Failure::not_found)
}

/// Those of the county with these ids, wherever in it.
pub fn of_ids(conn: &mut Conn, county: &str, ids: &[EntitlementId]) -> QueryResult<Vec<EntitlementRow>> {
    let query = entitlements::table
        .filter(entitlements::county.eq(county))
        .filter(one_of(entitlements::id, ids.iter().copied()));
    on_each!(conn, each => query.select(EntitlementRow::as_select()).load(each))
}

/// The benefit that a case began, and its version.
pub fn of_case(conn: &mut Conn, county: &str, case: CaseId) -> QueryResult<Option<(EntitlementId, i64)>> {
    entitlements::table
        .filter(entitlements::county.eq(county))
        .filter(entitlements::case_id.eq(case))
        .select((entitlements::id, entitlements::version))
        .first(conn)
        .optional()
}

/// The change of a benefit that was confirmed last.
pub fn last_decided(
    conn: &mut Conn,
    county: &str,
    id: EntitlementId,
) -> QueryResult<Option<EntitlementChangeId>> {
    let all = changes(conn, county, &[id])?;
    Ok(all.into_iter().max_by_key(|change| change.seq).filter(|last| last.seq.is_some()).map(|last| last.id))
}

/// The first month of the benefit that a case began, YYYY-MM.
pub fn first_month_of(conn: &mut Conn, county: &str, case: CaseId) -> QueryResult<Option<String>> {
    entitlements::table
        .filter(entitlements::county.eq(county))
        .filter(entitlements::case_id.eq(case))
        .select(entitlements::first_month)
        .first(conn)
        .optional()
}

/// What these people were granted ever or receive, and these households, in the order of their ids.
pub fn having(
    conn: &mut Conn,
    county: &str,
    households: &[HouseholdId],
    people: &[PersonId],
) -> QueryResult<Vec<EntitlementRow>> {
    let mut rows: BTreeMap<EntitlementId, EntitlementRow> = BTreeMap::new();
    for people in people.chunks(500) {
        let own = entitlements::table
            .filter(entitlements::county.eq(county))
            .filter(one_of(entitlements::person_id, people.iter().copied()));
        let own = on_each!(conn, each => own.select(EntitlementRow::as_select()).load(each))?;
        rows.extend(own.into_iter().map(|row: EntitlementRow| (row.id, row)));
        let received = entitlements::table
            .filter(entitlements::county.eq(county))
            .filter(one_of(entitlements::recipient_id, people.iter().copied()));
        let received = on_each!(conn, each => received.select(EntitlementRow::as_select()).load(each))?;
        rows.extend(received.into_iter().map(|row: EntitlementRow| (row.id, row)));
    }
    for households in households.chunks(500) {
        let theirs = entitlements::table
            .filter(entitlements::county.eq(county))
            .filter(entitlements::household_id.eq_any(households.to_vec()));
        let theirs = on_each!(conn, each => theirs.select(EntitlementRow::as_select()).load(each))?;
        rows.extend(theirs.into_iter().map(|row: EntitlementRow| (row.id, row)));
    }
    Ok(rows.into_values().collect())
}

/// The changes of these benefits, in the order in which they were made.
pub fn changes(conn: &mut Conn, county: &str, ids: &[EntitlementId]) -> QueryResult<Vec<ChangeRow>> {
    let mut all = Vec::new();
    for ids in ids.chunks(500) {
        let query = entitlement_changes::table
            .filter(entitlement_changes::county.eq(county))
            .filter(one_of(entitlement_changes::entitlement_id, ids.iter().copied()))
            // Those of one proposal were made in the same moment.
            .order((
                entitlement_changes::entitlement_id,
                entitlement_changes::created_at,
                entitlement_changes::from_month,
                entitlement_changes::id,
            ));
        all.extend(on_each!(conn, each => query.select(ChangeRow::as_select()).load(each))?);
    }
    Ok(all)
}

/// Writes what may change of a benefit, if nobody wrote it since.
///
/// # Errors
/// `stale_version`.
pub fn update(conn: &mut Conn, row: &mut EntitlementRow, now: Moment) -> Outcome<()> {
    let before = row.version;
    row.version += 1;
    row.updated_at = now.stamp();
    let same = entitlements::county.eq(&row.county).and(entitlements::id.eq(row.id));
    let same = same.and(entitlements::version.eq(before));
    let now = (
        entitlements::recipient_id.eq(row.recipient_id),
        entitlements::recheck_due_on.eq(row.recheck_due_on),
        entitlements::version.eq(row.version),
        entitlements::updated_at.eq(row.updated_at),
    );
    let written = on_each!(conn, each => kept::update(entitlements::table, same, now).execute(each))?;
    if written == 1 { Ok(()) } else { Err(Failure::no("stale_version")) }
}

/// Decides a proposed change.
pub fn decide(conn: &mut Conn, row: &ChangeRow) -> QueryResult<usize> {
    let this = entitlement_changes::county.eq(&row.county).and(entitlement_changes::id.eq(row.id));
    let this = this.and(entitlement_changes::state.eq("proposed"));
    let decided = (
        entitlement_changes::state.eq(&row.state),
        entitlement_changes::from_month.eq(&row.from_month),
        entitlement_changes::before_fen.eq(row.before_fen),
        entitlement_changes::seq.eq(row.seq),
        entitlement_changes::difference_fen.eq(row.difference_fen),
        entitlement_changes::decided_by.eq(row.decided_by),
        entitlement_changes::decided_on.eq(row.decided_on),
        entitlement_changes::rejected_reason.eq(&row.rejected_reason),
    );
    let changes = entitlement_changes::table;
    on_each!(conn, each => kept::update(changes, this, decided).execute(each))
}

pub fn names(conn: &mut Conn, ids: &[UserId]) -> QueryResult<Vec<(UserId, String)>> {
    users::table.filter(one_of(users::id, ids.iter().copied())).select((users::id, users::name)).load(conn)
}
