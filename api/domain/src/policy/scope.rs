//! What the names of a document mean to its formulas, and which slot holds
//! each value.

use std::collections::{HashMap, HashSet};

use super::symbols::{SlotInfo, Symbols};
use super::unit::Unit;
use super::value::Kind;

/// The name of the day an evaluation is made for.
pub(super) const ON_DAY: &str = "on_day";

/// The type of a formula or of a part of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Ty {
    Number(Unit),
    Flag,
    /// A text; one of the codes of that domain where it has one.
    Text(Option<usize>),
    Day,
}

impl Ty {
    /// What may stand where both do.
    pub fn join(self, other: Ty) -> Option<Ty> {
        match (self, other) {
            (Ty::Number(one), Ty::Number(two)) => one.join(two).map(Ty::Number),
            (Ty::Text(one), Ty::Text(two)) => Some(Ty::Text(one.or(two))),
            (one, two) => (one == two).then_some(one),
        }
    }

    /// Its name in Chinese and in English.
    pub const fn name(self) -> (&'static str, &'static str) {
        match self {
            Ty::Number(unit) => unit.name(),
            Ty::Flag => ("是或否", "true or false"),
            Ty::Text(_) => ("文字", "a text"),
            Ty::Day => ("日期", "a day"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Meaning {
    Value { slot: usize, ty: Ty },
    List(usize),
    Table(usize),
    Brackets(usize),
}

/// A field of the items of a list. Its value is in cell `2 × place`, whether it
/// was given in the cell after.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FieldShape {
    pub name: String,
    pub kind: Kind,
    pub ty: Ty,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct TableShape {
    pub keys: Vec<Ty>,
    pub value: Ty,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct BracketShape {
    pub over: Unit,
    pub value: Ty,
}

/// A parameter of another policy, and the slot it is put into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct External {
    pub policy: String,
    pub parameter: String,
    pub slot: usize,
}

/// The names known so far.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub slots: Vec<SlotInfo>,
    pub meanings: HashMap<String, Meaning>,
    /// Every name of the document, to tell "too early" from "nowhere".
    pub declared: HashSet<String>,
    pub symbols: Symbols,
    /// The codes of each domain.
    pub domains: Vec<Vec<i64>>,
    pub lists: Vec<Vec<FieldShape>>,
    pub tables: Vec<TableShape>,
    pub brackets: Vec<BracketShape>,
    pub externals: Vec<External>,
    /// For the slot of an input, the slot that tells whether it was given.
    pub given: HashMap<usize, usize>,
    /// The texts formulas and tables speak of.
    pub mentioned: HashSet<i64>,
    /// The names formulas use.
    pub used: HashSet<String>,
}

impl Scope {
    /// With the day of the evaluation in slot 0.
    pub fn new() -> Scope {
        let mut scope = Scope::default();
        let slot = scope.slot(ON_DAY, Kind::Date);
        scope.meanings.insert(ON_DAY.to_owned(), Meaning::Value { slot, ty: Ty::Day });
        scope
    }

    pub fn slot(&mut self, name: &str, kind: Kind) -> usize {
        self.slots.push(SlotInfo { name: name.to_owned(), kind });
        self.slots.len() - 1
    }

    /// The slot of a parameter of another policy.
    pub fn external(&mut self, policy: &str, parameter: &str) -> usize {
        let known = |known: &&External| known.policy == policy && known.parameter == parameter;
        if let Some(external) = self.externals.iter().find(known) {
            return external.slot;
        }
        let slot = self.slot(&format!("{policy}.{parameter}"), Kind::Int);
        self.externals.push(External { policy: policy.to_owned(), parameter: parameter.to_owned(), slot });
        slot
    }

    /// The domain of these codes.
    pub fn domain(&mut self, codes: impl Iterator<Item = String>) -> usize {
        let numbers = codes.map(|code| self.symbols.number(&code)).collect();
        self.domains.push(numbers);
        self.domains.len() - 1
    }

    /// The type of the values of a kind; of a code those of `domain`.
    pub const fn ty(kind: Kind, domain: Option<usize>) -> Ty {
        match kind {
            Kind::Bool => Ty::Flag,
            Kind::Code | Kind::List => Ty::Text(domain),
            Kind::Date => Ty::Day,
            _ => Ty::Number(Unit::of(kind)),
        }
    }
}
