//! What a change of a policy for persons would cost: each member of each household, added up to
//! their household.

use serde_json::{Value, json};
use yangguang_tests::families::{Family, register, simulated};
use yangguang_tests::{Answer, Client, Server};

const AGED: &str = "aged-ganxian";

fn family(category: &'static str, members: &[(i32, &'static str)]) -> Family {
    let conditions =
        |known: &'static str| Some(known).filter(|known| !known.is_empty()).into_iter().collect();
    let members = members.iter().map(|(age, known)| (*age, conditions(known))).collect();
    Family { members, category, income_fen: None }
}

fn families() -> Vec<Family> {
    vec![
        family("other", &[(91, ""), (84, ""), (55, "")]),
        family("rural_subsistence", &[(76, ""), (74, "")]),
        family("destitute", &[(80, "severely_disabled")]),
        family("other", &[(79, ""), (101, ""), (10, "")]),
        family("near_poor", &[(40, "")]),
    ]
}

/// What the policy gives somebody of that age, asked for one alone.
async fn single(examiner: &Client, age: i32, first_age: i64) -> i64 {
    let known = examiner.get(&format!("/policies/{AGED}?on=2026-03-02")).await.expect(200);
    let mut document = known["document"].clone();
    let parameters = document["parameters"].as_array_mut().expect("parameters");
    let first = parameters.iter_mut().find(|known| known["name"] == "first_age").expect("an age");
    first["values"][0]["value"] = json!(first_age);
    let body = json!({ "document": document, "facts": { "age": age }, "on": "2026-03-02" });
    let checked = examiner.post("/policy-checks", body).await.expect(200);
    let evaluation = &checked["evaluation"];
    assert!(evaluation.is_object(), "{}", checked.text());
    if evaluation["eligible"] == true { evaluation["amount_fen"].as_i64().expect("fen") } else { 0 }
}

fn paid_from(age: i64) -> Value {
    json!({ "policy_code": AGED, "changes": [{ "parameter": "first_age", "value": age }] })
}

fn monthly(seen: &Answer, figure: &str) -> Option<i64> {
    seen["result"]["total"][figure]["monthly_fen"].as_i64()
}

#[tokio::test]
async fn an_allowance_of_persons_costs_exactly_what_single_evaluations_sum_to() {
    let server = Server::start().await;
    let (clerk, examiner) = (server.actor("clerk").await, server.actor("examiner").await);
    let (mut before, mut after) = (0, 0);
    for family in families() {
        register(&clerk, &family).await;
        for (age, _) in &family.members {
            before += single(&examiner, *age, 80).await;
            after += single(&examiner, *age, 75).await;
        }
    }
    let seen = simulated(&examiner, paid_from(75)).await;
    assert_eq!((monthly(&seen, "before"), monthly(&seen, "after")), (Some(before), Some(after)));
    // 91 and 84, 80, 101; then 76 and 79 besides.
    assert_eq!((before, after), (15_000 + 5_000 + 30_000, 15_000 + 5_000 + 5_000 + 35_000));
    let total = &seen["result"]["total"];
    assert_eq!((&total["households"], &total["not_computed"]), (&json!(5), &json!(0)));
    let counted = ["entering", "leaving", "gaining", "losing"].map(|kind| total[kind]["households"].clone());
    assert_eq!(counted, [json!(1), json!(0), json!(1), json!(0)], "{}", seen.text());
    let rows = examiner.get(&format!("/simulations/{}/rows?change=gaining", seen.id())).await.expect(200);
    let row = &rows.items()[0];
    assert_eq!(
        (&row["before"]["monthly_fen"], &row["after"]["monthly_fen"]),
        (&json!(30_000), &json!(35_000))
    );
    let raised = simulated(&examiner, paid_from(85)).await;
    let total = &raised["result"]["total"];
    assert_eq!((&total["leaving"]["households"], &total["losing"]["households"]), (&json!(1), &json!(1)));
    let same = simulated(&examiner, paid_from(80)).await;
    assert_eq!(same["result"]["total"]["difference"], json!({ "monthly_fen": 0, "yearly_fen": 0 }));
}

#[tokio::test]
async fn who_is_registered_for_another_benefit_gets_nothing_for_any_member() {
    let server = Server::start().await;
    let (clerk, examiner) = (server.actor("clerk").await, server.actor("examiner").await);
    for family in families() {
        register(&clerk, &family).await;
    }
    let mut body = json!({
        "policy_code": "destitute-ganxian", "changes": [{ "parameter": "living_permille", "value": 1_500 }],
    });
    let told = examiner.post("/simulations", body.clone()).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/facts".to_owned(), "simulation_inputs".to_owned())]);
    assert!(told.text().contains("no_supporter") && !told.text().contains("(age)"), "{}", told.text());
    body["facts"] = json!({ "no_income": true, "no_supporter": true });
    let seen = simulated(&examiner, body).await;
    // Unable to work: two of the first, one of the third, three of the fourth; the second is on
    // subsistence, the last can work.
    assert_eq!(monthly(&seen, "before"), Some(6 * 129_000));
    assert_eq!(monthly(&seen, "after"), Some(6 * (127_500 + 18_500)));
    let parts = seen["result"]["by_category"].as_array().expect("categories");
    let subsistence = parts.iter().find(|part| part["category"] == "rural_subsistence");
    assert_eq!(subsistence.expect("a part")["after"]["monthly_fen"], 0, "{}", seen.text());
}

#[tokio::test]
async fn a_fact_for_all_counts_on_its_own_side_and_only_for_whom_it_can_be_claimed() {
    let server = Server::start().await;
    let (clerk, examiner) = (server.actor("clerk").await, server.actor("examiner").await);
    register(&clerk, &family("other", &[(19, ""), (7, "")])).await;
    let body = json!({
        "policy_code": "orphan-ganxian", "facts": { "care": "dispersed" },
        "changes": [{ "parameter": "at_school", "value": true }],
    });
    let seen = simulated(&examiner, body).await;
    assert_eq!((monthly(&seen, "before"), monthly(&seen, "after")), (Some(118_000), Some(236_000)));
    // Medical aid for the destitute is for nobody else.
    let body = json!({
        "policy_code": "medical-assistance-1",
        "facts": { "category": "subsistence_ill", "cost_fen": 900_000, "insurer_paid_fen": 300_000 },
        "changes": [{ "parameter": "threshold_fen", "value": 700_000 }],
    });
    register(&clerk, &family("urban_subsistence", &[(50, ""), (48, "")])).await;
    let seen = simulated(&examiner, body).await;
    assert_eq!((monthly(&seen, "before"), monthly(&seen, "after")), (Some(300_000), Some(0)));
}
