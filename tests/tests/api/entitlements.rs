//! What is paid month by month: begun by a case, changed by two people, listed exactly.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Client, Server};

/// A household of one with that income a month; the person's and the household's id.
pub async fn household(clerk: &Client, name: &str, income_fen: i64) -> (String, Answer) {
    let person = build::person(clerk, name).await;
    let body = json!({
        "division": person["division"]["code"], "category": "urban_subsistence",
        "members": [{ "person_id": person.id(), "relation": "head" }], "income_fen": income_fen,
    });
    let household = clerk.post("/households", body).await.expect(201);
    (person.id(), household)
}

/// The case of this person, before the examiner.
pub async fn case_of(staff: &Staff, item: &str, person: &str, facts: Value) -> Answer {
    let body =
        json!({ "item_code": item, "applicant_person_id": person, "facts": facts, "source": "window" });
    let case = staff.clerk.post("/cases", body).await.expect(201);
    let case = build::all_papers(&staff.clerk, &case).await;
    let case = build::accept(&staff.clerk, &case).await;
    let accepted_on = case["accepted_on"].as_str().expect("a day").to_owned();
    let case = staff.reviewable(&case, &accepted_on).await;
    let case = staff.agreed(&case).await;
    staff.reload(&case).await
}

/// The benefit that the case of this person begins.
pub async fn granted(staff: &Staff, person: &str) -> Answer {
    let case = case_of(staff, "subsistence-allowance", person, json!({})).await;
    let case = staff.examined(&case).await;
    staff.approved(&case).await;
    let own = staff.examiner.get(&format!("/entitlements?person_id={person}")).await.expect(200);
    benefit(staff, own.items()[0]["id"].as_str().expect("a benefit")).await
}

pub async fn benefit(staff: &Staff, id: &str) -> Answer {
    staff.examiner.get(&format!("/entitlements/{id}")).await.expect(200)
}

pub async fn roll(staff: &Staff, month: &str) -> Answer {
    staff.examiner.post("/payment-rolls", json!({ "month": month })).await.expect(201)
}

pub async fn propose(client: &Client, benefit: &Answer, kind: &str, from: &str, more: Value) -> Answer {
    let mut body = json!({ "kind": kind, "from_month": from, "reason": "入户复核后情况有变" });
    build::merge(&mut body, more);
    client.act(&format!("/entitlements/{}/changes", benefit.id()), benefit.version(), body).await
}

pub async fn decide(staff: &Staff, benefit: &Answer, outcome: &str) -> Answer {
    let item = json!({
        "id": benefit.id(), "version": benefit.version(),
        "difference_fen": benefit["proposed"]["difference_fen"],
    });
    let body = json!({ "items": [item], "outcome": outcome, "reason": "不符合规定" });
    staff.approver.post("/entitlement-decisions", body).await.expect(207)
}

/// The same benefit once whoever must be heard before it was heard.
pub async fn heard(staff: &Staff, benefit: &Answer) -> Answer {
    let proposed = &benefit["proposed"];
    if proposed["hearing"] == "not_needed" {
        return self::benefit(staff, &benefit.id()).await;
    }
    let body = json!({
        "act": "hear", "on": proposed["proposed_on"], "way": "in_person", "who": "recipient",
        "person": benefit["person"]["name"], "said": "没有意见",
    });
    let path = format!("/entitlements/{}/acts", benefit.id());
    staff.examiner.act(&path, benefit.version(), body).await.expect(201)
}

pub async fn changed(staff: &Staff, benefit: &Answer, kind: &str, from: &str, more: Value) -> Answer {
    let proposed = propose(&staff.examiner, benefit, kind, from, more).await.expect(201);
    let proposed = heard(staff, &proposed).await;
    assert_eq!(decide(staff, &proposed, "confirm").await.items()[0]["status"], 201);
    self::benefit(staff, &benefit.id()).await
}

/// Due in each month from the first on.
pub fn due(benefit: &Answer) -> Vec<i64> {
    let months = benefit["months"].as_array().expect("months");
    months.iter().map(|month| month["due_fen"].as_i64().expect("fen")).collect()
}

pub async fn listed(staff: &Staff, month: &str) -> Vec<(String, i64)> {
    let list = staff.examiner.get(&format!("/payments?month={month}")).await.expect(200);
    let row = |row: &Value| {
        (row["kind"].as_str().expect("a kind").to_owned(), row["amount_fen"].as_i64().expect("fen"))
    };
    let mut rows: Vec<_> = list.items().iter().map(row).collect();
    rows.sort();
    rows
}

