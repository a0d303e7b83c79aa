//! The page around Swagger UI: with landmarks, names and colours that everybody can read.
//! What it shows, and the viewer itself, come from this server.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::web::ServiceConfig;
use actix_web::{HttpResponse, Responder, web};

/// Before the viewer's own files, which answer everything else below `/api/docs/`.
pub fn configure(config: &mut ServiceConfig) {
    config
        .route("/api/docs", web::get().to(here))
        .route("/api/docs/", web::get().to(page))
        .route("/api/docs/index.html", web::get().to(page))
        .route("/api/docs/start.js", web::get().to(script))
        .route("/api/docs/page.css", web::get().to(style));
}

async fn here() -> impl Responder {
    HttpResponse::PermanentRedirect().insert_header(("location", "/api/docs/")).finish()
}

async fn page() -> HttpResponse {
    file("text/html; charset=utf-8", include_str!("index.html"))
}

async fn script() -> HttpResponse {
    file("text/javascript; charset=utf-8", include_str!("start.js"))
}

async fn style() -> HttpResponse {
    file("text/css; charset=utf-8", include_str!("page.css"))
}

fn file(kind: &str, text: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .body(text)
}
