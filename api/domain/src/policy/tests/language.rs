//! Units, dangers and categories: what is told when a document is saved.

use serde_json::json;

use super::*;

/// The code told for a formula of the small policy, and where in it.
fn told_of(formula: &str) -> Option<(String, Option<u32>)> {
    let mut document = with(json!({}));
    document["rules"][0]["formula"] = json!(formula);
    let problem = told(&document).into_iter().next()?;
    assert_eq!(problem.pointer, "/rules/0/formula");
    assert!(!problem.zh.is_empty() && problem.en == problem.detail, "{problem:?}");
    Some((problem.code, problem.position))
}

fn code_of(formula: &str) -> String {
    told_of(formula).map_or_else(String::new, |(code, _)| code)
}

#[test]
fn units_that_do_not_fit_are_told() {
    let cases = [
        ("sum + size", "wrong_unit"),
        ("sum - size * 2", ""),
        ("sum * size", ""),
        ("sum * sum", "wrong_unit"),
        ("sum > size ? sum : 0", "wrong_unit"),
        ("size", "wrong_unit"),
        ("size * 100", ""),
        ("max(sum, size)", "wrong_unit"),
        ("sum * 250 / 1000", ""),
        ("mul_div(sum, sum, 3, \"up\")", "wrong_unit"),
        ("share(sum, size, \"up\")", "wrong_unit"),
        ("share(sum, size * 10, \"up\")", ""),
        ("sum / 100", ""),
        ("share(sum, 250, \"nearest\")", "wrong_arguments"),
        ("round_to(sum, 100)", "wrong_arguments"),
        ("sum + 1", ""),
    ];
    for (formula, expected) in cases {
        assert_eq!(code_of(formula), expected, "{formula}");
    }
}

#[test]
fn a_problem_is_told_with_its_place_in_the_formula_and_in_both_languages() {
    assert_eq!(told_of("sum + tims"), Some(("unknown_name".to_owned(), Some(6))));
    assert_eq!(told_of("0 + sum * aid"), Some(("used_before_defined".to_owned(), Some(10))));
    let (code, position) = told_of("sum + (1").unwrap();
    assert_eq!((code.as_str(), position.is_some()), ("syntax", true));
    assert_eq!(told_of("\"城乡\" == \"城\" ? tims : 0"), Some(("unknown_name".to_owned(), Some(14))));
    assert_eq!(told_of("\"城乡\" == )"), Some(("syntax".to_owned(), Some(8))));
    assert_eq!(told_of("sum + round_to (sum)"), Some(("wrong_arguments".to_owned(), Some(6))));
    let mut document = with(json!({}));
    document["rules"][0]["formula"] = json!("sum + size");
    let problem = told(&document).remove(0);
    assert_eq!(problem.zh, "金额（分）与人数不能相加");
    assert_eq!(problem.en, "money (fen) and persons can not be added");
}

#[test]
fn a_division_by_zero_that_can_happen_is_told_and_a_condition_excludes_it() {
    for (formula, expected) in [
        ("sum / size", "division_by_zero"),
        ("sum % size", "wrong_unit"),
        ("size > 0 ? sum / size : 0", ""),
        ("size == 0 ? 0 : sum / size", ""),
        ("!(size < 1) && sum > 5 ? sum / size : 0", ""),
        ("size == 0 || sum / size > 3 ? sum : 0", ""),
        ("size > 0 || sum / size > 3 ? sum : 0", "division_by_zero"),
        ("mul_div(sum, 1, size, \"up\")", "division_by_zero"),
        ("sum / max(size, 1)", ""),
        ("sum / (size + 1)", ""),
    ] {
        assert_eq!(code_of(formula), expected, "{formula}");
    }
}

#[test]
fn what_an_earlier_rule_has_excluded_stays_excluded() {
    let text = json!({"zh": "字", "en": "word"});
    let rule = |name: &str, unit: &str, when: Option<&str>, formula: &str| {
        let mut rule = json!({"name": name, "label": text, "unit": unit, "formula": formula, "basis": []});
        if let Some(when) = when {
            rule["when"] = json!(when);
        }
        rule
    };
    let document = |when| {
        let rules =
            [rule("anyone", "bool", None, "size > 0 && sum > 0"), rule("aid", "fen", when, "sum / size")];
        with(json!({"rules": rules}))
    };
    assert_eq!(codes(&document(Some("anyone"))), []);
    assert_eq!(codes(&document(None)), [("/rules/1/formula".to_owned(), "division_by_zero".to_owned())]);
}

