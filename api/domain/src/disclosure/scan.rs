//! The scanner over free text.
//!
//! It errs on the side of blocking: a number that looks like an account stops a
//! publication until somebody has looked, a leaked one cannot be called back. Signs are
//! folded to digits (`fold`), what stands between them is a joint or an end (`joint`), and
//! each chain of groups is asked which number it is (`number`).

mod fold;
mod joint;
mod notice;
mod number;

use super::{Finding, FindingKind, Landlines};
use fold::{Script, alike, digit, is_unseen, is_x};
use joint::{Joint, joint_of};
use number::{Around, Chain, ID, LONGEST, Sureness, has_check, is_id, kind_of};
use std::ops::Range;

/// So many characters before a number say what it is.
const CONTEXT: usize = 16;

/// [`scan_with`] for texts in which offices give their telephones.
#[must_use]
pub fn scan(text: &str) -> Vec<Finding> {
    scan_with(text, Landlines::Pass)
}

/// Finds citizen ids (18 and 15 digits), mobile numbers and bank accounts (12 digits and
/// more) in free text, whatever digits or number words they are written in, with what
/// cannot be seen between them, in groups of any size set off by spaces or signs, an id
/// also across the end of a line; land lines if asked. The findings are in order and do
/// not overlap. Any finding blocks the publication.
#[must_use]
pub fn scan_with(text: &str, landlines: Landlines) -> Vec<Finding> {
    let signs: Vec<char> = text.chars().collect();
    let reading = Reading { groups: groups(&signs), signs, landlines };
    let mut findings = Vec::new();
    let mut next = 0;
    while let Some(first) = reading.groups.get(next) {
        if let Some(found) = reading.number_at(next) {
            let last = &reading.groups[next + found.groups - 1];
            let (start, end) = (first.start(), last.end());
            findings.push(Finding { kind: found.kind, start, end });
            next += found.groups;
        } else {
            split_long_group(first, &mut findings);
            next += 1;
        }
    }
    findings
}

/// The digits that a finding's characters stand for, an X at the end of an id included.
pub(super) fn digits_of(text: &str, finding: &Finding) -> String {
    let signs: Vec<char> = text.chars().skip(finding.start).take(finding.end - finding.start).collect();
    groups(&signs).into_iter().map(|group| group.digits).collect()
}

/// Digits written in one way without a visible break, an X after the 17th included.
#[derive(Debug)]
struct Group {
    digits: String,
    /// Where each digit stands in the text.
    places: Vec<usize>,
    /// What separates it from the group before.
    joint: Joint,
    script: Script,
}

impl Group {
    fn start(&self) -> usize {
        self.places.first().copied().unwrap_or(0)
    }

    fn end(&self) -> usize {
        self.places.last().map_or(0, |place| place + 1)
    }

    fn is_alike(&self) -> bool {
        self.script == Script::Alike
    }

    /// A check letter that a joint separates from its id.
    fn is_lone_x(&self) -> bool {
        self.digits == "X"
    }
}

fn groups(signs: &[char]) -> Vec<Group> {
    let seen: Vec<(usize, char)> =
        signs.iter().copied().enumerate().filter(|(_, c)| !is_unseen(*c)).collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut between: Vec<char> = Vec::new();
    for (at, (place, c)) in seen.iter().enumerate() {
        let read = digit(*c).or_else(|| letter(&seen, at)).or_else(|| {
            // An X only ends an id, so it counts only after a digit.
            let follows = groups.last().is_some_and(|group| !group.digits.ends_with('X'));
            (is_x(*c) && follows && joint_of(&between) != Joint::Apart).then_some(('X', Script::Figure))
        });
        let Some((digit, script)) = read else {
            between.push(*c);
            continue;
        };
        let after_x = groups.last().is_none_or(|group| group.digits.ends_with('X'));
        let joint = if after_x && between.is_empty() { Joint::Apart } else { joint_of(&between) };
        between.clear();
        let goes_on = |group: &&mut Group| match script {
            // A word may begin what follows: 一三八一二三四五六七八一楼.
            Script::Word => false,
            _ if digit == 'X' => group.script != Script::Alike,
            _ => group.script == script,
        };
        match groups.last_mut().filter(|group| !group.digits.ends_with('X')).filter(goes_on) {
            Some(group) if joint == Joint::Touching => {
                group.digits.push(digit);
                group.places.push(*place);
            }
            _ => groups.push(Group { digits: digit.to_string(), places: vec![*place], joint, script }),
        }
    }
    groups
}

/// A letter in the place of a digit, between digits.
fn letter(seen: &[(usize, char)], at: usize) -> Option<(char, Script)> {
    let found = alike(seen[at].1)?;
    let other = |(_, c): &&(usize, char)| alike(*c).is_none();
    let before = seen[..at].iter().rev().find(other)?;
    let after = seen[at + 1..].iter().find(other)?;
    let figure = |c: char| digit(c).is_some_and(|(_, script)| script == Script::Figure);
    (figure(before.1) && figure(after.1)).then_some((found, Script::Alike))
}

