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
    assert_eq!(holiday["holiday"], "春节");
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

#[tokio::test]
async fn a_provisional_date_names_the_festivals_of_the_law_that_it_steps_over() {
    let server = Server::start().await;
    let anyone = server.anyone();
    let due = anyone.get("/deadlines?from=2027-02-01&amount=5&unit=working_day").await.expect(200);
    assert_eq!((&due["due_on"], &due["provisional"]), (&json!("2027-02-10"), &json!(true)));
    let expected = json!([
        { "from": "2027-02-05", "to": "2027-02-08", "reason": "holiday_by_law", "holiday": "春节" }
    ]);
    assert_eq!(due["explanation"]["skipped"], expected);
    let year = anyone.get("/calendar/2027").await.expect(200);
    assert_eq!((&year["known"], &year["days"]), (&json!(false), &json!([])));
    let by_law = year["by_law"].as_array().expect("days");
    assert_eq!(by_law.len(), 13);
    assert!(by_law.contains(&json!({ "day": "2027-09-15", "kind": "off", "name": "中秋节" })));
    assert_eq!(anyone.get("/calendar/2026").await.expect(200)["by_law"], json!([]));
}

#[tokio::test]
async fn a_day_corrected_by_the_product_shows_its_notice_and_reaches_older_installations() {
    let mut server = Server::start().await;
    let expected = json!([
        { "day": "2005-12-31", "kind": "work", "name": "元旦", "source": "国办发明电〔2005〕35号" }
    ]);
    let year = server.anyone().get("/calendar/2005").await.expect(200);
    assert_eq!(year["overrides"], expected);
    assert!(year["source"].as_str().is_some_and(|source| source.contains("国办发明电〔2005〕35号")));
    // As the product put it in before it knew.
    let source = year["source"].as_str().and_then(|source| source.split('；').next()).expect("a source");
    for sql in [
        "DELETE FROM calendar_days WHERE day = '2005-12-31'".to_owned(),
        format!("UPDATE calendar_years SET source = '{source}', version = 1 WHERE year = 2005"),
    ] {
        server.database.attempt(&sql).expect("done");
    }
    server.kill_and_restart().await;
    let year = server.anyone().get("/calendar/2005").await.expect(200);
    assert_eq!((&year["overrides"], &year["version"]), (&expected, &json!(2)));
    let due = server.anyone().get("/deadlines?from=2005-12-30&amount=1&unit=working_day").await.expect(200);
    assert_eq!(due["due_on"], "2005-12-31");
    // What an administrator put in stays.
    for sql in [
        "DELETE FROM calendar_days WHERE day = '2005-12-31'",
        "UPDATE calendar_years SET source = 'x', version = 1 WHERE year = 2005",
    ] {
        server.database.attempt(sql).expect("done");
    }
    server.kill_and_restart().await;
    assert_eq!(server.anyone().get("/calendar/2005").await.expect(200)["overrides"], json!([]));
}
