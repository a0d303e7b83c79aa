//! Who may do what: every operation of the document, tried by every post.

use std::fmt::Write;

use yangguang_domain::access::Role;
use yangguang_tests::operations::{Needs, Operation, all};
use yangguang_tests::{Client, Server, golden};

const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

fn table(operations: &[Operation]) -> String {
    let mut text = "Who may do what. ✔ may, · may not. `everyone` needs no account.\n\
                    The scope is a second question: a record outside one's own division does not exist.\n\n"
        .to_owned();
    let line = |text: &mut String, name: &str, cells: &[String], end: &str| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:<11}")).collect();
        let _ = writeln!(text, "{}", format!("{name:<24}{}{end}", cells.concat()).trim_end());
    };
    line(&mut text, "operation", &Role::ALL.map(|role| role.to_string()), "permission");
    let mut sorted: Vec<&Operation> = operations.iter().collect();
    sorted.sort_by_key(|operation| &operation.id);
    for operation in sorted {
        let cells = Role::ALL.map(|role| if operation.needs.met_by(role) { "✔" } else { "·" }.to_owned());
        let end = match operation.needs {
            Needs::Nothing => "everyone".to_owned(),
            Needs::Account => "any account".to_owned(),
            Needs::Permission(permission) => permission.to_string(),
        };
        line(&mut text, &operation.id, &cells, &end);
    }
    text
}

#[tokio::test]
async fn who_may_do_what_is_the_table_that_was_reviewed() {
    let server = Server::start().await;
    golden::hold("access.txt", &table(&all(&server).await));
}

async fn try_it(operation: &Operation, client: &Client) -> yangguang_tests::Answer {
    let address = operation.address(|name| match name {
        "year" => "2031".to_owned(),
        _ => NOBODY.to_owned(),
    });
    client.send(operation.request(client, &address, 1, operation.body().as_ref())).await
}

#[tokio::test]
async fn every_post_is_let_through_exactly_where_the_table_says() {
    let server = Server::start().await;
    let operations = all(&server).await;
    for role in Role::ALL {
        let mut client = server.actor(role.as_str()).await;
        for operation in operations.iter().filter(|operation| operation.needs != Needs::Nothing) {
            let answer = try_it(operation, &client).await;
            assert!(answer.status < 500, "{role} {}: {}", operation.id, answer.text());
            if operation.needs.met_by(role) {
                assert!(![401, 403].contains(&answer.status), "{role} {}: {}", operation.id, answer.text());
            } else {
                answer.expect_problem(403, "not_allowed");
            }
            if operation.id == "end_session" {
                client = server.actor(role.as_str()).await;
            }
        }
    }
}

#[tokio::test]
async fn without_a_token_only_what_is_public_answers() {
    let server = Server::start().await;
    let (mut public, mut closed) = (0, 0);
    for operation in all(&server).await {
        let answer = try_it(&operation, &server.anyone()).await;
        if operation.needs == Needs::Nothing {
            public += 1;
            let login = ["create_session", "refresh_session"].contains(&operation.id.as_str());
            assert!(login || ![401, 403].contains(&answer.status), "{}: {}", operation.id, answer.text());
        } else {
            closed += 1;
            answer.expect_problem(401, "login_required");
        }
    }
    assert!(public > 10 && closed > 40, "{public} public, {closed} closed");
}

/// The permission is asked before the body is looked at: rubbish tells a stranger nothing.
#[tokio::test]
async fn who_may_not_is_told_so_before_the_request_is_read() {
    let server = Server::start().await;
    let auditor = server.actor("auditor").await;
    for operation in all(&server).await {
        if operation.needs == Needs::Nothing || operation.needs.met_by(Role::Auditor) {
            continue;
        }
        let address = operation.address(|_| "rubbish".to_owned());
        let bare = auditor.request(operation.method.clone(), &address).body("{\"rubbish\":");
        let answer = auditor.send(bare).await;
        assert_eq!(
            (answer.status, answer.code()),
            (403, "not_allowed"),
            "{}: {}",
            operation.id,
            answer.text()
        );
    }
}

/// Of the clients that may, each is asked for the key that makes repeating safe and for
/// the version it has looked at, wherever the document says so.
#[tokio::test]
async fn acts_ask_for_their_key_and_changes_for_the_version() {
    let server = Server::start().await;
    let mut asked = 0;
    for operation in all(&server).await {
        let Some(role) = Role::ALL.into_iter().find(|role| operation.needs.met_by(*role)) else { continue };
        if operation.needs == Needs::Nothing {
            continue;
        }
        let client = server.actor(role.as_str()).await;
        let address = operation.address(|name| if name == "year" { "2031" } else { NOBODY }.to_owned());
        for (header, status, code) in
            [("Idempotency-Key", 400, "idempotency_key_required"), ("If-Match", 428, "version_required")]
        {
            if !operation.has_header(header) {
                continue;
            }
            asked += 1;
            let request = operation.request(&client, &address, 1, operation.body().as_ref());
            let (http, built) = request.build_split();
            let mut request = built.expect("a request");
            request.headers_mut().remove(header);
            let response = http.execute(request).await.expect("the server answers");
            let answer = yangguang_tests::Answer::read(operation.id.clone(), response).await;
            assert_eq!((answer.status, answer.code()), (status, code), "{}: {}", operation.id, answer.text());
        }
    }
    assert!(asked > 40, "only {asked} were asked for");
}

/// Every POST of an account leaves something behind, but for those that only ask.
#[tokio::test]
async fn every_act_can_be_repeated_safely() {
    const ASKS: &[&str] = &[
        "preview_case",
        "preview_case_document",
        "search_cases",
        "search_persons",
        "check_citizen_id",
        "check_policy",
        "check_law",
        "preview_entitlement_change",
        "preview_recalculation",
    ];
    let server = Server::start().await;
    for operation in all(&server).await {
        let acts = operation.method == reqwest::Method::POST && operation.needs != Needs::Nothing;
        let keyed = operation.has_header("Idempotency-Key");
        assert!(!acts || keyed || ASKS.contains(&operation.id.as_str()), "{} takes no key", operation.id);
    }
}
