//! 公民身份号码 (GB 11643): six digits of division, eight of birth, three of
//! sequence (odd = male) and one check character.

use crate::{masking, typed};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;
use utoipa::ToSchema;

/// 省级 prefixes in use, with 81–83 of the residence permits for Hong Kong,
/// Macao and Taiwan residents.
const PROVINCES: [&str; 35] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
    "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
    "83",
];

/// No division ever ended in 9999, so a number with it belongs to nobody.
const NEVER_ISSUED: &str = "9999";
const DEMO_PROVINCE: &str = "36";

/// Nobody on any register was born before; such a year is a slip of the hand.
const EARLIEST_YEAR: i32 = 1850;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Why a text is no citizen id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CitizenIdError {
    #[error("a citizen id has 18 characters, or 15 in its old form")]
    Length,
    #[error("a citizen id holds digits, and at its end perhaps an X")]
    Characters,
    #[error("the first two digits are no province")]
    Province,
    #[error("the date of birth does not exist")]
    BirthDate,
    #[error("the date of birth lies in the future")]
    Future,
    #[error("the check character does not fit")]
    Checksum,
}

impl CitizenIdError {
    /// The stable code that the service joins to its texts.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Length => "citizen_id_length",
            Self::Characters => "citizen_id_characters",
            Self::Province => "citizen_id_province",
            Self::BirthDate => "citizen_id_birth_date",
            Self::Future => "citizen_id_future",
            Self::Checksum => "citizen_id_checksum",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    Male,
    Female,
}

/// A valid number in its 18-character form.
///
/// It has no serde form and its `Debug` is masked, so that the number leaves
/// only where somebody writes `as_str`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CitizenId {
    text: String,
    birth_on: NaiveDate,
}

impl CitizenId {
    /// Reads a number of 18 or, in the form issued until 1999, 15 digits, however it was
    /// typed ([`typed::citizen_id`]).
    ///
    /// # Errors
    /// The first thing that is wrong, in the order of [`CitizenIdError`]. An
    /// unknown county is not one: county codes are abolished over time.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, CitizenIdError> {
        let text = typed::citizen_id(text);
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let (first17, check) = match text.chars().count() {
            15 if digits(&text) => (format!("{}19{}", &text[..6], &text[6..]), None),
            18 if text.is_ascii() => (text[..17].to_owned(), text.chars().last()),
            15 | 18 => return Err(CitizenIdError::Characters),
            _ => return Err(CitizenIdError::Length),
        };
        if !digits(&first17) || check.is_some_and(|c| c != 'X' && !c.is_ascii_digit()) {
            return Err(CitizenIdError::Characters);
        }
        if !is_province(&first17[..2]) {
            return Err(CitizenIdError::Province);
        }
        let birth_on = birth_date(&first17[6..14]).ok_or(CitizenIdError::BirthDate)?;
        if birth_on > today {
            return Err(CitizenIdError::Future);
        }
        let right = checksum(&first17);
        if check.is_some_and(|check| check != right) {
            return Err(CitizenIdError::Checksum);
        }
        Ok(Self { text: first17 + right.encode_utf8(&mut [0; 4]), birth_on })
    }

    /// The whole number. The law does not list it among what is sensitive (个人信息保护法 28);
    /// it is kept as if it did, since whoever knows it can act for its holder.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub fn birth_on(&self) -> NaiveDate {
        self.birth_on
    }

    #[must_use]
    pub fn sex(&self) -> Sex {
        if self.text.as_bytes()[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// The last four characters, by which people find each other at a counter.
    #[must_use]
    pub fn tail4(&self) -> &str {
        &self.text[14..]
    }

    /// Full years (周岁) on a day; negative before birth. A year is full on the
    /// birthday; someone born on 29 February completes it on the last day of
    /// February in a common year (民法典 Art 202).
    #[must_use]
    pub fn age_on(&self, day: NaiveDate) -> i32 {
        age_on(self.birth_on, day)
    }

    /// `420121********1230`.
    #[must_use]
    pub fn masked(&self) -> String {
        masking::citizen_id(&self.text)
    }

    /// Whether the number was made by [`demo_id`] and belongs to nobody.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        &self.text[2..6] == NEVER_ISSUED
    }
}

impl fmt::Debug for CitizenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CitizenId({})", self.masked())
    }
}