#[test]
fn a_fact_required_under_a_condition_is_given_under_it() {
    let text = json!({"zh": "字", "en": "word"});
    let document = |formula: &str| {
        let mut document = with(json!({}));
        document["inputs"][1] = json!({
            "name": "size", "label": text, "type": "persons", "min": 1, "max": 50,
            "required_when": "sum > 10", "used_when": "sum > 10"
        });
        document["rules"][0]["formula"] = json!(formula);
        document
    };
    assert_eq!(codes(&document("sum > 10 ? sum / size : 0")), []);
    let told = codes(&document("sum > 9 ? sum / size : 0"));
    assert_eq!(told, [("/rules/0/formula".to_owned(), "division_by_zero".to_owned())]);
}

#[test]
fn a_danger_is_told_with_the_place_of_what_is_too_large_or_divides_by_zero() {
    for (formula, code, part) in [
        ("size > 0 ? sum / 2 : sum / size", "division_by_zero", "/ size"),
        ("sum - sum / (size - 1)", "division_by_zero", "/ (size"),
        ("sum > 5 ? max(mul_div(sum, 3, size, \"up\"), 1) : 0", "division_by_zero", "mul_div"),
        ("0 + sum * 10000000000000", "overflow_possible", "* 1000"),
        ("sum + share(sum, 10000000000000000, \"down\")", "overflow_possible", "share"),
        ("sum + permille(sum, -10000000000000000)", "overflow_possible", "permille"),
        ("(\"城乡\" == \"城\" ? 0 : 1) + sum / size", "division_by_zero", "/ size"),
    ] {
        let before = formula.split(part).next().unwrap();
        let place = u32::try_from(before.chars().count()).unwrap();
        assert_eq!(told_of(formula), Some((code.to_owned(), Some(place))), "{formula}");
    }
}

#[test]
fn an_overflow_that_can_happen_is_told() {
    assert_eq!(code_of("sum * 9000000000000"), "");
    assert_eq!(code_of("sum * 10000000000000"), "overflow_possible");
    assert_eq!(code_of("size > 0 ? 0 : size * 10000000000000 * sum"), "");
}

#[test]
fn a_category_no_rule_speaks_of_is_told_unless_something_reaches_it() {
    let text = json!({"zh": "字", "en": "word"});
    let choice = |code: &str| json!({"code": code, "label": text});
    let document = |formula: &str| {
        let values = [choice("destitute"), choice("subsistence"), choice("orphan")];
        with(json!({
            "inputs": [{"name": "category", "label": text, "type": "code", "values": values, "required": true}],
            "rules": [{"name": "aid", "label": text, "unit": "fen", "formula": formula, "basis": []}],
            "examples": [{"title": "例", "facts": {"category": "destitute"}, "eligible": true, "amount_fen": 5}]
        }))
    };
    let both = "category == \"destitute\" ? 5 : (category == \"subsistence\" ? 4 : 0)";
    let told = codes(&document(both));
    assert_eq!(told, [("/inputs/0/values/2".to_owned(), "unreachable".to_owned())]);
    assert_eq!(codes(&document("category == \"destitute\" ? 5 : 4")), []);
    // Spoken of, though nothing is granted.
    assert_eq!(codes(&document("category in [\"orphan\", \"subsistence\"] ? 0 : 5")), []);
    let wrong = codes(&document("category == \"destitude\" ? 5 : 4"));
    assert_eq!(wrong, [("/rules/0/formula".to_owned(), "unknown_choice".to_owned())]);
}

#[test]
fn a_reason_after_the_last_is_told() {
    let text = json!({"zh": "字", "en": "word"});
    let mut document = with(json!({}));
    let reason = json!({"when": "true", "code": "again", "text": text});
    document["result"]["reasons"].as_array_mut().unwrap().push(reason);
    let expected = ("/result/reasons/0/when".to_owned(), "unreachable".to_owned());
    assert_eq!(codes(&document), [expected]);
}

#[test]
fn exclusions_and_parts_are_checked() {
    let text = json!({"zh": "字", "en": "word"});
    let mut document = with(json!({}));
    document["result"]["exclusions"] = json!([
        {"scheme": "destitute_support", "rule": "not_both", "basis": []},
        {"rule": "higher_only", "basis": []}
    ]);
    let part = json!({"code": "care", "label": text, "amount": "aid / 2", "period": "year"});
    document["result"]["parts"] = json!([part, part]);
    let expected = [("/result/parts/1/code", "duplicate_name"), ("/result/exclusions/1", "bad_exclusion")];
    let expected = expected.map(|(at, code)| (at.to_owned(), code.to_owned()));
    assert_eq!(codes(&document), expected);
    document["result"]["exclusions"].as_array_mut().unwrap().pop();
    document["result"]["parts"].as_array_mut().unwrap().pop();
    let policy = Policy::parse(&document.to_string()).unwrap();
    let answer = policy.evaluate(&facts(json!({"sum": 5})), day("2024-06-01")).unwrap();
    assert_eq!((answer.parts[0].amount_fen, answer.parts[0].period), (2, Period::Year));
    assert_eq!(answer.format, "yangguang.explanation/1");
}

