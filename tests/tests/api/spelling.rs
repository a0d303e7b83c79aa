//! How things are asked: methods, media types, days, codes; and that a wrong answer is
//! told in words of the office, not of the code.

use reqwest::Method;
use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::client::new_key;
use yangguang_tests::{Answer, Client, Server};

#[tokio::test]
async fn what_can_be_got_can_be_asked_for_by_head() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    for path in [
        "/cases",
        "/divisions?parent=360704000000",
        "//healthz",
        "//readyz",
        "//problems/stale_version",
        "/openapi.json",
    ] {
        let got = clerk.get(path).await.expect(200);
        let head = clerk.send(clerk.request(Method::HEAD, path)).await.expect(200);
        assert!(head.bytes.is_empty(), "{path}");
        for header in ["content-type", "content-length"] {
            assert_eq!(head.header(header), got.header(header), "{path} {header}");
        }
    }
    let none = server.anyone();
    none.send(none.request(Method::HEAD, "/cases")).await.expect(401);
    clerk.send(clerk.request(Method::HEAD, "/no-such-thing")).await.expect(404);
    clerk.send(clerk.request(Method::HEAD, "/cases/previews")).await.expect(404);
}

#[tokio::test]
async fn options_tells_what_an_address_takes() {
    let server = Server::start().await;
    let anyone = server.anyone();
    let ask = |path: &'static str| anyone.send(anyone.request(Method::OPTIONS, path));
    let cases = ask("/cases").await.expect(204);
    for method in ["GET", "HEAD", "POST", "OPTIONS"] {
        assert!(cases.header("allow").split(", ").any(|told| told == method), "{}", cases.header("allow"));
    }
    ask("/no-such-thing").await.expect_problem(404, "not_found");
    for page in ["//", "//app", "//healthz", "/openapi.json", "//api/docs/"] {
        let told = ask(page).await.expect(204);
        assert!(told.header("allow").contains("GET"), "{page}");
    }
}

#[tokio::test]
async fn only_json_is_read_as_json() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let body = json!({ "q": "张" }).to_string();
    let send = |kind: &'static str| {
        let request = clerk.request(Method::POST, "/persons/search").header("content-type", kind);
        clerk.send(request.body(body.clone()))
    };
    for kind in ["text/plain", "application/x-www-form-urlencoded", "text/json5", "application/xml", "json"] {
        send(kind).await.expect_problem(415, "json_needed");
    }
    for kind in [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/merge-patch+json",
    ] {
        send(kind).await.expect(200);
    }
}

async fn check_on(staff: &Staff, case: &Answer, on: &str) -> Answer {
    let body = json!({
        "kind": "home_visit", "on": on, "officers": staff.two_officers().await,
        "findings": "属实", "conclusion": "confirmed",
    });
    staff.officer.act(&format!("/cases/{}/checks", case.id()), case.version(), body).await
}

#[tokio::test]
async fn a_day_or_month_is_spelled_in_one_way_only() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.accepted("日期生").await;
    for on in ["2026-3-2", "+10013-03-02", "1899-12-31", "2200-01-01", "20260302", "2026-02-30", ""] {
        let told = check_on(&staff, &case, on).await.expect_problem(422, "invalid");
        assert_eq!(told.field_errors(), [("/on".to_owned(), "wrong_type".to_owned())], "{on}");
        assert!(told.text().contains("YYYY-MM-DD"), "{}", told.text());
    }
    let auditor = server.actor("auditor").await;
    for day in ["2026-3-2", "%2B10013-03-02", "1899-12-31", "2200-01-01"] {
        for path in ["/audit-entries?from=", "/policies/medical-assistance-1?on=", "/audit-entries?to="] {
            auditor.get(&format!("{path}{day}")).await.expect_problem(400, "bad_query");
        }
        let path = format!("/deadlines?amount=1&unit=working_day&from={day}");
        auditor.get(&path).await.expect_problem(400, "bad_query");
    }
    for month in ["2026-3", "%2B10013-03", "2200-01", "2026-13", "2026-03-01", ""] {
        for path in ["/cases?month=", "/payments?month=", "/reports/monthly?month="] {
            let told = auditor.get(&format!("{path}{month}")).await.expect_problem(400, "bad_query");
            assert!(told.text().contains("YYYY-MM"), "{}", told.text());
        }
    }
    let evaluation = json!({ "facts": build::facts(), "on": "2026-3-2" });
    let told = auditor.post("/policies/medical-assistance-1/evaluations", evaluation).await;
    assert_eq!(told.expect_problem(422, "invalid").field_errors()[0].0, "/on");
    check_on(&staff, &case, "2026-03-02").await.expect(201);
}

