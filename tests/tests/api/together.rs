//! Sums a household shares, and benefits that do not go together.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Server};

use crate::entitlements::{benefit, case_of, changed, decide, heard, propose};

/// The county's own version of the medical policy, changed by `change`.
pub async fn own_version(server: &Server, change: impl Fn(&mut Value)) {
    own_version_of(server, include_str!("../../../api/policies/medical-assistance-1.json"), change).await;
}

pub async fn own_version_of(server: &Server, shipped: &str, change: impl Fn(&mut Value)) {
    let mut document: Value = serde_json::from_str(shipped).expect("a document");
    document["version"] = json!(2);
    document["jurisdiction"] = json!("360704000000");
    change(&mut document);
    let examiner = server.actor("examiner").await;
    let draft = examiner.post("/policy-drafts", json!({ "document": document })).await.expect(201);
    let path = format!("/policy-drafts/{}", draft.id());
    let draft = examiner.act(&format!("{path}/submissions"), draft.version(), json!({})).await.expect(201);
    let approver = server.actor("approver").await;
    approver.act(&format!("{path}/activations"), draft.version(), json!({})).await.expect(201);
}

/// Two persons of one household.
pub async fn couple(staff: &Staff) -> (String, String) {
    let (one, two) = (build::person(&staff.clerk, "曾福生").await, build::person(&staff.clerk, "曾嫂").await);
    let body = json!({
        "division": one["division"]["code"], "category": "urban_subsistence", "income_fen": 40_000,
        "members": [
            { "person_id": one.id(), "relation": "head", "conditions": ["severely_ill"] },
            { "person_id": two.id(), "relation": "spouse" },
        ],
    });
    staff.clerk.post("/households", body).await.expect(201);
    (one.id(), two.id())
}

fn bills(cost_fen: i64) -> Value {
    json!({ "category": "subsistence_ill", "cost_fen": cost_fen, "insurer_paid_fen": 0 })
}

/// Examined, waiting for its decision.
pub async fn before_the_approver(staff: &Staff, cases: &[(&String, Value)]) -> Vec<Answer> {
    let mut waiting = Vec::new();
    for (person, facts) in cases {
        let case = build::open_case(&staff.clerk, person, facts.clone()).await;
        let case = build::all_papers(&staff.clerk, &case).await;
        let case = build::accept(&staff.clerk, &case).await;
        let case = staff.reviewable(&case, "2026-03-02").await;
        waiting.push(staff.agreed(&case).await);
    }
    if let Some(case) = waiting.first() {
        staff.submitted(case).await;
    }
    let mut examined = Vec::new();
    for case in waiting {
        let case = staff.reload(&case).await;
        examined.push(staff.examined(&case).await);
    }
    examined
}

/// The case of this person's allowance, before the examiner; and the answer to agreeing.
async fn examination(staff: &Staff, person: &str, facts: Value) -> Answer {
    let case = case_of(staff, "subsistence-allowance", person, facts).await;
    let path = format!("/cases/{}/examinations", case.id());
    staff.examiner.act(&path, case.version(), json!({ "outcome": "agree" })).await
}

/// The allowance of this person, approved.
async fn allowance(staff: &Staff, person: &str, facts: Value) -> Answer {
    let examined = examination(staff, person, facts).await.expect(201);
    approve(staff, &examined).await
}

async fn approve(staff: &Staff, case: &Answer) -> Answer {
    let path = format!("/cases/{}/decisions", case.id());
    staff.approver.act(&path, case.version(), json!({ "outcome": "approve" })).await
}

/// The medical policy with one yearly cap for all members of a household.
pub async fn capped_by_household(server: &Server) {
    // Each member's own costs, under a cap of all of them.
    own_version(server, |document| {
        document["result"]["per"] = json!("household");
        for input in document["inputs"].as_array_mut().expect("inputs") {
            input["cumulative"] = json!(false);
        }
        let rules = document["rules"].as_array_mut().expect("rules");
        let aid = rules.iter_mut().find(|rule| rule["name"] == "aid_fen").expect("the aid");
        aid["formula"] = json!("min(uncapped_fen, max0(yearly_cap_fen - paid_this_year_fen))");
        document["examples"] = json!([{
            "title": "只占用封顶额度", "eligible": true, "amount_fen": 100_000,
            "facts": { "category": "subsistence_ill", "cost_fen": 1_600_000, "paid_this_year_fen": 400_000 },
        }]);
    })
    .await;
}

