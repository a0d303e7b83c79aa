//! The OpenAPI document: whoever has only it can work with us.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::Value;
use yangguang_tests::Server;
use yangguang_tests::operations::{Needs, Operation, all};

/// What is missing of `wanted`, as lines for the reader.
fn missing(operations: &[Operation], wanted: impl Fn(&Operation) -> Vec<&'static str>) -> Vec<String> {
    let mut lines = Vec::new();
    for operation in operations {
        let answers = operation.told["responses"].as_object().expect("responses");
        let lost: Vec<_> = wanted(operation).into_iter().filter(|s| !answers.contains_key(*s)).collect();
        if !lost.is_empty() {
            lines.push(format!("{} says nothing of {}", operation.id, lost.join(", ")));
        }
    }
    lines
}

#[tokio::test]
async fn every_operation_has_a_name_a_summary_and_a_place() {
    let server = Server::start().await;
    let mut names = BTreeSet::new();
    for operation in all(&server).await {
        assert!(names.insert(operation.id.clone()), "{} stands twice", operation.id);
        assert!(operation.id.contains('_'), "{}: a verb and a resource", operation.id);
        assert!(operation.told["summary"].as_str().is_some_and(|text| text.len() > 5), "{}", operation.id);
        assert_eq!(operation.told["tags"].as_array().map(Vec::len), Some(1), "{}", operation.id);
        for parameter in operation.parameters("path") {
            assert_eq!(parameter["required"], true, "{}", operation.id);
        }
    }
}

#[tokio::test]
async fn every_refusal_is_told_beforehand() {
    let server = Server::start().await;
    let lines = missing(&all(&server).await, |operation| {
        let mut wanted = Vec::new();
        match operation.needs {
            Needs::Nothing => {}
            Needs::Account => wanted.push("401"),
            Needs::Permission(_) => wanted.extend(["401", "403"]),
        }
        if operation.path.contains("{id}") {
            wanted.push("404");
        }
        if operation.body().is_some_and(|body| body.as_object().is_some_and(|body| !body.is_empty())) {
            wanted.push("422");
        }
        if operation.has_header("Idempotency-Key") {
            wanted.push("400");
        }
        if operation.has_header("If-Match") {
            wanted.extend(["412", "428"]);
        }
        wanted
    });
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

#[tokio::test]
async fn every_refusal_is_a_problem_document() {
    let server = Server::start().await;
    for operation in all(&server).await {
        let answers = operation.told["responses"].as_object().expect("responses").clone();
        assert!(answers.keys().any(|status| status.starts_with('2')), "{}", operation.id);
        for (status, answer) in answers.iter().filter(|(status, _)| status.starts_with('4')) {
            let schemas: Vec<&Value> =
                answer["content"].as_object().into_iter().flatten().map(|(_, c)| &c["schema"]).collect();
            assert!(
                schemas.iter().any(|schema| schema["$ref"]
                    .as_str()
                    .is_some_and(|name| name.ends_with("/Problem") || name.ends_with("/ProblemView"))),
                "{} {status}",
                operation.id
            );
        }
    }
}

#[tokio::test]
async fn what_is_public_to_read_takes_no_key_and_what_is_read_changes_nothing() {
    let server = Server::start().await;
    for operation in all(&server).await {
        let reads = operation.method == Method::GET;
        assert!(!reads || !operation.has_header("Idempotency-Key"), "{}", operation.id);
        assert!(!reads || operation.body().is_none(), "{} reads with a body", operation.id);
    }
}

/// Personal data never stands in an address, where logs and histories keep it.
#[tokio::test]
async fn nothing_personal_is_asked_for_in_an_address() {
    let server = Server::start().await;
    for operation in all(&server).await {
        for parameter in operation.parameters("query").chain(operation.parameters("path")) {
            let name = parameter["name"].as_str().expect("a name");
            for personal in ["citizen", "phone", "bank", "address", "id_tail", "password", "token"] {
                assert!(!name.contains(personal), "{}: {name}", operation.id);
            }
            // Places and laws are looked for by name, and have none of a person.
            let public_name = ["list_divisions", "list_laws"].contains(&operation.id.as_str()) && name == "q";
            assert!(public_name || !["q", "name"].contains(&name), "{}: {name}", operation.id);
        }
    }
}

/// A body may hold what the document says and nothing else.
#[tokio::test]
async fn every_body_refuses_what_it_does_not_know() {
    let server = Server::start().await;
    let mut tried = 0;
    for operation in all(&server).await {
        let Some(Value::Object(mut body)) = operation.body() else { continue };
        let role = yangguang_domain::access::Role::ALL.into_iter().find(|role| operation.needs.met_by(*role));
        let client = server.actor(role.expect("someone").as_str()).await;
        body.insert("favour".to_owned(), Value::Bool(true));
        let address = operation.address(|name| match name {
            "year" => "2031".to_owned(),
            "code" => "medical-assistance-1".to_owned(),
            _ => "00000000-0000-7000-8000-000000000000".to_owned(),
        });
        let answer = client.send(operation.request(&client, &address, 1, Some(&Value::Object(body)))).await;
        let told = answer.field_errors();
        assert!(
            answer.status == 422 && told.contains(&("/favour".to_owned(), "unknown_member".to_owned())),
            "{}: {}",
            operation.id,
            answer.text()
        );
        tried += 1;
    }
    assert!(tried > 30, "{tried}");
}
