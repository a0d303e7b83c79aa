//! Tables and brackets: their rows, their dates and what they leave open.

use serde_json::json;

use super::*;

/// A policy with one table of a sum by grade and cause.
fn table(change: impl FnOnce(&mut Json)) -> Json {
    let text = json!({"zh": "标准", "en": "standard"});
    let code = |code: &str| json!({"code": code, "label": text});
    let row = |grade: i64, cause: &str, value: i64| json!({"at": [grade, cause], "value": value});
    let rows = [row(1, "war", 40), row(1, "ill", 30), row(2, "war", 20), row(2, "ill", 10)];
    let mut parameter = json!({
        "name": "pension", "label": text, "unit": "fen",
        "keys": [
            {"label": text, "type": "int", "values": [1, 2]},
            {"label": text, "type": "code", "values": ["war", "ill"]}
        ],
        "tables": [{"from": "2024-01-01", "basis": [], "rows": rows}]
    });
    change(&mut parameter);
    with(json!({
        "inputs": [
            {"name": "grade", "label": text, "type": "int", "min": 1, "max": 2, "required": true},
            {"name": "cause", "label": text, "type": "code", "values": [code("war"), code("ill")], "required": true}
        ],
        "parameters": [parameter],
        "rules": [{
            "name": "aid", "label": text, "unit": "fen", "basis": [],
            "formula": "lookup(pension, grade, cause) + (in_table(pension, grade, cause) ? 0 : 1)"
        }],
        "examples": [{"title": "例", "facts": {"grade": 1, "cause": "war"}, "eligible": true, "amount_fen": 40}]
    }))
}

fn amount(document: &Json, facts_given: Json, on: &str) -> i64 {
    let policy = Policy::parse(&document.to_string()).unwrap();
    policy.evaluate(&facts(facts_given), day(on)).unwrap().amount_fen
}

#[test]
fn a_row_is_found_by_all_its_keys_and_the_table_by_the_day() {
    let both = table(|parameter| {
        let mut later = parameter["tables"][0].clone();
        later["from"] = json!("2025-01-01");
        later["rows"][3]["value"] = json!(99);
        parameter["tables"].as_array_mut().unwrap().push(later);
    });
    let given = json!({"grade": 2, "cause": "ill"});
    assert_eq!(amount(&both, given.clone(), "2024-12-31"), 10);
    assert_eq!(amount(&both, given, "2025-01-01"), 99);
}

#[test]
fn a_table_without_a_row_must_say_what_counts_there() {
    let gap = table(|parameter| drop(parameter["tables"][0]["rows"].as_array_mut().unwrap().pop()));
    let at = "/parameters/0/tables/0/rows".to_owned();
    assert_eq!(codes(&gap), [(at, "missing_row".to_owned())]);
    let said = table(|parameter| {
        parameter["tables"][0]["rows"].as_array_mut().unwrap().pop();
        parameter["otherwise"] = json!(0);
    });
    assert_eq!(amount(&said, json!({"grade": 2, "cause": "ill"}), "2024-06-01"), 1);
    assert_eq!(amount(&said, json!({"grade": 2, "cause": "war"}), "2024-06-01"), 20);
}

#[test]
fn the_faults_of_a_table_are_told() {
    type Change = fn(&mut Json);
    let faults: [(Change, &str, &str); 6] = [
        (|it| it["tables"][0]["rows"][1]["at"] = json!([1, "war"]), "/tables/0/rows/1/at", "overlap"),
        (|it| it["tables"][0]["rows"][1]["at"] = json!([3, "war"]), "/tables/0/rows/1/at", "bad_choices"),
        (|it| it["tables"][0]["rows"][1]["at"] = json!([1]), "/tables/0/rows/1/at", "bad_choices"),
        (|it| it["tables"][0]["rows"][1]["value"] = json!("much"), "/tables/0/rows/1/value", "wrong_type"),
        (|it| it["tables"][0]["from"] = json!("2024-01-02"), "/tables", "gap"),
        (|it| it["values"] = json!([{"from": "2024-01-01", "value": 1, "basis": []}]), "", "bad_shape"),
    ];
    for (change, place, code) in faults {
        let found = codes(&table(change));
        assert!(found.contains(&(format!("/parameters/0{place}"), code.to_owned())), "{place}: {found:?}");
    }
}

/// A policy with brackets of this unit and these rows.
fn brackets(unit: &str, rows: Json, formula: &str) -> Json {
    let text = json!({"zh": "分档", "en": "brackets"});
    let brackets = json!([{"from": "2024-01-01", "basis": [], "rows": rows}]);
    with(json!({
        "parameters": [{"name": "tier", "label": text, "unit": unit, "over": "fen", "brackets": brackets}],
        "rules": [{"name": "aid", "label": text, "unit": "fen", "formula": formula, "basis": []}],
    }))
}

