//! The fixed set of requests and messages.

use crate::Failure;
use crate::http::{Connection, Request};
use crate::installation::Installation;
use crate::scenarios::{PreparedRead, Read};
use crate::socket::{self, MessageField, Receiver, Sender};
use clap::ValueEnum;
use clap::builder::PossibleValue;
use futures_util::future::try_join_all;
use serde_json::json;
use std::sync::LazyLock;
use std::time::Duration;

/// How many messages are in flight in [`Send::Sockets`].
const GROUP: usize = 64;

/// How long a message may take; callgrind is slow.
const MESSAGE_TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    Read(Read),
    Send(Send),
}

/// A durable message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum Send {
    /// A message by REST.
    Post,
    /// A message by socket, which has a commit of its own.
    Socket,
    /// Messages of 64 sockets at the same time, which share commits.
    Sockets,
}

impl ValueEnum for Item {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<Vec<Item>> = LazyLock::new(|| {
            let reads = Read::value_variants().iter().copied().map(Item::Read);
            reads.chain(Send::value_variants().iter().copied().map(Item::Send)).collect()
        });
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Read(read) => read.to_possible_value(),
            Self::Send(send) => send.to_possible_value(),
        }
    }
}

impl Item {
    pub(super) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// How often it is done one after the other before the counting.
    pub(super) fn warm_up(self) -> u32 {
        match self {
            Self::Read(_) => 10,
            Self::Send(Send::Sockets) => 5,
            Self::Send(_) => 60,
        }
    }

    pub(super) fn repetitions(self) -> u32 {
        if self == Self::Send(Send::Sockets) { 10 } else { 50 }
    }

    /// In how many parts the repetitions are counted. What the server does once a minute, such as the work on the index for
    /// searches, is most of the work of a few hundred messages, and falls into one part at most.
    pub(super) fn samples(self) -> u32 {
        if self == Self::Send(Send::Sockets) { 5 } else { 1 }
    }

    /// Prepares it; `None` if the server doesn't know it.
    pub(super) async fn prepare(self, installation: &Installation) -> Result<Option<Load>, Failure> {
        let address = installation.address();
        let send = match self {
            Self::Read(read) => {
                let Some(read) = read.prepare(installation).await? else { return Ok(None) };
                return Ok(Some(Load::Read(read, Connection::open(address).await?)));
            }
            Self::Send(send) => send,
        };
        let pairs = installation.seed.pairs.iter();
        match send {
            Send::Post => {
                let (user, _, chat_id) = pairs.clone().next().ok_or("no pairs")?;
                let authorization = format!("Bearer {}", installation.token(user).await?);
                let path = format!("/api/chats/{chat_id}/messages");
                let connection = Connection::open(address).await?;
                Ok(Some(Load::Post { connection, path, authorization, sent: 0 }))
            }
            Send::Socket | Send::Sockets => {
                let count = if send == Send::Socket { 1 } else { GROUP };
                let mut lines = Vec::with_capacity(count);
                for (user, companion, chat_id) in pairs.take(count) {
                    let (user, companion) =
                        (installation.token(user).await?, installation.token(companion).await?);
                    let (sender, acks) = socket::connect(address, &user).await?;
                    let (companion, events) = socket::connect(address, &companion).await?;
                    lines.push(Line { sender, acks, events, _companion: companion, chat_id: *chat_id });
                }
                Ok(Some(Load::Sockets { lines, sent: 0 }))
            }
        }
    }
}

/// An item that is ready to be done as often as wanted.
pub(super) enum Load {
    Read(PreparedRead, Connection),
    Post { connection: Connection, path: String, authorization: String, sent: u32 },
    Sockets { lines: Vec<Line>, sent: u32 },
}

/// The sockets of a sender and of a companion.
pub(super) struct Line {
    sender: Sender,
    acks: Receiver,
    events: Receiver,
    _companion: Sender,
    chat_id: i64,
}

impl Load {
    /// The number of requests that one repetition is.
    pub(super) fn requests_each(&self) -> f64 {
        match self {
            Self::Read(..) | Self::Post { .. } => 1.0,
            Self::Sockets { lines, .. } => lines.len() as f64,
        }
    }

    /// Makes all connections to the database prepare the statements. The server takes the connection that was used last, so
    /// that requests one after the other would prepare them on one: the first of them that comes while the server looks for
    /// mail, say, would parse them on another.
    pub(super) async fn warm_up(&self, installation: &Installation) -> Result<(), Failure> {
        match self {
            Self::Read(read, _) => read_at_the_same_time(read, installation).await,
            // They change the database, which has one connection for that.
            Self::Post { .. } | Self::Sockets { .. } => Ok(()),
        }
    }

    pub(super) async fn repeat(&mut self, times: u32) -> Result<(), Failure> {
        for _ in 0..times {
            match self {
                Self::Read(read, connection) => drop(read.send(connection).await?),
                Self::Post { connection, path, authorization, sent } => {
                    *sent += 1;
                    let body = json!({"texts": [format!("message {sent} of this count")]}).to_string();
                    let headers = [("Authorization", authorization.as_str())];
                    let request = Request::post(path, &headers, "application/json", &body);
                    connection.send(&request).await?.expect(201)?;
                }
                Self::Sockets { lines, sent } => {
                    *sent += 1;
                    send_by_all(lines, *sent).await?;
                }
            }
        }
        Ok(())
    }
}

/// Sends as many requests at the same time as keep all connections to the database busy.
pub(super) async fn read_at_the_same_time(
    read: &PreparedRead,
    installation: &Installation,
) -> Result<(), Failure> {
    const CLIENTS: usize = 16;
    const REQUESTS: usize = 12;
    let clients = (0..CLIENTS).map(|_| async {
        let mut connection = Connection::open(installation.address()).await?;
        for _ in 0..REQUESTS {
            read.send(&mut connection).await?;
        }
        Ok::<_, Failure>(())
    });
    try_join_all(clients).await.map(drop)
}

/// Sends a message on each line, and waits until all are acknowledged and delivered.
async fn send_by_all(lines: &mut [Line], number: u32) -> Result<(), Failure> {
    let text = format!("message {number} of this count");
    let client_id = format!("{}-{number}", lines.len());
    for line in lines.iter_mut() {
        let chat_id = line.chat_id;
        let request = format!(
            r#"{{"type":"send","ref":"{number}","client_id":"{client_id}","chat_id":{chat_id},"text":"{text}"}}"#
        );
        line.sender.send(request).await?;
    }
    for line in lines.iter_mut() {
        expect_message(&mut line.acks, "ack", &text).await?;
        expect_message(&mut line.events, "message", &text).await?;
    }
    Ok(())
}

async fn expect_message(receiver: &mut Receiver, kind: &str, expected: &str) -> Result<(), Failure> {
    let frame = tokio::time::timeout(MESSAGE_TIMEOUT, receiver.next()).await;
    let frame = frame.map_err(|_| format!("no {kind} with {expected}"))??;
    match &frame.message {
        Some(MessageField::Message { text, .. }) if frame.r#type == kind && text == expected => Ok(()),
        _ => Err(format!("{frame:?} instead of {kind} with {expected}").into()),
    }
}
