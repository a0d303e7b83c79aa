//! Reading the facts of a chunk from the columns. A row with a fact that is
//! wrong, missing, or beyond what the checks reckon with is put in doubt.

use super::vector::{Chunk, Val};
use super::{Column, ColumnValues, Columns, risky};
use crate::policy::check::bounds;
use crate::policy::compiled::{CompiledInput, Holder, choice};
use crate::policy::document::Input;
use crate::policy::exact;
use crate::policy::value::Kind;

/// A column over a span of rows: its values, whether each was given, and which
/// rows are wrong.
pub(super) struct Read<'a> {
    pub value: Val<'a>,
    pub given: Val<'a>,
}

impl<'a> Chunk<'a> {
    pub(super) fn read(&mut self, columns: &'a Columns, from: usize, to: usize) {
        self.lists.clear();
        let known = |name: &String| self.plan.document.inputs.iter().any(|input| input.name == *name);
        let strange = columns.columns.iter().filter(|(name, _)| !known(name));
        for column in strange.map(|(_, column)| column).collect::<Vec<_>>() {
            self.doubt_given(column, from, to);
        }
        if columns.lists.keys().any(|name| !known(name)) {
            self.doubt.fill(true);
        }
        let plan = self.plan;
        for (input, known) in plan.document.inputs.iter().zip(&plan.compiled.inputs) {
            let asked = self.condition(known.used_when.as_ref().map(|formula| &formula.node), true);
            let column = columns.columns.get(&input.name);
            let lacking = input.default.is_none()
                && match known.holder {
                    Holder::Slot { .. } => column.is_none_or(|column| column.given.is_some()),
                    Holder::List(_) => !columns.lists.contains_key(&input.name),
                };
            let condition = known.required_when.as_ref().map(|formula| &formula.node);
            // Of no interest where the fact is there, but one that fails is told.
            let required = if lacking || condition.is_some_and(|node| risky(node, &plan.compiled.data)) {
                self.condition(condition, input.required)
            } else {
                Val::One(0)
            };
            match known.holder {
                Holder::Slot { value, given } => {
                    if lacking {
                        self.missing(&required, &asked, column, from);
                    }
                    let read = self.scalar(input, known, column, asked, (from, to));
                    if columns.lists.contains_key(&input.name) {
                        self.doubt.fill(true);
                    }
                    self.put(value, read.value);
                    self.put(given, read.given);
                }
                Holder::List(_) => {
                    let list = columns.lists.get(&input.name);
                    if let Some(column) = column {
                        self.doubt_given(column, from, to);
                    }
                    if lacking {
                        self.missing(&required, &asked, None, from);
                    }
                    self.list(input, known, list, &asked, (from, to));
                    self.pool.give(asked);
                }
            }
            self.pool.give(required);
        }
    }

