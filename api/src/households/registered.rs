//! What the register knows of households and persons, for policies that ask it.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;
use yangguang_domain::entitlement::circumstances::{Home, Membership, Register, State};
use yangguang_domain::policy::register;

use super::model::Condition;
use super::store;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{household_members, households, persons};
use crate::db::types::At;
use crate::failure::{Failure, Outcome};
use crate::ids::{HouseholdId, PersonId};
use crate::on_each;

/// All that was ever registered of a household.
#[derive(Debug, Clone)]
pub struct Past {
    pub register: Register,
    born_on: HashMap<Uuid, NaiveDate>,
}

impl Past {
    /// As it is registered now.
    pub fn now(&self) -> register::Household {
        let lives = |lived: &[Membership]| {
            let last = lived.iter().rfind(|it| it.until_on.is_none());
            last.filter(|it| it.household == self.register.household).map(|it| it.conditions)
        };
        let members = self.register.people.iter().filter_map(|(person, lived)| {
            let conditions = lives(lived)?;
            Some(register::Member { born_on: self.born_on.get(person).copied()?, conditions })
        });
        let income_fen = self.register.states.last().and_then(|state| state.income_fen);
        register::Household { members: members.collect(), income_fen }
    }

    /// With these members, each as old as he is registered.
    pub fn of(&self, home: &Home) -> register::Household {
        let members = home.members.iter().filter_map(|resident| {
            let born_on = self.born_on.get(&resident.person).copied()?;
            Some(register::Member { born_on, conditions: resident.conditions })
        });
        register::Household { members: members.collect(), income_fen: home.income_fen }
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
    let mut all = HashMap::new();
    for ids in ids.chunks(500) {
        let mut states: HashMap<HouseholdId, Vec<State>> = HashMap::new();
        for row in store::histories(conn, county, ids)? {
            states.entry(row.household_id).or_default().push(State {
                version: row.version,
                known_on: Moment::new(row.created_at.0).today(),
                category: row.category,
                income_fen: row.income_fen,
            });
        }
        let heads = households::table
            .filter(households::county.eq(county))
            .filter(one_of(households::id, ids.iter().copied()))
            .select((households::id, households::category, households::income_fen, households::created_at));
        let heads: Vec<(HouseholdId, String, Option<i64>, At)> = on_each!(conn, each => heads.load(each))?;
        for (id, category, income_fen, created_at) in heads {
            // Where no history was kept, it has always been as it is.
            let only = || {
                let known_on = Moment::new(created_at.0).today();
                vec![State { version: 0, known_on, category, income_fen }]
            };
            let states = states.remove(&id).unwrap_or_else(only);
            let register = Register { household: id.0, states, people: Vec::new() };
            all.insert(id, Past { register, born_on: HashMap::new() });
        }
        // In the order in which they were first registered, so that one keeps its place in the
        // facts whatever is written of the other.
        let here = household_members::table
            .filter(household_members::county.eq(county))
            .filter(one_of(household_members::household_id, ids.iter().copied()))
            .order((household_members::household_id, household_members::position, household_members::id))
            .select((household_members::household_id, household_members::person_id));
        let here: Vec<(HouseholdId, PersonId)> = on_each!(conn, each => here.load(each))?;
        let people: HashSet<PersonId> = here.iter().map(|(_, person)| *person).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let lives = persons_of(conn, county, &people)?;
        let mut seen = HashSet::new();
        for (id, person) in here.into_iter().filter(|both| seen.insert(*both)) {
            let (Some(past), Some(life)) = (all.get_mut(&id), lives.get(&person)) else { continue };
            past.born_on.insert(person.0, life.born_on);
            past.register.people.push((person.0, life.memberships.clone()));
        }
    }
    Ok(all)
}

/// Who is or was a member of each of these households, and whether now.
///
/// # Errors
/// As the database answers.
pub fn members_of(
    conn: &mut Conn,
    county: &str,
    ids: &[HouseholdId],
) -> Outcome<HashMap<HouseholdId, BTreeMap<PersonId, bool>>> {
    let mut all: HashMap<HouseholdId, BTreeMap<PersonId, bool>> = HashMap::new();
    for ids in ids.chunks(500) {
        let query = household_members::table
            .filter(household_members::county.eq(county))
            .filter(one_of(household_members::household_id, ids.iter().copied()))
            .select((
                household_members::household_id,
                household_members::person_id,
                household_members::until_on.is_null(),
            ));
        let found: Vec<(HouseholdId, PersonId, bool)> = on_each!(conn, each => query.load(each))?;
        for (household, person, now) in found {
            *all.entry(household).or_default().entry(person).or_default() |= now;
        }
    }
    Ok(all)
}

/// A person with every household he was ever a member of.
#[derive(Debug, Clone)]
pub struct Life {
    pub born_on: NaiveDate,
    /// By the day they began.
    pub memberships: Vec<Membership>,
}

impl Life {
    /// As registered today; whoever is in no household has no conditions registered.
    pub fn now(&self) -> register::Person {
        let last = self.memberships.iter().rfind(|membership| membership.until_on.is_none());
        register::Person { born_on: self.born_on, conditions: last.map(|membership| membership.conditions) }
    }
}

/// A person as registered today.
///
/// # Errors
/// `not_found` when the county has none of that id.
pub fn person(conn: &mut Conn, county: &str, id: PersonId) -> Outcome<register::Person> {
    Ok(life(conn, county, id)?.now())
}

/// A person's past.
///
/// # Errors
/// `not_found` when the county has none of that id.
pub fn life(conn: &mut Conn, county: &str, id: PersonId) -> Outcome<Life> {
    persons_of(conn, county, &[id])?.remove(&id).ok_or_else(Failure::not_found)
}

/// The same of several.
///
/// # Errors
/// As the database answers.
pub fn persons_of(conn: &mut Conn, county: &str, ids: &[PersonId]) -> Outcome<HashMap<PersonId, Life>> {
    let mut all = HashMap::new();
    for ids in ids.chunks(500) {
        let people = persons::table
            .filter(persons::county.eq(county))
            .filter(one_of(persons::id, ids.iter().copied()))
            .select((persons::id, persons::birth_on));
        let people: Vec<(PersonId, NaiveDate)> = on_each!(conn, each => people.load(each))?;
        let alone = |(id, born_on)| (id, Life { born_on, memberships: Vec::new() });
        all.extend(people.into_iter().map(alone));
        for row in store::memberships(conn, county, ids)? {
            let conditions = Condition::known(row.conditions.as_deref())?;
            let Some(life) = all.get_mut(&row.person_id) else { continue };
            life.memberships.push(Membership {
                household: row.household_id.0,
                since_on: row.since_on,
                until_on: row.until_on,
                // Those of before versions were kept were known from the first.
                since_version: row.since_version.unwrap_or_default(),
                until_version: row.until_on.map(|_| row.until_version.unwrap_or_default()),
                conditions,
            });
        }
    }
    Ok(all)
}
