//! Lists of the messages of a chat.

use super::row::MessageRow;
use crate::cached::cached;
use crate::connection::DbConnection;
use crate::error::Result;
use crate::ordering::order_by;
use crate::schema::messages;
use crate::text_search::{can_be_stored, pattern_containing};
use diesel::prelude::*;
use simple_chats_domain::{
    ChatId, ClientId, Message, MessageColumn, MessageFilter, MessageId, MessageQuery, Page, StoredMessage,
    UserId,
};

/// The messages that match, without deleted ones.
pub fn list(conn: &mut DbConnection, chat_id: ChatId, query: &MessageQuery) -> Result<Page<Message>> {
    let mut rows = messages::table
        .filter(messages::chat_id.eq(chat_id.get()))
        .filter(messages::deleted_at.is_null())
        .select(MessageRow::as_select())
        .into_boxed();
    for filter in &query.filters {
        use MessageFilter::{After, Before, Chat, Id, Receiver, Sender, Text, TextLike, Written};
        rows = match filter {
            Text(text) | TextLike(text) if !can_be_stored(text) => return Ok(Page::empty()),
            Id(id) => rows.filter(messages::message_id.eq(*id)),
            Chat(id) => rows.filter(messages::chat_id.eq(*id)),
            Written(range) => rows
                .filter(messages::written_at.ge(range.from.naive_utc()))
                .filter(messages::written_at.lt(range.until.naive_utc())),
            Text(text) => rows.filter(messages::text.eq(text)),
            TextLike(text) => rows.filter(messages::text_key.like(pattern_containing(text)).escape('\\')),
            Sender(id) => rows.filter(messages::sender_id.eq(*id)),
            Receiver(id) => rows.filter(messages::receiver_id.eq(*id)),
            After(id) => rows.filter(messages::message_id.gt(*id)),
            Before(id) => rows.filter(messages::message_id.lt(*id)),
        };
    }
    let rows = order_by!(rows, query.order, ties by messages::message_id, {
        MessageColumn::Id => messages::message_id,
        MessageColumn::Chat => messages::chat_id,
        MessageColumn::Written => messages::written_at,
        MessageColumn::Text => messages::text_key,
        MessageColumn::Sender => messages::sender_id,
        MessageColumn::Receiver => messages::receiver_id,
    });
    let rows = rows.limit(query.paging.limit + 1).offset(query.paging.offset);
    // The usual statements stay prepared. Those with filters are too many for that.
    let is_usual = query.filters.is_empty() && query.order.len() <= 1;
    let rows = if is_usual { cached(rows).load(conn)? } else { rows.load(conn)? };
    Ok(Page::cut(rows, query.paging.limit).map(message_of))
}

/// The newest messages of a chat, or the newest before one of them, newest first, without deleted ones.
pub fn list_newest(
    conn: &mut DbConnection,
    chat_id: ChatId,
    before: Option<MessageId>,
    limit: i64,
) -> Result<Page<Message>> {
    let rows = messages::table
        .filter(messages::chat_id.eq(chat_id.get()))
        .filter(messages::deleted_at.is_null())
        .filter(messages::message_id.lt(before.map_or(i64::MAX, MessageId::get)))
        .order(messages::message_id.desc())
        .limit(limit + 1)
        .select(MessageRow::as_select())
        .load(conn)?;
    Ok(Page::cut(rows, limit).map(message_of))
}

/// The changes of a chat after a revision: each message at its latest revision, in order of revision, with deleted ones.
pub fn list_changes(
    conn: &mut DbConnection,
    chat_id: ChatId,
    after: i64,
    limit: i64,
) -> Result<Page<StoredMessage>> {
    let rows = messages::table
        .filter(messages::chat_id.eq(chat_id.get()))
        .filter(messages::revision.gt(after))
        .order(messages::revision)
        .limit(limit + 1)
        .select(MessageRow::as_select())
        .load(conn)?;
    Ok(Page::cut(rows, limit).map(StoredMessage::from))
}

/// The messages that a user has sent in a chat under a client id, in the order of the request.
pub fn list_sent(
    conn: &mut DbConnection,
    chat_id: ChatId,
    sender_id: UserId,
    client_id: &ClientId,
) -> Result<Vec<StoredMessage>> {
    let rows = messages::table
        .filter(messages::chat_id.eq(chat_id.get()))
        .filter(messages::sender_id.eq(sender_id.get()))
        .filter(messages::client_id.eq(client_id.as_str()))
        .order(messages::client_part)
        .select(MessageRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(StoredMessage::from).collect())
}

fn message_of(row: MessageRow) -> Message {
    StoredMessage::from(row).message
}