#[tokio::test]
async fn an_allowance_begins_in_the_month_after_the_decision_and_is_listed_once_a_month() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = household(&staff.clerk, "温水根", 40_000).await;
    let benefit = granted(&staff, &person).await;
    assert_eq!(benefit["first_month"], "2026-04");
    assert_eq!(benefit["monthly_fen"], 45_000);
    assert_eq!(benefit["household_id"], household.id());
    assert_eq!(benefit["recheck_due_on"], "2027-04-01");
    let list = roll(&staff, "2026-04").await;
    assert_eq!((&list["listed"], &list["month_fen"]), (&json!(1), &json!(45_000)));
    let again = roll(&staff, "2026-04").await;
    assert_eq!((&again["listed"], &again["already"]), (&json!(0), &json!(1)));
    // A month before one that is listed is not listed any more.
    assert_eq!(roll(&staff, "2026-03").await["listed"], 0);
    assert_eq!(listed(&staff, "2026-04").await, [("recurring".to_owned(), 45_000)]);
    let told = staff.examiner.post("/payment-rolls", json!({ "month": "2026-05" })).await;
    assert_eq!(told.expect_problem(422, "invalid").field_errors()[0].1, "month_listed_only_now");
    let csv = staff.examiner.get("/payments?month=2026-04&format=csv").await.expect(200);
    assert!(csv.text().contains("按月发放"), "{}", csv.text());
}

#[tokio::test]
async fn a_raised_standard_is_seen_before_it_is_proposed_and_its_arrears_are_listed() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "邱火根", 40_000).await;
    let (other, _) = household(&staff.clerk, "卢石妹", 80_000).await;
    let first = granted(&staff, &person).await;
    granted(&staff, &other).await;
    for month in ["2026-04", "2026-05", "2026-06", "2026-07", "2026-08"] {
        server.set_day(&format!("{month}-10"));
        roll(&Staff::of(&server).await, month).await;
    }
    server.set_day("2026-09-01");
    let staff = Staff::of(&server).await;
    // The county's standard is 890 instead of 850 from July on.
    let body = json!({ "policy_code": "subsistence-ganxian", "from_month": "2026-07", "reason": "标准调整" });
    let preview = staff.examiner.post("/entitlement-recalculation-previews", body.clone()).await.expect(200);
    assert_eq!((&preview["changing"], &preview["unchanged"]), (&json!(2), &json!(0)));
    assert_eq!((&preview["before_fen"], &preview["after_fen"]), (&json!(50_000), &json!(58_000)));
    assert_eq!(preview["arrears_fen"], 2 * 2 * 4_000);
    assert_eq!(preview["items"][0]["steps"][0]["determination"]["policy_version"], "subsistence-ganxian@1");
    assert_eq!(due(&benefit(&staff, &first.id()).await)[3], 45_000, "nothing is changed by looking");
    staff.examiner.post("/entitlement-recalculations", body.clone()).await.expect(201);
    let waiting = staff.approver.get("/entitlements?proposed=true").await.expect(200).items();
    assert_eq!(waiting.len(), 2);
    assert_eq!(due(&benefit(&staff, &first.id()).await)[3], 45_000, "nothing is changed by proposing");
    let again = staff.examiner.post("/entitlement-recalculations", body).await;
    again.expect_problem(409, "nothing_changes");
    let unread: Vec<Value> =
        waiting.iter().map(|row| json!({ "id": row["id"], "version": row["version"] })).collect();
    let body = json!({ "items": unread, "outcome": "confirm" });
    let told = staff.approver.post("/entitlement-decisions", body).await.expect(207);
    assert!(told.items().iter().all(|item| item["code"] == "difference_unread"), "{}", told.text());
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
    let now = benefit(&staff, &first.id()).await;
    assert_eq!(due(&now)[..5], [45_000, 45_000, 45_000, 49_000, 49_000]);
    assert_eq!(now["arrears_fen"], 8_000);
    let list = roll(&staff, "2026-09").await;
    assert_eq!((&list["month_fen"], &list["arrears_fen"]), (&json!(58_000), &json!(16_000)));
    let rows = [("arrears", 8_000), ("arrears", 8_000), ("recurring", 9_000), ("recurring", 49_000)];
    assert_eq!(listed(&staff, "2026-09").await, rows.map(|(kind, fen)| (kind.to_owned(), fen)));
    assert_eq!(benefit(&staff, &first.id()).await["arrears_fen"], 0);
}

