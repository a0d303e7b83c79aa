//! Folding the items of a list, as CEL's macros do.

use super::{Computed, Fault, Fold};

/// A fold under way.
pub(in crate::policy) struct Folded {
    fold: Fold,
    sum: i128,
    best: Option<i64>,
    fault: Option<Fault>,
}

impl Folded {
    pub const fn new(fold: Fold) -> Folded {
        Folded { fold, sum: 0, best: None, fault: None }
    }

    /// Takes one item in; true when no further one can change the result. As in
    /// CEL, an item that decides outweighs one that fails.
    pub fn settles(&mut self, item: Computed) -> Result<bool, Fault> {
        let (decides, item) = match (self.fold, item) {
            (Fold::Exists, Ok(flag)) => (flag != 0, flag),
            (Fold::All, Ok(flag)) => (flag == 0, flag),
            (Fold::Exists | Fold::All, Err(fault)) => {
                self.fault = Some(fault);
                return Ok(false);
            }
            (_, item) => (false, item?),
        };
        self.sum += i128::from(if self.fold == Fold::Count { 1 } else { item });
        self.best = Some(match (self.fold, self.best) {
            (Fold::Lowest, Some(best)) => best.min(item),
            (_, Some(best)) => best.max(item),
            (_, None) => item,
        });
        if decides {
            self.fault = None;
            self.sum = i128::from(item);
        }
        Ok(decides)
    }

    pub fn result(self) -> Computed {
        match (self.fold, self.fault) {
            (_, Some(fault)) => Err(fault),
            (Fold::Sum | Fold::Count, None) => i64::try_from(self.sum).map_err(|_| Fault::Overflow),
            (Fold::Exists, None) => Ok(i64::from(self.sum != 0)),
            // The last item taken in was a no, or none was.
            (Fold::All, None) => Ok(i64::from(self.best.is_none() || self.sum != 0)),
            (Fold::Highest | Fold::Lowest, None) => Ok(self.best.unwrap_or_default()),
        }
    }
}
