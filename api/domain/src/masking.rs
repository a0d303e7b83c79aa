//! Masks for lists, screens and papers (个人信息保护法 Art 51).
//!
//! Every mask is total: it accepts any text, never panics, and shows less the
//! less it understands. Stars stand one for one, except after an address.

use crate::typed;

const STAR: char = '*';

/// Family names of two characters. One that is missing here only shows less of
/// the family name, never more of the given name.
const COMPOUND_SURNAMES: [&str; 26] = [
    "欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "司空",
    "长孙", "宇文", "端木", "轩辕", "南宫", "独孤", "西门", "东郭", "百里", "呼延", "钟离", "澹台", "闻人",
];

/// Where a street, a house or a group inside a village is named.
const CLOSER_THAN_A_VILLAGE: [&str; 14] =
    ["路", "巷", "弄", "号", "栋", "幢", "座", "室", "组", "单元", "楼", "大道", "大街", "小区"];

/// `420121********1230`: the birth date is hidden; the old form of 15 digits
/// keeps six and three. Any other length is hidden whole, because what its
/// digits mean is not known.
#[must_use]
pub fn citizen_id(text: &str) -> String {
    match text.chars().count() {
        18 => keep(text, 6, 4),
        15 => keep(text, 6, 3),
        _ => keep(text, 0, 0),
    }
}

/// `138****5678`. Numbers below eleven digits show their last two, below seven
/// none.
#[must_use]
pub fn phone(text: &str) -> String {
    match text.chars().count() {
        0..=6 => keep(text, 0, 0),
        7..=10 => keep(text, 0, 2),
        _ => keep(text, 3, 4),
    }
}

/// `0797****234`: the area code and the last three; the last three without one.
#[must_use]
pub fn landline(text: &str) -> String {
    let area = match text.as_bytes() {
        [b'0', b'1' | b'2', ..] => 3,
        [b'0', ..] => 4,
        _ => 0,
    };
    let hides = text.chars().count() >= area + 7;
    if hides { keep(text, area, 3) } else { keep(text, 0, 0) }
}

/// The last four digits only, whatever the length; below eight none.
#[must_use]
pub fn bank_account(text: &str) -> String {
    let tail = if text.chars().count() < 8 { 0 } else { 4 };
    keep(text, 0, tail)
}

/// `李*`, `张*三`, `欧阳**`, `迪***·***`.
///
/// A compound family name is shown whole and nothing after it; in a name with a
/// dot only the first character is shown, and the dots. A name of one character
/// is hidden.
#[must_use]
pub fn name(text: &str) -> String {
    let count = text.chars().count();
    if text.contains(typed::is_name_dot) {
        return text
            .chars()
            .enumerate()
            .map(|(index, c)| match index {
                0 => c,
                _ if typed::is_name_dot(c) => c,
                _ => STAR,
            })
            .collect();
    }
    let compound = COMPOUND_SURNAMES.iter().any(|surname| text.starts_with(surname));
    match count {
        0 | 1 => keep(text, 0, 0),
        2 => keep(text, 1, 0),
        _ if compound => keep(text, 2, 0),
        _ => keep(text, 1, 1),
    }
}

/// The address as far as the village or the community, then `****`; as far as
/// the township or the county when that is all that can be told from it. A part
/// with a digit in it is never shown.
#[must_use]
pub fn address(text: &str) -> String {
    let county = end_of_county(text);
    let town = end_of_first(text, county, &["街道", "镇", "乡"]).unwrap_or(county);
    let village = end_of_first(text, town, &["村委会", "居委会", "社区", "村"]).unwrap_or(town);
    let shown = [(village, town), (town, county), (county, 0)]
        .into_iter()
        .find(|(end, from)| is_coarse(&text[*from..*end]) && has_no_digit(&text[..*end]))
        .map_or("", |(end, _)| &text[..end]);
    if shown.len() == text.len() { text.to_owned() } else { format!("{shown}****") }
}

/// Shows `head` first and `tail` last characters and one star for each other.
fn keep(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    text.chars()
        .enumerate()
        .map(|(index, c)| if index < head || index + tail >= count { c } else { STAR })
        .collect()
}

/// The byte after the county's name, or the city's; 0 without either. The city
/// is passed over first, so that 景德镇市 is not searched for its own name. A
/// 小区 or 社区 is no county, and 赣县区 does not end at 县.
fn end_of_county(text: &str) -> usize {
    let city = end_of_first(text, 0, &["市"]).or_else(|| end_of_first(text, 0, &["州"])).unwrap_or(0);
    let mut before = None;
    let mut rest = text[city..].char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let ends = match c {
            '县' => rest.peek().is_none_or(|(_, next)| *next != '区'),
            '区' => !matches!(before, Some('小' | '社' | '园' | '校' | '厂')),
            '旗' => true,
            _ => false,
        };
        if ends {
            return city + at + c.len_utf8();
        }
        before = Some(c);
    }
    city
}

