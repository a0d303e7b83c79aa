//! The steps the law asks for on the way, and its limits (民发〔2021〕57号 Art 16, 17, 20, 22,
//! 民发〔2021〕43号 Art 13, 16, 社会救助法 Art 40, 41).

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Server};

use crate::entitlements::{case_of, household};
use crate::preliminary::act;

async fn ready(staff: &Staff, item: &str, person: &str, more: Value) -> Answer {
    let mut body =
        json!({ "item_code": item, "applicant_person_id": person, "facts": {}, "source": "window" });
    build::merge(&mut body, more);
    let case = staff.clerk.post("/cases", body).await.expect(201);
    build::all_papers(&staff.clerk, &case).await
}

async fn accepted(staff: &Staff, name: &str) -> Answer {
    let (person, _) = household(&staff.clerk, name, 40_000).await;
    let case = ready(staff, "subsistence-allowance", &person, json!({})).await;
    build::accept(&staff.clerk, &case).await
}

fn clock<'a>(case: &'a Answer, code: &str) -> &'a Value {
    let clocks = case["clocks"].as_array().expect("clocks");
    clocks.iter().find(|clock| clock["code"] == code).unwrap_or_else(|| panic!("{code}: {}", case.text()))
}

async fn visit(staff: &Staff, more: Value) -> Value {
    let mut body = json!({
        "kind": "home_visit", "on": "2026-03-02", "officers": staff.two_officers().await,
        "findings": "家庭情况属实", "conclusion": "confirmed",
    });
    build::merge(&mut body, more);
    body
}

#[tokio::test]
async fn the_allowance_has_thirty_working_days_and_forty_five_in_the_cases_the_law_knows() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = accepted(&staff, "温水根").await;
    let handling = clock(&case, "handling");
    assert_eq!(handling["limit"], json!({ "amount": 30, "unit": "working_day" }));
    assert_eq!(handling["statutory_limit"], handling["limit"]);
    assert_eq!((&case["due_on"], &handling["extended"]), (&json!("2026-04-14"), &json!(false)));
    let other = json!({ "ground": "busy", "reason": "人手不足" });
    let told = act(&staff.township, &case, "extensions", other).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/ground".to_owned(), "ground_not_lawful".to_owned())]);
    let lawful = json!({ "ground": "separated", "reason": "申请人长期在外省居住，须异地协查" });
    let case = act(&staff.township, &case, "extensions", lawful.clone()).await.expect(201);
    let handling = clock(&case, "handling");
    assert_eq!(handling["limit"], json!({ "amount": 45, "unit": "working_day" }));
    assert_eq!((&handling["extended"], &case["due_on"]), (&json!(true), &json!("2026-05-08")));
    assert!(handling["basis"].to_string().contains("83号") || handling["basis"].to_string().contains("兜底"));
    let twice = act(&staff.township, &case, "extensions", lawful).await;
    twice.expect_problem(409, "already_extended");
}

#[tokio::test]
async fn the_destitute_have_fifteen_days_in_the_township_seven_in_the_village_and_fifteen_in_the_county() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::registered_as(&staff.clerk, "赖老伯", "destitute").await;
    let facts = json!({ "no_income": true, "no_supporter": true });
    let case = case_of(&staff, "destitute-support", &person, facts).await;
    for (code, amount, unit) in
        [("township", 15, "working_day"), ("notice", 7, "citizen_day"), ("county", 15, "working_day")]
    {
        let limit = json!({ "amount": amount, "unit": unit });
        assert_eq!(clock(&case, code)["statutory_limit"], limit, "{code}");
    }
    // The whole is promised; the law sets no limit for it.
    let handling = clock(&case, "handling");
    assert_eq!((&handling["statutory_limit"], &handling["basis"]), (&Value::Null, &json!([])));
}

#[tokio::test]
async fn the_guide_says_a_limit_of_the_law_only_where_there_is_one() {
    let server = Server::start().await;
    let item = |code: &'static str| {
        let client = server.anyone();
        async move { client.get(&format!("/service-items/{code}")).await.expect(200) }
    };
    let allowance = item("subsistence-allowance").await;
    assert_eq!(allowance["statutory_limit"], json!({ "amount": 30, "unit": "working_day" }));
    let whole = &allowance["limits"][0];
    assert_eq!(whole["extended_limit"], json!({ "amount": 45, "unit": "working_day" }));
    assert_eq!(whole["grounds"].as_array().map(Vec::len), Some(4));
    for code in ["old-age-allowance", "orphan-allowance", "veteran-disability-pension", "medical-assistance"]
    {
        let item = item(code).await;
        assert_eq!((&item["statutory_limit"], &item["limits"]), (&Value::Null, &json!([])), "{code}");
        assert_eq!(item["promised_limit"]["amount"], 30, "{code}");
    }
}

