//! What can happen when the formulas meet every allowed fact: an overflow, a
//! division by zero, a category nothing is ever granted to, a bracket nothing falls into.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::inputs::MAX_ITEMS;
use super::rows;
use crate::policy::answer::{Finding, PolicyProblem};
use crate::policy::compiled::{Compiled, CompiledInput, Holder};
use crate::policy::document::{Input, PolicyDocument};
use crate::policy::interval::{Danger, FLAG, Interval, Ranges, Use, World, hull};
use crate::policy::ir::{Node, Place};
use crate::policy::lower::Formula;
use crate::policy::value::Kind;

/// The dangers of the document, and what nobody reaches.
pub(super) fn problems(
    document: &PolicyDocument,
    compiled: &Compiled,
    mentioned: &HashSet<i64>,
) -> Vec<PolicyProblem> {
    let start = start(document, compiled);
    let mut problems = Vec::new();
    let walked = walk(document, compiled, start.clone(), &mut |pointer, (danger, at)| {
        let mut finding = told(danger);
        finding.position = at.0;
        problems.push(finding.at(pointer));
    });
    if problems.is_empty() {
        rowless(document, compiled, &start, &mut problems);
    }
    if problems.is_empty() {
        unreached(document, compiled, mentioned, &start, &mut problems);
        rows::unreached(document, compiled, &walked.uses, &mut problems);
    }
    problems
}

fn told(danger: Danger) -> Finding {
    match danger {
        Danger::Overflow => Finding::new(
            "overflow_possible",
            "允许的事实之内，数值可能超出 64 位整数的范围",
            "within the facts allowed a number can grow beyond 64 bits",
        ),
        Danger::DivisionByZero => Finding::new(
            "division_by_zero",
            "除数可能为零；请先用条件排除",
            "the divisor can be zero; exclude that by a condition",
        ),
        Danger::NoStep => Finding::new(
            "no_step",
            "取整的单位可能为零或负数；应至少为 1",
            "what is rounded to can be zero or less; it must be at least 1",
        ),
        Danger::LimitsCrossed => {
            Finding::new("limits_crossed", "下限高于上限", "the lower limit is above the upper one")
        }
        Danger::NoRow => Finding::new(
            "no_row",
            "表中没有对应的行，也没有规定其他情形的值；请补上一行或“其他”",
            "the table has no such row and nothing for all others; add a row or what holds otherwise",
        ),
        Danger::NoBracket => Finding::new(
            "no_bracket",
            "允许的事实之内，数值可能不在任何一档之内；请补上一档、“其他”，或限制该事实",
            "within the facts allowed the number can lie outside all brackets; add one, or what holds otherwise, or limit the fact",
        ),
    }
}

/// Rows that some choice of an input is certainly looked for in vain.
fn rowless(
    document: &PolicyDocument,
    compiled: &Compiled,
    start: &Ranges,
    problems: &mut Vec<PolicyProblem>,
) {
    let mut keys = HashSet::new();
    let outcome = &compiled.outcome;
    let rules = compiled.rules.iter().flat_map(|rule| rule.when.iter().chain([&rule.formula]));
    let result = [&outcome.eligible, &outcome.amount, &outcome.min, &outcome.max];
    let others = outcome.reasons.iter().chain(&outcome.parts).chain(&outcome.recheck_sooner);
    for formula in rules.chain(result).chain(others) {
        key_slots(&formula.node, &mut keys);
    }
    for (input, known) in document.inputs.iter().zip(&compiled.inputs) {
        let Holder::Slot { value, .. } = known.holder else { continue };
        for choice in input.values.iter().filter(|_| keys.contains(&value)) {
            let Some(symbol) = compiled.data.symbols.known(&choice.code).map(i128::from) else { continue };
            let mut ranges = start.clone();
            put(&mut ranges.slots, value, (symbol, symbol));
            walk(document, compiled, ranges, &mut |pointer, (danger, at)| {
                if danger != Danger::NoRow {
                    return;
                }
                let code = &choice.code;
                let mut finding = told(danger);
                finding.zh = format!("{}：{}（{code}）", finding.zh, input.label.zh);
                finding.en = format!("{}: {} ({code})", finding.en, input.label.en);
                finding.position = at.0;
                problems.push(finding.at(pointer));
            });
        }
    }
}

