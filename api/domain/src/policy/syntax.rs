//! Why a formula can not be read, in words for whoever writes it: the parser speaks of
//! the tokens of its grammar, which nobody outside knows.

use cel::ParseErrors;

use super::answer::Finding;

/// How the parser writes the end of the formula.
const END: &str = "<EOF>";

/// The first fault that the parser tells, and where it is.
pub(super) fn finding(source: &str, errors: &ParseErrors) -> Finding {
    // What it makes of a part that it could not read, it tells before the reason.
    let echo = |text: &str| text.starts_with("Incomplete ") || text.starts_with("No `");
    let errors = &errors.errors;
    let first = errors.iter().find(|error| !echo(&error.msg)).or_else(|| errors.first());
    let position = first.and_then(|error| place(source, error.pos));
    let (zh, en) = told(source, first.map_or("", |error| &error.msg), position);
    let mut finding = Finding::new("syntax", zh, en);
    finding.position = position;
    finding
}

/// Line and column, from 1 and 1, as an offset in characters.
fn place(source: &str, (line, column): (isize, isize)) -> Option<u32> {
    let before = usize::try_from(line.checked_sub(1)?).ok()?;
    let above: usize = source.lines().take(before).map(|line| line.chars().count() + 1).sum();
    let column = usize::try_from(column.checked_sub(1)?).ok()?;
    u32::try_from((above + column).min(source.chars().count())).ok()
}

fn told(source: &str, text: &str, position: Option<u32>) -> (String, String) {
    if source.trim().is_empty() {
        return ("公式是空的".to_owned(), "The formula is empty".to_owned());
    }
    let text = text.strip_prefix("Syntax error: ").unwrap_or(text);
    if let Some(sign) = missing(text) {
        return (format!("此处缺少“{sign}”"), format!("\"{sign}\" is missing here"));
    }
    if let Some(found) = unexpected(text) {
        let at_end = position.and_then(|at| usize::try_from(at).ok()) == Some(source.chars().count());
        if found.ends_with(END) || at_end {
            return (
                "公式在此处中断，后面还缺内容".to_owned(),
                "The formula breaks off here, something is missing after it".to_owned(),
            );
        }
        if text.starts_with("no viable") {
            return (format!("读不懂“{found}”"), format!("\"{found}\" can not be read"));
        }
        return (format!("此处多出“{found}”"), format!("\"{found}\" does not belong here"));
    }
    if let Some(sign) = text.strip_prefix("token recognition error at: ") {
        let sign = bare(sign).trim();
        let (zh, en) = (format!("不认识的符号“{sign}”"), format!("The sign \"{sign}\" is not known"));
        if ["=", "&", "|"].contains(&sign) {
            return (format!("{zh}，是否应为“{sign}{sign}”？"), format!("{en}: is \"{sign}{sign}\" meant?"));
        }
        if sign.is_ascii() {
            return (zh, en);
        }
        // Most often a bracket or comma as Chinese keyboards write it.
        return (
            format!("{zh}，公式只用半角的英文字母和符号"),
            format!("{en}: a formula is written in English letters and signs"),
        );
    }
    if let Some(word) = text.strip_prefix("reserved identifier: ") {
        return (format!("“{word}”不能用作名称"), format!("\"{word}\" can not be used as a name"));
    }
    if ["invalid int literal", "invalid uint literal", "invalid double literal"].contains(&text) {
        return ("数字太大或写法不对".to_owned(), "The number is too large or not written as one".to_owned());
    }
    if text == "argument must be a simple name" {
        return ("此处应写一个名称".to_owned(), "A name must stand here".to_owned());
    }
    ("公式在此处读不懂".to_owned(), "The formula can not be read here".to_owned())
}

/// `missing ')' at 'x'`: the sign, where only one could stand there.
fn missing(text: &str) -> Option<&str> {
    let (sign, _) = text.strip_prefix("missing ")?.rsplit_once(" at '")?;
    let quoted = sign.strip_prefix('\'')?.strip_suffix('\'')?;
    (!quoted.contains('\'')).then_some(quoted)
}

/// What stands where something else must.
fn unexpected(text: &str) -> Option<&str> {
    let before = ["mismatched input ", "extraneous input ", "no viable alternative at input "];
    let rest = before.iter().find_map(|words| text.strip_prefix(words))?;
    let found = rest.rsplit_once(" expecting ").map_or(rest, |(found, _)| found);
    Some(bare(found))
}

fn bare(quoted: &str) -> &str {
    quoted.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(quoted)
}
