//! The past is computed with what held then: what was confirmed for a month stands, what the
//! register learns counts from the month it should, and everybody counts in one household.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::families::{Family, register};
use yangguang_tests::{Answer, Server};

use crate::entitlements::{benefit, case_of, changed, decide, due, granted, household, propose, roll};
use crate::together::own_version_of;

pub async fn rolled(server: &Server, months: &[&str]) -> Staff {
    for month in months {
        server.set_day(&format!("{month}-10"));
        roll(&Staff::of(server).await, month).await;
    }
    Staff::of(server).await
}

/// The household as it is now, changed so.
pub async fn patched(staff: &Staff, household: &str, patch: Value) -> Answer {
    let path = format!("/households/{household}");
    let version = staff.clerk.get(&path).await.expect(200).version();
    staff.clerk.patch(&path, version, patch).await.expect(200)
}

async fn recalculation(staff: &Staff, from: &str) -> Answer {
    let body = json!({ "from_month": from });
    staff.examiner.post("/entitlement-recalculation-previews", body).await.expect(200)
}

/// From which month what is due before and after, and the difference of each step.
fn steps(item: &Value) -> Vec<(String, i64, i64, i64)> {
    let fen = |step: &Value, name: &str| step[name].as_i64().expect("fen");
    let step = |step: &Value| {
        let from = step["from_month"].as_str().expect("a month").to_owned();
        (from, fen(step, "before_fen"), fen(step, "after_fen"), fen(step, "difference_fen"))
    };
    item["steps"].as_array().expect("steps").iter().map(step).collect()
}

pub async fn confirmed(staff: &Staff, from: &str) {
    let body = json!({ "from_month": from, "reason": "标准调整" });
    staff.examiner.post("/entitlement-recalculations", body).await.expect(201);
    let waiting = staff.approver.get("/entitlements?proposed=true").await.expect(200).items();
    let read = |row: &Value| {
        json!({
            "id": row["id"], "version": row["version"],
            "difference_fen": row["proposed"]["difference_fen"],
        })
    };
    let items: Vec<Value> = waiting.iter().map(read).collect();
    let body = json!({ "items": items, "outcome": "confirm" });
    let done = staff.approver.post("/entitlement-decisions", body).await.expect(207);
    assert!(done.items().iter().all(|item| item["status"] == 201), "{}", done.text());
}

#[tokio::test]
async fn a_standard_raised_for_july_does_not_bring_july_the_income_of_october() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = household(&staff.clerk, "温水根", 40_000).await;
    let first = granted(&staff, &person).await;
    rolled(&server, &["2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09"]).await;
    server.set_day("2026-09-20");
    let staff = Staff::of(&server).await;
    patched(&staff, &household.id(), json!({ "income_fen": 70_000 })).await;
    // Nobody has computed the raised standard yet: 850 until October, 890 from then.
    let rechecked = changed(&staff, &first, "recheck", "2026-10", json!({})).await;
    assert_eq!(rechecked["changes"][1]["facts"][0]["fact"], "income_fen");
    let staff = rolled(&server, &["2026-10"]).await;
    let preview = recalculation(&staff, "2026-07").await;
    let item = &preview["items"][0];
    assert_eq!(steps(item)[0], ("2026-07".to_owned(), 45_000, 49_000, 12_000));
    assert_eq!((&preview["arrears_fen"], &preview["overpaid_fen"]), (&json!(12_000), &json!(0)));
    // No fact of July is another; the standard is, and the reviewer is told so.
    let step = &item["steps"][0];
    assert_eq!(step["facts"], json!([]));
    let standard = &step["rule"]["parameters"][0];
    assert_eq!((&standard["before"], &standard["after"]), (&json!(85_000), &json!(89_000)));
    assert_eq!(standard["label"]["zh"], "低保标准（每人每月）");
    confirmed(&staff, "2026-07").await;
    let now = benefit(&staff, &first.id()).await;
    assert_eq!(due(&now)[..7], [45_000, 45_000, 45_000, 49_000, 49_000, 49_000, 19_000]);
    assert_eq!(now["changes"][2]["rule"]["parameters"][0]["after"], 89_000);
    server.set_day("2026-11-10");
    let list = roll(&Staff::of(&server).await, "2026-11").await;
    assert_eq!(
        (&list["month_fen"], &list["arrears_fen"], &list["kept_back_fen"]),
        (&json!(19_000), &json!(12_000), &json!(0))
    );
    for month in ["2026-04", "2026-07", "2026-10"] {
        let again = recalculation(&Staff::of(&server).await, month).await;
        assert_eq!((&again["changing"], &again["unchanged"]), (&json!(0), &json!(1)), "{month}");
    }
}

