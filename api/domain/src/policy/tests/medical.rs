use proptest::prelude::*;
use serde_json::json;

use super::*;

fn evaluate(given: Json) -> Evaluation {
    medical().evaluate(&facts(given), day("2026-03-02")).unwrap()
}

/// Amount, least, most and reason.
fn outcome(given: Json) -> (i64, i64, i64, String) {
    let answer = evaluate(given);
    assert_eq!(answer.eligible, answer.amount_fen > 0);
    (answer.amount_fen, answer.min_fen, answer.max_fen, answer.reason.code)
}

fn expected(amount: i64, min: i64, max: i64, reason: &str) -> (i64, i64, i64, String) {
    (amount, min, max, reason.to_owned())
}

#[test]
fn every_worked_example_of_the_document_comes_out_right() {
    let results = medical().check_examples();
    assert!(results.len() >= 8);
    for result in results {
        assert!(result.passed, "{result:?}");
    }
}

#[test]
fn a_category_is_claimed_only_by_households_registered_in_it() {
    let told = |category: &str, household: Option<&str>| {
        let problems = medical().claims(&facts(json!({ "category": category })), household);
        problems.first().map(|problem| (problem.pointer.clone(), problem.code))
    };
    let at = |code| Some(("/category".to_owned(), code));
    assert_eq!(told("subsistence_ill", Some("urban_subsistence")), None);
    assert_eq!(told("subsistence_ill", Some("near_poor")), at("category_not_registered"));
    assert_eq!(told("near_poor_ill", None), at("household_not_registered"));
    assert_eq!(told("other_hardship", None), None);
    assert_eq!(told("other_hardship", Some("destitute")), None);
}

#[test]
fn a_choice_for_other_households_gives_way_to_the_only_one_for_this() {
    let taken = |category: &str, registered: &str| {
        let facts = facts(json!({ "category": category, "cost_fen": 1 }));
        let taken = medical().registered_choices(&facts, registered);
        assert!(taken.keys().all(|name| name == "category"), "{taken:?}");
        taken.get("category").and_then(Json::as_str).map(str::to_owned)
    };
    let rural = Some("rural_subsistence_ill".to_owned());
    assert_eq!(taken("subsistence_ill", "rural_subsistence"), rural);
    assert_eq!(taken("subsistence_ill", "urban_subsistence"), None, "it is for it");
    assert_eq!(taken("rural_subsistence_ill", "urban_subsistence"), None, "three are");
    assert_eq!(taken("subsistence_ill", "other"), None, "none is");
    assert_eq!(taken("other_hardship", "rural_subsistence"), None, "it is for all");
}

#[test]
fn a_quarter_of_the_whole_personal_part_is_granted_above_the_threshold() {
    for category in ["subsistence_unable", "subsistence_ill", "subsistence_age", "rural_subsistence_ill"] {
        let given = json!({"category": category, "cost_fen": 900_000, "insurer_paid_fen": 300_000});
        assert_eq!(outcome(given), expected(150_000, 150_000, 150_000, "granted"), "{category}");
    }
}

#[test]
fn a_personal_part_of_exactly_the_threshold_is_not_above_it() {
    let given = |cost| json!({"category": "subsistence_ill", "cost_fen": cost});
    assert_eq!(outcome(given(100_000)), expected(0, 0, 0, "below_threshold"));
    assert_eq!(outcome(given(100_001)).0, 25_000);
    assert_eq!(outcome(given(100_002)).0, 25_001);
}

#[test]
fn near_poor_households_bear_their_living_cost_first_and_may_be_granted_up_to_half() {
    let mut given = json!({
        "category": "near_poor_ill", "cost_fen": 3_000_000, "insurer_paid_fen": 1_800_000,
        "household_size": 3, "months": 2
    });
    assert_eq!(outcome(given.clone()), expected(256_500, 256_500, 500_000, "granted"));
    given["rate_permille"] = json!(400);
    assert_eq!(outcome(given.clone()), expected(410_400, 256_500, 500_000, "granted"));
    given["months"] = json!(12);
    given["cost_fen"] = json!(2_900_000);
    assert_eq!(outcome(given), expected(0, 0, 0, "below_threshold"));
}

