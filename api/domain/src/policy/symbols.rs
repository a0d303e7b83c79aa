//! Names and texts as numbers, so that formulas compute with numbers only.

use std::collections::HashMap;

use super::value::Kind;

/// What a slot holds, or the cells of a table and the brackets of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SlotInfo {
    /// As formulas write it.
    pub name: String,
    pub kind: Kind,
}

/// Texts by number, 0 being the empty one.
#[derive(Debug, Clone)]
pub(super) struct Symbols {
    numbers: HashMap<String, i64>,
    texts: Vec<String>,
}

impl Default for Symbols {
    fn default() -> Symbols {
        Symbols { numbers: HashMap::from([(String::new(), 0)]), texts: vec![String::new()] }
    }
}

impl Symbols {
    pub fn number(&mut self, text: &str) -> i64 {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let number = i64::try_from(self.texts.len()).unwrap_or(i64::MAX);
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    pub fn known(&self, text: &str) -> Option<i64> {
        self.numbers.get(text).copied()
    }

    pub fn text(&self, number: i64) -> &str {
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        self.texts.get(place).map_or("", String::as_str)
    }
}
