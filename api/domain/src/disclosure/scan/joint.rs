//! What stands between two digits.

use super::fold::{breaks_line, is_blank};

/// More signs than these between two digits are no joint any more.
const MOST_SIGNS: usize = 3;
/// Nor are more ends of lines or cells: one, and perhaps an empty line.
const MOST_BREAKS: usize = 2;
/// Nor are more signs and blanks together, so that reading them stays short.
const LONGEST: usize = 128;

/// The visible signs between two digits, no more of them than a joint can have.
#[derive(Debug, Default)]
pub(super) struct Between(Vec<char>);

impl Between {
    pub(super) fn push(&mut self, c: char) {
        if self.0.len() <= LONGEST {
            self.0.push(c);
        }
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn joint(&self) -> Joint {
        if self.0.len() > LONGEST { Joint::Apart } else { joint_of(&self.0) }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Joint {
    /// Something that no number goes across.
    #[default]
    Apart,
    /// Nothing: only the way of writing changes.
    Touching,
    Space,
    /// One kind of sign, by the sign that stands for its kind.
    Sign(char),
    /// Several kinds of signs.
    Mixed,
    /// The end of a cell of a table, perhaps with an empty one after it.
    Cell,
    /// The end of a line, perhaps after a sign or before an empty line.
    Line,
}

impl Joint {
    pub(super) fn breaks(self) -> bool {
        matches!(self, Self::Cell | Self::Line)
    }

    /// What joins the members of a sum.
    pub(super) fn adds(self) -> bool {
        matches!(self, Self::Sign('+' | '=') | Self::Mixed)
    }
}

/// The joint made of the visible signs between two digits.
fn joint_of(between: &[char]) -> Joint {
    let breaks = between.iter().filter(|c| breaks_line(**c)).count();
    let crlf = between.windows(2).filter(|pair| *pair == ['\r', '\n']).count();
    let signs: Vec<char> = between.iter().copied().filter(|c| !breaks_line(*c) && !is_blank(*c)).collect();
    if signs.len() > MOST_SIGNS || signs.iter().any(|c| stands_alone(*c)) || breaks - crlf > MOST_BREAKS {
        return Joint::Apart;
    }
    if signs.len() > 1 && signs.iter().all(|c| hides(*c)) {
        return Joint::Apart;
    }
    if breaks > 0 {
        return if between.iter().all(|c| !breaks_line(*c) || *c == '\t') {
            Joint::Cell
        } else {
            Joint::Line
        };
    }
    let kinds: Vec<char> = signs.into_iter().map(kind).collect();
    match kinds.iter().find(|kind| **kind != '(').or(kinds.first()) {
        None if between.is_empty() => Joint::Touching,
        None => Joint::Space,
        // A bracket beside a dash only closes what it opened.
        Some(first) if kinds.iter().all(|kind| kind == first || *kind == '(') => Joint::Sign(*first),
        Some(_) => Joint::Mixed,
    }
}

/// Words, units and signs of currency belong to what they stand beside.
fn stands_alone(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '%' | '％' | '‰' | '¥' | '￥' | '$' | '＄' | '€' | '°' | '℃' | '㎡')
}

/// Stars in a row are a mask: what is left of a number tells nobody the rest.
fn hides(c: char) -> bool {
    matches!(c, '*' | '＊' | '●' | '■' | '█' | '×')
}

/// The sign that stands for all that look and work alike.
fn kind(c: char) -> char {
    match c {
        '-'
        | '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{2E3A}'
        | '\u{2E3B}'
        | '\u{FE58}'
        | '\u{FE63}'
        | '\u{FF0D}'
        | '\u{58A}'
        | '\u{1806}'
        | '\u{2043}'
        | '\u{2500}'
        | '\u{2501}'
        | '\u{FE31}'
        | '\u{FE32}'
        | 'ー'
        | 'ｰ'
        | '¯' => '-',
        '.' | '．' | '。' | '｡' | '﹒' | '․' | '…' | '·' | '\u{387}' | '•' | '‧' | '∙' | '⋅' | '・' | '･'
        | '⸱' | '●' | '⚫' => '.',
        ',' | '，' | '﹐' | '،' | '‚' => ',',
        '/' | '\\' | '／' | '＼' | '∕' | '⁄' | '╱' | '╲' => '/',
        '_' | '＿' | '‿' | '﹍' | '﹎' | '﹏' => '_',
        '(' | ')' | '（' | '）' | '[' | ']' | '［' | '］' | '{' | '}' | '｛' | '｝' | '<' | '>' | '＜'
        | '＞' | '〈' | '〉' | '《' | '》' | '「' | '」' | '『' | '』' | '【' | '】' | '〔' | '〕' | '〖'
        | '〗' | '﹙' | '﹚' | '⟨' | '⟩' | '‹' | '›' | '«' | '»' | '"' | '\'' | '“' | '”' | '‘' | '’'
        | '＂' | '＇' => '(',
        '~' | '～' | '〜' | '∼' => '~',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}
