//! The compiled form of a formula: a small typed tree over numbered slots. It
//! holds whole numbers only: a flag is 0 or 1, a code the number of its text, a
//! day the day of the common era. Evaluating it is total: no step repeats more
//! often than a list has items, and all that can go wrong is a [`Fault`].

mod fold;

pub(super) use fold::Folded;

use super::exact;
use super::tables::{Brackets, Table};
use crate::money::Rounding;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Const(i64),
    /// A value of the case, by slot.
    Slot(usize),
    /// A cell of the list item at hand.
    Cell(usize),
    Not(Box<Node>),
    Negate(Box<Node>, Place),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Arithmetic(Op, Box<Node>, Box<Node>, Place),
    Compare(Relation, Box<Node>, Box<Node>),
    If(Box<Node>, Box<Node>, Box<Node>),
    OneOf(Box<Node>, Vec<Node>),
    Highest(Vec<Node>),
    Lowest(Vec<Node>),
    AtLeastZero(Box<Node>),
    Clamp(Box<Node>, Box<Node>, Box<Node>),
    /// Thousandths of an amount, rounded to a multiple of a unit.
    Share {
        of: Box<Node>,
        rate: Box<Node>,
        unit: Box<Node>,
        mode: Rounding,
        at: Place,
    },
    /// a × b / c.
    MulDiv {
        factors: Box<(Node, Node)>,
        by: Box<Node>,
        mode: Rounding,
        at: Place,
    },
    Round {
        of: Box<Node>,
        unit: Box<Node>,
        mode: Rounding,
        at: Place,
    },
    Lookup {
        table: usize,
        keys: Vec<Node>,
    },
    InTable {
        table: usize,
        keys: Vec<Node>,
    },
    Bracket {
        brackets: usize,
        of: Box<Node>,
    },
    InBrackets {
        brackets: usize,
        of: Box<Node>,
    },
    Marginal {
        brackets: usize,
        of: Box<Node>,
        mode: Rounding,
        at: Place,
    },
    Over {
        fold: Fold,
        list: usize,
        filter: Option<Box<Node>>,
        body: Box<Node>,
        at: Place,
    },
    Calendar(CalendarFunction, Box<Node>, Box<Node>),
}

/// Where in the text of the formula a part begins that can grow too large or divide by
/// zero, in characters. The same computation is the same wherever it is written, so a
/// place does not tell nodes apart.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place(pub Option<u32>);

impl PartialEq for Place {
    fn eq(&self, _: &Place) -> bool {
        true
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What is made of the items of a list; of none 0, no, and for `All` yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    Sum,
    Count,
    Exists,
    All,
    Highest,
    Lowest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CalendarFunction {
    AgeOn,
    DaysBetween,
    MonthsBetween,
}

/// Why a formula has no value for a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Overflow,
    DivisionByZero,
    /// `clamp` with its limits the wrong way round.
    LimitsCrossed,
    /// Rounding to a multiple of nothing.
    NoUnit,
    NotInTable,
}

impl Fault {
    /// A plain sentence for the log and for whoever keeps the document.
    pub const fn sentence(self) -> &'static str {
        match self {
            Fault::Overflow => "a number is too large",
            Fault::DivisionByZero => "a division by zero",
            Fault::LimitsCrossed => "low is above high",
            Fault::NoUnit => "the unit must be positive",
            Fault::NotInTable => "the table has no such row",
        }
    }
}

/// The items of a list: `width` cells each.
#[derive(Debug, Clone, Default)]
pub(super) struct Items {
    pub cells: Vec<i64>,
    pub width: usize,
}

impl Items {
    pub fn rows(&self) -> impl Iterator<Item = &[i64]> {
        self.cells.chunks_exact(self.width.max(1))
    }
}

