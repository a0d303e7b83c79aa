//! What changed, in words: the detail of a line of the trail as a person reads it.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value};
use yangguang_domain::money::yuan_grouped;
use yangguang_domain::policy::Text;

use super::lexicon::{Lexicon, plain};
use super::model::ChangeView;
use crate::codes::Language;
use crate::divisions::DivisionRef;

/// Members that say nothing to a person: the raw detail has them.
/// A case's number is the name of the line already.
const SILENT: &[&str] = &["sha256", "attachment_id", "entry_id", "person_id", "case_id", "case_no", "draft"];

/// The division codes in a detail, whose names are looked up together.
pub fn codes(detail: &Value, into: &mut BTreeSet<String>) {
    match detail {
        Value::String(text) if is_division(text) => _ = into.insert(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| codes(item, into)),
        Value::Object(members) => members.values().for_each(|member| codes(member, into)),
        _ => {}
    }
}

fn is_division(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Turns details into words with what is known of the rules and the places.
pub struct Words<'a> {
    pub lexicon: &'a Lexicon,
    pub places: &'a HashMap<String, DivisionRef>,
}

impl Words<'_> {
    /// One line for each member that changed or was noted.
    pub fn changes(&self, detail: &Value) -> Vec<ChangeView> {
        let mut found = Vec::new();
        if let Value::Object(members) = detail {
            self.members(members, &mut found);
        }
        found
    }

    fn members(&self, members: &Map<String, Value>, found: &mut Vec<ChangeView>) {
        for (name, value) in members.iter().filter(|(name, _)| !SILENT.contains(&name.as_str())) {
            match value {
                Value::Object(inner) => match (inner.get("before"), inner.get("after")) {
                    (Some(before), Some(after)) if inner.len() == 2 => {
                        self.change(name, before, after, found);
                    }
                    _ => self.members(inner, found),
                },
                _ => self.change(name, &Value::Null, value, found),
            }
        }
    }

    /// Of two records only the members that differ are told.
    fn change(&self, name: &str, before: &Value, after: &Value, found: &mut Vec<ChangeView>) {
        if before == after {
            return;
        }
        if before.is_object() || after.is_object() {
            let empty = Map::new();
            let (was, now) = (before.as_object().unwrap_or(&empty), after.as_object().unwrap_or(&empty));
            let names: BTreeSet<&String> = was.keys().chain(now.keys()).collect();
            let of = |record: &Map<String, Value>, name: &str| record.get(name).cloned().unwrap_or_default();
            for name in names.into_iter().filter(|name| !SILENT.contains(&name.as_str())) {
                self.change(name, &of(was, name), &of(now, name), found);
            }
            return;
        }
        let (before, after) = (self.value(name, before), self.value(name, after));
        if before.is_some() || after.is_some() {
            found.push(ChangeView {
                field: name.to_owned(),
                label: self.lexicon.member(name),
                before,
                after,
            });
        }
    }

    /// A value as it is said; nothing for nothing.
    fn value(&self, name: &str, value: &Value) -> Option<Text> {
        let two = |zh: &str, en: &str| Some(Text { zh: zh.to_owned(), en: en.to_owned() });
        match value {
            Value::Null => None,
            Value::Bool(true) => two("是", "yes"),
            Value::Bool(false) => two("否", "no"),
            Value::Number(number) => Some(match number.as_i64() {
                Some(fen) if name.ends_with("_fen") => {
                    let yuan = yuan_grouped(fen);
                    Text { zh: format!("{yuan} 元"), en: format!("{yuan} yuan") }
                }
                Some(permille) if name.ends_with("_permille") => {
                    plain(&format!("{}.{}%", permille / 10, (permille % 10).abs()))
                }
                _ => plain(&number.to_string()),
            }),
            Value::String(text) if text.is_empty() => None,
            Value::String(text) => Some(self.text(name, text)),
            Value::Array(items) => {
                let items: Vec<Text> = items.iter().filter_map(|item| self.value(name, item)).collect();
                (!items.is_empty()).then(|| joined(&items, ["；", "; "]))
            }
            Value::Object(members) => {
                let mut found = Vec::new();
                self.members(members, &mut found);
                let told: Vec<Text> = found.iter().map(ChangeView::said).collect();
                (!told.is_empty()).then(|| joined(&told, ["，", ", "]))
            }
        }
    }

    fn text(&self, name: &str, text: &str) -> Text {
        if let Some(place) = self.places.get(text) {
            return plain(&place.full_name);
        }
        if name == "field" {
            let member = text.strip_prefix("facts.").unwrap_or(text);
            return self.lexicon.member(member);
        }
        if let Some(told) = self.lexicon.code(name, text) {
            return told;
        }
        let instant = DateTime::parse_from_rfc3339(text).ok();
        let beijing = instant.zip(FixedOffset::east_opt(8 * 3600));
        plain(&beijing.map_or_else(
            || text.to_owned(),
            |(at, zone)| at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string(),
        ))
    }
}

