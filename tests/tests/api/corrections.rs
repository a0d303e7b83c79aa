//! What is found out late about a benefit: by whom, from when, and what it makes of the months paid.

use serde_json::json;
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Server};

use crate::entitlements::{benefit, case_of, changed, decide, due, granted, household, propose, roll};

/// The examiner's reading of the list of what waits.
async fn waiting(staff: &Staff) -> serde_json::Value {
    let list = staff.approver.get("/entitlements?proposed=true").await.expect(200);
    list.items().first().expect("a proposal")["proposed"].clone()
}

/// The approver confirms what was read to come to so much.
async fn confirm(staff: &Staff, proposed: &Answer, difference_fen: i64) -> serde_json::Value {
    let item =
        json!({ "id": proposed.id(), "version": proposed.version(), "difference_fen": difference_fen });
    let body = json!({ "items": [item], "outcome": "confirm" });
    staff.approver.post("/entitlement-decisions", body).await.expect(207).items().remove(0)
}

#[tokio::test]
async fn the_next_month_is_listed_after_this_one() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "温水根", 40_000).await;
    granted(&staff, &person).await;
    server.set_day("2026-04-10");
    let staff = Staff::of(&server).await;
    let told = staff.examiner.post("/payment-rolls", json!({ "month": "2026-05" })).await;
    assert!(told.expect_problem(409, "month_open").text().contains("2026-04"));
    assert_eq!(server.database.number("SELECT count(*) FROM payments"), 0);
    for month in ["2026-04", "2026-05"] {
        let list = roll(&staff, month).await;
        assert_eq!((&list["month_fen"], &list["arrears_fen"]), (&json!(45_000), &json!(0)), "{month}");
    }
}

#[tokio::test]
async fn what_is_confirmed_is_what_the_register_gives_then() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = household(&staff.clerk, "邱火根", 40_000).await;
    let first = granted(&staff, &person).await;
    let path = format!("/households/{}", household.id());
    let poorer = json!({ "income_fen": 30_000 });
    let household = staff.clerk.patch(&path, household.version(), poorer).await.expect(200);
    let proposed = propose(&staff.examiner, &first, "recompute", "2026-04", json!({})).await.expect(201);
    assert_eq!(waiting(&staff).await["after_fen"], 55_000);
    staff.clerk.patch(&path, household.version(), json!({ "income_fen": 70_000 })).await.expect(200);
    let told = decide(&staff, &proposed, "confirm").await;
    assert_eq!(told.items()[0]["code"], "proposal_outdated", "{}", told.text());
    assert_eq!(due(&benefit(&staff, &first.id()).await), [45_000]);
    assert_eq!(decide(&staff, &proposed, "reject").await.items()[0]["status"], 201);
    let rejected = benefit(&staff, &first.id()).await;
    let now = changed(&staff, &rejected, "recompute", "2026-04", json!({})).await;
    assert_eq!(due(&now), [15_000]);
}

#[tokio::test]
async fn a_sum_agreed_on_before_the_register_changed_is_not_granted() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = household(&staff.clerk, "邱水根", 40_000).await;
    let case = case_of(&staff, "subsistence-allowance", &person, json!({})).await;
    let case = staff.examined(&case).await;
    let path = format!("/households/{}", household.id());
    staff.clerk.patch(&path, household.version(), json!({ "income_fen": 50_000 })).await.expect(200);
    let case = staff.reload(&case).await;
    let path = format!("/cases/{}/decisions", case.id());
    let told = staff.approver.act(&path, case.version(), json!({ "outcome": "approve" })).await;
    told.expect_problem(409, "proposal_outdated");
    // A sum of one's own outside the policy is what it was.
    let own = json!({
        "outcome": "approve", "amount_fen": 45_000, "reasons": [{ "field": null, "text": "照旧" }],
    });
    let told = staff.approver.act(&path, case.version(), own).await;
    told.expect_problem(409, "amount_outside_policy");
    let back = json!({ "outcome": "return", "reasons": [{ "field": null, "text": "收入有变" }] });
    staff.approver.act(&path, case.version(), back).await.expect(201);
}

#[tokio::test]
async fn a_difference_read_before_a_month_was_listed_is_read_again() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "卢石妹", 40_000).await;
    let first = granted(&staff, &person).await;
    let proposed = propose(&staff.examiner, &first, "end", "2026-04", json!({})).await.expect(201);
    assert_eq!(waiting(&staff).await["difference_fen"], 0);
    roll(&staff, "2026-04").await;
    assert_eq!(waiting(&staff).await["difference_fen"], -45_000);
    assert_eq!(confirm(&staff, &proposed, 0).await["code"], "proposal_outdated");
    assert_eq!(confirm(&staff, &proposed, -45_000).await["status"], 201);
    let now = benefit(&staff, &first.id()).await;
    assert_eq!((&now["state"], &now["overpaid_fen"]), (&json!("ended"), &json!(45_000)));
    assert_eq!(now["changes"][1]["difference_fen"], -45_000);
}

