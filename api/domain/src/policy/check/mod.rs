//! Whether a policy document makes sense, asked once when it is read; what it
//! computes with is compiled on the way.

mod inputs;
mod outcome;
mod parameters;
mod reach;
mod rows;

pub(super) use inputs::MAX_ITEMS;
pub(super) use reach::bounds;

use std::collections::HashSet;

use chrono::NaiveDate;

use super::answer::{Finding, PolicyProblem};
use super::compiled::{Compiled, CompiledInput, CompiledRule, Data, Dated};

use super::document::{Choice, PolicyDocument, SCHEMA};
use super::lower::{self, Formula};
use super::scope::{Meaning, ON_DAY, Scope, Ty};
use super::tables::{Brackets, Table};
use super::value::{Kind, Value};

/// Most inputs, parameters, rules, and choices of each: it bounds what checking
/// a document costs.
const MAX_ENTRIES: usize = 300;

/// Compiles the document.
///
/// # Errors
/// Every problem found.
pub(super) fn compile(document: &PolicyDocument) -> Result<Compiled, Vec<PolicyProblem>> {
    let mut check = Check { scope: Scope::new(), document, problems: Vec::new(), parts: Parts::default() };
    check.head();
    if check.problems.iter().any(|problem| problem.code == "too_long") {
        return Err(check.problems);
    }
    check.scope.declared = declared(document).map(str::to_owned).collect();
    for place in 0..document.inputs.len() {
        check.input(place);
    }
    for place in 0..document.parameters.len() {
        check.parameter(place);
    }
    let mut rules = Vec::new();
    for (place, rule) in document.rules.iter().enumerate() {
        let at = format!("/rules/{place}");
        if rule.unit == Kind::List {
            let (zh, en) = ("规则的结果不能是列表", "a rule does not give a list");
            check.problem(&format!("{at}/unit"), Finding::new("wrong_type", zh, en));
        }
        let when = check.condition(&format!("{at}/when"), rule.when.as_deref());
        let wanted = lower::wanted(rule.unit);
        let formula = check.formula(&format!("{at}/formula"), &rule.formula, wanted);
        let slot = check.scope.slot(&rule.name, rule.unit);
        rules.extend(formula.map(|formula| CompiledRule { slot, when, formula }));
        check.define(&at, &rule.name, Meaning::Value { slot, ty: wanted });
    }
    let outcome = check.outcome();
    check.examples();
    let Some(outcome) = outcome.filter(|_| check.problems.is_empty()) else { return Err(check.problems) };
    let Scope { slots, meanings, symbols, lists, externals, mentioned, used, .. } = check.scope;
    let Parts { inputs, scalars, tables, brackets } = check.parts;
    let units =
        document.parameters.iter().map(|parameter| (parameter.name.clone(), parameter.unit)).collect();
    let data = Data { slots, symbols, meanings, lists, scalars, tables, brackets, externals, units, used };
    let compiled = Compiled { data, inputs, rules, outcome };
    let problems = reach::problems(document, &compiled, &mentioned);
    if problems.is_empty() { Ok(compiled) } else { Err(problems) }
}

/// Every name a document defines.
fn declared(document: &PolicyDocument) -> impl Iterator<Item = &str> {
    let inputs = document.inputs.iter().map(|input| input.name.as_str());
    let parameters = document.parameters.iter().map(|parameter| parameter.name.as_str());
    let rules = document.rules.iter().map(|rule| rule.name.as_str());
    inputs.chain(parameters).chain(rules).chain([ON_DAY])
}

struct Check<'d> {
    document: &'d PolicyDocument,
    scope: Scope,
    problems: Vec<PolicyProblem>,
    parts: Parts,
}

/// What was compiled so far.
#[derive(Default)]
struct Parts {
    inputs: Vec<CompiledInput>,
    scalars: Vec<(usize, Dated<i64>)>,
    tables: Vec<(String, Dated<Table>)>,
    brackets: Vec<(String, Dated<Brackets>)>,
}

