//! Which values a formula can take, by intervals: so that an overflow, a division by
//! zero or a missing row is told when a document is saved, not when a case meets it.
//! What is found is an outer bound; a condition narrows what it speaks of.

mod bounds;

pub(super) use bounds::{Danger, Interval, hull};

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use super::exact::{self, Band};
use super::ir::{CalendarFunction, Fold, Node, Place, Relation};
use super::tables::{Brackets, Table};
use bounds::{
    LEAST, MOST, allowed, arithmetic, checked, compare, corners, mirrored, opposite, quotient, rounded,
};

pub(super) const FLAG: Interval = (0, 1);

/// What may happen for some facts, and where in the formula.
type Range = Result<Interval, (Danger, Place)>;

/// The interval of each slot, and of each cell of the lists.
#[derive(Debug, Clone)]
pub(super) struct Ranges {
    pub slots: Vec<Interval>,
    pub cells: Vec<Vec<Interval>>,
    /// The conditions taken contradict each other: nothing gets here.
    pub dead: bool,
}

/// Brackets or a table that a formula reaches, and within which limits it looks there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    Brackets(usize, Interval),
    Table(usize, Vec<Interval>),
}

/// What formulas refer to, over all the days of the policy.
pub(super) struct World<'c> {
    pub tables: Vec<Vec<&'c Table>>,
    pub brackets: Vec<Vec<&'c Brackets>>,
    /// Most items of each list.
    pub items: Vec<i128>,
    /// The flags computed by earlier rules: where one is known to hold, so is
    /// what it was computed from.
    pub flags: HashMap<usize, Vec<&'c Node>>,
    /// Conditions under which a fact is certainly given, with its slot and limits.
    pub given: Vec<(&'c Node, usize, Interval)>,
    /// What was looked up so far.
    pub uses: RefCell<BTreeSet<Use>>,
}

