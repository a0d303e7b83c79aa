use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::NoticeFilter;
use crate::actor::Actor;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::{cases, notice_entries, notices, persons, users};
use crate::db::types::At;
use crate::failure::{Failure, Outcome};
use crate::ids::{CaseId, NoticeEntryId, NoticeId, UserId};

#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = notices, treat_none_as_null = true, primary_key(county, id))]
pub struct NoticeRow {
    pub county: String,
    pub id: NoticeId,
    pub division: String,
    pub item_code: String,
    pub quarter: String,
    pub state: String,
    pub published_on: Option<NaiveDate>,
    pub end_on: Option<NaiveDate>,
    pub prepared_by: Option<UserId>,
    pub signed_by: Option<UserId>,
    pub returned_reason: Option<String>,
    pub withdrawn_reason: Option<String>,
    pub version: i64,
    pub created_at: At,
    pub updated_at: At,
}

/// One line of a notice: notice, name, sum.
pub type EntryRow = (NoticeId, String, i64);

/// An approved case that is on no notice yet.
#[derive(Debug, Clone, Queryable)]
pub struct Approved {
    pub case_id: CaseId,
    pub division: String,
    pub name: String,
    pub birth_on: NaiveDate,
    pub amount_fen: Option<i64>,
}

pub fn approved(
    conn: &mut Conn,
    county: &str,
    item: &str,
    (from, to): (NaiveDate, NaiveDate),
    (low, high): (&str, &str),
) -> QueryResult<Vec<Approved>> {
    let on_a_notice = notice_entries::table
        .filter(notice_entries::county.eq(cases::county))
        .filter(notice_entries::case_id.eq(cases::id));
    cases::table
        .inner_join(
            persons::table
                .on(persons::county.eq(cases::county).and(persons::id.eq(cases::applicant_person_id))),
        )
        .filter(cases::county.eq(county))
        .filter(cases::item_code.eq(item))
        .filter(cases::outcome.eq("approved"))
        .filter(cases::closed_on.between(from, to))
        .filter(cases::division.between(low, high))
        .filter(diesel::dsl::not(diesel::dsl::exists(on_a_notice)))
        .order((cases::division, cases::id))
        .select((cases::id, cases::division, persons::name, persons::birth_on, cases::amount_fen))
        .load(conn)
}

/// Notices of the quarter and item, by village.
pub fn of_quarter(conn: &mut Conn, county: &str, item: &str, quarter: &str) -> QueryResult<Vec<NoticeRow>> {
    notices::table
        .filter(notices::county.eq(county))
        .filter(notices::item_code.eq(item))
        .filter(notices::quarter.eq(quarter))
        .load(conn)
}

pub fn insert(conn: &mut Conn, row: &NoticeRow) -> QueryResult<usize> {
    diesel::insert_into(notices::table).values(row.clone()).execute(conn)
}

pub fn insert_entry(
    conn: &mut Conn,
    notice: &NoticeRow,
    position: i32,
    approved: &Approved,
    now: Moment,
) -> QueryResult<usize> {
    diesel::insert_into(notice_entries::table)
        .values((
            notice_entries::county.eq(&notice.county),
            notice_entries::id.eq(NoticeEntryId::new(now)),
            notice_entries::notice_id.eq(notice.id),
            notice_entries::case_id.eq(approved.case_id),
            notice_entries::position.eq(position),
            notice_entries::name.eq(&approved.name),
            notice_entries::amount_fen.eq(approved.amount_fen.unwrap_or_default()),
            notice_entries::created_at.eq(now.stamp()),
        ))
        .execute(conn)
}

/// Writes the row if it still has the version it was read with.
///
/// # Errors
/// `stale_version` when someone was faster.
pub fn update(conn: &mut Conn, row: &mut NoticeRow, now: Moment) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    row.updated_at = now.stamp();
    let place = notices::table.find((row.county.clone(), row.id)).filter(notices::version.eq(read));
    let written = diesel::update(place).set(row.clone()).execute(conn)?;
    if written == 1 { Ok(()) } else { Err(Failure::no("stale_version")) }
}

