//! How the constructs of the language are written out.

use serde_json::json;

use super::*;

macro_rules! shipped {
    ($name:literal) => {
        Policy::parse(include_str!(concat!("../../../../policies/", $name, ".json"))).unwrap()
    };
}

/// The text of a rule's line, in Chinese and in English.
fn line(policy: &Policy, given: Json, on: &str, rule: &str) -> (String, String) {
    let answer = policy.evaluate(&facts(given), day(on)).unwrap();
    let found = answer.lines.into_iter().find(|line| line.rule == rule);
    let text = found.unwrap().text.unwrap();
    (text.zh, text.en)
}

fn both(zh: &str, en: &str) -> (String, String) {
    (zh.to_owned(), en.to_owned())
}

#[test]
fn a_difference_is_written_with_its_factors() {
    const SUM: &str = "1,100.00 × 3 − 2,100.00 = 1,200.00";
    let policy = shipped!("subsistence-difference");
    let given = json!({"standard_fen": 110_000, "household_size": 3, "income_fen": 210_000});
    assert_eq!(line(&policy, given, "2026-01-01", "aid_fen"), both(SUM, SUM));
}

#[test]
fn a_row_of_a_table_is_written_with_its_keys() {
    let policy = shipped!("veteran-disability-2024.v1");
    let given = json!({"grade": 4, "cause": "illness"});
    let text = line(&policy, given.clone(), "2024-08-01", "pension_fen");
    let expected = both(
        "残疾抚恤金标准（每年）［4，因病］67,284.00 = 67,284.00",
        "Pension, year [4, Illness] 67,284.00 = 67,284.00",
    );
    assert_eq!(text, expected);
    let answer = policy.evaluate(&facts(given), day("2023-07-31")).unwrap();
    let expected = json!({"grade": 4, "cause": "illness", "pension_year_fen": 6_162_000});
    let line = answer.lines.iter().find(|line| line.rule == "pension_fen").unwrap();
    assert_eq!(json!(line.inputs), expected);
}

#[test]
fn a_pension_is_refused_for_the_year_whose_table_is_not_at_hand_and_marked_after_the_last_known() {
    let (old, new) = (shipped!("veteran-disability-2024.v1"), shipped!("veteran-disability-2024"));
    let told = |on: &str| {
        let policy = if on < "2024-10-01" { &old } else { &new };
        let answer = policy.evaluate(&facts(json!({"grade": 1, "cause": "war"})), day(on)).unwrap();
        (answer.amount_fen, answer.reason.code)
    };
    assert_eq!(told("2023-07-31"), (11_627_000, "granted".to_owned()));
    assert_eq!(told("2023-08-01"), (0, "table_not_at_hand".to_owned()));
    assert_eq!(told("2024-07-31"), (0, "table_not_at_hand".to_owned()));
    assert_eq!(told("2024-08-01"), (13_188_000, "granted".to_owned()));
    assert_eq!(told("2024-10-01"), (13_188_000, "granted".to_owned()));
    assert_eq!(told("2025-07-31"), (13_188_000, "granted".to_owned()));
    assert_eq!(told("2025-08-01"), (13_188_000, "granted_last_known".to_owned()));
}

#[test]
fn brackets_are_written_with_their_range_and_each_part_with_its_rate() {
    let policy = shipped!("medical-jinxiang-2012");
    let given = json!({"category": "destitute", "personal_fen": 300_000});
    let text = line(&policy, given, "2026-01-01", "aid_fen");
    assert_eq!(text.1, "1,000.00 × 100% + 2,000.00 × 60% = 2,200.00");
    assert_eq!(text.0, text.1);
    let policy = shipped!("subsistence-youxi-2021");
    let given = json!({"per_capita_income_fen": 41_201});
    let text = line(&policy, given, "2026-01-01", "person_fen");
    let expected = both(
        "各档每人每月补助［412.01以上］174.00 = 174.00",
        "Allowance of each tier, person and month [412.01 and above] 174.00 = 174.00",
    );
    assert_eq!(text, expected);
}

