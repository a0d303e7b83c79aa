//! Which number a chain of digit groups is, if any that must not be published.

use super::fold::Script;
use super::joint::Joint;
use super::{Group, notice};
use crate::citizen_id::{birth_date, checksum, is_province};
use crate::disclosure::{FindingKind, Landlines};

pub(super) const ID: usize = 18;
const OLD_ID: usize = 15;
const MOBILE: usize = 11;
/// The shortest bank account.
const ACCOUNT: usize = 12;
/// The shortest card.
const CARD: usize = 15;
/// The longest bank account; no number written in groups is read further.
pub(super) const LONGEST: usize = 19;

/// The groups in which a mobile number is usually written.
const MOBILE_GROUPS: [&[usize]; 4] = [&[3, 4, 4], &[3, 8], &[7, 4], &[3, 3, 5]];

/// How sure it is. Of two that share digits the surer one is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    Unusual,
    Usual,
    Certain,
}

/// Groups in a row, read as one number.
#[derive(Debug, Default, Clone)]
pub(super) struct Chain {
    pub digits: String,
    /// Digits of each part between two joints.
    pub sizes: Vec<usize>,
    /// Between the parts.
    pub joints: Vec<Joint>,
    /// A letter stands for a digit in it.
    pub alike: bool,
    /// Digits of words, or of more than one script without a joint: where such a number ends
    /// is less sure.
    pub motley: bool,
    /// Of its last group.
    pub script: Option<Script>,
}

/// What stands around a chain.
pub(super) struct Around<'a> {
    /// The words before it, the nearest last.
    pub before: &'a str,
    pub joint_before: Joint,
    pub joint_after: Joint,
    /// A unit of money follows.
    pub unit_after: bool,
    pub landlines: Landlines,
}

impl Around<'_> {
    fn speaks_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.before.contains(word))
    }

    fn of_a_phone(&self) -> bool {
        self.speaks_of(&[
            "电话", "電話", "手机", "手機", "联系", "聯繫", "致电", "拨打", "热线", "微信", "号码", "tel",
            "phone", "mobile", "☎", "☏", "📞", "📱",
        ])
    }

    fn of_an_account(&self) -> bool {
        self.speaks_of(&[
            "卡", "账号", "帐号", "账户", "帐户", "賬號", "银行", "存折", "开户", "card", "account",
        ])
    }
}

impl Chain {
    pub(super) fn push(&mut self, group: &Group) {
        let count = group.digits.len();
        match (group.joint, self.sizes.last_mut()) {
            (Joint::Touching, Some(last)) => *last += count,
            (_, None) => self.sizes.push(count),
            (joint, Some(_)) => {
                self.sizes.push(count);
                self.joints.push(joint);
            }
        }
        self.digits.push_str(&group.digits);
        self.alike |= group.is_alike();
        self.motley |= group.script == Script::Word
            || self.script.is_some_and(|before| before != group.script && group.joint == Joint::Touching);
        self.script = Some(group.script);
    }

    fn is_whole(&self) -> bool {
        self.sizes.len() == 1
    }

    fn lines(&self) -> usize {
        self.joints.iter().filter(|joint| **joint == Joint::Line).count()
    }

    /// All joints alike; an area or a country code may stand in brackets.
    fn uniform(&self) -> Option<Joint> {
        let last = *self.joints.last()?;
        let even = |joints: &[Joint]| joints.iter().all(|joint| *joint == last);
        let bracketed = self.joints.first() == Some(&Joint::Sign('(')) && even(&self.joints[1..]);
        (matches!(last, Joint::Space | Joint::Sign(_)) && (even(&self.joints) || bracketed)).then_some(last)
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        let mut rest = self.digits.as_str();
        self.sizes.iter().map(move |size| {
            let (part, after) = rest.split_at(*size);
            rest = after;
            part
        })
    }

    /// Sums of money and counts: no leading zero, and all of them round.
    fn all_round(&self) -> bool {
        self.parts().all(|part| part.ends_with('0') && !part.starts_with('0'))
    }

    /// 1,234,567.89, and the end of it.
    fn is_sum(&self) -> bool {
        let (whole, cents) = match self.joints.split_last() {
            Some((Joint::Sign('.'), before)) if self.sizes.last().is_some_and(|size| *size <= 2) => {
                (before, true)
            }
            _ => (self.joints.as_slice(), false),
        };
        let threes = &self.sizes[1..=whole.len()];
        (self.sizes[0] <= 3 || whole.is_empty())
            && whole.iter().all(|joint| matches!(joint, Joint::Sign(',') | Joint::Space))
            && threes.iter().all(|size| *size == 3)
            && (cents || !whole.is_empty())
    }

