//! Rows of the table `messages`.

use crate::schema::messages;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use simple_chats_domain::{ChatId, ClientId, Message, MessageId, NewMessage, StoredMessage, UserId};

/// The columns that reads need. The folded text, which can be long, is left out.
#[derive(Queryable, QueryableByName, Selectable, Insertable)]
#[diesel(table_name = messages, treat_none_as_default_value = false)]
pub(crate) struct MessageRow {
    pub(crate) message_id: i64,
    chat_id: i64,
    sender_id: i64,
    receiver_id: i64,
    text: String,
    written_at: NaiveDateTime,
    edited_at: Option<NaiveDateTime>,
    deleted_at: Option<NaiveDateTime>,
    revision: i64,
    client_id: Option<String>,
}

/// All columns.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = messages, treat_none_as_default_value = false)]
pub(crate) struct FullMessageRow {
    #[diesel(embed)]
    pub(crate) row: MessageRow,
    text_key: String,
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
            written_at: new.stamp().written_at.naive_utc(),
            edited_at: None,
            deleted_at: None,
            revision,
            client_id: new.stamp().client_id.as_ref().map(|client_id| ClientId::as_str(client_id).to_owned()),
        }
    }
}

impl FullMessageRow {
    pub(crate) fn new(new: &NewMessage, message_id: i64, revision: i64) -> Self {
        let row = MessageRow::new(new, message_id, revision);
        Self { row, text_key: new.text().key(), client_part: new.stamp().client_part }
    }
}

impl From<MessageRow> for StoredMessage {
    fn from(row: MessageRow) -> Self {
        Self {
            revision: row.revision,
            deleted: row.deleted_at.is_some(),
            message: Message {
                message_id: MessageId::stored(row.message_id),
                chat_id: ChatId::stored(row.chat_id),
                sender_id: UserId::stored(row.sender_id),
                receiver_id: UserId::stored(row.receiver_id),
                text: row.text,
                written_at: row.written_at.and_utc(),
                edited_at: row.edited_at.map(|time| time.and_utc()),
                client_id: row.client_id,
            },
        }
    }
}