impl Node {
    /// Visits the parts it is computed from, without theirs.
    pub fn each_part<'n>(&'n self, visit: &mut dyn FnMut(&'n Node)) {
        match self {
            Node::Const(_) | Node::Slot(_) | Node::Cell(_) => (),
            Node::Not(one) | Node::Negate(one, _) | Node::AtLeastZero(one) => visit(one),
            Node::Bracket { of, .. } | Node::InBrackets { of, .. } | Node::Marginal { of, .. } => visit(of),
            Node::And(one, two) | Node::Or(one, two) | Node::Arithmetic(_, one, two, _) => {
                visit(one);
                visit(two);
            }
            Node::Compare(_, one, two) | Node::Calendar(_, one, two) => {
                visit(one);
                visit(two);
            }
            Node::Round { of, unit, .. } => {
                visit(of);
                visit(unit);
            }
            Node::If(one, two, three) | Node::Clamp(one, two, three) => {
                [one, two, three].into_iter().for_each(|part| visit(part));
            }
            Node::Share { of, rate, unit, .. } => [of, rate, unit].into_iter().for_each(|part| visit(part)),
            Node::MulDiv { factors, by, .. } => {
                [&factors.0, &factors.1, &**by].into_iter().for_each(visit);
            }
            Node::OneOf(one, of) => [&**one].into_iter().chain(of).for_each(visit),
            Node::Highest(of) | Node::Lowest(of) => of.iter().for_each(visit),
            Node::Lookup { keys, .. } | Node::InTable { keys, .. } => keys.iter().for_each(visit),
            Node::Over { filter, body, .. } => filter.iter().chain([body]).for_each(|part| visit(part)),
        }
    }
}

/// Everything a formula is computed from.
#[derive(Debug)]
pub(super) struct Case<'p> {
    pub slots: Vec<i64>,
    pub lists: Vec<Items>,
    pub tables: Vec<&'p Table>,
    pub brackets: Vec<&'p Brackets>,
}

type Computed = Result<i64, Fault>;

impl Case<'_> {
    /// The value of a formula.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn value(&self, node: &Node) -> Computed {
        self.at(node, &[])
    }

    /// The value of a formula for one item of a list.
    pub fn at(&self, node: &Node, item: &[i64]) -> Computed {
        let value = |node: &Node| self.at(node, item);
        match node {
            Node::Const(number) => Ok(*number),
            Node::Slot(slot) => Ok(self.slots.get(*slot).copied().unwrap_or_default()),
            Node::Cell(cell) => Ok(item.get(*cell).copied().unwrap_or_default()),
            Node::Not(flag) => Ok(i64::from(value(flag)? == 0)),
            Node::Negate(number, _) => value(number)?.checked_neg().ok_or(Fault::Overflow),
            Node::And(left, right) => settle(value(left), || value(right), 0),
            Node::Or(left, right) => settle(value(left), || value(right), 1),
            Node::Arithmetic(op, left, right, _) => arithmetic(*op, value(left)?, value(right)?),
            Node::Compare(relation, left, right) => {
                Ok(i64::from(relation.holds(value(left)?, value(right)?)))
            }
            Node::If(condition, yes, no) => value(if value(condition)? != 0 { yes } else { no }),
            Node::OneOf(one, of) => {
                let one = value(one)?;
                let mut found = false;
                for node in of {
                    found |= value(node)? == one;
                }
                Ok(i64::from(found))
            }
            Node::Highest(of) => extreme(of.iter().map(value), i64::max),
            Node::Lowest(of) => extreme(of.iter().map(value), i64::min),
            Node::AtLeastZero(number) => Ok(value(number)?.max(0)),
            Node::Clamp(number, low, high) => clamp(value(number)?, value(low)?, value(high)?),
            Node::Share { of, rate, unit, mode, .. } => share(value(of)?, value(rate)?, value(unit)?, *mode),
            Node::MulDiv { factors, by, mode, .. } => {
                mul_div(value(&factors.0)?, value(&factors.1)?, value(by)?, *mode)
            }
            Node::Round { of, unit, mode, .. } => share(value(of)?, 1000, value(unit)?, *mode),
            Node::Lookup { table, keys } => {
                let keys = keys.iter().map(value).collect::<Result<Vec<_>, _>>()?;
                let Some(table) = self.tables.get(*table) else { return Err(Fault::NotInTable) };
                table.cell(keys.into_iter()).or(table.otherwise).ok_or(Fault::NotInTable)
            }
            Node::InTable { table, keys } => {
                let keys = keys.iter().map(value).collect::<Result<Vec<_>, _>>()?;
                let found = self.tables.get(*table).and_then(|table| table.cell(keys.into_iter()));
                Ok(i64::from(found.is_some()))
            }
            Node::Bracket { brackets, of } => {
                let number = value(of)?;
                let Some(brackets) = self.brackets.get(*brackets) else { return Err(Fault::NotInTable) };
                let found = exact::band(&brackets.bands, number).map(|band| band.value);
                found.or(brackets.otherwise).ok_or(Fault::NotInTable)
            }
            Node::InBrackets { brackets, of } => {
                let number = value(of)?;
                let found = self.brackets.get(*brackets).and_then(|known| exact::band(&known.bands, number));
                Ok(i64::from(found.is_some()))
            }
            Node::Marginal { brackets, of, mode, .. } => {
                let number = value(of)?;
                let Some(known) = self.brackets.get(*brackets) else { return Err(Fault::NotInTable) };
                exact::marginal(&known.bands, number, known.per, *mode).ok_or(Fault::Overflow)
            }
            Node::Over { fold, list, filter, body, .. } => self.over(*fold, *list, filter.as_deref(), body),
            Node::Calendar(function, left, right) => calendar(*function, value(left)?, value(right)?),
        }
    }

    fn over(&self, fold: Fold, list: usize, filter: Option<&Node>, body: &Node) -> Computed {
        let mut folded = Folded::new(fold);
        for item in self.lists.get(list).iter().flat_map(|items| items.rows()) {
            let counts = filter.map_or(Ok(1), |filter| self.at(filter, item))?;
            if counts != 0 && folded.settles(self.at(body, item))? {
                break;
            }
        }
        folded.result()
    }
}

