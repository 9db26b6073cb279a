//! A client's requests.

use crate::chat_state::ChatMark;
use crate::limits::DEFAULT_HISTORY_MESSAGES;
use serde::{Deserialize, Deserializer, Serialize};
use simple_chats_domain::{AttachmentId, ChatId, Destination, MessageId, Mute, PreferencesChange, UserId};
use std::collections::BTreeMap;

/// A client's request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientFrame {
    /// Send a message. Exactly one of `chat_id` and `companion_id` is set; see [`ClientFrame::send`].
    Send {
        /// The idempotency key.
        client_id: String,
        /// The text; it may be empty if there are attachments.
        text: String,
        /// The chat.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        chat_id: Option<ChatId>,
        /// The companion; the chat is created if there is none yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        companion_id: Option<UserId>,
        /// The message of the same chat that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<MessageId>,
        /// The attachments, up to [`MAX_ATTACHMENTS`](simple_chats_domain::MAX_ATTACHMENTS): uploads that weren't sent yet, or
        /// attachments that the user sees, to forward them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        attachment_ids: Vec<String>,
    },
    /// Replace a message's text.
    Edit {
        /// The message.
        message_id: MessageId,
        /// The new text.
        text: String,
    },
    /// Delete a message.
    Delete {
        /// The message.
        message_id: MessageId,
    },
    /// Replace the user's reaction to a message.
    React {
        /// The message.
        message_id: MessageId,
        /// The emoji; null removes the reaction.
        #[serde(deserialize_with = "Option::deserialize")]
        emoji: Option<String>,
    },
    /// Load a page of a chat's history: the newest messages, unless one of `before`, `after`, and `around` is set.
    History {
        /// The chat.
        chat_id: ChatId,
        /// Return only messages older than this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<MessageId>,
        /// Return only messages newer than this one, starting with the oldest of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<MessageId>,
        /// Return the messages around this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        around: Option<MessageId>,
        /// The size of the page, 1 to [`MAX_HISTORY_MESSAGES`](crate::limits::MAX_HISTORY_MESSAGES).
        #[serde(default = "default_limit")]
        limit: i64,
    },
    /// Compare the client's chats with the server's.
    Resume {
        /// The client's state of its chats by chat id, up to [`MAX_RESUME_CHATS`](crate::limits::MAX_RESUME_CHATS).
        have: BTreeMap<String, ChatMark>,
        /// The cursor from the `next` of an earlier response.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<String>,
    },
    /// Load the changes of a chat.
    Sync {
        /// The chat.
        chat_id: ChatId,
        /// The client's revision.
        after: i64,
    },
    /// Move the user's read mark.
    Read {
        /// The chat.
        chat_id: ChatId,
        /// The newest message that the user has read.
        message_id: MessageId,
    },
    /// Change the user's preferences for a chat; what is absent stays as it is.
    Prefer {
        /// The chat.
        chat_id: ChatId,
        /// Whether the chat stands above the others.
        #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
        pinned: Option<bool>,
        /// Whether the chat stands apart from the others.
        #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
        archived: Option<bool>,
        /// How long the chat is muted; `Some(None)` ends it.
        #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
        muted_until: Option<Option<Mute>>,
        /// Whether the chat looks unread.
        #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
        marked_unread: Option<bool>,
    },
    /// Hide everything up to now from the user.
    Clear {
        /// The chat.
        chat_id: ChatId,
    },
    /// Tell the companion that the user is typing.
    Typing {
        /// The chat.
        chat_id: ChatId,
    },
    /// Replace the list of users whose presence the client follows.
    Watch {
        /// Users with whom the caller has a chat, up to [`MAX_WATCHED_USERS`](crate::limits::MAX_WATCHED_USERS).
        user_ids: Vec<UserId>,
    },
    /// Request a `pong`, to test the connection.
    Ping,
}

impl ClientFrame {
    /// A request to send a message, which may answer another one.
    #[must_use]
    pub fn send(client_id: String, text: String, to: Destination, reply_to: Option<MessageId>) -> Self {
        Self::send_attachments(client_id, text, to, reply_to, &[])
    }

    /// A request to send a message with attachments, whose text may be empty.
    #[must_use]
    pub fn send_attachments(
        client_id: String,
        text: String,
        to: Destination,
        reply_to: Option<MessageId>,
        attachment_ids: &[AttachmentId],
    ) -> Self {
        let (chat_id, companion_id) = match to {
            Destination::Chat(chat_id) => (Some(chat_id), None),
            Destination::Companion(user_id) | Destination::Acquaintance(user_id) => (None, Some(user_id)),
        };
        let attachment_ids = attachment_ids.iter().map(ToString::to_string).collect();
        Self::Send { client_id, text, chat_id, companion_id, reply_to, attachment_ids }
    }

    /// A request to change the user's preferences for a chat.
    #[must_use]
    pub fn prefer(chat_id: ChatId, change: PreferencesChange) -> Self {
        let PreferencesChange { pinned, archived, muted_until, marked_unread } = change;
        Self::Prefer { chat_id, pinned, archived, muted_until, marked_unread }
    }

    /// A request for the newest messages of a chat, or for those before one.
    #[must_use]
    pub fn history(chat_id: ChatId, before: Option<MessageId>, limit: i64) -> Self {
        Self::History { chat_id, before, after: None, around: None, limit }
    }
}

/// A field that is there, whatever it holds: null is a value of its own.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

fn default_limit() -> i64 {
    DEFAULT_HISTORY_MESSAGES
}
