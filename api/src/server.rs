//! Puts the slices together and listens.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, PathConfig};
use actix_web::{App as ActixApp, HttpResponse, HttpServer, Responder};
use utoipa_swagger_ui::SwaggerUi;

use crate::app::{App, Shared};
use crate::config::Config;
use crate::db::Db;
use crate::db::conn::Conn;
use crate::divisions::Places;
use crate::failure::Failure;
use crate::http::problem::Problem;
use crate::http::routes::Routes;
use crate::http::{edge, once};
use crate::rules::Rules;
use crate::vault::Vault;
use crate::{SLICES, attachments, calendar, db, docs, openapi, persons, problems, rules, simulations, spa};

/// Brings the database up to date and loads what a server holds.
///
/// # Errors
/// A sentence for the administrator.
pub fn prepare(config: &Config) -> Result<Shared, String> {
    let url = config.url()?;
    let clock = config.clock()?;
    config.site.check()?;
    // Names stand in the records in the clear: what is made here is its owner's alone.
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(config.files())
        .map_err(|error| format!("{}: {error}", config.files().display()))?;
    attachments::sweep(&config.files(), std::time::SystemTime::now());
    db::migrate::run(&url)?;
    let mut conn = url.connect().map_err(|error| error.to_string())?;
    let vault = fitting_keys(&config.keys(), &mut conn)?;
    let told = |failure: Failure| format!("{failure:?}");
    rules::install_shipped(&mut conn, clock.now()).map_err(told)?;
    calendar::install_bundled(&mut conn, clock.now()).map_err(told)?;
    persons::begin_renewal(&mut conn, clock.now()).map_err(told)?;
    let rules = Rules::load(&mut conn).map_err(told)?;
    drop(conn);
    Ok(Arc::new(App {
        db: Db::open(url)?,
        vault,
        clock,
        rules,
        places: Places::default(),
        files: config.files(),
        landlines: config.landlines(),
        site: config.site.clone(),
        portal_url: config.portal_url.as_deref().map(|url| url.trim_end_matches('/').to_owned()),
    }))
}

/// The keys; new ones only where nothing is sealed yet. Under other keys what is sealed
/// would be lost, and what is sealed from now on would be mixed with it.
fn fitting_keys(path: &Path, conn: &mut Conn) -> Result<Vault, String> {
    let sealed = db::sealed::sample(conn).map_err(|error| error.to_string())?;
    if !sealed.is_empty() && !path.exists() {
        return Err(format!(
            "{}: the keys of this database are missing; put them back first",
            path.display()
        ));
    }
    let vault = Vault::open_or_create(path)?;
    match sealed.iter().all(|value| vault.open("citizen_id", value).is_ok()) {
        true => Ok(vault),
        false => Err(format!("{}: these are not the keys of this database", path.display())),
    }
}

/// Serves until it is told to stop; running requests are finished first.
///
/// # Errors
/// The address can not be listened on.
pub async fn serve(app: Shared, host: &str, port: u16, workers: usize) -> std::io::Result<()> {
    actix_web::rt::spawn(housekeeping(Arc::clone(&app)));
    persons::start_renewal(&app);
    simulations::start(&app)?;
    let server = HttpServer::new(move || {
        // Addresses are tried one after the other: cases, which are asked for most, first.
        let (cases, others): (Vec<_>, Vec<_>) = SLICES.iter().rev().partition(|it| it.name == "cases");
        let operations = web::scope(openapi::BASE).configure(|config| {
            cases.iter().chain(&others).for_each(|slice| (slice.routes)(&mut Routes::Answered(config)));
        });
        // The document before the scope, which answers everything else below /api/v1.
        ActixApp::new()
            .route("/api/v1/openapi.json", web::get().to(document_json))
            .service(operations)
            .app_data(Data::new(Arc::clone(&app)))
            .app_data(PathConfig::default().error_handler(|_, _| Problem(Failure::not_found()).into()))
            .route("/healthz", web::get().to(healthy))
            .route("/readyz", web::get().to(ready))
            .route("/hello", web::get().to(hello))
            .route("/problems/{code}", web::get().to(problems::page))
            .configure(docs::configure)
            .service(
                SwaggerUi::new("/api/docs/{_:.*}")
                    .config(utoipa_swagger_ui::Config::from("/api/v1/openapi.json")),
            )
            .default_service(web::to(spa::page))
            .wrap(from_fn(edge::edge))
    });
    server
        .workers(workers)
        .shutdown_timeout(20)
        .keep_alive(Duration::from_secs(75))
        .bind((host, port))?
        .run()
        .await
}

/// Forgets old idempotency keys, hourly.
async fn housekeeping(app: Shared) {
    loop {
        let now = app.clock.now();
        if let Err(failure) = app.db.transact(move |conn| once::forget(conn, now)).await {
            tracing::warn!(?failure, "old idempotency keys were not forgotten");
        }
        actix_web::rt::time::sleep(Duration::from_secs(3600)).await;
    }
}

async fn healthy() -> impl Responder {
    HttpResponse::Ok().json(serde_json::json!({ "status": "ok" }))
}

/// The yardstick of the benchmark: what the server does without doing anything.
async fn hello() -> impl Responder {
    "hello"
}

async fn ready(app: Data<Shared>) -> Result<HttpResponse, Problem> {
    app.db.read(db::ping).await.map_err(|_| Failure::no("database_unavailable"))?;
    Ok(HttpResponse::Ok().json(serde_json::json!({ "status": "ready" })))
}

async fn document_json() -> impl Responder {
    HttpResponse::Ok().content_type("application/json").body(openapi::json())
}
