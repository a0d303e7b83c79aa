//! 撤销: what two people confirmed by mistake, two people take out again; and what lists say of a
//! benefit is so in the month in which somebody looks.

use serde_json::{Value, json};
use yangguang_tests::build::Staff;
use yangguang_tests::{Answer, Client, Server};

use crate::entitlements::{benefit, case_of, changed, decide, due, granted, heard, household, propose, roll};

pub async fn revoke(client: &Client, benefit: &Answer, change: &Value) -> Answer {
    let body = json!({ "kind": "revoke", "revokes": change["id"], "reason": "误把邻居的名字看成了他" });
    client.act(&format!("/entitlements/{}/changes", benefit.id()), benefit.version(), body).await
}

pub async fn revoked(staff: &Staff, benefit: &Answer, change: &Value) -> Answer {
    let proposed = revoke(&staff.township, benefit, change).await.expect(201);
    let proposed = heard(staff, &proposed).await;
    assert_eq!(decide(staff, &proposed, "confirm").await.items()[0]["status"], 201);
    self::benefit(staff, &benefit.id()).await
}

async fn with_state(staff: &Staff, state: &str) -> Vec<(String, i64)> {
    let list = staff.examiner.get(&format!("/entitlements?state={state}")).await.expect(200);
    let row = |row: &Value| {
        (
            row["person"]["name"].as_str().expect("a name").to_owned(),
            row["monthly_fen"].as_i64().expect("fen"),
        )
    };
    list.items().iter().map(row).collect()
}

#[tokio::test]
async fn an_end_by_mistake_is_revoked_and_the_missed_month_is_paid_to_the_fen() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "李同名", 40_000).await;
    let first = granted(&staff, &person).await;
    server.set_day("2026-04-10");
    let staff = Staff::of(&server).await;
    roll(&staff, "2026-04").await;
    let ended = changed(&staff, &first, "end", "2026-05", json!({})).await;
    server.set_day("2026-05-20");
    let staff = Staff::of(&server).await;
    assert_eq!(roll(&staff, "2026-05").await["listed"], 0);
    let ended = benefit(&staff, &ended.id()).await;
    assert_eq!(ended["state"], "ended");
    assert!(ended["allowed_actions"].to_string().contains("revoke"));
    let end = ended["changes"][1].clone();
    assert_eq!((&ended["changes"][0]["revocable"], &end["revocable"]), (&json!(false), &json!(true)));
    let body = json!({ "kind": "revoke", "revokes": end["id"] });
    let seen =
        staff.officer.post(&format!("/entitlements/{}/change-previews", ended.id()), body).await.expect(200);
    let month = |month: &str| {
        json!({
            "month": month, "before_state": "ended", "after_state": "active", "before_fen": 0,
            "after_fen": 45_000, "listed_fen": null,
        })
    };
    assert_eq!(seen["months"], json!([month("2026-05"), month("2026-06")]));
    let proposed = revoke(&staff.township, &ended, &end).await.expect(201);
    assert_eq!(due(&proposed)[1], 0, "nothing is changed by proposing");
    server.set_day("2026-06-10");
    let staff = Staff::of(&server).await;
    // It would give July too by now, by a standard that nobody has read.
    assert_eq!(decide(&staff, &proposed, "confirm").await.items()[0]["code"], "proposal_outdated");
    let body = json!({
        "items": [{ "id": proposed.id(), "version": proposed.version() }], "outcome": "reject",
        "reason": "已跨月，请重新提出",
    });
    assert_eq!(
        staff.approver.post("/entitlement-decisions", body).await.expect(207).items()[0]["status"],
        201
    );
    let now = revoked(&staff, &benefit(&staff, &first.id()).await, &end).await;
    assert_eq!((&now["state"], due(&now)), (&json!("active"), vec![45_000, 45_000, 45_000, 49_000]));
    let list = roll(&staff, "2026-06").await;
    assert_eq!((&list["month_fen"], &list["arrears_fen"]), (&json!(45_000), &json!(45_000)));
    // Both stand on record.
    let (end, revocation) = (&now["changes"][1], &now["changes"][3]);
    assert_eq!((&end["revoked_by"], &revocation["revokes"]), (&revocation["id"], &end["id"]));
    assert_eq!((&end["state"], &revocation["state"]), (&json!("confirmed"), &json!("confirmed")));
    assert!(revocation["decided_by"].is_string() && revocation["reason"].is_string());
    let entries = server.database.number(
        "SELECT COUNT(*) FROM audit_entries WHERE action IN ('entitlement.proposed', 'entitlement.decided') \
         AND CAST(detail AS TEXT) LIKE '%revoke%'",
    );
    assert!(entries >= 2, "{entries}");
    for change in now["changes"].as_array().expect("changes") {
        revoke(&staff.township, &now, change).await.expect_problem(409, "not_revocable");
    }
}

#[tokio::test]
async fn a_resumption_by_mistake_is_taken_back_from_what_was_paid_by_it() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "刘秀英", 40_000).await;
    let first = granted(&staff, &person).await;
    let now = changed(&staff, &first, "suspend", "2026-04", json!({ "ground": "check_refused" })).await;
    let now = changed(&staff, &now, "resume", "2026-04", json!({})).await;
    server.set_day("2026-04-10");
    let staff = Staff::of(&server).await;
    roll(&staff, "2026-04").await;
    let resumed = now["changes"][2].clone();
    let proposed = revoke(&staff.examiner, &now, &resumed).await.expect(201);
    assert_eq!(proposed["proposed"]["difference_fen"], -45_000);
    let unread = json!({
        "items": [{ "id": proposed.id(), "version": proposed.version() }], "outcome": "confirm",
    });
    let told = staff.approver.post("/entitlement-decisions", unread).await.expect(207);
    assert_eq!(told.items()[0]["code"], "difference_unread");
    assert_eq!(decide(&staff, &proposed, "confirm").await.items()[0]["status"], 201);
    let now = benefit(&staff, &first.id()).await;
    assert_eq!((&now["state"], &now["overpaid_fen"]), (&json!("suspended"), &json!(45_000)));
    // The suspension was a mistake as well: nothing was paid too much.
    let suspended = now["changes"][1].clone();
    let now = revoked(&staff, &now, &suspended).await;
    assert_eq!(
        (&now["state"], &now["overpaid_fen"], &now["arrears_fen"]),
        (&json!("active"), &json!(0), &json!(0))
    );
}

