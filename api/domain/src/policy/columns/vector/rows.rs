//! What is computed row by row: lookups, functions of three numbers, and the
//! folds over lists.

use super::{ListChunk, Val, View};
use crate::policy::ir::{Fold, Node};
use crate::policy::tables::Table;

/// Stands for an empty cell; no sum of money is so small.
pub(super) const NO_CELL: i64 = i64::MIN;

impl<'v> View<'v, '_> {
    /// How many rows are at hand: cases, or items of a list.
    fn length(&self) -> usize {
        self.item.map_or(self.doubt.len(), |list| list.owner.len())
    }

    /// The case of a row.
    fn doubt(&mut self, row: usize) {
        let case = self.item.map_or(Some(row), |list| list.owner.get(row).copied());
        if let Some(doubt) = case.and_then(|case| self.doubt.get_mut(case)) {
            *doubt = true;
        }
    }

    /// Puts rows in doubt for which there is no value.
    pub(super) fn known(&mut self, of: Val<'v>, f: impl Fn(i64) -> Option<i64>) -> Val<'v> {
        if let (Val::One(number), true) = (&of, self.length() > 0)
            && let Some(value) = f(*number)
        {
            return Val::One(value);
        }
        let mut out = self.pool.take();
        for row in 0..self.length() {
            let value = f(of.at(row));
            if value.is_none() {
                self.doubt(row);
            }
            out.push(value.unwrap_or_default());
        }
        self.pool.give(of);
        Val::Own(out)
    }

    pub(super) fn triple(
        &mut self,
        one: &Node,
        two: &Node,
        three: &Node,
        f: impl Fn(i64, i64, i64) -> Option<i64>,
    ) -> Val<'v> {
        let (one, two, three) = (self.value(one), self.value(two), self.value(three));
        if let (Val::One(two), Val::One(three)) = (&two, &three) {
            let (two, three) = (*two, *three);
            return self.known(one, |one| f(one, two, three));
        }
        let mut out = self.pool.take();
        for row in 0..self.length() {
            let value = f(one.at(row), two.at(row), three.at(row));
            if value.is_none() {
                self.doubt(row);
            }
            out.push(value.unwrap_or_default());
        }
        for value in [one, two, three] {
            self.pool.give(value);
        }
        Val::Own(out)
    }

    /// The cells of a table, [`NO_CELL`] where there is none.
    pub(super) fn cells(&mut self, table: usize, keys: &[Node]) -> Val<'v> {
        let Some(table) = self.tables.get(table).copied() else { return Val::One(NO_CELL) };
        let keys: Vec<Val<'v>> = keys.iter().map(|key| self.value(key)).collect();
        let cell = |row: usize| table.cell(keys.iter().map(|key| key.at(row))).unwrap_or(NO_CELL);
        if keys.iter().all(|key| matches!(key, Val::One(_))) {
            return Val::One(cell(0));
        }
        let mut out = self.pool.take();
        match keys.as_slice() {
            [key] => out.extend((0..self.length()).map(|row| single(table, key.at(row)))),
            _ => out.extend((0..self.length()).map(cell)),
        }
        keys.into_iter().for_each(|key| self.pool.give(key));
        Val::Own(out)
    }

    pub(super) fn lookup(&mut self, table: usize, keys: &[Node]) -> Val<'v> {
        let otherwise = self.tables.get(table).and_then(|table| table.otherwise);
        let cells = self.cells(table, keys);
        self.known(cells, |cell| if cell == NO_CELL { otherwise } else { Some(cell) })
    }

    pub(super) fn over(
        &mut self,
        fold: Fold,
        items: &'v ListChunk<'v>,
        filter: Option<&Node>,
        body: &Node,
    ) -> Val<'v> {
        self.item = Some(items);
        let counts = filter.map_or(Val::One(1), |filter| self.value(filter));
        let value = if fold == Fold::Count && is_certain(body) { Val::One(1) } else { self.value(body) };
        let merged = match fold {
            Fold::Sum => {
                let counted = self.pool.select(&counts, value, Val::One(0));
                self.pool.give(counts);
                counted
            }
            Fold::Count => {
                self.pool.give(value);
                counts
            }
            Fold::Exists => self.pool.zip(counts, value, |counts, flag| counts & flag),
            Fold::All => self.pool.zip(counts, value, |counts, flag| (1 - counts) | flag),
            Fold::Highest | Fold::Lowest => {
                self.item = None;
                return self.best(fold, items, &counts, &value);
            }
        };
        self.item = None;
        let mut out = self.pool.take();
        let spans = items.starts.windows(2).map(|span| (span[0], span[1]));
        match (fold, merged.numbers()) {
            (Fold::Sum | Fold::Count, None) => {
                let each = merged.at(0);
                out.extend(spans.map(|(from, to)| each.wrapping_mul(to as i64 - from as i64)));
            }
            (Fold::Sum | Fold::Count, Some(numbers)) => {
                let sum = |span: &[i64]| span.iter().fold(0_i64, |sum, number| sum.wrapping_add(*number));
                out.extend(spans.map(|(from, to)| sum(numbers.get(from..to).unwrap_or_default())));
            }
            (Fold::All, _) => {
                out.extend(spans.map(|(from, to)| i64::from((from..to).all(|item| merged.at(item) != 0))));
            }
            _ => out.extend(spans.map(|(from, to)| i64::from((from..to).any(|item| merged.at(item) != 0)))),
        }
        self.pool.give(merged);
        Val::Own(out)
    }

    fn best(&mut self, fold: Fold, items: &ListChunk<'v>, counts: &Val<'v>, value: &Val<'v>) -> Val<'v> {
        let mut out = self.pool.take();
        for span in items.starts.windows(2) {
            let counted = (span[0]..span[1]).filter(|item| counts.at(*item) != 0).map(|item| value.at(item));
            let best = if fold == Fold::Highest { counted.max() } else { counted.min() };
            out.push(best.unwrap_or_default());
        }
        Val::Own(out)
    }
}

/// A table of one key, of which most have a handful of values.
fn single(table: &Table, key: i64) -> i64 {
    let Some(values) = table.keys.first() else { return NO_CELL };
    let place = if values.len() <= 8 {
        values.iter().position(|value| *value == key)
    } else {
        values.binary_search(&key).ok()
    };
    place.and_then(|place| table.cells.get(place).copied().flatten()).unwrap_or(NO_CELL)
}

/// Whether it can not fail, so that counting need not compute it.
const fn is_certain(body: &Node) -> bool {
    matches!(body, Node::Const(_) | Node::Cell(_) | Node::Slot(_))
}