#[tokio::test]
async fn a_guide_rests_on_the_law_of_its_day_and_asks_for_nothing_the_departments_hold() {
    let server = Server::start().await;
    let guide = async || server.anyone().get("/service-items/subsistence-allowance").await.expect(200);
    server.set_day("2026-06-30");
    let before = guide().await;
    assert!(!before["guide"]["basis"]["zh"].as_str().expect("a basis").contains("《社会救助法》"));
    server.set_day("2026-07-01");
    let after = guide().await;
    let basis = after["guide"]["basis"]["zh"].as_str().expect("a basis").to_owned();
    assert!(basis.starts_with("《社会救助法》"), "the highest first: {basis}");
    assert_eq!(after["basis"][0]["law"], "social-assistance-law");
    let faq = after["guide"]["faq"]["zh"].as_str().expect("questions").to_owned();
    for said in ["向县（区）人民政府申请行政复议", "由您选择", "应当先向县（区）人民政府申请行政复议"]
    {
        assert!(faq.contains(said), "{said}");
    }
    let medical = server.anyone().get("/service-items/medical-assistance").await.expect(200);
    assert!(!medical["materials"].to_string().contains("低保证"), "{}", medical["materials"]);
    assert!(medical["guide"]["authority"]["zh"].as_str().is_some_and(|text| text.contains("医疗保障局")));
    let pension = server.anyone().get("/service-items/veteran-disability-pension").await.expect(200);
    assert!(pension["guide"]["process"]["zh"].as_str().is_some_and(|text| text.contains("60日内")));
    server.set_day("2026-12-31");
    let now = server.anyone().get("/service-items/medical-assistance").await.expect(200);
    assert!(!now.text().contains("《医疗保障法》"), "not in force yet");
    server.set_day("2027-01-01");
    let then = server.anyone().get("/service-items/medical-assistance").await.expect(200);
    assert!(then["guide"]["basis"]["zh"].as_str().is_some_and(|text| text.contains("《医疗保障法》")));
}

#[tokio::test]
async fn of_the_family_who_is_there_signs_the_record_of_a_visit() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = accepted(&staff, "温水根").await;
    let check = async |more: Value| act(&staff.officer, &case, "checks", visit(&staff, more).await).await;
    for wrong in [
        json!({}),
        json!({ "family": { "name": "温火生", "relation": "长子" }, "family_absent": "无人在家" }),
    ] {
        let told = check(wrong).await.expect_problem(422, "invalid");
        assert_eq!(told.field_errors(), [("/family".to_owned(), "family_signature".to_owned())]);
    }
    let one = json!([staff.two_officers().await[0]]);
    let told = check(json!({ "kind": "neighbour_visit", "officers": one })).await;
    assert_eq!(told.expect_problem(422, "invalid").field_errors()[0].1, "two_officers");
    let told = check(json!({ "kind": "information_check" })).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors()[0].1, "information_check_by_county");
    let signed = check(json!({ "family": { "name": "温火生", "relation": "长子" } })).await.expect(201);
    let last = signed["acts"].as_array().and_then(|acts| acts.last()).expect("an act").clone();
    assert_eq!(last["detail"]["family"], json!({ "name": "温火生", "relation": "长子" }));
    // To the neighbours nobody of the family comes along.
    let body = visit(&staff, json!({ "kind": "neighbour_visit" })).await;
    let case = act(&staff.officer, &signed, "checks", body).await.expect(201);
    let absent = visit(&staff, json!({ "family_absent": "家中无人，邻居在场" })).await;
    act(&staff.officer, &case, "checks", absent).await.expect(201);
}

