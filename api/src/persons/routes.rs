use crate::http::routes::Routes;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, patch, post};
use yangguang_domain::citizen_id::{CitizenId, is_old_form};

use super::model::{
    CitizenIdCheckView, CitizenIdQuestion, NewPerson, PersonPatch, PersonRowView, PersonSearch, PersonView,
    RevealRequest, Revealed,
};
use super::ops;
use crate::app::Shared;
use crate::http::auth::{Allowed, perm};
use crate::http::body::Body;
use crate::http::cursor::Page;
use crate::http::edge::language;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView, message};
use crate::http::reply::Reply;
use crate::ids::PersonId;

pub fn configure(config: &mut Routes) {
    config
        .service(check_citizen_id)
        .service(search_persons)
        .service(register_person)
        .service(find_person)
        .service(update_person)
        .service(reveal_person);
}

/// Check a citizen id while it is typed. Nothing is looked up or stored.
#[utoipa::path(
    tag = "persons",
    request_body = CitizenIdQuestion,
    responses(
        (status = 200, description = "Valid, or what is wrong", body = CitizenIdCheckView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView)
    ),
    security(("staff" = ["person.search"]))
)]
#[post("/citizen-id-checks")]
pub async fn check_citizen_id(
    req: HttpRequest,
    actor: Allowed<perm::PersonSearch>,
    body: Body<CitizenIdQuestion>,
) -> Result<HttpResponse, Problem> {
    let today = actor.now.today();
    let view = match CitizenId::parse(&body.value.citizen_id, today) {
        Ok(id) => CitizenIdCheckView::valid(&id, is_old_form(&body.value.citizen_id), today),
        Err(error) => CitizenIdCheckView::wrong(error.code(), message(language(&req), error.code(), &[])),
    };
    Ok(HttpResponse::Ok().json(view))
}

/// Find persons by name, pinyin, initials, the end of a number, or the whole citizen id.
#[utoipa::path(
    tag = "persons",
    request_body = PersonSearch,
    responses(
        (status = 200, description = "Persons of the reader's area", body = Page<PersonRowView>),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView)
    ),
    security(("staff" = ["person.search"]))
)]
#[post("/persons/search")]
pub async fn search_persons(
    app: Data<Shared>,
    actor: Allowed<perm::PersonSearch>,
    body: Body<PersonSearch>,
) -> Result<HttpResponse, Problem> {
    let page = app.read(actor.call(), move |view| ops::search(view, &body.value)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Register a person. Birth date and sex come from the citizen id.
#[utoipa::path(
    tag = "persons",
    params(("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")),
    request_body = NewPerson,
    responses(
        (status = 201, description = "Registered", body = PersonView),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 409, description = "person_exists (`instance` is its address), person_registered_elsewhere",
         body = ProblemView),
        (status = 422, description = "invalid, idempotency_key_reused", body = ProblemView)
    ),
    security(("staff" = ["person.register"]))
)]
#[post("/persons")]
pub async fn register_person(
    app: Data<Shared>,
    actor: Allowed<perm::PersonRegister>,
    once: Once,
    body: Body<NewPerson>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(app.write(actor.call(), once, move |tx| ops::register(tx, &body.value)).await?)
}

/// One person, masked.
#[utoipa::path(
    tag = "persons",
    params(("id" = PersonId, Path)),
    responses(
        (status = 200, description = "The person", body = PersonView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["person.read"]))
)]
#[get("/persons/{id}")]
pub async fn find_person(
    app: Data<Shared>,
    actor: Allowed<perm::PersonRead>,
    id: Path<PersonId>,
) -> Result<Reply, Problem> {
    let view = app.read(actor.call(), move |view| ops::find(view, *id)).await?;
    Ok(Reply::ok(&view)?.version(view.version))
}

/// Correct a person's name, village or contacts.
#[utoipa::path(
    tag = "persons",
    params(
        ("id" = PersonId, Path),
        ("If-Match" = String, Header, description = "The version that was read")
    ),
    request_body = PersonPatch,
    responses(
        (status = 200, description = "As it is now", body = PersonView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 412, description = "stale_version", body = ProblemView),
        (status = 422, description = "invalid", body = ProblemView),
        (status = 428, description = "version_required", body = ProblemView)
    ),
    security(("staff" = ["person.update"]))
)]
#[patch("/persons/{id}")]
pub async fn update_person(
    app: Data<Shared>,
    actor: Allowed<perm::PersonUpdate>,
    id: Path<PersonId>,
    if_match: IfMatch,
    body: Body<PersonPatch>,
) -> Result<Reply, Problem> {
    Ok(app.transact(actor.call(), move |tx| ops::update(tx, *id, if_match, &body.value)).await?)
}

/// Show a person's data in the clear, for a reason that is written down.
#[utoipa::path(
    tag = "persons",
    params(
        ("id" = PersonId, Path),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body = RevealRequest,
    responses(
        (status = 201, description = "The data", body = Revealed),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 422, description = "invalid, idempotency_key_reused", body = ProblemView)
    ),
    security(("staff" = ["person.reveal"]))
)]
#[post("/persons/{id}/reveals")]
pub async fn reveal_person(
    app: Data<Shared>,
    actor: Allowed<perm::PersonReveal>,
    id: Path<PersonId>,
    once: Once,
    body: Body<RevealRequest>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    Ok(ops::reveal(&app, actor.call(), once, *id, body.value).await?)
}
