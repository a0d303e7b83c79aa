//! The parameters of a document: single values, tables and brackets.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::Check;
use crate::policy::answer::Finding;
use crate::policy::compiled::{Dated, encode};
use crate::policy::exact::Band;
use crate::policy::parameters::{DatedBrackets, DatedTable, Parameter};
use crate::policy::scope::{BracketShape, Meaning, Scope, TableShape, Ty};
use crate::policy::tables::{Brackets, Table};
use crate::policy::unit::Unit;
use crate::policy::value::{Kind, Value};

/// Most cells of a table.
const MAX_CELLS: usize = 10_000;

impl Check<'_> {
    pub(super) fn parameter(&mut self, place: usize) {
        let Some(parameter) = self.document.parameters.get(place) else { return };
        let at = format!("/parameters/{place}");
        self.choices(&format!("{at}/choices"), parameter.unit, &parameter.choices);
        if parameter.unit == Kind::List {
            self.tell(&format!("{at}/unit"), "wrong_type", "参数不能是列表", "a parameter is no list");
        }
        let codes = parameter.choices.iter().map(|choice| choice.code.clone());
        let domain = (parameter.unit == Kind::Code).then(|| self.scope.domain(codes));
        let ty = Scope::ty(parameter.unit, domain);
        let table = !parameter.keys.is_empty() || !parameter.tables.is_empty();
        let brackets = parameter.over.is_some() || !parameter.brackets.is_empty();
        let single = !parameter.values.is_empty();
        if [table, brackets, single].iter().filter(|has| **has).count() > 1 {
            let zh = "参数只能是单值、表格、分档三者之一";
            let en = "a parameter is one of a single value, a table and brackets";
            self.tell(&at, "bad_shape", zh, en);
        }
        if let Some(otherwise) = &parameter.otherwise {
            let pointer = format!("{at}/otherwise");
            self.value(&pointer, parameter.unit, &parameter.choices, otherwise);
            if !table && !brackets {
                let (zh, en) = ("只有表格和分档才有缺省值", "only tables and brackets have it");
                self.tell(&pointer, "bad_shape", zh, en);
            }
        }
        if table {
            self.table(&at, parameter, ty);
        } else if let Some(over) = parameter.over {
            self.brackets(&at, parameter, over, ty);
        } else {
            self.single(&at, parameter, ty);
        }
    }

    fn single(&mut self, at: &str, parameter: &Parameter, ty: Ty) {
        let slot = self.scope.slot(&parameter.name, parameter.unit);
        self.define(at, &parameter.name, Meaning::Value { slot, ty });
        let pointer = format!("{at}/values");
        if parameter.values.is_empty() {
            self.tell(&pointer, "empty", "至少需要一项", "at least one is needed");
        }
        self.dates(&pointer, &parameter.values.iter().map(|dated| dated.from).collect::<Vec<_>>());
        let mut values = Vec::new();
        for (place, dated) in parameter.values.iter().enumerate() {
            let pointer = format!("{pointer}/{place}/value");
            self.value(&pointer, parameter.unit, &parameter.choices, &dated.value);
            let value = encode(parameter.unit, &dated.value, &self.scope.symbols);
            values.push((dated.from, value.unwrap_or_default()));
        }
        self.parts.scalars.push((slot, Dated(values)));
    }

    fn otherwise(&self, parameter: &Parameter) -> Option<i64> {
        let value = parameter.otherwise.as_ref()?;
        encode(parameter.unit, value, &self.scope.symbols)
    }

    fn table(&mut self, at: &str, parameter: &Parameter, ty: Ty) {
        let mut shape = TableShape { keys: Vec::new(), value: ty };
        let mut keys = Vec::new();
        for (place, key) in parameter.keys.iter().enumerate() {
            let pointer = format!("{at}/keys/{place}");
            if !(key.kind.is_number() || key.kind == Kind::Code) {
                self.tell(&pointer, "wrong_type", "键应为整数或代码", "a key is a number or a code");
            }
            let texts = key.values.iter().filter_map(|value| match value {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            });
            let domain = (key.kind == Kind::Code).then(|| self.scope.domain(texts));
            shape.keys.push(Scope::ty(key.kind, domain));
            let encoded = key.values.iter().map(|value| encode(key.kind, value, &self.scope.symbols));
            let mut values: Vec<i64> = encoded.flatten().collect();
            values.sort_unstable();
            values.dedup();
            if values.is_empty() || values.len() != key.values.len() {
                let zh = "键的取值须各不相同且类型一致，至少一个";
                self.tell(&pointer, "bad_choices", zh, "distinct values of the key's type, at least one");
            }
            keys.push(values);
        }
        let number = self.scope.tables.len();
        self.scope.tables.push(shape);
        self.define(at, &parameter.name, Meaning::Table(number));
        let pointer = format!("{at}/tables");
        let cells = keys.iter().try_fold(1_usize, |cells, key| cells.checked_mul(key.len()));
        let Some(cells) = cells.filter(|cells| *cells <= MAX_CELLS && !keys.is_empty()) else {
            let (zh, en) = (format!("表格须有 1 至 {MAX_CELLS} 格"), format!("1 to {MAX_CELLS} cells"));
            self.problem(&pointer, Finding::new("bad_shape", zh, en));
            return;
        };
        if parameter.tables.is_empty() {
            self.tell(&pointer, "empty", "至少需要一项", "at least one is needed");
        }
        self.dates(&pointer, &parameter.tables.iter().map(|dated| dated.from).collect::<Vec<_>>());
        let empty = Table { keys, cells: vec![None; cells], otherwise: self.otherwise(parameter) };
        let mut versions = Vec::new();
        for (place, dated) in parameter.tables.iter().enumerate() {
            let table = self.rows(&format!("{pointer}/{place}"), parameter, dated, empty.clone());
            versions.push((dated.from, table));
        }
        self.parts.tables.push((parameter.name.clone(), Dated(versions)));
    }

    fn rows(&mut self, at: &str, parameter: &Parameter, dated: &DatedTable, mut table: Table) -> Table {
        for (place, row) in dated.rows.iter().enumerate() {
            let pointer = format!("{at}/rows/{place}");
            self.value(&format!("{pointer}/value"), parameter.unit, &parameter.choices, &row.value);
            let value = encode(parameter.unit, &row.value, &self.scope.symbols);
            let keys = parameter.keys.iter().zip(&row.at);
            let keys: Vec<(Kind, Option<i64>)> =
                keys.map(|(key, value)| (key.kind, encode(key.kind, value, &self.scope.symbols))).collect();
            let complete = row.at.len() == parameter.keys.len();
            let known: Vec<i64> = keys.iter().filter_map(|(_, key)| *key).collect();
            let cell = table.place(known.iter().copied()).filter(|_| complete && known.len() == keys.len());
            let texts = keys.iter().filter(|(kind, _)| *kind == Kind::Code);
            self.scope.mentioned.extend(texts.filter_map(|(_, key)| *key));
            match cell.and_then(|cell| table.cells.get_mut(cell)) {
                None => {
                    let (zh, en) = ("键的个数或取值不对", "the keys are not those of the table");
                    self.tell(&format!("{pointer}/at"), "bad_choices", zh, en);
                }
                Some(Some(_)) => {
                    self.tell(&format!("{pointer}/at"), "overlap", "这一行重复", "this row is there twice");
                }
                Some(cell) => *cell = value.or(Some(0)),
            }
        }
        let missing = table.cells.iter().filter(|cell| cell.is_none()).count();
        if missing > 0 && table.otherwise.is_none() {
            let zh = format!("缺少 {missing} 行；确实没有的，用 otherwise 说明");
            let en = format!("{missing} rows are missing; say what counts there with otherwise");
            self.problem(&format!("{at}/rows"), Finding::new("missing_row", zh, en));
        }
        table
    }

    fn brackets(&mut self, at: &str, parameter: &Parameter, over: Kind, ty: Ty) {
        if !over.is_number() {
            self.tell(&format!("{at}/over"), "wrong_type", "分档的对象应为数字", "brackets are of numbers");
        }
        let number = self.scope.brackets.len();
        let shape = BracketShape { over: Unit::of(over), value: ty };
        self.scope.brackets.push(shape);
        self.define(at, &parameter.name, Meaning::Brackets(number));
        let pointer = format!("{at}/brackets");
        if parameter.brackets.is_empty() {
            self.tell(&pointer, "empty", "至少需要一项", "at least one is needed");
        }
        let dates: Vec<NaiveDate> = parameter.brackets.iter().map(|dated| dated.from).collect();
        self.dates(&pointer, &dates);
        let otherwise = self.otherwise(parameter);
        let per = if parameter.unit == Kind::Permille { 1000 } else { 1 };
        let mut versions = Vec::new();
        for (place, dated) in parameter.brackets.iter().enumerate() {
            let bands = self.bands(&format!("{pointer}/{place}/rows"), parameter, dated);
            versions.push((dated.from, Brackets { bands, otherwise, per }));
        }
        self.parts.brackets.push((parameter.name.clone(), Dated(versions)));
    }

    fn bands(&mut self, at: &str, parameter: &Parameter, dated: &DatedBrackets) -> Vec<Band> {
        let mut bands: Vec<Band> = Vec::new();
        let open = dated.rows.iter().filter(|row| row.to.is_none()).count();
        let mut starts = HashSet::new();
        for (place, row) in dated.rows.iter().enumerate() {
            let pointer = format!("{at}/{place}");
            self.value(&format!("{pointer}/value"), parameter.unit, &parameter.choices, &row.value);
            let to = row.to.unwrap_or(i64::MAX);
            if row.from > to || !starts.insert(row.from) {
                self.tell(&pointer, "bad_range", "起点大于终点或起点重复", "it ends before it begins");
            }
            if let Some(before) = bands.last() {
                if row.from <= before.to {
                    self.tell(&pointer, "overlap", "与上一档重叠", "it overlaps the one before");
                } else if row.from > before.to.saturating_add(1) && parameter.otherwise.is_none() {
                    let zh = format!("{} 至 {} 没有档次", before.to + 1, row.from - 1);
                    let en = format!("nothing holds from {} to {}", before.to + 1, row.from - 1);
                    self.problem(&pointer, Finding::new("gap", zh, en));
                }
            }
            let value = encode(parameter.unit, &row.value, &self.scope.symbols).unwrap_or_default();
            bands.push(Band { from: row.from, to, value });
        }
        let ends = dated.rows.last().is_none_or(|last| last.to.is_some());
        if (ends || open > 1) && parameter.otherwise.is_none() {
            let zh = "最后一档应没有终点；表格确实到此为止的，用 otherwise 说明";
            let en = "the last bracket has no end; where the table really ends say so with otherwise";
            self.tell(at, "gap", zh, en);
        }
        bands
    }
}
