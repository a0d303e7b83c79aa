use super::*;
use crate::citizen_id::demo_id;
use FindingKind::{BankAccount, CitizenId, Phone};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

mod lawful;
mod quiet;
mod spread;
mod writings;

fn found(text: &str) -> Vec<(FindingKind, String)> {
    scan(text)
        .into_iter()
        .map(|Finding { kind, start, end }| (kind, text.chars().skip(start).take(end - start).collect()))
        .collect()
}

fn one(kind: FindingKind, text: &str) -> Vec<(FindingKind, String)> {
    vec![(kind, text.to_owned())]
}

#[test]
fn a_citizen_id_is_found_however_it_is_written() {
    for id in [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002X",
        "110105  1949  1231  002X",
        "1101 0519 4912 3100 2X",
        "110105\u{3000}19491231\u{a0}002X",
        "110105\u{200b}19491231002X",
        "130503670401001",
        "130503 670401 001",
        // Its check does not fit: mistyped, and still somebody's.
        "110105194912310021",
    ] {
        let text = format!("申请人𠮷张三({id})因病");
        assert_eq!(found(&text), one(CitizenId, id), "{id}");
        assert_eq!(scan(&text)[0].start, 7, "counted in characters");
    }
}

#[test]
fn a_mobile_number_is_found_however_it_is_written() {
    for phone in [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "１３８１２３４５６７８",
        "8613812345678",
        "008613812345678",
    ] {
        assert_eq!(found(&format!("电话:{phone}。")), one(Phone, phone));
    }
    assert_eq!(found("+86 13812345678"), one(Phone, "13812345678"));
}

#[test]
fn a_bank_account_of_every_length_is_found() {
    for length in 12..=24 {
        let account: String = "9222020012345678901234567".chars().take(length).collect();
        assert_eq!(found(&format!("账号{account}。")), one(BankAccount, &account));
    }
    for account in ["6222 0200 1234 5678 901", "6222-0200-1234-5678"] {
        assert_eq!(found(account), one(BankAccount, account));
    }
}

#[test]
fn a_letter_x_behind_a_number_does_not_hide_it() {
    assert_eq!(found("13812345678x"), one(Phone, "13812345678x"));
    assert_eq!(found("3 69999186001010008X"), one(CitizenId, "3 69999186001010008X"));
}

#[test]
fn several_numbers_are_told_apart() {
    let text = "张三 110105 19491231 002X 138 1234 5678 6222 0200 1234 5678 901";
    assert_eq!(
        found(text),
        [
            (CitizenId, "110105 19491231 002X".to_owned()),
            (Phone, "138 1234 5678".to_owned()),
            (BankAccount, "6222 0200 1234 5678 901".to_owned()),
        ]
    );
    assert_eq!(
        found("13050319670401001613812345678"),
        [(CitizenId, "130503196704010016".to_owned()), (Phone, "13812345678".to_owned()),]
    );
}

#[test]
fn a_notice_without_private_numbers_passes() {
    for text in [
        "",
        "2026年第四季度医疗救助公示,共 3 人,金额 1,500.00 元、12,345.67 元。",
        "赣民字〔2026〕12号,自2026-11-22起至2026-11-29止,09:00-17:00。",
        "监督电话:0797-8221234、12345、010-12345678",
        "金额 1500 2026-11-22 第 0001 号",
        "2024 2025 2026",
        "1500\t2000\t3000\t1000\n1500\n2000\n3000\n1000",
        "办件编号 360704-YL-20261122-0001-B",
        "3×4、X光、5x",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

prop_compose! {
    fn an_id()(birth in 0_u64..60_000, seq in 0_u32..1000) -> String {
        let birth = NaiveDate::from_ymd_opt(1860, 1, 1).expect("a date") + Days::new(birth);
        demo_id("360704", birth, seq).as_str().to_owned()
    }
}

proptest! {
    #[test]
    fn an_id_in_any_grouping_inside_any_words_blocks(
        id in an_id(),
        cuts in prop::collection::btree_set(1_usize..18, 0..5),
        joint in prop::sample::select(vec![" ", "  ", "-", "\u{3000}", "\u{200b}"]),
        before in "\\PC{0,8}[\\p{L}\\p{Po}]",
        after in "[\\p{L}\\p{Po}]\\PC{0,8}",
    ) {
        let mut written = id;
        for cut in cuts.iter().rev() {
            // An X does not stand alone.
            if *cut < 17 {
                written.insert_str(*cut, joint);
            }
        }
        let text = format!("{before}{written}{after}");
        let start = before.chars().count();
        let end = start + written.chars().count();
        prop_assert!(
            scan(&text).iter().any(|finding| finding.start <= start && finding.end >= end),
            "{}", text
        );
    }

    #[test]
    fn twelve_digits_without_a_break_never_pass_after_the_word_account(digits in "[0-9０-９]{12,60}") {
        let text = format!("账号{digits}");
        prop_assert!(!scan(&text).is_empty(), "{}", text);
        let table = format!("姓名\t账号\n甲\t{digits}\n");
        prop_assert!(!scan(&table).is_empty(), "{}", table);
    }

    #[test]
    fn findings_are_in_order_inside_the_text_and_apart(
        text in any::<String>(),
        near in "[0-9０-９Xx \\-,\n\u{200b}]{0,80}",
    ) {
        for text in [text, near] {
            let mut last = 0;
            for finding in scan(&text) {
                prop_assert!(last <= finding.start && finding.start < finding.end);
                last = finding.end;
            }
            prop_assert!(last <= text.chars().count());
        }
    }
}
