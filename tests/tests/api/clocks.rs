//! The calendar is a table: changing it moves the open cases' dates and says which.

use serde_json::json;
use yangguang_tests::Server;
use yangguang_tests::build::Staff;

#[tokio::test]
async fn a_date_beyond_the_known_calendar_is_provisional_until_the_notice_is_out() {
    let server = Server::start().await;
    server.set_day("2026-12-10");
    let staff = Staff::of(&server).await;
    let case = staff.accepted("华东生").await;
    // New Year's Day is off whatever the notice will say.
    assert_eq!((&case["due_on"], &case["due_provisional"]), (&json!("2027-01-22"), &json!(true)));
    let admin = server.actor("admin").await;
    let unknown = admin.get("/calendar/2027").await.expect(200);
    assert_eq!(unknown["known"], false);
    let days = json!({ "source": "国务院办公厅通知", "days": [
        { "day": "2027-01-01", "kind": "off", "name": "元旦" },
        { "day": "2027-01-04", "kind": "off", "name": "元旦" },
        { "day": "2027-01-05", "kind": "off", "name": "元旦" },
        { "day": "2027-01-09", "kind": "work", "name": "元旦" },
    ]});
    let told = admin.put("/calendar/2027", 0, days).await.expect(200);
    let moved = told["recomputed"].as_array().expect("cases").clone();
    let mine = moved.iter().find(|row| row["case_id"] == case.id().as_str() && row["clock"] == "handling");
    let mine = mine.unwrap_or_else(|| panic!("the case is named: {}", told.text()));
    // Without 4 and 5 January too, but with Saturday the 9th: one working day later.
    assert_eq!((&mine["old_due_on"], &mine["new_due_on"]), (&json!("2027-01-22"), &json!("2027-01-25")));
    let case = staff.clerk.get(&format!("/cases/{}", case.id())).await.expect(200);
    assert_eq!((&case["due_on"], &case["due_provisional"]), (&json!("2027-01-25"), &json!(false)));
}

#[tokio::test]
async fn every_due_date_explains_itself() {
    let server = Server::start().await;
    server.set_day("2026-02-10");
    let staff = Staff::of(&server).await;
    let case = staff.accepted("程腊梅").await;
    let clock = case["clocks"]
        .as_array()
        .and_then(|c| c.iter().find(|c| c["code"] == "handling"))
        .expect("a clock")
        .clone();
    let skipped = clock["explanation"]["skipped"].as_array().expect("spans").clone();
    let holiday = skipped.iter().find(|span| span["reason"] == "holiday").expect("the Spring Festival");
    assert_eq!((&holiday["from"], &holiday["to"]), (&json!("2026-02-15"), &json!("2026-02-23")));
    assert_eq!(clock["explanation"]["worked_weekends"], json!(["2026-02-14", "2026-02-28"]));
}

#[tokio::test]
async fn a_case_past_its_date_is_listed_as_overdue_and_counted_late() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.gathered("严木生", "2026-03-02").await;
    server.set_day("2026-06-01");
    let staff = Staff::of(&server).await;
    let overdue = staff.clerk.get("/cases?due=overdue").await.expect(200);
    assert_eq!(overdue.items().len(), 1);
    assert!(overdue.items()[0]["due_in_working_days"].as_i64().is_some_and(|days| days < 0));
    staff.submitted(&case).await;
    let case = staff.reload(&case).await;
    let case = staff.examined(&case).await;
    staff.approved(&case).await;
    let report = server
        .actor("auditor")
        .await
        .get("/reports/monthly?month=2026-06&division=360704000000")
        .await
        .expect(200);
    assert_eq!((&report["total"]["closed"], &report["total"]["on_time"]), (&json!(1), &json!(0)));
}

#[tokio::test]
async fn the_deadline_is_the_same_over_http() {
    let server = Server::start().await;
    let told = server.anyone().get("/deadlines?from=2026-02-10&amount=20&unit=working_day").await.expect(200);
    assert_eq!((&told["due_on"], &told["provisional"]), (&json!("2026-03-16"), &json!(false)));
}
