//! Messages: sending, changing, listing and catching up. Every change takes the chat's next revision first, which
//! locks the chat's row, so that revisions and message ids of a chat rise together in order of commit.

use crate::chats::{self, Place};
use crate::connection::{DbConnection, on_each_backend};
use crate::error::StoreError;
use crate::schema::messages;
use crate::users::{can_be_stored, part_of};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamp};
use simple_chats_domain::{
    ChatId, ClientId, Direction, Message, MessageColumn, MessageFilter, MessageId, MessageQuery, MessageText,
    NewMessage, Page, StoredMessage, UserId, fold,
};

mod batch;

pub(crate) use batch::{SentKey, chats_of, insert_all, list_sent_as};

#[derive(Queryable, QueryableByName)]
#[diesel(table_name = messages)]
struct MessageRow {
    message_id: i64,
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

const MESSAGE_COLUMNS: (
    messages::message_id,
    messages::chat_id,
    messages::sender_id,
    messages::receiver_id,
    messages::text,
    messages::written_at,
    messages::edited_at,
    messages::deleted_at,
    messages::revision,
    messages::client_id,
) = (
    messages::message_id,
    messages::chat_id,
    messages::sender_id,
    messages::receiver_id,
    messages::text,
    messages::written_at,
    messages::edited_at,
    messages::deleted_at,
    messages::revision,
    messages::client_id,
);

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

/// Stores a message as the chat's newest.
///
/// Fails with [`StoreError::Conflict`] of [`UniqueKey::ClientId`](crate::UniqueKey::ClientId) where its sender has sent
/// one under the same client id, and with [`StoreError::NotFound`] where the chat is gone.
pub fn insert(conn: &mut DbConnection, new: &NewMessage) -> Result<StoredMessage, StoreError> {
    let Place { revision, last_message_id: message_id } = chats::take_place(conn, new.chat_id())?;
    let (text, sending) = (new.text().as_str(), new.stamp());
    let client_id = sending.client_id.as_ref().map(ClientId::as_str);
    diesel::insert_into(messages::table)
        .values((
            messages::message_id.eq(message_id),
            messages::chat_id.eq(new.chat_id().get()),
            messages::sender_id.eq(new.sender_id().get()),
            messages::receiver_id.eq(new.receiver_id().get()),
            messages::text.eq(text),
            messages::text_key.eq(fold(text)),
            messages::written_at.eq(sending.written_at.naive_utc()),
            messages::revision.eq(revision),
            messages::client_id.eq(client_id),
            messages::client_part.eq(sending.client_part),
        ))
        .execute(conn)?;
    let message = Message {
        message_id: MessageId::stored(message_id),
        chat_id: new.chat_id(),
        sender_id: new.sender_id(),
        receiver_id: new.receiver_id(),
        text: text.to_owned(),
        written_at: sending.written_at,
        edited_at: None,
        client_id: client_id.map(str::to_owned),
    };
    Ok(StoredMessage { message, revision, deleted: false })
}

/// A message, which may be deleted.
pub fn find(conn: &mut DbConnection, message_id: MessageId) -> Result<StoredMessage, StoreError> {
    let row: MessageRow = messages::table.find(message_id.get()).select(MESSAGE_COLUMNS).first(conn)?;
    Ok(row.into())
}

/// What a sender has sent in a chat under a client id, in the order of the request; empty where nothing.
pub fn list_sent(
    conn: &mut DbConnection,
    chat_id: ChatId,
    sender_id: UserId,
    client_id: &ClientId,
) -> Result<Vec<StoredMessage>, StoreError> {
    let rows: Vec<MessageRow> = messages::table
        .filter(messages::chat_id.eq(chat_id.get()))
        .filter(messages::sender_id.eq(sender_id.get()))
        .filter(messages::client_id.eq(client_id.as_str()))
        .order(messages::client_part)
        .select(MESSAGE_COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(StoredMessage::from).collect())
}

/// The messages of a chat that match, without deleted ones.
pub fn list(
    conn: &mut DbConnection,
    chat_id: ChatId,
    query: &MessageQuery,
) -> Result<Page<Message>, StoreError> {
    let mut rows = messages::table
        .filter(messages::chat_id.eq(chat_id.get()))
        .filter(messages::deleted_at.is_null())
        .select(MESSAGE_COLUMNS)
        .into_boxed();
    for filter in &query.filters {
        rows = match filter {
            MessageFilter::Text(text) | MessageFilter::TextLike(text) if !can_be_stored(text) => {
                return Ok(Page { items: Vec::new(), more: false });
            }
            MessageFilter::Id(id) => rows.filter(messages::message_id.eq(*id)),
            MessageFilter::Chat(id) => rows.filter(messages::chat_id.eq(*id)),
            MessageFilter::Written(range) => rows
                .filter(messages::written_at.ge(range.from.naive_utc()))
                .filter(messages::written_at.lt(range.until.naive_utc())),
            MessageFilter::Text(text) => rows.filter(messages::text.eq(text)),
            MessageFilter::TextLike(text) => rows.filter(messages::text_key.like(part_of(text)).escape('\\')),
            MessageFilter::Sender(id) => rows.filter(messages::sender_id.eq(*id)),
            MessageFilter::Receiver(id) => rows.filter(messages::receiver_id.eq(*id)),
            MessageFilter::After(id) => rows.filter(messages::message_id.gt(*id)),
            MessageFilter::Before(id) => rows.filter(messages::message_id.lt(*id)),
        };
    }
    for (column, direction) in &query.order {
        use Direction::{Ascending, Descending};
        rows = match (column, direction) {
            (MessageColumn::Id, Ascending) => rows.then_order_by(messages::message_id.asc()),
            (MessageColumn::Id, Descending) => rows.then_order_by(messages::message_id.desc()),
            // All rows are of one chat.
            (MessageColumn::Chat, _) => rows,
            (MessageColumn::Written, Ascending) => rows.then_order_by(messages::written_at.asc()),
            (MessageColumn::Written, Descending) => rows.then_order_by(messages::written_at.desc()),
            (MessageColumn::Text, Ascending) => rows.then_order_by(messages::text_key.asc()),
            (MessageColumn::Text, Descending) => rows.then_order_by(messages::text_key.desc()),
            (MessageColumn::Sender, Ascending) => rows.then_order_by(messages::sender_id.asc()),
            (MessageColumn::Sender, Descending) => rows.then_order_by(messages::sender_id.desc()),
            (MessageColumn::Receiver, Ascending) => rows.then_order_by(messages::receiver_id.asc()),
            (MessageColumn::Receiver, Descending) => rows.then_order_by(messages::receiver_id.desc()),
        };
    }
    // What is equal otherwise stands in the order of sending, or the other way round where the newest is asked for.
    rows = match query.order.last() {
        Some((_, Direction::Descending)) => rows.then_order_by(messages::message_id.desc()),
        _ => rows.then_order_by(messages::message_id.asc()),
    };
    let rows: Vec<MessageRow> = rows.limit(query.paging.limit + 1).offset(query.paging.offset).load(conn)?;
    let found = rows.into_iter().map(|row| StoredMessage::from(row).message).collect();
    Ok(Page::cut(found, query.paging.limit))
}

/// The newest messages of a chat, or the newest before one, newest first, without deleted ones.
pub fn list_newest(
    conn: &mut DbConnection,
    chat_id: ChatId,
    before: Option<MessageId>,
    limit: i64,
) -> Result<Page<Message>, StoreError> {
    let rows: Vec<MessageRow> = messages::table
        .filter(messages::chat_id.eq(chat_id.get()))
        .filter(messages::deleted_at.is_null())
        .filter(messages::message_id.lt(before.map_or(i64::MAX, MessageId::get)))
        .order(messages::message_id.desc())
        .limit(limit + 1)
        .select(MESSAGE_COLUMNS)
        .load(conn)?;
    let found = rows.into_iter().map(|row| StoredMessage::from(row).message).collect();
    Ok(Page::cut(found, limit))
}

/// What has changed in a chat since a revision: each message at its latest revision, in order of revision, deleted ones
/// among them.
pub fn list_changes(
    conn: &mut DbConnection,
    chat_id: ChatId,
    after: i64,
    limit: i64,
) -> Result<Page<StoredMessage>, StoreError> {
    let rows: Vec<MessageRow> = messages::table
        .filter(messages::chat_id.eq(chat_id.get()))
        .filter(messages::revision.gt(after))
        .order(messages::revision)
        .limit(limit + 1)
        .select(MESSAGE_COLUMNS)
        .load(conn)?;
    Ok(Page::cut(rows.into_iter().map(StoredMessage::from).collect(), limit))
}

/// Gives a message another text, and returns it as it is then.
pub fn set_text(
    conn: &mut DbConnection,
    stored: &StoredMessage,
    text: &MessageText,
    at: DateTime<Utc>,
) -> Result<StoredMessage, StoreError> {
    let revision = chats::take_revision(conn, stored.message.chat_id)?;
    diesel::update(messages::table.find(stored.message.message_id.get()))
        .set((
            messages::text.eq(text.as_str()),
            messages::text_key.eq(fold(text.as_str())),
            messages::edited_at.eq(at.naive_utc()),
            messages::revision.eq(revision),
        ))
        .execute(conn)?;
    let message = Message { text: text.as_str().to_owned(), edited_at: Some(at), ..stored.message.clone() };
    Ok(StoredMessage { message, revision, deleted: false })
}

/// Turns a message into a tombstone without a text. Returns the chat's revision that this is.
pub fn delete(conn: &mut DbConnection, message: &Message, at: DateTime<Utc>) -> Result<i64, StoreError> {
    let revision = chats::take_revision(conn, message.chat_id)?;
    diesel::update(messages::table.find(message.message_id.get()))
        .set((
            messages::text.eq(""),
            messages::text_key.eq(""),
            messages::deleted_at.eq(at.naive_utc()),
            messages::revision.eq(revision),
        ))
        .execute(conn)?;
    chats::correct_last_message(conn, message.chat_id)?;
    Ok(revision)
}

#[derive(QueryableByName)]
struct Deletion {
    #[diesel(sql_type = BigInt)]
    message_id: i64,
    #[diesel(sql_type = BigInt)]
    revision: i64,
}

/// Turns all messages of a sender in a chat into tombstones, each at a revision of its own. Returns the ids with their
/// revisions, in order.
pub fn delete_all_of(
    conn: &mut DbConnection,
    chat_id: ChatId,
    sender_id: UserId,
    at: DateTime<Utc>,
) -> Result<Vec<(MessageId, i64)>, StoreError> {
    let chat = chats::lock(conn, chat_id)?;
    let statement = diesel::sql_query(
        "UPDATE messages SET text = '', text_key = '', deleted_at = $1, revision = $2 + numbered.position \
         FROM (SELECT message_id, ROW_NUMBER() OVER (ORDER BY message_id) AS position FROM messages \
               WHERE chat_id = $3 AND sender_id = $4 AND deleted_at IS NULL) AS numbered \
         WHERE messages.message_id = numbered.message_id \
         RETURNING messages.message_id, messages.revision",
    )
    .bind::<Timestamp, _>(at.naive_utc())
    .bind::<BigInt, _>(chat.revision)
    .bind::<BigInt, _>(chat_id.get())
    .bind::<BigInt, _>(sender_id.get());
    let mut deleted: Vec<Deletion> = on_each_backend!(&mut *conn, |inner| statement.load(inner))?;
    deleted.sort_by_key(|deletion| deletion.revision);
    if let Some(last) = deleted.last() {
        chats::set_revision(conn, chat_id, last.revision)?;
        chats::correct_last_message(conn, chat_id)?;
    }
    Ok(deleted.into_iter().map(|row| (MessageId::stored(row.message_id), row.revision)).collect())
}
