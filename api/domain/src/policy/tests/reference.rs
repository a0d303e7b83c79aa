//! The interpreter of the crate `cel` is the reference: on random formulas and
//! values the compiled form gives the same, faults included.

use std::collections::HashMap;
use std::sync::Arc;

use cel::common::ast::{Expr, IdedExpr, LiteralValue};
use cel::extractors::Arguments;
use cel::{Context, Env, ExecutionError, Program};
use proptest::prelude::*;

use super::formulas;
use crate::policy::exact::Band;
use crate::policy::ir::{Case, Fault, Items};
use crate::policy::lower::lower;
use crate::policy::scope::{BracketShape, FieldShape, Meaning, Scope, TableShape, Ty};
use crate::policy::tables::{Brackets, Table};
use crate::policy::unit::Unit;
use crate::policy::value::Kind;

pub(super) const NUMBER: Ty = Ty::Number(Unit::of(Kind::Int));

/// What the formulas are computed from.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub a: i64,
    pub b: i64,
    pub rate: i64,
    pub flag: bool,
    pub text: bool,
    /// A number, a flag, and whether the number was given.
    pub members: Vec<(i64, bool, bool)>,
}

pub(super) fn scope() -> Scope {
    let mut scope = Scope::new();
    let domain = scope.domain(["x", "y"].iter().map(ToString::to_string));
    let values = [
        ("a", Kind::Int, NUMBER),
        ("b", Kind::Int, NUMBER),
        ("r", Kind::Permille, Ty::Number(Unit::of(Kind::Permille))),
        ("p", Kind::Bool, Ty::Flag),
        ("t", Kind::Code, Ty::Text(Some(domain))),
    ];
    for (name, kind, ty) in values {
        let slot = scope.slot(name, kind);
        scope.meanings.insert(name.to_owned(), Meaning::Value { slot, ty });
    }
    scope.lists.push(vec![
        FieldShape { name: "n".to_owned(), kind: Kind::Int, ty: NUMBER },
        FieldShape { name: "f".to_owned(), kind: Kind::Bool, ty: Ty::Flag },
    ]);
    scope.tables.push(TableShape { keys: vec![NUMBER, Ty::Text(Some(domain))], value: NUMBER });
    for value in [NUMBER, Ty::Number(Unit::of(Kind::Permille))] {
        scope.brackets.push(BracketShape { over: Unit::of(Kind::Int), value });
    }
    let others = [
        ("members", Meaning::List(0)),
        ("tb", Meaning::Table(0)),
        ("br", Meaning::Brackets(0)),
        ("rt", Meaning::Brackets(1)),
    ];
    scope.meanings.extend(others.map(|(name, meaning)| (name.to_owned(), meaning)));
    scope
}

/// Three numbers by two texts; two cells are empty.
const CELLS: [[Option<i64>; 2]; 3] = [[Some(7), Some(-3)], [None, Some(1_000_000)], [Some(0), None]];

fn bands(per: i64) -> Vec<Band> {
    vec![
        Band { from: 0, to: 9, value: 0 },
        Band { from: 10, to: 999, value: 3 * per / 4 },
        Band { from: 1000, to: i64::MAX, value: 2 * per },
    ]
}

/// The table and the brackets formulas look things up in.
pub(super) fn world(scope: &Scope) -> Option<(Table, [Brackets; 2])> {
    let texts = [scope.symbols.known("x")?, scope.symbols.known("y")?];
    let cells = CELLS.iter().flatten().copied().collect();
    let table = Table { keys: vec![vec![0, 1, 2], texts.to_vec()], cells, otherwise: None };
    Some((table, [1, 1000].map(|per| Brackets { bands: bands(per), otherwise: None, per })))
}

pub(super) fn case<'w>(scope: &Scope, facts: &Facts, world: &'w (Table, [Brackets; 2])) -> Case<'w> {
    let text = scope.symbols.known(["x", "y"][usize::from(facts.text)]);
    let member = |(n, f, given): &(i64, bool, bool)| [*n, i64::from(*given), i64::from(*f), 1];
    Case {
        slots: vec![0, facts.a, facts.b, facts.rate, i64::from(facts.flag), text.unwrap_or_default()],
        lists: vec![Items { cells: facts.members.iter().flat_map(member).collect(), width: 4 }],
        tables: vec![&world.0],
        brackets: world.1.iter().collect(),
    }
}

/// What the compiled form gives; `None` where the formula is none.
fn compiled(source: &str, facts: &Facts) -> Option<Result<i64, Fault>> {
    let mut scope = scope();
    let formula = lower(source, NUMBER, &mut scope).ok()?;
    let world = world(&scope)?;
    Some(case(&scope, facts, &world).value(&formula.node))
}

