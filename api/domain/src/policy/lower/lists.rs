//! Lists: the macros of CEL over the members of a household, recognised by
//! what they expand to. One list at a time; lists within lists do not exist.

use cel::common::ast::{CallExpr, ComprehensionExpr, Expr, IdedExpr, LiteralValue, SelectExpr, operators};

use super::{Lowered, Lowering};
use crate::policy::answer::Finding;
use crate::policy::ir::{Fold, Node};
use crate::policy::scope::{Meaning, Ty};

/// Items of a list: those for which `filter` holds, and what is taken of each;
/// the items themselves where `body` is absent.
pub(super) struct Selection {
    pub list: usize,
    pub filter: Option<Box<Node>>,
    pub body: Option<(Node, Ty)>,
}

/// What a comprehension does with the item at hand.
enum Step<'e> {
    Flags(Fold, &'e IdedExpr),
    Items { filter: Option<&'e IdedExpr>, body: Option<&'e IdedExpr> },
}

impl Lowering<'_> {
    /// `m.age`, or with `has(m.age)` whether it was given.
    pub(super) fn select(&mut self, node: &IdedExpr, select: &SelectExpr) -> Lowered {
        let list = match (&select.operand.expr, &self.item) {
            (Expr::Ident(name), Some((item, list))) if name == item => *list,
            _ => return Err(self.not_in_language(node, &format!(".{}", select.field))),
        };
        let fields = self.scope.lists.get(list).map_or(&[][..], Vec::as_slice);
        let Some(place) = fields.iter().position(|field| field.name == select.field) else {
            let name = &select.field;
            let (zh, en) = (format!("没有字段 {name}"), format!("there is no field {name:?}"));
            return Err(self.finding(node, "unknown_name", zh, en));
        };
        Ok(match fields.get(place) {
            Some(field) if !select.test => (Node::Cell(2 * place), field.ty),
            _ => (Node::Cell(2 * place + 1), Ty::Flag),
        })
    }

    /// `members.size()`; nothing else is written after a dot.
    pub(super) fn method(&mut self, node: &IdedExpr, target: &IdedExpr, call: &CallExpr) -> Lowered {
        if call.func_name == "size" && call.args.is_empty() {
            return self.function(node, "size", std::slice::from_ref(target));
        }
        Err(self.not_in_language(node, &format!(".{}()", call.func_name)))
    }

    /// `members.exists(m, …)` and `members.all(m, …)`.
    pub(super) fn over_flags(&mut self, node: &IdedExpr) -> Lowered {
        let Expr::Comprehension(comprehension) = &node.expr else {
            return Err(self.not_in_language(node, "list"));
        };
        let Some(Step::Flags(fold, condition)) = step(comprehension) else {
            let what = "list (sum, count, highest, lowest, exists, all)";
            return Err(self.not_in_language(node, what));
        };
        let source = self.selection(&comprehension.iter_range)?;
        if source.body.is_some() {
            return Err(self.not_in_language(node, "map().exists()"));
        }
        let body = self.with_item(node, &comprehension.iter_var, source.list, |lowering| {
            lowering.expect(condition, Ty::Flag)
        })?;
        let at = self.place(node);
        let over = Node::Over { fold, list: source.list, filter: source.filter, body: Box::new(body), at };
        Ok((over, Ty::Flag))
    }

    /// A list, filtered and mapped or not.
    pub(super) fn selection(&mut self, node: &IdedExpr) -> Result<Selection, Finding> {
        let comprehension = match &node.expr {
            Expr::Ident(name) => {
                return match self.meaning(node, name)? {
                    Meaning::List(list) => Ok(Selection { list, filter: None, body: None }),
                    _ => Err(self.not_in_language(node, &format!("{name} ≠ list"))),
                };
            }
            Expr::Comprehension(comprehension) => comprehension,
            _ => return Err(self.not_in_language(node, "list")),
        };
        let Some(Step::Items { filter, body }) = step(comprehension) else {
            return Err(self.not_in_language(node, "list"));
        };
        let source = self.selection(&comprehension.iter_range)?;
        if source.body.is_some() {
            return Err(self.not_in_language(node, "map().map()"));
        }
        self.with_item(node, &comprehension.iter_var, source.list, |lowering| {
            let filter = filter.map(|filter| lowering.expect(filter, Ty::Flag)).transpose()?;
            let body = body.map(|body| lowering.node(body)).transpose()?;
            let filter = match (source.filter, filter) {
                // A fault of the first is not outweighed by a no of the second.
                (Some(first), Some(second)) => {
                    Some(Box::new(Node::If(first, Box::new(second), Box::new(Node::Const(0)))))
                }
                (first, second) => first.or(second.map(Box::new)),
            };
            Ok(Selection { list: source.list, filter, body })
        })
    }

    fn with_item<T>(
        &mut self,
        node: &IdedExpr,
        name: &str,
        list: usize,
        lower: impl FnOnce(&mut Self) -> Result<T, Finding>,
    ) -> Result<T, Finding> {
        // An item that hides another name would be read differently by people.
        if self.item.is_some() || self.scope.declared.contains(name) {
            return Err(self.not_in_language(node, &format!("{name}: list in list")));
        }
        self.item = Some((name.to_owned(), list));
        let lowered = lower(self);
        self.item = None;
        lowered
    }
}

/// Which macro the comprehension was written with.
fn step(comprehension: &ComprehensionExpr) -> Option<Step<'_>> {
    if comprehension.iter_var2.is_some() || !is_name(&comprehension.result, &comprehension.accu_var) {
        return None;
    }
    let Expr::Call(call) = &comprehension.loop_step.expr else { return None };
    let accumulated = |node| is_name(node, &comprehension.accu_var);
    match (call.func_name.as_str(), call.args.as_slice()) {
        (operators::LOGICAL_OR, [accu, item]) if accumulated(accu) && is_flag(comprehension) => {
            Some(Step::Flags(Fold::Exists, item))
        }
        (operators::LOGICAL_AND, [accu, item]) if accumulated(accu) && is_flag(comprehension) => {
            Some(Step::Flags(Fold::All, item))
        }
        (operators::CONDITIONAL, [filter, append, accu]) if accumulated(accu) => {
            let item = appended(append, &comprehension.accu_var)?;
            let itself = is_name(item, &comprehension.iter_var);
            Some(Step::Items { filter: Some(filter), body: (!itself).then_some(item) })
        }
        (operators::ADD, _) => {
            let item = appended(&comprehension.loop_step, &comprehension.accu_var)?;
            Some(Step::Items { filter: None, body: Some(item) })
        }
        _ => None,
    }
}

/// The item of `@result + [item]`.
fn appended<'e>(node: &'e IdedExpr, accu_var: &str) -> Option<&'e IdedExpr> {
    let Expr::Call(call) = &node.expr else { return None };
    match (call.func_name.as_str(), call.args.as_slice()) {
        (operators::ADD, [accu, list]) if is_name(accu, accu_var) => match &list.expr {
            Expr::List(list) => list.elements.first().filter(|_| list.elements.len() == 1),
            _ => None,
        },
        _ => None,
    }
}

fn is_name(node: &IdedExpr, name: &str) -> bool {
    matches!(&node.expr, Expr::Ident(found) if found == name)
}

fn is_flag(comprehension: &ComprehensionExpr) -> bool {
    matches!(comprehension.accu_init.expr, Expr::Literal(LiteralValue::Boolean(_)))
}
