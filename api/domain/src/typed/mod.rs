//! What people type, made the same for everyone who means the same: first cleaned, then
//! measured, never cut. Forms, questions, files and the portal all read through here, so
//! that what was typed is what is stored, and what is stored is found.
//!
//! Three kinds: numbers ([`citizen_id`], [`number`], [`phone`]), [`name`]s and free
//! [`text`]. Each is total, and doing it twice is doing it once.

mod name;

use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::props::{Dash, DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};

pub use name::{belongs_in_name, is_name_dot, name};

/// Full-width signs that Chinese writes with; the others are ASCII typed in a wide mode.
const CHINESE_PUNCTUATION: &[char] =
    &['！', '（', '）', '，', '：', '；', '？', '［', '］', '｛', '｝', '～'];

/// What stands between the groups of a number besides spaces and dashes.
const JOINTS: &[char] = &['.', '·', ',', '/', '_', '、', '。'];

/// An apostrophe in front keeps a spreadsheet from rounding a number; it and its kin come
/// along when the cell is copied.
const QUOTES: &[char] = &['\'', '"', '`', '‘', '’', '‛', '“', '”', 'ʼ', '′'];

/// Signs that look like the last character of a citizen id.
const LIKE_X: &[char] = &['×', 'Х', 'х', 'Χ', 'χ', '✕', '✖', '✗', '✘', '╳', '⨉', '⨯'];

/// Capital letters and what they are taken for, at a glance or by another script's keyboard.
const ALIKE: &[(&str, char)] = &[
    ("OΟО〇", '0'),
    ("ILΙІ", '1'),
    ("ΑА", 'A'),
    ("ΒВ", 'B'),
    ("С", 'C'),
    ("ΕЕ", 'E'),
    ("ΗН", 'H'),
    ("Ј", 'J'),
    ("ΚК", 'K'),
    ("ΜМ", 'M'),
    ("Ν", 'N'),
    ("ΡР", 'P'),
    ("Ѕ", 'S'),
    ("ΤТ", 'T'),
    ("ΧХ", 'X'),
    ("ΥУ", 'Y'),
    ("Ζ", 'Z'),
];

const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfc();
const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();

/// Free text: addresses, remarks, reasons, words searched for. Composed (NFC); what cannot
/// be seen is dropped, ends of lines and rare spaces are the usual ones, full-width letters,
/// digits and signs are ASCII. Chinese punctuation and the wide space stay.
#[must_use]
pub fn text(typed: &str) -> String {
    if typed.is_ascii() && !typed.contains('\r') {
        return typed.to_owned();
    }
    let mut clean = String::with_capacity(typed.len());
    let mut chars = typed.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let kept = match c {
            '\r' if chars.peek() == Some(&'\n') => continue,
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            _ if is_unseen(c) => {
                if shapes(before, c) {
                    clean.push(c);
                }
                continue;
            }
            _ if !c.is_ascii() && is_space(c) && c != '\u{3000}' => ' ',
            _ if CHINESE_PUNCTUATION.contains(&c) => c,
            _ => half_width(c),
        };
        clean.push(kept);
        before = kept;
    }
    NFC.normalize(&clean).into_owned()
}

/// A number of any length, as a bank account or a case number: without what stands between
/// its groups, in front of it or invisibly in it, in ASCII where it can be, capital letters.
/// What is no part of a number stays, so that whoever measures it notices.
#[must_use]
pub fn number(typed: &str) -> String {
    let apart = |c: char| {
        is_space(c) || is_unseen(c) || is_dash(c) || is_mark(c) || JOINTS.contains(&c) || QUOTES.contains(&c)
    };
    let shown: String = typed.chars().filter(|c| !apart(*c)).collect();
    NFKD.normalize(&shown).chars().filter(|c| !apart(*c)).map(|c| c.to_ascii_uppercase()).collect()
}

/// A [`number`] of a paper as it looks: its letters and digits alone, capital, and those that
/// are taken for each other (O and 0, I, l and 1, letters of like shape of other scripts) one,
/// without the zeros before it.
#[must_use]
pub fn alike(typed: &str) -> String {
    let one = |c: char| ALIKE.iter().find(|(signs, _)| signs.contains(c)).map_or(c, |(_, one)| *one);
    let shown = number(typed).replace('|', "1");
    let folded = shown.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).map(one);
    // Zeros before a number are printed by one hospital and left out by whoever copies it.
    folded.skip_while(|c| *c == '0').collect()
}