/// # Errors
/// `not_found` outside the actor's area.
pub fn find(conn: &mut Conn, actor: &Actor, id: NoticeId) -> Outcome<NoticeRow> {
    let row: Option<NoticeRow> = notices::table.find((actor.county(), id)).first(conn).optional()?;
    let row = row.ok_or_else(Failure::not_found)?;
    actor.sees(&row.division)?;
    Ok(row)
}

pub fn entries(conn: &mut Conn, county: &str, ids: &[NoticeId]) -> QueryResult<Vec<EntryRow>> {
    notice_entries::table
        .filter(notice_entries::county.eq(county))
        .filter(notice_entries::notice_id.eq_any(ids.to_vec()))
        .order((notice_entries::notice_id, notice_entries::position, notice_entries::id))
        .select((notice_entries::notice_id, notice_entries::name, notice_entries::amount_fen))
        .load(conn)
}

pub fn list(
    conn: &mut Conn,
    actor: &Actor,
    filter: &NoticeFilter,
    (low, high): (String, String),
    today: NaiveDate,
    after: Option<NoticeId>,
    limit: i64,
) -> QueryResult<Vec<NoticeRow>> {
    let mut query = notices::table
        .filter(notices::county.eq(actor.county().to_owned()))
        .filter(notices::division.between(low, high))
        .into_boxed();
    if let Some(quarter) = &filter.quarter {
        query = query.filter(notices::quarter.eq(quarter.clone()));
    }
    match filter.state.as_deref() {
        None => {}
        Some("ended") => {
            query = query.filter(notices::state.eq("published")).filter(notices::end_on.lt(today))
        }
        Some("published") => {
            query = query.filter(notices::state.eq("published")).filter(notices::end_on.ge(today));
        }
        Some(state) => query = query.filter(notices::state.eq(state.to_owned())),
    }
    if let Some(after) = after {
        query = query.filter(notices::id.lt(after));
    }
    query.order(notices::id.desc()).limit(limit).load(conn)
}

/// The counties that use this installation: those with accounts.
pub fn counties(conn: &mut Conn) -> QueryResult<Vec<String>> {
    users::table.select(users::county).distinct().load(conn)
}

/// What is on the boards today, newest first.
pub fn shown(
    conn: &mut Conn,
    counties: &[String],
    (low, high): (&str, &str),
    quarter: Option<&str>,
    today: NaiveDate,
    after: Option<NoticeId>,
    limit: i64,
) -> QueryResult<Vec<NoticeRow>> {
    let mut query = notices::table
        .filter(notices::county.eq_any(counties.to_vec()))
        .filter(notices::state.eq("published"))
        .filter(notices::end_on.ge(today))
        .filter(notices::division.between(low.to_owned(), high.to_owned()))
        .into_boxed();
    if let Some(quarter) = quarter {
        query = query.filter(notices::quarter.eq(quarter.to_owned()));
    }
    if let Some(after) = after {
        query = query.filter(notices::id.lt(after));
    }
    query.order(notices::id.desc()).limit(limit).load(conn)
}

pub fn find_anywhere(conn: &mut Conn, counties: &[String], id: NoticeId) -> QueryResult<Option<NoticeRow>> {
    notices::table
        .filter(notices::county.eq_any(counties.to_vec()))
        .filter(notices::id.eq(id))
        .first(conn)
        .optional()
}

/// Names of accounts, and the office telephone of the first of them that has one.
pub fn names(conn: &mut Conn, ids: &[UserId]) -> QueryResult<Vec<(UserId, String, Option<String>)>> {
    users::table
        .filter(users::id.eq_any(ids.to_vec()))
        .select((users::id, users::name, users::office_phone))
        .load(conn)
}
