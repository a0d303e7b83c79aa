use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, put};

use super::model::{DeadlineQuery, DeadlineView, ReplacedView, YearBody, YearView};
use super::ops;
use crate::app::Shared;
use crate::http::auth::{Allowed, Anyone, perm};
use crate::http::body::Body;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;
use crate::http::reply::Reply;

pub fn configure(config: &mut Routes) {
    config.service(find_calendar_year).service(replace_calendar_year).service(compute_deadline);
}

/// The days of a year that differ from the plain week.
#[utoipa::path(
    tag = "reference",
    params(("year" = i32, Path, description = "1995 to 2100", example = 2026)),
    responses(
        (status = 200, description = "The year, its version in ETag", body = YearView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(())
)]
#[get("/calendar/{year}")]
pub async fn find_calendar_year(
    app: Data<Shared>,
    anyone: Anyone,
    year: Path<i32>,
) -> Result<Reply, Problem> {
    let found = app.point(anyone.call(), move |view| ops::find(view.conn, *year)).await?;
    Ok(Reply::ok(&found)?.version(found.version))
}

/// Put in the State Council's notice of a year. Open cases are counted again at once.
#[utoipa::path(
    tag = "reference",
    params(
        ("year" = i32, Path, description = "1995 to 2100", example = 2027),
        ("If-Match" = String, Header, description = "The version that was read, 0 for a year not known"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = YearBody,
    responses(
        (status = 200, description = "The year and the due dates that moved", body = ReplacedView),
        (status = 400, description = "idempotency_key_required, malformed_json", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid, idempotency_key_reused", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["calendar.write"]))
)]
#[put("/calendar/{year}")]
pub async fn replace_calendar_year(
    app: Data<Shared>,
    actor: Allowed<perm::CalendarWrite>,
    year: Path<i32>,
    if_match: IfMatch,
    once: Once,
    body: Body<YearBody>,
) -> Result<Reply, Problem> {
    let (year, once, body) = (year.into_inner(), once.with(&body.canonical), body.value);
    Ok(app.write(actor.call(), once, move |tx| ops::replace(tx, year, if_match, &body)).await?)
}

/// Compute a due date by today's calendar, with its explanation.
#[utoipa::path(
    tag = "reference",
    params(DeadlineQuery),
    responses(
        (status = 200, description = "The due date", body = DeadlineView),
        (status = 400, description = "bad_query", body = ProblemView),
        (status = 422, description = "limit_too_long, date_out_of_range", body = ProblemView)
    ),
    security(())
)]
#[get("/deadlines")]
pub async fn compute_deadline(
    app: Data<Shared>,
    anyone: Anyone,
    query: Query<DeadlineQuery>,
) -> Result<HttpResponse, Problem> {
    let due = app.read(anyone.call(), move |view| ops::deadline(view, &query)).await?;
    Ok(HttpResponse::Ok().json(due))
}
