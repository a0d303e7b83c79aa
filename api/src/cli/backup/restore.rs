//! Puts an archive in the place of an installation: all is unpacked beside and
//! checked first, then one rename of the database file decides.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};

use super::check::Database;
use super::files::{Stored, hash_in, stored};
use super::live::{missing, sync};
use super::manifest::{FILES, Manifest};
use super::scratch::Scratch;
use super::{Report, archive, folder_of, said};
use crate::config::Config;
use crate::vault::Vault;

pub struct Done {
    pub manifest: Manifest,
    /// Where the database that was there is now.
    pub kept: Option<PathBuf>,
}

/// # Errors
/// A sentence; the installation is then as it was.
pub fn run(config: &Config, database: &Path, from: &Path, force: bool) -> Result<Done, String> {
    let files = config.files();
    if !force && (database.exists() || !stored(&files)?.is_empty()) {
        return Err(format!(
            "{}: there are records here already; --force replaces them",
            config.data_dir.display()
        ));
    }
    let folder = folder_of(database);
    for needed in [folder, config.data_dir.as_path()] {
        fs::create_dir_all(needed).map_err(said(needed))?;
    }
    // On the disk where they will stay, so that a rename is enough.
    let (beside, scratch) = (Scratch::within(folder)?, Scratch::within(&config.data_dir)?);
    let (staged, unpacked) = (beside.join("yangguang.db"), scratch.join("files"));
    let (manifest, report) = inspect(config, from, &staged, Some(&unpacked))?;
    if let Some(first) = report.faults.first() {
        return Err(format!("{}: {first}; nothing was changed", from.display()));
    }
    let kept = if database.exists() { Some(set_aside(config, database)?) } else { None };
    // More attachments than the old records name do no harm to them.
    for file in stored(&unpacked)? {
        let target = files.join(&file.relative);
        fs::create_dir_all(folder_of(&target)).map_err(said(&target))?;
        fs::rename(&file.path, &target).map_err(said(&target))?;
        sync(folder_of(&target))?;
    }
    fs::create_dir_all(&files).map_err(said(&files))?;
    sync(&files)?;
    fs::rename(&staged, database).map_err(said(database))?;
    sync(folder)?;
    Ok(Done { manifest, kept })
}

/// Checks an archive without changing anything. It is unpacked where an installation is,
/// if there is one: a folder for what is temporary may be too small for the records.
pub fn verify(config: &Config, from: &Path) -> Result<Report, String> {
    let installed = Some(config.data_dir.clone()).filter(|folder| folder.is_dir());
    let scratch = Scratch::within(&installed.unwrap_or_else(std::env::temp_dir))?;
    inspect(config, from, &scratch.join("yangguang.db"), None).map(|(_, report)| report)
}

fn inspect(
    config: &Config,
    from: &Path,
    staged: &Path,
    files: Option<&Path>,
) -> Result<(Manifest, Report), String> {
    let manifest = archive::unpack(from, staged, files)?;
    let mut report = Report::default();
    report.fine.push(format!("archive: {} parts with the right hashes", manifest.parts.len()));
    let mut database = Database::open(staged)?;
    database.check(&mut report)?;
    let mut differ = Vec::new();
    if database.rows != manifest.rows {
        differ.push("database: other numbers of rows than the manifest says".to_owned());
    }
    if database.schema != manifest.schema {
        differ.push(format!("database: schema {}, the manifest says {}", database.schema, manifest.schema));
    }
    report
        .add(format!("database: {} rows as the manifest says", manifest.rows.values().sum::<i64>()), differ);
    let wanted: HashSet<String> = database.attachments()?;
    let inside: Vec<Stored> = manifest
        .parts
        .iter()
        .filter_map(|part| {
            let relative = part.name.strip_prefix(FILES)?.to_owned();
            Some(Stored { path: PathBuf::new(), sha256: hash_in(&relative)?, relative })
        })
        .collect();
    report.add(
        format!("attachments: {} named by records, all there with the right content", wanted.len()),
        missing(&wanted, &inside),
    );
    check_keys(config, &mut database, &mut report)?;
    Ok((manifest, report))
}

/// Whether the keys at hand open what is sealed. No keys at hand is told, not a fault.
pub fn check_keys(config: &Config, database: &mut Database, report: &mut Report) -> Result<(), String> {
    let (sealed, path) = (database.sealed()?, config.keys());
    if sealed.is_empty() {
        return Ok(());
    }
    if !path.exists() {
        report.fine.push(format!("keys: none at {}, so sealed fields were not tried", path.display()));
        return Ok(());
    }
    let vault = Vault::open_or_create(&path)?;
    let strange = sealed.iter().any(|value| vault.open("citizen_id", value).is_err());
    let faults = strange.then(|| format!("keys: those in {} do not open the sealed fields", path.display()));
    report.add("keys: they open the sealed fields".to_owned(), faults.into_iter().collect());
    Ok(())
}

/// Keeps the old database under another name, with all that its log still held.
fn set_aside(config: &Config, database: &Path) -> Result<PathBuf, String> {
    let stamp = config.clock()?.now().at.format("%Y%m%dT%H%M%S%3fZ");
    let beside = |suffix: &str| PathBuf::from(format!("{}{suffix}", database.display()));
    let kept = beside(&format!(".before-restore-{stamp}"));
    match fold_log(database) {
        Ok(()) => {
            fs::hard_link(database, &kept)
                .or_else(|_| fs::copy(database, &kept).map(|_| ()))
                .map_err(said(&kept))?;
        }
        Err(sentence) if sentence.contains("locked") => {
            return Err(format!("{}: a server is using it; stop it first", database.display()));
        }
        // It can not even be opened: the reason for restoring, perhaps. As it is, log and all.
        Err(_) => {
            for suffix in ["-wal", "-shm"] {
                if beside(suffix).exists() {
                    let target = PathBuf::from(format!("{}{suffix}", kept.display()));
                    fs::rename(beside(suffix), &target).map_err(said(&target))?;
                }
            }
            fs::rename(database, &kept).map_err(said(&kept))?;
        }
    }
    Ok(kept)
}

/// Leaving WAL mode needs the file to oneself: it fails while a server has it open, and
/// leaves no log behind that would be replayed into the new file.
fn fold_log(database: &Path) -> Result<(), String> {
    let mut conn =
        SqliteConnection::establish(&database.to_string_lossy()).map_err(|error| error.to_string())?;
    conn.batch_execute("PRAGMA busy_timeout = 2000; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT")
        .map_err(|error| error.to_string())?;
    drop(conn);
    let log = PathBuf::from(format!("{}-wal", database.display()));
    if log.exists() { Err("the log is locked".to_owned()) } else { Ok(()) }
}