#[test]
fn brackets_apply_to_the_whole_or_to_each_part() {
    let rows = json!([{"from": 0, "to": 1000, "value": 1000}, {"from": 1001, "value": 600}]);
    let sum = |formula: &str, sum: i64| {
        amount(&brackets("permille", rows.clone(), formula), json!({"sum": sum}), "2024-06-01")
    };
    assert_eq!(sum("marginal(tier, sum, \"half_up\")", 3000), 2200);
    assert_eq!(sum("bracket_share(tier, sum, \"half_up\")", 3000), 1800);
    assert_eq!(sum("bracket_share(tier, sum, \"half_up\")", 1000), 1000);
    let flat = json!([{"from": 0, "to": 999, "value": 0}, {"from": 1000, "value": 77}]);
    let flat = brackets("fen", flat, "bracket(tier, sum)");
    assert_eq!(amount(&flat, json!({"sum": 999}), "2024-06-01"), 0);
    assert_eq!(amount(&flat, json!({"sum": 1000}), "2024-06-01"), 77);
}

#[test]
fn brackets_that_leave_a_gap_or_overlap_are_told() {
    let told = |rows: Json| {
        let found = codes(&brackets("fen", rows, "bracket(tier, sum)"));
        found
            .into_iter()
            .map(|(at, code)| format!("{} {code}", at.replace("/parameters/0/brackets/0", ".")))
            .collect::<Vec<_>>()
    };
    let row = |from: i64, to: i64| json!({"from": from, "to": to, "value": 1});
    let open = |from: i64| json!({"from": from, "value": 1});
    assert_eq!(told(json!([row(0, 9), open(10)])), Vec::<String>::new());
    assert_eq!(told(json!([row(0, 9), open(11)])), ["./rows/1 gap"]);
    assert_eq!(told(json!([row(0, 9), open(9)])), ["./rows/1 overlap"]);
    assert_eq!(told(json!([row(0, 9), row(10, 20)])), ["./rows gap"]);
    assert_eq!(told(json!([row(9, 0), open(1)])), ["./rows/0 bad_range"]);
    let mut ends = brackets("fen", json!([row(5, 9)]), "bracket(tier, sum)");
    ends["parameters"][0]["otherwise"] = json!(0);
    assert_eq!(codes(&ends), []);
}

/// The places where something can not be reached.
fn unreachable(document: &Json) -> Vec<String> {
    let told = told(document).into_iter();
    let told = told.inspect(|problem| assert!(!problem.zh.is_empty() && problem.zh != problem.en));
    told.filter(|problem| problem.code == "unreachable").map(|problem| problem.pointer).collect()
}

#[test]
fn a_bracket_no_number_falls_into_is_told() {
    let rows = json!([
        {"from": 0, "to": 999, "value": 10},
        {"from": 1000, "to": 1_000_000, "value": 20},
        {"from": 1_000_001, "value": 30}
    ]);
    let place = |row: usize| format!("/parameters/0/brackets/0/rows/{row}");
    for (formula, expected) in [
        ("bracket(tier, sum)", vec![place(2)]),
        ("bracket(tier, sum * 2)", vec![]),
        ("sum > 999 ? bracket(tier, sum) : 0", vec![place(0), place(2)]),
        ("sum > 999 ? bracket(tier, sum) : bracket(tier, sum * 2)", vec![place(2)]),
        ("in_brackets(tier, sum + 1) ? 0 : 1", vec![]),
        ("marginal(tier, sum > 999 ? sum : 1000, \"up\")", vec![place(2)]),
        ("sum > 999 && sum < 1000 ? bracket(tier, sum) : 0", vec![]),
    ] {
        let unit = if formula.starts_with("marginal") { "permille" } else { "fen" };
        assert_eq!(unreachable(&brackets(unit, rows.clone(), formula)), expected, "{formula}");
    }
}

#[test]
fn a_row_nothing_leads_to_is_told() {
    let place = |row: usize| format!("/parameters/0/tables/0/rows/{row}");
    let sound = table(|_| ());
    assert_eq!(unreachable(&sound), Vec::<String>::new());
    let mut narrower = sound.clone();
    narrower["inputs"][0]["max"] = json!(1);
    assert_eq!(unreachable(&narrower), [place(2), place(3)]);
    let mut other = sound.clone();
    other["parameters"][0]["keys"][1]["values"] = json!(["war", "flood"]);
    other["parameters"][0]["otherwise"] = json!(0);
    for row in [1, 3] {
        other["parameters"][0]["tables"][0]["rows"][row]["at"][1] = json!("flood");
    }
    assert_eq!(unreachable(&other), [place(1), place(3)]);
}

proptest::proptest! {
    #[test]
    fn a_bracket_is_told_exactly_when_no_number_allowed_lies_in_it(
        (min, width, first, second) in (0i64..60, 0i64..60, 1i64..60, 1i64..60)
    ) {
        let (max, second) = (min + width, first + second);
        let starts = [0, first, second, i64::MAX];
        let rows: Vec<Json> = starts.windows(2).enumerate().map(|(place, ends)| {
            let mut row = json!({"from": ends[0], "value": 1});
            if place < 2 {
                row["to"] = json!(ends[1] - 1);
            }
            row
        }).collect();
        let mut document = brackets("fen", json!(rows), "bracket(tier, sum)");
        (document["inputs"][0]["min"], document["inputs"][0]["max"]) = (json!(min), json!(max));
        let empty = |place: &usize| !(min..=max).any(|sum| starts[*place] <= sum && sum < starts[place + 1]);
        let expected = (0..3).filter(empty).map(|place| format!("/parameters/0/brackets/0/rows/{place}"));
        proptest::prop_assert_eq!(unreachable(&document), expected.collect::<Vec<_>>());
    }
}
