//! What a server answered, with the questions tests ask of it.

use std::ops::Index;

use reqwest::header::HeaderMap;
use serde_json::Value;

#[derive(Debug, Clone)]
pub struct Answer {
    pub what: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub async fn read(what: String, response: reqwest::Response) -> Answer {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.expect("the whole body").to_vec();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { what, status, headers, body, bytes }
    }

    /// The answer, if it has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}: {}", self.what, self.text());
        self
    }

    /// The answer, if it is this problem: status, code and a text in both members.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Answer {
        assert_eq!((self.status, self.code()), (status, code), "{}: {}", self.what, self.text());
        for member in ["type", "title", "detail", "instance", "trace_id"] {
            assert!(
                self.body[member].as_str().is_some_and(|text| !text.is_empty()),
                "{member}: {}",
                self.text()
            );
        }
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.what);
        self
    }

    /// Pointer and code of every field error, sorted.
    pub fn field_errors(&self) -> Vec<(String, String)> {
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        let text = |error: &Value, member: &str| error[member].as_str().unwrap_or_default().to_owned();
        let mut found: Vec<_> =
            errors.iter().map(|error| (text(error, "pointer"), text(error, "code"))).collect();
        found.sort();
        found
    }

    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn id(&self) -> String {
        self.body["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{} has no id: {}", self.what, self.text()))
            .to_owned()
    }

    pub fn version(&self) -> i64 {
        self.body["version"]
            .as_i64()
            .unwrap_or_else(|| panic!("{} has no version: {}", self.what, self.text()))
    }

    /// The rows of a list.
    pub fn items(&self) -> Vec<Value> {
        self.body["items"]
            .as_array()
            .cloned()
            .unwrap_or_else(|| panic!("{} is no list: {}", self.what, self.text()))
    }
}

impl Index<&str> for Answer {
    type Output = Value;
    fn index(&self, member: &str) -> &Value {
        &self.body[member]
    }
}
