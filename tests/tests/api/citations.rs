//! What policies rest on: a draft cites law that is in force while it applies, and a sum is
//! explained, and paid, by the law of its day.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Client, Server};

use crate::entitlements::{benefit, due};
use crate::kinds::{destitute, examined, granted, members};
use crate::policies::coal;

/// What a draft of the document is told.
async fn problems(examiner: &Client, document: &Value) -> Vec<(String, String)> {
    let body = json!({ "document": document });
    let checked = examiner.post("/policy-checks", body).await.expect(200);
    let told = checked["problems"].as_array().expect("problems").iter();
    let text = |problem: &Value, name: &str| problem[name].as_str().expect("a text").to_owned();
    told.map(|problem| (text(problem, "pointer"), text(problem, "code"))).collect()
}

fn cite(law: &str, article: &str) -> Value {
    json!({ "law": law, "article": article })
}

#[tokio::test]
async fn a_policy_can_not_rest_on_what_is_not_in_force_while_it_applies() {
    let server = Server::start().await;
    let examiner = server.actor("examiner").await;
    let with = |basis: Value| {
        let mut document = coal(1, 100);
        document["rules"][0]["basis"] = basis;
        document
    };
    let one = |place: &str, code: &str| vec![(format!("/rules/0/basis{place}"), code.to_owned())];
    assert_eq!(problems(&examiner, &with(json!([cite("subsistence-measures-2021", "23")]))).await, []);
    for (basis, place, code) in [
        (json!([cite("no-such-law", "1")]), "/0/law", "law_unknown"),
        // Ended on 2021-06-30.
        (json!([cite("subsistence-measures-2012", "27")]), "/0/law", "law_not_in_force"),
        (json!([cite("subsistence-measures-2021", "99")]), "/0/article", "article_unknown"),
        // From 2026-07-01 on only.
        (json!([cite("social-assistance-law", "18")]), "", "no_basis_on"),
        (json!([]), "", "no_basis_on"),
        // A standard of Shandong says nothing in Jiangxi.
        (
            json!([cite("subsistence-measures-2021", "23"), { "law": "local-dongying-2019" }]),
            "/1/law",
            "law_elsewhere",
        ),
    ] {
        assert_eq!(problems(&examiner, &with(basis)).await, one(place, code));
    }
    // A day of 2014 has nothing in a document of 2021.
    let mut old = with(json!([cite("subsistence-measures-2021", "23")]));
    (old["valid_from"], old["valid_to"]) = (json!("2014-05-01"), json!("2020-12-31"));
    old["parameters"][0]["values"][0]["from"] = json!("2014-05-01");
    old["competent_departments"][0]["from"] = json!("2014-05-01");
    assert_eq!(problems(&examiner, &old).await, one("/0/law", "law_not_in_force"));
}

#[tokio::test]
async fn a_draft_with_a_repealed_basis_is_not_handed_in() {
    let server = Server::start().await;
    let examiner = server.actor("examiner").await;
    let mut document = coal(1, 100);
    document["legal_basis"] = json!([cite("destitute-measures-2016", "4")]);
    let draft = examiner.post("/policy-drafts", json!({ "document": document })).await.expect(201);
    assert_eq!(draft["problems"][0]["code"], "law_not_in_force", "{}", draft.text());
    assert!(draft["problems"][0]["zh"].as_str().expect("a sentence").contains("请改引当时有效的规定"));
    let named: Vec<&Value> = draft["citations"].as_array().expect("citations").iter().collect();
    assert!(
        named.iter().any(|one| one["text"]["zh"] == "赣县区示例标准（虚构，仅供演示）低保标准"),
        "{named:?}"
    );
    let path = format!("/policy-drafts/{}/submissions", draft.id());
    let told = examiner.act(&path, draft.version(), json!({})).await;
    let faults = told.expect_problem(422, "invalid").field_errors();
    let expected = ("/document/legal_basis/0/law".to_owned(), "policy_problem".to_owned());
    assert_eq!(faults, [expected]);
}

async fn evaluated(server: &Server, policy: &str, facts: Value, on: &str) -> Answer {
    let body = json!({ "facts": facts, "on": on });
    server.anyone().post(&format!("/policies/{policy}/evaluations"), body).await.expect(200)
}

fn line<'a>(answer: &'a Answer, rule: &str) -> &'a Value {
    let lines = answer["lines"].as_array().expect("lines");
    lines.iter().find(|line| line["rule"] == rule).expect("a line")
}

#[tokio::test]
async fn a_sum_is_explained_by_the_law_of_the_day_it_is_computed_for() {
    let server = Server::start().await;
    let facts = json!({ "household_size": 3, "income_fen": 210_000 });
    let before = evaluated(&server, "subsistence-ganxian", facts.clone(), "2026-06-30").await;
    let after = evaluated(&server, "subsistence-ganxian", facts, "2026-07-01").await;
    let first = |answer: &Answer| line(answer, "difference_fen")["basis"][0]["law"].clone();
    assert_eq!(
        (first(&before), first(&after)),
        (json!("social-assistance-interim"), json!("social-assistance-law"))
    );
    let words = line(&after, "difference_fen")["clause"]["zh"].as_str().expect("words").to_owned();
    assert!(words.starts_with("《社会救助法》第十八条、《社会救助暂行办法》第十二条"), "{words}");
    assert!(words.contains("示例标准"), "{words}");
}

