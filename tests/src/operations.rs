//! The operations of the OpenAPI document, as a stranger who has nothing else reads them.

use reqwest::{Method, RequestBuilder};
use serde_json::{Map, Value, json};
use yangguang_domain::access::{Permission, Role, allows};

use crate::client::new_key;
use crate::{Client, Server};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    /// Any account.
    Account,
    Permission(Permission),
}

impl Needs {
    pub fn met_by(self, role: Role) -> bool {
        match self {
            Needs::Nothing | Needs::Account => true,
            Needs::Permission(permission) => allows(role, permission),
        }
    }
}

#[derive(Debug, Clone)]
pub struct Operation {
    pub id: String,
    pub method: Method,
    /// Below `/api/v1`, with its `{parameters}`.
    pub path: String,
    pub needs: Needs,
    /// As the document has it.
    pub told: Value,
    components: Value,
}

/// All of them, in the document's order.
pub async fn all(server: &Server) -> Vec<Operation> {
    let document = server.anyone().get("/openapi.json").await.expect(200).body;
    let paths = document["paths"].as_object().expect("paths").clone();
    let mut found = Vec::new();
    for (path, methods) in &paths {
        for (method, told) in methods.as_object().expect("methods") {
            found.push(Operation {
                id: told["operationId"].as_str().unwrap_or_else(|| panic!("{path} has no id")).to_owned(),
                method: method.to_uppercase().parse().expect("a method"),
                path: path.strip_prefix("/api/v1").expect("our base").to_owned(),
                needs: needs(path, told),
                told: told.clone(),
                components: document["components"]["schemas"].clone(),
            });
        }
    }
    assert!(found.len() > 60, "only {} operations", found.len());
    found
}

fn needs(path: &str, told: &Value) -> Needs {
    let schemes = told["security"].as_array().unwrap_or_else(|| panic!("{path} does not say who may"));
    match schemes.as_slice() {
        [scheme] if scheme == &json!({}) => Needs::Nothing,
        [scheme] => match scheme["staff"].as_array().map(Vec::as_slice) {
            Some([]) => Needs::Account,
            Some([name]) => Needs::Permission(
                name.as_str().and_then(Permission::parse).unwrap_or_else(|| panic!("{path}: {name}")),
            ),
            _ => panic!("{path}: {schemes:?}"),
        },
        _ => panic!("{path}: {schemes:?}"),
    }
}

impl Operation {
    pub fn has_header(&self, name: &str) -> bool {
        self.parameters("header").any(|parameter| parameter["name"] == name)
    }

    pub fn parameters(&self, place: &str) -> impl Iterator<Item = &Value> {
        self.told["parameters"].as_array().into_iter().flatten().filter(move |p| p["in"] == place)
    }

    /// The path with every parameter filled in by `value`.
    pub fn address(&self, value: impl Fn(&str) -> String) -> String {
        let mut address = String::new();
        for (place, part) in self.path.split(['{', '}']).enumerate() {
            address += &if place % 2 == 0 { part.to_owned() } else { value(part) };
        }
        let required = self.parameters("query").filter(|parameter| parameter["required"] == true);
        let asked: Vec<String> = required
            .map(|parameter| {
                let name = parameter["name"].as_str().expect("a name");
                let value = self.sample(&parameter["schema"]);
                format!("{name}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            })
            .collect();
        if asked.is_empty() { address } else { format!("{address}?{}", asked.join("&")) }
    }

    /// A body of the right shape, if the operation takes one.
    pub fn body(&self) -> Option<Value> {
        self.told.pointer("/requestBody/content/application~1json/schema").map(|schema| self.sample(schema))
    }

    /// A request with everything the document asks for, at an address of the caller's.
    pub fn request(
        &self,
        client: &Client,
        address: &str,
        version: i64,
        body: Option<&Value>,
    ) -> RequestBuilder {
        let mut request = client.request(self.method.clone(), address);
        if self.has_header("Idempotency-Key") {
            request = request.header("idempotency-key", new_key());
        }
        if self.has_header("If-Match") {
            request = request.header("if-match", format!("\"{version}\""));
        }
        if self.has_header("X-File-Name") {
            request = request.header("x-file-name", "a.pdf").body(crate::build::PDF);
        }
        match body {
            Some(body) => request.json(body),
            None => request,
        }
    }

    /// Some value of a schema: its example, its first variant, or something plain.
    pub fn sample(&self, schema: &Value) -> Value {
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            return self.sample(&self.components[name]);
        }
        for member in ["example", "default", "const"] {
            if !schema[member].is_null() {
                return schema[member].clone();
            }
        }
        if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
            return first.clone();
        }
        for member in ["oneOf", "anyOf"] {
            if let Some(all) = schema[member].as_array() {
                let real = all.iter().find(|variant| variant["type"] != "null");
                return real.map_or(Value::Null, |variant| self.sample(variant));
            }
        }
        if let Some(all) = schema["allOf"].as_array() {
            let members = all.iter().filter_map(|part| self.sample(part).as_object().cloned()).flatten();
            return Value::Object(members.collect());
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").and_then(Value::as_str),
            kind => kind.as_str(),
        };
        match kind {
            Some("string") => json!(match schema["format"].as_str() {
                Some("uuid") => "00000000-0000-7000-8000-000000000000",
                Some("date") => "2026-03-02",
                Some("date-time") => "2026-03-02T02:00:00Z",
                _ => "文字",
            }),
            Some("integer" | "number") => schema["minimum"].as_i64().map_or(json!(1), |least| json!(least)),
            Some("boolean") => json!(true),
            Some("array") => json!([self.sample(&schema["items"])]),
            _ => {
                let members = schema["properties"].as_object().into_iter().flatten();
                Value::Object(members.map(|(k, v)| (k.clone(), self.sample(v))).collect::<Map<_, _>>())
            }
        }
    }
}
