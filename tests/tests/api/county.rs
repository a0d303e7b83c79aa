//! Acts of the county: two people, the policy's range, kin of staff.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Server};

async fn at_the_county(staff: &Staff, person: &str, facts: Value) -> Answer {
    let case = build::open_case(&staff.clerk, person, facts).await;
    let case = build::all_papers(&staff.clerk, &case).await;
    let case = build::accept(&staff.clerk, &case).await;
    let case = staff.reviewable(&case, "2026-03-02").await;
    let case = staff.agreed(&case).await;
    staff.submitted(&case).await;
    staff.reload(&case).await
}

async fn decide(staff: &Staff, case: &Answer, body: Value) -> Answer {
    staff.approver.act(&format!("/cases/{}/decisions", case.id()), case.version(), body).await
}

#[tokio::test]
async fn kin_of_staff_are_decided_only_after_a_county_home_visit() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::kin(&staff.clerk, "温家旺").await;
    let case = at_the_county(&staff, &person, build::facts()).await;
    assert_eq!(case["staff_kin"], true);
    let case = staff.examined(&case).await;
    decide(&staff, &case, json!({ "outcome": "approve" }))
        .await
        .expect_problem(409, "kin_needs_county_visit");
    let refuse = json!({ "outcome": "refuse", "reasons": [{ "field": null, "text": "不符合" }] });
    decide(&staff, &case, refuse).await.expect_problem(409, "kin_needs_county_visit");
    let officers = build::two(&staff.examiner.get("/officers").await.expect(200));
    let visit = json!({ "on": "2026-03-02", "officers": officers, "findings": "入户属实" });
    let path = format!("/cases/{}/county-visits", case.id());
    let case = staff.examiner.act(&path, case.version(), visit).await.expect(201);
    let case = decide(&staff, &case, json!({ "outcome": "approve" })).await.expect(201);
    assert_eq!(case["stage"], "approved");
}

#[tokio::test]
async fn a_sum_outside_the_policy_is_refused_and_one_inside_is_taken() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::registered_as(&staff.clerk, "邱火生", "near_poor").await;
    // 12,000 − 290 × 1 × 2 = 11,420; a quarter is 2,855, half is above the cap of 5,000.
    let facts = json!({ "category": "near_poor_ill", "cost_fen": 3_000_000, "insurer_paid_fen": 1_800_000, "months": 2 });
    let case = at_the_county(&staff, &person, facts).await;
    assert_eq!(case["determination"]["amount_fen"], 285_500);
    let path = format!("/cases/{}/examinations", case.id());
    for sum in [285_499, 500_001, -1] {
        let told =
            staff.examiner.act(&path, case.version(), json!({ "outcome": "agree", "amount_fen": sum })).await;
        assert!([409, 422].contains(&told.status), "{sum}: {}", told.text());
    }
    let silent = json!({ "outcome": "agree", "amount_fen": 400_000 });
    let told = staff.examiner.act(&path, case.version(), silent).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/reasons".to_owned(), "changed_sum_needs_reasons".to_owned())]);
    let reasons = json!([{ "field": "facts.rate_permille", "text": "长期透析，从高救助" }]);
    let body = json!({ "outcome": "agree", "amount_fen": 400_000, "reasons": reasons });
    let case = staff.examiner.act(&path, case.version(), body).await.expect(201);
    let case = decide(&staff, &case, json!({ "outcome": "approve" })).await.expect(201);
    assert_eq!(case["amount_fen"], 400_000, "what was examined is what is decided unless told");
}

#[tokio::test]
async fn nothing_is_not_a_sum_to_approve() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::registered_as(&staff.clerk, "廖水生", "other").await;
    let facts = json!({ "category": "other_hardship", "cost_fen": 900_000, "insurer_paid_fen": 0, "proposed_fen": 100_000 });
    let case = at_the_county(&staff, &person, facts).await;
    let path = format!("/cases/{}/examinations", case.id());
    let reasons = json!([{ "field": null, "text": "不予救助" }]);
    let nothing = json!({ "outcome": "agree", "amount_fen": 0, "reasons": reasons });
    let case = staff.examiner.act(&path, case.version(), nothing).await.expect(201);
    let told = decide(&staff, &case, json!({ "outcome": "approve" })).await;
    told.expect_problem(409, "amount_outside_policy");
}

#[tokio::test]
async fn a_case_the_policy_gives_nothing_can_not_be_approved() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "巫水秀").await;
    let facts = json!({ "category": "subsistence_ill", "cost_fen": 150_000, "insurer_paid_fen": 50_000 });
    let case = at_the_county(&staff, &person, facts).await;
    let case = staff.examined(&case).await;
    decide(&staff, &case, json!({ "outcome": "approve" })).await.expect_problem(409, "not_eligible");
    let refuse =
        json!({ "outcome": "refuse", "reasons": [{ "field": "facts.cost_fen", "text": "未超过一千元" }] });
    let case = decide(&staff, &case, refuse).await.expect(201);
    assert_eq!((&case["stage"], &case["amount_fen"]), (&json!("refused"), &Value::Null));
    let letter = staff.clerk.get(&format!("/cases/{}/documents/decision", case.id())).await.expect(200);
    assert!(letter["title"].as_str().is_some_and(|title| title.contains("不予批准")));
    assert!(letter.text().contains("未超过一千元"));
}

#[tokio::test]
async fn the_second_case_of_a_year_stays_under_the_cap() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "饶冬秀").await;
    let facts = json!({ "category": "subsistence_age", "cost_fen": 1_680_000 });
    let first = at_the_county(&staff, &person, facts).await;
    let first = staff.examined(&first).await;
    let first = staff.approved(&first).await;
    assert_eq!(first["amount_fen"], 420_000);
    server.set_day("2026-04-01");
    let staff = Staff::of(&server).await;
    let facts = json!({ "category": "subsistence_age", "cost_fen": 4_000_000 });
    let case = build::open_case(&staff.clerk, &person, facts).await;
    assert_eq!(case["paid_this_year_fen"], 420_000);
    assert_eq!(case["determination"]["amount_fen"], 80_000);
}

#[tokio::test]
async fn rows_of_a_table_are_ruled_together_and_each_has_its_own_result() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let good = staff.gathered("周福娣", "2026-03-02").await;
    let late = staff.gathered("吴招娣", "2026-03-02").await;
    let table = staff.submitted(&good).await;
    let (good, late) = (staff.reload(&good).await, staff.reload(&late).await);
    let items = json!({ "items": [
        { "case_id": good.id(), "case_version": good.version(), "outcome": "agree" },
        { "case_id": late.id(), "case_version": late.version() - 1, "outcome": "agree" },
        { "case_id": uuid::Uuid::new_v4(), "case_version": 1, "outcome": "agree" },
        { "case_id": late.id(), "case_version": late.version(), "outcome": "return" },
    ]});
    let path = format!("/approval-batches/{}/examinations", table.id());
    let results = staff.examiner.post(&path, items).await.expect(207);
    let told: Vec<(i64, String)> = results
        .items()
        .iter()
        .map(|row| {
            (row["status"].as_i64().unwrap_or_default(), row["code"].as_str().unwrap_or_default().to_owned())
        })
        .collect();
    let expected = [(201, ""), (412, "stale_version"), (404, "not_in_batch"), (422, "invalid")];
    assert_eq!(told, expected.map(|(status, code)| (status, code.to_owned())), "{}", results.text());
    assert_eq!(staff.reload(&good).await["stage"], "deciding");
    assert_eq!(staff.reload(&late).await["stage"], "examining", "a row that failed changed nothing");
}
