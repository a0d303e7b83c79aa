//! What is so of a household and a person in a month. Nothing of the past is computed with what
//! is so today: each confirmed computation keeps what it held to be so, from which month on, and
//! of the register only what it has learnt since comes to that, from the month it counts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::Month;
use crate::policy::register::Conditions;

/// Somebody's membership of a household, as the register keeps it: never changed but by its end,
/// which is the day on which it is no longer so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    pub household: Uuid,
    pub since_on: NaiveDate,
    pub until_on: Option<NaiveDate>,
    /// The versions of the household with which its beginning and its end became known.
    pub since_version: i64,
    pub until_version: Option<i64>,
    pub conditions: Conditions,
}

impl Membership {
    /// One that ended on the day it began was a mistake.
    fn lasted(&self) -> bool {
        self.until_on != Some(self.since_on)
    }
}

/// The household somebody counts in: where he was a member on the first day of the month, or else
/// where he first became one within it. Who leaves for another counts there from the next month,
/// who is born or first registered from this one.
#[must_use]
pub fn home_in(memberships: &[Membership], month: Month) -> Option<Uuid> {
    let (first, next) = (month.first_day(), month.next().first_day());
    let lasting = || memberships.iter().filter(|membership| membership.lasted());
    let there = lasting().find(|membership| {
        membership.since_on <= first && membership.until_on.is_none_or(|until| until > first)
    });
    let came =
        || lasting().filter(|it| it.since_on > first && it.since_on < next).min_by_key(|it| it.since_on);
    there.or_else(came).map(|membership| membership.household)
}

/// A member with what is so of him beside his age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resident {
    pub person: Uuid,
    pub conditions: Conditions,
}

/// A household in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    pub category: String,
    /// Of all members, a month, fen; none where it was never assessed.
    pub income_fen: Option<i64>,
    pub members: Vec<Resident>,
}

/// What the register says of a household beside its members, from one of its versions on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    pub version: i64,
    pub known_on: NaiveDate,
    pub category: String,
    pub income_fen: Option<i64>,
}

/// All the register ever said of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    pub household: Uuid,
    /// By their versions; at least one.
    pub states: Vec<State>,
    /// Everybody who is or was a member, in the order in which they were first registered, each
    /// with all memberships of any household, by the day they began.
    pub people: Vec<(Uuid, Vec<Membership>)>,
}

impl Register {
    fn here<'m>(
        &self,
        memberships: &'m [Membership],
    ) -> impl DoubleEndedIterator<Item = &'m Membership> + use<'m> {
        let household = self.household;
        memberships.iter().filter(move |membership| membership.household == household)
    }

    /// The version it has now.
    #[must_use]
    pub fn version(&self) -> i64 {
        let states = self.states.iter().map(|state| state.version);
        let ours = self.people.iter().flat_map(|(_, memberships)| self.here(memberships));
        let members = ours.flat_map(|it| [Some(it.since_version), it.until_version]).flatten();
        states.chain(members).max().unwrap_or_default()
    }

    /// A month as today's word of the register has it: who counts in the household then, with
    /// the income, the category and the conditions that are known now.
    #[must_use]
    pub fn told(&self, month: Month) -> Home {
        let member = |(person, memberships): &(Uuid, Vec<Membership>)| {
            let last = self.here(memberships).next_back()?;
            let counts = home_in(memberships, month) == Some(self.household);
            counts.then_some(Resident { person: *person, conditions: last.conditions })
        };
        let last = self.states.last();
        Home {
            category: last.map(|state| state.category.clone()).unwrap_or_default(),
            income_fen: last.and_then(|state| state.income_fen),
            members: self.people.iter().filter_map(member).collect(),
        }
    }

    /// A month as it was confirmed, with what the register has learnt after its version `seen`,
    /// from the month after it was registered. Who counts in it goes by [`home_in`] alone, whatever
    /// was confirmed: nobody is paid for in two households because only one of them was looked at.
    /// What was never confirmed is as the register had it then.
    #[must_use]
    pub fn since(&self, confirmed: Option<&Home>, month: Month, seen: i64) -> Home {
        let seen = if confirmed.is_some() { seen } else { i64::MIN };
        let known = |day: NaiveDate| Month::of(day) < month;
        let state = self.states.iter().rfind(|state| state.version > seen && known(state.known_on));
        let state = state.or_else(|| self.states.first().filter(|_| confirmed.is_none()));
        let member = |(person, memberships): &(Uuid, Vec<Membership>)| {
            let counts = home_in(memberships, month) == Some(self.household);
            let before = confirmed.and_then(|home| home.members.iter().find(|it| it.person == *person));
            let then = || self.here(memberships).filter(|it| known(it.since_on));
            let conditions = then().rfind(|it| it.since_version > seen).map(|it| it.conditions);
            let conditions = conditions.or(before.map(|member| member.conditions));
            let conditions = conditions.or_else(|| then().next_back().map(|it| it.conditions));
            // Who has only come this month has those he came with.
            let came = || self.here(memberships).find(|it| it.lasted()).map(|it| it.conditions);
            let conditions = conditions.or_else(came).unwrap_or_default();
            counts.then_some(Resident { person: *person, conditions })
        };
        let category = state.map(|state| &state.category).or(confirmed.map(|home| &home.category));
        Home {
            category: category.cloned().unwrap_or_default(),
            income_fen: state
                .map_or_else(|| confirmed.and_then(|home| home.income_fen), |state| state.income_fen),
            members: self.people.iter().filter_map(member).collect(),
        }
    }
}