fn joined(texts: &[Text], [zh, en]: [&str; 2]) -> Text {
    let all = |of: fn(&Text) -> &str, by: &str| texts.iter().map(of).collect::<Vec<_>>().join(by);
    Text { zh: all(|text| &text.zh, zh), en: all(|text| &text.en, en) }
}

impl ChangeView {
    /// "金额：100.00 元 → 200.00 元"
    pub fn said(&self) -> Text {
        let one = |of: fn(&Text) -> &str, colon: &str| {
            let value = |value: &Option<Text>| value.as_ref().map_or("—", of).to_owned();
            let (label, before, after) = (of(&self.label), value(&self.before), value(&self.after));
            match self.before {
                None => format!("{label}{colon}{after}"),
                Some(_) => format!("{label}{colon}{before} → {after}"),
            }
        };
        Text { zh: one(|text| &text.zh, "："), en: one(|text| &text.en, ": ") }
    }
}

/// All changes in one cell of a table.
pub fn sentence(changes: &[ChangeView], language: Language) -> String {
    let said: Vec<String> = changes
        .iter()
        .map(|change| {
            let said = change.said();
            if language == Language::Zh { said.zh } else { said.en }
        })
        .collect();
    said.join(if language == Language::Zh { "；" } else { "; " })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(detail: Value) -> Vec<String> {
        let rules = Lexicon::empty();
        let place = DivisionRef {
            code: "360704100000".to_owned(),
            name: "梅林镇".to_owned(),
            level: 4,
            full_name: "江西省赣州市赣县区梅林镇".to_owned(),
        };
        let places = HashMap::from([(place.code.clone(), place)]);
        let words = Words { lexicon: &rules, places: &places };
        words.changes(&detail).iter().map(|change| change.said().zh).collect()
    }

    #[test]
    fn money_is_told_in_yuan_with_what_it_was() {
        let detail = json!({ "changes": { "income_fen": { "before": 40_000, "after": 70_050 } } });
        assert_eq!(told(detail), ["家庭月收入：400.00 元 → 700.50 元"]);
        assert_eq!(told(json!({ "amount_fen": { "before": null, "after": 0 } })), ["金额：0.00 元"]);
        assert_eq!(told(json!({ "amount_fen": 123_456_789 })), ["金额：1,234,567.89 元"]);
    }

    #[test]
    fn a_place_is_told_by_its_name_and_a_post_by_its_own() {
        let detail = json!({ "division": { "before": null, "after": "360704100000" }, "role": "clerk" });
        assert_eq!(told(detail), ["区划：江西省赣州市赣县区梅林镇", "岗位：窗口经办人"]);
    }

    #[test]
    fn of_two_records_only_what_differs_is_told() {
        let was = json!({ "phone": "138****0000", "name": "张*" });
        let now = json!({ "phone": "139****0000", "name": "张*" });
        assert_eq!(
            told(json!({ "person": { "before": was, "after": now } })),
            ["电话：138****0000 → 139****0000"]
        );
    }

    #[test]
    fn rows_are_told_one_after_the_other() {
        let detail = json!({ "reasons": [{ "field": null, "text": "超标准" }, { "field": null, "text": "人户分离" }] });
        assert_eq!(told(detail), ["理由：内容：超标准；内容：人户分离"]);
    }

    #[test]
    fn a_moment_is_told_in_beijing_time_and_a_hash_not_at_all() {
        assert_eq!(told(json!({ "on": "2026-03-02T02:00:00Z", "sha256": "ab" })), ["日期：2026-03-02 10:00"]);
        assert!(told(json!({ "reason": "" })).is_empty());
    }
}
