//! Each sum, term and list by the article that says so, and no article for what none says.

use std::fs;

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Server};

use crate::entitlements::{benefit, decide, propose};
use crate::kinds::{destitute, granted, members};

async fn evaluated(server: &Server, policy: &str, facts: Value, on: &str) -> Answer {
    let body = json!({ "facts": facts, "on": on });
    server.anyone().post(&format!("/policies/{policy}/evaluations"), body).await.expect(200)
}

fn clause(answer: &Answer, rule: &str) -> String {
    let lines = answer["lines"].as_array().expect("lines");
    let line = lines.iter().find(|line| line["rule"] == rule);
    line.unwrap_or_else(|| panic!("{rule}: {}", answer.text()))["clause"]["zh"]
        .as_str()
        .expect("words")
        .to_owned()
}

/// The shipped policies, each with the name of its file.
fn policies() -> Vec<(String, Value)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../api/policies");
    let files = fs::read_dir(folder).expect("policies").map(|file| file.expect("a file").path());
    let json = files.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    json.map(|path| {
        let text = fs::read_to_string(&path).expect("a text");
        (path.display().to_string(), serde_json::from_str(&text).expect("a document"))
    })
    .collect()
}

/// Whether a citation is of a place's own rules, or of the demonstration's.
fn of_the_place(citation: &Value) -> bool {
    let law = citation["law"].as_str().expect("a law");
    law.starts_with("local-") || law.starts_with("demo-")
}

#[test]
fn no_national_act_is_named_for_stopping_an_allowance_or_for_keeping_back_a_share_of_it() {
    for (file, policy) in policies() {
        let result = &policy["result"];
        let stops = result["suspension"].as_array().into_iter().flatten();
        let stops = stops.flat_map(|ground| ground["basis"].as_array().into_iter().flatten());
        let kept = result["recovery_basis"].as_array().into_iter().flatten();
        for citation in stops.chain(kept) {
            assert!(of_the_place(citation), "{file}: {citation}");
        }
    }
}

#[test]
fn what_a_county_set_is_in_force_in_that_county_alone() {
    for (file, policy) in policies() {
        let own = |citation: &Value| of_the_place(citation);
        let basis = policy["legal_basis"].as_array().expect("a basis");
        if policy["jurisdiction"] == "000000000000" {
            assert!(!basis.iter().any(own), "{file} is no law of the country");
        }
    }
    let named =
        |name: &str| policies().into_iter().find(|(file, _)| file.ends_with(name)).expect("a policy").1;
    for scheme in ["temporary-heavy.json", "medical-assistance-1.json"] {
        assert_ne!(named(scheme)["jurisdiction"], "000000000000", "{scheme}");
    }
}

#[tokio::test]
async fn the_measures_on_the_allowance_govern_no_other_benefit() {
    let server = Server::start().await;
    for item in ["medical-assistance", "old-age-allowance", "orphan-allowance", "veteran-disability-pension"]
    {
        let guide = server.anyone().get(&format!("/service-items/{item}")).await.expect(200);
        for element in ["basis", "time_limit", "process"] {
            let said = guide["guide"][element]["zh"].as_str().unwrap_or_default();
            assert!(!said.contains("最低生活保障审核确认办法"), "{item} {element}: {said}");
        }
        assert_eq!(guide["limits"], json!([]), "{item}");
    }
}

