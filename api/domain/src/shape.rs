//! Reading JSON into a type: everything wrong with the shape is told at once, each
//! fault at its place, though serde stops at the first and tells it in the terms of
//! the code.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use serde_path_to_error::{Path, Segment};

/// So many faults are enough to tell at once.
const MOST_FAULTS: usize = 50;
/// So many bytes are gone through at most to find the faults after the first: all of the
/// value is read anew for each guess.
const MOST_BYTES: usize = 40_000_000;
/// So many members deep a missing object is filled in to look further.
const MOST_DEEP: usize = 4;

/// A kind of value in both languages.
pub type Words = (&'static str, &'static str);

pub const WHOLE: Words = ("整数", "a whole number");
pub const NUMBER: Words = ("数字", "a number");
pub const TEXT: Words = ("文字", "a text");
pub const YES_NO: Words = ("是或否（true、false）", "true or false");
pub const LIST: Words = ("列表", "a list");
pub const OBJECT: Words = ("由字段组成的对象", "an object with members");
pub const SINGLE: Words = ("整数、文字或是否（true、false）", "a whole number, a text, or true or false");
pub const DAY: Words =
    ("日期（YYYY-MM-DD,1900 至 2199 年）", "a date as YYYY-MM-DD, of the years 1900 to 2199");
pub const ID: Words = ("记录编号（UUID）", "the id of a record (UUID)");
pub const DOCUMENTED: Words = ("接口文档规定的格式", "what the API document says");

/// What is wrong at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer to the member, also to one that is missing.
    pub pointer: String,
    pub kind: FaultKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// A member of that name is not known; these are.
    Unknown { name: String, known: Vec<String> },
    /// The member of that name is missing.
    Missing(String),
    /// The value is none that may stand there, in serde's text: see [`wanted`] and
    /// [`choices`], nobody outside may see it.
    Wrong(String),
}

/// # Errors
/// All faults of shape, each with its pointer.
pub fn read<T: DeserializeOwned>(mut value: Value) -> Result<T, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut reads = Reads::of(&value);
    // After each fault the member is taken out or replaced by something harmless, and
    // the rest is tried again: so the next fault shows.
    while faults.len() < MOST_FAULTS && (reads.another() || faults.is_empty()) {
        let (pointer, text) = match attempt::<T>(&value) {
            Ok(parsed) if faults.is_empty() => return Ok(parsed),
            Ok(_) => break,
            Err(fault) => fault,
        };
        if let Some(name) = unknown(&text) {
            let member = format!("/{}", escaped(name));
            // serde names the unknown member itself as the place, or its parent.
            let parent = pointer.strip_suffix(&member).unwrap_or(&pointer).to_owned();
            let known = choices(&text).into_iter().map(str::to_owned).collect();
            let kind = FaultKind::Unknown { name: name.to_owned(), known };
            faults.push(Fault { pointer: format!("{parent}{member}"), kind });
            let within = value.pointer_mut(&parent).and_then(Value::as_object_mut);
            if within.and_then(|map| map.remove(name)).is_none() {
                break;
            }
        } else if let Some(name) = missing(&text) {
            let kind = FaultKind::Missing(name.to_owned());
            faults.push(Fault { pointer: format!("{pointer}/{}", escaped(name)), kind });
            if !settle::<T>(&mut value, &pointer, Some(name), &text, 0, &mut reads) {
                break;
            }
        } else {
            faults.push(Fault { pointer: pointer.clone(), kind: FaultKind::Wrong(text.clone()) });
            if !settle::<T>(&mut value, &pointer, None, &text, 0, &mut reads) {
                break;
            }
        }
    }
    Err(faults)
}

/// How often a value may still be read: seldom where it is large.
struct Reads {
    left: usize,
}

impl Reads {
    fn of(value: &Value) -> Reads {
        Reads { left: MOST_BYTES / value.to_string().len().max(1) }
    }

