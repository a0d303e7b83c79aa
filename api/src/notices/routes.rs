use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};

use super::model::{
    NewNotices, NewRestoration, NewWithholding, NoticeFilter, NoticeLine, NoticeSignature, NoticeSubmission,
    NoticeView, NoticeWithdrawal, NoticesDrafted, PublicNotice,
};
use super::{drafting, ops, withholding};
use crate::app::{Shared, Tx};
use crate::http::auth::{Allowed, perm};
use crate::http::body::Body;
use crate::http::cursor::Page;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;
use crate::http::reply::Reply;
use crate::ids::NoticeId;

pub fn configure(config: &mut Routes) {
    config
        .service(list_notices)
        .service(draft_notices)
        .service(preview_notice)
        .service(find_notice)
        .service(list_notice_entries)
        .service(withhold_entry)
        .service(restore_entry)
        .service(submit_notice)
        .service(sign_notice)
        .service(withdraw_notice);
    super::bulk::configure(config);
}

/// Notices of the reader's area, newest first.
#[utoipa::path(
    tag = "notices",
    params(NoticeFilter),
    responses(
        (status = 200, description = "A page of notices", body = Page<NoticeView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found: the division", body = ProblemView)
    ),
    security(("staff" = ["notice.read"]))
)]
#[get("/notices")]
pub async fn list_notices(
    app: Data<Shared>,
    actor: Allowed<perm::NoticeRead>,
    filter: Query<NoticeFilter>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(actor.call(), move |view| ops::list(view, &filter)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Draft a notice for each village of the quarter's decisions that no notice holds yet.
#[utoipa::path(
    tag = "notices",
    params(("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")),
    request_body = NewNotices,
    responses(
        (status = 201, description = "Drafts", body = NoticesDrafted),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found: the township", body = ProblemView),
        (status = 409, description = "notice_empty", body = ProblemView),
        (status = 422, description = "invalid, personal_data_found", body = ProblemView)
    ),
    security(("staff" = ["notice.draft"]))
)]
#[post("/notices")]
pub async fn draft_notices(
    app: Data<Shared>,
    actor: Allowed<perm::NoticeDraft>,
    once: Once,
    body: Body<NewNotices>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx: &mut Tx| drafting::draft(tx, &body.value)).await?)
}

/// One notice with its state.
#[utoipa::path(
    tag = "notices",
    params(("id" = NoticeId, Path)),
    responses(
        (status = 200, description = "The notice; ETag is its version", body = NoticeView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["notice.read"]))
)]
#[get("/notices/{id}")]
pub async fn find_notice(
    app: Data<Shared>,
    actor: Allowed<perm::NoticeRead>,
    id: Path<NoticeId>,
) -> Result<HttpResponse, Problem> {
    let notice = app.read(actor.call(), move |view| ops::find(view, *id)).await?;
    Ok(HttpResponse::Ok().insert_header(("etag", format!("\"{}\"", notice.version))).json(notice))
}

/// The notice exactly as a citizen will read it.
#[utoipa::path(
    tag = "notices",
    params(("id" = NoticeId, Path)),
    responses(
        (status = 200, description = "What a citizen reads", body = PublicNotice),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["notice.read"]))
)]
#[get("/notices/{id}/preview")]
pub async fn preview_notice(
    app: Data<Shared>,
    actor: Allowed<perm::NoticeRead>,
    id: Path<NoticeId>,
) -> Result<HttpResponse, Problem> {
    let notice = app.read(actor.call(), move |view| ops::preview(view, *id)).await?;
    Ok(HttpResponse::Ok().json(notice))
}

/// The lines of a notice as the office sees them, those withheld with their reason.
#[utoipa::path(
    tag = "notices",
    params(("id" = NoticeId, Path)),
    responses(
        (status = 200, description = "All of them", body = Page<NoticeLine>),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["notice.read"]))
)]
#[get("/notices/{id}/entries")]
pub async fn list_notice_entries(
    app: Data<Shared>,
    actor: Allowed<perm::NoticeRead>,
    id: Path<NoticeId>,
) -> Result<HttpResponse, Problem> {
    let lines = app.read(actor.call(), move |view| withholding::lines(view, *id)).await?;
    Ok(HttpResponse::Ok().json(lines))
}

