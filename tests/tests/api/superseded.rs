//! A benefit that ends because a higher one takes its place is an end as any other: whoever has it
//! is heard first (社会救助法 48), and the decision says what ends and why.

use serde_json::{Value, json};
use yangguang_tests::build::Staff;
use yangguang_tests::{Answer, Server};

use crate::entitlements::{benefit, case_of, decide, due, granted, propose};
use crate::kinds;
use crate::together::own_version_of;

const AGED: &str = include_str!("../../../api/policies/aged-ganxian.json");

/// Of the allowance of old age and the one of subsistence only the higher is paid.
async fn only_the_higher(server: &Server) {
    let basis = json!([{ "law": "demo-ganxian", "article": "高龄津贴标准" }]);
    own_version_of(server, AGED, |document| {
        let rule = json!([{ "scheme": "subsistence_allowance", "rule": "higher_only", "basis": basis }]);
        document["result"]["exclusions"] = rule;
        let band = json!([{ "from": "2025-01-01", "value": 60_000, "basis": basis }]);
        for place in [1, 2] {
            document["parameters"][place]["values"] = band.clone();
        }
        for example in document["examples"].as_array_mut().expect("examples") {
            if (80..100).contains(&example["facts"]["age"].as_i64().expect("an age")) {
                example["amount_fen"] = json!(60_000);
            }
        }
    })
    .await;
}

/// An old woman on subsistence, whose allowance of old age waits for its approval on that day.
async fn waiting(server: &Server, day: &str) -> (Staff, Answer, Answer) {
    server.set_day("2026-05-11");
    only_the_higher(server).await;
    let staff = Staff::of(server).await;
    let old = kinds::members(&staff, "urban_subsistence", &[(85, "")]).await;
    let household = staff.clerk.get(&format!("/persons/{}", old[0])).await.expect(200);
    let path = format!("/households/{}", household["household"]["id"].as_str().expect("a household"));
    let version = staff.clerk.get(&path).await.expect(200).version();
    staff.clerk.patch(&path, version, json!({ "income_fen": 70_000 })).await.expect(200);
    let lower = granted(&staff, &old[0]).await;
    server.set_day(day);
    let staff = Staff::of(server).await;
    let case = kinds::examined(&staff, "old-age-allowance", &old[0], json!({})).await.expect(201);
    (staff, lower, case)
}

async fn approve(staff: &Staff, case: &Answer) -> Answer {
    let case = staff.approver.get(&format!("/cases/{}", case.id())).await.expect(200);
    let path = format!("/cases/{}/decisions", case.id());
    staff.approver.act(&path, case.version(), json!({ "outcome": "approve" })).await
}

async fn hear(staff: &Staff, proposed: &Answer, on: &str) -> Answer {
    let body = json!({
        "act": "hear", "on": on, "way": "at_home", "who": "recipient",
        "person": proposed["person"]["name"], "said": "同意改领高龄津贴",
    });
    let path = format!("/entitlements/{}/acts", proposed.id());
    staff.officer.act(&path, proposed.version(), body).await.expect(201)
}

fn approval(case: &Answer) -> Value {
    let acts = case["allowed_actions"].as_array().expect("acts").iter();
    acts.clone().find(|act| act["act"] == "decide_approve").cloned().unwrap_or_default()
}

#[tokio::test]
async fn no_higher_benefit_ends_another_before_the_person_was_heard_about_that() {
    let server = Server::start().await;
    let (staff, lower, case) = waiting(&server, "2026-07-06").await;
    let seen = staff.approver.get(&format!("/cases/{}", case.id())).await.expect(200);
    let ending = &seen["endings"][0];
    assert_eq!((&ending["id"], &ending["hearing"]), (&json!(lower.id()), &json!("needed")));
    assert_eq!((&ending["from_month"], &ending["change_id"]), (&json!("2026-08"), &Value::Null));
    let act = approval(&seen);
    assert_eq!((&act["enabled"], &act["reason"]), (&json!(false), &json!("ending_not_heard")));
    let told = approve(&staff, &case).await.expect_problem(409, "ending_not_heard");
    assert!(told.text().contains("第四十八条"), "{}", told.text());
    // Its letter is answered alike, and nothing has changed.
    let preview = json!({ "act": "decide_approve" });
    let path = format!("/cases/{}/document-previews", case.id());
    staff.approver.post(&path, preview.clone()).await.expect_problem(409, "ending_not_heard");
    let same = benefit(&staff, &lower.id()).await;
    assert_eq!((same.version(), &same["state"]), (lower.version(), &json!("active")));
    assert_eq!(staff.approver.get(&format!("/cases/{}", case.id())).await.expect(200)["stage"], "deciding");
    // What is proposed is not heard yet.
    let proposed = propose(&staff.officer, &same, "end", "2026-08", json!({})).await.expect(201);
    approve(&staff, &case).await.expect_problem(409, "ending_not_heard");
    hear(&staff, &proposed, "2026-07-06").await;
    let seen = staff.approver.get(&format!("/cases/{}", case.id())).await.expect(200);
    assert_eq!(
        (&seen["endings"][0]["hearing"], &approval(&seen)["enabled"]),
        (&json!("heard"), &json!(true))
    );
    let letter = staff.approver.post(&path, preview).await.expect(200);
    approve(&staff, &case).await.expect(201);
    let now = benefit(&staff, &lower.id()).await;
    assert_eq!(due(&now).last(), Some(&0));
    let changes = now["changes"].as_array().expect("changes");
    let ends: Vec<_> = changes.iter().filter(|change| change["kind"] == "end").collect();
    assert_eq!(
        (ends.len(), &ends[0]["state"], &ends[0]["from_month"]),
        (1, &json!("confirmed"), &json!("2026-08"))
    );
    says(&staff, &case, &letter).await;
    // The end has a letter of its own, too.
    let change = ends[0]["id"].as_str().expect("a change");
    let own = format!("/entitlements/{}/changes/{change}/documents/decision", lower.id());
    assert_eq!(staff.officer.get(&own).await.expect(200)["title"], "最低生活保障终止决定书");
}

