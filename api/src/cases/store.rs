use chrono::NaiveDate;
use diesel::prelude::*;

use crate::actor::Actor;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::{approval_batches, case_acts, case_clocks, case_counters, cases, users, year_totals};
use crate::db::types::{At, Doc};
use crate::db::{kept, one_of};
use crate::failure::{Failure, Outcome};
use crate::ids::{ActId, BatchId, CaseId, ClockId, HouseholdId, PersonId, UserId};
use crate::on_each;

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = cases, treat_none_as_default_value = false)]
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
    pub facts: Doc,
    pub papers: Doc,
    pub determination: Option<Doc>,
}

/// An act, as those who read a case look at it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_acts, treat_none_as_default_value = false)]
pub struct ActRow {
    pub id: ActId,
    pub case_id: CaseId,
    pub seq: i32,
    pub round: i32,
    pub act: String,
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
}

/// An act with what only its rows are kept unique and counted by.
#[derive(Insertable)]
#[diesel(table_name = case_acts, treat_none_as_default_value = false)]
pub struct NewAct {
    #[diesel(embed)]
    pub act: ActRow,
    pub county: String,
    pub from_stage: String,
    pub to_stage: String,
    pub once_key: Option<String>,
    pub created_at: At,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = case_clocks, treat_none_as_default_value = false)]
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
    let query = cases::table.find((actor.county(), id));
    let row: Option<CaseRow> = on_each!(conn, each => query.first(each)).optional()?;
    let row = row.ok_or_else(Failure::not_found)?;
    actor.sees(&row.division)?;
    Ok(row)
}