#[tokio::test]
async fn a_yearly_cap_of_the_household_is_shared_by_its_members() {
    let server = Server::start().await;
    capped_by_household(&server).await;
    let staff = Staff::of(&server).await;
    let (one, two) = couple(&staff).await;
    let cases = before_the_approver(&staff, &[(&one, bills(1_600_000)), (&two, bills(1_600_000))]).await;
    let (first, second) = (&cases[0], &cases[1]);
    assert_eq!(
        (&first["determination"]["amount_fen"], &second["determination"]["amount_fen"]),
        (&json!(400_000), &json!(400_000))
    );
    // Both at once would be 8,000 of 5,000.
    let (one, two) = tokio::join!(approve(&staff, first), approve(&staff, second));
    let mut told = [one.status, two.status];
    told.sort_unstable();
    assert_eq!(told, [201, 409], "{} {}", one.text(), two.text());
    let paid = server.database.number("SELECT CAST(SUM(paid_fen) AS BIGINT) FROM year_totals");
    assert_eq!(paid, 400_000);
    let late = if one.status == 409 { first } else { second };
    let late = staff.reload(late).await;
    assert_eq!(late["paid_this_year_fen"], 400_000, "{}", late.text());
    let reasons = json!([{ "field": null, "text": "家庭年度封顶线" }]);
    let path = format!("/cases/{}/decisions", late.id());
    let rest = json!({ "outcome": "approve", "amount_fen": 100_000, "reasons": reasons });
    let done = staff.approver.act(&path, late.version(), rest).await.expect(201);
    assert_eq!(done["amount_fen"], 100_000);
}

#[tokio::test]
async fn what_a_policy_excludes_is_not_granted_beside_it() {
    let server = Server::start().await;
    let basis = json!([{ "law": "social-assistance-interim", "article": "28" }]);
    let excluded = json!([{ "scheme": "subsistence_allowance", "rule": "not_both", "basis": basis }]);
    own_version(&server, |document| document["result"]["exclusions"] = excluded.clone()).await;
    let staff = Staff::of(&server).await;
    let (one, two) = couple(&staff).await;
    // The allowance of the household: 850 × 2 − 400, and 30 % for the one who is severely ill.
    let granted = allowance(&staff, &one, json!({})).await.expect(201);
    assert_eq!(granted["amount_fen"], 130_000 + 25_500);
    // The medical aid is the other member's own, the allowance the household's.
    let preview =
        json!({ "item_code": "medical-assistance", "applicant_person_id": two, "facts": bills(1_600_000) });
    let told = staff.clerk.post("/cases/previews", preview).await.expect(200);
    assert!(told["warnings"].to_string().contains("赣县区最低生活保障"), "{}", told.text());
    let case = build::open_case(&staff.clerk, &two, bills(1_600_000)).await;
    let case = build::all_papers(&staff.clerk, &case).await;
    let case = build::accept(&staff.clerk, &case).await;
    let case = staff.reviewable(&case, "2026-03-02").await;
    let case = staff.agreed(&case).await;
    staff.submitted(&case).await;
    let case = staff.reload(&case).await;
    let path = format!("/cases/{}/examinations", case.id());
    let told = staff.examiner.act(&path, case.version(), json!({ "outcome": "agree" })).await;
    let told = told.expect_problem(409, "excluded_by_other");
    assert!(told.text().contains("第二十八条"), "{}", told.text());
}

#[tokio::test]
async fn an_income_the_register_does_not_know_is_entered_and_what_it_knows_stands() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "曾伯").await;
    let new = |facts: Value| json!({ "item_code": "subsistence-allowance", "applicant_person_id": person, "facts": facts });
    let missing = staff.clerk.post("/cases/previews", new(json!({}))).await.expect(200);
    assert_eq!(missing["errors"][0]["pointer"], "/facts/income_fen");
    let entered = staff.clerk.post("/cases/previews", new(json!({ "income_fen": 30_000 }))).await.expect(200);
    assert_eq!(entered["evaluation"]["amount_fen"], 55_000);
    let household =
        staff.clerk.get(&format!("/persons/{person}")).await.expect(200)["household"]["id"].clone();
    let path = format!("/households/{}", household.as_str().expect("a household"));
    let household = staff.clerk.get(&path).await.expect(200);
    let wrong = json!({ "income_fen": -1 });
    staff.clerk.patch(&path, household.version(), wrong).await.expect_problem(422, "invalid");
    staff.clerk.patch(&path, household.version(), json!({ "income_fen": 80_000 })).await.expect(200);
    let known = staff.clerk.post("/cases/previews", new(json!({ "income_fen": 30_000 }))).await.expect(200);
    assert_eq!(known["evaluation"]["amount_fen"], 5_000);
}

