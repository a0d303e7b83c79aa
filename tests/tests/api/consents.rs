//! Who consents to the check, when, and for whom (社会救助法 Art 40, 41; 民法典 Art 19–23).

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Server};

use crate::preliminary::act;

/// An application received on 2026-08-31 by somebody born on a day.
async fn received(server: &Server, born: &str) -> (Staff, Answer) {
    server.set_day("2026-08-31");
    let staff = Staff::of(server).await;
    let body = json!({
        "citizen_id": build::citizen_id_of(born.parse().expect("a day")), "name": "赖小满",
        "division": build::village(&staff.clerk).await,
    });
    let person = staff.clerk.post("/persons", body).await.expect(201);
    let aunt = build::person(&staff.clerk, "赖石妹").await;
    let body = json!({
        "division": person["division"]["code"], "category": "destitute",
        "members": [
            { "person_id": person.id(), "relation": "head" },
            { "person_id": aunt.id(), "relation": "other" },
        ],
    });
    staff.clerk.post("/households", body).await.expect(201);
    let body = json!({
        "item_code": "subsistence-allowance", "applicant_person_id": person.id(), "facts": {},
        "source": "window",
    });
    let case = staff.clerk.post("/cases", body).await.expect(201);
    (staff, case)
}

async fn refused(staff: &Staff, case: &Answer, body: Value) -> Vec<(String, String)> {
    act(&staff.clerk, case, "consents", body).await.expect_problem(422, "invalid").field_errors()
}

fn fault(at: &str, code: &str) -> Vec<(String, String)> {
    vec![(at.to_owned(), code.to_owned())]
}

#[tokio::test]
async fn a_consent_is_signed_at_most_thirty_days_before_the_application_came_in() {
    let server = Server::start().await;
    let (staff, case) = received(&server, "1970-01-01").await;
    let on = |day: &str| json!({ "of": "household", "on": day });
    assert_eq!(refused(&staff, &case, on("2026-07-31")).await, fault("/on", "consent_too_old"));
    assert_eq!(refused(&staff, &case, on("2026-09-01")).await, fault("/on", "date_in_future"));
    act(&staff.clerk, &case, "consents", on("2026-08-01")).await.expect(201);
}

#[tokio::test]
async fn for_a_minor_the_guardian_consents_until_the_eighteenth_birthday() {
    let server = Server::start().await;
    let (staff, case) = received(&server, "2008-09-01").await;
    let by = |guardian: Value| json!({ "of": "household", "guardian": guardian });
    assert_eq!(refused(&staff, &case, by(Value::Null)).await, fault("/guardian", "guardian_required"));
    // Nobody is his own guardian before he is grown.
    assert_eq!(refused(&staff, &case, by(json!("赖小满"))).await, fault("/guardian", "guardian_is_minor"));
    let case = act(&staff.clerk, &case, "consents", by(json!("赖石妹"))).await.expect(201);
    assert_eq!(case["acts"][0]["detail"]["guardian"], "赖石妹");
    let server = Server::start().await;
    let (staff, case) = received(&server, "2008-08-31").await;
    act(&staff.clerk, &case, "consents", json!({ "of": "household" })).await.expect(201);
}

#[tokio::test]
async fn a_relative_is_neither_the_applicant_nor_of_the_household() {
    let server = Server::start().await;
    let (staff, case) = received(&server, "1970-01-01").await;
    for name in ["赖小满", "赖石妹"] {
        let body = json!({ "of": "relative", "name": name, "relation": "姑母" });
        assert_eq!(refused(&staff, &case, body).await, fault("/name", "relative_of_household"), "{name}");
    }
    let body = json!({ "of": "relative", "name": "赖火生", "relation": "长子" });
    act(&staff.clerk, &case, "consents", body).await.expect(201);
}
