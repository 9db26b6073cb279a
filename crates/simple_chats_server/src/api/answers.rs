//! The objects around what responses are about. They say whose request it was and, for changes, what happened.

use super::values::{Email, Id, Text};
use serde::Serialize;
use simple_chats_domain::{ChatId, MessageId, UserId};
use utoipa::ToSchema;

/// An object or a list of them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Data<T> {
    /// The caller.
    #[schema(value_type = Id)]
    pub(super) user_id: UserId,
    pub(super) data: T,
}

/// An object of a chat, or a list of them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DataOfChat<T> {
    /// The caller.
    #[schema(value_type = Id)]
    pub(super) user_id: UserId,
    #[schema(value_type = Id)]
    pub(super) chat_id: ChatId,
    pub(super) data: T,
}

/// A change of the caller's account.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Done {
    /// The caller.
    #[schema(value_type = Id)]
    pub(super) user_id: UserId,
    /// What happened, for people.
    pub(super) message: &'static str,
}

/// A mail that was sent, if the address is known; or what the mailed link has done.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DoneByMail<'a> {
    #[schema(value_type = Email)]
    pub(super) email: &'a str,
    /// What happened, for people.
    pub(super) message: &'static str,
}

/// A change of a chat.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChatDone {
    /// The caller.
    #[schema(value_type = Id)]
    pub(super) user_id: UserId,
    #[schema(value_type = Id)]
    pub(super) chat_id: ChatId,
    /// What happened, for people.
    pub(super) message: &'static str,
}

/// A change of a message.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MessageDone {
    /// The caller.
    #[schema(value_type = Id)]
    pub(super) user_id: UserId,
    #[schema(value_type = Id)]
    pub(super) chat_id: ChatId,
    #[schema(value_type = Id)]
    pub(super) message_id: MessageId,
    /// What happened, for people.
    pub(super) message: String,
}

/// A message with another text.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Edited {
    /// The caller.
    #[schema(value_type = Id)]
    pub(super) user_id: UserId,
    #[schema(value_type = Id)]
    pub(super) chat_id: ChatId,
    #[schema(value_type = Id)]
    pub(super) message_id: MessageId,
    /// The text as it is stored.
    #[schema(value_type = Text)]
    pub(super) text: String,
    /// What happened, for people.
    pub(super) message: String,
}

/// Messages that were sent.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Sent {
    /// The caller.
    #[schema(value_type = Id)]
    pub(super) user_id: UserId,
    #[schema(value_type = Id)]
    pub(super) chat_id: ChatId,
    /// The new ids, in the order of the texts.
    #[schema(value_type = Vec<Id>)]
    pub(super) message_ids: Vec<MessageId>,
    /// What happened, for people.
    pub(super) message: &'static str,
}
