use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::import::{Node, Plan, text};
use super::model::DivisionRef;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::divisions;
use crate::db::types::At;
use crate::failure::{Failure, Outcome};
use crate::on_each;

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
    let query = divisions::table.filter(one_of(divisions::code, codes)).select((
        divisions::code,
        divisions::name,
        divisions::level,
        divisions::full_name,
    ));
    let rows: Vec<Row> = on_each!(conn, each => query.load(each))?;
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

#[derive(Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = divisions)]
pub struct DivisionRow {
    pub code: String,
    pub parent: Option<String>,
    pub level: i16,
    pub name: String,
    pub full_name: String,
}

impl DivisionRow {
    pub fn planned(plan: &Plan, node: &Node) -> DivisionRow {
        let (parent, full_name) = plan.above(node);
        DivisionRow {
            code: text(node.number),
            parent,
            level: node.level,
            name: node.name.to_string(),
            full_name,
        }
    }
}

/// Which divisions are looked for.
pub enum Wanted {
    /// Directly below one, or the top.
    Children { parent: Option<String> },
    /// Anywhere from `low` to `high`.
    Search { text: String, low: String, high: String },
}

pub fn find(conn: &mut Conn, code: &str) -> QueryResult<Option<DivisionRow>> {
    divisions::table.find(code).select(DivisionRow::as_select()).first(conn).optional()
}

/// Those that still exist, in the order of their codes.
pub fn list(
    conn: &mut Conn,
    wanted: &Wanted,
    after: Option<&str>,
    limit: i64,
) -> QueryResult<Vec<DivisionRow>> {
    let mut query = divisions::table.filter(divisions::valid_to.is_null()).into_boxed();
    query = match wanted {
        Wanted::Children { parent: Some(parent) } => query.filter(divisions::parent.eq(parent)),
        Wanted::Children { parent: None } => query.filter(divisions::parent.is_null()),
        Wanted::Search { text, low, high } => {
            let query = query.filter(divisions::code.between(low, high));
            if text.bytes().all(|byte| byte.is_ascii_digit()) {
                query.filter(divisions::code.between(format!("{text:0<12}"), format!("{text:9<12}")))
            } else {
                let plain = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                query.filter(divisions::name.like(format!("%{plain}%")).escape('\\'))
            }
        }
    };
    if let Some(after) = after {
        query = query.filter(divisions::code.gt(after));
    }
    query.select(DivisionRow::as_select()).order(divisions::code).limit(limit).load(conn)
}

/// Which of these have others below them.
pub fn having_children(conn: &mut Conn, codes: Vec<&str>) -> QueryResult<HashSet<String>> {
    let found: Vec<Option<String>> = divisions::table
        .filter(divisions::parent.eq_any(codes))
        .filter(divisions::valid_to.is_null())
        .select(divisions::parent)
        .distinct()
        .load(conn)?;
    Ok(found.into_iter().flatten().collect())
}

/// What is stored from the first to the last of `rows`, which are in order.
pub fn between(conn: &mut Conn, rows: &[DivisionRow]) -> QueryResult<HashMap<String, DivisionRow>> {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(HashMap::new()) };
    let found: Vec<DivisionRow> = divisions::table
        .filter(divisions::code.between(&first.code, &last.code))
        .select(DivisionRow::as_select())
        .load(conn)?;
    Ok(found.into_iter().map(|row| (row.code.clone(), row)).collect())
}

pub fn rename(conn: &mut Conn, row: &DivisionRow) -> QueryResult<usize> {
    diesel::update(divisions::table.find(&row.code))
        .set((
            divisions::parent.eq(&row.parent),
            divisions::level.eq(row.level),
            divisions::name.eq(&row.name),
            divisions::full_name.eq(&row.full_name),
        ))
        .execute(conn)
}

#[derive(Insertable)]
#[diesel(table_name = divisions, treat_none_as_default_value = false)]
struct NewRow {
    code: String,
    parent: Option<String>,
    level: i16,
    name: String,
    full_name: String,
    valid_from: NaiveDate,
    created_at: At,
}

/// In one statement; parents come before their children.
pub fn insert(conn: &mut Conn, rows: Vec<DivisionRow>, now: Moment) -> QueryResult<usize> {
    if rows.is_empty() {
        return Ok(0);
    }
    let fresh = |row: DivisionRow| NewRow {
        code: row.code,
        parent: row.parent,
        level: row.level,
        name: row.name,
        full_name: row.full_name,
        valid_from: edition(),
        created_at: now.stamp(),
    };
    let rows: Vec<NewRow> = rows.into_iter().map(fresh).collect();
    on_each!(conn, inner => diesel::insert_into(divisions::table).values(&rows).execute(inner))
}

/// The day whose state the bureau's edition of 2023 shows, which the package holds.
fn edition() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 6, 30).unwrap_or_default()
}