#[tokio::test]
async fn an_income_that_rose_unnoticed_is_kept_back_bit_by_bit() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = household(&staff.clerk, "廖金生", 40_000).await;
    granted(&staff, &person).await;
    for month in ["2026-04", "2026-05"] {
        server.set_day(&format!("{month}-10"));
        roll(&Staff::of(&server).await, month).await;
    }
    let staff = Staff::of(&server).await;
    let path = format!("/households/{}", household.id());
    staff.clerk.patch(&path, household.version(), json!({ "income_fen": 60_000 })).await.expect(200);
    let own = staff.examiner.get(&format!("/entitlements?person_id={person}")).await.expect(200);
    let id = own.items()[0]["id"].as_str().expect("a benefit").to_owned();
    let first = benefit(&staff, &id).await;
    let preview = json!({ "kind": "recompute", "from_month": "2026-05" });
    let preview =
        staff.officer.post(&format!("/entitlements/{id}/change-previews"), preview).await.expect(200);
    // 200 yuan too much in May; and the new standard of July is not reached yet.
    assert_eq!(
        (&preview["difference_fen"], &preview["steps"][0]["after_fen"]),
        (&json!(-20_000), &json!(25_000))
    );
    let now = changed(&staff, &first, "recompute", "2026-05", json!({})).await;
    assert_eq!(now["overpaid_fen"], 20_000);
    let list = roll(&staff, "2026-06").await;
    // At most 30 % of a month is kept back.
    assert_eq!((&list["month_fen"], &list["kept_back_fen"]), (&json!(17_500), &json!(7_500)));
    assert_eq!(benefit(&staff, &id).await["overpaid_fen"], 12_500);
    let unchanged = benefit(&staff, &id).await;
    propose(&staff.examiner, &unchanged, "recompute", "2026-06", json!({}))
        .await
        .expect_problem(409, "nothing_changes");
    // A recheck that finds all as it is moves the next one.
    server.set_day("2026-06-20");
    let staff = Staff::of(&server).await;
    let now = changed(&staff, &unchanged, "recheck", "2026-06", json!({})).await;
    assert_eq!(now["recheck_due_on"], "2027-06-20");
}

#[tokio::test]
async fn a_benefit_is_suspended_resumed_let_run_out_and_not_had_twice() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "刘秀英", 40_000).await;
    let first = granted(&staff, &person).await;
    let ground = json!({ "ground": "bad_mood" });
    let told = propose(&staff.officer, &first, "suspend", "2026-04", ground).await;
    assert_eq!(told.expect_problem(422, "invalid").field_errors()[0].1, "unknown_ground");
    propose(&staff.officer, &first, "resume", "2026-04", json!({}))
        .await
        .expect_problem(409, "entitlement_state");
    let told = propose(&staff.officer, &first, "end", "2026-05", json!({})).await;
    assert_eq!(told.expect_problem(422, "invalid").field_errors()[0].1, "entitlement_month");
    let ground = json!({ "ground": "check_refused" });
    let now = changed(&staff, &first, "suspend", "2026-04", ground).await;
    assert_eq!((&now["state"], due(&now)), (&json!("suspended"), vec![0]));
    assert_eq!(now["changes"][1]["ground"]["code"], "check_refused");
    let silent = json!({ "kind": "resume", "from_month": "2026-04" });
    let told = staff.officer.act(&format!("/entitlements/{}/changes", now.id()), now.version(), silent).await;
    assert_eq!(told.expect_problem(422, "invalid").field_errors()[0].0, "/reason");
    let now = changed(&staff, &now, "resume", "2026-04", json!({})).await;
    assert_eq!((&now["state"], due(&now)), (&json!("active"), vec![45_000]));
    let case = case_of(&staff, "subsistence-allowance", &person, json!({})).await;
    let path = format!("/cases/{}/examinations", case.id());
    let told = staff.examiner.act(&path, case.version(), json!({ "outcome": "agree" })).await;
    told.expect_problem(409, "already_entitled");
    let preview = json!({ "item_code": "subsistence-allowance", "applicant_person_id": person, "facts": {} });
    let preview = staff.clerk.post("/cases/previews", preview).await.expect(200);
    assert!(preview["warnings"].to_string().contains("already_entitled"), "{}", preview.text());
    let now = changed(&staff, &now, "grace", "2026-04", json!({})).await;
    assert_eq!((&now["state"], &now["changes"][3]["until_month"]), (&json!("grace"), &json!("2026-09")));
    server.set_day("2026-10-09");
    let staff = Staff::of(&server).await;
    let now = benefit(&staff, &first.id()).await;
    assert_eq!((&now["state"], &now["monthly_fen"]), (&json!("ended"), &json!(0)));
    assert_eq!(due(&now), [45_000, 45_000, 45_000, 45_000, 45_000, 45_000, 0, 0]);
    // Nothing was listed all the time: it comes as arrears, and the end is written down.
    let list = roll(&staff, "2026-10").await;
    assert_eq!((&list["month_fen"], &list["arrears_fen"]), (&json!(0), &json!(6 * 45_000)));
    let ended = staff.examiner.get("/entitlements?state=ended").await.expect(200);
    assert_eq!(ended.items().len(), 1);
}

