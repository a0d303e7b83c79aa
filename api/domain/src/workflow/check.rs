//! Whether a flow document makes sense, asked once when it is read.

use std::collections::{BTreeSet, HashSet};

use thiserror::Error;

use super::document::{Act, Extension, FlowDocument, OPEN};
use super::{ActRule, REFUSAL_CODES};
use crate::access::Permission;
use crate::clock::Limit;
use crate::policy::{Expression, Type};

/// Why a text is not a flow.
#[derive(Debug, Error)]
pub enum FlowError {
    #[error("not a flow document: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the flow does not hold together: {}", .0.iter().map(FlowProblem::to_string).collect::<Vec<_>>().join("; "))]
    Problems(Vec<FlowProblem>),
}

/// One thing wrong with a flow document.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FlowProblem {
    #[error("{0:?} is declared twice")]
    Duplicate(String),
    #[error("{at} names {name:?}, which does not exist")]
    UnknownName { at: String, name: String },
    #[error("stage {0:?} can not be reached")]
    Unreachable(String),
    #[error("from stage {0:?} no closed stage can be reached")]
    DeadEnd(String),
    #[error("act {act:?} leaves the closed stage {stage:?}")]
    LeavesClosed { act: String, stage: String },
    #[error("stage {0:?}: a closed stage has an outcome, an open one has none")]
    Outcome(String),
    #[error("act {act:?}, condition {code:?}: {detail}")]
    Condition { act: String, code: String, detail: String },
    #[error("the flow ends before it begins")]
    Dates,
    #[error("clock {0:?}: the promise is longer than the law allows")]
    PromiseTooLong(String),
    #[error("clock {0:?}: a limit of the law has its basis")]
    LimitWithoutBasis(String),
    #[error("clock {0:?}: an extension is longer than the limit, and has its grounds and basis")]
    Extension(String),
}

/// The compiled rules of the acts, or every problem of the document.
pub(super) fn compile(flow: &FlowDocument) -> Result<Vec<ActRule>, Vec<FlowProblem>> {
    let mut problems = Vec::new();
    if flow.valid_to.is_some_and(|end| end < flow.valid_from) {
        problems.push(FlowProblem::Dates);
    }
    names(flow, &mut problems);
    stages(flow, &mut problems);
    clocks(flow, &mut problems);
    let rules = flow.acts.iter().filter_map(|act| rule(flow, act, &mut problems)).collect();
    if problems.is_empty() { Ok(rules) } else { Err(problems) }
}

fn names(flow: &FlowDocument, problems: &mut Vec<FlowProblem>) {
    let stages = unique(flow.stages.iter().map(|stage| &stage.code), problems);
    let mut acts = unique(flow.acts.iter().map(|act| &act.code), problems);
    unique(flow.clocks.iter().map(|clock| &clock.code), problems);
    if acts.contains(OPEN) {
        problems.push(FlowProblem::Duplicate(OPEN.to_owned()));
    }
    let mut need = |known: &HashSet<&str>, at: &str, name: &str| {
        if !known.contains(name) {
            problems.push(FlowProblem::UnknownName { at: at.to_owned(), name: name.to_owned() });
        }
    };
    need(&stages, "first_stage", &flow.first_stage);
    for act in &flow.acts {
        for stage in act.from.iter().chain(&act.to) {
            need(&stages, &act.code, stage);
        }
        for other in act.distinct_from.iter().chain(&act.distinct_from_ever) {
            need(&acts, &act.code, other);
        }
    }
    acts.insert(OPEN);
    for clock in &flow.clocks {
        let extended = clock.extension.iter().map(|extension| &extension.act);
        for act in clock.stop_acts.iter().chain(&clock.start_acts).chain(extended) {
            need(&acts, &clock.code, act);
        }
        for stage in &clock.pause_stages {
            need(&stages, &clock.code, stage);
        }
    }
}

