//! Long numbers that an ordinary notice holds and that belong to nobody: known by their
//! build, by the words before them, or by both.

use super::number::{CARD, ID, has_check, is_id, is_issued_card, is_mobile};
use crate::citizen_id::is_province;
use chrono::{NaiveDate, NaiveTime};

/// The words must stand so near before the number.
const NEAR: usize = 8;

/// The signs of a 统一社会信用代码 in the order of their values (GB 32100).
const CREDIT_SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const CREDIT_CODE: usize = 18;
/// Who registers organisations: the first sign of such a code.
const REGISTRARS: &str = "123456789ANY";

const ACCOUNTS: [&str; 11] =
    ["卡", "账号", "帐号", "账户", "帐户", "賬號", "银行", "存折", "开户", "card", "account"];
const PHONES: [&str; 14] = [
    "电话", "電話", "手机", "手機", "联系", "聯繫", "致电", "拨打", "热线", "微信", "号码", "tel", "phone",
    "mobile",
];
const PHONE_SIGNS: [&str; 4] = ["☎", "☏", "📞", "📱"];
const IDS: [&str; 4] = ["身份", "证件", "公民", "户口"];
const DIVISIONS: [&str; 3] = ["区划", "统计代码", "地区代码"];
const INVOICES: [&str; 3] = ["发票", "發票", "票据"];
/// Numbers of bank branches; 行号 alone would be found in 银行号码.
const BRANCHES: [&str; 6] = ["联行", "行行号", "户行号", "付行号", "算行号", "行清算"];
const TAXPAYERS: [&str; 4] = ["纳税人", "税号", "注册号", "登记证"];
const COORDINATES: [&str; 5] = ["经度", "纬度", "东经", "北纬", "坐标"];
const SERIALS: [&str; 22] = [
    "编号",
    "文号",
    "流水号",
    "批号",
    "批次",
    "单号",
    "编码",
    "代码",
    "序列号",
    "受理号",
    "案号",
    "办件",
    "项目",
    "标段",
    "档案号",
    "备案",
    "安备",
    "备字",
    "证第",
    "许可证",
    "登记号",
    "版本号",
];
/// Words that speak of accounts, or of telephones, wherever in a text they stand.
const ACCOUNTS_AT_ALL: [&str; 9] = ["账号", "帐号", "账户", "帐户", "賬號", "卡号", "银行卡", "存折", "开户"];
const PHONES_AT_ALL: [&str; 6] = ["电话", "電話", "手机", "手機", "联系方式", "联系人"];
/// What stands right before a sum.
const CURRENCIES: [&str; 8] = ["¥", "￥", "$", "＄", "€", "rmb", "cny", "人民币"];
const SUMS: [&str; 12] =
    ["金额", "合计", "共计", "总计", "总额", "累计", "资金", "支出", "收入", "预算", "余额", "总值"];

/// What the words of a text say of a number: those right before it, and all of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// The nearest last, in lower case.
    pub before: String,
    /// The text speaks of accounts somewhere, as at the head of a column.
    pub accounts: bool,
    /// The text speaks of telephones somewhere.
    pub phones: bool,
    /// The text speaks of coordinates somewhere.
    pub coordinates: bool,
}

impl Words {
    pub(super) fn of_text(text: &str) -> Self {
        let speaks = |words: &[&str]| words.iter().any(|word| text.contains(word));
        Self {
            before: String::new(),
            accounts: speaks(&ACCOUNTS_AT_ALL),
            phones: speaks(&PHONES_AT_ALL),
            coordinates: speaks(&COORDINATES),
        }
    }

    fn speak_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.before.contains(word))
    }

    pub(super) fn of_a_phone(&self) -> bool {
        self.speak_of(&PHONES) || self.speak_of(&PHONE_SIGNS)
    }

    pub(super) fn of_an_account(&self) -> bool {
        self.speak_of(&ACCOUNTS)
    }

    /// A sign or a name of money stands right before.
    pub(super) fn end_in_currency(&self) -> bool {
        let before = self.before.trim_end_matches([' ', ':', '：']);
        CURRENCIES.iter().any(|word| before.ends_with(word))
    }

    /// A word for money stands near before.
    pub(super) fn name_a_sum(&self) -> bool {
        self.nearest(&SUMS).is_some()
    }

    /// How far before the number the nearest of the words ends, if near at all.
    fn nearest(&self, words: &[&str]) -> Option<usize> {
        let ends = words.iter().filter_map(|word| Some(self.before.rfind(word)? + word.len()));
        let end = ends.max()?;
        let between = self.before[end..].chars().count();
        (between < NEAR).then_some(between)
    }

    /// The words name it so, and no account stands nearer.
    fn name(&self, words: &[&str]) -> bool {
        let account = self.nearest(&ACCOUNTS);
        self.nearest(words).is_some_and(|named| account.is_none_or(|account| named < account))
    }

    /// It is the number of a paper or of an act, and no one's own.
    pub(super) fn name_a_serial(&self) -> bool {
        self.name(&SERIALS) && !self.speak_of(&IDS)
    }
}

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

