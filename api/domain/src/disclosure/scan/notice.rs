//! Long numbers that an ordinary notice holds and that belong to nobody.

use crate::citizen_id::is_province;
use chrono::NaiveDate;

/// The words must stand so near before the number.
const NEAR: usize = 8;

/// The signs of a 统一社会信用代码 in the order of their values (GB 32100).
const CREDIT_SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const CREDIT_CODE: usize = 18;

/// A year of the register.
pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && matches!(&digits[..2], "19" | "20")
}

/// A day in eight digits.
pub(super) fn is_day(digits: &str) -> bool {
    digits.len() == 8
        && matches!(&digits[..2], "19" | "20")
        && NaiveDate::parse_from_str(digits, "%Y%m%d").is_ok()
}

/// Whether a number without a break is, by the words right before it and by its own
/// build, the code of a division or a serial number that begins with a date.
pub(super) fn is_known(digits: &str, before: &str) -> bool {
    let near: Vec<char> = before.chars().collect();
    let near: String = near[near.len().saturating_sub(NEAR)..].iter().collect();
    let named = |words: &[&str]| words.iter().any(|word| near.contains(word));
    let division = digits.len() == 12 && is_province(&digits[..2]) && named(&["区划"]);
    let serial = (12..=14).contains(&digits.len())
        && digits.starts_with("20")
        && NaiveDate::parse_from_str(&digits[..8], "%Y%m%d").is_ok()
        && named(&["编号", "文号", "流水号", "批号", "批次"]);
    division || serial
}

/// Whether a sign of the text belongs to the code of an organisation: 18 signs whose check
/// sign fits, after the words 信用代码.
pub(super) fn is_in_credit_code(text: &[char], place: usize, before: &str) -> bool {
    let value = |c: &char| CREDIT_SIGNS.chars().position(|sign| sign == *c);
    let back = text[..place].iter().rev().take_while(|c| value(c).is_some()).count();
    let code: Vec<usize> = text[place - back..].iter().map_while(value).collect();
    if code.len() != CREDIT_CODE || !before.contains("信用代码") {
        return false;
    }
    let mut weight = 1;
    let mut sum = 0;
    for value in &code[..CREDIT_CODE - 1] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31 == code[CREDIT_CODE - 1]
}
