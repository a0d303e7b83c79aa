use crate::http::routes::Routes;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};

use super::model::{EntryQuery, EntryView, OptionsView};
use super::ops;
use crate::app::Shared;
use crate::http::auth::{Allowed, perm};
use crate::http::csv::Format;
use crate::http::cursor::Page;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;
use crate::http::{csv, edge};

pub fn configure(config: &mut Routes) {
    config.service(list_audit_entries).service(find_audit_options);
}

/// The audit trail, newest first; as CSV everything that fits the filters.
#[utoipa::path(
    tag = "audit",
    params(EntryQuery),
    responses(
        (status = 200, description = "Entries; with format=csv a table", body = Page<EntryView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found: the account, the case or the division", body = ProblemView),
        (status = 422, description = "export_too_large", body = ProblemView)
    ),
    security(("staff" = ["audit.read"]))
)]
#[get("/audit-entries")]
pub async fn list_audit_entries(
    app: Data<Shared>,
    actor: Allowed<perm::AuditRead>,
    query: Query<EntryQuery>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    if query.format == Some(Format::Csv) {
        let language = edge::language(&req);
        let text = app.read(actor.call(), move |view| ops::table(view, query, language)).await?;
        return Ok(csv::respond("audit-entries", text));
    }
    let page = app.read(actor.call(), move |view| ops::list(view, query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// What the audit trail can be asked for: acts and records by their names, and who can have acted.
#[utoipa::path(
    tag = "audit",
    responses(
        (status = 200, description = "Acts, kinds of records, accounts", body = OptionsView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView)
    ),
    security(("staff" = ["audit.read"]))
)]
#[get("/audit-options")]
pub async fn find_audit_options(
    app: Data<Shared>,
    actor: Allowed<perm::AuditRead>,
) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(app.read(actor.call(), ops::options).await?))
}
