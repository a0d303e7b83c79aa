use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};

use super::model::{
    DecisionResults, EntitlementFilter, EntitlementRowView, EntitlementView, NewChange, NewDecision,
    NewRecalculation, NewRoll, PreviewView, RecalculationFormat, RecalculationView, RollView,
};
use super::{hearings, ops};
use crate::app::Shared;
use crate::http::auth::{Allowed, perm};
use crate::http::body::Body;
use crate::http::csv::{self, Format};
use crate::http::cursor::Page;
use crate::http::edge;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;
use crate::http::reply::Reply;
use crate::ids::EntitlementId;

pub fn configure(config: &mut Routes) {
    config
        .service(list_entitlements)
        .service(find_entitlement)
        .service(preview_entitlement_change)
        .service(propose_entitlement_change)
        .service(preview_recalculation)
        .service(propose_recalculation)
        .service(decide_entitlements)
        .service(roll_payments);
    hearings::routes::configure(config);
}

/// Recurring benefits of the reader's area.
#[utoipa::path(
    tag = "entitlements",
    params(EntitlementFilter),
    responses(
        (status = 200, description = "A page of benefits", body = Page<EntitlementRowView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView)
    ),
    security(("staff" = ["entitlement.read"]))
)]
#[get("/entitlements")]
pub async fn list_entitlements(
    app: Data<Shared>,
    actor: Allowed<perm::EntitlementRead>,
    filter: Query<EntitlementFilter>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(actor.call(), move |view| ops::read::list(view, &filter)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// One benefit with its months, its changes, and what may be done.
#[utoipa::path(
    tag = "entitlements",
    params(("id" = EntitlementId, Path)),
    responses(
        (status = 200, description = "The benefit", body = EntitlementView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["entitlement.read"]))
)]
#[get("/entitlements/{id}")]
pub async fn find_entitlement(
    app: Data<Shared>,
    actor: Allowed<perm::EntitlementRead>,
    id: Path<EntitlementId>,
) -> Result<Reply, Problem> {
    let view = app.read(actor.call(), move |view| ops::read::find(view, *id)).await?;
    Ok(Reply::ok(&view)?.version(view.row.version))
}

/// What a change would do to a benefit; nothing is written.
#[utoipa::path(
    tag = "entitlements",
    params(("id" = EntitlementId, Path)),
    request_body = NewChange,
    responses(
        (status = 200, description = "Each step with what it makes due", body = PreviewView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "entitlement_state, not_revocable, recipient_already, would_be_paid_twice", body = ProblemView),
        (status = 422, description = "invalid, no_grace", body = ProblemView)
    ),
    security(("staff" = ["entitlement.propose"]))
)]
#[post("/entitlements/{id}/change-previews")]
pub async fn preview_entitlement_change(
    app: Data<Shared>,
    actor: Allowed<perm::EntitlementPropose>,
    id: Path<EntitlementId>,
    body: Body<NewChange>,
) -> Result<HttpResponse, Problem> {
    let view = app.read(actor.call(), move |view| ops::propose::preview(view, *id, &body.value)).await?;
    Ok(HttpResponse::Ok().json(view))
}

/// Propose a change of a benefit; another person confirms it.
#[utoipa::path(
    tag = "entitlements",
    params(
        ("id" = EntitlementId, Path),
        ("Idempotency-Key" = String, Header),
        ("If-Match" = String, Header, description = "The version that was read")
    ),
    request_body = NewChange,
    responses(
        (status = 201, description = "The benefit with what is proposed", body = EntitlementView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "change_open, entitlement_state, nothing_changes, not_revocable, recipient_already, would_be_paid_twice", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid, no_grace", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["entitlement.propose"]))
)]
#[post("/entitlements/{id}/changes")]
pub async fn propose_entitlement_change(
    app: Data<Shared>,
    actor: Allowed<perm::EntitlementPropose>,
    id: Path<EntitlementId>,
    if_match: IfMatch,
    once: Once,
    body: Body<NewChange>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx| ops::propose::propose(tx, *id, if_match, &body.value)).await?)
}

/// All benefits computed anew from a month on: who gets how much more or less, and why.
#[utoipa::path(
    tag = "entitlements",
    params(RecalculationFormat),
    request_body = NewRecalculation,
    responses(
        (status = 200, description = "What would change; with `format=csv` all of it as a table", body = RecalculationView),
        (status = 400, description = "bad_query", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView)
    ),
    security(("staff" = ["entitlement.propose"]))
)]
#[post("/entitlement-recalculation-previews")]
pub async fn preview_recalculation(
    app: Data<Shared>,
    actor: Allowed<perm::EntitlementPropose>,
    request: HttpRequest,
    query: Query<RecalculationFormat>,
    body: Body<NewRecalculation>,
) -> Result<HttpResponse, Problem> {
    let language = edge::language(&request);
    if query.format == Some(Format::Csv) {
        let name = format!("recalculation-{}", body.value.from_month);
        let text =
            app.read(actor.call(), move |view| ops::recalculate::table(view, language, &body.value)).await?;
        return Ok(csv::respond(&name, text));
    }
    let view =
        app.read(actor.call(), move |view| ops::recalculate::preview(view, language, &body.value)).await?;
    Ok(HttpResponse::Ok().json(view))
}

/// Propose all that changes when benefits are computed anew from a month on.
#[utoipa::path(
    tag = "entitlements",
    params(("Idempotency-Key" = String, Header)),
    request_body = NewRecalculation,
    responses(
        (status = 201, description = "What is proposed", body = RecalculationView),
        (status = 400, description = "idempotency_key_required, bad_query", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 409, description = "nothing_changes", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView)
    ),
    security(("staff" = ["entitlement.propose"]))
)]
#[post("/entitlement-recalculations")]
pub async fn propose_recalculation(
    app: Data<Shared>,
    actor: Allowed<perm::EntitlementPropose>,
    request: HttpRequest,
    once: Once,
    body: Body<NewRecalculation>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let language = edge::language(&request);
    Ok(app
        .write(actor.call(), once, move |tx| ops::recalculate::propose_all(tx, language, &body.value))
        .await?)
}

/// Confirm or reject what is proposed for these benefits; each has its own result.
#[utoipa::path(
    tag = "entitlements",
    params(("Idempotency-Key" = String, Header)),
    request_body = NewDecision,
    responses(
        (status = 207, description = "One result for each", body = DecisionResults),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 422, description = "invalid, too_many_rows", body = ProblemView)
    ),
    security(("staff" = ["entitlement.decide"]))
)]
#[post("/entitlement-decisions")]
pub async fn decide_entitlements(
    app: Data<Shared>,
    actor: Allowed<perm::EntitlementDecide>,
    request: HttpRequest,
    once: Once,
    body: Body<NewDecision>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let language = edge::language(&request);
    Ok(app.write(actor.call(), once, move |tx| ops::decide::decide(tx, language, &body.value)).await?)
}

/// Put a month of all benefits on the list of payments, with arrears and what is kept back.
#[utoipa::path(
    tag = "entitlements",
    params(("Idempotency-Key" = String, Header)),
    request_body = NewRoll,
    responses(
        (status = 201, description = "What was listed", body = RollView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 409, description = "month_open", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView)
    ),
    security(("staff" = ["payment.roll"]))
)]
#[post("/payment-rolls")]
pub async fn roll_payments(
    app: Data<Shared>,
    actor: Allowed<perm::PaymentRoll>,
    once: Once,
    body: Body<NewRoll>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx| ops::roll::roll(tx, &body.value)).await?)
}
