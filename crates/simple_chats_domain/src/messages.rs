//! Messages: valid texts, client ids by which repeated requests are recognized, and messages as they are stored.

use crate::attachments::{Attachment, AttachmentId};
use crate::ids::{ChatId, MessageId, UserId};
use crate::reactions::Reaction;
use crate::replies::Quote;
use crate::text::{is_invisible, valid_text};
use crate::times::{millis, optional_millis};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The most characters (Unicode scalar values) in a text.
pub const MAX_TEXT_CHARS: usize = 4000;

/// The most texts in one request.
pub const MAX_TEXTS: usize = 100;

/// The most characters in a client id.
pub const MAX_CLIENT_ID_CHARS: usize = 64;

valid_text! {
    /// The text of a message: 1 to 4,000 characters with LF as line ending, no control characters except tab and newline,
    /// and at least one visible character.
    #[derive(Debug)]
    MessageText
}

/// The reason for rejecting a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// It has no visible character.
    #[error("Message text length cannot be equal to zero")]
    Empty,
    /// It has more than 4,000 characters.
    #[error("Message text is longer than 4000 chars")]
    TooLong,
    /// It has a control character.
    #[error("Message text contains characters that are not allowed")]
    Characters,
}

impl MessageText {
    /// Parses a text; CRLF and CR become LF first.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n")
        } else {
            text.to_owned()
        };
        if text.chars().all(is_invisible) {
            return Err(TextError::Empty);
        }
        if text.chars().count() > MAX_TEXT_CHARS {
            return Err(TextError::TooLong);
        }
        if text.chars().any(|character| character.is_control() && !matches!(character, '\t' | '\n')) {
            return Err(TextError::Characters);
        }
        Ok(Self(text))
    }
}

impl MessageText {
    /// The texts of a request with one text: none if that is empty and there are attachments.
    pub fn parse_beside(text: &str, has_attachments: bool) -> Result<Vec<Self>, TextError> {
        match Self::parse(text) {
            Err(TextError::Empty) if has_attachments => Ok(Vec::new()),
            parsed => parsed.map(|text| vec![text]),
        }
    }
}

/// A client's name for a request to send, by which a repeated request is recognized: 1 to 64 characters, no control
/// characters. Its sender can't use it for another request in the same chat as long as the chat exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientId(String);

/// The text is not a valid client id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Must be a string of 1 to 64 characters without control characters")]
pub struct ClientIdError;

impl ClientId {
    /// Parses a client id.
    pub fn parse(text: &str) -> Result<Self, ClientIdError> {
        if (1..=MAX_CLIENT_ID_CHARS).contains(&text.chars().count()) && !text.chars().any(char::is_control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ClientIdError)
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// When a message was sent, and by which request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendStamp {
    /// When it was written, cut to milliseconds.
    pub written_at: DateTime<Utc>,
    /// The client id of the request, if it has one.
    pub client_id: Option<ClientId>,
    /// The index of the text among the request's texts.
    pub client_part: i32,
}

impl SendStamp {
    /// A stamp without a client id.
    #[must_use]
    pub fn at(written_at: DateTime<Utc>) -> Self {
        Self { written_at, client_id: None, client_part: 0 }
    }
}

/// A message that may be inserted. Only [`Chat::compose`](crate::Chat::compose) makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    pub(crate) chat_id: ChatId,
    pub(crate) sender_id: UserId,
    pub(crate) receiver_id: UserId,
    /// `None` for attachments alone.
    pub(crate) text: Option<MessageText>,
    pub(crate) stamp: SendStamp,
    pub(crate) reply_to: Option<Quote>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) expires_at: Option<DateTime<Utc>>,
}

impl NewMessage {
    /// The chat.
    #[must_use]
    pub fn chat_id(&self) -> ChatId {
        self.chat_id
    }

    /// The sender.
    #[must_use]
    pub fn sender_id(&self) -> UserId {
        self.sender_id
    }

    /// The receiver.
    #[must_use]
    pub fn receiver_id(&self) -> UserId {
        self.receiver_id
    }

    /// The text; empty if there are attachments alone.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.as_ref().map_or("", MessageText::as_str)
    }

    /// When it is sent, and by which request.
    #[must_use]
    pub fn stamp(&self) -> &SendStamp {
        &self.stamp
    }

    /// What it shows of the message that it answers, if it is a reply.
    #[must_use]
    pub fn reply_to(&self) -> Option<&Quote> {
        self.reply_to.as_ref()
    }

    /// The attachments, in their order.
    #[must_use]
    pub fn attachments(&self) -> &[Attachment] {
        &self.attachments
    }

    /// When it expires, if ever.
    #[must_use]
    pub fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.expires_at
    }
}

