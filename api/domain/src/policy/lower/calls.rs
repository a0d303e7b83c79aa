//! The functions of the language. Each is total: what has no answer is a
//! [`Fault`](crate::policy::ir::Fault), told with the rule.

use chrono::NaiveDate;

use cel::common::ast::{Expr, IdedExpr, LiteralValue};

use super::{Lowered, Lowering};
use crate::money::Rounding;
use crate::policy::answer::Finding;
use crate::policy::exact;
use crate::policy::ir::{CalendarFunction, Fold, Node, Place};
use crate::policy::language;
use crate::policy::scope::{Meaning, Ty};
use crate::policy::unit::Unit;
use crate::policy::value::Kind;

const RATE: Ty = Ty::Number(Unit::of(Kind::Permille));

impl Lowering<'_> {
    pub(super) fn function(&mut self, node: &IdedExpr, name: &str, arguments: &[IdedExpr]) -> Lowered {
        if !language::has_function(name) {
            return Err(self.not_in_language(node, name));
        }
        let at = self.place(node);
        match (name, arguments) {
            ("max", [_, _, ..]) => self.several(arguments, Node::Highest),
            ("min", [_, _, ..]) => self.several(arguments, Node::Lowest),
            ("highest", [list]) if is_list(list) => self.fold(Fold::Highest, list, at),
            ("lowest", [list]) if is_list(list) => self.fold(Fold::Lowest, list, at),
            ("highest", [_, ..]) => self.several(arguments, Node::Highest),
            ("lowest", [_, ..]) => self.several(arguments, Node::Lowest),
            ("sum", [list]) => self.fold(Fold::Sum, list, at),
            ("count" | "size", [list]) => self.count(list, at),
            ("max0", [number]) => {
                let (number, unit) = self.number(number)?;
                Ok((Node::AtLeastZero(Box::new(number)), Ty::Number(unit)))
            }
            ("clamp", [number, low, high]) => {
                let (number, unit) = self.number(number)?;
                let low = self.expect(low, Ty::Number(unit))?;
                let high = self.expect(high, Ty::Number(unit))?;
                let clamp = Node::Clamp(Box::new(number), Box::new(low), Box::new(high));
                Ok((clamp, Ty::Number(unit)))
            }
            ("permille", [of, rate]) => self.share(of, rate, None, Rounding::HalfUp, at),
            ("share", [of, rate, mode]) => {
                let mode = self.mode(mode)?;
                self.share(of, rate, None, mode, at)
            }
            ("share_to", [of, rate, unit, mode]) => {
                let mode = self.mode(mode)?;
                self.share(of, rate, Some(unit), mode, at)
            }
            ("round_to", [of, unit, mode]) => {
                let (mode, (of, measure)) = (self.mode(mode)?, self.number(of)?);
                let unit = Box::new(self.expect(unit, Ty::Number(measure))?);
                Ok((Node::Round { of: Box::new(of), unit, mode, at }, Ty::Number(measure)))
            }
            ("mul_div", [a, b, by, mode]) => {
                let mode = self.mode(mode)?;
                let ((a, a_unit), (b, b_unit), (by, by_unit)) =
                    (self.number(a)?, self.number(b)?, self.number(by)?);
                let unit = Unit::proportion(a_unit, b_unit, by_unit)
                    .ok_or_else(|| self.misfit(node, Ty::Number(by_unit), Ty::Number(a_unit)))?;
                let factors = Box::new((a, b));
                Ok((Node::MulDiv { factors, by: Box::new(by), mode, at }, Ty::Number(unit)))
            }
            ("lookup", [table, keys @ ..]) => {
                let (table, keys, value) = self.table(node, table, keys)?;
                Ok((Node::Lookup { table, keys }, value))
            }
            ("in_table", [table, keys @ ..]) => {
                let (table, keys, _) = self.table(node, table, keys)?;
                Ok((Node::InTable { table, keys }, Ty::Flag))
            }
            ("bracket" | "in_brackets" | "bracket_share" | "marginal", [brackets, of, mode @ ..]) => {
                self.bracket(node, name, (brackets, of), mode)
            }
            ("date", [text]) => {
                let day = literal(text).and_then(|text| text.parse::<NaiveDate>().ok());
                let day = day.ok_or_else(|| {
                    let (zh, en) =
                        ("日期应写作 date(\"2026-11-25\")", "a day is written date(\"2026-11-25\")");
                    self.finding(text, "wrong_type", zh.to_owned(), en.to_owned())
                })?;
                Ok((Node::Const(exact::day_number(day)), Ty::Day))
            }
            ("age_on", [birth, day]) => self.calendar(CalendarFunction::AgeOn, birth, day, Kind::Years),
            ("days_between", [from, to]) => {
                self.calendar(CalendarFunction::DaysBetween, from, to, Kind::Days)
            }
            ("months_between", [from, to]) => {
                self.calendar(CalendarFunction::MonthsBetween, from, to, Kind::Months)
            }
            ("given", [input]) => self.given(input),
            ("policy_parameter", [policy, parameter]) => match (literal(policy), literal(parameter)) {
                (Some(policy), Some(parameter)) => {
                    self.names.insert(format!("{policy}.{parameter}"));
                    let slot = self.scope.external(policy, parameter);
                    Ok((Node::Slot(slot), Ty::Number(Unit::BARE)))
                }
                _ => Err(self.wrong_arguments(node, name, arguments.len())),
            },
            _ => Err(self.wrong_arguments(node, name, arguments.len())),
        }
    }

    fn wrong_arguments(&self, node: &IdedExpr, name: &str, given: usize) -> Finding {
        self.finding(
            node,
            "wrong_arguments",
            format!("函数 {name} 的参数不对（给出 {given} 个）"),
            format!("{name} does not take these {given} arguments"),
        )
    }

    fn several(&mut self, arguments: &[IdedExpr], build: fn(Vec<Node>) -> Node) -> Lowered {
        let mut ty = Ty::Number(Unit::BARE);
        let mut nodes = Vec::new();
        for argument in arguments {
            let (node, found) = self.node(argument)?;
            ty = ty.join(found).ok_or_else(|| self.misfit(argument, found, ty))?;
            nodes.push(node);
        }
        Ok((build(nodes), ty))
    }

    fn fold(&mut self, fold: Fold, list: &IdedExpr, at: Place) -> Lowered {
        let selection = self.selection(list)?;
        let Some((body, ty)) = selection.body else {
            return Err(self.not_in_language(list, "sum(list); sum(list.map(m, …))"));
        };
        if !matches!(ty, Ty::Number(_)) {
            return Err(self.misfit(list, ty, Ty::Number(Unit::BARE)));
        }
        let over =
            Node::Over { fold, list: selection.list, filter: selection.filter, body: Box::new(body), at };
        Ok((over, ty))
    }

    fn count(&mut self, list: &IdedExpr, at: Place) -> Lowered {
        let selection = self.selection(list)?;
        let body = Box::new(selection.body.map_or(Node::Const(1), |(body, _)| body));
        let count =
            Node::Over { fold: Fold::Count, list: selection.list, filter: selection.filter, body, at };
        Ok((count, Ty::Number(Unit::of(Kind::Int))))
    }

    fn share(
        &mut self,
        of: &IdedExpr,
        rate: &IdedExpr,
        unit: Option<&IdedExpr>,
        mode: Rounding,
        at: Place,
    ) -> Lowered {
        let (of, measure) = self.number(of)?;
        let (lowered, found) = self.number(rate)?;
        if !found.may_be_rate() {
            return Err(self.misfit(rate, Ty::Number(found), RATE));
        }
        let rate = Box::new(lowered);
        let unit = match unit {
            Some(unit) => self.expect(unit, Ty::Number(measure))?,
            None => Node::Const(1),
        };
        Ok((Node::Share { of: Box::new(of), rate, unit: Box::new(unit), mode, at }, Ty::Number(measure)))
    }

    fn mode(&mut self, node: &IdedExpr) -> Result<Rounding, Finding> {
        literal(node).and_then(exact::rounding).ok_or_else(|| {
            let modes = "\"half_up\", \"up\", \"down\"";
            let (zh, en) = (format!("进位方式应为 {modes} 之一"), format!("the mode is one of {modes}"));
            self.finding(node, "wrong_arguments", zh, en)
        })
    }

    fn table(
        &mut self,
        node: &IdedExpr,
        table: &IdedExpr,
        keys: &[IdedExpr],
    ) -> Result<(usize, Vec<Node>, Ty), Finding> {
        let number = match &table.expr {
            Expr::Ident(name) => match self.meaning(table, name)? {
                Meaning::Table(number) => number,
                _ => return Err(self.not_in_language(table, &format!("{name} ≠ table"))),
            },
            _ => return Err(self.wrong_arguments(node, "lookup", keys.len())),
        };
        let Some(shape) = self.scope.tables.get(number).cloned() else {
            return Err(self.wrong_arguments(node, "lookup", keys.len()));
        };
        if shape.keys.len() != keys.len() {
            return Err(self.wrong_arguments(node, "lookup", keys.len() + 1));
        }
        let mut nodes = Vec::new();
        for (key, wanted) in keys.iter().zip(&shape.keys) {
            let lowered = self.expect(key, *wanted)?;
            if let Ty::Text(Some(domain)) = wanted {
                self.of_domain(key, &lowered, *domain)?;
            }
            nodes.push(lowered);
        }
        Ok((number, nodes, shape.value))
    }

    fn bracket(
        &mut self,
        node: &IdedExpr,
        name: &str,
        (brackets, of): (&IdedExpr, &IdedExpr),
        mode: &[IdedExpr],
    ) -> Lowered {
        let number = match &brackets.expr {
            Expr::Ident(known) => match self.meaning(brackets, known)? {
                Meaning::Brackets(number) => number,
                _ => return Err(self.not_in_language(brackets, &format!("{known} ≠ brackets"))),
            },
            _ => return Err(self.wrong_arguments(node, name, 2 + mode.len())),
        };
        let Some(shape) = self.scope.brackets.get(number).cloned() else {
            return Err(self.wrong_arguments(node, name, 2 + mode.len()));
        };
        let lowered = Box::new(self.expect(of, Ty::Number(shape.over))?);
        let rates = matches!(shape.value, Ty::Number(unit) if unit == Unit::of(Kind::Permille));
        match (name, mode) {
            ("bracket", []) => Ok((Node::Bracket { brackets: number, of: lowered }, shape.value)),
            ("in_brackets", []) => Ok((Node::InBrackets { brackets: number, of: lowered }, Ty::Flag)),
            ("bracket_share", [mode]) if rates => {
                let mode = self.mode(mode)?;
                let rate = Box::new(Node::Bracket { brackets: number, of: lowered.clone() });
                let share = Node::Share {
                    of: lowered,
                    rate,
                    unit: Box::new(Node::Const(1)),
                    mode,
                    at: self.place(node),
                };
                Ok((share, Ty::Number(shape.over)))
            }
            ("marginal", [mode]) => {
                let mode = self.mode(mode)?;
                let Ty::Number(value) = shape.value else {
                    return Err(self.misfit(brackets, shape.value, RATE));
                };
                let unit = if rates { Some(shape.over) } else { shape.over.times(value) };
                let unit = unit.ok_or_else(|| self.misfit(of, Ty::Number(shape.over), shape.value))?;
                Ok((
                    Node::Marginal { brackets: number, of: lowered, mode, at: self.place(node) },
                    Ty::Number(unit),
                ))
            }
            _ => Err(self.wrong_arguments(node, name, 2 + mode.len())),
        }
    }

    fn calendar(
        &mut self,
        function: CalendarFunction,
        from: &IdedExpr,
        to: &IdedExpr,
        kind: Kind,
    ) -> Lowered {
        let from = Box::new(self.expect(from, Ty::Day)?);
        let to = Box::new(self.expect(to, Ty::Day)?);
        Ok((Node::Calendar(function, from, to), Ty::Number(Unit::of(kind))))
    }

    /// Whether a fact was given at all.
    fn given(&mut self, input: &IdedExpr) -> Lowered {
        let slot = match &input.expr {
            Expr::Ident(name) => match self.meaning(input, name)? {
                Meaning::Value { slot, .. } => self.scope.given.get(&slot).copied(),
                _ => None,
            },
            _ => None,
        };
        let slot = slot.ok_or_else(|| self.wrong_arguments(input, "given", 1))?;
        Ok((Node::Slot(slot), Ty::Flag))
    }
}

/// A text written out.
fn literal(node: &IdedExpr) -> Option<&str> {
    match &node.expr {
        Expr::Literal(LiteralValue::String(text)) => Some(text.inner()),
        _ => None,
    }
}

/// `highest` takes numbers or the items of a list.
fn is_list(node: &IdedExpr) -> bool {
    matches!(node.expr, Expr::Comprehension(_))
}
