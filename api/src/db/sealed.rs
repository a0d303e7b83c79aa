//! A few sealed values, to try keys on before they do harm.

use diesel::prelude::*;

use super::conn::Conn;
use super::schema::persons;

/// Sealed citizen ids; none where nobody is registered yet.
///
/// # Errors
/// As the database answers.
pub fn sample(conn: &mut Conn) -> QueryResult<Vec<Vec<u8>>> {
    persons::table.select(persons::citizen_id_enc).limit(3).load(conn)
}
