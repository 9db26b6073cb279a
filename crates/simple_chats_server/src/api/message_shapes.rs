//! Messages as the API shows them: with the keys of the original application or, if `expand=true` asks for them, with
//! more.

use super::person_shapes::PersonShape;
use super::values::{Id, LiveTime, Time};
use serde::Serialize;
use simple_chats_domain::{
    Attachment, AttachmentKind, ChatId, FoundMessage, Message, MessageId, Person, Quote, Reaction, RestTime,
    UserId, rfc3339_millis,
};
use utoipa::ToSchema;

/// A message with the keys of the original application.
#[derive(Debug, Serialize)]
pub(super) struct MessageShape {
    message_id: MessageId,
    datetime_writing: RestTime,
    text: String,
    sender_id: UserId,
    receiver_id: UserId,
}

impl From<Message> for MessageShape {
    fn from(message: Message) -> Self {
        Self {
            message_id: message.message_id,
            datetime_writing: RestTime(message.written_at),
            text: message.text,
            sender_id: message.sender_id,
            receiver_id: message.receiver_id,
        }
    }
}

/// A message with all that is known of it.
#[derive(Debug, Serialize)]
pub(super) struct ExpandedMessageShape {
    message_id: MessageId,
    datetime_writing: RestTime,
    text: String,
    sender_id: UserId,
    receiver_id: UserId,
    edited_at: Option<String>,
    reply_to: Option<Quote>,
    attachments: Vec<Attachment>,
    reactions: Vec<Reaction>,
    expires_at: Option<String>,
}

impl From<Message> for ExpandedMessageShape {
    fn from(message: Message) -> Self {
        Self {
            message_id: message.message_id,
            datetime_writing: RestTime(message.written_at),
            text: message.text,
            sender_id: message.sender_id,
            receiver_id: message.receiver_id,
            edited_at: message.edited_at.map(rfc3339_millis),
            reply_to: message.reply_to,
            attachments: message.attachments,
            reactions: message.reactions,
            expires_at: message.expires_at.map(rfc3339_millis),
        }
    }
}

/// A message. What can be absent is there with `expand=true`.
#[derive(ToSchema)]
#[schema(as = Message)]
#[expect(dead_code, reason = "it describes both kinds")]
pub(super) struct ShownMessageShape {
    #[schema(value_type = Id)]
    message_id: MessageId,
    #[schema(value_type = Time)]
    datetime_writing: RestTime,
    text: String,
    #[schema(value_type = Id)]
    sender_id: UserId,
    #[schema(value_type = Id)]
    receiver_id: UserId,
    /// When it was last edited, if ever.
    #[schema(value_type = Option<LiveTime>, required = false)]
    edited_at: Option<RestTime>,
    /// The message that it answers, if it is a reply.
    #[schema(value_type = Option<QuoteShape>, required = false)]
    reply_to: Option<Quote>,
    /// The attachments, in their order.
    #[schema(value_type = Vec<AttachmentShape>, required = false)]
    attachments: Vec<Attachment>,
    /// At most one of each user.
    #[schema(value_type = Vec<ReactionShape>, required = false)]
    reactions: Vec<Reaction>,
    /// When it disappears, if ever.
    #[schema(value_type = Option<LiveTime>, required = false)]
    expires_at: Option<RestTime>,
}

/// A message that a search has found.
#[derive(Debug, Serialize)]
pub(super) struct FoundShape {
    chat_id: ChatId,
    #[serde(flatten)]
    message: ExpandedMessageShape,
    companion: Person,
}

impl From<FoundMessage> for FoundShape {
    fn from(FoundMessage { message, companion }: FoundMessage) -> Self {
        Self { chat_id: message.chat_id, message: message.into(), companion }
    }
}

/// A message that a search has found, with the other user of its chat.
#[derive(ToSchema)]
#[schema(as = FoundMessage)]
#[expect(dead_code, reason = "it describes the type of responses")]
pub(super) struct FoundMessageShape {
    #[schema(value_type = Id)]
    chat_id: ChatId,
    #[serde(flatten)]
    message: ShownMessageShape,
    #[schema(value_type = PersonShape)]
    companion: Person,
}

/// What a reply shows of the message that it answers, as that one is now.
#[derive(ToSchema)]
#[schema(as = Quote)]
#[serde(untagged)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) enum QuoteShape {
    Present {
        #[schema(value_type = Id)]
        message_id: MessageId,
        #[schema(value_type = Id)]
        sender_id: UserId,
        /// The first 140 characters.
        text: String,
        /// What its first attachment is, if it has one.
        #[schema(value_type = Option<AttachmentKindShape>, required)]
        attachment: Option<AttachmentKind>,
    },
    Deleted {
        #[schema(value_type = Id)]
        message_id: MessageId,
        /// Always true.
        deleted: bool,
    },
}

/// A file that a message carries.
#[derive(ToSchema)]
#[schema(as = Attachment)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) struct AttachmentShape {
    /// 32 hexadecimal digits.
    attachment_id: String,
    kind: AttachmentKindShape,
    name: String,
    /// The media type with which its bytes are served.
    media_type: String,
    /// The number of its bytes.
    size: i64,
    /// In pixels, of pictures and videos, as they are shown.
    #[schema(required)]
    width: Option<i32>,
    #[schema(required)]
    height: Option<i32>,
    /// How long a recording is.
    #[schema(required)]
    duration_ms: Option<i64>,
    /// A small blurred picture: a `ThumbHash` in base64.
    #[schema(required)]
    placeholder: Option<String>,
    /// Of voice messages: 64 values of 0 to 31 in base64.
    #[schema(nullable = false)]
    waveform: Option<String>,
}

/// What an attachment is.
#[derive(ToSchema)]
#[schema(as = AttachmentKind, rename_all = "snake_case")]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) enum AttachmentKindShape {
    Image,
    Video,
    Audio,
    Voice,
    File,
}

/// The reaction of a user.
#[derive(ToSchema)]
#[schema(as = Reaction)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) struct ReactionShape {
    #[schema(value_type = Id)]
    user_id: UserId,
    /// One emoji.
    emoji: String,
}
