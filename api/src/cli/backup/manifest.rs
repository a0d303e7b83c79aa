use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::files::hash_in;

pub const NAME: &str = "manifest.json";
pub const DATABASE: &str = "yangguang.db";
pub const FILES: &str = "files/";
const FORMAT: u32 = 1;

/// What is in an archive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: u32,
    /// The program that wrote it.
    program: String,
    pub made_at: DateTime<Utc>,
    /// The last migration of the database.
    pub schema: String,
    /// Of each table.
    pub rows: BTreeMap<String, i64>,
    /// The database first, then the attachments.
    pub parts: Vec<Part>,
    keys: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Within the archive.
    pub name: String,
    pub bytes: u64,
    /// Of the content, in hexadecimal digits.
    pub sha256: String,
}

impl Manifest {
    pub fn new(made_at: DateTime<Utc>, schema: String, rows: BTreeMap<String, i64>) -> Manifest {
        Manifest {
            format: FORMAT,
            program: format!("yangguang {}", env!("CARGO_PKG_VERSION")),
            made_at,
            schema,
            rows,
            parts: Vec::new(),
            keys: "not included: KEYS_FILE of the installation, needed to read sealed fields".to_owned(),
        }
    }

    /// # Errors
    /// Another format, a part that has no business in an archive, or one that is there twice.
    pub fn read(text: &[u8]) -> Result<Manifest, String> {
        let manifest: Manifest =
            serde_json::from_slice(text).map_err(|error| format!("{NAME} is not right: {error}"))?;
        if manifest.format != FORMAT {
            return Err(format!("{NAME} has the format {}; this program knows {FORMAT}", manifest.format));
        }
        let mut seen = std::collections::HashSet::new();
        for part in &manifest.parts {
            allowed(part)?;
            if !seen.insert(&part.name) {
                return Err(format!("{NAME} lists {} twice", part.name));
            }
        }
        if !seen.contains(&DATABASE.to_owned()) {
            return Err(format!("{NAME} lists no database"));
        }
        Ok(manifest)
    }
}

/// Only the database and attachments named by their hash: no other path is ever made.
fn allowed(part: &Part) -> Result<(), String> {
    let fits = match part.name.strip_prefix(FILES) {
        Some(rest) => hash_in(rest).is_some_and(|hash| hash == part.sha256),
        None => part.name == DATABASE,
    };
    if fits { Ok(()) } else { Err(format!("{NAME} lists {:?}, which no backup holds", part.name)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(name: &str, sha256: &str) -> Manifest {
        let part = |name: &str, sha256: &str| Part { name: name.into(), bytes: 1, sha256: sha256.into() };
        let mut manifest = Manifest::new(DateTime::default(), "1".into(), BTreeMap::new());
        manifest.parts = vec![part(DATABASE, "00"), part(name, sha256)];
        manifest
    }

    fn read(manifest: &Manifest) -> Result<Manifest, String> {
        Manifest::read(&serde_json::to_vec(manifest).unwrap())
    }

    #[test]
    fn a_manifest_may_only_name_the_database_and_files_by_their_hash() {
        let hash = "ab".repeat(32);
        let good = manifest(&format!("files/{hash}"), &hash);
        assert_eq!(read(&good), Ok(good));
        assert!(read(&manifest(&format!("files/ab/{hash}"), &hash)).is_ok());
        for bad in [
            "../keys.json",
            "/etc/passwd",
            "keys.json",
            "files/../keys.json",
            "files/a.pdf",
            "files/",
            "yangguang.db",
            "C:\\x",
        ] {
            assert!(read(&manifest(bad, &hash)).is_err(), "{bad}");
        }
        let other = manifest(&format!("files/{hash}"), &"cd".repeat(32));
        assert!(read(&other).is_err());
    }

    #[test]
    fn another_format_is_refused() {
        let mut later = manifest(&format!("files/{}", "ab".repeat(32)), &"ab".repeat(32));
        later.format = 2;
        assert!(read(&later).unwrap_err().contains("format 2"));
        assert!(Manifest::read(b"{").is_err());
    }
}
