//! Writing a computation out with its numbers, as a citizen would check it:
//! `9,000.00 − 3,000.00 = 6,000.00`.

use super::answer::LineText;
use super::compiled::Data;
use super::document::{Choice, Input, PolicyDocument, Rule};
use super::exact;
use super::ir::{Case, Fold, Node, Op, Relation};
use super::lower::Formula;
use super::text::Text;
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

const HIGHEST: (&str, &str) = ("最高者", "the highest of");
const LOWEST: (&str, &str) = ("最低者", "the lowest of");

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
    let written = |language| {
        let mut writer = Writer {
            document,
            data,
            case,
            language,
            conditions: String::new(),
            chosen: String::new(),
            computes: false,
        };
        let (sum, _) = writer.write(&formula.node, rule.unit)?;
        let result = shown(rule.unit, value);
        let taken = writer.say("取", "taken:");
        let (conditions, chosen) = (&writer.conditions, &writer.chosen);
        match (writer.computes, conditions.is_empty() && chosen.is_empty()) {
            (true, _) => Some(format!("{conditions}{sum} = {result}")),
            (false, false) => Some(format!("{chosen}{conditions}{taken} {result}")),
            (false, true) => None,
        }
    };
    Some(LineText { zh: written(Language::Chinese)?, en: written(Language::English)? })
}

/// The numbers are the same in both, the few words between them are not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    Chinese,
    English,
}

struct Writer<'a> {
    document: &'a PolicyDocument,
    data: &'a Data,
    case: &'a Case<'a>,
    language: Language,
    /// The comparisons that chose a branch, each followed by a comma.
    conditions: String,
    /// The facts of several choices that did; told where nothing is computed.
    chosen: String,
    /// Whether anything was computed, not only taken over.
    computes: bool,
}

