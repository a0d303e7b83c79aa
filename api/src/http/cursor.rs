//! Keyset paging: a cursor is the sort key of the last row seen, opaque to the client.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::failure::{Failure, Outcome};

/// The largest page.
pub const MOST: i64 = 200;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// For the next page; null on the last.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A page of `limit` from rows of which one more was asked for than is shown.
    pub fn of<R, K: Serialize>(
        mut rows: Vec<R>,
        limit: i64,
        key: impl Fn(&R) -> K,
        view: impl FnMut(R) -> T,
    ) -> Page<T> {
        let most = usize::try_from(limit).unwrap_or_default();
        let more = rows.len() > most;
        rows.truncate(most);
        let next_cursor = more.then(|| rows.last().map(|row| encode(&key(row)))).flatten();
        Page { items: rows.into_iter().map(view).collect(), next_cursor }
    }

    /// A list that is always shown whole.
    pub fn whole(items: Vec<T>) -> Page<T> {
        Page { items, next_cursor: None }
    }
}

pub fn encode(key: &impl Serialize) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).unwrap_or_default())
}

/// # Errors
/// `bad_cursor` for anything that `encode` did not make.
pub fn decode<K: DeserializeOwned>(cursor: Option<&String>) -> Outcome<Option<K>> {
    let Some(text) = cursor else { return Ok(None) };
    URL_SAFE_NO_PAD
        .decode(text)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .map(Some)
        .ok_or_else(|| Failure::no("bad_cursor"))
}

/// The page size asked for, 20 unless told, 1 to 200.
///
/// # Errors
/// `bad_query` outside that range.
pub fn limit(asked: Option<i64>) -> Outcome<i64> {
    match asked.unwrap_or(20) {
        n if (1..=MOST).contains(&n) => Ok(n),
        _ => Err(Failure::no_with("bad_query", vec![("detail", format!("limit 1–{MOST}"))])),
    }
}
