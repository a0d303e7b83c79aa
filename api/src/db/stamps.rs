//! Reference data that a server keeps in memory carries a number that every change of it
//! raises, in the change's own transaction: what was read before is used as long as the
//! number is the same, so that a change by another copy of the server is seen at once.

use diesel::prelude::*;

use super::conn::Conn;
use super::schema::stamps;
use crate::on_each;

pub const CALENDAR: &str = "calendar";
pub const DIVISIONS: &str = "divisions";

/// # Errors
/// As the database answers.
pub fn read(conn: &mut Conn, name: &'static str) -> QueryResult<i64> {
    let query = stamps::table.find(name).select(stamps::version);
    on_each!(conn, each => query.first(each))
}

/// # Errors
/// As the database answers.
pub fn raise(conn: &mut Conn, name: &'static str) -> QueryResult<usize> {
    diesel::update(stamps::table.find(name)).set(stamps::version.eq(stamps::version + 1)).execute(conn)
}
