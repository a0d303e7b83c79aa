//! Many cases at once: facts as columns, chunk by chunk, each operation over a
//! whole column. What the checks have proved of a document (no overflow, no
//! division by zero within its limits) is not asked again for each row; a row
//! of which anything is in doubt is computed by itself, as a single case is,
//! so that its answer and its problems are the same to the letter.

mod facts;
mod lists;
mod operations;
mod shared;
mod vector;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};
use thiserror::Error;

use super::answer::FactProblem;
use super::compiled::{Compiled, Data};
use super::document::PolicyDocument;
use super::ir::Node;
use super::{Policy, Resolver, check, exact};
use shared::Shared;
use vector::{Chunk, Val};

/// Rows computed together: few enough for the columns to stay in the second cache, and
/// enough for the processor to fetch ahead, which it does within a page of 512 numbers.
pub(super) const CHUNK: usize = 2048;

/// Facts of many cases, by the names of the inputs. An input without a column
/// is not given in any case.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// How many cases there are.
    pub rows: usize,
    pub columns: BTreeMap<String, Column>,
    pub lists: BTreeMap<String, ListColumn>,
}

/// One fact of every case, or one field of every item of a list.
#[derive(Debug, Clone)]
pub struct Column {
    pub values: ColumnValues,
    /// Whether the fact was given; in every case where absent.
    pub given: Option<Vec<bool>>,
}

#[derive(Debug, Clone)]
pub enum ColumnValues {
    /// Fen, permille and counts.
    Numbers(Vec<i64>),
    Flags(Vec<bool>),
    /// Of each case the place of its code among `codes`.
    Codes {
        codes: Vec<String>,
        of: Vec<u32>,
    },
    Days(Vec<NaiveDate>),
}

/// A list of every case: the items of case `n` are those from `offsets[n]` to
/// before `offsets[n + 1]` of each field's column.
#[derive(Debug, Clone, Default)]
pub struct ListColumn {
    /// One more than there are cases, the first 0, never falling.
    pub offsets: Vec<usize>,
    pub fields: BTreeMap<String, Column>,
}

/// The answers to many cases, in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ColumnAnswers {
    /// No where the case has problems.
    pub eligible: Vec<bool>,
    /// Fen; 0 where the case has problems.
    pub amount_fen: Vec<i64>,
    /// The cases that could not be evaluated, ascending, each with the problems
    /// [`Policy::evaluate`] tells.
    pub problems: Vec<(usize, Vec<FactProblem>)>,
}

/// Columns that do not fit together.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ColumnsError {
    #[error("the column {0:?} has another number of values")]
    Length(String),
    #[error("the offsets of {0:?} are not those of a list")]
    Offsets(String),
}

impl ColumnValues {
    fn len(&self) -> usize {
        match self {
            ColumnValues::Numbers(values) => values.len(),
            ColumnValues::Flags(values) => values.len(),
            ColumnValues::Codes { of, .. } => of.len(),
            ColumnValues::Days(values) => values.len(),
        }
    }
}

impl Column {
    /// Given in every case.
    #[must_use]
    pub const fn new(values: ColumnValues) -> Column {
        Column { values, given: None }
    }

    fn fits(&self, length: usize) -> bool {
        self.values.len() == length && self.given.as_ref().is_none_or(|given| given.len() == length)
    }

    fn is_given(&self, place: usize) -> bool {
        self.given.as_ref().is_none_or(|given| given.get(place).copied().unwrap_or_default())
    }

    /// The value at that place as JSON, `None` where it was not given.
    fn json(&self, place: usize) -> Option<Json> {
        if !self.is_given(place) {
            return None;
        }
        Some(match &self.values {
            ColumnValues::Numbers(values) => (*values.get(place)?).into(),
            ColumnValues::Flags(values) => (*values.get(place)?).into(),
            ColumnValues::Codes { codes, of } => {
                let code = usize::try_from(*of.get(place)?).ok().and_then(|code| codes.get(code));
                code.map_or("", String::as_str).into()
            }
            ColumnValues::Days(values) => values.get(place)?.to_string().into(),
        })
    }
}