/// The slots by which rows of tables are looked up.
fn key_slots(node: &Node, found: &mut HashSet<usize>) {
    if let Node::Lookup { keys, .. } = node {
        found.extend(keys.iter().filter_map(|key| match key {
            Node::Slot(slot) => Some(*slot),
            _ => None,
        }));
    }
    node.each_part(&mut |part| key_slots(part, found));
}

/// A choice no formula or table speaks of, with which nothing can be granted.
fn unreached(
    document: &PolicyDocument,
    compiled: &Compiled,
    mentioned: &HashSet<i64>,
    start: &Ranges,
    problems: &mut Vec<PolicyProblem>,
) {
    for (place, (input, known)) in document.inputs.iter().zip(&compiled.inputs).enumerate() {
        let Holder::Slot { value, .. } = known.holder else { continue };
        for (number, choice) in input.values.iter().enumerate() {
            let Some(symbol) =
                compiled.data.symbols.known(&choice.code).filter(|code| !mentioned.contains(code))
            else {
                continue;
            };
            let mut ranges = start.clone();
            if let Some(slot) = ranges.slots.get_mut(value) {
                *slot = (i128::from(symbol), i128::from(symbol));
            }
            let walked = walk(document, compiled, ranges, &mut |_, _| ());
            if walked.most <= 0 {
                let code = &choice.code;
                let finding = Finding::new(
                    "unreachable",
                    format!("没有任何规则涉及 {code}，它永远得不到救助"),
                    format!("no rule speaks of {code:?}: nothing is ever granted to it"),
                );
                problems.push(finding.at(format!("/inputs/{place}/values/{number}")));
            }
        }
    }
}

/// What going through all formulas has shown.
struct Walked {
    /// The most that can be granted.
    most: i128,
    uses: BTreeSet<Use>,
}

/// Goes through all formulas and tells each danger.
fn walk(
    document: &PolicyDocument,
    compiled: &Compiled,
    mut ranges: Ranges,
    tell: &mut dyn FnMut(String, (Danger, Place)),
) -> Walked {
    let mut world = world(document, compiled);
    let inputs = compiled.inputs.iter().enumerate();
    for (place, input) in inputs {
        let conditions = [("required_when", &input.required_when), ("used_when", &input.used_when)];
        for (member, condition) in conditions {
            if let Some(Err(danger)) = condition.as_ref().map(|it| world.range(&it.node, &ranges, 0)) {
                tell(format!("/inputs/{place}/{member}"), danger);
            }
        }
    }
    for (place, rule) in compiled.rules.iter().enumerate() {
        let mut narrowed = ranges.clone();
        let mut always = true;
        if let Some(when) = &rule.when {
            match world.range(&when.node, &ranges, 0) {
                Ok((low, _)) => always = low != 0,
                Err(danger) => tell(format!("/rules/{place}/when"), danger),
            }
            world.narrow(&when.node, true, &mut narrowed, 0);
        }
        let found = if narrowed.dead { Ok((0, 0)) } else { world.range(&rule.formula.node, &narrowed, 0) };
        let kind = compiled.data.slots.get(rule.slot).map_or(Kind::Int, |slot| slot.kind);
        let found = found.unwrap_or_else(|danger| {
            tell(format!("/rules/{place}/formula"), danger);
            presumed(kind)
        });
        if let Some(slot) = ranges.slots.get_mut(rule.slot) {
            *slot = if always { found } else { hull(found, (0, 0)) };
        }
        if kind == Kind::Bool {
            let holds = rule.when.iter().chain([&rule.formula]).map(|formula| &formula.node);
            world.flags.insert(rule.slot, holds.collect());
        }
    }
    let mut most = |pointer: String, formula: &Formula| match world.range(&formula.node, &ranges, 0) {
        Ok((_, most)) => most,
        Err(danger) => {
            tell(pointer, danger);
            i128::from(i64::MAX)
        }
    };
    let outcome = &compiled.outcome;
    most("/result/eligible".to_owned(), &outcome.eligible);
    most("/result/min".to_owned(), &outcome.min);
    most("/result/max".to_owned(), &outcome.max);
    for (place, reason) in outcome.reasons.iter().enumerate() {
        most(format!("/result/reasons/{place}/when"), reason);
    }
    if let Some(sooner) = &outcome.recheck_sooner {
        most("/result/recheck_sooner/when".to_owned(), sooner);
    }
    for (place, begins) in outcome.begins.iter().enumerate() {
        if let Some(when) = &begins.when {
            most(format!("/result/begins/{place}/when"), when);
        }
    }
    let parts = outcome.parts.iter().enumerate();
    let parts = parts.map(|(place, part)| most(format!("/result/parts/{place}/amount"), part)).max();
    let most = most("/result/amount".to_owned(), &outcome.amount).max(parts.unwrap_or_default());
    Walked { most, uses: world.uses.into_inner() }
}

