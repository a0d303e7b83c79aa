//! One hospital bill is paid for once, whichever two cases it is handed in with.

use serde_json::{Value, json};
use yangguang_tests::build::{self, PDF, Staff};
use yangguang_tests::{Answer, Client, Server};

const NUMBER: &str = "3607GZO001";

fn facts() -> Value {
    json!({ "category": "subsistence_ill", "cost_fen": 900_000, "insurer_paid_fen": 0 })
}

fn bill(number: &str, cost_fen: i64) -> Value {
    json!({
        "number": number, "issuer": "赣县区人民医院", "issued_on": "2026-02-20",
        "cost_fen": cost_fen, "insurer_paid_fen": 0,
    })
}

fn because(text: &str) -> Value {
    json!([{ "field": null, "text": text }])
}

fn codes(of: &Value) -> Vec<String> {
    let text = |one: &Value| one["act"].as_str().or(one["code"].as_str()).unwrap_or_default().to_owned();
    of.as_array().expect("a list").iter().map(text).collect()
}

/// Handed in with this bill, and ready for the township's leader.
async fn reviewable(staff: &Staff, name: &str, bill: Value) -> Answer {
    let person = build::applicant(&staff.clerk, name).await;
    let mut new = build::new_case(&person, facts());
    build::merge(&mut new, json!({ "bills": [bill] }));
    let case = staff.clerk.post("/cases", new).await.expect(201);
    let case = build::accept(&staff.clerk, &build::all_papers(&staff.clerk, &case).await).await;
    staff.reviewable(&case, "2026-03-02").await
}

async fn ruled(client: &Client, case: &Answer, act: &str, outcome: &str) -> Answer {
    let path = format!("/cases/{}/{act}", case.id());
    let now = client.get(&format!("/cases/{}", case.id())).await.expect(200);
    let body = json!({ "outcome": outcome, "reasons": because("已与医院核对") });
    client.act(&path, now.version(), body).await
}

/// Both agreed to with reasons, sent up and examined; the second waits for its examination.
async fn before_the_county(staff: &Staff) -> (Answer, Answer) {
    let his = reviewable(staff, "刘大山", bill(NUMBER, 900_000)).await;
    let hers = reviewable(staff, "肖月英", bill("3607-GZO-001", 900_000)).await;
    let his = ruled(&staff.township, &his, "reviews", "agree").await.expect(201);
    let hers = ruled(&staff.township, &hers, "reviews", "agree").await.expect(201);
    staff.submitted(&his).await;
    let his = ruled(&staff.examiner, &his, "examinations", "agree").await.expect(201);
    (his, hers)
}

#[tokio::test]
async fn a_bill_of_two_persons_is_found_on_both_cases_and_whoever_agrees_says_why() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let his = reviewable(&staff, "刘大山", bill(NUMBER, 900_000)).await;
    let alone = staff.township.get(&format!("/cases/{}", his.id())).await.expect(200);
    assert_eq!(alone["findings"], json!([]));
    let hers = reviewable(&staff, "肖月英", bill("３６０７ gzo-001", 900_000)).await;
    for (case, other) in [(&his, &hers), (&hers, &his)] {
        let shown = staff.township.get(&format!("/cases/{}", case.id())).await.expect(200);
        assert_eq!(codes(&shown["findings"]), ["bill_in_other_case"], "{}", shown.text());
        let finding = &shown["findings"][0];
        let number = other["case_no"].as_str().expect("a number");
        for language in ["zh", "en"] {
            assert!(finding["label"][language].as_str().expect("words").contains(number), "{finding}");
        }
        assert!(!finding["label"]["en"].to_string().contains('办'), "{finding}");
        assert_eq!((&finding["seq"], &finding["by"]), (&Value::Null, &json!([])));
        let acts = shown["allowed_actions"].as_array().cloned().unwrap_or_default();
        let agree = acts.iter().find(|act| act["act"] == "review_agree").expect("the leader agrees");
        assert_eq!((&agree["enabled"], &agree["reasons_required"]), (&json!(true), &json!(true)));
        let path = format!("/cases/{}/reviews", case.id());
        let told = staff.township.act(&path, shown.version(), json!({ "outcome": "agree" })).await;
        let told = told.expect_problem(422, "invalid");
        assert_eq!(told.field_errors(), [("/reasons".to_owned(), "reasons_against_finding".to_owned())]);
    }
    let told = ruled(&staff.township, &his, "reviews", "agree").await.expect(201);
    assert_eq!(told["stage"], "batching");
    // Refused, his bill counts no more: nothing stands against hers.
    staff.submitted(&told).await;
    ruled(&staff.examiner, &his, "examinations", "refuse").await.expect(201);
    ruled(&staff.approver, &his, "decisions", "refuse").await.expect(201);
    staff.agreed(&staff.township.get(&format!("/cases/{}", hers.id())).await.expect(200)).await;
}

