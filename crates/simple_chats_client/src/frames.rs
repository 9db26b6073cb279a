//! The frames of the live protocol: what a client asks, and all that the server says. What carries no more than the wire
//! does is here; what it means for a client is in the other modules.

use serde::{Deserialize, Deserializer, Serialize};
use simple_chats_domain::{Ack, ChatId, ChatOverview, ErrorCode, Event, Message, MessageId, UserId};
use std::collections::BTreeMap;

/// What a client holds of a chat: revision, own read mark, companion's read mark.
pub type Mark = [i64; 3];

/// Where a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Destination {
    /// Into a chat.
    #[serde(rename = "chat_id")]
    Chat(ChatId),
    /// To a person; the chat is made where there is none yet.
    #[serde(rename = "companion_id")]
    Companion(UserId),
}

/// What a client asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientFrame {
    /// Send a message.
    Send {
        /// What the client calls the sending, up to 64 characters.
        client_id: String,
        /// What it says.
        text: String,
        /// Where it goes.
        #[serde(flatten)]
        to: Destination,
    },
    /// Give a message another text.
    Edit {
        /// Which message.
        message_id: MessageId,
        /// What it says from now on.
        text: String,
    },
    /// Delete a message.
    Delete {
        /// Which message.
        message_id: MessageId,
    },
    /// Note that messages were seen.
    Read {
        /// In which chat.
        chat_id: ChatId,
        /// The newest that was seen.
        message_id: MessageId,
    },
    /// Compare what the client holds with what there is.
    Resume {
        /// What it holds, up to 1,000 chats.
        have: BTreeMap<ChatId, Mark>,
        /// Where to go on: what `next` said in the answer before.
        #[serde(skip_serializing_if = "Option::is_none")]
        before: Option<String>,
    },
    /// Read what has changed in a chat.
    Sync {
        /// Which chat.
        chat_id: ChatId,
        /// Since which revision.
        after: i64,
    },
    /// Read a chat's messages, newest first.
    History {
        /// Which chat.
        chat_id: ChatId,
        /// Only those before this one.
        #[serde(skip_serializing_if = "Option::is_none")]
        before: Option<MessageId>,
        /// How many, 1 to 100.
        limit: u8,
    },
    /// Tell the companion that one is writing.
    Typing {
        /// In which chat.
        chat_id: ChatId,
    },
    /// Be told of these people, and of no others.
    Watch {
        /// Up to 100 people with whom one has a chat.
        user_ids: Vec<UserId>,
    },
    /// Is somebody there?
    Ping,
}

/// A frame of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The `ref` of the request that it answers.
    pub reference: Option<String>,
    /// What it says.
    pub frame: ServerFrame,
}

/// What the server says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerFrame {
    /// The socket takes part, and will miss nothing from now on.
    Ready(Ready),
    /// The chats that differ from what the client holds.
    State(State),
    /// A part of a chat's history.
    History(History),
    /// What has changed in a chat.
    Changes(Changes),
    /// A change that was asked for is durable.
    Ack(Ack),
    /// The answer to a ping.
    Pong,
    /// Something may have been missed: `resume` tells.
    Resync,
    /// A request was not done.
    Error(Refusal),
    /// Something has happened.
    Event(Event),
    /// Something that this client doesn't know, and passes over.
    Unknown,
}

/// The first frame of a connection.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Ready {
    /// Who is signed in.
    pub user_id: UserId,
    /// The name of the database's history; a restored backup has another one.
    pub epoch: String,
}

/// The chats that differ from what a client holds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct State {
    /// The chats, newest first.
    pub chats: Vec<ChatOverview>,
    /// Where to go on, or nothing.
    pub next: Option<String>,
    /// Which of the client's chats are no more.
    pub gone: Vec<ChatId>,
}

/// A part of a chat's history.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct History {
    /// Which chat.
    pub chat_id: ChatId,
    /// The messages, newest first.
    pub messages: Vec<Message>,
    /// Whether there are older ones.
    pub has_more: bool,
    /// The chat's revision; the messages are as they were then, or newer.
    pub revision: i64,
    /// The newest message that the user has seen; 0 for none.
    pub read_up_to: i64,
    /// The newest message that the companion has seen; 0 for none.
    pub companion_read_up_to: i64,
}

