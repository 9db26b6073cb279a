//! Events: what users are told when something has changed. An [`Event`] serialises to the very frame that a client of
//! the live protocol gets, so what carries events need not know what they mean.

use crate::times::optional_millis;
use crate::{ChatId, Message, MessageId, Person, StoredMessage, UserId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Something that has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// Two users have a chat now; told before its first message.
    ChatCreated {
        /// The new chat.
        chat_id: ChatId,
        /// Both users.
        users: [Person; 2],
    },
    /// A message was sent.
    Message {
        /// In which chat.
        chat_id: ChatId,
        /// The chat's revision that this is.
        revision: i64,
        /// The message.
        message: Message,
    },
    /// A message has another text now.
    Edited {
        /// In which chat.
        chat_id: ChatId,
        /// The chat's revision that this is.
        revision: i64,
        /// The message as it is now.
        message: Message,
    },
    /// A message was deleted.
    Deleted {
        /// In which chat.
        chat_id: ChatId,
        /// The chat's revision that this is.
        revision: i64,
        /// Which message.
        message_id: MessageId,
    },
    /// A user has seen the messages up to this one.
    Read {
        /// In which chat.
        chat_id: ChatId,
        /// Who has read.
        user_id: UserId,
        /// The newest message that was seen.
        message_id: MessageId,
    },
    /// The companion is writing.
    Typing {
        /// In which chat.
        chat_id: ChatId,
        /// Who is writing.
        user_id: UserId,
    },
    /// People have come or gone.
    Presence {
        /// Who, and how it is now.
        users: Vec<Presence>,
    },
    /// A user has another username or name, or was deleted.
    UserChanged(Person),
    /// A chat is no more.
    ChatDeleted {
        /// Which one.
        chat_id: ChatId,
    },
    /// Something may have been missed: who hears this asks what there is.
    Resync,
}

/// Whether somebody is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// Who.
    pub user_id: UserId,
    /// Whether a socket of the user is open, or was some seconds ago.
    pub online: bool,
    /// When the last socket went, for one who isn't there; null where that isn't known.
    #[serde(with = "optional_millis")]
    pub last_seen: Option<DateTime<Utc>>,
}

/// The answer to a change that a socket asked for, sent once the change is durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Ack {
    /// A message was sent or edited (or had been before), and looks like this.
    Message {
        /// In which chat.
        chat_id: ChatId,
        /// The revision at which the message last changed.
        revision: i64,
        /// The message as it is now.
        message: Message,
    },
    /// A message that was sent before has been deleted since.
    SinceDeleted {
        /// In which chat.
        chat_id: ChatId,
        /// The revision at which it was deleted.
        revision: i64,
        /// Which message it was.
        message_id: MessageId,
        /// Always null.
        message: (),
        /// Always true.
        deleted: bool,
    },
    /// A message was deleted (or had been before).
    Deleted {
        /// In which chat.
        chat_id: ChatId,
        /// The revision at which it was deleted.
        revision: i64,
        /// Which message.
        message_id: MessageId,
    },
    /// A read mark stands here now.
    Read {
        /// In which chat.
        chat_id: ChatId,
        /// The newest message that was seen.
        message_id: MessageId,
    },
}

impl Ack {
    /// What a socket is told of a message that it sent or edited.
    #[must_use]
    pub fn of(stored: &StoredMessage) -> Self {
        let StoredMessage { message, revision, deleted } = stored;
        let (chat_id, revision) = (message.chat_id, *revision);
        if *deleted {
            Self::SinceDeleted {
                chat_id,
                revision,
                message_id: message.message_id,
                message: (),
                deleted: true,
            }
        } else {
            Self::Message { chat_id, revision, message: message.clone() }
        }
    }
}

/// Identifies a socket within one server process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SocketId(pub u64);

/// The socket that asked for a change, and what it called its request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Which socket.
    pub socket: SocketId,
    /// The request's `ref`, which its answer carries too.
    pub reference: Option<String>,
}

/// What the write path hands on after a commit, in the order of commits: an event for all sockets of some users but
/// the one that asked, and in the event's place the answer for that one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Whom the event concerns.
    pub audience: Vec<UserId>,
    /// What has happened; nothing where a repeated request changed nothing.
    pub event: Option<Event>,
    /// The answer to the socket that asked, if one did.
    pub ack: Option<(Origin, Ack)>,
}

impl Publication {
    /// An event for all sockets of these users.
    #[must_use]
    pub fn to_all(audience: impl Into<Vec<UserId>>, event: Event) -> Self {
        Self { audience: audience.into(), event: Some(event), ack: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_frames_of_the_live_protocol() {
        let deleted =
            Event::Deleted { chat_id: ChatId::stored(13), revision: 4, message_id: MessageId::stored(117) };
        let frame = r#"{"type":"deleted","chat_id":13,"revision":4,"message_id":117}"#;
        assert_eq!(serde_json::to_string(&deleted).unwrap(), frame);
        assert_eq!(serde_json::from_str::<Event>(frame).unwrap(), deleted);

        let ann = Person::from_row(UserId::stored(1), Some("ann".into()), Some("Ann".into()));
        let changed = serde_json::to_string(&Event::UserChanged(ann)).unwrap();
        assert_eq!(changed, r#"{"type":"user_changed","user_id":1,"username":"ann","name":"Ann"}"#);
    }

    #[test]
    fn the_ack_of_a_message_deleted_since_says_so() {
        let ack = Ack::SinceDeleted {
            chat_id: ChatId::stored(13),
            revision: 4,
            message_id: MessageId::stored(117),
            message: (),
            deleted: true,
        };
        let json = r#"{"chat_id":13,"revision":4,"message_id":117,"message":null,"deleted":true}"#;
        assert_eq!(serde_json::to_string(&ack).unwrap(), json);
    }
}
