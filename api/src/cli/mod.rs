//! One binary with subcommands; no scripts to remember.

mod backup;
mod deadline;
mod divisions;
mod health;
mod policy;
mod print;
mod seed;
mod user;

use std::future::Future;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app::Shared;
use crate::codes::Language;
use crate::config::Config;
use crate::failure::{Failure, Outcome};
use crate::http::problem::Problem;
use crate::{db, openapi, server};

#[derive(Parser)]
#[command(name = "yangguang", version, about = "阳光民政: social assistance for counties and townships")]
struct Cli {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Migrate the database and serve the API and the web pages
    Serve {
        #[arg(long, env = "HOST", default_value = "127.0.0.1")]
        host: String,
        #[arg(long, env = "PORT", default_value_t = 8080)]
        port: u16,
        /// Threads that answer requests [default: one a core]
        #[arg(long, env = "WORKERS")]
        workers: Option<usize>,
    },
    /// Bring the database to today's schema
    Migrate,
    /// Print the OpenAPI document
    Openapi,
    /// Fill an empty database with invented people, for trying
    Seed(seed::Seed),
    /// Compute a due date
    Deadline(deadline::Deadline),
    /// Copy an installation on SQLite into one file, also while it serves
    Backup(backup::Backup),
    /// Put a copy in the place of an installation
    Restore(backup::Restore),
    /// Check a copy, or the installation itself
    Verify(backup::Verify),
    /// Ask a running server whether it is ready
    Health(health::Health),
    /// Check or evaluate policies
    #[command(subcommand)]
    Policy(policy::Policy),
    /// Administrative divisions
    #[command(subcommand)]
    Divisions(divisions::Divisions),
    /// Accounts of this installation
    #[command(subcommand)]
    User(user::User),
}

/// Reads the command line and does it.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Serve { host, port, workers } => serve(&cli.config, &host, port, workers),
        Command::Migrate => cli.config.url().and_then(|url| db::migrate::run(&url)),
        Command::Openapi => print::line(openapi::json().trim_end()),
        Command::Seed(seed) => seed.run(&cli.config),
        Command::Deadline(deadline) => deadline.run(&cli.config),
        Command::Backup(backup) => backup.run(&cli.config),
        Command::Restore(restore) => restore.run(&cli.config),
        Command::Verify(verify) => verify.run(&cli.config),
        Command::Health(health) => health.run(),
        Command::Policy(policy) => policy.run(&cli.config),
        Command::Divisions(divisions) => divisions.run(&cli.config),
        Command::User(user) => user.run(&cli.config),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("yangguang: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn serve(config: &Config, host: &str, port: u16, workers: Option<usize>) -> Result<(), String> {
    crate::telemetry::start();
    let app = server::prepare(config)?;
    let workers = workers.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
    actix_web::rt::System::new()
        .block_on(server::serve(app, host, port, workers))
        .map_err(|error| format!("{host}:{port}: {error}"))
}

/// The installation's database, migrated, with its keys.
fn installation(config: &Config) -> Result<Shared, String> {
    server::prepare(config)
}

/// Waits for a transaction or a read, outside a server.
fn wait<T>(work: impl Future<Output = Outcome<T>>) -> Result<T, String> {
    actix_web::rt::System::new().block_on(work).map_err(told)
}

/// A failure in the words a clerk would read, with each field that is not right.
fn told(failure: Failure) -> String {
    let problem = Problem(failure);
    if let Some(cause) = problem.cause() {
        return cause;
    }
    let view = problem.view(Language::En, "", "");
    let fields = view
        .errors
        .iter()
        .map(|error| format!("\n  {}: {}", error.pointer.trim_start_matches('/'), error.message));
    format!("{}. {}{}", view.title, view.detail, fields.collect::<String>())
}

/// The database of the installation, if there is one here; commands that can do without it
/// do not make one.
fn stored(config: &Config) -> Option<crate::db::conn::Conn> {
    let url = config.url().ok()?;
    if let crate::db::conn::Url::Sqlite(path) = &url
        && !std::path::Path::new(path).exists()
    {
        return None;
    }
    url.connect().ok()
}
