//! A benefit computed anew: month by month on what was so in it (`circumstances`), by the policy
//! in force in it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::{Map, Value};
use yangguang_domain::entitlement::circumstances::{Circumstances, Finding};
use yangguang_domain::entitlement::{
    Benefit, Change, Effect, Listed, Month, Standing, Sums, Timeline, counted_as_income,
};
use yangguang_domain::law::{Citation, Register};
use yangguang_domain::policy::{Evaluation, Policy, PolicyDocument};

use super::circumstances::{Basis, people};
use super::model::FactChange;
use super::others::{Owned, conflict_of};
use super::reasons::{RuleChange, rule_change};
use super::store::{ChangeRow, EntitlementRow};
use super::terms;
use crate::app::App;
use crate::db::types::Doc;
use crate::failure::{Failure, Outcome};
use crate::policies::fact_errors;
use crate::rules::Versions;

/// One change as it would be, with its consequences.
#[derive(Debug, Clone)]
pub struct Step {
    /// None: a recheck that found all as it was.
    pub change: Option<Change>,
    pub from: Month,
    pub until: Option<Month>,
    /// Due in its month before and after all that is proposed with it; of a suspended benefit
    /// what would be.
    pub before_fen: i64,
    pub after_fen: i64,
    /// Of the months listed already, until the next step.
    pub difference_fen: i64,
    pub suspended: bool,
    pub facts: Option<Map<String, Value>>,
    /// In what they differ from those confirmed for that month.
    pub changed: Vec<FactChange>,
    /// In what the rule differs from the one that was computed by.
    pub rule: Option<RuleChange>,
    pub determination: Option<Evaluation>,
    /// With the first of them: what all of them hold to be so.
    pub finding: Option<Finding>,
}

/// The facts that are not what they were.
pub fn fact_changes(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<FactChange> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let of = |facts: &Map<String, Value>, name: &String| facts.get(name).cloned().unwrap_or_default();
    let all = names.into_iter().map(|name| FactChange {
        fact: name.clone(),
        before: of(before, name),
        after: of(after, name),
    });
    all.filter(|change| change.before != change.after).collect()
}

/// A benefit with all that was decided and listed of it.
pub struct Held<'a> {
    pub row: &'a EntitlementRow,
    pub changes: &'a [ChangeRow],
    pub timeline: Timeline,
    pub listed: Listed,
}

