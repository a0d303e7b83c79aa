//! What a change of the calendar does to the cases that are open: their clocks are
//! counted again, in the same transaction, and each case's history says so.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde_json::json;
use yangguang_domain::calendar::Calendar;
use yangguang_domain::clock::{Limit, Pause, Unit, due};

use super::model::MovedView;
use super::store::{self, RunningClock};
use crate::actor::Actor;
use crate::app::Tx;
use crate::audit::{Entry, Traced};
use crate::db::conn::Conn;
use crate::failure::{Failure, Outcome};
use crate::ids::{CaseId, ClockId};

/// A due date with whether it is provisional; rows that get the same are written at once.
type Due = (NaiveDate, bool);

/// A clock that was counted again and differs.
struct Moved {
    clock: RunningClock,
    due: Due,
}

/// Counts every county's running clocks again. Gives what moved in the actor's own
/// county, with the traces to write; the others' traces are written here.
pub fn all(tx: &mut Tx) -> Outcome<(Vec<MovedView>, Vec<Entry>)> {
    let calendar =
        crate::rules::stored_calendar(tx.conn).ok_or_else(|| Failure::internal("the calendar is gone"))?;
    let mut own = (Vec::new(), Vec::new());
    // The notice holds for the whole country, a statement for one county: a server has few.
    for county in store::counties(tx.conn)? {
        let moved = county_again(tx, &calendar, &county)?;
        let traces = moved.iter().map(trace).collect();
        if county == tx.actor.county() {
            own = (moved.into_iter().map(view).collect(), traces);
        } else {
            write_elsewhere(tx, &county, traces)?;
        }
    }
    Ok(own)
}

fn county_again(tx: &mut Tx, calendar: &Calendar, county: &str) -> Outcome<Vec<Moved>> {
    let running = store::running(tx.conn, county)?;
    let governing = governing(&running);
    let mut moved = Vec::new();
    for clock in running {
        let due = count(calendar, &clock)?;
        if due != (clock.due_on, clock.provisional) {
            moved.push(Moved { clock, due });
        }
    }
    let mut clocks: BTreeMap<Due, Vec<ClockId>> = BTreeMap::new();
    let mut cases: BTreeMap<Due, Vec<CaseId>> = BTreeMap::new();
    for Moved { clock, due } in &moved {
        clocks.entry(*due).or_default().push(clock.id);
        if governing.get(&clock.case_id) == Some(&clock.id) {
            cases.entry(*due).or_default().push(clock.case_id);
        }
    }
    write(tx.conn, county, &clocks, |conn, county, due, ids| {
        store::move_clocks(conn, county, ids, due.0, due.1, tx.now)
    })?;
    write(tx.conn, county, &cases, |conn, county, due, ids| {
        store::move_cases(conn, county, ids, due.0, due.1, tx.now)
    })?;
    Ok(moved)
}

/// The clock that gives each case its due date: the one due on that very day, the
/// earlier started where there are two.
fn governing(running: &[RunningClock]) -> HashMap<CaseId, ClockId> {
    let mut found = HashMap::new();
    let governs =
        |clock: &&RunningClock| clock.case_due_on == Some(clock.due_on) && clock.clock != store::SERVICE;
    for clock in running.iter().filter(governs) {
        found.entry(clock.case_id).or_insert(clock.id);
    }
    found
}

fn count(calendar: &Calendar, clock: &RunningClock) -> Outcome<Due> {
    let unit: Unit = clock.limit_unit.parse().map_err(Failure::internal)?;
    let amount = u32::try_from(clock.limit_amount).map_err(Failure::internal)?;
    let pauses: Vec<Pause> = clock.pauses.clone().read()?;
    let due = due(calendar, clock.started_on, Limit { amount, unit }, &pauses).map_err(Failure::internal)?;
    Ok((due.due_on, due.provisional))
}

fn write<I>(
    conn: &mut Conn,
    county: &str,
    groups: &BTreeMap<Due, Vec<I>>,
    update: impl Fn(&mut Conn, &str, Due, &[I]) -> diesel::QueryResult<usize>,
) -> Outcome<()> {
    for (due, ids) in groups {
        for some in ids.chunks(store::MOST_IDS) {
            update(conn, county, *due, some)?;
        }
    }
    Ok(())
}

fn trace(moved: &Moved) -> Entry {
    let Moved { clock, due } = moved;
    Entry::new("case.due_recomputed", "case", clock.case_id).at(&clock.division).with(json!({
        "clock": clock.clock,
        "due_on": { "before": clock.due_on, "after": due.0 },
        "provisional": { "before": clock.provisional, "after": due.1 },
    }))
}

fn view(moved: Moved) -> MovedView {
    let Moved { clock, due } = moved;
    MovedView {
        case_id: clock.case_id,
        case_no: clock.case_no,
        clock: clock.clock,
        old_due_on: clock.due_on,
        new_due_on: due.0,
        provisional: due.1,
    }
}

/// Another county's history is its own: the line names the administrator, not the system.
fn write_elsewhere(tx: &mut Tx, county: &str, traces: Vec<Entry>) -> Outcome<()> {
    let mut traces = traces.into_iter();
    let Some(first) = traces.next() else { return Ok(()) };
    let mut actor = Actor { name: tx.actor.name.clone(), role: tx.actor.role, ..Actor::system(county) };
    actor.user = tx.actor.user;
    let mut there = Tx::new(tx.conn, tx.app, &actor, tx.now, tx.request_id)?;
    Traced::new((), first).and_all(traces.collect()).recorded(&mut there)
}
