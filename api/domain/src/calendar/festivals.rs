//! The rest days that the law itself fixes (全国年节及纪念日放假办法 Art 2, as revised on
//! 10 November 2024 with effect from 2025): certain before any notice is out.

use chrono::{Datelike, NaiveDate};

/// A festival on which all citizens rest, with its name in Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Festival {
    pub day: NaiveDate,
    pub name: &'static str,
}

const NEW_YEAR: &str = "元旦";
const SPRING: &str = "春节";
const QINGMING: &str = "清明节";
const LABOUR: &str = "劳动节";
const DRAGON_BOAT: &str = "端午节";
const MID_AUTUMN: &str = "中秋节";
const NATIONAL: &str = "国庆节";

/// Month and day of those with a date.
const FIXED: [(u32, u32, &str); 6] = [
    (1, 1, NEW_YEAR),
    (5, 1, LABOUR),
    (5, 2, LABOUR),
    (10, 1, NATIONAL),
    (10, 2, NATIONAL),
    (10, 3, NATIONAL),
];

const FIRST_YEAR: i32 = 2025;

/// The law's days in a year, in ascending order; beyond the table only those with a date.
pub(super) fn of_year(year: i32) -> Vec<Festival> {
    let on = |(month, day): (u32, u32), name| {
        NaiveDate::from_ymd_opt(year, month, day).map(|day| Festival { day, name })
    };
    let mut all: Vec<Festival> =
        FIXED.into_iter().filter_map(|(month, day, name)| on((month, day), name)).collect();
    let row = usize::try_from(year - FIRST_YEAR).ok().and_then(|row| MOVING.get(row));
    if let Some([spring, qingming, dragon_boat, mid_autumn]) = row {
        let first = on(*spring, SPRING);
        // New Year's Eve and the first three days of the first month.
        let eve = first.and_then(|first| first.day.pred_opt());
        all.extend(
            eve.into_iter().flat_map(|eve| eve.iter_days().take(4)).map(|day| Festival { day, name: SPRING }),
        );
        all.extend(on(*qingming, QINGMING));
        all.extend(on(*dragon_boat, DRAGON_BOAT));
        all.extend(on(*mid_autumn, MID_AUTUMN));
    }
    all.sort_by_key(|festival| festival.day);
    all.dedup_by_key(|festival| festival.day);
    all
}

/// The festival that falls on a day.
pub(super) fn on(day: NaiveDate) -> Option<Festival> {
    of_year(day.year()).into_iter().find(|festival| festival.day == day)
}