fn world<'c>(document: &PolicyDocument, compiled: &'c Compiled) -> World<'c> {
    let lists = document.inputs.iter().filter(|input| input.kind == Kind::List);
    World {
        tables: compiled
            .data
            .tables
            .iter()
            .map(|(_, dated)| dated.0.iter().map(|(_, it)| it).collect())
            .collect(),
        brackets: compiled
            .data
            .brackets
            .iter()
            .map(|(_, dated)| dated.0.iter().map(|(_, it)| it).collect())
            .collect(),
        items: lists.map(|list| i128::from(list.max_items.unwrap_or(MAX_ITEMS))).collect(),
        flags: HashMap::new(),
        given: given(document, compiled),
        uses: RefCell::default(),
    }
}

/// The facts that are asked for and required under some condition.
fn given<'c>(document: &PolicyDocument, compiled: &'c Compiled) -> Vec<(&'c Node, usize, Interval)> {
    let of_input = |(input, known): (&Input, &'c CompiledInput)| {
        let condition = &known.required_when.as_ref()?.node;
        let asked = known.used_when.as_ref().is_none_or(|used| used.node == *condition);
        match known.holder {
            Holder::Slot { value, .. } if asked && input.default.is_none() => {
                let (low, high) = bounds(input);
                Some((condition, value, (i128::from(low), i128::from(high))))
            }
            _ => None,
        }
    };
    let numbers = document.inputs.iter().zip(&compiled.inputs).filter(|(input, _)| input.kind.is_number());
    numbers.filter_map(of_input).collect()
}

/// What every slot can hold before anything is computed.
fn start(document: &PolicyDocument, compiled: &Compiled) -> Ranges {
    let mut slots: Vec<Interval> = compiled.data.slots.iter().map(|slot| presumed(slot.kind)).collect();
    let mut cells = Vec::new();
    for (input, known) in document.inputs.iter().zip(&compiled.inputs) {
        match known.holder {
            Holder::Slot { value, given } => {
                let absent = !input.required || input.default.is_some() || input.used_when.is_some();
                let range = of_input(input, compiled, absent.then_some(known.absent));
                put(&mut slots, value, range);
                put(&mut slots, given, FLAG);
            }
            Holder::List(_) => {
                let fields = input.fields.iter().zip(&known.fields);
                let of_field = |(field, absent): (&Input, &i64)| {
                    let absent = (!field.required || field.default.is_some()).then_some(*absent);
                    [of_input(field, compiled, absent), FLAG]
                };
                cells.push(fields.flat_map(of_field).collect());
            }
        }
    }
    for (slot, dated) in &compiled.data.scalars {
        let values = dated.0.iter().map(|(_, value)| (i128::from(*value), i128::from(*value)));
        put(&mut slots, *slot, values.reduce(hull).unwrap_or((0, 0)));
    }
    for external in &compiled.data.externals {
        put(&mut slots, external.slot, presumed(Kind::Fen));
    }
    Ranges { slots, cells, dead: false }
}

fn put(slots: &mut [Interval], slot: usize, range: Interval) {
    if let Some(known) = slots.get_mut(slot) {
        *known = range;
    }
}

fn presumed(kind: Kind) -> Interval {
    let (low, high) = kind.presumed_range();
    (i128::from(low), i128::from(high))
}

/// The least and greatest number of an input that the checks reckon with.
pub(in crate::policy) fn bounds(input: &Input) -> (i64, i64) {
    let (low, high) = input.kind.presumed_range();
    let (low, high) = (input.min.unwrap_or(low), input.max.unwrap_or(high));
    // A limit on one side only must not turn the range around.
    (low.min(high), high.max(low))
}

fn of_input(input: &Input, compiled: &Compiled, absent: Option<i64>) -> Interval {
    let (low, high) = bounds(input);
    let mut range = (i128::from(low), i128::from(high));
    if input.kind == Kind::Code {
        let codes = input.values.iter().filter_map(|choice| compiled.data.symbols.known(&choice.code));
        let codes = codes.map(|code| (i128::from(code), i128::from(code)));
        range = codes.reduce(hull).unwrap_or((0, 0));
    }
    absent.map(i128::from).map_or(range, |absent| hull(range, (absent, absent)))
}
