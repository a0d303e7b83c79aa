//! From CEL to the compiled form: the crate `cel` reads the text, here names,
//! types and units are checked and the tree over slots is built.

mod calls;
mod lists;

use std::collections::BTreeSet;

use cel::Program;
use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, SourceInfo, operators};

use super::answer::Finding;
use super::expr::{self, ExpressionError};
use super::ir::{Node, Op, Place, Relation};
use super::scope::{Meaning, Scope, Ty};
use super::syntax;
use super::unit::Unit;
use super::value::Kind;

/// Deepest nesting of operators accepted; it bounds the stack that evaluating
/// needs.
const MAX_DEPTH: usize = 64;

/// A compiled formula.
#[derive(Debug, Clone)]
pub(super) struct Formula {
    pub node: Node,
    /// The names it uses, parameters of other policies as `policy.parameter`.
    pub names: BTreeSet<String>,
}

/// Compiles `source`, which must give a value of type `wanted`.
///
/// # Errors
/// The first thing that is wrong with it.
pub(super) fn lower(source: &str, wanted: Ty, scope: &mut Scope) -> Result<Formula, Finding> {
    expr::bounded(source).map_err(|error| of_expression(&error))?;
    let program = Program::compile(source).map_err(|errors| syntax::finding(source, &errors))?;
    let mut lowering =
        Lowering { source, scope, info: program.source_info(), names: BTreeSet::new(), item: None, depth: 0 };
    let root = program.expression();
    let (node, found) = lowering.node(root)?;
    if found.join(wanted).is_none() {
        return Err(lowering.misfit(root, found, wanted));
    }
    let names = lowering.names;
    scope.used.extend(names.iter().cloned());
    Ok(Formula { node, names })
}

/// What the bounds of [`expr::bounded`] say, in both languages.
fn of_expression(error: &ExpressionError) -> Finding {
    let zh = match error {
        ExpressionError::TooLong => "公式过长或括号嵌套过深".to_owned(),
        ExpressionError::NotInLanguage(what) => format!("公式语言中没有 {what}"),
        _ => "文字的引号没有闭合".to_owned(),
    };
    Finding::new(error.code(), zh, error.to_string())
}

struct Lowering<'s> {
    source: &'s str,
    scope: &'s mut Scope,
    info: &'s SourceInfo,
    names: BTreeSet<String>,
    /// The name of the list item at hand, and its list.
    item: Option<(String, usize)>,
    depth: usize,
}

type Lowered = Result<(Node, Ty), Finding>;

