//! What the register knows of households and persons, for policies that ask it.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use yangguang_domain::policy::register;

use super::model::Condition;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{household_members, households, persons};
use crate::failure::{Failure, Outcome};
use crate::ids::{HouseholdId, MemberId, PersonId};
use crate::on_each;

/// A household as it is registered today.
///
/// # Errors
/// `not_found` when the county has none of that id.
pub fn registered(conn: &mut Conn, county: &str, id: HouseholdId) -> Outcome<register::Household> {
    registered_of(conn, county, &[id])?.remove(&id).ok_or_else(Failure::not_found)
}

/// The same of several.
///
/// # Errors
/// As the database answers.
pub fn registered_of(
    conn: &mut Conn,
    county: &str,
    ids: &[HouseholdId],
) -> Outcome<HashMap<HouseholdId, register::Household>> {
    let mut all = HashMap::new();
    for ids in ids.chunks(500) {
        let incomes = households::table
            .filter(households::county.eq(county))
            .filter(one_of(households::id, ids.iter().copied()))
            .select((households::id, households::income_fen));
        let incomes: Vec<(HouseholdId, Option<i64>)> = on_each!(conn, each => incomes.load(each))?;
        all.extend(
            incomes
                .into_iter()
                .map(|(id, income_fen)| (id, register::Household { members: Vec::new(), income_fen })),
        );
        let members = household_members::table
            .inner_join(
                persons::table.on(persons::county
                    .eq(household_members::county)
                    .and(persons::id.eq(household_members::person_id))),
            )
            .filter(household_members::county.eq(county))
            .filter(one_of(household_members::household_id, ids.iter().copied()))
            .filter(household_members::until_on.is_null())
            .order((household_members::household_id, household_members::position, household_members::id))
            .select((household_members::household_id, persons::birth_on, household_members::conditions));
        let members: Vec<(HouseholdId, NaiveDate, Option<String>)> =
            on_each!(conn, each => members.load(each))?;
        for (id, born_on, column) in members {
            let member = register::Member { born_on, conditions: Condition::known(column.as_deref())? };
            if let Some(household) = all.get_mut(&id) {
                household.members.push(member);
            }
        }
    }
    Ok(all)
}

/// A person as registered today.
///
/// # Errors
/// `not_found` when the county has none of that id.
pub fn person(conn: &mut Conn, county: &str, id: PersonId) -> Outcome<register::Person> {
    persons_of(conn, county, &[id])?.remove(&id).ok_or_else(Failure::not_found)
}

/// The same of several; whoever is in no household has no conditions registered.
///
/// # Errors
/// As the database answers.
pub fn persons_of(
    conn: &mut Conn,
    county: &str,
    ids: &[PersonId],
) -> Outcome<HashMap<PersonId, register::Person>> {
    type Found = (PersonId, NaiveDate, Option<MemberId>, Option<String>);
    let mut all = HashMap::new();
    for ids in ids.chunks(500) {
        let membership = household_members::county
            .eq(persons::county)
            .and(household_members::person_id.eq(persons::id))
            .and(household_members::until_on.is_null());
        let query = persons::table
            .left_join(household_members::table.on(membership))
            .filter(persons::county.eq(county))
            .filter(one_of(persons::id, ids.iter().copied()))
            .select((
                persons::id,
                persons::birth_on,
                household_members::id.nullable(),
                household_members::conditions.nullable(),
            ));
        let found: Vec<Found> = on_each!(conn, each => query.load(each))?;
        for (id, born_on, member, column) in found {
            let conditions = member.map(|_| Condition::known(column.as_deref())).transpose()?;
            all.insert(id, register::Person { born_on, conditions });
        }
    }
    Ok(all)
}
