//! Many cases at once give what each gives alone, problems included.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::json;

use super::{Json, NaiveDate, Policy, day, formulas, with};
use crate::policy::{Column, ColumnValues, Columns, Input, Kind, ListColumn};

/// Numbers that look random and are the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn number(&mut self, input: &Input) -> i64 {
        let fen = input.kind == Kind::Fen;
        let near = [0, 1, 50_000, 100_000, 500_000, 1_500_000, 2_000_000, 5_000_000];
        match self.below(40) {
            0 => -1,
            1 => i64::MAX,
            2..20 if fen => near[self.below(8) as usize] + self.below(3) as i64 - 1,
            _ if fen => self.below(7_000_000) as i64,
            _ if input.kind == Kind::Permille => self.below(1000) as i64,
            _ => self.below(14) as i64,
        }
    }

    fn column(&mut self, input: &Input, rows: usize) -> Column {
        let often = 2 + self.below(30);
        let given: Vec<bool> = (0..rows).map(|_| self.below(often) != 0).collect();
        let values = match input.kind {
            // Now and then a column of another type.
            _ if self.below(60) == 0 => ColumnValues::Days((0..rows).map(|_| day("2020-02-29")).collect()),
            Kind::Bool => ColumnValues::Flags((0..rows).map(|_| self.below(2) == 0).collect()),
            Kind::Date => {
                let some = ["1950-06-01", "1956-11-25", "2010-01-01", "2026-03-02"].map(day);
                ColumnValues::Days((0..rows).map(|_| some[self.below(4) as usize]).collect())
            }
            Kind::Code => {
                let names =
                    input.values.iter().flat_map(|choice| choice.aliases.iter().chain([&choice.code]));
                let codes: Vec<String> = names.cloned().chain(["nonsense".to_owned()]).collect();
                let known = codes.len() as u64 - 1;
                let of = (0..rows)
                    .map(|_| if self.below(50) == 0 { known as u32 } else { self.below(known) as u32 });
                ColumnValues::Codes { of: of.collect(), codes }
            }
            _ => ColumnValues::Numbers((0..rows).map(|_| self.number(input)).collect()),
        };
        let all = self.below(4) == 0;
        Column { values, given: (!all).then_some(given) }
    }

    fn columns(&mut self, inputs: &[Input], rows: usize) -> Columns {
        let mut columns = Columns { rows, ..Columns::default() };
        for input in inputs {
            if self.below(8) == 0 {
                continue;
            }
            if input.kind != Kind::List {
                columns.columns.insert(input.name.clone(), self.column(input, rows));
                continue;
            }
            let mut offsets = vec![0];
            for _ in 0..rows {
                let items = if self.below(100) == 0 { 51 } else { self.below(4) };
                offsets.push(offsets[offsets.len() - 1] + items as usize);
            }
            let items = offsets[rows];
            let some = input.fields.iter().filter(|_| !self.0.is_multiple_of(7)).collect::<Vec<_>>();
            let fields = some.into_iter().map(|field| (field.name.clone(), self.column(field, items)));
            let list = ListColumn { fields: fields.collect(), offsets };
            columns.lists.insert(input.name.clone(), list);
        }
        if self.below(6) == 0 {
            let stranger = ColumnValues::Numbers(vec![1; rows]);
            let given = Some((0..rows).map(|_| self.below(20) == 0).collect());
            columns.columns.insert("stranger".to_owned(), Column { values: stranger, given });
        }
        columns
    }
}

/// Compares every row; gives how many had an answer.
fn compare(policy: &Policy, columns: &Columns, on: NaiveDate, threads: usize) -> usize {
    let others = |_: &str, _: &str, _: NaiveDate| Some(3);
    let answers = policy.evaluate_columns(columns, on, threads, &others).unwrap();
    assert_eq!(answers.eligible.len(), columns.rows);
    let problems: BTreeMap<usize, _> = answers.problems.into_iter().collect();
    let mut answered = 0;
    for row in 0..columns.rows {
        let facts = columns.row(row);
        let code = &policy.document().code;
        match policy.evaluate_with(&facts, on, &others) {
            Ok(answer) => {
                let found = (answers.eligible[row], answers.amount_fen[row]);
                assert_eq!(found, (answer.eligible, answer.amount_fen), "{code}: {facts:?}");
                assert_eq!(problems.get(&row), None, "{code}: {facts:?}");
                answered += 1;
            }
            Err(told) => assert_eq!(problems.get(&row), Some(&told), "{code}: {facts:?}"),
        }
    }
    answered
}

