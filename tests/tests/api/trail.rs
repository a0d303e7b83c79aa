//! The audit trail answers in words, and never "nothing" to what it did not understand.

use serde_json::{Value, json};
use yangguang::audit::{ACTIONS, POSTS, SUBJECTS};
use yangguang_domain::access::Permission;
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Server};

use crate::tree;

fn labels(answer: &Answer) -> Vec<String> {
    answer
        .items()
        .iter()
        .map(|line| line["action_label"]["zh"].as_str().expect("a name").to_owned())
        .collect()
}

#[tokio::test]
async fn the_auditor_finds_by_person_case_number_act_place_and_day() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.decided("温水生", "2026-03-02").await;
    let other = build::ready_case(&staff.clerk, "邱木生").await;
    let auditor = server.actor("auditor").await;
    let number = case["case_no"].as_str().expect("a number").to_owned();

    let of_case = auditor.get(&format!("/audit-entries?case_no={number}&limit=200")).await.expect(200);
    assert!(labels(&of_case).contains(&"县级审批".to_owned()), "{:?}", labels(&of_case));
    assert!(
        of_case.items().iter().all(|line| line["subject_id"] == case.id() && line["subject_name"] == number)
    );
    assert!(of_case.items().iter().all(|line| line["subject_id"] != other.id()));

    let options = auditor.get("/audit-options").await.expect(200);
    let clerk = options["actors"].as_array().expect("accounts").iter().find(|who| who["username"] == "clerk");
    let clerk = clerk.expect("the clerk").clone();
    let by_clerk = auditor
        .get(&format!("/audit-entries?actor={}&action=case.accepted", clerk["id"].as_str().expect("an id")))
        .await
        .expect(200);
    assert_eq!(labels(&by_clerk), ["受理"]);
    assert_eq!(by_clerk.items()[0]["actor"]["name"], clerk["name"]);

    let (town, village) = (case["township"]["code"].clone(), case["division"]["code"].clone());
    for place in [&town, &village] {
        let there = auditor
            .get(&format!("/audit-entries?division={}&action=case.decided", place.as_str().expect("a code")))
            .await
            .expect(200);
        assert_eq!(there.items().len(), 1, "{place}");
        assert_eq!(there.items()[0]["place"]["code"], village, "the place is told by its name");
    }
    let elsewhere = auditor.get("/audit-entries?division=360704999000&action=case.decided").await;
    assert!(elsewhere.status == 200 && elsewhere.items().is_empty(), "{}", elsewhere.text());
    for (days, found) in [("from=2026-03-02&to=2026-03-02", 1), ("from=2026-03-03", 0), ("to=2026-03-01", 0)]
    {
        let lines = auditor.get(&format!("/audit-entries?action=case.decided&{days}")).await.expect(200);
        assert_eq!(lines.items().len(), found, "{days}");
    }
}

#[tokio::test]
async fn what_the_trail_does_not_know_is_an_error_and_not_an_empty_list() {
    let server = Server::start().await;
    let auditor = server.actor("auditor").await;
    for question in [
        "action=县级审批",
        "action=case.unheard_of",
        "subject_type=moon",
        "case_no=12",
        "from=2026-03-02&to=2026-03-01",
        "actor=严明远",
        "case_no=360704-YL-20260302-0001&subject_type=case",
    ] {
        auditor.get(&format!("/audit-entries?{question}")).await.expect_problem(400, "bad_query");
    }
    let nobody = "00000000-0000-7000-8000-000000000000";
    auditor.get(&format!("/audit-entries?actor={nobody}")).await.expect_problem(404, "not_found");
    auditor.get("/audit-entries?division=110101000000").await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_changed_is_told_in_words_with_money_in_yuan_and_places_by_name() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.decided("温水生", "2026-03-02").await;
    build::appoint(&server, "fieldworker", "clerk").await;
    let auditor = server.actor("auditor").await;

    let line = |answer: &Answer| answer.items()[0].clone();
    let told = |line: &Value, field: &str| {
        let changes = line["changes"].as_array().expect("changes").clone();
        changes
            .into_iter()
            .find(|change| change["field"] == field)
            .unwrap_or_else(|| panic!("{field}: {line}"))
    };
    let decided = line(&auditor.get("/audit-entries?action=case.decided").await.expect(200));
    let sum = told(&decided, "amount_fen");
    assert_eq!((&sum["label"]["zh"], &sum["after"]["zh"]), (&json!("金额"), &json!("1,500.00 元")));
    let stage = told(&decided, "stage");
    assert_eq!(
        (&stage["before"]["zh"], &stage["after"]["zh"]),
        (&json!("县级审批"), &case["stage_label"]["zh"])
    );

    let opened = line(&auditor.get("/audit-entries?action=case.opened").await.expect(200));
    assert_eq!(told(&opened, "cost_fen")["after"]["zh"], "9,000.00 元");
    assert_ne!(told(&opened, "category")["after"]["zh"], "subsistence_ill", "a category by its name");

    let changed = line(&auditor.get("/audit-entries?action=user.changed").await.expect(200));
    let post = told(&changed, "role");
    assert_eq!((&post["before"]["zh"], &post["after"]["zh"]), (&json!("调查员"), &json!("窗口经办人")));

    let file = auditor.get("/audit-entries?action=case.decided&format=csv").await.expect(200).text();
    assert!(
        file.contains("县级审批") && file.contains("金额：1,500.00 元") && file.contains("梅林镇"),
        "{file}"
    );
}