#[tokio::test]
async fn an_income_a_benefit_was_granted_on_is_the_register_s_from_then_on() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "曾公").await;
    let facts = json!({ "income_fen": 30_000 });
    allowance(&staff, &person, facts).await.expect(201);
    let person = staff.clerk.get(&format!("/persons/{person}")).await.expect(200);
    let path = format!("/households/{}", person["household"]["id"].as_str().expect("a household"));
    assert_eq!(staff.clerk.get(&path).await.expect(200)["income_fen"], 30_000);
}

#[tokio::test]
async fn who_is_registered_as_destitute_is_not_granted_an_allowance() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::person(&staff.clerk, "曾孤老").await;
    let body = json!({
        "division": person["division"]["code"], "category": "destitute", "income_fen": 0,
        "members": [{ "person_id": person.id(), "relation": "head" }],
    });
    staff.clerk.post("/households", body).await.expect(201);
    let new =
        json!({ "item_code": "subsistence-allowance", "applicant_person_id": person.id(), "facts": {} });
    let preview = staff.clerk.post("/cases/previews", new).await.expect(200);
    assert_eq!(preview["warnings"][0]["code"], "excluded_as_registered", "{}", preview.text());
    let told = examination(&staff, &person.id(), json!({})).await;
    told.expect_problem(409, "excluded_as_registered");
}

#[tokio::test]
async fn what_gives_nothing_any_more_stands_against_nothing() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = crate::entitlements::household(&staff.clerk, "曾老伯", 40_000).await;
    let first = crate::entitlements::granted(&staff, &person).await;
    let path = format!("/households/{}", household.id());
    let patch = |version: i64, income_fen: i64| {
        staff.clerk.patch(&path, version, json!({ "income_fen": income_fen }))
    };
    let household = patch(household.version(), 90_000).await.expect(200);
    let now = changed(&staff, &first, "recompute", "2026-04", json!({})).await;
    assert_eq!((&now["state"], &now["monthly_fen"]), (&json!("active"), &json!(0)));
    patch(household.version(), 40_000).await.expect(200);
    examination(&staff, &person, json!({})).await.expect(201);
}

#[tokio::test]
async fn who_moves_in_with_a_benefit_that_excludes_the_household_s_is_noticed_when_it_is_computed_again() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = crate::entitlements::household(&staff.clerk, "曾户主", 40_000).await;
    let first = crate::entitlements::granted(&staff, &person).await;
    let other = build::person(&staff.clerk, "曾特困").await.id();
    let facts = json!({ "no_income": true, "no_supporter": true });
    let case = case_of(&staff, "destitute-support", &other, facts).await;
    let case = staff.examined(&case).await;
    staff.approved(&case).await;
    let members = json!([
        { "person_id": person, "relation": "head" }, { "person_id": other, "relation": "other" },
    ]);
    let path = format!("/households/{}", household.id());
    staff.clerk.patch(&path, household.version(), json!({ "members": members })).await.expect(200);
    let now = benefit(&staff, &first.id()).await;
    for kind in ["recompute", "recheck"] {
        let told = propose(&staff.examiner, &now, kind, "2026-04", json!({})).await;
        assert!(told.expect_problem(409, "excluded_by_other").text().contains("特困"), "{kind}");
    }
    let body = json!({ "policy_code": "subsistence-ganxian", "from_month": "2026-04" });
    let told = staff.examiner.post("/entitlement-recalculation-previews", body).await.expect(200);
    assert!(told["failed"][0]["problems"].to_string().contains("不能同时享受"), "{}", told.text());
    // The other one ends, and the household is two.
    let own = staff.examiner.get(&format!("/entitlements?person_id={other}")).await.expect(200);
    let destitute = benefit(&staff, own.items()[0]["id"].as_str().expect("an id")).await;
    let proposed = propose(&staff.examiner, &destitute, "end", "2026-04", json!({})).await.expect(201);
    // It is shown for seven days before (43号 26).
    let shown = json!({ "act": "post", "on": proposed["proposed"]["proposed_on"] });
    let path = format!("/entitlements/{}/acts", destitute.id());
    staff.examiner.act(&path, proposed.version(), shown).await.expect(201);
    server.set_day("2026-03-20");
    let staff = Staff::of(&server).await;
    let proposed = heard(&staff, &benefit(&staff, &destitute.id()).await).await;
    assert_eq!(decide(&staff, &proposed, "confirm").await.items()[0]["status"], 201);
    let now = changed(&staff, &now, "recompute", "2026-04", json!({})).await;
    assert_eq!(now["monthly_fen"], 130_000);
}

