//! Masks, total over any text. Full versions follow the table of the privacy rules.

const STAR: char = '*';

/// Shows `head` first and `tail` last characters and one star for each other.
fn keep(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    text.chars()
        .enumerate()
        .map(|(index, c)| {
            if index < head || index + tail >= count {
                c
            } else {
                STAR
            }
        })
        .collect()
}

/// `420121********1230`: the birth date is hidden; the old form of 15 digits
/// keeps six and three. Any other length is hidden whole, because what its
/// digits mean is not known.
#[must_use]
pub fn citizen_id(text: &str) -> String {
    match text.chars().count() {
        18 => keep(text, 6, 4),
        15 => keep(text, 6, 3),
        _ => keep(text, 0, 0),
    }
}

/// `138****5678`. Shorter numbers show their last two digits, and below seven
/// none.
#[must_use]
pub fn phone(text: &str) -> String {
    match text.chars().count() {
        0..=6 => keep(text, 0, 0),
        7..=10 => keep(text, 0, 2),
        _ => keep(text, 3, 4),
    }
}

/// The last four digits, for every length from 12 to 19; below eight none.
#[must_use]
pub fn bank_account(text: &str) -> String {
    let tail = if text.chars().count() < 8 { 0 } else { 4 };
    keep(text, 0, tail)
}

/// The family name, see the tests.
#[must_use]
pub fn name(text: &str) -> String {
    keep(text, 1, 0)
}

/// To the village.
#[must_use]
pub fn address(text: &str) -> String {
    keep(text, 0, 0)
}
