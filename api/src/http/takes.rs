//! What a place of a body or an address takes, in words for a clerk: serde tells its
//! faults in the terms of the code, which nobody outside may see.

use crate::failure::FieldError;

/// Days and months of the law and of living people.
pub const DAYS: &str = "YYYY-MM-DD, 1900–2199";
pub const MONTHS: &str = "YYYY-MM, 1900–2199";
pub const QUARTERS: &str = "YYYY-Q1 … YYYY-Q4";

/// A kind of value in both languages.
pub type Words = (&'static str, &'static str);

const WHOLE: Words = ("整数", "a whole number");
const NUMBER: Words = ("数字", "a number");
const TEXT: Words = ("文字", "a text");
const YES_NO: Words = ("是或否（true、false）", "true or false");
const LIST: Words = ("列表", "a list");
const OBJECT: Words = ("由字段组成的对象", "an object with members");
const DAY: Words = ("日期（YYYY-MM-DD,1900 至 2199 年）", "a date as YYYY-MM-DD, of the years 1900 to 2199");
const ID: Words = ("记录编号（UUID）", "the id of a record (UUID)");
const DOCUMENTED: Words = ("接口文档规定的格式", "what the API document says");

/// What serde's text says was wanted.
fn wanted(text: &str) -> Words {
    let kind = text.rsplit("expected ").next().unwrap_or_default();
    let kind = kind.split(" at line ").next().unwrap_or_default().trim();
    let day = ["date", "premature end of input", "input contains invalid characters", "trailing input"];
    match kind {
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" | "isize" => WHOLE,
        "f32" | "f64" => NUMBER,
        "a boolean" | "bool" => YES_NO,
        "a string" | "a borrowed string" | "string" | "a character" => TEXT,
        "a sequence" => LIST,
        "a map" => OBJECT,
        _ if kind.starts_with("struct ") => OBJECT,
        _ if kind.starts_with("tuple ") || kind.starts_with("an array") => LIST,
        _ if text.contains("UUID") || kind.contains("UUID") => ID,
        _ if text.starts_with("input is") || day.iter().any(|word| text.contains(word)) => DAY,
        _ if text.contains("provided string was not `true` or `false`") => YES_NO,
        _ if text.contains("invalid digit")
            || text.contains("number too")
            || text.contains("empty string") =>
        {
            WHOLE
        }
        _ if text.contains("enum") || text.contains("variant") => TEXT,
        _ => DOCUMENTED,
    }
}

/// The choices that serde's text names.
fn choices(text: &str) -> Vec<&str> {
    let listed = text.split_once("expected").map(|(_, listed)| listed).unwrap_or_default();
    listed.split('`').skip(1).step_by(2).collect()
}

/// The fault at `pointer` that serde tells as `text`; not for members unknown or missing.
pub fn fault(pointer: &str, text: &str) -> FieldError {
    let (code, params) = if text.starts_with("unknown variant") {
        ("not_allowed_value", vec![("allowed", choices(text).join("、"))])
    } else {
        let (zh, en) = wanted(text);
        ("wrong_type", vec![("takes_zh", zh.to_owned()), ("takes_en", en.to_owned())])
    };
    FieldError { pointer: pointer.to_owned(), code, params }
}

/// What a parameter of an address takes, after `name = `.
pub fn parameter(text: &str) -> String {
    if text.starts_with("unknown variant") {
        return choices(text).join(" | ");
    }
    match wanted(text) {
        WHOLE | NUMBER => "0, 1, 2 …".to_owned(),
        YES_NO => "true | false".to_owned(),
        DAY => DAYS.to_owned(),
        ID => "UUID".to_owned(),
        _ => "?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_the_code_is_told() {
        for text in [
            "invalid type: string \"x\", expected i64",
            "invalid type: integer `5`, expected struct NewCase",
            "invalid value: integer `-5`, expected u32",
            "invalid type: map, expected a sequence",
            "premature end of input",
            "input is out of range",
            "UUID parsing failed: invalid length: expected 32 bytes, found 1",
            "something serde may say one day",
        ] {
            let told = fault("/x", text).params;
            assert_eq!(told.len(), 2, "{text}");
            for (_, words) in told {
                for word in ["i64", "u32", "struct", "expected", "serde", "input", "parsing"] {
                    assert!(!words.contains(word), "{text}: {words}");
                }
            }
        }
        let told = fault("/x", "unknown variant `q`, expected one of `a`, `b`");
        assert_eq!((told.code, told.params), ("not_allowed_value", vec![("allowed", "a、b".to_owned())]));
        assert_eq!(parameter("unknown variant `q`, expected `a` or `b`"), "a | b");
    }
}