#[tokio::test]
async fn an_end_is_not_revoked_while_another_benefit_has_taken_its_place() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "钟桂香", 40_000).await;
    let first = granted(&staff, &person).await;
    let ended = changed(&staff, &first, "end", "2026-04", json!({})).await;
    let case = case_of(&staff, "subsistence-allowance", &person, json!({})).await;
    let case = staff.examined(&case).await;
    let case = staff.approved(&case).await;
    let end = ended["changes"][1].clone();
    let told = revoke(&staff.township, &ended, &end).await.expect_problem(409, "would_be_paid_twice");
    assert!(told.text().contains(case["case_no"].as_str().expect("a number")), "{}", told.text());
    let both =
        staff.examiner.get(&format!("/entitlements?person_id={person}&state=active")).await.expect(200);
    let second = benefit(&staff, both.items()[0]["id"].as_str().expect("an id")).await;
    changed(&staff, &second, "end", "2026-04", json!({})).await;
    let now = revoked(&staff, &ended, &end).await;
    assert_eq!(now["state"], "active");
    let end = benefit(&staff, &second.id()).await["changes"][1].clone();
    let second = benefit(&staff, &second.id()).await;
    revoke(&staff.township, &second, &end).await.expect_problem(409, "would_be_paid_twice");
}

#[tokio::test]
async fn all_that_was_proposed_at_once_is_revoked_at_once() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "邱火根", 40_000).await;
    let first = granted(&staff, &person).await;
    server.set_day("2026-07-10");
    let staff = Staff::of(&server).await;
    roll(&staff, "2026-07").await;
    let household = first["household_id"].as_str().expect("a household").to_owned();
    let path = format!("/households/{household}");
    let own = staff.clerk.get(&path).await.expect(200);
    staff.clerk.patch(&path, own.version(), json!({ "income_fen": 50_000 })).await.expect(200);
    let before = benefit(&staff, &first.id()).await;
    let now = changed(&staff, &before, "recompute", "2026-05", json!({})).await;
    let steps = now["changes"].as_array().expect("changes").len() - 1;
    assert!(steps >= 1, "{}", now["changes"]);
    let last = now["changes"].as_array().expect("changes").last().cloned().expect("a change");
    let after = revoked(&staff, &now, &last).await;
    // As if it had never been: the months by their own standards, which were not computed before.
    assert_eq!(due(&before), vec![45_000; 5]);
    assert_eq!(due(&after), [45_000, 45_000, 45_000, 49_000, 49_000]);
    let open =
        after["changes"].as_array().expect("changes").iter().filter(|change| change["revocable"] == true);
    assert_eq!(open.count(), 0);
    // Said once more it is found again: nothing of it is remembered as known.
    let again = propose(&staff.examiner, &after, "recompute", "2026-05", json!({})).await.expect(201);
    assert_eq!(again["proposed"]["difference_fen"], -30_000);
}

#[tokio::test]
async fn on_the_first_of_a_month_lists_filters_and_counts_say_what_is_so_from_then_on() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let mut benefits = Vec::new();
    for name in ["将止", "渐退", "照旧"] {
        let (person, _) = household(&staff.clerk, name, 40_000).await;
        benefits.push(granted(&staff, &person).await);
    }
    server.set_day("2026-04-30");
    let staff = Staff::of(&server).await;
    changed(&staff, &benefits[0], "end", "2026-05", json!({})).await;
    changed(&staff, &benefits[1], "grace", "2026-05", json!({})).await;
    let so = |name: &str, fen: i64| (name.to_owned(), fen);
    let all = [so("将止", 45_000), so("渐退", 45_000), so("照旧", 45_000)];
    assert_eq!(with_state(&staff, "active").await, all);
    assert!(with_state(&staff, "ended").await.is_empty());
    // Grace is for six months, to October.
    for (day, grace, ended) in [
        ("2026-05-01", vec![so("渐退", 45_000)], vec![so("将止", 0)]),
        ("2026-10-31", vec![so("渐退", 45_000)], vec![so("将止", 0)]),
        ("2026-11-01", vec![], vec![so("将止", 0), so("渐退", 0)]),
    ] {
        server.set_day(day);
        let staff = Staff::of(&server).await;
        assert_eq!(with_state(&staff, "active").await, [so("照旧", 45_000)], "{day}");
        assert_eq!(with_state(&staff, "grace").await, grace, "{day}");
        assert_eq!(with_state(&staff, "ended").await, ended, "{day}");
    }
    // Two of three have ended: neither list nor counter has them rechecked, though no job has run.
    server.set_day("2027-03-20");
    let staff = Staff::of(&server).await;
    let due = staff.examiner.get("/entitlements?recheck_before=2027-04-20").await.expect(200).items();
    assert_eq!((due.len(), &due[0]["person"]["name"]), (1, &json!("照旧")));
    let bench = staff.examiner.get("/workbench").await.expect(200);
    let counters = bench["counters"].as_array().expect("counters").clone();
    let rechecks = counters.iter().find(|counter| counter["code"] == "rechecks").expect("a counter");
    assert_eq!(rechecks["count"], 1);
}
