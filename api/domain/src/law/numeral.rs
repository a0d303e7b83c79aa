//! 第四十八条: numbers as laws count their articles.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A number below ten thousand as it is written in Chinese, e.g. 一百零三.
#[must_use]
pub fn numeral(number: u16) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = gap || !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push('零');
        }
        // 十二, but 一百一十二.
        if digit != 1 || unit != 10 || !text.is_empty() {
            text.push(DIGITS[usize::from(digit)]);
        }
        text.push_str(name);
    }
    if text.is_empty() { DIGITS[0].to_string() } else { text }
}

/// An article as it is called, in Chinese and English: 第二十三条之一, article 23-1.
#[must_use]
pub fn called(no: &str) -> (String, String) {
    let number = |text: &str| text.parse::<u16>().ok().filter(|number| (1..10_000).contains(number));
    if let Some(chapter) = no.strip_prefix("ch").and_then(number) {
        return (format!("第{}章", numeral(chapter)), format!("chapter {chapter}"));
    }
    let (whole, of_it) = no.split_once('-').map_or((no, None), |(whole, of_it)| (whole, number(of_it)));
    match (number(whole), of_it) {
        (Some(article), None) if whole == no => {
            (format!("第{}条", numeral(article)), format!("article {article}"))
        }
        (Some(article), Some(of_it)) => {
            (format!("第{}条之{}", numeral(article), numeral(of_it)), format!("article {no}"))
        }
        _ => (no.to_owned(), no.to_owned()),
    }
}
