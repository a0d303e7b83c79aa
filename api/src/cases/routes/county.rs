//! The county's acts on one case.

use crate::http::routes::Routes;
use actix_web::post;
use actix_web::web::{Data, Path};

use super::writes::answer;
use crate::app::{Shared, Tx};
use crate::cases::model::{NewCountyVisit, NewDecision, NewExamination};
use crate::cases::ops::act::{self, Ruling};
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
    config.service(examine_case).service(visit_case).service(decide_case);
}

/// The county's examination: agree (with a sum within the policy), return or recommend refusal.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewExamination,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "amount_outside_policy, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.examine"]))
)]
#[post("/cases/{id}/examinations")]
pub async fn examine_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseExamine>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewExamination>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = act::rule(tx, *id, version, Ruling::Examined(body.value.clone()))?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Record a county home visit by two officers; kin of staff need one.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewCountyVisit,
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
    security(("staff" = ["case.county_visit"]))
)]
#[post("/cases/{id}/county-visits")]
pub async fn visit_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseCountyVisit>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewCountyVisit>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = acts::county_visit(tx, *id, version, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// The county's decision, by another person than the examiner.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("If-Match" = String, Header, description = "Version of the case"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewDecision,
    responses(
        (status = 201, description = "The case after the act", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "same_person, kin_needs_county_visit, not_eligible, amount_outside_policy, proposal_outdated, bill_paid_elsewhere, ending_not_heard, not_shown, change_same_person, act_not_allowed_here", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.decide"]))
)]
#[post("/cases/{id}/decisions")]
pub async fn decide_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseDecide>,
    id: Path<CaseId>,
    version: IfMatch,
    once: Once,
    body: Body<NewDecision>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = act::rule(tx, *id, version, Ruling::Decided(body.value.clone()))?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}
