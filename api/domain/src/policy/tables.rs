//! Tables and brackets as formulas look them up.

use super::exact::Band;

/// A table on some day: a cell for each combination of its keys.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// The values each key may have, ascending.
    pub keys: Vec<Vec<i64>>,
    pub cells: Vec<Option<i64>>,
    /// What counts where there is no row.
    pub otherwise: Option<i64>,
}

impl Table {
    /// The place of the cell; `None` where a key has no such value.
    pub fn place(&self, keys: impl Iterator<Item = i64>) -> Option<usize> {
        let mut place = 0;
        for (key, values) in keys.zip(&self.keys) {
            place = place * values.len() + values.binary_search(&key).ok()?;
        }
        Some(place)
    }

    pub fn cell(&self, keys: impl Iterator<Item = i64>) -> Option<i64> {
        self.cells.get(self.place(keys)?).copied().flatten()
    }
}

/// Brackets on some day, ascending and without overlap.
#[derive(Debug, Clone)]
pub(super) struct Brackets {
    pub bands: Vec<Band>,
    /// What counts outside them.
    pub otherwise: Option<i64>,
    /// What the sum of a marginal computation is divided by: 1000 for rates.
    pub per: i64,
}
