//! The functions expressions may call. All take and give whole numbers; none
//! can do anything but compute.

use std::sync::Arc;

use cel::{Context, ExecutionError};

use super::value::Type;
use crate::money::{self, Rounding};

/// The message that marks an overflow among the errors of functions.
pub(super) const OVERFLOW: &str = "overflow";

/// How a function is called; it always gives a whole number.
pub(super) struct Function {
    pub name: &'static str,
    pub takes: &'static [Type],
}

const FUNCTIONS: &[Function] = &[
    Function { name: "max", takes: &[Type::Int, Type::Int] },
    Function { name: "min", takes: &[Type::Int, Type::Int] },
    Function { name: "max0", takes: &[Type::Int] },
    Function { name: "clamp", takes: &[Type::Int, Type::Int, Type::Int] },
    Function { name: "permille", takes: &[Type::Int, Type::Int] },
    Function { name: "round_to", takes: &[Type::Int, Type::Int, Type::Text] },
];

pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

pub(super) fn add_to(context: &mut Context) {
    let added = [
        context.add_function("max", |a: i64, b: i64| a.max(b)),
        context.add_function("min", |a: i64, b: i64| a.min(b)),
        context.add_function("max0", |a: i64| a.max(0)),
        context.add_function("clamp", clamp),
        context.add_function("permille", permille),
        context.add_function("round_to", round_to),
    ];
    debug_assert!(added.iter().all(Result::is_ok), "names are free in an empty library");
}

/// `value`, but not below `low` nor above `high`.
fn clamp(value: i64, low: i64, high: i64) -> Result<i64, ExecutionError> {
    if low > high {
        return Err(ExecutionError::function_error("clamp", "low is above high"));
    }
    Ok(value.clamp(low, high))
}

/// So many thousandths of a sum of money, rounded half-up to the fen.
fn permille(fen: i64, rate: i64) -> Result<i64, ExecutionError> {
    money::permille(fen, rate, 1, Rounding::HalfUp)
        .ok_or_else(|| ExecutionError::function_error("permille", OVERFLOW))
}

/// `fen` rounded to a multiple of `unit`: 10 is a jiao, 100 a yuan; `mode` is
/// `half_up`, `up` or `down`.
fn round_to(fen: i64, unit: i64, mode: Arc<String>) -> Result<i64, ExecutionError> {
    let wrong = |detail| ExecutionError::function_error("round_to", detail);
    if unit <= 0 {
        return Err(wrong("the unit must be positive"));
    }
    let rounding = match mode.as_str() {
        "half_up" => Rounding::HalfUp,
        "up" => Rounding::Up,
        "down" => Rounding::Down,
        _ => return Err(wrong("the mode must be half_up, up or down")),
    };
    money::permille(fen, 1000, unit, rounding).ok_or_else(|| wrong(OVERFLOW))
}
