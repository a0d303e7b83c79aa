use proptest::prelude::*;

use super::*;

fn value(source: &str) -> Result<Value, EvaluationError> {
    let compiled = Expression::compile(source, Type::Int, |_| None).unwrap();
    compiled.evaluate(|_| None)
}

fn code(source: &str) -> &'static str {
    let known = |name: &str| (name == "n").then_some(Type::Int);
    Expression::compile(source, Type::Int, known).unwrap_err().code()
}

#[test]
fn the_functions_compute_what_their_names_say() {
    let cases = [
        ("max(2, 3)", 3),
        ("min(2, 3)", 2),
        ("max0(-5)", 0),
        ("max0(5)", 5),
        ("clamp(7, 1, 5)", 5),
        ("permille(100002, 250)", 25_001),
        ("permille(-100002, 250)", -25_001),
        ("permille(100001, 250)", 25_000),
        ("round_to(149, 100, \"half_up\")", 100),
        ("round_to(150, 100, \"half_up\")", 200),
        ("round_to(101, 100, \"up\")", 200),
        ("round_to(199, 100, \"down\")", 100),
        ("\"a\" in [\"a\", \"b\"] && !(1 > 2) ? 7 % 4 : -1", 3),
    ];
    for (source, expected) in cases {
        assert_eq!(value(source), Ok(Value::Int(expected)), "{source}");
    }
}

#[test]
fn arithmetic_that_has_no_answer_is_an_error_and_never_a_panic() {
    let max = i64::MAX;
    for source in [
        format!("{max} + 1"),
        format!("{max} * 2"),
        format!("-{max} - 2"),
        format!("permille({max}, 2000)"),
        format!("round_to({max}, 1000, \"up\")"),
        format!("-(-{max} - 1)"),
        format!("(-{max} - 1) / -1"),
    ] {
        assert_eq!(value(&source), Err(EvaluationError::Overflow), "{source}");
    }
    for source in
        ["1 / 0", "1 % 0", "clamp(1, 3, 2)", "round_to(1, 0, \"up\")", "round_to(1, 1, \"sideways\")"]
    {
        assert!(matches!(value(source), Err(EvaluationError::Failed(_))), "{source}");
    }
}

#[test]
fn only_the_branch_that_is_taken_is_computed() {
    assert_eq!(value("1 > 2 ? 1 / 0 : 4"), Ok(Value::Int(4)));
}

#[test]
fn what_is_not_in_the_language_is_refused_when_it_is_read() {
    let cases = [
        ("m", "unknown_name"),
        ("n > 1", "wrong_type"),
        ("n + true", "wrong_type"),
        ("n == \"1\" ? 1 : 2", "wrong_type"),
        ("n ? 1 : 2", "wrong_type"),
        ("n > 0 ? 1 : \"no\"", "wrong_type"),
        ("\"a\" in [1] ? 1 : 2", "wrong_type"),
        ("max(n)", "wrong_arguments"),
        ("n +", "syntax"),
        ("1.5", "not_in_language"),
        ("n.size()", "not_in_language"),
        ("size(\"abc\")", "not_in_language"),
        ("[1, 2].map(x, x)[0]", "not_in_language"),
        ("{1: 2}[1]", "not_in_language"),
        ("n.m", "not_in_language"),
        ("null", "not_in_language"),
        ("5u", "not_in_language"),
    ];
    for (source, expected) in cases {
        assert_eq!(code(source), expected, "{source}");
    }
}

#[test]
fn an_expression_too_long_or_too_deep_is_refused_before_it_can_do_harm() {
    assert_eq!(code(&"1+".repeat(600)), "too_long");
    assert_eq!(code(&format!("{}1", "1+".repeat(200))), "too_long");
    let nested = |depth| format!("{}1{}", "max0(true ? 1 : ".repeat(depth), ")".repeat(depth));
    assert_eq!(value(&nested(6)), Ok(Value::Int(1)));
    for source in [nested(7), "(".repeat(900), "[".repeat(900), "{".repeat(900)] {
        assert_eq!(code(&source), "too_long");
    }
    for hidden in ["\"\"\")))\"\"\"", "\"\\\")\""] {
        assert_eq!(code(&format!("((({hidden}(((")), "not_in_language");
    }
    for unclosed in ["\"", "'", "'\n'", "'\n"] {
        assert_eq!(code(&format!("{unclosed}{}", "(".repeat(900))), "syntax");
    }
    assert_eq!(code(&format!("1 // \"\n{}", "(".repeat(900))), "not_in_language");
    assert_eq!(value("\"((((((((\" == \")\" ? 1 : 2"), Ok(Value::Int(2)));
}

#[test]
fn a_value_that_is_missing_or_of_another_type_is_told_by_name() {
    let compiled = Expression::compile("n + 1", Type::Int, |_| Some(Type::Int)).unwrap();
    assert_eq!(compiled.evaluate(|_| None), Err(EvaluationError::Missing("n".to_owned())));
    let text = compiled.evaluate(|_| Some(Value::Text("1".to_owned())));
    assert!(matches!(text, Err(EvaluationError::Failed(_))));
    assert_eq!(compiled.evaluate(|_| Some(Value::Int(1))), Ok(Value::Int(2)));
}

proptest! {
    #[test]
    fn a_share_is_the_exact_fraction_rounded_once(fen in any::<i64>(), rate in 0i64..=1000) {
        let compiled = Expression::compile("permille(fen, rate)", Type::Int, |_| Some(Type::Int)).unwrap();
        let share = compiled.evaluate(|name| Some(Value::Int(if name == "fen" { fen } else { rate })));
        let Ok(Value::Int(share)) = share else { return Err(TestCaseError::fail("no share")) };
        let error = i128::from(share) * 1000 - i128::from(fen) * i128::from(rate);
        prop_assert!(error.abs() <= 500);
    }

    #[test]
    fn no_text_makes_reading_it_panic(source in ".{0,60}|[(\"'n\\[\n/ ]{0,60}") {
        let _ = Expression::compile(&source, Type::Int, |_| Some(Type::Int));
    }

    #[test]
    fn whatever_is_read_can_be_evaluated_without_panic(
        parts in proptest::collection::vec("[0-9n()?:<>=+*/%-]|max0|true|&&|==", 1..20),
        n in any::<i64>()
    ) {
        let known = |name: &str| (name == "n").then_some(Type::Int);
        if let Ok(compiled) = Expression::compile(&parts.concat(), Type::Int, known) {
            let _ = compiled.evaluate(|_| Some(Value::Int(n)));
        }
    }
}
