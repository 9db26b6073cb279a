//! Events that users receive when something has changed. An [`Event`] serializes to its frame of the live protocol, so
//! the code that delivers events needs no knowledge of their meaning.

use crate::chats::Chat;
use crate::ids::{ChatId, MessageId, UserId};
use crate::lifetimes::ChatLifetime;
use crate::messages::{Message, StoredMessage};
use crate::preferences::ChatPreferences;
use crate::times::optional_millis;
use crate::users::Person;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A change that clients receive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// Two users have a new chat; published before its first message.
    ChatCreated {
        /// The new chat.
        chat_id: ChatId,
        /// Both participants.
        users: [Person; 2],
        /// Whether a stranger has begun it, and it waits for the receiver of this event to accept it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        request: bool,
    },
    /// The user has accepted a chat that a stranger had begun.
    ChatAccepted {
        /// The chat.
        chat_id: ChatId,
        /// The user who has begun it.
        companion_id: UserId,
    },
    /// A message was sent.
    Message {
        /// The chat.
        chat_id: ChatId,
        /// The chat's revision after this change.
        revision: i64,
        /// The message.
        message: Message,
    },
    /// The text of a message was changed.
    Edited {
        /// The chat.
        chat_id: ChatId,
        /// The chat's revision after this change.
        revision: i64,
        /// The message as it is now.
        message: Message,
    },
    /// A message was deleted.
    Deleted {
        /// The chat.
        chat_id: ChatId,
        /// The chat's revision after this change.
        revision: i64,
        /// The message.
        message_id: MessageId,
    },
    /// A user has reacted to a message, or no longer does.
    Reacted {
        /// The chat.
        chat_id: ChatId,
        /// The chat's revision after this change.
        revision: i64,
        /// The message.
        message_id: MessageId,
        /// The user.
        user_id: UserId,
        /// The emoji in place of any before; null if there is no reaction any more.
        emoji: Option<String>,
    },
    /// A user has read the messages up to this one.
    Read {
        /// The chat.
        chat_id: ChatId,
        /// The user who has read.
        user_id: UserId,
        /// The newest message that was read.
        message_id: MessageId,
    },
    /// The companion is writing.
    Typing {
        /// The chat.
        chat_id: ChatId,
        /// The user who is writing.
        user_id: UserId,
    },
    /// Users have come online or gone offline.
    Presence {
        /// The users with their present state.
        users: Vec<Presence>,
    },
    /// A user has changed username or name, or was deleted.
    UserChanged(Person),
    /// A chat was deleted.
    ChatDeleted {
        /// The chat.
        chat_id: ChatId,
    },
    /// The user has changed the preferences of a chat, or a message has.
    Preferences {
        /// The chat.
        chat_id: ChatId,
        /// The preferences as they are now.
        preferences: ChatPreferences,
    },
    /// A user has changed how long the chat's new messages live, or has proposed it.
    Lifetime {
        /// The chat.
        chat_id: ChatId,
        /// The chat's revision after this change.
        revision: i64,
        /// The lifetime as it is now.
        lifetime: ChatLifetime,
        /// The user.
        user_id: UserId,
    },
    /// A user has changed what others see, or what one companion sees. Only the server handles it, and sends it to nobody.
    #[serde(skip)]
    PrivacyChanged {
        /// The user.
        user_id: UserId,
        /// The companion; `None` if it concerns all.
        companion_id: Option<UserId>,
    },
    /// Events may have been lost: the client has to compare its chats with the server's.
    Resync,
}

impl Event {
    /// The kind of event, as its frame names it in `type`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ChatCreated { .. } => "chat_created",
            Self::ChatAccepted { .. } => "chat_accepted",
            Self::Message { .. } => "message",
            Self::Edited { .. } => "edited",
            Self::Deleted { .. } => "deleted",
            Self::Reacted { .. } => "reacted",
            Self::Read { .. } => "read",
            Self::Typing { .. } => "typing",
            Self::Presence { .. } => "presence",
            Self::UserChanged(_) => "user_changed",
            Self::ChatDeleted { .. } => "chat_deleted",
            Self::Preferences { .. } => "preferences",
            Self::Lifetime { .. } => "lifetime",
            Self::PrivacyChanged { .. } => "privacy_changed",
            Self::Resync => "resync",
        }
    }
}

/// Whether a user is online.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// The user.
    pub user_id: UserId,
    /// Whether the user has an open socket, or had one a few seconds ago.
    pub online: bool,
    /// When the last socket of an offline user was closed; null if unknown.
    #[serde(with = "optional_millis")]
    pub last_seen: Option<DateTime<Utc>>,
}

