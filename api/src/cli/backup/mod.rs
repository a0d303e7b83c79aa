//! Copies of an installation on SQLite: the database and the attachments in one zip
//! file with a manifest of hashes. The keys are never inside: a stolen copy alone
//! does not open a citizen id.

mod archive;
mod check;
mod files;
mod live;
mod manifest;
mod restore;
mod scratch;

use std::path::{Path, PathBuf};

use clap::Args;

use super::print::line;
use crate::config::Config;
use crate::db::conn::Url;

#[derive(Args)]
pub struct Backup {
    /// The zip file to write; it must not exist yet
    #[arg(long, value_name = "FILE.zip")]
    to: PathBuf,
}

#[derive(Args)]
pub struct Restore {
    /// A zip file written by `backup`
    #[arg(long, value_name = "FILE.zip")]
    from: PathBuf,
    /// Replace the records that are there; the old database file is kept beside the new one
    #[arg(long)]
    force: bool,
}

#[derive(Args)]
pub struct Verify {
    /// A zip file written by `backup` [default: the installation itself, also while it serves]
    #[arg(long, value_name = "FILE.zip")]
    from: Option<PathBuf>,
}

impl Backup {
    /// Copies while the server runs; what is written meanwhile is in the next copy.
    pub fn run(&self, config: &Config) -> Result<(), String> {
        let database = sqlite(config, "back it up with pg_dump")?;
        let made = live::copy(config, &database, &self.to)?;
        line(format_args!(
            "{}: {} rows, {} attachments, {} bytes, schema {}",
            self.to.display(),
            made.rows.values().sum::<i64>(),
            made.parts.len() - 1,
            made.parts.iter().map(|part| part.bytes).sum::<u64>(),
            made.schema
        ))?;
        eprintln!(
            "The keys are NOT in it: they are in {}. Keep a copy of that file apart from this one; \
             without it nobody can read the citizen ids, phones, bank accounts and addresses.",
            config.keys().display()
        );
        Ok(())
    }
}

impl Restore {
    /// Checks everything first; the records are replaced by one rename at the end.
    pub fn run(&self, config: &Config) -> Result<(), String> {
        let database = sqlite(config, "restore it with pg_restore or psql")?;
        let done = restore::run(config, &database, &self.from, self.force)?;
        line(format_args!(
            "{}: {} rows and {} attachments of {}, checked and put in place",
            database.display(),
            done.manifest.rows.values().sum::<i64>(),
            done.manifest.parts.len() - 1,
            done.manifest.made_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        ))?;
        if let Some(old) = done.kept {
            line(format_args!(
                "the records that were there: {} (remove it when it is no longer wanted)",
                old.display()
            ))?;
        }
        if !config.keys().exists() {
            eprintln!(
                "Before the server starts, put the keys of that installation at {}: without them the \
                 citizen ids, phones, bank accounts and addresses can not be read.",
                config.keys().display()
            );
        }
        Ok(())
    }
}

impl Verify {
    pub fn run(&self, config: &Config) -> Result<(), String> {
        let report = match &self.from {
            Some(from) => restore::verify(config, from)?,
            None => live::verify(config, &sqlite(config, "let it check itself with pg_amcheck")?)?,
        };
        for fine in &report.fine {
            line(format_args!("✔ {fine}"))?;
        }
        for fault in &report.faults {
            line(format_args!("✘ {fault}"))?;
        }
        match report.faults.len() {
            0 => Ok(()),
            1 => Err("1 fault".to_owned()),
            faults => Err(format!("{faults} faults")),
        }
    }
}

/// What a check found.
#[derive(Debug, Default)]
struct Report {
    fine: Vec<String>,
    faults: Vec<String>,
}

impl Report {
    /// Counts as fine when there are no faults of that kind.
    fn add(&mut self, fine: String, faults: Vec<String>) {
        if faults.is_empty() {
            self.fine.push(fine);
        } else {
            self.faults.extend(faults);
        }
    }
}

/// The database file, or what to do on PostgreSQL.
fn sqlite(config: &Config, instead: &str) -> Result<PathBuf, String> {
    match config.url()? {
        Url::Sqlite(path) => Ok(PathBuf::from(path)),
        Url::Postgres(_) => Err(format!(
            "the records are in PostgreSQL: {instead}; the attachments are in {}, the keys in {}",
            config.files().display(),
            config.keys().display()
        )),
    }
}

fn said(path: &Path) -> impl Fn(std::io::Error) -> String {
    let name = path.display().to_string();
    move |error| format!("{name}: {error}")
}

/// The folder a file lies in; of a bare name the current one.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
