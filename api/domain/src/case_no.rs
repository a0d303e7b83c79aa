//! 办件编号: county, item, day, sequence and one check character, searchable and
//! sayable on the telephone: `360704-YL-20261122-0001-B`.

use chrono::NaiveDate;
use std::fmt;

use crate::typed;

/// The 31 symbols of GB 32100: no I, O, S, V or Z, which are misheard or
/// misread. Thirty-one is prime, and that is what makes the check strong.
const SYMBOLS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const MODULUS: u32 = 31;
/// A primitive root of 31, so that neighbouring places always weigh differently.
const WEIGHT: u32 = 3;

/// What a case number says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CaseNo {
    /// Six digits.
    pub county: String,
    /// Two capital letters.
    pub item: String,
    /// The day of receipt.
    pub day: NaiveDate,
    /// Counts from 1 in a county, item and day.
    pub seq: u32,
}

impl fmt::Display for CaseNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&case_no(&self.county, &self.item, self.day, self.seq))
    }
}

/// Writes a case number. `county` is six digits, `item_short` two letters; a
/// sequence above 9999 takes more places.
///
/// The check character notices every single wrong character and every swap of
/// two neighbours.
#[must_use]
pub fn case_no(county: &str, item_short: &str, day: NaiveDate, seq: u32) -> String {
    let item = item_short.to_ascii_uppercase();
    let day = day.format("%Y%m%d").to_string();
    let seq = format!("{seq:04}");
    let check = check(&[county, &item, &day, &seq].concat());
    format!("{county}-{item}-{day}-{seq}-{check}")
}

/// Reads a case number as people type it: in lower or full-width letters, with
/// spaces, without dashes. None when it is none, or its check does not fit.
#[must_use]
pub fn parse(text: &str) -> Option<CaseNo> {
    let plain = typed::number(text);
    if !plain.is_ascii() {
        return None;
    }
    let (payload, _check) = plain.split_at_checked(plain.len().checked_sub(1)?)?;
    let (county, rest) = payload.split_at_checked(6)?;
    let (item, rest) = rest.split_at_checked(2)?;
    let (day, seq) = rest.split_at_checked(8)?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_uppercase());
    if !(digits(county) && letters(item) && digits(day) && digits(seq)) {
        return None;
    }
    let case = CaseNo {
        county: county.to_owned(),
        item: item.to_owned(),
        day: NaiveDate::from_ymd_opt(
            day[..4].parse().ok()?,
            day[4..6].parse().ok()?,
            day[6..].parse().ok()?,
        )?,
        seq: seq.parse().ok()?,
    };
    // Written again it must be the same: the check fits and no zero is too many.
    (case.to_string().replace('-', "") == plain).then_some(case)
}

/// The symbol that makes the weighted sum of all characters a multiple of 31.
/// Each place holds either digits or letters, so that 0–9 and A–Z may share
/// values and still no two characters of one place are alike.
fn check(payload: &str) -> char {
    let sum = payload
        .bytes()
        .map(|byte| match byte {
            b'0'..=b'9' => u32::from(byte - b'0'),
            b'A'..=b'Z' => u32::from(byte - b'A'),
            _ => 0,
        })
        .fold(0, |sum, value| (sum + value) * WEIGHT % MODULUS);
    char::from(SYMBOLS[((MODULUS - sum) % MODULUS) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_case_number_is_written_with_its_check() {
        assert_eq!(case_no("360704", "yl", day("2026-11-22"), 1), "360704-YL-20261122-0001-B");
        assert!(
            case_no("360704", "YL", day("2026-11-22"), 12_345).contains("-12345-"),
            "a busy day is no reason to fail"
        );
    }

    #[test]
    fn a_case_number_is_read_as_people_type_it() {
        let case =
            CaseNo { county: "360704".to_owned(), item: "YL".to_owned(), day: day("2026-11-22"), seq: 1 };
        for text in [
            "360704-YL-20261122-0001-B",
            "360704yl202611220001b",
            " 360704 yl 20261122 0001 b ",
            "３６０７０４－ＹＬ－２０２６１１２２－０００１－Ｂ",
            "360704—YL—20261122—0001−B",
            "360704\u{200b}YL\u{a0}20261122 0001‑B",
        ] {
            assert_eq!(parse(text), Some(case.clone()), "{text}");
        }
        assert_eq!(case.to_string(), "360704-YL-20261122-0001-B");
    }

    #[test]
    fn what_is_no_case_number_is_not_read() {
        for text in [
            "",
            "-",
            "360704-YL-20261122-0001",
            "360704-YL-20261122-0001-K",
            "360704-YL-20261322-0001-B",
            "360704-YL-20261122-00001-B",
            "办件编号",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    prop_compose! {
        fn a_case()(
            county in "[0-9]{6}",
            item in "[A-Z]{2}",
            offset in 0_u64..20_000,
            seq in prop_oneof![1_u32..10_000, any::<u32>()],
        ) -> CaseNo {
            CaseNo { county, item, day: day("2000-01-01") + chrono::Days::new(offset), seq }
        }
    }

    proptest! {
        #[test]
        fn every_case_number_reads_back(case in a_case()) {
            let text = case.to_string();
            prop_assert_eq!(parse(&text), Some(case.clone()));
            prop_assert_eq!(parse(&text.to_lowercase().replace('-', " ")), Some(case));
        }

        #[test]
        fn one_wrong_character_is_always_noticed(case in a_case(), at in any::<prop::sample::Index>(), wrong in "[0-9A-Z]") {
            let mut text = case.to_string().replace('-', "");
            let at = at.index(text.len());
            prop_assume!(text[at..=at] != wrong);
            text.replace_range(at..=at, &wrong);
            prop_assert_eq!(parse(&text), None);
        }

        #[test]
        fn two_neighbours_swapped_are_always_noticed(case in a_case(), at in any::<prop::sample::Index>()) {
            let mut bytes = case.to_string().replace('-', "").into_bytes();
            let at = at.index(bytes.len() - 1);
            let same = bytes[at] == bytes[at + 1];
            bytes.swap(at, at + 1);
            prop_assert_eq!(parse(&String::from_utf8(bytes).expect("ascii")).is_some(), same);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), near in "[0-9A-Za-z\\- ]{0,40}") {
            let _ = parse(&text);
            let _ = parse(&near);
            let _ = case_no(&text, &near, day("2026-11-22"), 1);
        }
    }
}