#[tokio::test]
async fn who_proposes_does_not_confirm_and_others_do_neither() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "钟桂香", 40_000).await;
    let first = granted(&staff, &person).await;
    let stranger = server.actor("clerk2").await;
    stranger.get(&format!("/entitlements/{}", first.id())).await.expect_problem(404, "not_found");
    assert!(stranger.get("/entitlements").await.expect(200).items().is_empty());
    propose(&staff.clerk, &first, "end", "2026-04", json!({})).await.expect_problem(403, "not_allowed");
    let body = json!({ "items": [{ "id": first.id(), "version": first.version() }], "outcome": "confirm" });
    staff.examiner.post("/entitlement-decisions", body.clone()).await.expect_problem(403, "not_allowed");
    let none = staff.approver.post("/entitlement-decisions", body).await.expect(207);
    assert_eq!(none.items()[0]["code"], "no_change_open");
    let proposed = propose(&staff.township, &first, "end", "2026-04", json!({})).await.expect(201);
    propose(&staff.township, &proposed, "end", "2026-04", json!({})).await.expect_problem(409, "change_open");
    // Seen before it was proposed: what is confirmed must be what was read.
    assert_eq!(decide(&staff, &first, "confirm").await.items()[0]["code"], "stale_version");
    let silent = json!({ "items": [], "outcome": "reject" });
    staff.approver.post("/entitlement-decisions", silent).await.expect_problem(422, "invalid");
    assert_eq!(decide(&staff, &proposed, "reject").await.items()[0]["status"], 201);
    let now = benefit(&staff, &first.id()).await;
    assert_eq!((&now["state"], &now["changes"][1]["state"]), (&json!("active"), &json!("rejected")));
    let trail = server.actor("auditor").await.get(&format!("/audit-entries?subject_id={}", first.id())).await;
    let actions = trail.expect(200).text();
    for action in ["entitlement.granted", "entitlement.proposed", "entitlement.decided"] {
        assert!(actions.contains(action), "{action}");
    }
}

#[tokio::test]
async fn a_change_confirmed_twice_at_once_is_confirmed_once() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "刘大有", 40_000).await;
    let first = granted(&staff, &person).await;
    let proposed = propose(&staff.examiner, &first, "end", "2026-04", json!({})).await.expect(201);
    let (one, two) = tokio::join!(decide(&staff, &proposed, "confirm"), decide(&staff, &proposed, "confirm"));
    let mut told = [one.items()[0]["status"].as_i64(), two.items()[0]["status"].as_i64()];
    told.sort_unstable();
    assert_eq!(told, [Some(201), Some(412)], "{} {}", one.text(), two.text());
    let (one, two) = tokio::join!(roll(&staff, "2026-03"), roll(&staff, "2026-04"));
    assert_eq!((&one["listed"], &two["listed"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn the_monthly_report_tells_the_items_apart() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "赖水生", 40_000).await;
    granted(&staff, &person).await;
    staff.decided("赖火生", "2026-03-02").await;
    let auditor = server.actor("auditor").await;
    let path = "/reports/monthly?month=2026-03";
    let all = auditor.get(path).await.expect(200);
    // 1,500 yuan once and 450 a month are not 1,950 of anything.
    assert_eq!((&all["total"]["approved"], &all["total"]["amount_fen"]), (&json!(2), &json!(150_000)));
    assert_eq!((&all["total"]["monthly_fen"], &all["total"]["yearly_fen"]), (&json!(45_000), &json!(0)));
    let labels = all["total"]["by_category"].to_string();
    assert!(labels.contains("最低生活保障"), "{labels}");
    let one = auditor.get(&format!("{path}&item=subsistence-allowance")).await.expect(200);
    assert_eq!((&one["total"]["received"], &one["total"]["monthly_fen"]), (&json!(1), &json!(45_000)));
    let link = one["total"]["links"]["approved"].as_str().expect("a link").to_owned();
    let rows = auditor.get(link.trim_start_matches("/api/v1")).await.expect(200);
    assert_eq!(rows.items().len(), 1);
    let rows =
        auditor.get("/reports/monthly/rows?month=2026-03&figure=approved&category=subsistence-allowance");
    assert_eq!(rows.await.expect(200).items().len(), 1);
    auditor.get(&format!("{path}&item=moon")).await.expect_problem(400, "bad_query");
}
