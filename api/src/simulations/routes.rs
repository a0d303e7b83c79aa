use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};

use super::model::{
    Format, HouseholdLine, NewSimulation, ResultFilter, RowView, RowsFilter, SimulationFilter, SimulationView,
};
use super::{ops, tables};
use crate::app::Shared;
use crate::failure::{Failure, Outcome};
use crate::http::auth::{Allowed, perm};
use crate::http::body::{Body, Empty};
use crate::http::cursor::Page;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;
use crate::http::reply::Reply;
use crate::http::{csv, xlsx};
use crate::ids::SimulationId;

pub fn configure(config: &mut Routes) {
    config
        .service(list_simulations)
        .service(create_simulation)
        .service(list_simulation_rows)
        .service(find_simulation)
        .service(cancel_simulation);
}

/// Simulations, newest first, each with its totals once it is done.
#[utoipa::path(
    tag = "simulations",
    params(SimulationFilter),
    responses(
        (status = 200, description = "A page of simulations", body = Page<RowView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView)
    ),
    security(("staff" = ["simulation.read"]))
)]
#[get("/simulations")]
pub async fn list_simulations(
    app: Data<Shared>,
    actor: Allowed<perm::SimulationRead>,
    filter: Query<SimulationFilter>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(actor.call(), move |view| ops::list(view, &filter)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Compute what a draft or changed parameters would cost and whom they would reach, over the
/// households of the register. A job: the answer is where to look.
#[utoipa::path(
    tag = "simulations",
    params(("Idempotency-Key" = String, Header)),
    request_body = NewSimulation,
    responses(
        (status = 202, description = "It waits for its turn", body = SimulationView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found: the division", body = ProblemView),
        (status = 409, description = "simulation_queue_full", body = ProblemView),
        (status = 422, description = "invalid: what the register does not know, wrong parameters and values", body = ProblemView)
    ),
    security(("staff" = ["policy.simulate"]))
)]
#[post("/simulations")]
pub async fn create_simulation(
    app: Data<Shared>,
    actor: Allowed<perm::PolicySimulate>,
    once: Once,
    body: Body<NewSimulation>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx| ops::create(tx, &body.value)).await?)
}

/// One simulation: how far it is, and its result once it is done.
#[utoipa::path(
    tag = "simulations",
    params(("id" = SimulationId, Path), ResultFilter),
    responses(
        (status = 200, description = "The simulation; with format=csv or xlsx the figures as a file", body = SimulationView),
        (status = 400, description = "bad_query", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "simulation_not_done: as a file only", body = ProblemView)
    ),
    security(("staff" = ["simulation.read"]))
)]
#[get("/simulations/{id}")]
pub async fn find_simulation(
    app: Data<Shared>,
    actor: Allowed<perm::SimulationRead>,
    id: Path<SimulationId>,
    filter: Query<ResultFilter>,
) -> Result<HttpResponse, Problem> {
    let format = filter.format.unwrap_or_default();
    if format == Format::Json {
        let view = app.read(actor.call(), move |view| ops::find(view, *id)).await?;
        return Ok(HttpResponse::Ok().json(view));
    }
    let file = app.read(actor.call(), move |view| tables::result(view, *id, format)).await?;
    Ok(respond("simulation", format, file)?)
}

/// The households behind a figure: those whose sum changes.
#[utoipa::path(
    tag = "simulations",
    params(("id" = SimulationId, Path), RowsFilter),
    responses(
        (status = 200, description = "A page of households; with format=csv or xlsx all of them", body = Page<HouseholdLine>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "simulation_not_done", body = ProblemView),
        (status = 422, description = "export_too_large", body = ProblemView)
    ),
    security(("staff" = ["simulation.read"]))
)]
#[get("/simulations/{id}/rows")]
pub async fn list_simulation_rows(
    app: Data<Shared>,
    actor: Allowed<perm::SimulationRead>,
    id: Path<SimulationId>,
    filter: Query<RowsFilter>,
) -> Result<HttpResponse, Problem> {
    let format = filter.format.unwrap_or_default();
    if format == Format::Json {
        let page = app.read(actor.call(), move |view| ops::rows(view, *id, &filter)).await?;
        return Ok(HttpResponse::Ok().json(page));
    }
    let file = app.read(actor.call(), move |view| tables::households(view, *id, &filter)).await?;
    Ok(respond("simulation-households", format, file)?)
}

fn respond(name: &str, format: Format, file: Vec<u8>) -> Outcome<HttpResponse> {
    match format {
        Format::Csv => Ok(csv::respond(name, String::from_utf8(file).map_err(Failure::internal)?)),
        _ => Ok(xlsx::respond(name, file)),
    }
}

/// Stop computing it; nothing of it is kept.
#[utoipa::path(
    tag = "simulations",
    params(("id" = SimulationId, Path), ("Idempotency-Key" = String, Header)),
    request_body = Empty,
    responses(
        (status = 201, description = "Cancelled", body = SimulationView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "simulation_ended", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView)
    ),
    security(("staff" = ["policy.simulate"]))
)]
#[post("/simulations/{id}/cancellations")]
pub async fn cancel_simulation(
    app: Data<Shared>,
    actor: Allowed<perm::PolicySimulate>,
    once: Once,
    id: Path<SimulationId>,
    body: Body<Empty>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx| ops::cancel(tx, *id)).await?)
}
