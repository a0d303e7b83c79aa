use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, patch, post};

use super::model::{AccountPatch, NewAccountBody, OfficerView, PageQuery, ResetBody};
use super::ops;
use crate::app::Shared;
use crate::http::auth::{Allowed, Asking, named, perm};
use crate::http::body::Body;
use crate::http::cursor::Page;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;
use crate::http::reply::Reply;
use crate::ids::UserId;
use crate::sessions::UserView;

pub fn configure(config: &mut Routes) {
    config
        .service(list_accounts)
        .service(create_account)
        .service(find_account)
        .service(update_account)
        .service(reset_password)
        .service(list_officers);
}

/// The accounts of one's county, by user name.
#[utoipa::path(
    tag = "accounts",
    params(PageQuery),
    responses(
        (status = 200, description = "Accounts", body = Page<UserView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView)
    ),
    security(("staff" = ["account.read"]))
)]
#[get("/accounts")]
pub async fn list_accounts(
    app: Data<Shared>,
    actor: Allowed<perm::AccountRead>,
    query: Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(actor.call(), move |view| ops::list(view, query.into_inner())).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Open an account in one's own county. Its password must be changed at the first login.
#[utoipa::path(
    tag = "accounts",
    params(("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")),
    request_body = NewAccountBody,
    responses(
        (status = 201, description = "Opened", body = UserView),
        (status = 400, description = "idempotency_key_required, malformed_json", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 409, description = "username_taken", body = ProblemView),
        (status = 422, description = "invalid, idempotency_key_reused", body = ProblemView)
    ),
    security(("staff" = ["account.write"]))
)]
#[post("/accounts")]
pub async fn create_account(
    app: Data<Shared>,
    actor: Allowed<perm::AccountWrite>,
    once: Once,
    body: Body<NewAccountBody>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(ops::open(&app, actor.call(), once, body.value).await?)
}

/// One account.
#[utoipa::path(
    tag = "accounts",
    params(("id" = UserId, Path, description = "The account")),
    responses(
        (status = 200, description = "The account, its version in ETag", body = UserView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["account.read"]))
)]
#[get("/accounts/{id}")]
pub async fn find_account(
    app: Data<Shared>,
    reader: Asking<perm::AccountRead>,
    id: Option<Path<UserId>>,
) -> Result<Reply, Problem> {
    let user = app.point(reader, move |view| ops::find(view, named(id)?)).await?;
    Ok(Reply::ok(&user)?.version(user.version))
}

/// Change an account. Another post or division, or disabling, ends its sessions at once.
#[utoipa::path(
    tag = "accounts",
    params(
        ("id" = UserId, Path, description = "The account"),
        ("If-Match" = String, Header, description = "The version that was read")
    ),
    request_body = AccountPatch,
    responses(
        (status = 200, description = "Changed", body = UserView),
        (status = 400, description = "malformed_json", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "own_account", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["account.write"]))
)]
#[patch("/accounts/{id}")]
pub async fn update_account(
    app: Data<Shared>,
    actor: Allowed<perm::AccountWrite>,
    id: Path<UserId>,
    if_match: IfMatch,
    body: Body<AccountPatch>,
) -> Result<Reply, Problem> {
    let (id, patch) = (id.into_inner(), body.value);
    let user = app.transact(actor.call(), move |tx| ops::update(tx, id, if_match, &patch)).await?;
    Ok(Reply::ok(&user)?.version(user.version))
}

/// Give an account a password for one login; lifts the lock and ends its sessions.
#[utoipa::path(
    tag = "accounts",
    params(
        ("id" = UserId, Path, description = "The account"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = ResetBody,
    responses(
        (status = 201, description = "Reset", body = UserView),
        (status = 400, description = "idempotency_key_required, malformed_json", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "own_account", body = ProblemView),
        (status = 422, description = "invalid, idempotency_key_reused", body = ProblemView)
    ),
    security(("staff" = ["account.write"]))
)]
#[post("/accounts/{id}/password-resets")]
pub async fn reset_password(
    app: Data<Shared>,
    actor: Allowed<perm::AccountWrite>,
    id: Path<UserId>,
    once: Once,
    body: Body<ResetBody>,
) -> Result<Reply, Problem> {
    let id = id.into_inner();
    let once = once.with(&body.canonical);
    Ok(ops::reset_password(&app, actor.call(), once, id, body.value).await?)
}

/// Colleagues who can be named in a visit: of one's township, or of the county.
#[utoipa::path(
    tag = "accounts",
    params(PageQuery),
    responses(
        (status = 200, description = "Officers", body = Page<OfficerView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView)
    ),
    security(("staff" = ["officer.list"]))
)]
#[get("/officers")]
pub async fn list_officers(
    app: Data<Shared>,
    actor: Allowed<perm::OfficerList>,
    query: Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(actor.call(), move |view| ops::officers(view, query.into_inner())).await?;
    Ok(HttpResponse::Ok().json(page))
}