#[tokio::test]
async fn once_one_case_is_approved_with_a_bill_the_other_is_not() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (his, hers) = before_the_county(&staff).await;
    let table = format!("/approval-batches/{}", his["batch"]["id"].as_str().expect("a table"));
    let row_of = async |client: &Client, case: &Answer| {
        let seen = client.get(&table).await.expect(200);
        let rows = seen["rows"].as_array().cloned().unwrap_or_default();
        rows.into_iter().find(|row| row["case_id"] == case.id().as_str()).expect("its row")
    };
    let item = |row: &Value, reasons: Value| {
        let (id, version) = (row["case_id"].clone(), row["case_version"].clone());
        json!({ "case_id": id, "case_version": version, "outcome": "agree", "reasons": reasons })
    };
    let row = row_of(&staff.examiner, &hers).await;
    assert_eq!(codes(&row["findings"]), ["bill_in_other_case"]);
    let path = format!("{table}/examinations");
    let told = staff.examiner.post(&path, json!({ "items": [item(&row, json!([]))] })).await.expect(207);
    let told = told.items().remove(0);
    assert_eq!((&told["status"], &told["code"]), (&json!(422), &json!("invalid")));
    let error = &told["errors"][0];
    assert_eq!((&error["pointer"], &error["code"]), (&json!("/reasons"), &json!("reasons_against_finding")));
    assert_eq!(error["message"], told["message"]);
    let own = json!({ "items": [item(&row, because("发票为分次结算"))] });
    assert_eq!(staff.examiner.post(&path, own).await.expect(207).items()[0]["status"], 201);

    // The letter of what cannot be done is not to be read either.
    let (one, two) = tokio::join!(
        ruled(&staff.approver, &his, "decisions", "approve"),
        ruled(&staff.approver, &hers, "decisions", "approve")
    );
    let mut told = [one.status, two.status];
    told.sort_unstable();
    assert_eq!(told, [201, 409], "however fast: {} {}", one.text(), two.text());
    let (paid, late) = if one.status == 201 { (&his, &hers) } else { (&hers, &his) };
    let told = ruled(&staff.approver, late, "decisions", "approve").await;
    let told = told.expect_problem(409, "bill_paid_elsewhere");
    assert!(told.text().contains(paid["case_no"].as_str().expect("a number")), "{}", told.text());
    let letter = json!({ "act": "decide_approve", "reasons": because("已与医院核对") });
    let path = format!("/cases/{}/document-previews", late.id());
    staff.approver.post(&path, letter).await.expect_problem(409, "bill_paid_elsewhere");

    let row = row_of(&staff.approver, late).await;
    assert_eq!(codes(&row["findings"]), ["bill_paid_elsewhere"]);
    assert!(row["why_not"].as_str().is_some_and(|text| text.contains("获批")), "{row}");
    assert_eq!(row["can_decide"], true, "to return or refuse it");
    let mut together = item(&row, because("已与医院核对"));
    together["outcome"] = json!("approve");
    let told = staff.approver.post(&format!("{table}/decisions"), json!({ "items": [together] })).await;
    let told = told.expect(207).items().remove(0);
    assert_eq!((&told["status"], &told["code"]), (&json!(409), &json!("bill_paid_elsewhere")));
    let shown = staff.approver.get(&format!("/cases/{}", late.id())).await.expect(200);
    let acts = shown["allowed_actions"].as_array().cloned().unwrap_or_default();
    let enabled = |act: &str| acts.iter().find(|each| each["act"] == act).expect("an act")["enabled"] == true;
    assert!(!enabled("decide_approve") && enabled("decide_return") && enabled("decide_refuse"));
    let barred = acts.iter().find(|each| each["act"] == "decide_approve").expect("an act");
    assert_eq!(barred["reason"], "bill_paid_elsewhere");
    assert!(barred["reason_text"]["zh"].to_string().contains(paid["case_no"].as_str().expect("a number")));
    assert_eq!(server.database.number("SELECT COUNT(*) FROM payments"), 1);

    // The approved one has been weighed: nothing is found of it any more.
    let done = staff.approver.get(&format!("/cases/{}", paid.id())).await.expect(200);
    assert_eq!(done["findings"], json!([]));
    // Returned, the bill is taken out, and the case goes its way.
    let back = ruled(&staff.approver, late, "decisions", "return").await.expect(201);
    let path = format!("/cases/{}/bills", back.id());
    let bills = staff.clerk.get(&path).await.expect(200);
    assert_eq!(codes(&bills["items"][0]["warnings"]), ["bill_in_other_case"]);
    let id = bills["items"][0]["id"].as_str().expect("an id");
    staff.clerk.delete(&format!("{path}/{id}")).await.expect(200);
    assert_eq!(staff.reload(&back).await["findings"], json!([]));
}