impl Writer<'_> {
    fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        if self.language == Language::Chinese { zh } else { en }
    }

    fn pick<'t>(&self, text: &'t Text) -> &'t str {
        self.say(&text.zh, &text.en)
    }

    /// `最高者（1.00，2.00）`, `the highest of (1.00, 2.00)`.
    fn listed(&self, what: &str, parts: &[String]) -> String {
        match self.language {
            Language::Chinese => format!("{what}（{}）", parts.join("，")),
            Language::English => format!("{what} ({})", parts.join(", ")),
        }
    }

    /// `分档［1.00–2.00］3.00`, `brackets [1.00–2.00] 3.00`.
    fn found(&self, label: &str, at: &str, value: &str) -> String {
        match self.language {
            Language::Chinese => format!("{label}［{at}］{value}"),
            Language::English => format!("{label} [{at}] {value}"),
        }
    }

    /// The formula with its numbers; a bare number is of the kind `unit`.
    fn write(&mut self, node: &Node, unit: Kind) -> Written {
        match node {
            Node::Const(number) => Some((shown(unit, *number), Binding::Whole)),
            Node::Slot(slot) => {
                // Another policy's parameter is of the kind that is wanted here.
                let foreign = self.data.externals.iter().any(|external| external.slot == *slot);
                let kind = if foreign { unit } else { self.data.slots.get(*slot)?.kind };
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
                let sum = match self.language {
                    Language::Chinese => format!("{sum}，按 {to} 取整"),
                    Language::English => format!("{sum}, rounded to {to}"),
                };
                Some((sum, Binding::Sum))
            }
            Node::AtLeastZero(inner) => {
                let (sum, binding) = self.write(inner, unit)?;
                if self.case.value(inner).ok()? < 0 {
                    let counted = self.say("，按 0 计", ", counted as 0");
                    return Some((format!("{sum} < 0{counted}"), Binding::Sum));
                }
                Some((sum, binding))
            }
            Node::Lowest(of) if of.len() == 2 => self.choice(("较小者", "the lower of"), of, unit),
            Node::Lowest(of) => self.choice(LOWEST, of, unit),
            Node::Highest(of) if of.len() == 2 => self.choice(("较大者", "the higher of"), of, unit),
            Node::Highest(of) => self.choice(HIGHEST, of, unit),
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

    fn choice(&mut self, (zh, en): (&str, &str), of: &[Node], unit: Kind) -> Written {
        let mut parts = Vec::new();
        for node in of {
            parts.push(self.write(node, unit)?.0);
        }
        Some((self.listed(self.say(zh, en), &parts), Binding::Whole))
    }

    /// `伤残抚恤金标准［四级，因病］67,284.00`.
    fn row(&mut self, node: &Node, table: usize, keys: &[Node]) -> Written {
        let (name, _) = self.data.tables.get(table)?;
        let mut written = Vec::new();
        for key in keys {
            written.push(self.key(key)?);
        }
        let value = shown(self.data.kind_of(name)?, self.case.value(node).ok()?);
        let keys = written.join(self.say("，", ", "));
        Some((self.found(self.label(name)?, &keys, &value), Binding::Whole))
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
                Some(known.map_or_else(|| code.to_owned(), |choice| self.pick(&choice.label).to_owned()))
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
            Some(band) if band.to == i64::MAX => {
                format!("{}{}", shown(over, band.from), self.say("以上", " and above"))
            }
            Some(band) => format!("{}–{}", shown(over, band.from), shown(over, band.to)),
            None => self.say("各档之外", "outside the brackets").to_owned(),
        };
        Some((self.found(self.label(name)?, &range, &value), Binding::Whole))
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
        let label = self.pick(&lists.nth(list)?.label);
        let mut parts = Vec::new();
        for (place, item) in self.case.lists.get(list)?.rows().enumerate() {
            let counts = filter.map_or(Ok(1), |filter| self.case.at(filter, item)).ok()?;
            let value = self.case.at(body, item).ok()?;
            if counts != 0 && (fold == Fold::Count || value != 0) {
                let item = format!("{label}{}{}", self.say("", " #"), place + 1);
                parts.push(match fold {
                    Fold::Count => item,
                    _ => format!("{item}{} {}", self.say("", ":"), shown(unit, value)),
                });
            }
        }
        match fold {
            _ if parts.is_empty() => Some((shown(unit, 0), Binding::Whole)),
            Fold::Sum if parts.len() > 1 => Some((parts.join(" + "), Binding::Sum)),
            Fold::Sum => Some((parts.join(""), Binding::Whole)),
            Fold::Count => Some((self.listed(self.say("人（项）数", "number of"), &parts), Binding::Whole)),
            Fold::Highest => Some((self.listed(self.say(HIGHEST.0, HIGHEST.1), &parts), Binding::Whole)),
            Fold::Lowest => Some((self.listed(self.say(LOWEST.0, LOWEST.1), &parts), Binding::Whole)),
            Fold::Exists | Fold::All => None,
        }
    }

    fn label(&self, parameter: &str) -> Option<&str> {
        let known = self.document.parameters.iter().find(|known| known.name == parameter)?;
        Some(self.pick(&known.label))
    }

    fn over(&self, parameter: &str) -> Kind {
        let known = self.document.parameters.iter().find(|known| known.name == parameter);
        known.and_then(|known| known.over).unwrap_or(Kind::Int)
    }

    /// `养育方式为社会散居，`: a fact that is one of several.
    fn choice_of(&self, node: &Node) -> Option<String> {
        let Node::Slot(slot) = node else { return None };
        let name = &self.data.slots.get(*slot)?.name;
        let input =
            self.document.inputs.iter().find(|input| input.name == *name && input.kind == Kind::Code)?;
        let (label, value) = (self.pick(&input.label), self.key(node)?);
        Some(match self.language {
            Language::Chinese => format!("{label}为{value}，"),
            Language::English => format!("{label} is {value}, "),
        })
    }

    /// The kind of what is computed, where some part of it tells.
    fn kind(&self, node: &Node) -> Option<Kind> {
        match node {
            Node::Slot(slot) => {
                let kind = self.data.slots.get(*slot)?.kind;
                (kind.is_number() && kind != Kind::Int).then_some(kind)
            }
            Node::Arithmetic(Op::Add | Op::Subtract, left, right, _) => {
                self.kind(left).or_else(|| self.kind(right))
            }
            Node::Share { of, .. } | Node::Round { of, .. } => self.kind(of),
            Node::AtLeastZero(inner) => self.kind(inner),
            Node::Lowest(of) | Node::Highest(of) => of.iter().find_map(|part| self.kind(part)),
            Node::Lookup { table, .. } => self.data.kind_of(&self.data.tables.get(*table)?.0),
            Node::Bracket { brackets, .. } => self.data.kind_of(&self.data.brackets.get(*brackets)?.0),
            _ => None,
        }
    }

    /// Notes a comparison of numbers, the way it came out, and the choice that a fact is;
    /// others are left to the lines above.
    fn condition(&mut self, node: &Node, holds: bool, unit: Kind) {
        let Node::Compare(relation, left, right) = node else { return };
        if let Relation::Equal | Relation::NotEqual = relation {
            let chosen = self.choice_of(left).or_else(|| self.choice_of(right)).unwrap_or_default();
            // Asked again for the next choice, it is the same fact.
            if !self.chosen.contains(&chosen) {
                self.chosen.push_str(&chosen);
            }
            return;
        }
        let sign = match (relation, holds) {
            (Relation::Greater, true) | (Relation::LessOrEqual, false) => ">",
            (Relation::Greater, false) | (Relation::LessOrEqual, true) => "≤",
            (Relation::Less, true) | (Relation::GreaterOrEqual, false) => "<",
            (Relation::Less, false) | (Relation::GreaterOrEqual, true) => "≥",
            _ => return,
        };
        let computes = self.computes;
        // A bare number is of the kind of what it is compared with, not of what is computed.
        let unit = self.kind(left).or_else(|| self.kind(right)).unwrap_or(unit);
        if let (Some((left, _)), Some((right, _))) = (self.write(left, unit), self.write(right, unit)) {
            let comma = self.say("，", ", ");
            self.conditions.push_str(&format!("{left} {sign} {right}{comma}"));
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
