//! The preliminary notice in the village, and what goes to the county without one.

use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};

use super::writes::answer;
use crate::app::{Shared, Tx};
use crate::cases::ops::steps;
use crate::cases::posting::{self, PreliminaryNotice};
use crate::cases::steps::{NewForward, NewObjection, NewPosting, NewReport};
use crate::cases::views::CaseView;
use crate::http::auth::{Allowed, perm};
use crate::http::body::Body;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::reply::Reply;
use crate::ids::CaseId;

pub fn configure(config: &mut Routes) {
    config.service(find_preliminary_notice).service(post_case).service(object_case).service(report_case);
    config.service(forward_case);
}

/// The sheet to hang up in the village, as it was posted or as it would be today.
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path)),
    responses(
        (status = 200, description = "The notice", body = PreliminaryNotice),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found: the case, or a case without such a notice", body = ProblemView)
    ),
    security(("staff" = ["case.read"]))
)]
#[get("/cases/{id}/preliminary-notice")]
pub async fn find_preliminary_notice(
    app: Data<Shared>,
    actor: Allowed<perm::CaseRead>,
    id: Path<CaseId>,
) -> Result<HttpResponse, Problem> {
    let sheet = app.read(actor.call(), move |view| posting::sheet(view, *id)).await?;
    Ok(HttpResponse::Ok().json(sheet))
}

/// Post the preliminary notice in the village from today on, for seven days.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewPosting,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "already_posted, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.post"]))
)]
#[post("/cases/{id}/postings")]
pub async fn post_case(
    app: Data<Shared>,
    actor: Allowed<perm::CasePost>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewPosting>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = steps::post(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Record an objection to the notice: the household is checked anew.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewObjection,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "notice_missing, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.post"]))
)]
#[post("/cases/{id}/objections")]
pub async fn object_case(
    app: Data<Shared>,
    actor: Allowed<perm::CasePost>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewObjection>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = steps::object(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Send the case up to the county when the notice is over.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewReport,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "notice_missing, notice_running, same_person, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.review"]))
)]
#[post("/cases/{id}/reports")]
pub async fn report_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseReview>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewReport>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = steps::report(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Hand the papers of a subsistence or destitute person to the county, which deals with it directly.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewForward,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "not_dealt_with_directly, information_check_open, facts_incomplete, same_person, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.opine"]))
)]
#[post("/cases/{id}/forwards")]
pub async fn forward_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseOpine>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewForward>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = steps::forward(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}
