//! Two at once, and the same thing twice.

use serde_json::json;
use yangguang_tests::Server;
use yangguang_tests::build::{self, Staff};
use yangguang_tests::client::new_key;

#[tokio::test]
async fn of_two_clerks_who_accept_the_same_case_one_wins_and_the_other_is_told() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    for round in 0..5 {
        let case = build::ready_case(&clerk, &format!("双甲{}", ["一", "二", "三", "四", "五"][round])).await;
        let path = format!("/cases/{}/acceptances", case.id());
        let (one, two) = tokio::join!(
            clerk.act(&path, case.version(), json!({})),
            clerk.act(&path, case.version(), json!({}))
        );
        let mut told = [one.status, two.status];
        told.sort_unstable();
        assert_eq!(told, [201, 412], "{} / {}", one.text(), two.text());
    }
}

/// Its stage, its acts, its clocks and what may be done next are of one moment.
#[tokio::test]
async fn whoever_reads_a_case_while_it_is_accepted_sees_it_before_or_after() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    for name in ["同时甲", "同时乙", "同时丙", "同时丁", "同时戊", "同时己"] {
        let case = build::ready_case(&clerk, name).await;
        let path = format!("/cases/{}", case.id());
        let acceptances = format!("{path}/acceptances");
        let seen = async |reads: usize| {
            let mut seen = Vec::new();
            for _ in 0..reads {
                seen.push(clerk.get(&path).await.expect(200));
            }
            seen
        };
        let (accepted, one, two, three) =
            tokio::join!(clerk.act(&acceptances, case.version(), json!({})), seen(30), seen(30), seen(30));
        accepted.expect(201);
        for view in one.iter().chain(&two).chain(&three) {
            let many = |field: &str| view[field].as_array().map_or(0, Vec::len);
            let shown = (view.version(), view["stage"] == "received", many("acts"), many("clocks"));
            let before = (case.version(), true, 0, 1);
            let after = (case.version() + 1, false, 1, 2);
            assert!([before, after].contains(&shown), "{shown:?}: {}", view.text());
        }
    }
}

#[tokio::test]
async fn the_same_key_twice_is_done_once_and_answered_twice() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let person = build::applicant(&clerk, "重复生").await;
    let key = new_key();
    let send = || {
        let request = clerk.request(reqwest::Method::POST, "/cases").header("idempotency-key", &key);
        clerk.send(request.json(&build::new_case(&person, build::facts())))
    };
    let (one, two) = tokio::join!(send(), send());
    let three = send().await;
    for answer in [&one, &two, &three] {
        assert_eq!((answer.status, answer.id()), (201, one.id()), "{}", answer.text());
    }
    assert_eq!(three.header("idempotency-replayed"), "true");
    assert_eq!(server.database.number("SELECT count(*) FROM cases"), 1);
    let other = clerk.request(reqwest::Method::POST, "/cases").header("idempotency-key", &key);
    let other = clerk
        .send(other.json(&build::new_case(&person, json!({ "category": "no_support", "cost_fen": 1 }))))
        .await;
    other.expect_problem(422, "idempotency_key_reused");
    let missing =
        clerk.request(reqwest::Method::POST, "/cases").json(&build::new_case(&person, build::facts()));
    clerk.send(missing).await.expect_problem(400, "idempotency_key_required");
}

#[tokio::test]
async fn a_stale_version_is_refused_and_a_missing_one_asked_for() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let case = build::ready_case(&clerk, "陈旧生").await;
    let path = format!("/cases/{}", case.id());
    let patch = json!({ "facts": { "cost_fen": 1_000_000 } });
    clerk.patch(&path, case.version() - 1, patch.clone()).await.expect_problem(412, "stale_version");
    let bare = clerk.request(reqwest::Method::PATCH, &path).json(&patch);
    clerk.send(bare).await.expect_problem(428, "version_required");
    let unchanged = clerk.get(&path).await.expect(200);
    assert_eq!((unchanged.version(), &unchanged["facts"]), (case.version(), &case["facts"]));
}

