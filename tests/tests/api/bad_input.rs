//! Rubbish, too much of it, and things in disguise: a clear answer, and nothing changed.

use serde_json::{Value, json};
use yangguang_tests::build::{self, PDF};
use yangguang_tests::client::new_key;
use yangguang_tests::{Answer, Client, Server};

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(pointer, code)| ((*pointer).to_owned(), (*code).to_owned())).collect()
}

async fn new_person(clerk: &Client, change: Value) -> Answer {
    let mut body =
        json!({ "citizen_id": build::citizen_id(), "name": "赖某", "division": build::village(clerk).await });
    build::merge(&mut body, change);
    clerk.post("/persons", body).await
}

#[tokio::test]
async fn everything_wrong_with_a_form_is_told_at_once() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let person = build::applicant(&clerk, "赖甲").await;
    let mut body = build::new_case(&person, build::facts());
    build::merge(&mut body, json!({ "source": "friend", "favour": true, "facts": 5 }));
    let told = clerk.post("/cases", body).await.expect_problem(422, "invalid");
    let expected =
        [("/facts", "wrong_type"), ("/favour", "unknown_member"), ("/source", "not_allowed_value")];
    assert_eq!(told.field_errors(), pairs(&expected), "{}", told.text());
    let facts = json!({ "category": "friend", "cost_fen": -1, "insurer_paid_fen": 9e30, "bribe_fen": 1 });
    let told = clerk.post("/cases", build::new_case(&person, facts)).await.expect_problem(422, "invalid");
    let places: Vec<String> = told.field_errors().into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(places, ["/facts/bribe_fen", "/facts/category", "/facts/cost_fen", "/facts/insurer_paid_fen"]);
    assert_eq!(server.database.number("SELECT count(*) FROM cases"), 0);
}

#[tokio::test]
async fn a_citizen_id_with_a_wrong_checksum_or_date_is_refused() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let good = build::citizen_id();
    let last = if good.ends_with('0') { "1" } else { "0" };
    let cases = [
        (format!("{}{last}", &good[..17]), "citizen_id_checksum"),
        ("110105194902300021".to_owned(), "citizen_id_birth_date"),
        ("990105194912310025".to_owned(), "citizen_id_province"),
        ("12345".to_owned(), "citizen_id_length"),
        ("11010519491231002大".to_owned(), "citizen_id_characters"),
    ];
    for (id, code) in cases {
        let told = new_person(&clerk, json!({ "citizen_id": id })).await.expect_problem(422, "invalid");
        assert_eq!(told.field_errors(), pairs(&[("/citizen_id", code)]), "{id}");
    }
    assert_eq!(server.database.number("SELECT count(*) FROM persons"), 0);
}

#[tokio::test]
async fn long_names_with_dots_and_rare_characters_are_kept_and_found() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let long = format!("阿卜杜拉{}·买买提", "长".repeat(42));
    for name in ["䶮小东", "𠮷田花", "古丽·巴哈尔", long.as_str()] {
        let person = new_person(&clerk, json!({ "name": name })).await.expect(201);
        assert_eq!(person["name"], name);
        let start: String = name.chars().take(2).collect();
        let found = clerk.post("/persons/search", json!({ "q": start })).await.expect(200);
        assert!(found.items().iter().any(|row| row["name"] == name), "{name}: {}", found.text());
    }
    let told = new_person(&clerk, json!({ "name": "长".repeat(51) })).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), pairs(&[("/name", "too_long")]));
}

#[tokio::test]
async fn ten_megabytes_of_json_are_refused_without_being_read() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let body = json!({ "citizen_id": "x".repeat(10 * 1024 * 1024) }).to_string();
    let request = clerk.request(reqwest::Method::POST, "/persons").header("idempotency-key", new_key());
    clerk.send(request.body(body)).await.expect_problem(413, "body_too_large");
    let request = clerk.request(reqwest::Method::POST, "/persons").header("idempotency-key", new_key());
    clerk.send(request.body("{\"citizen_id\":")).await.expect_problem(400, "malformed_json");
}

