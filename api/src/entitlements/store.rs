use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::EntitlementFilter;
use crate::actor::Actor;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::{entitlement_changes, entitlements, users};
use crate::db::types::{At, Doc};
use crate::db::{kept, one_of};
use crate::failure::{Failure, Outcome};
use crate::ids::{CaseId, EntitlementChangeId, EntitlementId, HouseholdId, PersonId, UserId};
use crate::on_each;

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
    pub state: String,
    pub monthly_fen: i64,
    pub first_month: String,
    pub recheck_due_on: Option<NaiveDate>,
    pub version: i64,
    pub created_at: At,
    pub updated_at: At,
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

/// Which benefits: within the divisions from `low` to `high`.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub low: String,
    pub high: String,
    pub policy_code: Option<String>,
    pub after: Option<EntitlementId>,
    /// All where absent.
    pub limit: Option<i64>,
}

pub fn list(
    conn: &mut Conn,
    county: &str,
    wanted: &Wanted,
    filter: &EntitlementFilter,
) -> QueryResult<Vec<EntitlementRow>> {
    let mut query = entitlements::table
        .filter(entitlements::county.eq(county.to_owned()))
        .filter(entitlements::division.between(wanted.low.clone(), wanted.high.clone()))
        .select(EntitlementRow::as_select())
        .into_boxed();
    if let Some(code) = &wanted.policy_code {
        query = query.filter(entitlements::policy_code.eq(code.clone()));
    }
    if let Some(state) = filter.state {
        query = query.filter(entitlements::state.eq(state.as_str()));
    }
    if let Some(scheme) = &filter.scheme {
        query = query.filter(entitlements::scheme.eq(scheme.clone()));
    }
    if let Some(household) = filter.household_id {
        query = query.filter(entitlements::household_id.eq(household));
    }
    if let Some(person) = filter.person_id {
        query = query.filter(entitlements::person_id.eq(person));
    }
    if let Some(day) = filter.recheck_before {
        query = query.filter(entitlements::recheck_due_on.lt(day)).filter(entitlements::state.ne("ended"));
    }
    if filter.proposed == Some(true) {
        let proposed = entitlement_changes::table
            .filter(entitlement_changes::county.eq(county.to_owned()))
            .filter(entitlement_changes::state.eq("proposed"))
            .select(entitlement_changes::entitlement_id);
        query = query.filter(entitlements::id.eq_any(proposed));
    }
    if let Some(after) = wanted.after {
        query = query.filter(entitlements::id.gt(after));
    }
    query = query.order(entitlements::id);
    match wanted.limit {
        Some(limit) => query.limit(limit).load(conn),
        None => query.load(conn),
    }
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

/// What these people were granted ever, and these households, in the order of their ids.
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
        entitlements::state.eq(&row.state),
        entitlements::monthly_fen.eq(row.monthly_fen),
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
        entitlement_changes::seq.eq(row.seq),
        entitlement_changes::difference_fen.eq(row.difference_fen),
        entitlement_changes::decided_by.eq(row.decided_by),
        entitlement_changes::decided_on.eq(row.decided_on),
        entitlement_changes::rejected_reason.eq(&row.rejected_reason),
    );
    let changes = entitlement_changes::table;
    on_each!(conn, each => kept::update(changes, this, decided).execute(each))
}

/// Benefits whose grace period is over by now.
pub fn end_all(conn: &mut Conn, county: &str, ids: &[EntitlementId], now: Moment) -> QueryResult<usize> {
    diesel::update(
        entitlements::table
            .filter(entitlements::county.eq(county))
            .filter(entitlements::id.eq_any(ids.to_vec())),
    )
    .set((
        entitlements::state.eq("ended"),
        entitlements::monthly_fen.eq(0),
        entitlements::version.eq(entitlements::version + 1),
        entitlements::updated_at.eq(now.stamp()),
    ))
    .execute(conn)
}

pub fn names(conn: &mut Conn, ids: &[UserId]) -> QueryResult<Vec<(UserId, String)>> {
    users::table.filter(one_of(users::id, ids.iter().copied())).select((users::id, users::name)).load(conn)
}