/// What ends, from when, why, by which article, that the person was heard, and what can be done.
async fn says(staff: &Staff, case: &Answer, before: &Answer) {
    let path = format!("/cases/{}/documents/decision", case.id());
    let letter = staff.approver.get(&path).await.expect(200);
    assert_eq!(letter["paragraphs"], before["paragraphs"], "read before and after alike");
    let ending = letter["paragraphs"][1].as_str().expect("what ends");
    for words in ["最低生活保障", "自2026年8月起终止", "较高的一项", "高龄津贴标准", "2026年7月6日听取意见"]
    {
        assert!(ending.contains(words), "{words}: {ending}");
    }
    assert!(letter["basis"].to_string().contains("《社会救助法》第四十八条"), "{}", letter.text());
    assert_eq!(letter["remedies"]["reviewer"], "赣县区人民政府");
}

#[tokio::test]
async fn an_end_that_was_heard_takes_effect_where_the_higher_benefit_begins_and_not_sooner() {
    let server = Server::start().await;
    let (staff, lower, case) = waiting(&server, "2026-07-30").await;
    let same = benefit(&staff, &lower.id()).await;
    let proposed = propose(&staff.officer, &same, "end", "2026-08", json!({})).await.expect(201);
    hear(&staff, &proposed, "2026-07-30").await;
    server.set_day("2026-08-03");
    let staff = Staff::of(&server).await;
    approve(&staff, &case).await.expect(201);
    let now = benefit(&staff, &lower.id()).await;
    let state = |month: &str| {
        let months = now["months"].as_array().expect("months").iter();
        months.clone().find(|one| one["month"] == month).expect("a month")["state"].clone()
    };
    assert_eq!((state("2026-08"), state("2026-09")), (json!("active"), json!("ended")));
}

#[tokio::test]
async fn another_change_that_waits_is_no_hearing_about_the_end() {
    let server = Server::start().await;
    let (staff, lower, case) = waiting(&server, "2026-07-06").await;
    let same = benefit(&staff, &lower.id()).await;
    let recheck = propose(&staff.officer, &same, "recheck", "2026-08", json!({})).await.expect(201);
    approve(&staff, &case).await.expect_problem(409, "ending_not_heard");
    assert_eq!(benefit(&staff, &lower.id()).await.version(), recheck.version());
}

#[tokio::test]
async fn what_was_approved_before_the_law_ends_the_lower_benefit_without_a_hearing() {
    let server = Server::start().await;
    let (staff, lower, case) = waiting(&server, "2026-06-08").await;
    let seen = staff.approver.get(&format!("/cases/{}", case.id())).await.expect(200);
    assert_eq!(seen["endings"][0]["hearing"], "not_needed");
    approve(&staff, &case).await.expect(201);
    let now = benefit(&staff, &lower.id()).await;
    assert_eq!(due(&now).last(), Some(&0));
}

#[tokio::test]
async fn where_two_benefits_exclude_each_other_the_first_is_ended_and_heard_about_before_the_second() {
    let server = Server::start().await;
    server.set_day("2026-06-15");
    let staff = Staff::of(&server).await;
    let old = kinds::members(&staff, "urban_subsistence", &[(67, "")]).await;
    let lower = granted(&staff, &old[0]).await;
    server.set_day("2026-07-06");
    let staff = Staff::of(&server).await;
    let home = staff.clerk.get(&format!("/persons/{}", old[0])).await.expect(200);
    let path = format!("/households/{}", home["household"]["id"].as_str().expect("a household"));
    let version = staff.clerk.get(&path).await.expect(200).version();
    staff.clerk.patch(&path, version, json!({ "category": "destitute" })).await.expect(200);
    let case = case_of(&staff, "destitute-support", &old[0], kinds::destitute()).await;
    let examine = async |case: &Answer| {
        let path = format!("/cases/{}/examinations", case.id());
        staff.examiner.act(&path, case.version(), json!({ "outcome": "agree" })).await
    };
    examine(&case).await.expect_problem(409, "excluded_by_other");
    let lower = benefit(&staff, &lower.id()).await;
    let proposed = propose(&staff.officer, &lower, "end", "2026-08", json!({})).await.expect(201);
    let told = decide(&staff, &proposed, "confirm").await;
    assert_eq!(told.items()[0]["code"], "not_heard");
    examine(&case).await.expect_problem(409, "excluded_by_other");
    let heard = hear(&staff, &proposed, "2026-07-06").await;
    assert_eq!(decide(&staff, &heard, "confirm").await.items()[0]["status"], 201);
    examine(&case).await.expect(201);
}