#[tokio::test]
async fn only_real_pdf_jpeg_and_png_are_taken_whatever_their_name() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let person = build::applicant(&clerk, "附件生").await;
    let case = build::open_case(&clerk, &person, build::facts()).await;
    let id = case.id();
    let zip_bomb = [b"PK\x03\x04".as_slice(), &[0; 4096]].concat();
    let exe = [b"MZ\x90\x00".as_slice(), &[0; 512]].concat();
    for (name, bytes) in [
        ("发票.pdf", exe),
        ("发票.png", zip_bomb),
        ("发票.jpg", b"<html><script>alert(1)</script></html>".to_vec()),
        ("发票.pdf", b"#!/bin/sh\nrm -rf /\n".to_vec()),
        ("发票.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
    ] {
        clerk.upload(&id, "bills", name, bytes).await.expect_problem(415, "file_type_refused");
    }
    clerk.upload(&id, "bills", "空.pdf", Vec::new()).await.expect_problem(422, "file_empty");
    let large = [PDF, &vec![b' '; 20 * 1024 * 1024]].concat();
    clerk.upload(&id, "bills", "大.pdf", large).await.expect_problem(413, "file_too_large");
    assert_eq!(server.database.number("SELECT count(*) FROM attachments"), 0);
    let kept = clerk.upload(&id, "bills", "住院 发票.pdf", PDF.to_vec()).await.expect(201);
    assert_eq!((&kept["media_type"], &kept["size"]), (&json!("application/pdf"), &json!(PDF.len())));
    let back = clerk.get(&format!("/cases/{id}/attachments/{}", kept.id())).await.expect(200);
    assert_eq!(back.bytes, PDF);
    assert!(back.header("content-disposition").starts_with("attachment"));
    assert_eq!(back.header("content-type"), "application/pdf");
}

#[tokio::test]
async fn addresses_and_cursors_that_make_no_sense_are_answered_plainly() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    clerk.get("/cases/not-a-uuid").await.expect_problem(404, "not_found");
    clerk.get("/cases?limit=0").await.expect_problem(400, "bad_query");
    clerk.get("/cases?limit=201").await.expect_problem(400, "bad_query");
    clerk.get("/cases?favour=1").await.expect_problem(400, "bad_query");
    clerk.get("/cases?stage=zzz").await.expect_problem(400, "bad_query");
    clerk.get("/approval-batches?state=lost").await.expect_problem(400, "bad_query");
    clerk.get("/payments?month=2026-03&format=xml").await.expect_problem(400, "bad_query");
    for query in ["quarter=x", "quarter=2026-Q5", "quarter=2026-3"] {
        let told = server.anyone().get(&format!("/public/notices?{query}")).await;
        assert!(told.expect_problem(400, "bad_query").text().contains("YYYY-Q1"), "{query}");
    }
    clerk.get("/cases?cursor=rubbish").await.expect_problem(400, "bad_cursor");
    clerk.get("/no-such-thing").await.expect_problem(404, "not_found");
    clerk.delete("/cases").await.expect_problem(405, "method_not_allowed");
}

#[tokio::test]
async fn every_error_code_has_a_text_in_both_languages_and_a_page() {
    let server = Server::start().await;
    let codes = server.anyone().get("/problems").await.expect(200).items();
    assert!(codes.len() > 60, "{}", codes.len());
    let mut seen = std::collections::BTreeSet::new();
    for code in &codes {
        let name = code["code"].as_str().expect("a code");
        assert!(seen.insert(name.to_owned()), "{name} stands twice");
        for part in ["title", "advice"] {
            let (zh, en) = (code[part]["zh"].as_str().unwrap_or(""), code[part]["en"].as_str().unwrap_or(""));
            let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(chinese(zh) && !chinese(en) && !en.is_empty(), "{name} {part}: {zh} / {en}");
        }
    }
    let page = server.anyone().get("//problems/stale_version").await.expect(200);
    assert!(page.header("content-type").starts_with("text/html") && page.text().contains("记录已被他人修改"));
}