#[tokio::test]
async fn a_division_may_be_named_by_the_beginning_of_its_code() {
    let server = Server::start().await;
    let auditor = server.actor("auditor").await;
    let staff = Staff::of(&server).await;
    let case = staff.accepted("区划生").await;
    let township = case["township"]["code"].as_str().expect("a code").to_owned();
    for (short, long) in [("360704", "360704000000"), (&township[..9], township.as_str())] {
        for path in [
            "/reports/monthly?month=2026-03&division=",
            "/cases?division=",
            "/households?division=",
            "/divisions?parent=",
            "/notices?division=",
            "/payments?month=2026-03&township=",
            "/public/notices?division=",
        ] {
            let client = if path.starts_with("/households") { &staff.examiner } else { &auditor };
            let whole = client.get(&format!("{path}{long}")).await.expect(200);
            let begun = client.get(&format!("{path}{short}")).await.expect(200);
            assert_eq!(begun.body, whole.body, "{path}{short}");
        }
    }
    let rows = auditor.get("/cases?division=360704").await.expect(200);
    assert_eq!(rows.items().len(), 1);
    server.anyone().get("/public/notices?division=36").await.expect(200);
    server.anyone().get("/divisions?parent=3607").await.expect(200);
}

/// Words of the code that no clerk should read.
const OURS: [&str; 14] = [
    "i64",
    "u32",
    "i32",
    "struct",
    "expected",
    "serde",
    "invalid type",
    "invalid value",
    "enum",
    "variant",
    "NaiveDate",
    "premature",
    "deserialize",
    "parsing",
];

async fn in_words(client: &Client, path: &str, body: &Value) {
    for language in ["zh-CN", "en"] {
        let request = client.request(Method::POST, path).header("idempotency-key", new_key());
        let request = request.header("accept-language", language).header("if-match", "\"1\"");
        let told = client.send(request.json(body)).await.expect_problem(422, "invalid");
        for error in told["errors"].as_array().expect("errors") {
            let text = error["message"].as_str().expect("a message");
            let chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert_eq!(chinese, language == "zh-CN", "{text}");
            assert!(!text.contains('{') && OURS.iter().all(|word| !text.contains(word)), "{text}");
        }
    }
}

#[tokio::test]
async fn wrong_types_are_told_in_words_of_the_office_in_both_languages() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.accepted("类型生").await;
    let wrong = [
        json!(5),
        json!(-5),
        json!(0.5),
        json!(true),
        json!("x"),
        json!(null),
        json!([]),
        json!({}),
        json!("2026-3-2"),
    ];
    for value in wrong {
        let check =
            json!({ "kind": value, "on": value, "officers": value, "findings": 5, "conclusion": value });
        in_words(&staff.officer, &format!("/cases/{}/checks", case.id()), &check).await;
        let new = json!({
            "item_code": 7, "applicant_person_id": value, "facts": value, "source": value, "household_id": 3, "extra": 1,
        });
        in_words(&staff.clerk, "/cases", &new).await;
        let household = json!({ "division": 5, "category": value, "members": value, "staff_kin": "x" });
        in_words(&staff.clerk, "/households", &household).await;
        let decision =
            json!({ "outcome": "approve", "amount_fen": "x", "reasons": [{ "field": 5, "text": value }, 7] });
        in_words(&staff.approver, &format!("/cases/{}/decisions", case.id()), &decision).await;
    }
    // The facts too, whichever way they are sent.
    let person = build::applicant(&staff.clerk, "类型人").await;
    let facts = json!({ "category": "subsistence_ill", "cost_fen": "x", "insurer_paid_fen": -1 });
    in_words(&staff.clerk, "/cases", &build::new_case(&person, facts.clone())).await;
    in_words(&staff.clerk, "/policies/medical-assistance-1/evaluations", &json!({ "facts": facts })).await;
    for query in ["limit=x", "closed=perhaps", "colour=red", "limit=1&limit=2"] {
        let told = staff.clerk.get(&format!("/cases?{query}")).await.expect_problem(400, "bad_query");
        assert!(OURS.iter().all(|word| !told.text().contains(word)), "{}", told.text());
    }
}

#[tokio::test]
async fn a_birth_date_is_shown_only_with_the_revealed_id() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let person = build::person(&clerk, "生日生").await;
    let path = format!("/persons/{}", person.id());
    let shown = clerk.get(&path).await.expect(200);
    let found = clerk.post("/persons/search", json!({ "q": "生日生" })).await.expect(200);
    for text in [person.text(), shown.text(), found.text()] {
        assert!(!text.contains("1960-01-") && !text.contains("birth_on"), "{text}");
    }
    assert_eq!((&shown["age"], shown["sex"].is_string()), (&json!(66), true));
    let revealed = clerk.post(&format!("{path}/reveals"), json!({ "reason": "核对身份" })).await.expect(201);
    assert!(
        revealed["birth_on"].as_str().is_some_and(|day| day.starts_with("1960-01-")),
        "{}",
        revealed.text()
    );
}
