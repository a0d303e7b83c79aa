//! Settings: each is a flag and an environment variable of the same name.

use std::path::PathBuf;

use clap::Args;

use crate::clock::Clock;
use crate::db::conn::Url;

#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Folder for the database file, attachments and keys
    #[arg(long, env = "DATA_DIR", default_value = "./data", global = true)]
    pub data_dir: PathBuf,

    /// postgres://…, sqlite:PATH or a path ending in .db [default: DATA_DIR/yangguang.db]
    #[arg(long, env = "DATABASE_URL", global = true)]
    pub database_url: Option<String>,

    /// File with the keys, outside the database; made if missing [default: DATA_DIR/keys.json]
    #[arg(long, env = "KEYS_FILE", global = true)]
    pub keys_file: Option<PathBuf>,

    /// `system`, an RFC 3339 instant from which time goes on, or file:PATH (for tests)
    #[arg(long, env = "YANGGUANG_CLOCK", default_value = "system", global = true)]
    pub clock: String,
}

impl Config {
    /// # Errors
    /// A sentence saying which forms are known.
    pub fn url(&self) -> Result<Url, String> {
        match &self.database_url {
            Some(text) if !text.is_empty() => Url::parse(text),
            _ => Ok(Url::Sqlite(self.data_dir.join("yangguang.db").to_string_lossy().into_owned())),
        }
    }

    pub fn keys(&self) -> PathBuf {
        self.keys_file.clone().unwrap_or_else(|| self.data_dir.join("keys.json"))
    }

    pub fn files(&self) -> PathBuf {
        self.data_dir.join("files")
    }

    /// # Errors
    /// A sentence saying which forms are known.
    pub fn clock(&self) -> Result<Clock, String> {
        Clock::parse(&self.clock)
    }
}
