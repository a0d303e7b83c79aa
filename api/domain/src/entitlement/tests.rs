use proptest::prelude::*;

use super::*;
use crate::law::Citation;
use crate::policy::{Exclusion, ExclusionRule, Policy, register};

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn monthly(from: &str, monthly_fen: i64) -> Change {
    Change { from: month(from), effect: Effect::Sums(Sums { monthly_fen, ..Sums::default() }) }
}

fn paid(from: &str, to: &str, fen: i64) -> Listed {
    month(from).to(month(to)).map(|month| (month, fen)).collect()
}

fn standing(from: &str, standing: Standing) -> Change {
    Change { from: month(from), effect: Effect::Standing(standing) }
}

#[test]
fn a_standard_raised_two_months_ago_gives_arrears_for_two_months() {
    let timeline = Timeline(vec![monthly("2026-01", 50_000), monthly("2026-07", 53_000)]);
    let listing = list(&timeline, month("2026-09"), &paid("2026-01", "2026-08", 50_000), 300);
    assert_eq!((listing.due_fen, listing.arrears_fen, listing.overpaid_fen), (53_000, 6_000, 0));
}

#[test]
fn what_was_paid_too_much_is_kept_back_up_to_the_share_the_policy_allows() {
    let timeline = Timeline(vec![monthly("2026-01", 50_000), monthly("2026-03", 10_001)]);
    let listing = list(&timeline, month("2026-05"), &paid("2026-01", "2026-04", 50_000), 300);
    assert_eq!(listing.kept_back_fen, 3_000);
    assert_eq!(listing.due_fen, 7_001);
    assert_eq!(listing.overpaid_fen, 2 * 39_999 - 3_000);
    let nothing = list(&timeline, month("2026-05"), &paid("2026-01", "2026-04", 50_000), 0);
    assert_eq!((nothing.due_fen, nothing.kept_back_fen), (10_001, 0));
}

#[test]
fn of_months_that_were_passed_over_no_more_is_kept_back_than_of_others() {
    let timeline = Timeline(vec![
        monthly("2026-01", 95_200),
        standing("2026-10", Standing::Suspended),
        standing("2026-11", Standing::Active),
    ]);
    // October was paid and should not have been; December and January were not listed.
    let listing = list(&timeline, month("2027-02"), &paid("2026-01", "2026-11", 95_200), 300);
    assert_eq!(listing.kept_back_fen, 3 * 28_560);
    assert_eq!((listing.due_fen, listing.arrears_fen), (95_200 - 28_560, 2 * (95_200 - 28_560)));
    assert_eq!(listing.overpaid_fen, 95_200 - 3 * 28_560);
}

#[test]
fn a_suspended_benefit_gives_nothing_until_it_is_resumed() {
    let timeline = Timeline(vec![
        monthly("2026-01", 100),
        standing("2026-03", Standing::Suspended),
        standing("2026-05", Standing::Active),
    ]);
    let due: Vec<i64> = month("2025-12").to(month("2026-06")).map(|month| timeline.due(month)).collect();
    assert_eq!(due, [0, 100, 100, 0, 0, 100, 100]);
}

#[test]
fn a_grace_period_pays_on_and_then_ends_by_itself() {
    let grace = Standing::Grace { until: month("2026-04") };
    let timeline = Timeline(vec![monthly("2026-01", 100), standing("2026-03", grace)]);
    let due: Vec<i64> = month("2026-02").to(month("2026-06")).map(|month| timeline.due(month)).collect();
    assert_eq!(due, [100, 100, 100, 0, 0]);
    assert_eq!(timeline.standing(month("2026-05")), Standing::Ended);
}

#[test]
fn a_yearly_sum_is_paid_in_twelfths_and_what_is_given_once_in_the_first_month() {
    let sums = Sums { monthly_fen: 10, yearly_fen: 1_300, once_fen: 7 };
    let timeline = Timeline(vec![Change { from: month("2026-01"), effect: Effect::Sums(sums) }]);
    assert_eq!(timeline.due(month("2026-01")), 10 + 108 + 7);
    assert_eq!(timeline.due(month("2026-02")), 10 + 108);
    assert_eq!(timeline.due_before(month("2027-01")), 120 + 1_300 + 7);
}

