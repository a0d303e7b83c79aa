//! One session in several tabs: a refresh token traded twice at once is one person, later it
//! is two.

use std::collections::BTreeSet;

use chrono::Duration;
use serde_json::{Value, json};
use yangguang_tests::database::on_postgres;
use yangguang_tests::{Answer, Client, Server};

async fn refresh_at(base: &str, token: &Value) -> Answer {
    Client::new(base, None).post("/sessions/refreshes", json!({ "refresh_token": token })).await
}

async fn refresh(server: &Server, token: &Value) -> Answer {
    refresh_at(&server.base, token).await
}

fn holder(server: &Server, session: &Answer) -> Client {
    Client::new(&server.base, session["access_token"].as_str().map(str::to_owned))
}

async fn log_in(server: &Server) -> Answer {
    server.anyone().log_in("clerk", "Demo-2026!").await.expect(201)
}

/// The trail's entries of that action.
fn entries(server: &Server, action: &str) -> i64 {
    server.database.number(&format!("SELECT count(*) FROM audit_entries WHERE action = '{action}'"))
}

#[tokio::test]
async fn two_tabs_that_trade_the_same_token_are_told_the_same_successor() {
    let server = Server::start().await;
    let first = log_in(&server).await;
    let here = refresh(&server, &first["refresh_token"]).await.expect(201);
    server.advance(Duration::seconds(19));
    let there = refresh(&server, &first["refresh_token"]).await.expect(201);
    assert_eq!(here["refresh_token"], there["refresh_token"]);
    assert_ne!(here["refresh_token"], first["refresh_token"]);
    for session in [&first, &here, &there] {
        holder(&server, session).get("/sessions/current").await.expect(200);
    }
    let next = refresh(&server, &there["refresh_token"]).await.expect(201);
    assert_ne!(next["refresh_token"], there["refresh_token"]);
    assert_eq!(entries(&server, "session.reuse_detected"), 0);
    assert_eq!(entries(&server, "session.refreshed"), 3);
}

#[tokio::test]
async fn eight_tabs_at_once_keep_their_session_and_agree_on_its_token() {
    let server = Server::start().await;
    let first = log_in(&server).await;
    let mut tabs = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (base, token) = (server.base.clone(), first["refresh_token"].clone());
        tabs.spawn(async move { refresh_at(&base, &token).await });
    }
    let told = tabs.join_all().await;
    assert_eq!(told.iter().map(|answer| answer.status).collect::<Vec<_>>(), [201; 8]);
    let successors: BTreeSet<String> = told.iter().map(|a| a["refresh_token"].to_string()).collect();
    assert_eq!(successors.len(), 1, "one session must have one line of tokens");
    refresh(&server, &told[0]["refresh_token"]).await.expect(201);
}

#[tokio::test]
async fn a_token_used_after_the_grace_ends_the_session_for_whoever_holds_it() {
    let server = Server::start().await;
    let first = log_in(&server).await;
    let second = refresh(&server, &first["refresh_token"]).await.expect(201);
    server.advance(Duration::seconds(20));
    refresh(&server, &first["refresh_token"]).await.expect_problem(401, "session_ended");
    holder(&server, &second).get("/sessions/current").await.expect_problem(401, "session_ended");
    refresh(&server, &second["refresh_token"]).await.expect_problem(401, "session_ended");
    assert_eq!(entries(&server, "session.reuse_detected"), 1);
}

#[tokio::test]
async fn a_repeated_use_does_not_lengthen_the_grace() {
    let server = Server::start().await;
    let first = log_in(&server).await;
    refresh(&server, &first["refresh_token"]).await.expect(201);
    server.advance(Duration::seconds(15));
    refresh(&server, &first["refresh_token"]).await.expect(201);
    server.advance(Duration::seconds(15));
    refresh(&server, &first["refresh_token"]).await.expect_problem(401, "session_ended");
}

#[tokio::test]
async fn a_token_of_an_older_generation_ends_the_session_even_within_the_grace() {
    let server = Server::start().await;
    let first = log_in(&server).await;
    let second = refresh(&server, &first["refresh_token"]).await.expect(201);
    let third = refresh(&server, &second["refresh_token"]).await.expect(201);
    refresh(&server, &first["refresh_token"]).await.expect_problem(401, "session_ended");
    refresh(&server, &third["refresh_token"]).await.expect_problem(401, "session_ended");
}

