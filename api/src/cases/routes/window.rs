//! Acts at the window.

use crate::http::routes::Routes;
use actix_web::post;
use actix_web::web::{Data, Path};

use super::writes::answer;
use crate::app::{Shared, Tx};
use crate::cases::model::{NewRefusal, NewSupplementNotice, NewWithdrawal};
use crate::cases::ops::acts;
use crate::cases::views::CaseView;
use crate::http::auth::{Allowed, perm};
use crate::http::body::{Body, Empty};
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::reply::Reply;
use crate::ids::CaseId;

pub fn configure(config: &mut Routes) {
    config.service(notify_supplement).service(accept_case).service(decline_case).service(withdraw_case);
}

/// Tell once everything that is missing (行政许可法 Art 32); the server lists the papers itself.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewSupplementNotice,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "already_notified, nothing_missing, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.notify_supplement"]))
)]
#[post("/cases/{id}/supplement-notices")]
pub async fn notify_supplement(
    app: Data<Shared>,
    actor: Allowed<perm::CaseNotifySupplement>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewSupplementNotice>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = acts::notify_supplement(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Accept: the receipt can be printed and the clock starts.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = Empty,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "materials_missing, facts_incomplete, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.accept"]))
)]
#[post("/cases/{id}/acceptances")]
pub async fn accept_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseAccept>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<Empty>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = acts::accept(tx, *id, version)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Do not accept, with reasons.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewRefusal,
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
    security(("staff" = ["case.decline"]))
)]
#[post("/cases/{id}/non-acceptances")]
pub async fn decline_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseDecline>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewRefusal>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = acts::decline(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// The applicant withdraws.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewWithdrawal,
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
    security(("staff" = ["case.withdraw"]))
)]
#[post("/cases/{id}/withdrawals")]
pub async fn withdraw_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseWithdraw>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewWithdrawal>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = acts::withdraw(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}
