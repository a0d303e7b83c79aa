//! Many villages' notices at once: each was previewed, each has its own result and trace, and
//! the two persons are two (政府信息公开条例 Art 17).

use crate::http::routes::Routes;
use actix_web::web::Data;
use actix_web::{HttpRequest, post};
use serde_json::json;

use super::model::{
    NoticeItem, NoticeResult, NoticeResults, NoticeSignature, NoticeSignatures, NoticeSubmission,
    NoticeSubmissions, SignOutcome,
};
use super::ops;
use crate::app::{Shared, Tx};
use crate::audit::{Entry, Traced};
use crate::codes::Language;
use crate::db::errors::{Trouble, classify};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::auth::{Allowed, perm};
use crate::http::body::Body;
use crate::http::edge;
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::problem::{Problem, ProblemView, RowProblem};
use crate::http::reply::Reply;

const MOST: usize = 500;

pub fn configure(config: &mut Routes) {
    config.service(submit_notices).service(sign_notices);
}

fn each(
    tx: &mut Tx,
    language: Language,
    items: &[NoticeItem],
    action: &'static str,
    one: impl Fn(&mut Tx, &NoticeItem) -> Outcome<Traced<Reply>>,
) -> Outcome<Traced<Reply>> {
    if items.len() > MOST {
        return Err(Failure::no("too_many_rows"));
    }
    let (mut entries, mut results) = (Vec::new(), Vec::with_capacity(items.len()));
    let mut done = 0;
    for item in items {
        match tx.savepoint(|tx| Ok(one(tx, item)?.split())) {
            Ok((_, trace)) => {
                done += 1;
                entries.extend(trace);
                results.push(NoticeResult {
                    id: item.id,
                    status: 201,
                    code: None,
                    message: None,
                    errors: Vec::new(),
                    since: Vec::new(),
                });
            }
            // Not this row's fault: the whole transaction is run again or given up.
            Err(Failure::Database(error)) if classify(&error) != Trouble::Other => return Err(error.into()),
            Err(failure) => {
                let told = RowProblem::of(failure, language);
                results.push(NoticeResult {
                    id: item.id,
                    status: told.status,
                    code: Some(told.code),
                    message: Some(told.message),
                    errors: told.errors,
                    since: told.since,
                });
            }
        }
    }
    let entry = Entry::new(action, "notice", "*")
        .at(&tx.actor.scope.division)
        .with(json!({ "items": results.len(), "done": done }));
    Ok(Traced::new(Reply::new(207, &NoticeResults { items: results })?, entry).and_all(entries))
}

/// Hand previewed drafts to the secrecy reviewer together; each has its own result.
#[utoipa::path(
    tag = "notices",
    params(("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")),
    request_body = NoticeSubmissions,
    responses(
        (status = 207, description = "One result for each", body = NoticeResults),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 422, description = "invalid, too_many_rows", body = ProblemView)
    ),
    security(("staff" = ["notice.submit"]))
)]
#[post("/notice-submissions")]
pub async fn submit_notices(
    app: Data<Shared>,
    actor: Allowed<perm::NoticeSubmit>,
    request: HttpRequest,
    once: Once,
    body: Body<NoticeSubmissions>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let language = edge::language(&request);
    let act = move |tx: &mut Tx| {
        let end_on = body.value.end_on;
        each(tx, language, &body.value.items, "notice.submissions", |tx, item| {
            let new = NoticeSubmission { end_on, content_sha256: item.content_sha256.clone() };
            ops::submit(tx, item.id, IfMatch(item.version), &new)
        })
    };
    Ok(app.write(actor.call(), once, act).await?)
}

/// Sign previewed notices together (they are on the board at once) or return them; each has its own result.
#[utoipa::path(
    tag = "notices",
    params(("Idempotency-Key" = String, Header, description = "Unique for each act, 8 to 128 characters")),
    request_body = NoticeSignatures,
    responses(
        (status = 207, description = "One result for each", body = NoticeResults),
        (status = 400, description = "idempotency_key_required", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 422, description = "invalid, too_many_rows", body = ProblemView)
    ),
    security(("staff" = ["notice.sign"]))
)]
#[post("/notice-signatures")]
pub async fn sign_notices(
    app: Data<Shared>,
    actor: Allowed<perm::NoticeSign>,
    request: HttpRequest,
    once: Once,
    body: Body<NoticeSignatures>,
) -> Result<Reply, Problem> {
    let once = once.with(&body.canonical);
    let language = edge::language(&request);
    let act = move |tx: &mut Tx| {
        let NoticeSignatures { items, outcome, reason } = &body.value;
        if *outcome == SignOutcome::Return {
            let mut checks = Checks::new();
            checks.text(reason.as_deref().unwrap_or_default(), "/reason", 500);
            checks.done()?;
        }
        each(tx, language, items, "notice.signatures", |tx, item| {
            let content_sha256 = item.content_sha256.clone();
            let new = NoticeSignature { outcome: *outcome, content_sha256, reason: reason.clone() };
            ops::sign(tx, item.id, IfMatch(item.version), &new)
        })
    };
    Ok(app.write(actor.call(), once, act).await?)
}
