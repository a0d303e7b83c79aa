//! Whether a policy document makes sense, asked once when it is read; what it
//! computes with is compiled on the way.

use std::collections::{HashMap, HashSet};

use super::answer::PolicyProblem;
use super::document::{Choice, Input, Parameter, PolicyDocument, ResultRule, SCHEMA};
use super::expr::{Expression, ExpressionError};
use super::value::{Kind, Type, Value};

/// The expressions of a document, each list in the document's order.
#[derive(Debug)]
pub(super) struct Compiled {
    pub inputs: Vec<CompiledInput>,
    pub rules: Vec<CompiledRule>,
    pub eligible: Expression,
    pub amount: Expression,
    pub min: Expression,
    pub max: Expression,
    pub reasons: Vec<Expression>,
}

#[derive(Debug)]
pub(super) struct CompiledInput {
    pub required_when: Option<Expression>,
    pub used_when: Option<Expression>,
}

#[derive(Debug)]
pub(super) struct CompiledRule {
    pub when: Option<Expression>,
    pub formula: Expression,
}

/// Compiles the document.
///
/// # Errors
/// Every problem found.
pub(super) fn compile(document: &PolicyDocument) -> Result<Compiled, Vec<PolicyProblem>> {
    let mut check = Check::default();
    check.head(document);
    check.declared = declared(document).map(str::to_owned).collect();
    let inputs = document.inputs.iter().enumerate().map(|(place, input)| check.input(place, input)).collect();
    for (place, parameter) in document.parameters.iter().enumerate() {
        check.parameter(place, parameter, document);
    }
    let mut rules = Vec::new();
    for (place, rule) in document.rules.iter().enumerate() {
        let at = format!("/rules/{place}");
        let when = check.optional(&format!("{at}/when"), rule.when.as_deref());
        let wanted = rule.unit.value_type();
        let formula = check.expression(&format!("{at}/formula"), &rule.formula, wanted);
        rules.extend(formula.map(|formula| CompiledRule { when, formula }));
        check.define(&at, &rule.name, wanted);
    }
    let result = check.result(&document.result, document);
    check.examples(document);
    match result {
        Some((eligible, amount, min, max, reasons)) if check.problems.is_empty() => {
            Ok(Compiled { inputs, rules, eligible, amount, min, max, reasons })
        }
        _ => Err(check.problems),
    }
}

type Outcome = (Expression, Expression, Expression, Expression, Vec<Expression>);

fn declared(document: &PolicyDocument) -> impl Iterator<Item = &str> {
    let inputs = document.inputs.iter().map(|input| input.name.as_str());
    let parameters = document.parameters.iter().map(|parameter| parameter.name.as_str());
    let rules = document.rules.iter().map(|rule| rule.name.as_str());
    inputs.chain(parameters).chain(rules)
}

#[derive(Default)]
struct Check {
    problems: Vec<PolicyProblem>,
    /// What an expression may use by now, and its type.
    known: HashMap<String, Type>,
    /// Every name of the document, to tell "too early" from "nowhere".
    declared: HashSet<String>,
}

impl Check {
    fn problem(&mut self, pointer: &str, code: &str, detail: impl Into<String>) {
        self.problems.push(PolicyProblem {
            pointer: pointer.to_owned(),
            code: code.to_owned(),
            detail: detail.into(),
        });
    }

    fn head(&mut self, document: &PolicyDocument) {
        if document.schema != SCHEMA {
            self.problem("/schema", "wrong_schema", format!("{SCHEMA} is needed"));
        }
        let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if document.code.is_empty() || !document.code.bytes().all(sound) {
            self.problem("/code", "bad_code", "lower-case letters, digits and dashes");
        }
        if document.version == 0 {
            self.problem("/version", "bad_range", "versions begin at 1");
        }
        if document.valid_to.is_some_and(|end| end < document.valid_from) {
            self.problem("/valid_to", "bad_dates", "it ends before it begins");
        }
        let empty = [
            ("/competent_departments", document.competent_departments.is_empty()),
            ("/legal_basis", document.legal_basis.is_empty()),
            ("/inputs", document.inputs.is_empty()),
            ("/rules", document.rules.is_empty()),
            ("/examples", document.examples.is_empty()),
        ];
        for (pointer, _) in empty.into_iter().filter(|(_, empty)| *empty) {
            self.problem(pointer, "empty", "at least one is needed");
        }
        let departments = &document.competent_departments;
        let dates = departments.iter().map(|department| department.from);
        self.dates("/competent_departments", dates.collect(), document);
    }

    /// Dated entries must ascend and leave no day of the policy uncovered.
    fn dates(&mut self, at: &str, dates: Vec<chrono::NaiveDate>, document: &PolicyDocument) {
        if !dates.is_sorted_by(|earlier, later| earlier < later) {
            self.problem(at, "bad_dates", "the dates must ascend");
        }
        if dates.first().is_some_and(|first| *first > document.valid_from) {
            let start = document.valid_from;
            self.problem(at, "gap", format!("nothing holds on {start}"));
        }
    }

    fn define(&mut self, at: &str, name: &str, kind: Type) {
        let pointer = format!("{at}/name");
        let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        // A reserved word does not compile to a name.
        let usable = name.bytes().all(letters)
            && name.starts_with(|first: char| first.is_ascii_lowercase())
            && Expression::compile(name, Type::Int, |_| Some(Type::Int)).is_ok();
        if !usable {
            self.problem(&pointer, "bad_name", "a letter, then letters, digits and _");
        }
        if self.known.insert(name.to_owned(), kind).is_some() {
            self.problem(&pointer, "duplicate_name", name);
        }
    }

