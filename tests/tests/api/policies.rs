//! Every rule is data: all of them answer over HTTP, and a new version comes into force by
//! the hands of two.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Client, Server};

async fn all(client: &Client) -> Vec<Value> {
    client.get("/policies").await.expect(200).items().to_vec()
}

#[tokio::test]
async fn every_published_rule_answers_its_worked_examples() {
    let server = Server::start().await;
    let anyone = server.anyone();
    let policies = all(&anyone).await;
    assert!(policies.len() >= 22, "{}", policies.len());
    for policy in policies {
        let code = policy["code"].as_str().expect("a code");
        let first = policy["valid_from"].as_str().expect("a day");
        let detail = anyone.get(&format!("/policies/{code}?on={first}")).await.expect(200);
        for result in detail["examples"].as_array().expect("examples") {
            assert_eq!(result["passes"], true, "{code}: {result}");
        }
        for example in detail["document"]["examples"].as_array().expect("examples") {
            let on = example["on"].as_str().unwrap_or(first);
            let body = json!({ "facts": example["facts"], "on": on });
            let answer = anyone.post(&format!("/policies/{code}/evaluations"), body).await.expect(200);
            assert_eq!(answer["amount_fen"], example["amount_fen"], "{code}: {example}");
            assert_eq!(answer["eligible"], example["eligible"], "{code}: {example}");
            for line in answer["lines"].as_array().expect("lines") {
                let told = ["rule", "label", "value", "inputs", "clause"].map(|name| !line[name].is_null());
                assert_eq!(told, [true; 5], "{code}: {line}");
                assert!(!line["basis"].as_array().expect("laws").is_empty(), "{code}: {line}");
                assert_ne!(line["clause"]["zh"], "", "{code}: {line}");
            }
        }
    }
}

#[tokio::test]
async fn a_decision_before_a_change_of_the_table_is_computed_by_the_old_one() {
    let server = Server::start().await;
    let anyone = server.anyone();
    let sum = async |on: &str| {
        let body = json!({ "facts": { "grade": 10, "cause": "war" }, "on": on });
        anyone.post("/policies/veteran-disability-2024/evaluations", body).await.expect(200)["amount_fen"]
            .clone()
    };
    assert_eq!((sum("2023-07-31").await, sum("2024-08-01").await), (json!(1_281_000), json!(1_440_000)));
    assert_eq!(sum("2023-08-01").await, json!(0), "another table was in force, which is not at hand");
    assert_eq!(sum("2024-07-31").await, json!(0));
}

#[tokio::test]
async fn all_that_is_wrong_with_facts_is_told_at_its_place() {
    let server = Server::start().await;
    let facts = json!({ "standard_fen": -1, "members": [{ "age": "old" }, { "horns": true }], "moon": 1 });
    let body = json!({ "facts": facts, "on": "2026-01-01" });
    let told = server.anyone().post("/policies/subsistence-jilin/evaluations", body).await;
    let mut places: Vec<String> =
        told.expect_problem(422, "invalid").field_errors().into_iter().map(|(place, _)| place).collect();
    places.sort();
    let expected = ["/facts/members/0/age", "/facts/members/1/horns", "/facts/moon", "/facts/standard_fen"];
    assert_eq!(places, expected);
}

#[tokio::test]
async fn a_division_nobody_knows_is_told_and_not_passed_over() {
    let server = Server::start().await;
    let path = "/policies/medical-assistance-1/evaluations";
    let body = |division: &str| json!({ "facts": build::facts(), "on": "2026-01-01", "division": division });
    for division in ["360704999999", "3607", "moon", ""] {
        let told = server.anyone().post(path, body(division)).await.expect_problem(422, "invalid");
        let told = told.field_errors();
        assert_eq!(told, [("/division".to_owned(), "unknown_division".to_owned())], "{division}");
    }
    // The second lies in another province, of which this installation knows nothing.
    for division in ["360704000000", "341524000000"] {
        server.anyone().post(path, body(division)).await.expect(200);
    }
}

/// What invented rules rest on: the sample standards, in force since 2014.
fn rests_on() -> Value {
    json!([{ "law": "demo-ganxian", "article": "低保标准" }])
}

