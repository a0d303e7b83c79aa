//! What the register knows of households and persons, for policies that ask it.

use std::collections::{HashMap, HashSet};

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

/// A household with who has been a member of it and when; its category and income are today's.
#[derive(Debug, Clone)]
pub struct Past {
    /// What the register carries it as today.
    pub category: String,
    income_fen: Option<i64>,
    members: Vec<Membership>,
}

#[derive(Debug, Clone)]
struct Membership {
    person: PersonId,
    since_on: NaiveDate,
    until_on: Option<NaiveDate>,
    member: register::Member,
}

impl Past {
    /// As it is registered now.
    pub fn now(&self) -> register::Household {
        self.of(|membership| membership.until_on.is_none())
    }

    /// With those who were members on a day of a month, from its first day to before the next.
    pub fn between(&self, first: NaiveDate, next: NaiveDate) -> register::Household {
        self.of(|membership| {
            membership.since_on < next && membership.until_on.is_none_or(|until| until > first)
        })
    }

    fn of(&self, counts: impl Fn(&Membership) -> bool) -> register::Household {
        let mut seen = HashSet::new();
        let mut members = Vec::new();
        for membership in self.members.iter().filter(|membership| counts(membership)) {
            // Who left and came back within the month is one.
            if seen.insert(membership.person) {
                members.push(membership.member);
            }
        }
        register::Household { members, income_fen: self.income_fen }
    }
}

/// A household as it is registered today.
///
/// # Errors
/// `not_found` when the county has none of that id.
pub fn registered(conn: &mut Conn, county: &str, id: HouseholdId) -> Outcome<register::Household> {
    past(conn, county, id).map(|past| past.now())
}

/// A household with its past.
///
/// # Errors
/// `not_found` when the county has none of that id.
pub fn past(conn: &mut Conn, county: &str, id: HouseholdId) -> Outcome<Past> {
    past_of(conn, county, &[id])?.remove(&id).ok_or_else(Failure::not_found)
}

/// The same of several.
///
/// # Errors
/// As the database answers.
pub fn past_of(conn: &mut Conn, county: &str, ids: &[HouseholdId]) -> Outcome<HashMap<HouseholdId, Past>> {
    type Found = (HouseholdId, PersonId, NaiveDate, Option<NaiveDate>, NaiveDate, Option<String>);
    let mut all = HashMap::new();
    for ids in ids.chunks(500) {
        let heads = households::table
            .filter(households::county.eq(county))
            .filter(one_of(households::id, ids.iter().copied()))
            .select((households::id, households::category, households::income_fen));
        let heads: Vec<(HouseholdId, String, Option<i64>)> = on_each!(conn, each => heads.load(each))?;
        let known = heads
            .into_iter()
            .map(|(id, category, income_fen)| (id, Past { category, income_fen, members: Vec::new() }));
        all.extend(known);
        let members = household_members::table
            .inner_join(
                persons::table.on(persons::county
                    .eq(household_members::county)
                    .and(persons::id.eq(household_members::person_id))),
            )
            .filter(household_members::county.eq(county))
            .filter(one_of(household_members::household_id, ids.iter().copied()))
            .order((household_members::household_id, household_members::position, household_members::id))
            .select((
                household_members::household_id,
                household_members::person_id,
                household_members::since_on,
                household_members::until_on,
                persons::birth_on,
                household_members::conditions,
            ));
        let members: Vec<Found> = on_each!(conn, each => members.load(each))?;
        for (id, person, since_on, until_on, born_on, column) in members {
            let member = register::Member { born_on, conditions: Condition::known(column.as_deref())? };
            if let Some(past) = all.get_mut(&id) {
                past.members.push(Membership { person, since_on, until_on, member });
            }
        }
    }
    Ok(all)
}

/// Who is a member of each of these households now.
///
/// # Errors
/// As the database answers.
pub fn members_of(
    conn: &mut Conn,
    county: &str,
    ids: &[HouseholdId],
) -> Outcome<HashMap<HouseholdId, Vec<PersonId>>> {
    let mut all: HashMap<HouseholdId, Vec<PersonId>> = HashMap::new();
    for ids in ids.chunks(500) {
        let query = household_members::table
            .filter(household_members::county.eq(county))
            .filter(one_of(household_members::household_id, ids.iter().copied()))
            .filter(household_members::until_on.is_null())
            .select((household_members::household_id, household_members::person_id));
        let found: Vec<(HouseholdId, PersonId)> = on_each!(conn, each => query.load(each))?;
        for (household, person) in found {
            all.entry(household).or_default().push(person);
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
