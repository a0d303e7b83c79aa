//! Whether a database file is whole: what SQLite says of it, the append-only guards,
//! and what it expects to find among the attachments.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use diesel::sql_types::{BigInt, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};

use super::Report;
use crate::db::conn::{Conn, Url};
use crate::db::{migrate, sealed};

/// More of the same kind add nothing.
const MOST_FAULTS: usize = 20;

/// A database and what it says of itself.
pub struct Database {
    conn: Conn,
    pub schema: String,
    pub rows: BTreeMap<String, i64>,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

impl Database {
    /// Opens for reading.
    ///
    /// # Errors
    /// No database of ours, or one that a later program wrote.
    pub fn open(path: &Path) -> Result<Database, String> {
        let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        if !path.exists() {
            return Err(told(&"there is no database"));
        }
        let url = Url::Sqlite(path.to_string_lossy().into_owned());
        let mut conn = url.connect().map_err(|error| told(&error))?;
        conn.execute_script("PRAGMA query_only = ON").map_err(|error| told(&error))?;
        let versions = lines(&mut conn, "SELECT MAX(version) AS line FROM __diesel_schema_migrations")
            .map_err(|error| told(&format!("not a database of this program: {error}")))?;
        let schema = versions.into_iter().next().unwrap_or_default();
        if schema > migrate::newest() {
            let newest = migrate::newest();
            return Err(told(&format!(
                "schema {schema} is later than this program's {newest}: use a newer one"
            )));
        }
        let rows = counts(&mut conn).map_err(|error| told(&error))?;
        Ok(Database { conn, schema, rows })
    }

    /// Pages, indexes, references and guards.
    pub fn check(&mut self, report: &mut Report) -> Result<(), String> {
        let faults = self.ask("SELECT integrity_check AS line FROM pragma_integrity_check")?;
        let faults = faults.into_iter().filter(|line| line != "ok");
        report.add("database: every page and index is whole".to_owned(), named("database", faults));

        let orphans = self.ask(
            "SELECT \"table\" || ': ' || COUNT(*) || ' rows point at nothing in ' || parent AS line \
             FROM pragma_foreign_key_check GROUP BY \"table\", parent",
        )?;
        report.add("database: every reference leads somewhere".to_owned(), named("database", orphans));

        let there: HashSet<String> = self
            .ask("SELECT tbl_name || '.' || name AS line FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'")?
            .into_iter()
            .collect();
        let gone =
            migrate::sqlite_guards().filter(|(table, name, _)| !there.contains(&format!("{table}.{name}")));
        let gone = gone.map(|(table, name, _)| {
            format!("{table}: the append-only guard {name} is gone; rows may have been changed")
        });
        report.add("audit trail and legal acts: the append-only guards stand".to_owned(), gone.collect());
        Ok(())
    }

    /// The hashes of the attachments that were not removed.
    pub fn attachments(&mut self) -> Result<HashSet<String>, String> {
        let hashes = self.ask("SELECT DISTINCT sha256 AS line FROM attachments WHERE removed_at IS NULL")?;
        Ok(hashes.into_iter().collect())
    }

    /// A few sealed values, to try keys on.
    pub fn sealed(&mut self) -> Result<Vec<Vec<u8>>, String> {
        sealed::sample(&mut self.conn).map_err(|error| error.to_string())
    }

    fn ask(&mut self, sql: &str) -> Result<Vec<String>, String> {
        lines(&mut self.conn, sql).map_err(|error| format!("database: {error}"))
    }
}

fn named(what: &str, faults: impl IntoIterator<Item = String>) -> Vec<String> {
    faults.into_iter().take(MOST_FAULTS).map(|line| format!("{what}: {line}")).collect()
}

fn lines(conn: &mut Conn, sql: &str) -> diesel::QueryResult<Vec<String>> {
    Ok(sql_query(sql).load::<Line>(conn)?.into_iter().map(|row| row.line).collect())
}

/// Rows of every table, in one statement.
fn counts(conn: &mut Conn) -> diesel::QueryResult<BTreeMap<String, i64>> {
    let tables = lines(
        conn,
        "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )?;
    let each = tables.iter().map(|table| {
        format!(
            "SELECT '{}' AS name, COUNT(*) AS count FROM \"{}\"",
            table.replace('\'', "''"),
            table.replace('"', "\"\"")
        )
    });
    let sql = each.collect::<Vec<_>>().join(" UNION ALL ");
    Ok(sql_query(sql).load::<Count>(conn)?.into_iter().map(|row| (row.name, row.count)).collect())
}