/// `&&` and `||` as CEL has them: `settled` on either side outweighs a fault
/// on the other; of two faults the right one is told.
fn settle(left: Computed, right: impl FnOnce() -> Computed, settled: i64) -> Computed {
    if left == Ok(settled) {
        return left;
    }
    let right = right()?;
    if right == settled { Ok(settled) } else { left }
}

fn extreme(values: impl Iterator<Item = Computed>, best: fn(i64, i64) -> i64) -> Computed {
    let mut found: Option<i64> = None;
    for value in values {
        let value = value?;
        found = Some(found.map_or(value, |known| best(known, value)));
    }
    Ok(found.unwrap_or_default())
}

impl Relation {
    pub const fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Relation::Equal => left == right,
            Relation::NotEqual => left != right,
            Relation::Less => left < right,
            Relation::LessOrEqual => left <= right,
            Relation::Greater => left > right,
            Relation::GreaterOrEqual => left >= right,
        }
    }
}

pub(super) fn arithmetic(op: Op, left: i64, right: i64) -> Computed {
    let result = match op {
        Op::Add => left.checked_add(right),
        Op::Subtract => left.checked_sub(right),
        Op::Multiply => left.checked_mul(right),
        Op::Divide | Op::Remainder if right == 0 => return Err(Fault::DivisionByZero),
        Op::Divide => left.checked_div(right),
        Op::Remainder => left.checked_rem(right),
    };
    result.ok_or(Fault::Overflow)
}

pub(super) fn clamp(number: i64, low: i64, high: i64) -> Computed {
    if low > high { Err(Fault::LimitsCrossed) } else { Ok(number.clamp(low, high)) }
}

pub(super) fn share(of: i64, rate: i64, unit: i64, mode: Rounding) -> Computed {
    if unit <= 0 {
        return Err(Fault::NoUnit);
    }
    exact::share(of, rate, unit, mode).ok_or(Fault::Overflow)
}

pub(super) fn mul_div(a: i64, b: i64, by: i64, mode: Rounding) -> Computed {
    if by == 0 {
        return Err(Fault::DivisionByZero);
    }
    exact::mul_div(a, b, by, mode).ok_or(Fault::Overflow)
}

pub(super) fn calendar(function: CalendarFunction, left: i64, right: i64) -> Computed {
    match function {
        CalendarFunction::AgeOn => exact::age_on(left, right).ok_or(Fault::Overflow),
        CalendarFunction::DaysBetween => right.checked_sub(left).ok_or(Fault::Overflow),
        CalendarFunction::MonthsBetween => exact::months_between(left, right).ok_or(Fault::Overflow),
    }
}
