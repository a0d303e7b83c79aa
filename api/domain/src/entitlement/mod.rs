//! 定期救助: a benefit paid month by month. What it gives is a timeline of changes, each
//! confirmed once; one confirmed by mistake is revoked by another act, which takes it out and
//! leaves both on record. What is due in a month follows from what stands, and what was listed
//! for payment is held against it.

mod ahead;
pub mod circumstances;
pub mod hearing;
mod month;
mod together;

use std::collections::{BTreeMap, BTreeSet};

pub use ahead::Ahead;
pub use month::Month;
pub use together::{Benefit, Conflict, conflict, counted_as_income, excluded_as};

use chrono::NaiveDate;

use crate::policy::{BeginsFrom, Evaluation, Period, PolicyDocument};

/// What is due, fen: each month, each year (paid in twelfths), and once in the first month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    pub monthly_fen: i64,
    pub yearly_fen: i64,
    pub once_fen: i64,
}

impl Sums {
    /// What a decision of `amount_fen` gives under a policy that answered so: the parts it
    /// names each by its own period, otherwise the amount by the policy's.
    #[must_use]
    pub fn decided(document: &PolicyDocument, answer: &Evaluation, amount_fen: i64) -> Sums {
        let mut sums = Sums::default();
        if !answer.eligible {
            return sums;
        }
        if answer.parts.is_empty() || amount_fen != answer.amount_fen {
            *sums.of(document.result.period) = amount_fen;
        } else {
            for part in &answer.parts {
                *sums.of(part.period) += part.amount_fen;
            }
        }
        sums
    }

    /// The sum of a period.
    pub fn of(&mut self, period: Period) -> &mut i64 {
        match period {
            Period::Once => &mut self.once_fen,
            Period::Month => &mut self.monthly_fen,
            Period::Year => &mut self.yearly_fen,
        }
    }
}

/// The first month of a benefit that was decided on a day: as its policy says, otherwise the
/// month after (民发〔2021〕57号 Art 21, 民发〔2021〕43号 Art 17).
#[must_use]
pub fn first_month(answer: &Evaluation, decided_on: NaiveDate) -> Month {
    let decided = Month::of(decided_on);
    match answer.begins.as_ref().map(|begins| (begins.from, begins.day)) {
        Some((BeginsFrom::DecisionMonth, _)) => decided,
        Some((BeginsFrom::YearAfter, Some(day))) => Month::of(day),
        _ => decided.next(),
    }
}

/// Whether a policy's benefit recurs: by its own period or by one of its parts'.
#[must_use]
pub fn recurs(document: &PolicyDocument) -> bool {
    let periods = document.result.parts.iter().map(|part| part.period);
    periods.chain([document.result.period]).any(|period| period != Period::Once)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Active,
    /// 停发: nothing is due until it is resumed.
    Suspended,
    /// 渐退期: goes on as it was, and ends after `until`.
    Grace {
        until: Month,
    },
    /// 终止.
    Ended,
}

/// What a confirmed change does from its month on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Sums(Sums),
    Standing(Standing),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub from: Month,
    pub effect: Effect,
}

/// What was confirmed, by the proposal `P` it was confirmed with: one may hold several changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmed<P> {
    pub proposal: P,
    pub act: Act<P>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act<P> {
    Change(Change),
    /// Takes all of a proposal out again. A revocation is not revoked: what it took out is
    /// proposed anew.
    Revocation(P),
}

/// The confirmed changes in the order of their confirmation, without those that were revoked:
/// of those that reach a month the one confirmed last counts. What was confirmed after a revoked
/// change stands by itself, as if that one had never been.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline(pub Vec<Change>);

impl Timeline {
    /// What stands of all that was confirmed, in the order of confirmation.
    #[must_use]
    pub fn standing_of<P: Copy + PartialEq>(confirmed: &[Confirmed<P>]) -> Timeline {
        let revoked = |proposal: P| confirmed.iter().any(|other| other.act == Act::Revocation(proposal));
        let stands = |one: &Confirmed<P>| match one.act {
            Act::Change(change) if !revoked(one.proposal) => Some(change),
            _ => None,
        };
        Timeline(confirmed.iter().filter_map(stands).collect())
    }

    /// The months in which its standing becomes another one, each with it; the first is that in
    /// which it begins. No job has to run for any of them.
    #[must_use]
    pub fn standings(&self) -> Vec<(Month, Standing)> {
        let Some(first) = self.0.first().map(|granted| granted.from) else { return Vec::new() };
        let turns = self.0.iter().flat_map(|change| match change.effect {
            Effect::Standing(Standing::Grace { until }) => vec![change.from, until.next()],
            Effect::Standing(_) => vec![change.from],
            Effect::Sums(_) => Vec::new(),
        });
        let months: BTreeSet<Month> = turns.chain([first]).filter(|month| *month >= first).collect();
        let mut standings: Vec<(Month, Standing)> = Vec::new();
        for month in months {
            let standing = self.standing(month);
            if standings.last().is_none_or(|(_, last)| *last != standing) {
                standings.push((month, standing));
            }
        }
        standings
    }

