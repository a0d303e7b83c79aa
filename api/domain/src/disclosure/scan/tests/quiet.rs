//! What notices are full of must not block them.

use super::*;

/// A page of ordinary notices; every number on it may be published.
const NOTICES: &str = "赣县区2026年第四季度医疗救助公示

根据《江西省医疗救助办法》（赣府发〔2026〕12号）、赣民字[2026]第0013号和国办发明电〔2025〕7号，经乡镇（街道）审核、县区审批，现将2026年10月1日至12月31日救助对象公示如下。
公示期：2026-11-22至2026-11-29（5个工作日），每日08:30—12:00、14:30—17:30。
救助3户7人，共15,002.50元，其中：12,345.67元、1,500.00元、1,156.83元。
序号 姓名 人数 金额（元）
1 张* 3 1,500.00
2 李** 2 12,345.67
3 王* 2 1,156.83
合计 7 15,002.50
2025年支出1,380,013.80元，2026年预算13,800,138,000.00元，同比增长8.15%（2024年6.7%、2023年5.93%）。
办件编号：360704-YL-20261122-0001-B、360704-DB-20261103-0138。
区划代码360704，统计用区划代码360704102201，邮政编码341100。
统一社会信用代码11360704MB0A123457；单位：赣县区民政局。
公示编号202611220013，批次20261122，流水号20261122093015。
低保标准：城市每人每月960元，农村每人每月765元；特困1,248元/月、14,976元/年。
监督电话：0797-4441234、(0797)4445678、12345、12380；国家热线12368、400-123-4567。
比例1:3，面积120.50㎡，坐标25.860125,115.012345，身高1.72m，地块3-15-2。
2021、2022、2023、2024年度；2023 2024 2025 2026；2026.11.22-2026.11.29；2026/11/22—2026/12/31。
二〇二六年十一月二十二日；一九九八年至二〇〇六年；人民币壹万伍仟零贰元伍角整；二十三户一百三十八人。
第一、第二、第三条，（一）（二）（三），①申请②审核③公示④发放；第十三条第（五）项，见附件1-3、4.1.2。
计算：1500+2000+300=3800元；(960-400)×3=1680元；12×765=9180元；3/4、5‰。
打印时间2026-11-22 09:30:15，第1页/共3页，版本v1.2.3，网址http://www.ganxian.gov.cn/2026/11/22/138.html。
";

/// A row of chance, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

fn with_commas(fen: u64) -> String {
    let yuan = (fen / 100).to_string();
    let mut text = String::new();
    for (at, digit) in yuan.chars().enumerate() {
        if at > 0 && (yuan.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{text}.{:02}", fen % 100)
}

fn sum(dice: &mut Dice) -> String {
    let places = u32::try_from(dice.below(10)).expect("small");
    let fen = 100 + dice.below(10_u64.pow(places + 3));
    match dice.below(6) {
        0 => format!("{}.{:02}元", fen / 100, fen % 100),
        1 => format!("{}元", fen / 100 % 1_000_000_000),
        2 => format!("￥{}", with_commas(fen)),
        3 => format!("{}.{:02}万元", fen / 1_000_000, fen / 10_000 % 100),
        4 => format!("{}-{}元", fen / 100 % 10_000, fen / 100 % 10_000 + dice.below(5000)),
        _ => format!("{}元", with_commas(fen)),
    }
}

fn date(dice: &mut Dice) -> String {
    let mut day = || NaiveDate::from_ymd_opt(1949, 1, 1).expect("a date") + Days::new(dice.below(36_000));
    let (first, second) = (day(), day());
    let sign = ["-", ".", "/", "年", "_"][usize::try_from(dice.below(5)).expect("small")];
    match dice.below(6) {
        0 => first.format("%Y年%-m月%-d日").to_string(),
        1 => first.format(&format!("%Y{sign}%m{sign}%d")).to_string(),
        2 => format!("{}至{}", first, second),
        3 => format!("{}-{}", first.format("%Y.%-m.%-d"), second.format("%Y.%-m.%-d")),
        4 => first.format("%Y%m%d").to_string(),
        _ => format!("{} {:02}:{:02}", first.format("%Y-%m-%d"), dice.below(24), dice.below(60)),
    }
}

#[test]
fn a_page_of_ordinary_notices_raises_no_alarm() {
    for line in NOTICES.lines() {
        assert_eq!(found(line), [], "{line}");
    }
    assert_eq!(found(NOTICES), []);
}

#[test]
fn ten_thousand_sums_and_dates_raise_no_alarm_alone_in_rows_in_tables_and_in_sentences() {
    let mut dice = Dice(20_261_122);
    let entries: Vec<String> =
        (0..10_000).map(|at| if at % 2 == 0 { sum(&mut dice) } else { date(&mut dice) }).collect();
    let mut alarms: Vec<String> = Vec::new();
    let mut ask = |text: &str| {
        alarms.extend(found(text).into_iter().map(|(kind, found)| format!("{kind:?} {found:?} in {text:?}")));
    };
    for entry in &entries {
        ask(entry);
        ask(&format!("其中{entry}，"));
    }
    for row in entries.chunks(4) {
        for between in ["、", "\t", "；", "  ", "\n"] {
            ask(&row.join(between));
        }
    }
    ask(&entries.join("\n"));
    assert!(alarms.is_empty(), "{} alarms: {alarms:#?}", alarms.len());
}
