//! What a place of a body or an address takes, in words for a clerk: serde tells its
//! faults in the terms of the code, which nobody outside may see.

use yangguang_domain::shape::{DAY, ID, NUMBER, WHOLE, YES_NO, choices, wanted};

use crate::failure::FieldError;

/// Days and months of the law and of living people.
pub const DAYS: &str = "YYYY-MM-DD, 1900–2199";
pub const MONTHS: &str = "YYYY-MM, 1900–2199";
pub const QUARTERS: &str = "YYYY-Q1 … YYYY-Q4";

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