#[test]
fn flags_made_of_flags_do_not_take_forever() {
    let text = json!({"zh": "字", "en": "word"});
    let rule = |name: String, unit: &str, formula: String| json!({"name": name, "label": text, "unit": unit, "formula": formula, "basis": []});
    let mut rules = vec![rule("f0".to_owned(), "bool", "size > 0 && sum > 0".to_owned())];
    for number in 1..60 {
        let before = format!("f{}", number - 1);
        rules.push(rule(format!("f{number}"), "bool", format!("{before} && {before} && {before}")));
    }
    rules.push(rule("aid".to_owned(), "fen", "f59 ? sum / size : 0".to_owned()));
    assert_eq!(codes(&with(json!({"rules": rules}))), []);
    let many = vec![rules[0].clone(); 301];
    assert_eq!(codes(&with(json!({"rules": many}))), [("/rules".to_owned(), "too_long".to_owned())]);
}

#[test]
fn deep_formulas_exhaust_nothing() {
    let deep = [
        format!("sum{}", ".a".repeat(480)),
        format!("{}sum", "-".repeat(900)),
        format!("{}true ? 1 : 2", "!".repeat(900)),
        format!("sum{}", " + sum".repeat(150)),
        format!("count(members{})", ".filter(m, true)".repeat(60)),
        format!("{}sum", "sum > 0 ? sum : ".repeat(60)),
    ];
    // Some are formulas, an even number of signs for one; none takes the stack.
    let refused = deep.iter().filter(|formula| !code_of(formula).is_empty());
    assert!(refused.count() >= 3);
}

#[test]
fn the_format_describes_itself_without_end() {
    let mut schemas = Vec::new();
    <PolicyDocument as utoipa::ToSchema>::schemas(&mut schemas);
    assert!(schemas.iter().any(|(name, _)| name == "PolicyInput"));
}

proptest::proptest! {
    #[test]
    fn no_formula_makes_a_document_panic(
        parts in proptest::collection::vec(
            "[0-9]|sum|size|m|[()?:<>=+*/%.,!-]|max0|members|filter|map|has|&&|==|\"|in|\\[|\\]", 1..25
        )
    ) {
        let mut document = with(json!({}));
        document["rules"][0]["formula"] = json!(parts.concat());
        let _ = Policy::parse(&document.to_string());
    }
}

#[test]
fn an_answer_kept_before_the_format_had_a_number_can_still_be_read() {
    let policy = Policy::parse(&with(json!({})).to_string()).unwrap();
    let answer = policy.evaluate(&facts(json!({"sum": 5})), day("2024-06-01")).unwrap();
    let mut kept = serde_json::to_value(&answer).unwrap();
    assert!(kept.as_object_mut().unwrap().remove("format").is_some());
    assert_eq!(kept.get("parts"), None);
    assert_eq!(serde_json::from_value::<Evaluation>(kept).unwrap(), answer);
}

#[test]
fn a_line_kept_before_it_was_written_in_english_can_still_be_read() {
    let kept = serde_json::from_value::<LineText>(json!({"zh": "9,000.00 − 3,000.00 = 6,000.00"}));
    assert_eq!(kept.unwrap().en, "");
}

#[test]
fn another_policys_parameter_comes_from_whoever_knows_it() {
    let mut document = with(json!({}));
    document["rules"][0]["formula"] = json!("sum * policy_parameter(\"other\", \"times\")");
    let policy = Policy::parse(&document.to_string()).unwrap();
    assert_eq!(policy.references().collect::<Vec<_>>(), [("other", "times")]);
    let facts = facts(json!({"sum": 5}));
    let found = policy.evaluate(&facts, day("2024-06-01")).unwrap_err();
    assert_eq!((found[0].code, found[0].params[0].1.as_str()), ("policy_failed", "other.times"));
    let others = |policy: &str, parameter: &str, _: NaiveDate| {
        (policy == "other" && parameter == "times").then_some(3)
    };
    let answer = policy.evaluate_with(&facts, day("2024-06-01"), &others).unwrap();
    assert_eq!(answer.amount_fen, 15);
    assert_eq!(json!(answer.lines[0].inputs), json!({"sum": 5, "other.times": 3}));
}

