//! What the households of the register get under two policies.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};
use yangguang_domain::entitlement::excluded_as;
use yangguang_domain::policy::register::Household;
use yangguang_domain::policy::{Column, ColumnValues, Columns, Kind, Per, Period, Policy, Source};
use yangguang_domain::simulation::{Sum, together};

use super::model::Request;
use super::plan;
use super::store::population::Head;
use crate::failure::{Failure, Outcome};
use crate::rules::Versions;

/// One core computes a chunk in less time than it takes to read it: more would only wait.
const THREADS: usize = 1;

/// The policy in force, if there is one, and the changed one.
pub struct Sides<'p> {
    pub before: Option<&'p Policy>,
    pub after: &'p Policy,
    pub request: Request,
}

type Sums = Vec<Option<(Sum, Sum)>>;

impl Sides<'_> {
    /// What each gets before and after; none where the register does not know enough of it
    /// for one of the two.
    ///
    /// # Errors
    /// A fault of ours.
    pub fn sums(
        &self,
        heads: &[Head],
        households: Vec<Household>,
        policies: &Versions<Policy>,
    ) -> Outcome<Sums> {
        let mut sums: Sums = vec![None; households.len()];
        let income = self.before.into_iter().chain([self.after]).any(asks_income);
        let known = |household: &Household| {
            !household.members.is_empty() && (!income || household.income_fen.is_some())
        };
        let (places, known): (Vec<usize>, Vec<Household>) =
            households.into_iter().enumerate().filter(|(_, household)| known(household)).unzip();
        for (place, both) in places.into_iter().zip(self.known(&known, policies)?) {
            if let Some(sum) = sums.get_mut(place) {
                *sum = both;
            }
        }
        let mut barred: HashMap<&str, (bool, bool)> = HashMap::new();
        for (sum, head) in sums.iter_mut().zip(heads) {
            let known = barred.entry(&head.category).or_insert_with(|| self.barred(&head.category));
            exclude(sum, *known);
        }
        Ok(sums)
    }

    /// Whether a household registered as that gets nothing, before and after: it has what does not
    /// go together with it, or it is not what the facts for all claim.
    fn barred(&self, category: &str) -> (bool, bool) {
        let barred = |policy: &Policy, facts| {
            let excluded = excluded_as(policy.document(), category).is_some();
            excluded || !policy.claims(facts, Some(category)).is_empty()
        };
        let before = self.before.is_none_or(|policy| barred(policy, &self.request.facts));
        (before, barred(self.after, &self.request.facts_after))
    }

    fn known(&self, households: &[Household], policies: &Versions<Policy>) -> Outcome<Sums> {
        let Request { on, before_period, after_period, facts, facts_after, .. } = &self.request;
        let mut columns = self.after.registered_columns(households, *on);
        let after = side(self.after, &mut columns, facts_after, (*on, *after_period), policies)?;
        let after = by_household(self.after, after, households);
        let Some(policy) = self.before else {
            return Ok(after.into_iter().map(|after| after.map(|after| (Sum::default(), after))).collect());
        };
        // Most changes leave the inputs as they are: then the register is laid out once.
        let (theirs, ours) = (policy.document(), self.after.document());
        if theirs.inputs != ours.inputs || theirs.result.per != ours.result.per {
            columns = policy.registered_columns(households, *on);
        }
        let before = side(policy, &mut columns, facts, (*on, *before_period), policies)?;
        let before = by_household(policy, before, households);
        Ok(before.into_iter().zip(after).map(|(before, after)| before.zip(after)).collect())
    }
}

fn exclude(sum: &mut Option<(Sum, Sum)>, barred: (bool, bool)) {
    match barred {
        (true, true) => *sum = Some((Sum::default(), Sum::default())),
        (true, false) => *sum = sum.map(|(_, after)| (Sum::default(), after)),
        (false, true) => *sum = sum.map(|(before, _)| (before, Sum::default())),
        (false, false) => {}
    }
}

fn asks_income(policy: &Policy) -> bool {
    let income = [Source::HouseholdIncome, Source::IncomePerPerson];
    policy.document().inputs.iter().any(|input| income.contains(&input.source))
}

/// What a policy gives each household: of one for persons, its members together.
fn by_household(policy: &Policy, sums: Vec<Option<Sum>>, households: &[Household]) -> Vec<Option<Sum>> {
    match policy.document().result.per {
        Per::Household => sums,
        Per::Person => together(&sums, households.iter().map(|household| household.members.len())),
    }
}

fn side(
    policy: &Policy,
    columns: &mut Columns,
    facts: &Map<String, Json>,
    (on, period): (NaiveDate, Period),
    policies: &Versions<Policy>,
) -> Outcome<Vec<Option<Sum>>> {
    constants(columns, policy, &plan::own(policy, facts));
    let answers = policy.evaluate_columns(columns, on, THREADS, policies).map_err(Failure::internal)?;
    let amounts = answers.eligible.into_iter().zip(answers.amount_fen);
    let mut sums: Vec<Option<Sum>> = amounts
        .map(|(eligible, fen)| Some(if eligible { Sum::of(fen, period) } else { Sum::default() }))
        .collect();
    for (row, _) in answers.problems {
        if let Some(sum) = sums.get_mut(row) {
            *sum = None;
        }
    }
    Ok(sums)
}

/// Lays the facts that count for all beside what the register knows, in place of those of the
/// other side.
fn constants(columns: &mut Columns, policy: &Policy, facts: &Map<String, Json>) {
    let rows = columns.rows;
    for input in &policy.document().inputs {
        // What the register knows stands.
        if input.source != Source::Entered {
            continue;
        }
        columns.columns.remove(&input.name);
        let values = match (facts.get(&input.name), input.kind) {
            (Some(Json::Bool(flag)), Kind::Bool) => ColumnValues::Flags(vec![*flag; rows]),
            (Some(Json::Number(number)), kind) if kind.is_number() => {
                ColumnValues::Numbers(vec![number.as_i64().unwrap_or_default(); rows])
            }
            (Some(Json::Number(number)), Kind::Code) => code(number.to_string(), rows),
            (Some(Json::String(text)), Kind::Date) => match text.parse() {
                Ok(day) => ColumnValues::Days(vec![day; rows]),
                Err(_) => continue,
            },
            (Some(Json::String(text)), Kind::Code) => code(text.clone(), rows),
            _ => continue,
        };
        columns.columns.insert(input.name.clone(), Column::new(values));
    }
}

fn code(code: String, rows: usize) -> ColumnValues {
    ColumnValues::Codes { codes: vec![code], of: vec![0; rows] }
}
