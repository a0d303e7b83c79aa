use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};

use super::model::{DelegationEnd, DelegationView, NewDelegation};
use super::ops;
use crate::app::{Shared, Tx};
use crate::http::auth::{Allowed, perm};
use crate::http::body::Body;
use crate::http::cursor::Page;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::reply::Reply;
use crate::ids::DelegationId;

pub fn configure(config: &mut Routes) {
    config.service(list_delegations).service(create_delegation).service(end_delegation);
}

/// Where the townships of one's county decide themselves, with the province's ruling.
#[utoipa::path(
    tag = "delegations",
    responses(
        (status = 200, description = "Delegations, past and to come among them", body = Page<DelegationView>),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView)
    ),
    security(("staff" = ["delegation.read"]))
)]
#[get("/delegations")]
pub async fn list_delegations(
    app: Data<Shared>,
    actor: Allowed<perm::DelegationRead>,
) -> Result<HttpResponse, Problem> {
    let all = app.read(actor.call(), ops::list).await?;
    Ok(HttpResponse::Ok().json(Page::whole(all)))
}

/// Let the townships decide on an item, by a ruling of the province, from today or a later day on.
#[utoipa::path(
    tag = "delegations",
    params(("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")),
    request_body = NewDelegation,
    responses(
        (status = 201, description = "Recorded", body = DelegationView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 409, description = "delegation_overlaps", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView)
    ),
    security(("staff" = ["delegation.write"]))
)]
#[post("/delegations")]
pub async fn create_delegation(
    app: Data<Shared>,
    actor: Allowed<perm::DelegationWrite>,
    once: Once,
    body: Body<NewDelegation>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| ops::create(tx, &body.value);
    Ok(app.write(actor.call(), once, act).await?)
}

/// Give the decision back to the county after a day.
#[utoipa::path(
    tag = "delegations",
    params(
        ("id" = DelegationId, Path),
        ("If-Match" = String, Header, description = "Version of the delegation"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = DelegationEnd,
    responses(
        (status = 201, description = "With its last day", body = DelegationView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["delegation.write"]))
)]
#[post("/delegations/{id}/ends")]
pub async fn end_delegation(
    app: Data<Shared>,
    actor: Allowed<perm::DelegationWrite>,
    id: Path<DelegationId>,
    version: IfMatch,
    once: Once,
    body: Body<DelegationEnd>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| ops::end(tx, *id, version, &body.value);
    Ok(app.write(actor.call(), once, act).await?)
}
