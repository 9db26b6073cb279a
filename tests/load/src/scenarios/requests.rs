//! Reads by REST and by pages: one after another by a single client, and then as many as possible by a fixed number of
//! connections.

use super::Figure;
use crate::Failure;
use crate::http::{Connection, Request, Response};
use crate::installation::Installation;
use crate::scenarios::histogram::{microseconds, milliseconds, new_histogram};
use clap::ValueEnum;
use futures_util::future::try_join_all;
use memchr::memmem;
use std::time::{Duration, Instant};

const CONNECTIONS: usize = 32;

/// Connections for the reads that took half a second once: more of them would wait for too long.
const CONNECTIONS_OF_SLOW_READS: usize = 8;

/// The part of the time in which a single client sends requests.
const ALONE: f64 = 0.2;

/// A read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Read {
    /// The own account by REST.
    Me,
    /// A list of 20 users by REST.
    Users,
    /// The users whose username contains a text, by REST: only the last.
    UsersLike,
    /// The newest 50 messages of a chat by REST.
    Messages,
    /// The same in order of time.
    MessagesByTime,
    /// The newest 50 messages for a client that has them already.
    MessagesNotModified,
    /// The page of a chat.
    ChatPage,
    /// The page of a chat, compressed.
    ChatPageCompressed,
    /// The page of a chat for a browser that has it already.
    ChatPageNotModified,
    /// The page with the list of chats.
    ListPage,
    /// The page with the people whose name contains a text: only the last.
    SearchPage,
}

/// A read that is ready to be sent as often as wanted.
pub(crate) struct PreparedRead {
    request: Request,
    status: u16,
    /// The coding of the body.
    encoding: Option<&'static str>,
    /// A text in the body of every correct response, and how often it is there at least.
    content: (&'static str, usize),
    body_bytes: usize,
}

impl Read {
    /// Prepares the read, and sends it once. `None` if the server doesn't know conditional requests, or doesn't compress.
    pub(crate) async fn prepare(self, installation: &Installation) -> Result<Option<PreparedRead>, Failure> {
        let chat_id = installation.seed.long_chat;
        let path = match self {
            Self::Me => "/api/me".to_owned(),
            Self::Users => "/api/users?limit=20".to_owned(),
            Self::UsersLike => "/api/users?username-like=uzan".to_owned(),
            Self::Messages | Self::MessagesNotModified => {
                format!("/api/chats/{chat_id}/messages?limit=50&ordered-by-desc=message_id")
            }
            Self::MessagesByTime => {
                format!("/api/chats/{chat_id}/messages?limit=50&ordered-by-desc=datetime_writing")
            }
            Self::ChatPage | Self::ChatPageCompressed | Self::ChatPageNotModified => {
                format!("/chats/{chat_id}")
            }
            Self::ListPage => "/chats/list".to_owned(),
            Self::SearchPage => "/chats/search?search-string=uzan".to_owned(),
        };
        let reader = &installation.seed.reader;
        let (header, value) = if path.starts_with("/api") {
            ("Authorization", format!("Bearer {}", installation.token(reader).await?))
        } else {
            ("Cookie", installation.log_in(reader).await?)
        };
        let credentials = (header, value.as_str());
        let request = Request::get(&path, &[credentials]);
        let content = self.content();
        let mut read = PreparedRead { request, status: 200, encoding: None, content, body_bytes: 0 };
        let mut connection = Connection::open(installation.address()).await?;
        if matches!(self, Self::ChatPage | Self::ChatPageCompressed | Self::ChatPageNotModified) {
            // A chat opens at its first unread message; what is measured is one whose messages were read.
            mark_all_read(installation, &mut connection).await?;
        }
        let response = read.send(&mut connection).await?;
        read.body_bytes = response.body.len();
        if self == Self::ChatPageCompressed {
            read.request = Request::get(&path, &[credentials, ("Accept-Encoding", "gzip")]);
            let response = connection.send(&read.request).await?.expect(200)?;
            if response.headers("content-encoding").next() != Some("gzip") {
                return Ok(None);
            }
            (read.encoding, read.content, read.body_bytes) = (Some("gzip"), ("", 0), response.body.len());
        }
        if matches!(self, Self::MessagesNotModified | Self::ChatPageNotModified) {
            // The first response may have shown what only it shows.
            let response = read.send(&mut connection).await?;
            let Some(tag) = response.headers("etag").next() else { return Ok(None) };
            read.request = Request::get(&path, &[credentials, ("If-None-Match", tag)]);
            (read.status, read.content, read.body_bytes) = (304, ("", 0), 0);
            read.send(&mut connection).await?;
        }
        Ok(Some(read))
    }