/// A rule that none of the shipped ones resembles: so much coal a room, dearer in the cold.
pub fn coal(version: i64, price: i64) -> Value {
    let text = |zh: &str| json!({ "zh": zh, "en": zh });
    json!({
        "schema": "yangguang.policy/1", "code": "winter-coal", "version": version,
        "title": { "zh": "冬季取暖补助", "en": "Winter coal" }, "scheme": "winter_heating",
        "competent_departments": [{ "from": "2020-01-01", "name": "民政局" }],
        "jurisdiction": "360704000000",
        "legal_basis": [{ "law": "demo-ganxian", "article": "低保标准" }],
        "valid_from": if version == 1 { "2026-01-01" } else { "2026-07-01" },
        "inputs": [
            { "name": "rooms", "label": text("房间"), "type": "int", "min": 0, "max": 20, "required": true },
            { "name": "months", "label": text("月数"), "type": "months", "min": 0, "max": 12, "default": 3 },
        ],
        "parameters": [
            { "name": "price_fen", "label": text("单价"), "unit": "fen",
              "values": [{ "from": "2026-01-01", "value": price, "basis": rests_on() }] },
        ],
        "rules": [
            { "name": "aid_fen", "label": text("补助"), "unit": "fen",
              "formula": "price_fen * min(rooms, 3) * months", "basis": rests_on() },
        ],
        "result": {
            "eligible": "aid_fen > 0", "amount": "aid_fen", "min": "aid_fen", "max": "aid_fen",
            "period": "year", "per": "household",
            "reasons": [{ "when": "true", "code": "computed", "text": text("按房间计算") }],
        },
        "examples": [
            { "title": "四间按三间", "facts": { "rooms": 4 }, "eligible": true, "amount_fen": price * 9 },
        ],
    })
}

async fn drafted(examiner: &Client, document: Value) -> Answer {
    examiner.post("/policy-drafts", json!({ "document": document })).await.expect(201)
}

async fn act(client: &Client, draft: &Answer, act: &str) -> Answer {
    client.act(&format!("/policy-drafts/{}/{act}", draft.id()), draft.version(), json!({})).await
}

async fn in_force(examiner: &Client, approver: &Client, document: Value) {
    let draft = drafted(examiner, document).await;
    assert_eq!(draft["problems"], json!([]), "{}", draft.text());
    let draft = act(examiner, &draft, "submissions").await.expect(201);
    act(approver, &draft, "activations").await.expect(201);
}

#[tokio::test]
async fn a_new_version_holds_from_its_day_and_the_old_one_for_the_days_before() {
    let server = Server::start().await;
    let (examiner, approver) = (server.actor("examiner").await, server.actor("approver").await);
    let sum = async |on: &str| {
        let body = json!({ "facts": { "rooms": 5 }, "on": on });
        let answer = server.anyone().post("/policies/winter-coal/evaluations", body).await.expect(200);
        (answer["policy_version"].clone(), answer["amount_fen"].clone())
    };
    let path = "/policies/winter-coal/evaluations";
    server.anyone().post(path, json!({ "facts": { "rooms": 5 } })).await.expect_problem(404, "not_found");
    in_force(&examiner, &approver, coal(1, 10_000)).await;
    let before = sum("2026-02-01").await;
    assert_eq!(before, (json!("winter-coal@1"), json!(90_000)));
    in_force(&examiner, &approver, coal(2, 20_000)).await;
    assert_eq!(sum("2026-07-01").await, (json!("winter-coal@2"), json!(180_000)));
    assert_eq!(sum("2026-02-01").await, before, "the day before keeps its rule, bit for bit");
    for change in ["UPDATE policies SET version = version + 10", "DELETE FROM policies"] {
        assert!(server.database.attempt(change).is_err(), "a version in force is never rewritten: {change}");
    }
    let trail = server.actor("auditor").await.get("/audit-entries?action=policy.activated").await.expect(200);
    assert_eq!(trail.items().len(), 2);
}

