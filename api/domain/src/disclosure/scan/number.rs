//! Which number a chain of digit groups is, if any that must not be published.

use super::chain::{Around, Chain};
use super::joint::Joint;
use super::notice;
use crate::citizen_id::{birth_date, checksum, is_province};
use crate::disclosure::{FindingKind, Landlines};
use crate::typed::luhn_fits;

pub(super) const ID: usize = 18;
const OLD_ID: usize = 15;
const MOBILE: usize = 11;
/// The shortest bank account.
const ACCOUNT: usize = 12;
/// The shortest card.
pub(super) const CARD: usize = 15;
/// The longest bank account; no number written in groups is read further.
pub(super) const LONGEST: usize = 19;

/// The longest sum of money in yuan that anybody writes out.
const LONGEST_SUM: usize = 13;

/// The groups in which a mobile number is usually written.
const MOBILE_GROUPS: [&[usize]; 4] = [&[3, 4, 4], &[3, 8], &[7, 4], &[3, 3, 5]];

/// How sure it is. Of two that share digits the surer one is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    Unusual,
    Usual,
    Certain,
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
    let digits = chain.digits.as_str();
    let whole = chain.is_whole();
    if whole && around.sum && !chain.alike && digits.len() <= LONGEST_SUM && !digits.starts_with('0') {
        return None;
    }
    let known = whole && !chain.alike && digits.len() >= ACCOUNT && notice::is_known(digits, around.words);
    if known && !(digits.len() == ID && is_id(digits, 0) && has_check(digits)) {
        return None;
    }
    let id = id(chain, around).map(|sure| (sure, FindingKind::CitizenId));
    let phone = || mobile(chain, around).map(|sure| (sure, FindingKind::Phone));
    let landline = || landline(chain, around).then_some((Sureness::Usual, FindingKind::Landline));
    let account = || account(chain, around).map(|sure| (sure, FindingKind::BankAccount));
    id.or_else(phone).or_else(landline).or_else(account)
}

fn id(chain: &Chain, around: &Around) -> Option<Sureness> {
    let digits = chain.digits.as_str();
    let plain = chain.is_whole() || matches!(chain.uniform(), Some(Joint::Space | Joint::Sign('-')));
    let by_division = chain.sizes[0] == 6;
    match digits.len() {
        ID if is_id(digits, 0) => {
            if has_check(digits) && (plain || joined(chain)) {
                return Some(Sureness::Certain);
            }
            // The number of a case has a place, its day and a serial number too.
            let case = &digits[6..8] == "20" && around.words.name_a_serial();
            // A mistyped id is still somebody's: the check only decides where the
            // grouping does not.
            let grouped = chain.is_whole() || by_division;
            (plain && !chain.alike && grouped && !case).then_some(Sureness::Usual)
        }
        OLD_ID if is_id(digits, 19) && !chain.alike && !digits.ends_with('X') => {
            let usual = matches!(chain.sizes.as_slice(), [15] | [6, 6, 3] | [6, 2, 2, 2, 3] | [6, 9]);
            let alone = chain.breaks() == 0 || around.alone(chain.widest());
            let grouped = plain && by_division || usual && chain.uniform().is_some() && alone;
            (chain.is_whole() || grouped).then_some(Sureness::Usual)
        }
        _ => None,
    }
}

/// Joints that an id goes across: the ends of lines and cells, and others of one kind.
/// Commas and points among others are those of sums.
fn joined(chain: &Chain) -> bool {
    let inside: Vec<Joint> = chain.joints.iter().copied().filter(|joint| !joint.breaks()).collect();
    let of_sums = |joint: &Joint| matches!(joint, Joint::Sign(',' | '.'));
    let alike = inside.windows(2).all(|pair| pair[0] == pair[1]);
    alike || !inside.iter().any(of_sums)
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
    let sizes = chain.sizes.as_slice();
    if around.words.of_a_phone() && chain.breaks() <= 2 && !chain.all_round() {
        return Some(Sureness::Unusual);
    }
    let usual = MOBILE_GROUPS.contains(&sizes);
    let unusual = match chain.uniform() {
        Some(Joint::Space | Joint::Sign('-')) if usual => return Some(Sureness::Usual),
        Some(joint) if joint.breaks() => in_cells(chain, around),
        Some(joint) if chain.one_by_one() => !joint.adds() || around.alone(joint),
        Some(joint) => in_groups(chain, joint, around),
        None => {
            let alone = !chain.joints.iter().any(|joint| joint.adds() || joint.breaks())
                || around.alone(chain.widest());
            let sum = chain.all_round() || chain.comes_out();
            matches!(sizes, [3, 4, 4] | [3, 3, 5]) && alone && !sum
        }
    };
    unusual.then_some(Sureness::Unusual)
}

/// Whether eleven digits over several cells or lines are a mobile number and no figures of a
/// table.
fn in_cells(chain: &Chain, around: &Around) -> bool {
    let usual = MOBILE_GROUPS.contains(&chain.sizes.as_slice());
    let alone = around.words.phones || around.alone(chain.widest());
    let figures = chain.all_round() || chain.has_year() && !usual || chain.parts().any(notice::is_day);
    alone && !figures && !around.unit_after && (usual || chain.in_two() || chain.one_by_one())
}

