//! Long numbers that belong to nobody must not block; named an account they do. All are
//! invented.

use super::*;

/// By their build alone, in a text that speaks of no account.
const BARE: [&str; 14] = [
    "26367000000123456789",
    "036002100111",
    "144032609110",
    "360704102201",
    "441900003000",
    "202611220930",
    "20261122093015",
    "20261122093015123",
    "202611220013",
    "2026112220261129",
    "2026112209301500000123",
    "13812345678.00元",
    "13,812,345,678.00元",
    "91350100M000100Y43",
];

const NAMED: [&str; 24] = [
    "发票号码：26367000000123456789，代码036002100111",
    "发票代码 036002100111 12345678",
    "医疗收费票据代码036002100111",
    "统计用区划代码360704102201、360704102202",
    "村编码\t360704102201\n村编码\t360704102202",
    "开户行联行号103428012345",
    "收款行行号：103428012345",
    "支付行号 103428012345",
    "办件编号360704202611220013",
    "受理号202611223607040001",
    "业务流水号360704000123456",
    "招标项目编号E3607040110260012345",
    "赣公网安备36070402000123号",
    "事证第136070400123号",
    "纳税人识别号360704123456789",
    "时间戳1795310415123",
    "坐标115.012345678901234，25.860125012345678",
    "占比33.333333333333336%",
    "结果0.30000000000000004",
    "￥13812345678.00",
    "人民币13812345678元",
    "全年支出13812345678.25",
    "监督电话079182212345",
    "账户变动后，流水号20261122093015",
];

#[test]
fn long_numbers_of_notices_raise_no_alarm() {
    for text in BARE.iter().chain(&NAMED) {
        for text in [(*text).to_owned(), format!("附：{text}。"), format!("1\t{text}\t是\n2\t{text}\t否")]
        {
            assert_eq!(found(&text), [], "{text:?}");
        }
    }
}

#[test]
fn the_same_digits_named_an_account_block() {
    for digits in BARE.iter().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit())) {
        assert!(!scan(&format!("银行账号{digits}")).is_empty(), "{digits}");
        assert!(!scan(&format!("卡号：{digits}")).is_empty(), "{digits}");
    }
    for text in [
        "姓名\t银行账号\n甲\t360704102201",
        "电话13812345678元旦后打",
        "电话13812345678元月起用",
        "13812345678.0",
        "2026112213812345678",
        "23110105194912310021 110105194912310021",
        "2311010519491231002X",
        "证件编号360704202611220013",
        "发票号码6222020012345678901",
        "编号13812345678",
        "信用代码6222020012345678901",
    ] {
        assert!(!scan(text).is_empty(), "{text}");
    }
}

prop_compose! {
    fn a_place()(province in prop::sample::select(vec!["11", "36", "44", "52", "65"]), city in 1_u32..=70, county in 0_u32..100) -> String {
        format!("{province}{city:02}{county:02}")
    }
}

prop_compose! {
    fn a_moment()(day in 0_u64..20_000, hour in 0_u32..24, minute in 0_u32..60, second in 0_u32..60) -> String {
        let day = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a date") + Days::new(day);
        format!("{}{hour:02}{minute:02}{second:02}", day.format("%Y%m%d"))
    }
}

proptest! {
    #[test]
    fn codes_of_places_invoices_and_moments_pass(
        place in a_place(),
        village in (0_u32..600, 0_u32..600),
        moment in a_moment(),
        milli in 0_u32..1000,
        year in 21_u32..50,
        serial in "[0-9]{16}",
        between in prop::sample::select(vec!["，", "\t", "\n", "；"]),
    ) {
        let (township, village) = village;
        let numbers = [
            format!("{place}{township:03}{village:03}"),
            format!("0{}{year}{}", &place[..4], &serial[..5]),
            format!("{year}{}{serial}", &place[..2]),
            moment[..12].to_owned(),
            moment.clone(),
            format!("{moment}{milli:03}"),
            format!("{}{}", &moment[..8], &serial[..4]),
        ];
        for number in numbers {
            let holds_id = (0..3).any(|at| number.get(at..at + ID).is_some_and(|id| is_id(id, 0) && has_check(id)));
            for text in [number.clone(), format!("列表{between}{number}{between}完")] {
                prop_assert!(holds_id || scan(&text).is_empty(), "{}", text);
            }
        }
    }

    #[test]
    fn sums_of_money_of_every_size_pass(fen in 0_u64..100_000_000_000_000) {
        let (yuan, cents) = (fen / 100, fen % 100);
        for text in [format!("{yuan}.{cents:02}元"), format!("支出{yuan}元"), format!("¥{yuan}.{cents:02}")] {
            prop_assert!(scan(&text).is_empty(), "{}", text);
        }
    }
}
