//! Tests of the reader and of the flow that ships.

mod documents;
mod steps;
mod walks;

use serde_json::json;

use super::*;

const MEDICAL: &str = include_str!("../../../../flows/medical-assistance.v1.json");

fn flow() -> Flow {
    Flow::parse(MEDICAL).unwrap()
}

/// A case against which nothing stands.
fn ready() -> Context {
    context(json!({
        "materials_missing": 0, "supplement_notices": 0, "facts_complete": true, "checks": 1,
        "staff_kin": false, "county_visits": 0, "eligible": true,
        "amount_fen": 150_000, "min_fen": 150_000, "max_fen": 150_000
    }))
}

fn context(facts: Json) -> Context {
    let facts = facts.as_object().unwrap().clone().into_iter().collect();
    Context { facts }
}

fn with(name: &str, value: impl Into<Json>) -> Context {
    let mut ctx = ready();
    ctx.facts.insert(name.to_owned(), value.into());
    ctx
}

fn person(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn did(act: &str, actor: u128, round: u32) -> Done {
    Done { act: act.to_owned(), actor: person(actor), round }
}