/// A message as both participants see it; the object of the live protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Identifies the message.
    pub message_id: MessageId,
    /// The chat.
    pub chat_id: ChatId,
    /// The sender.
    pub sender_id: UserId,
    /// The receiver.
    pub receiver_id: UserId,
    /// The text.
    pub text: String,
    /// When it was sent.
    #[serde(with = "millis")]
    pub written_at: DateTime<Utc>,
    /// When it was last edited, if ever.
    #[serde(with = "optional_millis", default)]
    pub edited_at: Option<DateTime<Utc>>,
    /// The client id of the request that sent it, if it had one.
    pub client_id: Option<String>,
    /// The message that it answers, as that one is now, if it is a reply.
    #[serde(default)]
    pub reply_to: Option<Quote>,
    /// The attachments, in their order.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// The reactions: at most one of each user, the sender's first.
    #[serde(default)]
    pub reactions: Vec<Reaction>,
    /// When it disappears, if ever.
    #[serde(with = "optional_millis", default)]
    pub expires_at: Option<DateTime<Utc>>,
}

impl Message {
    /// What a reply shows of it.
    #[must_use]
    pub fn quote(&self) -> Quote {
        let attachment = self.attachments.first().map(|attachment| attachment.kind);
        Quote::of(self.message_id, self.sender_id, &self.text, attachment)
    }

    /// Whether the user is its sender, and so may edit and delete it.
    #[must_use]
    pub fn belongs_to(&self, user: UserId) -> bool {
        self.sender_id == user
    }

    /// The other one of the two users whose message it is.
    #[must_use]
    pub fn companion_of(&self, user: UserId) -> UserId {
        if self.belongs_to(user) { self.receiver_id } else { self.sender_id }
    }

    /// Replaces the user's reaction, or removes it.
    pub fn set_reaction(&mut self, user: UserId, emoji: Option<String>) {
        self.reactions.retain(|reaction| reaction.user_id != user);
        if let Some(emoji) = emoji {
            let place = if self.belongs_to(user) { 0 } else { self.reactions.len() };
            self.reactions.insert(place, Reaction { user_id: user, emoji });
        }
    }

    /// The user's reaction.
    #[must_use]
    pub fn reaction_of(&self, user: UserId) -> Option<&str> {
        self.reactions
            .iter()
            .find(|reaction| reaction.user_id == user)
            .map(|reaction| reaction.emoji.as_str())
    }
}

/// A stored message. A deleted one stays as a tombstone without a text, for clients that catch up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMessage {
    /// The message; its text is empty if it was deleted.
    pub message: Message,
    /// The revision of the chat at which the message last changed.
    pub revision: i64,
    /// Whether it has been deleted.
    pub deleted: bool,
}

