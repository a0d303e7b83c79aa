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

#[tokio::test]
async fn a_household_that_lost_its_category_after_the_check_goes_no_further() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.accepted("核后退保").await;
    let case = staff.reviewable(&case, "2026-03-02").await;
    let path = format!("/households/{}", case["household"]["id"].as_str().expect("a household"));
    let category = async |category: &str| {
        let household = staff.clerk.get(&path).await.expect(200);
        staff.clerk.patch(&path, household.version(), json!({ "category": category })).await.expect(200);
    };
    let agree = json!({ "outcome": "agree" });
    category("other").await;
    let reviews = format!("/cases/{}/reviews", case.id());
    let told = staff.township.act(&reviews, case.version(), agree.clone()).await;
    told.expect_problem(422, "category_not_registered");
    category("urban_subsistence").await;
    let case = staff.agreed(&case).await;
    staff.submitted(&case).await;
    let case = staff.reload(&case).await;
    category("other").await;
    let examinations = format!("/cases/{}/examinations", case.id());
    let told = staff.examiner.act(&examinations, case.version(), agree).await;
    told.expect_problem(422, "category_not_registered");
    let back = json!({ "outcome": "return", "reasons": [{ "field": "household", "text": "已退出低保" }] });
    staff.examiner.act(&examinations, case.version(), back).await.expect(201);
}

#[tokio::test]
async fn bills_that_were_paid_for_in_the_year_are_pointed_out_to_all_who_look() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.decidable("再来一次", "2026-03-02").await;
    let first = staff.approved(&case).await;
    let person = first["applicant"]["id"].clone();
    let preview = async |cost: i64| {
        let mut facts = build::facts();
        build::merge(&mut facts, json!({ "cost_fen": cost }));
        let body =
            json!({ "item_code": "medical-assistance", "applicant_person_id": person, "facts": facts });
        staff.clerk.post("/cases/previews", body).await.expect(200)["warnings"].clone()
    };
    let told = preview(900_000).await;
    assert_eq!(told[0]["code"], "costs_already_decided", "{told}");
    assert!(told[0]["message"]["zh"].as_str().is_some_and(|text| text.contains("360704-YL-20260302-0001")));
    assert_eq!(preview(900_001).await, json!([]), "new costs of the year");
    let again = build::open_case(&staff.clerk, person.as_str().expect("an id"), build::facts()).await;
    assert_eq!(again["warnings"][0]["code"], "costs_already_decided");
    assert_eq!(staff.reload(&first).await["warnings"], json!([]), "a decided case warns of nothing");
}

#[tokio::test]
async fn the_mark_of_staff_kin_is_taken_back_by_the_leader_and_with_a_reason() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::kin(&staff.clerk, "近亲属").await;
    let case = build::open_case(&staff.clerk, &person, build::facts()).await;
    let path = format!("/households/{}", case["household"]["id"].as_str().expect("a household"));
    let household = staff.clerk.get(&path).await.expect(200);
    let told = staff.clerk.patch(&path, household.version(), json!({ "staff_kin": false })).await;
    assert_eq!(told.expect_problem(422, "kin_cleared_by_leader").status, 422);
    let clearances = format!("{path}/kin-clearances");
    let why = json!({ "reason": "登记有误：同名，并无亲属关系" });
    staff.clerk.act(&clearances, household.version(), why.clone()).await.expect_problem(403, "not_allowed");
    let silent = staff.township.act(&clearances, household.version(), json!({ "reason": " " })).await;
    silent.expect_problem(422, "invalid");
    let household = staff.township.act(&clearances, household.version(), why.clone()).await.expect(201);
    assert_eq!((&household["staff_kin"], &household["staff_kin_note"]), (&json!(false), &Value::Null));
    staff.township.act(&clearances, household.version(), why).await.expect_problem(422, "not_staff_kin");
    let opened = staff.clerk.get(&format!("/cases/{}", case.id())).await.expect(200);
    assert_eq!(opened["staff_kin"], true, "a case opened under the mark keeps it");
    let auditor = server.actor("auditor").await;
    let trail = auditor.get("/audit-entries?action=household.kin_cleared").await.expect(200);
    assert!(trail.text().contains("并无亲属关系"), "{}", trail.text());
}

#[tokio::test]
async fn what_was_decided_and_paid_keeps_the_name_of_its_day() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.decidable("旧名字", "2026-03-02").await;
    let case = staff.approved(&case).await;
    let person = format!("/persons/{}", case["applicant"]["id"].as_str().expect("a person"));
    let rename = async |staff: &Staff, name: &str| {
        let version = staff.clerk.get(&person).await.expect(200).version();
        staff.clerk.patch(&person, version, json!({ "name": name })).await.expect(200);
    };
    let payee = async |staff: &Staff| {
        let list = staff.examiner.get("/payments?month=2026-04").await.expect(200);
        list.items()[0]["payee_name"].as_str().expect("a name").to_owned()
    };
    server.set_day("2026-04-10");
    let staff = Staff::of(&server).await;
    rename(&staff, "新名字").await;
    assert_eq!(payee(&staff).await, "新名字", "a correction counts while the list is of this month");
    server.set_day("2026-05-04");
    let staff = Staff::of(&server).await;
    rename(&staff, "后来的名字").await;
    assert_eq!(payee(&staff).await, "新名字", "what was paid stays as it was paid");
    let letter = staff.clerk.get(&format!("/cases/{}/documents/decision", case.id())).await.expect(200);
    assert_eq!(letter["applicant_name"], "旧名字");
}

