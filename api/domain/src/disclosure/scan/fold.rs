//! What a reader takes for a digit, whatever sign it is written with.

/// Where each run of ten decimal digits begins (Unicode 17, general category Nd).
const ZEROS: [u32; 77] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50,
    0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40,
    0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40,
    0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA,
    0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0, 0x11DE0, 0x11F50, 0x16130, 0x16A60,
    0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0,
    0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// Digits in a ring, in brackets, with a stop, raised or lowered: the first code
/// point, its digit, and how many follow each other.
const MARKS: [(u32, u32, u32); 22] = [
    (0xB2, 2, 2),
    (0xB9, 1, 1),
    (0x2070, 0, 1),
    (0x2074, 4, 6),
    (0x2080, 0, 10),
    (0x2460, 1, 9),
    (0x2474, 1, 9),
    (0x2488, 1, 9),
    (0x24EA, 0, 1),
    (0x24F5, 1, 9),
    (0x24FF, 0, 1),
    (0x2776, 1, 9),
    (0x2780, 1, 9),
    (0x278A, 1, 9),
    (0x3021, 1, 9),
    (0x3192, 1, 4),
    (0x3220, 1, 9),
    (0x3280, 1, 9),
    (0x1F100, 0, 1),
    (0x1F101, 0, 10),
    (0x1F10B, 0, 1),
    (0x1F10C, 0, 1),
];

/// Number words: the plain characters, those of bank papers, those spoken on the
/// radio and the telephone, and the forms that fonts and old code pages give.
const WORDS: [&str; 10] = [
    "〇零○◯洞\u{F9B2}",
    "一壹壱弌幺么\u{2F00}",
    "二贰貳貮弐弍两兩\u{2F06}\u{F978}",
    "三叁叄参參弎\u{F96B}",
    "四肆亖",
    "五伍",
    "六陆陸\u{F9D1}\u{F9D3}",
    "七柒拐",
    "八捌\u{2F0B}",
    "九玖勾",
];

/// Letters that pass for a digit beside digits.
const ALIKE: [(char, &str); 2] = [('0', "OoＯｏОоΟο"), ('1', "lIｌＩⅠІ")];

/// Letters that a scanner of papers reads for a digit; they count between digits only.
const MISREAD: [(char, char); 3] = [('S', '5'), ('B', '8'), ('Z', '2')];

/// Default ignorable code points (Unicode 17), which no screen and no paper shows.
const IGNORABLE: [(u32, u32); 15] = [
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3),
    (0xE0000, 0xE0FFF),
];

/// Strokes, rings and keys laid over a sign, which leave it legible.
const LAID_OVER: [(u32, u32); 6] =
    [(0x300, 0x36F), (0x483, 0x489), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F)];

/// How a digit is written. A number may begin or end where this changes: ①138….
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Figure,
    Word,
    Mark,
    /// A letter in the place of a digit.
    Alike,
}

/// The digit that a sign stands for by itself.
pub(super) fn digit(c: char) -> Option<(char, Script)> {
    let code = u32::from(c);
    let plain = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code));
    if let Some(zero) = plain {
        return char::from_digit(code - zero, 10).map(|digit| (digit, Script::Figure));
    }
    let mark = MARKS.iter().find(|(first, _, count)| (*first..first + count).contains(&code));
    if let Some((first, value, _)) = mark {
        return char::from_digit(code - first + value, 10).map(|digit| (digit, Script::Mark));
    }
    let word = (0_u32..).zip(WORDS).find(|(_, signs)| signs.contains(c))?;
    char::from_digit(word.0, 10).map(|digit| (digit, Script::Word))
}

/// The digit that a letter passes for when digits stand beside it.
fn alike(c: char) -> Option<char> {
    ALIKE.iter().find(|(_, letters)| letters.contains(c)).map(|(digit, _)| *digit)
}

fn misread(c: char) -> Option<char> {
    MISREAD.iter().find(|(letter, _)| *letter == c).map(|(_, digit)| *digit)
}

