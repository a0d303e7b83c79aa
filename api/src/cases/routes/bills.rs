//! The bills of a case.

use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, delete, get, post};

use crate::app::{Shared, Tx};
use crate::cases::bills::{BillsView, NewBill};
use crate::cases::ops::bill;
use crate::http::auth::{Allowed, perm};
use crate::http::body::Body;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::reply::Reply;
use crate::ids::{BillId, CaseId};

pub fn configure(config: &mut Routes) {
    config.service(list_case_bills).service(record_bill).service(remove_bill);
}

/// The bills of a case, where else they stand, and what the year has counted so far.
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path)),
    responses(
        (status = 200, description = "The bills, the year's cases, the facts as the bills make them", body = BillsView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["case.read"]))
)]
#[get("/cases/{id}/bills")]
pub async fn list_case_bills(
    app: Data<Shared>,
    actor: Allowed<perm::CaseRead>,
    id: Path<CaseId>,
) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    let bills = app.read(actor.call(), move |view| bill::list(view, id)).await?;
    Ok(HttpResponse::Ok().json(bills))
}

/// Record a bill while the case may be edited; a bill counts once.
#[utoipa::path(
    tag = "cases",
    params(
        ("id" = CaseId, Path),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewBill,
    responses(
        (status = 201, description = "The bills of the case", body = BillsView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "bill_already_counted, act_not_allowed_here, checked_already, too_many_bills", body = ProblemView),
        (status = 422, description = "invalid, bills_not_expected", body = ProblemView)
    ),
    security(("staff" = ["case.edit"]))
)]
#[post("/cases/{id}/bills")]
pub async fn record_bill(
    app: Data<Shared>,
    actor: Allowed<perm::CaseEdit>,
    id: Path<CaseId>,
    once: Once,
    body: Body<NewBill>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = bill::add(tx, *id, &body.value)?;
        let mut reply = Reply::new(201, &traced.value)?;
        reply.location = Some(format!("/api/v1/cases/{id}/bills"));
        Ok(traced.map(|_| reply))
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Take a bill back while the case may be edited.
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path), ("bill_id" = BillId, Path)),
    responses(
        (status = 200, description = "The bills that are left", body = BillsView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "act_not_allowed_here, checked_already", body = ProblemView)
    ),
    security(("staff" = ["case.edit"]))
)]
#[delete("/cases/{id}/bills/{bill_id}")]
pub async fn remove_bill(
    app: Data<Shared>,
    actor: Allowed<perm::CaseEdit>,
    path: Path<(CaseId, BillId)>,
) -> Result<HttpResponse, Problem> {
    let (id, bill) = path.into_inner();
    let left = app.transact(actor.call(), move |tx| bill::remove(tx, id, bill)).await?;
    Ok(HttpResponse::Ok().json(left))
}
