use crate::http::routes::Routes;
use actix_web::body::SizedStream;
use actix_web::web::{Bytes, Data, Path, Payload};
use actix_web::{Error, HttpRequest, HttpResponse, delete, get, post};
use futures_util::TryStreamExt;

use super::model::{AttachmentView, FileBytes, Place};
use super::ops::{self, Announced};
use super::{names, spool};
use crate::app::Shared;
use crate::failure::Failure;
use crate::http::auth::{Allowed, perm};
use crate::http::cursor::Page;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;
use crate::http::reply::Reply;
use crate::ids::{AttachmentId, CaseId};

pub fn configure(config: &mut Routes) {
    config
        .service(add_attachment)
        .service(list_attachments)
        .service(download_attachment)
        .service(remove_attachment);
}

/// Add a paper to an open case: PDF, JPEG, PNG, OFD or HEIC by its content, at most 20 MB.
#[utoipa::path(
    tag = "attachments",
    params(
        ("id" = CaseId, Path),
        Place,
        ("X-File-Name" = String, Header, description = "Percent-encoded UTF-8, at most 120 characters"),
        ("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")
    ),
    request_body(content = inline(FileBytes), content_type = "application/octet-stream", description = "The file's bytes"),
    responses(
        (status = 201, description = "Taken in", body = AttachmentView),
        (status = 400, description = "idempotency_key_required, bad_query, upload_broken", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "files_of_closed_case, too_many_files, files_too_large",
         body = ProblemView),
        (status = 413, description = "file_too_large", body = ProblemView),
        (status = 415, description = "file_type_refused", body = ProblemView),
        (status = 422, description = "invalid, file_empty, idempotency_key_reused", body = ProblemView)
    ),
    security(("staff" = ["attachment.add"]))
)]
#[post("/cases/{id}/attachments")]
pub async fn add_attachment(
    req: HttpRequest,
    app: Data<Shared>,
    actor: Allowed<perm::AttachmentAdd>,
    once: Once,
    id: Path<CaseId>,
    place: Query<Place>,
    body: Payload,
) -> Result<Reply, Problem> {
    let header = |name: &str| req.headers().get(name).and_then(|value| value.to_str().ok());
    let file_name = names::read(header("x-file-name"))?;
    let declared: Option<u64> = header("content-length").and_then(|length| length.parse().ok());
    if declared.is_some_and(|length| length > spool::MOST_BYTES) {
        return Err(Failure::no("file_too_large").into());
    }
    let announced = Announced { case: *id, material: place.into_inner().material, file_name };
    Ok(ops::add(&app, actor.call(), once, announced, body).await?)
}

/// The papers of a case, oldest first.
#[utoipa::path(
    tag = "attachments",
    params(("id" = CaseId, Path)),
    responses(
        (status = 200, description = "All of them", body = Page<AttachmentView>),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["attachment.read"]))
)]
#[get("/cases/{id}/attachments")]
pub async fn list_attachments(
    app: Data<Shared>,
    actor: Allowed<perm::AttachmentRead>,
    id: Path<CaseId>,
) -> Result<HttpResponse, Problem> {
    let items = app.read(actor.call(), move |view| ops::list(view, *id)).await?;
    Ok(HttpResponse::Ok().json(Page::whole(items)))
}

/// Download a paper; it is written down who did.
#[utoipa::path(
    tag = "attachments",
    params(("id" = CaseId, Path), ("attachment_id" = AttachmentId, Path)),
    responses(
        (status = 200, description = "The bytes as they were handed in; Content-Type says what they are",
         body = inline(FileBytes), content_type = "application/octet-stream"),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView)
    ),
    security(("staff" = ["attachment.read"]))
)]
#[get("/cases/{id}/attachments/{attachment_id}")]
pub async fn download_attachment(
    app: Data<Shared>,
    actor: Allowed<perm::AttachmentRead>,
    path: Path<(CaseId, AttachmentId)>,
) -> Result<HttpResponse, Problem> {
    let (case, id) = path.into_inner();
    let opened = ops::open(&app, actor.call(), case, id).await?;
    let size = u64::try_from(opened.row.size).map_err(Failure::internal)?;
    let disposition = names::disposition(&opened.row.file_name);
    let media_type = opened.row.media_type.clone();
    let bytes = opened.bytes().map_ok(Bytes::from).map_err(|failure| Error::from(Problem(failure)));
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(("content-disposition", disposition))
        .insert_header(("x-content-type-options", "nosniff"))
        .insert_header(("content-security-policy", "default-src 'none'; sandbox"))
        .body(SizedStream::new(size, Box::pin(bytes))))
}

/// Take a paper back, before the case is accepted.
#[utoipa::path(
    tag = "attachments",
    params(("id" = CaseId, Path), ("attachment_id" = AttachmentId, Path)),
    responses(
        (status = 204, description = "Taken back"),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found", body = ProblemView),
        (status = 409, description = "file_is_part_of_case, files_of_closed_case", body = ProblemView)
    ),
    security(("staff" = ["attachment.remove"]))
)]
#[delete("/cases/{id}/attachments/{attachment_id}")]
pub async fn remove_attachment(
    app: Data<Shared>,
    actor: Allowed<perm::AttachmentRemove>,
    path: Path<(CaseId, AttachmentId)>,
) -> Result<HttpResponse, Problem> {
    let (case, id) = path.into_inner();
    app.transact(actor.call(), move |tx| ops::remove(tx, case, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