fn clocks(flow: &FlowDocument, problems: &mut Vec<FlowProblem>) {
    for clock in &flow.clocks {
        let longer = |one: Limit, other: Limit| one.unit == other.unit && one.amount > other.amount;
        let code = || clock.code.clone();
        if let Some(law) = clock.statutory_limit {
            if law.unit != clock.limit.unit || longer(clock.limit, law) {
                problems.push(FlowProblem::PromiseTooLong(code()));
            }
            if clock.basis.is_empty() {
                problems.push(FlowProblem::LimitWithoutBasis(code()));
            }
        }
        let sound = |extension: &Extension| {
            let from = clock.statutory_limit.unwrap_or(clock.limit);
            longer(extension.limit, from) && !extension.grounds.is_empty() && !extension.basis.is_empty()
        };
        if clock.extension.as_ref().is_some_and(|extension| !sound(extension)) {
            problems.push(FlowProblem::Extension(code()));
        }
    }
}

fn unique<'a>(names: impl Iterator<Item = &'a String>, problems: &mut Vec<FlowProblem>) -> HashSet<&'a str> {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name.as_str()) {
            problems.push(FlowProblem::Duplicate(name.clone()));
        }
    }
    seen
}

fn stages(flow: &FlowDocument, problems: &mut Vec<FlowProblem>) {
    let steps: Vec<(&str, &str)> = flow
        .acts
        .iter()
        .flat_map(|act| {
            let to = act.to.as_deref();
            act.from.iter().map(move |from| (from.as_str(), to.unwrap_or(from)))
        })
        .collect();
    let back: Vec<(&str, &str)> = steps.iter().map(|(from, to)| (*to, *from)).collect();
    let closed = flow.stages.iter().filter(|stage| stage.closed);
    let reached = reach([flow.first_stage.as_str()].into(), &steps);
    let ending = reach(closed.map(|stage| stage.code.as_str()).collect(), &back);
    for stage in &flow.stages {
        let code = stage.code.as_str();
        if !reached.contains(code) {
            problems.push(FlowProblem::Unreachable(code.to_owned()));
        }
        if !ending.contains(code) {
            problems.push(FlowProblem::DeadEnd(code.to_owned()));
        }
        if stage.closed != stage.outcome.is_some() {
            problems.push(FlowProblem::Outcome(code.to_owned()));
        }
        // What is told of a closed case is recorded with it; nothing leads out of it.
        let leaving = |act: &&Act| stage.closed && act.to.is_some() && act.from.contains(&stage.code);
        for act in flow.acts.iter().filter(leaving) {
            problems.push(FlowProblem::LeavesClosed { act: act.code.clone(), stage: code.to_owned() });
        }
    }
}

/// Everything that can be reached from `start` by `steps`.
fn reach<'a>(start: BTreeSet<&'a str>, steps: &[(&'a str, &'a str)]) -> BTreeSet<&'a str> {
    let mut reached = start;
    loop {
        let before = reached.len();
        for (from, to) in steps {
            if reached.contains(from) {
                reached.insert(to);
            }
        }
        if reached.len() == before {
            return reached;
        }
    }
}

fn rule(flow: &FlowDocument, act: &Act, problems: &mut Vec<FlowProblem>) -> Option<ActRule> {
    let permission = Permission::parse(&act.permission);
    if permission.is_none() {
        problems.push(FlowProblem::UnknownName { at: act.code.clone(), name: act.permission.clone() });
    }
    let mut conditions = Vec::new();
    for condition in &act.conditions {
        let Some(code) = REFUSAL_CODES.iter().find(|code| **code == condition.code) else {
            problems.push(FlowProblem::UnknownName { at: act.code.clone(), name: condition.code.clone() });
            continue;
        };
        let known = |name: &str| flow.facts.get(name).copied();
        match Expression::compile(&condition.expr, Type::Bool, known) {
            Ok(holds) => conditions.push((*code, holds)),
            Err(error) => problems.push(FlowProblem::Condition {
                act: act.code.clone(),
                code: condition.code.clone(),
                detail: error.to_string(),
            }),
        }
    }
    permission.map(|permission| ActRule { permission, conditions })
}
