//! A connection that sends one HTTP request after another, with as little work of its own as possible: the request is
//! made of bytes that were prepared before, and of the response only length and body are read.

use crate::Failure;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The size of reads.
const READ_SIZE: usize = 64 * 1024;

const MAX_HEADERS: usize = 32;

/// A persistent connection.
pub(crate) struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

/// A response.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    head: Vec<u8>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// The values of the headers with this name, in lower case.
    pub(crate) fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let head = std::str::from_utf8(&self.head).unwrap_or_default();
        let headers = head.split("\r\n").filter_map(|line| line.split_once(": "));
        headers.filter(move |(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The body as text.
    pub(crate) fn text(&self) -> Result<&str, Failure> {
        Ok(std::str::from_utf8(&self.body)?)
    }

    /// Fails unless the response has this status.
    pub(crate) fn expect(self, status: u16) -> Result<Self, Failure> {
        if self.status == status {
            return Ok(self);
        }
        Err(format!("{} instead of {status}: {}", self.status, String::from_utf8_lossy(&self.body)).into())
    }
}

/// How a body is delimited.
enum BodyLength {
    Bytes(usize),
    Chunked,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::with_capacity(READ_SIZE) })
    }

    /// Sends a request, and waits for the whole response.
    pub(crate) async fn send(&mut self, request: &Request) -> Result<Response, Failure> {
        self.stream.write_all(&request.0).await?;
        let (status, head_length, body_length) = loop {
            self.receive().await?;
            if let Some(head) = parse_head(&self.received)? {
                break head;
            }
        };
        let head: Vec<u8> = self.received.drain(..head_length).collect();
        let body = match body_length {
            BodyLength::Bytes(length) => self.receive_bytes(length).await?,
            BodyLength::Chunked => self.receive_chunks().await?,
        };
        Ok(Response { status, head, body })
    }

    async fn receive_bytes(&mut self, length: usize) -> Result<Vec<u8>, Failure> {
        while self.received.len() < length {
            self.receive().await?;
        }
        Ok(self.received.drain(..length).collect())
    }

    async fn receive_chunks(&mut self) -> Result<Vec<u8>, Failure> {
        let mut body = Vec::new();
        loop {
            let size = match httparse::parse_chunk_size(&self.received).map_err(|_| "an invalid chunk")? {
                httparse::Status::Complete((start, size)) => {
                    self.received.drain(..start);
                    usize::try_from(size)?
                }
                httparse::Status::Partial => {
                    self.receive().await?;
                    continue;
                }
            };
            let mut chunk = self.receive_bytes(size + "\r\n".len()).await?;
            if size == 0 {
                return Ok(body);
            }
            chunk.truncate(size);
            body.append(&mut chunk);
        }
    }

    async fn receive(&mut self) -> Result<(), Failure> {
        self.received.reserve(READ_SIZE);
        if self.stream.read_buf(&mut self.received).await? == 0 {
            return Err("the server closed a connection".into());
        }
        Ok(())
    }
}

/// The status, the length of the head, and how long the body is; `None` while the head is incomplete.
fn parse_head(received: &[u8]) -> Result<Option<(u16, usize, BodyLength)>, Failure> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(length) = response.parse(received)? else { return Ok(None) };
    let status = response.code.ok_or("a response without a status")?;
    let header = |name: &str| response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
    let body_length = match header("content-length") {
        Some(header) => BodyLength::Bytes(std::str::from_utf8(header.value)?.parse()?),
        None if header("transfer-encoding").is_some() => BodyLength::Chunked,
        None => BodyLength::Bytes(0),
    };
    Ok(Some((status, length, body_length)))
}

/// A request as bytes.
#[derive(Debug, Clone)]
pub(crate) struct Request(Vec<u8>);

impl Request {
    pub(crate) fn get(path: &str, headers: &[(&str, &str)]) -> Self {
        Self::new("GET", path, headers, None)
    }

    pub(crate) fn post(path: &str, headers: &[(&str, &str)], content_type: &str, body: &str) -> Self {
        Self::new("POST", path, headers, Some((content_type, body)))
    }

    fn new(method: &str, path: &str, headers: &[(&str, &str)], body: Option<(&str, &str)>) -> Self {
        let mut text = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        for (name, value) in headers {
            text.extend([name, ": ", value, "\r\n"]);
        }
        let (content_type, body) = body.unzip();
        if let (Some(content_type), Some(body)) = (content_type, body) {
            text.extend([
                "Content-Type: ",
                content_type,
                "\r\nContent-Length: ",
                &body.len().to_string(),
                "\r\n",
            ]);
        }
        text.push_str("\r\n");
        text.push_str(body.unwrap_or_default());
        Self(text.into_bytes())
    }
}
