//! The simulations and the households they change. [`population`] reads the register.

pub mod population;

use std::collections::HashMap;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use yangguang_domain::access::{Role, Scope, level};
use yangguang_domain::simulation::Change;

use crate::actor::Actor;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{household_members, persons, simulation_rows, simulations, users};
use crate::db::types::{At, Doc};
use crate::failure::{Failure, Outcome};
use crate::ids::{HouseholdId, PolicyDraftId, SimulationId, SimulationRowsId, UserId};
use crate::on_each;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = simulations)]
pub struct Row {
    pub county: String,
    pub id: SimulationId,
    pub division: String,
    pub policy_code: String,
    pub draft_id: Option<PolicyDraftId>,
    pub title: Option<String>,
    pub state: String,
    pub done: i64,
    pub total: i64,
    pub failure: Option<String>,
    pub started_by: UserId,
    pub finished_at: Option<At>,
    pub created_at: At,
    pub request: Doc,
    pub result: Option<Doc>,
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = simulations, treat_none_as_default_value = false)]
pub struct NewRow {
    pub county: String,
    pub id: SimulationId,
    pub division: String,
    pub policy_code: String,
    pub draft_id: Option<PolicyDraftId>,
    pub title: Option<String>,
    pub state: &'static str,
    pub done: i64,
    pub total: i64,
    pub started_by: UserId,
    pub created_at: At,
    pub updated_at: At,
    pub request: Doc,
    pub document: Doc,
}

pub fn insert(conn: &mut Conn, row: NewRow) -> QueryResult<usize> {
    diesel::insert_into(simulations::table).values(row).execute(conn)
}

/// One of the actor's county and division.
///
/// # Errors
/// `not_found`.
pub fn find(conn: &mut Conn, actor: &Actor, id: SimulationId) -> Outcome<Row> {
    let query = simulations::table
        .find((actor.county(), id))
        .filter(simulations::division.between(actor.scope.low(), actor.scope.high()));
    let row = on_each!(conn, each => query.select(Row::as_select()).first(each)).optional()?;
    row.ok_or_else(Failure::not_found)
}

/// Newest first.
pub fn list(
    conn: &mut Conn,
    actor: &Actor,
    policy: Option<&String>,
    after: Option<SimulationId>,
    limit: i64,
) -> QueryResult<Vec<Row>> {
    let mut query = simulations::table
        .filter(simulations::county.eq(actor.county()))
        .filter(simulations::division.between(actor.scope.low(), actor.scope.high()))
        .select(Row::as_select())
        .into_boxed();
    if let Some(policy) = policy {
        query = query.filter(simulations::policy_code.eq(policy));
    }
    if let Some(after) = after {
        query = query.filter(simulations::id.lt(after));
    }
    query.order(simulations::id.desc()).limit(limit).load(conn)
}

/// How many of the county wait.
pub fn waiting(conn: &mut Conn, county: &str) -> QueryResult<i64> {
    simulations::table
        .filter(simulations::county.eq(county))
        .filter(simulations::state.eq("queued"))
        .count()
        .get_result(conn)
}

/// One that is not over, of any county: the one question that is not a county's own.
#[derive(Debug, Clone, Queryable)]
pub struct Open {
    pub county: String,
    pub id: SimulationId,
    pub state: String,
    pub heartbeat_at: Option<At>,
}

/// Oldest first. The words stand in the statement so that the small index answers it.
pub fn open(conn: &mut Conn) -> QueryResult<Vec<Open>> {
    simulations::table
        .filter(sql::<Bool>("state IN ('queued', 'running')"))
        .order(simulations::id)
        .select((simulations::county, simulations::id, simulations::state, simulations::heartbeat_at))
        .load(conn)
}

/// Makes a waiting one this server's own; no where another copy was faster, or another of
/// the county runs.
pub fn claim(conn: &mut Conn, county: &str, id: SimulationId, now: Moment) -> QueryResult<bool> {
    let running: i64 = simulations::table
        .filter(simulations::county.eq(county))
        .filter(simulations::state.eq("running"))
        .count()
        .get_result(conn)?;
    if running > 0 {
        return Ok(false);
    }
    let waiting = simulations::table.find((county, id)).filter(simulations::state.eq("queued"));
    let claimed = diesel::update(waiting)
        .set((
            simulations::state.eq("running"),
            simulations::heartbeat_at.eq(Some(now.stamp())),
            simulations::updated_at.eq(now.stamp()),
        ))
        .execute(conn)?;
    Ok(claimed == 1)
}

/// Those that were being computed wait again, from the beginning.
pub fn requeue(conn: &mut Conn, now: Moment) -> QueryResult<usize> {
    let running = simulations::table.filter(simulations::state.eq("running"));
    let interrupted = running.select(simulations::id);
    diesel::delete(simulation_rows::table.filter(simulation_rows::simulation_id.eq_any(interrupted)))
        .execute(conn)?;
    diesel::update(running)
        .set((
            simulations::state.eq("queued"),
            simulations::done.eq(0),
            simulations::heartbeat_at.eq(None::<At>),
            simulations::updated_at.eq(now.stamp()),
        ))
        .execute(conn)
}

/// What the job needs: the row and the changed document.
pub fn job(conn: &mut Conn, county: &str, id: SimulationId) -> QueryResult<(Row, Doc)> {
    let query = simulations::table.find((county, id));
    on_each!(conn, each => query.select((Row::as_select(), simulations::document)).first(each))
}

