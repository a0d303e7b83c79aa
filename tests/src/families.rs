//! Households of a known income and known members, and what a change of the policy on
//! subsistence brings them.

use serde_json::{Value, json};

use crate::{Answer, Client, build};

pub const POLICY: &str = "subsistence-ganxian";
/// Of the shipped policy on the tests' day.
pub const STANDARD: i64 = 85_000;

/// A household as it is registered; ages are on the tests' day.
pub struct Family {
    pub members: Vec<(i32, Vec<&'static str>)>,
    pub category: &'static str,
    pub income_fen: Option<i64>,
}

impl Family {
    pub fn of(size: usize, income_fen: i64) -> Family {
        Family {
            members: vec![(40, vec![]); size],
            category: "rural_subsistence",
            income_fen: Some(income_fen),
        }
    }

    /// As the policy takes it.
    pub fn facts(&self) -> Value {
        let member = |(age, conditions): &(i32, Vec<&str>)| {
            let mut member = json!({ "age": age });
            for condition in conditions {
                member[condition] = json!(true);
            }
            member
        };
        json!({
            "household_size": self.members.len(), "income_fen": self.income_fen,
            "members": self.members.iter().map(member).collect::<Vec<_>>(),
        })
    }
}

pub async fn register(clerk: &Client, family: &Family) -> String {
    let village = build::village(clerk).await;
    let mut members = Vec::new();
    for (place, (age, conditions)) in family.members.iter().enumerate() {
        let born = chrono::NaiveDate::from_ymd_opt(2026 - age, 1, 5).expect("a day");
        let body = json!({
            "citizen_id": build::citizen_id_of(born), "name": "测算生", "division": village,
        });
        let person = clerk.post("/persons", body).await.expect(201);
        let relation = if place == 0 { "head" } else { "other" };
        members.push(json!({ "person_id": person.id(), "relation": relation, "conditions": conditions }));
    }
    let body = json!({
        "division": village, "category": family.category, "members": members, "income_fen": family.income_fen,
    });
    clerk.post("/households", body).await.expect(201).id()
}

/// Waits for the end of what was asked for.
pub async fn ended(client: &Client, answer: Answer) -> Answer {
    let path = format!("/simulations/{}", answer.id());
    for _ in 0..400 {
        let seen = client.get(&path).await.expect(200);
        if !["queued", "running"].contains(&seen["state"].as_str().expect("a state")) {
            return seen;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{path} does not end");
}

pub async fn simulated(client: &Client, body: Value) -> Answer {
    let asked = client.post("/simulations", body).await.expect(202);
    let seen = ended(client, asked).await;
    assert_eq!(seen["state"], "done", "{}", seen.text());
    seen
}

pub fn raised(standard: i64) -> Value {
    json!({ "policy_code": POLICY, "changes": [{ "parameter": "standard_fen", "value": standard }] })
}