#[tokio::test]
async fn a_number_that_looks_like_another_is_pointed_out_in_every_writing() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let first = reviewable(&staff, "钟福根", bill("GZ0001-I5", 900_000)).await;
    let other = build::applicant(&staff.clerk, "钟福秀").await;
    let warned = async |bills: Value| {
        let body = json!({
            "item_code": "medical-assistance", "applicant_person_id": other, "facts": facts(), "bills": bills,
        });
        let told = staff.clerk.post("/cases/previews", body).await.expect(200);
        (codes(&told["warnings"]), codes(&told["errors"]), told)
    };
    for number in ["GZO001l5", "ｇｚｏ００１－１５", "G Z-00O1 i5", "GZ0ОО115"] {
        let alike = warned(json!([bill(number, 1)])).await;
        let alike_only: Vec<&String> = alike.0.iter().filter(|code| code.starts_with("bill")).collect();
        assert_eq!(alike_only, ["bill_alike"], "{number}: {}", alike.2.text());
    }
    let same = warned(json!([bill("gz0001 i5", 1)])).await;
    assert!(same.0.contains(&"bill_in_other_case".to_owned()), "{}", same.2.text());
    // The same person writes it once more with an O: alike, with reasons to give.
    let mine = first["applicant"]["id"].as_str().expect("a person");
    let next = staff.clerk.post("/cases", build::new_case(mine, facts())).await;
    next.expect_problem(409, "open_case_exists");
    let theirs = reviewable(&staff, "钟福兰", bill("GZOO01-15", 7)).await;
    let shown = staff.township.get(&format!("/cases/{}", theirs.id())).await.expect(200);
    assert_eq!(codes(&shown["findings"]), ["bill_alike"]);
    assert_eq!(shown["findings"][0]["texts"], json!(["GZOO01-15 · 赣县区人民医院"]));
    let path = format!("/cases/{}/reviews", theirs.id());
    let silent = staff.township.act(&path, shown.version(), json!({ "outcome": "agree" })).await;
    assert_eq!(silent.expect_problem(422, "invalid").field_errors()[0].1, "reasons_against_finding");
    ruled(&staff.township, &theirs, "reviews", "agree").await.expect(201);
}

