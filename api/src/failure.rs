//! Why an operation did not happen. No transport here: `http::problem` turns a
//! failure into a problem document, `codes` holds the texts.

use chrono::{DateTime, Utc};
use yangguang_domain::disclosure::{Landlines, scan_with};
use yangguang_domain::policy::Text;
use yangguang_domain::refusal::Refusal;

/// One thing wrong with one member of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// JSON pointer, `/facts/cost_fen`.
    pub pointer: String,
    pub code: &'static str,
    pub params: Vec<(&'static str, String)>,
}

/// What somebody did to a record meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    pub at: DateTime<Utc>,
    pub by: String,
    pub role: String,
    /// As the audit trail has it, `case.accepted`, and what that is called.
    pub action: String,
    pub label: Text,
}

#[derive(Debug)]
pub enum Failure {
    /// The record has moved on since the client looked at it (412), with what happened to it.
    Stale(Vec<Since>),
    /// A "no" that the law or the state of things gives, with its stable code.
    Refused(Refusal),
    /// All that is wrong with the input.
    Fields(Vec<FieldError>),
    /// The database said no; classified where it is answered.
    Database(diesel::result::Error),
    /// A fault of ours. The text is for the log only.
    Internal(String),
}

pub type Outcome<T> = Result<T, Failure>;

impl Failure {
    pub fn no(code: &'static str) -> Failure {
        Failure::Refused(Refusal { code, params: Vec::new(), field: None })
    }

    pub fn no_with(code: &'static str, params: Vec<(&'static str, String)>) -> Failure {
        Failure::Refused(Refusal { code, params, field: None })
    }

    /// What one may not see does not exist.
    pub fn not_found() -> Failure {
        Failure::no("not_found")
    }

    pub fn internal(error: impl std::fmt::Display) -> Failure {
        Failure::Internal(error.to_string())
    }
}

impl From<diesel::result::Error> for Failure {
    fn from(error: diesel::result::Error) -> Failure {
        match error {
            diesel::result::Error::NotFound => Failure::not_found(),
            other => Failure::Database(other),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(refusal)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure::internal(error)
    }
}

/// Gathers everything wrong with an input, so that a clerk is told once.
#[derive(Debug, Default)]
pub struct Checks(Vec<FieldError>);

impl Checks {
    pub fn new() -> Checks {
        Checks::default()
    }

    pub fn check(&mut self, holds: bool, pointer: &str, code: &'static str) {
        if !holds {
            self.add(pointer, code, Vec::new());
        }
    }

    pub fn add(&mut self, pointer: &str, code: &'static str, params: Vec<(&'static str, String)>) {
        self.0.push(FieldError { pointer: pointer.to_owned(), code, params });
    }

    /// A text between 1 and `most` characters (not bytes), without control characters.
    pub fn text(&mut self, value: &str, pointer: &str, most: usize) {
        let length = value.chars().count();
        if value.trim().is_empty() {
            self.add(pointer, "required", Vec::new());
        } else if length > most {
            self.add(pointer, "too_long", vec![("most", most.to_string())]);
        } else if value.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.add(pointer, "control_characters", Vec::new());
        }
    }

    pub fn optional_text(&mut self, value: Option<&String>, pointer: &str, most: usize) {
        if let Some(value) = value {
            self.text(value, pointer, most);
        }
    }

    /// That a text which stays in the audit trail, or is published, holds no private number;
    /// the first one is told by its place and its mask.
    pub fn no_private_number(&mut self, text: &str, pointer: &str, landlines: Landlines) {
        if let Some(found) = scan_with(text, landlines).first() {
            let (line, at) = found.place(text);
            let params =
                vec![("line", line.to_string()), ("at", at.to_string()), ("masked", found.masked(text))];
            self.add(pointer, "reason_holds_private_number", params);
        }
    }

    /// # Errors
    /// All that was gathered, if anything was.
    pub fn done(self) -> Outcome<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Failure::Fields(self.0)) }
    }
}
