//! A figure is counted one way, wherever it is shown.

use serde_json::{Value, json};
use yangguang_domain::access::{Permission, Role, allows};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Client, Server};

/// The list of the API that a page of the back office shows.
fn list_behind(link: &str, today: &str) -> String {
    let day: chrono::NaiveDate = today.parse().expect("a day");
    let recheck = format!("/entitlements?recheck_before={}", day + chrono::Days::new(31));
    let link = match link {
        "/entitlements/decisions" => "/entitlements?proposed=true".to_owned(),
        "/entitlements?recheck=month" => recheck,
        other => other
            .replace("/reports/rows?", "/reports/monthly/rows?")
            .replace("/batches?", "/approval-batches?"),
    };
    format!("{link}&limit=200")
}

async fn rows(client: &Client, link: &str, today: &str) -> Vec<Value> {
    let page = client.get(&list_behind(link, today)).await.expect(200);
    assert!(page["next_cursor"].is_null(), "more than a page: {link}");
    page.items()
}

/// Five applications of March: approved, refused, not accepted, withdrawn, and one that only lies there.
async fn a_month_of_work(staff: &Staff) {
    let approved = staff.gathered("温水生", "2026-03-02").await;
    let refused = staff.gathered("邱木生", "2026-03-02").await;
    staff.submitted(&approved).await;
    let approved = staff.examined(&staff.reload(&approved).await).await;
    staff.approved(&approved).await;
    let refused = staff.examined(&staff.reload(&refused).await).await;
    let no = json!({ "outcome": "refuse", "reasons": [{ "field": null, "text": "不符合条件" }] });
    let path = format!("/cases/{}/decisions", refused.id());
    staff.approver.act(&path, refused.version(), no).await.expect(201);
    let declined = build::ready_case(&staff.clerk, "廖火生").await;
    let reasons = json!({ "reasons": [{ "field": null, "text": "不属于本事项" }] });
    let path = format!("/cases/{}/non-acceptances", declined.id());
    staff.clerk.act(&path, declined.version(), reasons).await.expect(201);
    let withdrawn = build::ready_case(&staff.clerk, "巫土生").await;
    let path = format!("/cases/{}/withdrawals", withdrawn.id());
    staff.clerk.act(&path, withdrawn.version(), json!({ "reason": "不办了" })).await.expect(201);
    build::ready_case(&staff.clerk, "赖金生").await;
}

#[tokio::test]
async fn the_workbench_the_report_and_the_rows_behind_them_count_alike_for_every_post_and_month() {
    let server = Server::start().await;
    a_month_of_work(&Staff::of(&server).await).await;
    for (day, received, closed) in [("2026-03-31", 5, 2), ("2026-04-01", 0, 0)] {
        server.set_day(day);
        for role in Role::ALL {
            let client = server.actor(role.as_str()).await;
            let workbench = client.get("/workbench").await.expect(200);
            if !allows(role, Permission::CaseList) {
                assert!(workbench["month"].is_null(), "{role} sees no case, so it is told no number of them");
                continue;
            }
            let month = workbench["month"].clone();
            if role != Role::Agent {
                assert_eq!(
                    (&month["received"], &month["closed"]),
                    (&json!(received), &json!(closed)),
                    "{role} {day}"
                );
            }
            for figure in month["figures"].as_array().expect("figures") {
                let code = figure["code"].as_str().expect("a code");
                assert!(figure["meaning"]["zh"].as_str().is_some_and(|text| !text.is_empty()), "{code}");
                let Some(link) = figure["link"].as_str() else { continue };
                let behind = rows(&client, link, day).await;
                if code.ends_with("_fen") {
                    let period = match code {
                        "monthly_fen" => "month",
                        "yearly_fen" => "year",
                        _ => "once",
                    };
                    let sum: i64 = behind
                        .iter()
                        .filter(|row| row["period"] == period)
                        .filter_map(|row| row["amount_fen"].as_i64())
                        .sum();
                    assert_eq!(figure["value"], sum, "{role} {day} {code}");
                } else {
                    assert_eq!(figure["value"], behind.len(), "{role} {day} {code}");
                }
            }
            if allows(role, Permission::ReportRead) {
                let path = format!("/reports/monthly?month={}", &day[..7]);
                let report = client.get(&path).await.expect(200);
                for (ours, theirs) in [
                    ("received", "received"),
                    ("closed", "closed"),
                    ("approved_fen", "amount_fen"),
                    ("approved_monthly_fen", "monthly_fen"),
                    ("approved_yearly_fen", "yearly_fen"),
                ] {
                    assert_eq!(month[ours], report["total"][theirs], "{role} {day} {ours}");
                }
                let told = report["figures"].as_array().expect("meanings");
                for figure in month["figures"].as_array().expect("figures") {
                    let same = told.iter().find(|told| told["code"] == figure["code"]).expect("the figure");
                    assert_eq!((&same["meaning"], &same["label"]), (&figure["meaning"], &figure["label"]));
                }
            }
        }
    }
}

#[tokio::test]
async fn a_counter_shows_as_many_as_the_list_it_leads_to() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    a_month_of_work(&staff).await;
    // A table of this month that has not been sent, and the notices of a quarter.
    staff.gathered("刘地生", "2026-03-02").await;
    let new = json!({ "item_code": "medical-assistance", "quarter": "2026-Q1" });
    server.actor("discloser").await.post("/notices", new).await.expect(201);
    let mut looked_at = 0;
    for day in ["2026-03-02", "2026-03-06", "2026-04-20"] {
        server.set_day(day);
        for role in Role::ALL {
            let client = server.actor(role.as_str()).await;
            for counter in
                client.get("/workbench").await.expect(200)["counters"].as_array().expect("counters")
            {
                let link = counter["link"].as_str().expect("a link");
                let behind = rows(&client, link, day).await;
                assert_eq!(counter["count"], behind.len(), "{role} {day} {link}");
                assert!(counter["meaning"]["en"].as_str().is_some_and(|text| !text.is_empty()), "{link}");
                looked_at += behind.len();
            }
        }
    }
    assert!(looked_at > 10, "only {looked_at} rows were counted");
}

#[tokio::test]
async fn a_share_is_written_in_per_cent_in_the_file_of_the_report() {
    let server = Server::start().await;
    a_month_of_work(&Staff::of(&server).await).await;
    let auditor = server.actor("auditor").await;
    let file = auditor.get("/reports/monthly?month=2026-03&format=csv").await.expect(200).text();
    assert!(file.contains("按期率（%）") && !file.contains('‰'), "{file}");
    assert!(file.lines().last().is_some_and(|total| total.contains(",100.0,")), "{file}");
}
