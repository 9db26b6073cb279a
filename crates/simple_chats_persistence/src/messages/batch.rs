//! Messages of many chats at once, on PostgreSQL: finds or inserts them in one statement each.

use super::row::MessageRow;
use crate::error::{Result, StoreError};
use crate::schema::messages;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Text, Timestamp};
use simple_chats_domain::{Chat, ChatId, ClientId, MessageId, NewMessage, StoredMessage, UserId};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The chat, the sender, and the client id of a request to send.
pub(crate) type SentKey = (ChatId, UserId, String);

/// The greatest number of messages in one statement, so that its arrays stay small.
const MAX_INSERT: usize = 500;

pub(crate) fn chats_of(conn: &mut PgConnection, message_ids: BTreeSet<MessageId>) -> Result<Vec<ChatId>> {
    if message_ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = message_ids.into_iter().map(MessageId::get).collect();
    let chat_ids: Vec<i64> =
        messages::table.filter(messages::message_id.eq_any(ids)).select(messages::chat_id).load(conn)?;
    Ok(chat_ids.into_iter().map(ChatId::stored).collect())
}

/// The messages that were sent under many client ids, each in the order of its request. Client ids without messages are
/// missing from the result.
pub(crate) fn list_sent_as(
    conn: &mut PgConnection,
    keys: &HashSet<SentKey>,
) -> Result<HashMap<SentKey, Vec<StoredMessage>>> {
    let mut found: HashMap<SentKey, Vec<StoredMessage>> = HashMap::new();
    if keys.is_empty() {
        return Ok(found);
    }
    // The condition repeats that of the partial index, so that the planner uses it.
    let rows: Vec<MessageRow> = diesel::sql_query(
        "SELECT messages.* FROM unnest($1, $2, $3) AS keys (chat_id, sender_id, client_id) \
         JOIN messages USING (chat_id, sender_id, client_id) WHERE messages.client_id IS NOT NULL \
         ORDER BY messages.client_part",
    )
    .bind::<Array<BigInt>, _>(keys.iter().map(|(chat_id, ..)| chat_id.get()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(keys.iter().map(|(_, sender_id, _)| sender_id.get()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(keys.iter().map(|(.., client_id)| client_id.as_str()).collect::<Vec<_>>())
    .load(conn)?;
    for row in rows {
        let stored = StoredMessage::from(row);
        if let Some(client_id) = stored.message.client_id.clone() {
            let key = (stored.message.chat_id, stored.message.sender_id, client_id);
            found.entry(key).or_default().push(stored);
        }
    }
    Ok(found)
}

/// Inserts messages in their order, each as the newest of its chat. The caller has locked all their chats, whose revisions
/// are advanced in `locked` too.
pub(crate) fn insert_all(
    conn: &mut PgConnection,
    locked: &mut HashMap<ChatId, Chat>,
    news: &[&NewMessage],
) -> Result<Vec<StoredMessage>> {
    let mut stored = Vec::with_capacity(news.len());
    for chunk in news.chunks(MAX_INSERT) {
        let mut revisions = Vec::with_capacity(chunk.len());
        for new in chunk {
            let chat = locked.get_mut(&new.chat_id()).ok_or(StoreError::NotFound)?;
            chat.revision += 1;
            revisions.push(chat.revision);
        }
        let ids = insert_chunk(conn, chunk, &revisions)?;
        stored.extend(
            chunk
                .iter()
                .zip(ids)
                .zip(revisions)
                .map(|((new, message_id), revision)| MessageRow::new(new, message_id, revision).into()),
        );
    }
    Ok(stored)
}

// The rows get ids in their order, because PostgreSQL sorts them before it fills in the defaults.
const INSERT: &str = "WITH inserted AS ( \
         INSERT INTO messages (chat_id, sender_id, receiver_id, text, text_key, written_at, revision, client_id, \
             client_part) \
         SELECT chat_id, sender_id, receiver_id, text, text_key, written_at, revision, client_id, client_part \
         FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) WITH ORDINALITY AS news (chat_id, sender_id, receiver_id, \
             text, text_key, written_at, revision, client_id, client_part, position) \
         ORDER BY position RETURNING message_id, chat_id, revision \
     ), moved AS ( \
         UPDATE chats SET revision = newest.revision, last_message_id = newest.message_id \
         FROM (SELECT chat_id, max(revision) AS revision, max(message_id) AS message_id FROM inserted \
             GROUP BY chat_id) AS newest \
         WHERE chats.chat_id = newest.chat_id \
     ) SELECT message_id FROM inserted ORDER BY message_id";

#[derive(QueryableByName)]
struct InsertedId {
    #[diesel(sql_type = BigInt)]
    message_id: i64,
}

/// Inserts messages with their revisions, and updates the newest message of each chat. Returns their ids, in order.
fn insert_chunk(conn: &mut PgConnection, news: &[&NewMessage], revisions: &[i64]) -> Result<Vec<i64>> {
    fn column<'a, T>(news: &[&'a NewMessage], value_of: impl Fn(&'a NewMessage) -> T) -> Vec<T> {
        news.iter().map(|new| value_of(new)).collect()
    }
    let client_id = |new: &'_ NewMessage| -> Option<String> {
        new.stamp().client_id.as_ref().map(|client_id| ClientId::as_str(client_id).to_owned())
    };
    let inserted: Vec<InsertedId> = diesel::sql_query(INSERT)
        .bind::<Array<BigInt>, _>(column(news, |new| new.chat_id().get()))
        .bind::<Array<BigInt>, _>(column(news, |new| new.sender_id().get()))
        .bind::<Array<BigInt>, _>(column(news, |new| new.receiver_id().get()))
        .bind::<Array<Text>, _>(column(news, |new| new.text().as_str()))
        .bind::<Array<Text>, _>(column(news, |new| new.text().key()))
        .bind::<Array<Timestamp>, _>(column(news, |new| new.stamp().written_at.naive_utc()))
        .bind::<Array<BigInt>, _>(revisions)
        .bind::<Array<Nullable<Text>>, _>(column(news, client_id))
        .bind::<Array<Integer>, _>(column(news, |new| new.stamp().client_part))
        .load(conn)?;
    Ok(inserted.into_iter().map(|row| row.message_id).collect())
}
