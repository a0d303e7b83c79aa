//! In words, for a table: why a sum is another.

use serde_json::Value;
use yangguang_domain::money::yuan_grouped;
use yangguang_domain::policy::{Input, Kind, PolicyDocument, Text};

use super::compute::Step;
use crate::codes::Language;

/// The language's own of a pair.
pub fn of(language: Language, text: &Text) -> &str {
    language.pick(&text.zh, &text.en)
}

/// What of the facts and of the rule is another than was confirmed for the month, one after the
/// other; nothing where nothing is.
pub fn changes(language: Language, document: &PolicyDocument, step: &Step) -> String {
    let (colon, join) = (language.pick("：", ": "), language.pick("；", "; "));
    let known = |name: &str| document.inputs.iter().find(|input| input.name == name);
    let facts = step.changed.iter().map(|change| {
        let input = known(&change.fact);
        let label = input.map_or(change.fact.as_str(), |input| of(language, &input.label));
        let [before, after] = [&change.before, &change.after].map(|value| fact(language, input, value));
        format!("{label}{colon}{before}→{after}")
    });
    let rule = step.rule.iter().flat_map(|rule| {
        let versions = (rule.version_before != rule.version_after).then(|| {
            let label = language.pick("政策版本", "Policy version");
            format!("{label}{colon}{}→{}", rule.version_before, rule.version_after)
        });
        let parameters = rule.parameters.iter().map(|parameter| {
            let label = of(language, &parameter.label);
            match (parameter.before, parameter.after) {
                (None, None) => format!("{label}{colon}{}", language.pick("已调整", "set anew")),
                (before, after) => {
                    let [before, after] = [before, after].map(|number| value(parameter.unit, number));
                    format!("{label}{colon}{before}→{after}")
                }
            }
        });
        versions.into_iter().chain(parameters).collect::<Vec<_>>()
    });
    facts.chain(rule).collect::<Vec<_>>().join(join)
}

fn value(unit: Kind, number: Option<i64>) -> String {
    match (unit, number) {
        (_, None) => "—".to_owned(),
        (Kind::Fen, Some(fen)) => yuan_grouped(fen),
        (Kind::Permille, Some(permille)) if permille % 10 == 0 => format!("{}%", permille / 10),
        (Kind::Permille, Some(permille)) => format!("{}.{}%", permille / 10, permille.abs() % 10),
        (_, Some(number)) => number.to_string(),
    }
}

fn fact(language: Language, input: Option<&Input>, told: &Value) -> String {
    match told {
        Value::Null => "—".to_owned(),
        Value::Bool(true) => language.pick("是", "yes").to_owned(),
        Value::Bool(false) => language.pick("否", "no").to_owned(),
        Value::Number(number) => match number.as_i64() {
            Some(number) => value(input.map_or(Kind::Int, |input| input.kind), Some(number)),
            None => number.to_string(),
        },
        Value::String(code) => {
            let choice = input.and_then(|input| input.values.iter().find(|choice| choice.code == *code));
            choice.map_or(code.as_str(), |choice| of(language, &choice.label)).to_owned()
        }
        Value::Array(items) => {
            let fields = input.map(|input| input.fields.as_slice()).unwrap_or_default();
            let items: Vec<String> = items.iter().map(|one| item(language, fields, one)).collect();
            if items.is_empty() { "—".to_owned() } else { items.join(" / ") }
        }
        Value::Object(_) => told.to_string(),
    }
}

/// One of a list: what is so of it by its name alone, the rest with its value.
fn item(language: Language, fields: &[Input], told: &Value) -> String {
    let known = fields.iter().filter_map(|field| {
        let label = of(language, &field.label);
        match told.get(&field.name)? {
            Value::Null | Value::Bool(false) => None,
            Value::Bool(true) => Some(label.to_owned()),
            value => Some(format!("{label} {}", fact(language, Some(field), value))),
        }
    });
    known.collect::<Vec<_>>().join(" · ")
}