impl Columns {
    /// The facts of one case as [`Policy::evaluate`] takes them.
    #[must_use]
    pub fn row(&self, row: usize) -> Map<String, Json> {
        let mut facts = Map::new();
        for (name, column) in &self.columns {
            facts.extend(column.json(row).map(|json| (name.clone(), json)));
        }
        for (name, list) in &self.lists {
            let (from, to) = list.span(row, row + 1);
            let item = |place: usize| {
                let fields = list.fields.iter();
                let given = fields.filter_map(|(name, column)| Some((name.clone(), column.json(place)?)));
                Json::Object(given.collect())
            };
            facts.insert(name.clone(), Json::Array((from..to).map(item).collect()));
        }
        facts
    }

    fn check(&self) -> Result<(), ColumnsError> {
        if let Some((name, _)) = self.columns.iter().find(|(_, column)| !column.fits(self.rows)) {
            return Err(ColumnsError::Length(name.clone()));
        }
        for (name, list) in &self.lists {
            let sound = list.offsets.len() == self.rows + 1
                && list.offsets.first() == Some(&0)
                && list.offsets.is_sorted();
            if !sound {
                return Err(ColumnsError::Offsets(name.clone()));
            }
            let items = list.offsets.last().copied().unwrap_or_default();
            if let Some((field, _)) = list.fields.iter().find(|(_, column)| !column.fits(items)) {
                return Err(ColumnsError::Length(format!("{name}.{field}")));
            }
        }
        Ok(())
    }
}

impl ListColumn {
    /// The items of the cases from one to before another.
    fn span(&self, from: usize, to: usize) -> (usize, usize) {
        let at = |row: usize| self.offsets.get(row).copied().unwrap_or_default();
        (at(from), at(to))
    }
}

impl Policy {
    /// Whether each case is eligible and its amount, without an explanation, on
    /// the day `on`, computed by so many threads.
    ///
    /// # Errors
    /// The columns do not fit together. The problems of single cases are in the
    /// answers.
    pub fn evaluate_columns(
        &self,
        columns: &Columns,
        on: NaiveDate,
        threads: usize,
        others: &(dyn Resolver + Sync),
    ) -> Result<ColumnAnswers, ColumnsError> {
        columns.check()?;
        let plan = Plan::new(&self.document, &self.compiled, on, others);
        let share = columns.rows.div_ceil(threads.max(1)).next_multiple_of(CHUNK);
        let starts: Vec<usize> = (0..columns.rows).step_by(share.max(CHUNK)).collect();
        let part = |start: &usize| {
            let end = (start + share).min(columns.rows);
            self.part(&plan, columns, (*start, end), others)
        };
        let parts: Vec<ColumnAnswers> = match starts.as_slice() {
            [] => Vec::new(),
            [only] => vec![part(only)],
            several => std::thread::scope(|scope| {
                let workers: Vec<_> = several.iter().map(|start| scope.spawn(move || part(start))).collect();
                // A worker that panicked would be a fault of ours: it goes on here.
                let joined = workers.into_iter().map(|worker| match worker.join() {
                    Ok(part) => part,
                    Err(panic) => std::panic::resume_unwind(panic),
                });
                joined.collect()
            }),
        };
        let mut parts = parts.into_iter();
        let mut answers = parts.next().unwrap_or_default();
        for part in parts {
            answers.eligible.extend(part.eligible);
            answers.amount_fen.extend(part.amount_fen);
            answers.problems.extend(part.problems);
        }
        Ok(answers)
    }

