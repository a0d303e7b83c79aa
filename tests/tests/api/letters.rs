//! What cannot be taken back is read before it is done, in the words that will be printed.

use serde_json::json;
use yangguang_tests::Server;
use yangguang_tests::build::{self, Staff};

#[tokio::test]
async fn the_one_time_notice_is_read_before_it_is_given_and_reads_the_same_after() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let person = build::applicant(&clerk, "告知先看").await;
    let case = build::open_case(&clerk, &person, build::facts()).await;
    let path = format!("/cases/{}", case.id());
    let words = json!({ "other": ["户主签字的授权书"], "note": "请于下周前补齐" });
    let mut asked = words.clone();
    asked["act"] = json!("notify_supplement");
    let before = clerk.post(&format!("{path}/document-previews"), asked).await.expect(200);
    let unchanged = clerk.get(&path).await.expect(200);
    assert_eq!((unchanged.version(), &unchanged["stage"]), (case.version(), &json!("received")));
    assert_eq!(unchanged["acts"], json!([]), "looking is no act");
    clerk.act(&format!("{path}/supplement-notices"), case.version(), words).await.expect(201);
    let after = clerk.get(&format!("{path}/documents/supplement_notice")).await.expect(200);
    for part in ["title", "office", "issued_on", "applicant_name", "paragraphs", "fields", "items"] {
        assert_eq!(before[part], after[part], "{part}");
    }
    assert!(after.text().contains("授权书") && after.text().contains("请于下周前补齐"));
}

#[tokio::test]
async fn a_receipt_is_read_with_its_promised_day_before_the_case_is_accepted() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let case = build::ready_case(&clerk, "回执先看").await;
    let path = format!("/cases/{}", case.id());
    let asked = json!({ "act": "accept" });
    let before = clerk.post(&format!("{path}/document-previews"), asked).await.expect(200);
    build::accept(&clerk, &case).await;
    let after = clerk.get(&format!("{path}/documents/receipt")).await.expect(200);
    assert_eq!(before["fields"], after["fields"]);
    assert!(after.text().contains("承诺办结日期"), "{}", after.text());
}

#[tokio::test]
async fn a_decision_is_read_before_it_is_made() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.decidable("决定先看", "2026-03-02").await;
    let path = format!("/cases/{}", case.id());
    let letter =
        async |asked| staff.approver.post(&format!("{path}/document-previews"), asked).await.expect(200);
    let refusal =
        letter(json!({ "act": "decide_refuse", "reasons": [{ "field": null, "text": "超过限额" }] })).await;
    assert_eq!(refusal["items"], json!(["超过限额"]));
    let before = letter(json!({ "act": "decide_approve" })).await;
    staff.approved(&case).await;
    let after = staff.clerk.get(&format!("{path}/documents/decision")).await.expect(200);
    for part in ["title", "paragraphs", "fields", "items"] {
        assert_eq!(before[part], after[part], "{part}");
    }
}

#[tokio::test]
async fn a_letter_is_for_those_who_see_the_case_and_in_words_its_act_would_take() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let case = build::ready_case(&clerk, "看不见").await;
    let path = format!("/cases/{}/document-previews", case.id());
    let elsewhere = server.actor("clerk2").await;
    elsewhere.post(&path, json!({ "act": "accept" })).await.expect_problem(404, "not_found");
    let long = json!({ "act": "notify_supplement", "other": ["长".repeat(201)] });
    let told = clerk.post(&path, long).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/other/0".to_owned(), "too_long".to_owned())]);
}

/// How much was written until now.
fn written(server: &Server) -> (i64, i64, i64) {
    let count = |table: &str| server.database.number(&format!("SELECT COUNT(*) FROM {table}"));
    (count("audit_entries"), count("case_acts"), server.database.number("SELECT SUM(version) FROM cases"))
}

#[tokio::test]
async fn a_letter_is_answered_as_its_act_would_be_and_nothing_is_written() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.decidable("越权先看", "2026-03-02").await;
    let path = format!("/cases/{}/document-previews", case.id());
    let before = written(&server);
    let approve = |amount: i64, reasons: serde_json::Value| json!({ "act": "decide_approve", "amount_fen": amount, "reasons": reasons });
    let why = json!([{ "field": null, "text": "情况特殊" }]);
    // Whose post does not decide reads no decision; who does not accept reads no receipt.
    for who in [&staff.clerk, &staff.officer, &staff.township, &staff.examiner] {
        who.post(&path, json!({ "act": "decide_approve" })).await.expect_problem(403, "not_allowed");
    }
    staff.approver.post(&path, json!({ "act": "accept" })).await.expect_problem(403, "not_allowed");
    // What is past is past.
    staff.clerk.post(&path, json!({ "act": "accept" })).await.expect_problem(409, "act_not_allowed_here");
    let refuse = json!({ "act": "review_refuse", "reasons": why });
    staff.township.post(&path, refuse).await.expect_problem(409, "act_not_allowed_here");
    // A sum outside the policy, below nothing, or changed without a word.
    let told = staff.approver.post(&path, approve(99_999_999, why.clone())).await;
    told.expect_problem(409, "amount_outside_policy");
    let told = staff.approver.post(&path, approve(-1, why.clone())).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/amount_fen".to_owned(), "amount_outside_policy".to_owned())]);
    // Reasons are wanted, their fields known, and numbers kept out.
    let silent = json!({ "act": "decide_refuse" });
    let told = staff.approver.post(&path, silent).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/reasons".to_owned(), "reasons_required".to_owned())]);
    let wrong = json!({ "act": "decide_refuse", "reasons": [{ "field": "facts.nothing", "text": "电话13812345678" }] });
    let told = staff.approver.post(&path, wrong).await.expect_problem(422, "invalid");
    let expected = [
        ("/reasons/0/field".to_owned(), "unknown_field".to_owned()),
        ("/reasons/0/text".to_owned(), "reason_holds_private_number".to_owned()),
    ];
    assert_eq!(told.field_errors(), expected);
    let told = json!({ "act": "decide_refuse", "amount_fen": 5, "reasons": why, "other": ["户口簿"] });
    let told = staff.approver.post(&path, told).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/other".to_owned(), "unknown_member".to_owned())]);
    let told = json!({ "act": "decide_refuse", "amount_fen": 5, "reasons": why });
    let told = staff.approver.post(&path, told).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/amount_fen".to_owned(), "amount_not_expected".to_owned())]);
    staff.approver.post(&path, json!({ "act": "decide_approve" })).await.expect(200);
    assert_eq!(written(&server), before);
}

#[tokio::test]
async fn the_one_who_examined_reads_no_letter_of_his_own_decision() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.decidable("一人两手", "2026-03-02").await;
    build::appoint(&server, "examiner", "approver").await;
    let both = server.actor("examiner").await;
    let path = format!("/cases/{}/document-previews", case.id());
    both.post(&path, json!({ "act": "decide_approve" })).await.expect_problem(409, "same_person");
}
