//! 初审公示: seven days in the village before the county gets the case (民发〔2021〕57号 Art 19,
//! 民发〔2021〕43号 Art 15), and what is made known once it is confirmed (Art 24, 17).

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Client, Server};

use crate::entitlements::{case_of, household};

/// A case of this item whose leader has agreed: it waits to be posted.
pub async fn agreed(staff: &Staff, item: &str, person: &str, facts: Value) -> Answer {
    let body =
        json!({ "item_code": item, "applicant_person_id": person, "facts": facts, "source": "window" });
    let case = staff.clerk.post("/cases", body).await.expect(201);
    let case = build::all_papers(&staff.clerk, &case).await;
    let case = build::accept(&staff.clerk, &case).await;
    let on = case["accepted_on"].as_str().expect("a day").to_owned();
    let case = staff.reviewable(&case, &on).await;
    again(staff, &case).await
}

async fn again(staff: &Staff, case: &Answer) -> Answer {
    let path = format!("/cases/{}/reviews", case.id());
    staff.township.act(&path, case.version(), json!({ "outcome": "agree" })).await.expect(201)
}

pub async fn act(client: &Client, case: &Answer, path: &str, body: Value) -> Answer {
    client.act(&format!("/cases/{}/{path}", case.id()), case.version(), body).await
}

async fn posted(staff: &Staff, case: &Answer) -> Answer {
    act(&staff.officer, case, "postings", json!({ "place": "村务公开栏" })).await.expect(201)
}

async fn board(server: &Server, village: &Value) -> Vec<Value> {
    let village = village.as_str().expect("a village");
    server.anyone().get(&format!("/public/preliminary-notices?division={village}")).await.expect(200).items()
}

#[tokio::test]
async fn the_county_gets_a_case_when_its_notice_has_hung_in_the_village_for_seven_days() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "温水根", 40_000).await;
    let case = agreed(&staff, "subsistence-allowance", &person, json!({})).await;
    assert_eq!((&case["stage"], &case["posting"]), (&json!("posting"), &Value::Null));
    act(&staff.township, &case, "reports", json!({})).await.expect_problem(409, "notice_missing");
    let sheet = staff.officer.get(&format!("/cases/{}/preliminary-notice", case.id())).await.expect(200);
    assert_eq!((&sheet["posted_on"], &sheet["until_on"]), (&json!("2026-03-02"), &json!("2026-03-09")));
    assert!(sheet["basis"][0]["text"]["zh"].as_str().is_some_and(|text| text.contains("第二百零三条")));

    let case = posted(&staff, &case).await;
    let posting = &case["posting"];
    assert_eq!((&posting["until_on"], &posting["over"]), (&json!("2026-03-09"), &json!(false)));
    act(&staff.officer, &case, "postings", json!({ "place": "村口" }))
        .await
        .expect_problem(409, "already_posted");
    let village = case["division"]["code"].clone();
    let shown = board(&server, &village).await;
    assert_eq!(shown.len(), 1);
    let line = &shown[0];
    assert_eq!((&line["name"], &line["household_size"]), (&json!("温水根"), &json!(1)));
    assert_eq!((&line["amount_fen"], &line["until_on"]), (&json!(45_000), &json!("2026-03-09")));
    // Nothing that tells where he lives or who he is.
    let text = line.to_string();
    for word in ["1380000", "3607041", "citizen_id", "address", "bank"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    // No list of a town or a county.
    for wide in ["360704100000", "360704000000", "360704"] {
        let told = server.anyone().get(&format!("/public/preliminary-notices?division={wide}")).await;
        told.expect_problem(400, "bad_query");
    }

    server.set_day("2026-03-09");
    let staff = Staff::of(&server).await;
    assert_eq!(board(&server, &village).await.len(), 1, "its last day");
    let early = act(&staff.township, &case, "reports", json!({})).await;
    early.expect_problem(409, "notice_running");
    server.set_day("2026-03-10");
    let staff = Staff::of(&server).await;
    assert!(board(&server, &village).await.is_empty(), "it hangs for its days and no longer");
    let case = act(&staff.township, &case, "reports", json!({ "note": "无异议" })).await.expect(201);
    assert_eq!(case["stage"], "examining");
    let clocks = case["clocks"].as_array().expect("clocks");
    let county = clocks.iter().find(|clock| clock["code"] == "county").expect("the county's clock");
    assert_eq!((&county["started_on"], &county["due_on"]), (&json!("2026-03-10"), &json!("2026-03-24")));
}

