//! The next township's records, asked for at every address the document knows.

use serde_json::{Value, json};
use yangguang_domain::access::Role;
use yangguang_tests::Server;
use yangguang_tests::build::{self, PDF, Staff};
use yangguang_tests::client::new_key;
use yangguang_tests::operations::{Needs, all};

/// A body that the operation would take, were the record one's own.
fn good_body(id: &str, sample: Value) -> Value {
    let officers = json!([uuid::Uuid::new_v4(), uuid::Uuid::new_v4()]);
    match id {
        "check_case" => {
            json!({ "kind": "home_visit", "on": "2026-03-02", "officers": officers, "findings": "属实", "conclusion": "confirmed" })
        }
        "review_case" => json!({ "outcome": "agree" }),
        "withdraw_case" | "reveal_person" => json!({ "reason": "好奇" }),
        "decline_case" => json!({ "reasons": [{ "field": null, "text": "不符合" }] }),
        "opine_case" => json!({ "opinion": "support", "text": "同意" }),
        "record_papers" => json!({ "present": [] }),
        "update_case" => json!({ "facts": { "cost_fen": 1 } }),
        "update_person" => json!({ "name": "改名" }),
        "update_household" => json!({ "certificate_no": "X1" }),
        "notify_supplement" | "accept_case" | "submit_batch" => json!({}),
        _ => sample,
    }
}

#[tokio::test]
async fn every_address_of_a_neighbours_record_answers_that_there_is_none() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let gathered = staff.gathered("邻居甲", "2026-03-02").await;
    let batch = gathered["batch"]["id"].as_str().expect("a table").to_owned();
    let case = build::ready_case(&staff.clerk, "邻居乙").await;
    let person = case["applicant"]["id"].as_str().expect("a person").to_owned();
    let household =
        staff.clerk.get(&format!("/persons/{person}")).await.expect(200)["household"]["id"].clone();
    let file = staff.clerk.upload(&case.id(), "bills", "发票.pdf", PDF.to_vec()).await.expect(201);
    let before = server.database.number("SELECT sum(version) FROM cases");
    let strangers = [("clerk2", Role::Clerk), ("officer2", Role::Officer), ("township2", Role::Township)];
    let mut tried = std::collections::BTreeSet::new();
    for (name, role) in strangers {
        let stranger = server.actor(name).await;
        for operation in all(&server).await {
            let record = ["/cases/{", "/persons/{", "/households/{", "/approval-batches/{"]
                .iter()
                .any(|start| operation.path.starts_with(start));
            if !record || operation.needs == Needs::Nothing || !operation.needs.met_by(role) {
                continue;
            }
            let id = match operation.path.split('/').nth(1) {
                Some("cases") => case.id(),
                Some("persons") => person.clone(),
                Some("households") => household.as_str().expect("a household").to_owned(),
                _ => batch.clone(),
            };
            let address = operation.address(|parameter| match parameter {
                "attachment_id" => file.id(),
                "kind" => "receipt".to_owned(),
                _ => id.clone(),
            });
            let address = address.replace("material=文字", "material=bills");
            let body = operation.body().map(|sample| good_body(&operation.id, sample));
            let answer = stranger.send(operation.request(&stranger, &address, 1, body.as_ref())).await;
            assert_eq!(
                (answer.status, answer.code()),
                (404, "not_found"),
                "{name} {}: {}",
                operation.id,
                answer.text()
            );
            tried.insert(operation.id.clone());
        }
    }
    assert!(tried.len() >= 23, "{tried:?}");
    assert_eq!(server.database.number("SELECT sum(version) FROM cases"), before, "nothing was changed");
}

