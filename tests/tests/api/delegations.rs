//! Who may refuse: the county, and a township only where its province has ruled so (社会救助法
//! Art 44); and how a refusal is told (民发〔2021〕57号 Art 21).

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Server};

use crate::entitlements::household;
use crate::preliminary::act;

/// A case of the allowance that waits for the leader's review.
async fn reviewable(staff: &Staff, name: &str) -> Answer {
    let (person, _) = household(&staff.clerk, name, 40_000).await;
    let body = json!({
        "item_code": "subsistence-allowance", "applicant_person_id": person, "facts": {}, "source": "window",
    });
    let case = staff.clerk.post("/cases", body).await.expect(201);
    let case = build::all_papers(&staff.clerk, &case).await;
    let case = build::accept(&staff.clerk, &case).await;
    let on = case["accepted_on"].as_str().expect("a day").to_owned();
    staff.reviewable(&case, &on).await
}

fn because() -> Value {
    json!([{ "field": null, "text": "名下有营运车辆，财产不符合规定" }])
}

fn ruling(law: &str, from: &str) -> Value {
    json!({
        "item_code": "subsistence-allowance", "basis": { "law": law, "article": "1" }, "valid_from": from,
    })
}

#[tokio::test]
async fn a_township_does_not_refuse_but_sends_its_opinion_and_the_county_refuses() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = reviewable(&staff, "温水根").await;
    let refuse = json!({ "outcome": "refuse", "reasons": because() });
    act(&staff.township, &case, "reviews", refuse).await.expect_problem(409, "not_delegated");
    let oppose = json!({ "outcome": "oppose", "reasons": because() });
    let case = act(&staff.township, &case, "reviews", oppose).await.expect(201);
    let refuse = json!({ "outcome": "refuse", "reasons": because() });
    let case = act(&staff.examiner, &case, "examinations", refuse.clone()).await.expect(201);
    let case = act(&staff.approver, &case, "decisions", refuse).await.expect(201);
    assert_eq!(case["outcome"], "refused");
    // Told through the township within three working days.
    let clocks = case["clocks"].as_array().expect("clocks");
    let service = clocks.iter().find(|clock| clock["code"] == "service").expect("its own clock");
    assert_eq!((&service["due_on"], &service["state"]), (&json!("2026-03-05"), &json!("running")));
    assert_eq!(service["statutory_limit"], json!({ "amount": 3, "unit": "working_day" }));
    let told = service["basis"][0]["text"]["zh"].as_str().expect("its basis").to_owned();
    assert!(told.contains("最低生活保障审核确认办法") && told.contains("第二十一条"), "{told}");

    let early = json!({ "on": "2026-03-01", "way": "in_person" });
    let early = act(&staff.clerk, &case, "deliveries", early).await.expect_problem(422, "invalid");
    assert_eq!(early.field_errors()[0].1, "served_before_decision");
    server.set_day("2026-03-04");
    let staff = Staff::of(&server).await;
    let served = json!({ "on": "2026-03-04", "way": "signature_refused" });
    let case = act(&staff.clerk, &case, "deliveries", served.clone()).await.expect(201);
    assert_eq!((&case["stage"], &case["outcome"]), (&json!("refused"), &json!("refused")));
    let clocks = case["clocks"].as_array().expect("clocks");
    let service = clocks.iter().find(|clock| clock["code"] == "service").expect("its own clock");
    assert_eq!((&service["stopped_on"], &service["state"]), (&json!("2026-03-04"), &json!("stopped")));
    let last = case["acts"].as_array().and_then(|acts| acts.last()).expect("an act").clone();
    assert_eq!((&last["act"], &last["detail"]["way"]), (&json!("deliver"), &json!("signature_refused")));
    act(&staff.clerk, &case, "deliveries", served).await.expect_problem(409, "already_delivered");
}

#[tokio::test]
async fn a_township_refuses_itself_only_where_its_province_has_ruled_so() {
    let server = Server::start().await;
    server.set_day("2026-07-01");
    let admin = server.actor("admin").await;
    // A county's own document is no basis, nor one that is not in force yet.
    let own = json!({
        "item_code": "subsistence-allowance", "valid_from": "2026-07-02",
        "basis": { "law": "demo-ganxian", "article": "动态管理" },
    });
    let told = admin.post("/delegations", own).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/basis/law".to_owned(), "delegation_not_provincial".to_owned())]);
    // A pension is no social assistance, and a ruling is cited by its article.
    let pension = json!({
        "item_code": "veteran-disability-pension", "valid_from": "2026-07-02",
        "basis": { "law": "demo-jiangxi-delegation" },
    });
    let told = admin.post("/delegations", pension).await.expect_problem(422, "invalid");
    let expected = [("/basis/article", "required"), ("/item_code", "not_social_assistance")];
    assert_eq!(told.field_errors(), expected.map(|(at, code)| (at.to_owned(), code.to_owned())));
    let unknown = admin.post("/delegations", ruling("no-such-law", "2026-07-02")).await;
    let unknown = unknown.expect_problem(422, "invalid");
    assert_eq!(unknown.field_errors()[0].1, "delegation_not_in_force");
    let past = admin.post("/delegations", ruling("demo-jiangxi-delegation", "2026-06-30")).await;
    assert!(past.expect_problem(422, "invalid").text().contains("delegation_days"));
    let clerk = server.actor("clerk").await;
    let not_his = clerk.post("/delegations", ruling("demo-jiangxi-delegation", "2026-07-02")).await;
    not_his.expect_problem(403, "not_allowed");

    let body = ruling("demo-jiangxi-delegation", "2026-07-02");
    let ruled = admin.post("/delegations", body.clone()).await.expect(201);
    assert!(ruled["cited"]["text"]["zh"].as_str().is_some_and(|text| text.contains("江西省")));
    admin.post("/delegations", body).await.expect_problem(409, "delegation_overlaps");

    let staff = Staff::of(&server).await;
    let case = reviewable(&staff, "温水根").await;
    let refuse = json!({ "outcome": "refuse", "reasons": because() });
    let early = act(&staff.township, &case, "reviews", refuse.clone()).await;
    early.expect_problem(409, "not_delegated");
    server.set_day("2026-07-02");
    let staff = Staff::of(&server).await;
    let case = act(&staff.township, &case, "reviews", refuse.clone()).await.expect(201);
    assert_eq!(case["outcome"], "refused");
    let letter = staff.township.get(&format!("/cases/{}/documents/decision", case.id())).await.expect(200);
    let basis = letter["basis"].as_array().expect("laws");
    assert!(basis.iter().any(|law| law["law"] == "demo-jiangxi-delegation"), "{}", letter.text());

    // From the day after its last the county decides again.
    let admin = server.actor("admin").await;
    let path = format!("/delegations/{}/ends", ruled.id());
    let over = json!({ "valid_to": "2026-07-01" });
    admin.act(&path, ruled.version(), over).await.expect_problem(422, "invalid");
    let ended = admin.act(&path, ruled.version(), json!({ "valid_to": "2026-07-02" })).await.expect(201);
    assert_eq!(ended["valid_to"], "2026-07-02");
    admin
        .act(&path, ruled.version(), json!({ "valid_to": "2026-07-02" }))
        .await
        .expect_problem(412, "stale_version");
    server.set_day("2026-07-03");
    let staff = Staff::of(&server).await;
    let case = reviewable(&staff, "邱火根").await;
    act(&staff.township, &case, "reviews", refuse).await.expect_problem(409, "not_delegated");
    let list = server.actor("auditor").await.get("/delegations").await.expect(200);
    assert_eq!(list.items().len(), 1);
}
