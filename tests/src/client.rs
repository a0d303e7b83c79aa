//! A client that acts as one account.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::shape;

#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    pub token: Option<String>,
}

impl Client {
    pub fn new(base: &str, token: Option<String>) -> Client {
        // A connection for each request: a killed server must not be mistaken for a live one.
        let http = reqwest::Client::builder().pool_max_idle_per_host(0).build().expect("a client");
        Client { http, base: base.to_owned(), token }
    }

    pub async fn log_in(&self, username: &str, password: &str) -> Answer {
        self.send(
            self.request(Method::POST, "/sessions")
                .json(&json!({ "username": username, "password": password })),
        )
        .await
    }

    /// A request to `/api/v1` + path, or to the path itself where it begins with `//`.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = match path.strip_prefix("//") {
            Some(outside) => format!("{}/{outside}", self.base),
            None => format!("{}/api/v1{path}", self.base),
        };
        let request = self.http.request(method, url);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        self.try_send(request).await.expect("the server answers")
    }

    /// None where the server died before it answered.
    pub async fn try_send(&self, request: RequestBuilder) -> Option<Answer> {
        let request = request.build().expect("a request");
        let what = format!("{} {}", request.method(), request.url().path());
        let response = self.http.execute(request).await.ok()?;
        let answer = Answer::read(what, response).await;
        shape::hold(&answer);
        Some(answer)
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// POST with a fresh Idempotency-Key.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).header("idempotency-key", new_key()).json(&body)).await
    }

    /// POST with a fresh Idempotency-Key and the version that was looked at.
    pub async fn act(&self, path: &str, version: i64, body: Value) -> Answer {
        let request = self.request(Method::POST, path).header("idempotency-key", new_key());
        self.send(request.header("if-match", format!("\"{version}\"")).json(&body)).await
    }

    pub async fn patch(&self, path: &str, version: i64, body: Value) -> Answer {
        let request = self.request(Method::PATCH, path).header("if-match", format!("\"{version}\""));
        self.send(request.json(&body)).await
    }

    pub async fn put(&self, path: &str, version: i64, body: Value) -> Answer {
        let request = self.request(Method::PUT, path).header("if-match", format!("\"{version}\""));
        self.send(request.header("idempotency-key", new_key()).json(&body)).await
    }

    pub async fn upload(&self, case: &str, material: &str, name: &str, bytes: Vec<u8>) -> Answer {
        let request = self.request(Method::POST, &format!("/cases/{case}/attachments?material={material}"));
        self.send(
            request.header("idempotency-key", new_key()).header("x-file-name", percent(name)).body(bytes),
        )
        .await
    }
}

pub fn new_key() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// Percent-encoding of everything but the plainest characters.
pub fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out += &format!("%{byte:02X}");
        }
        out
    })
}
