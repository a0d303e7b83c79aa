//! Conditions that a document asks again and again, most often whether a case is of some
//! category: each is computed once a chunk and kept like a rule.

use crate::policy::compiled::{Compiled, Holder};
use crate::policy::ir::Node;

/// A condition on one fact or rule that is asked more than once.
pub(in crate::policy) struct Shared<'p> {
    pub node: &'p Node,
    /// The slot it speaks of.
    pub of: usize,
    /// Where its value is kept.
    pub slot: usize,
}

/// The conditions asked more than once, in slots from `first` on.
pub(super) fn shared(compiled: &Compiled, first: usize) -> Vec<Shared<'_>> {
    let outcome = &compiled.outcome;
    let inputs = compiled.inputs.iter().filter_map(|input| input.used_when.as_ref());
    let rules = compiled.rules.iter().flat_map(|rule| rule.when.iter().chain([&rule.formula]));
    let results = [&outcome.eligible, &outcome.amount, &outcome.min, &outcome.max];
    let mut once: Vec<&Node> = Vec::new();
    let mut shared: Vec<Shared<'_>> = Vec::new();
    for formula in inputs.chain(rules).chain(results).chain(&outcome.parts) {
        conditions(&formula.node, &mut |node, of| {
            // What is the same for all rows, a parameter or the day, is no work.
            if !differs(compiled, of) || shared.iter().any(|known| known.node == node) {
                return;
            }
            if once.contains(&node) {
                shared.push(Shared { node, of, slot: first + shared.len() });
            } else {
                once.push(node);
            }
        });
    }
    shared
}

/// Whether the slot holds a fact or a rule.
fn differs(compiled: &Compiled, slot: usize) -> bool {
    let fact = compiled.inputs.iter().any(|input| match input.holder {
        Holder::Slot { value, .. } => value == slot,
        Holder::List(_) => false,
    });
    fact || compiled.rules.iter().any(|rule| rule.slot == slot)
}

/// Visits the parts that compare a slot with constants: they can not fail.
fn conditions<'n>(node: &'n Node, visit: &mut dyn FnMut(&'n Node, usize)) {
    let constant = |node: &Node| matches!(node, Node::Const(_));
    let of = match node {
        Node::Compare(_, one, two) if constant(two) => Some(&**one),
        Node::OneOf(one, of) if of.iter().all(constant) => Some(&**one),
        _ => None,
    };
    if let Some(Node::Slot(slot)) = of {
        visit(node, *slot);
    }
    node.each_part(&mut |part| conditions(part, visit));
}