#[tokio::test]
async fn the_sums_of_the_demonstration_are_called_its_own_in_every_line() {
    let server = Server::start().await;
    let aged = evaluated(&server, "aged-ganxian", json!({ "age": 85 }), "2026-03-02").await;
    assert_eq!(clause(&aged, "allowance_fen"), "赣县区示例标准（虚构，仅供演示）高龄津贴标准");
    let mut facts = destitute();
    facts["age"] = json!(67);
    let support = evaluated(&server, "destitute-ganxian", facts, "2026-03-02").await;
    for rule in ["living_fen", "care_fen"] {
        assert!(clause(&support, rule).contains("示例标准"), "{rule}: {}", clause(&support, rule));
        assert!(!clause(&support, rule).contains("国务院关于进一步健全"), "{rule}");
    }
    let facts = json!({ "household_size": 1, "income_fen": 0, "members": [{ "age": 75 }] });
    let allowance = evaluated(&server, "subsistence-ganxian", facts, "2026-07-01").await;
    // The supplement is of article 20 of the law and 27 of the measures, never of 23.
    let supplement = clause(&allowance, "supplement_fen");
    assert!(supplement.contains("《社会救助法》第二十条") && supplement.contains("示例标准"), "{supplement}");
    assert!(!supplement.contains("第二十三条"), "{supplement}");
    let aid = clause(&allowance, "aid_fen");
    assert!(aid.contains("第二十七条") && aid.contains("示例标准"), "{aid}");
}

#[tokio::test]
async fn who_cannot_work_is_who_article_5_lists_by_age_and_grade() {
    let server = Server::start().await;
    let eligible = async |more: Value, on: &str| {
        let mut facts = destitute();
        build::merge(&mut facts, more);
        evaluated(&server, "destitute-ganxian", facts, on).await["eligible"].clone()
    };
    for (kind, grade) in [("intellectual", 3), ("mental", 3), ("physical", 2), ("visual", 1)] {
        let of = |grade: i64| json!({ "age": 45, "disability": kind, "disability_grade": grade });
        assert_eq!(eligible(of(grade), "2026-03-02").await, true, "{kind} {grade}");
        assert_eq!(eligible(of(grade + 1), "2026-03-02").await, false, "{kind} {}", grade + 1);
    }
    let hearing = json!({ "age": 45, "disability": "other", "disability_grade": 1 });
    assert_eq!(eligible(hearing, "2026-03-02").await, false);
    for (age, on, expected) in [
        (15, "2026-06-30", true),
        (16, "2026-06-30", false),
        (17, "2026-07-01", true),
        (18, "2026-07-01", false),
    ] {
        assert_eq!(eligible(json!({ "age": age }), on).await, expected, "{age} on {on}");
    }
    let past = |at_school: bool| json!({ "age": 18, "supported_before": true, "at_school": at_school });
    assert_eq!(eligible(past(true), "2026-10-01").await, true, "goes on at school");
    assert_eq!(eligible(past(false), "2026-10-01").await, false);
}

#[tokio::test]
async fn who_needs_care_is_graded_by_article_22_of_the_six_items_of_article_21() {
    let server = Server::start().await;
    let mut facts = destitute();
    build::merge(&mut facts, json!({ "age": 67, "cannot_walk": true }));
    let answer = evaluated(&server, "destitute-ganxian", facts, "2026-03-02").await;
    let said = clause(&answer, "failed_items");
    assert!(said.contains("第二十一条") && said.contains("第二十二条"), "{said}");
}

#[tokio::test]
async fn a_grace_period_of_six_months_is_the_notices_and_not_the_measures_alone() {
    let server = Server::start().await;
    let policy = server.anyone().get("/policies/subsistence-ganxian").await.expect(200);
    let result = &policy["document"]["result"];
    assert_eq!(result["grace_months"], 6);
    let notice = json!({ "law": "low-income-notice-2022", "article": "一（三）" });
    assert!(result["grace_basis"].as_array().is_some_and(|basis| basis.contains(&notice)), "{result}");
}

#[tokio::test]
async fn an_orphan_past_eighteen_at_school_is_helped_by_the_countys_standard_and_no_article_of_the_opinion() {
    let server = Server::start().await;
    let facts = json!({ "age": 19, "at_school": true, "care": "dispersed" });
    let answer = evaluated(&server, "orphan-ganxian", facts, "2026-03-02").await;
    assert_eq!(answer["eligible"], true, "{}", answer.text());
    assert!(clause(&answer, "entitled").contains("示例标准"), "{}", clause(&answer, "entitled"));
    let opinion = server.anyone().get("/laws/orphan-opinion-2010").await.expect(200);
    assert_eq!(opinion["document"]["issuer"]["en"], "General Office of the State Council");
}