#[test]
fn what_was_paid_this_year_is_taken_from_the_aid_on_the_years_total() {
    let given =
        |paid| json!({"category": "subsistence_age", "cost_fen": 4_000_000, "paid_this_year_fen": paid});
    assert_eq!(outcome(given(0)), expected(500_000, 500_000, 500_000, "granted_up_to_cap"));
    assert_eq!(outcome(given(420_000)), expected(80_000, 80_000, 80_000, "granted_up_to_cap"));
    assert_eq!(outcome(given(500_000)), expected(0, 0, 0, "cap_reached"));
    assert_eq!(outcome(given(600_000)), expected(0, 0, 0, "cap_reached"));
    let given = |cost: i64, paid: i64| {
        json!({
            "category": "subsistence_ill", "cost_fen": cost, "insurer_paid_fen": 300_000,
            "paid_this_year_fen": paid
        })
    };
    assert_eq!(outcome(given(900_000, 150_000)), expected(0, 0, 0, "paid_already"));
    assert_eq!(outcome(given(900_100, 150_000)), expected(25, 25, 25, "granted_difference"));
    assert_eq!(outcome(given(1_200_000, 150_000)), expected(75_000, 75_000, 75_000, "granted_difference"));
    assert_eq!(outcome(given(800_000, 150_000)), expected(0, 0, 0, "paid_already"));
}

#[test]
fn the_rate_chosen_for_a_second_case_of_near_poor_households_is_that_of_the_year() {
    let given = json!({
        "category": "near_poor_ill", "cost_fen": 3_000_000, "insurer_paid_fen": 1_800_000,
        "household_size": 3, "months": 2, "rate_permille": 400, "paid_this_year_fen": 256_500
    });
    assert_eq!(outcome(given), expected(153_900, 0, 243_500, "granted_difference"));
}

#[test]
fn discretion_reaches_from_nothing_to_what_is_left_of_the_personal_part_without_a_cap() {
    for category in ["no_support", "other_hardship"] {
        let given = |proposed| {
            json!({
                "category": category, "cost_fen": 900_000, "employer_paid_fen": 100_000,
                "proposed_fen": proposed, "paid_this_year_fen": 100_000
            })
        };
        assert_eq!(outcome(given(650_000)), expected(650_000, 0, 700_000, "granted"));
        assert_eq!(outcome(given(900_000)), expected(700_000, 0, 700_000, "granted"));
        assert_eq!(outcome(given(0)), expected(0, 0, 700_000, "nothing_proposed"));
        let mut spent = given(100_000);
        spent["paid_this_year_fen"] = json!(800_000);
        assert_eq!(outcome(spent), expected(0, 0, 0, "paid_already"));
    }
}

#[test]
fn a_cost_that_others_paid_in_full_leaves_nothing() {
    let given = json!({"category": "subsistence_ill", "cost_fen": 100, "insurer_paid_fen": 60, "mutual_aid_paid_fen": 50});
    assert_eq!(outcome(given), expected(0, 0, 0, "fully_covered"));
}

#[test]
fn the_quarter_may_be_taken_of_the_excess_by_changing_the_parameter_alone() {
    let mut document: Json = serde_json::from_str(MEDICAL).unwrap();
    document["parameters"][2]["values"][0]["value"] = json!("excess");
    let policy = Policy::parse(&document.to_string()).unwrap();
    let amount = |cost: i64| {
        let given = facts(json!({"category": "subsistence_ill", "cost_fen": cost}));
        let answer = policy.evaluate(&given, day("2026-03-02")).unwrap();
        (answer.amount_fen, answer.reason.code)
    };
    assert_eq!(amount(600_000), (125_000, "granted".to_owned()));
    assert_eq!(amount(100_001), (0, "below_one_fen".to_owned()));
}

#[test]
fn every_line_tells_its_label_its_numbers_and_its_clause() {
    let answer =
        evaluate(json!({"category": "subsistence_ill", "cost_fen": 900_000, "insurer_paid_fen": 300_000}));
    let names: Vec<&str> = answer.lines.iter().map(|line| line.rule.as_str()).collect();
    assert_eq!(
        names,
        [
            "discretion",
            "others_paid_fen",
            "personal_fen",
            "counted_fen",
            "base_fen",
            "rate",
            "uncapped_fen",
            "year_aid_fen",
            "aid_fen"
        ]
    );
    let personal = &answer.lines[2];
    assert_eq!((personal.value.clone(), personal.unit), (json!(600_000), Kind::Fen));
    assert_eq!(json!(personal.inputs), json!({"cost_fen": 900_000, "others_paid_fen": 300_000}));
    assert!(answer.lines.iter().all(|line| !line.cites.is_empty() && !line.label.zh.is_empty()));
    assert_eq!(answer.policy_version, "medical-assistance-1@1");
    assert_eq!((answer.policy_code.as_str(), answer.on), ("medical-assistance-1", day("2026-03-02")));
}

