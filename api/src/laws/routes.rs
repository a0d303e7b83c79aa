use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};

use super::model::{DetailView, LawFilter, RowView};
use super::ops;
use crate::app::Shared;
use crate::http::auth::Anyone;
use crate::http::cursor::Page;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;

pub fn configure(config: &mut Routes) {
    config.service(list_laws).service(find_law);
}

/// The register of law, the highest rank first.
#[utoipa::path(
    tag = "laws",
    params(LawFilter),
    responses(
        (status = 200, description = "A page of laws", body = Page<RowView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView)
    ),
    security(())
)]
#[get("/laws")]
pub async fn list_laws(
    app: Data<Shared>,
    anyone: Anyone,
    filter: Query<LawFilter>,
) -> Result<HttpResponse, Problem> {
    let today = anyone.now.today();
    let page = app.point(anyone.call(), move |view| ops::list(view.app, &filter, today)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// One law with all its texts and articles, and where it is cited.
#[utoipa::path(
    tag = "laws",
    params(("code" = String, Path, description = "The law", example = "social-assistance-law")),
    responses(
        (status = 200, description = "The law", body = DetailView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(())
)]
#[get("/laws/{code}")]
pub async fn find_law(
    app: Data<Shared>,
    anyone: Anyone,
    code: Path<String>,
) -> Result<HttpResponse, Problem> {
    let today = anyone.now.today();
    let found = app.point(anyone.call(), move |view| ops::find(view.app, &code, today)).await?;
    Ok(HttpResponse::Ok().json(found))
}
