//! Replies: what a message shows of the message that it answers. Nothing of that is stored with the reply but the id, so
//! that an edit or a deletion of the original shows everywhere.

use crate::attachments::AttachmentKind;
use crate::ids::{ChatId, MessageId, UserId};
use serde::{Deserialize, Serialize};

/// The most characters (Unicode scalar values) of a quoted text.
pub const MAX_QUOTE_CHARS: usize = 140;

/// What a reply shows of the message that it answers, as that one is now.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Quote {
    /// The beginning of the original.
    Present {
        /// The original.
        message_id: MessageId,
        /// Its sender.
        sender_id: UserId,
        /// The first 140 characters of its text.
        text: String,
        /// What its first attachment is, if it has one.
        #[serde(default)]
        attachment: Option<AttachmentKind>,
    },
    /// The original is deleted.
    Deleted {
        /// The original.
        message_id: MessageId,
        /// Always true.
        deleted: bool,
    },
}

impl Quote {
    /// The beginning of a message, and what its first attachment is.
    #[must_use]
    pub fn of(
        message_id: MessageId,
        sender_id: UserId,
        text: &str,
        attachment: Option<AttachmentKind>,
    ) -> Self {
        let text = text.chars().take(MAX_QUOTE_CHARS).collect();
        Self::Present { message_id, sender_id, text, attachment }
    }

    /// What is left of a deleted message.
    #[must_use]
    pub fn of_deleted(message_id: MessageId) -> Self {
        Self::Deleted { message_id, deleted: true }
    }

    /// The original.
    #[must_use]
    pub fn message_id(&self) -> MessageId {
        match self {
            Self::Present { message_id, .. } | Self::Deleted { message_id, .. } => *message_id,
        }
    }

    /// Whether the original is deleted.
    #[must_use]
    pub fn is_deleted(&self) -> bool {
        matches!(self, Self::Deleted { .. })
    }
}

/// A message to reply to, read in the transaction that stores the reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Its chat.
    pub chat_id: ChatId,
    /// What the reply will show of it.
    pub quote: Quote,
}

impl Original {
    /// The quote for a reply in a chat; `None` if there is nothing to reply to.
    #[must_use]
    pub fn quote_in(&self, chat_id: ChatId) -> Option<&Quote> {
        Some(&self.quote).filter(|quote| self.chat_id == chat_id && !quote.is_deleted())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_the_first_140_characters_without_an_ellipsis() {
        let quote = |text: &str| match Quote::of(MessageId::stored(1), UserId::stored(2), text, None) {
            Quote::Present { text, .. } => text,
            Quote::Deleted { .. } => panic!("it is there"),
        };
        assert_eq!(quote(&"😀".repeat(141)), "😀".repeat(140));
        assert_eq!(quote("e\u{301}"), "e\u{301}");
        // Counted are scalar values, not what looks like one character.
        assert_eq!(quote(&"e\u{301}".repeat(100)), "e\u{301}".repeat(70));
    }

    #[test]
    fn a_quote_has_the_json_of_the_live_protocol() {
        for (quote, json) in [
            (
                Quote::of(MessageId::stored(117), UserId::stored(15), "Hi", None),
                r#"{"message_id":117,"sender_id":15,"text":"Hi","attachment":null}"#,
            ),
            (
                Quote::of(MessageId::stored(117), UserId::stored(15), "", Some(AttachmentKind::Image)),
                r#"{"message_id":117,"sender_id":15,"text":"","attachment":"image"}"#,
            ),
            (Quote::of_deleted(MessageId::stored(117)), r#"{"message_id":117,"deleted":true}"#),
        ] {
            assert_eq!(serde_json::to_string(&quote).unwrap(), json);
            assert_eq!(serde_json::from_str::<Quote>(json).unwrap(), quote);
        }
    }

    #[test]
    fn only_a_present_message_of_the_same_chat_can_be_quoted() {
        let (chat_id, other) = (ChatId::stored(7), ChatId::stored(8));
        let original =
            Original { chat_id, quote: Quote::of(MessageId::stored(1), UserId::stored(2), "Hi", None) };
        assert_eq!(original.quote_in(chat_id), Some(&original.quote));
        assert_eq!(original.quote_in(other), None);
        let deleted = Original { chat_id, quote: Quote::of_deleted(MessageId::stored(1)) };
        assert_eq!(deleted.quote_in(chat_id), None);
    }
}
