//! Numbers without an order; the same in every run.

use std::cell::Cell;

/// The next number is made of the last.
pub struct Dice(Cell<u64>);

impl Default for Dice {
    fn default() -> Dice {
        Dice(Cell::new(0x2545_F491_4F6C_DD1D))
    }
}

impl Dice {
    /// A number from 0 to below `end`.
    pub fn below(&self, end: usize) -> usize {
        let mut x = self.0.get();
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        self.0.set(x);
        usize::try_from(x % (end.max(1) as u64)).unwrap_or_default()
    }

    pub fn pick<'a>(&self, of: &'a [String]) -> Option<&'a String> {
        of.get(self.below(of.len()))
    }
}