/// Leave someone out of a draft; the case is not drafted again until it is put back.
#[utoipa::path(
    tag = "notices",
    params(
        ("id" = NoticeId, Path),
        ("If-Match" = String, Header, description = "Version of the notice"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewWithholding,
    responses(
        (status = 201, description = "The notice after the act", body = NoticeView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "notice_state, notice_entry_changed", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["notice.draft"]))
)]
#[post("/notices/{id}/withholdings")]
pub async fn withhold_entry(
    app: Data<Shared>,
    actor: Allowed<perm::NoticeDraft>,
    id: Path<NoticeId>,
    version: IfMatch,
    once: Once,
    body: Body<NewWithholding>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| withholding::withhold(tx, *id, version, &body.value);
    Ok(app.write(actor.call(), once, act).await?)
}

/// Put someone back: into the draft, or, when it has gone out, among those who are drafted next.
#[utoipa::path(
    tag = "notices",
    params(
        ("id" = NoticeId, Path),
        ("If-Match" = String, Header, description = "Version of the notice"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NewRestoration,
    responses(
        (status = 201, description = "The notice after the act", body = NoticeView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "notice_entry_changed", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["notice.draft"]))
)]
#[post("/notices/{id}/restorations")]
pub async fn restore_entry(
    app: Data<Shared>,
    actor: Allowed<perm::NoticeDraft>,
    id: Path<NoticeId>,
    version: IfMatch,
    once: Once,
    body: Body<NewRestoration>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| withholding::restore(tx, *id, version, &body.value);
    Ok(app.write(actor.call(), once, act).await?)
}

/// Hand the previewed notice to the secrecy reviewer.
#[utoipa::path(
    tag = "notices",
    params(
        ("id" = NoticeId, Path),
        ("If-Match" = String, Header, description = "Version of the notice"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NoticeSubmission,
    responses(
        (status = 201, description = "The notice after the act", body = NoticeView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "notice_state, notice_changed, notice_without_entries", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["notice.submit"]))
)]
#[post("/notices/{id}/submissions")]
pub async fn submit_notice(
    app: Data<Shared>,
    actor: Allowed<perm::NoticeSubmit>,
    id: Path<NoticeId>,
    version: IfMatch,
    once: Once,
    body: Body<NoticeSubmission>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx: &mut Tx| ops::submit(tx, *id, version, &body.value)).await?)
}

/// Sign what was previewed (it is on the board at once) or return it; another person than the preparer.
#[utoipa::path(
    tag = "notices",
    params(
        ("id" = NoticeId, Path),
        ("If-Match" = String, Header, description = "Version of the notice"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NoticeSignature,
    responses(
        (status = 201, description = "The notice after the act", body = NoticeView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "notice_state, notice_changed, notice_same_person, board_too_short", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["notice.sign"]))
)]
#[post("/notices/{id}/signatures")]
pub async fn sign_notice(
    app: Data<Shared>,
    actor: Allowed<perm::NoticeSign>,
    id: Path<NoticeId>,
    version: IfMatch,
    once: Once,
    body: Body<NoticeSignature>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx: &mut Tx| ops::sign(tx, *id, version, &body.value)).await?)
}

/// Take a notice down at once.
#[utoipa::path(
    tag = "notices",
    params(
        ("id" = NoticeId, Path),
        ("If-Match" = String, Header, description = "Version of the notice"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = NoticeWithdrawal,
    responses(
        (status = 201, description = "The notice after the act", body = NoticeView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "notice_state", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["notice.withdraw"]))
)]
#[post("/notices/{id}/withdrawals")]
pub async fn withdraw_notice(
    app: Data<Shared>,
    actor: Allowed<perm::NoticeWithdraw>,
    id: Path<NoticeId>,
    version: IfMatch,
    once: Once,
    body: Body<NoticeWithdrawal>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx: &mut Tx| ops::withdraw(tx, *id, version, &body.value)).await?)
}