#[test]
fn a_decision_is_split_by_the_periods_of_its_parts() {
    let policy = Policy::parse(include_str!("../../../policies/destitute-dongying-2019.json")).unwrap();
    let facts = serde_json::json!({"area": "urban", "cannot_eat": true});
    let answer = policy.evaluate(facts.as_object().unwrap(), "2026-01-01".parse().unwrap()).unwrap();
    let sums = Sums::decided(policy.document(), &answer, answer.amount_fen);
    assert_eq!(sums, Sums { monthly_fen: 93_000, yearly_fen: 382_000, once_fen: 0 });
    assert!(recurs(policy.document()));
}

#[test]
fn benefits_go_together_as_either_policy_says() {
    let policy = Policy::parse(include_str!("../../../policies/subsistence-ganxian.json")).unwrap();
    let document = policy.document();
    let higher = |rule| {
        vec![Exclusion {
            policy: None,
            scheme: Some("subsistence_allowance".into()),
            rule,
            registered_as: Vec::new(),
            basis: vec![Citation::of("measures", "2")],
        }]
    };
    let other = |scheme: &'static str, monthly_fen, exclusions: &'static [Exclusion]| Benefit {
        scheme,
        policy_code: "other",
        monthly_fen,
        exclusions,
    };
    let higher: &'static [Exclusion] = Box::leak(higher(ExclusionRule::HigherOnly).into_boxed_slice());
    assert_eq!(conflict(document, 10, &other("subsistence_allowance", 5, &[])), Some(Conflict::Same));
    assert!(matches!(
        conflict(document, 10, &other("destitute_support", 5, &[])),
        Some(Conflict::NotBoth(_))
    ));
    assert_eq!(conflict(document, 10, &other("orphan", 5, &[])), None);
    assert_eq!(
        conflict(document, 10, &other("orphan", 10, higher)),
        Some(Conflict::OtherHigher(&[Citation::of("measures", "2")]))
    );
    assert_eq!(
        conflict(document, 10, &other("orphan", 9, higher)),
        Some(Conflict::OtherLower(&[Citation::of("measures", "2")]))
    );
    assert_eq!(counted_as_income(document, &[other("veteran_care", 9, &[])]), 0);
}

fn change() -> impl Strategy<Value = Change> {
    let sums = (0i64..1000, 0i64..1000)
        .prop_map(|(monthly_fen, yearly_fen)| Effect::Sums(Sums { monthly_fen, yearly_fen, once_fen: 0 }));
    let standing = prop_oneof![
        Just(Standing::Active),
        Just(Standing::Suspended),
        (0i32..24).prop_map(|later| Standing::Grace { until: month("2025-01").plus(later) }),
        Just(Standing::Ended),
    ];
    let effect = prop_oneof![sums, standing.prop_map(Effect::Standing)];
    (0i32..24, effect).prop_map(|(later, effect)| Change { from: month("2025-01").plus(later), effect })
}

