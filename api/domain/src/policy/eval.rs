//! Computing the answer for one case, line by line.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value as Json};

use super::Resolver;
use super::answer::{BeginsGiven, Evaluation, FactProblem, Line, PartGiven, ReasonGiven, explanation};
use super::check::in_force;
use super::compiled::{Compiled, Data};
use super::document::{PolicyDocument, Rule};
use super::exact;
use super::facts::{self, broken, failed};
use super::ir::{Case, Node};
use super::lower::Formula;
use super::render;
use super::scope::Meaning;
use super::text::Text;
use super::value::Kind;

pub(super) fn evaluate(
    document: &PolicyDocument,
    compiled: &Compiled,
    facts: &Map<String, Json>,
    on: NaiveDate,
    others: &dyn Resolver,
) -> Result<Evaluation, Vec<FactProblem>> {
    let mut case = read(document, compiled, facts, on)?;
    resolve(&compiled.data, &mut case, on, others)?;
    answer(document, compiled, &mut case, on).map_err(|problem| vec![problem])
}

/// The facts, unless the policy is not in force; the problems of both.
fn read<'c>(
    document: &PolicyDocument,
    compiled: &'c Compiled,
    facts: &Map<String, Json>,
    on: NaiveDate,
) -> Result<Case<'c>, Vec<FactProblem>> {
    let case = facts::read(document, compiled, facts, on);
    if in_force(document, on) {
        return case;
    }
    let mut params = vec![("on", on.to_string()), ("valid_from", document.valid_from.to_string())];
    params.extend(document.valid_to.map(|end| ("valid_to", end.to_string())));
    let mut problems = vec![FactProblem { pointer: String::new(), code: "not_in_force", params }];
    problems.extend(case.err().into_iter().flatten());
    Err(problems)
}