/// The byte after the earliest of `marks` at or behind `from`.
fn end_of_first(text: &str, from: usize, marks: &[&str]) -> Option<usize> {
    marks.iter().filter_map(|mark| text[from..].find(mark).map(|at| from + at + mark.len())).min()
}

fn is_coarse(part: &str) -> bool {
    !CLOSER_THAN_A_VILLAGE.iter().any(|word| part.contains(word))
}

fn has_no_digit(part: &str) -> bool {
    !part.chars().any(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_citizen_id_hides_the_birth_date_in_each_of_its_forms() {
        assert_eq!(citizen_id("420121199001011230"), "420121********1230");
        assert_eq!(citizen_id("42012119900101123x"), "420121********123x");
        assert_eq!(citizen_id("130503670401001"), "130503******001");
        assert_eq!(citizen_id("1305036704010"), "*************");
        assert_eq!(citizen_id(""), "");
    }

    #[test]
    fn a_phone_shows_three_and_four_digits_and_a_short_one_less() {
        assert_eq!(phone("13812345678"), "138****5678");
        assert_eq!(phone("8221234"), "*****34");
        assert_eq!(phone("12345"), "*****");
    }

    #[test]
    fn a_bank_account_shows_its_last_four_digits_at_every_length_from_12_to_19() {
        for length in 12..=19 {
            let account: String = "6222020012345678901".chars().take(length).collect();
            let masked = bank_account(&account);
            assert_eq!(masked[..length - 4], "*".repeat(length - 4));
            assert_eq!(masked[length - 4..], account[length - 4..]);
        }
        assert_eq!(bank_account("1234567"), "*******");
    }

    #[test]
    fn a_name_keeps_the_family_and_hides_the_given_name() {
        for (name_of, masked) in [
            ("李四", "李*"),
            ("张小三", "张*三"),
            ("欧阳小明", "欧阳**"),
            ("欧阳修", "欧阳*"),
            ("欧阳", "欧*"),
            ("张三李四", "张**四"),
            ("迪丽热巴·买买提", "迪***·***"),
            ("古丽\u{2219}艾力", "古*\u{2219}**"),
            ("𠮷野家", "𠮷*家"),
            ("李", "*"),
            ("", ""),
        ] {
            assert_eq!(name(name_of), masked);
        }
    }

    #[test]
    fn an_address_ends_at_the_village() {
        for (text, masked) in [
            ("江西省赣州市赣县区梅林镇桃源村三组12号", "江西省赣州市赣县区梅林镇桃源村****"),
            ("江西省赣州市赣县区梅林镇桃源村", "江西省赣州市赣县区梅林镇桃源村"),
            ("赣州市章贡区解放街道文清社区5栋", "赣州市章贡区解放街道文清社区****"),
            ("景德镇市昌江区鲇鱼山镇鱼山村5组", "景德镇市昌江区鲇鱼山镇鱼山村****"),
            ("赣县区梅林镇文明路12号新村小区3栋", "赣县区梅林镇****"),
            ("赣县区梅林镇阳光小区3栋", "赣县区梅林镇****"),
            ("赣州市赣县区文明路12号", "赣州市赣县区****"),
            ("阳光小区3栋", "****"),
            ("3号", "****"),
            ("梅林镇村", "梅林镇村"),
            ("", ""),
        ] {
            assert_eq!(address(text), masked, "{text}");
        }
    }

    fn any_address() -> impl Strategy<Value = String> {
        let part = prop::sample::select(vec![
            "江西省",
            "赣州市",
            "赣县区",
            "梅林镇",
            "桃源村",
            "社区",
            "街道",
            "文明路",
            "12号",
            "３栋",
            "小区",
            "三组",
            "市",
            "村",
            "区",
            "镇",
            "乡",
            "x",
            "·",
            "𠮷",
            "е́",
            "县",
        ]);
        prop::collection::vec(part, 0..10).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn no_address_shows_a_digit_or_more_than_its_beginning(text in any_address()) {
            let masked = address(&text);
            prop_assert!(!masked.chars().any(|c| c.is_ascii_digit() || c == '３'));
            prop_assert!(text.starts_with(masked.trim_end_matches(STAR)));
        }

        #[test]
        fn every_mask_bears_any_text_and_keeps_its_length(text in any::<String>()) {
            for mask in [citizen_id, phone, bank_account, name] {
                prop_assert_eq!(mask(&text).chars().count(), text.chars().count());
            }
            let _ = address(&text);
        }

        #[test]
        fn every_number_and_every_name_loses_something(text in "[0-9]{1,25}|\\p{Han}{1,6}(·\\p{Han}{1,6})?") {
            for mask in [citizen_id, phone, bank_account, name] {
                prop_assert!(mask(&text).contains(STAR));
            }
        }
    }
}
