//! Writing a computation out with its numbers, as a citizen would check it:
//! `9,000.00 − 3,000.00 = 6,000.00`.

use super::answer::LineText;
use super::compiled::Data;
use super::document::{Choice, Input, PolicyDocument, Rule};
use super::exact;
use super::ir::{Case, Fold, Node, Op, Relation};
use super::lower::Formula;
use super::value::Kind;
use crate::money::yuan_grouped;

/// How tightly the parts of a written sum bind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Whole,
}

type Written = Option<(String, Binding)>;

/// The computation of a number in one line; none for what is only taken over
/// and for what has no number.
pub(super) fn text(
    document: &PolicyDocument,
    data: &Data,
    rule: &Rule,
    formula: &Formula,
    value: i64,
    case: &Case<'_>,
) -> Option<LineText> {
    if !rule.unit.is_number() {
        return None;
    }
    let mut writer = Writer { document, data, case, conditions: String::new(), computes: false };
    let (sum, _) = writer.write(&formula.node, rule.unit)?;
    let result = shown(rule.unit, value);
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
    data: &'a Data,
    case: &'a Case<'a>,
    /// The comparisons that chose a branch, each followed by a comma.
    conditions: String,
    /// Whether anything was computed, not only taken over.
    computes: bool,
}

impl Writer<'_> {
    /// The formula with its numbers; a bare number is of the kind `unit`.
    fn write(&mut self, node: &Node, unit: Kind) -> Written {
        match node {
            Node::Const(number) => Some((shown(unit, *number), Binding::Whole)),
            Node::Slot(slot) => {
                let kind = self.data.slots.get(*slot)?.kind;
                let number = *self.case.slots.get(*slot)?;
                kind.is_number().then(|| (shown(kind, number), Binding::Whole))
            }
            Node::If(condition, yes, no) => {
                let holds = self.case.value(condition).ok()? != 0;
                self.condition(condition, holds, unit);
                self.write(if holds { yes } else { no }, unit)
            }
            _ => {
                self.computes = true;
                self.computed(node, unit)
            }
        }
    }

    fn computed(&mut self, node: &Node, unit: Kind) -> Written {
        match node {
            Node::Arithmetic(Op::Add, left, right, _) => self.pair(left, " + ", right, Binding::Sum, unit),
            Node::Arithmetic(Op::Subtract, left, right, _) => {
                self.pair(left, " − ", right, Binding::Sum, unit)
            }
            Node::Arithmetic(Op::Multiply, left, right, _) => {
                self.pair(left, " × ", right, Binding::Product, Kind::Int)
            }
            Node::Arithmetic(Op::Divide, left, right, _) => {
                self.pair(left, " ÷ ", right, Binding::Product, Kind::Int)
            }
            Node::Share { of, rate, .. } => {
                let sum = self.within(of, Binding::Product, unit)?;
                let (rate, _) = self.write(rate, Kind::Permille)?;
                Some((format!("{sum} × {rate}"), Binding::Product))
            }
            Node::MulDiv { factors, by, .. } => {
                let one = self.within(&factors.0, Binding::Product, Kind::Int)?;
                let two = self.within(&factors.1, Binding::Whole, Kind::Int)?;
                let by = self.within(by, Binding::Whole, Kind::Int)?;
                Some((format!("{one} × {two} ÷ {by}"), Binding::Product))
            }
            Node::Round { of, unit: to, .. } => {
                let (sum, _) = self.write(of, unit)?;
                let to = shown(unit, self.case.value(to).ok()?);
                Some((format!("{sum}，按 {to} 取整"), Binding::Sum))
            }
            Node::AtLeastZero(inner) => {
                let (sum, binding) = self.write(inner, unit)?;
                if self.case.value(inner).ok()? < 0 {
                    return Some((format!("{sum} < 0，按 0 计"), Binding::Sum));
                }
                Some((sum, binding))
            }
            Node::Lowest(of) => self.choice(if of.len() == 2 { "较小者" } else { "最低者" }, of, unit),
            Node::Highest(of) => self.choice(if of.len() == 2 { "较大者" } else { "最高者" }, of, unit),
            Node::Lookup { table, keys } => self.row(node, *table, keys),
            Node::Bracket { brackets, of } => self.band(node, *brackets, of),
            Node::Marginal { brackets, of, .. } => self.parts(*brackets, of),
            Node::Over { fold, list, filter, body, .. } => {
                self.items(*fold, *list, filter.as_deref(), body, unit)
            }
            _ => None,
        }
    }

    fn pair(&mut self, left: &Node, sign: &str, right: &Node, binding: Binding, unit: Kind) -> Written {
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
    fn within(&mut self, node: &Node, binding: Binding, unit: Kind) -> Option<String> {
        let (part, own) = self.write(node, unit)?;
        Some(if own < binding { format!("({part})") } else { part })
    }

    fn choice(&mut self, which: &str, of: &[Node], unit: Kind) -> Written {
        let mut parts = Vec::new();
        for node in of {
            parts.push(self.write(node, unit)?.0);
        }
        Some((format!("{which}（{}）", parts.join("，")), Binding::Whole))
    }

    /// `伤残抚恤金标准［四级，因病］67,284.00`.
    fn row(&mut self, node: &Node, table: usize, keys: &[Node]) -> Written {
        let (name, _) = self.data.tables.get(table)?;
        let mut written = Vec::new();
        for key in keys {
            written.push(self.key(key)?);
        }
        let value = shown(self.data.kind_of(name)?, self.case.value(node).ok()?);
        let label = self.label(name)?;
        Some((format!("{label}［{}］{value}", written.join("，")), Binding::Whole))
    }

    /// A key as people read it: a number, or the label of a code.
    fn key(&self, key: &Node) -> Option<String> {
        let number = self.case.value(key).ok()?;
        let input = match key {
            Node::Slot(slot) => {
                let name = &self.data.slots.get(*slot)?.name;
                self.document.inputs.iter().find(|input| input.name == *name)
            }
            _ => None,
        };
        match input {
            Some(Input { kind: Kind::Code, values, .. }) => {
                let code = self.data.symbols.text(number);
                let known = values.iter().find(|choice: &&Choice| choice.code == code);
                Some(known.map_or_else(|| code.to_owned(), |choice| choice.label.zh.clone()))
            }
            Some(input) => Some(shown(input.kind, number)),
            None => Some(number.to_string()),
        }
    }

    /// `分档［20,000.00–49,999.99］16,000.00`.
    fn band(&mut self, node: &Node, brackets: usize, of: &Node) -> Written {
        let (name, _) = self.data.brackets.get(brackets)?;
        let over = self.over(name);
        let number = self.case.value(of).ok()?;
        let band = exact::band(&self.case.brackets.get(brackets)?.bands, number).copied();
        let value = shown(self.data.kind_of(name)?, self.case.value(node).ok()?);
        let range = match band {
            Some(band) if band.to == i64::MAX => format!("{}以上", shown(over, band.from)),
            Some(band) => format!("{}–{}", shown(over, band.from), shown(over, band.to)),
            None => "各档之外".to_owned(),
        };
        Some((format!("{}［{range}］{value}", self.label(name)?), Binding::Whole))
    }

    /// `1,000.00 × 100% + 2,000.00 × 60%`: each part at its own value.
    fn parts(&mut self, brackets: usize, of: &Node) -> Written {
        let (name, _) = self.data.brackets.get(brackets)?;
        let (over, kind) = (self.over(name), self.data.kind_of(name)?);
        let number = self.case.value(of).ok()?;
        let bands = &self.case.brackets.get(brackets)?.bands;
        let part = |band: &exact::Band| {
            let part = number.min(band.to).checked_sub(band.from.max(1) - 1).filter(|part| *part > 0)?;
            Some(format!("{} × {}", shown(over, part), shown(kind, band.value)))
        };
        let parts: Vec<String> = bands.iter().filter_map(part).collect();
        let binding = if parts.len() > 1 { Binding::Sum } else { Binding::Product };
        Some((if parts.is_empty() { shown(over, 0) } else { parts.join(" + ") }, binding))
    }

    /// `家庭成员1 120.00 + 家庭成员3 60.00`: the items that counted.
    fn items(&mut self, fold: Fold, list: usize, filter: Option<&Node>, body: &Node, unit: Kind) -> Written {
        let mut lists = self.document.inputs.iter().filter(|input| input.kind == Kind::List);
        let label = &lists.nth(list)?.label.zh;
        let mut parts = Vec::new();
        for (place, item) in self.case.lists.get(list)?.rows().enumerate() {
            let counts = filter.map_or(Ok(1), |filter| self.case.at(filter, item)).ok()?;
            let value = self.case.at(body, item).ok()?;
            if counts != 0 && (fold == Fold::Count || value != 0) {
                let number = place + 1;
                parts.push(match fold {
                    Fold::Count => format!("{label}{number}"),
                    _ => format!("{label}{number} {}", shown(unit, value)),
                });
            }
        }
        match fold {
            _ if parts.is_empty() => Some((shown(unit, 0), Binding::Whole)),
            Fold::Sum if parts.len() > 1 => Some((parts.join(" + "), Binding::Sum)),
            Fold::Sum => Some((parts.join(""), Binding::Whole)),
            Fold::Count => Some((format!("人（项）数（{}）", parts.join("，")), Binding::Whole)),
            Fold::Highest => Some((format!("最高者（{}）", parts.join("，")), Binding::Whole)),
            Fold::Lowest => Some((format!("最低者（{}）", parts.join("，")), Binding::Whole)),
            Fold::Exists | Fold::All => None,
        }
    }

    fn label(&self, parameter: &str) -> Option<String> {
        let known = self.document.parameters.iter().find(|known| known.name == parameter)?;
        Some(known.label.zh.clone())
    }

    fn over(&self, parameter: &str) -> Kind {
        let known = self.document.parameters.iter().find(|known| known.name == parameter);
        known.and_then(|known| known.over).unwrap_or(Kind::Int)
    }

    /// Notes a comparison of numbers, the way it came out; others are left to
    /// the lines above.
    fn condition(&mut self, node: &Node, holds: bool, unit: Kind) {
        let Node::Compare(relation, left, right) = node else { return };
        let sign = match (relation, holds) {
            (Relation::Greater, true) | (Relation::LessOrEqual, false) => ">",
            (Relation::Greater, false) | (Relation::LessOrEqual, true) => "≤",
            (Relation::Less, true) | (Relation::GreaterOrEqual, false) => "<",
            (Relation::Less, false) | (Relation::GreaterOrEqual, true) => "≥",
            _ => return,
        };
        let computes = self.computes;
        if let (Some((left, _)), Some((right, _))) = (self.write(left, unit), self.write(right, unit)) {
            self.conditions.push_str(&format!("{left} {sign} {right}，"));
        }
        self.computes = computes;
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
        _ => number.to_string(),
    }
}
