//! What a formula can give lies within the interval that was computed for it.

use std::cell::RefCell;
use std::collections::HashMap;

use proptest::prelude::*;

use super::formulas;
use super::reference::{Facts, NUMBER, case, scope, world};
use crate::policy::interval::{FLAG, Ranges, World};
use crate::policy::ir::Fault;
use crate::policy::lower::lower;

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![-3i64..12, -2000i64..2000]
}

fn facts() -> impl Strategy<Value = Facts> {
    let members = proptest::collection::vec((number(), any::<bool>(), any::<bool>()), 0..4);
    (1i64..50, number(), 0i64..1000, any::<bool>(), any::<bool>(), members)
        .prop_map(|(a, b, rate, flag, text, members)| Facts { a, b, rate, flag, text, members })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]
    #[test]
    fn every_value_lies_within_its_interval_and_no_danger_goes_unseen(
        source in formulas::number(), facts in facts()
    ) {
        let mut scope = scope();
        let Ok(formula) = lower(&source, NUMBER, &mut scope) else { return Ok(()) };
        let data = world(&scope).unwrap();
        let bounds = World {
            tables: vec![vec![&data.0]],
            brackets: data.1.iter().map(|brackets| vec![brackets]).collect(),
            items: vec![3],
            flags: HashMap::new(),
            given: Vec::new(),
            uses: RefCell::default(),
        };
        let texts = ["x", "y"].map(|text| i128::from(scope.symbols.known(text).unwrap()));
        let slots = vec![(0, 0), (1, 49), (-2000, 1999), (0, 999), FLAG, (texts[0], texts[1])];
        let cells = vec![vec![(-2000, 1999), FLAG, FLAG, (1, 1)]];
        let ranges = Ranges { slots, cells, dead: false };
        let Ok((low, high)) = bounds.range(&formula.node, &ranges, 0) else { return Ok(()) };
        match case(&scope, &facts, &data).value(&formula.node) {
            Ok(value) => prop_assert!(
                low <= i128::from(value) && i128::from(value) <= high,
                "{source}: {value} outside {low}..{high}"
            ),
            Err(fault) => prop_assert!(
                matches!(fault, Fault::NotInTable | Fault::NoUnit | Fault::LimitsCrossed),
                "{source}: {fault:?}"
            ),
        }
    }
}
