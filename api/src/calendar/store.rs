use chrono::NaiveDate;
use diesel::prelude::*;
use yangguang_domain::calendar::DayKind;

use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::{calendar_days, calendar_years, case_clocks, cases};
use crate::db::types::{At, Doc};
use crate::ids::{CaseId, ClockId};
use crate::on_each;

/// Ids of one statement.
pub const MOST_IDS: usize = 1000;

#[derive(Debug, Queryable, Insertable)]
#[diesel(table_name = calendar_years)]
pub struct YearRow {
    pub year: i16,
    pub source: String,
    pub version: i64,
    pub created_at: At,
    pub updated_at: At,
}

#[derive(Debug, Queryable, Insertable)]
#[diesel(table_name = calendar_days)]
pub struct DayRow {
    pub day: NaiveDate,
    pub year: i16,
    pub kind: String,
    pub name: String,
    pub created_at: At,
}

impl DayRow {
    pub fn new(day: NaiveDate, kind: DayKind, name: String, now: Moment) -> DayRow {
        let kind = if kind == DayKind::Work { "work" } else { "off" };
        let year = i16::try_from(chrono::Datelike::year(&day)).unwrap_or_default();
        DayRow { day, year, kind: kind.to_owned(), name, created_at: now.stamp() }
    }

    pub fn kind(&self) -> DayKind {
        if self.kind == "work" { DayKind::Work } else { DayKind::Off }
    }
}

pub fn years(conn: &mut Conn) -> QueryResult<Vec<i16>> {
    calendar_years::table.select(calendar_years::year).load(conn)
}

pub fn year(conn: &mut Conn, year: i16) -> QueryResult<Option<YearRow>> {
    calendar_years::table.find(year).first(conn).optional()
}

pub fn days(conn: &mut Conn, year: i16) -> QueryResult<Vec<DayRow>> {
    calendar_days::table.filter(calendar_days::year.eq(year)).order(calendar_days::day).load(conn)
}

pub fn insert_years(conn: &mut Conn, rows: &[YearRow]) -> QueryResult<usize> {
    on_each!(conn, inner => diesel::insert_into(calendar_years::table).values(rows).execute(inner))
}

pub fn update_year(conn: &mut Conn, row: &YearRow, version: i64) -> QueryResult<usize> {
    diesel::update(calendar_years::table.find(row.year).filter(calendar_years::version.eq(version)))
        .set((
            calendar_years::source.eq(&row.source),
            calendar_years::version.eq(row.version),
            calendar_years::updated_at.eq(row.updated_at),
        ))
        .execute(conn)
}

pub fn clear_days(conn: &mut Conn, year: i16) -> QueryResult<usize> {
    diesel::delete(calendar_days::table.filter(calendar_days::year.eq(year))).execute(conn)
}

pub fn insert_days(conn: &mut Conn, rows: &[DayRow]) -> QueryResult<usize> {
    if rows.is_empty() {
        return Ok(0);
    }
    on_each!(conn, inner => diesel::insert_into(calendar_days::table).values(rows).execute(inner))
}

/// The counties that work here, by their accounts.
pub fn counties(conn: &mut Conn) -> QueryResult<Vec<String>> {
    use crate::db::schema::users;
    users::table.select(users::county).distinct().order(users::county).load(conn)
}

/// A clock that runs, with what the case shows of it.
#[derive(Debug, Queryable)]
pub struct RunningClock {
    pub id: ClockId,
    pub case_id: CaseId,
    pub clock: String,
    pub started_on: NaiveDate,
    pub limit_amount: i32,
    pub limit_unit: String,
    pub pauses: Doc,
    pub due_on: NaiveDate,
    pub provisional: bool,
    pub case_no: String,
    pub division: String,
    pub case_due_on: Option<NaiveDate>,
}

/// The clock of telling a refusal, which runs on when its case is closed.
pub const SERVICE: &str = "service";

/// All of a county's clocks that run in open cases, the earlier started first.
pub fn running(conn: &mut Conn, county: &str) -> QueryResult<Vec<RunningClock>> {
    case_clocks::table
        .inner_join(
            cases::table.on(cases::county.eq(case_clocks::county).and(cases::id.eq(case_clocks::case_id))),
        )
        .filter(case_clocks::county.eq(county))
        .filter(case_clocks::stopped_on.is_null())
        // A refusal is still to be told when its case is closed.
        .filter(cases::closed_on.is_null().or(case_clocks::clock.eq(SERVICE)))
        .order((case_clocks::started_on, case_clocks::id))
        .select((
            case_clocks::id,
            case_clocks::case_id,
            case_clocks::clock,
            case_clocks::started_on,
            case_clocks::limit_amount,
            case_clocks::limit_unit,
            case_clocks::pauses,
            case_clocks::due_on,
            case_clocks::provisional,
            cases::case_no,
            cases::division,
            cases::due_on,
        ))
        .load(conn)
}

pub fn move_clocks(
    conn: &mut Conn,
    county: &str,
    ids: &[ClockId],
    due_on: NaiveDate,
    provisional: bool,
    now: Moment,
) -> QueryResult<usize> {
    let these = case_clocks::table.filter(case_clocks::county.eq(county)).filter(case_clocks::id.eq_any(ids));
    diesel::update(these)
        .set((
            case_clocks::due_on.eq(due_on),
            case_clocks::provisional.eq(provisional),
            case_clocks::version.eq(case_clocks::version + 1),
            case_clocks::updated_at.eq(now.stamp()),
        ))
        .execute(conn)
}

/// The version moves too: who looks at the old date must look again before acting.
pub fn move_cases(
    conn: &mut Conn,
    county: &str,
    ids: &[CaseId],
    due_on: NaiveDate,
    provisional: bool,
    now: Moment,
) -> QueryResult<usize> {
    diesel::update(cases::table.filter(cases::county.eq(county)).filter(cases::id.eq_any(ids)))
        .set((
            cases::due_on.eq(Some(due_on)),
            cases::due_provisional.eq(provisional),
            cases::version.eq(cases::version + 1),
            cases::updated_at.eq(now.stamp()),
        ))
        .execute(conn)
}
