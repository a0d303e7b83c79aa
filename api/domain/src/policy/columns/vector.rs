//! A chunk of cases: the compiled form evaluated over columns. Both branches
//! of a condition are computed and the one that holds is taken, so what is
//! computed of the other may be nonsense; it is never told. A row in which a
//! formula might have failed is put in doubt.

mod rows;

use rows::NO_CELL;

use super::operations::Pool;
pub(in crate::policy) use super::operations::Val;
use super::shared::Shared;
use super::{Columns, Plan};
use crate::policy::exact;
use crate::policy::ir::{self, Node, Op, Relation};
use crate::policy::lower::Formula;
use crate::policy::tables::{Brackets, Table};

/// The items of the lists of a chunk's cases.
#[derive(Debug, Default)]
pub(super) struct ListChunk<'a> {
    pub cells: Vec<Val<'a>>,
    /// The row of each item.
    pub owner: Vec<usize>,
    /// For each row the place of its first item, and one more at the end.
    pub starts: Vec<usize>,
}

pub(super) struct Chunk<'a> {
    pub plan: &'a Plan<'a>,
    pub slots: Vec<Val<'a>>,
    pub lists: Vec<ListChunk<'a>>,
    pub pool: Pool,
    /// The rows that are to be computed by themselves.
    pub doubt: Vec<bool>,
    pub from: usize,
    tables: Vec<&'a Table>,
    brackets: Vec<&'a Brackets>,
    outcome: (Val<'a>, Val<'a>),
}

