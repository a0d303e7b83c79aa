//! The steps between the window and the decision: consent, information check, extension,
//! complaint; and the service of what was decided.

use crate::http::routes::Routes;
use actix_web::post;
use actix_web::web::{Data, Path};

use super::writes::answer;
use crate::app::{Shared, Tx};
use crate::cases::ops::steps;
use crate::cases::steps::{
    NewCheckRequest, NewComplaint, NewConsent, NewDelivery, NewExplanation, NewExtension, NewInformationCheck,
};
use crate::cases::views::CaseView;
use crate::http::auth::{Allowed, perm};
use crate::http::body::Body;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::reply::Reply;
use crate::ids::CaseId;

pub fn configure(config: &mut Routes) {
    config
        .service(consent_case)
        .service(request_case_check)
        .service(check_case_information)
        .service(extend_case)
        .service(complain_case)
        .service(deliver_case)
        .service(explain_case);
}

/// Record the consent to the check: the household's, or a relative's own.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewConsent,
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
    security(("staff" = ["case.edit"]))
)]
#[post("/cases/{id}/consents")]
pub async fn consent_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseEdit>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewConsent>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = steps::consent(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Ask the county for the information check.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewCheckRequest,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "consent_missing, information_check_open, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.check"]))
)]
#[post("/cases/{id}/check-requests")]
pub async fn request_case_check(
    app: Data<Shared>,
    actor: Allowed<perm::CaseCheck>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewCheckRequest>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = steps::request_check(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Record the information check of the county, made for this case and no other purpose.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewInformationCheck,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "check_not_requested, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.information_check"]))
)]
#[post("/cases/{id}/information-checks")]
pub async fn check_case_information(
    app: Data<Shared>,
    actor: Allowed<perm::CaseInformationCheck>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewInformationCheck>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = steps::information_check(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Extend the limit in one of the special cases the law knows.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewExtension,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "already_extended, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.extend"]))
)]
#[post("/cases/{id}/extensions")]
pub async fn extend_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseExtend>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewExtension>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = steps::extend(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Record a complaint or report about the case; the informant is not named.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewComplaint,
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
    security(("staff" = ["case.complaint"]))
)]
#[post("/cases/{id}/complaints")]
pub async fn complain_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseComplaint>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewComplaint>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = steps::complaint(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Record on which day and how a decision reached the applicant.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewDelivery,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "already_delivered, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.deliver"]))
)]
#[post("/cases/{id}/deliveries")]
pub async fn deliver_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseDeliver>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewDelivery>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = steps::deliver(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Explain afterwards what relief given at once was for; neither decision nor payment waits for it.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewExplanation,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "already_explained, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.check"]))
)]
#[post("/cases/{id}/explanations")]
pub async fn explain_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseCheck>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewExplanation>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = steps::explain(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}
