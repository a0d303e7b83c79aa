//! JSON bodies: unknown members are refused by name, and everything wrong with the
//! shape is told at once, though serde stops at the first fault.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::BytesMut;
use actix_web::{FromRequest, HttpRequest};
use chrono::NaiveDate;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use yangguang_domain::shape::{self, Fault, FaultKind};
use yangguang_domain::typed;

use super::days;
use super::problem::Problem;
use super::takes;
use crate::failure::{Failure, FieldError, Outcome};

/// No act of ours needs more; files have their own door.
const MOST_BYTES: usize = 1024 * 1024;

/// The body of an act that asks for nothing: `{}`.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

/// A parsed body and its canonical bytes, by which a repeated request is recognised.
#[derive(Debug)]
pub struct Body<T> {
    pub value: T,
    pub canonical: Vec<u8>,
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Body<T>, Problem>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let declared =
            req.headers().get("content-length").and_then(|value| value.to_str().ok()?.parse().ok());
        let named = req.headers().get("content-type").map(|value| value.to_str().unwrap_or_default());
        let json = named.is_none_or(is_json);
        let mut payload = payload.take();
        Box::pin(async move {
            if !json {
                return Err(Failure::no("json_needed").into());
            }
            if declared.is_some_and(|length: usize| length > MOST_BYTES) {
                return Err(Failure::no("body_too_large").into());
            }
            let mut bytes = BytesMut::new();
            while let Some(chunk) = payload.next().await {
                let chunk = chunk.map_err(|_| Failure::no("malformed_json"))?;
                if bytes.len() + chunk.len() > MOST_BYTES {
                    return Err(Failure::no("body_too_large").into());
                }
                bytes.extend_from_slice(&chunk);
            }
            let mut value: Value =
                serde_json::from_slice(&bytes).map_err(|_| Failure::no("malformed_json"))?;
            clean(&mut value);
            let text = value.to_string();
            if text.contains("\\u0000") {
                // No text of ours holds it, and PostgreSQL can not keep it.
                return Err(Failure::Fields(vec![fault("", "control_characters")]).into());
            }
            let canonical = text.into_bytes();
            Ok(Body { value: parse(value)?, canonical })
        })
    }
}

/// Every text as [`typed::text`] has it, whoever reads it afterwards: what hides in a reason
/// would hide in the export and from the search too. Passwords are what they are.
fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = typed::text(text),
        Value::Array(items) => items.iter_mut().for_each(clean),
        Value::Object(members) => {
            members.iter_mut().filter(|(name, _)| !name.ends_with("password")).for_each(|(_, it)| clean(it));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// `application/json` or a kind of it, as `application/merge-patch+json`.
fn is_json(media_type: &str) -> bool {
    let named = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    named.split_once('/').is_some_and(|(_, kind)| kind == "json" || kind.ends_with("+json"))
}

/// A day of a body: `YYYY-MM-DD` and nothing like it, 1900 to 2199
/// (with `#[serde(deserialize_with = "day")]`).
///
/// # Errors
/// Any other text or type.
pub fn day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(from)?;
    days::day(&text).ok_or_else(|| serde::de::Error::custom("date"))
}

/// The same where it may be left out (with `#[serde(default, …)]`).
///
/// # Errors
/// Any other text or type.
pub fn optional_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let text: Option<String> = Option::deserialize(from)?;
    let day = |text: String| days::day(&text).ok_or_else(|| serde::de::Error::custom("date"));
    text.map(day).transpose()
}

/// For a member of a merge patch that null clears: left out is `None`, null is
/// `Some(None)` (with `#[serde(default, deserialize_with = "nullable")]`).
///
/// # Errors
/// The value has another type.
pub fn nullable<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// For a member of a merge patch that can not be cleared: null is refused
/// (with `#[serde(default, deserialize_with = "given")]`).
///
/// # Errors
/// The value has another type.
pub fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// # Errors
/// All faults of shape, each with its pointer.
pub fn parse<T: DeserializeOwned>(value: Value) -> Outcome<T> {
    let told = |found: Fault| match found.kind {
        FaultKind::Unknown { .. } => fault(&found.pointer, "unknown_member"),
        FaultKind::Missing(_) => fault(&found.pointer, "required"),
        FaultKind::Wrong(text) => takes::fault(&found.pointer, &text),
    };
    shape::read(value).map_err(|faults| Failure::Fields(faults.into_iter().map(told).collect()))
}

fn fault(pointer: &str, code: &'static str) -> FieldError {
    FieldError { pointer: pointer.to_owned(), code, params: Vec::new() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the shape matters")]
    struct Sample {
        name: String,
        amount_fen: i64,
        on: chrono::NaiveDate,
        note: Option<String>,
    }

    fn faults(value: Value) -> Vec<(String, &'static str)> {
        match parse::<Sample>(value) {
            Err(Failure::Fields(mut faults)) => {
                faults.sort_by(|a, b| a.pointer.cmp(&b.pointer));
                faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn everything_wrong_with_a_body_is_told_at_once() {
        let body = json!({ "name": 5, "amount_fen": "x", "on": "yesterday", "favour": true, "note": 1 });
        let expected = [
            ("/amount_fen", "wrong_type"),
            ("/favour", "unknown_member"),
            ("/name", "wrong_type"),
            ("/note", "wrong_type"),
            ("/on", "wrong_type"),
        ];
        assert_eq!(faults(body), expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    }

    #[test]
    fn every_text_is_cleaned_wherever_it_stands_but_a_password() {
        let mut body =
            json!({ "a": ["＝１\u{200b}"], "b": { "reason": "合\u{ad}规，好" }, "new_password": "ａ\u{ad}" });
        clean(&mut body);
        assert_eq!(body, json!({ "a": ["=1"], "b": { "reason": "合规，好" }, "new_password": "ａ\u{ad}" }));
    }

    #[test]
    fn members_left_out_are_named_each() {
        let expected = ["/amount_fen", "/name", "/on"].map(|pointer| (pointer.to_owned(), "required"));
        assert_eq!(faults(json!({})), expected);
    }

    #[test]
    fn an_amount_beyond_i64_is_a_wrong_type_and_not_a_crash() {
        let body = json!({ "name": "a", "amount_fen": 1e30, "on": "2026-01-01" });
        assert_eq!(faults(body), [("/amount_fen".to_owned(), "wrong_type")]);
    }
}
