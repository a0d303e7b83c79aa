use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::CaseFilter;
use crate::actor::Actor;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::{case_acts, case_clocks, case_counters, cases, users, year_totals};
use crate::db::types::{At, Doc};
use crate::failure::{Failure, Outcome};
use crate::ids::{ActId, BatchId, CaseId, ClockId, HouseholdId, PersonId, UserId};

#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = cases, treat_none_as_null = true, primary_key(county, id))]
pub struct CaseRow {
    pub county: String,
    pub id: CaseId,
    pub case_no: String,
    pub division: String,
    pub township: String,
    pub item_code: String,
    pub item_version: i32,
    pub flow_code: String,
    pub flow_version: i32,
    pub policy_code: String,
    pub scheme: String,
    pub applicant_person_id: PersonId,
    pub household_id: Option<HouseholdId>,
    pub staff_kin: bool,
    pub source: String,
    pub stage: String,
    pub outcome: Option<String>,
    pub round: i32,
    pub open_key: Option<String>,
    pub facts: Doc,
    pub papers: Doc,
    pub determination: Option<Doc>,
    pub category: Option<String>,
    pub amount_fen: Option<i64>,
    pub received_on: NaiveDate,
    pub accepted_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub due_on: Option<NaiveDate>,
    pub due_provisional: bool,
    pub on_time: Option<bool>,
    pub working_days: Option<i32>,
    pub first_contact_user_id: UserId,
    pub batch_id: Option<BatchId>,
    pub version: i64,
    pub created_at: At,
    pub updated_at: At,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = case_acts)]
pub struct ActRow {
    pub county: String,
    pub id: ActId,
    pub case_id: CaseId,
    pub seq: i32,
    pub round: i32,
    pub act: String,
    pub from_stage: String,
    pub to_stage: String,
    pub actor_user_id: UserId,
    pub actor_name: String,
    pub actor_role: String,
    pub outcome: Option<String>,
    pub amount_fen: Option<i64>,
    pub reasons: Doc,
    pub note: Option<String>,
    pub detail: Doc,
    pub acted_on: NaiveDate,
    pub at: At,
    pub once_key: Option<String>,
    pub created_at: At,
}

#[derive(Debug, Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = case_clocks, treat_none_as_null = true, primary_key(county, id))]
pub struct ClockRow {
    pub county: String,
    pub id: ClockId,
    pub case_id: CaseId,
    pub clock: String,
    pub round: i32,
    pub started_on: NaiveDate,
    pub limit_amount: i32,
    pub limit_unit: String,
    pub pauses: Doc,
    pub due_on: NaiveDate,
    pub provisional: bool,
    pub stopped_on: Option<NaiveDate>,
    pub version: i64,
    pub created_at: At,
    pub updated_at: At,
}

/// The case, if it is the actor's to see.
///
/// # Errors
/// `not_found`.
pub fn find(conn: &mut Conn, actor: &Actor, id: CaseId) -> Outcome<CaseRow> {
    let row: Option<CaseRow> = cases::table.find((actor.county(), id)).first(conn).optional()?;
    let row = row.ok_or_else(Failure::not_found)?;
    actor.sees(&row.division)?;
    Ok(row)
}

/// The actor's cases of these ids, in no order.
pub fn find_many(conn: &mut Conn, actor: &Actor, ids: &[CaseId]) -> QueryResult<Vec<CaseRow>> {
    cases::table
        .filter(cases::county.eq(actor.county()))
        .filter(cases::id.eq_any(ids.to_vec()))
        .filter(cases::division.between(actor.scope.low(), actor.scope.high()))
        .load(conn)
}

pub fn insert(conn: &mut Conn, row: &CaseRow) -> QueryResult<usize> {
    diesel::insert_into(cases::table).values(row.clone()).execute(conn)
}

/// Writes the due date of a case that was inserted a moment ago in this transaction.
pub fn set_due(conn: &mut Conn, row: &CaseRow) -> QueryResult<usize> {
    diesel::update(cases::table.find((row.county.clone(), row.id)))
        .set((cases::due_on.eq(row.due_on), cases::due_provisional.eq(row.due_provisional)))
        .execute(conn)
}

/// Writes the whole row if it still has the version it was read with.
///
/// # Errors
/// `stale_version` when someone was faster.
pub fn update(conn: &mut Conn, row: &mut CaseRow, now: Moment) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    row.updated_at = now.stamp();
    let written =
        diesel::update(cases::table.find((row.county.clone(), row.id)).filter(cases::version.eq(read)))
            .set(row.clone())
            .execute(conn)?;
    if written == 1 { Ok(()) } else { Err(Failure::no("stale_version")) }
}

