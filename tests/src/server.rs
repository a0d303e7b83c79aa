//! The real binary, on a free port, living in the day a test chooses.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use crate::client::Client;
use crate::database::{Database, binary};

/// The password of every account of the fixture.
pub const PASSWORD: &str = "Demo-2026!";

pub struct Server {
    pub database: Database,
    pub base: String,
    child: Child,
    port: u16,
    clock: PathBuf,
    env: Vec<(String, String)>,
}

impl Server {
    /// A server with divisions and accounts, at ten o'clock of Monday, 2 March 2026.
    pub async fn start() -> Server {
        Server::start_with(&[]).await
    }

    /// The same with further settings.
    pub async fn start_with(env: &[(&str, &str)]) -> Server {
        let database = Database::seeded();
        let clock = database.folder.path().join("clock");
        std::fs::write(&clock, "2026-03-02T02:00:00Z").expect("the clock");
        let port = free_port();
        let env: Vec<(String, String)> =
            env.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let child = spawn(&database, &clock, port, &env);
        let mut server =
            Server { database, base: format!("http://127.0.0.1:{port}"), child, port, clock, env };
        server.wait_until_ready().await;
        server
    }

    async fn wait_until_ready(&mut self) {
        wait_until_ready(&self.base, &mut self.child).await;
    }

    /// Ends the server as a power cut would, and starts another on the same database.
    pub async fn kill_and_restart(&mut self) {
        self.kill();
        self.restart().await;
    }

    /// SIGKILL: nothing is finished, nothing is told.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    pub async fn restart(&mut self) {
        self.child = spawn(&self.database, &self.clock, self.port, &self.env);
        self.wait_until_ready().await;
    }

    /// Ten o'clock in Beijing on that day, `2026-03-16`.
    pub fn set_day(&self, day: &str) {
        self.set_time(&format!("{day}T02:00:00Z"));
    }

    /// Any instant, RFC 3339.
    pub fn set_time(&self, instant: &str) {
        self.hand().set_time(instant);
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.hand().now()
    }

    pub fn hand(&self) -> Hand {
        Hand { base: self.base.clone(), clock: self.clock.clone() }
    }

    pub fn advance(&self, by: chrono::Duration) {
        self.set_time(&(self.now() + by).to_rfc3339());
    }

    /// Another copy of the server on the same database, as behind a proxy; PostgreSQL only.
    pub async fn copy(&self) -> Copy {
        let port = free_port();
        let child = spawn(&self.database, &self.clock, port, &self.env);
        let mut copy = Copy { base: format!("http://127.0.0.1:{port}"), child };
        wait_until_ready(&copy.base, &mut copy.child).await;
        copy
    }

    /// Without an account.
    pub fn anyone(&self) -> Client {
        Client::new(&self.base, None)
    }

    /// Logged in as that account of the fixture.
    pub async fn actor(&self, username: &str) -> Client {
        self.hand().actor(username).await
    }
}

/// The day of a server and its accounts, for whoever has not the server itself.
#[derive(Debug, Clone)]
pub struct Hand {
    base: String,
    clock: PathBuf,
}

impl Hand {
    pub fn set_time(&self, instant: &str) {
        // Renamed into place: the server never reads half a date.
        let next = self.clock.with_extension("next");
        std::fs::write(&next, instant).expect("the clock");
        std::fs::rename(&next, &self.clock).expect("the clock");
    }

    pub fn now(&self) -> DateTime<Utc> {
        let text = std::fs::read_to_string(&self.clock).expect("the clock");
        text.trim().parse().expect("an instant")
    }

    pub async fn actor(&self, username: &str) -> Client {
        let session = Client::new(&self.base, None).log_in(username, PASSWORD).await;
        let session = session.expect(201);
        Client::new(&self.base, Some(session["access_token"].as_str().expect("a token").to_owned()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Ended with the test, as the server itself.
pub struct Copy {
    pub base: String,
    child: Child,
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port()
}

async fn wait_until_ready(base: &str, child: &mut Child) {
    let started = Instant::now();
    let http = reqwest::Client::new();
    loop {
        if let Ok(answer) = http.get(format!("{base}/readyz")).send().await
            && answer.status().is_success()
        {
            return;
        }
        if let Ok(Some(status)) = child.try_wait() {
            panic!("the server ended: {status}");
        }
        assert!(started.elapsed() < Duration::from_secs(30), "the server does not become ready");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn spawn(database: &Database, clock: &std::path::Path, port: u16, env: &[(String, String)]) -> Child {
    let log = std::fs::File::create(database.folder.path().join("log")).expect("a log file");
    Command::new(binary())
        .arg("serve")
        .env("DATA_DIR", database.folder.path())
        .env("DATABASE_URL", database.url_text())
        .env("PORT", port.to_string())
        .env("YANGGUANG_CLOCK", format!("file:{}", clock.display()))
        .env("RUST_LOG", "warn")
        .envs(env.iter().map(|(key, value)| (key, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("the binary starts")
}
