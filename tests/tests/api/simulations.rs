//! What a change of a policy would cost, before anybody decides it.

use std::io::Read;

use serde_json::{Value, json};
use yangguang_tests::build;
use yangguang_tests::families::{Family, POLICY, STANDARD, ended, raised, register, simulated};
use yangguang_tests::{Answer, Client, Server};

/// What the policy gives one family, asked one by one.
async fn single(examiner: &Client, family: &Family, document: Option<&Value>) -> i64 {
    let mut body = json!({ "facts": family.facts(), "on": "2026-03-02" });
    let Some(document) = document else {
        return amount(
            &examiner.post(&format!("/policies/{POLICY}/evaluations"), body).await.expect(200).body,
        );
    };
    body["document"] = document.clone();
    let checked = examiner.post("/policy-checks", body).await.expect(200);
    assert_eq!(checked["problems"], json!([]), "{}", checked.text());
    amount(&checked["evaluation"])
}

fn amount(evaluation: &Value) -> i64 {
    if evaluation["eligible"] == true { evaluation["amount_fen"].as_i64().expect("a sum") } else { 0 }
}

fn families() -> Vec<Family> {
    vec![
        Family::of(3, 3 * STANDARD),
        Family::of(3, 3 * STANDARD - 1),
        Family::of(2, 2 * 90_000 - 1),
        Family::of(2, 2 * 90_000),
        Family {
            members: vec![(72, vec![]), (10, vec![]), (40, vec!["severely_ill"])],
            ..Family::of(1, 30_001)
        },
        Family { category: "urban_subsistence", ..Family::of(1, 0) },
    ]
}

/// The policy with another standard from the tests' day on.
async fn with_standard(server: &Server, standard: i64) -> Value {
    let known = server.anyone().get(&format!("/policies/{POLICY}?on=2026-03-02")).await.expect(200);
    let mut document = known["document"].clone();
    let parameters = document["parameters"].as_array_mut().expect("parameters");
    let theirs = parameters.iter_mut().find(|known| known["name"] == "standard_fen").expect("a standard");
    theirs["values"] =
        json!([{ "from": "2025-01-01", "value": standard, "basis": [{ "law": "demo-ganxian" }] }]);
    document
}

#[tokio::test]
async fn a_raised_standard_costs_exactly_what_single_evaluations_sum_to() {
    let server = Server::start().await;
    let (clerk, examiner) = (server.actor("clerk").await, server.actor("examiner").await);
    let document = with_standard(&server, 90_000).await;
    let (mut before, mut after) = (0, 0);
    for family in families() {
        register(&clerk, &family).await;
        before += single(&examiner, &family, None).await;
        after += single(&examiner, &family, Some(&document)).await;
    }
    let unknown = Family { income_fen: None, ..Family::of(2, 0) };
    register(&clerk, &unknown).await;
    let seen = simulated(&examiner, raised(90_000)).await;
    let total = &seen["result"]["total"];
    assert_eq!((total["households"].as_i64(), total["not_computed"].as_i64()), (Some(7), Some(1)));
    assert_eq!(total["before"]["monthly_fen"].as_i64(), Some(before));
    assert_eq!(total["after"]["monthly_fen"].as_i64(), Some(after));
    assert_eq!(total["difference"]["yearly_fen"].as_i64(), Some((after - before) * 12));
    let change = &seen["changes"][0];
    assert_eq!((&change["before"], &change["after"]), (&json!(STANDARD), &json!(90_000)));
    // 3 × 850.00 is not below 850.00 each, and below 900.00; 2 × 900.00 is not below either.
    let counted = ["entering", "leaving", "gaining", "losing"].map(|kind| total[kind]["households"].clone());
    assert_eq!(counted, [json!(2), json!(0), json!(3), json!(0)], "{}", seen.text());
    let parts = seen["result"]["by_category"].as_array().expect("categories");
    let sum: i64 = parts.iter().filter_map(|part| part["after"]["monthly_fen"].as_i64()).sum();
    assert_eq!((parts.len(), sum), (2, after));
    // What was given out of the register stays as it was.
    let same = simulated(&examiner, raised(STANDARD)).await;
    assert_eq!(same["result"]["total"]["difference"], json!({ "monthly_fen": 0, "yearly_fen": 0 }));
    assert_eq!(same["result"]["total"]["before"], total["before"]);
    let lowered = simulated(&examiner, raised(0)).await;
    assert_eq!(lowered["result"]["total"]["leaving"]["households"], total["before"]["households"]);
}