impl<'a> Chunk<'a> {
    pub fn new(plan: &'a Plan<'a>) -> Chunk<'a> {
        let data = &plan.compiled.data;
        Chunk {
            plan,
            slots: Vec::new(),
            lists: Vec::new(),
            pool: Pool::default(),
            doubt: Vec::new(),
            from: 0,
            tables: data.tables.iter().filter_map(|(_, dated)| dated.on(plan.on)).collect(),
            brackets: data.brackets.iter().filter_map(|(_, dated)| dated.on(plan.on)).collect(),
            outcome: (Val::One(0), Val::One(0)),
        }
    }

    /// Computes the cases from `from` to before `to`.
    pub fn compute(&mut self, columns: &'a Columns, from: usize, to: usize) {
        self.from = from;
        self.doubt.clear();
        self.doubt.resize(to - from, self.plan.hopeless);
        for slot in std::mem::take(&mut self.slots) {
            self.pool.give(slot);
        }
        self.slots.extend_from_slice(&self.plan.start);
        self.read(columns, from, to);
        let compiled = self.plan.compiled;
        for rule in &compiled.rules {
            let value = match &rule.when {
                None => self.own(&rule.formula.node),
                Some(when) => {
                    self.with_view(|view| view.conditional(&when.node, &rule.formula.node, &Node::Const(0)))
                }
            };
            self.put(rule.slot, value);
        }
        self.conclude();
    }

    fn conclude(&mut self) {
        let outcome = &self.plan.compiled.outcome;
        let eligible = self.own(&outcome.eligible.node);
        let amount = self.own(&outcome.amount.node);
        let alike = |formula: &Formula| formula.node == outcome.amount.node;
        let min = if alike(&outcome.min) { Val::One(0) } else { self.own(&outcome.min.node) };
        let max = if alike(&outcome.max) { None } else { Some(self.own(&outcome.max.node)) };
        // 0 ≤ min ≤ amount ≤ max must hold.
        let ordered =
            min.is_in_order_with(&amount) && max.as_ref().is_none_or(|max| amount.is_in_order_with(max));
        if !ordered {
            for (row, doubt) in self.doubt.iter_mut().enumerate() {
                let (min, amount) = (min.at(row), amount.at(row));
                let max = max.as_ref().map_or(amount, |max| max.at(row));
                *doubt |= !(0 <= min && min <= amount && amount <= max);
            }
        }
        self.pool.give(min);
        self.pool.give(max.unwrap_or(Val::One(0)));
        let risky = self.plan.risky_reasons.iter().copied();
        for node in risky.chain(outcome.parts.iter().map(|part| &part.node)) {
            let value = self.own(node);
            self.pool.give(value);
        }
        let (eligible, amount) = std::mem::replace(&mut self.outcome, (eligible, amount));
        self.pool.give(eligible);
        self.pool.give(amount);
    }

    /// Appends the answers of the rows; those in doubt are put right later.
    pub fn answer(&self, eligible: &mut Vec<bool>, amount_fen: &mut Vec<i64>) {
        let rows = self.doubt.len();
        match self.outcome.0.numbers() {
            None => eligible.extend(std::iter::repeat_n(self.outcome.0.at(0) != 0, rows)),
            Some(flags) => eligible.extend(flags.iter().map(|flag| *flag != 0)),
        }
        match self.outcome.1.numbers() {
            None => amount_fen.extend(std::iter::repeat_n(self.outcome.1.at(0), rows)),
            Some(numbers) => amount_fen.extend_from_slice(numbers),
        }
    }

    /// The rows in doubt, as they are numbered in the columns.
    pub fn doubtful(&self) -> impl Iterator<Item = usize> {
        let doubt = self.doubt.iter().enumerate().filter(|(_, doubt)| **doubt);
        doubt.map(|(row, _)| self.from + row)
    }

    pub fn put(&mut self, slot: usize, value: Val<'a>) {
        self.set(slot, value);
        let plan = self.plan;
        for shared in plan.shared.iter().filter(|shared| shared.of == slot) {
            let flag = self.with_view(|view| view.computed(shared.node));
            self.set(shared.slot, flag);
        }
    }

    fn set(&mut self, slot: usize, value: Val<'a>) {
        if let Some(place) = self.slots.get_mut(slot) {
            *place = value;
        }
    }

    /// The value of a formula, to be kept.
    pub fn own(&mut self, node: &Node) -> Val<'a> {
        self.with_view(|view| view.value(node))
    }

    fn with_view(&mut self, compute: impl for<'v> FnOnce(&mut View<'v, '_>) -> Val<'v>) -> Val<'a> {
        let (mut pool, mut doubt) = (std::mem::take(&mut self.pool), std::mem::take(&mut self.doubt));
        let mut view = View {
            slots: &self.slots,
            lists: &self.lists,
            tables: &self.tables,
            brackets: &self.brackets,
            shared: &self.plan.shared,
            pool: &mut pool,
            doubt: &mut doubt,
            item: None,
        };
        let value = compute(&mut view);
        let value = owned(value, view.pool);
        (self.pool, self.doubt) = (pool, doubt);
        value
    }
}

/// The same value in a buffer of its own.
fn owned<'b>(value: Val<'_>, pool: &mut Pool) -> Val<'b> {
    match value {
        Val::One(number) => Val::One(number),
        Val::Own(numbers) => Val::Own(numbers),
        Val::Lent(numbers) => {
            let mut out = pool.take();
            out.extend_from_slice(numbers);
            Val::Own(out)
        }
    }
}

/// What a formula sees of a chunk.
struct View<'v, 'm> {
    slots: &'v [Val<'v>],
    lists: &'v [ListChunk<'v>],
    tables: &'v [&'v Table],
    brackets: &'v [&'v Brackets],
    shared: &'v [Shared<'v>],
    pool: &'m mut Pool,
    doubt: &'m mut [bool],
    /// The list whose items are the rows at hand.
    item: Option<&'v ListChunk<'v>>,
}

