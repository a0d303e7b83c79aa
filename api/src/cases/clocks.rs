//! The case's clocks: started and stopped by the acts the flow document names, each
//! with a due date that explains itself.

use chrono::NaiveDate;
use yangguang_domain::calendar::Calendar;
use yangguang_domain::clock::{Due, Limit, Pause, Unit, due};
use yangguang_domain::workflow::{Clock, Flow};

use super::store::{self, CaseRow, ClockRow};
use super::views::ClockView;
use crate::app::{Tx, View};
use crate::db::types::Doc;
use crate::failure::{Failure, Outcome};
use crate::ids::ClockId;

/// The clock of the promise to the citizen; it gives the case its due date.
pub const HANDLING: &str = "handling";

/// Starts and stops what `act` starts and stops, and gives the case its due date.
pub fn turn(tx: &mut Tx, case: &mut CaseRow, started: &[&Clock], stopped: &[&Clock]) -> Outcome<()> {
    let calendar = tx.calendar()?;
    let today = tx.now.today();
    let mut rows = store::clocks(tx.conn, &case.county, case.id)?;
    for row in rows.iter_mut().filter(|row| row.stopped_on.is_none()) {
        if stopped.iter().any(|clock| clock.code == row.clock) {
            row.stopped_on = Some(today);
            store::stop_clock(tx.conn, &case.county, row.id, today, tx.now)?;
        }
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
            limit_unit: unit_name(clock.limit.unit).to_owned(),
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

pub fn view(calendar: &Calendar, flow: &Flow, row: ClockRow) -> Outcome<ClockView> {
    let clock = flow.clock(&row.clock).ok_or_else(|| Failure::internal("a clock the flow does not know"))?;
    let limit = limit_of(&row)?;
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
        statutory_limit: clock.statutory_limit,
        basis: clock.basis.clone(),
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

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::WorkingDay => "working_day",
        Unit::CalendarDay => "calendar_day",
        Unit::Month => "month",
    }
}
