//! No reason that stays in the audit trail holds a private number, however it is written
//! (个人信息保护法 Art 6, 51).

use serde_json::json;
use yangguang_tests::{Server, build};

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
