//! Who signs a letter, on which law it rests, and what can be done against it.

use serde_json::{Value, json};
use yangguang_tests::Server;
use yangguang_tests::build::{self, Staff};

use crate::kinds;

fn laws(letter: &Value) -> Vec<String> {
    let words = |law: &Value| law["text"]["zh"].as_str().expect("words").to_owned();
    letter.as_array().expect("laws").iter().map(words).collect()
}

#[tokio::test]
async fn the_medical_security_bureau_decides_on_medical_assistance_and_the_county_reviews() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.decidable("医保决定", "2026-03-02").await;
    staff.approved(&case).await;
    let letter = staff.clerk.get(&format!("/cases/{}/documents/decision", case.id())).await.expect(200);
    assert_eq!(
        (&letter["office"], &letter["signature"]["office"]),
        (&json!("赣县区医疗保障局"), &letter["office"])
    );
    let remedies = &letter["remedies"];
    assert_eq!((&remedies["order"], &remedies["reviewer"]), (&json!("free"), &json!("赣县区人民政府")));
    assert_eq!((&remedies["review_days"], &remedies["court_months"]), (&json!(60), &json!(6)));
    let sentence = letter["remedy"][0].as_str().expect("a sentence");
    assert!(sentence.contains("60日内向赣县区人民政府申请行政复议，也可以"), "{sentence}");
    // Of its day: neither the law nor the rules of July are in force in March.
    let basis = laws(&letter["basis"]);
    assert!(basis.contains(&"《社会救助暂行办法》第三十条".to_owned()), "{basis:?}");
    assert!(!basis.iter().any(|law| law.contains("社会救助法》")), "{basis:?}");
    assert!(laws(&remedies["basis"]).contains(&"《行政诉讼法》第四十六条".to_owned()));
    assert_eq!(letter["result"]["first_month"], "2026-04");
    assert_eq!(letter["asked"], "2026年3月2日申请医疗救助");
}

#[tokio::test]
async fn a_pension_is_signed_by_the_veterans_bureau_and_is_no_relief() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let veterans = kinds::members(&staff, "other", &[(58, "veteran")]).await;
    let facts = json!({ "grade": 10, "cause": "duty" });
    let first = kinds::granted(&staff, "veteran-disability-pension", &veterans[0], facts).await;
    let case = first["case_id"].as_str().expect("a case");
    let letter = staff.clerk.get(&format!("/cases/{case}/documents/decision")).await.expect(200);
    assert_eq!(letter["office"], "赣县区退役军人事务局");
    let text = letter["paragraphs"].to_string();
    assert!(text.contains("抚恤金") && !text.contains("救助金"), "{text}");
    assert_eq!(letter["result"]["first_month"], first["first_month"]);
    let (year, month) =
        first["first_month"].as_str().and_then(|month| month.split_once('-')).expect("a month");
    let said = format!("自{year}年{}月起", month.trim_start_matches('0'));
    assert!(text.contains(&said), "{text}");
    assert!(!laws(&letter["remedies"]["basis"]).iter().any(|law| law.contains("社会救助")));
}

#[tokio::test]
async fn silence_is_reviewed_first_and_a_step_on_the_way_has_no_remedy() {
    let server = Server::start().await;
    server.set_day("2026-07-06");
    let clerk = server.actor("clerk").await;
    let case = build::ready_case(&clerk, "逾期不答").await;
    let path = format!("/cases/{}", case.id());
    build::accept(&clerk, &case).await;
    let receipt = clerk.get(&format!("{path}/documents/receipt")).await.expect(200);
    assert_eq!(receipt["remedies"]["order"], "review_first");
    assert_eq!(receipt["remedies"]["court_months"], Value::Null);
    let basis = laws(&receipt["remedies"]["basis"]);
    for law in ["《行政复议法》第二十三条", "《行政复议法实施条例》第三十条"] {
        assert!(basis.iter().any(|known| known == law), "{basis:?}");
    }
    let person = build::applicant(&clerk, "补正无救济").await;
    let case = build::open_case(&clerk, &person, build::facts()).await;
    let path = format!("/cases/{}", case.id());
    let words = json!({ "other": ["户主签字的授权书"], "note": null });
    clerk.act(&format!("{path}/supplement-notices"), case.version(), words).await.expect(201);
    let notice = clerk.get(&format!("{path}/documents/supplement_notice")).await.expect(200);
    assert_eq!((&notice["remedy"], &notice["remedies"]), (&json!([]), &Value::Null));
}

#[tokio::test]
async fn who_follows_a_case_is_told_what_can_be_done() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let case = build::ready_case(&clerk, "门户救济").await;
    let tail = case["applicant"]["citizen_id"].as_str().expect("a masked id");
    let query = json!({ "case_no": case["case_no"], "id_tail": tail[tail.len() - 4..] });
    let open = server.anyone().post("/public/progress", query.clone()).await.expect(200);
    assert_eq!(open["remedy"]["order"], "review_first", "against silence");
    let reasons = json!({ "reasons": [{ "field": null, "text": "不属于本镇受理" }] });
    clerk.act(&format!("/cases/{}/non-acceptances", case.id()), case.version(), reasons).await.expect(201);
    let closed = server.anyone().post("/public/progress", query).await.expect(200);
    assert_eq!(closed["remedy"]["order"], "free", "an express no");
    assert!(closed["remedy"]["text"]["zh"].as_str().is_some_and(|text| text.contains("赣县区人民政府")));
}
