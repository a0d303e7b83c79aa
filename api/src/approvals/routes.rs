use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;
use utoipa::ToSchema;

use super::model::{BatchDetailView, BatchFilter, BatchView, RowResults, RowRulings};
use super::ops;
use crate::app::{Shared, Tx};
use crate::cases::{DecisionOutcome, NewDecision, NewExamination, ReviewOutcome, Ruling};
use crate::http::auth::{Allowed, perm};
use crate::http::body::Body;
use crate::http::cursor::Page;
use crate::http::edge::language;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;
use crate::http::reply::Reply;
use crate::ids::BatchId;

pub fn configure(config: &mut Routes) {
    config
        .service(list_batches)
        .service(find_batch)
        .service(submit_batch)
        .service(examine_batch)
        .service(decide_batch);
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSubmission {}

/// Monthly tables of the reader's area, newest first.
#[utoipa::path(
    tag = "approval-batches",
    params(BatchFilter),
    responses(
        (status = 200, description = "A page of tables", body = Page<BatchView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView)
    ),
    security(("staff" = ["batch.read"]))
)]
#[get("/approval-batches")]
pub async fn list_batches(
    app: Data<Shared>,
    actor: Allowed<perm::BatchRead>,
    filter: Query<BatchFilter>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(actor.call(), move |view| ops::list(view, &filter)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// One table with its rows and what the reader may do to each.
#[utoipa::path(
    tag = "approval-batches",
    params(("id" = BatchId, Path)),
    responses(
        (status = 200, description = "The table; ETag is its version", body = BatchDetailView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["batch.read"]))
)]
#[get("/approval-batches/{id}")]
pub async fn find_batch(
    app: Data<Shared>,
    actor: Allowed<perm::BatchRead>,
    req: HttpRequest,
    id: Path<BatchId>,
) -> Result<HttpResponse, Problem> {
    let language = language(&req);
    let batch = app.read(actor.call(), move |view| ops::read(view, language, *id)).await?;
    Ok(HttpResponse::Ok().insert_header(("etag", format!("\"{}\"", batch.batch.version))).json(batch))
}

/// Send the month's table up, once a month; the county's 15 days begin.
#[utoipa::path(
    tag = "approval-batches",
    params(
        ("id" = BatchId, Path),
        ("If-Match" = String, Header, description = "Version of the table"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewSubmission,
    responses(
        (status = 201, description = "Sent", body = BatchView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "batch_empty, batch_already_submitted", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["batch.submit"]))
)]
#[post("/approval-batches/{id}/submissions")]
pub async fn submit_batch(
    app: Data<Shared>,
    actor: Allowed<perm::BatchSubmit>,
    id: Path<BatchId>,
    version: IfMatch,
    once: Once,
    body: Body<NewSubmission>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx: &mut Tx| ops::submit(tx, *id, version)).await?)
}

/// Examine many rows at once; each has its own result.
#[utoipa::path(
    tag = "approval-batches",
    params(
        ("id" = BatchId, Path),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = RowRulings<ReviewOutcome>,
    responses(
        (status = 207, description = "A result for each row", body = RowResults),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "batch_not_submitted", body = ProblemView),
        (status = 422, description = "invalid, too_many_rows", body = ProblemView)
    ),
    security(("staff" = ["case.examine"]))
)]
#[post("/approval-batches/{id}/examinations")]
pub async fn examine_batch(
    app: Data<Shared>,
    actor: Allowed<perm::CaseExamine>,
    req: HttpRequest,
    id: Path<BatchId>,
    once: Once,
    body: Body<RowRulings<ReviewOutcome>>,
) -> Result<Reply, Problem> {
    let (once, language) = (once.with(&body.canonical), language(&req));
    let act = move |tx: &mut Tx| {
        let rulings = body.value.items.iter().cloned().map(|row| {
            let new = NewExamination {
                outcome: row.outcome,
                amount_fen: row.amount_fen,
                reasons: row.reasons,
                note: row.note,
            };
            (row.case_id, row.case_version, Ruling::Examined(new))
        });
        ops::rule_rows(tx, language, *id, "batch.examined", rulings.collect())
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Decide many rows at once, by another person than the examiner; each has its own result.
#[utoipa::path(
    tag = "approval-batches",
    params(
        ("id" = BatchId, Path),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = RowRulings<DecisionOutcome>,
    responses(
        (status = 207, description = "A result for each row", body = RowResults),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "batch_not_submitted", body = ProblemView),
        (status = 422, description = "invalid, too_many_rows", body = ProblemView)
    ),
    security(("staff" = ["case.decide"]))
)]
#[post("/approval-batches/{id}/decisions")]
pub async fn decide_batch(
    app: Data<Shared>,
    actor: Allowed<perm::CaseDecide>,
    req: HttpRequest,
    id: Path<BatchId>,
    once: Once,
    body: Body<RowRulings<DecisionOutcome>>,
) -> Result<Reply, Problem> {
    let (once, language) = (once.with(&body.canonical), language(&req));
    let act = move |tx: &mut Tx| {
        let rulings = body.value.items.iter().cloned().map(|row| {
            let new = NewDecision {
                outcome: row.outcome,
                amount_fen: row.amount_fen,
                reasons: row.reasons,
                note: row.note,
            };
            (row.case_id, row.case_version, Ruling::Decided(new))
        });
        ops::rule_rows(tx, language, *id, "batch.decided", rulings.collect())
    };
    Ok(app.write(actor.call(), once, act).await?)
}
