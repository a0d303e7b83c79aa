//! What stands between a claim and the money: the register, reasons, different people.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Server};

#[tokio::test]
async fn a_category_is_claimed_only_for_a_household_that_is_registered_in_it() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let claim = |category: &str| json!({ "category": category, "cost_fen": 900_000 });
    let person = build::registered_as(&clerk, "非低保", "other").await;
    let refused = clerk.post("/cases", build::new_case(&person, claim("subsistence_ill"))).await;
    let told = refused.expect_problem(422, "invalid");
    let at = |code: &str| vec![("/facts/category".to_owned(), code.to_owned())];
    assert_eq!(told.field_errors(), at("category_not_registered"));
    assert!(told.text().contains("家庭登记的类别"), "{}", told.text());
    let preview = json!({ "item_code": "medical-assistance", "applicant_person_id": person, "facts": claim("near_poor_ill") });
    let shown = clerk.post("/cases/previews", preview).await.expect(200);
    let told = shown["errors"].as_array().expect("errors").iter().any(|error| {
        (&error["pointer"], &error["code"]) == (&json!("/facts/category"), &json!("category_not_registered"))
    });
    assert!(told, "{}", shown.text());
    let case = build::open_case(&clerk, &person, claim("other_hardship")).await;
    let patch = json!({ "facts": claim("subsistence_ill") });
    let refused = clerk.patch(&format!("/cases/{}", case.id()), case.version(), patch).await;
    assert_eq!(refused.expect_problem(422, "invalid").field_errors(), at("category_not_registered"));
    // Who is in no household has nothing to show for it.
    let alone = build::person(&clerk, "无户籍").await;
    let refused = clerk.post("/cases", build::new_case(&alone.id(), claim("subsistence_ill"))).await;
    assert_eq!(refused.expect_problem(422, "invalid").field_errors(), at("household_not_registered"));
}

#[tokio::test]
async fn a_household_that_lost_its_category_is_found_at_the_next_act() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let case = build::ready_case(&clerk, "退保生").await;
    let household = case["household"].clone();
    let path = format!("/households/{}", household["id"].as_str().expect("a household"));
    let version = household["version"].as_i64().expect("a version");
    clerk.patch(&path, version, json!({ "category": "other" })).await.expect(200);
    let path = format!("/cases/{}/acceptances", case.id());
    clerk.act(&path, case.version(), json!({})).await.expect_problem(422, "category_not_registered");
    let path = format!("/cases/{}/withdrawals", case.id());
    clerk.act(&path, case.version(), json!({ "reason": "已不属低保" })).await.expect(201);
}

async fn differing(staff: &Staff, name: &str) -> Answer {
    let case = staff.accepted(name).await;
    let body = json!({
        "kind": "information_check", "on": "2026-03-02", "officers": staff.two_officers().await,
        "findings": "存款与申报不符", "conclusion": "differs",
    });
    staff.officer.act(&format!("/cases/{}/checks", case.id()), case.version(), body).await.expect(201)
}

#[tokio::test]
async fn support_for_a_case_whose_check_differs_gives_its_reasons() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = differing(&staff, "有出入").await;
    let path = format!("/cases/{}/preliminary-opinions", case.id());
    let silent = json!({ "opinion": "support", "text": "同意" });
    let refused = staff.officer.act(&path, case.version(), silent).await.expect_problem(422, "invalid");
    assert_eq!(refused.field_errors(), [("/reasons".to_owned(), "differs_needs_reasons".to_owned())]);
    let reasons = json!([{ "field": "facts.insurer_paid_fen", "text": "差额为医保年末冲账,已核实" }]);
    let body = json!({ "opinion": "support", "text": "同意", "reasons": reasons });
    let case = staff.officer.act(&path, case.version(), body).await.expect(201);
    assert_eq!(case["acts"].as_array().and_then(|acts| acts.last()).expect("an act")["reasons"], reasons);
    let other = differing(&staff, "有出入二").await;
    let path = format!("/cases/{}/preliminary-opinions", other.id());
    let against = json!({ "opinion": "oppose", "text": "与申报不符" });
    staff.officer.act(&path, other.version(), against).await.expect(201);
}

#[tokio::test]
async fn a_reason_is_tied_to_a_field_that_the_case_has() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.accepted("指字段").await;
    let case = staff.reviewable(&case, "2026-03-02").await;
    let path = format!("/cases/{}/reviews", case.id());
    let back = |fields: &[&str]| {
        let reasons: Vec<Value> =
            fields.iter().map(|field| json!({ "field": field, "text": "请核对" })).collect();
        json!({ "outcome": "return", "reasons": reasons })
    };
    let wrong =
        ["facts.horoscope", "cost", "/materials/none", "household.colour", "facts", "", "applicant.x"];
    let refused = staff.township.act(&path, case.version(), back(&wrong)).await;
    let expected: Vec<(String, String)> = (0..wrong.len())
        .map(|place| (format!("/reasons/{place}/field"), "unknown_field".to_owned()))
        .collect();
    assert_eq!(refused.expect_problem(422, "invalid").field_errors(), expected);
    let right = [
        "facts.cost_fen",
        "/facts/cost_fen",
        "cost_fen",
        "materials.bills",
        "bills",
        "household",
        "/household/category",
        "applicant.name",
    ];
    staff.township.act(&path, case.version(), back(&right)).await.expect(201);
}

#[tokio::test]
async fn who_accepted_at_the_window_gives_no_opinion_in_any_round() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.accepted("一人办").await;
    let case = staff.checked(&case, "2026-03-02").await;
    let path = format!("/cases/{}/preliminary-opinions", case.id());
    let opinion = json!({ "opinion": "support", "text": "同意" });
    staff.clerk.act(&path, case.version(), opinion.clone()).await.expect_problem(409, "same_person");
    let case = staff.opined(&case).await;
    let back = json!({ "outcome": "return", "reasons": [{ "field": null, "text": "请重新核对" }] });
    let case =
        staff.township.act(&format!("/cases/{}/reviews", case.id()), case.version(), back).await.expect(201);
    let case = staff.checked(&case, "2026-03-02").await;
    staff.clerk.act(&path, case.version(), opinion).await.expect_problem(409, "same_person");
    staff.opined(&case).await;
}

#[tokio::test]
async fn a_leader_who_signed_the_check_does_not_review_it() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.accepted("自查自审").await;
    let id = |user: Answer| user["user"]["id"].clone();
    let leader = id(staff.township.get("/sessions/current").await.expect(200));
    let officer = id(staff.officer.get("/sessions/current").await.expect(200));
    let body = json!({
        "kind": "home_visit", "on": "2026-03-02", "officers": [officer, leader],
        "findings": "属实", "conclusion": "confirmed",
    });
    let path = format!("/cases/{}/checks", case.id());
    let case = staff.officer.act(&path, case.version(), body).await.expect(201);
    let case = staff.opined(&case).await;
    let path = format!("/cases/{}/reviews", case.id());
    let agree = staff.township.act(&path, case.version(), json!({ "outcome": "agree" })).await;
    agree.expect_problem(409, "same_person");
    // The way out: back to be checked by others.
    let back = json!({ "outcome": "return", "reasons": [{ "field": null, "text": "请另派两人核对" }] });
    staff.township.act(&path, case.version(), back).await.expect(201);
}
