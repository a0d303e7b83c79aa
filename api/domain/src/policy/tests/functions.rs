//! The list of functions that people are shown, and what formulas may call.

use std::collections::BTreeSet;

use super::reference::{NUMBER, scope};
use crate::policy::functions;
use crate::policy::lower::lower;
use crate::policy::scope::{Meaning, Ty};
use crate::policy::value::Kind;

/// A formula with each function that is listed, by its name.
const CALLS: &[(&str, &str)] = &[
    ("share", "share(a, r, \"up\")"),
    ("permille", "permille(a, r)"),
    ("share_to", "share_to(a, r, 100, \"down\")"),
    ("mul_div", "mul_div(a, 2, 3, \"half_up\")"),
    ("round_to", "round_to(a, 100, \"up\")"),
    ("max", "max(a, b)"),
    ("min", "min(a, b, 3)"),
    ("highest", "highest(members.map(m, m.n))"),
    ("lowest", "lowest(members.map(m, m.n))"),
    ("sum", "sum(members.map(m, m.n))"),
    ("count", "count(members)"),
    ("max0", "max0(a)"),
    ("clamp", "clamp(a, 0, 9)"),
    ("lookup", "lookup(tb, a, t)"),
    ("in_table", "in_table(tb, a, t) ? 1 : 0"),
    ("bracket", "bracket(br, a)"),
    ("in_brackets", "in_brackets(br, a) ? 1 : 0"),
    ("bracket_share", "bracket_share(rt, a, \"up\")"),
    ("marginal", "marginal(rt, a, \"up\")"),
    ("filter", "count(members.filter(m, m.f))"),
    ("map", "sum(members.map(m, m.n))"),
    ("exists", "members.exists(m, m.f) ? 1 : 0"),
    ("all", "members.all(m, m.f) ? 1 : 0"),
    ("size", "members.size()"),
    ("has", "count(members.filter(m, has(m.n)))"),
    ("given", "given(a) ? 1 : 0"),
    ("age_on", "age_on(d, on_day) > 3 ? 1 : 0"),
    ("days_between", "days_between(d, on_day) > 3 ? 1 : 0"),
    ("months_between", "months_between(d, on_day) > 3 ? 1 : 0"),
    ("date", "d == date(\"2026-11-25\") ? 1 : 0"),
    ("policy_parameter", "policy_parameter(\"other\", \"times\")"),
];

fn problem(formula: &str) -> Option<&'static str> {
    let mut scope = scope();
    let day = scope.slot("d", Kind::Date);
    scope.meanings.insert("d".to_owned(), Meaning::Value { slot: day, ty: Ty::Day });
    if let Some(Meaning::Value { slot, .. }) = scope.meanings.get("a").copied() {
        scope.given.insert(slot, day);
    }
    lower(formula, NUMBER, &mut scope).err().map(|finding| finding.code)
}

#[test]
fn every_function_that_is_listed_can_be_called() {
    let listed: Vec<String> = functions().map(|function| function.name).collect();
    let called: BTreeSet<&str> = CALLS.iter().map(|(name, _)| *name).collect();
    assert_eq!(listed.iter().map(String::as_str).collect::<BTreeSet<_>>(), called);
    assert_eq!(listed.len(), called.len(), "a function is listed twice");
    for (name, formula) in CALLS {
        assert_eq!(problem(formula), None, "{name}: {formula}");
    }
}

#[test]
fn a_signature_says_how_the_function_is_called_and_both_languages_what_it_gives() {
    for function in functions() {
        let written =
            if function.of_list { format!("list.{}(", function.name) } else { format!("{}(", function.name) };
        assert!(
            function.signature.starts_with(&written) && function.signature.ends_with(')'),
            "{function:?}"
        );
        let chinese = |text: &str| text.contains(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
        assert!(chinese(&function.text.zh) && !chinese(&function.text.en), "{function:?}");
        assert!(!function.text.en.is_empty(), "{function:?}");
    }
}

#[test]
fn what_cel_has_beyond_the_list_is_not_part_of_the_language() {
    for formula in [
        "int(a)",
        "size2(members)",
        "double(a)",
        "type(a) == 1 ? 1 : 0",
        "t.startsWith(\"x\") ? 1 : 0",
        "t.matches(\"x\") ? 1 : 0",
        "members.exists_one(m, m.f) ? 1 : 0",
        "members.map(m, m.n)[0]",
    ] {
        assert_eq!(problem(formula), Some("not_in_language"), "{formula}");
    }
    assert_eq!(problem("max0()"), Some("wrong_arguments"));
}
