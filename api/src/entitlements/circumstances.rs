//! On what a month of a benefit is computed: what was confirmed for it, what the register has
//! learnt since, and what somebody says now.
//!
//! Benefits granted before circumstances were kept (migration 10) have none: their months are
//! computed on the facts that were entered for the computation confirmed for that month, and on
//! what the register had then. Its dates begin with that migration; what it said on that day
//! counts for all months before it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use uuid::Uuid;
use yangguang_domain::entitlement::Month;
use yangguang_domain::entitlement::circumstances::{
    Circumstances, Finding, Findings, Home, conditions_since, conditions_told,
};
use yangguang_domain::policy::{Policy, Source, register};

use super::compute::Held;
use super::others::Known;
use super::store::ChangeRow;
use super::terms;
use crate::db::types::Doc;
use crate::failure::Outcome;
use crate::households::{Life, Past};
use crate::ids::PersonId;

/// Why something is computed.
#[derive(Debug, Clone, Copy)]
pub enum Act<'a> {
    /// Somebody who looked at this benefit says that from a month on it was as the register has
    /// it now, and enters these facts (a merge patch).
    Told(Option<&'a Map<String, Value>>),
    /// What somebody said so, once more.
    Again(&'a Finding),
    /// All are computed anew.
    Recalculated,
}

/// What a computation stands on.
pub struct Basis<'a> {
    pub act: Act<'a>,
    pub household: Option<&'a Past>,
    pub life: &'a Life,
    /// Beside which it is had.
    pub known: &'a Known,
    findings: Findings,
    /// The versions of the households whose news do not count, whatever the findings say.
    taken_out: BTreeMap<Uuid, i64>,
}

impl<'a> Basis<'a> {
    /// # Errors
    /// `internal` for rows nothing of ours wrote.
    pub fn new(
        held: &Held,
        act: Act<'a>,
        (household, life): (Option<&'a Past>, &'a Life),
        known: &'a Known,
    ) -> Outcome<Basis<'a>> {
        let findings = findings(held.changes)?;
        Ok(Basis { act, household, life, known, findings, taken_out: BTreeMap::new() })
    }

    /// The same without what the register said to those who found what is revoked now: that is
    /// taken out with it, and comes again only if somebody says so.
    pub fn without(self, taken_out: BTreeMap<Uuid, i64>) -> Basis<'a> {
        Basis { taken_out, ..self }
    }

    /// What is so in a month, under the policy of that month.
    ///
    /// # Errors
    /// `internal` for rows nothing of ours wrote.
    pub fn at(&self, held: &Held, policy: &Policy, month: Month) -> Outcome<Circumstances> {
        let confirmed = self.findings.at(month);
        let mut entered = match confirmed {
            Some(known) => known.entered.clone(),
            None => self.entered_before(held, policy, month)?,
        };
        let (told, patch) = match self.act {
            Act::Told(facts) => (true, facts),
            Act::Again(finding) => {
                if let Some(said) = finding.at(month) {
                    entered.clone_from(&said.entered);
                }
                (true, None)
            }
            Act::Recalculated => (false, None),
        };
        merge(&mut entered, patch);
        let taken_out = |household: Uuid| self.taken_out.get(&household).copied().unwrap_or_default();
        let seen = |household: Uuid| self.findings.seen(household, month).max(taken_out(household));
        let home = |past: &Past| match told {
            true => past.register.told(month),
            false => {
                let before = confirmed.and_then(|known| known.household.as_ref());
                past.register.since(before, month, seen(past.register.household))
            }
        };
        let memberships = &self.life.memberships;
        let conditions = match (told, confirmed) {
            (false, Some(known)) => conditions_since(memberships, known.conditions, month, seen),
            _ => conditions_told(memberships, month),
        };
        Ok(Circumstances { household: self.household.map(home), conditions, entered })
    }

    /// What is held to be so from one month to another; none where that is confirmed already.
    ///
    /// # Errors
    /// As `at`.
    pub fn finding(
        &self,
        months: impl Iterator<Item = Month>,
        mut at: impl FnMut(Month) -> Outcome<Circumstances>,
    ) -> Outcome<Option<Finding>> {
        let months = months.map(|month| Ok((month, at(month)?))).collect::<Outcome<Vec<_>>>()?;
        let told = !matches!(self.act, Act::Recalculated);
        let news = told || months.iter().any(|(month, so)| self.findings.at(*month) != Some(so));
        Ok(news.then(|| self.found(months)))
    }

    /// What is held to be so in these months.
    pub fn found(&self, months: Vec<(Month, Circumstances)>) -> Finding {
        let told = !matches!(self.act, Act::Recalculated);
        Finding::of(told, seen_now(self.household, self.life), months)
    }

    /// Whom a benefit is for, in these circumstances.
    pub fn person(&self, so: &Circumstances) -> register::Person {
        register::Person { born_on: self.life.born_on, conditions: so.conditions }
    }

    /// Its household.
    pub fn members(&self, so: &Circumstances) -> Option<register::Household> {
        self.household.zip(so.household.as_ref()).map(|(past, home)| past.of(home))
    }

    /// The facts of a computation without those that the register gives: they are read anew, and
    /// what it does not know any more is not made up from what it once knew.
    fn entered_before(&self, held: &Held, policy: &Policy, month: Month) -> Outcome<Map<String, Value>> {
        let mut entered = held.facts(month)?;
        if self.household.is_some() {
            let given = [Source::Entered, Source::RunningTotal];
            let inputs = policy.document().inputs.iter();
            for input in inputs.filter(|input| !given.contains(&input.source)) {
                entered.remove(&input.name);
            }
        }
        Ok(entered)
    }
}