/// What has changed in a chat since a revision.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Changes {
    /// Which chat.
    pub chat_id: ChatId,
    /// The changes in order of revision, one for each message.
    pub changes: Vec<Change>,
    /// Whether there are more after the last one.
    pub has_more: bool,
    /// The chat's revision now.
    pub revision: i64,
    /// The newest message that the user has seen; 0 for none.
    pub read_up_to: i64,
    /// The newest message that the companion has seen; 0 for none.
    pub companion_read_up_to: i64,
    /// Whether the client was ahead of the server, and has to load the chat anew.
    #[serde(default)]
    pub reset: bool,
}

/// A message at its latest revision.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Change {
    /// It was sent or edited, and looks like this.
    Message {
        /// The chat's revision that this is.
        revision: i64,
        /// The message.
        message: Message,
    },
    /// It was deleted.
    Deleted {
        /// The chat's revision that this is.
        revision: i64,
        /// Which message.
        deleted: MessageId,
    },
}

/// Why a request was not done.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// The reason, for programs; nothing where the code is newer than this client.
    #[serde(deserialize_with = "known_code", default)]
    pub code: Option<ErrorCode>,
    /// The reason, for people.
    pub message: String,
    /// After how many seconds it is worth another try.
    #[serde(default)]
    pub retry_after: Option<u64>,
}

impl From<ChatId> for Destination {
    fn from(chat_id: ChatId) -> Self {
        Self::Chat(chat_id)
    }
}

impl From<UserId> for Destination {
    fn from(user_id: UserId) -> Self {
        Self::Companion(user_id)
    }
}

impl ClientFrame {
    /// The request as a text frame, with the `ref` that its answer will carry.
    #[must_use]
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "texts, integers and maps with integers as keys are all JSON"
    )]
    pub fn to_text(&self, reference: Option<&str>) -> String {
        #[derive(Serialize)]
        struct Referred<'a> {
            #[serde(flatten)]
            request: &'a ClientFrame,
            #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
            reference: Option<&'a str>,
        }
        serde_json::to_string(&Referred { request: self, reference }).expect("a request is JSON")
    }
}

impl Envelope {
    /// Reads a text frame; fails where it is no frame of the protocol, or one whose fields aren't what they should be.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Head {
            r#type: String,
            #[serde(rename = "ref", default)]
            reference: Option<String>,
        }
        let Head { r#type, reference } = serde_json::from_str(text)?;
        let frame = match r#type.as_str() {
            "ready" => ServerFrame::Ready(serde_json::from_str(text)?),
            "state" => ServerFrame::State(serde_json::from_str(text)?),
            "history" => ServerFrame::History(serde_json::from_str(text)?),
            "changes" => ServerFrame::Changes(serde_json::from_str(text)?),
            "ack" => ServerFrame::Ack(serde_json::from_str(text)?),
            "pong" => ServerFrame::Pong,
            "resync" => ServerFrame::Resync,
            "error" => ServerFrame::Error(serde_json::from_str(text)?),
            "chat_created" | "message" | "edited" | "deleted" | "read" | "typing" | "presence"
            | "user_changed" | "chat_deleted" => ServerFrame::Event(serde_json::from_str(text)?),
            _ => ServerFrame::Unknown,
        };
        Ok(Self { reference, frame })
    }
}

impl Change {
    /// The chat's revision that this is.
    #[must_use]
    pub fn revision(&self) -> i64 {
        match self {
            Self::Message { revision, .. } | Self::Deleted { revision, .. } => *revision,
        }
    }

    /// Which message has changed.
    #[must_use]
    pub fn message_id(&self) -> MessageId {
        match self {
            Self::Message { message, .. } => message.message_id,
            Self::Deleted { deleted, .. } => *deleted,
        }
    }
}

/// Later versions may add codes.
fn known_code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ErrorCode>, D::Error> {
    let code = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(code).ok())
}

#[cfg(test)]
mod tests;
