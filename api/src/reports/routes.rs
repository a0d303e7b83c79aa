use crate::http::routes::Routes;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};

use super::model::{CaseLine, ReportFilter, ReportView, RowsFilter};
use super::ops;
use crate::app::Shared;
use crate::http::auth::{Allowed, perm};
use crate::http::csv::{self, Format};
use crate::http::cursor::Page;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;

pub fn configure(config: &mut Routes) {
    config.service(monthly_report).service(monthly_report_rows);
}

/// What a month brought, by township, each figure with a link to its rows.
#[utoipa::path(
    tag = "reports",
    params(ReportFilter),
    responses(
        (status = 200, description = "The report; with format=csv a table", body = ReportView),
        (status = 400, description = "bad_query", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found: the division", body = ProblemView)
    ),
    security(("staff" = ["report.read"]))
)]
#[get("/reports/monthly")]
pub async fn monthly_report(
    app: Data<Shared>,
    actor: Allowed<perm::ReportRead>,
    filter: Query<ReportFilter>,
) -> Result<HttpResponse, Problem> {
    if filter.format == Some(Format::Csv) {
        let name = format!("monthly-{}", filter.month);
        let text = app.read(actor.call(), move |view| ops::monthly_table(view, &filter)).await?;
        return Ok(csv::respond(&name, text));
    }
    let report = app.read(actor.call(), move |view| ops::monthly(view, &filter)).await?;
    Ok(HttpResponse::Ok().json(report))
}

/// The cases behind one figure of the monthly report.
#[utoipa::path(
    tag = "reports",
    params(RowsFilter),
    responses(
        (status = 200, description = "A page of cases; with format=csv all of them", body = Page<CaseLine>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found: the division", body = ProblemView)
    ),
    security(("staff" = ["report.read"]))
)]
#[get("/reports/monthly/rows")]
pub async fn monthly_report_rows(
    app: Data<Shared>,
    actor: Allowed<perm::ReportRead>,
    filter: Query<RowsFilter>,
) -> Result<HttpResponse, Problem> {
    if filter.format == Some(Format::Csv) {
        let name = format!("monthly-{}-{}", filter.month, file_name(&filter.figure));
        let text = app.read(actor.call(), move |view| ops::rows_table(view, &filter)).await?;
        return Ok(csv::respond(&name, text));
    }
    let page = app.read(actor.call(), move |view| ops::rows(view, &filter)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// The figure's name, fit for a file's.
fn file_name(figure: &str) -> String {
    figure.chars().filter(|c| c.is_ascii_lowercase() || *c == '_').collect()
}