#[tokio::test]
async fn who_drafted_or_changed_a_policy_does_not_put_it_in_force() {
    let server = Server::start().await;
    let (examiner, approver) = (server.actor("examiner").await, server.actor("approver").await);
    let draft = drafted(&examiner, coal(1, 10_000)).await;
    let early = act(&approver, &draft, "activations").await;
    early.expect_problem(409, "policy_draft_state");
    let draft = act(&examiner, &draft, "submissions").await.expect(201);
    act(&examiner, &draft, "activations").await.expect_problem(403, "not_allowed");
    act(&approver, &draft, "submissions").await.expect_problem(403, "not_allowed");
    let actions = approver.get(&format!("/policy-drafts/{}", draft.id())).await.expect(200);
    assert_eq!(actions["allowed_actions"], json!(["return", "activate"]));
    let silent = json!({ "reason": "" });
    let returns = format!("/policy-drafts/{}/returns", draft.id());
    approver.act(&returns, draft.version(), silent).await.expect_problem(422, "invalid");
    let why = json!({ "reason": "单价依据不足" });
    let draft = approver.act(&returns, draft.version(), why).await.expect(201);
    assert_eq!((&draft["state"], &draft["returned_reason"]), (&json!("draft"), &json!("单价依据不足")));
    drafted_again_is_refused(&examiner).await;
    act(&examiner, &draft, "withdrawals").await.expect(201);
    drafted(&examiner, coal(1, 10_000)).await;
    server.actor("clerk").await.get("/policy-drafts").await.expect_problem(403, "not_allowed");
}

async fn drafted_again_is_refused(examiner: &Client) {
    let again = examiner.post("/policy-drafts", json!({ "document": coal(1, 1) })).await;
    again.expect_problem(409, "policy_draft_open");
}

#[tokio::test]
async fn a_version_whose_examples_fail_can_not_be_submitted() {
    let server = Server::start().await;
    let examiner = server.actor("examiner").await;
    let mut wrong = coal(1, 10_000);
    wrong["examples"][0]["amount_fen"] = json!(1);
    let draft = drafted(&examiner, wrong).await;
    assert_eq!(draft["examples"][0]["passed"], false);
    let refused = act(&examiner, &draft, "submissions").await.expect_problem(422, "invalid");
    let at = vec![("/document/examples/0".to_owned(), "example_fails".to_owned())];
    assert_eq!(refused.field_errors(), at);
    assert!(refused.text().contains("应为0.01元，算得900.00"), "{}", refused.text());
    let path = format!("/policy-drafts/{}", draft.id());
    let mended =
        examiner.patch(&path, draft.version(), json!({ "document": coal(1, 10_000) })).await.expect(200);
    examiner
        .patch(&path, draft.version(), json!({ "document": {} }))
        .await
        .expect_problem(412, "stale_version");
    act(&examiner, &mended, "submissions").await.expect(201);
}