#[tokio::test]
async fn who_is_registered_as_destitute_gets_no_subsistence_allowance() {
    let server = Server::start().await;
    let (clerk, examiner) = (server.actor("clerk").await, server.actor("examiner").await);
    register(&clerk, &Family { category: "destitute", ..Family::of(1, 0) }).await;
    register(&clerk, &Family { category: "destitute", income_fen: None, ..Family::of(1, 0) }).await;
    register(&clerk, &Family::of(1, 0)).await;
    let seen = simulated(&examiner, raised(90_000)).await;
    let total = &seen["result"]["total"];
    assert_eq!((&total["households"], &total["not_computed"]), (&json!(3), &json!(0)));
    assert_eq!(total["before"], json!({ "households": 1, "monthly_fen": 85_000, "yearly_fen": 1_020_000 }));
    assert_eq!(total["gaining"]["households"], 1);
}

#[tokio::test]
async fn the_rows_behind_each_figure_sum_to_it_in_every_form() {
    let server = Server::start().await;
    let (clerk, second) = (server.actor("clerk").await, server.actor("clerk2").await);
    let examiner = server.actor("examiner").await;
    let mut ids = Vec::new();
    for family in families() {
        ids.push(register(&clerk, &family).await);
    }
    let far = register(&second, &Family::of(2, 0)).await;
    let seen = simulated(&examiner, raised(90_000)).await;
    let path = format!("/simulations/{}/rows", seen.id());
    for change in ["entering", "leaving", "gaining", "losing"] {
        let rows = examiner.get(&format!("{path}?change={change}")).await.expect(200).items();
        let figure = &seen["result"]["total"][change];
        assert_eq!(figure["households"], json!(rows.len()), "{change}");
        for period in ["monthly_fen", "yearly_fen"] {
            let sum: i64 = rows.iter().filter_map(|row| row["difference"][period].as_i64()).sum();
            assert_eq!(figure[period].as_i64(), Some(sum), "{change} {period}");
        }
    }
    // A page at a time gives each household once.
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = examiner.get(&format!("{path}?limit=2{cursor}")).await.expect(200);
        found.extend(page.items().iter().map(|row| row["household_id"].clone()));
        assert!(page.items().len() <= 2);
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let whole = examiner.get(&format!("{path}?limit=200")).await.expect(200).items();
    let all: Vec<Value> = whole.iter().map(|row| row["household_id"].clone()).collect();
    assert_eq!((found.len(), &found), (6, &all));
    assert!(whole.iter().all(|row| row["head_name"].as_str().is_some_and(|name| name.contains('*'))));
    // By township.
    let townships = seen["result"]["by_township"].as_array().expect("townships").clone();
    assert_eq!(townships.len(), 2);
    for township in &townships {
        let code = township["division"]["code"].as_str().expect("a code");
        let rows = examiner.get(&format!("{path}?township={code}&limit=200")).await.expect(200).items();
        let sum: i64 = rows.iter().filter_map(|row| row["difference"]["monthly_fen"].as_i64()).sum();
        assert_eq!(township["difference"]["monthly_fen"].as_i64(), Some(sum), "{code}");
    }
    let urban = examiner.get(&format!("{path}?category=urban_subsistence")).await.expect(200).items();
    assert_eq!((urban.len(), &urban[0]["category"]), (1, &json!("urban_subsistence")));
    // As tables.
    let csv = examiner.get(&format!("{path}?format=csv")).await.expect(200);
    assert!(csv.header("content-type").starts_with("text/csv"));
    let text = csv.text();
    let cents = |line: &str| -> Option<i64> { line.split(',').nth(7)?.trim().replace('.', "").parse().ok() };
    let sum: i64 = text.lines().skip(1).filter_map(cents).sum();
    assert_eq!(seen["result"]["total"]["difference"]["monthly_fen"].as_i64(), Some(sum), "{text}");
    assert!(text.contains(&far), "{text}");
    let xlsx = examiner.get(&format!("{path}?format=xlsx")).await.expect(200);
    let sheet = sheet(&xlsx, "xl/worksheets/sheet1.xml");
    assert_eq!(sheet.matches("<row ").count(), 7);
    let gained = whole[0]["difference"]["monthly_fen"].as_i64().expect("a sum");
    let shown = format!("<v>{}</v>", gained as f64 / 100.0);
    assert!(sheet.contains(&shown), "{shown} in {sheet}");
    let result = examiner.get(&format!("/simulations/{}?format=xlsx", seen.id())).await.expect(200);
    assert!(result.header("content-disposition").contains("simulation.xlsx"));
    let figures = self::sheet(&result, "xl/worksheets/sheet1.xml");
    let after = seen["result"]["total"]["after"]["monthly_fen"].as_i64().expect("a sum");
    assert!(figures.contains(&format!("<v>{}</v>", after as f64 / 100.0)), "{figures}");
    let csv = examiner.get(&format!("/simulations/{}?format=csv", seen.id())).await.expect(200).text();
    assert!(csv.contains(&format!(",{}.{:02},", after / 100, after % 100)), "{csv}");
}