/// What the interpreter gives for the same text.
fn interpreted(source: &str, facts: &Facts) -> Result<i64, Fault> {
    let program = Program::compile(source).unwrap();
    let node = rewritten(program.expression());
    let mut context = Context::with_env(Env::default().into());
    library(&mut context);
    context.add_variable_from_value("a", facts.a);
    context.add_variable_from_value("b", facts.b);
    context.add_variable_from_value("r", facts.rate);
    context.add_variable_from_value("p", facts.flag);
    context.add_variable_from_value("t", ["x", "y"][usize::from(facts.text)].to_owned());
    let member = |(n, f, given): &(i64, bool, bool)| {
        let mut fields: HashMap<String, cel::Value> = HashMap::new();
        fields.insert("n".to_owned(), (*n).into());
        fields.insert("f".to_owned(), (*f).into());
        for (name, given) in [("given_n", *given), ("given_f", true)] {
            fields.extend(given.then(|| (name.to_owned(), true.into())));
        }
        cel::Value::Map(fields.into())
    };
    let members = facts.members.iter().map(member).collect();
    context.add_variable_from_value("members", cel::Value::List(Arc::new(members)));
    match cel::Value::resolve(&node, &context) {
        Ok(cel::Value::Int(number)) => Ok(number),
        Ok(other) => panic!("{source} gives {other:?}"),
        Err(ExecutionError::Overflow(..)) => Err(Fault::Overflow),
        Err(ExecutionError::DivisionByZero(_) | ExecutionError::RemainderByZero(_)) => {
            Err(Fault::DivisionByZero)
        }
        Err(ExecutionError::FunctionError { message, .. }) => {
            let known = [
                Fault::Overflow,
                Fault::DivisionByZero,
                Fault::LimitsCrossed,
                Fault::NoUnit,
                Fault::NotInTable,
            ];
            Err(*known.iter().find(|fault| fault.sentence() == message).unwrap())
        }
        Err(error) => panic!("{source}: {error}"),
    }
}

/// Tables by their names, and the presence of a field as a field of its own:
/// a field that was not given still has its default.
fn rewritten(node: &IdedExpr) -> IdedExpr {
    let boxed = |node: &IdedExpr| Box::new(rewritten(node));
    let expr = match &node.expr {
        Expr::Ident(name) if ["tb", "br", "rt"].contains(&name.as_str()) => {
            Expr::Literal(LiteralValue::String(name.clone().into()))
        }
        Expr::Call(call) => {
            let mut call = call.clone();
            call.args = call.args.iter().map(rewritten).collect();
            Expr::Call(call)
        }
        Expr::Select(select) => {
            let mut select = select.clone();
            if select.test {
                select.field = format!("given_{}", select.field);
            }
            Expr::Select(select)
        }
        Expr::List(list) => {
            let mut list = list.clone();
            list.elements = list.elements.iter().map(rewritten).collect();
            Expr::List(list)
        }
        Expr::Comprehension(comprehension) => {
            let mut inner = comprehension.clone();
            inner.iter_range = *boxed(&inner.iter_range);
            inner.loop_step = *boxed(&inner.loop_step);
            Expr::Comprehension(inner)
        }
        other => other.clone(),
    };
    IdedExpr { id: node.id, expr }
}

type Answer = Result<i64, ExecutionError>;

fn fault(fault: Fault) -> ExecutionError {
    ExecutionError::function_error("f", fault.sentence())
}

fn fits(number: Option<i128>) -> Answer {
    number.and_then(|number| i64::try_from(number).ok()).ok_or_else(|| fault(Fault::Overflow))
}

/// The exact quotient, rounded: written a second time, by the remainder of
/// the Euclidean division of the sizes.
fn rounded(numerator: i128, denominator: i128, mode: &str) -> i128 {
    let negative = (numerator < 0) != (denominator < 0);
    let (size, by) = (numerator.unsigned_abs(), denominator.unsigned_abs());
    let (whole, rest) = (size / by, size % by);
    let up = match mode {
        "half_up" => 2 * rest >= by,
        "up" => rest != 0,
        _ => false,
    };
    let size = i128::try_from(whole + u128::from(up)).unwrap();
    if negative { -size } else { size }
}

fn share(of: i64, rate: i64, unit: i64, mode: &str) -> Answer {
    if unit <= 0 {
        return Err(fault(Fault::NoUnit));
    }
    let unit = i128::from(unit);
    let units = rounded(i128::from(of) * i128::from(rate), 1000 * unit, mode);
    fits(units.checked_mul(unit))
}

fn numbers(arguments: &Arguments) -> Vec<i64> {
    let number = |value: &cel::Value| match value {
        cel::Value::Int(number) => vec![*number],
        cel::Value::List(list) => list
            .iter()
            .map(|item| match item {
                cel::Value::Int(number) => *number,
                other => panic!("{other:?}"),
            })
            .collect(),
        other => panic!("{other:?}"),
    };
    arguments.0.iter().flat_map(number).collect()
}