    fn part(
        &self,
        plan: &Plan<'_>,
        columns: &Columns,
        (start, end): (usize, usize),
        others: &dyn Resolver,
    ) -> ColumnAnswers {
        let mut answers = ColumnAnswers {
            eligible: Vec::with_capacity(end - start),
            amount_fen: Vec::with_capacity(end - start),
            problems: Vec::new(),
        };
        let mut chunk = Chunk::new(plan);
        let mut from = start;
        while from < end {
            let to = (from + CHUNK).min(end);
            chunk.compute(columns, from, to);
            chunk.answer(&mut answers.eligible, &mut answers.amount_fen);
            for row in chunk.doubtful() {
                let (eligible, amount_fen) = match self.evaluate_with(&columns.row(row), plan.on, others) {
                    Ok(answer) => (answer.eligible, answer.amount_fen),
                    Err(problems) => {
                        answers.problems.push((row, problems));
                        (false, 0)
                    }
                };
                if let Some(place) = answers.eligible.get_mut(row - start) {
                    *place = eligible;
                }
                if let Some(place) = answers.amount_fen.get_mut(row - start) {
                    *place = amount_fen;
                }
            }
            from = to;
        }
        answers
    }
}

/// What is the same for all cases of a day.
pub(super) struct Plan<'p> {
    pub document: &'p PolicyDocument,
    pub compiled: &'p Compiled,
    pub on: NaiveDate,
    /// The day, parameters and those of other policies.
    pub start: Vec<Val<'p>>,
    /// The policy is not in force, or another one lacks a number: no case can
    /// be computed.
    pub hopeless: bool,
    /// Reasons are not given here, but one that fails is a failure all the same.
    pub risky_reasons: Vec<&'p Node>,
    pub shared: Vec<Shared<'p>>,
}

impl<'p> Plan<'p> {
    fn new(
        document: &'p PolicyDocument,
        compiled: &'p Compiled,
        on: NaiveDate,
        others: &dyn Resolver,
    ) -> Plan<'p> {
        let data = &compiled.data;
        let mut start: Vec<Val<'p>> = data.slots.iter().map(|_| Val::One(0)).collect();
        let mut hopeless = !check::in_force(document, on);
        let scalars = data.scalars.iter().map(|(slot, dated)| (*slot, dated.on(on).copied()));
        let externals = data
            .externals
            .iter()
            .map(|external| (external.slot, others.parameter(&external.policy, &external.parameter, on)));
        let bound = crate::policy::value::Kind::Fen.presumed_range();
        for (slot, value) in [(0, Some(exact::day_number(on)))].into_iter().chain(scalars) {
            if let (Some(place), Some(value)) = (start.get_mut(slot), value) {
                *place = Val::One(value);
            }
        }
        for (slot, value) in externals {
            // Beyond what the checks reckon with nothing is proved.
            hopeless |= value.is_none_or(|value| value < bound.0 || value > bound.1);
            if let Some(place) = start.get_mut(slot) {
                *place = Val::One(value.unwrap_or_default());
            }
        }
        let reasons = compiled.outcome.reasons.iter().map(|reason| &reason.node);
        let risky_reasons = reasons.filter(|node| risky(node, data)).collect();
        let shared = shared::shared(compiled, data.slots.len());
        start.extend(shared.iter().map(|_| Val::One(0)));
        Plan { document, compiled, on, start, hopeless, risky_reasons, shared }
    }
}

/// Whether a formula can fail in a way the checks do not exclude.
fn risky(node: &Node, data: &Data) -> bool {
    let mut found = match node {
        Node::Lookup { table, .. } => {
            let known = data.tables.get(*table);
            known.is_none_or(|(_, dated)| dated.0.iter().any(|(_, table)| table.otherwise.is_none()))
        }
        Node::Bracket { .. } | Node::Clamp(..) | Node::Round { .. } => true,
        Node::Share { unit, .. } => !matches!(**unit, Node::Const(1..)),
        _ => false,
    };
    node.each_part(&mut |part| found |= risky(part, data));
    found
}