    fn expression(&mut self, pointer: &str, source: &str, wanted: Type) -> Option<Expression> {
        let known = |name: &str| self.known.get(name).copied();
        match Expression::compile(source, wanted, known) {
            Ok(expression) => Some(expression),
            Err(ExpressionError::UnknownName(name)) if self.declared.contains(&name) => {
                let detail = format!("{name:?} is defined here or further down");
                self.problem(pointer, "used_before_defined", detail);
                None
            }
            Err(error) => {
                self.problem(pointer, error.code(), error.to_string());
                None
            }
        }
    }

    fn optional(&mut self, pointer: &str, source: Option<&str>) -> Option<Expression> {
        source.and_then(|source| self.expression(pointer, source, Type::Bool))
    }

    fn input(&mut self, place: usize, input: &Input) -> CompiledInput {
        let at = format!("/inputs/{place}");
        let compiled = CompiledInput {
            required_when: self.optional(&format!("{at}/required_when"), input.required_when.as_deref()),
            used_when: self.optional(&format!("{at}/used_when"), input.used_when.as_deref()),
        };
        self.define(&at, &input.name, input.kind.value_type());
        self.choices(&format!("{at}/values"), input.kind, &input.values);
        let number = input.kind.value_type() == Type::Int;
        let upside_down = matches!((input.min, input.max), (Some(min), Some(max)) if min > max);
        if upside_down || (!number && (input.min.is_some() || input.max.is_some())) {
            self.problem(&at, "bad_range", "min above max, or no number at all");
        }
        if let Some(default) = &input.default {
            let pointer = format!("{at}/default");
            self.value(&pointer, input.kind, &input.values, default);
            if !in_range(input, default) {
                self.problem(&pointer, "bad_range", "outside min and max");
            }
        }
        compiled
    }

    fn parameter(&mut self, place: usize, parameter: &Parameter, document: &PolicyDocument) {
        let at = format!("/parameters/{place}");
        self.define(&at, &parameter.name, parameter.unit.value_type());
        self.choices(&format!("{at}/choices"), parameter.unit, &parameter.choices);
        let pointer = format!("{at}/values");
        if parameter.values.is_empty() {
            self.problem(&pointer, "empty", "at least one is needed");
        }
        let dates = parameter.values.iter().map(|dated| dated.from).collect();
        self.dates(&pointer, dates, document);
        for (place, dated) in parameter.values.iter().enumerate() {
            let pointer = format!("{pointer}/{place}/value");
            self.value(&pointer, parameter.unit, &parameter.choices, &dated.value);
        }
    }

    fn choices(&mut self, pointer: &str, kind: Kind, choices: &[Choice]) {
        let distinct: HashSet<&str> = choices.iter().map(|choice| choice.code.as_str()).collect();
        if (kind == Kind::Code) == choices.is_empty() || distinct.len() != choices.len() {
            self.problem(pointer, "bad_choices", "a code has distinct choices, nothing else has");
        }
    }

    fn value(&mut self, pointer: &str, kind: Kind, choices: &[Choice], value: &Value) {
        let (found, expected) = (value.value_type(), kind.value_type());
        if found != expected {
            self.problem(pointer, "wrong_type", format!("{found}, {expected} is needed"));
        } else if !is_choice(choices, value) {
            self.problem(pointer, "bad_choices", "not one of the choices");
        }
    }

    fn result(&mut self, result: &ResultRule, document: &PolicyDocument) -> Option<Outcome> {
        let eligible = self.expression("/result/eligible", &result.eligible, Type::Bool);
        let amount = self.expression("/result/amount", &result.amount, Type::Int);
        let min = self.expression("/result/min", &result.min, Type::Int);
        let max = self.expression("/result/max", &result.max, Type::Int);
        let mut reasons = Vec::new();
        for (place, reason) in result.reasons.iter().enumerate() {
            let pointer = format!("/result/reasons/{place}/when");
            reasons.extend(self.expression(&pointer, &reason.when, Type::Bool));
        }
        // Without it some case would get an answer without a reason.
        if result.reasons.last().is_none_or(|last| last.when.trim() != "true") {
            self.problem("/result/reasons", "no_last_reason", "the last must be \"true\"");
        }
        if let Some(cap) = &result.yearly_cap {
            let is_cap = |parameter: &Parameter| parameter.name == *cap && parameter.unit == Kind::Fen;
            if !document.parameters.iter().any(is_cap) {
                self.problem("/result/yearly_cap", "unknown_parameter", cap);
            }
        }
        Some((eligible?, amount?, min?, max?, reasons))
    }

    fn examples(&mut self, document: &PolicyDocument) {
        for (place, example) in document.examples.iter().enumerate() {
            if example.on.is_some_and(|day| !in_force(document, day)) {
                let pointer = format!("/examples/{place}/on");
                self.problem(&pointer, "bad_example", "the policy is not in force on that day");
            }
        }
    }
}

/// Whether the policy is in force on that day.
pub(super) fn in_force(document: &PolicyDocument, day: chrono::NaiveDate) -> bool {
    document.valid_from <= day && document.valid_to.is_none_or(|end| day <= end)
}

/// Whether a number lies within the input's limits; everything else does.
pub(super) fn in_range(input: &Input, value: &Value) -> bool {
    let Value::Int(number) = value else {
        return true;
    };
    input.min.is_none_or(|min| min <= *number) && input.max.is_none_or(|max| *number <= max)
}

/// Whether a text is one of the choices; everything else is.
pub(super) fn is_choice(choices: &[Choice], value: &Value) -> bool {
    let Value::Text(text) = value else {
        return true;
    };
    choices.iter().any(|choice| choice.code == *text)
}
