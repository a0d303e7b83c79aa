//! `If-Match`: the version of the record the client has looked at. Missing is 428,
//! another version than the stored one 412 (RFC 9110, RFC 6585), which `audit::unchanged`
//! answers with what happened to the record meanwhile.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::problem::Problem;
use crate::failure::Failure;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub i64);

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<IfMatch, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = req.headers().get("if-match").and_then(|value| value.to_str().ok());
        ready(match header {
            None => Err(Failure::no("version_required").into()),
            // A version that can not be read is certainly not the current one.
            Some(text) => text
                .trim()
                .trim_matches('"')
                .parse()
                .map(IfMatch)
                .map_err(|_| Failure::no("stale_version").into()),
        })
    }
}
