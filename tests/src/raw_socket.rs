//! A WebSocket of single bytes for tests of the framing (RFC 6455): it sends any bytes, and reads the
//! server's frames one by one.

use crate::WAIT_TIMEOUT;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The mask of all frames, which needn't be a secret here.
const MASK: [u8; 4] = [0x11, 0x22, 0x33, 0x44];

/// The bit of the last frame of a message.
pub const FIN: u8 = 0x80;

/// The kinds of frames (RFC 6455, section 5.2).
pub mod opcode {
    pub const CONTINUATION: u8 = 0x0;
    pub const TEXT: u8 = 0x1;
    pub const CLOSE: u8 = 0x8;
    pub const PING: u8 = 0x9;
    pub const PONG: u8 = 0xA;
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawFrame {
    /// FIN, the reserved bits and the opcode.
    pub first: u8,
    pub payload: Vec<u8>,
}

impl RawFrame {
    /// The code of a closing frame.
    pub fn close_code(&self) -> Option<u16> {
        let code = self.payload.get(..2)?.try_into().ok()?;
        (self.first == FIN | opcode::CLOSE).then(|| u16::from_be_bytes(code))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.payload).into_owned()
    }
}

pub struct RawSocket {
    stream: TcpStream,
    read: Vec<u8>,
}

impl RawSocket {
    /// Connects with login and password, and passes over the greeting.
    pub async fn enter(address: SocketAddr, login: &str, password: &str) -> Self {
        let stream = TcpStream::connect(address).await.expect("the server listens");
        stream.set_nodelay(true).expect("this is a TCP socket");
        let mut socket = Self { stream, read: Vec::new() };
        let credentials = BASE64_STANDARD.encode(format!("{login}:{password}"));
        let key = BASE64_STANDARD.encode([7; 16]);
        let request = format!(
            "GET /ws HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nAuthorization: Basic {credentials}\r\n\r\n"
        );
        socket.send_bytes(request.as_bytes()).await;
        let head = timeout(WAIT_TIMEOUT, socket.read_head()).await.expect("the server answers");
        assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
        let greeting = socket.next().await.expect("the server greets");
        assert!(greeting.text().contains(r#""type":"ready""#), "{greeting:?}");
        socket
    }

    async fn read_head(&mut self) -> String {
        loop {
            if let Some(end) = self.read.windows(4).position(|window| window == b"\r\n\r\n") {
                let head = self.read.drain(..end + 4).collect();
                return String::from_utf8(head).expect("a head of ASCII");
            }
            assert!(self.read_more().await, "the connection ends within the head");
        }
    }

    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.expect("the connection is open");
    }

    /// Sends a frame, masked as a client has to.
    pub async fn send(&mut self, first: u8, payload: &[u8]) {
        let mut frame = header(first, payload.len() as u64, true);
        frame.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
        self.send_bytes(&frame).await;
    }

    pub async fn send_unmasked(&mut self, first: u8, payload: &[u8]) {
        let mut frame = header(first, payload.len() as u64, false);
        frame.extend_from_slice(payload);
        self.send_bytes(&frame).await;
    }

    /// Sends only the beginning of a frame with this length.
    pub async fn announce(&mut self, first: u8, length: u64) {
        self.send_bytes(&header(first, length, true)).await;
    }

    /// The server's next frame; nothing if it ends the connection.
    pub async fn next(&mut self) -> Option<RawFrame> {
        let frame = timeout(WAIT_TIMEOUT, self.next_if_whole()).await.expect("the server sends something");
        assert!(frame.is_some() || self.read.is_empty(), "the connection ends within a frame");
        frame
    }

    /// The server's next frame; nothing if the connection ends, be it within a frame.
    async fn next_if_whole(&mut self) -> Option<RawFrame> {
        loop {
            if let Some(frame) = self.take_frame() {
                return Some(frame);
            }
            if !self.read_more().await {
                return None;
            }
        }
    }

    /// Reads until the connection ends: how many frames came before the goodbye, and its code if it came through.
    pub async fn read_to_end(mut self) -> (usize, Option<u16>) {
        let mut count = 0;
        while let Some(frame) = self.next_if_whole().await {
            if frame.first == FIN | opcode::CLOSE {
                return (count, frame.close_code());
            }
            count += 1;
        }
        (count, None)
    }

    /// The code with which the server closes next, and that it ends the connection then.
    pub async fn close_code(&mut self) -> Option<u16> {
        let frame = self.next().await.expect("the server closes before it ends the connection");
        assert_eq!(frame.first, FIN | opcode::CLOSE, "{frame:?} {}", frame.text());
        assert_eq!(self.next().await, None, "after its goodbye the server ends the connection");
        frame.close_code()
    }

    fn take_frame(&mut self) -> Option<RawFrame> {
        let (&first, &second) = (self.read.first()?, self.read.get(1)?);
        assert_eq!(second & 0x80, 0, "a server masks nothing");
        let (length, begin) = match second {
            126 => (u64::from(u16::from_be_bytes(self.read.get(2..4)?.try_into().ok()?)), 4),
            127 => (u64::from_be_bytes(self.read.get(2..10)?.try_into().ok()?), 10),
            short => (u64::from(short), 2),
        };
        let end = begin + usize::try_from(length).expect("a frame that fits");
        let payload = self.read.get(begin..end)?.to_vec();
        self.read.drain(..end);
        Some(RawFrame { first, payload })
    }

    async fn read_more(&mut self) -> bool {
        let mut bytes = [0; 4096];
        // A connection that the server resets, for it didn't read all that it was sent, is at its end too.
        let count = self.stream.read(&mut bytes).await.unwrap_or(0);
        self.read.extend_from_slice(&bytes[..count]);
        count > 0
    }
}

/// The beginning of a frame: kind, length and mask.
fn header(first: u8, length: u64, masked: bool) -> Vec<u8> {
    let (second, rest) = match (u8::try_from(length), u16::try_from(length)) {
        (Ok(short @ ..126), _) => (short, vec![]),
        (_, Ok(medium)) => (126, medium.to_be_bytes().to_vec()),
        _ => (127, length.to_be_bytes().to_vec()),
    };
    let mut header = vec![first, if masked { 0x80 | second } else { second }];
    header.extend(rest);
    if masked {
        header.extend(MASK);
    }
    header
}