fn sheet(file: &Answer, name: &str) -> String {
    assert_eq!(
        file.header("content-type"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    );
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file.bytes.clone())).expect("a zip file");
    let mut text = String::new();
    archive.by_name(name).expect("the sheet").read_to_string(&mut text).expect("its text");
    text
}

#[tokio::test]
async fn a_population_is_no_more_than_what_was_asked_for() {
    let server = Server::start().await;
    let (clerk, second) = (server.actor("clerk").await, server.actor("clerk2").await);
    let approver = server.actor("approver").await;
    register(&clerk, &Family::of(2, 0)).await;
    register(&clerk, &Family { category: "near_poor", ..Family::of(2, 0) }).await;
    register(&second, &Family::of(2, 0)).await;
    let township = build::village(&second).await[..9].to_owned() + "000";
    let households = async |more: Value| {
        let mut body = raised(90_000);
        build::merge(&mut body, more);
        simulated(&approver, body).await["result"]["total"]["households"].as_i64().expect("a number")
    };
    assert_eq!(households(json!({})).await, 3);
    assert_eq!(households(json!({ "division": township })).await, 1);
    assert_eq!(households(json!({ "categories": ["near_poor"] })).await, 1);
    // A household whose last member has moved out, and one of another county.
    let moved = "UPDATE household_members SET until_on = '2026-02-01' WHERE household_id IN \
                 (SELECT id FROM households WHERE category = 'near_poor')";
    server.database.attempt(moved).expect("moved out");
    let seen = simulated(&approver, raised(90_000)).await;
    assert_eq!(seen["result"]["total"]["not_computed"], 1);
    for elsewhere in ["360703000000", "360700000000", "440000000000"] {
        let mut body = raised(90_000);
        build::merge(&mut body, json!({ "division": elsewhere }));
        approver.post("/simulations", body).await.expect_problem(404, "not_found");
    }
    let path = format!("/simulations/{}", seen.id());
    for other in ["clerk", "township", "admin", "discloser"] {
        let other = server.actor(other).await;
        other.get(&path).await.expect_problem(403, "not_allowed");
        other.get(&format!("{path}/rows")).await.expect_problem(403, "not_allowed");
        other.post("/simulations", raised(1)).await.expect_problem(403, "not_allowed");
    }
    let auditor = server.actor("auditor").await;
    assert_eq!(auditor.get(&path).await.expect(200)["allowed_actions"], json!([]));
    auditor.post("/simulations", raised(1)).await.expect_problem(403, "not_allowed");
    let trail = auditor.get("/audit-entries?subject_type=simulation&limit=200").await.expect(200).items();
    let count = |action: &str| trail.iter().filter(|entry| entry["action"] == action).count();
    assert_eq!((count("simulation.started"), count("simulation.done")), (4, 4));
    assert!(trail.iter().all(|entry| entry["actor_name"] == trail[0]["actor_name"]));
}