#[tokio::test]
async fn every_line_of_a_months_work_is_in_words() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    staff.decided("温水生", "2026-03-02").await;
    let auditor = server.actor("auditor").await;
    let mut cursor = String::new();
    loop {
        let page = auditor.get(&format!("/audit-entries?limit=200{cursor}")).await.expect(200);
        for line in page.items() {
            for label in ["action_label", "subject_label"] {
                let text = line[label]["zh"].as_str().expect("a name");
                assert!(!text.is_ascii(), "{label} of {line}");
            }
            for change in line["changes"].as_array().expect("changes") {
                let label = change["label"]["zh"].as_str().expect("a name");
                assert!(!label.is_ascii(), "{change} of {}", line["action"]);
            }
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
}

/// Joins the table of names with the code: an act without a name would be shown as its code.
#[test]
fn every_act_that_leaves_a_trace_has_a_name_in_both_languages() {
    let mut found = 0;
    for (file, text) in tree::sources("api/src") {
        let code: String = tree::code(&text).collect::<Vec<_>>().join("\n");
        let families: Vec<&str> = ACTIONS.iter().filter_map(|(code, ..)| code.split('.').next()).collect();
        for (place, literal) in code.split('"').enumerate().filter(|(place, _)| place % 2 == 1) {
            let Some((family, verb)) = literal.split_once('.') else { continue };
            let name = |text: &str| {
                !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            };
            let before = code.split('"').nth(place - 1).unwrap_or_default();
            let act = families.contains(&family) && Permission::parse(literal).is_none();
            let traced = before.trim_end().ends_with("Entry::new(");
            if name(family) && name(verb) && (act || traced) {
                found += 1;
                assert!(ACTIONS.iter().any(|(code, ..)| *code == literal), "{file}: {literal} has no name");
            }
        }
        for rest in code.split("Entry::new(").skip(1) {
            let subject = rest.split('"').nth(if rest.trim_start().starts_with('"') { 3 } else { 1 });
            let subject =
                subject.filter(|text| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
            if let Some(subject) = subject {
                assert!(SUBJECTS.iter().any(|(code, ..)| *code == subject), "{file}: {subject} has no name");
            }
        }
    }
    assert!(found > 50, "the walk saw only {found} acts");
    for (code, zh, en) in ACTIONS.iter().chain(SUBJECTS) {
        assert!(!zh.is_ascii() && en.is_ascii() && !en.is_empty(), "{code}");
    }
}

#[test]
fn a_post_has_one_name_in_the_program_its_pages_and_the_read_me() {
    let read = |path: &str| std::fs::read_to_string(tree::root().join(path)).expect("a text");
    let pages = [read("frontend/src/i18n/zh-CN/app.ts"), read("frontend/src/i18n/en/app.ts")];
    let papers = [read("README.md"), read("README.zh-CN.md")];
    for (code, zh, en) in POSTS.iter().filter(|(code, ..)| *code != "system") {
        for (page, name) in pages.iter().zip([zh, en]) {
            assert!(page.contains(&format!("    {code}: '{name}',")), "{code} is not {name} in the pages");
        }
        for paper in &papers {
            assert!(paper.contains(zh), "{code} is not {zh} in the read-me");
        }
    }
}
