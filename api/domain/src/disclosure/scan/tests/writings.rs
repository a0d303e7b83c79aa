//! Numbers as people write them who want, or happen, to write them differently. All are
//! invented: the ids are of a division never issued or the example of GB 11643.

use super::*;

/// Of 11010519491231002X.
const IDS: [&str; 44] = [
    "110105.19491231.002X",
    "110105/19491231/002X",
    "110105_19491231_002X",
    "110105,19491231,002X",
    "110105，19491231，002X",
    "110105·19491231·002X",
    "110105、19491231、002X",
    "110105:19491231:002X",
    "110105|19491231|002X",
    "110105~19491231~002X",
    "110105\u{2012}19491231\u{2012}002X",
    "110105\u{2015}19491231\u{2015}002X",
    "110105\u{FF0D}19491231\u{FF0D}002X",
    "110105\u{2212}19491231\u{2212}002X",
    "110105（19491231）002X",
    "(110105)(19491231)(002X)",
    "【110105】19491231【002X",
    "110105 19491231-002X",
    "110105--19491231--002X",
    "1101 0519 4912 3100 2X",
    "110 105 194 912 310 02X",
    "110,105,194,912,310,02X",
    "1.1.0.1.0.5.1.9.4.9.1.2.3.1.0.0.2.X",
    "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
    "11010519491231002 X",
    "11010519491231002-Ｘ",
    "11010519491231002Х",
    "11010519491231002×",
    "11010519491231002Ⅹ",
    "1101051949\n1231002X",
    "1101051949\r\n1231002X",
    "110105 1949-\n1231 002X",
    "110105\t19491231002X",
    "110105\u{2028}19491231002X",
    "11010519491231\u{2060}\u{FE0F}\u{3164}002X",
    "110105\u{E0020}19491231\u{34F}002X",
    "110105\u{2800}19491231\u{2800}002X",
    "一一〇一〇五一九四九一二三一〇〇二X",
    "壹壹零壹零伍壹玖肆玖壹贰叁壹零零贰X",
    "①①⓪①⓪⑤①⑨④⑨①②③①⓪⓪②X",
    "¹¹⁰¹⁰⁵¹⁹⁴⁹¹²³¹⁰⁰²X",
    "𝟏𝟏𝟎𝟏𝟎𝟓𝟏𝟗𝟒𝟗𝟏𝟐𝟑𝟏𝟎𝟎𝟐X",
    "1\u{336}1\u{336}0\u{336}1\u{336}0\u{336}519491231002X",
    "11O1O519491231OO2X",
];

/// Of 13812345678 and other invented numbers.
const PHONES: [&str; 50] = [
    "13812 345678",
    "138123 45678",
    "13812 345 678",
    "1381 23456 78",
    "138,1234-5678",
    "138\u{2009}1234\u{202F}5678",
    "138.1234.5678",
    "138·1234·5678",
    "138/1234/5678",
    "138_1234_5678",
    "138,1234,5678",
    "138，1234，5678",
    "138、1234、5678",
    "138~1234~5678",
    "138*1234*5678",
    "(138)12345678",
    "（138）1234-5678",
    "(138) 1234 5678",
    "138(1234)5678",
    "[138][1234][5678]",
    "138\u{2012}1234\u{2012}5678",
    "138\u{2015}1234\u{2015}5678",
    "138\u{2010}1234\u{2010}5678",
    "138—1234—5678",
    "138 - 1234 - 5678",
    "138-1234 5678",
    "1381234-5678",
    "1381234.5678",
    "138 123 45678",
    "138 12345 678",
    "138 12 34 56 78",
    "1381 2345 678",
    "138-12-34-56-78",
    "13-8123-45678",
    "13.81.23.45.67.8",
    "1 3 8 1 2 3 4 5 6 7 8",
    "1-3-8-1-2-3-4-5-6-7-8",
    "1、3、8、1、2、3、4、5、6、7、8",
    "+86 1381 2345 678",
    "86-138-1234-5678",
    "0086 138 1234 5678",
    "一三八一二三四五六七八",
    "幺三八一二三四五六拐八",
    "壹叁捌壹贰叁肆伍陆柒捌",
    "一三八 1234 五六七八",
    "①③⑧①②③④⑤⑥⑦⑧",
    "❶❸❽❶❷❸❹❺❻❼❽",
    "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
    "138\u{AD}1234\u{FE0F}5678",
    "١٣٨١٢٣٤٥٦٧٨",
];

