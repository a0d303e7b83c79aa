//! The functions of the policy language as people are told of them. A call that is not
//! listed here is not lowered, so the list can not fall behind.

use serde::Serialize;
use utoipa::ToSchema;

use super::text::Text;

/// A function of the language, for whoever writes formulas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PolicyFunction)]
pub struct LanguageFunction {
    pub name: String,
    /// How it is called, e.g. `share(x, rate, mode)`; `…` stands for more of the same.
    pub signature: String,
    /// It is written after a list and a dot: `members.filter(m, condition)`.
    pub of_list: bool,
    /// What it gives, in one line.
    pub text: Text,
}

/// Every function that formulas may call, in the order in which to show them.
pub fn functions() -> impl Iterator<Item = LanguageFunction> {
    FUNCTIONS.iter().map(|(signature, zh, en)| {
        let before = signature.split('(').next().unwrap_or_default();
        LanguageFunction {
            name: name(signature).to_owned(),
            signature: (*signature).to_owned(),
            of_list: before.contains('.'),
            text: Text { zh: (*zh).to_owned(), en: (*en).to_owned() },
        }
    })
}

pub(super) fn has_function(called: &str) -> bool {
    FUNCTIONS.iter().any(|(signature, ..)| name(signature) == called)
}

/// `filter` of `list.filter(m, condition)`.
fn name(signature: &str) -> &str {
    let before = signature.split('(').next().unwrap_or_default();
    before.rsplit('.').next().unwrap_or_default()
}

/// Signature, and what it gives in Chinese and in English.
const FUNCTIONS: &[(&str, &str, &str)] = &[
    (
        "share(x, rate, mode)",
        "x 的千分之 rate，一次取整到分；mode 为 \"half_up\"、\"up\" 或 \"down\"",
        "rate ‰ of x, rounded once to the fen; mode is \"half_up\", \"up\" or \"down\"",
    ),
    ("permille(x, rate)", "x 的千分之 rate，四舍五入到分", "rate ‰ of x, rounded half-up to the fen"),
    (
        "share_to(x, rate, unit, mode)",
        "x 的千分之 rate，一次取整到 unit 的整倍数（100 为一元）",
        "rate ‰ of x, rounded once to a multiple of unit (100 is a yuan)",
    ),
    ("mul_div(a, b, c, mode)", "a × b ÷ c，精确计算，一次取整", "a × b ÷ c, exact, rounded once"),
    ("round_to(x, unit, mode)", "x 取整到 unit 的整倍数", "x rounded to a multiple of unit"),
    ("max(a, b, …)", "几个数中最大的", "the greatest of several numbers"),
    ("min(a, b, …)", "几个数中最小的", "the least of several numbers"),
    (
        "highest(list.map(m, x))",
        "列表各项中最大的，空列表为 0；也可直接写几个数",
        "the greatest over a list, 0 of none; or of several numbers",
    ),
    (
        "lowest(list.map(m, x))",
        "列表各项中最小的，空列表为 0；也可直接写几个数",
        "the least over a list, 0 of none; or of several numbers",
    ),
    ("sum(list.map(m, x))", "列表各项之和", "the sum over a list"),
    ("count(list)", "列表的项数，可先用 filter 筛选", "how many items a list has, filtered or not"),
    ("max0(x)", "x，小于 0 时为 0", "x, but not below 0"),
    ("clamp(x, low, high)", "x，不低于 low、不高于 high", "x, but not below low and not above high"),
    ("lookup(table, key, …)", "表格中这些键对应的值", "the cell of a table for these keys"),
    ("in_table(table, key, …)", "表格中是否有这一行", "whether a table has that row"),
    ("bracket(brackets, x)", "x 所在档次的值", "what holds in the bracket of x"),
    ("in_brackets(brackets, x)", "x 是否在某一档之内", "whether x lies in any bracket"),
    (
        "bracket_share(brackets, x, mode)",
        "x 的全部按其所在档次的比例计算",
        "the whole of x at the rate of its bracket",
    ),
    (
        "marginal(brackets, x, mode)",
        "x 分段计算，各段按本档的比例或单价，合计后一次取整",
        "each part of x at its own rate or price, summed, rounded once",
    ),
    ("list.filter(m, condition)", "列表中符合条件的各项", "the items of a list that meet a condition"),
    ("list.map(m, x)", "由列表每一项得出的数", "a number of each item of a list"),
    ("list.exists(m, condition)", "是否有一项符合条件", "whether any item meets a condition"),
    ("list.all(m, condition)", "是否每一项都符合条件", "whether every item meets a condition"),
    ("list.size()", "列表的项数", "how many items a list has"),
    ("has(m.field)", "列表的这一项是否填了该字段", "whether a field of a list's item was given"),
    ("given(fact)", "是否填写了这项事实", "whether a fact was given"),
    ("age_on(born, day)", "某日的周岁", "the age in whole years on a day"),
    ("days_between(from, to)", "两日之间的天数", "the days from one day to another"),
    ("months_between(from, to)", "两日之间的整月数", "the whole months from one day to another"),
    ("date(\"2026-11-25\")", "写明的日期", "a day written out"),
    (
        "policy_parameter(\"code\", \"name\")",
        "另一政策的参数在当日的数值",
        "the number another policy has set for the day",
    ),
];
