//! The server's responses and events.

use crate::chat_state::{Changes, Found, History, State};
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use simple_chats_domain::{Ack, ErrorCode, Event, UserId};

/// A frame of the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// The first frame: the socket is subscribed and misses nothing from now on.
    Ready(Ready),
    /// A change that the client requested is durable.
    Ack(Ack),
    /// The response to `resume`.
    State(State),
    /// The response to `history`.
    History(History),
    /// The response to `search`.
    Found(Found),
    /// The response to `sync`.
    Changes(Changes),
    /// The response to `ping`.
    Pong,
    /// A request failed.
    Error(ErrorFrame),
    /// A frame of a later version of the protocol, which a client ignores.
    Unknown,
    /// An event, or (with a `ref`) the response to `watch`.
    #[serde(untagged)]
    Event(Event),
}

/// The first frame of a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    /// The user who is logged in.
    pub user_id: UserId,
    /// Identifies the history of the database; a restored backup has another one.
    pub epoch: String,
    /// The server's time, as RFC 3339 in UTC with milliseconds.
    pub server_time: String,
    /// The server's [feature level](crate::FEATURE_LEVEL); 0 if the server is older than those.
    #[serde(default)]
    pub feature_level: u32,
}

/// The reason why a request failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct ErrorFrame {
    /// The reason, for programs; `None` if it is newer than this version of the crate.
    #[serde(deserialize_with = "known_code", default)]
    pub code: Option<ErrorCode>,
    /// The reason, for people.
    pub message: String,
    /// The number of seconds after which the request may succeed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

impl ErrorFrame {
    /// An error without a time after which to retry.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code: Some(code), message: message.into(), retry_after: None }
    }
}

impl<'de> Deserialize<'de> for ServerFrame {
    /// Fails if a frame of a known type has missing or wrong fields; unknown types are [`ServerFrame::Unknown`].
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let name = match value.get("type") {
            Some(Value::String(name)) => name.as_str(),
            Some(_) => return Err(D::Error::invalid_type(Unexpected::Other("other than text"), &"a type")),
            None => return Err(D::Error::missing_field("type")),
        };
        let frame = match name {
            "ready" => Ready::deserialize(value).map(Self::Ready),
            "ack" => Ack::deserialize(value).map(Self::Ack),
            "state" => State::deserialize(value).map(Self::State),
            "history" => History::deserialize(value).map(Self::History),
            "found" => Found::deserialize(value).map(Self::Found),
            "changes" => Changes::deserialize(value).map(Self::Changes),
            "pong" => Ok(Self::Pong),
            "error" => ErrorFrame::deserialize(value).map(Self::Error),
            "chat_created" | "chat_accepted" | "message" | "edited" | "deleted" | "reacted" | "read"
            | "typing" | "presence" | "user_changed" | "chat_deleted" | "preferences" | "lifetime"
            | "resync" => Event::deserialize(value).map(Self::Event),
            _ => Ok(Self::Unknown),
        };
        frame.map_err(D::Error::custom)
    }
}

/// Later versions may add codes.
fn known_code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ErrorCode>, D::Error> {
    let code = Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(code).ok())
}