/// The response to a change that a socket requested, sent once the change is durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Ack {
    /// The user has reacted to a message, or no longer does, now or by an earlier request.
    Reacted {
        /// The chat.
        chat_id: ChatId,
        /// The revision at which the message last changed.
        revision: i64,
        /// The message's id.
        message_id: MessageId,
        /// The message as it is now.
        message: Message,
    },
    /// A message was sent or edited, now or by an earlier request.
    Message {
        /// The chat.
        chat_id: ChatId,
        /// The revision at which the message last changed.
        revision: i64,
        /// The message as it is now.
        message: Message,
    },
    /// A message that an earlier request sent was deleted in the meantime.
    SinceDeleted {
        /// The chat.
        chat_id: ChatId,
        /// The revision at which it was deleted.
        revision: i64,
        /// The message.
        message_id: MessageId,
        /// Always null.
        message: (),
        /// Always true.
        deleted: bool,
    },
    /// A message was deleted, now or by an earlier request.
    Deleted {
        /// The chat.
        chat_id: ChatId,
        /// The revision at which it was deleted.
        revision: i64,
        /// The message.
        message_id: MessageId,
    },
    /// The position of a read mark.
    Read {
        /// The chat.
        chat_id: ChatId,
        /// The newest message that was read.
        message_id: MessageId,
    },
    /// A chat was cleared.
    Cleared {
        /// The chat.
        chat_id: ChatId,
        /// Messages up to this one are hidden from the user.
        cleared_up_to: i64,
        /// The preferences as they are now.
        preferences: ChatPreferences,
    },
    /// The preferences of a chat were changed.
    Preferences {
        /// The chat.
        chat_id: ChatId,
        /// The preferences as they are now.
        preferences: ChatPreferences,
    },
    /// The lifetime of a chat's new messages was changed or proposed, or stays as it was.
    Lifetime {
        /// The chat.
        chat_id: ChatId,
        /// The revision at which it last changed; 0 if it never did.
        revision: i64,
        /// The lifetime as it is now.
        lifetime: ChatLifetime,
    },
}

impl Ack {
    /// The acknowledgment for a socket that sent or edited a message.
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

/// The socket that requested a change, with the reference of its request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The socket.
    pub socket: SocketId,
    /// The request's `ref`, which its response repeats.
    pub reference: Option<String>,
}

/// A publication after a commit, in commit order: an event for all sockets of its audience, and an acknowledgment, instead
/// of the event, for the socket that requested the change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The users who receive the event.
    pub audience: Vec<UserId>,
    /// The event; `None` if a repeated request changed nothing.
    pub event: Option<Event>,
    /// The acknowledgment for the requesting socket, if the change was requested over one.
    pub ack: Option<(Origin, Ack)>,
}

impl Publication {
    /// An event for all sockets of these users.
    #[must_use]
    pub fn to_all(audience: impl Into<Vec<UserId>>, event: Event) -> Self {
        Self { audience: audience.into(), event: Some(event), ack: None }
    }

    /// A change of what a user shows to others, or to one companion.
    #[must_use]
    pub fn of_privacy(user_id: UserId, companion_id: Option<UserId>) -> Self {
        Self::to_all([], Event::PrivacyChanged { user_id, companion_id })
    }

    /// A new chat, for each of its users as that user may know it.
    #[must_use]
    pub fn of_new_chat(chat: &Chat, users: &[Person; 2]) -> Vec<Self> {
        let event = |request| Event::ChatCreated { chat_id: chat.chat_id, users: users.clone(), request };
        if chat.privacy.request.is_none() {
            return vec![Self::to_all(chat.users(), event(false))];
        }
        let each = |user_id| Self::to_all([user_id], event(chat.is_request_to(user_id)));
        chat.users().into_iter().map(each).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_serialize_to_frames_of_the_live_protocol() {
        let deleted =
            Event::Deleted { chat_id: ChatId::stored(13), revision: 4, message_id: MessageId::stored(117) };
        let frame = r#"{"type":"deleted","chat_id":13,"revision":4,"message_id":117}"#;
        assert_eq!(serde_json::to_string(&deleted).unwrap(), frame);
        assert_eq!(serde_json::from_str::<Event>(frame).unwrap(), deleted);

        assert_eq!(deleted.kind(), "deleted");
        for event in [
            Event::Resync,
            Event::Typing { chat_id: ChatId::stored(1), user_id: UserId::stored(1) },
            Event::ChatAccepted { chat_id: ChatId::stored(1), companion_id: UserId::stored(1) },
            Event::ChatDeleted { chat_id: ChatId::stored(1) },
            Event::Preferences { chat_id: ChatId::stored(1), preferences: ChatPreferences::default() },
            Event::Presence { users: Vec::new() },
        ] {
            assert_eq!(serde_json::to_value(&event).unwrap()["type"], event.kind());
        }

        let ann = Person::from_row(UserId::stored(1), Some("ann".into()), Some("Ann".into()));
        let changed = serde_json::to_string(&Event::UserChanged(ann)).unwrap();
        assert_eq!(changed, r#"{"type":"user_changed","user_id":1,"username":"ann","name":"Ann"}"#);
    }

    #[test]
    fn the_ack_of_a_message_that_was_deleted_meanwhile_says_so() {
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
