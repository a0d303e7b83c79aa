//! The outermost layer: request ids, security headers, one log line a request, and
//! the problem document of whatever went wrong inside.

use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};

use super::problem::Problem;
use crate::codes::Language;
use crate::failure::Failure;

/// Accepted from the client or made here; in the answer, the log, problems, the audit
/// trail and printed receipts.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

const CSP: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                   img-src 'self' data: blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; \
                   form-action 'self'; frame-ancestors 'none'";

pub async fn edge(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let id = accepted_id(req.headers()).unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    req.extensions_mut().insert(RequestId(id.clone()));
    // HEAD is GET without its body, which actix leaves out by itself.
    let method = req.method().clone();
    if method == Method::HEAD {
        req.head_mut().method = Method::GET;
    }
    // actix needs the request for itself until it is answered: no clone of it before.
    // Errors of handlers and extractors come as answers that carry them.
    // No address of ours holds a NUL, and PostgreSQL takes none.
    let mut response = if req.query_string().contains("%00") {
        req.error_response(Problem(Failure::no_with("bad_query", vec![("detail", "%00".to_owned())])))
    } else if req.path().contains("%00") || req.path().contains('\0') {
        req.error_response(Problem(Failure::not_found()))
    } else if method == Method::OPTIONS {
        // Beside the operations there are only pages and files, which are read.
        let page = !req.path().starts_with(crate::openapi::BASE) || req.path().ends_with(".json");
        let read = HeaderValue::from_static("GET, HEAD, OPTIONS");
        match if page { Some(read) } else { allowed(req.path()) } {
            Some(allow) => {
                req.into_response(HttpResponse::NoContent().insert_header((ALLOW, allow)).finish())
            }
            None => req.error_response(Problem(Failure::not_found())),
        }
    } else {
        next.call(req).await?.map_into_boxed_body()
    };
    let request = response.request().clone();
    if let Some(document) = document(&request, response.response().error(), &id) {
        let (req, old) = response.into_parts();
        let mut new = HttpResponse::with_body(old.status(), BoxBody::new(document));
        *new.headers_mut() = old.headers().clone();
        response = ServiceResponse::new(req, new);
    }
    decorate(response.response_mut().headers_mut(), request.path(), &id);
    tracing::info!(
        request_id = id,
        %method,
        route = request.match_pattern().unwrap_or_default(),
        status = response.status().as_u16(),
        milliseconds = started.elapsed().as_millis() as u64,
        "request"
    );
    Ok(response)
}

/// The problem document, if `error` is one of ours.
fn document(req: &HttpRequest, error: Option<&Error>, id: &str) -> Option<String> {
    let problem = error?.as_error::<Problem>()?;
    if let Some(cause) = problem.cause() {
        tracing::error!(request_id = id, cause, code = problem.code(), "failed");
    }
    let language = language(req);
    serde_json::to_string(&problem.view(language, req.path(), id)).ok()
}

pub fn language(req: &HttpRequest) -> Language {
    Language::of(req.headers().get("accept-language").and_then(|value| value.to_str().ok()))
}

fn accepted_id(headers: &HeaderMap) -> Option<String> {
    let text = headers.get("x-request-id")?.to_str().ok()?;
    let sane = (8..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    sane.then(|| text.to_owned())
}

fn decorate(headers: &mut HeaderMap, path: &str, id: &str) {
    let mut set = |name: &'static str, value: &str| {
        let name = HeaderName::from_static(name);
        if let Ok(value) = HeaderValue::from_str(value)
            && !headers.contains_key(&name)
        {
            headers.insert(name, value);
        }
    };
    set("x-request-id", id);
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "no-referrer");
    set("x-frame-options", "DENY");
    set("strict-transport-security", "max-age=31536000");
    set("content-security-policy", CSP);
    if path.starts_with("/api/") {
        set("cache-control", "no-store");
    }
}

/// What no route takes: 404, or 405 where the address exists for another method.
pub async fn nothing_here(req: HttpRequest) -> Result<HttpResponse, Problem> {
    let allow = allowed(req.path()).ok_or_else(Failure::not_found)?;
    let mut response = HttpResponse::from_error(Problem(Failure::no("method_not_allowed")));
    response.headers_mut().insert(ALLOW, allow);
    Ok(response)
}

/// The methods an operation's address takes, if there is such an address.
fn allowed(path: &str) -> Option<HeaderValue> {
    let mut known = crate::openapi::methods(path);
    if known.is_empty() {
        return None;
    }
    if known.contains(&"GET") {
        known.push("HEAD");
    }
    known.push("OPTIONS");
    HeaderValue::from_str(&known.join(", ")).ok()
}