#[tokio::test]
async fn filters_do_not_lead_over_the_border() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.decided("越界生", "2026-03-02").await;
    let township = case["township"]["code"].as_str().expect("a code").to_owned();
    let village = case["division"]["code"].as_str().expect("a code").to_owned();
    let stranger = server.actor("township2").await;
    for path in [
        format!("/cases?township={township}"),
        format!("/cases?division={village}"),
        "/cases?closed=true&limit=200".to_owned(),
        format!("/households?division={village}"),
        format!("/approval-batches?township={township}"),
        format!("/payments?month=2026-04&township={township}"),
        format!("/reports/monthly/rows?month=2026-03&figure=received&division={township}"),
        "/reports/monthly/rows?month=2026-03&figure=received".to_owned(),
    ] {
        let answer = stranger.get(&path).await;
        let nothing = answer.status == 404 || answer.items().is_empty();
        assert!(nothing, "{path}: {}", answer.text());
        assert!(!answer.text().contains("越界"), "{path}: {}", answer.text());
    }
    stranger
        .get(&format!("/reports/monthly?month=2026-03&division={township}"))
        .await
        .expect_problem(404, "not_found");
    stranger
        .get("/reports/monthly?month=2026-03&division=360704000000")
        .await
        .expect_problem(404, "not_found");
    let own = stranger.get("/reports/monthly?month=2026-03").await.expect(200);
    assert_eq!((&own["total"]["received"], &own["total"]["amount_fen"]), (&json!(0), &json!(0)));
    for path in
        ["/payments?month=2026-04&format=csv", "/reports/monthly/rows?month=2026-03&figure=closed&format=csv"]
    {
        let csv = stranger.get(path).await.expect(200);
        assert!(csv.header("content-type").starts_with("text/csv"), "{path}");
        assert!(!csv.text().contains(case["case_no"].as_str().expect("a number")), "{path}: {}", csv.text());
    }
}

#[tokio::test]
async fn a_paper_is_found_only_under_its_own_case() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let mine = build::ready_case(&clerk, "父子甲").await;
    let other = build::ready_case(&clerk, "父子乙").await;
    let file = clerk.upload(&mine.id(), "bills", "发票.pdf", PDF.to_vec()).await.expect(201);
    let wrong = format!("/cases/{}/attachments/{}", other.id(), file.id());
    clerk.get(&wrong).await.expect_problem(404, "not_found");
    clerk.delete(&wrong).await.expect_problem(404, "not_found");
    let right = format!("/cases/{}/attachments/{}", mine.id(), file.id());
    clerk.get(&right).await.expect(200);
    clerk.delete(&right).await.expect(204);
    clerk.get(&right).await.expect_problem(404, "not_found");
    clerk.delete(&right).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn a_neighbours_household_or_person_can_not_be_drawn_into_ones_own_records() {
    let server = Server::start().await;
    let (clerk, stranger) = (server.actor("clerk").await, server.actor("clerk2").await);
    let theirs = build::person(&clerk, "借用生").await;
    let village = build::village(&stranger).await;
    let body = json!({ "division": village, "category": "rural_subsistence",
        "members": [{ "person_id": theirs.id(), "relation": "head" }] });
    let answer = stranger.post("/households", body).await;
    assert!([404, 422].contains(&answer.status) && !answer.text().contains("借用"), "{}", answer.text());
    let person = build::applicant(&stranger, "自己人").await;
    let applicant = build::applicant(&clerk, "他家人").await;
    let household = clerk.get(&format!("/persons/{applicant}")).await.expect(200)["household"]["id"].clone();
    let mut new = build::new_case(&person, build::facts());
    build::merge(&mut new, json!({ "household_id": household }));
    let answer = stranger.post("/cases", new).await;
    assert!([404, 422].contains(&answer.status), "{}", answer.text());
    // Nor can a record be moved to where one does not rule.
    let far = build::village(&clerk).await;
    let mine = stranger.get(&format!("/persons/{person}")).await.expect(200);
    let answer =
        stranger.patch(&format!("/persons/{person}"), mine.version(), json!({ "division": far })).await;
    assert!([404, 422].contains(&answer.status), "{}", answer.text());
}

/// The same key of two accounts is two keys.
#[tokio::test]
async fn a_neighbours_key_replays_nothing_of_ones_own() {
    let server = Server::start().await;
    let (clerk, stranger) = (server.actor("clerk").await, server.actor("clerk2").await);
    let key = new_key();
    let register = async |client: &yangguang_tests::Client| {
        let body = json!({ "citizen_id": build::citizen_id(), "name": "同键生", "division": build::village(client).await });
        let request = client.request(reqwest::Method::POST, "/persons").header("idempotency-key", &key);
        client.send(request.json(&body)).await.expect(201)
    };
    let (mine, theirs) = (register(&clerk).await, register(&stranger).await);
    assert_ne!(mine.id(), theirs.id());
    assert_eq!(theirs.header("idempotency-replayed"), "");
}
