//! Everyone sees their own division and below; what is others' does not exist.

use reqwest::Method;
use serde_json::json;
use yangguang_tests::Server;
use yangguang_tests::build::{self, PDF, Staff};
use yangguang_tests::client::new_key;

#[tokio::test]
async fn the_second_townships_clerk_sees_nothing_of_the_firsts() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "隐秘生").await;
    let case = build::open_case(&staff.clerk, &person, build::facts()).await;
    let file = staff.clerk.upload(&case.id(), "bills", "发票.pdf", PDF.to_vec()).await.expect(201);
    let household =
        staff.clerk.get(&format!("/persons/{person}")).await.expect(200)["household"]["id"].clone();
    let household = household.as_str().expect("a household").to_owned();
    let case = build::all_papers(&staff.clerk, &case).await;
    let case = build::accept(&staff.clerk, &case).await;
    let case = staff.reviewable(&case, "2026-03-02").await;
    let case = staff.agreed(&case).await;
    let batch = case["batch"]["id"].as_str().expect("a table").to_owned();

    for stranger in ["clerk2", "township2"] {
        let stranger = server.actor(stranger).await;
        let permitted = stranger.get("/sessions/current").await.expect(200)["user"]["permissions"].clone();
        let may = |name: &str| permitted.as_array().is_some_and(|all| all.contains(&json!(name)));
        for (permission, path) in [
            ("case.read", format!("/cases/{}", case.id())),
            ("case.history", format!("/cases/{}/history", case.id())),
            ("case.read", format!("/cases/{}/documents/receipt", case.id())),
            ("attachment.read", format!("/cases/{}/attachments", case.id())),
            ("attachment.read", format!("/cases/{}/attachments/{}", case.id(), file.id())),
            ("person.read", format!("/persons/{person}")),
            ("household.read", format!("/households/{household}")),
            ("batch.read", format!("/approval-batches/{batch}")),
        ] {
            assert!(may(permission), "{permission}");
            stranger.get(&path).await.expect_problem(404, "not_found");
        }
        for path in ["/cases?limit=200", "/approval-batches", "/households", "/payments?month=2026-04"] {
            assert_eq!(stranger.get(path).await.expect(200).items().len(), 0, "{path}");
        }
        for q in ["隐秘", "yms", case["case_no"].as_str().expect("a number")] {
            assert_eq!(
                stranger.post("/cases/search", json!({ "q": q })).await.expect(200).items().len(),
                0,
                "{q}"
            );
            let found = stranger.post("/persons/search", json!({ "q": q })).await;
            assert!(found.status == 422 || found.items().is_empty(), "{q}: {}", found.text());
        }
        let all_zero = stranger.get("/workbench").await.expect(200)["counters"].clone();
        assert!(all_zero.as_array().expect("counters").iter().all(|counter| counter["count"] == 0));
    }
    let stranger = server.actor("clerk2").await;
    for (method, path) in [
        (Method::POST, format!("/cases/{}/acceptances", case.id())),
        (Method::POST, format!("/cases/{}/withdrawals", case.id())),
        (Method::PATCH, format!("/cases/{}", case.id())),
        (Method::PATCH, format!("/persons/{person}")),
        (Method::POST, format!("/persons/{person}/reveals")),
        (Method::DELETE, format!("/cases/{}/attachments/{}", case.id(), file.id())),
    ] {
        let body = if path.ends_with("withdrawals") || path.ends_with("reveals") {
            json!({ "reason": "好奇" })
        } else {
            json!({})
        };
        let request =
            stranger.request(method, &path).header("idempotency-key", new_key()).header("if-match", "\"1\"");
        stranger.send(request.json(&body)).await.expect_problem(404, "not_found");
    }
    // A case for someone else's person can not be opened either.
    stranger.post("/cases", build::new_case(&person, build::facts())).await.expect_problem(404, "not_found");
    let before = staff.clerk.get(&format!("/cases/{}", case.id())).await.expect(200);
    assert_eq!(before.version(), case.version(), "nothing was changed");
}

#[tokio::test]
async fn a_person_registered_elsewhere_is_not_told_about() {
    let server = Server::start().await;
    let (clerk, other) = (server.actor("clerk").await, server.actor("clerk2").await);
    let id = build::citizen_id();
    let body = |village: String| json!({ "citizen_id": id, "name": "两地生", "division": village });
    clerk.post("/persons", body(build::village(&clerk).await)).await.expect(201);
    clerk.post("/persons", body(build::village(&clerk).await)).await.expect_problem(409, "person_exists");
    let told = other.post("/persons", body(build::village(&other).await)).await;
    let told = told.expect_problem(409, "person_registered_elsewhere");
    let clerks_town = clerk.get("/sessions/current").await.expect(200)["user"]["division"]["name"].clone();
    assert!(!told.text().contains(clerks_town.as_str().expect("a name")), "{}", told.text());
}

#[tokio::test]
async fn numbers_are_masked_until_someone_says_why_and_is_written_down() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let id = build::citizen_id();
    let body = json!({ "citizen_id": id, "name": "遮住生", "division": build::village(&clerk).await,
        "phone": "13812345678", "bank_account": "6222021234567890123" });
    let person = clerk.post("/persons", body).await.expect(201);
    for secret in [id.as_str(), "13812345678", "6222021234567890123"] {
        assert!(!person.text().contains(secret), "{}", person.text());
    }
    let path = format!("/persons/{}/reveals", person.id());
    clerk.post(&path, json!({ "reason": "" })).await.expect_problem(422, "invalid");
    let told = clerk.post(&path, json!({ "reason": "电话通知补正" })).await.expect(201);
    assert_eq!((&told["citizen_id"], &told["phone"]), (&json!(id), &json!("13812345678")));
    let trail = server.actor("auditor").await.get("/audit-entries?action=person.revealed").await.expect(200);
    assert_eq!(trail.items().len(), 1);
    assert!(trail.text().contains("电话通知补正") && !trail.text().contains(&id), "{}", trail.text());
    // At rest nothing of it can be read.
    let log = std::fs::read_to_string(server.database.folder.path().join("log")).expect("the log");
    assert!(!log.contains(&id) && !log.contains("13812345678"));
    let wal: Vec<u8> = ["yangguang.db", "yangguang.db-wal"]
        .iter()
        .filter_map(|name| std::fs::read(server.database.folder.path().join(name)).ok())
        .flatten()
        .collect();
    for secret in [id.as_bytes(), b"13812345678", b"6222021234567890123"] {
        assert!(
            !wal.windows(secret.len()).any(|window| window == secret),
            "a number lies open in the database"
        );
    }
}
