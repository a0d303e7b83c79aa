use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

/// What the pages are held to as well (`frontend/src/test/typed.test.ts`).
#[test]
fn a_number_is_understood_however_it_is_pasted_and_what_is_none_stays_to_be_noticed() {
    let cases: HashMap<String, Vec<(String, String)>> =
        serde_json::from_str(include_str!("../../data/typed-cases.json")).expect("the cases");
    for (kind, clean) in
        [("citizen_id", citizen_id as fn(&str) -> String), ("number", number), ("phone", phone)]
    {
        for (typed, understood) in &cases[kind] {
            assert_eq!(&clean(typed), understood, "{kind} {typed:?}");
        }
    }
    assert_eq!(office_phone(" ０７９７－４４３３２２１　转 ８ "), "0797-4433221 转 8");
}

#[test]
fn every_dot_of_a_name_is_the_dot_of_the_rule() {
    for dot in "·\u{387}•‧∙⋅・﹒．･ᐧ●。｡.".chars() {
        assert_eq!(name(&format!("古丽{dot}艾力")), "古丽·艾力", "U+{:04X}", u32::from(dot));
        assert_eq!(name(&format!(" 古丽 {dot}{dot} 艾力{dot}")), "古丽·艾力", "U+{:04X}", u32::from(dot));
    }
}

#[test]
fn nothing_invisible_and_nothing_in_full_width_stays_in_a_name() {
    for (typed, kept) in [
        ("张\u{ad}三", "张三"),
        ("张\u{3164}三", "张三"),
        ("\u{202e}张\u{2066}三\u{e0041}", "张三"),
        ("张　三", "张三"),
        ("张\n 三", "张三"),
        ("Ａｎｎａ　Ｍａｒｉａ", "Anna Maria"),
        ("Anna   Maria ", "Anna Maria"),
        ("⼈⽊", "人木"),
        ("李\u{fa0c}", "李兀"),
        ("𠮷田䶮", "𠮷田䶮"),
        ("O'Brien-Smith Jr.", "O'Brien-Smith Jr."),
        ("＝张三", "=张三"),
        ("Zoe\u{308}", "Zoë"),
        ("", ""),
    ] {
        assert_eq!(name(typed), kept, "{typed:?}");
    }
}

#[test]
fn signs_and_numbers_do_not_belong_in_a_name_and_every_letter_does() {
    for c in "张䶮𠮷〇々Éß·.-' \u{e815}\u{301}買ʻ".chars() {
        assert!(belongs_in_name(c), "{c:?}");
    }
    for c in "=+@<3①，。\u{202e}\n★😀".chars() {
        assert!(!belongs_in_name(c), "{c:?}");
    }
}

#[test]
fn free_text_keeps_chinese_punctuation_and_loses_what_hides() {
    for (typed, kept) in [
        ("＝ＨＹＰＥＲＬＩＮＫ（“ｘ”）", "=HYPERLINK（“x”）"),
        ("住院１２天，费用：９０００元；属实！（见发票）？", "住院12天，费用：9000元；属实！（见发票）？"),
        ("赣县区\u{200b}梅林镇\u{202e}３栋", "赣县区梅林镇3栋"),
        ("　　段首\r\n次行\u{a0}尾\u{2028}末", "　　段首\n次行 尾\n末"),
        ("合\u{ad}规", "合规"),
        ("+1", "+1"),
        ("ᠮᠣᠩ\u{180b}", "ᠮᠣᠩ\u{180b}"),
        ("x\u{180b}\u{200d}", "x"),
    ] {
        assert_eq!(text(typed), kept, "{typed:?}");
    }
}

#[test]
fn pinyin_is_the_same_with_tones_capitals_and_every_u_with_dots() {
    for (typed, kept) in [
        ("Zhang San", Some("zhangsan")),
        ("Zhāng Sān", Some("zhangsan")),
        ("zhang1san1", Some("zhangsan")),
        ("xi'an", Some("xian")),
        ("lü", Some("lv")),
        ("Lǚ", Some("lv")),
        ("lu:", Some("lv")),
        ("xv", Some("xu")),
        ("ｌｚｆ", Some("lzf")),
        ("", Some("")),
        ("李", None),
        ("li李", None),
    ] {
        assert_eq!(pinyin(typed).as_deref(), kept, "{typed}");
    }
}

#[test]
fn the_last_digit_of_a_card_is_compared() {
    for (card, fits) in
        [("4111111111111111", true), ("4111111111111112", false), ("79927398713", true), ("", true)]
    {
        assert_eq!(luhn_fits(card), fits, "{card}");
    }
}

fn anything() -> impl Strategy<Value = String> {
    let rare = prop::sample::select(vec![
        "·",
        ".",
        "。",
        "・",
        "\u{ad}",
        "\u{200b}",
        "\u{200d}",
        "\u{180b}",
        "ᠮ",
        "ا",
        "\u{3000}",
        " ",
        "\u{301}",
        "e",
        "Ａ",
        "＝",
        "\u{338}",
        "ｶ\u{ff9e}",
        "\u{1160}",
        "한",
        "가",
        "\u{11a8}",
        "張",
        "\u{f900}",
        "\r",
        "\n",
        "X",
        "×",
        "1",
        "\u{2126}",
        "\u{1fef}",
        "½",
        "㈠",
        "-",
        "—",
        "'",
        "\u{34f}",
        "\u{fe0f}",
        "\u{20e3}",
        "\u{b4}",
        "Ⅹ",
        "ü",
        "u",
        ":",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(rare, 0..12).prop_map(|parts| parts.concat())]
}

proptest! {
    #[test]
    fn doing_it_twice_is_doing_it_once(typed in anything()) {
        for clean in [text, number, citizen_id, phone, office_phone, name] {
            let first = clean(&typed);
            prop_assert_eq!(clean(&first), first);
        }
    }

    #[test]
    fn a_number_survives_every_separator(
        digits in "[0-9]{17}[0-9X]",
        places in prop::collection::vec((0_usize..19, prop::sample::select(vec![
            " ", "\u{3000}", "\u{a0}", "-", "—", "－", "−", "\u{ad}", "\u{200b}", "\u{feff}", "'", "’", "\t", "\n", "·", ".",
        ])), 0..12),
        wide in any::<bool>(),
    ) {
        let mut typed: Vec<String> = digits
            .chars()
            .map(|c| if wide { char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c).to_string() } else { c.to_lowercase().to_string() })
            .collect();
        typed.push(String::new());
        for (place, separator) in places {
            typed[place].insert_str(0, separator);
        }
        prop_assert_eq!(citizen_id(&typed.concat()), digits);
    }

    #[test]
    fn nothing_unseen_is_left_of_a_name_or_a_number(typed in anything()) {
        for clean in [name, number, citizen_id, phone] {
            prop_assert!(!clean(&typed).chars().any(is_unseen));
        }
        prop_assert!(!name(&typed).chars().any(|c| matches!(c, '！'..='～')));
    }

    #[test]
    fn one_wrong_digit_of_a_card_is_noticed(card in "[0-9]{12,19}", at in any::<prop::sample::Index>(), by in 1_u32..10) {
        let mut digits: Vec<u32> = card.chars().filter_map(|c| c.to_digit(10)).collect();
        let at = at.index(digits.len());
        digits[at] = (digits[at] + by) % 10;
        let other: String = digits.iter().map(ToString::to_string).collect();
        prop_assert!(luhn_fits(&card) != luhn_fits(&other) || !luhn_fits(&card));
    }
}
