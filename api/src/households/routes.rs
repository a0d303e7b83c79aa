use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, patch, post};

use super::history::{self, HistoryView};
use super::model::{HouseholdFilter, HouseholdPatch, HouseholdView, NewHousehold, NewKinClearance};
use super::ops;
use super::outside::DetailView;
use crate::app::Shared;
use crate::http::auth::{Allowed, perm};
use crate::http::body::Body;
use crate::http::cursor::Page;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;
use crate::http::reply::Reply;
use crate::ids::HouseholdId;

pub fn configure(config: &mut Routes) {
    config
        .service(create_household)
        .service(list_households)
        .service(find_household)
        .service(list_household_history)
        .service(update_household)
        .service(clear_kin);
}

/// Register a household and its members; a person is in one household.
#[utoipa::path(
    tag = "households",
    params(("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")),
    request_body = NewHousehold,
    responses(
        (status = 201, description = "Registered", body = HouseholdView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 409, description = "member_of_other_household", body = ProblemView),
        (status = 422, description = "invalid, idempotency_key_reused", body = ProblemView)
    ),
    security(("staff" = ["household.write"]))
)]
#[post("/households")]
pub async fn create_household(
    app: Data<Shared>,
    actor: Allowed<perm::HouseholdWrite>,
    once: Once,
    body: Body<NewHousehold>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx| ops::create(tx, &body.value)).await?)
}

/// The households of the reader's area, oldest record first.
#[utoipa::path(
    tag = "households",
    params(HouseholdFilter),
    responses(
        (status = 200, description = "Households", body = Page<HouseholdView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView)
    ),
    security(("staff" = ["household.read"]))
)]
#[get("/households")]
pub async fn list_households(
    app: Data<Shared>,
    actor: Allowed<perm::HouseholdRead>,
    filter: Query<HouseholdFilter>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(actor.call(), move |view| ops::list(view, &filter)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// One household with its members of today.
#[utoipa::path(
    tag = "households",
    params(("id" = HouseholdId, Path)),
    responses(
        (status = 200, description = "The household", body = DetailView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["household.read"]))
)]
#[get("/households/{id}")]
pub async fn find_household(
    app: Data<Shared>,
    actor: Allowed<perm::HouseholdRead>,
    id: Path<HouseholdId>,
) -> Result<Reply, Problem> {
    let view = app.read(actor.call(), move |view| ops::find(view, *id)).await?;
    Ok(Reply::ok(&view)?.version(view.household.version))
}

/// What the register knew of a household when, and who registered it; the latest first.
#[utoipa::path(
    tag = "households",
    params(("id" = HouseholdId, Path)),
    responses(
        (status = 200, description = "The history", body = HistoryView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["household.read"]))
)]
#[get("/households/{id}/history")]
pub async fn list_household_history(
    app: Data<Shared>,
    actor: Allowed<perm::HouseholdRead>,
    id: Path<HouseholdId>,
) -> Result<HttpResponse, Problem> {
    let view = app.read(actor.call(), move |view| history::history(view, *id)).await?;
    Ok(HttpResponse::Ok().json(view))
}

/// Change a household: category, certificate, members, kin of staff.
#[utoipa::path(
    tag = "households",
    params(
        ("id" = HouseholdId, Path),
        ("If-Match" = String, Header, description = "The version that was read")
    ),
    request_body = HouseholdPatch,
    responses(
        (status = 200, description = "As it is now", body = DetailView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "member_of_other_household", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["household.write"]))
)]
#[patch("/households/{id}")]
pub async fn update_household(
    app: Data<Shared>,
    actor: Allowed<perm::HouseholdWrite>,
    id: Path<HouseholdId>,
    if_match: IfMatch,
    body: Body<HouseholdPatch>,
) -> Result<Reply, Problem> {
    Ok(app.transact(actor.call(), move |tx| ops::update(tx, *id, if_match, &body.value)).await?)
}

/// Take back the mark of staff kin, which the township's leader does.
#[utoipa::path(
    tag = "households",
    params(
        ("id" = HouseholdId, Path),
        ("Idempotency-Key" = String, Header),
        ("If-Match" = String, Header, description = "The version that was read")
    ),
    request_body = NewKinClearance,
    responses(
        (status = 201, description = "As it is now", body = DetailView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid, not_staff_kin", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["household.clear_kin"]))
)]
#[post("/households/{id}/kin-clearances")]
pub async fn clear_kin(
    app: Data<Shared>,
    actor: Allowed<perm::HouseholdClearKin>,
    once: Once,
    id: Path<HouseholdId>,
    if_match: IfMatch,
    body: Body<NewKinClearance>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx| ops::clear_kin(tx, *id, if_match, &body.value)).await?)
}
