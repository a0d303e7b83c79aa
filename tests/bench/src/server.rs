//! The server under measurement: started here, asked for its size, stopped again.

use std::fs::File;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::http::{Connection, request};

pub struct Server {
    child: Child,
    pub address: String,
    /// From the start of the process to the first `200` of `/readyz`.
    pub ready_after: Duration,
}

impl Server {
    pub async fn start(binary: &Path, data: &Path) -> io::Result<Server> {
        let free = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let address = format!("127.0.0.1:{free}");
        let begun = Instant::now();
        let child = Command::new(binary)
            .args(["serve", "--port", &free.to_string(), "--data-dir"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(data.join("log"))?)
            .spawn()?;
        let mut server = Server { child, address, ready_after: Duration::ZERO };
        while begun.elapsed() < Duration::from_secs(30) {
            if let Ok(mut connection) = Connection::open(&server.address).await
                && connection.ask(&request("GET", "/readyz", "", "", "")).await?.status == 200
            {
                server.ready_after = begun.elapsed();
                return Ok(server);
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        server.child.kill()?;
        Err(io::Error::other("the server does not get ready, see its log"))
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// The most resident memory it ever had, MiB.
    pub fn peak(&self) -> io::Result<f64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib: Option<f64> = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        Ok(kib.unwrap_or(f64::NAN) / 1024.0)
    }

    /// Resident memory, MiB: all of it, and what is its own (not the file's pages).
    pub fn memory(&self) -> io::Result<(f64, f64)> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let of = |name: &str| {
            let line = text.lines().find(|line| line.starts_with(name));
            let kib =
                line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kib| kib.parse::<f64>().ok());
            kib.unwrap_or(f64::NAN) / 1024.0
        };
        Ok((of("VmRSS:"), of("RssAnon:")))
    }
}

/// Microseconds of processor time a process has used; 0 where that can not be known.
pub fn worked(process: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // After the name in brackets: state is the first field, user and system time the 12th and 13th.
    let fields = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: f64 =
        fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks * 10_000.0
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
