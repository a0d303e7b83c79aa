use chrono::Months;
use proptest::prelude::*;

use super::*;
use crate::calendar::Calendar;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn told(content_on: &str, remedy_on: Option<&str>) -> Told {
    Told { content_on: day(content_on), remedy_on: remedy_on.map(day) }
}

const TODAY: &str = "2026-11-30";

fn order(deed: Deed) -> Option<Order> {
    remedy(deed, Matter::SocialAssistance, day(TODAY)).map(|remedy| remedy.order)
}

#[test]
fn a_refusal_handed_over_on_the_15th_of_july_can_be_reviewed_until_the_monday_after_the_60th_day() {
    let calendar = Calendar::bundled();
    assert_eq!(review_until(&calendar, told("2026-07-15", Some("2026-07-15"))), day("2026-09-14"));
    assert_eq!(court_until(&calendar, day("2026-07-15")), day("2027-01-15"));
}

#[test]
fn who_was_told_of_the_remedy_later_has_60_days_from_then_and_never_more_than_a_year() {
    let calendar = Calendar::bundled();
    assert_eq!(review_until(&calendar, told("2026-07-10", Some("2026-09-01"))), day("2026-11-02"));
    assert_eq!(review_until(&calendar, told("2026-07-10", Some("2027-06-30"))), day("2027-07-10"));
    assert_eq!(review_until(&calendar, told("2026-07-10", None)), day("2027-07-10"));
}

#[test]
fn review_or_court_are_free_after_a_decision_and_after_an_express_no() {
    for deed in [Deed::Approved, Deed::Refused, Deed::NotAccepted, Deed::Lowered] {
        assert_eq!(order(deed), Some(Order::Free), "{deed:?}");
    }
}

#[test]
fn silence_past_the_limit_is_reviewed_first_since_2024() {
    assert_eq!(order(Deed::Silent), Some(Order::ReviewFirst));
    let before = remedy(Deed::Silent, Matter::SocialAssistance, day("2023-12-31"));
    assert_eq!(before.map(|remedy| remedy.order), Some(Order::Free));
}

#[test]
fn a_refusal_of_disclosure_is_reviewed_first_only_by_articles_14_to_16() {
    for (article, expected) in [
        (13, Order::Free),
        (14, Order::ReviewFirst),
        (15, Order::ReviewFirst),
        (16, Order::ReviewFirst),
        (36, Order::Free),
    ] {
        assert_eq!(order(Deed::DisclosureRefused { article }), Some(expected), "{article}");
    }
}

#[test]
fn steps_on_the_way_and_advice_have_no_remedy_text() {
    assert_eq!((order(Deed::Internal), order(Deed::Guidance)), (None, None));
}

#[test]
fn a_pension_does_not_cite_the_law_on_social_assistance() {
    let laws = |matter| {
        let remedy = remedy(Deed::Refused, matter, day(TODAY)).unwrap();
        remedy.basis.into_iter().any(|citation| citation.law == "social-assistance-law")
    };
    assert!(laws(Matter::SocialAssistance) && !laws(Matter::OtherBenefit));
}

#[test]
fn silence_begins_with_the_end_of_the_limit_or_on_the_60th_day() {
    assert_eq!(silent_since(day("2026-07-01"), Some(day("2026-08-12"))), day("2026-08-12"));
    assert_eq!(silent_since(day("2026-07-01"), None), day("2026-08-30"));
}

#[test]
fn the_county_reviews_its_bureaus_townships_and_streets() {
    assert_eq!(reviewer("赣县区"), "赣县区人民政府");
}

proptest! {
    #[test]
    fn no_period_ends_on_a_day_off_or_before_its_days_are_over(offset in 0_u64..2_500) {
        let calendar = Calendar::bundled();
        let from = day("2020-01-01") + chrono::Days::new(offset);
        let review = review_until(&calendar, Told { content_on: from, remedy_on: Some(from) });
        prop_assert!(calendar.is_working(review));
        let days = (review - from).num_days();
        prop_assert!((60..=70).contains(&days), "{days}");
        prop_assert!(!(from + chrono::Days::new(60)).iter_days().take_while(|day| *day < review).any(|day| calendar.is_working(day)));
        let court = court_until(&calendar, from);
        prop_assert!(calendar.is_working(court) && court >= from + Months::new(6));
    }

    #[test]
    fn what_is_told_later_is_never_shorter_than_what_was_told_at_once_nor_longer_than_a_year(offset in 0_u64..2_000, later in 0_u64..600) {
        let calendar = Calendar::bundled();
        let content_on = day("2020-01-01") + chrono::Days::new(offset);
        let at_once = review_until(&calendar, Told { content_on, remedy_on: Some(content_on) });
        let remedy_on = Some(content_on + chrono::Days::new(later));
        let later = review_until(&calendar, Told { content_on, remedy_on });
        prop_assert!(at_once <= later && later <= content_on + Months::new(12));
    }
}
