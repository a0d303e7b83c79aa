use crate::http::routes::Routes;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};

use super::model::WorkbenchView;
use super::ops;
use crate::app::Shared;
use crate::http::auth::{Allowed, perm};
use crate::http::problem::{Problem, ProblemView};

pub fn configure(config: &mut Routes) {
    config.service(find_workbench);
}

/// What waits for the reader, each counter with a link to its list.
#[utoipa::path(
    tag = "workbench",
    responses(
        (status = 200, description = "Counters of the reader's area", body = WorkbenchView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView)
    ),
    security(("staff" = ["workbench.read"]))
)]
#[get("/workbench")]
pub async fn find_workbench(
    app: Data<Shared>,
    actor: Allowed<perm::WorkbenchRead>,
) -> Result<HttpResponse, Problem> {
    let workbench = app.read(actor.call(), ops::workbench).await?;
    Ok(HttpResponse::Ok().json(workbench))
}