#[tokio::test]
async fn a_bill_that_stands_twice_on_one_form_is_told_and_counted_once() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "邓水娇").await;
    let preview = async |bills: Value| {
        let body = json!({
            "item_code": "medical-assistance", "applicant_person_id": person, "facts": facts(), "bills": bills,
        });
        staff.clerk.post("/cases/previews", body).await.expect(200)
    };
    let told = preview(json!([bill("GZ0001", 600_000), bill("gz-0001", 600_000), bill("GZ0002", 1)])).await;
    let error = &told["errors"][0];
    assert_eq!(
        (&error["pointer"], &error["code"]),
        (&json!("/bills/1/number"), &json!("bill_already_counted"))
    );
    assert!(error["message"].to_string().contains("本办件"), "{error}");
    assert_eq!(told["facts_by_bills"]["cost_fen"], 600_001);
    let told = preview(json!([bill("GZ0001", 600_000), bill("GZO001", 300_000)])).await;
    assert!(codes(&told["warnings"]).contains(&"bill_alike".to_owned()), "{}", told.text());
    assert_eq!((&told["errors"], &told["facts_by_bills"]["cost_fen"]), (&json!([]), &json!(900_000)));
    // Written down, both stand in one case, which is found there.
    let mut new = build::new_case(&person, facts());
    build::merge(&mut new, json!({ "bills": [bill("GZ0001", 600_000), bill("GZO001", 300_000)] }));
    let case = staff.clerk.post("/cases", new.clone()).await.expect(201);
    assert_eq!(codes(&case["findings"]), ["bill_alike"], "{}", case.text());
    assert!(case["findings"][0]["label"]["zh"].to_string().contains("本办件"));
    let other = build::applicant(&staff.clerk, "邓水莲").await;
    new["applicant_person_id"] = json!(other);
    new["bills"] = json!([bill("GZ0007", 1), bill("GZ 0007", 1)]);
    staff.clerk.post("/cases", new).await.expect_problem(409, "bill_already_counted");
}

#[tokio::test]
async fn a_bill_shown_by_the_same_scan_is_found_whatever_its_number() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let with_scan = async |name: &str, number: &str| {
        let person = build::applicant(&staff.clerk, name).await;
        let case = build::open_case(&staff.clerk, &person, facts()).await;
        let file = staff.clerk.upload(&case.id(), "bills", "票据.pdf", PDF.to_vec()).await.expect(201);
        let mut bill = bill(number, 900_000);
        bill["attachment_id"] = file["id"].clone();
        staff.clerk.post(&format!("/cases/{}/bills", case.id()), bill).await.expect(201);
        case
    };
    let first = with_scan("罗来娣", "36070001").await;
    with_scan("罗招娣", "36070002").await;
    let shown = staff.clerk.get(&format!("/cases/{}", first.id())).await.expect(200);
    assert_eq!(codes(&shown["findings"]), ["bill_file_elsewhere"], "{}", shown.text());
}

#[tokio::test]
async fn no_sign_that_cannot_be_seen_stays_in_a_bill() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "温玉香").await;
    let case = build::open_case(&staff.clerk, &person, facts()).await;
    let path = format!("/cases/{}/bills", case.id());
    let mut hidden = bill("GZ\u{202e}1000\u{2066}\u{200b}\u{feff}", 900_000);
    hidden["issuer"] = json!("赣县区\u{202d}人民\u{2069}医院\u{ad}");
    let told = staff.clerk.post(&path, hidden).await.expect(201);
    let kept = &told["items"][0];
    assert_eq!((&kept["number"], &kept["issuer"]), (&json!("GZ1000"), &json!("赣县区人民医院")));
    let again = staff.clerk.post(&path, bill("GZ1000", 900_000)).await;
    again.expect_problem(409, "bill_already_counted");
}