#[tokio::test]
async fn a_notice_that_would_end_on_a_day_off_hangs_on_to_the_next_working_day() {
    let server = Server::start().await;
    server.set_day("2026-03-07");
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "邱火根", 40_000).await;
    let case = agreed(&staff, "subsistence-allowance", &person, json!({})).await;
    let case = posted(&staff, &case).await;
    // Saturday the 14th, so Monday the 16th (民法典 Art 203).
    assert_eq!(case["posting"]["until_on"], "2026-03-16");
}

#[tokio::test]
async fn an_objection_brings_the_household_back_to_be_checked_anew_and_the_allowance_needs_no_second_notice()
{
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "卢石妹", 40_000).await;
    let case = agreed(&staff, "subsistence-allowance", &person, json!({})).await;
    let objection = json!({ "on": "2026-03-02", "text": "家中长子在外务工，收入未计入" });
    let early = act(&staff.officer, &case, "objections", objection.clone()).await;
    early.expect_problem(409, "notice_missing");
    let case = posted(&staff, &case).await;
    let before = json!({ "on": "2026-03-01", "text": "家中长子在外务工，收入未计入" });
    let told = act(&staff.officer, &case, "objections", before).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/on".to_owned(), "objected_before_posted".to_owned())]);
    let numbers = json!({ "on": "2026-03-02", "text": "请联系13812345678核实" });
    let told = act(&staff.officer, &case, "objections", numbers).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors()[0].0, "/text");
    let case = act(&staff.officer, &case, "objections", objection).await.expect(201);
    assert_eq!((&case["stage"], &case["round"]), (&json!("checking"), &json!(2)));
    assert!(board(&server, &case["division"]["code"]).await.is_empty(), "it is taken down");
    let last = case["acts"].as_array().and_then(|acts| acts.last()).expect("an act").clone();
    assert_eq!(last["reasons"][0]["text"], "家中长子在外务工，收入未计入");
    // Checked anew, with a new opinion; 57号 Art 19 sends it up with that.
    let case = staff.reviewable(&case, "2026-03-02").await;
    let case = again(&staff, &case).await;
    let case = act(&staff.township, &case, "reports", json!({})).await.expect(201);
    assert_eq!(case["stage"], "examining");
}

#[tokio::test]
async fn of_the_destitute_a_new_opinion_after_an_objection_is_posted_again() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::registered_as(&staff.clerk, "赖老伯", "destitute").await;
    let facts = json!({ "no_income": true, "no_supporter": true });
    let case = agreed(&staff, "destitute-support", &person, facts).await;
    let case = posted(&staff, &case).await;
    let objection = json!({ "on": "2026-03-02", "text": "有侄子赡养" });
    let case = act(&staff.officer, &case, "objections", objection).await.expect(201);
    let clocks = case["clocks"].as_array().expect("clocks");
    let anew = clocks.iter().find(|clock| clock["code"] == "township_again").expect("15 working days");
    assert_eq!(anew["due_on"], "2026-03-23");
    let case = staff.reviewable(&case, "2026-03-02").await;
    let case = again(&staff, &case).await;
    let told = act(&staff.township, &case, "reports", json!({})).await;
    told.expect_problem(409, "notice_missing");
    let case = staff.noticed(&case).await;
    assert_eq!(case["stage"], "examining");
}