#[tokio::test]
async fn a_care_allowance_goes_by_the_regulations_of_its_day() {
    let server = Server::start().await;
    let sum = async |facts: Value, on: &str| {
        let answer = evaluated(&server, "veteran-care-allowance", facts, on).await;
        let article = line(&answer, "rate")["basis"][0]["article"].clone();
        (answer["amount_fen"].as_i64(), article)
    };
    let of = |grade: i64, cause: &str| json!({ "average_wage_fen": 800_000, "grade": grade, "cause": cause });
    assert_eq!(sum(of(2, "war"), "2024-09-30").await, (Some(400_000), json!("30")));
    assert_eq!(sum(of(2, "war"), "2024-10-01").await, (Some(400_000), json!("34")));
    assert_eq!(sum(of(5, "mental"), "2024-09-30").await.0, Some(0));
    assert_eq!(sum(of(5, "mental"), "2024-10-01").await.0, Some(200_000));
}

#[tokio::test]
async fn who_refuses_work_three_times_loses_his_own_share_only() {
    let server = Server::start().await;
    let facts = |refused: i64| json!({ "household_size": 3, "income_fen": 210_000, "work_refused": refused });
    let all = evaluated(&server, "subsistence-ganxian", facts(0), "2026-03-02").await;
    let one = evaluated(&server, "subsistence-ganxian", facts(1), "2026-03-02").await;
    assert_eq!((&all["amount_fen"], &one["amount_fen"]), (&json!(45_000), &json!(30_000)));
    // It may be cut in part.
    assert_eq!((&one["min_fen"], &one["max_fen"]), (&json!(30_000), &json!(45_000)));
    let clause = line(&one, "refused_fen")["clause"]["zh"].clone();
    assert_eq!(clause, "《社会救助暂行办法》第四十五条、《最低生活保障审核确认办法》第三十四条");
}

#[tokio::test]
async fn where_somebody_can_work_the_allowance_is_checked_twice_a_year() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    for (facts, due) in [
        (json!({}), "2027-04-01"),
        (json!({ "able_to_work": true }), "2026-10-01"),
        (json!({ "income_unstable": true }), "2026-10-01"),
    ] {
        let home = members(&staff, "other", &[(45, "")]).await;
        let allowance = granted(&staff, "subsistence-allowance", &home[0], facts).await;
        assert_eq!(allowance["recheck_due_on"], due);
    }
}

#[tokio::test]
async fn a_child_who_is_supported_goes_on_being_so_at_sixteen_and_one_who_asks_is_not_admitted() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let child = |born: &str| {
        json!({
            "citizen_id": build::citizen_id_of(born.parse().expect("a day")), "name": "邱小兰",
        })
    };
    let village = build::village(&staff.clerk).await;
    let person = async |born: &str| {
        let mut body = child(born);
        build::merge(&mut body, json!({ "division": village }));
        staff.clerk.post("/persons", body).await.expect(201).id()
    };
    let (younger, older) = (person("2010-05-20").await, person("2010-01-20").await);
    let supported = granted(&staff, "destitute-support", &younger, destitute()).await;
    let asks = json!({
        "item_code": "destitute-support", "applicant_person_id": older, "facts": destitute(),
    });
    let told = staff.clerk.post("/cases/previews", asks.clone()).await.expect(200);
    assert_eq!(told["evaluation"]["reason"]["code"], "able_to_work", "{}", told.text());
    // Sixteen since the 20th: June is the first month computed so.
    server.set_day("2026-05-28");
    let staff = Staff::of(&server).await;
    let body = json!({ "policy_code": "destitute-ganxian", "from_month": "2026-04", "reason": "年龄变动" });
    let preview = staff.examiner.post("/entitlement-recalculation-previews", body).await.expect(200);
    assert_eq!((&preview["changing"], &preview["failed"]), (&json!(0), &json!([])), "{}", preview.text());
    let now = benefit(&staff, &supported.id()).await;
    assert_eq!(due(&now), [129_000, 129_000, 129_000]);
    // By the law of 2026-07-01 every minor may be admitted.
    server.set_day("2026-07-02");
    let staff = Staff::of(&server).await;
    let told = staff.clerk.post("/cases/previews", asks).await.expect(200);
    assert_eq!(told["evaluation"]["eligible"], true, "{}", told.text());
}

#[tokio::test]
async fn a_transferred_pension_is_paid_from_the_year_after_discharge() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let veterans = members(&staff, "other", &[(30, "veteran"), (31, "veteran")]).await;
    let facts = |day: &str| json!({ "grade": 6, "cause": "duty", "transferred": true, "discharged_on": day });
    // The forces pay what is left of the year.
    let later = granted(&staff, "veteran-disability-pension", &veterans[0], facts("2026-01-15")).await;
    assert_eq!((&later["first_month"], due(&later).first()), (&json!("2027-01"), Some(&401_500)));
    let earlier = granted(&staff, "veteran-disability-pension", &veterans[1], facts("2025-12-20")).await;
    assert_eq!(earlier["first_month"], "2026-01");
    assert_eq!(earlier["arrears_fen"], 2 * 401_500);
}

#[tokio::test]
async fn the_allowance_is_refused_beside_support_as_destitute_by_the_opinion_of_2016() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let registered = members(&staff, "rural_subsistence", &[(70, "")]).await;
    let told = examined(&staff, "destitute-support", &registered[0], destitute()).await;
    let told = told.expect_problem(409, "excluded_as_registered");
    assert!(told.text().contains("特困人员救助供养制度的意见"), "{}", told.text());
    assert!(!told.text().contains("暂行办法"), "{}", told.text());
}
