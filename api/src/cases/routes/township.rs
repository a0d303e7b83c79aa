//! The township's acts.

use crate::http::routes::Routes;
use actix_web::post;
use actix_web::web::{Data, Path};

use super::writes::answer;
use crate::app::{Shared, Tx};
use crate::cases::model::{NewCheck, NewOpinion, NewReview};
use crate::cases::ops::acts;
use crate::cases::views::CaseView;
use crate::http::auth::{Allowed, perm};
use crate::http::body::Body;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::reply::Reply;
use crate::ids::CaseId;

pub fn configure(config: &mut Routes) {
    config.service(check_case).service(opine_case).service(review_case);
}

/// Record a home visit or information check by two officers.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewCheck,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.check"]))
)]
#[post("/cases/{id}/checks")]
pub async fn check_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseCheck>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewCheck>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = acts::check(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Give the preliminary opinion.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewOpinion,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "check_missing, facts_incomplete, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.opine"]))
)]
#[post("/cases/{id}/preliminary-opinions")]
pub async fn opine_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseOpine>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewOpinion>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = acts::opine(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// The township's review: agree, return or refuse. Agreed cases join the month's table.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewReview,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "same_person, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.review"]))
)]
#[post("/cases/{id}/reviews")]
pub async fn review_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseReview>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewReview>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = acts::review(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}
