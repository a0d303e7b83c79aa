//! `Idempotency-Key`: an act asked for twice is done once, and answered twice.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use diesel::prelude::*;

use super::problem::Problem;
use super::reply::Reply;
use crate::app::Tx;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::idempotency_keys;
use crate::db::types::At;
use crate::failure::{Failure, Outcome};
use crate::on_each;
use crate::vault::sha256_hex;

const KEPT_DAYS: i64 = 7;

/// The key, the route it belongs to and the fingerprint of the whole request.
#[derive(Debug, Clone)]
pub struct Once {
    route: String,
    path: String,
    key: String,
    fingerprint: String,
}

impl Once {
    /// Binds the key to what is asked: the same key with another body is refused.
    #[must_use]
    pub fn with(mut self, body: &[u8]) -> Once {
        self.fingerprint = sha256_hex(&[self.path.as_bytes(), b"\n", body].concat());
        self
    }

    /// For commands, which have no header.
    pub fn of_command(route: &str, key: String) -> Once {
        Once { route: route.to_owned(), path: route.to_owned(), key, fingerprint: String::new() }
    }
}

impl FromRequest for Once {
    type Error = Problem;
    type Future = Ready<Result<Once, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let key = req.headers().get("idempotency-key").and_then(|value| value.to_str().ok());
        let usable =
            key.filter(|key| (8..=128).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()));
        ready(match usable {
            None => Err(Failure::no("idempotency_key_required").into()),
            Some(key) => Ok(Once {
                route: format!("{} {}", req.method(), req.match_pattern().unwrap_or_default()),
                path: req.path().to_owned(),
                key: key.to_owned(),
                fingerprint: String::new(),
            }
            .with(&[])),
        })
    }
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = idempotency_keys, treat_none_as_default_value = false)]
struct Stored {
    county: String,
    principal: String,
    route: String,
    idempotency_key: String,
    fingerprint: String,
    status: i16,
    etag: Option<String>,
    location: Option<String>,
    body: String,
    created_at: At,
}

/// The answer given before to this key.
///
/// # Errors
/// `idempotency_key_reused` when the key came with another request.
pub fn stored(tx: &mut Tx, once: &Once) -> Outcome<Option<Reply>> {
    let key = (tx.actor.county(), tx.actor.principal(), &once.route, &once.key);
    let query = idempotency_keys::table.find(key);
    let found: Option<Stored> = on_each!(&mut *tx.conn, each => query.first(each)).optional()?;
    let Some(found) = found else { return Ok(None) };
    if found.fingerprint != sealed(tx, once) {
        return Err(Failure::no("idempotency_key_reused"));
    }
    Ok(Some(Reply {
        status: u16::try_from(found.status).unwrap_or(500),
        etag: found.etag.and_then(|text| text.parse().ok()),
        location: found.location,
        body: found.body.into_bytes(),
        replayed: true,
    }))
}

/// A body may hold a citizen id, and those can be guessed from a plain hash: so keyed.
fn sealed(tx: &Tx, once: &Once) -> String {
    tx.app.vault.index("fingerprint", &once.fingerprint)
}

/// Keeps the answer with the act, in the act's own transaction.
///
/// # Errors
/// As the database answers.
pub fn store(tx: &mut Tx, once: &Once, reply: &Reply) -> Outcome<()> {
    let row = Stored {
        county: tx.actor.county().to_owned(),
        principal: tx.actor.principal(),
        route: once.route.clone(),
        idempotency_key: once.key.clone(),
        fingerprint: sealed(tx, once),
        status: i16::try_from(reply.status).unwrap_or(500),
        etag: reply.etag.map(|version| version.to_string()),
        location: reply.location.clone(),
        body: String::from_utf8(reply.body.clone()).map_err(Failure::internal)?,
        created_at: tx.now.stamp(),
    };
    on_each!(&mut *tx.conn, each => diesel::insert_into(idempotency_keys::table).values(row).execute(each))?;
    Ok(())
}

/// Keys are kept for seven days; older answers are forgotten.
///
/// # Errors
/// As the database answers.
pub fn forget(conn: &mut Conn, now: Moment) -> Outcome<usize> {
    let before = At::new(now.at - chrono::Duration::days(KEPT_DAYS));
    Ok(diesel::delete(idempotency_keys::table.filter(idempotency_keys::created_at.lt(before)))
        .execute(conn)?)
}