fn bands_of(name: &str) -> Vec<Band> {
    bands(if name == "rt" { 1000 } else { 1 })
}

fn bracket(name: &str, number: i64) -> Answer {
    let found = bands_of(name).into_iter().find(|band| band.from <= number && number <= band.to);
    found.map(|band| band.value).ok_or_else(|| fault(Fault::NotInTable))
}

fn cell(number: i64, text: &str) -> Option<i64> {
    let row = CELLS.get(usize::try_from(number).ok()?)?;
    row[usize::from(text == "y")]
}

fn library(context: &mut Context) {
    let add = [
        context.add_function("max", |all: Arguments| numbers(&all).into_iter().max().unwrap()),
        context.add_function("min", |all: Arguments| numbers(&all).into_iter().min().unwrap()),
        context.add_function("highest", |all: Arguments| numbers(&all).into_iter().max().unwrap_or(0)),
        context.add_function("lowest", |all: Arguments| numbers(&all).into_iter().min().unwrap_or(0)),
        context.add_function("sum", |all: Arguments| {
            fits(Some(numbers(&all).into_iter().map(i128::from).sum()))
        }),
        context.add_function("count", |all: Arguments| match &all.0[0] {
            cel::Value::List(list) => i64::try_from(list.len()).unwrap(),
            other => panic!("{other:?}"),
        }),
        context.add_function("max0", |a: i64| a.max(0)),
        context.add_function("clamp", |a: i64, low: i64, high: i64| -> Answer {
            if low > high { Err(fault(Fault::LimitsCrossed)) } else { Ok(a.clamp(low, high)) }
        }),
        context.add_function("permille", |of: i64, rate: i64| share(of, rate, 1, "half_up")),
        context.add_function("share", |of: i64, rate: i64, mode: Arc<String>| share(of, rate, 1, &mode)),
        context.add_function("share_to", |of: i64, rate: i64, unit: i64, mode: Arc<String>| {
            share(of, rate, unit, &mode)
        }),
        context
            .add_function("round_to", |of: i64, unit: i64, mode: Arc<String>| share(of, 1000, unit, &mode)),
        context.add_function("mul_div", |a: i64, b: i64, by: i64, mode: Arc<String>| -> Answer {
            if by == 0 {
                return Err(fault(Fault::DivisionByZero));
            }
            fits(Some(rounded(i128::from(a) * i128::from(b), i128::from(by), &mode)))
        }),
        context.add_function("lookup", |_: Arc<String>, number: i64, text: Arc<String>| -> Answer {
            cell(number, &text).ok_or_else(|| fault(Fault::NotInTable))
        }),
        context.add_function("in_table", |_: Arc<String>, number: i64, text: Arc<String>| {
            cell(number, &text).is_some()
        }),
        context.add_function("bracket", |name: Arc<String>, number: i64| bracket(&name, number)),
        context.add_function("in_brackets", |_: Arc<String>, number: i64| number >= 0),
        context.add_function(
            "bracket_share",
            |name: Arc<String>, number: i64, mode: Arc<String>| -> Answer {
                share(number, bracket(&name, number)?, 1, &mode)
            },
        ),
        context.add_function("marginal", |name: Arc<String>, number: i64, mode: Arc<String>| -> Answer {
            let of = |band: &Band| {
                let part = i128::from(number.min(band.to)) - i128::from((band.from - 1).max(0));
                part.max(0) * i128::from(band.value)
            };
            let total: i128 = bands_of(&name).iter().map(of).sum();
            fits(Some(rounded(total, if &**name == "rt" { 1000 } else { 1 }, &mode)))
        }),
    ];
    assert!(add.iter().all(Result::is_ok));
}

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![-3i64..12, -2000i64..2000, any::<i64>(), Just(i64::MAX), Just(i64::MIN)]
}

fn facts() -> impl Strategy<Value = Facts> {
    let members = proptest::collection::vec((number(), any::<bool>(), any::<bool>()), 0..4);
    (number(), number(), number(), any::<bool>(), any::<bool>(), members)
        .prop_map(|(a, b, rate, flag, text, members)| Facts { a, b, rate, flag, text, members })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn the_compiled_form_gives_what_the_interpreter_gives(
        source in formulas::number(), facts in facts()
    ) {
        if let Some(found) = compiled(&source, &facts) {
            prop_assert_eq!(found, interpreted(&source, &facts), "{}", source);
        }
    }
}

#[test]
fn most_random_formulas_are_formulas() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = formulas::number();
    let sound = (0..100).filter(|_| {
        let source = strategy.new_tree(&mut runner).unwrap().current();
        lower(&source, NUMBER, &mut scope()).is_ok()
    });
    assert!(sound.count() > 60);
}