/// How far it is; no where it was cancelled or given up meanwhile.
pub fn beat(
    conn: &mut Conn,
    county: &str,
    id: SimulationId,
    (done, total): (i64, i64),
    now: Moment,
) -> QueryResult<bool> {
    let running = simulations::table.find((county, id)).filter(simulations::state.eq("running"));
    let written = diesel::update(running)
        .set((
            simulations::done.eq(done),
            simulations::total.eq(total),
            simulations::heartbeat_at.eq(Some(now.stamp())),
        ))
        .execute(conn)?;
    Ok(written == 1)
}

/// How a simulation ends.
#[derive(Debug, Clone)]
pub struct End {
    pub state: &'static str,
    pub failure: Option<&'static str>,
    pub result: Option<Doc>,
}

/// No where it had ended before.
pub fn end(
    conn: &mut Conn,
    county: &str,
    id: SimulationId,
    from: &[&str],
    end: End,
    now: Moment,
) -> QueryResult<bool> {
    let open = simulations::table.find((county, id)).filter(simulations::state.eq_any(from.to_vec()));
    let written = diesel::update(open)
        .set((
            simulations::state.eq(end.state),
            simulations::failure.eq(end.failure),
            simulations::result.eq(end.result),
            simulations::finished_at.eq(Some(now.stamp())),
            simulations::updated_at.eq(now.stamp()),
        ))
        .execute(conn)?;
    Ok(written == 1)
}

/// Households of one township and category, of all of which the same becomes.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = simulation_rows)]
pub struct NewRows {
    pub county: String,
    pub id: SimulationRowsId,
    pub simulation_id: SimulationId,
    pub seq: i32,
    pub township: String,
    pub category: String,
    pub change: &'static str,
    pub households: i32,
    pub created_at: At,
    pub entries: Doc,
}

pub fn insert_rows(conn: &mut Conn, rows: &[NewRows]) -> QueryResult<usize> {
    on_each!(conn, each => diesel::insert_into(simulation_rows::table).values(rows).execute(each))
}

pub fn delete_rows(conn: &mut Conn, county: &str, id: SimulationId) -> QueryResult<usize> {
    let theirs = simulation_rows::table
        .filter(simulation_rows::county.eq(county))
        .filter(simulation_rows::simulation_id.eq(id));
    diesel::delete(theirs).execute(conn)
}

/// Which households are wanted of a simulation.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub township: Option<String>,
    pub category: Option<&'static str>,
    pub change: Option<Change>,
}

/// Number and size of the stored rows that hold them, from one on.
pub fn sizes(
    conn: &mut Conn,
    county: &str,
    id: SimulationId,
    wanted: &Wanted,
    from: i32,
) -> QueryResult<Vec<(i32, i32)>> {
    let mut query = simulation_rows::table
        .filter(simulation_rows::county.eq(county))
        .filter(simulation_rows::simulation_id.eq(id))
        .filter(simulation_rows::seq.ge(from))
        .select((simulation_rows::seq, simulation_rows::households))
        .into_boxed();
    if let Some(township) = &wanted.township {
        query = query.filter(simulation_rows::township.eq(township.clone()));
    }
    if let Some(category) = wanted.category {
        query = query.filter(simulation_rows::category.eq(category));
    }
    if let Some(change) = wanted.change {
        query = query.filter(simulation_rows::change.eq(change.as_str()));
    }
    query.order(simulation_rows::seq).load(conn)
}

/// A stored row: its number, category, what becomes of its households, and they.
pub type Stored = (i32, String, String, Doc);

pub fn stored(conn: &mut Conn, county: &str, id: SimulationId, seqs: &[i32]) -> QueryResult<Vec<Stored>> {
    let query = simulation_rows::table
        .filter(simulation_rows::county.eq(county))
        .filter(simulation_rows::simulation_id.eq(id))
        .filter(one_of(simulation_rows::seq, seqs.iter().copied()))
        .order(simulation_rows::seq)
        .select((
            simulation_rows::seq,
            simulation_rows::category,
            simulation_rows::change,
            simulation_rows::entries,
        ));
    on_each!(conn, each => query.load(each))
}

/// What today's heads of these households are called.
pub fn heads(
    conn: &mut Conn,
    county: &str,
    ids: &[HouseholdId],
) -> QueryResult<HashMap<HouseholdId, String>> {
    let query = household_members::table
        .inner_join(persons::table.on(
            persons::county.eq(household_members::county).and(persons::id.eq(household_members::person_id)),
        ))
        .filter(household_members::county.eq(county))
        .filter(one_of(household_members::household_id, ids.iter().copied()))
        .filter(household_members::until_on.is_null())
        .filter(household_members::relation.eq("head"))
        .select((household_members::household_id, persons::name));
    let rows: Vec<(HouseholdId, String)> = on_each!(conn, each => query.load(each))?;
    Ok(rows.into_iter().collect())
}

pub fn names(conn: &mut Conn, ids: &[UserId]) -> QueryResult<HashMap<UserId, String>> {
    let query = users::table.filter(one_of(users::id, ids.iter().copied())).select((users::id, users::name));
    let rows: Vec<(UserId, String)> = on_each!(conn, each => query.load(each))?;
    Ok(rows.into_iter().collect())
}

/// Who started it, as whom its end is written down.
pub fn starter(conn: &mut Conn, row: &Row) -> Outcome<Actor> {
    let query = users::table.find(row.started_by).select((users::name, users::role, users::division));
    let (name, role, division): (String, String, String) = on_each!(conn, each => query.first(each))?;
    let role = Role::parse(&role);
    let scope = role.and_then(|role| Scope::new(&division, level(role)));
    let scope = scope.ok_or_else(|| Failure::internal("a stored account is unknown"))?;
    Ok(Actor { user: Some(row.started_by), session: None, name, role, scope })
}