pub fn acts(conn: &mut Conn, county: &str, case: CaseId) -> QueryResult<Vec<ActRow>> {
    case_acts::table
        .filter(case_acts::county.eq(county))
        .filter(case_acts::case_id.eq(case))
        .order(case_acts::seq)
        .load(conn)
}

pub fn acts_of_many(conn: &mut Conn, county: &str, ids: &[CaseId]) -> QueryResult<Vec<ActRow>> {
    case_acts::table
        .filter(case_acts::county.eq(county))
        .filter(case_acts::case_id.eq_any(ids.to_vec()))
        .order((case_acts::case_id, case_acts::seq))
        .load(conn)
}

pub fn insert_act(conn: &mut Conn, row: ActRow) -> QueryResult<usize> {
    diesel::insert_into(case_acts::table).values(row).execute(conn)
}

pub fn clocks(conn: &mut Conn, county: &str, case: CaseId) -> QueryResult<Vec<ClockRow>> {
    case_clocks::table
        .filter(case_clocks::county.eq(county))
        .filter(case_clocks::case_id.eq(case))
        .order((case_clocks::started_on, case_clocks::id))
        .load(conn)
}

pub fn insert_clock(conn: &mut Conn, row: ClockRow) -> QueryResult<usize> {
    diesel::insert_into(case_clocks::table).values(row).execute(conn)
}

pub fn stop_clock(
    conn: &mut Conn,
    county: &str,
    id: ClockId,
    on: NaiveDate,
    now: Moment,
) -> QueryResult<usize> {
    diesel::update(case_clocks::table.find((county, id)))
        .set((
            case_clocks::stopped_on.eq(Some(on)),
            case_clocks::version.eq(case_clocks::version + 1),
            case_clocks::updated_at.eq(now.stamp()),
        ))
        .execute(conn)
}

/// The next number of the day: the row is locked by the update until commit.
pub fn next_seq(conn: &mut Conn, county: &str, item: &str, day: NaiveDate, now: Moment) -> QueryResult<i32> {
    let key = (county, item, day);
    let counted = diesel::update(case_counters::table.find(key))
        .set(case_counters::last_seq.eq(case_counters::last_seq + 1))
        .execute(conn)?;
    if counted == 0 {
        diesel::insert_into(case_counters::table)
            .values((
                case_counters::county.eq(county),
                case_counters::item_code.eq(item),
                case_counters::day.eq(day),
                case_counters::last_seq.eq(1),
                case_counters::created_at.eq(now.stamp()),
            ))
            .execute(conn)?;
    }
    case_counters::table.find(key).select(case_counters::last_seq).first(conn)
}

