//! What was decided in a year, which yearly caps are held against.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{cases, household_members, year_totals};
use crate::failure::{Failure, Outcome};
use crate::ids::{HouseholdId, PersonId};
use crate::on_each;

/// What was decided for a person under a scheme in a year, fen.
pub fn paid(conn: &mut Conn, county: &str, person: PersonId, scheme: &str, year: i16) -> QueryResult<i64> {
    let query = year_totals::table.find((county, person, scheme, year)).select(year_totals::paid_fen);
    let found: Option<i64> = on_each!(conn, each => query.first(each)).optional()?;
    Ok(found.unwrap_or_default())
}

/// What was decided to a household in a year: to those who are its members, all that they were
/// given in it; to those who left it within the year, what they were given while they were of it.
/// A yearly cap begins anew neither with who leaves nor with who comes.
pub fn paid_to_household(
    conn: &mut Conn,
    county: &str,
    household: HouseholdId,
    scheme: &str,
    year: i16,
) -> QueryResult<i64> {
    let members = members(conn, county, household, year)?;
    let query = year_totals::table
        .filter(year_totals::county.eq(county))
        .filter(one_of(year_totals::person_id, members.iter().copied()))
        .filter(year_totals::scheme.eq(scheme))
        .filter(year_totals::year.eq(year))
        .select(year_totals::paid_fen);
    let paid: Vec<i64> = on_each!(conn, each => query.load(each))?;
    // What is paid month by month is in no year's total.
    let theirs = year_totals::county
        .eq(cases::county)
        .and(year_totals::person_id.eq(cases::applicant_person_id))
        .and(year_totals::scheme.eq(cases::scheme));
    let (first, last) = days(year);
    let query = cases::table
        .inner_join(year_totals::table.on(theirs))
        .filter(cases::county.eq(county))
        .filter(cases::household_id.eq(household))
        .filter(cases::scheme.eq(scheme))
        .filter(cases::received_on.between(first, last))
        .filter(cases::outcome.eq("approved"))
        .filter(year_totals::year.eq(year))
        .select((cases::applicant_person_id, cases::amount_fen));
    let decided: Vec<(PersonId, Option<i64>)> = on_each!(conn, each => query.load(each))?;
    let left = decided.into_iter().filter(|(person, _)| !members.contains(person));
    Ok(paid.into_iter().chain(left.filter_map(|(_, amount)| amount)).sum())
}

/// The members of a household in a year, as they stand now or stood at its end, whose costs a
/// policy for households counts together.
pub fn members(
    conn: &mut Conn,
    county: &str,
    household: HouseholdId,
    year: i16,
) -> QueryResult<Vec<PersonId>> {
    let (_, last) = days(year);
    let query = household_members::table
        .filter(household_members::county.eq(county))
        .filter(household_members::household_id.eq(household))
        .filter(household_members::since_on.le(last))
        .filter(household_members::until_on.is_null().or(household_members::until_on.gt(last)))
        .select(household_members::person_id)
        .distinct();
    on_each!(conn, each => query.load(each))
}

/// The first and the last day of a year.
pub fn days(year: i16) -> (NaiveDate, NaiveDate) {
    let day = |month, day| NaiveDate::from_ymd_opt(i32::from(year), month, day).unwrap_or_default();
    (day(1, 1), day(12, 31))
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
