//! The OpenAPI 3.1 document, generated from the handlers and committed in `openapi/`.

use std::sync::OnceLock;

use actix_web::App;
use utoipa::OpenApi;
use utoipa::openapi::path::HttpMethod;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_actix_web::{AppExt, scope};

use crate::SLICES;
use crate::http::routes::Routes;

pub const BASE: &str = "/api/v1";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Yangguang API",
        description = "阳光民政: social assistance for counties and townships. Money is integer fen, dates are \
                       Beijing dates, instants are UTC. Errors are problem documents with a stable code. \
                       Any request may be answered 400, 405, 413, 415 or 503; what can be got answers HEAD.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/", description = "This server"))
)]
struct Head;

/// The document of all slices.
pub fn document() -> &'static utoipa::openapi::OpenApi {
    static DOCUMENT: OnceLock<utoipa::openapi::OpenApi> = OnceLock::new();
    DOCUMENT.get_or_init(|| {
        let (_, mut api) = App::new()
            .into_utoipa_app()
            .openapi(Head::openapi())
            .service(SLICES.iter().fold(scope(BASE), |scope, slice| {
                scope.configure(|config| (slice.routes)(&mut Routes::Described(config)))
            }))
            .split_for_parts();
        let staff = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("Access token of a staff session, 15 minutes"))
            .build();
        api.components.get_or_insert_default().add_security_scheme("staff", SecurityScheme::Http(staff));
        api
    })
}

/// As it is committed and served; written when it is first asked for.
pub fn json() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let mut text = document().to_pretty_json().unwrap_or_default();
        text.push('\n');
        text
    })
}

/// The JSON Schema of policy documents, as the OpenAPI document has it.
pub fn policy_schema() -> serde_json::Value {
    const ROOT: &str = "PolicyDocument";
    let components = document().components.as_ref().map(|components| &components.schemas);
    let text = serde_json::to_string(&components).unwrap_or_default();
    let text = text.replace("#/components/schemas/", "#/$defs/");
    let all: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&text).unwrap_or_default();
    // What the document refers to, and what that refers to.
    let (mut defs, mut open) = (serde_json::Map::new(), vec![ROOT.to_owned()]);
    while let Some(name) = open.pop() {
        let Some(schema) = all.get(&name).filter(|_| !defs.contains_key(&name)) else { continue };
        let told = schema.to_string();
        open.extend(
            told.split("#/$defs/").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned),
        );
        defs.insert(name, schema.clone());
    }
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "yangguang.policy/1",
        "$ref": format!("#/$defs/{ROOT}"),
        "$defs": defs,
    })
}

/// The methods that exist at a path, for 405.
pub fn methods(path: &str) -> Vec<&'static str> {
    let here: Vec<&str> = path.split('/').collect();
    let fits = |template: &str| {
        let parts: Vec<&str> = template.split('/').collect();
        parts.len() == here.len()
            && parts.iter().zip(&here).all(|(part, piece)| part.starts_with('{') || part == piece)
    };
    let found = document().paths.paths.iter().find(|(template, _)| fits(template)).map(|(_, item)| item);
    let Some(item) = found else { return Vec::new() };
    [
        (HttpMethod::Get, "GET", item.get.is_some()),
        (HttpMethod::Post, "POST", item.post.is_some()),
        (HttpMethod::Put, "PUT", item.put.is_some()),
        (HttpMethod::Patch, "PATCH", item.patch.is_some()),
        (HttpMethod::Delete, "DELETE", item.delete.is_some()),
    ]
    .into_iter()
    .filter_map(|(_, name, there)| there.then_some(name))
    .collect()
}
