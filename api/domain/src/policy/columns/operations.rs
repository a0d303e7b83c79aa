//! Single operations over columns. A value is one number for all rows or a
//! number for each; buffers go back to the pool they came from.

use crate::money::Rounding;
use crate::policy::exact;

/// One number for all rows, or one for each.
#[derive(Debug, Clone)]
pub(in crate::policy) enum Val<'a> {
    One(i64),
    Lent(&'a [i64]),
    Own(Vec<i64>),
}

impl Val<'_> {
    pub fn at(&self, row: usize) -> i64 {
        match self {
            Val::One(number) => *number,
            Val::Lent(numbers) => numbers.get(row).copied().unwrap_or_default(),
            Val::Own(numbers) => numbers.get(row).copied().unwrap_or_default(),
        }
    }

    /// The numbers of all rows, where they differ.
    pub fn numbers(&self) -> Option<&[i64]> {
        match self {
            Val::One(_) => None,
            Val::Lent(numbers) => Some(numbers),
            Val::Own(numbers) => Some(numbers),
        }
    }

    pub fn lend(&self) -> Val<'_> {
        match self {
            Val::One(number) => Val::One(*number),
            Val::Lent(numbers) => Val::Lent(numbers),
            Val::Own(numbers) => Val::Lent(numbers),
        }
    }

    /// Whether a flag is the same in all rows.
    pub fn settled(&self) -> Option<bool> {
        match self.numbers() {
            None => Some(self.at(0) != 0),
            Some(flags) => {
                let first = *flags.first()?;
                flags.iter().all(|flag| *flag == first).then_some(first != 0)
            }
        }
    }

    /// Whether in no row a number is below zero or above that of the other: then no number
    /// and no difference has its sign set, which is found without a branch.
    pub fn is_in_order_with(&self, other: &Val<'_>) -> bool {
        let sign = |low: i64, high: i64| low | high | high.wrapping_sub(low);
        let signs = match (self.numbers(), other.numbers()) {
            (None, None) => sign(self.at(0), other.at(0)),
            (None, Some(high)) => {
                let low = self.at(0);
                high.iter().fold(0, |signs, high| signs | sign(low, *high))
            }
            (Some(low), None) => {
                let high = other.at(0);
                low.iter().fold(0, |signs, low| signs | sign(*low, high))
            }
            (Some(low), Some(high)) => {
                low.iter().zip(high).fold(0, |signs, (low, high)| signs | sign(*low, *high))
            }
        };
        signs >= 0
    }
}

/// Buffers that were used and may be again.
#[derive(Debug, Default)]
pub(in crate::policy) struct Pool(Vec<Vec<i64>>);

impl Pool {
    pub fn take(&mut self) -> Vec<i64> {
        let mut buffer = self.0.pop().unwrap_or_default();
        buffer.clear();
        buffer
    }

    pub fn give(&mut self, value: Val<'_>) {
        if let Val::Own(buffer) = value {
            self.0.push(buffer);
        }
    }