#[tokio::test]
async fn a_policy_of_another_place_or_out_of_turn_is_refused() {
    let server = Server::start().await;
    let examiner = server.actor("examiner").await;
    for (member, value, code) in [
        ("jurisdiction", json!("360700000000"), "policy_elsewhere"),
        ("jurisdiction", json!("440000000000"), "policy_elsewhere"),
        ("version", json!(3), "policy_version_order"),
    ] {
        let mut document = coal(1, 10_000);
        document[member] = value;
        let draft = drafted(&examiner, document).await;
        let refused = act(&examiner, &draft, "submissions").await.expect_problem(422, "invalid");
        let errors = refused.field_errors();
        assert_eq!(errors[0], (format!("/document/{member}"), code.to_owned()));
        // The county's own standard, which it cites, holds in no other place either.
        let theirs = |(at, code): &(String, String)| at.ends_with("/law") && code == "policy_problem";
        assert_eq!(errors.len() > 1, member == "jurisdiction", "{errors:?}");
        assert!(errors[1..].iter().all(theirs), "{errors:?}");
        act(&examiner, &draft, "withdrawals").await.expect(201);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_document_is_told_at_its_place_in_both_languages() {
    let server = Server::start().await;
    let examiner = server.actor("examiner").await;
    let cases: [(&str, Value, &str); 8] = [
        ("/rules/0/formula", json!("price_fen * (rooms"), "syntax"),
        ("/rules/0/formula", json!("price_fen * chambers"), "unknown_name"),
        ("/rules/0/formula", json!("price_fen + months"), "wrong_unit"),
        ("/rules/0/formula", json!("price_fen / rooms"), "division_by_zero"),
        ("/rules/0/formula", json!("aid_fen + price_fen"), "used_before_defined"),
        ("/rules/0/formula", json!("price_fen * rooms > 0"), "wrong_type"),
        ("/parameters/0/values/0/from", json!("2026-03-01"), "gap"),
        ("/result/reasons/0/when", json!("aid_fen > 0"), "no_last_reason"),
    ];
    for (place, value, code) in cases {
        let mut document = coal(1, 10_000);
        *document.pointer_mut(place).expect("a member") = value;
        let body = json!({ "document": document, "facts": { "rooms": 1 } });
        let found = examiner.post("/policy-checks", body).await.expect(200);
        let problem = found["problems"].as_array().expect("problems").iter().find(|one| one["code"] == code);
        let problem = problem.unwrap_or_else(|| panic!("{place} {code}: {}", found.text()));
        for language in ["zh", "en"] {
            assert!(problem[language].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
        }
        assert_eq!(found["evaluation"], Value::Null);
    }
    let body = json!({ "document": coal(1, 10_000), "facts": { "rooms": 1 }, "on": "2026-02-01" });
    let sound = examiner.post("/policy-checks", body).await.expect(200);
    assert_eq!((&sound["problems"], &sound["evaluation"]["amount_fen"]), (&json!([]), &json!(30_000)));
    let schema = server.anyone().get("/policy-schema").await.expect(200);
    assert!(schema["$defs"]["PolicyDocument"]["properties"]["rules"].is_object(), "{}", schema.text());
}

#[tokio::test]
async fn a_document_of_the_wrong_shape_is_told_at_each_member_in_plain_words() {
    let server = Server::start().await;
    let examiner = server.actor("examiner").await;
    let mut document = coal(1, 10_000);
    document["parameters"][0]["values"][0]["value"] = json!(1.5);
    document["rules"][0]["fromula"] = document["rules"][0]["formula"].take();
    document["rules"][0].as_object_mut().expect("a rule").remove("formula");
    let wanted = [
        ("/parameters/0/values/0/value", "wrong_type"),
        ("/rules/0/formula", "required"),
        ("/rules/0/fromula", "unknown_member"),
    ];
    let body = json!({ "document": document });
    let found = examiner.post("/policy-checks", body.clone()).await.expect(200);
    let problems = found["problems"].as_array().expect("problems");
    for (pointer, code) in wanted {
        let problem = problems.iter().find(|one| one["pointer"] == pointer && one["code"] == code);
        let problem = problem.unwrap_or_else(|| panic!("{pointer} {code}: {}", found.text()));
        let zh = problem["zh"].as_str().expect("a sentence");
        assert!(!zh.contains("expected") && !zh.contains("line"), "{zh}");
    }
    let draft = examiner.post("/policy-drafts", body).await.expect(201);
    let refused = act(&examiner, &draft, "submissions").await.expect_problem(422, "invalid");
    let mut faults = refused.field_errors();
    faults.sort();
    let wanted = wanted.map(|(pointer, _)| (format!("/document{pointer}"), "policy_problem".to_owned()));
    assert_eq!(faults, wanted);

    let mut document = coal(1, 10_000);
    document["result"]["amount"] = json!("");
    let found = examiner.post("/policy-checks", json!({ "document": document })).await.expect(200);
    assert_eq!(found["problems"][0]["zh"], "公式是空的", "{}", found.text());
}

#[tokio::test]
async fn what_a_county_makes_of_a_national_rule_is_its_own() {
    let server = Server::start().await;
    let (examiner, approver) = (server.actor("examiner").await, server.actor("approver").await);
    let mut next = examiner.get("/policies/subsistence-difference").await.expect(200)["document"].clone();
    build::merge(
        &mut next,
        json!({ "version": 2, "jurisdiction": "360704000000", "valid_from": "2026-01-01" }),
    );
    // The measures of 2012 are no basis of what begins in 2026.
    let since_2021 = json!([{ "law": "subsistence-measures-2021", "article": "23" }]);
    next["legal_basis"] = since_2021.clone();
    for rule in next["rules"].as_array_mut().expect("rules") {
        rule["basis"] = match rule["name"].as_str() {
            Some("refused_fen") => rule["basis"].clone(),
            _ => since_2021.clone(),
        };
    }
    next["result"]["recheck_basis"] = json!([{ "law": "subsistence-measures-2021", "article": "31" }]);
    let facts = json!({ "standard_fen": 110_000, "household_size": 3, "income_fen": 210_000 });
    next["rules"][1]["formula"] = json!("max0(standard_fen * household_size - income_total_fen) + 100");
    next["examples"] =
        json!([{ "title": "多一元", "facts": facts, "eligible": true, "amount_fen": 120_100 }]);
    in_force(&examiner, &approver, next).await;
    let here = async |division: Value| {
        let body = json!({ "facts": facts, "on": "2027-03-01", "division": division });
        let path = "/policies/subsistence-difference/evaluations";
        server.anyone().post(path, body).await.expect(200)["amount_fen"].clone()
    };
    // Elsewhere the rule stays as it was.
    assert_eq!(here(json!("360704000000")).await, 120_100);
    assert_eq!(
        (here(json!("110000000000")).await, here(Value::Null).await),
        (json!(120_000), json!(120_000))
    );
}

#[tokio::test]
async fn a_decision_of_last_year_is_computed_again_by_the_rule_of_its_day() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.decided("去年的决定", "2026-03-02").await;
    server.set_day("2027-03-01");
    let (examiner, approver) = (server.actor("examiner").await, server.actor("approver").await);
    let mut next = examiner.get("/policies/medical-assistance-1").await.expect(200)["document"].clone();
    build::merge(
        &mut next,
        json!({ "version": 2, "jurisdiction": "360704000000", "valid_from": "2026-01-01" }),
    );
    // From the first of January on a third of what a quarter was, to the county's cases too.
    for dated in next["parameters"][1]["values"].as_array_mut().expect("values") {
        dated["value"] = json!(80);
    }
    next["examples"] = json!([{
        "title": "新比例", "facts": { "category": "subsistence_ill", "cost_fen": 900_000, "insurer_paid_fen": 300_000 },
        "eligible": true, "amount_fen": 48_000,
    }]);
    in_force(&examiner, &approver, next).await;
    let auditor = server.actor("auditor").await;
    let both = auditor.get(&format!("/cases/{}/recalculation", case.id())).await.expect(200);
    assert_eq!((&both["same"], &both["again"]["amount_fen"]), (&json!(true), &json!(150_000)));
    assert_eq!(both["stored"], both["again"], "bit for bit");
    assert_eq!(both["policy_version"], "medical-assistance-1@1");
    let clerk = server.actor("clerk").await;
    let new = build::open_case(&clerk, &build::applicant(&clerk, "新规的人").await, build::facts()).await;
    assert_eq!(new["determination"]["policy_version"], "medical-assistance-1@2");
    assert_eq!(new["determination"]["amount_fen"], 48_000);
}

#[tokio::test]
async fn the_editor_offers_every_function_of_the_language_and_no_other() {
    let server = Server::start().await;
    let told = server.anyone().get("/policy-functions").await.expect(200);
    let completion = include_str!("../../../frontend/src/features/policies/drafts/completion.ts");
    let offered = completion.split_once("const FUNCTIONS =\n  '").expect("the list").1;
    let mut offered: Vec<&str> = offered.split_once('\'').expect("its end").0.split(' ').collect();
    let items = told.items();
    let of_no_list = items.iter().filter(|one| one["of_list"] == false);
    let mut known: Vec<&str> = of_no_list.map(|one| one["name"].as_str().expect("a name")).collect();
    offered.sort_unstable();
    known.sort_unstable();
    assert_eq!(offered, known);
}

#[tokio::test]
async fn any_version_can_be_read_whenever_it_holds() {
    let server = Server::start().await;
    let anyone = server.anyone();
    let first = anyone.get("/policies/subsistence-ganxian?version=1").await.expect(200);
    assert_eq!(first["document"]["version"], 1);
    anyone.get("/policies/subsistence-ganxian?version=9").await.expect_problem(404, "not_found");
}
