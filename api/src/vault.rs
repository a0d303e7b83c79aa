//! Citizen ids, phones and bank accounts at rest: AES-256-GCM, with a keyed blind
//! index for lookup. The keys are made at installation and live outside the database.

use std::fs;
use std::io::Write;
use std::path::Path;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::failure::{Failure, Outcome};

const NONCE_BYTES: usize = 12;

#[derive(Serialize, Deserialize)]
struct KeyFile {
    /// Encrypts values.
    encryption: String,
    /// Makes the blind indexes.
    index: String,
    /// Signs access tokens and makes the successors of refresh tokens.
    token: String,
}

pub struct Vault {
    cipher: Aes256Gcm,
    index: [u8; 32],
    token: [u8; 32],
}

impl Vault {
    /// Reads the keys, or makes them where there are none yet.
    ///
    /// # Errors
    /// The file can not be read, written, or does not hold three keys of 256 bits.
    pub fn open_or_create(path: &Path) -> Result<Vault, String> {
        if !path.exists() {
            create(path).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let file: KeyFile =
            serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let key = |text: &str| -> Result<[u8; 32], String> {
            STANDARD
                .decode(text)
                .ok()
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or_else(|| format!("{}: a key is not 256 bits in base64", path.display()))
        };
        Ok(Vault {
            cipher: Aes256Gcm::new(&Key::<Aes256Gcm>::from(key(&file.encryption)?)),
            index: key(&file.index)?,
            token: key(&file.token)?,
        })
    }

    /// `purpose` binds the value to its column: moved elsewhere it does not open.
    ///
    /// # Errors
    /// Never in practice; the cipher's own limit is 64 GiB.
    pub fn seal(&self, purpose: &'static str, plain: &str) -> Outcome<Vec<u8>> {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let sealed = self
            .cipher
            .encrypt(&Nonce::from(nonce), Payload { msg: plain.as_bytes(), aad: purpose.as_bytes() })
            .map_err(|_| Failure::internal("sealing failed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// # Errors
    /// The value was sealed with another key, for another column, or was altered.
    pub fn open(&self, purpose: &'static str, sealed: &[u8]) -> Outcome<String> {
        let broken = || Failure::internal(format!("a sealed {purpose} does not open"));
        let (nonce, text) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(broken)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| broken())?;
        let plain = self
            .cipher
            .decrypt(&Nonce::from(nonce), Payload { msg: text, aad: purpose.as_bytes() })
            .map_err(|_| broken())?;
        String::from_utf8(plain).map_err(|_| broken())
    }

    /// The blind index of a value: equal values give equal texts, and nothing else can be
    /// learnt without the key.
    pub fn index(&self, purpose: &'static str, plain: &str) -> String {
        keyed(&self.index, purpose, plain)
    }

    /// The refresh token that follows another: 256 bits as text, the same whenever it is asked
    /// for, and not to be had from the other without the key. It uses the key of the access
    /// tokens, since whoever has that needs no refresh token; the purpose keeps the two apart.
    pub fn successor(&self, of: &str) -> String {
        keyed(&self.token, "refresh_token", of)
    }

    pub fn token_key(&self) -> &[u8] {
        &self.token
    }
}

fn keyed(key: &[u8; 32], purpose: &'static str, plain: &str) -> String {
    let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key) else {
        unreachable!("HMAC takes keys of any length");
    };
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(plain.as_bytes());
    hex(&mac.finalize().into_bytes())
}

pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// 256 random bits as text: refresh tokens.
pub fn random_token() -> String {
    hex(&rand::random::<[u8; 32]>())
}

fn create(path: &Path) -> std::io::Result<()> {
    let key = || STANDARD.encode(rand::random::<[u8; 32]>());
    let file = KeyFile { encryption: key(), index: key(), token: key() };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(path)?;
    out.write_all(serde_json::to_string_pretty(&file)?.as_bytes())?;
    out.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(name: &str) -> Vault {
        let path = std::env::temp_dir().join(format!("yangguang-{name}-{}", std::process::id()));
        let _ = fs::remove_file(&path);
        let Ok(vault) = Vault::open_or_create(&path) else { panic!("keys") };
        let _ = fs::remove_file(&path);
        vault
    }

    #[test]
    fn a_sealed_value_opens_only_for_its_own_column_and_key() {
        let (ours, theirs) = (vault("ours"), vault("theirs"));
        let Ok(sealed) = ours.seal("phone", "13812345678") else { panic!("seal") };
        assert_eq!(ours.open("phone", &sealed).ok().as_deref(), Some("13812345678"));
        assert!(ours.open("citizen_id", &sealed).is_err());
        assert!(theirs.open("phone", &sealed).is_err());
        assert!(ours.open("phone", &sealed[..5]).is_err());
    }

    #[test]
    fn equal_values_seal_differently_but_index_alike() {
        let vault = vault("index");
        let seal = |text| vault.seal("phone", text).unwrap_or_default();
        assert_ne!(seal("1"), seal("1"));
        assert_eq!(vault.index("phone", "1"), vault.index("phone", "1"));
        assert_ne!(vault.index("phone", "1"), vault.index("bank", "1"));
    }

    #[test]
    fn a_token_has_one_successor_and_only_who_has_the_key_can_tell_it() {
        let (ours, theirs) = (vault("ours-next"), vault("theirs-next"));
        assert_eq!(ours.successor("a"), ours.successor("a"));
        assert_ne!(ours.successor("a"), ours.successor("b"));
        assert_ne!(ours.successor("a"), theirs.successor("a"));
        assert_ne!(ours.successor("a"), ours.index("refresh_token", "a"));
        assert_eq!(ours.successor("a").len(), 64);
    }
}