#[tokio::test]
async fn an_income_registered_in_may_counts_from_june_for_all_and_from_april_for_who_says_so() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = household(&staff.clerk, "邱火根", 40_000).await;
    let first = granted(&staff, &person).await;
    let staff = rolled(&server, &["2026-04", "2026-05"]).await;
    patched(&staff, &household.id(), json!({ "income_fen": 60_000 })).await;
    server.set_day("2026-06-20");
    let staff = Staff::of(&server).await;
    let preview = recalculation(&staff, "2026-04").await;
    let item = &preview["items"][0];
    assert_eq!(steps(item)[0], ("2026-06".to_owned(), 45_000, 25_000, 0));
    let told = json!([{ "fact": "income_fen", "before": 40_000, "after": 60_000 }]);
    assert_eq!((&item["steps"][0]["facts"], &item["policy_code"]), (&told, &json!("subsistence-ganxian")));
    let table = staff
        .examiner
        .post("/entitlement-recalculation-previews?format=csv", json!({ "from_month": "2026-04" }))
        .await
        .expect(200)
        .text();
    assert!(table.contains("家庭月收入：400.00→600.00"), "{table}");
    assert!(table.contains("低保标准（每人每月）：850.00→890.00"), "{table}");
    // It was so in April already, as somebody found out: an act of its own, with its reason.
    let silent = json!({ "kind": "recompute", "from_month": "2026-04" });
    let path = format!("/entitlements/{}/changes", first.id());
    let silent = staff.examiner.act(&path, first.version(), silent).await;
    assert_eq!(silent.expect_problem(422, "invalid").field_errors()[0].0, "/reason");
    let now = changed(&staff, &first, "recompute", "2026-04", json!({})).await;
    assert_eq!((due(&now)[..3].to_vec(), &now["overpaid_fen"]), (vec![25_000; 3], &json!(40_000)));
    assert_eq!(recalculation(&staff, "2026-04").await["changing"], 0);
}

/// Two households of one, and a child of the first; the ids of the heads, the child and the
/// households.
pub async fn neighbours(staff: &Staff) -> ([String; 3], [String; 2]) {
    let mut people = Vec::new();
    for name in ["卢甲", "卢乙", "卢小"] {
        people.push(build::person(&staff.clerk, name).await);
    }
    let member = |person: &Answer, relation: &str| json!({ "person_id": person.id(), "relation": relation });
    let mut households = Vec::new();
    for members in
        [vec![member(&people[0], "head"), member(&people[2], "child")], vec![member(&people[1], "head")]]
    {
        let body = json!({
            "division": people[0]["division"]["code"], "category": "urban_subsistence",
            "members": members, "income_fen": 0,
        });
        households.push(staff.clerk.post("/households", body).await.expect(201).id());
    }
    let people: Vec<String> = people.iter().map(Answer::id).collect();
    (people.try_into().expect("three"), households.try_into().expect("two"))
}

pub fn members(of: &[(&String, &str)]) -> Value {
    let member = |(person, relation): &(&String, &str)| json!({ "person_id": person, "relation": relation });
    json!({ "members": of.iter().map(member).collect::<Vec<_>>() })
}

#[tokio::test]
async fn a_child_who_moves_in_may_counts_with_the_one_in_may_and_with_the_other_from_june() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let ([here, there, child], [left, joined]) = neighbours(&staff).await;
    let first = granted(&staff, &here).await;
    let second = granted(&staff, &there).await;
    let staff = rolled(&server, &["2026-04", "2026-05"]).await;
    patched(&staff, &left, members(&[(&here, "head")])).await;
    patched(&staff, &joined, members(&[(&there, "head"), (&child, "child")])).await;
    let preview = recalculation(&staff, "2026-04").await;
    let mut found: Vec<_> = preview.items().iter().map(steps).collect();
    found.sort();
    let (less, more) = (("2026-06", 170_000, 85_000, 0), ("2026-06", 85_000, 170_000, 0));
    let step = |(month, before, after, difference): (&str, i64, i64, i64)| {
        vec![(month.to_owned(), before, after, difference)]
    };
    assert_eq!(found, [step(more), step(less)]);
    // Whoever computes them one by one is told the same, and what others have stands for the month.
    let now = changed(&staff, &second, "recompute", "2026-04", json!({})).await;
    assert_eq!(due(&now), [85_000, 85_000, 170_000]);
    let now = changed(&staff, &first, "recheck", "2026-05", json!({})).await;
    assert_eq!(due(&now), [170_000, 170_000, 85_000]);
    assert_eq!(recalculation(&staff, "2026-04").await["changing"], 0);
}