/// Puts in what other policies have set on that day.
pub(super) fn resolve(
    data: &Data,
    case: &mut Case<'_>,
    on: NaiveDate,
    others: &dyn Resolver,
) -> Result<(), Vec<FactProblem>> {
    let mut problems = Vec::new();
    for external in &data.externals {
        match (others.parameter(&external.policy, &external.parameter, on), case.slots.get_mut(external.slot))
        {
            (Some(value), Some(slot)) => *slot = value,
            _ => {
                let name = format!("{}.{}", external.policy, external.parameter);
                problems.push(broken(&name, "the other policy has no such number on that day"));
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The slots of all rules; `visit` is told each rule that applies, before its
/// value is kept.
fn compute(
    document: &PolicyDocument,
    compiled: &Compiled,
    case: &mut Case<'_>,
    mut visit: impl FnMut(&Rule, &Formula, i64, &Case<'_>),
) -> Result<(), FactProblem> {
    for (rule, known) in document.rules.iter().zip(&compiled.rules) {
        let fails = |fault| failed(&rule.name, fault);
        let applies = match &known.when {
            Some(when) => case.value(&when.node).map_err(fails)? != 0,
            None => true,
        };
        let mut value = 0;
        if applies {
            value = case.value(&known.formula.node).map_err(fails)?;
            visit(rule, &known.formula, value, case);
        }
        if let Some(slot) = case.slots.get_mut(known.slot) {
            *slot = value;
        }
    }
    Ok(())
}

fn answer(
    document: &PolicyDocument,
    compiled: &Compiled,
    case: &mut Case<'_>,
    on: NaiveDate,
) -> Result<Evaluation, FactProblem> {
    let mut lines = Vec::new();
    compute(document, compiled, case, |rule, formula, value, case| {
        lines.push(line(document, compiled, rule, formula, value, case));
    })?;
    let outcome = &compiled.outcome;
    let value =
        |name: &str, formula: &Formula| case.value(&formula.node).map_err(|fault| failed(name, fault));
    let amount_fen = value("amount", &outcome.amount)?;
    let (min_fen, max_fen) = (value("min", &outcome.min)?, value("max", &outcome.max)?);
    // A decision is held against these limits; they must not contradict it.
    if !(0 <= min_fen && min_fen <= amount_fen && amount_fen <= max_fen) {
        return Err(broken("amount", "0 ≤ min ≤ amount ≤ max does not hold"));
    }
    let eligible = value("eligible", &outcome.eligible)? != 0;
    let mut parts = Vec::new();
    for (part, formula) in document.result.parts.iter().zip(&outcome.parts) {
        let amount_fen = value(&part.code, formula)?;
        parts.push(PartGiven {
            code: part.code.clone(),
            label: part.label.clone(),
            amount_fen,
            period: part.period,
        });
    }
    let sooner = match (&document.result.recheck_sooner, &outcome.recheck_sooner) {
        (Some(sooner), Some(formula)) if value("recheck_sooner", formula)? != 0 => Some(sooner.months),
        _ => None,
    };
    let begins = begins(document, compiled, case)?;
    Ok(Evaluation {
        eligible,
        amount_fen,
        min_fen,
        max_fen,
        reason: reason(document, compiled, case)?,
        parts,
        lines,
        begins,
        recheck_months: sooner.or(document.result.recheck_months),
        format: explanation(),
        policy_code: document.code.clone(),
        policy_version: format!("{}@{}", document.code, document.version),
        on,
    })
}

fn line(
    document: &PolicyDocument,
    compiled: &Compiled,
    rule: &Rule,
    formula: &Formula,
    value: i64,
    case: &Case<'_>,
) -> Line {
    let data = &compiled.data;
    let mut inputs = BTreeMap::new();
    for name in &formula.names {
        inputs.extend(used(data, case, name).map(|json| (name.clone(), json)));
    }
    looked_up(data, case, &formula.node, &mut inputs);
    Line {
        rule: rule.name.clone(),
        label: rule.label.clone(),
        value: data.json(rule.unit, value),
        unit: rule.unit,
        inputs,
        clause: Text::default(),
        basis: Vec::new(),
        cites: rule.basis.clone(),
        text: render::text(document, data, rule, formula, value, case),
    }
}

/// What a name stood for: a value, or the items of a list.
fn used(data: &Data, case: &Case<'_>, name: &str) -> Option<Json> {
    let of_slot = |slot: usize| {
        let info = data.slots.get(slot)?;
        Some(data.json(info.kind, *case.slots.get(slot)?))
    };
    match data.meanings.get(name) {
        Some(Meaning::Value { slot, .. }) => of_slot(*slot),
        Some(Meaning::List(list)) => {
            let fields = data.lists.get(*list)?;
            let item = |cells: &[i64]| {
                let given =
                    fields.iter().zip(cells.chunks_exact(2)).filter(|(_, cell)| cell.last() != Some(&0));
                let given = given.filter_map(|(field, cell)| {
                    Some((field.name.clone(), data.json(field.kind, *cell.first()?)))
                });
                Json::Object(given.collect())
            };
            Some(Json::Array(case.lists.get(*list)?.rows().map(item).collect()))
        }
        Some(_) => None,
        None => {
            let named =
                |known: &&super::scope::External| format!("{}.{}", known.policy, known.parameter) == name;
            of_slot(data.externals.iter().find(named)?.slot)
        }
    }
}

/// The rows and brackets that were found, under the name of their parameter.
fn looked_up(data: &Data, case: &Case<'_>, node: &Node, into: &mut BTreeMap<String, Json>) {
    match node {
        Node::Lookup { table, .. } => {
            if let (Some((name, _)), Ok(value)) = (data.tables.get(*table), case.value(node)) {
                let kind = data.kind_of(name).unwrap_or(Kind::Int);
                into.insert(name.clone(), data.json(kind, value));
            }
        }
        Node::Bracket { brackets, of } | Node::Marginal { brackets, of, .. } => {
            let found = case.value(of).ok().and_then(|number| {
                let known = case.brackets.get(*brackets)?;
                super::exact::band(&known.bands, number).copied()
            });
            if let (Some((name, _)), Some(band)) = (data.brackets.get(*brackets), found) {
                let to = (band.to != i64::MAX).then_some(band.to);
                into.insert(
                    name.clone(),
                    serde_json::json!({"from": band.from, "to": to, "value": band.value}),
                );
            }
        }
        _ => (),
    }
    node.each_part(&mut |part| looked_up(data, case, part, into));
}

/// From when it is paid where the document says so.
fn begins(
    document: &PolicyDocument,
    compiled: &Compiled,
    case: &Case<'_>,
) -> Result<Option<BeginsGiven>, FactProblem> {
    for (begins, known) in document.result.begins.iter().zip(&compiled.outcome.begins) {
        let holds = match &known.when {
            Some(when) => case.value(&when.node).map_err(|fault| failed("begins", fault))? != 0,
            None => true,
        };
        if holds {
            let after = known.of.and_then(|slot| exact::day_of(*case.slots.get(slot)?));
            let day = after.and_then(|day| NaiveDate::from_ymd_opt(day.year() + 1, 1, 1));
            let (from, cites) = (begins.from, begins.basis.clone());
            let (clause, basis) = (Text::default(), Vec::new());
            return Ok(Some(BeginsGiven { from, day, clause, basis, cites }));
        }
    }
    Ok(None)
}

fn reason(
    document: &PolicyDocument,
    compiled: &Compiled,
    case: &Case<'_>,
) -> Result<ReasonGiven, FactProblem> {
    for (reason, when) in document.result.reasons.iter().zip(&compiled.outcome.reasons) {
        if case.value(&when.node).map_err(|fault| failed(&reason.code, fault))? != 0 {
            return Ok(ReasonGiven {
                code: reason.code.clone(),
                zh: reason.text.zh.clone(),
                en: reason.text.en.clone(),
            });
        }
    }
    Err(broken("reasons", "none holds"))
}