#[tokio::test]
async fn what_the_township_was_against_is_not_posted_and_not_confirmed_without_a_notice() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "曾水生", 40_000).await;
    let body = json!({
        "item_code": "subsistence-allowance", "applicant_person_id": person, "facts": {}, "source": "window",
    });
    let case = staff.clerk.post("/cases", body).await.expect(201);
    let case = build::all_papers(&staff.clerk, &case).await;
    let case = build::accept(&staff.clerk, &case).await;
    let case = staff.reviewable(&case, "2026-03-02").await;
    let because = json!([{ "field": null, "text": "名下有营运车辆" }]);
    let oppose = json!({ "outcome": "oppose", "reasons": because });
    let case = act(&staff.township, &case, "reviews", oppose).await.expect(201);
    assert_eq!((&case["stage"], &case["posting"]), (&json!("examining"), &Value::Null));
    assert_eq!(case["findings"][0]["label"]["zh"], "乡镇审核：建议不予救助");
    let agree = json!({ "outcome": "agree", "reasons": because });
    act(&staff.examiner, &case, "examinations", agree).await.expect_problem(409, "notice_missing");
    let back = json!({ "outcome": "return", "reasons": because });
    let case = act(&staff.examiner, &case, "examinations", back).await.expect(201);
    assert_eq!(case["stage"], "checking");
}

#[tokio::test]
async fn a_minor_is_on_no_list_by_name() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let born = "2015-05-01".parse().expect("a day");
    let body = json!({
        "citizen_id": build::citizen_id_of(born), "name": "赖小满",
        "division": build::village(&staff.clerk).await,
    });
    let person = staff.clerk.post("/persons", body).await.expect(201);
    let body = json!({
        "division": person["division"]["code"], "category": "destitute",
        "members": [{ "person_id": person.id(), "relation": "head" }],
    });
    staff.clerk.post("/households", body).await.expect(201);
    let facts = json!({ "no_income": true, "no_supporter": true });
    let case = agreed(&staff, "destitute-support", &person.id(), facts).await;
    let case = posted(&staff, &case).await;
    let shown = board(&server, &case["division"]["code"]).await;
    assert_eq!((&shown[0]["name"], shown.len()), (&Value::Null, 1), "{shown:?}");
}

#[tokio::test]
async fn what_is_confirmed_is_made_known_with_name_household_size_and_sum() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "温木生", 40_000).await;
    let case = case_of(&staff, "subsistence-allowance", &person, json!({})).await;
    staff.approved(&staff.examined(&case).await).await;
    let old = build::registered_as(&staff.clerk, "赖老伯", "destitute").await;
    let facts = json!({ "no_income": true, "no_supporter": true });
    let case = case_of(&staff, "destitute-support", &old, facts).await;
    staff.approved(&staff.examined(&case).await).await;
    let (discloser, secrecy) = (server.actor("discloser").await, server.actor("secrecy").await);
    for (item, entry) in [
        ("subsistence-allowance", json!({ "name": "温木生", "household_size": 1, "amount_fen": 45_000 })),
        ("destitute-support", json!({ "name": "赖老伯", "amount_fen": 0 })),
    ] {
        let drafts =
            discloser.post("/notices", json!({ "quarter": "2026-Q1", "item_code": item })).await.expect(201);
        let notice = drafts.items()[0].clone();
        let path = format!("/notices/{}", notice["id"].as_str().expect("an id"));
        let submit = json!({ "end_on": "2026-04-30", "content_sha256": notice["content_sha256"] });
        let version = notice["version"].as_i64().expect("a version");
        let submitted = discloser.act(&format!("{path}/submissions"), version, submit).await.expect(201);
        let sign = json!({ "outcome": "sign", "content_sha256": submitted["content_sha256"] });
        secrecy.act(&format!("{path}/signatures"), submitted.version(), sign).await.expect(201);
        let board = server.anyone().get(&format!("/public{path}")).await.expect(200);
        let shown = &board["entries"][0];
        for member in ["name", "household_size"] {
            assert_eq!(shown[member], entry[member], "{item}");
        }
        assert!(shown["amount_fen"].as_i64().is_some_and(|fen| fen > 0));
    }
    let none = json!({ "quarter": "2026-Q1", "item_code": "orphan-allowance" });
    let told = discloser.post("/notices", none).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors()[0].1, "nothing_publishable");
}
