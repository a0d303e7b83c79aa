//! No reason that stays in the audit trail holds a private number, however it is written
//! (个人信息保护法 Art 6, 51).

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Client, Server};

#[tokio::test]
async fn a_number_in_a_reason_is_refused_in_any_writing_and_told_by_its_place_and_mask() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let person = build::person(&clerk, "号码生").await;
    let path = format!("/persons/{}/reveals", person.id());
    for (reason, place, masked) in [
        ("电话核对\n本人一三八-1234.5678", "第2行第3个字", "138****5678"),
        ("回拨（138）1234-5678", "第1行第4个字", "138****5678"),
        ("核对①③⑧①②③④⑤⑥⑦⑧", "第1行第3个字", "138****5678"),
        ("证件1101051949\n1231002X", "第1行第3个字", "110105********002X"),
        ("证件110105/19491231/002X", "第1行第3个字", "110105********002X"),
        ("卡622202 0012345678901", "第1行第2个字", "***************8901"),
    ] {
        let refused = clerk.post(&path, json!({ "reason": reason })).await.expect_problem(422, "invalid");
        let expected = [("/reason".to_owned(), "reason_holds_private_number".to_owned())];
        assert_eq!(refused.field_errors(), expected, "{reason}");
        let told = refused.text();
        assert!(told.contains(place) && told.contains(masked), "{told}");
    }
    let plain = "按赣民字〔2026〕12号核对2026-03-01至2026-03-31发放的1,500.00元，监督电话0797-4441234";
    clerk.post(&path, json!({ "reason": plain })).await.expect(201);
    let trail = server.database.texts("SELECT CAST(detail AS TEXT) AS t FROM audit_entries");
    assert!(trail.iter().all(|detail| !detail.contains("5678") && !detail.contains("002X")));
}

#[tokio::test]
async fn land_lines_are_refused_where_the_county_wants_it() {
    let server = Server::start_with(&[("SCAN_LANDLINES", "true")]).await;
    let clerk = server.actor("clerk").await;
    let person = build::person(&clerk, "座机生").await;
    let path = format!("/persons/{}/reveals", person.id());
    let refused = clerk.post(&path, json!({ "reason": "家里电话0797-4441234" })).await;
    assert!(refused.expect_problem(422, "invalid").text().contains("0797****234"));
    clerk.post(&path, json!({ "reason": "核对2026-03-01的1,500.00元" })).await.expect(201);
}

#[tokio::test]
async fn reasons_given_with_the_acts_of_a_case_hold_no_number_either() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let case = build::ready_case(&clerk, "谢长根").await;
    let text = "电话13812345678，请联系";
    let body = json!({ "reasons": [{ "field": null, "text": text }] });
    let path = format!("/cases/{}/non-acceptances", case.id());
    let refused = clerk.act(&path, case.version(), body).await.expect_problem(422, "invalid");
    let expected = [("/reasons/0/text".to_owned(), "reason_holds_private_number".to_owned())];
    assert_eq!(refused.field_errors(), expected);
    let path = format!("/cases/{}/withdrawals", case.id());
    let refused = clerk.act(&path, case.version(), json!({ "reason": text })).await;
    let expected = [("/reason".to_owned(), "reason_holds_private_number".to_owned())];
    assert_eq!(refused.expect_problem(422, "invalid").field_errors(), expected);
}