    fn has_year(&self) -> bool {
        self.parts().any(notice::is_year)
    }
}

/// What the chain is.
pub(super) fn kind_of(chain: &Chain, around: &Around) -> Option<(Sureness, FindingKind)> {
    // Only an id of 18 ends in an X; elsewhere it is a letter that follows.
    if chain.digits.ends_with('X') && chain.digits.len() != ID {
        let mut plain = chain.clone();
        plain.digits.pop();
        return match plain.sizes.last_mut() {
            Some(last) if *last > 1 => {
                *last -= 1;
                kind_of(&plain, around)
            }
            _ => None,
        };
    }
    let id = id(chain).map(|sure| (sure, FindingKind::CitizenId));
    let phone = || mobile(chain, around).map(|sure| (sure, FindingKind::Phone));
    let landline = || landline(chain, around).then_some((Sureness::Usual, FindingKind::Landline));
    let account = || account(chain, around).map(|sure| (sure, FindingKind::BankAccount));
    id.or_else(phone).or_else(landline).or_else(account)
}

fn id(chain: &Chain) -> Option<Sureness> {
    let digits = chain.digits.as_str();
    let plain = chain.is_whole() || matches!(chain.uniform(), Some(Joint::Space | Joint::Sign('-')));
    let by_division = chain.sizes[0] == 6;
    match digits.len() {
        ID if is_id(digits, 0) => {
            if has_check(digits) && (plain || born_lately(digits) && joined(chain)) {
                return Some(Sureness::Certain);
            }
            // A mistyped id is still somebody's: the check only decides where the
            // grouping does not.
            (plain && !chain.alike && (chain.is_whole() || by_division)).then_some(Sureness::Usual)
        }
        OLD_ID if is_id(digits, 19) && !chain.alike && !digits.ends_with('X') => {
            let usual = matches!(chain.sizes.as_slice(), [15] | [6, 6, 3] | [6, 2, 2, 2, 3] | [6, 9]);
            let grouped = plain && by_division || usual && chain.uniform().is_some();
            (chain.is_whole() || grouped).then_some(Sureness::Usual)
        }
        _ => None,
    }
}

/// Joints that an id goes across: of any kind, one of them the end of a line. Commas and
/// points among others are those of sums.
fn joined(chain: &Chain) -> bool {
    let inside: Vec<Joint> = chain.joints.iter().copied().filter(|joint| *joint != Joint::Line).collect();
    let of_sums = |joint: &Joint| matches!(joint, Joint::Sign(',' | '.'));
    let alike = inside.windows(2).all(|pair| pair[0] == pair[1]);
    chain.lines() <= 1 && (alike || !inside.iter().any(of_sums))
}

fn mobile(chain: &Chain, around: &Around) -> Option<Sureness> {
    let digits = chain.digits.as_str();
    if chain.is_whole() {
        let rest = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86"));
        let number = rest.filter(|rest| rest.len() == MOBILE).unwrap_or(digits);
        return is_mobile(number).then_some(Sureness::Usual);
    }
    if !is_mobile(digits) {
        return None;
    }
    let said = around.of_a_phone();
    let sizes = chain.sizes.as_slice();
    if said && chain.lines() <= 1 && !chain.all_round() {
        return Some(Sureness::Unusual);
    }
    let joint = chain.uniform();
    let usual = MOBILE_GROUPS.contains(&sizes);
    if usual && matches!(joint, Some(Joint::Space | Joint::Sign('-'))) {
        return Some(Sureness::Usual);
    }
    let one_by_one = sizes.iter().all(|size| *size == 1);
    let of_sums = |joint: &Joint| matches!(joint, Joint::Sign('+' | '=') | Joint::Line);
    let mixed = joint.is_none() && sizes == [3, 4, 4] && !chain.joints.iter().any(of_sums);
    let unusual = (mixed && !chain.all_round()) || joint.is_some_and(|joint| in_groups(chain, joint, around));
    (one_by_one && joint.is_some() || unusual).then_some(Sureness::Unusual)
}

