//! What was found or said against a case is shown to everybody who answers for it after, and
//! agreeing all the same gives its reasons.

use serde_json::{Value, json};
use yangguang_tests::build::Staff;
use yangguang_tests::{Answer, Client, Server};

const FOUND: &str = "存款与申报不符";

/// Accepted, with a home visit that found something to differ.
async fn differing(staff: &Staff, name: &str) -> Answer {
    let case = staff.accepted(name).await;
    let body = json!({
        "kind": "home_visit", "on": "2026-03-02", "officers": staff.two_officers().await,
        "findings": FOUND, "conclusion": "differs",
    });
    staff.officer.act(&format!("/cases/{}/checks", case.id()), case.version(), body).await.expect(201)
}

fn because(text: &str) -> Value {
    json!([{ "field": null, "text": text }])
}

async fn opined(staff: &Staff, case: &Answer, opinion: &str) -> Answer {
    let body = json!({ "opinion": opinion, "text": "见核查情况", "reasons": because("差额已核实") });
    let path = format!("/cases/{}/preliminary-opinions", case.id());
    staff.officer.act(&path, case.version(), body).await.expect(201)
}

/// Says it without reasons, which is refused, then with them.
async fn agreed_with_reasons(client: &Client, path: &str, case: &Answer, outcome: &str) -> Answer {
    let silent = json!({ "outcome": outcome, "note": "同意" });
    let told = client.act(path, case.version(), silent).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/reasons".to_owned(), "reasons_against_finding".to_owned())]);
    let body = json!({ "outcome": outcome, "reasons": because("差额为年末冲账，已核实") });
    client.act(path, case.version(), body).await.expect(201)
}

#[tokio::test]
async fn nobody_agrees_against_a_check_that_differs_without_saying_why() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = opined(&staff, &differing(&staff, "有出入").await, "support").await;
    let path = format!("/cases/{}", case.id());
    let case = agreed_with_reasons(&staff.township, &format!("{path}/reviews"), &case, "agree").await;
    staff.submitted(&case).await;
    let case = staff.reload(&case).await;
    let case = agreed_with_reasons(&staff.examiner, &format!("{path}/examinations"), &case, "agree").await;
    let case = agreed_with_reasons(&staff.approver, &format!("{path}/decisions"), &case, "approve").await;
    assert_eq!(case["stage"], "approved");
}

#[tokio::test]
async fn an_opinion_against_support_is_weighed_like_a_check() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.accepted("不建议").await;
    let case = staff.checked(&case, "2026-03-02").await;
    let case = opined(&staff, &case, "oppose").await;
    let path = format!("/cases/{}/reviews", case.id());
    agreed_with_reasons(&staff.township, &path, &case, "agree").await;
}

#[tokio::test]
async fn an_approver_who_goes_against_the_examiner_says_why() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.gathered("审查不同意", "2026-03-02").await;
    staff.submitted(&case).await;
    let case = staff.reload(&case).await;
    let path = format!("/cases/{}", case.id());
    let against = json!({ "outcome": "refuse", "reasons": because("票据重复") });
    let case = staff.examiner.act(&format!("{path}/examinations"), case.version(), against).await.expect(201);
    let shown = staff.approver.get(&path).await.expect(200);
    assert_eq!(shown["findings"][0]["texts"], json!(["票据重复"]));
    agreed_with_reasons(&staff.approver, &format!("{path}/decisions"), &case, "approve").await;
}

#[tokio::test]
async fn what_was_found_is_on_the_case_and_asked_of_whoever_agrees_and_gone_with_its_round() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = opined(&staff, &differing(&staff, "全部记录").await, "oppose").await;
    let path = format!("/cases/{}", case.id());
    let shown = staff.township.get(&path).await.expect(200);
    let findings = shown["findings"].as_array().cloned().unwrap_or_default();
    assert_eq!(findings.len(), 2, "{}", shown.text());
    assert_eq!(
        (&findings[0]["act"], &findings[0]["label"]["zh"], &findings[0]["on"]),
        (&json!("check"), &json!("入户调查：不符"), &json!("2026-03-02"))
    );
    assert_eq!(findings[0]["by"].as_array().map(Vec::len), Some(2), "both who sign it");
    assert!(findings[0]["texts"].as_array().is_some_and(|texts| texts.contains(&json!(FOUND))));
    assert_eq!(findings[1]["label"]["zh"], "初审意见：建议不予救助");
    let asked = |act: &str| {
        let acts = shown["allowed_actions"].as_array().cloned().unwrap_or_default();
        acts.iter().find(|each| each["act"] == act).map(|each| each["reasons_required"] == true)
    };
    assert_eq!(asked("review_agree"), Some(true));
    let back = json!({ "outcome": "return", "reasons": because("请重新核查") });
    let case = staff.township.act(&format!("{path}/reviews"), case.version(), back).await.expect(201);
    assert_eq!(case["findings"], json!([]), "the next round is judged by what it finds itself");
    let case = staff.reviewable(&case, "2026-03-02").await;
    staff.agreed(&case).await;
}