proptest! {
    #[test]
    fn recomputing_makes_every_month_what_the_policy_says_and_leaves_those_before(
        changes in proptest::collection::vec(change(), 0..6),
        from in 0i32..20, months in 0i32..8, want in proptest::collection::vec(0i64..3, 28)
    ) {
        let first = monthly("2025-01", 1);
        let timeline = Timeline(vec![first]).with(&changes);
        let from = first.from.plus(from);
        let to = from.plus(months);
        let given = |at: Month| {
            let place = first.from.to(at).count() - 1;
            Sums { monthly_fen: want[place], ..Sums::default() }
        };
        let new = timeline.recomputed(from, to, |at| Ok::<_, ()>(given(at))).unwrap();
        let after = timeline.with(&new);
        for at in from.to(to) {
            prop_assert_eq!(after.sums(at), given(at));
            prop_assert_eq!(after.standing(at), timeline.standing(at));
        }
        for at in first.from.to(from.plus(-1)) {
            prop_assert_eq!(after.due(at), timeline.due(at));
        }
        prop_assert!(after.recomputed(from, to, |at| Ok::<_, ()>(given(at))).unwrap().is_empty());
    }

    #[test]
    fn listing_month_by_month_pays_in_the_end_exactly_what_is_due(
        changes in proptest::collection::vec((change(), 0i32..24), 0..5), recovery in 0u16..=1000,
        passed in proptest::collection::vec(proptest::bool::weighted(0.3), 24)
    ) {
        // Each change is confirmed in some month and may reach back behind it.
        let first = monthly("2025-01", 500);
        let mut timeline = Timeline(vec![first]);
        let mut listed = Listed::new();
        let mut open = first.from;
        for step in 0..24 {
            let now = first.from.plus(step);
            let confirmed: Vec<Change> =
                changes.iter().filter(|(_, at)| *at == step).map(|(it, _)| *it).collect();
            timeline = timeline.with(&confirmed);
            if passed[usize::try_from(step).unwrap()] {
                continue;
            }
            let listing = list(&timeline, now, &listed, recovery);
            prop_assert!(listing.due_fen >= 0 && listing.arrears_fen >= 0 && listing.overpaid_fen >= 0);
            let most: i64 = open.to(now).map(|month| timeline.due(month) * i64::from(recovery) / 1000).sum();
            prop_assert!(listing.kept_back_fen <= most);
            let paid = listing.due_fen + listing.arrears_fen;
            if paid > 0 {
                listed.insert(now, paid);
                open = now.next();
            }
            let all: i64 = listed.values().sum();
            prop_assert_eq!(all - listing.overpaid_fen, timeline.due_before(now.next()));
        }
    }
}

#[test]
fn an_end_by_mistake_is_revoked_and_the_months_it_took_come_as_arrears() {
    let change = |proposal, change| Confirmed { proposal, act: Act::Change(change) };
    let mut acts =
        vec![change(1, monthly("2026-01", 45_000)), change(2, standing("2026-05", Standing::Ended))];
    let paid = paid("2026-01", "2026-04", 45_000);
    assert_eq!(list(&Timeline::standing_of(&acts), month("2026-06"), &paid, 300), Listing::default());
    acts.push(Confirmed { proposal: 3, act: Act::Revocation(2) });
    let listing = list(&Timeline::standing_of(&acts), month("2026-06"), &paid, 300);
    assert_eq!((listing.due_fen, listing.arrears_fen, listing.overpaid_fen), (45_000, 45_000, 0));
}

#[test]
fn a_grace_period_ends_in_its_month_without_anybody_doing_anything() {
    let until = month("2026-09");
    let timeline = Timeline(vec![monthly("2026-04", 1), standing("2026-04", Standing::Grace { until })]);
    let expected = [(month("2026-04"), Standing::Grace { until }), (month("2026-10"), Standing::Ended)];
    assert_eq!(timeline.standings(), expected);
}