#[tokio::test]
async fn a_draft_is_held_against_what_is_in_force_and_against_a_budget() {
    let server = Server::start().await;
    let (clerk, examiner) = (server.actor("clerk").await, server.actor("examiner").await);
    for family in families() {
        register(&clerk, &family).await;
    }
    let mut document = with_standard(&server, 90_000).await;
    document["version"] = json!(document["version"].as_i64().expect("a version") + 1);
    let draft = examiner.post("/policy-drafts", json!({ "document": document })).await.expect(201);
    let body = json!({ "draft_id": draft.id(), "title": "提标方案一", "budget_fen": 100 });
    let seen = simulated(&examiner, body).await;
    let by_hand = simulated(&examiner, raised(90_000)).await;
    assert_eq!(seen["result"]["total"], by_hand["result"]["total"]);
    assert_eq!(seen["result"]["budget"]["crossed"], true);
    let spent = seen["result"]["total"]["after"]["yearly_fen"].as_i64().expect("a sum");
    assert_eq!(seen["result"]["budget"]["left_fen"], json!(100 - spent));
    let mut more = json!({ "draft_id": draft.id(), "budget_fen": spent });
    more["changes"] = json!([{ "parameter": "standard_fen", "value": STANDARD }]);
    let less = simulated(&examiner, more).await;
    assert_eq!(less["result"]["budget"]["crossed"], false);
    assert_eq!(less["result"]["total"]["difference"]["yearly_fen"], 0);
    let listed = examiner.get("/simulations?limit=2").await.expect(200);
    assert_eq!(listed.items()[0]["id"], json!(less.id()));
    assert_eq!(listed.items()[0]["total"], less["result"]["total"]);
    assert!(listed["next_cursor"].is_string());
    // What the draft becomes later does not change what was computed.
    let wrong = json!({ "document": { "code": POLICY } });
    examiner.patch(&format!("/policy-drafts/{}", draft.id()), draft.version(), wrong).await.expect(200);
    let again = examiner.get(&format!("/simulations/{}", seen.id())).await.expect(200);
    assert_eq!(again["result"], seen["result"]);
    let refused = examiner.post("/simulations", json!({ "draft_id": draft.id() })).await;
    let told = refused.expect_problem(422, "invalid");
    let mut faults = told.field_errors();
    faults.dedup();
    assert_eq!(faults, [("/draft_id".to_owned(), "policy_problem".to_owned())]);
}

#[tokio::test]
async fn what_the_register_does_not_know_is_asked_for_once_for_all() {
    let server = Server::start().await;
    let (clerk, examiner) = (server.actor("clerk").await, server.actor("examiner").await);
    register(&clerk, &Family::of(2, 100_000)).await;
    let change = |value: i64| json!([{ "parameter": "standard_fen", "value": value }]);
    let body = json!({ "policy_code": "subsistence-difference", "changes": change(90_000) });
    let told = examiner.post("/simulations", body.clone()).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/facts".to_owned(), "simulation_inputs".to_owned())]);
    assert!(told.text().contains("standard_fen"), "{}", told.text());
    let mut given = body;
    given["facts"] = json!({ "standard_fen": 85_000 });
    let seen = simulated(&examiner, given).await;
    let total = &seen["result"]["total"];
    assert_eq!(
        (&total["before"]["monthly_fen"], &total["after"]["monthly_fen"]),
        (&json!(70_000), &json!(80_000))
    );
}

#[tokio::test]
async fn all_that_is_wrong_with_what_is_asked_is_told() {
    let server = Server::start().await;
    let examiner = server.actor("examiner").await;
    let told = async |body: Value| {
        let answer = examiner.post("/simulations", body).await.expect_problem(422, "invalid");
        answer.field_errors()
    };
    let one = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    assert_eq!(told(json!({})).await, one("/policy_code", "simulation_subject"));
    assert_eq!(told(json!({ "policy_code": POLICY })).await, one("/changes", "simulation_unchanged"));
    let mut body = raised(1);
    body["draft_id"] = json!("00000000-0000-7000-8000-000000000000");
    assert_eq!(told(body.clone()).await, one("/policy_code", "simulation_subject"));
    body["policy_code"] = Value::Null;
    assert_eq!(told(body).await, one("/draft_id", "unknown_draft"));
    let mut body = raised(1);
    body["policy_code"] = json!("nothing");
    assert_eq!(told(body).await, one("/policy_code", "unknown_policy"));
    let mut body = raised(1);
    body["on"] = json!("2001-01-01");
    assert_eq!(told(body).await, one("/policy_code", "unknown_policy"));
    let mut body = raised(1);
    body["changes"] = json!([
        { "parameter": "moon", "value": 1 }, { "parameter": "standard_fen", "value": "viel" },
        { "parameter": "ill_permille", "value": 90_000_000 }, { "parameter": "minor_permille", "value": -1 },
        { "parameter": "elderly_permille", "value": 0.5 }, { "parameter": "income_fen", "value": 1 },
        { "parameter": "disabled_permille", "value": 1 }, { "parameter": "disabled_permille", "value": 2 },
    ]);
    let expected: Vec<(String, String)> = [
        ("/changes/0/parameter", "unknown_parameter"),
        ("/changes/1/value", "wrong_type"),
        ("/changes/2/value", "out_of_range"),
        ("/changes/3/value", "out_of_range"),
        ("/changes/4/value", "wrong_type"),
        ("/changes/5/parameter", "unknown_parameter"),
        ("/changes/7/parameter", "parameter_twice"),
    ]
    .map(|(pointer, code)| (pointer.to_owned(), code.to_owned()))
    .into();
    assert_eq!(told(body).await, expected);
    let mut body = raised(1);
    build::merge(&mut body, json!({ "facts": { "members": [] } }));
    assert_eq!(told(body).await, one("/facts/members", "fact_of_register"));
    let mut body = raised(1);
    build::merge(&mut body, json!({ "budget_fen": -1, "title": "" }));
    assert_eq!(told(body).await.len(), 2);
    assert_eq!(server.database.number("SELECT count(*) FROM simulations"), 0);
}

