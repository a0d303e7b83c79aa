//! A lawful "no": what was asked is understood, and the law does not allow it.
//!
//! A refusal is not a fault. It carries a stable code; the Chinese and English
//! texts belong to the service, which joins every code to both.

use std::fmt;

/// The reason why an act is not allowed.
///
/// It is shown as its code alone: the parameters may speak about a citizen and
/// have no business in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable, snake_case, e.g. `same_person`.
    pub code: &'static str,
    /// What the text needs to be complete, by name.
    pub params: Vec<(&'static str, String)>,
    /// The request member that is to blame, as a JSON pointer; none when the
    /// whole act is refused.
    pub field: Option<String>,
}

impl Refusal {
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        Self { code, params: Vec::new(), field: None }
    }

    /// Adds one parameter of the text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.params.push((name, value.to_string()));
        self
    }

    /// Names the request member that is to blame.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The value of a parameter.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_shown_by_its_code_and_never_by_what_it_says_about_a_citizen() {
        let refusal = Refusal::new("same_person").with("act", "check").with("name", "张小三").at("/act");
        assert_eq!(refusal.to_string(), "same_person");
        assert_eq!(refusal.param("act"), Some("check"));
        assert_eq!(refusal.param("stage"), None);
        assert_eq!(refusal.field.as_deref(), Some("/act"));
    }
}
