//! Ten questions a minute from one address, and about one case: the last four characters
//! of an id must not be found by trying.

use std::num::NonZeroU32;
use std::sync::LazyLock;

use actix_web::HttpRequest;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::failure::{Failure, Outcome};

const A_MINUTE: u32 = 10;
/// Keys that have not asked for a while are forgotten when there are so many.
const MOST_KEYS: usize = 100_000;

static LIMITER: LazyLock<DefaultKeyedRateLimiter<String>> = LazyLock::new(|| {
    let rate = NonZeroU32::new(A_MINUTE).unwrap_or(NonZeroU32::MIN);
    RateLimiter::keyed(Quota::per_minute(rate))
});

/// # Errors
/// `too_many_requests`, with the seconds to wait.
pub fn ask(key: String) -> Outcome<()> {
    if LIMITER.len() > MOST_KEYS {
        LIMITER.retain_recent();
    }
    LIMITER.check_key(&key).map_err(|not_until| {
        let wait = not_until.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
        Failure::no_with("too_many_requests", vec![("retry_after", wait.to_string())])
    })
}

/// The client's address; that told by a proxy only where one is trusted (`TRUST_PROXY=true`).
pub fn address(req: &HttpRequest) -> String {
    static TRUST: LazyLock<bool> =
        LazyLock::new(|| std::env::var("TRUST_PROXY").is_ok_and(|text| text == "true"));
    let told = req.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
    // The last entry is the one our own proxy wrote.
    match told.and_then(|list| list.rsplit(',').next()) {
        Some(address) if *TRUST => address.trim().to_owned(),
        _ => req.peer_addr().map(|peer| peer.ip().to_string()).unwrap_or_default(),
    }
}
