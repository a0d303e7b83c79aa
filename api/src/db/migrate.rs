//! Brings a database to today's schema, and installs the append-only guards,
//! which are the only statements written once per database.

use diesel::migration::{Migration, MigrationSource};
use diesel::sqlite::Sqlite;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::conn::{Conn, Url};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");

/// What is written once and never changed or removed: the audit trail and the legal acts.
pub const APPEND_ONLY: &[&str] = &["audit_entries", "case_acts", "entitlement_acts", "policies", "laws"];

/// diesel_migrations takes no lock; two instances starting together wait for each other here.
const PG_LOCK: i64 = 7_204_360_704;

/// # Errors
/// The database can not be reached, or a migration fails; nothing of that migration is kept.
pub fn run(url: &Url) -> Result<(), String> {
    if let Url::Sqlite(path) = url
        && let Some(folder) = std::path::Path::new(path).parent()
    {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut conn = url.connect().map_err(|error| error.to_string())?;
    let done = match &mut conn {
        Conn::Pg(pg) => {
            use diesel::connection::SimpleConnection;
            pg.batch_execute(&format!("SELECT pg_advisory_lock({PG_LOCK})"))
                .map_err(|error| error.to_string())?;
            let done = pg.run_pending_migrations(MIGRATIONS).map(|_| ()).map_err(|error| error.to_string());
            done.and_then(|()| guard_pg(pg))
        }
        Conn::Sqlite(sqlite) => {
            let done =
                sqlite.run_pending_migrations(MIGRATIONS).map(|_| ()).map_err(|error| error.to_string());
            done.and_then(|()| guard_sqlite(sqlite))
        }
    };
    done.map_err(|error| format!("migration: {error}"))
}

fn guard_pg(conn: &mut diesel::PgConnection) -> Result<(), String> {
    use diesel::connection::SimpleConnection;
    let mut sql = "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS \
                   $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;"
        .to_owned();
    for table in APPEND_ONLY {
        sql += &format!(
            "CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();"
        );
    }
    conn.batch_execute(&sql).map_err(|error| error.to_string())
}

/// The last migration this program knows.
pub fn newest() -> String {
    let known: Vec<Box<dyn Migration<Sqlite>>> = MIGRATIONS.migrations().unwrap_or_default();
    known.iter().map(|migration| migration.name().version().to_string()).max().unwrap_or_default()
}

/// Table, name and verb of each append-only guard on SQLite.
pub fn sqlite_guards() -> impl Iterator<Item = (&'static str, String, &'static str)> {
    let verbs = ["UPDATE", "DELETE"];
    APPEND_ONLY.iter().flat_map(move |table| verbs.map(|verb| (*table, format!("{table}_no_{verb}"), verb)))
}

fn guard_sqlite(conn: &mut diesel::SqliteConnection) -> Result<(), String> {
    use diesel::connection::SimpleConnection;
    let mut sql = String::new();
    for (table, name, verb) in sqlite_guards() {
        sql += &format!(
            "CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {table} \
             BEGIN SELECT RAISE(ABORT, 'append-only'); END;"
        );
    }
    conn.batch_execute(&sql).map_err(|error| error.to_string())
}
