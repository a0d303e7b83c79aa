//! A checked document in the form it is evaluated in.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::document::{Choice, Input};
use super::exact;
use super::ir::Items;
use super::lower::Formula;
use super::scope::{External, FieldShape, Meaning};
use super::symbols::{SlotInfo, Symbols};
use super::tables::{Brackets, Table};
use super::value::{Kind, Value};

/// The formulas of a document, each list in the document's order.
#[derive(Debug)]
pub(super) struct Compiled {
    pub data: Data,
    pub inputs: Vec<CompiledInput>,
    pub rules: Vec<CompiledRule>,
    pub outcome: CompiledOutcome,
}

/// What the formulas refer to.
#[derive(Debug)]
pub(super) struct Data {
    pub slots: Vec<SlotInfo>,
    pub symbols: Symbols,
    pub meanings: HashMap<String, Meaning>,
    pub lists: Vec<Vec<FieldShape>>,
    /// Numbers and choices, by slot.
    pub scalars: Vec<(usize, Dated<i64>)>,
    pub tables: Vec<(String, Dated<Table>)>,
    pub brackets: Vec<(String, Dated<Brackets>)>,
    pub externals: Vec<External>,
    /// What the values of each parameter are.
    pub units: HashMap<String, Kind>,
    /// The names formulas use.
    pub used: HashSet<String>,
}

#[derive(Debug)]
pub(super) struct CompiledOutcome {
    pub eligible: Formula,
    pub amount: Formula,
    pub min: Formula,
    pub max: Formula,
    pub parts: Vec<Formula>,
    pub reasons: Vec<Formula>,
    pub recheck_sooner: Option<Formula>,
    pub begins: Vec<CompiledBeginning>,
}

#[derive(Debug)]
pub(super) struct CompiledBeginning {
    pub when: Option<Formula>,
    /// The slot of the day that `year_after` is after.
    pub of: Option<usize>,
}

#[derive(Debug)]
pub(super) struct CompiledInput {
    pub holder: Holder,
    pub required_when: Option<Formula>,
    pub used_when: Option<Formula>,
    /// What counts where the fact is not given.
    pub absent: i64,
    /// For the fields of a list, the same.
    pub fields: Vec<i64>,
}

/// Where the value of an input goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Holder {
    Slot { value: usize, given: usize },
    List(usize),
}

#[derive(Debug)]
pub(super) struct CompiledRule {
    pub slot: usize,
    pub when: Option<Formula>,
    pub formula: Formula,
}

/// Values that hold from a day on, ascending.
#[derive(Debug, Clone)]
pub(super) struct Dated<T>(pub Vec<(NaiveDate, T)>);

impl<T> Dated<T> {
    /// The value in force on that day: the latest not after it.
    pub fn on(&self, day: NaiveDate) -> Option<&T> {
        self.0.iter().rev().find(|(from, _)| *from <= day).map(|(_, value)| value)
    }
}

impl Data {
    /// As many lists as the document has inputs of that kind, all empty.
    pub fn empty_lists(&self) -> Vec<Items> {
        let empty = |fields: &Vec<FieldShape>| Items { cells: Vec::new(), width: 2 * fields.len() };
        self.lists.iter().map(empty).collect()
    }

    /// What the cells of a table, or the brackets, of that name hold.
    pub fn kind_of(&self, parameter: &str) -> Option<Kind> {
        self.units.get(parameter).copied()
    }

    /// A slot's value as JSON.
    pub fn json(&self, kind: Kind, number: i64) -> serde_json::Value {
        match kind {
            Kind::Bool => (number != 0).into(),
            Kind::Code => self.symbols.text(number).into(),
            Kind::Date => exact::day_of(number).map_or_else(|| "".into(), |day| day.to_string().into()),
            _ => number.into(),
        }
    }
}

/// A value of a document or of a fact as the number formulas compute with;
/// `None` for another type and for a text no formula knows.
pub(super) fn encode(kind: Kind, value: &Value, symbols: &Symbols) -> Option<i64> {
    match (kind, value) {
        (Kind::Bool, Value::Bool(flag)) => Some(i64::from(*flag)),
        (Kind::Code, Value::Text(text)) => symbols.known(text),
        (Kind::Date, Value::Text(text)) => text.parse().ok().map(exact::day_number),
        (kind, Value::Int(number)) if kind.is_number() => Some(*number),
        _ => None,
    }
}

/// Whether a number lies within the input's limits; everything else does.
pub(super) fn in_range(input: &Input, value: &Value) -> bool {
    let Value::Int(number) = value else {
        return true;
    };
    input.min.is_none_or(|min| min <= *number) && input.max.is_none_or(|max| *number <= max)
}

/// The choice a text names, by its code or one of its other names.
pub(super) fn choice<'c>(choices: &'c [Choice], text: &str) -> Option<&'c Choice> {
    let named = |choice: &&Choice| choice.code == text || choice.aliases.iter().any(|alias| alias == text);
    choices.iter().find(named)
}
