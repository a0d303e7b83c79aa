use serde_json::json;
use yangguang_domain::access::Permission;

use super::model::{
    BudgetView, CategoryFigures, HouseholdLine, NewSimulation, PersonView, Request, ResultView, RowView,
    RowsFilter, SimulationFilter, SimulationState, SimulationView, Stored, TownshipFigures,
};
use super::plan;
use super::rows;
use super::store::{self, End, NewRow, Row};
use crate::app::{Tx, View};
use crate::audit::{Entry, Traced};
use crate::db::types::Doc;
use crate::divisions::{COUNTY, TOWNSHIP, VILLAGE, require};
use crate::failure::{Failure, Outcome};
use crate::households::Category;
use crate::http::cursor::{self, Page};
use crate::http::reply::Reply;
use crate::ids::{SimulationId, UserId};

/// So many may wait for a county.
const MOST_WAITING: i64 = 20;

pub fn list(view: &mut View, filter: &SimulationFilter) -> Outcome<Page<RowView>> {
    let limit = cursor::limit(filter.limit)?;
    let after = cursor::decode(filter.cursor.as_ref())?;
    let rows = store::list(view.conn, view.actor, filter.policy.as_ref(), after, limit + 1)?;
    let page = Page::of(rows, limit, |row| row.id, |row| row);
    Ok(Page { items: row_views(view, &page.items)?, next_cursor: page.next_cursor })
}

pub fn find(view: &mut View, id: SimulationId) -> Outcome<SimulationView> {
    let row = store::find(view.conn, view.actor, id)?;
    whole(view, row)
}

/// Puts a simulation in the queue, after it was made sure that it can be computed.
///
/// # Errors
/// `invalid`, `not_found` for a division outside the actor's area, `simulation_queue_full`.
pub fn create(tx: &mut Tx, new: &NewSimulation) -> Outcome<Traced<Reply>> {
    let started_by = tx.actor.user_id()?;
    let division = new.division.as_ref().unwrap_or(&tx.actor.scope.division).clone();
    tx.actor.sees(&division)?;
    if !require(tx.conn, &division, &[COUNTY, TOWNSHIP, VILLAGE])? {
        return Err(Failure::not_found());
    }
    let plan = plan::plan(tx, new, &division)?;
    if store::waiting(tx.conn, tx.actor.county())? >= MOST_WAITING {
        return Err(Failure::no("simulation_queue_full"));
    }
    let id = SimulationId::new(tx.now);
    let row = NewRow {
        county: tx.actor.county().to_owned(),
        id,
        division: division.clone(),
        policy_code: plan.policy_code.clone(),
        draft_id: new.draft_id,
        title: new.title.clone(),
        state: SimulationState::Queued.as_str(),
        done: 0,
        total: 0,
        started_by,
        created_at: tx.now.stamp(),
        updated_at: tx.now.stamp(),
        request: Doc::of(&plan.request)?,
        document: Doc::of(&plan.document)?,
    };
    store::insert(tx.conn, row)?;
    let entry = Entry::new("simulation.started", "simulation", id).at(&division).with(json!({
        "policy": plan.policy_code,
        "draft": new.draft_id,
        "changes": plan.request.changes.iter().map(|change| json!({
            "parameter": change.parameter, "before": change.before, "after": change.after,
        })).collect::<Vec<_>>(),
        "on": plan.request.on,
    }));
    let view = find(&mut tx.view(), id)?;
    let reply = Reply::created(format!("/api/v1/simulations/{id}"), &view)?;
    Ok(Traced::new(Reply { status: 202, ..reply }, entry))
}

/// # Errors
/// `not_found`, `simulation_ended`.
pub fn cancel(tx: &mut Tx, id: SimulationId) -> Outcome<Traced<Reply>> {
    let row = store::find(tx.conn, tx.actor, id)?;
    let end = End { state: SimulationState::Cancelled.as_str(), failure: None, result: None };
    if !store::end(tx.conn, &row.county, id, &["queued", "running"], end, tx.now)? {
        return Err(Failure::no("simulation_ended"));
    }
    let entry = Entry::new("simulation.cancelled", "simulation", id).at(&row.division);
    let view = find(&mut tx.view(), id)?;
    Ok(Traced::new(Reply::created(format!("/api/v1/simulations/{id}"), &view)?, entry))
}