    /// Of the months from one to another those in which it gives something else, or stands
    /// otherwise, than `other`.
    pub fn differing<'a>(
        &'a self,
        other: &'a Timeline,
        from: Month,
        to: Month,
    ) -> impl Iterator<Item = Month> + 'a {
        from.to(to).filter(|month| {
            (self.due(*month), self.standing(*month)) != (other.due(*month), other.standing(*month))
        })
    }

    fn reaching(&self, month: Month) -> impl Iterator<Item = &Change> {
        self.0.iter().rev().filter(move |change| change.from <= month)
    }

    /// The sums in a month, whatever its standing.
    #[must_use]
    pub fn sums(&self, month: Month) -> Sums {
        let sums = self.reaching(month).find_map(|change| match change.effect {
            Effect::Sums(sums) => Some(sums),
            Effect::Standing(_) => None,
        });
        sums.unwrap_or_default()
    }

    #[must_use]
    pub fn standing(&self, month: Month) -> Standing {
        let standing = self.reaching(month).find_map(|change| match change.effect {
            Effect::Standing(standing) => Some(standing),
            Effect::Sums(_) => None,
        });
        match standing {
            Some(Standing::Grace { until }) if until < month => Standing::Ended,
            Some(standing) => standing,
            None => Standing::Active,
        }
    }

    /// Fen due in a month.
    #[must_use]
    pub fn due(&self, month: Month) -> i64 {
        let paid = matches!(self.standing(month), Standing::Active | Standing::Grace { .. });
        if paid { self.whole(month) } else { 0 }
    }

    /// What would be due in a month if nothing suspended or ended it.
    #[must_use]
    pub fn whole(&self, month: Month) -> i64 {
        let Some(first) = self.0.first().map(|granted| granted.from) else { return 0 };
        if month < first {
            return 0;
        }
        let sums = self.sums(month);
        let once = if month == first { sums.once_fen } else { 0 };
        sums.monthly_fen + month.twelfth(sums.yearly_fen) + once
    }

    /// Due in all months before `month`.
    #[must_use]
    pub fn due_before(&self, month: Month) -> i64 {
        let Some(first) = self.0.first().map(|granted| granted.from) else { return 0 };
        self.due_in(first, month)
    }

    /// Due in the months from one to before another.
    #[must_use]
    pub fn due_in(&self, from: Month, end: Month) -> i64 {
        from.to(end.plus(-1)).map(|month| self.due(month)).sum()
    }

    /// The last of these months in which it has not ended; none where it has ended by `from`.
    #[must_use]
    pub fn going(&self, from: Month, to: Month) -> Option<Month> {
        from.to(to).take_while(|month| self.standing(*month) != Standing::Ended).last()
    }

    /// As it is when these are confirmed too.
    #[must_use]
    pub fn with(&self, changes: &[Change]) -> Timeline {
        Timeline(self.0.iter().chain(changes).copied().collect())
    }

    /// The changes that make each month from `from` to `to` what `given` says, as few as
    /// can be; none where it is so already.
    pub fn recomputed<E>(
        &self,
        from: Month,
        to: Month,
        mut given: impl FnMut(Month) -> Result<Sums, E>,
    ) -> Result<Vec<Change>, E> {
        let mut changes: Vec<Change> = Vec::new();
        let mut last: Option<Sums> = None;
        for month in from.to(to) {
            let sums = given(month)?;
            if last.unwrap_or_else(|| self.sums(month)) != sums {
                changes.push(Change { from: month, effect: Effect::Sums(sums) });
                last = Some(sums);
            }
        }
        Ok(changes)
    }
}

/// What was listed, by the month of the list: its own sum and arrears of those before.
pub type Listed = BTreeMap<Month, i64>;

/// What is listed for a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Listing {
    /// Of the month itself, after what is kept back.
    pub due_fen: i64,
    /// For months before it that were not listed, or with less than is due; after what is
    /// kept back.
    pub arrears_fen: i64,
    /// Taken off both for what was paid too much before.
    pub kept_back_fen: i64,
    /// Still paid too much after that.
    pub overpaid_fen: i64,
}

/// The most that is kept back of a month's sum, dropped to the fen.
fn share(due: i64, recovery_permille: u16) -> i64 {
    i64::try_from(i128::from(due) * i128::from(recovery_permille.min(1000)) / 1000).unwrap_or_default()
}

/// Lists a month after the last that was listed, and with it the months between that were
/// passed over. Of each of them at most `recovery_permille` ‰ are kept back for what the
/// months listed before were paid too much.
#[must_use]
pub fn list(timeline: &Timeline, month: Month, listed: &Listed, recovery_permille: u16) -> Listing {
    let first = timeline.0.first().map_or(month, |granted| granted.from);
    let open = listed.keys().next_back().map_or(first, |last| last.next()).min(month);
    let settled = timeline.due_before(open) - listed.range(..open).map(|(_, fen)| fen).sum::<i64>();
    let passed: Vec<i64> = open.to(month.plus(-1)).map(|passed| timeline.due(passed)).collect();
    let due = timeline.due(month);
    let of_passed: i64 = passed.iter().map(|due| share(*due, recovery_permille)).sum();
    let overpaid = (-settled).max(0);
    let from_month = overpaid.min(share(due, recovery_permille));
    let from_passed = (overpaid - from_month).min(of_passed);
    Listing {
        due_fen: due - from_month,
        arrears_fen: passed.iter().sum::<i64>() + settled.max(0) - from_passed,
        kept_back_fen: from_month + from_passed,
        overpaid_fen: overpaid - from_month - from_passed,
    }
}

#[cfg(test)]
mod tests;