impl<'a> Held<'a> {
    /// # Errors
    /// `internal` for rows nothing of ours wrote.
    pub fn new(row: &'a EntitlementRow, changes: &'a [ChangeRow], listed: Listed) -> Outcome<Held<'a>> {
        Ok(Held { row, changes, timeline: terms::timeline(changes)?, listed })
    }

    pub fn first(&self) -> Outcome<Month> {
        terms::month(&self.row.first_month)
    }

    /// The facts of the computation that was confirmed for a month.
    ///
    /// # Errors
    /// `internal` for rows nothing of ours wrote.
    pub fn facts(&self, month: Month) -> Outcome<Map<String, Value>> {
        let facts = computed(self.changes, month, None).and_then(|row| row.facts.as_ref());
        Ok(facts.map(Doc::read).transpose()?.unwrap_or_default())
    }

    /// How that came out.
    fn answer(&self, month: Month) -> Outcome<Option<Evaluation>> {
        answer(self.changes, month)
    }

    /// What a month is due where its policy gives `sums`: what was decided within what the
    /// policy leaves to decide stands while that gives what it gave.
    fn decided(&self, document: &PolicyDocument, month: Month, sums: Sums) -> Outcome<Sums> {
        let before = self.answer(month)?;
        let gave = before.map(|answer| Sums::decided(document, &answer, answer.amount_fen));
        Ok(if gave == Some(sums) { self.timeline.sums(month) } else { sums })
    }

    pub fn waits(&self) -> bool {
        self.changes.iter().any(|row| row.state == "proposed")
    }

    /// What changes come to, all of them together.
    pub fn steps(&self, changes: Vec<(Option<Change>, Month, Option<Month>)>) -> Vec<Step> {
        let all: Vec<Change> = changes.iter().filter_map(|(change, ..)| *change).collect();
        self.steps_to(&self.timeline.with(&all), changes)
    }

    /// What the changes come to that make the benefit what it is `after` them.
    pub fn steps_to(
        &self,
        after: &Timeline,
        changes: Vec<(Option<Change>, Month, Option<Month>)>,
    ) -> Vec<Step> {
        let (before, listed) = (&self.timeline, self.listed.keys().next_back().map(|last| last.next()));
        let starts: Vec<Month> = changes.iter().map(|(_, from, _)| *from).collect();
        let step = |(place, (change, from, until)): (usize, (Option<Change>, Month, Option<Month>))| {
            let end = listed.map(|end| starts.get(place + 1).map_or(end, |next| end.min(*next)));
            let sums = !matches!(change, Some(Change { effect: Effect::Standing(_), .. }));
            let suspended = sums && before.standing(from) == Standing::Suspended;
            let due = |timeline: &Timeline| if suspended { timeline.whole(from) } else { timeline.due(from) };
            Step {
                change,
                from,
                until,
                before_fen: due(before),
                after_fen: due(after),
                difference_fen: end.map_or(0, |end| after.due_in(from, end) - before.due_in(from, end)),
                suspended,
                facts: None,
                changed: Vec::new(),
                rule: None,
                determination: None,
                finding: None,
            }
        };
        changes.into_iter().enumerate().map(step).collect()
    }

    /// What is proposed, as it stands against what has been listed by now.
    ///
    /// # Errors
    /// `internal` for rows nothing of ours wrote.
    pub fn proposed(&self) -> Outcome<Vec<(&'a ChangeRow, Step)>> {
        let open: Vec<&ChangeRow> = self.changes.iter().filter(|row| row.state == "proposed").collect();
        let change = |row: &&ChangeRow| {
            let until = row.until_month.as_deref().map(terms::month).transpose()?;
            Ok((terms::change(row)?, terms::month(&row.from_month)?, until))
        };
        let changes: Vec<_> = open.iter().map(change).collect::<Outcome<_>>()?;
        let steps = match open.first().and_then(|row| row.revokes_id) {
            Some(revoked) => {
                let all: Vec<Change> = changes.iter().filter_map(|(change, ..)| *change).collect();
                self.steps_to(&self.without(revoked)?.with(&all), changes)
            }
            None => self.steps(changes),
        };
        Ok(open.into_iter().zip(steps).collect())
    }
}

/// The computation that was confirmed last for a month, of those confirmed before `seq` where one
/// is given.
pub fn computed(changes: &[ChangeRow], month: Month, before: Option<i32>) -> Option<&ChangeRow> {
    let month = month.to_string();
    let reaches = |row: &&ChangeRow| row.facts.is_some() && row.from_month <= month;
    let earlier = |row: &&ChangeRow| before.is_none_or(|before| row.seq < Some(before));
    terms::standing(changes).into_iter().filter(earlier).find(reaches)
}

/// How the computation confirmed for a month came out.
///
/// # Errors
/// `internal` for rows nothing of ours wrote.
pub fn answer(changes: &[ChangeRow], month: Month) -> Outcome<Option<Evaluation>> {
    let row = computed(changes, month, None);
    Ok(row.and_then(|row| row.determination.as_ref()).map(Doc::read).transpose()?)
}

pub struct Computer {
    pub policies: Arc<Versions<Policy>>,
    laws: Arc<Register>,
}

pub(super) type Computed = (Sums, Map<String, Value>, Evaluation);

impl Computer {
    pub fn new(app: &App) -> Computer {
        Computer { policies: app.rules.policies(), laws: app.rules.laws() }
    }

