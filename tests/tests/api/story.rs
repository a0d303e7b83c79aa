//! The whole story of the main job, told once through the API.

use serde_json::json;
use yangguang_tests::Server;
use yangguang_tests::build::{self, PDF, Staff};

#[tokio::test]
async fn from_the_window_to_the_village_board() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;

    // Monday, 2 March: the villager comes with bills, one paper is missing.
    let person = build::applicant(&staff.clerk, "赖福生").await;
    let preview =
        json!({ "item_code": "medical-assistance", "applicant_person_id": person, "facts": build::facts() });
    let preview = staff.clerk.post("/cases/previews", preview).await.expect(200);
    assert_eq!(preview["evaluation"]["amount_fen"], 150_000);
    assert_eq!(preview["cap_fen"], 500_000);
    let case = build::open_case(&staff.clerk, &person, build::facts()).await;
    assert_eq!(case["stage"], "received");
    assert_eq!(case["determination"]["amount_fen"], 150_000);
    staff.clerk.upload(&case.id(), "bills", "住院发票.pdf", PDF.to_vec()).await.expect(201);
    let path = |act: &str| format!("/cases/{}/{act}", case.id());
    let case = staff.clerk.get(&format!("/cases/{}", case.id())).await.expect(200);
    let refused = staff.clerk.act(&path("acceptances"), case.version(), json!({})).await;
    refused.expect_problem(409, "materials_missing");
    let case = staff.clerk.act(&path("supplement-notices"), case.version(), json!({})).await.expect(201);
    assert_eq!(case["stage"], "supplementing");
    assert_eq!(case["due_on"], serde_json::Value::Null, "the clock does not run");
    let notice = staff.clerk.get(&path("documents/supplement_notice")).await.expect(200);
    let missing = case["missing_materials"].as_array().expect("codes").len();
    assert_eq!(notice["items"].as_array().expect("papers").len(), missing);
    assert!(!notice.text().contains("住院发票"), "what was brought is not asked for");

    // Wednesday: the papers are in. The clock starts, thirty working days.
    server.set_day("2026-03-04");
    let clerk = server.actor("clerk").await;
    let case = build::all_papers(&clerk, &case).await;
    let case = build::accept(&clerk, &case).await;
    assert_eq!((&case["accepted_on"], &case["due_on"]), (&json!("2026-03-04"), &json!("2026-04-16")));
    let receipt = clerk.get(&path("documents/receipt")).await.expect(200);
    for word in [case["case_no"].as_str().expect("a number"), "2026年4月16日", "首问责任人", "办理地点"]
    {
        assert!(receipt.text().contains(word), "{word}: {}", receipt.text());
    }
    assert_eq!(receipt["progress_url"], "/public/progress", "of nobody in particular");
    assert_eq!(receipt["applicant_signs"], true);

    // The citizen asks, with the number and the last four characters of the id.
    let tail = case["applicant"]["citizen_id"].as_str().expect("a masked id");
    let ask = json!({ "case_no": case["case_no"], "id_tail": tail[tail.len() - 4..] });
    let progress = server.anyone().post("/public/progress", ask).await.expect(200);
    assert_eq!(progress["promised_on"], "2026-04-16");
    assert!(!progress.text().contains("赖"), "nothing but the progress: {}", progress.text());

    // The township checks, gives its opinion, agrees, and sends the month's table up.
    let staff = Staff::of(&server).await;
    let case = staff.reviewable(&case, "2026-03-04").await;
    let case = staff.agreed(&case).await;
    assert_eq!(case["batch"]["month"], "2026-03");
    server.set_day("2026-03-25");
    let staff = Staff::of(&server).await;
    let table = staff.submitted(&case).await;
    assert_eq!((&table["state"], &table["due_on"]), (&json!("submitted"), &json!("2026-04-09")));

    // The county examines and decides the rows of the table, two people.
    let row = json!({ "case_id": case.id(), "case_version": staff.reload(&case).await.version() });
    let mut agree = row.clone();
    build::merge(&mut agree, json!({ "outcome": "agree" }));
    let batch = format!("/approval-batches/{}", table.id());
    let results =
        staff.examiner.post(&format!("{batch}/examinations"), json!({ "items": [agree] })).await.expect(207);
    assert_eq!(results.items()[0]["status"], 201, "{}", results.text());
    let approve = json!({ "case_id": case.id(), "case_version": results.items()[0]["case_version"], "outcome": "approve" });
    let results =
        staff.approver.post(&format!("{batch}/decisions"), json!({ "items": [approve] })).await.expect(207);
    assert_eq!(results.items()[0]["stage"], "approved", "{}", results.text());
    let case = staff.reload(&case).await;
    assert_eq!((&case["amount_fen"], &case["paid_this_year_fen"]), (&json!(150_000), &json!(150_000)));
    let letter = staff.clerk.get(&path("documents/decision")).await.expect(200);
    assert!(letter.text().contains("1,500.00元"), "{}", letter.text());
    assert!(letter["remedy"][0].as_str().is_some_and(|text| text.contains("行政复议")));

    // It is listed for the next month, and the month's figures agree to the fen.
    let list = staff.examiner.get("/payments?month=2026-04").await.expect(200);
    assert_eq!((&list["total_fen"], &list["total_count"]), (&json!(150_000), &json!(1)));
    let auditor = server.actor("auditor").await;
    let report = auditor.get("/reports/monthly?month=2026-03&division=360704000000").await.expect(200);
    let total = &report["total"];
    for (figure, expected) in [
        ("received", 1),
        ("accepted", 1),
        ("supplement_notices", 1),
        ("closed", 1),
        ("approved", 1),
        ("on_time", 1),
        ("amount_fen", 150_000),
    ] {
        assert_eq!(total[figure], expected, "{figure}: {}", report.text());
    }

    // The village board: a draft, seen as a citizen will, signed by a second person.
    let (discloser, secrecy) = (server.actor("discloser").await, server.actor("secrecy").await);
    let drafts = discloser
        .post("/notices", json!({ "quarter": "2026-Q1", "item_code": "medical-assistance" }))
        .await
        .expect(201);
    let notice = drafts.items()[0].clone();
    let notice_path = format!("/notices/{}", notice["id"].as_str().expect("an id"));
    let preview = discloser.get(&format!("{notice_path}/preview")).await.expect(200);
    let public_path = format!("/public{notice_path}");
    server.anyone().get(&public_path).await.expect_problem(404, "not_found");
    let submit = json!({ "end_on": "2026-04-30", "content_sha256": notice["content_sha256"] });
    let version = notice["version"].as_i64().expect("a version");
    let submitted = discloser.act(&format!("{notice_path}/submissions"), version, submit).await.expect(201);
    let sign = json!({ "outcome": "sign", "content_sha256": submitted["content_sha256"] });
    secrecy.act(&format!("{notice_path}/signatures"), submitted.version(), sign).await.expect(201);
    let board = server.anyone().get(&public_path).await.expect(200);
    assert_eq!(board["entries"], json!([{ "name": "赖福生", "amount_fen": 150_000 }]));
    assert_eq!(board["entries"], preview["entries"], "what was previewed is what is shown");
    server.set_day("2026-04-30");
    server.anyone().get(&public_path).await.expect(200);
    server.set_day("2026-05-01");
    server.anyone().get(&public_path).await.expect_problem(410, "notice_ended");

    // The auditor reads who did what.
    let auditor = server.actor("auditor").await;
    let history = auditor.get(&format!("{}?limit=50", path("history"))).await.expect(200);
    let actions: Vec<String> =
        history.items().iter().rev().map(|e| e["action"].as_str().unwrap_or_default().to_owned()).collect();
    let wanted = [
        "case.opened",
        "case.supplement_notified",
        "case.papers_recorded",
        "case.accepted",
        "case.checked",
        "case.opinion_given",
        "case.reviewed",
        "case.submitted",
        "case.examined",
        "case.decided",
    ];
    let legal: Vec<&str> = actions.iter().map(String::as_str).filter(|a| wanted.contains(a)).collect();
    assert_eq!(legal, wanted, "{actions:?}");
}