#[tokio::test]
async fn what_the_register_knows_is_changed_in_the_register() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "廖金生", 40_000).await;
    let first = granted(&staff, &person).await;
    for fact in ["income_fen", "household_size", "members"] {
        let facts = json!({ "facts": { fact: 5 } });
        let told = propose(&staff.examiner, &first, "recompute", "2026-04", facts).await;
        let told = told.expect_problem(422, "invalid").field_errors();
        assert_eq!(told, [(format!("/facts/{fact}"), "fact_of_register".to_owned())]);
    }
}

#[tokio::test]
async fn a_death_learned_of_late_ends_a_benefit_earlier() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "刘秀英", 40_000).await;
    let first = granted(&staff, &person).await;
    for month in ["2026-04", "2026-05", "2026-06"] {
        server.set_day(&format!("{month}-10"));
        roll(&Staff::of(&server).await, month).await;
    }
    let staff = Staff::of(&server).await;
    let now = changed(&staff, &first, "end", "2026-06", json!({})).await;
    assert_eq!((&now["state"], &now["overpaid_fen"]), (&json!("ended"), &json!(45_000)));
    let told = propose(&staff.examiner, &now, "end", "2026-07", json!({})).await;
    assert!(told.expect_problem(409, "entitlement_state").text().contains("已终止"));
    let now = changed(&staff, &now, "end", "2026-05", json!({})).await;
    assert_eq!((due(&now), &now["overpaid_fen"]), (vec![45_000, 0, 0, 0], &json!(90_000)));
}

#[tokio::test]
async fn of_months_passed_over_no_more_is_kept_back_than_the_share() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "钟桂香", 40_000).await;
    let first = granted(&staff, &person).await;
    let ground = json!({ "ground": "check_refused" });
    for month in ["2026-04", "2026-05"] {
        server.set_day(&format!("{month}-10"));
        roll(&Staff::of(&server).await, month).await;
    }
    let staff = Staff::of(&server).await;
    let now = changed(&staff, &first, "suspend", "2026-05", ground).await;
    let now = changed(&staff, &now, "resume", "2026-06", json!({})).await;
    assert_eq!(now["overpaid_fen"], 45_000);
    // From July on the standard is 40 yuan more, which nobody has computed yet: June and July
    // are passed over, and come in August with it, each less 30 %.
    server.set_day("2026-08-10");
    let staff = Staff::of(&server).await;
    let list = roll(&staff, "2026-08").await;
    assert_eq!(list["kept_back_fen"], 3 * 13_500);
    assert_eq!((&list["month_fen"], &list["arrears_fen"]), (&json!(31_500), &json!(2 * 31_500)));
    assert_eq!(benefit(&staff, &now.id()).await["overpaid_fen"], 45_000 - 3 * 13_500);
}

#[tokio::test]
async fn an_unknown_policy_is_not_a_recalculation_of_nothing() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let body = json!({ "policy_code": "subsistence-moon", "from_month": "2026-03" });
    let told = staff.examiner.post("/entitlement-recalculation-previews", body).await;
    let told = told.expect_problem(422, "invalid").field_errors();
    assert_eq!(told, [("/policy_code".to_owned(), "unknown_policy".to_owned())]);
}

#[tokio::test]
async fn a_division_that_is_none_is_not_a_recalculation_of_nothing() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    for (division, code) in [
        ("360704999999", "unknown_division"),
        ("ganxian", "unknown_division"),
        ("", "unknown_division"),
        ("360000000000", "unknown_division"),
    ] {
        let body = json!({ "division": division, "from_month": "2026-03", "reason": "标准调整" });
        for path in ["/entitlement-recalculation-previews", "/entitlement-recalculations"] {
            let told = staff.examiner.post(path, body.clone()).await.expect_problem(422, "invalid");
            let told = told.field_errors();
            assert_eq!(told, [("/division".to_owned(), code.to_owned())], "{path} {division}");
        }
    }
    let body = json!({ "division": "360704000000", "from_month": "2026-03" });
    staff.examiner.post("/entitlement-recalculation-previews", body).await.expect(200);
}

#[tokio::test]
async fn a_range_of_one_month_is_told_as_that_month() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "温火根", 40_000).await;
    let first = granted(&staff, &person).await;
    let told = propose(&staff.examiner, &first, "end", "2026-03", json!({})).await;
    let told = told.expect_problem(422, "invalid").text();
    assert!(told.contains("起始月份超出可选范围（2026-04）"), "{told}");
}

