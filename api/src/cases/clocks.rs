//! The case's clocks: started and stopped by the acts the flow document names, each
//! with a due date that explains itself.

use chrono::NaiveDate;
use yangguang_domain::calendar::Calendar;
use yangguang_domain::clock::{Due, Limit, Pause, Unit, due};
use yangguang_domain::law::{Citation, Register};
use yangguang_domain::workflow::{Clock, Flow, Step};

use super::store::{self, CaseRow, ClockRow};
use super::views::ClockView;
use crate::app::{Tx, View};
use crate::db::types::Doc;
use crate::failure::{Failure, Outcome};
use crate::ids::ClockId;

/// The clock of the promise to the citizen; it gives the case its due date.
pub const HANDLING: &str = "handling";

/// What an act does to the clocks.
#[derive(Default)]
pub struct Turn<'f> {
    pub started: Vec<&'f Clock>,
    pub stopped: Vec<&'f Clock>,
    pub extended: Vec<&'f Clock>,
}

impl<'f> Turn<'f> {
    pub fn of(step: &Step<'f>) -> Turn<'f> {
        Turn {
            started: step.clocks_started.clone(),
            stopped: step.clocks_stopped.clone(),
            extended: step.clocks_extended.clone(),
        }
    }
}

/// Starts, stops and extends what an act does, and gives the case its due date.
pub fn turn(tx: &mut Tx, case: &mut CaseRow, turn: &Turn) -> Outcome<()> {
    let Turn { started, stopped, extended } = turn;
    let calendar = tx.calendar()?;
    let today = tx.now.today();
    let mut rows = store::clocks(tx.conn, &case.county, case.id)?;
    for row in rows.iter_mut().filter(|row| row.stopped_on.is_none()) {
        if stopped.iter().any(|clock| clock.code == row.clock) {
            row.stopped_on = Some(today);
            store::stop_clock(tx.conn, &case.county, row.id, today, tx.now)?;
        }
    }
    for row in rows.iter_mut().filter(|row| row.stopped_on.is_none()) {
        let longer = extended.iter().find(|clock| clock.code == row.clock);
        let Some(extension) = longer.and_then(|clock| clock.extension.as_ref()) else { continue };
        let pauses: Vec<Pause> = row.pauses.read()?;
        let due = due(&calendar, row.started_on, extension.limit, &pauses).map_err(Failure::internal)?;
        row.limit_amount = i32::try_from(extension.limit.amount).unwrap_or(i32::MAX);
        row.limit_unit = extension.limit.unit.as_str().to_owned();
        (row.due_on, row.provisional) = (due.due_on, due.provisional);
        store::extend_clock(tx.conn, row, tx.now)?;
    }
    for clock in started {
        let due = due(&calendar, today, clock.limit, &[]).map_err(Failure::internal)?;
        let row = ClockRow {
            county: case.county.clone(),
            id: ClockId::new(tx.now),
            case_id: case.id,
            clock: clock.code.clone(),
            round: case.round,
            started_on: today,
            limit_amount: i32::try_from(clock.limit.amount).unwrap_or(i32::MAX),
            limit_unit: clock.limit.unit.as_str().to_owned(),
            pauses: Doc::of(&Vec::<Pause>::new())?,
            due_on: due.due_on,
            provisional: due.provisional,
            stopped_on: None,
            version: 1,
            created_at: tx.now.stamp(),
            updated_at: tx.now.stamp(),
        };
        store::insert_clock(tx.conn, row.clone())?;
        rows.push(row);
    }
    let running = |row: &&ClockRow| row.stopped_on.is_none();
    let governing =
        rows.iter().filter(running).find(|row| row.clock == HANDLING).or_else(|| rows.iter().find(running));
    if case.closed_on.is_none() {
        case.due_on = governing.map(|row| row.due_on);
        case.due_provisional = governing.is_some_and(|row| row.provisional);
    }
    Ok(())
}

/// The promise to the citizen, were `act` done today.
pub fn promised(view: &mut View, case: &CaseRow, act: &str) -> Outcome<Option<Due>> {
    let calendar = view.calendar()?;
    let flow = view.app.rules.flows.version(&case.flow_code, case.flow_version)?;
    let started = flow.rule.clocks_started_by(act);
    let Some(clock) = started.into_iter().find(|clock| clock.code == HANDLING) else { return Ok(None) };
    due(&calendar, view.now.today(), clock.limit, &[]).map(Some).map_err(Failure::internal)
}

/// On time or not, and the working days it took, at the close of an accepted case.
pub fn measure(tx: &mut Tx, case: &mut CaseRow, closed_on: NaiveDate) -> Outcome<()> {
    let Some(accepted_on) = case.accepted_on else { return Ok(()) };
    let calendar = tx.calendar()?;
    case.on_time = case.due_on.map(|due_on| closed_on <= due_on);
    case.working_days = i32::try_from(calendar.working_days_between(accepted_on, closed_on)).ok();
    Ok(())
}

pub fn view(calendar: &Calendar, laws: &Register, flow: &Flow, row: ClockRow) -> Outcome<ClockView> {
    let clock = flow.clock(&row.clock).ok_or_else(|| Failure::internal("a clock the flow does not know"))?;
    let limit = limit_of(&row)?;
    let extended = clock.extension.as_ref().filter(|extension| extension.limit == limit);
    let basis: &[Citation] = extended.map_or(&clock.basis, |extension| &extension.basis);
    let pauses: Vec<Pause> = row.pauses.read()?;
    let Due { running, explanation, .. } =
        due(calendar, row.started_on, limit, &pauses).map_err(Failure::internal)?;
    let state = match (row.stopped_on, running) {
        (Some(_), _) => "stopped",
        (None, true) => "running",
        (None, false) => "paused",
    };
    Ok(ClockView {
        code: row.clock,
        label: clock.label.clone(),
        started_on: row.started_on,
        limit,
        statutory_limit: extended.map(|extension| extension.limit).or(clock.statutory_limit),
        extended: extended.is_some(),
        basis: laws.in_force(basis, row.started_on),
        due_on: row.due_on,
        provisional: row.provisional,
        stopped_on: row.stopped_on,
        state,
        explanation,
    })
}

fn limit_of(row: &ClockRow) -> Outcome<Limit> {
    let unit: Unit = row.limit_unit.parse().map_err(Failure::internal)?;
    Ok(Limit { amount: u32::try_from(row.limit_amount).map_err(Failure::internal)?, unit })
}