    /// What is so in a month of a benefit.
    ///
    /// # Errors
    /// `not_in_force`.
    pub fn circumstances(&self, held: &Held, basis: &Basis, month: Month) -> Outcome<Circumstances> {
        basis.at(held, &self.policy(held.row, month)?.rule, month)
    }

    /// What the policy of the month gives.
    ///
    /// # Errors
    /// `invalid` with what is missing or wrong of the facts; `not_in_force`.
    pub(super) fn month(&self, held: &Held, basis: &Basis, month: Month) -> Outcome<Computed> {
        let day = month.first_day();
        let policy = self.policy(held.row, month)?;
        let so = basis.at(held, &policy.rule, month)?;
        let mut facts = so.entered.clone();
        if let Some(mut household) = basis.members(&so) {
            let others = self.beside(held.row, basis, &so, month)?;
            let others: Vec<Benefit> = others.iter().map(Owned::benefit).collect();
            let counted = counted_as_income(policy.rule.document(), &others);
            household.income_fen = household.income_fen.map(|income| income.saturating_add(counted));
            facts.extend(policy.rule.registered(&household, day));
        }
        facts.extend(policy.rule.registered_person(basis.person(&so), day));
        facts.extend(self.continuing(held, month)?);
        let category = so.household.as_ref().map(|home| home.category.as_str());
        if let Some(category) = category {
            facts.extend(policy.rule.registered_choices(&facts, category));
        }
        let unborne = policy.rule.claims(&facts, category);
        if !unborne.is_empty() {
            return Err(Failure::Fields(fact_errors(unborne, "/facts")));
        }
        let answer = policy.rule.evaluate_with(&facts, day, &*self.policies);
        let answer = answer.map_err(|problems| Failure::Fields(fact_errors(problems, "/facts")))?;
        let answer = self.laws.explain(answer);
        let sums = Sums::decided(policy.rule.document(), &answer, answer.amount_fen);
        Ok((held.decided(policy.rule.document(), month, sums)?, facts, answer))
    }

    /// Whether anything of what a rule rests on is in force in a month.
    pub fn lawful(&self, basis: &[Citation], month: Month) -> bool {
        !self.laws.in_force(basis, month.first_day()).is_empty()
    }

    /// What is so of a month since the benefit is being paid before it.
    fn continuing(&self, held: &Held, month: Month) -> Outcome<Map<String, Value>> {
        let later = month > held.first()?;
        Ok(if later { self.policy(held.row, month)?.rule.continuing() } else { Map::new() })
    }

    /// What is had beside a benefit in a month by those who count in its household then.
    fn beside(
        &self,
        row: &EntitlementRow,
        basis: &Basis,
        so: &Circumstances,
        month: Month,
    ) -> Outcome<Vec<Owned>> {
        let whose = (row.household_id, row.person_id);
        let members = so.household.as_ref().map(people);
        let mut others = basis.known.beside(&self.policies, whose, members.as_deref(), |_| month)?;
        others.retain(|other| other.id != row.id);
        Ok(others)
    }

    /// Whether a benefit may go on with these sums beside what there is, as it is asked when a
    /// case is decided; one that gives nothing may.
    pub(super) fn bearable(&self, held: &Held, basis: &Basis, month: Month, sums: Sums) -> Outcome<()> {
        let monthly_fen = sums.monthly_fen + sums.yearly_fen / 12;
        if monthly_fen == 0 {
            return Ok(());
        }
        let policy = self.policy(held.row, month)?;
        let so = basis.at(held, &policy.rule, month)?;
        let category = so.household.as_ref().map(|home| home.category.as_str());
        let others = self.beside(held.row, basis, &so, month)?;
        let (conflict, _) = conflict_of(
            policy.rule.document(),
            (&self.laws, month.first_day()),
            category,
            monthly_fen,
            &others,
        );
        conflict.map_or(Ok(()), Err)
    }

