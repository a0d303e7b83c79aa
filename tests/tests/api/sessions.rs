use serde_json::json;
use yangguang_tests::{Client, Server, client::new_key};

/// A read of one record, which asks whose session it is in its own transaction.
const NO_CASE: &str = "/cases/00000000-0000-7000-8000-000000000000";

#[tokio::test]
async fn five_wrong_passwords_lock_the_account_for_fifteen_minutes() {
    let server = Server::start().await;
    let anyone = server.anyone();
    for _ in 0..4 {
        anyone.log_in("clerk", "wrong-password").await.expect_problem(401, "wrong_credentials");
    }
    let fifth = anyone.log_in("clerk", "wrong-password").await.expect_problem(429, "account_locked");
    assert_eq!(fifth.header("retry-after"), "900");
    anyone.log_in("clerk", "Demo-2026!").await.expect_problem(429, "account_locked");
    server.advance(chrono::Duration::minutes(14));
    anyone.log_in("clerk", "Demo-2026!").await.expect_problem(429, "account_locked");
    server.advance(chrono::Duration::minutes(2));
    anyone.log_in("clerk", "Demo-2026!").await.expect(201);
}

#[tokio::test]
async fn guesses_made_all_at_once_are_no_more_than_five() {
    let server = Server::start().await;
    let anyone = server.anyone();
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..24 {
        let anyone = server.anyone();
        guesses.spawn(async move { anyone.log_in("clerk", "wrong-password").await });
    }
    let told = guesses.join_all().await;
    let wrong = told.iter().filter(|answer| answer.code() == "wrong_credentials").count();
    assert_eq!(wrong, 4, "{:?}", told.iter().map(yangguang_tests::Answer::code).collect::<Vec<_>>());
    assert!(told.iter().all(|answer| answer.status != 201));
    anyone.log_in("clerk", "Demo-2026!").await.expect_problem(429, "account_locked");
}

#[tokio::test]
async fn a_right_password_forgives_the_wrong_ones_before_it() {
    let server = Server::start().await;
    let anyone = server.anyone();
    for _ in 0..3 {
        for _ in 0..4 {
            anyone.log_in("clerk", "wrong-password").await.expect_problem(401, "wrong_credentials");
        }
        anyone.log_in("clerk", "Demo-2026!").await.expect(201);
    }
}

#[tokio::test]
async fn a_name_nobody_has_is_answered_like_a_wrong_password() {
    let server = Server::start().await;
    let nobody =
        server.anyone().log_in("nobody", "wrong-password").await.expect_problem(401, "wrong_credentials");
    let somebody =
        server.anyone().log_in("clerk", "wrong-password").await.expect_problem(401, "wrong_credentials");
    assert_eq!(nobody["title"], somebody["title"]);
}

#[tokio::test]
async fn logging_out_works_at_once() {
    let server = Server::start().await;
    let session = server.anyone().log_in("clerk", "Demo-2026!").await.expect(201);
    let token = session["access_token"].as_str().map(str::to_owned);
    let clerk = Client::new(&server.base, token);
    clerk.get("/sessions/current").await.expect(200);
    clerk.get(NO_CASE).await.expect_problem(404, "not_found");
    clerk.delete("/sessions/current").await.expect(204);
    for path in ["/sessions/current", NO_CASE, "/cases/rubbish"] {
        clerk.get(path).await.expect_problem(401, "session_ended");
    }
    refresh(&server, &session["refresh_token"]).await.expect_problem(401, "session_ended");
}

async fn refresh(server: &Server, token: &serde_json::Value) -> yangguang_tests::Answer {
    server.anyone().post("/sessions/refreshes", json!({ "refresh_token": token })).await
}

#[tokio::test]
async fn a_session_left_alone_for_half_an_hour_is_over() {
    let server = Server::start().await;
    let session = server.anyone().log_in("clerk", "Demo-2026!").await.expect(201);
    server.advance(chrono::Duration::minutes(31));
    refresh(&server, &session["refresh_token"]).await.expect_problem(401, "session_ended");
}

#[tokio::test]
async fn an_expired_forged_or_unsigned_token_opens_nothing() {
    let server = Server::start().await;
    let session = server.anyone().log_in("clerk", "Demo-2026!").await.expect(201);
    let token = session["access_token"].as_str().expect("a token").to_owned();
    let ask = |token: String| {
        let client = Client::new(&server.base, Some(token));
        async move { client.get("/sessions/current").await }
    };
    ask(token.clone()).await.expect(200);
    let bare = server.anyone().request(reqwest::Method::GET, "/sessions/current");
    // The scheme is a word in any case (RFC 9110).
    server.anyone().send(bare.header("authorization", format!("bearer {token}"))).await.expect(200);
    let parts: Vec<&str> = token.split('.').collect();
    // {"alg":"none"} and RS256, with our claims and without or with our signature.
    for header in ["eyJhbGciOiJub25lIn0", "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9"] {
        ask(format!("{header}.{}.", parts[1])).await.expect_problem(401, "login_required");
        ask(format!("{header}.{}.{}", parts[1], parts[2])).await.expect_problem(401, "login_required");
    }
    ask(format!("{}.{}x.{}", parts[0], parts[1], parts[2])).await.expect_problem(401, "login_required");
    let refused = ask("rubbish".to_owned()).await.expect_problem(401, "login_required");
    assert_eq!(refused.header("www-authenticate"), "Bearer");
    server.advance(chrono::Duration::minutes(15));
    ask(token).await.expect_problem(401, "login_required");
}

