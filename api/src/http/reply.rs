//! What a write answers, in a form that can be stored and given again.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LOCATION};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;

use crate::failure::Outcome;

/// Room for a case; it grows for more.
const ROOM: usize = 12 * 1024;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    /// The row's version, if the view is of one row.
    pub etag: Option<i64>,
    pub location: Option<String>,
    /// JSON; empty for 204.
    pub body: Vec<u8>,
    pub replayed: bool,
}

impl Reply {
    /// # Errors
    /// Never for our views.
    pub fn new(status: u16, view: &impl Serialize) -> Outcome<Reply> {
        let mut body = Vec::with_capacity(ROOM);
        serde_json::to_writer(&mut body, view)?;
        Ok(Reply { status, etag: None, location: None, body, replayed: false })
    }

    /// # Errors
    /// Never for our views.
    pub fn ok(view: &impl Serialize) -> Outcome<Reply> {
        Reply::new(200, view)
    }

    /// # Errors
    /// Never for our views.
    pub fn created(location: String, view: &impl Serialize) -> Outcome<Reply> {
        Ok(Reply { location: Some(location), ..Reply::new(201, view)? })
    }

    pub fn no_content() -> Reply {
        Reply { status: 204, etag: None, location: None, body: Vec::new(), replayed: false }
    }

    #[must_use]
    pub fn version(mut self, version: i64) -> Reply {
        self.etag = Some(version);
        self
    }
}

impl Responder for Reply {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = HttpResponse::with_body(status, BoxBody::new(self.body));
        let headers = response.headers_mut();
        if self.status != 204 {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if let Some(version) =
            self.etag.and_then(|version| HeaderValue::from_str(&format!("\"{version}\"")).ok())
        {
            headers.insert(ETAG, version);
        }
        if let Some(location) = self.location.and_then(|location| HeaderValue::from_str(&location).ok()) {
            headers.insert(LOCATION, location);
        }
        if self.replayed {
            headers.insert(HeaderName::from_static("idempotency-replayed"), HeaderValue::from_static("true"));
        }
        response
    }
}
