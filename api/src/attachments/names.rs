//! File names on their way in and out: percent-encoded, never a path.

use crate::failure::{Checks, Outcome};

const MOST: usize = 120;

/// The name of the `X-File-Name` header, without any folders.
///
/// # Errors
/// `invalid`: nothing is left, it is too long, or it holds what can not be seen.
pub fn read(header: Option<&str>) -> Outcome<String> {
    let decoded = header.and_then(decode).unwrap_or_default();
    let last = decoded.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = last.trim().trim_end_matches(['.', ' ']).to_owned();
    let mut checks = Checks::new();
    checks.text(&name, "/file_name", MOST);
    let hidden = |c: char| matches!(c, '\n' | '\t') || turns_the_writing(c);
    checks.check(!name.chars().any(hidden), "/file_name", "control_characters");
    checks.done()?;
    Ok(name)
}

/// `exe.fdp` shown backwards is a known trick.
fn turns_the_writing(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        if *first == b'%' {
            let (pair, after) = more.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(*first);
            rest = more;
        }
    }
    String::from_utf8(bytes).ok()
}

/// The header with which a browser saves the file and never shows it (RFC 6266).
pub fn disposition(name: &str) -> String {
    use std::fmt::Write as _;
    let ending =
        name.rsplit('.').next().filter(|ending| ending.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let ending = ending.unwrap_or("bin");
    let encoded = name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    });
    format!("attachment; filename=\"attachment.{ending}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(header: &str) -> Option<String> {
        read(Some(header)).ok()
    }

    #[test]
    fn a_name_comes_percent_encoded_and_loses_its_folders() {
        assert_eq!(name("%E5%8F%91%E7%A5%A8.pdf").as_deref(), Some("发票.pdf"));
        assert_eq!(name("..%2F..%2Fetc%2Fpasswd").as_deref(), Some("passwd"));
        assert_eq!(name("C:\\x\\y.pdf").as_deref(), Some("y.pdf"));
        assert_eq!(name("%F0%A0%AE%B7.png").as_deref(), Some("𠮷.png"));
    }

    #[test]
    fn names_that_hide_something_or_are_none_are_refused() {
        for bad in
            ["", "%", "%zz.pdf", "%ff.pdf", "..", "a/", "a%00.pdf", "a%0D%0Ab.pdf", "a%E2%80%AEfdp.exe"]
        {
            assert_eq!(name(bad), None, "{bad}");
        }
        assert!(read(None).is_err());
        assert!(name(&"a".repeat(120)).is_some());
        assert!(name(&"a".repeat(121)).is_none());
    }

    #[test]
    fn a_name_goes_out_encoded() {
        let header = disposition("发票\".pdf");
        assert_eq!(
            header,
            "attachment; filename=\"attachment.pdf\"; filename*=UTF-8''%E5%8F%91%E7%A5%A8%22.pdf"
        );
    }
}