impl StoredMessage {
    /// Whether a request with the same client id, this text, this message to reply to, and these attachments repeats the
    /// one that sent this message. Once the message was edited, its first text is no longer known, and any text counts as
    /// the same; once it was deleted, any request does.
    #[must_use]
    pub fn is_repeated_by(
        &self,
        text: &str,
        reply_to: Option<MessageId>,
        attachment_ids: &[AttachmentId],
    ) -> bool {
        let message = &self.message;
        let has_same_text = message.edited_at.is_some() || message.text == text;
        let has_same_original = message.reply_to.as_ref().map(Quote::message_id) == reply_to;
        let named = message.attachments.iter().map(Attachment::named_id);
        self.deleted || (has_same_text && has_same_original && named.eq(attachment_ids.iter().copied()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn characters_are_counted_after_line_endings_are_normalized() {
        assert_eq!(MessageText::parse("a\r\nb\rc").unwrap().as_str(), "a\nb\nc");
        assert!(MessageText::parse(&"😀".repeat(4000)).is_ok());
        assert_eq!(MessageText::parse(&"a".repeat(4001)), Err(TextError::TooLong));
        assert!(MessageText::parse(&"\r\n".repeat(3999).replace("\r\n\r\n", "a\r\n")).is_ok());
    }

    #[test]
    fn a_text_of_white_space_and_invisible_characters_is_empty() {
        for text in ["", " ", "\n\t\r\n", "\u{200B}\u{FEFF}\u{2060}", "\u{3164}", "\u{AD} \u{E0020}"] {
            assert_eq!(MessageText::parse(text), Err(TextError::Empty), "{text:?}");
        }
        assert!(MessageText::parse("👩\u{200D}🚀").is_ok());
    }

    #[test]
    fn control_characters_except_tab_and_newline_are_rejected() {
        assert!(MessageText::parse("a\tb\nc").is_ok());
        for text in ["a\0", "a\u{1B}[31m", "a\u{7F}", "a\u{85}"] {
            assert_eq!(MessageText::parse(text), Err(TextError::Characters), "{text:?}");
        }
    }

    #[test]
    fn client_ids_have_up_to_64_characters() {
        assert!(ClientId::parse(&"é".repeat(64)).is_ok());
        for text in ["", &"a".repeat(65), "a\0b"] {
            assert_eq!(ClientId::parse(text), Err(ClientIdError));
        }
    }

    #[test]
    fn another_request_repeats_a_message_only_after_an_edit_or_a_deletion() {
        let message = Message {
            message_id: MessageId::stored(1),
            chat_id: ChatId::stored(1),
            sender_id: UserId::stored(1),
            receiver_id: UserId::stored(2),
            text: "first".into(),
            written_at: DateTime::UNIX_EPOCH,
            edited_at: None,
            client_id: Some("x".into()),
            reply_to: Some(Quote::of_deleted(MessageId::stored(9))),
            attachments: Vec::new(),
            reactions: Vec::new(),
            expires_at: None,
        };
        let original = Some(MessageId::stored(9));
        let other = "other";
        let mut stored = StoredMessage { message, revision: 1, deleted: false };
        assert!(stored.is_repeated_by("first", original, &[]));
        assert!(!stored.is_repeated_by(other, original, &[]));
        for reply_to in [None, Some(MessageId::stored(8))] {
            assert!(!stored.is_repeated_by("first", reply_to, &[]));
        }
        stored.message.edited_at = Some(DateTime::UNIX_EPOCH);
        assert!(stored.is_repeated_by(other, original, &[]));
        assert!(!stored.is_repeated_by(other, None, &[]));
        assert!(!stored.is_repeated_by(other, original, &[AttachmentId::from_random(1)]));
        stored.deleted = true;
        assert!(stored.is_repeated_by(other, None, &[AttachmentId::from_random(1)]));
    }

    #[test]
    fn each_user_has_one_reaction_and_the_senders_is_first() {
        let mut message = Message {
            message_id: MessageId::stored(1),
            chat_id: ChatId::stored(1),
            sender_id: UserId::stored(1),
            receiver_id: UserId::stored(2),
            text: "first".into(),
            written_at: DateTime::UNIX_EPOCH,
            edited_at: None,
            client_id: None,
            reply_to: None,
            attachments: Vec::new(),
            reactions: Vec::new(),
            expires_at: None,
        };
        let (sender, receiver) = (message.sender_id, message.receiver_id);
        for (user, emoji) in [(receiver, "👍"), (sender, "🎉"), (receiver, "🙏")] {
            message.set_reaction(user, Some(emoji.into()));
            assert_eq!(message.reaction_of(user), Some(emoji));
        }
        let users: Vec<_> = message.reactions.iter().map(|reaction| reaction.user_id).collect();
        assert_eq!(users, [sender, receiver]);
        message.set_reaction(sender, None);
        assert_eq!((message.reaction_of(sender), message.reaction_of(receiver)), (None, Some("🙏")));
    }

    #[test]
    fn a_message_has_the_json_of_the_live_protocol() {
        let json = r#"{"message_id":117,"chat_id":13,"sender_id":15,"receiver_id":17,"text":"How are you?","written_at":"2021-05-20T13:47:20.000Z","edited_at":null,"client_id":"5f0c","reply_to":{"message_id":116,"sender_id":17,"text":"Hi","attachment":"voice"},"attachments":[],"reactions":[{"user_id":17,"emoji":"👍"}],"expires_at":null}"#;
        let message: Message = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&message).unwrap(), json);
    }

    proptest! {
        #[test]
        fn an_accepted_text_parses_to_itself(text in any::<String>()) {
            if let Ok(parsed) = MessageText::parse(&text) {
                prop_assert_eq!(MessageText::parse(parsed.as_str()), Ok(parsed.clone()));
                prop_assert!(!parsed.as_str().contains(['\r', '\0']));
            }
        }
    }
}
