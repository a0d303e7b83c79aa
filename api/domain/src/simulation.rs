//! What a change of a policy brings to a population: each household's sum today and
//! after, added up in whole and in parts. Money is compared as sums of a month and of a
//! year, so that a benefit that is paid monthly can become one that is paid yearly.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::policy::Period;

/// What a household, or many, get in a month and in a year; fen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = SimulationSum)]
pub struct Sum {
    pub monthly_fen: i64,
    pub yearly_fen: i64,
}

impl Sum {
    /// What an amount of a policy comes to: monthly twelve times a year; yearly a twelfth a
    /// month, half-up to the fen; once it is the same in both.
    #[must_use]
    pub fn of(amount_fen: i64, period: Period) -> Sum {
        let (monthly_fen, yearly_fen) = match period {
            Period::Month => (amount_fen, amount_fen.saturating_mul(12)),
            Period::Year => (twelfth(amount_fen), amount_fen),
            Period::Once => (amount_fen, amount_fen),
        };
        Sum { monthly_fen, yearly_fen }
    }

    #[must_use]
    pub fn plus(self, other: Sum) -> Sum {
        Sum {
            monthly_fen: self.monthly_fen.saturating_add(other.monthly_fen),
            yearly_fen: self.yearly_fen.saturating_add(other.yearly_fen),
        }
    }

    #[must_use]
    pub fn minus(self, other: Sum) -> Sum {
        Sum {
            monthly_fen: self.monthly_fen.saturating_sub(other.monthly_fen),
            yearly_fen: self.yearly_fen.saturating_sub(other.yearly_fen),
        }
    }
}

fn twelfth(fen: i64) -> i64 {
    let (whole, rest) = (fen / 12, fen % 12);
    if rest.abs() * 2 >= 12 { whole + rest.signum() } else { whole }
}

/// What the members of each household get together, where so many of `sums` are of the first, so
/// many of the second; none where one of them can not be computed.
#[must_use]
pub fn together(sums: &[Option<Sum>], sizes: impl Iterator<Item = usize>) -> Vec<Option<Sum>> {
    let mut rest = sums;
    let next = |size| {
        let (members, others) = rest.split_at_checked(size)?;
        rest = others;
        members.iter().try_fold(Sum::default(), |sum, member| Some(sum.plus((*member)?)))
    };
    sizes.map(next).collect()
}

/// What becomes of a household; of one whose sum stays nothing does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SimulationChange)]
pub enum Change {
    /// Gets nothing today.
    Entering,
    /// Gets nothing any more.
    Leaving,
    Gaining,
    Losing,
}

impl Change {
    pub const ALL: [Change; 4] = [Change::Entering, Change::Leaving, Change::Gaining, Change::Losing];

    pub const fn as_str(self) -> &'static str {
        match self {
            Change::Entering => "entering",
            Change::Leaving => "leaving",
            Change::Gaining => "gaining",
            Change::Losing => "losing",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Change> {
        Change::ALL.into_iter().find(|change| change.as_str() == name)
    }

    #[must_use]
    pub fn of(before: Sum, after: Sum) -> Option<Change> {
        match (before.yearly_fen, after.yearly_fen) {
            (before, after) if before == after => None,
            (0, _) => Some(Change::Entering),
            (_, 0) => Some(Change::Leaving),
            (before, after) if before < after => Some(Change::Gaining),
            _ => Some(Change::Losing),
        }
    }
}

/// So many households and what they get, or get more (less where negative).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = SimulationFigure)]
pub struct Figure {
    pub households: i64,
    #[serde(flatten)]
    pub sum: Sum,
}

impl Figure {
    fn take(&mut self, sum: Sum) {
        self.households += 1;
        self.sum = self.sum.plus(sum);
    }

    fn plus(self, other: Figure) -> Figure {
        Figure { households: self.households + other.households, sum: self.sum.plus(other.sum) }
    }
}

/// All that is told of a population or a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = SimulationFigures)]
pub struct Figures {
    /// All of them.
    pub households: i64,
    /// Of them, those of which the register does not know enough.
    pub not_computed: i64,
    /// Who gets something today.
    pub before: Figure,
    pub after: Figure,
    /// After less before.
    pub difference: Sum,
    /// What they get; those leaving lose what they have.
    pub entering: Figure,
    pub leaving: Figure,
    pub gaining: Figure,
    pub losing: Figure,
}

impl Figures {
    fn take(&mut self, sums: Option<(Sum, Sum)>) {
        self.households += 1;
        let Some((before, after)) = sums else {
            self.not_computed += 1;
            return;
        };
        if before.yearly_fen != 0 {
            self.before.take(before);
        }
        if after.yearly_fen != 0 {
            self.after.take(after);
        }
        let difference = after.minus(before);
        self.difference = self.difference.plus(difference);
        if let Some(change) = Change::of(before, after) {
            self.changed_mut(change).take(difference);
        }
    }

    #[must_use]
    pub fn changed(&self, change: Change) -> Figure {
        match change {
            Change::Entering => self.entering,
            Change::Leaving => self.leaving,
            Change::Gaining => self.gaining,
            Change::Losing => self.losing,
        }
    }

    fn changed_mut(&mut self, change: Change) -> &mut Figure {
        match change {
            Change::Entering => &mut self.entering,
            Change::Leaving => &mut self.leaving,
            Change::Gaining => &mut self.gaining,
            Change::Losing => &mut self.losing,
        }
    }

