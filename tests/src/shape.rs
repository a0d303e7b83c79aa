//! Every answer of every test is held against the committed OpenAPI document: its status
//! is told there, and its members are those of its schema, no more and no fewer.

use std::sync::OnceLock;

use serde_json::{Map, Value};

use crate::Answer;

/// What may happen to any request, and is told once in the document's description.
const ANYWHERE: &[u16] = &[400, 405, 413, 415, 503];

fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/openapi.json");
        let bytes = std::fs::read(file).unwrap_or_else(|error| panic!("{file}: {error}"));
        serde_json::from_slice(&bytes).expect("the document is JSON")
    })
}

/// What the document says of a method at an address, if that exists.
fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let here: Vec<&str> = path.split('/').collect();
    let fits = |template: &str| {
        let parts: Vec<&str> = template.split('/').collect();
        parts.len() == here.len() && parts.iter().zip(&here).all(|(t, h)| t.starts_with('{') || t == h)
    };
    let paths = document()["paths"].as_object()?;
    // `/cases/search` before `/cases/{id}`.
    let mut found: Vec<_> = paths.iter().filter(|(template, _)| fits(template)).collect();
    found.sort_by_key(|(template, _)| template.matches('{').count());
    found.into_iter().find_map(|(_, methods)| methods.get(method.to_lowercase()))
}

/// # Panics
/// The answer is not the one the document promises.
#[track_caller]
pub fn hold(answer: &Answer) {
    let Some((method, path)) = answer.what.split_once(' ') else { return };
    let Some(told) = operation(method, path) else { return };
    let promised = &told["responses"][answer.status.to_string()];
    if promised.is_null() {
        assert!(
            ANYWHERE.contains(&answer.status) || answer.status >= 500,
            "{} answers {}, of which the document says nothing: {}",
            answer.what,
            answer.status,
            answer.text()
        );
        return;
    }
    let kind = answer.header("content-type").split(';').next().unwrap_or_default().to_owned();
    if !kind.ends_with("json") {
        return;
    }
    let content = promised["content"].as_object();
    let schema = content.and_then(|all| all.get(&kind).or_else(|| all.values().next()));
    let Some(schema) = schema.map(|content| &content["schema"]) else {
        panic!("{} {}: a body of which the document says nothing", answer.what, answer.status)
    };
    let mut complaints = Vec::new();
    compare(schema, &answer.body, "", &mut complaints);
    assert!(
        complaints.is_empty(),
        "{} {} is not as the document says:\n{}\n{}",
        answer.what,
        answer.status,
        complaints.join("\n"),
        answer.text()
    );
}

fn resolved(schema: &'static Value) -> &'static Value {
    match schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        Some(name) => resolved(&document()["components"]["schemas"][name]),
        None => schema,
    }
}

fn compare(schema: &'static Value, value: &Value, at: &str, complaints: &mut Vec<String>) {
    let schema = resolved(schema);
    for member in ["oneOf", "anyOf"] {
        if let Some(variants) = schema[member].as_array() {
            let fits = variants.iter().any(|variant| {
                let mut none = Vec::new();
                compare(variant, value, at, &mut none);
                none.is_empty()
            });
            if !fits {
                complaints.push(format!("{at}: none of the variants: {value}"));
            }
            return;
        }
    }
    if let Some(variants) = schema["enum"].as_array()
        && !variants.contains(value)
    {
        complaints.push(format!("{at}: {value} is none of {variants:?}"));
    }
    if !fits_type(&schema["type"], value) {
        complaints.push(format!("{at}: {value} is not {}", schema["type"]));
        return;
    }
    match value {
        Value::Object(members) => compare_members(schema, members, at, complaints),
        Value::Array(items) if !schema["items"].is_null() => {
            for (place, item) in items.iter().enumerate() {
                compare(&schema["items"], item, &format!("{at}/{place}"), complaints);
            }
        }
        _ => {}
    }
}

fn compare_members(
    schema: &'static Value,
    members: &Map<String, Value>,
    at: &str,
    complaints: &mut Vec<String>,
) {
    let (mut known, mut required, mut free) = (Map::new(), Vec::new(), false);
    gather(schema, &mut known, &mut required, &mut free);
    for name in required {
        if !members.contains_key(name) {
            complaints.push(format!("{at}/{name} is missing"));
        }
    }
    if known.is_empty() {
        return;
    }
    for (name, value) in members {
        match property(schema, name) {
            Some(inner) => compare(inner, value, &format!("{at}/{name}"), complaints),
            None if free => {}
            None => complaints.push(format!("{at}/{name} is not told of")),
        }
    }
}

/// The members of a schema and of all it is made of.
fn gather(
    schema: &'static Value,
    known: &mut Map<String, Value>,
    required: &mut Vec<&'static str>,
    free: &mut bool,
) {
    let schema = resolved(schema);
    *free |= schema["additionalProperties"] != Value::Null && schema["additionalProperties"] != false;
    known.extend(schema["properties"].as_object().cloned().unwrap_or_default());
    required.extend(schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str));
    for part in schema["allOf"].as_array().into_iter().flatten() {
        gather(part, known, required, free);
    }
}

fn property(schema: &'static Value, name: &str) -> Option<&'static Value> {
    let schema = resolved(schema);
    schema["properties"]
        .get(name)
        .or_else(|| schema["allOf"].as_array().into_iter().flatten().find_map(|part| property(part, name)))
}

fn fits_type(kind: &Value, value: &Value) -> bool {
    let fits = |name: &str| match name {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    };
    match kind {
        Value::String(name) => fits(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(fits),
        // A schema without a type takes anything.
        _ => true,
    }
}
