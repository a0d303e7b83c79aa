//! Names of persons: all of GB 18030, one dot, nothing invisible.

use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::Script;

use super::{is_mark, is_space, is_unseen};

const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfkc();

/// The dot between the parts of a minority name (间隔号).
const DOT: char = '·';

/// What keyboards, scanners and old files give for it.
const DOTS: &[char] = &[
    '\u{387}',
    '\u{16eb}',
    '\u{2022}',
    '\u{2024}',
    '\u{2027}',
    '\u{2219}',
    '\u{22c5}',
    '\u{25cf}',
    '\u{26ab}',
    '\u{2981}',
    '\u{2b1d}',
    '\u{2e31}',
    '\u{2e33}',
    '\u{30fb}',
    '\u{318d}',
    '\u{a78f}',
    '\u{fe52}',
    '\u{ff0e}',
    '\u{ff61}',
    '\u{ff65}',
    '\u{1427}',
    '\u{10101}',
    '\u{119e}',
    '\u{3002}',
];

/// Whether a character stands between the parts of a name, in whatever form it was kept.
#[must_use]
pub fn is_name_dot(c: char) -> bool {
    c == DOT || DOTS.contains(&c)
}

/// So many rounds at most until a name stays as it is; each takes something away.
const ROUNDS: usize = 8;

/// A name as it is kept: composed, in its usual forms (NFKC: a full-width letter is a letter,
/// a radical its character), U+00B7 for every dot, nothing invisible, no space but between
/// words, of which Chinese writing has none.
#[must_use]
pub fn name(typed: &str) -> String {
    let mut now = typed.to_owned();
    for _ in 0..ROUNDS {
        let next = once(&now);
        if next == now {
            break;
        }
        now = next;
    }
    now
}

fn once(typed: &str) -> String {
    let seen = typed.chars().filter(|c| !is_unseen(*c)).map(|c| if is_name_dot(c) { DOT } else { c });
    let usual = NFKC.normalize(&seen.collect::<String>()).into_owned();
    let mut clean: Vec<char> = Vec::with_capacity(usual.len());
    let mut spaced = false;
    for c in usual.chars() {
        if is_space(c) {
            spaced = true;
            continue;
        }
        let before = clean.last().copied();
        // A full stop after a Chinese character is its dot on another keyboard.
        let c =
            if c == '.' && before.is_some_and(|before| is_han(before) || before == DOT) { DOT } else { c };
        match before {
            Some(before) if before == DOT && c == DOT => {}
            Some(before) if spaced && !closes(before, c) => clean.extend([' ', c]),
            None if c == DOT => {}
            _ => clean.push(c),
        }
        spaced = false;
    }
    while clean.last() == Some(&DOT) {
        clean.pop();
    }
    clean.into_iter().collect()
}

/// Whether no space belongs between two characters: 张　三 is spread to the width of three,
/// and the dot stands close on both sides.
fn closes(before: char, after: char) -> bool {
    before == DOT || after == DOT || is_han(before) && is_han(after)
}

fn is_han(c: char) -> bool {
    CodePointMapData::<Script>::new().get(c) == Script::Han
}

/// Letters of every script with their marks, the dot, and what foreign names are written
/// with. Also what stands for characters that have no code: private use (as older registers
/// gave it) and the descriptions of ideographs.
#[must_use]
pub fn belongs_in_name(c: char) -> bool {
    let unencoded = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{2ff0}'..='\u{2fff}' | '\u{31ef}')
        // All of both planes is for ideographs, those of tomorrow's Unicode too.
        || matches!(c, '\u{20000}'..='\u{3fffd}' | '\u{f0000}'..='\u{10fffd}');
    c.is_alphabetic() || is_mark(c) || unencoded || matches!(c, DOT | ' ' | '.' | '-' | '\'')
}
