//! Whatever is sent to whatever address: a problem document, never a stumble.

use reqwest::Method;
use serde_json::{Value, json};
use yangguang_domain::access::Role;
use yangguang_tests::build::{self, Staff};
use yangguang_tests::operations::{Operation, all};
use yangguang_tests::server::PASSWORD;
use yangguang_tests::{Answer, Client, Server};

/// Records that exist, so that rubbish gets further than "not found".
struct Ids {
    case: String,
    person: String,
    household: String,
    batch: String,
    account: String,
}

async fn ids(server: &Server) -> Ids {
    let staff = Staff::of(server).await;
    let gathered = staff.gathered("垃圾甲", "2026-03-02").await;
    let case = build::ready_case(&staff.clerk, "垃圾乙").await;
    let person = case["applicant"]["id"].as_str().expect("a person").to_owned();
    let seen = staff.clerk.get(&format!("/persons/{person}")).await.expect(200);
    let accounts = server.actor("admin").await.get("/accounts?limit=200").await.expect(200).items();
    let spare = accounts.iter().find(|account| account["username"] == "township2").expect("an account");
    Ids {
        case: case.id(),
        household: seen["household"]["id"].as_str().expect("a household").to_owned(),
        person,
        batch: gathered["batch"]["id"].as_str().expect("a table").to_owned(),
        account: spare["id"].as_str().expect("an id").to_owned(),
    }
}

impl Ids {
    fn of(&self, operation: &Operation, parameter: &str) -> String {
        let place = operation.path.split('/').nth(1).unwrap_or_default();
        match (place, parameter) {
            (_, "year") => "2031",
            (_, "kind") => "receipt",
            ("divisions", "code") => "360704000000",
            ("service-items", "code") => "medical-assistance",
            (_, "code") => "medical-assistance-1",
            ("cases", "id") => &self.case,
            ("persons", "id") => &self.person,
            ("households", "id") => &self.household,
            ("approval-batches", "id") => &self.batch,
            ("accounts", "id") => &self.account,
            _ => "00000000-0000-7000-8000-000000000000",
        }
        .to_owned()
    }
}

fn rubbish() -> Vec<Value> {
    vec![
        json!(null),
        json!(-1),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(1e300),
        json!(0.5),
        json!(""),
        json!("\u{0}"),
        json!("a\u{0}b"),
        json!("'; DROP TABLE cases; --"),
        json!("%_\\"),
        json!("\u{202e}\u{feff}\u{10ffff}𠮷"),
        json!("长".repeat(5000)),
        json!("0000-00-00"),
        json!("9999-12-31"),
        json!("-99999-01-01"),
        json!([]),
        json!({}),
        json!([[[[[[]]]]]]),
    ]
}

/// Every place of a value.
fn places(value: &Value, here: String, found: &mut Vec<String>) {
    found.push(here.clone());
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, v)| places(v, format!("{here}/{name}"), found))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, v)| places(v, format!("{here}/{n}"), found))
        }
        _ => {}
    }
}

fn not_a_stumble(answer: &Answer, sent: &str) {
    let told = format!("{} ← {sent}: {} {}", answer.what, answer.status, answer.text());
    assert!(answer.status < 500, "{told}");
    if answer.status >= 400 {
        assert_eq!(answer.header("content-type"), "application/problem+json", "{told}");
        assert!(!answer.code().is_empty(), "{told}");
        for inner in ["diesel", "panicked", "SELECT ", "INSERT ", "sqlite", "postgres", "serde"] {
            assert!(!answer.text().contains(inner), "{told}");
        }
    }
}

async fn version_of(client: &Client, address: &str) -> i64 {
    let record: Vec<&str> = address.split('/').take(3).collect();
    client.get(&record.join("/")).await["version"].as_i64().unwrap_or(1)
}

async fn someone(server: &Server, operation: &Operation) -> Client {
    let role = Role::ALL.into_iter().rev().find(|role| operation.needs.met_by(*role)).expect("someone");
    // The clerk where he may: the records are his.
    let role = if operation.needs.met_by(Role::Clerk) { Role::Clerk } else { role };
    server.actor(role.as_str()).await
}