#[tokio::test]
async fn leaders_are_not_offered_to_sign_a_check_they_would_have_to_review() {
    let server = Server::start().await;
    let officers = server.actor("officer").await.get("/officers").await.expect(200);
    assert!(officers.items().len() >= 2 && officers.items().iter().all(|one| one["role"] != "township"));
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

#[tokio::test]
async fn whoever_moves_out_of_a_household_of_staff_kin_brings_the_mark_along() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let (head, son) = (build::person(&clerk, "幸有福").await, build::person(&clerk, "幸小福").await);
    let body = json!({
        "division": head["division"]["code"], "category": "urban_subsistence",
        "staff_kin": true, "staff_kin_note": "村会计之兄",
        "members": [
            { "person_id": head.id(), "relation": "head" }, { "person_id": son.id(), "relation": "child" },
        ],
    });
    let old = clerk.post("/households", body).await.expect(201);
    let alone = json!({ "members": [{ "person_id": head.id(), "relation": "head" }] });
    clerk.patch(&format!("/households/{}", old.id()), old.version(), alone).await.expect(200);
    let body = json!({
        "division": son["division"]["code"], "category": "urban_subsistence",
        "members": [{ "person_id": son.id(), "relation": "head" }],
    });
    let new = clerk.post("/households", body).await.expect(201);
    assert_eq!(new["staff_kin"], true);
    // The leader may clear it, and a later change does not set it again.
    let leader = server.actor("township").await;
    let path = format!("/households/{}", new.id());
    let reason = json!({ "reason": "已分户多年，经核实不再是近亲属关系" });
    let new = leader.act(&format!("{path}/kin-clearances"), new.version(), reason).await.expect(201);
    let same =
        json!({ "members": [{ "person_id": son.id(), "relation": "head", "conditions": ["veteran"] }] });
    let new = clerk.patch(&path, new.version(), same).await.expect(200);
    assert_eq!(new["staff_kin"], false);
    let stranger = build::person(&clerk, "外来生").await;
    let body = json!({
        "division": stranger["division"]["code"], "category": "other",
        "members": [{ "person_id": stranger.id(), "relation": "head" }],
    });
    assert_eq!(clerk.post("/households", body).await.expect(201)["staff_kin"], false);
}

#[tokio::test]
async fn whoever_examined_a_case_and_was_made_approver_since_is_offered_no_decision_of_it() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.decidable("先审后批", "2026-03-02").await;
    build::appoint(&server, "examiner", "approver").await;
    let promoted = server.actor("examiner").await;
    let batch = case["batch"]["id"].as_str().expect("a table");
    let table = promoted.get(&format!("/approval-batches/{batch}")).await.expect(200);
    assert_eq!(table["rows"][0]["can_decide"], false, "{}", table.text());
    assert!(table["rows"][0]["why_not"].is_string(), "{}", table.text());
    assert_eq!(table["allowed_actions"], json!([]));
    let seen = promoted.get(&format!("/cases/{}", case.id())).await.expect(200);
    let acts = seen["allowed_actions"].as_array().expect("acts");
    assert!(!acts.is_empty() && acts.iter().all(|act| act["enabled"] == false), "{acts:?}");
    let table = staff.approver.get(&format!("/approval-batches/{batch}")).await.expect(200);
    assert_eq!(table["rows"][0]["can_decide"], true, "{}", table.text());
}

#[tokio::test]
async fn a_household_that_changed_since_the_sum_was_computed_is_told_until_it_is_computed_anew() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (head, child) =
        (build::person(&staff.clerk, "易人口").await, build::person(&staff.clerk, "易小口").await);
    let member = |person: &Answer, relation: &str| json!({ "person_id": person.id(), "relation": relation });
    let body = json!({
        "division": head["division"]["code"], "category": "near_poor",
        "members": [member(&head, "head"), member(&child, "child")],
    });
    let household = staff.clerk.post("/households", body).await.expect(201);
    let facts = json!({ "category": "near_poor_ill", "cost_fen": 3_000_000, "insurer_paid_fen": 1_800_000, "months": 2 });
    let case = build::open_case(&staff.clerk, &head.id(), facts).await;
    let told = |case: &Answer| case["warnings"].as_array().expect("warnings").clone();
    assert_eq!(told(&case), Vec::<serde_json::Value>::new());
    let alone = json!({ "members": [member(&head, "head")] });
    let path = format!("/households/{}", household.id());
    staff.clerk.patch(&path, household.version(), alone).await.expect(200);
    let case = staff.clerk.get(&format!("/cases/{}", case.id())).await.expect(200);
    assert_eq!(told(&case)[0]["code"], "household_changed", "{}", case.text());
    assert_eq!(told(&case)[0]["message"]["zh"], "家庭人口已由2人变为1人");
    let case = build::all_papers(&staff.clerk, &case).await;
    let case = build::accept(&staff.clerk, &case).await;
    assert_eq!((told(&case).len(), &case["facts"]["household_size"]), (0, &json!(1)));
}