impl Check<'_> {
    fn problem(&mut self, pointer: &str, finding: Finding) {
        self.problems.push(finding.at(pointer));
    }

    fn tell(&mut self, pointer: &str, code: &'static str, zh: &str, en: &str) {
        self.problem(pointer, Finding::new(code, zh, en));
    }

    fn head(&mut self) {
        let document = self.document;
        if document.schema != SCHEMA {
            let (zh, en) = (format!("格式应为 {SCHEMA}"), format!("{SCHEMA} is needed"));
            self.problem("/schema", Finding::new("wrong_schema", zh, en));
        }
        let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if document.code.is_empty() || !document.code.bytes().all(sound) {
            let en = "lower-case letters, digits and dashes";
            self.tell("/code", "bad_code", "政策代码只能用小写字母、数字和连字符", en);
        }
        if document.version == 0 {
            self.tell("/version", "bad_range", "版本号从 1 开始", "versions begin at 1");
        }
        if document.valid_to.is_some_and(|end| end < document.valid_from) {
            self.tell("/valid_to", "bad_dates", "失效日期早于生效日期", "it ends before it begins");
        }
        let empty = [
            ("/competent_departments", document.competent_departments.is_empty()),
            ("/legal_basis", document.legal_basis.is_empty()),
            ("/inputs", document.inputs.is_empty()),
            ("/rules", document.rules.is_empty()),
            ("/examples", document.examples.is_empty()),
        ];
        for (pointer, _) in empty.into_iter().filter(|(_, empty)| *empty) {
            self.tell(pointer, "empty", "至少需要一项", "at least one is needed");
        }
        let sizes = [
            ("/inputs", document.inputs.len()),
            ("/parameters", document.parameters.len()),
            ("/rules", document.rules.len()),
            ("/result/reasons", document.result.reasons.len()),
            ("/result/parts", document.result.parts.len()),
        ];
        for (pointer, _) in sizes.into_iter().filter(|(_, size)| *size > MAX_ENTRIES) {
            let (zh, en) = (format!("最多 {MAX_ENTRIES} 项"), format!("at most {MAX_ENTRIES}"));
            self.problem(pointer, Finding::new("too_long", zh, en));
        }
        let departments = &document.competent_departments;
        let dates = departments.iter().map(|department| department.from);
        self.dates("/competent_departments", &dates.collect::<Vec<_>>());
    }

    /// Dated entries must ascend and leave no day of the policy uncovered.
    fn dates(&mut self, at: &str, dates: &[NaiveDate]) {
        if !dates.is_sorted_by(|earlier, later| earlier < later) {
            self.tell(at, "bad_dates", "日期必须依次递增", "the dates must ascend");
        }
        let start = self.document.valid_from;
        if dates.first().is_some_and(|first| *first > start) {
            let (zh, en) = (format!("{start} 当天没有可用的值"), format!("nothing holds on {start}"));
            self.problem(at, Finding::new("gap", zh, en));
        }
    }

    fn define(&mut self, at: &str, name: &str, meaning: Meaning) {
        let pointer = format!("{at}/name");
        if !usable(name) {
            let zh = "名称以小写字母开头，只含小写字母、数字和下划线，且不是保留字";
            let en = "a letter, then letters, digits and _, and no reserved word";
            self.tell(&pointer, "bad_name", zh, en);
        }
        if self.scope.meanings.insert(name.to_owned(), meaning).is_some() {
            let (zh, en) = (format!("名称 {name} 重复"), format!("{name} is there twice"));
            self.problem(&pointer, Finding::new("duplicate_name", zh, en));
        }
    }

    fn formula(&mut self, pointer: &str, source: &str, wanted: Ty) -> Option<Formula> {
        match lower::lower(source, wanted, &mut self.scope) {
            Ok(formula) => Some(formula),
            Err(finding) => {
                self.problem(pointer, finding);
                None
            }
        }
    }

    fn condition(&mut self, pointer: &str, source: Option<&str>) -> Option<Formula> {
        source.and_then(|source| self.formula(pointer, source, Ty::Flag))
    }

    fn choices(&mut self, pointer: &str, kind: Kind, choices: &[Choice]) {
        let names = || {
            let aliases = choices.iter().flat_map(|choice| &choice.aliases);
            choices.iter().map(|choice| &choice.code).chain(aliases)
        };
        let distinct: HashSet<&String> = names().collect();
        if choices.len() > MAX_ENTRIES {
            self.tell(pointer, "too_long", "可选值过多", "too many choices");
        }
        if (kind == Kind::Code) == choices.is_empty() || distinct.len() != names().count() {
            let zh = "代码类型须列出互不相同的可选值，其他类型不得有可选值";
            self.tell(pointer, "bad_choices", zh, "a code has distinct choices, nothing else has");
        }
        for choice in choices {
            self.categories(pointer, &choice.registered_as);
        }
    }

    /// Whether a value of the document is of the kind, and one of the choices.
    fn value(&mut self, pointer: &str, kind: Kind, choices: &[Choice], value: &Value) {
        let (found, expected) = (value.value_type(), kind.value_type());
        let day = |text: &str| text.parse::<NaiveDate>().is_ok();
        match value {
            _ if found != expected || kind == Kind::List => {
                let (zh, en) =
                    (format!("类型为 {found}，应为 {expected}"), format!("{found}, {expected} is needed"));
                self.problem(pointer, Finding::new("wrong_type", zh, en));
            }
            Value::Text(text) if kind == Kind::Date && !day(text) => {
                self.tell(pointer, "wrong_type", "不是日期", "not a day");
            }
            Value::Text(text) if kind == Kind::Code && !choices.iter().any(|known| known.code == *text) => {
                self.tell(pointer, "bad_choices", "不在可选值之中", "not one of the choices");
            }
            _ => (),
        }
    }

    fn examples(&mut self) {
        for (place, example) in self.document.examples.iter().enumerate() {
            if example.on.is_some_and(|day| !in_force(self.document, day)) {
                let (zh, en) = ("该日政策未施行", "the policy is not in force on that day");
                self.tell(&format!("/examples/{place}/on"), "bad_example", zh, en);
            }
            let parts = &self.document.result.parts;
            if example.parts.keys().any(|code| parts.iter().all(|part| part.code != *code)) {
                let (zh, en) = ("结果中没有这一分项", "the result has no such part");
                self.tell(&format!("/examples/{place}/parts"), "bad_example", zh, en);
            }
        }
    }
}

/// Words of CEL that are no names.
const RESERVED: &[&str] = &[
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "return",
    "true",
    "var",
    "void",
    "while",
];

fn usable(name: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.bytes().all(letters)
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && !RESERVED.contains(&name)
}

/// Whether the policy is in force on that day.
pub(super) fn in_force(document: &PolicyDocument, day: NaiveDate) -> bool {
    document.valid_from <= day && document.valid_to.is_none_or(|end| day <= end)
}