#[tokio::test]
async fn the_workbench_says_what_waits_for_the_approver_and_what_is_to_be_rechecked() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "刘大有", 40_000).await;
    let first = granted(&staff, &person).await;
    propose(&staff.examiner, &first, "end", "2026-04", json!({})).await.expect(201);
    let count = |answer: Answer, code: &str| {
        let counters = answer["counters"].as_array().expect("counters").clone();
        counters.into_iter().find(|counter| counter["code"] == code).map(|counter| counter["count"].clone())
    };
    let workbench = staff.approver.get("/workbench").await.expect(200);
    assert_eq!(count(workbench, "changes_to_decide"), Some(json!(1)));
    // Who proposed it and has become an approver since may still not decide it.
    build::appoint(&server, "examiner", "approver").await;
    let workbench = server.actor("examiner").await.get("/workbench").await.expect(200);
    assert_eq!(count(workbench, "changes_to_decide"), Some(json!(0)));
    build::appoint(&server, "examiner", "examiner").await;
    for (day, rechecks) in [("2027-03-01", 0), ("2027-03-02", 1)] {
        server.set_day(day);
        let examiner = server.actor("examiner").await;
        let workbench = examiner.get("/workbench").await.expect(200);
        assert_eq!(count(workbench, "rechecks"), Some(json!(rechecks)), "{day}");
    }
}

#[tokio::test]
async fn an_income_nobody_knows_any_more_is_asked_for_by_its_name() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = household(&staff.clerk, "赖水生", 40_000).await;
    granted(&staff, &person).await;
    let path = format!("/households/{}", household.id());
    staff.clerk.patch(&path, household.version(), json!({ "income_fen": null })).await.expect(200);
    let body = json!({ "from_month": "2026-04" });
    let told = staff.examiner.post("/entitlement-recalculation-previews", body.clone()).await.expect(200);
    assert_eq!(
        told["failed"][0]["problems"],
        json!(["家庭月收入：缺少此项情况。请填写此项后重新计算。"]),
        "{}",
        told.text()
    );
    // The table names them too, in the language that was asked for.
    let path = "/entitlement-recalculation-previews?format=csv";
    let table = staff.examiner.post(path, body.clone()).await.expect(200).text();
    assert!(table.contains("赖水生") && table.contains("家庭月收入：缺少此项情况"), "{table}");
    let english = staff.examiner.request(reqwest::Method::POST, path).header("accept-language", "en");
    let english = staff.examiner.send(english.json(&body)).await.expect(200).text();
    assert!(english.contains("Case number,") && english.contains("Household income, month: "), "{english}");
}

#[tokio::test]
async fn a_child_registered_today_counts_from_this_month_and_not_for_those_before() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = household(&staff.clerk, "曾福生", 40_000).await;
    let first = granted(&staff, &person).await;
    for month in ["2026-04", "2026-05"] {
        server.set_day(&format!("{month}-10"));
        roll(&Staff::of(&server).await, month).await;
    }
    server.set_day("2026-06-20");
    let staff = Staff::of(&server).await;
    let born = "2026-06-12".parse().expect("a day");
    let body = json!({
        "citizen_id": yangguang_tests::build::citizen_id_of(born), "name": "曾小宝",
        "division": household["division"]["code"],
    });
    let child = staff.clerk.post("/persons", body).await.expect(201);
    let both = json!([
        { "person_id": person, "relation": "head" }, { "person_id": child.id(), "relation": "child" },
    ]);
    let path = format!("/households/{}", household.id());
    staff.clerk.patch(&path, household.version(), json!({ "members": both })).await.expect(200);
    let now = changed(&staff, &first, "recompute", "2026-04", json!({})).await;
    // 850 each less 400, and 10 % for the child, from the month in which it came.
    assert_eq!(due(&now)[..3], [45_000, 45_000, 138_500]);
    assert_eq!((&now["arrears_fen"], &now["overpaid_fen"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn months_nobody_listed_are_owed_before_they_are_listed() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "刘金莲", 40_000).await;
    let first = granted(&staff, &person).await;
    server.set_day("2026-06-10");
    let staff = Staff::of(&server).await;
    assert_eq!(benefit(&staff, &first.id()).await["arrears_fen"], 2 * 45_000);
    let list = roll(&staff, "2026-06").await;
    assert_eq!((&list["month_fen"], &list["arrears_fen"]), (&json!(45_000), &json!(90_000)));
    assert_eq!(benefit(&staff, &first.id()).await["arrears_fen"], 0);
}
