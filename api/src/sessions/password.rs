//! argon2id, 19 MiB and two passes (OWASP), at most two at a time: a flood of logins
//! must not eat the machine.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::failure::{Failure, Outcome};

static SLOTS: Semaphore = Semaphore::const_new(2);
const LEAST: usize = 10;
const COMMON: &[&str] = &[
    "1234567890",
    "0123456789",
    "12345678910",
    "123456789a",
    "a123456789",
    "qwertyuiop",
    "password123",
    "password1234",
    "1q2w3e4r5t",
    "admin12345",
    "admin123456",
    "administrator",
    "woaini1314",
    "woaini520",
    "iloveyou123",
    "1111111111",
    "0000000000",
    "8888888888",
    "6666666666",
    "1qaz2wsx3edc",
    "abcd123456",
    "abc1234567",
    "qq123456789",
    "minzheng123",
    "yangguang123",
    "p@ssw0rd123",
    "passw0rd123",
];

fn argon() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Takes tens of milliseconds: for commands and blocking threads.
///
/// # Errors
/// Never in practice.
pub fn hash(plain: &str) -> Outcome<String> {
    argon().hash_password(plain.as_bytes()).map(|hash| hash.to_string()).map_err(Failure::internal)
}

fn matches(plain: &str, stored: &str) -> bool {
    PasswordHash::new(stored).is_ok_and(|hash| argon().verify_password(plain.as_bytes(), &hash).is_ok())
}

pub async fn hash_apart(plain: String) -> Outcome<String> {
    apart(move || hash(&plain)).await?
}

/// Whether `plain` is any of the stored ones.
pub async fn matches_any(plain: String, stored: Vec<String>) -> Outcome<bool> {
    apart(move || stored.iter().any(|hash| matches(&plain, hash))).await
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Outcome<T> {
    let _slot = SLOTS.acquire().await.map_err(Failure::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Failure::internal)
}

/// What is wrong with a new password, if anything.
pub fn weakness(plain: &str, username: &str) -> Option<&'static str> {
    let lower = plain.to_lowercase();
    if plain.chars().count() < LEAST {
        return Some("password_too_short");
    }
    let named = !username.is_empty() && lower.contains(&username.to_lowercase());
    (named || COMMON.contains(&lower.as_str())).then_some("password_too_common")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_common_and_telling_passwords_are_refused() {
        assert_eq!(weakness("short", "clerk"), Some("password_too_short"));
        assert_eq!(weakness("Qwertyuiop", "clerk"), Some("password_too_common"));
        assert_eq!(weakness("my-Clerk-2026", "clerk"), Some("password_too_common"));
        assert_eq!(weakness("Demo-2026!", "clerk"), None);
    }

    #[test]
    fn a_hash_matches_its_password_and_no_other() {
        let hash = hash("Demo-2026!").unwrap_or_default();
        assert!(hash.starts_with("$argon2id$"));
        assert!(matches("Demo-2026!", &hash));
        assert!(!matches("Demo-2026?", &hash));
    }
}
