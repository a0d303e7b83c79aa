//! What rests on a law, and on which days: so that a change of the law can be told to whom it
//! concerns before it is made.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{Citation, Register};

/// A citation and where it stands in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// JSON pointer, e.g. `/rules/3/basis/0`.
    pub pointer: String,
    pub citation: Citation,
}

/// Days without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = LawDays)]
pub struct Days {
    pub from: NaiveDate,
    /// The last of them; none: from then on.
    pub until: Option<NaiveDate>,
}

impl Place {
    /// The pointer of what has this citation among others.
    #[must_use]
    pub fn of(&self) -> &str {
        let (of, last) = self.pointer.rsplit_once('/').unwrap_or_default();
        if last.bytes().all(|byte| byte.is_ascii_digit()) { of } else { &self.pointer }
    }
}

/// Every citation of a document, whatever it is a document of.
#[must_use]
pub fn places(document: &Value) -> Vec<Place> {
    let mut found = Vec::new();
    walk(document, String::new(), &mut found);
    found
}

fn walk(value: &Value, pointer: String, found: &mut Vec<Place>) {
    match value {
        Value::Object(members) if members.contains_key("law") => {
            if let Ok(citation) = serde_json::from_value(value.clone()) {
                found.push(Place { pointer, citation });
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                walk(member, format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(members) => {
            for (place, member) in members.iter().enumerate() {
                walk(member, format!("{pointer}/{place}"), found);
            }
        }
        _ => (),
    }
}

impl Register {
    /// The days from `from` to `until` on which a citation holds, in their order.
    #[must_use]
    pub fn days(&self, citation: &Citation, from: NaiveDate, until: Option<NaiveDate>) -> Vec<Days> {
        if until.is_some_and(|until| until < from) {
            return Vec::new();
        }
        let turns = self.turns(std::slice::from_ref(citation), from, until);
        let mut held: Vec<Days> = Vec::new();
        for (place, day) in turns.iter().enumerate() {
            if self.cite(citation, *day).is_err() {
                continue;
            }
            let last = turns.get(place + 1).and_then(NaiveDate::pred_opt).or(until);
            match held.last_mut().filter(|days| days.until.and_then(|end| end.succ_opt()) == Some(*day)) {
                Some(days) => days.until = last,
                None => held.push(Days { from: *day, until: last }),
            }
        }
        held
    }
}

/// The days of `days` that are not among `taken`.
#[must_use]
pub fn minus(days: &[Days], taken: &[Days]) -> Vec<Days> {
    let mut left = days.to_vec();
    for gone in taken {
        left = left.into_iter().flat_map(|days| days.minus(*gone)).flatten().collect();
    }
    left
}

impl Days {
    fn minus(self, gone: Days) -> [Option<Days>; 2] {
        let last = |days: Days| days.until.unwrap_or(NaiveDate::MAX);
        if gone.from > last(self) || last(gone) < self.from {
            return [Some(self), None];
        }
        let before = (self.from < gone.from).then(|| Days { from: self.from, until: gone.from.pred_opt() });
        let next = gone.until.and_then(|end| end.succ_opt()).filter(|next| *next <= last(self));
        [before, next.map(|from| Days { from, until: self.until })]
    }
}