/// The households behind a figure.
///
/// # Errors
/// `not_found`, `simulation_not_done`, `bad_query`, `bad_cursor`.
pub fn rows(view: &mut View, id: SimulationId, filter: &RowsFilter) -> Outcome<Page<HouseholdLine>> {
    asked(view, id, filter)?;
    rows::page(view, id, filter)
}

/// One that has its result, of which a township is asked that there is.
///
/// # Errors
/// `not_found`, also for a township outside the actor's area; `simulation_not_done`.
pub fn asked(view: &mut View, id: SimulationId, filter: &RowsFilter) -> Outcome<()> {
    done(view, id)?;
    let Some(township) = &filter.township else { return Ok(()) };
    view.actor.sees(township)?;
    if require(view.conn, township, &[TOWNSHIP])? { Ok(()) } else { Err(Failure::not_found()) }
}

/// One that has its result.
///
/// # Errors
/// `not_found`, `simulation_not_done`.
pub fn done(view: &mut View, id: SimulationId) -> Outcome<Row> {
    let row = store::find(view.conn, view.actor, id)?;
    if row.state == "done" { Ok(row) } else { Err(Failure::no("simulation_not_done")) }
}

pub fn whole(view: &mut View, row: Row) -> Outcome<SimulationView> {
    let result = match stored(&row)? {
        Some(stored) => Some(result(view, &row.request.read()?, &stored)?),
        None => None,
    };
    let row = row_views(view, &[row])?.pop().ok_or_else(Failure::not_found)?;
    Ok(SimulationView { row, result })
}

/// Of one that is done; what another has left of one is nobody's.
fn stored(row: &Row) -> Outcome<Option<Stored>> {
    let done = row.result.as_ref().filter(|_| row.state == "done");
    Ok(done.map(Doc::read).transpose()?)
}

fn result(view: &mut View, request: &Request, stored: &Stored) -> Outcome<ResultView> {
    let Stored { tally } = stored;
    let places = view.places(tally.by_township.keys().map(String::as_str))?;
    let township = |(code, figures): (&String, &_)| {
        let division = places.get(code).cloned();
        let division = division.ok_or_else(|| Failure::internal("a township that is not there"))?;
        Ok(TownshipFigures { division, figures: *figures })
    };
    let category = |(word, figures): (&String, &_)| {
        Ok(CategoryFigures { category: Category::of_column(word)?, figures: *figures })
    };
    let spent_fen = tally.total.after.sum.yearly_fen;
    let budget = request.budget_fen.map(|budget_fen| BudgetView {
        budget_fen,
        spent_fen,
        left_fen: budget_fen.saturating_sub(spent_fen),
        crossed: spent_fen > budget_fen,
    });
    Ok(ResultView {
        before_period: request.before_period,
        after_period: request.after_period,
        total: tally.total,
        by_township: tally.by_township.iter().map(township).collect::<Outcome<_>>()?,
        by_category: tally.by_category.iter().map(category).collect::<Outcome<_>>()?,
        budget,
    })
}

fn row_views(view: &mut View, rows: &[Row]) -> Outcome<Vec<RowView>> {
    let ids: Vec<UserId> = rows.iter().map(|row| row.started_by).collect();
    let names = store::names(view.conn, &ids)?;
    let places = view.places(rows.iter().map(|row| row.division.as_str()))?;
    let may = view.actor.may(Permission::PolicySimulate);
    let shown = |row: &Row| {
        let request: Request = row.request.read()?;
        let open = ["queued", "running"].contains(&row.state.as_str());
        let place = places.get(&row.division).cloned();
        Ok(RowView {
            id: row.id,
            title: row.title.clone(),
            policy_code: row.policy_code.clone(),
            policy_title: request.policy_title,
            policy_version: request.before_version,
            draft_id: row.draft_id,
            changes: request.changes,
            facts: request.facts,
            division: place.ok_or_else(|| Failure::internal("a simulation of no division"))?,
            categories: request.categories,
            on: request.on,
            budget_fen: request.budget_fen,
            state: SimulationState::of_column(&row.state)?,
            done: row.done,
            of: row.total,
            failure: row.failure.clone(),
            started_by: PersonView {
                id: row.started_by,
                name: names.get(&row.started_by).cloned().unwrap_or_default(),
            },
            created_at: row.created_at.0,
            finished_at: row.finished_at.map(|at| at.0),
            total: stored(row)?.map(|stored| stored.tally.total),
            allowed_actions: if open && may { vec!["cancel"] } else { Vec::new() },
        })
    };
    rows.iter().map(shown).collect()
}
