//! Settings: each is a flag and an environment variable of the same name.

use std::path::PathBuf;

use clap::Args;
use yangguang_domain::disclosure::Landlines;

use crate::clock::Clock;
use crate::db::conn::Url;
use crate::spa::Site;

#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Folder for the database file, attachments and keys
    #[arg(long, env = "DATA_DIR", default_value = "./data", global = true)]
    pub data_dir: PathBuf,

    /// postgres://…, sqlite:PATH or a path ending in .db [default: DATA_DIR/yangguang.db]
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,

    /// File with the password for a postgres:// URL that holds none
    #[arg(long, env = "DATABASE_PASSWORD_FILE", global = true)]
    pub database_password_file: Option<PathBuf>,

    /// File with the keys, outside the database; made if missing [default: DATA_DIR/keys.json]
    #[arg(long, env = "KEYS_FILE", global = true)]
    pub keys_file: Option<PathBuf>,

    /// Address under which citizens reach the portal, printed on receipts [default: that of the back office]
    #[arg(long, env = "PORTAL_URL", global = true)]
    pub portal_url: Option<String>,

    /// `system`, an RFC 3339 instant from which time goes on, or file:PATH (for tests)
    #[arg(long, env = "YANGGUANG_CLOCK", default_value = "system", global = true)]
    pub clock: String,

    /// The scanner over free text also blocks land lines; without it they are taken for an office's
    #[arg(long, env = "SCAN_LANDLINES", global = true)]
    pub scan_landlines: bool,
    #[command(flatten)]
    pub site: Site,
}

impl Config {
    /// # Errors
    /// A sentence saying which forms are known, or that the password can not be read.
    pub fn url(&self) -> Result<Url, String> {
        match &self.database_url {
            Some(text) if !text.is_empty() => match (Url::parse(text)?, &self.database_password_file) {
                (Url::Postgres(url), Some(file)) => {
                    let password = std::fs::read_to_string(file)
                        .map_err(|error| format!("{}: {error}", file.display()))?;
                    with_password(&url, password.trim_end_matches(['\r', '\n'])).map(Url::Postgres)
                }
                (url, _) => Ok(url),
            },
            _ => Ok(Url::Sqlite(self.data_dir.join("yangguang.db").to_string_lossy().into_owned())),
        }
    }

    pub fn keys(&self) -> PathBuf {
        self.keys_file.clone().unwrap_or_else(|| self.data_dir.join("keys.json"))
    }

    pub fn files(&self) -> PathBuf {
        self.data_dir.join("files")
    }

    pub fn landlines(&self) -> Landlines {
        if self.scan_landlines { Landlines::Block } else { Landlines::Pass }
    }

    /// # Errors
    /// A sentence saying which forms are known.
    pub fn clock(&self) -> Result<Clock, String> {
        Clock::parse(&self.clock)
    }
}

/// `postgres://user@host/…` with the password put in, its signs encoded.
fn with_password(url: &str, password: &str) -> Result<String, String> {
    let refused = || "DATABASE_PASSWORD_FILE goes with postgres://USER@HOST/…, without a password".to_owned();
    let (scheme, rest) = url.split_once("://").ok_or_else(refused)?;
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let user = authority.rsplit_once('@').map(|(user, _)| user).ok_or_else(refused)?;
    if user.is_empty() || user.contains(':') {
        return Err(refused());
    }
    let encoded: String = password
        .bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    Ok(format!("{scheme}://{user}:{encoded}{}", &rest[user.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_from_a_file_may_hold_any_sign() {
        assert_eq!(
            with_password("postgres://yangguang@db:5432/yangguang?sslmode=require", "a/b@c:1"),
            Ok("postgres://yangguang:a%2Fb%40c%3A1@db:5432/yangguang?sslmode=require".to_owned())
        );
        for bad in ["postgres://db/yangguang", "postgres://u:p@db/yangguang", "postgres://@db/x"] {
            assert!(with_password(bad, "x").is_err(), "{bad}");
        }
    }
}
