//! A part of a chat's history.

use crate::{Message, MessageId};

/// The part of a chat's history to return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryRange {
    /// The newest messages.
    Newest,
    /// The newest messages before one.
    Before(MessageId),
    /// The oldest messages after one.
    After(MessageId),
    /// The messages around one, which is in the middle if the chat has enough of them on both sides. If it was deleted,
    /// the messages around its place.
    Around(MessageId),
    /// As [`HistoryRange::Around`], with twice as many messages after it as before it: for one from which on to read.
    From(MessageId),
}

/// Successive messages of a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryPage {
    /// The messages, newest first.
    pub messages: Vec<Message>,
    /// Whether the chat has older messages. Those after a message always have, since that one is older.
    pub has_older: bool,
    /// Whether the chat has newer messages. Those before a message always have, since that one is newer.
    pub has_newer: bool,
}

impl HistoryRange {
    /// The range that a request names; `None` if it names more than one.
    #[must_use]
    pub fn of(
        before: Option<MessageId>,
        after: Option<MessageId>,
        around: Option<MessageId>,
    ) -> Option<Self> {
        match (before, after, around) {
            (None, None, None) => Some(Self::Newest),
            (Some(id), None, None) => Some(Self::Before(id)),
            (None, Some(id), None) => Some(Self::After(id)),
            (None, None, Some(id)) => Some(Self::Around(id)),
            _ => None,
        }
    }
}
