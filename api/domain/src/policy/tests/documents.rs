use serde_json::json;

use super::*;

/// The smallest sound policy: a sum doubled since 2024, tripled since 2025.
fn small() -> Json {
    let text = json!({"zh": "字", "en": "word"});
    json!({
        "schema": "yangguang.policy/1", "code": "small", "version": 2, "title": text,
        "scheme": "test", "competent_departments": [{"from": "2024-01-01", "name": "民政局"}],
        "jurisdiction": "000000000000", "legal_basis": [{"law": "measures", "article": "1"}],
        "valid_from": "2024-01-01", "valid_to": "2025-12-31",
        "inputs": [{"name": "sum", "label": text, "type": "fen", "required": true}],
        "parameters": [{"name": "times", "label": text, "unit": "int", "values": [
            {"from": "2024-01-01", "value": 2, "basis": []},
            {"from": "2025-01-01", "value": 3, "basis": []}
        ]}],
        "rules": [{"name": "aid", "label": text, "unit": "fen", "formula": "sum * times", "basis": []}],
        "result": {
            "eligible": "aid > 0", "amount": "aid", "min": "0", "max": "aid", "period": "once",
            "per": "person", "reasons": [{"when": "true", "code": "granted", "text": text}]
        },
        "examples": [{"title": "二倍", "facts": {"sum": 5}, "eligible": true, "amount_fen": 10}]
    })
}

/// Pointer and code of what is wrong with the small policy after one change.
fn after(change: impl FnOnce(&mut Json)) -> Vec<(String, String)> {
    let mut document = small();
    change(&mut document);
    let problems = Policy::parse(&document.to_string()).err().unwrap_or_default();
    problems.into_iter().map(|problem| (problem.pointer, problem.code)).collect()
}

#[test]
fn the_parameter_in_force_on_the_day_applies() {
    let policy = Policy::parse(&small().to_string()).unwrap();
    let amount = |on: &str| {
        let answer = policy.evaluate(&facts(json!({"sum": 5})), day(on));
        answer.map(|answer| answer.amount_fen).map_err(|problems| problems[0].code)
    };
    assert_eq!(amount("2024-12-31"), Ok(10));
    assert_eq!(amount("2025-01-01"), Ok(15));
    assert_eq!(amount("2025-12-31"), Ok(15));
    assert_eq!(amount("2026-01-01"), Err("not_in_force"));
}

#[test]
fn a_number_that_grows_too_large_is_told_with_the_rule() {
    let policy = Policy::parse(&small().to_string()).unwrap();
    let found = policy.evaluate(&facts(json!({"sum": i64::MAX})), day("2024-06-01")).unwrap_err();
    assert_eq!(
        (found[0].code, found[0].params.clone()),
        ("policy_overflow", vec![("rule", "aid".to_owned())])
    );
}

#[test]
fn limits_that_contradict_the_amount_are_a_failure_of_the_policy() {
    let mut document = small();
    document["result"]["max"] = json!("aid - 1");
    let policy = Policy::parse(&document.to_string()).unwrap();
    let found = policy.evaluate(&facts(json!({"sum": 5})), day("2024-06-01")).unwrap_err();
    assert_eq!(found[0].code, "policy_failed");
}

#[test]
fn an_example_that_fails_is_told_with_what_came_out_instead() {
    let mut document = small();
    document["examples"] = json!([
        {"title": "错", "facts": {"sum": 5}, "eligible": true, "amount_fen": 11},
        {"title": "缺", "facts": {}, "eligible": true, "amount_fen": 11},
        {"title": "三倍", "on": "2025-02-01", "facts": {"sum": 5}, "eligible": true, "amount_fen": 15}
    ]);
    let results = Policy::parse(&document.to_string()).unwrap().check_examples();
    assert_eq!((results[0].passed, results[0].amount_fen), (false, Some(10)));
    assert_eq!(
        (results[1].passed, results[1].problems.clone()),
        (false, vec!["/sum: missing_fact".to_owned()])
    );
    assert!(results[2].passed);
}

#[test]
fn the_small_policy_is_sound() {
    assert_eq!(after(|_| ()), []);
}

