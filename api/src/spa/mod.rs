//! The two web pages, embedded: the back office at `/app/`, the citizens' portal at `/`.

use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::app::Shared;
use crate::failure::Failure;
use crate::http::problem::Problem;
use crate::vault::{hex, sha256_hex};

mod site;

pub use site::Site;

/// Where the lines of the installation stand in the citizens' page.
const FOOT: &str = "<!--site-->";

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../frontend/dist"]
#[allow_missing = true]
struct Dist;

/// A hashed asset, the portal for `/` and `/public/…`, the back office for `/app/…`.
pub async fn page(req: HttpRequest, app: Data<Shared>) -> Result<HttpResponse, Problem> {
    let path = req.path().trim_start_matches('/');
    if req.method() != actix_web::http::Method::GET && req.method() != actix_web::http::Method::HEAD {
        return crate::http::edge::nothing_here(req).await;
    }
    if path.starts_with("assets/") || path == "favicon.svg" || path == "robots.txt" {
        return file(&req, path, path.starts_with("assets/"));
    }
    if path == "app" || path.starts_with("app/") {
        return file(&req, "index.html", false);
    }
    if path.is_empty() || path == "public" || path.starts_with("public/") {
        return portal(&req, &app.site);
    }
    crate::http::edge::nothing_here(req).await
}

/// The citizens' page with the lines of whoever runs it.
fn portal(req: &HttpRequest, site: &Site) -> Result<HttpResponse, Problem> {
    let lines = site.html();
    if lines.is_empty() {
        return file(req, "portal.html", false);
    }
    let page = Dist::get("portal.html").ok_or_else(Failure::not_found)?;
    let page = String::from_utf8_lossy(&page.data).replacen(FOOT, &lines, 1);
    let etag = format!("\"{}\"", &sha256_hex(page.as_bytes())[..16]);
    let known = req.headers().get(IF_NONE_MATCH).is_some_and(|told| told.as_bytes() == etag.as_bytes());
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((CONTENT_TYPE, media_type("portal.html")))
        .insert_header((ETAG, etag))
        .insert_header((CACHE_CONTROL, "no-cache"));
    if known { Ok(response.finish()) } else { Ok(response.body(page)) }
}

fn file(req: &HttpRequest, path: &str, immutable: bool) -> Result<HttpResponse, Problem> {
    let has = |header: actix_web::http::header::HeaderName, text: &str| {
        req.headers()
            .get(header)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.contains(text))
    };
    // The build lays a compressed copy beside each text file.
    let (found, packed): (Option<EmbeddedFile>, bool) = match Dist::get(&format!("{path}.gz")) {
        Some(packed) if has(ACCEPT_ENCODING, "gzip") => (Some(packed), true),
        _ => (Dist::get(path), false),
    };
    let found = found.ok_or_else(Failure::not_found)?;
    let etag = format!("\"{}\"", hex(&found.metadata.sha256_hash()[..8]));
    let mut response =
        if has(IF_NONE_MATCH, &etag) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((CONTENT_TYPE, media_type(path)))
        .insert_header((ETAG, etag.clone()))
        .insert_header((VARY, "accept-encoding"))
        .insert_header((
            CACHE_CONTROL,
            if immutable { "public, max-age=31536000, immutable" } else { "no-cache" },
        ));
    if packed {
        response.insert_header((CONTENT_ENCODING, "gzip"));
    }
    if has(IF_NONE_MATCH, &etag) { Ok(response.finish()) } else { Ok(response.body(found.data.into_owned())) }
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" | "map" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}