#[tokio::test]
async fn a_thief_who_came_within_the_grace_is_found_at_the_next_trade() {
    let server = Server::start().await;
    let first = log_in(&server).await;
    let owner = refresh(&server, &first["refresh_token"]).await.expect(201);
    let thief = refresh(&server, &first["refresh_token"]).await.expect(201);
    server.advance(Duration::minutes(14));
    let later = refresh(&server, &thief["refresh_token"]).await.expect(201);
    server.advance(Duration::minutes(1));
    refresh(&server, &owner["refresh_token"]).await.expect_problem(401, "session_ended");
    holder(&server, &later).get("/sessions/current").await.expect_problem(401, "session_ended");
}

#[tokio::test]
async fn nobody_makes_up_the_successor_of_a_token() {
    let server = Server::start().await;
    let first = log_in(&server).await;
    let token = first["refresh_token"].as_str().expect("a token");
    let (session, _) = token.rsplit_once('.').expect("three parts");
    let made_up = json!(format!("{session}.{}", "0".repeat(64)));
    refresh(&server, &made_up).await.expect_problem(401, "session_ended");
    for rubbish in ["", "x", "360704", "360704.x.y", ".."] {
        refresh(&server, &json!(rubbish)).await.expect_problem(401, "session_ended");
    }
}

#[tokio::test]
async fn the_grace_ends_with_the_session() {
    let server = Server::start().await;
    let first = log_in(&server).await;
    let second = refresh(&server, &first["refresh_token"]).await.expect(201);
    holder(&server, &second).delete("/sessions/current").await.expect(204);
    for session in [&first, &second] {
        refresh(&server, &session["refresh_token"]).await.expect_problem(401, "session_ended");
    }
    // Told that it is over, not that somebody has stolen it.
    assert_eq!(entries(&server, "session.reuse_detected"), 0);
}

#[tokio::test]
async fn the_grace_ends_with_the_account_and_with_its_password() {
    let server = Server::start().await;
    let first = log_in(&server).await;
    let elsewhere = log_in(&server).await;
    let second = refresh(&server, &first["refresh_token"]).await.expect(201);
    let there = refresh(&server, &elsewhere["refresh_token"]).await.expect(201);
    let clerk = holder(&server, &second);
    let change = json!({ "current_password": "Demo-2026!", "new_password": "Second-Pass-2" });
    clerk.post("/accounts/me/passwords", change).await.expect(201);
    // The other sign-in is over; this one goes on in all its tabs.
    for session in [&elsewhere, &there] {
        refresh(&server, &session["refresh_token"]).await.expect_problem(401, "session_ended");
    }
    refresh(&server, &first["refresh_token"]).await.expect(201);

    let admin = server.actor("admin").await;
    let id = second["user"]["id"].as_str().expect("an id");
    let account = admin.get(&format!("/accounts/{id}")).await.expect(200);
    admin.patch(&format!("/accounts/{id}"), account.version(), json!({ "disabled": true })).await.expect(200);
    for session in [&first, &second] {
        refresh(&server, &session["refresh_token"]).await.expect_problem(401, "session_ended");
    }
}

#[tokio::test]
async fn copies_of_the_server_agree_on_the_successor() {
    // SQLite serves one process.
    if !on_postgres() {
        return;
    }
    let server = Server::start().await;
    let other = server.copy().await;
    let first = log_in(&server).await;
    let mut tabs = tokio::task::JoinSet::new();
    for base in [&server.base, &other.base, &server.base, &other.base] {
        let (base, token) = (base.clone(), first["refresh_token"].clone());
        tabs.spawn(async move { refresh_at(&base, &token).await });
    }
    let told = tabs.join_all().await;
    let successors: BTreeSet<String> =
        told.into_iter().map(|answer| answer.expect(201)["refresh_token"].to_string()).collect();
    assert_eq!(successors.len(), 1);
    let successor: Value = serde_json::from_str(successors.first().expect("one")).expect("a text");
    server.advance(Duration::seconds(30));
    refresh_at(&other.base, &successor).await.expect(201);
    refresh_at(&server.base, &first["refresh_token"]).await.expect_problem(401, "session_ended");
    refresh_at(&other.base, &successor).await.expect_problem(401, "session_ended");
}
