//! Exact whole-number arithmetic of the policy language: everything is computed
//! in 128 bits and rounded once, by a rule that is named. `None` is overflow.

use chrono::{Datelike, NaiveDate};

use crate::money::Rounding;

/// The rounding a formula names: `half_up`, `up` or `down`.
pub(super) fn rounding(mode: &str) -> Option<Rounding> {
    match mode {
        "half_up" => Some(Rounding::HalfUp),
        "up" => Some(Rounding::Up),
        "down" => Some(Rounding::Down),
        _ => None,
    }
}

/// `numerator / denominator`, rounded; the denominator is not 0.
fn divide(numerator: i128, denominator: i128, mode: Rounding) -> i128 {
    let (whole, rest) = (numerator / denominator, (numerator % denominator).unsigned_abs());
    let away = match mode {
        Rounding::HalfUp => rest >= denominator.unsigned_abs() - rest,
        Rounding::Up => rest > 0,
        Rounding::Down => false,
    };
    // Toward the sign of the exact quotient, which `whole` loses when it is 0.
    if away { whole + numerator.signum() * denominator.signum() } else { whole }
}

/// The same where everything fits into 64 bits with room to double, which it
/// nearly always does: a division of 128 bits takes ten times as long.
#[inline]
fn narrow(numerator: i64, denominator: i64, mode: Rounding) -> Option<i64> {
    if denominator <= 0 || denominator > i64::MAX / 4 {
        return None;
    }
    let (whole, rest) = (numerator / denominator, (numerator % denominator).abs());
    let away = match mode {
        Rounding::HalfUp => 2 * rest >= denominator,
        Rounding::Up => rest > 0,
        Rounding::Down => false,
    };
    Some(whole + if away { numerator.signum() } else { 0 })
}

/// `a × b / c`, rounded once; `c` is not 0.
#[inline]
pub(super) fn mul_div(a: i64, b: i64, c: i64, mode: Rounding) -> Option<i64> {
    if let Some(result) = a.checked_mul(b).and_then(|product| narrow(product, c, mode)) {
        return Some(result);
    }
    i64::try_from(divide(i128::from(a) * i128::from(b), i128::from(c), mode)).ok()
}

/// `rate`/1000 of `of`, rounded to a multiple of `unit`, which is positive.
#[inline]
pub(super) fn share(of: i64, rate: i64, unit: i64, mode: Rounding) -> Option<i64> {
    if let Some(product) = of.checked_mul(rate).filter(|_| unit == 1) {
        return narrow(product, 1000, mode);
    }
    let product = i128::from(of) * i128::from(rate);
    let units = divide(product, 1000 * i128::from(unit), mode);
    i64::try_from(units.checked_mul(i128::from(unit))?).ok()
}

/// A range of whole numbers, both ends included, and what holds in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Band {
    pub from: i64,
    pub to: i64,
    pub value: i64,
}

/// The band `number` lies in.
pub(super) fn band(bands: &[Band], number: i64) -> Option<&Band> {
    let after = bands.partition_point(|band| band.from <= number);
    bands.get(after.checked_sub(1)?).filter(|band| number <= band.to)
}

/// Each part of `number` at its band's value, summed, divided by `per` (1000
/// where the values are thousandths) and rounded once. A band that begins at
/// `from` counts what lies above `from − 1`.
pub(super) fn marginal(bands: &[Band], number: i64, per: i64, mode: Rounding) -> Option<i64> {
    let mut total = 0_i128;
    for band in bands {
        let below = i128::from(band.from.max(1)) - 1;
        let part = i128::from(number.min(band.to)) - below;
        if part > 0 {
            total = total.checked_add(part.checked_mul(i128::from(band.value))?)?;
        }
    }
    i64::try_from(divide(total, i128::from(per), mode)).ok()
}

/// A day as the number expressions compute with: days of the common era.
pub(super) fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// The day of such a number; `None` outside the calendar.
pub(super) fn day_of(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(number).ok()?)
}

/// Whole months from one day to another, negative when it lies before. A month
/// is complete on the same day of the month, or on the last where there is none.
pub(super) fn months_between(from: i64, to: i64) -> Option<i64> {
    let (start, end) = (day_of(from)?, day_of(to)?);
    if end < start {
        return months_between(to, from).map(|months| -months);
    }
    let count = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    let months = count(end) - count(start);
    let last = end.succ_opt().is_none_or(|next| next.month() != end.month());
    let complete = end.day() >= start.day() || last;
    Some(if complete { months } else { months - 1 })
}

/// Age in whole years on a day (周岁): complete on the birthday; who is born
/// on 29 February is a year older on 1 March of other years.
pub(super) fn age_on(birth: i64, day: i64) -> Option<i64> {
    let (birth, day) = (day_of(birth)?, day_of(day)?);
    let years = i64::from(day.year()) - i64::from(birth.year());
    let reached = (day.month(), day.day()) >= (birth.month(), birth.day());
    Some(if reached { years } else { years - 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i64 {
        day_number(text.parse().unwrap())
    }

    #[test]
    fn a_quotient_is_rounded_once_away_from_zero_or_toward_it() {
        assert_eq!(mul_div(2_292_000, 1, 6, Rounding::HalfUp), Some(382_000));
        assert_eq!(mul_div(1, 1, 2, Rounding::HalfUp), Some(1));
        assert_eq!(mul_div(-1, 1, 2, Rounding::HalfUp), Some(-1));
        assert_eq!(mul_div(1, 1, 3, Rounding::Up), Some(1));
        assert_eq!(mul_div(-1, 1, 3, Rounding::Up), Some(-1));
        assert_eq!(mul_div(2, 1, 3, Rounding::Down), Some(0));
        assert_eq!(mul_div(i64::MAX, i64::MAX, i64::MAX, Rounding::Down), Some(i64::MAX));
        assert_eq!(mul_div(i64::MAX, 2, 1, Rounding::Down), None);
        assert_eq!(mul_div(i64::MIN, 1, -1, Rounding::Down), None);
    }

    #[test]
    fn each_part_counts_at_its_own_rate() {
        let bands = [
            Band { from: 0, to: 30, value: 0 },
            Band { from: 31, to: 100, value: 1000 },
            Band { from: 101, to: i64::MAX, value: 2000 },
        ];
        assert_eq!(marginal(&bands, 101, 1, Rounding::HalfUp), Some(72_000));
        assert_eq!(marginal(&bands, 30, 1, Rounding::HalfUp), Some(0));
        assert_eq!(marginal(&bands, -5, 1, Rounding::HalfUp), Some(0));
        assert_eq!(marginal(&bands, i64::MAX, 1, Rounding::HalfUp), None);
        assert_eq!(band(&bands, 100).map(|band| band.value), Some(1000));
        assert_eq!(band(&bands, -1), None);
    }

    #[test]
    fn ages_and_months_are_complete_on_the_day() {
        assert_eq!(age_on(day("1956-11-25"), day("2026-11-24")), Some(69));
        assert_eq!(age_on(day("1956-11-25"), day("2026-11-25")), Some(70));
        assert_eq!(age_on(day("2008-02-29"), day("2026-02-28")), Some(17));
        assert_eq!(age_on(day("2008-02-29"), day("2026-03-01")), Some(18));
        assert_eq!(months_between(day("2026-01-31"), day("2026-02-28")), Some(1));
        assert_eq!(months_between(day("2026-01-31"), day("2026-02-27")), Some(0));
        assert_eq!(months_between(day("2026-03-15"), day("2026-01-15")), Some(-2));
        assert_eq!(day_of(i64::MAX), None);
    }
}