/// What is so of a person, by all memberships, as the register has it today; none of who is, and
/// then was, in no household.
#[must_use]
pub fn conditions_told(memberships: &[Membership], month: Month) -> Option<Conditions> {
    let home = home_in(memberships, month);
    let now = memberships.iter().rfind(|membership| membership.until_on.is_none());
    let then = || memberships.iter().rfind(|membership| Some(membership.household) == home);
    now.or_else(then).map(|membership| membership.conditions)
}

/// The same as it was confirmed, with what was registered later, from the month after.
#[must_use]
pub fn conditions_since(
    memberships: &[Membership],
    confirmed: Option<Conditions>,
    month: Month,
    seen: impl Fn(Uuid) -> i64,
) -> Option<Conditions> {
    let later = |it: &&Membership| it.since_version > seen(it.household) && Month::of(it.since_on) < month;
    memberships.iter().rfind(later).map(|membership| membership.conditions).or(confirmed)
}

/// What a sum of a month is computed on, beside the age of everybody.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Circumstances {
    /// None where the benefit is of no household.
    pub household: Option<Home>,
    /// Of whom it is for; none where they are registered nowhere.
    pub conditions: Option<Conditions>,
    /// What the register does not know: somebody entered it.
    pub entered: Map<String, Value>,
}

/// What one confirmed computation holds to be so, from its first month on.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Finding {
    /// Somebody looked at this benefit, with a reason, and said so: of what was known then nothing
    /// but who lived where is held against the months before any more. Otherwise all were computed
    /// anew.
    pub told: bool,
    /// The versions of the households that were looked at.
    pub known: BTreeMap<Uuid, i64>,
    /// Each from its month to the next of them; ascending, none like the one before.
    pub months: Vec<(Month, Circumstances)>,
}

impl Finding {
    /// Of these months.
    pub fn of(
        told: bool,
        known: BTreeMap<Uuid, i64>,
        months: impl IntoIterator<Item = (Month, Circumstances)>,
    ) -> Finding {
        let mut finding = Finding { told, known, months: Vec::new() };
        for (month, circumstances) in months {
            if finding.months.last().is_none_or(|(_, last)| *last != circumstances) {
                finding.months.push((month, circumstances));
            }
        }
        finding
    }

    /// What it says of a month; nothing of those before its first.
    #[must_use]
    pub fn at(&self, month: Month) -> Option<&Circumstances> {
        self.months.iter().rfind(|(from, _)| *from <= month).map(|(_, circumstances)| circumstances)
    }

    fn version(&self, household: Uuid) -> i64 {
        self.known.get(&household).copied().unwrap_or_default()
    }
}

/// The findings of a benefit in the order of their confirmation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    fn governing(&self, month: Month) -> Option<(&Finding, &Circumstances)> {
        self.0.iter().rev().find_map(|finding| Some((finding, finding.at(month)?)))
    }

    /// The circumstances confirmed last for a month; none of a benefit that keeps none.
    #[must_use]
    pub fn at(&self, month: Month) -> Option<&Circumstances> {
        self.governing(month).map(|(_, circumstances)| circumstances)
    }

    /// The version of a household that was known when a month was confirmed, or when somebody
    /// last looked at the whole.
    #[must_use]
    pub fn seen(&self, household: Uuid, month: Month) -> i64 {
        let governing = self.governing(month).map(|(finding, _)| finding);
        let told = self.0.iter().filter(|finding| finding.told);
        told.chain(governing).map(|finding| finding.version(household)).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
