//! Acts of the township: who may do what, in which order.

use serde_json::json;
use yangguang_tests::Server;
use yangguang_tests::build::{self, Staff};

#[tokio::test]
async fn a_check_needs_two_different_officers_of_the_township() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.accepted("钟秀英").await;
    let one = staff.two_officers().await[0].clone();
    let path = format!("/cases/{}/checks", case.id());
    let body = |officers: serde_json::Value| json!({ "kind": "information_check", "on": "2026-03-02", "officers": officers, "findings": "核对无误", "conclusion": "confirmed" });
    let twice = staff
        .officer
        .act(&path, case.version(), body(json!([one, one])))
        .await
        .expect_problem(422, "invalid");
    assert_eq!(twice.field_errors()[0], ("/officers".to_owned(), "two_officers".to_owned()));
    let stranger =
        server.actor("examiner").await.get("/sessions/current").await.expect(200)["user"]["id"].clone();
    let county = staff
        .officer
        .act(&path, case.version(), body(json!([one, stranger])))
        .await
        .expect_problem(422, "invalid");
    assert_eq!(county.field_errors()[0].1, "officer_unknown");
    let mut tomorrow = body(json!(staff.two_officers().await));
    tomorrow["on"] = json!("2026-03-03");
    let future = staff.officer.act(&path, case.version(), tomorrow).await.expect_problem(422, "invalid");
    assert_eq!(future.field_errors()[0], ("/on".to_owned(), "date_in_future".to_owned()));
}

#[tokio::test]
async fn no_opinion_without_a_check_and_no_review_without_an_opinion() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.accepted("谢春香").await;
    let opinion = json!({ "opinion": "support", "text": "同意" });
    let path = format!("/cases/{}/preliminary-opinions", case.id());
    staff.officer.act(&path, case.version(), opinion).await.expect_problem(409, "check_missing");
    let path = format!("/cases/{}/reviews", case.id());
    let early = staff.township.act(&path, case.version(), json!({ "outcome": "agree" })).await;
    let early = early.expect_problem(409, "act_not_allowed_here");
    assert!(early["detail"].as_str().is_some_and(|text| text.contains("调查核对")), "{}", early.text());
}

#[tokio::test]
async fn what_was_checked_stays_until_the_case_is_returned() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.accepted("卢金秀").await;
    let case = staff.checked(&case, "2026-03-02").await;
    let path = format!("/cases/{}", case.id());
    let more = json!({ "facts": { "cost_fen": 2_300_000 } });
    staff.clerk.patch(&path, case.version(), more.clone()).await.expect_problem(409, "checked_already");
    let case = staff.opined(&case).await;
    let back = json!({ "outcome": "return", "reasons": [{ "field": "facts.cost_fen", "text": "金额不符" }] });
    let review = format!("{path}/reviews");
    let case = staff.township.act(&review, case.version(), back).await.expect(201);
    staff.clerk.patch(&path, case.version(), more).await.expect(200);
}

#[tokio::test]
async fn a_paper_seen_at_acceptance_can_not_be_taken_back() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.accepted("郭石生").await;
    let path = format!("/cases/{}/papers", case.id());
    let none = staff.clerk.put(&path, case.version(), json!({ "present": [] })).await;
    none.expect_problem(409, "file_is_part_of_case");
}

#[tokio::test]
async fn a_return_or_refusal_says_why_and_at_which_field() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.accepted("曾凡荣").await;
    let case = staff.reviewable(&case, "2026-03-02").await;
    let path = format!("/cases/{}/reviews", case.id());
    for outcome in ["return", "oppose"] {
        let silent = staff.township.act(&path, case.version(), json!({ "outcome": outcome })).await;
        assert_eq!(silent.expect_problem(422, "invalid").field_errors()[0].1, "reasons_required");
    }
    let reasons = json!([{ "field": "facts.cost_fen", "text": "发票金额与申请不符" }]);
    let body = json!({ "outcome": "return", "reasons": reasons });
    let case = staff.township.act(&path, case.version(), body).await.expect(201);
    assert_eq!((&case["stage"], &case["round"]), (&json!("checking"), &json!(2)));
    let last = case["acts"].as_array().and_then(|acts| acts.last()).expect("an act").clone();
    assert_eq!(last["reasons"], reasons);
    // The clerk corrects the fact, and the amount follows.
    let patch = json!({ "facts": { "cost_fen": 800_000 } });
    let case = staff.clerk.patch(&format!("/cases/{}", case.id()), case.version(), patch).await.expect(200);
    assert_eq!(case["determination"]["amount_fen"], 125_000);
    assert_eq!(case["facts"]["insurer_paid_fen"], 300_000, "what was not named stays");
}

#[tokio::test]
async fn what_is_missing_is_told_once() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let person = build::applicant(&clerk, "刘桂兰").await;
    let case = build::open_case(&clerk, &person, build::facts()).await;
    let path = format!("/cases/{}/supplement-notices", case.id());
    let body = json!({ "other": ["户主签字的授权书"], "note": "请于下周前补齐" });
    let case = clerk.act(&path, case.version(), body).await.expect(201);
    let notice = clerk.get(&format!("/cases/{}/documents/supplement_notice", case.id())).await.expect(200);
    assert!(notice.text().contains("授权书"));
    clerk.act(&path, case.version(), json!({})).await.expect_problem(409, "act_not_allowed_here");
    let complete = build::all_papers(&clerk, &case).await;
    build::accept(&clerk, &complete).await;
}

#[tokio::test]
async fn a_complete_case_gets_no_notice() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let case = build::ready_case(&clerk, "郭长生").await;
    let path = format!("/cases/{}/supplement-notices", case.id());
    clerk.act(&path, case.version(), json!({})).await.expect_problem(409, "nothing_missing");
}

#[tokio::test]
async fn a_person_has_one_open_case_of_an_item_and_year() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let person = build::applicant(&clerk, "肖玉莲").await;
    let first = build::open_case(&clerk, &person, build::facts()).await;
    let again = clerk.post("/cases", build::new_case(&person, build::facts())).await;
    let again = again.expect_problem(409, "open_case_exists");
    assert!(
        again["title"].as_str().is_some_and(|text| text.contains(first["case_no"].as_str().unwrap_or("?")))
    );
    let path = format!("/cases/{}/withdrawals", first.id());
    clerk.act(&path, first.version(), json!({ "reason": "申请人要求撤回" })).await.expect(201);
    build::open_case(&clerk, &person, build::facts()).await;
}

#[tokio::test]
async fn agreed_cases_wait_in_one_table_a_month_and_later_ones_in_the_next() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let first = staff.gathered("黄金莲", "2026-03-02").await;
    let second = staff.gathered("廖石生", "2026-03-02").await;
    assert_eq!(first["batch"], second["batch"]);
    let table = staff.submitted(&first).await;
    let path = format!("/approval-batches/{}/submissions", table.id());
    staff
        .township
        .act(&path, table.version(), json!({}))
        .await
        .expect_problem(409, "batch_already_submitted");
    let third = staff.gathered("罗秋生", "2026-03-02").await;
    assert_eq!(third["batch"]["month"], "2026-04");
}
