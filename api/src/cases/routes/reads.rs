use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;

use crate::app::Shared;
use crate::cases::model::{CaseFilter, CaseSearch, NewDocumentPreview, NewPreview};
use crate::cases::ops::{list, open, recalculate};
use crate::cases::views::{CaseRowView, CaseView, HistoryView, PreviewView, RecalculationView};
use crate::cases::{documents, store, view};
use crate::http::auth::{Allowed, Asking, named, perm};
use crate::http::body::Body;
use crate::http::cursor::Page;
use crate::http::edge::language;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;
use crate::http::reply::Reply;
use crate::ids::CaseId;
use crate::letters::DocumentView;

pub fn configure(config: &mut Routes) {
    config
        .service(preview_case)
        .service(search_cases)
        .service(list_cases)
        .service(find_case)
        .service(list_case_history)
        .service(find_case_document)
        .service(preview_case_document)
        .service(recalculate_case);
}

/// What the policy would give on these facts, line by line, before anything is written.
#[utoipa::path(
    tag = "cases",
    request_body = NewPreview,
    responses(
        (status = 200, description = "The calculation, or what is wrong with the facts", body = PreviewView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found: the person", body = ProblemView),
        (status = 422, description = "invalid, item_unknown", body = ProblemView)
    ),
    security(("staff" = ["case.preview"]))
)]
#[post("/cases/previews")]
pub async fn preview_case(
    app: Data<Shared>,
    actor: Allowed<perm::CasePreview>,
    req: HttpRequest,
    body: Body<NewPreview>,
) -> Result<HttpResponse, Problem> {
    let language = language(&req);
    let preview = app.point(actor.call(), move |view| open::preview(view, language, &body.value)).await?;
    Ok(HttpResponse::Ok().json(preview))
}

/// Cases of the reader's area, newest first or by due date.
#[utoipa::path(
    tag = "cases",
    params(CaseFilter),
    responses(
        (status = 200, description = "A page of cases", body = Page<CaseRowView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found: the division", body = ProblemView)
    ),
    security(("staff" = ["case.list"]))
)]
#[get("/cases")]
pub async fn list_cases(
    app: Data<Shared>,
    actor: Allowed<perm::CaseList>,
    filter: Query<CaseFilter>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(actor.call(), move |view| list::list(view, &filter)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Find cases by name, pinyin, case number, or the end of an id or phone.
#[utoipa::path(
    tag = "cases",
    request_body = CaseSearch,
    responses(
        (status = 200, description = "A page of cases", body = Page<CaseRowView>),
        (status = 400, description = "bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView)
    ),
    security(("staff" = ["case.list"]))
)]
#[post("/cases/search")]
pub async fn search_cases(
    app: Data<Shared>,
    actor: Allowed<perm::CaseList>,
    body: Body<CaseSearch>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(actor.call(), move |view| list::search(view, &body.value)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// One case whole, with what the reader may do to it now.
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path)),
    responses(
        (status = 200, description = "The case; ETag is its version", body = CaseView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["case.read"]))
)]
#[get("/cases/{id}")]
pub async fn find_case(
    app: Data<Shared>,
    reader: Asking<perm::CaseRead>,
    id: Option<Path<CaseId>>,
) -> Result<Reply, Problem> {
    let case = app
        .point(reader, move |view| {
            let row = store::find(view.conn, view.actor, named(id)?)?;
            view::whole(view, row)
        })
        .await?;
    Ok(Reply::ok(&case)?.version(case.row.version))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HistoryPage {
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// Who did what to the case, when, and what changed; newest first.
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path), HistoryPage),
    responses(
        (status = 200, description = "A page of the history", body = Page<HistoryView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["case.history"]))
)]
#[get("/cases/{id}/history")]
pub async fn list_case_history(
    app: Data<Shared>,
    actor: Allowed<perm::CaseHistory>,
    id: Path<CaseId>,
    page: Query<HistoryPage>,
) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    let page =
        app.read(actor.call(), move |view| list::history(view, id, page.limit, page.cursor.as_ref())).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// A paper to print: receipt, supplement_notice or decision; 404 before its act.
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path), ("kind" = String, Path, description = "receipt | supplement_notice | decision")),
    responses(
        (status = 200, description = "The paper's words", body = DocumentView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["case.read"]))
)]
#[get("/cases/{id}/documents/{kind}")]
pub async fn find_case_document(
    app: Data<Shared>,
    actor: Allowed<perm::CaseRead>,
    path: Path<(CaseId, String)>,
) -> Result<HttpResponse, Problem> {
    let (id, kind) = path.into_inner();
    let request_id = actor.request_id.clone();
    let paper = app.read(actor.call(), move |view| documents::find(view, id, &kind, &request_id)).await?;
    Ok(HttpResponse::Ok().json(paper))
}

/// The letter an act would bring about, in the very words that would be printed; answers as the act would, nothing is written.
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path)),
    request_body = NewDocumentPreview,
    responses(
        (status = 200, description = "The paper's words", body = DocumentView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "As the act: act_not_allowed_here, not_eligible, amount_outside_policy, bill_paid_elsewhere, ending_not_heard", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView)
    ),
    security(("staff" = ["case.read"]))
)]
#[post("/cases/{id}/document-previews")]
pub async fn preview_case_document(
    app: Data<Shared>,
    actor: Allowed<perm::CaseRead>,
    id: Path<CaseId>,
    body: Body<NewDocumentPreview>,
) -> Result<HttpResponse, Problem> {
    let request_id = actor.request_id.clone();
    let paper =
        app.read(actor.call(), move |view| documents::preview(view, *id, &body.value, &request_id)).await?;
    Ok(HttpResponse::Ok().json(paper))
}

/// The calculation made again by the version and on the day it was made by, beside the stored one.
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path)),
    responses(
        (status = 200, description = "Both, and whether they are the same", body = RecalculationView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 422, description = "not_calculated", body = ProblemView)
    ),
    security(("staff" = ["case.read"]))
)]
#[get("/cases/{id}/recalculation")]
pub async fn recalculate_case(
    app: Data<Shared>,
    reader: Asking<perm::CaseRead>,
    id: Option<Path<CaseId>>,
) -> Result<HttpResponse, Problem> {
    let both = app.point(reader, move |view| recalculate::recalculate(view, named(id)?)).await?;
    Ok(HttpResponse::Ok().json(both))
}