/// What each sign stands for, if for a digit. A letter does between figures, and O, I and l
/// also at an end of them where no word goes on.
pub(super) fn digits(signs: &[(usize, char)]) -> Vec<Option<(char, Script)>> {
    let mut read: Vec<_> = signs.iter().map(|(_, c)| digit(*c)).collect();
    let is_letter = |c: char| alike(c).or_else(|| misread(c)).is_some();
    let mut at = 0;
    while at < signs.len() {
        if !is_letter(signs[at].1) {
            at += 1;
            continue;
        }
        let run = signs[at..].iter().take_while(|(_, c)| is_letter(*c)).count();
        let (before, after) = (at.checked_sub(1), at + run);
        let figure = |read: &Option<(char, Script)>| matches!(read, Some((_, Script::Figure)));
        let figure_before = before.is_some_and(|before| figure(&read[before]));
        let figure_after = read.get(after).is_some_and(figure);
        // The check letter of an id is no word.
        let word = |c: char| (c.is_lowercase() || c.is_uppercase()) && !is_x(c);
        let word_before = before.is_some_and(|before| word(signs[before].1));
        let word_after = signs.get(after).is_some_and(|(_, c)| word(*c));
        let inside = figure_before && figure_after;
        let at_an_end = figure_before && !word_after || figure_after && !word_before;
        let strict = signs[at..after].iter().all(|(_, c)| alike(*c).is_some());
        if inside || at_an_end && strict {
            for place in at..after {
                let c = signs[place].1;
                read[place] = alike(c).or_else(|| misread(c)).map(|digit| (digit, Script::Alike));
            }
        }
        at = after;
    }
    read
}

/// The check letter of an id, in any alphabet that has one like it.
pub(super) fn is_x(c: char) -> bool {
    matches!(
        c,
        'x' | 'X'
            | 'ｘ'
            | 'Ｘ'
            | '×'
            | 'х'
            | 'Х'
            | 'χ'
            | 'Χ'
            | 'Ⅹ'
            | 'ⅹ'
            | 'Ⓧ'
            | 'ⓧ'
            | '✕'
            | '✖'
            | '╳'
    )
}

/// What cannot be seen, or does not hide what it lies on.
pub(super) fn is_unseen(c: char) -> bool {
    let code = u32::from(c);
    let within = |ranges: &[(u32, u32)]| ranges.iter().any(|(first, last)| (*first..=*last).contains(&code));
    (c.is_control() && !c.is_whitespace()) || c == '\u{FEFF}' || within(&IGNORABLE) || within(&LAID_OVER)
}

/// A blank of any width, on one line.
pub(super) fn is_blank(c: char) -> bool {
    // The Braille pattern without dots and the halfwidth filler are blanks in all but name.
    matches!(c, '\u{2800}' | '\u{1D159}') || (c.is_whitespace() && !breaks_line(c))
}

/// Whether the sign ends a line or a cell of a table.
pub(super) fn breaks_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_of_the_tables_is_one_digit_only() {
        for zero in ZEROS {
            for value in 0..10 {
                let c = char::from_u32(zero + value).expect("a character");
                assert_eq!(digit(c), char::from_digit(value, 10).map(|digit| (digit, Script::Figure)), "{c}");
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        for c in WORDS.iter().flat_map(|signs| signs.chars()) {
            assert!(seen.insert(c), "{c} stands there twice");
            assert!(digit(c).is_some_and(|(_, script)| script == Script::Word));
        }
    }

    #[test]
    fn what_unicode_calls_a_digit_of_a_circle_or_an_exponent_is_read_as_one() {
        for (signs, expected) in [
            ("⓪①②③④⑤⑥⑦⑧⑨", "0123456789"),
            ("⓿❶❷❸❹❺❻❼❽❾", "0123456789"),
            ("⑴⑵⑶⒈⒉⒊➀➊⓵", "123123111"),
            ("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₉", "0123456789019"),
            ("㈠㈨㊀㊈〡〩㆒", "1919191"),
            ("🄀🄁🄂🄊🄋", "00190"),
            ("𝟎𝟙𝟤𝟯𝟺🯵௫๕٥۵५", "01234555555"),
        ] {
            let read: String = signs.chars().filter_map(|c| digit(c).map(|(digit, _)| digit)).collect();
            assert_eq!(read, expected, "{signs}");
        }
    }
}
