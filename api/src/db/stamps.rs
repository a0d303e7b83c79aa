//! Reference data that a server keeps in memory carries a number that every change of it
//! raises, in the change's own transaction: what was read before is used as long as the
//! number is the same, so that a change by another copy of the server is seen at once.

use diesel::prelude::*;

use super::conn::Conn;
use super::schema::stamps;
use crate::on_each;

pub const CALENDAR: &str = "calendar";
pub const DIVISIONS: &str = "divisions";
pub const POLICIES: &str = "policies";
pub const LAWS: &str = "laws";

/// The numbers as they are in one transaction.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stamps {
    pub calendar: i64,
    pub divisions: i64,
    pub policies: i64,
    pub laws: i64,
}

/// # Errors
/// As the database answers.
pub fn read(conn: &mut Conn) -> QueryResult<Stamps> {
    let query = stamps::table.select((stamps::name, stamps::version));
    let rows: Vec<(String, i64)> = on_each!(conn, each => query.load(each))?;
    let of = |name: &str| rows.iter().find(|(known, _)| known == name).map_or(0, |(_, version)| *version);
    Ok(Stamps { calendar: of(CALENDAR), divisions: of(DIVISIONS), policies: of(POLICIES), laws: of(LAWS) })
}

/// # Errors
/// As the database answers.
pub fn raise(conn: &mut Conn, name: &'static str) -> QueryResult<usize> {
    diesel::update(stamps::table.find(name)).set(stamps::version.eq(stamps::version + 1)).execute(conn)
}
