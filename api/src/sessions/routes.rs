use crate::http::routes::Routes;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post};

use super::model::{Credentials, CurrentView, NewPassword, NewRefresh, SessionView};
use super::{UserView, ops, store};
use crate::app::Shared;
use crate::http::auth::{Allowed, Anyone, perm};
use crate::http::body::Body;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::reply::Reply;

pub fn configure(config: &mut Routes) {
    config
        .service(create_session)
        .service(refresh_session)
        .service(find_current_session)
        .service(end_session)
        .service(change_password);
}

/// Log in. Five wrong passwords lock the account for 15 minutes.
#[utoipa::path(
    tag = "sessions",
    request_body = Credentials,
    responses(
        (status = 201, description = "A session", body = SessionView),
        (status = 401, description = "wrong_credentials", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 429, description = "account_locked, with Retry-After", body = ProblemView)
    ),
    security(())
)]
#[post("/sessions")]
pub async fn create_session(
    app: Data<Shared>,
    anyone: Anyone,
    body: Body<Credentials>,
) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Created().json(ops::log_in(&app, anyone.call(), body.value).await?))
}

/// Trade a refresh token for a new pair. Traded again within 20 seconds it gives the same
/// refresh token, so that tabs may ask at once; later it ends the session.
#[utoipa::path(
    tag = "sessions",
    request_body = NewRefresh,
    responses(
        (status = 201, description = "The session goes on", body = SessionView),
        (status = 401, description = "session_ended", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView)
    ),
    security(())
)]
#[post("/sessions/refreshes")]
pub async fn refresh_session(
    app: Data<Shared>,
    anyone: Anyone,
    body: Body<NewRefresh>,
) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Created().json(ops::refresh(&app, anyone.call(), body.value).await?))
}

/// Who is logged in.
#[utoipa::path(
    tag = "sessions",
    responses(
        (status = 200, description = "The account", body = CurrentView),
        (status = 401, description = "login_required", body = ProblemView)
    ),
    security(("staff" = []))
)]
#[get("/sessions/current")]
pub async fn find_current_session(
    app: Data<Shared>,
    actor: Allowed<perm::LoggedIn>,
) -> Result<HttpResponse, Problem> {
    let user = actor.actor.user_id()?;
    let user = app.db.point(move |conn| store::user_view(conn, user)).await?;
    Ok(HttpResponse::Ok().json(CurrentView { user }))
}

/// Log out: both tokens are worthless at once.
#[utoipa::path(
    tag = "sessions",
    responses(
        (status = 204, description = "Ended"),
        (status = 401, description = "login_required", body = ProblemView)
    ),
    security(("staff" = []))
)]
#[delete("/sessions/current")]
pub async fn end_session(app: Data<Shared>, actor: Allowed<perm::LoggedIn>) -> Result<HttpResponse, Problem> {
    ops::log_out(&app, actor.call()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Change one's own password. Other sessions of the account are over at once.
#[utoipa::path(
    tag = "sessions",
    params(("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")),
    request_body = NewPassword,
    responses(
        (status = 201, description = "Changed", body = UserView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 429, description = "account_locked: five wrong current passwords", body = ProblemView)
    ),
    security(("staff" = []))
)]
#[post("/accounts/me/passwords")]
pub async fn change_password(
    app: Data<Shared>,
    actor: Allowed<perm::LoggedIn>,
    once: Once,
    body: Body<NewPassword>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(ops::change_password(&app, actor.call(), once, body.value).await?)
}
