use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use utoipa_actix_web::service_config::ServiceConfig;

use super::ops;
use super::view::ItemView;
use crate::app::Shared;
use crate::http::auth::Anyone;
use crate::http::cursor::Page;
use crate::http::problem::{Problem, ProblemView};

pub fn configure(config: &mut ServiceConfig) {
    config.service(list_service_items).service(find_service_item);
}

/// What can be applied for today.
#[utoipa::path(
    tag = "service-items",
    responses((status = 200, description = "Service items", body = Page<ItemView>)),
    security(())
)]
#[get("/service-items")]
pub async fn list_service_items(app: Data<Shared>, anyone: Anyone) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(Page::whole(ops::list(&app, anyone.now.today())?)))
}

/// The guide to one item, with its papers, what is asked and the stages of a case.
#[utoipa::path(
    tag = "service-items",
    params(("code" = String, Path, description = "The item", example = "medical-assistance")),
    responses(
        (status = 200, description = "The item", body = ItemView),
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
) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(ops::find(&app, &code, anyone.now.today())?))
}
