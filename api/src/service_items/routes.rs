use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use serde::Deserialize;
use utoipa::IntoParams;

use super::ops;
use super::view::ItemView;
use crate::app::{Shared, View};
use crate::http::auth::Anyone;
use crate::http::cursor::Page;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;

pub fn configure(config: &mut Routes) {
    config.service(list_service_items).service(find_service_item);
}

/// Where one asks: what is asked for is that of the policy in force there.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PlaceQuery {
    /// A division.
    pub division: Option<String>,
}

/// What can be applied for today.
#[utoipa::path(
    tag = "service-items",
    params(PlaceQuery),
    responses(
        (status = 200, description = "Service items", body = Page<ItemView>),
        (status = 400, description = "bad_query", body = ProblemView)
    ),
    security(())
)]
#[get("/service-items")]
pub async fn list_service_items(
    app: Data<Shared>,
    anyone: Anyone,
    query: Query<PlaceQuery>,
) -> Result<HttpResponse, Problem> {
    let today = anyone.now.today();
    let list =
        move |view: &mut View| ops::list(view.app, query.division.as_deref().unwrap_or_default(), today);
    Ok(HttpResponse::Ok().json(Page::whole(app.point(anyone.call(), list).await?)))
}

/// The guide to one item, with its papers, what is asked and the stages of a case.
#[utoipa::path(
    tag = "service-items",
    params(("code" = String, Path, description = "The item", example = "medical-assistance"), PlaceQuery),
    responses(
        (status = 200, description = "The item", body = ItemView),
        (status = 400, description = "bad_query", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 422, description = "not_in_force", body = ProblemView)
    ),
    security(())
)]
#[get("/service-items/{code}")]
pub async fn find_service_item(
    app: Data<Shared>,
    anyone: Anyone,
    code: Path<String>,
    query: Query<PlaceQuery>,
) -> Result<HttpResponse, Problem> {
    let today = anyone.now.today();
    let find = move |view: &mut View| {
        ops::find(view.app, &code, query.division.as_deref().unwrap_or_default(), today)
    };
    Ok(HttpResponse::Ok().json(app.point(anyone.call(), find).await?))
}