#[tokio::test]
async fn no_body_makes_the_server_stumble() {
    let server = Server::start().await;
    let ids = ids(&server).await;
    let mut sent = 0;
    for operation in all(&server).await {
        let Some(mut body) = operation.body() else { continue };
        // So many wrong passwords would lock an account that is needed later.
        let client = match operation.id.as_str() {
            "create_session" => {
                body["username"] = json!("nobody");
                server.anyone()
            }
            "change_password" => {
                body["current_password"] = json!(PASSWORD);
                server.actor("clerk2").await
            }
            _ => someone(&server, &operation).await,
        };
        let address = operation.address(|name| ids.of(&operation, name));
        let mut version = version_of(&client, &address).await;
        let mut all_places = Vec::new();
        places(&body, String::new(), &mut all_places);
        // The last first: the current password is right while there is rubbish for the new one.
        for place in all_places.into_iter().rev() {
            for value in rubbish() {
                let mut bad = body.clone();
                *bad.pointer_mut(&place).expect("a place") = value;
                let answer = client.send(operation.request(&client, &address, version, Some(&bad))).await;
                not_a_stumble(&answer, &bad.to_string().chars().take(300).collect::<String>());
                sent += 1;
                if answer.status < 300 && operation.has_header("If-Match") {
                    version = version_of(&client, &address).await;
                }
            }
        }
    }
    assert!(sent > 1000, "{sent}");
}

#[tokio::test]
async fn no_address_makes_the_server_stumble() {
    const WORDS: &[&str] = &[
        "",
        "-1",
        "0",
        "99999999999999999999",
        "%00",
        "a%00b",
        "%27%3B--",
        "%25_",
        "..%2F..%2Fetc%2Fpasswd",
        "%FF",
        "9999-12",
        "2026-13",
        "0000-00",
        "2026-Q9",
        "9999-Q4",
        "-1-1",
        "9999-12-31",
        "%F0%A0%AE%B7",
        "true",
        "null",
    ];
    let server = Server::start().await;
    let ids = ids(&server).await;
    for operation in all(&server).await.into_iter().filter(|operation| operation.method == Method::GET) {
        let client = someone(&server, &operation).await;
        for word in WORDS {
            if operation.path.contains('{') && !word.is_empty() {
                not_a_stumble(&client.get(&operation.address(|_| (*word).to_owned())).await, word);
            }
            let real = operation.address(|name| ids.of(&operation, name));
            for parameter in operation.parameters("query") {
                let name = parameter["name"].as_str().expect("a name");
                // The one that is asked twice counts once: what is required is replaced.
                let (path, query) = real.split_once('?').unwrap_or((&real, ""));
                let others = query
                    .split('&')
                    .filter(|pair| !pair.is_empty() && !pair.starts_with(&format!("{name}=")));
                let pairs: Vec<String> =
                    others.map(str::to_owned).chain([format!("{name}={word}")]).collect();
                not_a_stumble(&client.get(&format!("{path}?{}", pairs.join("&"))).await, word);
            }
        }
    }
}

#[tokio::test]
async fn headers_that_make_no_sense_are_refused_plainly() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let case = build::ready_case(&clerk, "标头生").await;
    let path = format!("/cases/{}/acceptances", case.id());
    for key in ["short", &"k".repeat(129), "with space in it", "中文键中文键"] {
        let request = clerk.request(Method::POST, &path).header("if-match", "\"1\"");
        let value = reqwest::header::HeaderValue::from_bytes(key.as_bytes()).expect("bytes");
        let answer = clerk.send(request.header("idempotency-key", value).json(&json!({}))).await;
        answer.expect_problem(400, "idempotency_key_required");
    }
    for version in ["*", "W/\"1\"", "\"one\"", "99999999999999999999", ""] {
        let request = clerk.request(Method::POST, &path).header("idempotency-key", "a-key-of-mine");
        let answer = clerk.send(request.header("if-match", version).json(&json!({}))).await;
        answer.expect_problem(412, "stale_version");
    }
    assert_eq!(clerk.get(&format!("/cases/{}", case.id())).await.expect(200)["stage"], "received");
}