#[tokio::test]
async fn a_household_registered_as_destitute_since_is_not_computed_an_allowance() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = crate::entitlements::household(&staff.clerk, "曾水生", 40_000).await;
    let first = crate::entitlements::granted(&staff, &person).await;
    let path = format!("/households/{}", household.id());
    staff.clerk.patch(&path, household.version(), json!({ "category": "destitute" })).await.expect(200);
    let told = propose(&staff.examiner, &first, "recheck", "2026-04", json!({})).await;
    told.expect_problem(409, "excluded_as_registered");
    let now = changed(&staff, &first, "end", "2026-04", json!({})).await;
    assert_eq!(now["state"], "ended");
}

#[tokio::test]
async fn what_a_household_is_registered_as_today_decides_what_is_computed_for_it() {
    let server = Server::start().await;
    let choice = |code: &str, registered_as: &str| json!({ "code": code, "label": { "zh": code, "en": code }, "registered_as": [registered_as] });
    let residence = json!({
        "name": "residence", "label": { "zh": "户籍", "en": "Residence" }, "type": "code", "required": true,
        "values": [choice("urban", "urban_subsistence"), choice("rural", "rural_subsistence")],
    });
    // The rural half of what the urban have.
    own_version_of(&server, include_str!("../../../api/policies/subsistence-ganxian.json"), |document| {
        document["inputs"].as_array_mut().expect("inputs").push(residence.clone());
        for example in document["examples"].as_array_mut().expect("examples") {
            example["facts"]["residence"] = json!("urban");
        }
        let rules = document["rules"].as_array_mut().expect("rules");
        let aid = rules.iter_mut().find(|rule| rule["name"] == "aid_fen").expect("a rule");
        aid["formula"] = json!("(difference_fen + supplement_fen) / (residence == \"rural\" ? 2 : 1)");
    })
    .await;
    let staff = Staff::of(&server).await;
    let (person, household) = crate::entitlements::household(&staff.clerk, "曾进城", 40_000).await;
    allowance(&staff, &person, json!({ "residence": "urban" })).await.expect(201);
    let own = staff.examiner.get(&format!("/entitlements?person_id={person}")).await.expect(200);
    let first = benefit(&staff, own.items()[0]["id"].as_str().expect("an id")).await;
    assert_eq!(first["monthly_fen"], 45_000);
    let path = format!("/households/{}", household.id());
    let rural = json!({ "category": "rural_subsistence" });
    let household = staff.clerk.patch(&path, household.version(), rural).await.expect(200);
    let preview = json!({ "kind": "recheck", "from_month": "2026-04" });
    let previews = format!("/entitlements/{}/change-previews", first.id());
    let told = staff.officer.post(&previews, preview).await.expect(200);
    let changed_fact = json!([{ "fact": "residence", "before": "urban", "after": "rural" }]);
    assert_eq!((&told["steps"][0]["after_fen"], &told["steps"][0]["facts"]), (&json!(22_500), &changed_fact));
    let now = changed(&staff, &first, "recheck", "2026-04", json!({})).await;
    assert_eq!((&now["monthly_fen"], &now["changes"][1]["facts"]), (&json!(22_500), &changed_fact));
    // Where the policy has nothing for what it is registered as, nobody is told a sum.
    staff.clerk.patch(&path, household.version(), json!({ "category": "other" })).await.expect(200);
    let told = propose(&staff.examiner, &now, "recheck", "2026-04", json!({})).await;
    let told = told.expect_problem(422, "invalid").field_errors();
    assert_eq!(told, [("/facts/residence".to_owned(), "category_not_registered".to_owned())]);
}