#[tokio::test]
async fn two_decisions_at_once_do_not_pass_the_years_cap_together() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "封顶生").await;
    let mut cases = Vec::new();
    // A second case of the same year is opened by hand in the table, since the API allows one open.
    for _ in 0..2 {
        let facts = json!({ "category": "subsistence_age", "cost_fen": 1_600_000 });
        let case = build::open_case(&staff.clerk, &person, facts).await;
        let freed = format!(
            "UPDATE cases SET open_key = NULL WHERE case_no = '{}'",
            case["case_no"].as_str().expect("a number")
        );
        server.database.attempt(&freed).expect("freed");
        let case = build::all_papers(&staff.clerk, &case).await;
        let case = build::accept(&staff.clerk, &case).await;
        let case = staff.reviewable(&case, "2026-03-02").await;
        cases.push(staff.agreed(&case).await);
    }
    staff.submitted(&cases[0]).await;
    let (one, two) = (staff.reload(&cases[0]).await, staff.reload(&cases[1]).await);
    let (one, two) = (staff.examined(&one).await, staff.examined(&two).await);
    let body = json!({ "outcome": "approve" });
    let paths = [&one, &two].map(|case| format!("/cases/{}/decisions", case.id()));
    let (first, second) = tokio::join!(
        staff.approver.act(&paths[0], one.version(), body.clone()),
        staff.approver.act(&paths[1], two.version(), body.clone()),
    );
    // Each alone would get 4,000; together they may have 5,000.
    let mut told = [first.status, second.status];
    told.sort_unstable();
    assert_eq!(told, [201, 409], "{} / {}", first.text(), second.text());
    assert_eq!(server.database.number("SELECT sum(paid_fen) FROM year_totals"), 400_000);
    assert_eq!(server.database.number("SELECT count(*) FROM payments"), 1);
}

#[tokio::test]
async fn of_two_who_register_the_same_citizen_one_wins_and_the_other_is_told() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let village = build::village(&clerk).await;
    for _ in 0..5 {
        let body = json!({ "citizen_id": build::citizen_id(), "name": "同号生", "division": village });
        let (one, two) = tokio::join!(clerk.post("/persons", body.clone()), clerk.post("/persons", body));
        let mut told = [one.status, two.status];
        told.sort_unstable();
        assert_eq!(told, [201, 409], "{} / {}", one.text(), two.text());
    }
}

#[tokio::test]
async fn a_person_drawn_into_two_households_at_once_ends_in_one() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let person = build::person(&clerk, "两家生").await;
    let body = json!({ "division": person["division"]["code"], "category": "rural_subsistence",
        "members": [{ "person_id": person.id(), "relation": "head" }] });
    let (one, two) = tokio::join!(clerk.post("/households", body.clone()), clerk.post("/households", body));
    let mut told = [one.status, two.status];
    told.sort_unstable();
    assert_eq!(told, [201, 409], "{} / {}", one.text(), two.text());
}

#[tokio::test]
async fn a_case_decided_twice_at_once_is_paid_once() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let second = server.actor("approver2").await;
    let case = staff.decidable("双批生", "2026-03-02").await;
    let path = format!("/cases/{}/decisions", case.id());
    let body = json!({ "outcome": "approve" });
    let (one, two) = tokio::join!(
        staff.approver.act(&path, case.version(), body.clone()),
        second.act(&path, case.version(), body.clone()),
    );
    let mut told = [one.status, two.status];
    told.sort_unstable();
    assert_eq!(told, [201, 412], "{} / {}", one.text(), two.text());
    assert_eq!(server.database.number("SELECT sum(amount_fen) FROM payments"), 150_000);
    assert_eq!(server.database.number("SELECT sum(paid_fen) FROM year_totals"), 150_000);
}

#[tokio::test]
async fn case_numbers_given_out_at_once_are_all_different() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let mut people = Vec::new();
    for letter in "甲乙丙丁戊己庚辛".chars() {
        people.push(build::applicant(&clerk, &format!("并号{letter}")).await);
    }
    let opened: Vec<_> = people
        .into_iter()
        .map(|person| {
            let clerk = clerk.clone();
            tokio::spawn(async move { build::open_case(&clerk, &person, build::facts()).await })
        })
        .collect();
    let mut numbers = std::collections::BTreeSet::new();
    for case in opened {
        let case = case.await.expect("a case");
        let number = case["case_no"].as_str().expect("a number").to_owned();
        assert!(yangguang_domain::case_no::parse(&number).is_some(), "{number}");
        assert!(numbers.insert(number));
    }
    assert_eq!(numbers.len(), 8);
}

#[tokio::test]
async fn many_clerks_accepting_different_cases_at_once_all_get_through() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let mut cases = Vec::new();
    for _ in 0..32 {
        cases.push(build::ready_case(&clerk, "并行生").await);
    }
    let mut waiting = tokio::task::JoinSet::new();
    for case in cases {
        let clerk = clerk.clone();
        waiting.spawn(async move {
            let path = format!("/cases/{}/acceptances", case.id());
            clerk.act(&path, case.version(), json!({})).await
        });
    }
    for answer in waiting.join_all().await {
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
    assert_eq!(server.database.number("SELECT count(*) FROM cases WHERE stage = 'checking'"), 32);
}
