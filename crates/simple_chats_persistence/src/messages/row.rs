//! Rows of the table `messages`.

use crate::chats::Place;
use crate::message_parts::reactions_of;
use crate::millis::Millis;
use crate::schema::messages;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{
    Attachment, ChatId, ClientId, Message, MessageId, NewMessage, Quote, StoredMessage, UserId, fold,
};

/// The columns of [`MessageRow`], for statements in plain SQL.
macro_rules! message_columns {
    () => {
        "messages.message_id, messages.chat_id, sender_id, receiver_id, text, written_at, edited_at, deleted_at, \
             revision, client_id, reply_to, sender_reaction, receiver_reaction, attachment_count, expires_at"
    };
}
pub(super) use message_columns;

/// The columns that reads need. The folded text, which can be long, is left out.
#[derive(Queryable, QueryableByName, Selectable, Insertable)]
#[diesel(table_name = messages, treat_none_as_default_value = false)]
pub(crate) struct MessageRow {
    pub(crate) message_id: i64,
    chat_id: i64,
    sender_id: i64,
    receiver_id: i64,
    text: String,
    written_at: Millis,
    edited_at: Option<Millis>,
    deleted_at: i64,
    revision: i64,
    client_id: Option<String>,
    pub(super) reply_to: Option<i64>,
    sender_reaction: Option<String>,
    receiver_reaction: Option<String>,
    pub(super) attachment_count: i32,
    expires_at: Option<Millis>,
}

/// All columns.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = messages, treat_none_as_default_value = false)]
pub(crate) struct FullMessageRow {
    #[diesel(embed)]
    pub(crate) row: MessageRow,
    text_key: Option<String>,
    written_late: bool,
    client_part: i32,
}

impl MessageRow {
    pub(crate) fn new(new: &NewMessage, message_id: i64, revision: i64) -> Self {
        Self {
            message_id,
            chat_id: new.chat_id().get(),
            sender_id: new.sender_id().get(),
            receiver_id: new.receiver_id().get(),
            text: new.text().to_owned(),
            written_at: Millis::from(new.stamp().written_at),
            edited_at: None,
            deleted_at: 0,
            revision,
            client_id: new.stamp().client_id.as_ref().map(|client_id| ClientId::as_str(client_id).to_owned()),
            reply_to: new.reply_to().map(|quote| quote.message_id().get()),
            sender_reaction: None,
            receiver_reaction: None,
            attachment_count: attachment_count(new),
            expires_at: new.expires_at().map(Millis::from),
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The message, with what it shows of the one that it answers, and its attachments.
    pub(super) fn stored(self, reply_to: Option<Quote>, attachments: Vec<Attachment>) -> StoredMessage {
        let (sender_id, receiver_id) = (UserId::stored(self.sender_id), UserId::stored(self.receiver_id));
        StoredMessage {
            revision: self.revision,
            deleted: self.deleted_at != 0,
            message: Message {
                message_id: MessageId::stored(self.message_id),
                chat_id: ChatId::stored(self.chat_id),
                sender_id,
                receiver_id,
                text: self.text,
                written_at: self.written_at.time(),
                edited_at: self.edited_at.map(Millis::time),
                client_id: self.client_id,
                reply_to,
                attachments,
                reactions: reactions_of(
                    [sender_id, receiver_id],
                    self.sender_reaction,
                    self.receiver_reaction,
                ),
                expires_at: self.expires_at.map(Millis::time),
            },
        }
    }
}

impl FullMessageRow {
    pub(crate) fn new(new: &NewMessage, message_id: i64, place: Place) -> Self {
        Self {
            row: MessageRow::new(new, message_id, place.revision),
            text_key: text_key(new.text()),
            written_late: place.written_late,
            client_part: new.stamp().client_part,
        }
    }
}

/// A message that was sent elsewhere.
pub(crate) struct ImportedMessage {
    pub(crate) message_id: MessageId,
    pub(crate) chat_id: ChatId,
    pub(crate) sender_id: UserId,
    pub(crate) receiver_id: UserId,
    pub(crate) text: String,
    pub(crate) written_at: DateTime<Utc>,
}

impl FullMessageRow {
    pub(crate) fn imported(message: ImportedMessage, place: Place) -> Self {
        Self {
            text_key: Some(fold(&message.text)).filter(|key| *key != message.text),
            written_late: place.written_late,
            client_part: 0,
            row: MessageRow {
                message_id: message.message_id.get(),
                chat_id: message.chat_id.get(),
                sender_id: message.sender_id.get(),
                receiver_id: message.receiver_id.get(),
                text: message.text,
                written_at: Millis::from(message.written_at),
                edited_at: None,
                deleted_at: 0,
                revision: place.revision,
                client_id: None,
                reply_to: None,
                sender_reaction: None,
                receiver_reaction: None,
                attachment_count: 0,
                expires_at: None,
            },
        }
    }
}

/// How many attachments a new message has: up to ten.
pub(super) fn attachment_count(new: &NewMessage) -> i32 {
    i32::try_from(new.attachments().len()).unwrap_or(i32::MAX)
}

/// The folded text, or nothing if it is the same as the text.
pub(super) fn text_key(text: &str) -> Option<String> {
    Some(fold(text)).filter(|key| key != text)
}
