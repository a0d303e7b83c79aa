//! Members: their facts and what is summed and counted over them.

use serde_json::json;

use super::*;

/// A policy over members, with this formula for the sum.
fn over(formula: &str) -> Policy {
    let text = json!({"zh": "成员", "en": "member"});
    let fields = json!([
        {"name": "age", "label": text, "type": "years", "min": 0, "max": 150},
        {"name": "born", "label": text, "type": "date"},
        {"name": "ill", "aliases": ["sick"], "label": text, "type": "bool", "default": false},
        {"name": "share", "label": text, "type": "fen", "min": 0, "max": 1000, "default": 10},
        {"name": "role", "label": text, "type": "code", "values": [
            {"code": "head", "label": text}, {"code": "child", "aliases": ["son", "daughter"], "label": text}
        ], "required": true}
    ]);
    let document = with(json!({
        "inputs": [{"name": "members", "label": text, "type": "list", "fields": fields, "max_items": 3}],
        "rules": [{"name": "aid", "label": text, "unit": "fen", "formula": formula, "basis": []}],
        "examples": [{"title": "例", "facts": {}, "eligible": false, "amount_fen": 0}]
    }));
    Policy::parse(&document.to_string()).unwrap()
}

fn amount(formula: &str, members: Json) -> i64 {
    let answer = over(formula).evaluate(&facts(json!({"members": members})), day("2024-06-01"));
    answer.unwrap().amount_fen
}

#[test]
fn sums_counts_and_the_highest_are_taken_over_the_members() {
    let members = json!([
        {"role": "head", "age": 75, "ill": true},
        {"role": "child", "share": 7},
        {"role": "daughter", "age": 5, "sick": true, "share": 20}
    ]);
    for (formula, expected) in [
        ("sum(members.map(m, m.share))", 37),
        ("sum(members.filter(m, m.ill).map(m, m.share))", 30),
        ("sum(members.map(m, m.role == \"child\", m.share))", 27),
        ("100 * count(members)", 300),
        ("100 * members.size()", 300),
        ("100 * count(members.filter(m, has(m.age)))", 200),
        ("100 * count(members.filter(m, has(m.age) && m.age < 18))", 100),
        ("highest(members.map(m, m.share))", 20),
        ("lowest(members.map(m, m.share))", 7),
        ("members.exists(m, m.age >= 75) ? 1 : 2", 1),
        ("members.all(m, m.ill) ? 1 : 2", 2),
        ("sum(members.filter(m, m.ill).filter(n, n.age > 70).map(k, k.share))", 10),
    ] {
        assert_eq!(amount(formula, members.clone()), expected, "{formula}");
    }
    assert_eq!(amount("highest(members.map(m, m.share))", json!([])), 0);
    assert_eq!(amount("members.all(m, m.ill) ? 1 : 2", json!([])), 1);
}

#[test]
fn ages_are_those_of_the_day() {
    let formula = "100 * count(members.filter(m, has(m.born) && age_on(m.born, on_day) >= 70))";
    let born = |day: &str| json!([{"role": "head", "born": day}]);
    assert_eq!(amount(formula, born("1954-06-01")), 100);
    assert_eq!(amount(formula, born("1954-06-02")), 0);
}

#[test]
fn every_problem_of_every_member_is_told_at_once() {
    let members = json!([
        {"role": "head", "age": 151, "ill": "no"},
        7,
        {"role": "uncle", "born": "1954-02-30", "shoe": 42, "ill": true, "sick": true}
    ]);
    let found = over("sum(members.map(m, m.share))")
        .evaluate(&facts(json!({"members": members, "shoe": 1})), day("2024-06-01"))
        .unwrap_err();
    let found: Vec<(&str, &str)> =
        found.iter().map(|problem| (problem.pointer.as_str(), problem.code)).collect();
    let expected = [
        ("/members/0/age", "out_of_range"),
        ("/members/0/ill", "wrong_type"),
        ("/members/1", "wrong_type"),
        ("/members/2/born", "wrong_type"),
        ("/members/2/role", "not_allowed_value"),
        ("/members/2/shoe", "unknown_fact"),
        ("/members/2/sick", "unknown_fact"),
        ("/shoe", "unknown_fact"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_list_that_is_none_or_too_long_is_told() {
    let told = |members: Json| {
        let found = over("sum(members.map(m, m.share))")
            .evaluate(&facts(json!({"members": members})), day("2024-06-01"))
            .unwrap_err();
        (found[0].pointer.clone(), found[0].code)
    };
    assert_eq!(told(json!({"age": 3})), ("/members".to_owned(), "wrong_type"));
    let many = vec![json!({"role": "head"}); 4];
    assert_eq!(told(json!(many)), ("/members".to_owned(), "out_of_range"));
    assert_eq!(told(json!([{}])), ("/members/0/role".to_owned(), "missing_fact"));
}

#[test]
fn what_lists_do_not_allow_is_told() {
    let text = json!({"zh": "成员", "en": "member"});
    let code = |formula: &str| {
        let fields = json!([{"name": "age", "label": text, "type": "years"}]);
        let document = with(json!({
            "inputs": [{"name": "members", "label": text, "type": "list", "fields": fields}],
            "rules": [{"name": "aid", "label": text, "unit": "fen", "formula": formula, "basis": []}],
        }));
        codes(&document).first().map(|(_, code)| code.clone()).unwrap_or_default()
    };
    for (formula, expected) in [
        ("members", "not_in_language"),
        ("sum(members)", "not_in_language"),
        ("members[0].age", "not_in_language"),
        ("sum(members.map(m, m.height))", "unknown_name"),
        ("sum(members.map(m, sum(members.map(n, n.age))))", "not_in_language"),
        ("sum(members.map(members, 1))", "not_in_language"),
        ("members.exists_one(m, m.age > 1) ? 1 : 0", "not_in_language"),
        ("count(members.map(m, m.age).map(n, n))", "not_in_language"),
        ("sum([1, 2])", "not_in_language"),
        ("m.age", "not_in_language"),
        ("sum(members.map(m, m.age > 1))", "wrong_type"),
    ] {
        assert_eq!(code(formula), expected, "{formula}");
    }
}

#[test]
fn the_fields_of_a_list_are_checked() {
    let text = json!({"zh": "成员", "en": "member"});
    let field = |members: Json| {
        let mut field = json!({"name": "age", "label": text, "type": "years"});
        field.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        with(json!({
            "inputs": [{"name": "members", "label": text, "type": "list", "fields": [field]}],
            "rules": [{"name": "aid", "label": text, "unit": "fen", "formula": "5", "basis": []}],
        }))
    };
    let at = |place: &str, code: &str| vec![(place.to_owned(), code.to_owned())];
    assert_eq!(codes(&field(json!({}))), vec![]);
    let own = "/inputs/0/fields/0";
    assert_eq!(codes(&field(json!({"used_when": "true"}))), at(own, "bad_fields"));
    assert_eq!(codes(&field(json!({"min": 3, "max": 2}))), at(own, "bad_range"));
    assert_eq!(codes(&field(json!({"name": "Age"}))), at(&format!("{own}/name"), "bad_name"));
    assert_eq!(codes(&field(json!({"aliases": ["age"]}))), at(&format!("{own}/aliases/0"), "bad_name"));
    let empty = with(json!({"inputs": [{"name": "members", "label": text, "type": "list"}]}));
    assert!(codes(&empty).contains(&("/inputs/0".to_owned(), "bad_fields".to_owned())));
}