#[test]
fn every_sum_is_written_out_with_its_numbers() {
    let answer = evaluate(json!({
        "category": "near_poor_ill", "cost_fen": 3_000_000, "insurer_paid_fen": 1_800_000,
        "household_size": 3, "months": 2, "rate_permille": 255, "paid_this_year_fen": 600_000
    }));
    let lines = || answer.lines.iter().filter_map(|line| Some((line.rule.as_str(), line.text.as_ref()?)));
    assert_eq!(
        lines().map(|(rule, text)| (rule, text.zh.as_str())).collect::<Vec<_>>(),
        [
            ("others_paid_fen", "18,000.00 + 0.00 + 0.00 = 18,000.00"),
            ("personal_fen", "30,000.00 − 18,000.00 = 12,000.00"),
            ("living_fen", "290.00 × 3 × 2 = 1,740.00"),
            ("counted_fen", "12,000.00 − 1,740.00 = 10,260.00"),
            ("base_fen", "10,260.00 > 1,000.00，取 10,260.00"),
            (
                "rate",
                "对象类别为低保边缘家庭（收入不超过低保标准 150%）中参保的透析、精神病、恶性肿瘤患者，取 25.5%"
            ),
            ("uncapped_fen", "10,260.00 × 25.5% = 2,616.30"),
            ("year_aid_fen", "较小者（2,616.30，5,000.00） = 2,616.30"),
            ("aid_fen", "2,616.30 − 6,000.00 < 0，按 0 计 = 0.00"),
        ]
    );
    assert_eq!(
        lines().map(|(_, text)| text.en.as_str()).collect::<Vec<_>>(),
        [
            "18,000.00 + 0.00 + 0.00 = 18,000.00",
            "30,000.00 − 18,000.00 = 12,000.00",
            "290.00 × 3 × 2 = 1,740.00",
            "12,000.00 − 1,740.00 = 10,260.00",
            "10,260.00 > 1,000.00, taken: 10,260.00",
            "Category is Near-poor household (up to 150% of the standard), insured, on dialysis, mentally ill or with a malignant tumour, taken: 25.5%",
            "10,260.00 × 25.5% = 2,616.30",
            "the lower of (2,616.30, 5,000.00) = 2,616.30",
            "2,616.30 − 6,000.00 < 0, counted as 0 = 0.00",
        ]
    );
    let below = evaluate(json!({"category": "subsistence_ill", "cost_fen": 100_000}));
    let text = |rule: &str| {
        let line = below.lines.iter().find(|line| line.rule == rule).unwrap();
        line.text.as_ref().map(|text| text.zh.clone())
    };
    assert_eq!(text("base_fen").as_deref(), Some("1,000.00 ≤ 1,000.00，取 0.00"));
    assert_eq!(text("rate").as_deref(), Some("对象类别为城市低保家庭中参保的重病患者，取 25%"));
    assert_eq!(text("discretion"), None);
}