/// Whether a text is the form of 15 digits. Nobody has been given one since 1999, so that
/// most are a number of 18 that was cut short and, read as one of 15, belong to somebody
/// else: ask before believing it.
#[must_use]
pub fn is_old_form(text: &str) -> bool {
    typed::citizen_id(text).chars().count() == 15
}

/// The check character of the first 17 digits (GB 11643, ISO 7064 MOD 11-2).
/// Anything that is no digit counts as 0.
#[must_use]
pub fn checksum(first17: &str) -> char {
    let sum: u32 =
        first17.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight).sum();
    CHECKS[(sum % 11) as usize]
}

/// A number for demonstrations and tests that can belong to nobody: it passes
/// every check, but its division is the province of `county6` followed by 9999
/// (`369999` for a county of Jiangxi), which was never issued.
///
/// `seq` counts modulo 1000, odd numbers are men. A `county6` outside every
/// province is taken as Jiangxi, a birth before 1850 or after 9999 as the
/// nearest year that a number can hold.
#[must_use]
pub fn demo_id(county6: &str, birth: NaiveDate, seq: u32) -> CitizenId {
    let province = county6.get(..2).filter(|province| is_province(province)).unwrap_or(DEMO_PROVINCE);
    let birth_on = in_year(birth, birth.year().clamp(EARLIEST_YEAR, 9999));
    let first17 = format!("{province}{NEVER_ISSUED}{}{:03}", birth_on.format("%Y%m%d"), seq % 1000);
    let check = checksum(&first17);
    CitizenId { text: format!("{first17}{check}"), birth_on }
}

/// Full years (周岁) on a day of someone born on `birth_on`; see [`CitizenId::age_on`].
#[must_use]
pub fn age_on(birth_on: NaiveDate, day: NaiveDate) -> i32 {
    let years = day.year() - birth_on.year();
    let birthday = in_year(birth_on, day.year());
    if day < birthday { years - 1 } else { years }
}

/// The same day of another year, or the last of February where it has no 29th.
fn in_year(date: NaiveDate, year: i32) -> NaiveDate {
    date.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28)).unwrap_or(date)
}

pub(crate) fn is_province(two_digits: &str) -> bool {
    PROVINCES.contains(&two_digits)
}

