//! The scanner over free text.
//!
//! It errs on the side of blocking: a number that looks like an account stops a
//! publication until somebody has looked, a leaked one cannot be called back. Signs are
//! folded to digits (`fold`), what stands between them is a joint or an end (`joint`), and
//! each chain of groups (`chain`) is asked which number it is (`number`), unless it is one
//! that notices hold (`notice`). The time is linear in the length of the text.

mod chain;
mod fold;
mod joint;
mod notice;
mod number;

use super::{Finding, FindingKind, Landlines};
use chain::{Around, Chain};
use fold::{Script, is_blank, is_unseen, is_x};
use joint::{Between, Joint};
use notice::Words;
use number::{ID, LONGEST, Sureness, has_check, is_id, kind_of};
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
/// cannot be seen between them, letters for some of them, in groups set off by spaces, by
/// signs or by the ends of cells and lines; land lines if asked. Sums, moments, codes of
/// places, invoices, organisations and bank branches, and the numbers of papers pass. The
/// findings are in order and do not overlap. Any finding blocks the publication.
#[must_use]
pub fn scan_with(text: &str, landlines: Landlines) -> Vec<Finding> {
    let signs: Vec<char> = text.chars().collect();
    let words = Words::of_text(text);
    let reading = Reading { groups: groups(&signs), signs, words, landlines };
    let best: Vec<Option<Found>> = (0..reading.groups.len()).map(|at| reading.best_at(at)).collect();
    let mut findings = Vec::new();
    let mut next = 0;
    while let Some(first) = reading.groups.get(next) {
        if let Some(found) = number_at(&best, next) {
            let last = &reading.groups[next + found.groups - 1];
            let (start, end) = (first.start(), last.end());
            findings.push(Finding { kind: found.kind, start, end });
            next += found.groups;
        } else {
            split_long_group(first, &reading.words_before(first.start()), &mut findings);
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
    let mut between = Between::default();
    for ((place, c), read) in seen.iter().zip(fold::digits(&seen)) {
        let read = read.or_else(|| {
            // An X only ends an id, so it counts only after a digit.
            let follows = groups.last().is_some_and(|group| !group.digits.ends_with('X'));
            (is_x(*c) && follows && between.joint() != Joint::Apart).then_some(('X', Script::Figure))
        });
        let Some((digit, script)) = read else {
            between.push(*c);
            continue;
        };
        let after_x = groups.last().is_some_and(|group| group.digits.ends_with('X'));
        let first = groups.is_empty() || after_x && between.is_empty();
        let joint = if first { Joint::Apart } else { between.joint() };
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

struct Reading {
    signs: Vec<char>,
    groups: Vec<Group>,
    words: Words,
    landlines: Landlines,
}

/// A number and how many groups it takes.
struct Found {
    sure: Sureness,
    kind: FindingKind,
    groups: usize,
}

/// The number that begins with a group, unless a surer one of another kind, or one that
/// goes further, begins inside it.
fn number_at(best: &[Option<Found>], first: usize) -> Option<&Found> {
    let found = best.get(first)?.as_ref()?;
    let surer = (1..found.groups).any(|at| {
        best[first + at].as_ref().is_some_and(|other| {
            let more = other.kind != found.kind || at + other.groups > found.groups;
            more && other.sure > found.sure
        })
    });
    (!surer).then_some(found)
}

impl Reading {
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
        let start = self.groups[first].start();
        let words = self.words_before(start);
        if notice::is_in_credit_code(&self.signs, start, &words) {
            return None;
        }
        let fraction = self.is_fraction(first, &words);
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
                words: &words,
                joint_before: self.joint_before(first),
                joint_after: self.joint_after(first + index),
                unit_after: self.is_unit(group.end()),
                sum: index == 0 && self.is_sum(group.end(), &words),
                fraction,
                landlines: self.landlines,
            };
            let found = kind_of(&chain, &around);
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

    fn words_before(&self, place: usize) -> Words {
        let near = &self.signs[place.saturating_sub(CONTEXT)..place];
        let before = near.iter().filter(|c| !is_unseen(**c)).flat_map(|c| c.to_lowercase()).collect();
        Words { before, ..self.words.clone() }
    }

    fn is_unit(&self, place: usize) -> bool {
        self.signs.get(place).is_some_and(|c| matches!(c, '元' | '圆' | '万' | '亿' | '%' | '％'))
    }

    /// Whether digits that end at a place are yuan: a unit follows, or a currency stands
    /// before them, or two decimals after a word for money. A telephone is no sum for want of
    /// decimals.
    fn is_sum(&self, end: usize, words: &Words) -> bool {
        let rest = &self.signs[end..];
        let cents = match rest {
            ['.' | '．', tenth, hundredth, next @ ..]
                if tenth.is_numeric()
                    && hundredth.is_numeric()
                    && !next.first().is_some_and(|c| c.is_numeric()) =>
            {
                3
            }
            _ => 0,
        };
        let after: Vec<char> = rest[cents..].iter().take(4).copied().filter(|c| !is_blank(*c)).collect();
        let unit = match after.as_slice() {
            // New Year's day and names begin with the same sign.
            ['元', '旦' | '月' | '宵' | '宝', ..] => false,
            ['元' | '圆', ..] => true,
            ['万' | '亿', ..] => cents > 0,
            _ => false,
        };
        let told = cents > 0 || !words.of_a_phone() && !words.of_an_account();
        told && (unit || words.end_in_currency()) || cents > 0 && words.name_a_sum() && !words.of_a_phone()
    }

    /// Whether a group is the places of a decimal: 0.30000000000000004, of a coordinate or
    /// of a percentage.
    fn is_fraction(&self, at: usize, words: &Words) -> bool {
        let group = &self.groups[at];
        let whole = at.checked_sub(1).map_or("", |before| self.groups[before].digits.as_str());
        let percent = self.signs.get(group.end()).is_some_and(|c| matches!(c, '%' | '％' | '°'));
        group.joint == Joint::Sign('.') && (whole == "0" || percent || words.coordinates && whole.len() <= 3)
    }

    fn joint_after(&self, last: usize) -> Joint {
        let next = self.groups.get(last + 1).filter(|_| !self.is_word_beside(last, last + 1));
        next.map_or(Joint::Apart, |next| next.joint)
    }

    /// A number word beside figures counts something: 一户 goes on with no row of figures.
    fn is_word_beside(&self, at: usize, other: usize) -> bool {
        self.groups[at].script != Script::Word && self.groups[other].script == Script::Word
    }

    /// A country code does not make a number one of a row.
    fn joint_before(&self, first: usize) -> Joint {
        let country = |group: &Group| matches!(group.digits.as_str(), "86" | "086" | "0086");
        let after_country = first.checked_sub(1).is_some_and(|before| country(&self.groups[before]));
        if after_country || first > 0 && self.is_word_beside(first, first - 1) {
            return Joint::Apart;
        }
        self.groups[first].joint
    }
}

/// A group longer than any number holds several that were run together, unless it is one
/// that a notice may hold.
fn split_long_group(group: &Group, words: &Words, findings: &mut Vec<Finding>) {
    let digits = &group.digits;
    if digits.len() <= LONGEST {
        return;
    }
    let is_id_at =
        |at: usize| digits.get(at..at + ID).is_some_and(|window| is_id(window, 0) && has_check(window));
    let holds_id = (0..digits.len()).any(is_id_at);
    if !holds_id && !group.is_alike() && notice::is_known(digits, words) {
        return;
    }
    let mut push = |range: Range<usize>| {
        let kind = kind_of_rest(&digits[range.clone()]);
        findings.extend(kind.map(|kind| Finding {
            kind,
            start: group.places[range.start],
            end: group.places[range.end - 1] + 1,
        }));
    };
    let mut rest = 0;
    let mut at = 0;
    while at < digits.len() {
        if is_id_at(at) {
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

/// What is left of a run of numbers is no moment and no code.
fn kind_of_rest(digits: &str) -> Option<FindingKind> {
    if digits.is_empty() {
        return None;
    }
    let chain = Chain { digits: digits.to_owned(), sizes: vec![digits.len()], ..Chain::default() };
    let words = Words { before: "账号".to_owned(), accounts: true, ..Words::default() };
    let around = Around {
        words: &words,
        joint_before: Joint::Apart,
        joint_after: Joint::Apart,
        unit_after: false,
        sum: false,
        fraction: false,
        landlines: Landlines::Pass,
    };
    kind_of(&chain, &around).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests;
