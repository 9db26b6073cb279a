//! Rows of the table `messages`.

use crate::chats::Place;
use crate::millis::Millis;
use crate::schema::messages;
use diesel::prelude::*;
use simple_chats_domain::{
    ChatId, ClientId, Message, MessageId, MessageText, NewMessage, StoredMessage, UserId,
};

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
            text: new.text().as_str().to_owned(),
            written_at: Millis::from(new.stamp().written_at),
            edited_at: None,
            deleted_at: 0,
            revision,
            client_id: new.stamp().client_id.as_ref().map(|client_id| ClientId::as_str(client_id).to_owned()),
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

/// The folded text, or nothing if it is the same as the text.
pub(super) fn text_key(text: &MessageText) -> Option<String> {
    Some(text.key()).filter(|key| key != text.as_str())
}

impl From<MessageRow> for StoredMessage {
    fn from(row: MessageRow) -> Self {
        Self {
            revision: row.revision,
            deleted: row.deleted_at != 0,
            message: Message {
                message_id: MessageId::stored(row.message_id),
                chat_id: ChatId::stored(row.chat_id),
                sender_id: UserId::stored(row.sender_id),
                receiver_id: UserId::stored(row.receiver_id),
                text: row.text,
                written_at: row.written_at.time(),
                edited_at: row.edited_at.map(Millis::time),
                client_id: row.client_id,
            },
        }
    }
}