struct Reading {
    signs: Vec<char>,
    groups: Vec<Group>,
    landlines: Landlines,
}

/// A number and how many groups it takes.
struct Found {
    sure: Sureness,
    kind: FindingKind,
    groups: usize,
}

impl Reading {
    /// The number that begins with a group, unless a surer one of another kind, or one that
    /// goes further, begins inside it.
    fn number_at(&self, first: usize) -> Option<Found> {
        let found = self.best_at(first)?;
        let surer = (1..found.groups).any(|at| {
            self.best_at(first + at).is_some_and(|other| {
                let more = other.kind != found.kind || at + other.groups > found.groups;
                more && other.sure > found.sure
            })
        });
        (!surer).then_some(found)
    }

    /// Not in the middle of digits written in one way.
    fn begins(&self, at: usize) -> bool {
        let group = &self.groups[at];
        let goes_on = group.joint == Joint::Touching && self.groups[at - 1].script == group.script;
        !goes_on && !group.is_lone_x()
    }

    /// The surest number that begins with a group; of equals the longest.
    fn best_at(&self, first: usize) -> Option<Found> {
        if !self.begins(first) {
            return None;
        }
        let before = self.before(self.groups[first].start());
        let mut chain = Chain::default();
        let mut best: Option<Found> = None;
        for (index, group) in self.groups[first..].iter().enumerate() {
            let apart = index > 0 && group.joint == Joint::Apart;
            let misplaced = group.is_lone_x() && chain.digits.len() != ID - 1;
            if apart || misplaced || chain.digits.len() + group.digits.len() > LONGEST {
                break;
            }
            chain.push(group);
            let around = Around {
                before: &before,
                joint_before: self.joint_before(first),
                joint_after: self.groups.get(first + index + 1).map_or(Joint::Apart, |next| next.joint),
                unit_after: self.is_unit(group.end()),
                landlines: self.landlines,
            };
            let found = kind_of(&chain, &around).filter(|_| !self.is_credit_code(first, &before));
            if let Some((sure, kind)) = found
                && best.as_ref().is_none_or(|best| best.sure <= sure)
            {
                best = Some(Found { sure, kind, groups: index + 1 });
            }
            if group.digits.ends_with('X') {
                break;
            }
        }
        best
    }

    fn before(&self, place: usize) -> String {
        let near = &self.signs[place.saturating_sub(CONTEXT)..place];
        near.iter().filter(|c| !is_unseen(**c)).flat_map(|c| c.to_lowercase()).collect()
    }

    fn is_unit(&self, place: usize) -> bool {
        self.signs.get(place).is_some_and(|c| matches!(c, '元' | '圆' | '万' | '亿' | '%' | '％'))
    }

    fn is_credit_code(&self, first: usize, before: &str) -> bool {
        notice::is_in_credit_code(&self.signs, self.groups[first].start(), before)
    }

    /// A country code does not make a number one of a row.
    fn joint_before(&self, first: usize) -> Joint {
        let country = |group: &Group| matches!(group.digits.as_str(), "86" | "086" | "0086");
        let after_country = first.checked_sub(1).is_some_and(|before| country(&self.groups[before]));
        if after_country { Joint::Apart } else { self.groups[first].joint }
    }
}

/// A group longer than any number holds several that were run together.
fn split_long_group(group: &Group, findings: &mut Vec<Finding>) {
    if group.digits.len() <= LONGEST {
        return;
    }
    let mut push = |range: Range<usize>| {
        let kind = kind_of_rest(&group.digits[range.clone()]);
        findings.extend(kind.map(|kind| Finding {
            kind,
            start: group.places[range.start],
            end: group.places[range.end - 1] + 1,
        }));
    };
    let digits = &group.digits;
    let mut rest = 0;
    let mut at = 0;
    while at < digits.len() {
        if digits.get(at..at + ID).is_some_and(|window| is_id(window, 0) && has_check(window)) {
            push(rest..at);
            push(at..at + ID);
            at += ID;
            rest = at;
        } else {
            at += 1;
        }
    }
    push(rest..digits.len());
}

fn kind_of_rest(digits: &str) -> Option<FindingKind> {
    if digits.is_empty() {
        return None;
    }
    let chain = Chain { digits: digits.to_owned(), sizes: vec![digits.len()], ..Chain::default() };
    let around = Around {
        before: "",
        joint_before: Joint::Apart,
        joint_after: Joint::Apart,
        unit_after: false,
        landlines: Landlines::Pass,
    };
    kind_of(&chain, &around).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests;