impl Lowering<'_> {
    fn finding(&self, node: &IdedExpr, code: &'static str, zh: String, en: String) -> Finding {
        let mut finding = Finding::new(code, zh, en);
        finding.position = self.place(node).0;
        finding
    }

    /// Where a part begins, the parser counting bytes; of an operator its sign, of a
    /// function its name, where the parser gives the bracket after it.
    fn place(&self, node: &IdedExpr) -> Place {
        let offset = self.info.offset_for(node.id).and_then(|(start, _)| usize::try_from(start).ok());
        let Some(before) = offset.and_then(|start| self.source.get(..start)) else { return Place(None) };
        let named = match &node.expr {
            Expr::Call(call) => before.trim_end().strip_suffix(call.func_name.as_str()),
            _ => None,
        };
        Place(u32::try_from(named.unwrap_or(before).chars().count()).ok())
    }

    fn not_in_language(&self, node: &IdedExpr, what: &str) -> Finding {
        let (zh, en) = (format!("公式语言中没有 {what}"), format!("{what} is not part of the language"));
        self.finding(node, "not_in_language", zh, en)
    }

    /// Types, or units of numbers, that do not go together.
    fn misfit(&self, node: &IdedExpr, found: Ty, wanted: Ty) -> Finding {
        let ((found_zh, found_en), (wanted_zh, wanted_en)) = (found.name(), wanted.name());
        let numbers = matches!((found, wanted), (Ty::Number(_), Ty::Number(_)));
        self.finding(
            node,
            if numbers { "wrong_unit" } else { "wrong_type" },
            format!("这里应为{wanted_zh}，实际为{found_zh}"),
            format!("{wanted_en} is needed here, this is {found_en}"),
        )
    }

    fn expect(&mut self, node: &IdedExpr, wanted: Ty) -> Result<Node, Finding> {
        let (lowered, found) = self.node(node)?;
        match found.join(wanted) {
            Some(_) => Ok(lowered),
            None => Err(self.misfit(node, found, wanted)),
        }
    }

    fn number(&mut self, node: &IdedExpr) -> Result<(Node, Unit), Finding> {
        match self.node(node)? {
            (lowered, Ty::Number(unit)) => Ok((lowered, unit)),
            (_, found) => Err(self.misfit(node, found, Ty::Number(Unit::BARE))),
        }
    }

    fn flag(&mut self, node: &IdedExpr) -> Result<Box<Node>, Finding> {
        self.expect(node, Ty::Flag).map(Box::new)
    }

    /// Both parts, and the type both have.
    fn alike(&mut self, left: &IdedExpr, right: &IdedExpr) -> Result<(Node, Node, Ty), Finding> {
        let ((one, one_ty), (two, two_ty)) = (self.node(left)?, self.node(right)?);
        let Some(ty) = one_ty.join(two_ty) else { return Err(self.misfit(right, two_ty, one_ty)) };
        if let Ty::Text(Some(domain)) = ty {
            self.of_domain(left, &one, domain)?;
            self.of_domain(right, &two, domain)?;
        }
        Ok((one, two, ty))
    }

    /// A text written out must be one of the codes it is compared with.
    fn of_domain(&mut self, at: &IdedExpr, node: &Node, domain: usize) -> Result<(), Finding> {
        let Node::Const(number) = node else { return Ok(()) };
        self.scope.mentioned.insert(*number);
        let codes = self.scope.domains.get(domain).map_or(&[][..], Vec::as_slice);
        if *number == 0 || codes.contains(number) {
            return Ok(());
        }
        let text = self.scope.symbols.text(*number);
        let (zh, en) = (format!("没有代码 {text:?}"), format!("{text:?} is none of the codes"));
        Err(self.finding(at, "unknown_choice", zh, en))
    }

    fn node(&mut self, node: &IdedExpr) -> Lowered {
        if self.depth > MAX_DEPTH {
            return Err(of_expression(&ExpressionError::TooLong));
        }
        self.depth += 1;
        let lowered = match &node.expr {
            Expr::Literal(LiteralValue::Int(number)) => {
                Ok((Node::Const(*number.inner()), Ty::Number(Unit::BARE)))
            }
            Expr::Literal(LiteralValue::Boolean(flag)) => {
                Ok((Node::Const(i64::from(*flag.inner())), Ty::Flag))
            }
            Expr::Literal(LiteralValue::String(text)) => {
                Ok((Node::Const(self.scope.symbols.number(text.inner())), Ty::Text(None)))
            }
            Expr::Literal(LiteralValue::Double(_)) => Err(self.not_in_language(node, "1.5")),
            Expr::Ident(name) => self.name(node, name),
            Expr::Call(call) => self.call(node, call),
            Expr::Select(select) => self.select(node, select),
            Expr::Comprehension(_) => self.over_flags(node),
            Expr::List(_) => Err(self.not_in_language(node, "[ ]")),
            Expr::Map(_) | Expr::Struct(_) => Err(self.not_in_language(node, "{ }")),
            Expr::Literal(_) | Expr::Unspecified => Err(self.not_in_language(node, "null, u, b")),
        };
        self.depth -= 1;
        lowered
    }

    fn name(&mut self, node: &IdedExpr, name: &str) -> Lowered {
        match self.meaning(node, name)? {
            Meaning::Value { slot, ty } => Ok((Node::Slot(slot), ty)),
            Meaning::List(_) => Err(self.not_in_language(node, &format!("{name}（list）"))),
            Meaning::Table(_) => Err(self.not_in_language(node, &format!("{name}（table; lookup）"))),
            Meaning::Brackets(_) => {
                Err(self.not_in_language(node, &format!("{name}（brackets; bracket, marginal）")))
            }
        }
    }

    fn meaning(&mut self, node: &IdedExpr, name: &str) -> Result<Meaning, Finding> {
        if let Some(meaning) = self.scope.meanings.get(name) {
            self.names.insert(name.to_owned());
            return Ok(*meaning);
        }
        let (code, zh, en) = if self.scope.declared.contains(name) {
            let zh = format!("{name} 在这里或后面才定义，不能在此使用");
            ("used_before_defined", zh, format!("{name:?} is defined here or further down"))
        } else {
            ("unknown_name", format!("没有名称 {name}"), format!("there is no {name:?} here"))
        };
        Err(self.finding(node, code, zh, en))
    }

    fn call(&mut self, node: &IdedExpr, call: &CallExpr) -> Lowered {
        if let Some(target) = &call.target {
            return self.method(node, target, call);
        }
        match (call.func_name.as_str(), call.args.as_slice()) {
            (operators::LOGICAL_AND, [left, right]) => {
                Ok((Node::And(self.flag(left)?, self.flag(right)?), Ty::Flag))
            }
            (operators::LOGICAL_OR, [left, right]) => {
                Ok((Node::Or(self.flag(left)?, self.flag(right)?), Ty::Flag))
            }
            (operators::LOGICAL_NOT, [flag]) => Ok((Node::Not(self.flag(flag)?), Ty::Flag)),
            (operators::NEGATE, [number]) => {
                let (lowered, unit) = self.number(number)?;
                // A number below zero is written as one.
                let lowered = match lowered {
                    Node::Const(number) if number != i64::MIN => Node::Const(-number),
                    other => Node::Negate(Box::new(other), self.place(node)),
                };
                Ok((lowered, Ty::Number(unit)))
            }
            (operators::CONDITIONAL, [condition, yes, no]) => {
                let condition = self.flag(condition)?;
                let (yes, no, ty) = self.alike(yes, no)?;
                Ok((Node::If(condition, Box::new(yes), Box::new(no)), ty))
            }
            (operators::IN, [one, list]) => self.one_of(one, list),
            (name, [left, right]) => match (relation(name), op(name)) {
                (Some(relation), _) => self.compare(relation, left, right),
                (_, Some(op)) => self.arithmetic(node, op, left, right),
                _ => self.function(node, name, &call.args),
            },
            (name, arguments) => self.function(node, name, arguments),
        }
    }

    fn compare(&mut self, relation: Relation, left: &IdedExpr, right: &IdedExpr) -> Lowered {
        let (one, two, ty) = self.alike(left, right)?;
        let ordered = matches!(ty, Ty::Number(_) | Ty::Day);
        if !ordered && !matches!(relation, Relation::Equal | Relation::NotEqual) {
            return Err(self.misfit(left, ty, Ty::Number(Unit::BARE)));
        }
        Ok((Node::Compare(relation, Box::new(one), Box::new(two)), Ty::Flag))
    }

    fn arithmetic(&mut self, node: &IdedExpr, op: Op, left: &IdedExpr, right: &IdedExpr) -> Lowered {
        let ((one, one_unit), (two, two_unit)) = (self.number(left)?, self.number(right)?);
        let unit = match op {
            Op::Add | Op::Subtract | Op::Remainder => one_unit.join(two_unit),
            Op::Multiply => one_unit.times(two_unit),
            Op::Divide => one_unit.over(two_unit),
        };
        let Some(unit) = unit else {
            return Err(self.clash(node, op, one_unit, two_unit));
        };
        Ok((Node::Arithmetic(op, Box::new(one), Box::new(two), self.place(node)), Ty::Number(unit)))
    }

    fn clash(&self, node: &IdedExpr, op: Op, one: Unit, two: Unit) -> Finding {
        let ((one_zh, one_en), (two_zh, two_en)) = (one.name(), two.name());
        let (zh, en) = match op {
            Op::Add => ("相加", "added"),
            Op::Subtract => ("相减", "subtracted"),
            Op::Multiply => ("相乘", "multiplied"),
            Op::Divide | Op::Remainder => ("相除", "divided"),
        };
        self.finding(
            node,
            "wrong_unit",
            format!("{one_zh}与{two_zh}不能{zh}"),
            format!("{one_en} and {two_en} can not be {en}"),
        )
    }

    fn one_of(&mut self, one: &IdedExpr, list: &IdedExpr) -> Lowered {
        let (lowered, mut ty) = self.node(one)?;
        let Expr::List(list_expr) = &list.expr else {
            return Err(self.not_in_language(list, "in"));
        };
        let mut of = Vec::new();
        for element in &list_expr.elements {
            let (node, found) = self.node(element)?;
            ty = ty.join(found).ok_or_else(|| self.misfit(element, found, ty))?;
            if let Ty::Text(Some(domain)) = ty {
                self.of_domain(element, &node, domain)?;
            }
            of.push(node);
        }
        Ok((Node::OneOf(Box::new(lowered), of), Ty::Flag))
    }
}

fn relation(operator: &str) -> Option<Relation> {
    Some(match operator {
        operators::EQUALS => Relation::Equal,
        operators::NOT_EQUALS => Relation::NotEqual,
        operators::LESS => Relation::Less,
        operators::LESS_EQUALS => Relation::LessOrEqual,
        operators::GREATER => Relation::Greater,
        operators::GREATER_EQUALS => Relation::GreaterOrEqual,
        _ => return None,
    })
}

fn op(operator: &str) -> Option<Op> {
    Some(match operator {
        operators::ADD => Op::Add,
        operators::SUBSTRACT => Op::Subtract,
        operators::MULTIPLY => Op::Multiply,
        operators::DIVIDE => Op::Divide,
        operators::MODULO => Op::Remainder,
        _ => return None,
    })
}

/// The type a rule or result of that kind must have.
pub(super) const fn wanted(kind: Kind) -> Ty {
    Scope::ty(kind, None)
}
