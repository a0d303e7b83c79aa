//! A power cut in the middle of a storm of acceptances: nothing that was answered is
//! lost, and nothing is half done.

use std::sync::{Arc, Mutex};

use serde_json::json;
use yangguang_tests::build;
use yangguang_tests::client::new_key;
use yangguang_tests::{Client, Server};

const ROUNDS: usize = 20;
const CASES: usize = 24;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn killing_the_server_in_a_storm_of_acceptances_loses_none_that_was_answered() {
    let mut server = Server::start().await;
    let mut answered_in_all = 0;
    let mut cut_short_in_all = 0;
    for round in 0..ROUNDS {
        let clerk = server.actor("clerk").await;
        let mut cases = Vec::new();
        for number in 0..CASES {
            cases.push(build::ready_case(&clerk, &named(round, number)).await);
        }
        // What the clients were told, kept outside the server.
        let journal: Arc<Mutex<Vec<String>>> = Arc::default();
        let keys: Vec<String> = cases.iter().map(|_| new_key()).collect();
        let storm: Vec<_> = cases
            .iter()
            .zip(&keys)
            .map(|(case, key)| {
                let journal = Arc::clone(&journal);
                tokio::spawn(accept(clerk.clone(), case.id(), case.version(), key.clone(), journal))
            })
            .collect();
        // Killed after so many answers: early, late, and in between.
        let wanted = (round * 7) % CASES;
        let over = || storm.iter().all(tokio::task::JoinHandle::is_finished);
        while journal.lock().expect("the journal").len() < wanted && !over() {
            tokio::time::sleep(std::time::Duration::from_micros(200)).await;
        }
        server.kill();
        for act in storm {
            act.await.expect("a client");
        }
        let answered = journal.lock().expect("the journal").clone();
        answered_in_all += answered.len();
        cut_short_in_all += CASES - answered.len();
        server.restart().await;
        let clerk = server.actor("clerk").await;
        for id in &answered {
            let case = clerk.get(&format!("/cases/{id}")).await.expect(200);
            assert_eq!(case["stage"], "checking", "round {round}: an answered acceptance was lost");
        }
        whole(&server, round);
        // Whoever got no answer asks again with the same key: done once, and answered.
        for (case, key) in cases.iter().zip(&keys) {
            let again = Arc::clone(&journal);
            accept(clerk.clone(), case.id(), case.version(), key.clone(), again).await;
        }
        let answered = journal.lock().expect("the journal").len();
        assert!(answered >= CASES, "round {round}: {answered} answers to {CASES} acceptances");
        whole(&server, round);
        let accepted = server.database.number("SELECT count(*) FROM cases WHERE accepted_on IS NOT NULL");
        assert_eq!(accepted, i64::try_from(CASES * (round + 1)).expect("few"), "round {round}");
    }
    assert!(answered_in_all > 0, "no storm reached an answer");
    assert!(cut_short_in_all > 0, "no storm was cut short");
}

/// A name of letters alone, as a register has them.
fn named(round: usize, number: usize) -> String {
    let letter =
        |n: usize| "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土".chars().nth(n).unwrap_or('某');
    format!("断电{}{}", letter(round), letter(number))
}

async fn accept(clerk: Client, case: String, version: i64, key: String, journal: Arc<Mutex<Vec<String>>>) {
    let request = clerk
        .request(reqwest::Method::POST, &format!("/cases/{case}/acceptances"))
        .header("idempotency-key", key)
        .header("if-match", format!("\"{version}\""))
        .json(&json!({}));
    if let Some(answer) = clerk.try_send(request).await
        && answer.status == 201
    {
        journal.lock().expect("the journal").push(case);
    }
}

/// Of each acceptance all is there or nothing: stage, act, clock, audit row, stored answer.
fn whole(server: &Server, round: usize) {
    let count = |sql: &str| server.database.number(sql);
    let accepted = count("SELECT count(*) FROM cases WHERE accepted_on IS NOT NULL");
    for (what, sql) in [
        ("stage", "SELECT count(*) FROM cases WHERE stage = 'checking'"),
        ("act", "SELECT count(*) FROM case_acts WHERE act = 'accept'"),
        ("clock", "SELECT count(*) FROM case_clocks WHERE clock = 'handling'"),
        ("audit row", "SELECT count(*) FROM audit_entries WHERE action = 'case.accepted'"),
        ("stored answer", "SELECT count(*) FROM idempotency_keys WHERE route LIKE '%/acceptances'"),
    ] {
        assert_eq!(count(sql), accepted, "round {round}: {what}");
    }
}
