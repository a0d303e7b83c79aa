//! Arithmetic of intervals, in 128 bits: what overflows 64 is seen.

use crate::policy::ir::{Op, Relation};

/// From the least to the greatest value, both included.
pub(in crate::policy) type Interval = (i128, i128);

pub(super) const LEAST: i128 = i64::MIN as i128;
pub(super) const MOST: i128 = i64::MAX as i128;

/// What may happen for some facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Danger {
    Overflow,
    DivisionByZero,
    /// Rounding to a multiple of nothing, or less.
    NoStep,
    /// The lower limit is certainly above the upper.
    LimitsCrossed,
    /// Certainly no row, on whatever day.
    NoRow,
    /// A fact may lie outside all brackets, on whatever day.
    NoBracket,
}

type Bounds = Result<Interval, Danger>;

pub(in crate::policy) const fn hull(one: Interval, two: Interval) -> Interval {
    (if one.0 < two.0 { one.0 } else { two.0 }, if one.1 > two.1 { one.1 } else { two.1 })
}

pub(super) fn checked((low, high): Interval) -> Bounds {
    if low < LEAST || high > MOST { Err(Danger::Overflow) } else { Ok((low, high)) }
}

/// The hull of all results of `compute` over the ends of both intervals.
pub(super) fn corners(one: Interval, two: Interval, compute: impl Fn(i128, i128) -> i128) -> Interval {
    let ends = [(one.0, two.0), (one.0, two.1), (one.1, two.0), (one.1, two.1)];
    let mut found = ends.iter().map(|(a, b)| compute(*a, *b));
    let first = found.next().unwrap_or_default();
    found.fold((first, first), |known, next| hull(known, (next, next)))
}

/// What the left side may be, where the relation holds.
pub(super) fn allowed(relation: Relation, left: Interval, right: Interval) -> Interval {
    match relation {
        Relation::Equal => right,
        Relation::NotEqual if right.0 == right.1 => {
            let low = if left.0 == right.0 { left.0 + 1 } else { left.0 };
            (low, if left.1 == right.0 { left.1 - 1 } else { left.1 })
        }
        Relation::NotEqual => left,
        Relation::Less => (LEAST, right.1 - 1),
        Relation::LessOrEqual => (LEAST, right.1),
        Relation::Greater => (right.0 + 1, MOST),
        Relation::GreaterOrEqual => (right.0, MOST),
    }
}

pub(super) const fn opposite(relation: Relation) -> Relation {
    match relation {
        Relation::Equal => Relation::NotEqual,
        Relation::NotEqual => Relation::Equal,
        Relation::Less => Relation::GreaterOrEqual,
        Relation::LessOrEqual => Relation::Greater,
        Relation::Greater => Relation::LessOrEqual,
        Relation::GreaterOrEqual => Relation::Less,
    }
}

pub(super) const fn mirrored(relation: Relation) -> Relation {
    match relation {
        Relation::Less => Relation::Greater,
        Relation::LessOrEqual => Relation::GreaterOrEqual,
        Relation::Greater => Relation::Less,
        Relation::GreaterOrEqual => Relation::LessOrEqual,
        other => other,
    }
}

pub(super) fn compare(relation: Relation, one: Interval, two: Interval) -> Interval {
    let certain = |truth: bool| (i128::from(truth), i128::from(truth));
    let (apart, same) = (one.1 < two.0 || two.1 < one.0, one.0 == one.1 && two == one);
    match relation {
        Relation::Equal | Relation::NotEqual if apart || same => {
            certain(same == (relation == Relation::Equal))
        }
        Relation::Less | Relation::GreaterOrEqual if one.1 < two.0 || one.0 >= two.1 => {
            certain((one.1 < two.0) == (relation == Relation::Less))
        }
        Relation::LessOrEqual | Relation::Greater if one.1 <= two.0 || one.0 > two.1 => {
            certain((one.1 <= two.0) == (relation == Relation::LessOrEqual))
        }
        _ => (0, 1),
    }
}

pub(super) fn arithmetic(op: Op, one: Interval, two: Interval) -> Bounds {
    match op {
        Op::Add => checked((one.0 + two.0, one.1 + two.1)),
        Op::Subtract => checked((one.0 - two.1, one.1 - two.0)),
        Op::Multiply => checked(corners(one, two, |a, b| a * b)),
        Op::Divide => checked(quotient(one, two)?),
        Op::Remainder => {
            quotient(one, two)?;
            let most = two.0.abs().max(two.1.abs()) - 1;
            Ok((if one.0 < 0 { one.0.max(-most) } else { 0 }, one.1.clamp(0, most)))
        }
    }
}

pub(super) fn quotient(one: Interval, two: Interval) -> Bounds {
    if two.0 <= 0 && two.1 >= 0 {
        return Err(Danger::DivisionByZero);
    }
    Ok(corners(one, two, |a, b| a / b))
}

/// What rounding to a multiple of `unit` can make of a fraction with this whole
/// part: it keeps the sign, which a whole part of 0 does not show.
pub(super) fn rounded(whole: Interval, signs: Interval, unit: Interval) -> Bounds {
    if unit.0 < 1 {
        return Err(Danger::NoStep);
    }
    let most = unit.1.max(1);
    let low = if signs.0 >= 0 { 0.max(whole.0 - most) } else { whole.0 - most };
    checked((low, if signs.1 <= 0 { 0.min(whole.1 + most) } else { whole.1 + most }))
}