/// Whether eleven digits in groups of any size are a mobile number and no row of sums,
/// years or places of a decimal.
fn in_groups(chain: &Chain, joint: Joint, around: &Around) -> bool {
    let sizes = chain.sizes.as_slice();
    let usual = MOBILE_GROUPS.contains(&sizes);
    let alone = around.joint_before != joint && around.joint_after != joint;
    if chain.is_sum() || chain.all_round() || chain.has_year() && !usual {
        return false;
    }
    match joint {
        Joint::Sign('+' | '=') => false,
        Joint::Sign('.') => alone && !matches!(sizes, [8, 3] | [9, 2] | [10, 1]),
        Joint::Sign(',') => usual || sizes == [3, 2, 2, 2, 2],
        Joint::Sign('(') => true,
        Joint::Sign('-' | '/' | '_') => alone,
        Joint::Sign(_) => usual,
        Joint::Space => {
            let zeros = chain.parts().any(|part| part.len() > 1 && part.starts_with('0'));
            let few = sizes.len() <= 5 && chain.parts().all(|part| !notice::is_day(part));
            let shape = few && sizes[0] > 2 && sizes.iter().all(|size| *size > 1);
            let of_a_date = |joint| matches!(joint, Joint::Sign('-' | '.' | '/'));
            let beside = of_a_date(around.joint_before) || of_a_date(around.joint_after);
            usual || alone && !beside && !around.unit_after && (zeros || shape)
        }
        _ => false,
    }
}

/// An area code and a number of seven or eight digits, or such a number after the word.
fn landline(chain: &Chain, around: &Around) -> bool {
    if around.landlines == Landlines::Pass || chain.lines() > 0 {
        return false;
    }
    let digits = chain.digits.as_str();
    let (area, local) = match digits.as_bytes() {
        [b'0', b'1' | b'2', ..] => digits.split_at_checked(3),
        [b'0', b'3'..=b'9', ..] => digits.split_at_checked(4),
        _ => Some(("", digits)),
    }
    .unwrap_or_default();
    let number = matches!(local.len(), 7 | 8) && matches!(local.as_bytes()[0], b'2'..=b'8');
    let shown = !area.is_empty() && (chain.is_whole() || chain.sizes[0] == area.len());
    number && (shown || around.of_a_phone() && chain.sizes.len() <= 2)
}

fn account(chain: &Chain, around: &Around) -> Option<Sureness> {
    let digits = chain.digits.as_str();
    if chain.alike || digits.ends_with('X') {
        return None;
    }
    if chain.is_whole() {
        let known = notice::is_known(digits, around.before);
        let sure = if chain.motley { Sureness::Unusual } else { Sureness::Usual };
        return (digits.len() >= ACCOUNT && !known).then_some(sure);
    }
    let joint = chain.uniform()?;
    let said = around.of_an_account();
    let number = digits.len() >= ACCOUNT && !digits.starts_with('0');
    let amounts = chain.is_sum() || chain.all_round() || chain.parts().all(notice::is_year);
    if !number || amounts || matches!(joint, Joint::Sign('+' | '=')) {
        return None;
    }
    let issued = digits.starts_with("62") || digits.starts_with("60") || digits.starts_with('9');
    let abroad = matches!(digits.as_bytes()[0], b'3'..=b'6');
    // Fours, as on the card.
    let (last, fours) = chain.sizes.split_last()?;
    if fours.iter().all(|size| *size == 4) && *last <= 4 {
        let card = digits.len() >= CARD && (issued || abroad && luhn(digits));
        return (said || card).then_some(Sureness::Usual);
    }
    let alone = around.joint_before != joint && around.joint_after != joint;
    let groups = match joint {
        Joint::Space => alone && (chain.sizes[0] >= 4 || fours.iter().all(|size| *size == chain.sizes[0])),
        Joint::Sign('-' | '.' | '/' | '_') => alone,
        joint => joint == Joint::Sign('('),
    };
    let card = digits.len() >= CARD && groups && (issued || abroad && luhn(digits));
    (said || card).then_some(Sureness::Unusual)
}

/// Whether the digits begin with a province and a date somebody can be born on;
/// `century` is what a two-digit year lacks, 0 for a full one.
pub(super) fn is_id(digits: &str, century: u32) -> bool {
    let birth = match century {
        0 => digits[6..14].to_owned(),
        _ => format!("{century}{}", &digits[6..12]),
    };
    is_province(&digits[..2]) && birth_date(&birth).is_some()
}

/// A year in which somebody alive, or on an old paper, was born.
fn born_lately(digits: &str) -> bool {
    matches!(&digits[6..8], "18" | "19" | "20")
}

pub(super) fn has_check(digits: &str) -> bool {
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