#[test]
fn rounding_to_nothing_and_limits_the_wrong_way_round_are_told() {
    for (formula, expected) in [
        ("round_to(sum, 0, \"down\")", "no_step"),
        ("round_to(sum, size * 1, \"down\")", "no_step"),
        ("round_to(sum, max(1, size * 1), \"down\")", ""),
        ("share_to(sum, 250, -10, \"up\")", "no_step"),
        ("sum > 5 ? clamp(sum, 10, 5) : 0", "limits_crossed"),
        ("clamp(sum, size * 1, 5)", ""),
    ] {
        assert_eq!(code_of(formula), expected, "{formula}");
    }
}

/// A small policy with a price for each fuel but one, and rates from 1 to 100 square metres.
fn heating(formula: &str, price_of_others: Option<i64>) -> Json {
    let text = json!({"zh": "字", "en": "word"});
    let choice = |code: &str| json!({"code": code, "label": text});
    let row = |code: &str, value: i64| json!({"at": [code], "value": value});
    let mut price = json!({
        "name": "price", "label": text, "unit": "fen",
        "keys": [{"label": text, "type": "code", "values": ["gas", "coal"]}],
        "tables": [{"from": "2024-01-01", "basis": [], "rows": [row("gas", 300), row("coal", 200)]}]
    });
    if let Some(otherwise) = price_of_others {
        price["otherwise"] = json!(otherwise);
    }
    let mut document = with(json!({
        "inputs": [
            {"name": "sum", "label": text, "type": "fen", "min": 0, "max": 1_000_000, "required": true},
            {"name": "area", "label": text, "type": "int", "min": 0, "max": 100, "default": 1},
            {
                "name": "fuel", "label": text, "type": "code", "default": "gas",
                "values": [choice("gas"), choice("coal"), choice("oil")]
            }
        ],
        "parameters": [price, {
            "name": "rate", "label": text, "unit": "fen", "over": "int",
            "brackets": [{"from": "2024-01-01", "basis": [], "rows": [
                {"from": 1, "to": 50, "value": 10}, {"from": 51, "value": 20}
            ]}]
        }]
    }));
    document["rules"][0]["formula"] = json!(formula);
    document
}

#[test]
fn a_choice_the_table_has_no_row_for_is_told_unless_a_condition_or_another_value_covers_it() {
    let refused = |code: &str| vec![("/rules/0/formula".to_owned(), code.to_owned())];
    let rate = "(area > 0 ? bracket(rate, area) : 0)";
    let looked_up = format!("{rate} + lookup(price, fuel)");
    assert_eq!(codes(&heating(&looked_up, None)), refused("no_row"));
    let problem = told(&heating(&looked_up, None)).remove(0);
    assert!(problem.zh.ends_with("（oil）") && problem.en.ends_with("(oil)"), "{problem:?}");
    assert_eq!(codes(&heating(&looked_up, Some(250))), []);
    let mut in_the_result = heating(&format!("{rate} + 0"), None);
    in_the_result["result"]["amount"] = json!("lookup(price, fuel)");
    assert_eq!(codes(&in_the_result), [("/result/amount".to_owned(), "no_row".to_owned())]);
    for condition in ["fuel != \"oil\"", "fuel in [\"gas\", \"coal\"]", "in_table(price, fuel)"] {
        let formula = format!("{rate} + ({condition} ? lookup(price, fuel) : 0)");
        assert_eq!(codes(&heating(&formula, None)), [], "{condition}");
    }
}

#[test]
fn a_fact_that_can_lie_outside_all_brackets_is_told_unless_a_condition_excludes_it() {
    let of_price = " + lookup(price, fuel)";
    let document = |formula: &str| heating(&format!("{formula}{of_price}"), Some(0));
    let refused = vec![("/rules/0/formula".to_owned(), "no_bracket".to_owned())];
    assert_eq!(codes(&document("bracket(rate, area)")), refused);
    assert_eq!(codes(&document("bracket(rate, area - 200)")), refused);
    for sound in [
        "(area > 0 ? bracket(rate, area) : 0)",
        "(in_brackets(rate, area) ? bracket(rate, area) : 0)",
        "bracket(rate, max(area, 1))",
    ] {
        assert_eq!(codes(&document(sound)), [], "{sound}");
    }
}
