//! Access tokens: JWT, HS256 only, our audience, 15 minutes.

use std::cell::RefCell;
use std::collections::HashMap;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::failure::{Failure, Outcome};
use crate::ids::{SessionId, UserId};

pub const SECONDS: i64 = 15 * 60;
const AUDIENCE: &str = "yangguang-api";

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    aud: String,
    sub: UserId,
    #[serde(rename = "sid")]
    pub session: SessionId,
    #[serde(rename = "cty")]
    pub county: String,
    iat: i64,
    exp: i64,
}

pub fn issue(key: &[u8], user: UserId, session: SessionId, county: &str, now: Moment) -> Outcome<String> {
    let iat = now.at.timestamp();
    let claims = Claims {
        aud: AUDIENCE.to_owned(),
        sub: user,
        session,
        county: county.to_owned(),
        iat,
        exp: iat + SECONDS,
    };
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &EncodingKey::from_secret(key))
        .map_err(Failure::internal)
}

thread_local! {
    static VERIFIED: RefCell<Verified> = RefCell::default();
}

/// Tokens whose signature this thread has checked: the same text under the same key is
/// as good the next time, whereas its expiry and its session are looked at each time.
#[derive(Default)]
struct Verified {
    key: Vec<u8>,
    claims: HashMap<String, Claims>,
}

impl Verified {
    /// As many as are logged in at once in a large county; beyond it all are checked anew.
    const MOST: usize = 1024;

    fn claims(&mut self, key: &[u8], text: &str) -> Outcome<Claims> {
        if self.key != key || self.claims.len() >= Self::MOST {
            *self = Verified { key: key.to_owned(), claims: HashMap::new() };
        }
        if let Some(known) = self.claims.get(text) {
            return Ok(known.clone());
        }
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_audience(&[AUDIENCE]);
        // The expiry is held against the clock we were handed, not the machine's.
        rules.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(text, &DecodingKey::from_secret(key), &rules)
            .map_err(|_| Failure::no("login_required"))?
            .claims;
        self.claims.insert(text.to_owned(), claims.clone());
        Ok(claims)
    }
}

/// # Errors
/// `login_required`: another algorithm, key or audience, expired, or no token at all.
pub fn verify(key: &[u8], text: &str, now: Moment) -> Outcome<Claims> {
    let claims = VERIFIED.with_borrow_mut(|verified| verified.claims(key, text))?;
    if now.at.timestamp() >= claims.exp { Err(Failure::no("login_required")) } else { Ok(claims) }
}