#[test]
fn all_problems_of_the_facts_are_told_at_once() {
    let given = json!({
        "category": "near_poor_ill", "cost_fen": "many", "insurer_paid_fen": -1, "months": 13,
        "rate_permille": 501, "proposed_fen": "not asked for here, and no sum", "a/b~c": 1
    });
    let found = problems(given);
    let expected = [
        ("/cost_fen", "wrong_type"),
        ("/insurer_paid_fen", "out_of_range"),
        ("/household_size", "missing_fact"),
        ("/months", "out_of_range"),
        ("/rate_permille", "out_of_range"),
        ("/proposed_fen", "wrong_type"),
        ("/a~1b~0c", "unknown_fact"),
    ];
    let expected: Vec<_> = expected.iter().map(|(at, code)| ((*at).to_owned(), *code)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_category_outside_the_list_is_refused_with_the_list() {
    let given = facts(json!({"category": "rich", "cost_fen": 1}));
    let found = medical().evaluate(&given, day("2026-03-02")).unwrap_err();
    assert_eq!((found[0].code, found[0].params[0].0), ("not_allowed_value", "allowed"));
    assert!(found[0].params[0].1.starts_with("no_support,subsistence_unable,"));
}

#[test]
fn null_is_not_given_and_a_fraction_of_a_fen_does_not_exist() {
    assert_eq!(
        problems(json!({"category": null, "cost_fen": 1.5})),
        [("/category".to_owned(), "missing_fact"), ("/cost_fen".to_owned(), "wrong_type"),]
    );
    let discretion = json!({"category": "no_support", "cost_fen": 1, "proposed_fen": null});
    assert_eq!(problems(discretion), [("/proposed_fen".to_owned(), "missing_fact")]);
}

#[test]
fn a_day_before_the_policy_is_told_together_with_the_other_problems() {
    let found = medical().evaluate(&facts(json!({})), day("2003-12-31")).unwrap_err();
    let codes: Vec<&str> = found.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["not_in_force", "missing_fact", "missing_fact"]);
    assert_eq!(found[0].params[0], ("on", "2003-12-31".to_owned()));
}

/// The scheme written a second time, in plain arithmetic.
fn by_hand(category: &str, personal: i128, living: i128, rate: i128, proposed: i128, paid: i128) -> i128 {
    if ["no_support", "other_hardship"].contains(&category) {
        return proposed.min((personal - paid).max(0));
    }
    let near_poor = category == "near_poor_ill";
    let counted = if near_poor { (personal - living).max(0) } else { personal };
    if counted <= 100_000 {
        return 0;
    }
    let rate = if near_poor { rate } else { 250 };
    (((counted * rate + 500) / 1000).min(500_000) - paid).max(0)
}

const CATEGORIES: [&str; 7] = [
    "no_support",
    "subsistence_unable",
    "subsistence_ill",
    "subsistence_age",
    "near_poor_ill",
    "rural_subsistence_ill",
    "other_hardship",
];

proptest! {
    #[test]
    fn the_answer_equals_the_scheme_computed_by_hand(
        kind in 0usize..7, cost in 0i64..6_000_000, insurer in 0i64..2_000_000,
        employer in 0i64..500_000, mutual in 0i64..500_000, size in 1i64..8, months in 1i64..12,
        rate in 250i64..=500, proposed in 0i64..3_000_000, paid in 0i64..700_000
    ) {
        let category = CATEGORIES[kind];
        let answer = evaluate(json!({
            "category": category, "cost_fen": cost, "insurer_paid_fen": insurer,
            "employer_paid_fen": employer, "mutual_aid_paid_fen": mutual, "household_size": size,
            "months": months, "rate_permille": rate, "proposed_fen": proposed,
            "paid_this_year_fen": paid
        }));
        let personal = i128::from((cost - insurer - employer - mutual).max(0));
        let living = i128::from(29_000 * size * months);
        let hand = by_hand(category, personal, living, rate.into(), proposed.into(), paid.into());
        prop_assert_eq!(i128::from(answer.amount_fen), hand);
        prop_assert!(answer.min_fen <= answer.amount_fen && answer.amount_fen <= answer.max_fen);
        prop_assert!(i128::from(answer.max_fen) <= personal);
        prop_assert_eq!(answer.eligible, answer.amount_fen > 0);
    }

    #[test]
    fn cases_of_a_year_together_get_what_one_case_on_all_its_costs_would_get(
        kind in 1usize..4, costs in proptest::collection::vec(0i64..2_000_000, 1..6)
    ) {
        let (mut total, mut paid) = (0, 0);
        for cost in costs {
            total += cost;
            let facts = |paid: i64| json!({
                "category": CATEGORIES[kind], "cost_fen": total, "paid_this_year_fen": paid
            });
            paid += evaluate(facts(paid)).amount_fen;
            prop_assert_eq!(paid, evaluate(facts(0)).amount_fen);
            prop_assert_eq!(evaluate(facts(paid)).amount_fen, 0);
        }
    }

    #[test]
    fn no_facts_make_it_panic(
        kind in 0usize..7, numbers in proptest::collection::vec(any::<i64>(), 9)
    ) {
        let names = [
            "cost_fen", "insurer_paid_fen", "employer_paid_fen", "mutual_aid_paid_fen",
            "household_size", "months", "rate_permille", "proposed_fen", "paid_this_year_fen",
        ];
        let mut given = facts(json!({"category": CATEGORIES[kind]}));
        given.extend(names.iter().zip(numbers).map(|(name, number)| ((*name).to_owned(), json!(number))));
        let _ = medical().evaluate(&given, day("2026-03-02"));
    }
}