const SHIPPED: [&str; 8] = [
    include_str!("../../../../policies/medical-assistance-1.json"),
    include_str!("../../../../policies/subsistence-jilin.json"),
    include_str!("../../../../policies/subsistence-zhenjiang.json"),
    include_str!("../../../../policies/subsistence-youxi-2021.json"),
    include_str!("../../../../policies/medical-jinzhai-2020.json"),
    include_str!("../../../../policies/medical-guichi-2019.json"),
    include_str!("../../../../policies/veteran-disability-2024.json"),
    include_str!("../../../../policies/disclosure-fee-2020.json"),
];

#[test]
fn policies_that_ship_give_the_same_in_columns() {
    let mut dice = Dice(1);
    for text in SHIPPED {
        let policy = Policy::parse(text).unwrap();
        let mut answered = 0;
        for round in 0..8 {
            let columns = dice.columns(&policy.document().inputs, 150);
            answered += compare(&policy, &columns, day("2026-03-02"), 1 + round % 2);
        }
        assert!(answered > 100, "{}: {answered}", policy.document().code);
    }
}

#[test]
fn a_day_on_which_the_policy_is_not_in_force_is_told_for_every_case() {
    let policy = Policy::parse(SHIPPED[1]).unwrap();
    let columns = Dice(3).columns(&policy.document().inputs, 5);
    assert_eq!(compare(&policy, &columns, day("2001-01-01"), 1), 0);
}

#[test]
fn a_condition_asked_more_than_once_is_the_same_each_time() {
    let text = json!({"zh": "字", "en": "word"});
    let rule = |name: &str, when: &str, formula: &str| {
        let mut rule = json!({"name": name, "label": text, "unit": "fen", "basis": []});
        (rule["when"], rule["formula"]) = (json!(when), json!(formula));
        rule
    };
    let twice = [
        rule("first", "sum > 10 && rate == 250", "on_day == date(\"2024-06-01\") ? sum : 1"),
        rule("second", "sum > 10 || rate == 250", "on_day == date(\"2024-06-01\") ? first : 2"),
        rule("third", "first > 20", "size in [1, 2] ? 5 : 6"),
        rule("aid", "first > 20 || size in [1, 2]", "first + second + third"),
    ];
    let document = with(json!({
        "parameters": [{
            "name": "rate", "label": text, "unit": "permille",
            "values": [{"from": "2024-01-01", "value": 250, "basis": []}]
        }],
        "rules": twice,
        "examples": [{"title": "例", "facts": {"sum": 5}, "eligible": false, "amount_fen": 0}]
    }));
    let policy = Policy::parse(&document.to_string()).unwrap();
    let rows: Vec<(i64, i64)> = (0..60).flat_map(|sum| (0..4).map(move |size| (sum, size))).collect();
    let mut columns = Columns { rows: rows.len(), ..Columns::default() };
    for (name, values) in [
        ("sum", rows.iter().map(|row| row.0).collect::<Vec<_>>()),
        ("size", rows.iter().map(|row| row.1).collect()),
    ] {
        columns.columns.insert(name.to_owned(), Column::new(ColumnValues::Numbers(values)));
    }
    for on in ["2024-06-01", "2024-06-02"] {
        assert_eq!(compare(&policy, &columns, day(on), 1), rows.len());
    }
}

#[test]
fn more_rows_than_a_chunk_come_back_in_order_from_several_threads() {
    let policy = Policy::parse(SHIPPED[0]).unwrap();
    let columns = Dice(9).columns(&policy.document().inputs, 9000);
    let one = policy.evaluate_columns(&columns, day("2026-03-02"), 1, &none).unwrap();
    for threads in [2, 3, 8] {
        assert_eq!(policy.evaluate_columns(&columns, day("2026-03-02"), threads, &none).unwrap(), one);
    }
    let empty = policy.evaluate_columns(&Columns::default(), day("2026-03-02"), 2, &none).unwrap();
    assert!(empty.amount_fen.is_empty());
}

fn none(_: &str, _: &str, _: NaiveDate) -> Option<i64> {
    None
}

#[test]
fn columns_that_do_not_fit_together_are_refused() {
    let policy = Policy::parse(SHIPPED[1]).unwrap();
    let mut columns = Columns { rows: 2, ..Columns::default() };
    let short = Column::new(ColumnValues::Numbers(vec![1]));
    columns.columns.insert("standard_fen".to_owned(), short);
    let refused = policy.evaluate_columns(&columns, day("2026-03-02"), 1, &none).unwrap_err();
    assert_eq!(refused.to_string(), "the column \"standard_fen\" has another number of values");
    columns.columns.clear();
    columns.lists.insert("members".to_owned(), ListColumn::default());
    assert!(policy.evaluate_columns(&columns, day("2026-03-02"), 1, &none).is_err());
}

