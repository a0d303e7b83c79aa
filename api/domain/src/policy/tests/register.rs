use proptest::prelude::*;

use super::super::register::{CONDITIONS, Conditions, Household, Member};
use super::*;

fn ganxian() -> Policy {
    Policy::parse(include_str!("../../../../policies/subsistence-ganxian.json")).unwrap()
}

fn member(born: &str, conditions: &[&str]) -> Member {
    Member { born_on: day(born), conditions: Conditions::of(conditions.iter().copied()).unwrap() }
}

#[test]
fn a_household_is_computed_from_the_register_as_it_is_on_the_day() {
    let policy = ganxian();
    let on = day("2026-07-01");
    let members = vec![member("1956-07-01", &["severely_disabled"]), member("2008-07-02", &[])];
    let household = Household { members, income_fen: Some(100_000) };
    let answer = policy.evaluate(&policy.registered(&household, on), on).unwrap();
    // 890 × 2 − 1000, and 20 % for the disabled one who is 70 today, 10 % for the minor.
    assert_eq!(answer.amount_fen, 78_000 + 17_800 + 8_900);
    let next = day("2026-07-02");
    let answer = policy.evaluate(&policy.registered(&household, next), next).unwrap();
    assert_eq!(answer.amount_fen, 78_000 + 17_800);
}

#[test]
fn an_income_nobody_assessed_is_asked_for() {
    let policy = ganxian();
    let household = Household { members: vec![member("1980-01-01", &[])], income_fen: None };
    let on = day("2026-07-01");
    let problems = policy.evaluate(&policy.registered(&household, on), on).unwrap_err();
    assert_eq!(problems[0].pointer, "/income_fen");
}

#[test]
fn counts_and_the_income_per_person_come_from_the_members() {
    let text = json!({"zh": "字", "en": "word"});
    let input = |name: &str, kind: &str, source: &str| json!({"name": name, "label": text, "type": kind, "source": source});
    let document = with(json!({"inputs": [
        {"name": "sum", "label": text, "type": "fen", "source": "income_per_person"},
        input("minors", "persons", "member_count"), input("elderly_60", "persons", "member_count"),
        input("veteran", "int", "member_count"),
    ]}));
    let policy = Policy::parse(&document.to_string()).unwrap();
    let members = vec![
        member("1960-01-01", &["veteran"]),
        member("1990-01-01", &["severely_ill"]),
        member("2020-01-01", &[]),
    ];
    let known = policy.registered(&Household { members, income_fen: Some(50_000) }, day("2026-07-01"));
    assert_eq!(Json::Object(known), json!({"sum": 16_667, "minors": 1, "elderly_60": 1, "veteran": 1}));
}

#[test]
fn a_source_of_another_kind_is_told() {
    let text = json!({"zh": "字", "en": "word"});
    let document = with(json!({"inputs": [
        {"name": "sum", "label": text, "type": "fen", "source": "household_size"},
    ]}));
    assert_eq!(codes(&document), [("/inputs/0/source".to_owned(), "bad_source".to_owned())]);
}

fn households() -> impl Strategy<Value = Vec<Household>> {
    let member = (0i64..36_000, proptest::sample::subsequence(CONDITIONS, 0..CONDITIONS.len()));
    let member = member.prop_map(|(days, known)| Member {
        born_on: day("2026-06-30") - chrono::Duration::days(days),
        conditions: Conditions::of(known.into_iter().map(|(code, ..)| code)).unwrap(),
    });
    let household = (proptest::collection::vec(member, 0..6), proptest::option::of(0i64..500_000));
    let household = household.prop_map(|(members, income_fen)| Household { members, income_fen });
    proptest::collection::vec(household, 0..40)
}

proptest! {
    #[test]
    fn a_population_is_computed_as_each_of_its_households(all in households()) {
        let on = day("2026-07-01");
        for text in [
            include_str!("../../../../policies/subsistence-ganxian.json"),
            include_str!("../../../../policies/subsistence-jilin.json"),
            include_str!("../../../../policies/subsistence-zhongshan-2020.json"),
            include_str!("../../../../policies/subsistence-youxi-2021.json"),
        ] {
            let policy = Policy::parse(text).unwrap();
            let columns = policy.registered_columns(&all, on);
            let answers = policy.evaluate_columns(&columns, on, 1, &no_others).unwrap();
            for (row, household) in all.iter().enumerate() {
                let single = policy.evaluate(&policy.registered(household, on), on);
                let single = single.map_or((false, 0), |answer| (answer.eligible, answer.amount_fen));
                prop_assert_eq!((answers.eligible[row], answers.amount_fen[row]), single);
            }
        }
    }
}