    fn content(self) -> (&'static str, usize) {
        match self {
            Self::Me => ("\"username\":\"user0\"", 1),
            Self::Users => ("\"username\":", 20),
            Self::UsersLike => ("\"username\":\"zuzana\"", 1),
            Self::Messages | Self::MessagesByTime | Self::MessagesNotModified => ("Message ", 50),
            Self::ChatPage | Self::ChatPageCompressed | Self::ChatPageNotModified => {
                ("of this chat: it is about as long", 30)
            }
            Self::ListPage => ("data-chat-id=", 8),
            Self::SearchPage => ("/chats/begin/zuzana", 1),
        }
    }
}

/// Marks the messages of the long chat as read by the reader.
async fn mark_all_read(installation: &Installation, connection: &mut Connection) -> Result<(), Failure> {
    let (seed, chat_id) = (&installation.seed, installation.seed.long_chat);
    let authorization = format!("Bearer {}", installation.token(&seed.reader).await?);
    let headers = [("Authorization", authorization.as_str())];
    let newest = format!("/api/chats/{chat_id}/messages?limit=1&ordered-by-desc=message_id");
    let response = connection.send(&Request::get(&newest, &headers)).await?.expect(200)?;
    let page: serde_json::Value = serde_json::from_slice(&response.body)?;
    let newest = page.pointer("/data/0/message_id").ok_or("the long chat has no messages")?;
    let body = serde_json::json!({ "message_id": newest }).to_string();
    let read = Request::post(&format!("/api/chats/{chat_id}/read"), &headers, "application/json", &body);
    connection.send(&read).await?.expect(200)?;
    Ok(())
}

impl PreparedRead {
    /// Sends the request, and checks the response.
    pub(crate) async fn send(&self, connection: &mut Connection) -> Result<Response, Failure> {
        let response = connection.send(&self.request).await?.expect(self.status)?;
        if response.headers("content-encoding").next() != self.encoding {
            return Err("a response in another coding".into());
        }
        let (text, least) = self.content;
        let found = if text.is_empty() { 0 } else { memmem::find_iter(&response.body, text).count() };
        if found >= least {
            Ok(response)
        } else {
            Err(format!("{found} times {text} in a response: {}", response.text()?).into())
        }
    }
}

pub(super) async fn measure(
    installation: &Installation,
    read: Read,
    time: Duration,
) -> Result<Vec<Figure>, Failure> {
    let connections = if read == Read::MessagesByTime { CONNECTIONS_OF_SLOW_READS } else { CONNECTIONS };
    let Some(read) = read.prepare(installation).await? else {
        eprintln!("{read:?} is left out: the server doesn't offer it");
        return Ok(Vec::new());
    };
    let mut alone = new_histogram()?;
    let mut connection = Connection::open(installation.address()).await?;
    let deadline = Instant::now() + time.mul_f64(ALONE);
    while Instant::now() < deadline {
        let begin = Instant::now();
        read.send(&mut connection).await?;
        alone.record(microseconds(begin.elapsed()))?;
    }

    let before = installation.processor_time()?;
    let (begin, deadline) = (Instant::now(), Instant::now() + time.mul_f64(1.0 - ALONE));
    let loads = (0..connections).map(|_| async {
        let mut connection = Connection::open(installation.address()).await?;
        let mut count = 0_u32;
        while Instant::now() < deadline {
            read.send(&mut connection).await?;
            count += 1;
        }
        Ok::<u32, Failure>(count)
    });
    let count = f64::from(try_join_all(loads).await?.iter().sum::<u32>());
    let (elapsed, used) = (begin.elapsed(), installation.processor_time()?.saturating_sub(before));
    Ok(vec![
        Figure { name: "requests", unit: "/s", value: count / elapsed.as_secs_f64() },
        Figure { name: "server", unit: "µs a request", value: used.as_secs_f64() * 1e6 / count },
        Figure { name: "alone, p50", unit: "ms", value: milliseconds(&alone, 0.5) },
        Figure { name: "alone, p99", unit: "ms", value: milliseconds(&alone, 0.99) },
        Figure { name: "body", unit: "KB", value: f64::from(u32::try_from(read.body_bytes)?) / 1e3 },
    ])
}
