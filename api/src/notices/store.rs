use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{NoticeFilter, NoticeState};
use crate::actor::Actor;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::{cases, notice_entries, notices, persons, users};
use crate::db::types::{At, Doc};
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
    /// 1, and more for the supplements of the quarter.
    pub part: i32,
}

/// A line of a notice: shown, or withheld with a reason.
#[derive(Debug, Clone, Queryable)]
pub struct LineRow {
    pub notice_id: NoticeId,
    pub id: NoticeEntryId,
    pub position: i32,
    pub name: String,
    pub amount_fen: i64,
    pub withheld_reason: Option<String>,
    pub withheld_by: Option<UserId>,
    pub withheld_on: Option<NaiveDate>,
    pub released_at: Option<At>,
    pub household_size: Option<i32>,
}

impl LineRow {
    /// A citizen reads it.
    pub fn shown(&self) -> bool {
        self.withheld_reason.is_none()
    }

    /// It is kept back until someone puts it back.
    pub fn withheld(&self) -> bool {
        self.withheld_reason.is_some() && self.released_at.is_none()
    }
}

/// An approved case that no notice holds.
#[derive(Debug, Clone, Queryable)]
pub struct Approved {
    pub case_id: CaseId,
    pub division: String,
    pub name: String,
    pub birth_on: NaiveDate,
    pub amount_fen: Option<i64>,
    pub county: String,
    pub policy_code: String,
    pub received_on: NaiveDate,
    pub facts: Doc,
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
        .filter(notice_entries::case_id.eq(cases::id))
        .filter(notice_entries::released_at.is_null());
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
        .select((
            cases::id,
            cases::division,
            persons::name,
            persons::birth_on,
            cases::amount_fen,
            cases::county,
            cases::policy_code,
            cases::received_on,
            cases::facts,
        ))
        .load(conn)
}

/// Notices of the quarter and item, the parts of a village in their order.
pub fn of_quarter(conn: &mut Conn, county: &str, item: &str, quarter: &str) -> QueryResult<Vec<NoticeRow>> {
    notices::table
        .filter(notices::county.eq(county))
        .filter(notices::item_code.eq(item))
        .filter(notices::quarter.eq(quarter))
        .order((notices::division, notices::part))
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
    household_size: Option<i32>,
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
            notice_entries::household_size.eq(household_size),
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

/// All lines of these notices, in their order.
pub fn lines(conn: &mut Conn, county: &str, ids: &[NoticeId]) -> QueryResult<Vec<LineRow>> {
    notice_entries::table
        .filter(notice_entries::county.eq(county))
        .filter(notice_entries::notice_id.eq_any(ids.to_vec()))
        .order((notice_entries::notice_id, notice_entries::position, notice_entries::id))
        .select((
            notice_entries::notice_id,
            notice_entries::id,
            notice_entries::position,
            notice_entries::name,
            notice_entries::amount_fen,
            notice_entries::withheld_reason,
            notice_entries::withheld_by,
            notice_entries::withheld_on,
            notice_entries::released_at,
            notice_entries::household_size,
        ))
        .load(conn)
}

/// How many of the quarter are withheld in that area.
pub fn withheld(
    conn: &mut Conn,
    county: &str,
    item: &str,
    quarter: &str,
    (low, high): (&str, &str),
) -> QueryResult<i64> {
    let of_quarter = notices::table
        .filter(notices::county.eq(notice_entries::county))
        .filter(notices::id.eq(notice_entries::notice_id))
        .filter(notices::item_code.eq(item))
        .filter(notices::quarter.eq(quarter))
        .filter(notices::division.between(low, high));
    notice_entries::table
        .filter(notice_entries::county.eq(county))
        .filter(notice_entries::withheld_reason.is_not_null())
        .filter(notice_entries::released_at.is_null())
        .filter(diesel::dsl::exists(of_quarter))
        .count()
        .get_result(conn)
}

/// Leaves a line out, or takes it in again.
pub fn set_withheld(
    conn: &mut Conn,
    notice: &NoticeRow,
    entry: NoticeEntryId,
    why: Option<(&str, UserId, NaiveDate)>,
) -> QueryResult<usize> {
    let place =
        notice_entries::table.find((&notice.county, entry)).filter(notice_entries::notice_id.eq(notice.id));
    diesel::update(place)
        .set((
            notice_entries::withheld_reason.eq(why.map(|(reason, _, _)| reason)),
            notice_entries::withheld_by.eq(why.map(|(_, by, _)| by)),
            notice_entries::withheld_on.eq(why.map(|(_, _, on)| on)),
        ))
        .execute(conn)
}

/// Lets the line's case go, so that it can be drafted again.
pub fn release(conn: &mut Conn, notice: &NoticeRow, entry: NoticeEntryId, now: Moment) -> QueryResult<usize> {
    let place =
        notice_entries::table.find((&notice.county, entry)).filter(notice_entries::notice_id.eq(notice.id));
    diesel::update(place).set(notice_entries::released_at.eq(Some(now.stamp()))).execute(conn)
}

/// Lets all cases go that the notice showed; who was withheld stays so.
pub fn release_shown(conn: &mut Conn, notice: &NoticeRow, now: Moment) -> QueryResult<usize> {
    let shown = notice_entries::table
        .filter(notice_entries::county.eq(&notice.county))
        .filter(notice_entries::notice_id.eq(notice.id))
        .filter(notice_entries::withheld_reason.is_null())
        .filter(notice_entries::released_at.is_null());
    diesel::update(shown).set(notice_entries::released_at.eq(Some(now.stamp()))).execute(conn)
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
    if filter.withheld == Some(true) {
        let kept_back = notice_entries::table
            .filter(notice_entries::county.eq(notices::county))
            .filter(notice_entries::notice_id.eq(notices::id))
            .filter(notice_entries::withheld_reason.is_not_null())
            .filter(notice_entries::released_at.is_null());
        query = query.filter(diesel::dsl::exists(kept_back));
    }
    if filter.with_entries == Some(true) {
        let shown = notice_entries::table
            .filter(notice_entries::county.eq(notices::county))
            .filter(notice_entries::notice_id.eq(notices::id))
            .filter(notice_entries::withheld_reason.is_null());
        query = query.filter(diesel::dsl::exists(shown));
    }
    query = match filter.state {
        None => query,
        Some(NoticeState::Draft) => query.filter(notices::state.eq("draft")),
        Some(NoticeState::Submitted) => query.filter(notices::state.eq("submitted")),
        Some(NoticeState::Withdrawn) => query.filter(notices::state.eq("withdrawn")),
        Some(NoticeState::Published) => {
            query.filter(notices::state.eq("published")).filter(notices::end_on.ge(today))
        }
        Some(NoticeState::Ended) => {
            query.filter(notices::state.eq("published")).filter(notices::end_on.lt(today))
        }
    };
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
