//! A document that has not the shape of one: every fault at its place, in words for
//! whoever writes it.

use serde_json::Value as Json;
use serde_json::error::{Category, Error};

use super::answer::{Finding, PolicyProblem};
use super::document::PolicyDocument;
use crate::shape::{self, Fault, FaultKind};

/// A name out of the document is told so far.
const MOST_OF_A_NAME: usize = 40;

/// What is wrong with `json`, from which no document could be read.
pub(super) fn problems(json: &str, error: &Error) -> Vec<PolicyProblem> {
    let value: Json = match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => return vec![unreadable(&error)],
    };
    match shape::read::<PolicyDocument>(value) {
        Err(faults) => faults.into_iter().map(problem).collect(),
        // What is read member by member is sound: then one of them stands there twice.
        Ok(_) => vec![twice(error)],
    }
}

fn unreadable(error: &Error) -> PolicyProblem {
    let (line, column) = (error.line(), error.column());
    let (zh, en) = if error.classify() == Category::Eof {
        (
            "文档不是完整的 JSON：结尾处还缺内容".to_owned(),
            "This is no complete JSON: something is missing at its end".to_owned(),
        )
    } else {
        (
            format!("文档不是有效的 JSON：第 {line} 行第 {column} 个字符附近有误"),
            format!("This is no valid JSON: there is a fault near line {line}, character {column}"),
        )
    };
    Finding::new("invalid_json", zh, en).at("")
}

fn twice(error: &Error) -> PolicyProblem {
    let (text, line) = (error.to_string(), error.line());
    let name = text.split('`').nth(1).unwrap_or_default();
    let zh = format!("第 {line} 行：同一处的字段“{name}”写了两次");
    let en = format!("Line {line}: the member \"{name}\" is given twice in one place");
    Finding::new("duplicate_name", zh, en).at("")
}

/// What is wrong at one place of any document that is written by hand.
pub(crate) fn problem(fault: Fault) -> PolicyProblem {
    let finding = match fault.kind {
        FaultKind::Unknown { name, known } => {
            let name = short(&name);
            Finding::new(
                "unknown_member",
                format!("没有名为“{name}”的字段，请删除或核对拼写；此处可用：{}", known.join("、")),
                format!(
                    "There is no member \"{name}\" here: remove it or check its spelling; known here: {}",
                    known.join(", ")
                ),
            )
        }
        FaultKind::Missing(name) => {
            Finding::new("required", format!("缺少字段“{name}”"), format!("The member \"{name}\" is missing"))
        }
        FaultKind::Wrong(text) => wrong(&text),
    };
    finding.at(fault.pointer)
}

fn wrong(text: &str) -> Finding {
    if text.starts_with("unknown variant") {
        let allowed = shape::choices(text);
        return Finding::new(
            "not_allowed_value",
            format!("此处只能填其中之一：{}", allowed.join("、")),
            format!("This must be one of: {}", allowed.join(", ")),
        );
    }
    if text.starts_with("invalid value: integer") {
        return Finding::new(
            "bad_range",
            "数字太大，或不能为负数",
            "The number is too large, or must not be negative",
        );
    }
    let (zh, en) = shape::wanted(text);
    Finding::new("wrong_type", format!("类型不对，此处应填{zh}"), format!("Wrong type: this takes {en}"))
}

fn short(name: &str) -> String {
    match name.char_indices().nth(MOST_OF_A_NAME) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}
