//! Money is a whole number of fen, everywhere. Shares are taken in per mille
//! and rounded once, here, by a rule that is named.

/// How a fraction becomes a whole unit. A negative amount (a clawback) rounds
/// as the mirror image of the payment it undoes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// 四舍五入: half a unit and more is rounded away from zero.
    HalfUp,
    /// Any fraction is rounded away from zero.
    Up,
    /// Any fraction is dropped.
    Down,
}

/// `permille`/1000 of `fen`, rounded to a multiple of `unit_fen` (1 = fen,
/// 100 = yuan), in fen.
///
/// None when the result does not fit or `unit_fen` is not positive.
#[must_use]
pub fn permille(fen: i64, permille: i64, unit_fen: i64, rounding: Rounding) -> Option<i64> {
    if unit_fen <= 0 {
        return None;
    }
    // |i64 × i64| < 2^126 and the divisor < 2^73, so nothing below overflows.
    let product = i128::from(fen) * i128::from(permille);
    let unit = i128::from(unit_fen);
    let divisor = 1000 * unit;
    let (whole, rest) = (product / divisor, (product % divisor).abs());
    let away = match rounding {
        Rounding::HalfUp => 2 * rest >= divisor,
        Rounding::Up => rest > 0,
        Rounding::Down => false,
    };
    let units = if away { whole + product.signum() } else { whole };
    i64::try_from(units.checked_mul(unit)?).ok()
}

/// Yuan with two decimals and no grouping, as payment files want it: `1500.00`.
#[must_use]
pub fn yuan(fen: i64) -> String {
    let (sign, yuan, cents) = parts(fen);
    format!("{sign}{yuan}.{cents:02}")
}

/// Yuan with grouped thousands, as people read it: `1,500.00`.
#[must_use]
pub fn yuan_grouped(fen: i64) -> String {
    let (sign, yuan, cents) = parts(fen);
    let digits = yuan.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{cents:02}")
}

fn parts(fen: i64) -> (&'static str, u64, u64) {
    let size = fen.unsigned_abs();
    (if fen < 0 { "-" } else { "" }, size / 100, size % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_quarter_of_an_odd_amount_is_rounded_half_up_to_the_fen() {
        assert_eq!(permille(100_001, 250, 1, Rounding::HalfUp), Some(25_000));
        assert_eq!(permille(100_002, 250, 1, Rounding::HalfUp), Some(25_001));
        assert_eq!(permille(100_003, 250, 1, Rounding::HalfUp), Some(25_001));
    }

    #[test]
    fn a_share_can_be_rounded_to_whole_yuan_in_each_direction() {
        assert_eq!(permille(12_345, 1000, 100, Rounding::HalfUp), Some(12_300));
        assert_eq!(permille(12_350, 1000, 100, Rounding::HalfUp), Some(12_400));
        assert_eq!(permille(12_301, 1000, 100, Rounding::Up), Some(12_400));
        assert_eq!(permille(12_399, 1000, 100, Rounding::Down), Some(12_300));
        assert_eq!(permille(12_300, 1000, 100, Rounding::Up), Some(12_300));
    }

    #[test]
    fn a_share_that_does_not_fit_is_no_share() {
        assert_eq!(permille(i64::MAX, 1001, 1, Rounding::Down), None);
        assert_eq!(permille(i64::MAX, 1000, 1, Rounding::HalfUp), Some(i64::MAX));
        assert_eq!(permille(i64::MAX, 1000, 100, Rounding::Up), None);
        assert_eq!(permille(100, 250, 0, Rounding::HalfUp), None);
        assert_eq!(permille(100, 250, -1, Rounding::HalfUp), None);
    }

    #[test]
    fn yuan_are_written_with_two_decimals() {
        assert_eq!(yuan(150_000), "1500.00");
        assert_eq!(yuan(5), "0.05");
        assert_eq!(yuan(-5), "-0.05");
        assert_eq!(yuan(i64::MIN), "-92233720368547758.08");
        assert_eq!(yuan_grouped(150_000), "1,500.00");
        assert_eq!(yuan_grouped(99_999), "999.99");
        assert_eq!(yuan_grouped(-123_456_789), "-1,234,567.89");
        assert_eq!(yuan_grouped(0), "0.00");
    }

    proptest! {
        #[test]
        fn rounding_moves_an_amount_by_less_than_one_unit_and_by_its_rule(
            fen in -1_000_000_000_000_i64..1_000_000_000_000,
            share in 0_i64..=2000,
            unit in prop::sample::select(vec![1_i64, 10, 100, 1000]),
        ) {
            let exact = i128::from(fen) * i128::from(share);
            let scaled = |rounding| {
                i128::from(permille(fen, share, unit, rounding).expect("fits")) * 1000
            };
            let full = i128::from(unit) * 1000;
            prop_assert!((scaled(Rounding::HalfUp) - exact).abs() * 2 <= full);
            prop_assert!(scaled(Rounding::Up).abs() >= exact.abs());
            prop_assert!(scaled(Rounding::Up).abs() - exact.abs() < full);
            prop_assert!(scaled(Rounding::Down).abs() <= exact.abs());
            prop_assert!(exact.abs() - scaled(Rounding::Down).abs() < full);
        }

        #[test]
        fn a_clawback_is_the_mirror_image_of_the_payment(
            fen in -1_000_000_000_i64..1_000_000_000,
            share in 0_i64..=1000,
        ) {
            for rounding in [Rounding::HalfUp, Rounding::Up, Rounding::Down] {
                prop_assert_eq!(
                    permille(-fen, share, 1, rounding),
                    permille(fen, share, 1, rounding).map(|share| -share)
                );
            }
        }

        #[test]
        fn grouping_only_adds_commas_to_any_amount(fen: i64) {
            prop_assert_eq!(yuan_grouped(fen).replace(',', ""), yuan(fen));
        }

        #[test]
        fn no_share_of_any_amount_panics(fen: i64, share: i64, unit: i64) {
            for rounding in [Rounding::HalfUp, Rounding::Up, Rounding::Down] {
                let _ = permille(fen, share, unit, rounding);
            }
        }
    }
}
