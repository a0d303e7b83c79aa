//! Many clients at once, each with one request under way, and how long each took.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::task::LocalSet;

use crate::http::Connection;
use crate::server;

/// What one measurement gave.
pub struct Figures {
    name: String,
    clients: usize,
    seconds: f64,
    /// Microseconds, sorted.
    times: Vec<u32>,
    refused: usize,
    first_refusal: Option<String>,
    /// Processor time of the server for one request, microseconds.
    work: f64,
}

pub struct Load<'a> {
    pub name: &'a str,
    pub address: &'a str,
    /// Of the server.
    pub process: u32,
    pub clients: usize,
    pub seconds: u64,
    /// What success is.
    pub status: u16,
}

impl Load<'_> {
    /// Each client asks for its next request until there is none or the time is over.
    /// The first tenth of the time is for warming up and is not counted; of one client each
    /// request counts, since there are few.
    pub async fn run(&self, next: impl Fn(usize) -> Option<Vec<u8>> + 'static) -> io::Result<Figures> {
        let next = Rc::new(next);
        let (times, refused) = (Rc::new(RefCell::new(Vec::new())), Rc::new(Cell::new(0)));
        let first_refusal = Rc::new(RefCell::new(None));
        let worked = server::worked(self.process);
        let begun = Instant::now();
        let unwarmed = self.clients == 1;
        let warm = if unwarmed { begun } else { begun + Duration::from_millis(self.seconds * 100) };
        let end = begun + Duration::from_secs(self.seconds);
        let last = Rc::new(Cell::new(warm));
        let local = LocalSet::new();
        let mut tasks = Vec::new();
        for client in 0..self.clients {
            let mut connection = Connection::open(self.address).await?;
            let (next, times, refused) = (Rc::clone(&next), Rc::clone(&times), Rc::clone(&refused));
            let (last, first_refusal) = (Rc::clone(&last), Rc::clone(&first_refusal));
            let status = self.status;
            tasks.push(local.spawn_local(async move {
                while let Some(request) = next(client) {
                    let asked = Instant::now();
                    if asked >= end {
                        break;
                    }
                    let answer = connection.ask(&request).await?;
                    let now = Instant::now();
                    if answer.status != status {
                        refused.set(refused.get() + 1);
                        let text = || format!("{} {}", answer.status, String::from_utf8_lossy(answer.body));
                        first_refusal.borrow_mut().get_or_insert_with(text);
                    } else if asked >= warm {
                        let micros = now.duration_since(asked).as_micros();
                        times.borrow_mut().push(u32::try_from(micros).unwrap_or(u32::MAX));
                        last.set(now);
                    }
                }
                io::Result::Ok(())
            }));
        }
        local
            .run_until(async {
                for task in tasks {
                    task.await.map_err(io::Error::other)??;
                }
                io::Result::Ok(())
            })
            .await?;
        let worked = server::worked(self.process) - worked;
        let mut times = times.take();
        // The time for warming up is in it, so are its requests.
        let asked = times.len() as f64 * if unwarmed { 1.0 } else { 10.0 / 9.0 };
        times.sort_unstable();
        Ok(Figures {
            name: self.name.to_owned(),
            clients: self.clients,
            seconds: last.get().duration_since(warm).as_secs_f64(),
            times,
            refused: refused.get(),
            first_refusal: first_refusal.take(),
            work: worked / asked.max(1.0),
        })
    }
}

impl Figures {
    pub fn rate(&self) -> f64 {
        if self.seconds > 0.0 { self.times.len() as f64 / self.seconds } else { 0.0 }
    }

    /// Milliseconds below which so many of a hundred lie.
    pub fn percentile(&self, percent: usize) -> f64 {
        let place = (self.times.len() * percent).div_ceil(100).saturating_sub(1);
        self.times.get(place).map_or(f64::NAN, |micros| f64::from(*micros) / 1000.0)
    }

    pub fn heading() {
        println!("| what | clients | requests/s | p50 ms | p95 ms | p99 ms | server CPU µs | |");
        println!("|---|---:|---:|---:|---:|---:|---:|---|");
    }

    pub fn print(&self, note: &str) {
        println!(
            "| {} | {} | {:.0} | {:.2} | {:.2} | {:.2} | {:.0} | {note} |",
            self.name,
            self.clients,
            self.rate(),
            self.percentile(50),
            self.percentile(95),
            self.percentile(99),
            self.work
        );
        if self.refused > 0 {
            let told = self.first_refusal.as_deref().unwrap_or_default();
            println!("| ^ {} were refused, the first with {told} | | | | | | | |", self.refused);
        }
    }
}

/// How often a second this disk makes a page durable.
pub fn fsyncs(folder: &Path) -> io::Result<f64> {
    let path = folder.join("fsync.probe");
    let mut file = File::create(&path)?;
    let (begun, mut count) = (Instant::now(), 0_u32);
    while begun.elapsed() < Duration::from_secs(1) {
        file.write_all(&[0_u8; 4096])?;
        file.sync_data()?;
        count += 1;
    }
    let rate = f64::from(count) / begun.elapsed().as_secs_f64();
    std::fs::remove_file(&path)?;
    Ok(rate)
}