/// The actor's cases of these ids, in no order.
pub fn find_many(conn: &mut Conn, actor: &Actor, ids: &[CaseId]) -> QueryResult<Vec<CaseRow>> {
    cases::table
        .filter(cases::county.eq(actor.county()))
        .filter(one_of(cases::id, ids.iter().copied()))
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

/// What may change of a case. A column that stays as it is stays out of the statement:
/// writing it would write each of its indexes anew.
#[derive(AsChangeset)]
#[diesel(table_name = cases)]
struct Change {
    household_id: Option<Option<HouseholdId>>,
    staff_kin: Option<bool>,
    stage: Option<String>,
    outcome: Option<Option<String>>,
    round: Option<i32>,
    open_key: Option<Option<String>>,
    category: Option<Option<String>>,
    amount_fen: Option<Option<i64>>,
    accepted_on: Option<Option<NaiveDate>>,
    closed_on: Option<Option<NaiveDate>>,
    due_on: Option<Option<NaiveDate>>,
    due_provisional: Option<bool>,
    on_time: Option<Option<bool>>,
    working_days: Option<Option<i32>>,
    batch_id: Option<Option<BatchId>>,
    facts: Option<Doc>,
    papers: Option<Doc>,
    determination: Option<Option<Doc>>,
    version: i64,
    updated_at: At,
}

macro_rules! change {
    ($before:ident to $after:ident: $($field:ident)*) => {
        Change {
            $($field: ($before.$field != $after.$field).then(|| $after.$field.clone()),)*
            version: $after.version,
            updated_at: $after.updated_at,
        }
    };
}

/// Writes what differs from `before`, the row as it was read, if nobody wrote it since.
///
/// # Errors
/// `stale_version` when someone was faster.
pub fn update(conn: &mut Conn, before: &CaseRow, row: &mut CaseRow, now: Moment) -> Outcome<()> {
    row.version = before.version + 1;
    row.updated_at = now.stamp();
    let change = change!(before to row:
        household_id staff_kin stage outcome round open_key category amount_fen accepted_on closed_on
        due_on due_provisional on_time working_days batch_id facts papers determination);
    let same = cases::county.eq(&before.county).and(cases::id.eq(before.id));
    let same = same.and(cases::version.eq(before.version));
    let written = on_each!(conn, each => kept::update(cases::table, same, change).execute(each))?;
    if written == 1 { Ok(()) } else { Err(Failure::no("stale_version")) }
}

pub fn acts(conn: &mut Conn, county: &str, case: CaseId) -> QueryResult<Vec<ActRow>> {
    let query = case_acts::table
        .filter(case_acts::county.eq(county))
        .filter(case_acts::case_id.eq(case))
        .order(case_acts::seq);
    on_each!(conn, each => query.select(ActRow::as_select()).load(each))
}

pub fn acts_of_many(conn: &mut Conn, county: &str, ids: &[CaseId]) -> QueryResult<Vec<ActRow>> {
    case_acts::table
        .filter(case_acts::county.eq(county))
        .filter(one_of(case_acts::case_id, ids.iter().copied()))
        .order((case_acts::case_id, case_acts::seq))
        .select(ActRow::as_select())
        .load(conn)
}

pub fn insert_act(conn: &mut Conn, row: NewAct) -> QueryResult<usize> {
    on_each!(conn, each => diesel::insert_into(case_acts::table).values(row).execute(each))
}

pub fn clocks(conn: &mut Conn, county: &str, case: CaseId) -> QueryResult<Vec<ClockRow>> {
    let query =
        case_clocks::table.filter(case_clocks::county.eq(county)).filter(case_clocks::case_id.eq(case));
    let mut rows: Vec<ClockRow> = on_each!(conn, each => query.load(each))?;
    // Two or three: sorted here sooner than by the database.
    rows.sort_by_key(|row| (row.started_on, row.id));
    Ok(rows)
}

pub fn insert_clock(conn: &mut Conn, row: ClockRow) -> QueryResult<usize> {
    on_each!(conn, each => diesel::insert_into(case_clocks::table).values(row).execute(each))
}

pub fn stop_clock(
    conn: &mut Conn,
    county: &str,
    id: ClockId,
    on: NaiveDate,
    now: Moment,
) -> QueryResult<usize> {
    let this = case_clocks::county.eq(county).and(case_clocks::id.eq(id));
    let stopped = (
        case_clocks::stopped_on.eq(Some(on)),
        case_clocks::version.eq(case_clocks::version + 1),
        case_clocks::updated_at.eq(now.stamp()),
    );
    on_each!(conn, each => kept::update(case_clocks::table, this, stopped).execute(each))
}

/// The cases whose preliminary notice was posted in a village and not taken further since, each
/// with the day and what was posted; the newest first.
pub fn posted(conn: &mut Conn, village: &str) -> QueryResult<Vec<(CaseRow, NaiveDate, Doc)>> {
    let of_round = case_acts::county
        .eq(cases::county)
        .and(case_acts::case_id.eq(cases::id))
        .and(case_acts::round.eq(cases::round));
    let query = cases::table
        .inner_join(case_acts::table.on(of_round))
        .filter(cases::county.eq(village.get(..6).unwrap_or(village).to_owned()))
        .filter(cases::division.eq(village.to_owned()))
        .filter(cases::stage.eq("posting"))
        .filter(case_acts::act.eq("post"))
        .order(case_acts::id.desc())
        .select((cases::all_columns, case_acts::acted_on, case_acts::detail));
    on_each!(conn, each => query.load(each))
}

/// Writes the longer limit of a clock that still runs.
pub fn extend_clock(conn: &mut Conn, row: &ClockRow, now: Moment) -> QueryResult<usize> {
    let this = case_clocks::county.eq(&row.county).and(case_clocks::id.eq(row.id));
    let longer = (
        case_clocks::limit_amount.eq(row.limit_amount),
        case_clocks::limit_unit.eq(&row.limit_unit),
        case_clocks::due_on.eq(row.due_on),
        case_clocks::provisional.eq(row.provisional),
        case_clocks::version.eq(case_clocks::version + 1),
        case_clocks::updated_at.eq(now.stamp()),
    );
    on_each!(conn, each => kept::update(case_clocks::table, this, longer).execute(each))
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

/// An approved case of the year.
pub type Decided = (CaseId, String, Option<NaiveDate>, Option<i64>, Doc);

/// The cases of the year of these persons, and of the household where one is given, that were
/// approved under a scheme, with their facts.
pub fn decided_facts(
    conn: &mut Conn,
    county: &str,
    (persons, household): (&[PersonId], Option<HouseholdId>),
    scheme: &str,
    (first, last): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<Decided>> {
    let query = cases::table
        .filter(cases::county.eq(county))
        .filter(
            one_of(cases::applicant_person_id, persons.iter().copied()).or(cases::household_id.eq(household)),
        )
        .filter(cases::received_on.between(first, last))
        .filter(cases::scheme.eq(scheme))
        .filter(cases::outcome.eq("approved"))
        .order((cases::closed_on, cases::id))
        .select((cases::id, cases::case_no, cases::closed_on, cases::amount_fen, cases::facts));
    on_each!(conn, each => query.load(each))
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
        .filter(one_of(users::id, ids.iter().copied()))
        .filter(users::division.between(low, high))
        .filter(users::disabled.eq(false))
        .select((users::id, users::name))
        .load(conn)
}

/// Name, post and office telephone of an account.
pub fn contact(conn: &mut Conn, id: UserId) -> QueryResult<(String, String, Option<String>)> {
    let query = users::table.find(id).select((users::name, users::role, users::office_phone));
    on_each!(conn, each => query.first(each))
}

/// What the view of a case takes from single rows of other tables.
#[derive(Debug, Queryable)]
pub struct Around {
    pub contact_name: String,
    pub contact_role: String,
    pub contact_phone: Option<String>,
    /// The month of the table the case is in.
    pub batch_month: Option<String>,
    /// As `totals::paid`.
    pub paid_fen: Option<i64>,
}

pub fn around(conn: &mut Conn, case: &CaseRow, year: i16) -> QueryResult<Around> {
    let batch = approval_batches::county
        .eq(case.county.clone())
        .and(approval_batches::id.nullable().eq(case.batch_id));
    let total = year_totals::county
        .eq(case.county.clone())
        .and(year_totals::person_id.eq(case.applicant_person_id))
        .and(year_totals::scheme.eq(case.scheme.clone()))
        .and(year_totals::year.eq(year));
    let query = users::table
        .left_join(approval_batches::table.on(batch))
        .left_join(year_totals::table.on(total))
        .filter(users::id.eq(case.first_contact_user_id))
        .select((
            users::name,
            users::role,
            users::office_phone,
            approval_batches::month.nullable(),
            year_totals::paid_fen.nullable(),
        ));
    on_each!(conn, each => query.first(each))
}
