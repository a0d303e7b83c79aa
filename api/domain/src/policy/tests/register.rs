use proptest::prelude::*;

use super::super::register::{CONDITIONS, Conditions, Household, Member, Person};
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

/// A policy for persons that asks the register for them.
fn for_persons() -> Json {
    let text = json!({"zh": "字", "en": "word"});
    let input = |name: &str, kind: &str, source: &str| json!({"name": name, "label": text, "type": kind, "source": source});
    let member = |name: &str, kind: &str| json!({"name": name, "label": text, "type": kind});
    let mut document = with(json!({
        "inputs": [
            input("age", "years", "person"), input("birth_date", "date", "person"),
            input("severely_disabled", "bool", "person"), input("minor", "bool", "person"),
            input("household_size", "persons", "household_size"),
            {
                "name": "income_fen", "label": text, "type": "fen", "source": "income_per_person",
                "min": 0, "max": 10_000_000, "default": 0,
            },
            {
                "name": "members", "label": text, "type": "list", "source": "members",
                "fields": [member("age", "years"), member("severely_ill", "bool")],
            },
        ],
        "rules": [{
            "name": "aid", "label": text, "unit": "fen", "basis": [],
            "formula": "(given(age) && age >= 60 ? 100 : 0) + (given(severely_disabled) && severely_disabled ? 2000 : 0) + (given(minor) && minor ? 30000 : 0) + (given(birth_date) && birth_date < date(\"1990-01-01\") ? 7 : 0) + (income_fen < 20000 ? 500000 : 0) + sum(members.map(m, has(m.severely_ill) && m.severely_ill ? 1000000 : 0))",
        }],
    }));
    document["result"]["per"] = json!("person");
    document
}

#[test]
fn what_is_known_of_a_person_is_filled_in_and_of_a_single_one_the_age_alone() {
    let policy = Policy::parse(&for_persons().to_string()).unwrap();
    let on = day("2026-07-01");
    let known = |person: Person| Json::Object(policy.registered_person(person, on));
    let single = Person { born_on: day("1956-07-02"), conditions: None };
    assert_eq!(known(single), json!({"age": 69, "birth_date": "1956-07-02", "minor": false}));
    let mut document = for_persons();
    document["inputs"][3]["aliases"] = json!(["veteran"]);
    let either = Policy::parse(&document.to_string()).unwrap();
    let minor = |born: &str| {
        let person = Person { born_on: day(born), conditions: None };
        either.registered_person(person, on).get("minor").cloned()
    };
    // A veteran too would do: of whom that is not known, it is not said that he is none.
    assert_eq!((minor("1956-07-02"), minor("2016-07-01")), (None, Some(json!(true))));
    let one = member("2016-07-01", &["severely_disabled"]);
    assert_eq!(
        known(one.into()),
        json!({"age": 10, "birth_date": "2016-07-01", "minor": true, "severely_disabled": true})
    );
    assert!(policy.asks_person() && !ganxian().asks_person());
}

#[test]
fn only_a_policy_for_persons_asks_for_the_person_and_only_what_the_register_knows() {
    let wrong = |change: &dyn Fn(&mut Json)| {
        let mut document = for_persons();
        change(&mut document);
        codes(&document).into_iter().find(|(_, code)| code == "bad_source").map(|(at, _)| at)
    };
    assert_eq!(wrong(&|_| ()), None);
    let household = |document: &mut Json| document["result"]["per"] = json!("household");
    assert_eq!(wrong(&household).as_deref(), Some("/inputs/0/source"));
    let orphan = |document: &mut Json| document["inputs"][3]["name"] = json!("orphan");
    assert_eq!(wrong(&orphan).as_deref(), Some("/inputs/3/source"));
    let alias = |document: &mut Json| document["inputs"][3]["aliases"] = json!(["veteran"]);
    assert_eq!(wrong(&alias), None);
    let kind = |document: &mut Json| document["inputs"][0]["type"] = json!("date");
    assert_eq!(wrong(&kind).as_deref(), Some("/inputs/0/source"));
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

    #[test]
    fn a_population_of_persons_is_computed_as_each_of_them(all in households()) {
        let on = day("2026-07-01");
        let made = for_persons().to_string();
        let others = |_: &str, _: &str, _: NaiveDate| Some(85_000);
        for text in [
            made.as_str(),
            include_str!("../../../../policies/aged-ganxian.json"),
            include_str!("../../../../policies/destitute-ganxian.json"),
            include_str!("../../../../policies/orphan-ganxian.json"),
        ] {
            let policy = Policy::parse(text).unwrap();
            let columns = policy.registered_columns(&all, on);
            let answers = policy.evaluate_columns(&columns, on, 1, &others).unwrap();
            let persons = all.iter().flat_map(|household| household.members.iter().map(move |member| (household, *member)));
            prop_assert_eq!(answers.eligible.len(), persons.clone().count());
            for (row, (household, member)) in persons.enumerate() {
                let mut facts = policy.registered(household, on);
                facts.extend(policy.registered_person(member.into(), on));
                let single = policy.evaluate_with(&facts, on, &others);
                let single = single.map_or((false, 0), |answer| (answer.eligible, answer.amount_fen));
                prop_assert_eq!((answers.eligible[row], answers.amount_fen[row]), single);
            }
        }
    }
}
