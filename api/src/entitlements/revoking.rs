//! 撤销: a change that was confirmed by mistake is taken out again, by two people too.

use yangguang_domain::entitlement::{Change, Effect, Month, Standing, Timeline};

use super::compute::{Held, Step};
use super::store::ChangeRow;
use super::terms;
use crate::failure::{Failure, Outcome};
use crate::ids::EntitlementChangeId;

impl Held<'_> {
    /// Whether a change can be revoked: it was confirmed and is not revoked yet. What a decided
    /// case granted is that case's, and what a revocation took out is proposed anew.
    pub fn revocable(&self, row: &ChangeRow) -> bool {
        let can = row.seq.is_some() && row.kind != "granted" && row.revokes_id.is_none();
        can && terms::revoked_by(self.changes, row).is_none()
    }

    /// The benefit as it would be without what was proposed so.
    ///
    /// # Errors
    /// `internal` for rows nothing of ours wrote.
    pub fn without(&self, proposal: EntitlementChangeId) -> Outcome<Timeline> {
        terms::timeline_without(self.changes, Some(proposal))
    }

    /// What taking a proposal out comes to: from the first month in which it makes a difference,
    /// else from its own first.
    ///
    /// # Errors
    /// `not_revocable` where there is none; `internal` for rows nothing of ours wrote.
    pub fn revocation(&self, proposal: EntitlementChangeId) -> Outcome<Step> {
        let after = self.without(proposal)?;
        let months = self.changes.iter().filter(|row| row.proposal() == proposal);
        let months: Vec<Month> = months.map(|row| terms::month(&row.from_month)).collect::<Outcome<_>>()?;
        let first = months.into_iter().min().ok_or_else(|| Failure::no("not_revocable"))?;
        let last = turns(&self.timeline).chain(turns(&after)).max().unwrap_or(first);
        let from = self.timeline.differing(&after, first, last).next().unwrap_or(first);
        let listed = self.listed.keys().next_back().map(|last| last.next());
        let difference = |end| after.due_in(first, end) - self.timeline.due_in(first, end);
        Ok(Step {
            change: None,
            from,
            until: None,
            before_fen: self.timeline.due(from),
            after_fen: after.due(from),
            difference_fen: listed.map_or(0, difference),
            suspended: false,
            facts: None,
            changed: Vec::new(),
            rule: None,
            determination: None,
            finding: None,
        })
    }
}

/// The months in which anything of a benefit may turn.
fn turns(timeline: &Timeline) -> impl Iterator<Item = Month> {
    timeline.0.iter().map(|Change { from, effect }| match effect {
        Effect::Standing(Standing::Grace { until }) => until.next(),
        _ => *from,
    })
}