/// Month and day of 正月初一, 清明, 端午 and 中秋, from 2025 to 2100. Made by
/// `data/festivals.mjs` from lunar-javascript 1.7.7 and tyme4ts 1.5.2 (MIT), which agree on
/// all of them.
#[rustfmt::skip]
const MOVING: [[(u32, u32); 4]; 76] = [
    [(1, 29), (4, 4), (5, 31), (10, 6)],
    [(2, 17), (4, 5), (6, 19), (9, 25)],
    [(2, 6), (4, 5), (6, 9), (9, 15)],
    [(1, 26), (4, 4), (5, 28), (10, 3)],
    [(2, 13), (4, 4), (6, 16), (9, 22)],
    [(2, 3), (4, 5), (6, 5), (9, 12)],
    [(1, 23), (4, 5), (6, 24), (10, 1)],
    [(2, 11), (4, 4), (6, 12), (9, 19)],
    [(1, 31), (4, 4), (6, 1), (9, 8)],
    [(2, 19), (4, 5), (6, 20), (9, 27)],
    [(2, 8), (4, 5), (6, 10), (9, 16)],
    [(1, 28), (4, 4), (5, 30), (10, 4)],
    [(2, 15), (4, 4), (6, 18), (9, 24)],
    [(2, 4), (4, 5), (6, 7), (9, 13)],
    [(1, 24), (4, 5), (5, 27), (10, 2)],
    [(2, 12), (4, 4), (6, 14), (9, 20)],
    [(2, 1), (4, 4), (6, 3), (9, 10)],
    [(1, 22), (4, 4), (6, 22), (9, 28)],
    [(2, 10), (4, 5), (6, 11), (9, 17)],
    [(1, 30), (4, 4), (5, 31), (10, 5)],
    [(2, 17), (4, 4), (6, 19), (9, 25)],
    [(2, 6), (4, 4), (6, 8), (9, 15)],
    [(1, 26), (4, 5), (5, 29), (10, 4)],
    [(2, 14), (4, 4), (6, 15), (9, 22)],
    [(2, 2), (4, 4), (6, 4), (9, 11)],
    [(1, 23), (4, 4), (6, 23), (9, 30)],
    [(2, 11), (4, 5), (6, 13), (9, 19)],
    [(2, 1), (4, 4), (6, 1), (9, 7)],
    [(2, 19), (4, 4), (6, 20), (9, 26)],
    [(2, 8), (4, 4), (6, 10), (9, 16)],
    [(1, 28), (4, 5), (5, 30), (10, 5)],
    [(2, 15), (4, 4), (6, 17), (9, 24)],
    [(2, 4), (4, 4), (6, 6), (9, 13)],
    [(1, 24), (4, 4), (6, 25), (10, 2)],
    [(2, 12), (4, 5), (6, 14), (9, 21)],
    [(2, 2), (4, 4), (6, 3), (9, 9)],
    [(1, 21), (4, 4), (6, 22), (9, 28)],
    [(2, 9), (4, 4), (6, 11), (9, 17)],
    [(1, 29), (4, 5), (6, 1), (10, 6)],
    [(2, 17), (4, 4), (6, 19), (9, 25)],
    [(2, 5), (4, 4), (6, 8), (9, 15)],
    [(1, 26), (4, 4), (5, 28), (10, 3)],
    [(2, 14), (4, 5), (6, 16), (9, 23)],
    [(2, 3), (4, 4), (6, 4), (9, 11)],
    [(1, 23), (4, 4), (6, 23), (9, 29)],
    [(2, 11), (4, 4), (6, 13), (9, 19)],
    [(1, 31), (4, 5), (6, 2), (9, 8)],
    [(2, 19), (4, 4), (6, 20), (9, 26)],
    [(2, 7), (4, 4), (6, 10), (9, 16)],
    [(1, 27), (4, 4), (5, 30), (10, 5)],
    [(2, 15), (4, 4), (6, 17), (9, 24)],
    [(2, 5), (4, 4), (6, 6), (9, 12)],
    [(1, 24), (4, 4), (6, 24), (10, 1)],
    [(2, 12), (4, 4), (6, 14), (9, 20)],
    [(2, 2), (4, 4), (6, 4), (9, 10)],
    [(1, 22), (4, 4), (6, 22), (9, 28)],
    [(2, 9), (4, 4), (6, 11), (9, 17)],
    [(1, 29), (4, 4), (6, 1), (10, 6)],
    [(2, 17), (4, 4), (6, 19), (9, 26)],
    [(2, 6), (4, 4), (6, 7), (9, 14)],
    [(1, 26), (4, 4), (5, 27), (10, 3)],
    [(2, 14), (4, 4), (6, 15), (9, 22)],
    [(2, 3), (4, 4), (6, 5), (9, 11)],
    [(1, 24), (4, 4), (6, 23), (9, 29)],
    [(2, 10), (4, 4), (6, 13), (9, 18)],
    [(1, 30), (4, 4), (6, 2), (9, 8)],
    [(2, 18), (4, 4), (6, 21), (9, 27)],
    [(2, 7), (4, 4), (6, 9), (9, 16)],
    [(1, 27), (4, 4), (5, 29), (10, 5)],
    [(2, 15), (4, 4), (6, 17), (9, 24)],
    [(2, 5), (4, 4), (6, 6), (9, 13)],
    [(1, 25), (4, 4), (6, 24), (9, 30)],
    [(2, 12), (4, 4), (6, 14), (9, 20)],
    [(2, 1), (4, 4), (6, 4), (9, 9)],
    [(1, 21), (4, 4), (6, 23), (9, 29)],
    [(2, 9), (4, 5), (6, 12), (9, 18)],
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;

    fn days(year: i32, name: &str) -> Vec<String> {
        let all = of_year(year).into_iter();
        all.filter(|festival| festival.name == name).map(|festival| festival.day.to_string()).collect()
    }

    #[test]
    fn the_festivals_of_2027_fall_on_the_days_of_the_almanac() {
        assert_eq!(days(2027, SPRING), ["2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08"]);
        assert_eq!(days(2027, QINGMING), ["2027-04-05"]);
        assert_eq!(days(2027, DRAGON_BOAT), ["2027-06-09"]);
        assert_eq!(days(2027, MID_AUTUMN), ["2027-09-15"]);
    }

    #[test]
    fn no_notice_since_the_law_was_revised_lets_anybody_work_on_a_day_of_the_law() {
        let calendar = Calendar::bundled();
        for year in [2025, 2026] {
            assert_eq!(of_year(year).len(), 13);
            for festival in of_year(year) {
                assert!(!calendar.is_working(festival.day), "{festival:?}");
            }
        }
    }

    #[test]
    fn every_year_of_the_table_has_its_festivals_in_their_season() {
        for row in MOVING {
            let [spring, qingming, dragon_boat, mid_autumn] = row;
            assert!(((1, 21)..=(2, 21)).contains(&spring), "{row:?}");
            assert!(((4, 4)..=(4, 6)).contains(&qingming), "{row:?}");
            assert!(((5, 27)..=(6, 26)).contains(&dragon_boat), "{row:?}");
            assert!(((9, 7)..=(10, 8)).contains(&mid_autumn), "{row:?}");
        }
    }

    #[test]
    fn beyond_the_table_the_festivals_with_a_date_remain() {
        assert_eq!(of_year(2101).len(), 6);
        // National Day and mid-autumn may fall on one day: it is one day of rest.
        assert_eq!((of_year(2028).len(), days(2028, NATIONAL).len()), (12, 3));
    }
}