proptest! {
    #[test]
    fn the_standing_of_any_month_is_the_last_that_began_until_then(
        changes in proptest::collection::vec(change(), 0..7), at in 0i32..60
    ) {
        let first = monthly("2025-01", 1);
        let timeline = Timeline(vec![first]).with(&changes);
        let month = first.from.plus(at);
        let standings = timeline.standings();
        let found = standings.iter().rfind(|(from, _)| *from <= month).map(|(_, standing)| *standing);
        prop_assert_eq!(found, Some(timeline.standing(month)));
        prop_assert!(standings.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 != two[1].1));
    }

    #[test]
    fn revoking_gives_exactly_the_timeline_without_it_and_the_money_adds_up(
        changes in proptest::collection::vec((change(), 0u8..4), 1..7), revoked in 1u8..4,
        confirmed_in in 0i32..24, revoked_after in 0i32..12, recovery in 0u16..=1000
    ) {
        let first = monthly("2025-01", 500);
        let granted = Confirmed { proposal: 0, act: Act::Change(first) };
        let acts = |keep: &dyn Fn(u8) -> bool| -> Vec<Confirmed<u8>> {
            let all = changes.iter().filter(|(_, proposal)| keep(*proposal));
            let all = all.map(|(it, proposal)| Confirmed { proposal: proposal + 1, act: Act::Change(*it) });
            [granted].into_iter().chain(all).collect()
        };
        let all = Timeline::standing_of(&acts(&|_| true));
        let never = Timeline::standing_of(&acts(&|proposal| proposal + 1 != revoked));
        let mut with = acts(&|_| true);
        with.push(Confirmed { proposal: 100, act: Act::Revocation(revoked) });
        let without = Timeline::standing_of(&with);
        prop_assert_eq!(&without, &never);
        // A revocation is not revoked.
        with.push(Confirmed { proposal: 101, act: Act::Revocation(100) });
        prop_assert_eq!(&Timeline::standing_of(&with), &never);
        // Listed month by month, first as granted, then with all of it, then without.
        let mut listed = Listed::new();
        for step in 0..60 {
            let now = first.from.plus(step);
            let timeline = match step {
                step if step < confirmed_in => Timeline(vec![first]),
                step if step < confirmed_in + revoked_after => all.clone(),
                _ => without.clone(),
            };
            let listing = list(&timeline, now, &listed, recovery);
            let paid = listing.due_fen + listing.arrears_fen;
            if paid > 0 {
                listed.insert(now, paid);
            }
            let sum: i64 = listed.values().sum();
            prop_assert_eq!(sum - listing.overpaid_fen, timeline.due_before(now.next()));
        }
        let differs: Vec<Month> = all.differing(&without, first.from, first.from.plus(40)).collect();
        for month in first.from.to(first.from.plus(40)) {
            let same = all.due(month) == without.due(month) && all.standing(month) == without.standing(month);
            prop_assert_eq!(differs.contains(&month), !same);
        }
    }
}

const AGED: &str = include_str!("../../../policies/aged-ganxian.json");

/// The first of these months in which somebody's age alone changes the old-age allowance
/// granted on a day.
fn grown(born: &str, granted_on: &str, from: &str, months: i32) -> Option<Month> {
    let aged = Policy::parse(AGED).unwrap();
    let born_on = born.parse().unwrap();
    let person = register::Person { born_on, conditions: None };
    let facts = aged.registered_person(person, granted_on.parse().unwrap());
    let ahead = Ahead { facts: &facts, person, then: month(from) };
    let months = month(from).to(month(from).plus(months)).map(|month| (month, &aged));
    ahead.grown(months, |_| None, &|_: &str, _: &str, _: chrono::NaiveDate| None)
}

#[test]
fn a_birthday_that_changes_the_sum_is_seen_ahead_and_a_raised_standard_is_not() {
    // The sums rise in July 2026; ninety since the fifteenth of June.
    assert_eq!(grown("1936-06-15", "2026-03-12", "2026-04", 12), Some(month("2026-07")));
    assert_eq!(grown("1936-07-01", "2026-03-12", "2026-04", 12), Some(month("2026-07")));
    assert_eq!(grown("1936-07-02", "2026-03-12", "2026-04", 12), Some(month("2026-08")));
    assert_eq!(grown("1940-06-15", "2026-03-12", "2026-04", 12), None);
    assert_eq!(grown("1936-06-15", "2026-03-12", "2026-04", 2), None, "beyond the months asked for");
    // Ninety between the day it was granted on and the first month of it.
    assert_eq!(grown("1936-03-20", "2026-03-12", "2026-04", 12), Some(month("2026-04")));
    assert_eq!(grown("1936-03-12", "2026-03-12", "2026-04", 12), None);
}

proptest! {
    #[test]
    fn the_month_seen_ahead_is_the_first_of_another_age_band(
        born in 0i64..36_000, start in 0i32..60, months in 0i32..40
    ) {
        let first = month("2025-02").plus(start);
        let born = chrono::NaiveDate::from_ymd_opt(1920, 1, 1).unwrap() + chrono::TimeDelta::days(born);
        let band = |month: Month| match crate::citizen_id::age_on(born, month.first_day().max(born)) {
            ..80 => 0,
            80..90 => 1,
            90..100 => 2,
            _ => 3,
        };
        let expected = first.to(first.plus(months)).find(|month| band(*month) != band(first));
        let found = grown(&born.to_string(), &first.first_day().to_string(), &first.to_string(), months);
        prop_assert_eq!(found, expected);
    }
}