#[tokio::test]
async fn the_county_alone_asks_the_registers_and_of_relatives_only_with_their_own_consent() {
    let server = Server::start().await;
    server.set_day("2026-07-01");
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "温水根", 40_000).await;
    let case = ready(&staff, "subsistence-allowance", &person, json!({})).await;
    let told = act(&staff.clerk, &case, "acceptances", json!({})).await;
    told.expect_problem(409, "consent_missing");
    let case = act(&staff.clerk, &case, "consents", json!({ "of": "household" })).await.expect(201);
    let consent = case["acts"][0].clone();
    assert_eq!((&consent["act"], &consent["detail"]["name"]), (&json!("consent"), &json!("温水根")));
    let case = act(&staff.clerk, &case, "acceptances", json!({})).await.expect(201);

    let ask = |relatives: Value| {
        json!({
            "on": "2026-07-01", "purpose": "application", "sources": ["banks", "vehicles"],
            "relatives": relatives, "findings": "未发现超标财产", "conclusion": "confirmed",
        })
    };
    let unasked = act(&staff.examiner, &case, "information-checks", ask(json!([]))).await;
    unasked.expect_problem(409, "check_not_requested");
    let case = act(&staff.officer, &case, "check-requests", json!({})).await.expect(201);
    let body = json!({ "opinion": "support", "text": "情况属实" });
    let open = act(&staff.officer, &case, "preliminary-opinions", body).await;
    open.expect_problem(409, "check_missing");
    act(&staff.officer, &case, "information-checks", ask(json!([]))).await.expect_problem(403, "not_allowed");
    // The applicant's consent is not the relative's.
    let told = act(&staff.examiner, &case, "information-checks", ask(json!([1]))).await;
    let told = told.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/relatives/0".to_owned(), "relative_without_consent".to_owned())]);
    let nameless = act(&staff.clerk, &case, "consents", json!({ "of": "relative" })).await;
    assert_eq!(nameless.expect_problem(422, "invalid").field_errors().len(), 2);
    let relative = json!({ "of": "relative", "name": "温火生", "relation": "长子" });
    let case = act(&staff.clerk, &case, "consents", relative).await.expect(201);
    let seq = case["acts"].as_array().and_then(|acts| acts.last()).expect("an act")["seq"].clone();
    let case = act(&staff.examiner, &case, "information-checks", ask(json!([seq]))).await.expect(201);
    let last = case["acts"].as_array().and_then(|acts| acts.last()).expect("an act").clone();
    let detail = &last["detail"];
    assert_eq!(
        (&detail["purpose"], &detail["relatives"][0]["name"]),
        (&json!("application"), &json!("温火生"))
    );
    assert_eq!(clock(&case, "information")["state"], "stopped");
    let again = act(&staff.examiner, &case, "information-checks", ask(json!([]))).await;
    again.expect_problem(409, "check_not_requested");
}

#[tokio::test]
async fn consent_comes_with_the_application_and_a_case_keeps_the_course_it_began_with() {
    let server = Server::start().await;
    server.set_day("2026-06-30");
    let staff = Staff::of(&server).await;
    let (before, _) = household(&staff.clerk, "温水根", 40_000).await;
    let old = ready(&staff, "subsistence-allowance", &before, json!({})).await;
    server.set_day("2026-07-02");
    let staff = Staff::of(&server).await;
    // Begun under the law before: accepted as that asks.
    act(&staff.clerk, &old, "acceptances", json!({})).await.expect(201);
    let (after, _) = household(&staff.clerk, "邱火根", 40_000).await;
    let consent = json!({ "consent": { "of": "household", "on": "2026-07-02" } });
    let new = ready(&staff, "subsistence-allowance", &after, consent).await;
    act(&staff.clerk, &new, "acceptances", json!({})).await.expect(201);
    let early = json!({ "consent": { "of": "household", "on": "2026-07-03" } });
    let mut body = json!({
        "item_code": "medical-assistance", "applicant_person_id": after, "facts": {}, "source": "window",
    });
    build::merge(&mut body, early);
    let told = staff.clerk.post("/cases", body).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/consent/on".to_owned(), "date_in_future".to_owned())]);
}

#[tokio::test]
async fn after_a_complaint_the_county_visits_before_it_decides() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "温水根", 40_000).await;
    let case = case_of(&staff, "subsistence-allowance", &person, json!({})).await;
    let complaint = json!({ "on": "2026-03-02", "channel": "hotline", "text": "反映该户有两辆货车" });
    let case = act(&staff.examiner, &case, "complaints", complaint).await.expect(201);
    let case = staff.examined(&case).await;
    let told = act(&staff.approver, &case, "decisions", json!({ "outcome": "approve" })).await;
    told.expect_problem(409, "complaint_needs_county_visit");
    let officers = build::two(&staff.examiner.get("/officers").await.expect(200));
    let body = json!({ "on": "2026-03-02", "officers": officers, "findings": "货车系邻居所有" });
    let case = act(&staff.examiner, &case, "county-visits", body).await.expect(201);
    staff.approved(&case).await;
}
