use chrono::NaiveDate;
use diesel::prelude::*;
use yangguang_domain::law::Citation;

use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::delegations;
use crate::db::types::At;
use crate::failure::{Failure, Outcome};
use crate::ids::{DelegationId, UserId};
use crate::on_each;

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = delegations, treat_none_as_default_value = false)]
pub struct DelegationRow {
    pub county: String,
    pub id: DelegationId,
    pub item_code: String,
    pub law: String,
    pub article: Option<String>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub created_by: UserId,
    pub version: i64,
    pub created_at: At,
    pub updated_at: At,
}

/// The ruling by which the townships of a county decide on an item on a day.
pub fn ruling(conn: &mut Conn, county: &str, item: &str, day: NaiveDate) -> QueryResult<Option<Citation>> {
    let query = delegations::table
        .filter(delegations::county.eq(county))
        .filter(delegations::item_code.eq(item))
        .filter(delegations::valid_from.le(day))
        .filter(delegations::valid_to.is_null().or(delegations::valid_to.ge(day)))
        .select((delegations::law, delegations::article));
    let found: Option<(String, Option<String>)> = on_each!(conn, each => query.first(each)).optional()?;
    Ok(found.map(|(law, article)| Citation { law, article, note: None }))
}

pub fn all(conn: &mut Conn, county: &str) -> QueryResult<Vec<DelegationRow>> {
    delegations::table
        .filter(delegations::county.eq(county))
        .order((delegations::item_code, delegations::valid_from, delegations::id))
        .load(conn)
}

pub fn insert(conn: &mut Conn, row: &DelegationRow) -> QueryResult<usize> {
    diesel::insert_into(delegations::table).values(row.clone()).execute(conn)
}

/// # Errors
/// `not_found` of another county.
pub fn find(conn: &mut Conn, county: &str, id: DelegationId) -> Outcome<DelegationRow> {
    let row: Option<DelegationRow> = delegations::table.find((county, id)).first(conn).optional()?;
    row.ok_or_else(Failure::not_found)
}

/// Writes the last day, if nobody wrote since.
///
/// # Errors
/// `stale_version` when somebody was faster.
pub fn end(conn: &mut Conn, row: &mut DelegationRow, last: NaiveDate, now: Moment) -> Outcome<()> {
    let same =
        delegations::table.find((row.county.clone(), row.id)).filter(delegations::version.eq(row.version));
    row.valid_to = Some(last);
    row.version += 1;
    let written = diesel::update(same)
        .set((
            delegations::valid_to.eq(row.valid_to),
            delegations::version.eq(row.version),
            delegations::updated_at.eq(now.stamp()),
        ))
        .execute(conn)?;
    if written == 1 { Ok(()) } else { Err(Failure::no("stale_version")) }
}