#[tokio::test]
async fn a_new_password_must_be_long_uncommon_and_new() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let change = |current: &str, new: &str| {
        clerk.post("/accounts/me/passwords", json!({ "current_password": current, "new_password": new }))
    };
    let both = change("not-mine-at-all", "short").await.expect_problem(422, "invalid");
    let expected = [("/current_password", "wrong_current_password"), ("/new_password", "password_too_short")];
    assert_eq!(both.field_errors(), expected.map(|(p, c)| (p.to_owned(), c.to_owned())));
    let same = change("Demo-2026!", "Demo-2026!").await.expect_problem(422, "invalid");
    assert_eq!(same.field_errors()[0].1, "password_used_before");
    change("Demo-2026!", "Qing-Shan-88").await.expect(201);
    server.anyone().log_in("clerk", "Demo-2026!").await.expect_problem(401, "wrong_credentials");
    server.anyone().log_in("clerk", "Qing-Shan-88").await.expect(201);
}

#[tokio::test]
async fn a_changed_password_puts_out_whoever_else_is_logged_in_with_the_old_one() {
    let server = Server::start().await;
    let (here, elsewhere) = (server.actor("clerk").await, server.actor("clerk").await);
    let change = json!({ "current_password": "Demo-2026!", "new_password": "Second-Pass-2" });
    let key = new_key();
    let send = || {
        let request = here.request(reqwest::Method::POST, "/accounts/me/passwords");
        here.send(request.header("idempotency-key", &key).json(&change))
    };
    let first = send().await.expect(201);
    here.get("/sessions/current").await.expect(200);
    elsewhere.get("/sessions/current").await.expect_problem(401, "session_ended");
    // Whose answer was lost is told the same again, though the old password is none any more.
    let again = send().await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, "true"), "{}", again.text());
    assert_eq!(first.text(), again.text());
}

#[tokio::test]
async fn whoever_holds_only_the_token_guesses_the_password_five_times() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let guess = json!({ "current_password": "wrong-password", "new_password": "Second-Pass-2" });
    for _ in 0..4 {
        clerk.post("/accounts/me/passwords", guess.clone()).await.expect_problem(422, "invalid");
    }
    clerk.post("/accounts/me/passwords", guess).await.expect_problem(429, "account_locked");
    let right = json!({ "current_password": "Demo-2026!", "new_password": "Second-Pass-2" });
    clerk.post("/accounts/me/passwords", right.clone()).await.expect_problem(429, "account_locked");
    server.anyone().log_in("clerk", "Demo-2026!").await.expect_problem(429, "account_locked");
    server.advance(chrono::Duration::minutes(16));
    let clerk = server.actor("clerk").await;
    clerk.post("/accounts/me/passwords", right).await.expect(201);
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let admin = server.actor("admin").await;
    let id =
        clerk.get("/sessions/current").await.expect(200)["user"]["id"].as_str().expect("an id").to_owned();
    let account = admin.get(&format!("/accounts/{id}")).await.expect(200);
    admin.patch(&format!("/accounts/{id}"), account.version(), json!({ "disabled": true })).await.expect(200);
    clerk.get("/sessions/current").await.expect_problem(401, "session_ended");
    clerk.get(NO_CASE).await.expect_problem(401, "session_ended");
    server.anyone().log_in("clerk", "Demo-2026!").await.expect_problem(401, "wrong_credentials");
}

#[tokio::test]
async fn a_new_account_must_change_its_password_before_anything_else() {
    let server = Server::start().await;
    let admin = server.actor("admin").await;
    let clerk = server.actor("clerk").await;
    let township = clerk.get("/sessions/current").await.expect(200)["user"]["division"]["code"].clone();
    let new = json!({ "username": "newclerk", "name": "刘新", "role": "clerk", "division": township, "password": "First-Pass-1" });
    admin.post("/accounts", new).await.expect(201);
    let session = server.anyone().log_in("newclerk", "First-Pass-1").await.expect(201);
    let newcomer = Client::new(&server.base, session["access_token"].as_str().map(str::to_owned));
    newcomer.get("/workbench").await.expect_problem(403, "password_change_required");
    newcomer.get(NO_CASE).await.expect_problem(403, "password_change_required");
    let change = json!({ "current_password": "First-Pass-1", "new_password": "Second-Pass-2" });
    newcomer.post("/accounts/me/passwords", change).await.expect(201);
    newcomer.get("/workbench").await.expect(200);
}

#[tokio::test]
async fn every_answer_carries_its_request_id_and_guards_the_browser() {
    let server = Server::start().await;
    let key = new_key();
    let request = server.anyone().request(reqwest::Method::GET, "/workbench").header("x-request-id", &key);
    let answer = server.anyone().send(request).await.expect_problem(401, "login_required");
    assert_eq!(answer.header("x-request-id"), key);
    assert_eq!(answer["trace_id"], key);
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert!(!answer.header("content-security-policy").contains("script-src 'self' 'unsafe-inline'"));
}

#[tokio::test]
async fn errors_speak_the_readers_language() {
    let server = Server::start().await;
    let english =
        server.anyone().request(reqwest::Method::GET, "/workbench").header("accept-language", "en-GB");
    assert_eq!(server.anyone().send(english).await["title"], "Log in first");
    assert_eq!(server.anyone().get("/workbench").await["title"], "请先登录");
}