/// The date written as eight digits, if it exists and somebody can be born on it.
pub(crate) fn birth_date(yyyymmdd: &str) -> Option<NaiveDate> {
    let number = |from: usize, to: usize| yyyymmdd.get(from..to)?.parse::<u32>().ok();
    let year = i32::try_from(number(0, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?).filter(|_| year >= EARLIEST_YEAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn parse(text: &str) -> Result<CitizenId, CitizenIdError> {
        CitizenId::parse(text, day("2026-11-22"))
    }

    #[test]
    fn a_valid_number_gives_birth_date_sex_and_tail() {
        let id = parse("11010519491231002X").expect("valid");
        assert_eq!(id.birth_on(), day("1949-12-31"));
        assert_eq!(id.sex(), Sex::Female);
        assert_eq!(id.tail4(), "002X");
        let id = parse("53010219200508011X").expect("valid");
        assert_eq!(id.sex(), Sex::Male);
    }

    #[test]
    fn spaces_are_dropped_before_the_digits_are_counted_and_a_small_x_is_raised() {
        for text in
            [" \u{3000}11010519491231002x\n", "110105 1949 1231 002x", "１１０１０５１９４９１２３１００２Ｘ"]
        {
            assert_eq!(parse(text).expect("valid").as_str(), "11010519491231002X");
        }
        // Fifteen of its characters, spaces among them, are no number of fifteen digits.
        assert_eq!(parse("361199 2008 0512 00"), Err(CitizenIdError::Length));
    }

    #[test]
    fn an_old_number_of_15_digits_becomes_one_of_18() {
        let id = parse("130503670401001").expect("valid");
        assert_eq!(id.as_str(), "130503196704010016");
        assert_eq!(id.birth_on(), day("1967-04-01"));
        assert!(is_old_form("130503 670401 001") && !is_old_form("130503196704010016"));
    }

    #[test]
    fn each_fault_has_its_own_code() {
        for (text, code) in [
            ("", "citizen_id_length"),
            ("1101051949123100", "citizen_id_length"),
            ("1101051949123100二X", "citizen_id_characters"),
            ("110105194912310020X", "citizen_id_length"),
            ("X1010519491231002X", "citizen_id_characters"),
            ("11010519491231002Y", "citizen_id_characters"),
            ("13050367040100X", "citizen_id_characters"),
            ("一二三四五六七八九十一二三四五", "citizen_id_characters"),
            ("990105194912310021", "citizen_id_province"),
            ("110105194902290021", "citizen_id_birth_date"),
            ("110105000112310021", "citizen_id_birth_date"),
            ("110105202611230021", "citizen_id_future"),
            ("110105194912310021", "citizen_id_checksum"),
        ] {
            assert_eq!(parse(text).map_err(CitizenIdError::code), Err(code), "{text}");
        }
    }

    #[test]
    fn a_child_can_be_registered_on_the_day_it_is_born() {
        let born = day("2026-11-22");
        let id = demo_id("360704", born, 1);
        assert_eq!(CitizenId::parse(id.as_str(), born), Ok(id.clone()));
        assert_eq!(CitizenId::parse(id.as_str(), day("2026-11-21")), Err(CitizenIdError::Future));
    }

    #[test]
    fn a_year_is_full_on_the_birthday() {
        let id = demo_id("360704", day("2008-11-22"), 1);
        assert_eq!(id.age_on(day("2026-11-21")), 17);
        assert_eq!(id.age_on(day("2026-11-22")), 18);
        assert_eq!(id.age_on(day("2008-11-21")), -1);
        let leap = demo_id("360704", day("2008-02-29"), 1);
        assert_eq!(leap.age_on(day("2026-02-27")), 17);
        assert_eq!(leap.age_on(day("2026-02-28")), 18);
        assert_eq!(leap.age_on(day("2028-02-28")), 19);
        assert_eq!(leap.age_on(day("2028-02-29")), 20);
    }

    #[test]
    fn debugging_never_prints_the_number() {
        let printed = format!("{:?}", parse("11010519491231002X").expect("valid"));
        assert_eq!(printed, "CitizenId(110105********002X)");
    }

    #[test]
    fn a_demonstration_number_belongs_to_no_county_and_real_ones_are_not_taken_for_it() {
        let id = demo_id("360704", day("1960-01-02"), 12);
        assert!(id.as_str().starts_with("36999919600102012"));
        assert!(id.is_demo());
        assert_eq!(id.sex(), Sex::Female);
        assert!(!parse("11010519491231002X").expect("valid").is_demo());
        assert!(demo_id("赣", day("1960-01-02"), 1).as_str().starts_with("369999"));
    }

    #[test]
    fn a_birth_that_no_number_can_hold_is_moved_to_the_nearest_year_that_it_can() {
        for (birth, held) in [("+12000-02-29", "99990228"), ("1200-02-29", "18500228")] {
            let id = demo_id("360704", day(birth), 1);
            assert_eq!(id.as_str().get(6..14), Some(held));
            assert_eq!(id.as_str().len(), 18);
        }
    }

    #[test]
    fn the_checksum_of_anything_is_a_check_character() {
        assert_eq!(checksum("11010519491231002"), 'X');
        assert_eq!(checksum(""), '1');
        assert_eq!(checksum("赣州市"), '1');
    }

    prop_compose! {
        fn an_id()(birth in 0_u64..60_000, seq in 0_u32..1000) -> CitizenId {
            demo_id("360704", day("1860-01-01") + chrono::Days::new(birth), seq)
        }
    }

    proptest! {
        #[test]
        fn a_demonstration_number_passes_every_check(id in an_id()) {
            let read = parse(id.as_str());
            prop_assert_eq!(read.as_ref(), Ok(&id));
            prop_assert_eq!(read.map(|read| read.birth_on()), Ok(id.birth_on()));
        }

        #[test]
        fn one_wrong_digit_is_always_noticed(id in an_id(), at in 0_usize..17, by in 1_u8..10) {
            let mut bytes = id.as_str().as_bytes().to_vec();
            bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
            prop_assert!(parse(&String::from_utf8(bytes).expect("digits")).is_err());
        }

        #[test]
        fn two_neighbours_swapped_are_always_noticed(id in an_id(), at in 0_usize..17) {
            let mut bytes = id.as_str().as_bytes().to_vec();
            let same = bytes[at] == bytes[at + 1];
            bytes.swap(at, at + 1);
            prop_assert_eq!(parse(&String::from_utf8(bytes).expect("digits")).is_ok(), same);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), near in "\\PC{15}|\\PC{18}|[0-9Xx]{18}") {
            let _ = parse(&text);
            let _ = parse(&near);
            let _ = checksum(&text);
        }
    }
}
