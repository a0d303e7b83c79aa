use diesel::prelude::*;

use crate::db::conn::Conn;
use crate::db::schema::users;

/// Whether anybody has an account here.
pub fn in_use(conn: &mut Conn) -> QueryResult<bool> {
    let accounts: i64 = users::table.count().get_result(conn)?;
    Ok(accounts > 0)
}