/// A citizen id or its end: a [`number`] in which every sign like an X is an X.
#[must_use]
pub fn citizen_id(typed: &str) -> String {
    number(typed).chars().map(|c| if LIKE_X.contains(&c) { 'X' } else { c }).collect()
}

/// A telephone number of this country, without its country code and brackets.
#[must_use]
pub fn phone(typed: &str) -> String {
    let plain: String = number(typed).chars().filter(|c| !matches!(c, '(' | ')')).collect();
    let mut national = plain.as_str();
    while let Some(rest) = without_country(national) {
        national = rest;
    }
    national.to_owned()
}

fn without_country(phone: &str) -> Option<&str> {
    let dialled = phone.strip_prefix("+86").or_else(|| phone.strip_prefix("0086"));
    let bare = phone.strip_prefix("86").filter(|rest| rest.len() == 11 && rest.starts_with('1'));
    dialled.or(bare).filter(|rest| rest.len() >= 10 && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// An office telephone as it is printed: grouped as typed, in ASCII.
#[must_use]
pub fn office_phone(typed: &str) -> String {
    let shown = NFKD.normalize(typed);
    let seen = shown.chars().filter(|c| !is_unseen(*c) && !is_mark(*c));
    let plain: String = seen.map(|c| if is_dash(c) { '-' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the last digit of a card fits the others (ISO/IEC 7812-1, Luhn). Passbooks and
/// some issuers' accounts have no such digit: a reason to look again, not to refuse.
#[must_use]
pub fn luhn_fits(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .enumerate()
        .map(|(place, c)| match c.to_digit(10).unwrap_or(0) {
            digit if place % 2 == 0 => digit,
            digit if digit > 4 => digit * 2 - 9,
            digit => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Latin letters of a typed pinyin, without tones, in lower case: `Lǐ`, `li3` and `LI` are
/// `li`, and ü is `v` however it is typed. None where something else is written.
#[must_use]
pub fn pinyin(typed: &str) -> Option<String> {
    let mut letters = String::with_capacity(typed.len());
    for c in NFKD.normalize(&text(typed)).replace("u:", "v").replace("U:", "v").chars() {
        match c {
            // The two dots of ü, taken apart from their u.
            '\u{308}' if letters.ends_with('u') => {
                letters.pop();
                letters.push('v');
            }
            _ if c.is_ascii_alphabetic() => letters.push(c.to_ascii_lowercase()),
            _ if c.is_ascii() || is_mark(c) || is_dash(c) || c == '·' || QUOTES.contains(&c) => {}
            _ => return None,
        }
    }
    // After these ü is written u and some keyboards take v.
    for (typed, written) in [("jv", "ju"), ("qv", "qu"), ("xv", "xu"), ("yv", "yu")] {
        letters = letters.replace(typed, written);
    }
    Some(letters)
}

/// White space of every kind, the wide one among them, and the blank of Braille.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{2800}'
}

/// Characters without any shape: joiners, soft hyphens, marks of direction, fillers, tags.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
        || matches!(c, '\u{fff9}'..='\u{fffc}' | '\u{180e}')
}

fn is_dash(c: char) -> bool {
    // Box drawing, the hyphen bullet and the long vowel of Katakana are typed for dashes.
    CodePointSetData::new::<Dash>().contains(c) || matches!(c, '─' | '━' | '⁃' | 'ー' | '˗')
}

fn is_mark(c: char) -> bool {
    GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

/// Whether an unseen character is part of the writing there: Mongolian chooses its shapes
/// and Arabic script its joins with them. The marks of direction are in neither.
fn shapes(before: char, unseen: char) -> bool {
    let mongolian = matches!(before, '\u{1800}'..='\u{18af}');
    let arabic = matches!(before, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}');
    match unseen {
        '\u{180b}'..='\u{180f}' => mongolian,
        '\u{200c}' | '\u{200d}' => mongolian || arabic,
        _ => false,
    }
}

/// ASCII for its full-width form.
fn half_width(c: char) -> char {
    match c {
        '！'..='～' => u8::try_from(u32::from(c) - 0xFEE0).map_or(c, char::from),
        _ => c,
    }
}

#[cfg(test)]
mod tests;
