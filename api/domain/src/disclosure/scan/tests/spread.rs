//! Numbers over several cells and lines, with signs of reckoning and with letters for
//! digits, as tables, forms and scanned papers give them. All are invented.

use super::*;
use crate::typed::luhn_fits;

/// Joints that any group of digits may be set off by.
const JOINTS: [&str; 26] = [
    " ", "  ", "-", "－", "—", ".", "·", ",", "，", "、", "/", "_", ":", "|", "~", "(", "=", "＝", "+", "＋",
    "\t", "\t\t", "\n", "\n\n", "\r\n", "\r\n\r\n",
];

fn groups(digits: &str, sizes: &[usize], joint: &str) -> String {
    let mut rest = digits;
    let mut parts = Vec::new();
    for size in sizes {
        let (part, after) = rest.split_at((*size).min(rest.len()));
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts.retain(|part| !part.is_empty());
    parts.join(joint)
}

fn is_found(kind: FindingKind, written: &str, before: &str, after: &str) -> bool {
    let text = format!("{before}{written}{after}");
    let start = before.chars().count();
    let end = start + written.chars().count();
    scan(&text).iter().any(|found| found.kind == kind && found.start <= start && found.end >= end)
}

#[test]
fn a_table_or_a_scanned_paper_hides_no_number() {
    for (kind, text) in [
        (Phone, "138\t1234\t5678"),
        (Phone, "138\n1234\n5678"),
        (Phone, "138\n\n1234\n\n5678"),
        (Phone, "138 1234\n5678"),
        (Phone, "13812\n345678"),
        (Phone, "1\t3\t8\t1\t2\t3\t4\t5\t6\t7\t8"),
        (Phone, "138=1234=5678"),
        (Phone, "138+1234+5678"),
        (Phone, "l38l2345678"),
        (Phone, "I3812345678"),
        (Phone, "138I2345678"),
        (Phone, "138 l234 5678"),
        (Phone, "l38 1234 5678"),
        (Phone, "138O123456O"),
        (Phone, "13B12345678"),
        (CitizenId, "110105\t19491231\t002X"),
        (CitizenId, "110105\n\n19491231\n\n002X"),
        (CitizenId, "1\t1\t0\t1\t0\t5\t1\t9\t4\t9\t1\t2\t3\t1\t0\t0\t2\tX"),
        (CitizenId, "110105+19491231+002X"),
        (CitizenId, "l10105194912310O2X"),
        (CitizenId, "IIOIO5I949I23I002X"),
        (CitizenId, "130503\t670401\t001"),
        (BankAccount, "6222\t0200\t1234\t5678"),
        (BankAccount, "6222\n0200\n1234\n5678\n901"),
        (BankAccount, "6222 0200 1234\n5678 901"),
        (BankAccount, "6222+0200+1234+5678"),
        (BankAccount, "6222=0200=1234=5678"),
        (BankAccount, "4l11 1I11 11l1 111l"),
        (BankAccount, "4111\t1111\t1111\t1111"),
    ] {
        assert!(is_found(kind, text, "经核实", "，请知悉"), "{text:?}");
        assert!(is_found(kind, text, "1\t某某\t", "\t是\n2\t某甲\n"), "{text:?} in a table");
    }
    assert!(is_found(Phone, "138\t1234\t5678", "登记表\t", "\t一户"), "a word that counts is no figure");
    let said = "姓名\t手机\t人数\n某某\t138\t1234\t5678\t3\n";
    assert_eq!(found(said), one(Phone, "138\t1234\t5678"));
}

#[test]
fn figures_of_a_table_and_sums_that_come_out_are_no_telephone() {
    for text in [
        "138+1234=1372",
        "1372=138+1234",
        "138+1234+5678=7050",
        "12+138+1234+5678",
        "150\t1200\t5670",
        "甲村\t138\t1234\t5678\t7050\n",
        "138\n1234\n5678\n7050",
        "6222\n1200\n1500\n2000\n6000",
        "1\t3607040001\t甲\n2\t3607040002\t乙",
        "1500\t2345\t1256\t138\t20261122",
    ] {
        assert_eq!(found(text), [], "{text:?}");
    }
}

prop_compose! {
    /// A mobile number that is no row of years or days.
    fn a_phone()(head in 3_u32..=9, rest in 0_u32..100_000_000, last in 1_u32..=9) -> String {
        format!("1{head}{rest:08}{last}")
    }
}

prop_compose! {
    fn a_card()(length in 16_usize..=19, digits in "[0-9]{18}") -> String {
        let body = format!("62{}", &digits[..length - 3]);
        (0..10).map(|check| format!("{body}{check}")).find(|card| luhn_fits(card)).unwrap_or_default()
    }
}

proptest! {
    #[test]
    fn an_id_in_any_groups_with_any_joint_is_found(
        id in an_id(),
        cuts in prop::collection::btree_set(1_usize..18, 0..8),
        joint in prop::sample::select(JOINTS.to_vec()),
    ) {
        let mut written = id;
        for cut in cuts.iter().rev() {
            written.insert_str(*cut, joint);
        }
        prop_assert!(is_found(CitizenId, &written, "甲", "乙"), "{:?}", written);
    }

    #[test]
    fn a_phone_in_its_groups_with_any_joint_is_found(
        phone in a_phone(),
        sizes in prop::sample::select(vec![vec![3, 4], vec![3], vec![7], vec![3, 3], vec![1; 10]]),
        joint in prop::sample::select(JOINTS.to_vec()),
    ) {
        let written = groups(&phone, &sizes, joint);
        let day = written.split(joint).any(notice::is_day);
        let figures = joint == "," && sizes == [3, 3];
        prop_assert!(day || figures || is_found(Phone, &written, "甲", "乙"), "{:?}", written);
    }

    #[test]
    fn a_phone_broken_at_the_end_of_a_line_is_found(phone in a_phone(), cut in 3_usize..=8) {
        let written = groups(&phone, &[cut], "\n");
        let figures = written.split('\n').any(|part| notice::is_day(part) || notice::is_year(part));
        prop_assert!(figures || is_found(Phone, &written, "甲", "乙"), "{:?}", written);
    }

    #[test]
    fn a_card_in_its_groups_with_any_joint_is_found(
        card in a_card(),
        sizes in prop::sample::select(vec![vec![4; 4], vec![6], vec![8], vec![10], vec![12], vec![1; 18]]),
        joint in prop::sample::select(JOINTS.to_vec()),
    ) {
        let written = groups(&card, &sizes, joint);
        // Four round figures are sums.
        let round = written.split(joint).all(|part| part.ends_with('0'));
        prop_assert!(round || is_found(BankAccount, &written, "甲", "乙"), "{:?}", written);
    }

    #[test]
    fn letters_for_digits_hide_no_number(
        id in an_id(), phone in a_phone(), card in a_card(), zero in "[0OoО]", one in "[1lIІ]",
    ) {
        let written = |digits: &str| digits.replace('0', &zero).replace('1', &one);
        prop_assert!(is_found(CitizenId, &written(&id), "甲", "乙"), "{}", written(&id));
        prop_assert!(is_found(Phone, &written(&phone), "甲", "乙"), "{}", written(&phone));
        prop_assert!(is_found(BankAccount, &written(&card), "甲", "乙"), "{}", written(&card));
    }
}