#[tokio::test]
async fn who_is_rechecked_for_the_next_month_is_not_computed_anew_for_those_before() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = household(&staff.clerk, "廖金生", 40_000).await;
    let first = granted(&staff, &person).await;
    let staff = rolled(&server, &["2026-04"]).await;
    let ill =
        json!({ "members": [{ "person_id": person, "relation": "head", "conditions": ["severely_ill"] }] });
    patched(&staff, &household.id(), ill).await;
    // Known since April, it counts from May; the officer says, from June.
    let staff = rolled(&server, &["2026-05"]).await;
    assert_eq!(steps(&recalculation(&staff, "2026-04").await["items"][0])[0].0, "2026-05");
    let now = changed(&staff, &first, "recheck", "2026-06", json!({})).await;
    assert_eq!(due(&now), [45_000, 45_000, 70_500]);
    assert_eq!(recalculation(&staff, "2026-04").await["changing"], 0);
    // What comes to the same sum is not confirmed of what is no longer so.
    let proposed = propose(&staff.examiner, &now, "recheck", "2026-06", json!({})).await.expect(201);
    patched(&staff, &household.id(), json!({ "category": "rural_subsistence" })).await;
    let told = decide(&staff, &proposed, "confirm").await;
    assert_eq!(told.items()[0]["code"], "proposal_outdated", "{}", told.text());
}

#[tokio::test]
async fn facts_entered_for_october_are_not_those_of_april() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let facts = json!({ "no_income": true, "no_supporter": true });
    let old = aged(&staff).await;
    let case = case_of(&staff, "destitute-support", &old, facts).await;
    let case = staff.examined(&case).await;
    staff.approved(&case).await;
    let own = staff.examiner.get(&format!("/entitlements?person_id={old}")).await.expect(200);
    let first = benefit(&staff, own.items()[0]["id"].as_str().expect("an id")).await;
    let staff = rolled(&server, &["2026-04", "2026-05"]).await;
    let worse = json!({ "facts": { "cannot_walk": true, "cannot_wash": true } });
    let now = changed(&staff, &first, "recheck", "2026-06", worse).await;
    let (able, half) = (110_500 + 18_500, 110_500 + 30_833);
    assert_eq!(due(&now), [able, able, half]);
    // Said once more of the months before, with other facts: only those are others.
    let more = json!({ "cannot_eat": true, "cannot_dress": true });
    let preview = json!({ "kind": "recompute", "from_month": "2026-05", "facts": more });
    let path = format!("/entitlements/{}/change-previews", first.id());
    let told = staff.officer.post(&path, preview).await.expect(200);
    let whole = 110_500 + 61_667;
    let told = steps(&json!({ "steps": told["steps"] }));
    let told: Vec<_> = told.iter().map(|step| (step.0.as_str(), step.2)).collect();
    assert_eq!(told, [("2026-05", half), ("2026-06", whole)]);
    assert_eq!(recalculation(&staff, "2026-04").await["changing"], 0);
}

/// Somebody of seventy, in no household.
async fn aged(staff: &Staff) -> String {
    let body = json!({
        "citizen_id": build::citizen_id_of("1955-01-05".parse().expect("a day")), "name": "曾老",
        "division": build::village(&staff.clerk).await,
    });
    staff.clerk.post("/persons", body).await.expect(201).id()
}

