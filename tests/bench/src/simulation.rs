//! `yangguang-bench simulation BINARY DATA_DIR`: how long a county waits for what a new
//! standard would cost, and how much memory the server takes meanwhile.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::http::{Connection, request};
use crate::ours::{log_in, text};
use crate::population;
use crate::server::Server;

const MOST_SECONDS: f64 = 10.0;
const MOST_MIB: f64 = 500.0;

struct Run {
    seconds: f64,
    /// The most while it was computed: resident, and of that its own (not the file's pages).
    memory: (f64, f64),
    answer: Value,
}

pub async fn run(binary: &Path, data: &Path) -> io::Result<()> {
    population::seed(data)?;
    let server = Server::start(binary, data).await?;
    let (idle, _) = server.memory()?;
    let mut connection = Connection::open(&server.address).await?;
    let token = log_in(&mut connection, "approver").await?;
    println!("| what | seconds | changed households | |\n|---|---:|---:|---|");
    let (mut slowest, mut most, mut own) = (0.0_f64, idle, 0.0_f64);
    let mut last = String::new();
    let (subsistence, aged) = (("subsistence-ganxian", "standard_fen"), ("aged-ganxian", "first_age"));
    for (name, (policy, parameter), value) in [
        ("standard 850 to 900", subsistence, 90_000),
        ("again, warm", subsistence, 91_000),
        ("old age from 75 instead of 80, each person", aged, 75),
        ("to 1,200", subsistence, 120_000),
    ] {
        let body = json!({
            "policy_code": policy, "on": "2026-03-02",
            "changes": [{ "parameter": parameter, "value": value }],
        });
        let run = simulated(&server, &mut connection, &token, &body).await?;
        most = most.max(run.memory.0);
        own = own.max(run.memory.1);
        let total = &run.answer["result"]["total"];
        let changed: i64 = ["entering", "leaving", "gaining", "losing"]
            .iter()
            .filter_map(|change| total[change]["households"].as_i64())
            .sum();
        slowest = slowest.max(run.seconds);
        println!(
            "| {name} | {:.2} | {changed} | {} households, {} not computed, {} fen a year more; \
             {:.0} MiB resident, {:.0} of them its own |",
            run.seconds,
            total["households"],
            total["not_computed"],
            total["difference"]["yearly_fen"],
            run.memory.0,
            run.memory.1
        );
        last = text(&run.answer, "id");
    }
    // Afterwards: they read by connections that map the file, whose pages count as resident.
    let path = format!("/api/v1/simulations/{last}");
    for (what, more) in
        [("a page of its households", "/rows?limit=200"), ("all of them as XLSX", "/rows?format=xlsx")]
    {
        let asked = Instant::now();
        let wanted = request("GET", &format!("{path}{more}"), &token, "", "");
        let answer = connection.ask(&wanted).await?;
        let (status, bytes) = (answer.status, answer.body.len());
        if status != 200 {
            return Err(io::Error::other(format!("{more}: {status}")));
        }
        println!("| {what} | {:.2} | | {bytes} bytes |", asked.elapsed().as_secs_f64());
    }
    println!(
        "\nits own memory at most {own:.0} MiB; slowest {slowest:.2} s (at most {MOST_SECONDS} s: {}); memory idle {idle:.0} MiB, at most {most:.0} MiB \
         while computing ({MOST_MIB} MiB: {}), {:.0} MiB in all of its life",
        met(slowest <= MOST_SECONDS),
        met(most <= MOST_MIB),
        server.peak()?
    );
    Ok(())
}

fn met(holds: bool) -> &'static str {
    if holds { "met" } else { "missed" }
}

/// From the request to the result as a reader sees it, the memory looked at on the way.
async fn simulated(
    server: &Server,
    connection: &mut Connection,
    token: &str,
    body: &Value,
) -> io::Result<Run> {
    let key = format!("Idempotency-Key: {}\r\n", uuid::Uuid::new_v4());
    let (asked, mut memory) = (Instant::now(), (0.0_f64, 0.0_f64));
    let body = body.to_string();
    let begun = connection.json(&request("POST", "/api/v1/simulations", token, &key, &body), 202).await?;
    let path = format!("/api/v1/simulations/{}", text(&begun, "id"));
    loop {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let (resident, own) = server.memory()?;
        memory = (memory.0.max(resident), memory.1.max(own));
        let answer = connection.json(&request("GET", &path, token, "", ""), 200).await?;
        match answer["state"].as_str() {
            Some("queued" | "running") => {}
            Some("done") => return Ok(Run { seconds: asked.elapsed().as_secs_f64(), memory, answer }),
            other => return Err(io::Error::other(format!("it ended as {other:?}"))),
        }
    }
}