/// Whether eleven digits in groups of any size are a mobile number and no row of sums,
/// years or places of a decimal.
fn in_groups(chain: &Chain, joint: Joint, around: &Around) -> bool {
    let sizes = chain.sizes.as_slice();
    let usual = MOBILE_GROUPS.contains(&sizes);
    let alone = around.alone(joint);
    if chain.is_sum() || chain.all_round() || chain.has_year() && !usual {
        return false;
    }
    match joint {
        Joint::Sign('+' | '=') => usual && alone && !around.unit_after && !chain.comes_out(),
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
    if around.landlines == Landlines::Pass || chain.breaks() > 1 {
        return false;
    }
    let (area, local) = area_and_number(&chain.digits);
    let number = matches!(local.len(), 7 | 8) && matches!(local.as_bytes()[0], b'2'..=b'8');
    let shown = !area.is_empty() && (chain.is_whole() || chain.sizes[0] == area.len());
    number && (shown || around.words.of_a_phone() && chain.sizes.len() <= 2)
}

fn area_and_number(digits: &str) -> (&str, &str) {
    match digits.as_bytes() {
        [b'0', b'1' | b'2', ..] => digits.split_at_checked(3),
        [b'0', b'3'..=b'9', ..] => digits.split_at_checked(4),
        _ => Some(("", digits)),
    }
    .unwrap_or_default()
}

/// Twelve digits that are an office's telephone.
fn is_landline(digits: &str) -> bool {
    let (area, local) = area_and_number(digits);
    area.len() == 4 && local.len() == 8 && matches!(local.as_bytes()[0], b'2'..=b'8')
}

fn account(chain: &Chain, around: &Around) -> Option<Sureness> {
    let digits = chain.digits.as_str();
    if digits.len() < ACCOUNT || digits.ends_with('X') {
        return None;
    }
    let fits = luhn_fits(digits);
    let issued = digits.starts_with("62") || digits.starts_with("60") || digits.starts_with('9');
    let abroad = matches!(digits.as_bytes()[0], b'3'..=b'6');
    let card = digits.len() >= CARD && (issued || abroad && fits);
    if chain.alike && !(card && fits) {
        return None;
    }
    let said = around.words.of_an_account();
    if chain.is_whole() {
        let office = !said && (around.fraction && !card || is_landline(digits));
        let sure = if chain.motley && !(card && fits) { Sureness::Unusual } else { Sureness::Usual };
        return (!office).then_some(sure);
    }
    let round = chain.all_round() && !chain.has_odd_part();
    let amounts = chain.is_sum() || round || chain.parts().all(notice::is_year);
    if digits.starts_with('0') || amounts {
        return None;
    }
    // Fours, as on the card.
    let (last, before) = chain.sizes.split_last()?;
    let fours = before.iter().all(|size| *size == 4) && *last <= 4;
    // As a row of figures it would have to be a card by its check, or by a part as no figure has.
    let sure = card && (fits || chain.has_odd_part() && fours);
    // By its check it is the whole number, not the account that its first part could be.
    let sureness = if card && fits { Sureness::Usual } else { Sureness::Unusual };
    let shape = fours || chain.in_two() || chain.one_by_one() && fits;
    let alone = around.alone(chain.widest());
    let crosses = |joint: &Joint| joint.adds() || joint.breaks();
    let joint = match chain.uniform() {
        Some(joint) if !crosses(&joint) => joint,
        _ => {
            let told = said && fours && digits.len() >= CARD;
            let single = alone || around.words.accounts || fours && chain.has_odd_part();
            return ((sure || told) && shape && single && !chain.comes_out()).then_some(sureness);
        }
    };
    if fours {
        return (said || card).then_some(Sureness::Usual);
    }
    let groups = match joint {
        Joint::Space => alone && (chain.sizes[0] >= 4 || before.iter().all(|size| *size == chain.sizes[0])),
        Joint::Sign('-' | '.' | '/' | '_') => alone,
        joint => joint == Joint::Sign('('),
    };
    (said || card && groups || sure && shape && alone).then_some(sureness)
}

/// Whether the digits begin with a province and a date somebody can be born on;
/// `century` is what a two-digit year lacks, 0 for a full one.
pub(super) fn is_id(digits: &str, century: u32) -> bool {
    let birth = match century {
        0 => digits[6..14].to_owned(),
        _ => format!("{century}{}", &digits[6..12]),
    };
    // A year in which somebody alive, or on an old paper, was born.
    let lately = matches!(&birth[..2], "18" | "19" | "20");
    lately && is_province(&digits[..2]) && birth_date(&birth).is_some()
}

pub(super) fn has_check(digits: &str) -> bool {
    digits.ends_with(checksum(&digits[..ID - 1]))
}

pub(super) fn is_mobile(digits: &str) -> bool {
    digits.len() == MOBILE
        && digits.starts_with('1')
        && matches!(digits.as_bytes()[1], b'3'..=b'9')
        && !digits.ends_with('X')
}

/// A card as banks here issue them, by its length, its beginning and its check.
pub(super) fn is_issued_card(digits: &str) -> bool {
    (CARD..=LONGEST).contains(&digits.len())
        && (digits.starts_with("62") || digits.starts_with("60"))
        && luhn_fits(digits)
}
