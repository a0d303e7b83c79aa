//! 撤销: a change that was confirmed by mistake is taken out again, by two people too. Its months
//! are computed as if it had never been: by the policies of those months, on what was found beside
//! it and what the register has learnt since.

use std::collections::HashMap;

use yangguang_domain::entitlement::circumstances::Finding;
use yangguang_domain::entitlement::{Change, Effect, Month, Standing, Timeline};

use super::circumstances::Basis;
use super::compute::{Computer, Held, Step, fact_changes};
use super::store::ChangeRow;
use super::terms;
use crate::db::types::Doc;
use crate::failure::{Failure, Outcome};
use crate::ids::EntitlementChangeId;

/// What taking a proposal out comes to.
pub struct Revocation {
    /// The first is the revocation itself, with what is held to be so instead; then the sums that
    /// are given otherwise than by what stands beside it.
    pub steps: Vec<Step>,
    pub after: Timeline,
    /// Whether any month, or what it is computed on, is another.
    pub changes: bool,
}

impl Held<'_> {
    /// Whether a change can be revoked: it was confirmed and is not revoked yet. What a decided
    /// case granted is that case's, and what a revocation took out is proposed anew.
    pub fn revocable(&self, row: &ChangeRow) -> bool {
        let revokes = |other: &ChangeRow| other.proposal() == row.proposal() && other.revokes_id.is_some();
        let can = row.seq.is_some() && row.kind != "granted" && !self.changes.iter().any(revokes);
        can && terms::revoked_by(self.changes, row).is_none()
    }

    /// The benefit as it would be without what was proposed so.
    ///
    /// # Errors
    /// `internal` for rows nothing of ours wrote.
    pub fn without(&self, proposal: EntitlementChangeId) -> Outcome<Timeline> {
        terms::timeline_without(self.changes, Some(proposal))
    }

    /// All changes but a proposal, and but what was computed for all benefits after it: that was
    /// computed on it. What somebody who looked at this one said of it later stands.
    ///
    /// # Errors
    /// `internal` for rows nothing of ours wrote.
    pub fn apart(&self, proposal: EntitlementChangeId) -> Outcome<Vec<ChangeRow>> {
        let of_it = self.changes.iter().filter(|row| row.proposal() == proposal);
        let seq = of_it.filter_map(|row| row.seq).min();
        let rests_on_it = |row: &ChangeRow| {
            let computed = row.kind == "recompute" || row.revokes_id.is_some();
            let told = self.found_with(row.proposal())?.is_some_and(|finding| finding.told);
            Outcome::Ok(computed && row.seq > seq && !told)
        };
        let mut rest = Vec::new();
        for row in self.changes.iter().filter(|row| row.proposal() != proposal) {
            match (rests_on_it(row)?, row.revokes_id) {
                (false, _) => rest.push(row.clone()),
                // What it took out stays out; only what was held to be so instead is found anew.
                (true, Some(_)) => rest.push(ChangeRow { circumstances: None, ..row.clone() }),
                (true, None) => (),
            }
        }
        Ok(rest)
    }

    /// What was found with a proposal, where anything was.
    ///
    /// # Errors
    /// `internal` for rows nothing of ours wrote.
    pub fn found_with(&self, proposal: EntitlementChangeId) -> Outcome<Option<Finding>> {
        let mut of_it = self.changes.iter().filter(|row| row.proposal() == proposal);
        let found = of_it.find_map(|row| row.circumstances.as_ref());
        Ok(found.map(Doc::read).transpose()?)
    }

    /// The first month that a proposal changes or says anything of.
    fn first_of(&self, proposal: EntitlementChangeId) -> Outcome<Month> {
        let of_it = self.changes.iter().filter(|row| row.proposal() == proposal);
        let months: Vec<Month> = of_it.map(|row| terms::month(&row.from_month)).collect::<Outcome<_>>()?;
        let found = self.found_with(proposal)?.unwrap_or_default();
        let said = found.months.first().map(|(month, _)| *month);
        let first = months.into_iter().chain(said).min();
        Ok(first.ok_or_else(|| Failure::no("not_revocable"))?.max(self.first()?))
    }
}

impl Computer {
    /// What taking a proposal out of a benefit comes to until the month `to`. `apart` is the
    /// benefit of [`Held::apart`], and `basis` what is so of that.
    ///
    /// # Errors
    /// `not_revocable` where there is none; as [`Computer::recompute`].
    pub fn revocation(
        &self,
        held: &Held,
        (apart, basis): (&Held, &Basis),
        proposal: EntitlementChangeId,
        to: Month,
    ) -> Outcome<Revocation> {
        let (without, first) = (held.without(proposal)?, held.first_of(proposal)?);
        let to = to.max(first);
        let mut answers = HashMap::new();
        let mut news = false;
        let changes = match without.going(first, to) {
            Some(last) => without.recomputed(first, last, |month| {
                let (sums, facts, answer) = self.month(apart, basis, month)?;
                if month == to {
                    self.bearable(apart, basis, month, sums)?;
                }
                news |= !fact_changes(&held.facts(month)?, &facts).is_empty();
                answers.insert(month, (facts, answer));
                Outcome::Ok(sums)
            })?,
            None => Vec::new(),
        };
        let after = without.with(&changes);
        let last = turns(&held.timeline).chain(turns(&after)).max().unwrap_or(first).max(to);
        let differs = held.timeline.differing(&after, first, last).next();
        let from = differs.into_iter().chain(changes.first().map(|change| change.from)).min();
        let revoked = (None, from.unwrap_or(first), None);
        let computed = changes.iter().map(|change| (Some(*change), change.from, None));
        let mut steps = held.steps_to(&after, [revoked].into_iter().chain(computed).collect());
        for step in steps.iter_mut().filter(|step| step.change.is_some()) {
            if let Some((facts, answer)) = answers.remove(&step.from) {
                self.explain(held, step, facts, answer)?;
            }
        }
        if let Some(step) = steps.first_mut() {
            let at = |month| Ok((month, self.circumstances(apart, basis, month)?));
            step.finding = Some(basis.found(first.to(to).map(at).collect::<Outcome<Vec<_>>>()?));
        }
        Ok(Revocation { steps, after, changes: news || differs.is_some() })
    }
}

/// The months in which anything of a benefit may turn.
fn turns(timeline: &Timeline) -> impl Iterator<Item = Month> {
    timeline.0.iter().map(|Change { from, effect }| match effect {
        Effect::Standing(Standing::Grace { until }) => until.next(),
        _ => *from,
    })
}
