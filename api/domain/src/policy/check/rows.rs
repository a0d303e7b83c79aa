//! Brackets and rows of tables that no facts lead to: most often a number that was
//! mistyped, or an input whose limits were changed afterwards.

use std::collections::BTreeSet;

use crate::policy::answer::{Finding, PolicyProblem};
use crate::policy::compiled::{Compiled, encode};
use crate::policy::document::PolicyDocument;
use crate::policy::interval::{Interval, Use};
use crate::policy::parameters::{Parameter, TableRow};
use crate::policy::symbols::Symbols;

/// Tells every bracket and row none of the uses reaches, on whatever day. What is not
/// used at all is not looked into.
pub(super) fn unreached(
    document: &PolicyDocument,
    compiled: &Compiled,
    uses: &BTreeSet<Use>,
    problems: &mut Vec<PolicyProblem>,
) {
    let data = &compiled.data;
    for (place, parameter) in document.parameters.iter().enumerate() {
        let at = format!("/parameters/{place}");
        let brackets = data.brackets.iter().position(|(name, _)| *name == parameter.name);
        let table = data.tables.iter().position(|(name, _)| *name == parameter.name);
        let reached = uses.iter().filter_map(|used| match used {
            Use::Brackets(number, of) if Some(*number) == brackets => Some(std::slice::from_ref(of)),
            Use::Table(number, keys) if Some(*number) == table => Some(keys.as_slice()),
            _ => None,
        });
        let reached: Vec<&[Interval]> = reached.collect();
        if !reached.is_empty() {
            told_brackets(&at, parameter, &reached, problems);
            told_rows(&at, parameter, &data.symbols, &reached, problems);
        }
    }
}

fn told_brackets(
    at: &str,
    parameter: &Parameter,
    reached: &[&[Interval]],
    problems: &mut Vec<PolicyProblem>,
) {
    for (version, dated) in parameter.brackets.iter().enumerate() {
        for (place, row) in dated.rows.iter().enumerate() {
            let (from, to) = (i128::from(row.from), row.to.map_or(i128::MAX, i128::from));
            if !reached.iter().copied().flatten().any(|(low, high)| *low <= to && from <= *high) {
                let finding = Finding::new(
                    "unreachable",
                    "允许的事实之内，没有任何数值会落入这一档",
                    "within the facts allowed no number ever falls into this bracket",
                );
                problems.push(finding.at(format!("{at}/brackets/{version}/rows/{place}")));
            }
        }
    }
}

fn told_rows(
    at: &str,
    parameter: &Parameter,
    symbols: &Symbols,
    reached: &[&[Interval]],
    problems: &mut Vec<PolicyProblem>,
) {
    for (version, dated) in parameter.tables.iter().enumerate() {
        for (place, row) in dated.rows.iter().enumerate() {
            if !reached.iter().any(|keys| may_be(parameter, row, keys, symbols)) {
                let finding = Finding::new(
                    "unreachable",
                    "允许的事实之内，没有任何情形会用到这一行",
                    "within the facts allowed nothing ever leads to this row",
                );
                problems.push(finding.at(format!("{at}/tables/{version}/rows/{place}")));
            }
        }
    }
}

/// Whether every key of the row lies within what is looked up.
fn may_be(parameter: &Parameter, row: &TableRow, keys: &[Interval], symbols: &Symbols) -> bool {
    let values = parameter.keys.iter().zip(&row.at).map(|(key, value)| encode(key.kind, value, symbols));
    values
        .zip(keys)
        .all(|(value, (low, high))| value.map(i128::from).is_none_or(|value| *low <= value && value <= *high))
}
