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
}

impl Kind {
    /// The type expressions compute with.
    pub const fn value_type(self) -> Type {
        match self {
            Kind::Fen | Kind::Int | Kind::Permille => Type::Int,
            Kind::Bool => Type::Bool,
            Kind::Code => Type::Text,
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