#[test]
fn each_fault_of_a_document_is_told_where_it_is() {
    type Fault = (&'static str, Json, &'static str, &'static str);
    let faults: [Fault; 22] = [
        ("/schema", json!("yangguang.policy/9"), "/schema", "wrong_schema"),
        ("/code", json!("Small One"), "/code", "bad_code"),
        ("/version", json!(0), "/version", "bad_range"),
        ("/valid_to", json!("2023-01-01"), "/valid_to", "bad_dates"),
        ("/legal_basis", json!([]), "/legal_basis", "empty"),
        ("/examples", json!([]), "/examples", "empty"),
        ("/competent_departments/0/from", json!("2024-02-01"), "/competent_departments", "gap"),
        ("/inputs/0/name", json!("true"), "/inputs/0/name", "bad_name"),
        ("/inputs/0/name", json!("Sum"), "/inputs/0/name", "bad_name"),
        ("/inputs/0/name", json!("times"), "/parameters/0/name", "duplicate_name"),
        ("/inputs/0/type", json!("code"), "/inputs/0/values", "bad_choices"),
        ("/parameters/0/values/0/from", json!("2024-01-02"), "/parameters/0/values", "gap"),
        ("/parameters/0/values/1/from", json!("2024-01-01"), "/parameters/0/values", "bad_dates"),
        ("/parameters/0/values/1/value", json!("three"), "/parameters/0/values/1/value", "wrong_type"),
        ("/rules/0/formula", json!("sum * tims"), "/rules/0/formula", "unknown_name"),
        ("/rules/0/formula", json!("sum * aid"), "/rules/0/formula", "used_before_defined"),
        ("/rules/0/formula", json!("sum *"), "/rules/0/formula", "syntax"),
        ("/rules/0/formula", json!("sum > 1"), "/rules/0/formula", "wrong_type"),
        ("/result/eligible", json!("aid"), "/result/eligible", "wrong_type"),
        ("/result/reasons", json!([]), "/result/reasons", "no_last_reason"),
        ("/result/reasons/0/when", json!("aid > 0"), "/result/reasons", "no_last_reason"),
        ("/examples/0/title", json!(1), "/examples/0/title", "wrong_type"),
    ];
    for (place, value, pointer, code) in faults {
        let found = after(|document| *document.pointer_mut(place).unwrap() = value.clone());
        let wanted = (pointer.to_owned(), code.to_owned());
        assert!(found.contains(&wanted), "{place} = {value}: {found:?}");
    }
}

#[test]
fn members_of_inputs_and_results_are_checked_too() {
    type Fault = (&'static str, &'static str, Json, &'static str, &'static str);
    let faults: [Fault; 7] = [
        ("/inputs/0", "default", json!("much"), "/inputs/0/default", "wrong_type"),
        ("/inputs/0", "used_when", json!("sum > 1"), "/inputs/0/used_when", "used_before_defined"),
        ("/inputs/0", "required_when", json!("1"), "/inputs/0/required_when", "wrong_type"),
        ("/result", "yearly_cap", json!("times"), "/result/yearly_cap", "unknown_parameter"),
        ("/examples/0", "on", json!("2026-01-01"), "/examples/0/on", "bad_example"),
        ("/rules/0", "when", json!("nothing"), "/rules/0/when", "unknown_name"),
        ("/rules/0", "colour", json!("red"), "/rules/0/colour", "unknown_member"),
    ];
    for (place, member, value, pointer, code) in faults {
        let found = after(|document| document.pointer_mut(place).unwrap()[member] = value.clone());
        assert_eq!(found, [(pointer.to_owned(), code.to_owned())], "{place}/{member}");
    }
    let found = after(|document| {
        document["inputs"][0]["min"] = json!(9);
        document["inputs"][0]["max"] = json!(1);
        document["inputs"][0]["default"] = json!(5);
    });
    let places: Vec<&str> = found.iter().map(|(at, _)| at.as_str()).collect();
    assert_eq!(places, ["/inputs/0", "/inputs/0/default"]);
}

#[test]
fn what_is_said_twice_or_comes_to_no_month_is_told_where_it_is() {
    let text = json!({"zh": "字", "en": "word"});
    let ground = json!({"code": "gone", "text": text, "basis": []});
    let beside = |rule: &str| json!({"scheme": "other", "rule": rule, "basis": []});
    let faults = [
        ("recheck_months", json!(0), "/result/recheck_months", "bad_range"),
        ("grace_months", json!(0), "/result/grace_months", "bad_range"),
        ("suspension", json!([ground, ground]), "/result/suspension/1/code", "duplicate_name"),
        (
            "recheck_sooner",
            json!({"when": "true", "months": 6}),
            "/result/recheck_sooner/months",
            "bad_range",
        ),
        (
            "begins",
            json!([{"from": "year_after", "of": "sum", "basis": []}]),
            "/result/begins/0/of",
            "bad_shape",
        ),
        (
            "exclusions",
            json!([beside("not_both"), beside("counted_as_income")]),
            "/result/exclusions/1",
            "bad_exclusion",
        ),
    ];
    for (member, value, pointer, code) in faults {
        let found = after(|document| document["result"][member] = value.clone());
        assert_eq!(found, [(pointer.to_owned(), code.to_owned())], "{member}");
    }
}

#[test]
fn several_faults_are_told_at_once() {
    let found = after(|document| {
        document["version"] = json!(0);
        document["rules"][0]["formula"] = json!("sum *");
        document["result"]["min"] = json!("least");
    });
    assert_eq!(found.len(), 3, "{found:?}");
}