    #[must_use]
    pub fn plus(self, other: Figures) -> Figures {
        Figures {
            households: self.households + other.households,
            not_computed: self.not_computed + other.not_computed,
            before: self.before.plus(other.before),
            after: self.after.plus(other.after),
            difference: self.difference.plus(other.difference),
            entering: self.entering.plus(other.entering),
            leaving: self.leaving.plus(other.leaving),
            gaining: self.gaining.plus(other.gaining),
            losing: self.losing.plus(other.losing),
        }
    }
}

/// The figures of a population, in whole and in parts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    pub total: Figures,
    pub by_township: BTreeMap<String, Figures>,
    pub by_category: BTreeMap<String, Figures>,
}

impl Tally {
    /// Counts a household; `sums` are what it gets before and after, none where the
    /// register does not know enough. Says what becomes of it.
    pub fn take(&mut self, township: &str, category: &str, sums: Option<(Sum, Sum)>) -> Option<Change> {
        self.total.take(sums);
        self.by_township.entry(township.to_owned()).or_default().take(sums);
        self.by_category.entry(category.to_owned()).or_default().take(sums);
        sums.and_then(|(before, after)| Change::of(before, after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Case = (u8, u8, Option<(i64, i64)>);

    fn period() -> impl Strategy<Value = Period> {
        prop_oneof![Just(Period::Month), Just(Period::Year), Just(Period::Once)]
    }

    fn cases() -> impl Strategy<Value = Vec<Case>> {
        // Few different sums, so that many stay, enter and leave.
        let sum = prop_oneof![Just(0_i64), 1..100_000_i64, Just(50_000)];
        prop::collection::vec((0..4_u8, 0..3_u8, prop::option::of((sum.clone(), sum))), 0..60)
    }

    fn tally(cases: &[Case], before: Period, after: Period) -> Tally {
        let mut tally = Tally::default();
        for (township, category, sums) in cases {
            let sums = sums.map(|(was, will)| (Sum::of(was, before), Sum::of(will, after)));
            tally.take(&format!("t{township}"), &format!("c{category}"), sums);
        }
        tally
    }

    fn added(parts: &BTreeMap<String, Figures>) -> Figures {
        parts.values().fold(Figures::default(), |sum, part| sum.plus(*part))
    }

    #[test]
    fn an_amount_is_made_a_months_and_a_years() {
        let sum = |fen, period| {
            let Sum { monthly_fen, yearly_fen } = Sum::of(fen, period);
            (monthly_fen, yearly_fen)
        };
        assert_eq!(sum(100, Period::Month), (100, 1200));
        assert_eq!(sum(100, Period::Year), (8, 100));
        assert_eq!(sum(102, Period::Year), (9, 102));
        assert_eq!(sum(-102, Period::Year), (-9, -102));
        assert_eq!(sum(100, Period::Once), (100, 100));
    }

    #[test]
    fn a_benefit_paid_in_twelfths_is_the_same_as_one_of_the_year() {
        let (month, year) = (Sum::of(100, Period::Month), Sum::of(1200, Period::Year));
        assert_eq!(Change::of(month, year), None);
    }

    #[test]
    fn members_are_added_up_to_their_own_household() {
        let some = |fen| Some(Sum::of(fen, Period::Month));
        let members = [some(1), some(20), None, some(300), some(4000)];
        // The second can not be computed for one of its members; the last has none.
        let all = together(&members, [2, 2, 1, 0].into_iter());
        assert_eq!(all, [some(21), None, some(4000), some(0)]);
    }

    proptest! {
        #[test]
        fn the_parts_sum_to_the_whole(cases in cases(), before in period(), after in period()) {
            let tally = tally(&cases, before, after);
            prop_assert_eq!(added(&tally.by_township), tally.total);
            prop_assert_eq!(added(&tally.by_category), tally.total);
            prop_assert_eq!(tally.total.households, cases.len() as i64);
        }

        #[test]
        fn every_fen_of_the_difference_is_somebodys(cases in cases(), before in period(), after in period()) {
            let total = tally(&cases, before, after).total;
            prop_assert_eq!(total.difference, total.after.sum.minus(total.before.sum));
            let changed = Change::ALL.map(|change| total.changed(change).sum.yearly_fen);
            prop_assert_eq!(changed.iter().sum::<i64>(), total.difference.yearly_fen);
            let people = total.before.households + total.entering.households - total.leaving.households;
            prop_assert_eq!(people, total.after.households);
        }

        #[test]
        fn the_same_document_twice_changes_nothing(cases in cases(), period in period()) {
            let same = |(t, c, sums): &Case| (*t, *c, sums.map(|(was, _)| (was, was)));
            let total = tally(&cases.iter().map(same).collect::<Vec<_>>(), period, period).total;
            prop_assert_eq!(total.before, total.after);
            prop_assert_eq!(total.difference, Sum::default());
            for change in Change::ALL {
                prop_assert_eq!(total.changed(change), Figure::default());
            }
        }

        #[test]
        fn the_order_does_not_matter(cases in cases(), before in period(), after in period()) {
            let mut turned = cases.clone();
            turned.reverse();
            prop_assert_eq!(tally(&cases, before, after), tally(&turned, before, after));
        }

        #[test]
        fn who_enters_gains_and_who_leaves_loses(was in 0..1000_i64, will in 0..1000_i64) {
            let change = Change::of(Sum::of(was, Period::Month), Sum::of(will, Period::Month));
            let expected = match (was, will) {
                _ if was == will => None,
                (0, _) => Some(Change::Entering),
                (_, 0) => Some(Change::Leaving),
                _ if was < will => Some(Change::Gaining),
                _ => Some(Change::Losing),
            };
            prop_assert_eq!(change, expected);
            prop_assert_eq!(change.and_then(|change| Change::parse(change.as_str())), change);
        }
    }
}
