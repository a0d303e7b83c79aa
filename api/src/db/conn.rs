//! One connection type for both databases: every query is checked for both.

use diesel::connection::SimpleConnection;
use diesel::{Connection, ConnectionError, ConnectionResult, PgConnection, SqliteConnection};

#[derive(diesel::MultiConnection)]
pub enum Conn {
    Pg(PgConnection),
    Sqlite(SqliteConnection),
}

/// Where the records live, read from `DATABASE_URL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Url {
    Postgres(String),
    /// Path of the file.
    Sqlite(String),
}

impl Url {
    /// `postgres://…`, `postgresql://…`, `sqlite:PATH`, or a path ending in `.db`.
    /// Anything else is refused: a typo must not become a new, empty database file.
    ///
    /// # Errors
    /// A sentence saying which forms are known.
    pub fn parse(text: &str) -> Result<Url, String> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Url::Postgres(text.to_owned()));
        }
        let path = text
            .strip_prefix("sqlite://")
            .or_else(|| text.strip_prefix("sqlite:"))
            .or_else(|| (text.ends_with(".db") && !text.contains("://")).then_some(text));
        match path {
            Some(path) if !path.is_empty() => Ok(Url::Sqlite(path.to_owned())),
            _ => Err("DATABASE_URL must be postgres://…, sqlite:PATH or a path ending in .db".to_owned()),
        }
    }

    /// A new connection, set up for our use.
    ///
    /// # Errors
    /// The database can not be reached or opened.
    pub fn connect(&self) -> ConnectionResult<Conn> {
        match self {
            Url::Postgres(url) => {
                let mut conn = PgConnection::establish(url)?;
                conn.batch_execute("SET timezone TO 'UTC'; SET synchronous_commit TO on")
                    .map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Conn::Pg(conn))
            }
            Url::Sqlite(path) => {
                let mut conn = SqliteConnection::establish(path)?;
                // FULL: an answered decision survives a power cut. Pages are read where the
                // file lies in memory, once for all connections; the log is folded into the
                // file after every 40 MB, not within each second commit.
                conn.batch_execute(
                    "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
                     PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                     PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY; \
                     PRAGMA mmap_size = 2147418112; PRAGMA wal_autocheckpoint = 10000;",
                )
                .map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Conn::Sqlite(conn))
            }
        }
    }
}

impl Conn {
    pub fn is_sqlite(&self) -> bool {
        matches!(self, Conn::Sqlite(_))
    }

    /// Runs statements without parameters, one text for each database where they differ.
    ///
    /// # Errors
    /// As the database answers.
    pub fn execute_script(&mut self, sql: &str) -> diesel::QueryResult<()> {
        match self {
            Conn::Pg(conn) => conn.batch_execute(sql),
            Conn::Sqlite(conn) => conn.batch_execute(sql),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_database_url_is_refused_instead_of_becoming_a_file() {
        for bad in ["", "mysql://x/y", "postgress://x", "yangguang", "sqlite:"] {
            assert!(Url::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn each_known_form_of_the_url_names_its_database() {
        assert_eq!(Url::parse("./data/x.db"), Ok(Url::Sqlite("./data/x.db".into())));
        assert_eq!(Url::parse("sqlite:/tmp/x"), Ok(Url::Sqlite("/tmp/x".into())));
        assert!(matches!(Url::parse("postgres://u@h/d"), Ok(Url::Postgres(_))));
    }
}
