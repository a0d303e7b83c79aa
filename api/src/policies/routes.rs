use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use yangguang_domain::policy::{Evaluation, LanguageFunction, functions};

use super::model::{DetailView, EvaluationBody, OnQuery, SummaryView};
use super::ops;
use crate::app::Shared;
use crate::http::auth::Anyone;
use crate::http::body::Body;
use crate::http::cursor::Page;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;
use crate::openapi;

pub fn configure(config: &mut Routes) {
    config
        .service(list_policies)
        .service(find_policy)
        .service(evaluate_policy)
        .service(find_policy_schema)
        .service(list_policy_functions);
}

/// All policies, every version.
#[utoipa::path(
    tag = "policies",
    responses((status = 200, description = "Policies", body = Page<SummaryView>)),
    security(())
)]
#[get("/policies")]
pub async fn list_policies(app: Data<Shared>, anyone: Anyone) -> Result<HttpResponse, Problem> {
    let page = app.point(anyone.call(), |view| Ok(Page::whole(ops::list(view.app)))).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// The version in force on a day (or that very version), with its document and its examples.
#[utoipa::path(
    tag = "policies",
    params(("code" = String, Path, description = "The policy", example = "medical-assistance-1"), OnQuery),
    responses(
        (status = 200, description = "The policy", body = DetailView),
        (status = 400, description = "bad_query", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 422, description = "not_in_force", body = ProblemView)
    ),
    security(())
)]
#[get("/policies/{code}")]
pub async fn find_policy(
    app: Data<Shared>,
    anyone: Anyone,
    code: Path<String>,
    query: Query<OnQuery>,
) -> Result<HttpResponse, Problem> {
    let on = query.on.unwrap_or_else(|| anyone.now.today());
    let found = app
        .point(anyone.call(), move |view| {
            let place = query.division.as_deref().unwrap_or_default();
            ops::find(view.app, &code, query.version, place, on)
        })
        .await?;
    Ok(HttpResponse::Ok().json(found))
}

/// What the policy gives for invented facts, line by line. Nothing is kept.
#[utoipa::path(
    tag = "policies",
    params(("code" = String, Path, description = "The policy", example = "medical-assistance-1")),
    request_body = EvaluationBody,
    responses(
        (status = 200, description = "The answer", body = Evaluation),
        (status = 400, description = "malformed_json", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 422, description = "invalid, not_in_force", body = ProblemView)
    ),
    security(())
)]
#[post("/policies/{code}/evaluations")]
pub async fn evaluate_policy(
    app: Data<Shared>,
    anyone: Anyone,
    code: Path<String>,
    body: Body<EvaluationBody>,
) -> Result<HttpResponse, Problem> {
    let evaluation = app.point(anyone.call(), move |view| ops::evaluate(view, &code, &body.value)).await?;
    Ok(HttpResponse::Ok().json(evaluation))
}

/// The JSON Schema of policy documents.
#[utoipa::path(
    tag = "policies",
    responses((status = 200, description = "JSON Schema 2020-12", body = Object)),
    security(())
)]
#[get("/policy-schema")]
pub async fn find_policy_schema(_: Anyone) -> HttpResponse {
    HttpResponse::Ok().json(openapi::policy_schema())
}

/// The functions that formulas may call.
#[utoipa::path(
    tag = "policies",
    responses((status = 200, description = "Functions", body = Page<LanguageFunction>)),
    security(())
)]
#[get("/policy-functions")]
pub async fn list_policy_functions(_: Anyone) -> HttpResponse {
    HttpResponse::Ok().json(Page::whole(functions().collect::<Vec<_>>()))
}