#[tokio::test]
async fn a_household_s_page_tells_what_was_known_when_and_who_registered_it() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let ([here, _, child], [left, _]) = neighbours(&staff).await;
    server.set_day("2026-05-10");
    let staff = Staff::of(&server).await;
    patched(&staff, &left, members(&[(&here, "head")])).await;
    patched(&staff, &left, json!({ "certificate_no": "36000001" })).await;
    let poor = json!({ "income_fen": 40_000, "category": "rural_subsistence" });
    patched(&staff, &left, poor).await;
    let history = staff.clerk.get(&format!("/households/{left}/history")).await.expect(200);
    let items = history.items();
    // A certificate says nothing that is computed with.
    assert_eq!(items.len(), 3, "{}", history.text());
    assert_eq!((&items[0]["known_on"], &items[0]["counts_from"]), (&json!("2026-05-10"), &json!("2026-06")));
    assert_eq!(items[0]["income"], json!({ "before_fen": 0, "after_fen": 40_000 }));
    assert_eq!(items[0]["category"], json!({ "before": "urban_subsistence", "after": "rural_subsistence" }));
    assert!(!items[0]["known_by"].as_str().expect("a name").is_empty());
    assert_eq!(
        (&items[1]["left"][0]["person_id"], &items[1]["left"][0]["name"]),
        (&json!(child), &json!("卢小"))
    );
    assert_eq!((items[2]["joined"].as_array().map(Vec::len), &items[2]["left"]), (Some(2), &json!([])));
    let stranger = server.actor("clerk2").await;
    stranger.get(&format!("/households/{left}/history")).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_was_so_of_a_person_in_april_is_not_what_is_registered_in_may() {
    let server = Server::start().await;
    // A county that goes by what is registered of the person.
    own_version_of(&server, include_str!("../../../api/policies/destitute-ganxian.json"), |document| {
        let known = json!({
            "name": "severely_disabled", "label": { "zh": "重度残疾", "en": "Severely disabled" },
            "type": "bool", "source": "person", "default": false,
        });
        document["inputs"].as_array_mut().expect("inputs").push(known);
        let rules = document["rules"].as_array_mut().expect("rules");
        let unable = rules.iter_mut().find(|rule| rule["name"] == "unable").expect("a rule");
        unable["formula"] = json!("age >= elderly_age || minor_supported || severely_disabled");
        let unused = ["disability", "disability_grade", "unable_up_to_grade"];
        let used = |known: &Value| unused.iter().all(|name| known["name"] != *name);
        for of in ["inputs", "parameters"] {
            document[of].as_array_mut().expect("a list").retain(used);
        }
        let examples = document["examples"].as_array_mut().expect("examples");
        examples.retain(|example| example["facts"]["disability"].is_null());
    })
    .await;
    let staff = Staff::of(&server).await;
    let family =
        Family { members: vec![(45, vec!["severely_disabled"])], category: "destitute", income_fen: Some(0) };
    let household = register(&staff.clerk, &family).await;
    let known = staff.clerk.get(&format!("/households/{household}")).await.expect(200);
    let person = known["members"][0]["person_id"].as_str().expect("a person").to_owned();
    let facts = json!({ "no_income": true, "no_supporter": true });
    let case = case_of(&staff, "destitute-support", &person, facts).await;
    let case = staff.examined(&case).await;
    staff.approved(&case).await;
    let staff = rolled(&server, &["2026-04", "2026-05"]).await;
    patched(&staff, &household, members(&[(&person, "head")])).await;
    let preview = recalculation(&staff, "2026-04").await;
    assert_eq!(steps(&preview["items"][0]), [("2026-06".to_owned(), 129_000, 0, 0)], "{}", preview.text());
}

#[tokio::test]
async fn what_was_decided_within_the_policy_stands_until_the_policy_gives_something_else() {
    let server = Server::start().await;
    let shipped = include_str!("../../../api/policies/subsistence-ganxian.json");
    own_version_of(&server, shipped, |document| {
        document["result"]["min"] = json!("mul_div(aid_fen, 1, 2, \"half_up\")");
    })
    .await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "钟桂香", 40_000).await;
    let case = case_of(&staff, "subsistence-allowance", &person, json!({})).await;
    let case = staff.examined(&case).await;
    let own = json!({
        "outcome": "approve", "amount_fen": 30_000, "reasons": [{ "field": null, "text": "酌情" }],
    });
    staff.approver.act(&format!("/cases/{}/decisions", case.id()), case.version(), own).await.expect(201);
    let staff = rolled(&server, &["2026-04", "2026-05"]).await;
    assert_eq!(recalculation(&staff, "2026-04").await["changing"], 0);
    server.set_day("2026-07-02");
    let preview = recalculation(&Staff::of(&server).await, "2026-04").await;
    assert_eq!(
        steps(&preview["items"][0]),
        [("2026-07".to_owned(), 30_000, 49_000, 0)],
        "{}",
        preview.text()
    );
}

#[tokio::test]
async fn nobody_is_paid_for_in_two_households_because_only_one_was_looked_at() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let ([here, there, child], [left, joined]) = neighbours(&staff).await;
    let first = granted(&staff, &here).await;
    granted(&staff, &there).await;
    let staff = rolled(&server, &["2026-04"]).await;
    patched(&staff, &left, members(&[(&here, "head")])).await;
    patched(&staff, &joined, members(&[(&there, "head"), (&child, "child")])).await;
    // Gone since April, it is told of June; May was paid with the child.
    let staff = rolled(&server, &["2026-05"]).await;
    let now = changed(&staff, &first, "recheck", "2026-06", json!({})).await;
    assert_eq!(due(&now), [170_000, 170_000, 85_000]);
    let preview = recalculation(&staff, "2026-04").await;
    let mut found: Vec<_> = preview.items().iter().map(|item| steps(item)[0].clone()).collect();
    found.sort();
    let may = |before, after, difference| ("2026-05".to_owned(), before, after, difference);
    assert_eq!(found, [may(85_000, 170_000, 85_000), may(170_000, 85_000, -85_000)]);
    assert_eq!((&preview["arrears_fen"], &preview["overpaid_fen"]), (&json!(85_000), &json!(85_000)));
}
