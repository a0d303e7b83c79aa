//! As much of HTTP/1.1 as a load needs: one kept-alive connection, one request at a
//! time. It shares two cores with the server, so it does as little as it can.

use std::io;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

pub struct Answer<'a> {
    pub status: u16,
    pub head: &'a [u8],
    pub body: &'a [u8],
}

/// A request as it goes over the wire; `extra` are whole header lines.
pub fn request(method: &str, path: &str, token: &str, extra: &str, body: &str) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: bench\r\n");
    if !token.is_empty() {
        text += &format!("Authorization: {token}\r\n");
    }
    if !body.is_empty() {
        text += &format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
    }
    text += extra;
    text += "\r\n";
    text += body;
    text.into_bytes()
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|part| part == wanted)
}

/// The value of a header, whose name is given in small letters.
pub fn header<'a>(head: &'a [u8], name: &str) -> Option<&'a str> {
    let text = std::str::from_utf8(head).ok()?;
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

impl Connection {
    pub async fn open(address: &str) -> io::Result<Connection> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    async fn more(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the server hung up")),
            _ => Ok(()),
        }
    }

    pub async fn ask(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        self.buffer.clear();
        self.stream.write_all(request).await?;
        let mut seen = 0;
        let head = loop {
            self.more().await?;
            if let Some(end) = find(&self.buffer[seen..], b"\r\n\r\n") {
                break seen + end + 4;
            }
            seen = self.buffer.len().saturating_sub(3);
        };
        let status = std::str::from_utf8(&self.buffer[9..12]).ok().and_then(|text| text.parse().ok());
        let length =
            header(&self.buffer[..head], "content-length").and_then(|text| text.parse::<usize>().ok());
        if let Some(length) = length {
            while self.buffer.len() < head + length {
                self.more().await?;
            }
        } else if header(&self.buffer[..head], "transfer-encoding").is_some() {
            while !self.buffer.ends_with(b"0\r\n\r\n") {
                self.more().await?;
            }
        }
        let (head, body) = self.buffer.split_at(head);
        Ok(Answer { status: status.unwrap_or_default(), head, body })
    }

    /// For preparing: the answer must be of that status and is JSON.
    pub async fn json(&mut self, request: &[u8], status: u16) -> io::Result<Value> {
        let answer = self.ask(request).await?;
        if answer.status != status {
            let line = String::from_utf8_lossy(request).lines().next().unwrap_or_default().to_owned();
            let told = String::from_utf8_lossy(answer.body).into_owned();
            return Err(io::Error::other(format!("{line}: {} {told}", answer.status)));
        }
        let mut text = answer.body.to_vec();
        if header(answer.head, "transfer-encoding").is_some() {
            text = unchunked(&text);
        }
        serde_json::from_slice(&text).map_err(io::Error::other)
    }
}

fn unchunked(mut text: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = find(text, b"\r\n") {
        let size =
            std::str::from_utf8(&text[..end]).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
        let Some(size) = size.filter(|size| *size > 0) else { break };
        whole.extend_from_slice(&text[end + 2..end + 2 + size]);
        text = &text[end + 2 + size + 2..];
    }
    whole
}