#[tokio::test]
async fn one_that_waits_can_be_cancelled_and_one_that_was_interrupted_waits_again_or_says_so() {
    let mut server = Server::start().await;
    let (clerk, examiner) = (server.actor("clerk").await, server.actor("examiner").await);
    register(&clerk, &Family::of(2, 0)).await;
    let first = simulated(&examiner, raised(90_000)).await;
    let path = format!("/simulations/{}", first.id());
    examiner.post(&format!("{path}/cancellations"), json!({})).await.expect_problem(409, "simulation_ended");
    // As if another copy of the server were computing one and had been killed at it.
    let running = "UPDATE simulations SET state = 'running', result = NULL, finished_at = NULL, \
                   heartbeat_at = '2026-03-02T02:00:00.000000Z'";
    server.database.attempt(running).expect("a job that runs");
    let seen = examiner.get(&path).await.expect(200);
    assert_eq!(
        (&seen["state"], &seen["result"]),
        (&json!("running"), &Value::Null),
        "half of it is not shown"
    );
    examiner.get(&format!("{path}/rows")).await.expect_problem(409, "simulation_not_done");
    examiner.get(&format!("{path}?format=csv")).await.expect_problem(409, "simulation_not_done");
    let second = examiner.post("/simulations", raised(95_000)).await.expect(202);
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    let waits = format!("/simulations/{}", second.id());
    assert_eq!(examiner.get(&waits).await.expect(200)["state"], "queued", "one of a county at a time");
    let cancelled = examiner.post(&format!("{waits}/cancellations"), json!({})).await.expect(201);
    assert_eq!((&cancelled["state"], &cancelled["allowed_actions"]), (&json!("cancelled"), &json!([])));
    let third = examiner.post("/simulations", raised(95_000)).await.expect(202);
    server.kill_and_restart().await;
    server.advance(chrono::Duration::minutes(3));
    let seen = ended(&examiner, third).await;
    assert_eq!(seen["state"], "done", "{}", seen.text());
    let lost = examiner.get(&path).await.expect(200);
    // Of a file this server is the only one: it begins again. Elsewhere another might still
    // be at it, until it has been silent for long.
    let (state, failure, kept, failed) = match yangguang_tests::database::on_postgres() {
        true => (json!("failed"), json!("interrupted"), 1, 1),
        false => (json!("done"), Value::Null, 2, 0),
    };
    assert_eq!((&lost["state"], &lost["failure"]), (&state, &failure));
    let rows = server.database.number("SELECT count(DISTINCT simulation_id) FROM simulation_rows");
    assert_eq!(rows, kept, "what was kept of one that failed is gone");
    let trail = server.actor("auditor").await.get("/audit-entries?subject_type=simulation").await.expect(200);
    let count = |action: &str| trail.items().iter().filter(|entry| entry["action"] == action).count();
    let told = ["simulation.cancelled", "simulation.failed", "simulation.done"].map(count);
    assert_eq!(told, [1, failed, 3 - failed]);
}

#[tokio::test]
async fn asked_for_twice_it_is_computed_once() {
    let server = Server::start().await;
    let examiner = server.actor("examiner").await;
    let key = yangguang_tests::client::new_key();
    let ask = || {
        let request = examiner.request(reqwest::Method::POST, "/simulations");
        request.header("idempotency-key", &key).json(&raised(90_000))
    };
    let (first, again) = (examiner.send(ask()).await.expect(202), examiner.send(ask()).await.expect(202));
    assert_eq!((first.id(), again.header("idempotency-replayed")), (again.id(), "true"));
    assert_eq!(ended(&examiner, first).await["result"]["total"]["households"], 0);
    assert_eq!(server.database.number("SELECT count(*) FROM simulations"), 1);
}
