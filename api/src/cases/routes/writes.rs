use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{patch, post, put};

use crate::app::{Shared, Tx};
use crate::audit::Traced;
use crate::cases::model::{CasePatch, NewCase, Papers};
use crate::cases::ops::{edit, open};
use crate::cases::store::CaseRow;
use crate::cases::view;
use crate::cases::views::CaseView;
use crate::failure::Outcome;
use crate::http::auth::{Allowed, perm};
use crate::http::body::Body;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::reply::Reply;
use crate::ids::CaseId;

pub fn configure(config: &mut Routes) {
    config.service(create_case).service(update_case).service(record_papers);
}

/// The whole case as the answer to an act.
pub fn answer(tx: &mut Tx, status: u16, traced: Traced<CaseRow>) -> Outcome<Traced<Reply>> {
    let row = traced.value.clone();
    let case = view::whole(&mut tx.view(), row)?;
    let (id, version) = (case.row.id, case.row.version);
    let mut reply = Reply::new(status, &case)?.version(version);
    if status == 201 {
        reply.location = Some(format!("/api/v1/cases/{id}"));
    }
    Ok(traced.map(|_| reply))
}

/// Open a case for a person found or registered before.
#[utoipa::path(
    tag = "cases",
    params(("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")),
    request_body = NewCase,
    responses(
        (status = 201, description = "The case, received", body = CaseView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found: the person", body = ProblemView),
        (status = 409, description = "open_case_exists", body = ProblemView),
        (status = 422, description = "invalid, item_unknown, applicant_not_member", body = ProblemView)
    ),
    security(("staff" = ["case.create"]))
)]
#[post("/cases")]
pub async fn create_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseCreate>,
    once: Once,
    body: Body<NewCase>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let act = move |tx: &mut Tx| {
        let traced = open::open(tx, &body.value)?;
        answer(tx, 201, traced)
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Change facts or household while the flow still allows it (JSON Merge Patch).
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path), ("If-Match" = String, Header, description = "Version of the case")),
    request_body = CasePatch,
    responses(
        (status = 200, description = "The case, determined anew", body = CaseView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "act_not_allowed_here, checked_already", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.edit"]))
)]
#[patch("/cases/{id}")]
pub async fn update_case(
    app: Data<Shared>,
    actor: Allowed<perm::CaseEdit>,
    id: Path<CaseId>,
    version: IfMatch,
    body: Body<CasePatch>,
) -> Result<Reply, Problem> {
    let act = move |tx: &mut Tx| {
        let traced = edit::patch(tx, *id, version, &body.value)?;
        answer(tx, 200, traced)
    };
    Ok(app.transact(actor.call(), act).await?)
}

/// Note which papers were seen in original at the window.
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path), ("If-Match" = String, Header, description = "Version of the case")),
    request_body = Papers,
    responses(
        (status = 200, description = "The case", body = CaseView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "act_not_allowed_here, file_is_part_of_case", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["case.edit"]))
)]
#[put("/cases/{id}/papers")]
pub async fn record_papers(
    app: Data<Shared>,
    actor: Allowed<perm::CaseEdit>,
    id: Path<CaseId>,
    version: IfMatch,
    body: Body<Papers>,
) -> Result<Reply, Problem> {
    let act = move |tx: &mut Tx| {
        let traced = edit::papers(tx, *id, version, &body.value)?;
        answer(tx, 200, traced)
    };
    Ok(app.transact(actor.call(), act).await?)
}