impl<'v> View<'v, '_> {
    fn value(&mut self, node: &Node) -> Val<'v> {
        if matches!(node, Node::Compare(..) | Node::OneOf(..)) {
            let known = self.shared.iter().find(|shared| shared.node == node);
            if let Some(shared) = known {
                return self.slot(shared.slot);
            }
        }
        self.computed(node)
    }

    fn computed(&mut self, node: &Node) -> Val<'v> {
        match node {
            Node::Const(number) => Val::One(*number),
            Node::Slot(slot) => self.slot(*slot),
            Node::Cell(cell) => {
                self.item.and_then(|list| list.cells.get(*cell)).map_or(Val::One(0), Val::lend)
            }
            Node::Not(flag) => self.map(flag, |flag| i64::from(flag == 0)),
            Node::Negate(number, _) => self.map(number, i64::wrapping_neg),
            Node::AtLeastZero(number) => self.map(number, |number| number.max(0)),
            Node::And(left, right) => match self.value(left) {
                Val::One(0) => Val::One(0),
                Val::One(_) => self.value(right),
                left => {
                    let right = self.value(right);
                    self.pool.zip(left, right, |left, right| left & right)
                }
            },
            Node::Or(left, right) => match self.value(left) {
                Val::One(0) => self.value(right),
                Val::One(_) => Val::One(1),
                left => {
                    let right = self.value(right);
                    self.pool.zip(left, right, |left, right| left | right)
                }
            },
            Node::Arithmetic(op, left, right, _) => self.arithmetic(*op, left, right),
            Node::Compare(relation, left, right) => self.compare(*relation, left, right),
            Node::If(condition, yes, no) => self.conditional(condition, yes, no),
            Node::OneOf(one, of) => self.one_of(one, of),
            Node::Highest(of) => self.extreme(of, i64::max),
            Node::Lowest(of) => self.extreme(of, i64::min),
            Node::Clamp(number, low, high) => {
                self.triple(number, low, high, |number, low, high| ir::clamp(number, low, high).ok())
            }
            Node::Share { of, rate, unit, mode, .. } => match **unit {
                Node::Const(1) => {
                    let (of, rate) = (self.value(of), self.value(rate));
                    self.pool.share(of, rate, *mode)
                }
                _ => self.triple(of, rate, unit, |of, rate, unit| ir::share(of, rate, unit, *mode).ok()),
            },
            Node::MulDiv { factors, by, mode, .. } => {
                // Never by zero, nor too large, where it is taken.
                self.triple(&factors.0, &factors.1, by, |a, b, by| {
                    Some(if by == 0 { 0 } else { exact::mul_div(a, b, by, *mode).unwrap_or_default() })
                })
            }
            Node::Round { of, unit, mode, .. } => {
                let rate = Node::Const(1000);
                self.triple(of, &rate, unit, |of, rate, unit| ir::share(of, rate, unit, *mode).ok())
            }
            Node::Lookup { table, keys } => self.lookup(*table, keys),
            Node::InTable { table, keys } => {
                let cells = self.cells(*table, keys);
                self.pool.map(cells, |cell| i64::from(cell != NO_CELL))
            }
            Node::Bracket { brackets, of } => {
                let Some(known) = self.brackets.get(*brackets).copied() else { return Val::One(0) };
                let number = self.value(of);
                self.known(number, |number| {
                    exact::band(&known.bands, number).map(|band| band.value).or(known.otherwise)
                })
            }
            Node::InBrackets { brackets, of } => {
                let Some(known) = self.brackets.get(*brackets).copied() else { return Val::One(0) };
                self.map(of, |number| i64::from(exact::band(&known.bands, number).is_some()))
            }
            Node::Marginal { brackets, of, mode, .. } => {
                let Some(known) = self.brackets.get(*brackets).copied() else { return Val::One(0) };
                self.map(of, |number| {
                    exact::marginal(&known.bands, number, known.per, *mode).unwrap_or_default()
                })
            }
            Node::Over { fold, list, filter, body, .. } => match self.lists.get(*list) {
                Some(items) => self.over(*fold, items, filter.as_deref(), body),
                None => Val::One(0),
            },
            Node::Calendar(function, left, right) => {
                let (left, right) = (self.value(left), self.value(right));
                let compute = |left, right| ir::calendar(*function, left, right).unwrap_or_default();
                self.pool.zip(left, right, compute)
            }
        }
    }

    /// A slot, repeated for every item where items are at hand.
    fn slot(&mut self, slot: usize) -> Val<'v> {
        let Some(value) = self.slots.get(slot) else { return Val::One(0) };
        match (self.item, value.numbers()) {
            (Some(list), Some(numbers)) => {
                let mut out = self.pool.take();
                out.extend(list.owner.iter().map(|row| numbers.get(*row).copied().unwrap_or_default()));
                Val::Own(out)
            }
            _ => value.lend(),
        }
    }

    #[inline(always)]
    fn map(&mut self, of: &Node, f: impl Fn(i64) -> i64) -> Val<'v> {
        let value = self.value(of);
        self.pool.map(value, f)
    }

    /// `yes` where the condition holds, `no` elsewhere.
    fn conditional(&mut self, condition: &Node, yes: &Node, no: &Node) -> Val<'v> {
        if let Node::Not(condition) = condition {
            return self.conditional(condition, no, yes);
        }
        let flag = self.value(condition);
        match flag.settled() {
            Some(holds) => {
                self.pool.give(flag);
                self.value(if holds { yes } else { no })
            }
            None => {
                let (yes, no) = (self.value(yes), self.value(no));
                let chosen = self.pool.select(&flag, yes, no);
                self.pool.give(flag);
                chosen
            }
        }
    }

    fn arithmetic(&mut self, op: Op, left: &Node, right: &Node) -> Val<'v> {
        let (left, right) = (self.value(left), self.value(right));
        let pool = &mut *self.pool;
        match op {
            Op::Add => pool.zip(left, right, i64::wrapping_add),
            Op::Subtract => pool.zip(left, right, i64::wrapping_sub),
            Op::Multiply => pool.zip(left, right, i64::wrapping_mul),
            Op::Divide => pool.zip(left, right, |a, b| if b == 0 { 0 } else { a.wrapping_div(b) }),
            Op::Remainder => pool.zip(left, right, |a, b| if b == 0 { 0 } else { a.wrapping_rem(b) }),
        }
    }

    fn compare(&mut self, relation: Relation, left: &Node, right: &Node) -> Val<'v> {
        let (left, right) = (self.value(left), self.value(right));
        let pool = &mut *self.pool;
        match relation {
            Relation::Equal => pool.zip(left, right, |a, b| i64::from(a == b)),
            Relation::NotEqual => pool.zip(left, right, |a, b| i64::from(a != b)),
            Relation::Less => pool.zip(left, right, |a, b| i64::from(a < b)),
            Relation::LessOrEqual => pool.zip(left, right, |a, b| i64::from(a <= b)),
            Relation::Greater => pool.zip(left, right, |a, b| i64::from(a > b)),
            Relation::GreaterOrEqual => pool.zip(left, right, |a, b| i64::from(a >= b)),
        }
    }

    fn one_of(&mut self, one: &Node, of: &[Node]) -> Val<'v> {
        let one = self.value(one);
        match of {
            [Node::Const(a)] => return self.pool.map(one, |one| i64::from(one == *a)),
            [Node::Const(a), Node::Const(b)] => {
                return self.pool.map(one, |one| i64::from((one == *a) | (one == *b)));
            }
            _ => (),
        }
        let mut found = Val::One(0);
        for node in of {
            let other = self.value(node);
            let same = self.pool.zip(one.lend(), other, |a, b| i64::from(a == b));
            // Lent from `one`, which ends here, only where nothing was computed.
            let same = owned(same, self.pool);
            found = self.pool.zip(found, same, |a, b| a | b);
        }
        self.pool.give(one);
        found
    }

    fn extreme(&mut self, of: &[Node], best: fn(i64, i64) -> i64) -> Val<'v> {
        let mut found: Option<Val<'v>> = None;
        for node in of {
            let next = self.value(node);
            found = Some(match found {
                None => next,
                Some(known) => self.pool.zip(known, next, best),
            });
        }
        found.unwrap_or(Val::One(0))
    }
}
