use std::collections::HashMap;

use diesel::prelude::*;

use super::model::DivisionRef;
use crate::db::conn::Conn;
use crate::db::schema::divisions;
use crate::failure::{Failure, Outcome};

type Row = (String, String, i16, String);

fn reference((code, name, level, full_name): Row) -> DivisionRef {
    DivisionRef { code, name, level, full_name }
}

/// # Errors
/// `not_found` for a code that is not there.
pub fn division_ref(conn: &mut Conn, code: &str) -> Outcome<DivisionRef> {
    let row: Option<Row> = divisions::table
        .find(code)
        .select((divisions::code, divisions::name, divisions::level, divisions::full_name))
        .first(conn)
        .optional()?;
    row.map(reference).ok_or_else(Failure::not_found)
}

/// Many at once, for lists; a code that is not there is left out.
///
/// # Errors
/// As the database answers.
pub fn division_refs<'a>(
    conn: &mut Conn,
    codes: impl IntoIterator<Item = &'a str>,
) -> Outcome<HashMap<String, DivisionRef>> {
    let mut codes: Vec<&str> = codes.into_iter().collect();
    codes.sort_unstable();
    codes.dedup();
    let rows: Vec<Row> = divisions::table
        .filter(divisions::code.eq_any(codes))
        .select((divisions::code, divisions::name, divisions::level, divisions::full_name))
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.0.clone(), reference(row))).collect())
}

/// Whether there is such a division of one of these levels.
///
/// # Errors
/// As the database answers.
pub fn require(conn: &mut Conn, code: &str, levels: &[i16]) -> Outcome<bool> {
    let level: Option<i16> = divisions::table.find(code).select(divisions::level).first(conn).optional()?;
    Ok(level.is_some_and(|level| levels.contains(&level)))
}
