//! The scanner over free text.
//!
//! It errs on the side of blocking: a number that looks like an account stops a
//! publication until somebody has looked, a leaked one cannot be called back.

use super::{Finding, FindingKind};
use crate::citizen_id::{birth_date, checksum, is_province};
use std::ops::Range;

const ID: usize = 18;
const OLD_ID: usize = 15;
const MOBILE: usize = 11;
/// The shortest bank account.
const ACCOUNT: usize = 12;
/// The longest bank account; no number written in groups is read further.
const LONGEST: usize = 19;

/// Finds citizen ids (18 and 15 digits), mobile numbers and bank accounts (12
/// digits and more) in free text, also in full-width digits, with invisible
/// characters between, or in groups set off by spaces or dashes. The findings
/// are in order and do not overlap. Any finding blocks the publication.
#[must_use]
pub fn scan(text: &str) -> Vec<Finding> {
    let groups = groups(text);
    let mut findings = Vec::new();
    let mut next = 0;
    while let Some(first) = groups.get(next) {
        if let Some((used, kind)) = longest_number(&groups[next..]) {
            findings.push(Finding {
                kind,
                start: first.start(),
                end: groups[next + used - 1].end(),
            });
            next += used;
        } else {
            split_long_group(first, &mut findings);
            next += 1;
        }
    }
    findings
}

/// Digits without a visible break, an X after the 17th included.
#[derive(Default)]
struct Group {
    digits: String,
    /// Where each digit stands in the text.
    places: Vec<usize>,
    /// What separates it from the group before.
    joint: Joint,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// Something that no number goes across.
    #[default]
    Apart,
    Space,
    Dash,
}

impl Group {
    fn start(&self) -> usize {
        self.places.first().copied().unwrap_or(0)
    }

    fn end(&self) -> usize {
        self.places.last().map_or(0, |place| place + 1)
    }
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut joint = Some(Joint::Apart);
    for (place, c) in text.chars().enumerate() {
        if is_invisible(c) {
            continue;
        }
        let digit = digit(c).or_else(|| {
            // An X only ends an id, so it counts only right after a digit.
            let follows = joint.is_none() && is_x(c);
            follows.then_some('X')
        });
        if let Some(digit) = digit {
            let after_x = groups
                .last()
                .is_some_and(|group| group.digits.ends_with('X'));
            if joint.is_some() || after_x {
                groups.push(Group {
                    joint: joint.unwrap_or(Joint::Apart),
                    ..Group::default()
                });
            }
            if let Some(group) = groups.last_mut() {
                group.digits.push(digit);
                group.places.push(place);
            }
            joint = None;
            continue;
        }
        // Several spaces are one joint; a dash next to a space is none.
        joint = Some(match (joint, joint_of(c)) {
            (None, new) => new,
            (Some(Joint::Space), Joint::Space) => Joint::Space,
            _ => Joint::Apart,
        });
    }
    groups
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

fn is_x(c: char) -> bool {
    matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ' | '×')
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}'
    )
}

fn joint_of(c: char) -> Joint {
    match c {
        '-' | '－' | '‐' | '‑' | '–' | '—' | '−' => Joint::Dash,
        // A tab or a new line begins another cell of a table.
        '\t' | '\n' | '\r' => Joint::Apart,
        _ if c.is_whitespace() => Joint::Space,
        _ => Joint::Apart,
    }
}

/// The number made of the most groups from the first on, all set off alike, and
/// how many groups it takes.
fn longest_number(groups: &[Group]) -> Option<(usize, FindingKind)> {
    let mut digits = String::new();
    let mut sizes = Vec::new();
    let mut found = None;
    for (index, group) in groups.iter().enumerate() {
        let same = index < 2 || group.joint == groups[1].joint;
        let apart = index > 0 && group.joint == Joint::Apart;
        if apart || !same || digits.len() + group.digits.len() > LONGEST {
            break;
        }
        digits.push_str(&group.digits);
        sizes.push(group.digits.len());
        if let Some(kind) = kind_of(&digits, &sizes) {
            found = Some((index + 1, kind));
        }
    }
    found
}

/// What the digits are, given the sizes of the groups they are written in.
fn kind_of(digits: &str, sizes: &[usize]) -> Option<FindingKind> {
    // Only an id of 18 ends in an X; elsewhere it is a letter that follows.
    if let (Some(plain), Some((last, before))) = (digits.strip_suffix('X'), sizes.split_last())
        && digits.len() != ID
    {
        return kind_of(plain, &[before, &[last - 1]].concat());
    }
    let whole = sizes.len() == 1;
    let by_division = sizes[0] == 6;
    match digits.len() {
        // A mistyped id is still somebody's: the check only decides where the
        // grouping does not.
        ID if is_id(digits, 0) && (whole || by_division || has_check(digits)) => {
            return Some(FindingKind::CitizenId);
        }
        OLD_ID if is_id(digits, 19) && (whole || by_division) => {
            return Some(FindingKind::CitizenId);
        }
        _ => {}
    }
    let mobile = match sizes {
        [_] => digits
            .strip_prefix("0086")
            .or_else(|| digits.strip_prefix("86"))
            .filter(|rest| rest.len() == MOBILE)
            .unwrap_or(digits),
        [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5] => digits,
        _ => "",
    };
    if is_mobile(mobile) {
        return Some(FindingKind::Phone);
    }
    let account = match sizes {
        [length] => *length >= ACCOUNT,
        // Fours, as on the card; three of them are more often years or sums.
        [fours @ .., last] => {
            fours.iter().all(|size| *size == 4)
                && *last <= 4
                && (digits.len() >= 16 || digits.len() >= ACCOUNT && luhn(digits))
        }
        [] => false,
    };
    account.then_some(FindingKind::BankAccount)
}

/// A group longer than any number holds several that were run together.
fn split_long_group(group: &Group, findings: &mut Vec<Finding>) {
    if group.digits.len() <= LONGEST {
        return;
    }
    let mut push = |kind, range: Range<usize>| {
        findings.push(Finding {
            kind,
            start: group.places[range.start],
            end: group.places[range.end - 1] + 1,
        });
    };
    let digits = &group.digits;
    let mut rest = 0;
    let mut at = 0;
    while at < digits.len() {
        let id = digits
            .get(at..at + ID)
            .is_some_and(|window| is_id(window, 0) && has_check(window));
        if id {
            if let Some(kind) = kind_of_rest(&digits[rest..at]) {
                push(kind, rest..at);
            }
            push(FindingKind::CitizenId, at..at + ID);
            at += ID;
            rest = at;
        } else {
            at += 1;
        }
    }
    if let Some(kind) = kind_of_rest(&digits[rest..]) {
        push(kind, rest..digits.len());
    }
}

fn kind_of_rest(digits: &str) -> Option<FindingKind> {
    kind_of(digits, &[digits.len()])
}

/// Whether the digits begin with a province and a date somebody can be born on;
/// `century` is what a two-digit year lacks, 0 for a full one.
fn is_id(digits: &str, century: u32) -> bool {
    let birth = match century {
        0 => digits[6..14].to_owned(),
        _ => format!("{century}{}", &digits[6..12]),
    };
    is_province(&digits[..2]) && birth_date(&birth).is_some()
}

fn has_check(digits: &str) -> bool {
    digits.ends_with(checksum(&digits[..ID - 1]))
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == MOBILE
        && digits.starts_with('1')
        && matches!(digits.as_bytes()[1], b'3'..=b'9')
        && !digits.ends_with('X')
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|digit| digit.to_digit(10))
        .enumerate()
        .map(|(place, digit)| match place % 2 {
            0 => digit,
            _ => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests;
