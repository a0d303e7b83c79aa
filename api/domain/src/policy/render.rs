//! Writing a computation out with its numbers, as a citizen would check it:
//! `9,000.00 − 3,000.00 = 6,000.00`.

use cel::Context;
use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, operators};

use super::answer::LineText;
use super::document::{PolicyDocument, Rule};
use super::expr::Expression;
use super::facts::Values;
use super::value::{Kind, Value};
use crate::money::yuan_grouped;

/// How tightly the parts of a written sum bind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Whole,
}

/// The computation of a number in one line; none for what is only taken over
/// and for what has no number.
pub(super) fn text(
    document: &PolicyDocument,
    rule: &Rule,
    formula: &Expression,
    value: &Value,
    values: &Values,
) -> Option<LineText> {
    let Value::Int(number) = value else {
        return None;
    };
    let mut writer = Writer {
        document,
        values,
        context: formula.context(|name| values.get(name).cloned()).ok()?,
        conditions: String::new(),
        computes: false,
    };
    let (sum, _) = writer.write(formula.syntax(), rule.unit)?;
    let result = shown(rule.unit, *number);
    let conditions = writer.conditions;
    let zh = match (writer.computes, conditions.is_empty()) {
        (true, _) => format!("{conditions}{sum} = {result}"),
        (false, false) => format!("{conditions}取 {result}"),
        (false, true) => return None,
    };
    Some(LineText { zh })
}

struct Writer<'a> {
    document: &'a PolicyDocument,
    values: &'a Values<'a>,
    context: Context<'a, 'static>,
    /// The comparisons that chose a branch, each followed by a comma.
    conditions: String,
    /// Whether anything was computed, not only taken over.
    computes: bool,
}

impl Writer<'_> {
    /// The expression with its numbers; a bare number is of the kind `unit`.
    fn write(&mut self, node: &IdedExpr, unit: Kind) -> Option<(String, Binding)> {
        match &node.expr {
            Expr::Literal(LiteralValue::Int(number)) => Some((shown(unit, *number.inner()), Binding::Whole)),
            Expr::Ident(name) => match self.values.get(name.as_str())? {
                Value::Int(number) => Some((shown(self.kind(name)?, *number), Binding::Whole)),
                _ => None,
            },
            Expr::Call(call) => self.call(call, unit),
            _ => None,
        }
    }

    fn call(&mut self, call: &CallExpr, unit: Kind) -> Option<(String, Binding)> {
        if let (operators::CONDITIONAL, [condition, yes, no]) =
            (call.func_name.as_str(), call.args.as_slice())
        {
            let holds = self.number_or_flag(condition)? != 0;
            self.condition(condition, holds, unit);
            return self.write(if holds { yes } else { no }, unit);
        }
        self.computes = true;
        match (call.func_name.as_str(), call.args.as_slice()) {
            (operators::ADD, [left, right]) => self.pair(left, " + ", right, Binding::Sum, unit),
            (operators::SUBSTRACT, [left, right]) => self.pair(left, " − ", right, Binding::Sum, unit),
            (operators::MULTIPLY, [left, right]) => {
                self.pair(left, " × ", right, Binding::Product, Kind::Int)
            }
            ("permille", [sum, rate]) => {
                let sum = self.within(sum, Binding::Product, unit)?;
                let (rate, _) = self.write(rate, Kind::Permille)?;
                Some((format!("{sum} × {rate}"), Binding::Product))
            }
            ("max0", [inner]) => {
                let (sum, binding) = self.write(inner, unit)?;
                if self.number_or_flag(inner)? < 0 {
                    return Some((format!("{sum} < 0，按 0 计"), Binding::Sum));
                }
                Some((sum, binding))
            }
            ("min", [left, right]) => self.choice("较小者", left, right, unit),
            ("max", [left, right]) => self.choice("较大者", left, right, unit),
            _ => None,
        }
    }

    fn pair(
        &mut self,
        left: &IdedExpr,
        sign: &str,
        right: &IdedExpr,
        binding: Binding,
        unit: Kind,
    ) -> Option<(String, Binding)> {
        let left = self.within(left, binding, unit)?;
        // What is taken away or multiplied by needs brackets if it binds alike.
        let tighter = match binding {
            Binding::Sum => Binding::Product,
            _ => Binding::Whole,
        };
        let right = self.within(right, tighter, unit)?;
        Some((format!("{left}{sign}{right}"), binding))
    }

    /// The part, in brackets unless it binds at least as tightly as `binding`.
    fn within(&mut self, node: &IdedExpr, binding: Binding, unit: Kind) -> Option<String> {
        let (part, own) = self.write(node, unit)?;
        Some(if own < binding { format!("({part})") } else { part })
    }

    fn choice(
        &mut self,
        which: &str,
        left: &IdedExpr,
        right: &IdedExpr,
        unit: Kind,
    ) -> Option<(String, Binding)> {
        let (left, _) = self.write(left, unit)?;
        let (right, _) = self.write(right, unit)?;
        Some((format!("{which}（{left}，{right}）"), Binding::Whole))
    }

    /// Notes a comparison of numbers, the way it came out; others are left to
    /// the lines above.
    fn condition(&mut self, node: &IdedExpr, holds: bool, unit: Kind) {
        let Expr::Call(call) = &node.expr else { return };
        let sign = match (call.func_name.as_str(), holds) {
            (operators::GREATER, true) | (operators::LESS_EQUALS, false) => ">",
            (operators::GREATER, false) | (operators::LESS_EQUALS, true) => "≤",
            (operators::LESS, true) | (operators::GREATER_EQUALS, false) => "<",
            (operators::LESS, false) | (operators::GREATER_EQUALS, true) => "≥",
            _ => return,
        };
        let [left, right] = call.args.as_slice() else {
            return;
        };
        let computes = self.computes;
        if let (Some((left, _)), Some((right, _))) = (self.write(left, unit), self.write(right, unit)) {
            self.conditions.push_str(&format!("{left} {sign} {right}，"));
        }
        self.computes = computes;
    }

    fn number_or_flag(&self, node: &IdedExpr) -> Option<i64> {
        match cel::Value::resolve(node, &self.context).ok()? {
            cel::Value::Int(number) => Some(number),
            cel::Value::Bool(flag) => Some(i64::from(flag)),
            _ => None,
        }
    }

    fn kind(&self, name: &str) -> Option<Kind> {
        let document = self.document;
        let inputs = document.inputs.iter().map(|input| (&input.name, input.kind));
        let parameters = document.parameters.iter().map(|parameter| (&parameter.name, parameter.unit));
        let rules = document.rules.iter().map(|rule| (&rule.name, rule.unit));
        let mut kinds = inputs.chain(parameters).chain(rules);
        kinds.find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }
}

/// A number as people read it: yuan, per cent, or as it is.
fn shown(kind: Kind, number: i64) -> String {
    match kind {
        Kind::Fen => yuan_grouped(number),
        Kind::Permille if number % 10 == 0 => format!("{}%", number / 10),
        Kind::Permille => {
            let sign = if number < 0 { "-" } else { "" };
            let size = number.unsigned_abs();
            format!("{sign}{}.{}%", size / 10, size % 10)
        }
        Kind::Int | Kind::Bool | Kind::Code => number.to_string(),
    }
}
