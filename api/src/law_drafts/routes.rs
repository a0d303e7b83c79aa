use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, patch, post};

use super::model::{CheckView, DraftBody, DraftFilter, DraftRowView, DraftView, NewReturn};
use super::{ops, soundness};
use crate::app::Shared;
use crate::http::auth::{Allowed, perm};
use crate::http::body::{Body, Empty};
use crate::http::cursor::Page;
use crate::http::edge;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;
use crate::http::reply::Reply;
use crate::ids::LawDraftId;

pub fn configure(config: &mut Routes) {
    config
        .service(list_law_drafts)
        .service(create_law_draft)
        .service(find_law_draft)
        .service(edit_law_draft)
        .service(submit_law_draft)
        .service(return_law_draft)
        .service(activate_law_draft)
        .service(withdraw_law_draft)
        .service(check_law);
}

/// Drafts for the register of law, newest first.
#[utoipa::path(
    tag = "laws",
    params(DraftFilter),
    responses(
        (status = 200, description = "A page of drafts", body = Page<DraftRowView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView)
    ),
    security(("staff" = ["policy_draft.read"]))
)]
#[get("/law-drafts")]
pub async fn list_law_drafts(
    app: Data<Shared>,
    actor: Allowed<perm::PolicyDraftRead>,
    filter: Query<DraftFilter>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(actor.call(), move |view| ops::list(view, &filter)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Begin a version of an entry; its document may still have faults, which the answer names.
#[utoipa::path(
    tag = "laws",
    params(("Idempotency-Key" = String, Header)),
    request_body = DraftBody,
    responses(
        (status = 201, description = "The draft", body = DraftView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 409, description = "law_draft_open", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView)
    ),
    security(("staff" = ["policy.draft"]))
)]
#[post("/law-drafts")]
pub async fn create_law_draft(
    app: Data<Shared>,
    actor: Allowed<perm::PolicyDraft>,
    once: Once,
    body: Body<DraftBody>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx| ops::create(tx, &body.value)).await?)
}

/// One draft with its document, what is wrong with it, and what it touches.
#[utoipa::path(
    tag = "laws",
    params(("id" = LawDraftId, Path)),
    responses(
        (status = 200, description = "The draft", body = DraftView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["policy_draft.read"]))
)]
#[get("/law-drafts/{id}")]
pub async fn find_law_draft(
    app: Data<Shared>,
    actor: Allowed<perm::PolicyDraftRead>,
    id: Path<LawDraftId>,
) -> Result<Reply, Problem> {
    let view = app.read(actor.call(), move |view| ops::find(view, *id)).await?;
    Ok(Reply::ok(&view)?.version(view.row.version))
}

/// Replace the document of a draft.
#[utoipa::path(
    tag = "laws",
    params(
        ("id" = LawDraftId, Path),
        ("If-Match" = String, Header, description = "The version that was read")
    ),
    request_body = DraftBody,
    responses(
        (status = 200, description = "As it is now", body = DraftView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "law_draft_state, law_draft_open", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["policy.draft"]))
)]
#[patch("/law-drafts/{id}")]
pub async fn edit_law_draft(
    app: Data<Shared>,
    actor: Allowed<perm::PolicyDraft>,
    id: Path<LawDraftId>,
    if_match: IfMatch,
    body: Body<DraftBody>,
) -> Result<Reply, Problem> {
    Ok(app.transact(actor.call(), move |tx| ops::edit(tx, *id, if_match, &body.value)).await?)
}

/// Hand a sound draft to the second person.
#[utoipa::path(
    tag = "laws",
    params(
        ("id" = LawDraftId, Path),
        ("Idempotency-Key" = String, Header),
        ("If-Match" = String, Header, description = "The version that was read")
    ),
    request_body = Empty,
    responses(
        (status = 201, description = "As it is now", body = DraftView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "law_draft_state", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid: everything that stands against it, each at its place", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["policy.draft"]))
)]
#[post("/law-drafts/{id}/submissions")]
pub async fn submit_law_draft(
    app: Data<Shared>,
    actor: Allowed<perm::PolicyDraft>,
    once: Once,
    id: Path<LawDraftId>,
    if_match: IfMatch,
    body: Body<Empty>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx| ops::submit(tx, *id, if_match)).await?)
}

/// Return a draft with a reason.
#[utoipa::path(
    tag = "laws",
    params(
        ("id" = LawDraftId, Path),
        ("Idempotency-Key" = String, Header),
        ("If-Match" = String, Header, description = "The version that was read")
    ),
    request_body = NewReturn,
    responses(
        (status = 201, description = "As it is now", body = DraftView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "law_draft_state", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["policy.activate"]))
)]
#[post("/law-drafts/{id}/returns")]
pub async fn return_law_draft(
    app: Data<Shared>,
    actor: Allowed<perm::PolicyActivate>,
    once: Once,
    id: Path<LawDraftId>,
    if_match: IfMatch,
    body: Body<NewReturn>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx| ops::send_back(tx, *id, if_match, &body.value)).await?)
}

/// Put the version in force; another person than who drafted or changed it.
#[utoipa::path(
    tag = "laws",
    params(
        ("id" = LawDraftId, Path),
        ("Idempotency-Key" = String, Header),
        ("If-Match" = String, Header, description = "The version that was read")
    ),
    request_body = Empty,
    responses(
        (status = 201, description = "As it is now", body = DraftView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "law_draft_state, law_same_person", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid: everything that stands against it, each at its place", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["policy.activate"]))
)]
#[post("/law-drafts/{id}/activations")]
pub async fn activate_law_draft(
    app: Data<Shared>,
    actor: Allowed<perm::PolicyActivate>,
    once: Once,
    id: Path<LawDraftId>,
    if_match: IfMatch,
    body: Body<Empty>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx| ops::activate(tx, *id, if_match)).await?)
}

/// Give a draft up.
#[utoipa::path(
    tag = "laws",
    params(
        ("id" = LawDraftId, Path),
        ("Idempotency-Key" = String, Header),
        ("If-Match" = String, Header, description = "The version that was read")
    ),
    request_body = Empty,
    responses(
        (status = 201, description = "As it is now", body = DraftView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "law_draft_state", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["policy.draft"]))
)]
#[post("/law-drafts/{id}/withdrawals")]
pub async fn withdraw_law_draft(
    app: Data<Shared>,
    actor: Allowed<perm::PolicyDraft>,
    once: Once,
    id: Path<LawDraftId>,
    if_match: IfMatch,
    body: Body<Empty>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx| ops::withdraw(tx, *id, if_match)).await?)
}

/// Check a document that is not stored, and see what it touches. Nothing is kept.
#[utoipa::path(
    tag = "laws",
    request_body = DraftBody,
    responses(
        (status = 200, description = "What is wrong, and what rests on it", body = CheckView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView)
    ),
    security(("staff" = ["policy_draft.read"]))
)]
#[post("/law-checks")]
pub async fn check_law(
    app: Data<Shared>,
    actor: Allowed<perm::PolicyDraftRead>,
    request: HttpRequest,
    body: Body<DraftBody>,
) -> Result<HttpResponse, Problem> {
    let language = edge::language(&request);
    let found =
        app.read(actor.call(), move |view| soundness::check(view, language, &body.value.document)).await?;
    Ok(HttpResponse::Ok().json(found))
}
