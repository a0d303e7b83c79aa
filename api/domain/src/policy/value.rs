//! The values of the policy language: whole numbers, yes or no, and codes.
//! There are no fractions: money is fen and rates are permille.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an input, a parameter or a rule measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PolicyKind)]
pub enum Kind {
    /// Money in fen.
    Fen,
    /// A count.
    Int,
    /// A rate in thousandths.
    Permille,
    /// Yes or no.
    Bool,
    /// One of a list of codes.
    Code,
    /// A count of persons.
    Persons,
    /// A count of days.
    Days,
    /// A count of months.
    Months,
    /// A count of years.
    Years,
    /// A day, written `2026-11-25`.
    Date,
    /// Several items of the same shape, e.g. the members of a household.
    List,
}

impl Kind {
    /// The type its values are written in: a day is a text. A list has items
    /// instead of a value.
    pub const fn value_type(self) -> Type {
        match self {
            Kind::Fen | Kind::Int | Kind::Permille => Type::Int,
            Kind::Persons | Kind::Days | Kind::Months | Kind::Years => Type::Int,
            Kind::Bool => Type::Bool,
            Kind::Code | Kind::Date | Kind::List => Type::Text,
        }
    }

    /// Whether it is a number that is computed with.
    pub const fn is_number(self) -> bool {
        matches!(self.value_type(), Type::Int)
    }

    /// What a number without a stated limit is taken to lie within when a
    /// document is checked for overflow. Facts beyond it are computed all the
    /// same, and told as `policy_overflow` where a number grows too large.
    pub const fn presumed_range(self) -> (i64, i64) {
        match self {
            // A hundred million yuan.
            Kind::Fen => (-10_000_000_000, 10_000_000_000),
            Kind::Permille => (-10_000, 10_000),
            Kind::Int | Kind::Persons => (0, 100_000),
            Kind::Days => (0, 36_600),
            Kind::Months => (0, 1_200),
            Kind::Years => (0, 200),
            Kind::Bool => (0, 1),
            // From 1 January 1 to the end of 9999, days of the common era.
            Kind::Date => (1, 3_652_059),
            Kind::Code | Kind::List => (0, i64::MAX),
        }
    }
}

/// The type of a value in an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PolicyType)]
pub enum Type {
    Int,
    Bool,
    Text,
}

impl Type {
    /// The value that stands for "nothing": 0, no, the empty text.
    pub fn nothing(self) -> Value {
        match self {
            Type::Int => Value::Int(0),
            Type::Bool => Value::Bool(false),
            Type::Text => Value::Text(String::new()),
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Type::Int => "int",
            Type::Bool => "bool",
            Type::Text => "text",
        })
    }
}

/// A value; in JSON a whole number, a boolean or a string.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
#[schema(as = PolicyValue)]
pub enum Value {
    Bool(bool),
    Int(i64),
    Text(String),
}

impl Value {
    pub const fn value_type(&self) -> Type {
        match self {
            Value::Bool(_) => Type::Bool,
            Value::Int(_) => Type::Int,
            Value::Text(_) => Type::Text,
        }
    }

    /// The value as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Value::Bool(flag) => (*flag).into(),
            Value::Int(number) => (*number).into(),
            Value::Text(text) => text.as_str().into(),
        }
    }

    /// The JSON value read as one of ours; `None` for fractions, numbers
    /// beyond 64 bits, null, lists and objects.
    pub fn from_json(json: &serde_json::Value) -> Option<Value> {
        match json {
            serde_json::Value::Bool(flag) => Some(Value::Bool(*flag)),
            serde_json::Value::Number(number) => number.as_i64().map(Value::Int),
            serde_json::Value::String(text) => Some(Value::Text(text.clone())),
            _ => None,
        }
    }
}
