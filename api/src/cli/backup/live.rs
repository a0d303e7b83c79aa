//! The installation itself, also while it serves.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};

use super::check::Database;
use super::files::{Stored, hash_of, stored};
use super::manifest::Manifest;
use super::restore::check_keys;
use super::scratch::Scratch;
use super::{Report, archive, folder_of, said};
use crate::config::Config;

/// Writes an archive of the installation to `to`.
///
/// # Errors
/// A sentence; `to` was then not made.
pub fn copy(config: &Config, database: &Path, to: &Path) -> Result<Manifest, String> {
    if to.extension().is_none_or(|extension| extension != "zip") {
        return Err(format!("{}: the archive is a zip file, name it so", to.display()));
    }
    if to.exists() {
        return Err(format!("{}: is there already; nothing is overwritten", to.display()));
    }
    let folder = folder_of(to);
    let scratch = Scratch::within(folder)?;
    let manifest = archive_of(config, database, &scratch)?;
    // A link fails where a rename would replace what someone else has just put there.
    let made = scratch.join("archive.zip");
    fs::hard_link(&made, to).or_else(|_| fs::rename(&made, to)).map_err(said(to))?;
    sync(folder)?;
    Ok(manifest)
}

fn archive_of(config: &Config, database: &Path, scratch: &Scratch) -> Result<Manifest, String> {
    let snapshot = scratch.join("yangguang.db");
    vacuum_into(database, &snapshot)?;
    let mut copy = Database::open(&snapshot)?;
    let mut report = Report::default();
    copy.check(&mut report)?;
    // A file is on the disk before its record is: what the snapshot names is here by now.
    let files = stored(&config.files())?;
    report.faults.extend(missing(&copy.attachments()?, &files));
    if let Some(first) = report.faults.first() {
        return Err(format!(
            "the installation is damaged, no copy was made: {first} (see `yangguang verify`)"
        ));
    }
    let mut manifest = Manifest::new(config.clock()?.now().at, copy.schema.clone(), copy.rows.clone());
    drop(copy);
    archive::write(&scratch.join("archive.zip"), &snapshot, &files, &mut manifest)?;
    Ok(manifest)
}

/// A consistent copy of the moment, without stopping the writer.
fn vacuum_into(database: &Path, to: &Path) -> Result<(), String> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", database.display());
    if !database.exists() {
        return Err(told(&"there is no database"));
    }
    let mut conn = SqliteConnection::establish(&database.to_string_lossy()).map_err(|error| told(&error))?;
    let quoted = to.to_string_lossy().replace('\'', "''");
    conn.batch_execute(&format!("PRAGMA busy_timeout = 10000; VACUUM INTO '{quoted}'"))
        .map_err(|error| told(&error))
}

/// Checks the records and attachments where they are.
pub fn verify(config: &Config, path: &Path) -> Result<Report, String> {
    let mut report = Report::default();
    let mut database = Database::open(path)?;
    database.check(&mut report)?;
    let wanted = database.attachments()?;
    let files = stored(&config.files())?;
    let mut damaged = Vec::new();
    for file in &files {
        if hash_of(&file.path)? != file.sha256 {
            damaged.push(format!("attachment {}: its content has another hash", file.relative));
        }
    }
    let lost = missing(&wanted, &files);
    report.add(
        format!("attachments: {} named by records, all there with the right content", wanted.len()),
        damaged.into_iter().chain(lost).collect(),
    );
    check_keys(config, &mut database, &mut report)?;
    Ok(report)
}

/// A line for each hash of which there is no file.
pub fn missing(wanted: &HashSet<String>, files: &[Stored]) -> Vec<String> {
    let there: HashSet<&String> = files.iter().map(|file| &file.sha256).collect();
    let mut lost: Vec<&String> = wanted.iter().filter(|hash| !there.contains(hash)).collect();
    lost.sort();
    lost.into_iter().map(|hash| format!("attachment {hash}: the file is missing")).collect()
}

/// Makes names in a folder durable.
pub fn sync(folder: &Path) -> Result<(), String> {
    fs::File::open(folder).and_then(|open| open.sync_all()).map_err(said(folder))
}
