//! Random formulas over two numbers, a rate, a flag, a text, a list, a table
//! and brackets.

use proptest::prelude::*;
use proptest::strategy::BoxedStrategy;

/// A formula that gives a number.
pub(super) fn number() -> BoxedStrategy<String> {
    numbers(3, false)
}

/// A formula that gives yes or no.
pub(super) fn flag() -> BoxedStrategy<String> {
    flags(2, false)
}

fn leaf(item: bool) -> BoxedStrategy<String> {
    let mut leaves = vec!["a", "b", "0", "1", "-3", "10", "1000", "9223372036854775807"];
    if item {
        leaves.extend(["m.n"; 4]);
    }
    proptest::sample::select(leaves).prop_map(str::to_owned).boxed()
}

fn rate() -> BoxedStrategy<String> {
    proptest::sample::select(vec!["r", "250", "1000", "-1", "333"]).prop_map(str::to_owned).boxed()
}

fn mode() -> BoxedStrategy<String> {
    proptest::sample::select(vec!["half_up", "up", "down"]).prop_map(|mode| format!("\"{mode}\"")).boxed()
}

fn text() -> BoxedStrategy<String> {
    proptest::sample::select(vec!["t", "\"x\"", "\"y\""]).prop_map(str::to_owned).boxed()
}

fn numbers(depth: u32, item: bool) -> BoxedStrategy<String> {
    if depth == 0 {
        return leaf(item);
    }
    let n = || numbers(depth - 1, item);
    let flag = || flags(depth - 1, item);
    let operator = proptest::sample::select(vec!["+", "-", "*", "/", "%"]);
    let two = proptest::sample::select(vec!["max", "min", "highest", "lowest"]);
    let mut kinds = vec![
        leaf(item),
        (n(), operator, n()).prop_map(|(a, op, b)| format!("({a} {op} {b})")).boxed(),
        (flag(), n(), n()).prop_map(|(p, a, b)| format!("({p} ? {a} : {b})")).boxed(),
        (two, n(), n()).prop_map(|(name, a, b)| format!("{name}({a}, {b})")).boxed(),
        n().prop_map(|a| format!("max0({a})")).boxed(),
        n().prop_map(|a| format!("-({a})")).boxed(),
        (n(), n(), n()).prop_map(|(a, b, c)| format!("clamp({a}, {b}, {c})")).boxed(),
        (n(), rate()).prop_map(|(a, r)| format!("permille({a}, {r})")).boxed(),
        (n(), rate(), mode()).prop_map(|(a, r, m)| format!("share({a}, {r}, {m})")).boxed(),
        (n(), rate(), n(), mode())
            .prop_map(|(a, r, u, m)| format!("share_to({a}, {r}, max(1, {u}), {m})"))
            .boxed(),
        (n(), n(), mode()).prop_map(|(a, u, m)| format!("round_to({a}, max(1, {u}), {m})")).boxed(),
        (n(), n(), n(), mode()).prop_map(|(a, b, c, m)| format!("mul_div({a}, {b}, {c}, {m})")).boxed(),
        (n(), text()).prop_map(|(a, t)| format!("lookup(tb, {a} % 3, {t})")).boxed(),
        // Of a fact alone it is told before that it can lie outside.
        n().prop_map(|a| format!("bracket(br, {a} + 0)")).boxed(),
        (n(), mode()).prop_map(|(a, m)| format!("bracket_share(rt, {a}, {m})")).boxed(),
        (prop_oneof![Just("br"), Just("rt")], n(), mode())
            .prop_map(|(b, a, m)| format!("marginal({b}, {a}, {m})"))
            .boxed(),
    ];
    if !item {
        kinds.extend(folds(depth - 1));
    }
    proptest::strategy::Union::new(kinds).boxed()
}

fn folds(depth: u32) -> Vec<BoxedStrategy<String>> {
    let item = move || numbers(depth.min(1), true);
    let flag = move || flags(depth.min(1), true);
    let fold = || proptest::sample::select(vec!["sum", "highest", "lowest", "count"]);
    vec![
        (fold(), item()).prop_map(|(f, x)| format!("{f}(members.map(m, {x}))")).boxed(),
        (fold(), flag(), item()).prop_map(|(f, p, x)| format!("{f}(members.map(m, {p}, {x}))")).boxed(),
        (fold(), flag(), item())
            .prop_map(|(f, p, x)| format!("{f}(members.filter(m, {p}).map(m, {x}))"))
            .boxed(),
        flag().prop_map(|p| format!("count(members.filter(m, {p}))")).boxed(),
    ]
}

fn flags(depth: u32, item: bool) -> BoxedStrategy<String> {
    let mut leaves = vec!["p", "true", "false", "t == \"x\"", "t in [\"x\", \"y\"]", "t != \"y\""];
    if item {
        leaves.extend(["m.f", "has(m.n)", "m.n > 0", "!m.f"]);
    }
    let leaf = proptest::sample::select(leaves).prop_map(str::to_owned).boxed();
    if depth == 0 {
        return leaf;
    }
    let n = || numbers(depth - 1, item);
    let flag = || flags(depth - 1, item);
    let relation = proptest::sample::select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let mut kinds = vec![
        leaf,
        (n(), relation, n()).prop_map(|(a, op, b)| format!("({a} {op} {b})")).boxed(),
        (flag(), flag()).prop_map(|(a, b)| format!("({a} && {b})")).boxed(),
        (flag(), flag()).prop_map(|(a, b)| format!("({a} || {b})")).boxed(),
        flag().prop_map(|a| format!("!({a})")).boxed(),
        (n(), n(), n()).prop_map(|(a, b, c)| format!("({a} in [{b}, {c}])")).boxed(),
        (n(), text()).prop_map(|(a, t)| format!("in_table(tb, {a}, {t})")).boxed(),
        n().prop_map(|a| format!("in_brackets(br, {a})")).boxed(),
    ];
    if !item {
        let inner = || flags(depth.min(1), true);
        kinds.push(inner().prop_map(|p| format!("members.exists(m, {p})")).boxed());
        kinds.push(inner().prop_map(|p| format!("members.all(m, {p})")).boxed());
    }
    proptest::strategy::Union::new(kinds).boxed()
}
