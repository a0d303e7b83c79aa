//! Medical assistance is reviewed, shown and then decided; members of subsistence households and
//! the destitute are dealt with by the county directly (社会救助暂行办法 Art 30).

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Server};

use crate::preliminary::act;

/// A case accepted under the category its household is registered as.
async fn accepted(staff: &Staff, name: &str, registered: &str, claimed: &str) -> Answer {
    let person = build::registered_as(&staff.clerk, name, registered).await;
    let mut facts = json!({ "category": claimed, "cost_fen": 900_000, "insurer_paid_fen": 300_000 });
    if claimed == "other_hardship" {
        build::merge(&mut facts, json!({ "proposed_fen": 100_000 }));
    }
    let case = build::open_case(&staff.clerk, &person, facts).await;
    let case = build::all_papers(&staff.clerk, &case).await;
    build::accept(&staff.clerk, &case).await
}

async fn agreed(staff: &Staff, case: &Answer, on: &str) -> Answer {
    let case = staff.reviewable(case, on).await;
    act(&staff.township, &case, "reviews", json!({ "outcome": "agree" })).await.expect(201)
}

fn offers(case: &Answer, code: &str) -> Option<Value> {
    let acts = case["allowed_actions"].as_array().expect("acts");
    acts.iter().find(|act| act["act"] == code).cloned()
}

#[tokio::test]
async fn what_the_township_agreed_to_is_shown_for_the_promised_days_before_it_enters_the_table() {
    let server = Server::start().await;
    server.set_day("2026-12-01");
    let staff = Staff::of(&server).await;
    let case = accepted(&staff, "温水根", "other", "other_hardship").await;
    let case = agreed(&staff, &case, "2026-12-01").await;
    assert_eq!((&case["stage"], &case["batch"]), (&json!("posting"), &Value::Null));
    act(&staff.township, &case, "reports", json!({})).await.expect_problem(409, "notice_missing");
    let case = act(&staff.officer, &case, "postings", json!({ "place": "村务公开栏" })).await.expect(201);
    assert_eq!(case["posting"]["until_on"], "2026-12-08");
    let clocks = case["clocks"].as_array().expect("clocks");
    let notice = clocks.iter().find(|clock| clock["code"] == "notice").expect("the notice");
    // The article names no days: they are the county's promise.
    assert_eq!((&notice["statutory_limit"], &notice["limit"]["amount"]), (&Value::Null, &json!(7)));
    let village = case["division"]["code"].as_str().expect("a village").to_owned();
    let path = format!("/public/preliminary-notices?division={village}");
    let shown = server.anyone().get(&path).await.expect(200).items();
    let line = shown[0].clone();
    assert_eq!((&line["name"], &line["amount_fen"]), (&json!("温水根"), &json!(100_000)));
    // Who and what is intended; nothing of the illness, its cost or why.
    for word in ["900000", "300000", "hardship", "困难人员", "household_size\":1", "bills", "diagnosis"] {
        assert!(!line.to_string().contains(word), "{word}: {line}");
    }
    server.set_day("2026-12-08");
    let staff = Staff::of(&server).await;
    act(&staff.township, &case, "reports", json!({})).await.expect_problem(409, "notice_running");
    server.set_day("2026-12-09");
    let staff = Staff::of(&server).await;
    let case = act(&staff.township, &case, "reports", json!({})).await.expect(201);
    assert_eq!(case["stage"], "batching");
    staff.submitted(&case).await;
    let case = staff.approved(&staff.examined(&staff.reload(&case).await).await).await;
    assert_eq!(case["outcome"], "approved");
}

#[tokio::test]
async fn an_objection_brings_it_back_to_be_checked() {
    let server = Server::start().await;
    server.set_day("2026-12-01");
    let staff = Staff::of(&server).await;
    let case = accepted(&staff, "卢石妹", "other", "other_hardship").await;
    let case = agreed(&staff, &case, "2026-12-01").await;
    let case = act(&staff.officer, &case, "postings", json!({ "place": "村务公开栏" })).await.expect(201);
    let objection = json!({ "on": "2026-12-01", "text": "费用已由单位报销" });
    let case = act(&staff.officer, &case, "objections", objection).await.expect(201);
    assert_eq!((&case["stage"], &case["round"]), (&json!("checking"), &json!(2)));
}

#[tokio::test]
async fn members_of_subsistence_households_and_the_destitute_go_to_the_county_directly() {
    let server = Server::start().await;
    server.set_day("2026-12-01");
    let staff = Staff::of(&server).await;
    let case = accepted(&staff, "温木生", "rural_subsistence", "rural_subsistence_ill").await;
    let own = act(&staff.clerk, &case, "forwards", json!({})).await;
    own.expect_problem(409, "same_person");
    let case = act(&staff.officer, &case, "forwards", json!({ "note": "材料齐全" })).await.expect(201);
    assert_eq!(
        (&case["stage"], &case["batch"], &case["posting"]),
        (&json!("examining"), &Value::Null, &Value::Null)
    );
    let clocks = case["clocks"].as_array().expect("clocks");
    let county = clocks.iter().find(|clock| clock["code"] == "county").expect("the county's clock");
    assert_eq!(county["due_on"], "2026-12-16");
    let case = staff.approved(&staff.examined(&case).await).await;
    assert_eq!(case["outcome"], "approved");

    let case = accepted(&staff, "赖老伯", "destitute", "other_hardship").await;
    assert_eq!(act(&staff.officer, &case, "forwards", json!({})).await.expect(201)["stage"], "examining");
    let case = accepted(&staff, "曾水生", "near_poor", "other_hardship").await;
    let seen = staff.officer.get(&format!("/cases/{}", case.id())).await.expect(200);
    assert_eq!(offers(&seen, "forward").expect("the act")["reason"], "not_dealt_with_directly");
    let told = act(&staff.officer, &case, "forwards", json!({})).await;
    told.expect_problem(409, "not_dealt_with_directly");
}

#[tokio::test]
async fn a_case_of_the_day_before_goes_on_as_it_began() {
    let server = Server::start().await;
    server.set_day("2026-11-30");
    let staff = Staff::of(&server).await;
    let case = accepted(&staff, "邱火根", "rural_subsistence", "rural_subsistence_ill").await;
    server.set_day("2026-12-02");
    let staff = Staff::of(&server).await;
    let told = act(&staff.officer, &case, "forwards", json!({})).await;
    assert_eq!(told.status, 409, "{}", told.text());
    let case = agreed(&staff, &case, "2026-12-02").await;
    assert_eq!((&case["stage"], case["batch"].is_null()), (&json!("batching"), false));
}

#[tokio::test]
async fn the_guide_tells_of_the_notice_from_its_day_on() {
    let server = Server::start().await;
    let process = async || {
        let item = server.anyone().get("/service-items/medical-assistance").await.expect(200);
        item["guide"]["process"]["zh"].as_str().expect("words").to_owned()
    };
    for (day, shown) in
        [("2026-11-30", false), ("2026-12-01", true), ("2026-12-31", true), ("2027-01-01", true)]
    {
        server.set_day(day);
        assert_eq!(process().await.contains("公示（承诺7日）"), shown, "{day}");
    }
}