/// A policy of random formulas over every kind of input.
fn random(x: &str, y: &str, when: &str, part: &str) -> Json {
    let text = json!({"zh": "字", "en": "word"});
    let code = |code: &str| json!({"code": code, "label": text});
    let input = |name: &str, kind: &str, limits: Json| {
        let mut input = json!({"name": name, "label": text, "type": kind});
        input.as_object_mut().unwrap().extend(limits.as_object().unwrap().clone());
        input
    };
    let fields = [
        input("n", "int", json!({"min": -9, "max": 99, "default": 7})),
        input("f", "bool", json!({"default": true})),
    ];
    let row = |number: i64, text: &str, value: i64| json!({"at": [number, text], "value": value});
    let rows = [row(0, "x", 7), row(0, "y", -3), row(1, "y", 1000), row(2, "x", 0), row(2, "y", 5)];
    let bands = |value: i64| {
        let band = |from: i64, value: i64| json!({"from": from, "to": 10 * from + 9, "value": value});
        json!([{"from": "2024-01-01", "basis": [], "rows": [band(0, 0), band(10, value), {"from": 110, "value": 2 * value}]}])
    };
    let brackets = |name: &str, unit: &str, value: i64, otherwise: Option<i64>| {
        let mut parameter =
            json!({"name": name, "label": text, "unit": unit, "over": "int", "brackets": bands(value)});
        if let Some(otherwise) = otherwise {
            parameter["otherwise"] = json!(otherwise);
        }
        parameter
    };
    let rule = |name: &str, unit: &str, formula: &str| json!({"name": name, "label": text, "unit": unit, "formula": formula, "basis": []});
    let mut second = rule("second", "int", y);
    second["when"] = json!(when);
    with(json!({
        "inputs": [
            input("a", "int", json!({"min": -50, "max": 200, "required": true})),
            input("b", "int", json!({"min": 0, "max": 3})),
            input("r", "permille", json!({"min": 0, "max": 1000, "used_when": "b > 0"})),
            input("p", "bool", json!({"required_when": "a > 3"})),
            input("t", "code", json!({"values": [code("x"), code("y")], "default": "y"})),
            input("members", "list", json!({"fields": fields}))
        ],
        "parameters": [
            {
                "name": "tb", "label": text, "unit": "int", "otherwise": 4, "keys": [
                    {"label": text, "type": "int", "values": [0, 1, 2]},
                    {"label": text, "type": "code", "values": ["x", "y"]}
                ],
                "tables": [{"from": "2024-01-01", "basis": [], "rows": rows}]
            },
            brackets("br", "int", 30, None), brackets("rt", "permille", 250, Some(11))
        ],
        "rules": [rule("first", "int", x), second, rule("aid", "fen", "max0(first + second) * 1")],
        "result": {
            "eligible": "first > second", "amount": "aid", "min": "min(aid, 5)", "max": "aid",
            "period": "once", "per": "person",
            "parts": [{"code": "part", "label": text, "amount": format!("({part}) * 1"), "period": "year"}],
            "reasons": [
                {"when": format!("{part} > 0"), "code": "some", "text": text},
                {"when": "true", "code": "all", "text": text}
            ]
        },
        "examples": [{"title": "例", "facts": {"a": 1}, "eligible": true, "amount_fen": 5}]
    }))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]
    #[test]
    fn random_policies_give_the_same_in_columns(
        x in formulas::number(), y in formulas::number(), when in formulas::flag(),
        part in formulas::number(), seed in any::<u64>()
    ) {
        // Those in which something can overflow are no policies.
        if let Ok(policy) = Policy::parse(&random(&x, &y, &when, &part).to_string()) {
            let columns = Dice(seed).columns(&policy.document().inputs, 60);
            compare(&policy, &columns, day("2026-03-02"), 1);
        }
    }
}

#[test]
fn many_random_policies_are_policies() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = (formulas::number(), formulas::number(), formulas::flag());
    let sound = (0..60).filter(|_| {
        let (x, y, when) = strategy.new_tree(&mut runner).unwrap().current();
        Policy::parse(&random(&x, &y, &when, "1").to_string()).is_ok()
    });
    let sound = sound.count();
    assert!(sound > 15, "{sound}");
}