/// What a case was decided on, as the circumstances with which its benefit begins.
///
/// # Errors
/// As the database answers.
pub fn granted(
    policy: &Policy,
    facts: &Map<String, Value>,
    (household, life): (Option<&Past>, &Life),
    first: Month,
) -> Finding {
    let home = household.map(|past| past.register.told(first));
    let so = Circumstances {
        conditions: conditions_told(&life.memberships, first),
        household: home,
        entered: Map::new(),
    };
    let day = first.first_day();
    let person = register::Person { born_on: life.born_on, conditions: so.conditions };
    let mut known = policy.registered_person(person, day);
    if let Some((past, home)) = household.zip(so.household.as_ref()) {
        known.extend(policy.registered(&past.of(home), day));
    }
    let entered = facts.iter().filter(|(name, _)| !known.contains_key(*name));
    let entered = entered.map(|(name, value)| (name.clone(), value.clone())).collect();
    Finding::of(true, seen_now(household, life), [(first, Circumstances { entered, ..so })])
}

/// The versions of the households that are known of.
fn seen_now(household: Option<&Past>, life: &Life) -> BTreeMap<Uuid, i64> {
    let mut known = BTreeMap::new();
    for membership in &life.memberships {
        let version = membership.since_version.max(membership.until_version.unwrap_or_default());
        let last: &mut i64 = known.entry(membership.household).or_default();
        *last = version.max(*last);
    }
    if let Some(past) = household {
        known.insert(past.register.household, past.register.version());
    }
    known
}

/// Those confirmed and not revoked, in their order.
fn findings(changes: &[ChangeRow]) -> Outcome<Findings> {
    let standing = terms::standing(changes).into_iter().rev();
    let found = standing.filter_map(|row| row.circumstances.as_ref());
    Ok(Findings(found.map(Doc::read).collect::<Result<_, _>>()?))
}

/// Who counts in a household.
pub fn people(home: &Home) -> Vec<PersonId> {
    home.members.iter().map(|member| PersonId(member.person)).collect()
}

/// A merge patch (RFC 7396).
fn merge(facts: &mut Map<String, Value>, patch: Option<&Map<String, Value>>) {
    for (name, value) in patch.into_iter().flatten() {
        match value {
            Value::Null => facts.remove(name),
            value => facts.insert(name.clone(), value.clone()),
        };
    }
}