impl World<'_> {
    /// The interval of a formula, `list` being the one whose item is at hand.
    pub fn range(&self, node: &Node, ranges: &Ranges, list: usize) -> Range {
        let range = |node: &Node| self.range(node, ranges, list);
        match node {
            Node::Const(number) => Ok((i128::from(*number), i128::from(*number))),
            Node::Slot(slot) => Ok(ranges.slots.get(*slot).copied().unwrap_or((LEAST, MOST))),
            Node::Cell(cell) => {
                let cells = ranges.cells.get(list);
                Ok(cells.and_then(|cells| cells.get(*cell)).copied().unwrap_or((LEAST, MOST)))
            }
            Node::Not(flag) => range(flag).map(|(low, high)| (1 - high, 1 - low)),
            Node::Negate(number, at) => {
                let (low, high) = range(number)?;
                checked((-high, -low)).map_err(told(*at))
            }
            Node::And(left, right) => self.both(left, right, true, ranges, list),
            Node::Or(left, right) => self.both(left, right, false, ranges, list),
            Node::Arithmetic(op, left, right, at) => {
                arithmetic(*op, range(left)?, range(right)?).map_err(told(*at))
            }
            Node::Compare(relation, left, right) => Ok(compare(*relation, range(left)?, range(right)?)),
            Node::If(condition, yes, no) => {
                let mut found = None;
                let possible = range(condition)?;
                for (branch, truth) in [(yes, true), (no, false)] {
                    let mut narrowed = ranges.clone();
                    self.narrow(condition, truth, &mut narrowed, list);
                    let meets = if truth { possible.1 != 0 } else { possible.0 == 0 };
                    if meets && !narrowed.dead {
                        let branch = self.range(branch, &narrowed, list)?;
                        found = Some(found.map_or(branch, |known| hull(known, branch)));
                    }
                }
                Ok(found.unwrap_or((0, 0)))
            }
            Node::OneOf(one, of) => {
                let one = range(one)?;
                let mut found = (0, 0);
                for node in of {
                    let (low, high) = compare(Relation::Equal, one, range(node)?);
                    found = (found.0.max(low), found.1.max(high));
                }
                Ok(found)
            }
            Node::Highest(of) => self.extreme(of, ranges, list, |a, b| (a.0.max(b.0), a.1.max(b.1))),
            Node::Lowest(of) => self.extreme(of, ranges, list, |a, b| (a.0.min(b.0), a.1.min(b.1))),
            Node::AtLeastZero(number) => range(number).map(|(low, high)| (low.max(0), high.max(0))),
            Node::Clamp(number, low, high) => {
                let (number, low, high) = (range(number)?, range(low)?, range(high)?);
                if low.0 > high.1 {
                    return Err((Danger::LimitsCrossed, Place(None)));
                }
                Ok((number.0.clamp(low.0, low.0.max(high.0)), number.1.min(high.1).max(low.1)))
            }
            Node::Share { of, rate, unit, at, .. } => {
                let product = corners(range(of)?, range(rate)?, |a, b| a * b);
                rounded((product.0 / 1000, product.1 / 1000), product, range(unit)?).map_err(told(*at))
            }
            Node::MulDiv { factors, by, at, .. } => {
                let by = range(by)?;
                let product = corners(range(&factors.0)?, range(&factors.1)?, |a, b| a * b);
                let signs = corners(product, by, |a, b| a.signum() * b.signum());
                let quotient = quotient(product, by).map_err(told(*at))?;
                rounded(quotient, signs, (1, 1)).map_err(told(*at))
            }
            Node::Round { of, unit, at, .. } => {
                let of = range(of)?;
                rounded(of, of, range(unit)?).map_err(told(*at))
            }
            Node::Lookup { table, keys } => {
                let keys = keys.iter().map(range).collect::<Result<Vec<_>, _>>()?;
                let found = self.cells(*table, &keys);
                self.note(Use::Table(*table, keys));
                found.ok_or((Danger::NoRow, Place(None)))
            }
            Node::InTable { table, keys } => {
                let keys = keys.iter().map(range).collect::<Result<Vec<_>, _>>()?;
                let found = self.cells(*table, &keys);
                self.note(Use::Table(*table, keys));
                Ok((0, i128::from(found.is_some())))
            }
            Node::Bracket { brackets, of: number } => {
                let of = range(number)?;
                self.note(Use::Brackets(*brackets, of));
                // Of what is computed the limits here are wider than what can be.
                let outside =
                    matches!(**number, Node::Slot(_) | Node::Cell(_)) && self.outside(*brackets, of);
                let found = self.bands(*brackets, of).filter(|_| !outside);
                found.ok_or((Danger::NoBracket, Place(None)))
            }
            Node::InBrackets { brackets, of } => {
                self.note(Use::Brackets(*brackets, range(of)?));
                Ok(FLAG)
            }
            Node::Marginal { brackets, of, at, .. } => {
                let of = range(of)?;
                // Each part counts, from the lowest on.
                self.note(Use::Brackets(*brackets, (of.0.min(0), of.1)));
                self.marginal(*brackets, of).map_err(told(*at))
            }
            Node::Over { fold, list, filter, body, at } => {
                self.over(*fold, *list, filter.as_deref(), body, ranges, *at)
            }
            Node::Calendar(function, left, right) => {
                range(left)?;
                range(right)?;
                Ok(match function {
                    CalendarFunction::AgeOn => (-10_000, 10_000),
                    CalendarFunction::DaysBetween => (-4_000_000, 4_000_000),
                    CalendarFunction::MonthsBetween => (-120_000, 120_000),
                })
            }
        }
    }

    fn note(&self, used: Use) {
        self.uses.borrow_mut().insert(used);
    }

    /// `&&` and `||`: the right side is reached, or counts, only where the left
    /// one has not settled it.
    fn both(&self, left: &Node, right: &Node, and: bool, ranges: &Ranges, list: usize) -> Range {
        let one = self.range(left, ranges, list)?;
        let settled = if and { one.1 == 0 } else { one.0 != 0 };
        let mut narrowed = ranges.clone();
        self.narrow(left, and, &mut narrowed, list);
        if settled || narrowed.dead {
            return Ok(if and { (0, 0) } else { (1, 1) });
        }
        let two = self.range(right, &narrowed, list)?;
        Ok(if and { (one.0.min(two.0), one.1.min(two.1)) } else { (one.0.max(two.0), one.1.max(two.1)) })
    }

    fn extreme(
        &self,
        of: &[Node],
        ranges: &Ranges,
        list: usize,
        join: fn(Interval, Interval) -> Interval,
    ) -> Range {
        let mut found = None;
        for node in of {
            let next = self.range(node, ranges, list)?;
            found = Some(found.map_or(next, |known| join(known, next)));
        }
        Ok(found.unwrap_or((0, 0)))
    }

    fn over(
        &self,
        fold: Fold,
        list: usize,
        filter: Option<&Node>,
        body: &Node,
        ranges: &Ranges,
        at: Place,
    ) -> Range {
        let mut narrowed = ranges.clone();
        if let Some(filter) = filter {
            self.range(filter, ranges, list)?;
            self.narrow(filter, true, &mut narrowed, list);
        }
        let most = self.items.get(list).copied().unwrap_or(i128::from(u16::MAX));
        if narrowed.dead {
            return Ok(if fold == Fold::All { FLAG } else { (0, 0) });
        }
        let item = self.range(body, &narrowed, list)?;
        match fold {
            Fold::Sum => checked(((item.0 * most).min(0), (item.1 * most).max(0))).map_err(told(at)),
            Fold::Count => Ok((0, most)),
            Fold::Exists | Fold::All => Ok(FLAG),
            Fold::Highest | Fold::Lowest => Ok(hull((0, 0), item)),
        }
    }

    /// What the rows give that these keys lead to; none where there is none on any day.
    fn cells(&self, table: usize, keys: &[Interval]) -> Option<Interval> {
        let mut found: Option<Interval> = None;
        let mut take = |value: i64| {
            let value = (i128::from(value), i128::from(value));
            found = Some(found.map_or(value, |known| hull(known, value)));
        };
        for version in self.tables.get(table).into_iter().flatten() {
            for (place, cell) in version.cells.iter().enumerate() {
                let mut rest = place;
                let mut meets = true;
                for (values, key) in version.keys.iter().zip(keys).rev() {
                    let value = values.get(rest % values.len()).copied().map_or(0, i128::from);
                    meets &= key.0 <= value && value <= key.1;
                    rest /= values.len();
                }
                if let Some(value) = cell.or(version.otherwise).filter(|_| meets) {
                    take(value);
                }
            }
            if let Some(otherwise) = version.otherwise {
                take(otherwise);
            }
        }
        found
    }

    /// What the brackets give that a number can fall into; none where it falls into none.
    fn bands(&self, brackets: usize, of: Interval) -> Option<Interval> {
        let mut found: Option<Interval> = None;
        for version in self.brackets.get(brackets).into_iter().flatten() {
            let meets = |band: &&Band| i128::from(band.from) <= of.1 && of.0 <= i128::from(band.to);
            let values = version.bands.iter().filter(meets).map(|band| band.value).chain(version.otherwise);
            for value in values.map(i128::from) {
                found = Some(found.map_or((value, value), |known| hull(known, (value, value))));
            }
        }
        found
    }

    /// From the first to the last bracket of all days; everything where some day's give
    /// something outside of them, too.
    fn spanned(&self, brackets: usize) -> Interval {
        let versions = self.brackets.get(brackets).into_iter().flatten();
        let span = |version: &Brackets| match (version.otherwise, version.bands.as_slice()) {
            (None, [first, .., last]) => (first.from.into(), last.to.into()),
            (None, [only]) => (only.from.into(), only.to.into()),
            _ => (LEAST, MOST),
        };
        versions.map(|version| span(version)).reduce(hull).unwrap_or((LEAST, MOST))
    }

    fn outside(&self, brackets: usize, of: Interval) -> bool {
        let span = self.spanned(brackets);
        of.0 < span.0 || span.1 < of.1
    }

    fn marginal(&self, brackets: usize, of: Interval) -> Result<Interval, Danger> {
        let mut found = (0, 0);
        for version in self.brackets.get(brackets).into_iter().flatten() {
            // With a value below zero somewhere the sum is not the greatest at the end.
            let steepest = version.bands.iter().map(|band| i128::from(band.value).abs()).max();
            let falls = version.bands.iter().any(|band| band.value < 0);
            let end = i64::try_from(of.1).unwrap_or(i64::MAX);
            let mode = crate::money::Rounding::Up;
            let most = if falls {
                of.1.max(0).checked_mul(steepest.unwrap_or_default()).ok_or(Danger::Overflow)?
            } else {
                exact::marginal(&version.bands, end, version.per, mode).ok_or(Danger::Overflow)?.into()
            };
            found = hull(found, (if falls { -most } else { 0 }, most));
        }
        checked(found)
    }

    /// Takes into account that a condition holds, or does not.
    pub fn narrow(&self, condition: &Node, truth: bool, ranges: &mut Ranges, list: usize) {
        for (_, slot, limits) in self.given.iter().filter(|(known, ..)| truth && *known == condition) {
            meet(&Node::Slot(*slot), *limits, ranges, list);
        }
        match condition {
            Node::Const(flag) => ranges.dead |= (*flag != 0) != truth,
            Node::Not(flag) => self.narrow(flag, !truth, ranges, list),
            Node::And(left, right) if truth => {
                self.narrow(left, true, ranges, list);
                self.narrow(right, true, ranges, list);
            }
            Node::Or(left, right) if !truth => {
                self.narrow(left, false, ranges, list);
                self.narrow(right, false, ranges, list);
            }
            Node::Slot(slot) => {
                let value = i128::from(truth);
                // Known already, with what follows from it: flags that are made of flags
                // would otherwise be gone through again and again.
                if ranges.slots.get(*slot) == Some(&(value, value)) {
                    return;
                }
                meet(condition, (value, value), ranges, list);
                for node in self.flags.get(slot).into_iter().flatten().filter(|_| truth) {
                    self.narrow(node, true, ranges, list);
                }
            }
            Node::Cell(_) => meet(condition, (i128::from(truth), i128::from(truth)), ranges, list),
            Node::Compare(relation, left, right) => {
                let relation = if truth { *relation } else { opposite(*relation) };
                let (Ok(one), Ok(two)) = (self.range(left, ranges, list), self.range(right, ranges, list))
                else {
                    return;
                };
                meet(left, allowed(relation, one, two), ranges, list);
                meet(right, allowed(mirrored(relation), two, one), ranges, list);
            }
            Node::InBrackets { brackets, of } if truth => meet(of, self.spanned(*brackets), ranges, list),
            Node::OneOf(one, of) if truth => {
                let values = of.iter().filter_map(|node| self.range(node, ranges, list).ok());
                if let Some(values) = values.reduce(hull) {
                    meet(one, values, ranges, list);
                }
            }
            _ => (),
        }
    }
}

/// A danger with its place.
fn told(at: Place) -> impl Fn(Danger) -> (Danger, Place) {
    move |danger| (danger, at)
}

/// Narrows a slot or cell to what it may still be.
fn meet(node: &Node, to: Interval, ranges: &mut Ranges, list: usize) {
    let known = match node {
        Node::Slot(slot) => ranges.slots.get_mut(*slot),
        Node::Cell(cell) => ranges.cells.get_mut(list).and_then(|cells| cells.get_mut(*cell)),
        _ => None,
    };
    if let Some(known) = known {
        *known = (known.0.max(to.0), known.1.min(to.1));
        ranges.dead |= known.0 > known.1;
    } else if let Node::Const(number) = node {
        ranges.dead |= i128::from(*number) < to.0 || to.1 < i128::from(*number);
    }
}
