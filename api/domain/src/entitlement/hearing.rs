//! 听取意见: nothing is taken from somebody unheard (社会救助法 48). More needs no hearing.

use chrono::{Days, NaiveDate};

use super::{Change, Effect, Month, Standing, Timeline};

/// Days for which the intended end of destitute support is shown in the village (民发〔2021〕43号
/// 26).
pub const SHOWN_DAYS: u64 = 7;

/// Whether decisions of that day ask for a hearing.
#[must_use]
pub fn heard_on(day: NaiveDate) -> bool {
    NaiveDate::from_ymd_opt(2026, 7, 1).is_some_and(|since| since <= day)
}

/// The last day on which an intended end is shown: the day it is put up is not counted.
#[must_use]
pub fn shown_until(posted_on: NaiveDate) -> NaiveDate {
    posted_on.checked_add_days(Days::new(SHOWN_DAYS)).unwrap_or(NaiveDate::MAX)
}

impl Timeline {
    /// The first month in which `after` gives less, or is ended where this goes on.
    #[must_use]
    pub fn lowered_by(&self, after: &Timeline) -> Option<Month> {
        let first = [self, after].iter().filter_map(|one| one.0.first()).map(|change| change.from).min()?;
        // A year after the last turn every twelfth of a yearly sum has had its month.
        let last = self.0.iter().chain(&after.0).map(turn).max()?.plus(12);
        first.to(last).find(|month| {
            let ended = |timeline: &Timeline| timeline.standing(*month) == Standing::Ended;
            after.due(*month) < self.due(*month) || ended(after) && !ended(self)
        })
    }
}

/// The last month in which a change turns anything.
fn turn(change: &Change) -> Month {
    match change.effect {
        Effect::Standing(Standing::Grace { until }) => until.next().max(change.from),
        _ => change.from,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::entitlement::Sums;

    fn month(text: &str) -> Month {
        Month::parse(text).unwrap()
    }

    fn sums(from: &str, monthly_fen: i64) -> Change {
        let sums = Sums { monthly_fen, ..Sums::default() };
        Change { from: month(from), effect: Effect::Sums(sums) }
    }

    fn standing(from: &str, standing: Standing) -> Change {
        Change { from: month(from), effect: Effect::Standing(standing) }
    }

    #[test]
    fn less_and_an_end_ask_for_a_hearing_and_more_does_not() {
        let now = Timeline(vec![sums("2026-01", 75_000)]);
        let lowered = |change| now.lowered_by(&now.with(&[change]));
        assert_eq!(lowered(sums("2026-08", 45_000)), Some(month("2026-08")));
        assert_eq!(lowered(sums("2026-08", 90_000)), None);
        assert_eq!(lowered(standing("2026-08", Standing::Ended)), Some(month("2026-08")));
        assert_eq!(lowered(standing("2026-08", Standing::Suspended)), Some(month("2026-08")));
        let grace = Standing::Grace { until: month("2026-12") };
        assert_eq!(lowered(standing("2026-08", grace)), Some(month("2027-01")));
    }

    #[test]
    fn what_gives_nothing_is_still_ended_with_a_hearing_and_resumed_without() {
        let now = Timeline(vec![sums("2026-01", 75_000), standing("2026-05", Standing::Suspended)]);
        let ended = now.with(&[standing("2026-08", Standing::Ended)]);
        assert_eq!(now.lowered_by(&ended), Some(month("2026-08")));
        assert_eq!(now.lowered_by(&now.with(&[standing("2026-08", Standing::Active)])), None);
    }

    #[test]
    fn it_is_asked_for_since_the_law_is_in_force() {
        assert!(!heard_on("2026-06-30".parse().unwrap()) && heard_on("2026-07-01".parse().unwrap()));
    }

    #[test]
    fn an_end_that_is_put_up_on_the_2nd_is_shown_until_the_9th() {
        assert_eq!(shown_until("2026-11-02".parse().unwrap()), "2026-11-09".parse().unwrap());
    }

    proptest! {
        #[test]
        fn no_month_gives_less_where_no_hearing_is_asked_for(
            before in prop::collection::vec((0_i32..30, 0_i64..1_000), 1..5),
            after in prop::collection::vec((0_i32..30, 0_i64..1_000), 1..5),
            probe in 0_i32..80,
        ) {
            let line = |all: &[(i32, i64)]| {
                let change = |(from, yearly_fen): &(i32, i64)| {
                    let sums = Sums { yearly_fen: *yearly_fen, ..Sums::default() };
                    Change { from: month("2026-01").plus(*from), effect: Effect::Sums(sums) }
                };
                let first = Change { from: month("2026-01"), ..change(&all[0]) };
                Timeline(std::iter::once(first).chain(all.iter().map(change)).collect())
            };
            let (before, after, probe) = (line(&before), line(&after), month("2026-01").plus(probe));
            match before.lowered_by(&after) {
                None => prop_assert!(after.due(probe) >= before.due(probe)),
                Some(first) => {
                    prop_assert!(after.due(first) < before.due(first));
                    prop_assert!(probe >= first || after.due(probe) >= before.due(probe));
                }
            }
        }
    }
}