#[test]
fn the_members_that_counted_are_named() {
    let policy = shipped!("subsistence-jilin");
    let given = json!({"members": [{"age": 75, "severely_disabled": true}, {"age": 30}, {"age": 5}]});
    let text = line(&policy, given, "2026-01-01", "members_fen");
    let expected = both(
        "家庭成员1 120.00 + 家庭成员3 60.00 = 180.00",
        "Members #1: 120.00 + Members #3: 60.00 = 180.00",
    );
    assert_eq!(text, expected);
    let policy = shipped!("subsistence-zhongshan-2020");
    let given = json!({"income_fen": 0, "household_size": 2, "members": [{"age": 40}, {"age": 4}]});
    let text = line(&policy, given, "2026-01-01", "minors_counted");
    assert_eq!(text, both("人（项）数（家庭成员2） = 1", "number of (Members #2) = 1"));
}

#[test]
fn every_word_is_written_in_both_languages() {
    let explained = |formula: &str, sum: i64| {
        let mut document = with(json!({}));
        document["rules"][0]["formula"] = json!(formula);
        let policy = Policy::parse(&document.to_string()).unwrap();
        line(&policy, json!({"sum": sum}), "2024-06-01", "aid")
    };
    for (formula, zh, en) in [
        ("round_to(sum, 100, \"up\")", "3.21，按 1.00 取整 = 4.00", "3.21, rounded to 1.00 = 4.00"),
        ("max(sum, 5)", "较大者（3.21，0.05） = 3.21", "the higher of (3.21, 0.05) = 3.21"),
        ("min(sum, 5, 6)", "最低者（3.21，0.05，0.06） = 0.05", "the lowest of (3.21, 0.05, 0.06) = 0.05"),
        ("sum > 5 ? sum : 0", "3.21 > 0.05，取 3.21", "3.21 > 0.05, taken: 3.21"),
        ("max0(sum - 400)", "3.21 − 4.00 < 0，按 0 计 = 0.00", "3.21 − 4.00 < 0, counted as 0 = 0.00"),
    ] {
        assert_eq!(explained(formula, 321), both(zh, en), "{formula}");
    }
}

#[test]
fn the_months_allowance_and_the_years_care_are_two_parts() {
    let policy = shipped!("destitute-dongying-2019");
    let given = json!({"cannot_dress": true, "cannot_wash": true});
    let answer = policy.evaluate(&facts(given.clone()), day("2026-01-01")).unwrap();
    let parts: Vec<(&str, i64, Period)> =
        answer.parts.iter().map(|part| (part.code.as_str(), part.amount_fen, part.period)).collect();
    assert_eq!(parts, [("living", 93_000, Period::Month), ("care", 382_000, Period::Year)]);
    assert_eq!(answer.amount_fen, 93_000);
    let care = line(&policy, given, "2026-01-01", "care_fen");
    let expected = both(
        "22,920.00 × 1 ÷ 照料护理标准为年最低工资的几分之一［1–3］6 = 3,820.00",
        "22,920.00 × 1 ÷ Care standard: the minimum wage divided by [1–3] 6 = 3,820.00",
    );
    assert_eq!(care, expected);
}

#[test]
fn ages_are_compared_as_ages_where_a_sum_is_chosen() {
    let text = line(&shipped!("aged-ganxian"), json!({"age": 89}), "2026-08-01", "allowance_fen");
    let expected = both("89 ≥ 80，89 < 100，89 < 90，取 60.00", "89 ≥ 80, 89 < 100, 89 < 90, taken: 60.00");
    assert_eq!(text, expected);
}

#[test]
fn what_is_chosen_by_a_fact_names_the_fact() {
    let given = json!({"age": 7, "care": "dispersed"});
    let text = line(&shipped!("orphan-ganxian"), given, "2026-08-01", "allowance_fen");
    assert!(text.0.ends_with("取 1,260.00") && text.1.ends_with("taken: 1,260.00"), "{text:?}");
}
