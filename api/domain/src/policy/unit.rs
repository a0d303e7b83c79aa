//! Units: what a number measures, so that money is never added to persons.
//! A number written in a formula fits everywhere; everything else has the unit
//! of its kind, and what is multiplied or divided has the product's.

use super::value::Kind;

/// The unit of a number: powers of fen and of a thousandth, and what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    fen: i8,
    permille: i8,
    count: Count,
    /// A bare number had a part in it, so the thousandths, and without money
    /// the whole unit, are what the writer meant them to be.
    loose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    /// Of nothing in particular; goes with every other.
    Plain,
    Persons,
    Days,
    Months,
    Years,
}

impl Unit {
    /// A number as it is written in a formula.
    pub const BARE: Unit = Unit { fen: 0, permille: 0, count: Count::Plain, loose: true };

    /// The unit of a kind of number.
    pub const fn of(kind: Kind) -> Unit {
        let (fen, permille, count) = match kind {
            Kind::Fen => (1, 0, Count::Plain),
            Kind::Permille => (0, 1, Count::Plain),
            Kind::Persons => (0, 0, Count::Persons),
            Kind::Days => (0, 0, Count::Days),
            Kind::Months => (0, 0, Count::Months),
            Kind::Years => (0, 0, Count::Years),
            _ => (0, 0, Count::Plain),
        };
        Unit { fen, permille, count, loose: false }
    }

    const fn is_bare(self) -> bool {
        self.loose && self.fen == 0
    }

    /// What both are, where they may be added or compared.
    pub fn join(self, other: Unit) -> Option<Unit> {
        if self.is_bare() {
            return Some(other);
        }
        if other.is_bare() {
            return Some(self);
        }
        let thousandths = self.permille == other.permille || self.loose || other.loose;
        if self.fen != other.fen || !thousandths {
            return None;
        }
        let count = match (self.count, other.count) {
            (Count::Plain, count) | (count, Count::Plain) => count,
            (one, two) if one == two => one,
            _ => return None,
        };
        let stricter = if self.loose { other } else { self };
        Some(Unit { count, loose: self.loose && other.loose, ..stricter })
    }

    /// The unit of a product; `None` for money times money.
    pub fn times(self, other: Unit) -> Option<Unit> {
        Some(self.product(other)).filter(|unit| unit.fen <= 1 && unit.permille <= 2)
    }

    /// The unit of a × b / c, where money times money over money is money.
    pub fn proportion(a: Unit, b: Unit, c: Unit) -> Option<Unit> {
        a.product(b).over(c).filter(|unit| unit.fen <= 1)
    }

    fn product(self, other: Unit) -> Unit {
        let fen = self.fen + other.fen;
        let permille = self.permille + other.permille;
        let count = match (self.count, other.count) {
            _ if fen != 0 => Count::Plain,
            (Count::Plain, count) | (count, Count::Plain) => count,
            // Persons times days are neither.
            _ => Count::Plain,
        };
        Unit { fen, permille, count, loose: self.loose || other.loose }
    }

    /// Whether a rate may be of this unit: thousandths, or a plain number.
    pub const fn may_be_rate(self) -> bool {
        self.fen == 0 && (self.permille == 1 || self.loose || matches!(self.count, Count::Plain))
    }

    /// The unit of a quotient; `None` where a count is divided by money. What a
    /// bare number divides may be a share, or how many times it goes.
    pub fn over(self, other: Unit) -> Option<Unit> {
        if other.is_bare() && self.fen == 1 {
            return Some(Unit::BARE);
        }
        if self.fen < other.fen {
            return self.is_bare().then_some(Unit::BARE);
        }
        let fen = self.fen - other.fen;
        let permille = self.permille - other.permille;
        let count = match (self.count, other.count) {
            (one, two) if fen != 0 || one == two => Count::Plain,
            (count, Count::Plain) => count,
            _ => Count::Plain,
        };
        Some(Unit { fen, permille, count, loose: self.loose || other.loose || permille < 0 })
    }

    /// Its name in Chinese and in English.
    pub const fn name(self) -> (&'static str, &'static str) {
        match (self.fen, self.permille, self.count) {
            (1, 0, _) => ("金额（分）", "money (fen)"),
            (1, ..) => ("金额与比例之积", "money times a rate"),
            (0, 0, Count::Persons) => ("人数", "persons"),
            (0, 0, Count::Days) => ("天数", "days"),
            (0, 0, Count::Months) => ("月数", "months"),
            (0, 0, Count::Years) => ("年数", "years"),
            (0, 0, _) => ("数", "a plain number"),
            (0, ..) => ("比例（‰）", "a rate (permille)"),
            _ => ("其他单位", "another unit"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEN: Unit = Unit::of(Kind::Fen);
    const PERSONS: Unit = Unit::of(Kind::Persons);

    #[test]
    fn money_is_added_to_money_and_to_bare_numbers_only() {
        assert_eq!(FEN.join(FEN), Some(FEN));
        assert_eq!(FEN.join(Unit::BARE), Some(FEN));
        assert_eq!(FEN.join(PERSONS), None);
        assert_eq!(FEN.join(Unit::of(Kind::Int)), None);
        assert_eq!(PERSONS.join(Unit::of(Kind::Days)), None);
        assert_eq!(PERSONS.join(Unit::of(Kind::Int)), Some(PERSONS));
    }

    #[test]
    fn money_for_persons_and_days_is_money_and_money_for_money_is_nothing() {
        let product = FEN.times(PERSONS).and_then(|unit| unit.times(Unit::of(Kind::Days)));
        assert_eq!(product, Some(FEN));
        assert_eq!(FEN.times(FEN), None);
        assert_eq!(FEN.over(PERSONS), Some(FEN));
        assert_eq!(FEN.over(FEN), Some(Unit::of(Kind::Int)));
        assert_eq!(PERSONS.over(FEN), None);
    }

    #[test]
    fn money_by_a_bare_number_is_a_share_of_it_or_how_many_times_it_goes() {
        let quotient = FEN.over(Unit::BARE).unwrap();
        assert!(quotient.join(FEN).is_some() && quotient.join(PERSONS).is_some());
        assert!(Unit::of(Kind::Int).may_be_rate() && Unit::of(Kind::Permille).may_be_rate());
        assert!(!PERSONS.may_be_rate() && !FEN.may_be_rate());
    }

    #[test]
    fn thousandths_are_compared_exactly_by_multiplying() {
        let scaled = FEN.times(Unit::BARE).unwrap();
        let rated = FEN.times(Unit::of(Kind::Permille)).unwrap();
        assert!(scaled.join(rated).is_some());
        assert_eq!(FEN.join(rated), None);
        assert!(rated.over(Unit::BARE).and_then(|unit| unit.join(FEN)).is_some());
    }
}