#[tokio::test]
async fn the_trail_shows_the_whole_record_of_an_act_and_the_audit_no_word_of_what_was_found() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = differing(&staff, "留痕").await;
    let trail = staff.township.get(&format!("/cases/{}/history", case.id())).await.expect(200);
    let newest = &trail.items()[0];
    assert_eq!((&newest["action"], &newest["act"]["act"]), (&json!("case.checked"), &json!("check")));
    let detail = &newest["act"]["detail"];
    assert_eq!(
        (&detail["kind"], &detail["conclusion"], &detail["findings"], &detail["on"]),
        (&json!("home_visit"), &json!("differs"), &json!(FOUND), &json!("2026-03-02"))
    );
    assert_eq!(detail["officers"].as_array().map(Vec::len), Some(2));
    let opened = trail.items().into_iter().find(|entry| entry["action"] == "case.opened");
    assert_eq!(opened.map(|entry| entry["act"].clone()), Some(Value::Null));
    let admin = server.actor("auditor").await;
    let audit = admin.get("/audit-entries?action=case.checked").await.expect(200);
    assert_eq!(audit.items()[0]["detail"]["conclusion"], "differs");
    assert!(!audit.text().contains(FOUND), "what was found is personal and stays with the case");
}

#[tokio::test]
async fn a_row_of_the_table_with_something_against_it_is_marked_and_needs_reasons_of_its_own() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let bad = opined(&staff, &differing(&staff, "表中不符").await, "support").await;
    let path = format!("/cases/{}/reviews", bad.id());
    let bad = agreed_with_reasons(&staff.township, &path, &bad, "agree").await;
    let good = staff.gathered("表中属实", "2026-03-02").await;
    let table = staff.submitted(&bad).await;
    let path = format!("/approval-batches/{}", table.id());
    let seen = staff.examiner.get(&path).await.expect(200);
    let row = |of: &Answer| {
        let rows = seen["rows"].as_array().cloned().unwrap_or_default();
        rows.into_iter().find(|row| row["case_id"] == of.id().as_str()).expect("its row")
    };
    assert_eq!(row(&bad)["findings"][0]["label"]["zh"], "入户调查：不符");
    assert_eq!((&row(&good)["findings"], &row(&good)["opinion"]), (&json!([]), &json!("support")));
    let item = |of: &Answer, outcome: &str, reasons: Value| {
        let (id, version) = (of.id(), row(of)["case_version"].clone());
        json!({ "case_id": id, "case_version": version, "outcome": outcome, "reasons": reasons })
    };
    let together = json!({ "items": [item(&good, "agree", json!([])), item(&bad, "agree", json!([]))] });
    let told = staff.examiner.post(&format!("{path}/examinations"), together).await.expect(207).items();
    assert_eq!((&told[0]["status"], &told[1]["status"]), (&json!(201), &json!(422)));
    assert!(told[1]["message"].as_str().is_some_and(|text| text.contains("同意须说明理由")), "{told:?}");
    let own = json!({ "items": [item(&bad, "agree", because("已补充说明"))] });
    let told = staff.examiner.post(&format!("{path}/examinations"), own).await.expect(207).items();
    assert_eq!(told[0]["status"], 201, "{told:?}");
}

#[tokio::test]
async fn a_table_with_nothing_against_its_rows_is_agreed_to_without_a_word() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.decided("无异议", "2026-03-02").await;
    assert_eq!((&case["stage"], &case["findings"]), (&json!("approved"), &json!([])));
}