#[tokio::test]
async fn nothing_that_is_written_with_an_act_and_read_by_others_holds_a_number() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let text = "联系其子13812345678";
    let told = async |client: &Client, path: String, version: i64, body: Value, pointer: &str| {
        let refused = client.act(&path, version, body).await.expect_problem(422, "invalid");
        let expected = [(pointer.to_owned(), "reason_holds_private_number".to_owned())];
        assert_eq!(refused.field_errors(), expected, "{path}");
    };
    let person = build::applicant(&staff.clerk, "号码随文").await;
    let new = build::open_case(&staff.clerk, &person, build::facts()).await;
    let path = |case: &Answer, act: &str| format!("/cases/{}/{act}", case.id());
    let notice = json!({ "other": ["户口簿", text] });
    told(&staff.clerk, path(&new, "supplement-notices"), new.version(), notice, "/other/1").await;
    let notice = json!({ "note": text });
    told(&staff.clerk, path(&new, "supplement-notices"), new.version(), notice, "/note").await;
    let case = build::accept(&staff.clerk, &build::all_papers(&staff.clerk, &new).await).await;
    let check = json!({
        "kind": "home_visit", "on": "2026-03-02", "officers": staff.two_officers().await,
        "findings": "其妻证件110105194912310 02X", "conclusion": "confirmed",
    });
    told(&staff.officer, path(&case, "checks"), case.version(), check, "/findings").await;
    let case = staff.checked(&case, "2026-03-02").await;
    let opinion = json!({ "opinion": "support", "text": text });
    told(&staff.officer, path(&case, "preliminary-opinions"), case.version(), opinion, "/text").await;
    let case = staff.opined(&case).await;
    let review = json!({ "outcome": "agree", "note": text });
    told(&staff.township, path(&case, "reviews"), case.version(), review, "/note").await;
    let case = staff.agreed(&case).await;
    staff.submitted(&case).await;
    let case = staff.reload(&case).await;
    let examination = json!({ "outcome": "agree", "note": text });
    told(&staff.examiner, path(&case, "examinations"), case.version(), examination, "/note").await;
    let case = staff.examined(&case).await;
    let decision = json!({ "outcome": "approve", "note": text });
    told(&staff.approver, path(&case, "decisions"), case.version(), decision, "/note").await;
    staff.approved(&case).await;
}

#[tokio::test]
async fn what_a_record_says_beside_its_sealed_members_holds_no_number_either() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let refused = |answer: Answer, pointer: &str| {
        let answer = answer.expect_problem(422, "invalid");
        let expected = [(pointer.to_owned(), "reason_holds_private_number".to_owned())];
        assert_eq!(answer.field_errors(), expected);
    };
    let person = build::person(&clerk, "号码随册").await;
    let mut home = json!({
        "division": person["division"]["code"], "category": "urban_subsistence",
        "members": [{ "person_id": person.id(), "relation": "head" }],
        "staff_kin": true, "staff_kin_note": "村主任之弟，电话13812345678",
    });
    refused(clerk.post("/households", home.clone()).await, "/staff_kin_note");
    home["staff_kin_note"] = json!("村主任之弟");
    let home = clerk.post("/households", home).await.expect(201);
    let patch = json!({ "staff_kin_note": "村主任之弟，证件11010519491231002X" });
    refused(
        clerk.patch(&format!("/households/{}", home.id()), home.version(), patch).await,
        "/staff_kin_note",
    );
    let bank = json!({ "bank_name": "农商行6222020012345678901" });
    refused(clerk.patch(&format!("/persons/{}", person.id()), person.version(), bank).await, "/bank_name");
    let case = build::open_case(&clerk, &person.id(), build::facts()).await;
    let bill = json!({
        "number": "3607040012345678", "issuer": "李医生13812345678", "issued_on": "2026-02-20",
        "cost_fen": 100, "insurer_paid_fen": 0,
    });
    refused(clerk.post(&format!("/cases/{}/bills", case.id()), bill).await, "/issuer");
}

#[tokio::test]
async fn numbers_pasted_from_tables_and_scanned_papers_are_refused_and_those_of_invoices_and_codes_are_not() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let person = build::person(&clerk, "粘贴生").await;
    let path = format!("/persons/{}/reveals", person.id());
    for reason in [
        "登记表\t138\t1234\t5678\t一户",
        "登记表\n138\n\n1234\n\n5678\n一户",
        "核对138=1234=5678",
        "核对l38l2345678",
        "核对110105\t19491231\t002X",
        "核对6222+0200+1234+5678",
        "核对6222 0200 1234\n5678 901",
    ] {
        let refused = clerk.post(&path, json!({ "reason": reason })).await.expect_problem(422, "invalid");
        let expected = [("/reason".to_owned(), "reason_holds_private_number".to_owned())];
        assert_eq!(refused.field_errors(), expected, "{reason}");
    }
    let lawful = "核对发票26367000000123456789、代码036002100111，村360704102201，时间20261122093015123，\
                  全县13812345678.00元";
    clerk.post(&path, json!({ "reason": lawful })).await.expect(201);
}
