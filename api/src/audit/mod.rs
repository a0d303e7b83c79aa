//! Who did what to which record, when, and what changed: written in the act's own
//! transaction, never changed afterwards (网络安全等级保护: kept at least six months).

mod actions;
mod lexicon;
mod model;
mod ops;
mod routes;
mod store;
mod words;

use serde_json::{Value, json};
use yangguang_domain::policy::Text;

use crate::actor::Actor;
use crate::app::Tx;
use crate::codes::{Code, code};
use crate::failure::{Failure, Outcome, Since};
use crate::http::if_match::IfMatch;

pub use actions::{ACTIONS, SUBJECTS};
pub use lexicon::POSTS;
pub use routes::configure;
pub use store::{Trail, of_subject};

pub const CODES: &[Code] = &[code(
    "export_too_large",
    422,
    "超过 {most} 行，无法一次导出",
    "请缩短日期范围或增加筛选条件后分次导出。",
    "More than {most} rows can not be exported at once",
    "Narrow the dates or the filters and export in parts.",
)];

/// What an act is called, in both languages.
pub fn action_label(code: &str) -> Text {
    actions::label(ACTIONS, code)
}

/// What will be written down about an act. Never personal data in the clear: masks only.
#[derive(Debug, Clone)]
pub struct Entry {
    pub action: &'static str,
    pub subject_type: &'static str,
    pub subject_id: String,
    /// Where the subject lies; readers outside never see the line.
    pub division: Option<String>,
    pub detail: Value,
    /// Who did it, where that is known only on the way.
    actor: Option<Actor>,
}

impl Entry {
    pub fn new(action: &'static str, subject_type: &'static str, subject_id: impl ToString) -> Entry {
        Entry {
            action,
            subject_type,
            subject_id: subject_id.to_string(),
            division: None,
            detail: json!({}),
            actor: None,
        }
    }

    pub fn at(mut self, division: &str) -> Entry {
        self.division = Some(division.to_owned());
        self
    }

    pub fn by(mut self, actor: Actor) -> Entry {
        self.actor = Some(actor);
        self
    }

    pub fn with(mut self, detail: Value) -> Entry {
        self.detail = detail;
        self
    }
}

/// A result that brings its trace: the only thing a transaction may return.
pub struct Traced<T> {
    pub value: T,
    first: Entry,
    more: Vec<Entry>,
}

impl<T> Traced<T> {
    pub fn new(value: T, entry: Entry) -> Traced<T> {
        Traced { value, first: entry, more: Vec::new() }
    }

    #[must_use]
    pub fn and(mut self, entry: Entry) -> Traced<T> {
        self.more.push(entry);
        self
    }

    #[must_use]
    pub fn and_all(mut self, entries: Vec<Entry>) -> Traced<T> {
        self.more.extend(entries);
        self
    }

    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Traced<U> {
        Traced { value: change(self.value), first: self.first, more: self.more }
    }

    /// The value and its trace apart, for an act that is part of a larger one.
    pub fn split(self) -> (T, Vec<Entry>) {
        (self.value, std::iter::once(self.first).chain(self.more).collect())
    }

    /// Writes the trace and gives the value.
    ///
    /// # Errors
    /// As the database answers.
    pub fn recorded(self, tx: &mut Tx) -> Outcome<T> {
        for entry in std::iter::once(self.first).chain(self.more) {
            store::insert(tx, entry)?;
        }
        Ok(self.value)
    }
}

/// Entries that changed no version of the record they are of.
const LEFT_AS_IT_WAS: &[&str] =
    &["person.revealed", "attachment.downloaded", "batch.examined", "batch.decided", "session."];
/// As many of the latest changes as a person reads before going on.
const MOST_SINCE: i64 = 5;

/// Holds the record against the version the client has looked at.
///
/// # Errors
/// `stale_version` with who did what to it since, the latest first.
pub fn unchanged(
    tx: &mut Tx,
    seen: IfMatch,
    (subject_type, id): (&str, impl ToString),
    version: i64,
) -> Outcome<()> {
    if seen.0 == version {
        return Ok(());
    }
    let behind = version.saturating_sub(seen.0).clamp(0, MOST_SINCE);
    let county = tx.actor.county().to_owned();
    let trail = store::of_subject(tx.conn, &county, subject_type, &id.to_string(), None, 4 * MOST_SINCE)?;
    let changed = |row: &Trail| !LEFT_AS_IT_WAS.iter().any(|action| row.action.starts_with(action));
    let since = trail.into_iter().filter(changed).take(usize::try_from(behind).unwrap_or_default());
    Err(Failure::Stale(
        since
            .map(|row| Since {
                at: row.at.0,
                by: row.actor_name,
                role: row.actor_role,
                label: action_label(&row.action),
                action: row.action,
            })
            .collect(),
    ))
}

/// The members that differ between two states of a record, `{"field":{"before":…,"after":…}}`.
pub fn changes(before: &Value, after: &Value) -> Value {
    let (Value::Object(before), Value::Object(after)) = (before, after) else {
        return json!({});
    };
    let mut changed = serde_json::Map::new();
    for (field, now) in after {
        let was = before.get(field).unwrap_or(&Value::Null);
        if was != now {
            changed.insert(field.clone(), json!({ "before": was, "after": now }));
        }
    }
    Value::Object(changed)
}