/// Accounts of no issuer's customer.
const ACCOUNTS: [&str; 18] = [
    "622 202 001 234 567 890 1",
    "62 22 02 00 12 34 56 78",
    "6222.0200.1234.5678.901",
    "6222/0200/1234/5678",
    "6222_0200_1234_5678_901",
    "6222·0200·1234·5678",
    "6222,0200,1234,5678",
    "622202 0012345678901",
    "622202-0012345678901",
    "62220200 12345678901",
    "622202 0012 3456 78901",
    "6222\u{2015}0200\u{2015}1234\u{2015}5678",
    "(6222)0200 1234 5678",
    "六二二二〇二〇〇一二三四五六七八九〇一",
    "⑥②②②⓪②⓪⓪①②③④⑤⑥⑦⑧",
    "6222\u{3164}0200\u{FEFF}1234\u{E0001}5678",
    "4111 1111 1111 1111",
    "４１１１－１１１１－１１１１－１１１１",
];

/// Only the words before them say what they are.
const SAID: [(FindingKind, &str, &str); 6] = [
    (Phone, "联系电话：", "13 8123 45678"),
    (Phone, "手机", "1381\n2345678"),
    (Phone, "微信同号", "13812 345678"),
    (BankAccount, "社保卡", "1030 5678 1234 5678 901"),
    (BankAccount, "账号：", "2101 2345 6789 0123"),
    (BankAccount, "一卡通 ", "10-305678-123456789"),
];

/// The digits alone, without a country code.
fn digits(text: &str) -> String {
    let all: String = text.chars().filter_map(|c| fold::digit(c).map(|(digit, _)| digit)).collect();
    let country = all.len() > 11 && all.len() < 16;
    let rest = all.strip_prefix("0086").or_else(|| all.strip_prefix("86")).filter(|_| country);
    rest.map_or_else(|| all.clone(), str::to_owned)
}

#[test]
fn a_number_is_found_in_every_writing_of_the_collection() {
    let bare = IDS
        .iter()
        .map(|text| (CitizenId, *text))
        .chain(PHONES.iter().map(|text| (Phone, *text)))
        .chain(ACCOUNTS.iter().map(|text| (BankAccount, *text)));
    let mut missed = Vec::new();
    for (before, after) in [("", ""), ("经核实，", "，请知悉。"), ("公示对象", "一户"), ("（", "）")]
    {
        for (kind, text) in bare.clone() {
            let written = format!("{before}{text}{after}");
            let found = found(&written);
            if !found.iter().any(|(is, found)| *is == kind && digits(found).starts_with(&digits(text))) {
                missed.push(format!("{kind:?} {written:?} {found:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{} missed: {missed:#?}", missed.len());
}

#[test]
fn what_stands_before_a_number_in_unusual_groups_says_what_it_is() {
    for (kind, before, text) in SAID {
        assert_eq!(found(&format!("{before}{text}。")), one(kind, text), "{before}{text}");
    }
}

#[test]
fn land_lines_are_found_where_they_are_asked_for_only() {
    for text in [
        "0797-8221234",
        "(0797)8221234",
        "0797 822 1234",
        "07978221234",
        "010-12345678".replace("12345678", "62345678").as_str(),
        "〇七九七-八二二一二三四",
    ] {
        assert_eq!(scan(text), [], "{text}");
        let found = scan_with(text, Landlines::Block);
        assert!(
            matches!(found.as_slice(), [Finding { kind: FindingKind::Landline, .. }]),
            "{text}: {found:?}"
        );
        let masked = found[0].masked(text);
        assert!(masked.contains("****"), "{masked}");
    }
    let said = "家里电话8221234";
    assert!(scan(said).is_empty() && scan_with(said, Landlines::Block).len() == 1);
}

proptest! {
    #[test]
    fn an_id_with_any_sign_between_any_of_its_digits_blocks(
        id in an_id(),
        cuts in prop::collection::btree_set(1_usize..18, 0..8),
        joint in prop::sample::select(vec![
            ".", "/", "_", ",", "·", "、", ":", "(", "\u{2012}", "\u{2015}", "\u{FF0D}", "\u{2009}", "\u{FE0E}", "\u{E0101}",
        ]),
        script in prop::sample::select(vec!["0123456789", "〇一二三四五六七八九", "⓪①②③④⑤⑥⑦⑧⑨", "٠١٢٣٤٥٦٧٨٩"]),
    ) {
        let mut written = id;
        for cut in cuts.iter().rev() {
            written.insert_str(*cut, joint);
        }
        let signs: Vec<char> = script.chars().collect();
        let place = |c: char| c.to_digit(10).and_then(|digit| signs.get(digit as usize).copied()).unwrap_or(c);
        let text: String = format!("编号甲{written}乙").chars().map(place).collect();
        prop_assert!(
            scan(&text).iter().any(|finding| finding.kind == CitizenId && finding.start <= 3
                && finding.end + 1 == text.chars().count()),
            "{}", text
        );
    }
}