/// Whether a number of twelve digits or more without a break is one that a notice may hold.
/// Its words must fit its build. Where the text speaks of no account, the build of a
/// division, of an invoice or of a number that begins with a day is enough.
pub(super) fn is_known(digits: &str, words: &Words) -> bool {
    if holds_another(digits) {
        return false;
    }
    let length = digits.len();
    let division = length == 12 && is_division(digits) && in_village(&digits[6..]);
    let bare = !words.accounts && !words.of_an_account();
    let by_build = is_stamp(digits) && !words.of_an_account()
        || bare && (division || is_invoice(digits) || begins_with_day(digits));
    let by_word = division && words.name(&DIVISIONS)
        || is_invoice(digits) && words.name(&INVOICES)
        || length == 12 && words.name(&BRANCHES)
        || matches!(length, 15 | 20) && is_division(digits) && words.name(&TAXPAYERS)
        || length == 13 && digits.starts_with('1') && words.name(&["时间戳"]);
    let like_a_card = length >= CARD && ["60", "62", "9"].iter().any(|begin| digits.starts_with(begin));
    // Some kinds of papers set a digit of their own before the division.
    let of_a_place =
        || !like_a_card && (is_division(digits) || is_division(&digits[1..]) || is_year(&digits[..4]));
    let serial = words.name_a_serial() && (begins_with_day(digits) || of_a_place() && !words.of_an_account());
    by_build || by_word || serial
}

/// Behind the day or the place it begins with stands somebody's number.
fn holds_another(digits: &str) -> bool {
    let starts: &[usize] = if is_day(&digits[..8]) { &[8, 12, 14, 17] } else { &[0, 6, 12] };
    starts.iter().filter_map(|at| digits.get(*at..)).any(|rest| is_mobile(rest) || is_issued_card(rest))
}

/// The moment of an act, to the minute, the second or the millisecond.
fn is_stamp(digits: &str) -> bool {
    let time = match digits.len() {
        12 => format!("{}00", &digits[8..]),
        14 | 17 => digits[8..14].to_owned(),
        _ => return false,
    };
    is_day(&digits[..8]) && NaiveTime::parse_from_str(&time, "%H%M%S").is_ok()
}

/// A serial number of this century that begins with its day.
fn begins_with_day(digits: &str) -> bool {
    digits.len() <= 32 && digits.starts_with("20") && is_day(&digits[..8])
}

/// Six digits of a division; 00 as county stands for cities without counties.
fn is_division(digits: &str) -> bool {
    let city = digits.get(2..4).is_some_and(|city| city == "90" || ("01"..="70").contains(&city));
    digits.len() >= 6 && is_province(&digits[..2]) && city
}

/// Three digits of a township and three of a village, as statistics number them.
fn in_village(digits: &str) -> bool {
    digits.len() == 6 && digits.as_bytes()[0] <= b'5' && digits.as_bytes()[3] <= b'5'
}

/// The code of a paper invoice (12 digits: 0 or who has it printed, four of a division, two
/// of a year, five) or the number of an electronic one (20: two of a year, two of a
/// province, sixteen). From descriptions of the tax offices' notices, not from these.
fn is_invoice(digits: &str) -> bool {
    let year = |at: usize| ("10"..="49").contains(&&digits[at..at + 2]);
    match digits.len() {
        12 => matches!(digits.as_bytes()[0], b'0'..=b'2') && is_province(&digits[1..3]) && year(5),
        20 => year(0) && is_province(&digits[2..4]),
        _ => false,
    }
}

/// Whether a sign of the text belongs to the code of an organisation: 18 signs whose check
/// sign fits. What could be an id or a card needs the words 信用代码 or 纳税人 as well.
pub(super) fn is_in_credit_code(text: &[char], place: usize, words: &Words) -> bool {
    let value = |c: &char| CREDIT_SIGNS.chars().position(|sign| sign == c.to_ascii_uppercase());
    let sign = |c: &&char| value(c).is_some();
    let back = text[..place].iter().rev().take(CREDIT_CODE).take_while(sign).count();
    let code: String = text[place - back..].iter().take(CREDIT_CODE + 1).take_while(sign).collect();
    if code.len() != CREDIT_CODE || !credit_check_fits(&code.to_ascii_uppercase()) {
        return false;
    }
    let named = ["信用代码", "纳税人"].iter().any(|word| words.before.contains(word));
    let registered = code.starts_with(|c: char| REGISTRARS.contains(c.to_ascii_uppercase()));
    let place = code.get(2..4).is_some_and(|place| place == "10" || is_province(place));
    let figures = code.bytes().all(|byte| byte.is_ascii_digit());
    let private = figures && (words.accounts || words.of_an_account() || is_issued_card(&code));
    let id = code[..ID - 1].bytes().all(|byte| byte.is_ascii_digit()) && is_id(&code, 0) && has_check(&code);
    named || registered && place && !private && !id
}

fn credit_check_fits(code: &str) -> bool {
    let values: Vec<usize> = code.chars().filter_map(|c| CREDIT_SIGNS.find(c)).collect();
    let mut weight = 1;
    let mut sum = 0;
    for value in &values[..CREDIT_CODE - 1] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31 == values[CREDIT_CODE - 1]
}