    /// Of one value.
    #[inline(always)]
    pub fn map<'a>(&mut self, value: Val<'a>, f: impl Fn(i64) -> i64) -> Val<'a> {
        match value {
            Val::One(number) => Val::One(f(number)),
            Val::Lent(numbers) => {
                let mut out = self.take();
                out.extend(numbers.iter().map(|number| f(*number)));
                Val::Own(out)
            }
            Val::Own(mut numbers) => {
                numbers.iter_mut().for_each(|number| *number = f(*number));
                Val::Own(numbers)
            }
        }
    }

    /// Of two values, row by row.
    #[inline(always)]
    pub fn zip<'a>(&mut self, left: Val<'a>, right: Val<'a>, f: impl Fn(i64, i64) -> i64) -> Val<'a> {
        match (left, right) {
            (left, Val::One(right)) => self.map(left, |left| f(left, right)),
            (Val::One(left), right) => self.map(right, |right| f(left, right)),
            (Val::Own(mut left), right) => {
                if let Some(numbers) = right.numbers() {
                    left.iter_mut().zip(numbers).for_each(|(left, right)| *left = f(*left, *right));
                }
                self.give(right);
                Val::Own(left)
            }
            (Val::Lent(left), Val::Own(mut right)) => {
                right.iter_mut().zip(left).for_each(|(right, left)| *right = f(*left, *right));
                Val::Own(right)
            }
            (Val::Lent(left), Val::Lent(right)) => {
                let mut out = self.take();
                out.extend(left.iter().zip(right).map(|(left, right)| f(*left, *right)));
                Val::Own(out)
            }
        }
    }

    /// `yes` where the flag holds, `no` elsewhere.
    pub fn select<'a>(&mut self, flag: &Val<'_>, yes: Val<'a>, no: Val<'a>) -> Val<'a> {
        let Some(flags) = flag.numbers() else {
            let (chosen, other) = if flag.at(0) != 0 { (yes, no) } else { (no, yes) };
            self.give(other);
            return chosen;
        };
        match (yes, no) {
            (Val::One(yes), Val::One(no)) => {
                let mut out = self.take();
                out.extend(flags.iter().map(|flag| choose(*flag, yes, no)));
                Val::Own(out)
            }
            (Val::Own(mut out), Val::One(no)) => {
                out.iter_mut().zip(flags).for_each(|(yes, flag)| *yes = choose(*flag, *yes, no));
                Val::Own(out)
            }
            (Val::Lent(yes), Val::One(no)) => {
                let mut out = self.take();
                out.extend(flags.iter().zip(yes).map(|(flag, yes)| choose(*flag, *yes, no)));
                Val::Own(out)
            }
            (Val::One(yes), Val::Own(mut out)) => {
                out.iter_mut().zip(flags).for_each(|(no, flag)| *no = choose(*flag, yes, *no));
                Val::Own(out)
            }
            (Val::One(yes), Val::Lent(no)) => {
                let mut out = self.take();
                out.extend(flags.iter().zip(no).map(|(flag, no)| choose(*flag, yes, *no)));
                Val::Own(out)
            }
            (Val::Own(mut out), no) => {
                if let Some(no) = no.numbers() {
                    let rows = out.iter_mut().zip(flags.iter().zip(no));
                    rows.for_each(|(yes, (flag, no))| *yes = choose(*flag, *yes, *no));
                }
                self.give(no);
                Val::Own(out)
            }
            (Val::Lent(yes), Val::Own(mut out)) => {
                let rows = out.iter_mut().zip(flags.iter().zip(yes));
                rows.for_each(|(no, (flag, yes))| *no = choose(*flag, *yes, *no));
                Val::Own(out)
            }
            (Val::Lent(yes), Val::Lent(no)) => {
                let mut out = self.take();
                let both = flags.iter().zip(yes.iter().zip(no));
                out.extend(both.map(|(flag, (yes, no))| choose(*flag, *yes, *no)));
                Val::Own(out)
            }
        }
    }

    /// A rate of a number, rounded to whole ones; doubtful rows are told.
    pub fn share<'a>(&mut self, of: Val<'a>, rate: Val<'a>, mode: Rounding) -> Val<'a> {
        // All bits of all sizes: at most twice the greatest, and quicker found.
        let greatest = |value: &Val<'_>| match value.numbers() {
            None => value.at(0).unsigned_abs(),
            Some(numbers) => {
                // One less than the size of a number below zero, so one is added.
                numbers.iter().fold(0, |bits, number| bits | (number ^ (number >> 63)) as u64) + 1
            }
        };
        let most = u128::from(greatest(&of)) * u128::from(greatest(&rate));
        if most < u128::from(u64::MAX >> 3) {
            // Whole and rest by a constant, without a branch.
            return match mode {
                Rounding::HalfUp => self.zip(of, rate, |of, rate| {
                    let product = of.wrapping_mul(rate);
                    product.wrapping_add(500 * sign(product)) / 1000
                }),
                Rounding::Up => self.zip(of, rate, |of, rate| {
                    let product = of.wrapping_mul(rate);
                    product.wrapping_add(999 * sign(product)) / 1000
                }),
                Rounding::Down => self.zip(of, rate, |of, rate| of.wrapping_mul(rate) / 1000),
            };
        }
        // Only of rows that are not taken can it be too large.
        self.zip(of, rate, |of, rate| exact::share(of, rate, 1, mode).unwrap_or_default())
    }
}

/// `yes` for 1 and `no` for 0, without a branch that would be guessed wrong.
#[inline(always)]
const fn choose(flag: i64, yes: i64, no: i64) -> i64 {
    no ^ ((no ^ yes) & flag.wrapping_neg())
}

#[inline(always)]
const fn sign(number: i64) -> i64 {
    (number >> 63) | 1
}
