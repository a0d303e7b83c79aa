use crate::http::routes::Routes;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Serialize;
use yangguang_domain::typed;

use super::model::{ProgressQuery, ProgressView, VillageQuery};
use super::{limits, ops};
use crate::app::Shared;
use crate::cases::PreliminaryNotice;
use crate::failure::Failure;
use crate::http::auth::Anyone;
use crate::http::body::Body;
use crate::http::cursor::Page;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;
use crate::ids::NoticeId;
use crate::notices::{self, PublicNotice, PublicNoticeFilter, PublicNoticeRow};
use crate::vault::sha256_hex;

pub fn configure(config: &mut Routes) {
    config
        .service(list_public_notices)
        .service(find_public_notice)
        .service(list_preliminary_notices)
        .service(find_progress);
}

/// What is on the boards of a division and below today.
#[utoipa::path(
    tag = "public",
    params(PublicNoticeFilter),
    responses(
        (status = 200, description = "A page of notices", body = Page<PublicNoticeRow>),
        (status = 304, description = "Not changed since If-None-Match"),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView)
    ),
    security(())
)]
#[get("/public/notices")]
pub async fn list_public_notices(
    app: Data<Shared>,
    anyone: Anyone,
    req: HttpRequest,
    filter: Query<PublicNoticeFilter>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(anyone.call(), move |view| notices::list_public(view, &filter)).await?;
    cached(&req, &page)
}

/// A village's notice: names and sums, nothing else; 410 once it has ended.
#[utoipa::path(
    tag = "public",
    params(("id" = NoticeId, Path)),
    responses(
        (status = 200, description = "The notice", body = PublicNotice),
        (status = 304, description = "Not changed since If-None-Match"),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 410, description = "notice_ended", body = ProblemView)
    ),
    security(())
)]
#[get("/public/notices/{id}")]
pub async fn find_public_notice(
    app: Data<Shared>,
    anyone: Anyone,
    req: HttpRequest,
    id: Path<NoticeId>,
) -> Result<HttpResponse, Problem> {
    let notice = app.read(anyone.call(), move |view| notices::find_public(view, *id)).await?;
    cached(&req, &notice)
}

/// The preliminary notices that hang in a village today: seven days each, and nowhere but where
/// the household lives.
#[utoipa::path(
    tag = "public",
    params(VillageQuery),
    responses(
        (status = 200, description = "Notices, newest first", body = Page<PreliminaryNotice>),
        (status = 304, description = "Not changed since If-None-Match"),
        (status = 400, description = "bad_query: no village", body = ProblemView)
    ),
    security(())
)]
#[get("/public/preliminary-notices")]
pub async fn list_preliminary_notices(
    app: Data<Shared>,
    anyone: Anyone,
    req: HttpRequest,
    query: Query<VillageQuery>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(anyone.call(), move |view| ops::preliminary(view, &query.division)).await?;
    cached(&req, &page)
}

/// A public answer: asked again each time, sent again only when it changed, never indexed.
fn cached(req: &HttpRequest, view: &impl Serialize) -> Result<HttpResponse, Problem> {
    let body = serde_json::to_string(view).map_err(Failure::from)?;
    let etag = format!("\"{}\"", &sha256_hex(body.as_bytes())[..16]);
    let known = req.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = known.is_some_and(|known| known.contains(&etag));
    let status = if same { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let mut response = HttpResponse::build(status);
    response
        .insert_header((ETAG, etag))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header(("x-robots-tag", "noindex, noarchive"));
    if same {
        return Ok(response.finish());
    }
    Ok(response.content_type("application/json").body(body))
}

/// How far a case has come, by its number and the last four characters of the id.
/// Ten questions a minute.
#[utoipa::path(
    tag = "public",
    request_body = ProgressQuery,
    responses(
        (status = 200, description = "State, promised date, what is missing", body = ProgressView),
        (status = 404, description = "progress_not_found", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 429, description = "too_many_requests, with Retry-After", body = ProblemView)
    ),
    security(())
)]
#[post("/public/progress")]
pub async fn find_progress(
    app: Data<Shared>,
    anyone: Anyone,
    req: HttpRequest,
    body: Body<ProgressQuery>,
) -> Result<HttpResponse, Problem> {
    limits::ask(format!("address {}", limits::address(&req)))?;
    // However it is spelled: each spelling would be ten more guesses.
    limits::ask(format!("case {}", typed::number(&body.value.case_no)))?;
    let progress = app.read(anyone.call(), move |view| ops::progress(view, &body.value)).await?;
    Ok(HttpResponse::Ok().json(progress))
}
