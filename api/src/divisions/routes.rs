use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};

use super::model::{DetailView, DivisionQuery, DivisionView};
use super::ops;
use crate::app::Shared;
use crate::http::auth::Anyone;
use crate::http::cursor::Page;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;

pub fn configure(config: &mut Routes) {
    config.service(list_divisions).service(find_division);
}

/// The divisions below one, or those whose name holds a text.
#[utoipa::path(
    tag = "reference",
    params(DivisionQuery),
    responses(
        (status = 200, description = "In the order of their codes", body = Page<DivisionView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 404, description = "The parent is not there", body = ProblemView)
    ),
    security(())
)]
#[get("/divisions")]
pub async fn list_divisions(
    app: Data<Shared>,
    anyone: Anyone,
    query: Query<DivisionQuery>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(anyone.call(), move |view| ops::list(view, query.into_inner())).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// One division with what lies above it.
#[utoipa::path(
    tag = "reference",
    params(("code" = String, Path, description = "12 digits", example = "360704100000")),
    responses(
        (status = 200, description = "The division", body = DetailView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(())
)]
#[get("/divisions/{code}")]
pub async fn find_division(
    app: Data<Shared>,
    anyone: Anyone,
    code: Path<String>,
) -> Result<HttpResponse, Problem> {
    let detail = app.point(anyone.call(), move |view| ops::find(view, &code)).await?;
    Ok(HttpResponse::Ok().json(detail))
}
