//! What was decided in a year, which yearly caps are held against.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::{household_members, year_totals};
use crate::failure::{Failure, Outcome};
use crate::ids::{HouseholdId, PersonId};
use crate::on_each;

/// What was decided for a person under a scheme in a year, fen.
pub fn paid(conn: &mut Conn, county: &str, person: PersonId, scheme: &str, year: i16) -> QueryResult<i64> {
    let query = year_totals::table.find((county, person, scheme, year)).select(year_totals::paid_fen);
    let found: Option<i64> = on_each!(conn, each => query.first(each)).optional()?;
    Ok(found.unwrap_or_default())
}

/// What was decided in a year to all who are members of a household now.
pub fn paid_to_household(
    conn: &mut Conn,
    county: &str,
    household: HouseholdId,
    scheme: &str,
    year: i16,
) -> QueryResult<i64> {
    let query = household_members::table
        .inner_join(
            year_totals::table.on(year_totals::county
                .eq(household_members::county)
                .and(year_totals::person_id.eq(household_members::person_id))),
        )
        .filter(household_members::county.eq(county))
        .filter(household_members::household_id.eq(household))
        .filter(household_members::until_on.is_null())
        .filter(year_totals::scheme.eq(scheme))
        .filter(year_totals::year.eq(year))
        .select(year_totals::paid_fen);
    let paid: Vec<i64> = on_each!(conn, each => query.load(each))?;
    Ok(paid.into_iter().sum())
}

/// The members of a household now, whose costs a policy for households counts together.
pub fn members(conn: &mut Conn, county: &str, household: HouseholdId) -> QueryResult<Vec<PersonId>> {
    let query = household_members::table
        .filter(household_members::county.eq(county))
        .filter(household_members::household_id.eq(household))
        .filter(household_members::until_on.is_null())
        .select(household_members::person_id);
    on_each!(conn, each => query.load(each))
}

/// Raises the year's total from `before`, the total the decision was computed with.
///
/// # Errors
/// `cap_reached_meanwhile` when it was not that any more.
pub fn raise_paid(
    conn: &mut Conn,
    (county, person, scheme, year): (&str, PersonId, &str, i16),
    before: i64,
    by: i64,
    now: Moment,
) -> Outcome<()> {
    let key = (county, person, scheme, year);
    let total = before.checked_add(by).ok_or_else(|| Failure::internal("a year's total overflows"))?;
    let raised = diesel::update(year_totals::table.find(key).filter(year_totals::paid_fen.eq(before)))
        .set((year_totals::paid_fen.eq(total), year_totals::updated_at.eq(now.stamp())))
        .execute(conn)?;
    if raised == 1 {
        return Ok(());
    }
    let there: i64 = year_totals::table.find(key).count().get_result(conn)?;
    if there > 0 || before != 0 {
        return Err(Failure::no("cap_reached_meanwhile"));
    }
    diesel::insert_into(year_totals::table)
        .values((
            year_totals::county.eq(county),
            year_totals::person_id.eq(person),
            year_totals::scheme.eq(scheme),
            year_totals::year.eq(year),
            year_totals::paid_fen.eq(total),
            year_totals::created_at.eq(now.stamp()),
            year_totals::updated_at.eq(now.stamp()),
        ))
        .execute(conn)?;
    Ok(())
}