    /// The changes that bring a benefit from `from` to `to` (or its end) to what the policy
    /// gives, each with its computation; none where it is so already.
    ///
    /// # Errors
    /// As [`Computer::month`]; what stands against it where it goes on: `already_entitled`,
    /// `excluded_by_other`, `other_is_higher`, `excluded_as_registered`.
    pub fn recompute(&self, held: &Held, basis: &Basis, from: Month, to: Month) -> Outcome<Vec<Step>> {
        let mut answers: HashMap<Month, (Map<String, Value>, Evaluation)> = HashMap::new();
        let Some(last) = held.timeline.going(from, to) else { return Ok(Vec::new()) };
        let changes = held.timeline.recomputed(from, last, |month| {
            let (sums, facts, answer) = self.month(held, basis, month)?;
            if month == to {
                self.bearable(held, basis, month, sums)?;
            }
            answers.insert(month, (facts, answer));
            Outcome::Ok(sums)
        })?;
        let mut steps =
            held.steps(changes.into_iter().map(|change| (Some(change), change.from, None)).collect());
        for step in &mut steps {
            if let Some((facts, answer)) = answers.remove(&step.from) {
                self.explain(held, step, facts, answer)?;
            }
        }
        self.find(held, basis, (from, to), &mut steps)?;
        Ok(steps)
    }

    /// The same where all the sums stay as they are: how that was found.
    ///
    /// # Errors
    /// As [`Computer::month`].
    pub fn confirm(&self, held: &Held, basis: &Basis, from: Month, to: Month) -> Outcome<Vec<Step>> {
        let (_, facts, answer) = self.month(held, basis, from)?;
        let mut steps = held.steps(vec![(None, from, None)]);
        for step in &mut steps {
            self.explain(held, step, facts.clone(), answer.clone())?;
        }
        self.find(held, basis, (from, to), &mut steps)?;
        Ok(steps)
    }

    /// How a step was computed, and in what that differs from what was confirmed for its month.
    pub(super) fn explain(
        &self,
        held: &Held,
        step: &mut Step,
        facts: Map<String, Value>,
        answer: Evaluation,
    ) -> Outcome<()> {
        let mut confirmed = held.facts(step.from)?;
        // That it goes on is no news of anybody.
        confirmed.extend(self.continuing(held, step.from)?);
        step.changed = fact_changes(&confirmed, &facts);
        let before = held.answer(step.from)?;
        step.rule = before.and_then(|before| rule_change(&self.policies, &before, &answer));
        (step.facts, step.determination) = (Some(facts), Some(answer));
        Ok(())
    }

    /// Keeps with the first step what is held to be so in all months, also in those whose sum
    /// stays: the next computation asks for it.
    fn find(
        &self,
        held: &Held,
        basis: &Basis,
        (from, to): (Month, Month),
        steps: &mut [Step],
    ) -> Outcome<()> {
        if let Some(first) = steps.first_mut() {
            first.finding = basis.finding(from.to(to), |month| self.circumstances(held, basis, month))?;
        }
        Ok(())
    }

    /// The policy that applies to a benefit in a month.
    ///
    /// # Errors
    /// `not_in_force`.
    pub fn policy(&self, row: &EntitlementRow, month: Month) -> Outcome<Arc<crate::rules::Dated<Policy>>> {
        self.policies.at(&row.policy_code, &row.division, month.first_day())
    }
}

/// A month somebody gave: of a benefit's life, at latest the next.
///
/// # Errors
/// `invalid` at `/from_month`.
pub fn month_between(text: &str, first: Month, last: Month) -> Outcome<Month> {
    let month = Month::parse(text).filter(|month| (first..=last).contains(month));
    month.ok_or_else(|| {
        let mut checks = crate::failure::Checks::new();
        let range = if first == last { first.to_string() } else { format!("{first}–{last}") };
        checks.add("/from_month", "entitlement_month", vec![("range", range)]);
        checks.done().err().unwrap_or_else(|| Failure::no("invalid"))
    })
}
