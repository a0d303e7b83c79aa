use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use clap::Args;

/// Longer than the server itself waits for its database.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Args)]
pub struct Health {
    /// What to ask [default: /readyz of the server on PORT of this machine]
    #[arg(long)]
    url: Option<String>,
    #[arg(long, env = "PORT", default_value_t = 8080, hide = true)]
    port: u16,
}

impl Health {
    /// For health checks of containers, which have no other client at hand.
    pub fn run(&self) -> Result<(), String> {
        let url = self.url.clone().unwrap_or_else(|| format!("http://127.0.0.1:{}/readyz", self.port));
        let status = ask(&url).map_err(|sentence| format!("{url}: {sentence}"))?;
        match status {
            200..=299 => Ok(()),
            other => Err(format!("{url} answers {other}")),
        }
    }
}

/// The status of a GET.
fn ask(url: &str) -> Result<u16, String> {
    let (host, path) = parts(url)?;
    let told = |error: std::io::Error| error.to_string();
    let address = host.to_socket_addrs().map_err(told)?.next().ok_or("the name has no address")?;
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).map_err(told)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(told)?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).map_err(told)?;
    // `HTTP/1.1 200`
    let mut line = [0; 12];
    stream.read_exact(&mut line).map_err(told)?;
    let text = std::str::from_utf8(&line).map_err(|_| "no HTTP answer")?;
    text.rsplit(' ').next().and_then(|status| status.parse().ok()).ok_or_else(|| "no HTTP answer".to_owned())
}

/// Host with port, and path.
fn parts(url: &str) -> Result<(String, &str), String> {
    let rest = url.strip_prefix("http://").ok_or("only http://HOST[:PORT]/PATH can be asked")?;
    let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    let has_port = host.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    Ok((if has_port { host.to_owned() } else { format!("{host}:80") }, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        assert_eq!(parts("http://127.0.0.1:8080/readyz"), Ok(("127.0.0.1:8080".into(), "/readyz")));
        assert_eq!(parts("http://app"), Ok(("app:80".into(), "/")));
        assert!(parts("https://app/").is_err());
    }
}