    fn condition(&mut self, node: Option<&crate::policy::ir::Node>, without: bool) -> Val<'a> {
        match node {
            Some(node) => self.own(node),
            None => Val::One(i64::from(without)),
        }
    }

    /// Rows in which what is asked for and required is not given.
    fn missing(&mut self, required: &Val<'_>, asked: &Val<'_>, column: Option<&Column>, from: usize) {
        if matches!(required, Val::One(0)) || matches!(asked, Val::One(0)) {
            return;
        }
        for (row, doubt) in self.doubt.iter_mut().enumerate() {
            let given = column.is_some_and(|column| column.is_given(from + row));
            *doubt |= !given && required.at(row) != 0 && asked.at(row) != 0;
        }
    }

    fn doubt_given(&mut self, column: &Column, from: usize, to: usize) {
        for row in from..to {
            if let Some(doubt) = self.doubt.get_mut(row - from) {
                *doubt |= column.is_given(row);
            }
        }
    }

    fn scalar(
        &mut self,
        input: &Input,
        known: &CompiledInput,
        column: Option<&'a Column>,
        asked: Val<'a>,
        span: (usize, usize),
    ) -> Read<'a> {
        let Some(column) = column else {
            self.pool.give(asked);
            return Read { value: Val::One(known.absent), given: Val::One(0) };
        };
        let mut doubt = std::mem::take(&mut self.doubt);
        let read = self.column(input, known.absent, column, asked, span, &mut |row| {
            if let Some(doubt) = doubt.get_mut(row) {
                *doubt = true;
            }
        });
        self.doubt = doubt;
        read
    }

    /// The column over a span; `wrong` is told each place whose value can not be
    /// taken as it is, counted from the start of the span.
    pub(super) fn column(
        &mut self,
        input: &Input,
        absent: i64,
        column: &'a Column,
        asked: Val<'a>,
        (from, to): (usize, usize),
        wrong: &mut dyn FnMut(usize),
    ) -> Read<'a> {
        let given = match (&column.given, asked) {
            (None, asked) => asked,
            (Some(_), Val::One(0)) => Val::One(0),
            (Some(given), asked) => {
                let mut out = self.pool.take();
                let span = given.get(from..to).unwrap_or_default();
                out.extend(span.iter().map(|given| i64::from(*given)));
                self.pool.zip(Val::Own(out), asked, |given, asked| given & asked)
            }
        };
        let (low, high) = bounds(input);
        // What is not asked for in a case is ignored, but must be a value all the same.
        let told = |place: &usize| column.is_given(from + place);
        let value = match (&column.values, input.kind) {
            (ColumnValues::Numbers(values), kind) if kind.is_number() => {
                let span = values.get(from..to).unwrap_or_default();
                // Nearly always all are right; then no difference has its sign set. One that
                // wraps around leaves the other with its sign.
                let signs = span
                    .iter()
                    .fold(0_i64, |signs, it| signs | it.wrapping_sub(low) | high.wrapping_sub(*it));
                if signs < 0 {
                    let outside = |(_, number): &(usize, &i64)| **number < low || **number > high;
                    let outside = span.iter().enumerate().filter(outside);
                    outside.filter(|(place, _)| told(place)).for_each(|(place, _)| wrong(place));
                }
                Val::Lent(span)
            }
            (ColumnValues::Flags(values), Kind::Bool) => {
                let mut out = self.pool.take();
                let span = values.get(from..to).unwrap_or_default();
                out.extend(span.iter().map(|flag| i64::from(*flag)));
                Val::Own(out)
            }
            (ColumnValues::Codes { codes, of }, Kind::Code) => {
                let symbols = &self.plan.compiled.data.symbols;
                let number = |code: &String| {
                    choice(&input.values, code).and_then(|choice| symbols.known(&choice.code)).unwrap_or(-1)
                };
                let numbers: Vec<i64> = codes.iter().map(number).collect();
                let mut out = self.pool.take();
                let span = of.get(from..to).unwrap_or_default();
                let at = |code: &u32| numbers.get(*code as usize).copied().unwrap_or(-1);
                out.extend(span.iter().map(at));
                if out.contains(&-1) {
                    let unknown = out.iter().enumerate().filter(|(_, code)| **code == -1);
                    unknown.filter(|(place, _)| told(place)).for_each(|(place, _)| wrong(place));
                }
                Val::Own(out)
            }
            (ColumnValues::Days(values), Kind::Date) => {
                let mut out = self.pool.take();
                out.extend(
                    values.get(from..to).unwrap_or_default().iter().map(|day| exact::day_number(*day)),
                );
                let outside = out.iter().enumerate().filter(|(_, day)| **day < low || **day > high);
                outside.filter(|(place, _)| told(place)).for_each(|(place, _)| wrong(place));
                Val::Own(out)
            }
            _ => {
                (0..to - from).filter(told).for_each(wrong);
                Val::One(absent)
            }
        };
        let value = match &given {
            Val::One(1) => value,
            given => self.pool.select(given, value, Val::One(absent)),
        };
        Read { value, given }
    }
}
