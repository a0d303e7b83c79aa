//! Looking ahead: the month in which those a benefit is for have grown old enough, or too old,
//! for another sum.

use serde_json::{Map, Value};

use super::{Month, Sums};
use crate::policy::register::{Household, Person};
use crate::policy::{Policy, Resolver};

/// What a sum was computed on.
#[derive(Debug, Clone, Copy)]
pub struct Ahead<'a> {
    pub facts: &'a Map<String, Value>,
    pub person: Person,
    /// The month it stands from.
    pub then: Month,
}

impl Ahead<'_> {
    /// The first of these months, each with the policy in force, in which that gives another sum
    /// only because somebody has grown older; `household` is who is of it in a month. What a
    /// raised standard changes is computed anew for all at once and not looked for here.
    pub fn grown<'p>(
        &self,
        months: impl IntoIterator<Item = (Month, &'p Policy)>,
        household: impl Fn(Month) -> Option<Household>,
        others: &dyn Resolver,
    ) -> Option<Month> {
        let mut by_age = months.into_iter().filter(|(_, policy)| policy.goes_by_age());
        let found = by_age.find(|(month, policy)| {
            let day = month.first_day();
            let sums = |facts: &Map<String, Value>| {
                let answer = policy.evaluate_with(facts, day, others).ok()?;
                Some(Sums::decided(policy.document(), &answer, answer.amount_fen))
            };
            // The income stays the one it was computed on, with what was counted to it.
            let members = household(*month).map(|known| Household { income_fen: None, ..known });
            let born_later = |months: u32| {
                let mut facts = self.facts.clone();
                facts.extend(policy.continuing());
                if let Some(members) = &members {
                    facts.extend(policy.registered(&members.born_later(months), day));
                }
                facts.extend(policy.registered_person(self.person.born_later(months), day));
                facts
            };
            let months = u32::try_from(month.since(self.then)).unwrap_or_default();
            // The sum of its first month is of a day before it.
            let same_age = match months {
                0 => self.facts.clone().into_iter().chain(policy.continuing()).collect(),
                _ => born_later(months),
            };
            sums(&born_later(0)) != sums(&same_age)
        });
        found.map(|(month, _)| month)
    }
}
