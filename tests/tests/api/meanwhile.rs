//! Whoever comes second is told who did what since they looked.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Server};

fn told(answer: &Answer) -> Vec<(Value, Value)> {
    let since = answer["since"].as_array().cloned().unwrap_or_default();
    since.into_iter().map(|each| (each["action"].clone(), each["by"].clone())).collect()
}

#[tokio::test]
async fn the_second_to_act_on_a_case_is_told_who_did_what_since() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let seen = build::ready_case(&staff.clerk, "先后办").await;
    let path = format!("/cases/{}", seen.id());
    let case = build::accept(&staff.clerk, &seen).await;
    let case = staff.checked(&case, "2026-03-02").await;
    let late = staff.clerk.act(&format!("{path}/acceptances"), seen.version(), json!({})).await;
    let late = late.expect_problem(412, "stale_version");
    let names = |place: usize| case["acts"][place]["actor"]["name"].clone();
    assert_eq!(
        told(&late),
        [(json!("case.checked"), names(1)), (json!("case.accepted"), names(0))],
        "the latest first: {}",
        late.text()
    );
    assert!(late["since"][0]["at"].is_string() && late["since"][0]["role"] == "officer", "{}", late.text());
    let facts = json!({ "facts": { "cost_fen": 1 } });
    let edit = staff.clerk.patch(&path, case.version() - 1, facts).await;
    assert_eq!(told(&edit.expect_problem(412, "stale_version")), [(json!("case.checked"), names(1))]);
}

#[tokio::test]
async fn who_only_looked_at_a_person_changed_nothing() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let person = build::person(&clerk, "只看一眼").await;
    let path = format!("/persons/{}", person.id());
    clerk.patch(&path, person.version(), json!({ "address": "村口一号" })).await.expect(200);
    clerk.post(&format!("{path}/reveals"), json!({ "reason": "核对身份" })).await.expect(201);
    let late = clerk.patch(&path, person.version(), json!({ "address": "村口二号" })).await;
    let late = late.expect_problem(412, "stale_version");
    let actions: Vec<Value> = told(&late).into_iter().map(|(action, _)| action).collect();
    assert_eq!(actions, [json!("person.updated")]);
    assert!(!late.text().contains("村口"), "what was written is read from the record, not from the refusal");
}

#[tokio::test]
async fn a_household_and_an_account_tell_it_too() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::person(&staff.clerk, "户主生").await;
    let body = json!({ "division": person["division"]["code"], "category": "urban_subsistence",
        "members": [{ "person_id": person.id(), "relation": "head" }] });
    let household = staff.clerk.post("/households", body).await.expect(201);
    let path = format!("/households/{}", household.id());
    let income = |fen: i64| json!({ "income_fen": fen });
    staff.clerk.patch(&path, household.version(), income(100)).await.expect(200);
    let late = staff.clerk.patch(&path, household.version(), income(200)).await;
    assert_eq!(told(&late.expect_problem(412, "stale_version"))[0].0, "household.updated");
    let admin = server.actor("admin").await;
    let account = admin.get("/accounts?limit=200").await.expect(200).items()[0].clone();
    let path = format!("/accounts/{}", account["id"].as_str().expect("an id"));
    let version = account["version"].as_i64().expect("a version");
    admin.patch(&path, version, json!({ "phone": "0797-1234567" })).await.expect(200);
    let late = admin.patch(&path, version, json!({ "phone": "0797-7654321" })).await;
    assert_eq!(told(&late.expect_problem(412, "stale_version"))[0].0, "user.changed");
}

#[tokio::test]
async fn a_version_that_never_was_has_nobody_to_name() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let case = build::ready_case(&clerk, "未来版本").await;
    let path = format!("/cases/{}/acceptances", case.id());
    let told = clerk.act(&path, case.version() + 7, json!({})).await.expect_problem(412, "stale_version");
    assert_eq!(told["since"], Value::Null);
}
