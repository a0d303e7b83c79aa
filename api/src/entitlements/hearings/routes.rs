use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};

use super::model::NewAct;
use super::{letters, ops};
use crate::app::Shared;
use crate::entitlements::model::EntitlementView;
use crate::http::auth::{Allowed, perm};
use crate::http::body::Body;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::reply::Reply;
use crate::ids::{EntitlementChangeId, EntitlementId};
use crate::letters::DocumentView;

pub fn configure(config: &mut Routes) {
    config.service(record_entitlement_act).service(find_entitlement_document);
}

/// Write down an act about what is proposed for a benefit: the invitation to be heard, the hearing, the notice of an intended end, an objection; or the service of what was decided.
#[utoipa::path(
    tag = "entitlements",
    params(
        ("id" = EntitlementId, Path),
        ("Idempotency-Key" = String, Header),
        ("If-Match" = String, Header, description = "The version that was read")
    ),
    request_body = NewAct,
    responses(
        (status = 201, description = "The benefit with its acts", body = EntitlementView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "no_change_open, no_posting", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["entitlement.propose"]))
)]
#[post("/entitlements/{id}/acts")]
pub async fn record_entitlement_act(
    app: Data<Shared>,
    actor: Allowed<perm::EntitlementPropose>,
    id: Path<EntitlementId>,
    if_match: IfMatch,
    once: Once,
    body: Body<NewAct>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx| ops::act(tx, *id, if_match, &body.value)).await?)
}

/// A letter about a change: hearing_notice, hearing_record, ending_notice or decision; 404 before its act.
#[utoipa::path(
    tag = "entitlements",
    params(
        ("id" = EntitlementId, Path),
        ("change_id" = EntitlementChangeId, Path),
        ("kind" = String, Path, description = "hearing_notice | hearing_record | ending_notice | decision")
    ),
    responses(
        (status = 200, description = "The letter's words", body = DocumentView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["entitlement.read"]))
)]
#[get("/entitlements/{id}/changes/{change_id}/documents/{kind}")]
pub async fn find_entitlement_document(
    app: Data<Shared>,
    actor: Allowed<perm::EntitlementRead>,
    path: Path<(EntitlementId, EntitlementChangeId, String)>,
) -> Result<HttpResponse, Problem> {
    let (id, change, kind) = path.into_inner();
    let request = actor.request_id.clone();
    let letter =
        app.read(actor.call(), move |view| letters::find(view, (id, change), &kind, &request)).await?;
    Ok(HttpResponse::Ok().json(letter))
}