    fn another(&mut self) -> bool {
        let one = self.left.checked_sub(1);
        self.left = one.unwrap_or_default();
        one.is_some()
    }
}

/// What is read, or where serde stops and its text.
fn attempt<T: DeserializeOwned>(value: &Value) -> Result<T, (String, String)> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| (pointer(error.path()), error.inner().to_string()))
}

/// Puts in some value with which the fault at `pointer` goes away.
fn settle<T: DeserializeOwned>(
    value: &mut Value,
    pointer: &str,
    member: Option<&str>,
    fault: &str,
    depth: usize,
    reads: &mut Reads,
) -> bool {
    let nothing = "00000000-0000-0000-0000-000000000000";
    let candidates = [
        json!(null),
        json!(0),
        json!(""),
        json!(false),
        json!([]),
        json!("2000-01-01"),
        json!(nothing),
        json!({}),
    ];
    // An enumeration names its members.
    let variant = choices(fault).first().map(|name| json!(name));
    let here = member.map_or_else(|| pointer.to_owned(), |name| format!("{pointer}/{}", escaped(name)));
    for candidate in variant.into_iter().chain(candidates) {
        match (value.pointer_mut(pointer), member) {
            (Some(Value::Object(map)), Some(name)) => {
                map.insert(name.to_owned(), candidate);
            }
            (Some(place), None) => *place = candidate,
            _ => return false,
        }
        if settled::<T>(value, &here, fault, depth, reads) {
            return true;
        }
    }
    false
}

/// Whether nothing is wrong any more at `here`, what an object there lacks being filled in.
fn settled<T: DeserializeOwned>(
    value: &mut Value,
    here: &str,
    fault: &str,
    depth: usize,
    reads: &mut Reads,
) -> bool {
    while reads.another() {
        let Err((at, text)) = attempt::<T>(value) else { return true };
        let same_place = within(&at, here) || within(here, &at) && text == fault;
        if !same_place {
            return true;
        }
        if !within(&at, here) || depth == MOST_DEEP {
            return false;
        }
        let member = missing(&text);
        let helps = member.is_some() || text.starts_with("unknown variant");
        if !helps || !settle::<T>(value, &at, member, &text, depth + 1, reads) {
            return false;
        }
    }
    false
}

fn within(inner: &str, outer: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn unknown(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("unknown field `")?;
    // The name is anybody's and may hold what follows it.
    rest.rfind("`, expected ").or_else(|| rest.rfind("`, there are no ")).and_then(|end| rest.get(..end))
}

fn missing(text: &str) -> Option<&str> {
    text.strip_prefix("missing field `")?.split('`').next()
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn pointer(path: &Path) -> String {
    path.iter().fold(String::new(), |mut text, segment| {
        match segment {
            Segment::Seq { index } => text += &format!("/{index}"),
            Segment::Map { key } => text += &format!("/{}", escaped(key)),
            Segment::Enum { variant } => text += &format!("/{variant}"),
            Segment::Unknown => {}
        }
        text
    })
}

/// What serde's text says was wanted.
#[must_use]
pub fn wanted(text: &str) -> Words {
    let kind = text.rsplit("expected ").next().unwrap_or_default();
    let kind = kind.split(" at line ").next().unwrap_or_default().trim();
    let day = ["date", "premature end of input", "input contains invalid characters", "trailing input"];
    match kind {
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" | "isize" => WHOLE,
        "f32" | "f64" => NUMBER,
        "a boolean" | "bool" => YES_NO,
        "a string" | "a borrowed string" | "string" | "a character" | "string or map" => TEXT,
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
        _ if text.contains("untagged enum Value") => SINGLE,
        _ if text.contains("enum") || text.contains("variant") => TEXT,
        _ => DOCUMENTED,
    }
}

/// The choices that serde's text names.
#[must_use]
pub fn choices(text: &str) -> Vec<&str> {
    let listed = text.rsplit_once("`, expected ").map(|(_, listed)| listed).unwrap_or_default();
    listed.split('`').skip(1).step_by(2).collect()
}