#[tokio::test]
async fn openness_of_the_village_is_article_35_since_2026_and_was_30() {
    let server = Server::start().await;
    let law = server.anyone().get("/laws/village-committee-law").await.expect(200);
    let texts = law["document"]["texts"].as_array().expect("texts");
    let no = |text: &Value| {
        let articles = text["articles"].as_array().expect("articles").iter();
        articles.clone().find(|one| one["heading"]["zh"] == "村务公开").expect("openness")["no"].clone()
    };
    let last = texts.last().expect("a text");
    assert_eq!((&last["from"], no(last)), (&json!("2026-01-01"), json!("35")));
    assert_eq!(no(&texts[0]), "30");
}

#[tokio::test]
async fn a_grown_pupil_is_supported_to_the_end_of_school_then_heard_shown_and_paid_for_the_month_of_the_decision()
 {
    let server = Server::start().await;
    server.set_day("2026-07-06");
    let staff = Staff::of(&server).await;
    let village = build::village(&staff.clerk).await;
    let born = build::citizen_id_of("2008-09-10".parse().expect("a day"));
    let body = json!({ "citizen_id": born, "name": "邱小兰", "division": village });
    let pupil = staff.clerk.post("/persons", body).await.expect(201).id();
    let support = granted(&staff, "destitute-support", &pupil, destitute()).await;
    server.set_day("2026-09-28");
    let staff = Staff::of(&server).await;
    let school = json!({ "facts": { "at_school": true } });
    let goes_on = propose(&staff.officer, &support, "recompute", "2026-10", school).await.expect(201);
    assert_eq!(goes_on["proposed"]["hearing"], "not_needed", "{}", goes_on.text());
    assert_eq!(decide(&staff, &goes_on, "confirm").await.items()[0]["status"], 201);
    server.set_day("2027-07-05");
    let staff = Staff::of(&server).await;
    let now = benefit(&staff, &support.id()).await;
    let proposed = propose(&staff.officer, &now, "end", "2027-08", json!({})).await.expect(201);
    let act = async |staff: &Staff, benefit: &Answer, body: Value| {
        let path = format!("/entitlements/{}/acts", benefit.id());
        staff.officer.act(&path, benefit.version(), body).await.expect(201)
    };
    let hear = json!({
        "act": "hear", "on": "2027-07-05", "way": "in_person", "who": "recipient",
        "person": proposed["person"]["name"], "said": "已毕业",
    });
    let heard = act(&staff, &proposed, hear).await;
    act(&staff, &heard, json!({ "act": "post", "on": "2027-07-05" })).await;
    server.set_day("2027-07-16");
    let staff = Staff::of(&server).await;
    let shown = benefit(&staff, &support.id()).await;
    assert_eq!(decide(&staff, &shown, "confirm").await.items()[0]["status"], 201);
    let now = benefit(&staff, &support.id()).await;
    let months = now["months"].as_array().expect("months");
    let month = |month: &str| months.iter().find(|one| one["month"] == month).expect("a month").clone();
    assert!(month("2027-07")["due_fen"].as_i64().is_some_and(|fen| fen > 0), "{}", now.text());
    assert_eq!((&month("2027-08")["due_fen"], &month("2027-08")["state"]), (&json!(0), &json!("ended")));
}

#[tokio::test]
async fn a_new_pension_begins_in_the_month_of_its_approval() {
    let server = Server::start().await;
    server.set_day("2026-07-20");
    let staff = Staff::of(&server).await;
    let veterans = members(&staff, "other", &[(58, "veteran")]).await;
    let facts = json!({ "grade": 10, "cause": "duty" });
    let pension = granted(&staff, "veteran-disability-pension", &veterans[0], facts).await;
    assert_eq!(pension["first_month"], "2026-07");
}