/// What was decided for a person under a scheme in a year, fen.
pub fn paid(conn: &mut Conn, county: &str, person: PersonId, scheme: &str, year: i16) -> QueryResult<i64> {
    let found: Option<i64> = year_totals::table
        .find((county, person, scheme, year))
        .select(year_totals::paid_fen)
        .first(conn)
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Raises the year's total from `before`, the total the decision was computed with.
///
/// # Errors
/// `cap_reached_meanwhile` when it was not that any more.
pub fn raise_paid(
    conn: &mut Conn,
    (county, person, scheme, year): (&str, PersonId, &str, i16),
    before: i64,
    by: i64,
    now: Moment,
) -> Outcome<()> {
    let key = (county, person, scheme, year);
    let total = before.checked_add(by).ok_or_else(|| Failure::internal("a year's total overflows"))?;
    let raised = diesel::update(year_totals::table.find(key).filter(year_totals::paid_fen.eq(before)))
        .set((year_totals::paid_fen.eq(total), year_totals::updated_at.eq(now.stamp())))
        .execute(conn)?;
    if raised == 1 {
        return Ok(());
    }
    let there: i64 = year_totals::table.find(key).count().get_result(conn)?;
    if there > 0 || before != 0 {
        return Err(Failure::no("cap_reached_meanwhile"));
    }
    diesel::insert_into(year_totals::table)
        .values((
            year_totals::county.eq(county),
            year_totals::person_id.eq(person),
            year_totals::scheme.eq(scheme),
            year_totals::year.eq(year),
            year_totals::paid_fen.eq(total),
            year_totals::created_at.eq(now.stamp()),
            year_totals::updated_at.eq(now.stamp()),
        ))
        .execute(conn)?;
    Ok(())
}

/// An open case of the same person, item and year.
pub fn open_case(conn: &mut Conn, county: &str, key: &str) -> QueryResult<Option<String>> {
    cases::table
        .filter(cases::county.eq(county))
        .filter(cases::open_key.eq(key))
        .select(cases::case_no)
        .first(conn)
        .optional()
}

/// Active staff of the divisions from `low` to `high`, of these ids.
pub fn staff(
    conn: &mut Conn,
    county: &str,
    low: &str,
    high: &str,
    ids: &[UserId],
) -> QueryResult<Vec<(UserId, String)>> {
    users::table
        .filter(users::county.eq(county))
        .filter(users::id.eq_any(ids.to_vec()))
        .filter(users::division.between(low, high))
        .filter(users::disabled.eq(false))
        .select((users::id, users::name))
        .load(conn)
}

/// Name, post and office telephone of an account.
pub fn contact(conn: &mut Conn, id: UserId) -> QueryResult<(String, String, Option<String>)> {
    users::table.find(id).select((users::name, users::role, users::office_phone)).first(conn)
}

/// Where a page of cases begins: the last row's sort date and id.
pub type After = (NaiveDate, CaseId);

/// Bounds that the filter's words mean today.
#[derive(Debug, Default)]
pub struct Bounds {
    pub received: Option<(NaiveDate, NaiveDate)>,
    pub due_before: Option<NaiveDate>,
    pub due_from: Option<NaiveDate>,
    pub mine: Option<UserId>,
    pub low: String,
    pub high: String,
    pub township: Option<String>,
}

pub fn list(
    conn: &mut Conn,
    county: &str,
    filter: &CaseFilter,
    bounds: Bounds,
    after: Option<After>,
    limit: i64,
) -> QueryResult<Vec<CaseRow>> {
    let mut query = cases::table
        .filter(cases::county.eq(county.to_owned()))
        .filter(cases::division.between(bounds.low, bounds.high))
        .into_boxed();
    if let Some(township) = bounds.township {
        query = query.filter(cases::township.eq(township));
    }
    if let Some(stage) = &filter.stage {
        query = query.filter(cases::stage.eq(stage.clone()));
    }
    if let Some(closed) = filter.closed {
        query = if closed {
            query.filter(cases::closed_on.is_not_null())
        } else {
            query.filter(cases::closed_on.is_null())
        };
    }
    if let Some((from, to)) = bounds.received {
        query = query.filter(cases::received_on.between(from, to));
    }
    if let Some(before) = bounds.due_before {
        query = query.filter(cases::closed_on.is_null()).filter(cases::due_on.lt(before));
    }
    if let Some(from) = bounds.due_from {
        query = query.filter(cases::due_on.ge(from));
    }
    if let Some(user) = bounds.mine {
        query = query.filter(cases::first_contact_user_id.eq(user));
    }
    let by_due = filter.sort.as_deref() == Some("due");
    if by_due {
        // Only cases with a date can be ordered by it.
        query = query.filter(cases::closed_on.is_null()).filter(cases::due_on.is_not_null());
        if let Some((day, id)) = after {
            query = query.filter(
                cases::due_on.gt(day).or(cases::due_on.eq(day).and(cases::id.gt(id))).assume_not_null(),
            );
        }
        return query.order((cases::due_on, cases::id)).limit(limit).load(conn);
    }
    if let Some((day, id)) = after {
        query = query.filter(cases::received_on.lt(day).or(cases::received_on.eq(day).and(cases::id.lt(id))));
    }
    query.order((cases::received_on.desc(), cases::id.desc())).limit(limit).load(conn)
}

/// The cases of these persons, or of this case number, newest first.
pub fn search(
    conn: &mut Conn,
    actor: &Actor,
    persons: Vec<PersonId>,
    case_no: Option<String>,
    after: Option<After>,
    limit: i64,
) -> QueryResult<Vec<CaseRow>> {
    let mut query = cases::table
        .filter(cases::county.eq(actor.county().to_owned()))
        .filter(cases::division.between(actor.scope.low(), actor.scope.high()))
        .into_boxed();
    query = match case_no {
        Some(case_no) => query.filter(cases::case_no.eq(case_no)),
        None => query.filter(cases::applicant_person_id.eq_any(persons)),
    };
    if let Some((day, id)) = after {
        query = query.filter(cases::received_on.lt(day).or(cases::received_on.eq(day).and(cases::id.lt(id))));
    }
    query.order((cases::received_on.desc(), cases::id.desc())).limit(limit).load(conn)
}

/// The month of the table a case is in.
pub fn batch_month(conn: &mut Conn, county: &str, id: BatchId) -> QueryResult<String> {
    use crate::db::schema::approval_batches;
    approval_batches::table.find((county, id)).select(approval_batches::month).first(conn)
}
