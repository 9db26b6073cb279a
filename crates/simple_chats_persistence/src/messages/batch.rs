//! Messages of many chats at once: finds or inserts them in a few statements however many they are.

use super::row::MessageRow;
use crate::cached::cached;
use crate::connection::DbConnection;
use crate::error::{Result, StoreError};
use crate::json_rows::{to_json, to_sqlite_time};
use crate::schema::messages;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Text, Timestamp};
use simple_chats_domain::{Chat, ChatId, ClientId, MessageId, NewMessage, StoredMessage, UserId};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The chat, the sender, and the client id of a request to send.
pub(crate) type SentKey = (ChatId, UserId, String);

/// The greatest number of messages in one statement, so that its values stay small.
const MAX_INSERT: usize = 500;

/// The chats of messages, on PostgreSQL.
pub(crate) fn chats_of(conn: &mut PgConnection, message_ids: BTreeSet<MessageId>) -> Result<Vec<ChatId>> {
    if message_ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = message_ids.into_iter().map(MessageId::get).collect();
    let chat_ids: Vec<i64> =
        messages::table.filter(messages::message_id.eq_any(ids)).select(messages::chat_id).load(conn)?;
    Ok(chat_ids.into_iter().map(ChatId::stored).collect())
}

// The condition repeats that of the partial index, so that the planner uses it.
const SENT_POSTGRES: &str = "SELECT message_id, messages.chat_id, messages.sender_id, receiver_id, text, written_at, \
         edited_at, deleted_at, revision, messages.client_id \
     FROM unnest($1, $2, $3) AS keys (chat_id, sender_id, client_id) \
     JOIN messages USING (chat_id, sender_id, client_id) WHERE messages.client_id IS NOT NULL \
     ORDER BY messages.client_part";
const SENT_SQLITE: &str = "SELECT message_id, chat_id, sender_id, receiver_id, text, written_at, edited_at, deleted_at, \
         revision, client_id \
     FROM json_each($1) AS keys JOIN messages \
         ON chat_id = keys.value ->> 0 AND sender_id = keys.value ->> 1 AND client_id = keys.value ->> 2 \
     WHERE client_id IS NOT NULL ORDER BY client_part";

/// The messages that were sent under many client ids, each in the order of its request. Client ids without messages are
/// missing from the result.
pub(crate) fn list_sent_as(
    conn: &mut DbConnection,
    keys: &HashSet<SentKey>,
) -> Result<HashMap<SentKey, Vec<StoredMessage>>> {
    let mut found: HashMap<SentKey, Vec<StoredMessage>> = HashMap::new();
    if keys.is_empty() {
        return Ok(found);
    }
    let keys = keys.iter().map(|(chat_id, sender_id, client_id)| (chat_id.get(), sender_id.get(), client_id));
    let rows: Vec<MessageRow> = match conn {
        DbConnection::Postgres(conn) => {
            let ((chat_ids, sender_ids), client_ids): ((Vec<_>, Vec<_>), Vec<_>) =
                keys.map(|(chat_id, sender_id, client_id)| ((chat_id, sender_id), client_id)).unzip();
            let query = sql_query(SENT_POSTGRES)
                .bind::<Array<BigInt>, _>(chat_ids)
                .bind::<Array<BigInt>, _>(sender_ids)
                .bind::<Array<Text>, _>(client_ids);
            cached(query).load(conn)?
        }
        DbConnection::Sqlite(conn) => {
            cached(sql_query(SENT_SQLITE).bind::<Text, _>(to_json(keys.collect::<Vec<_>>())?)).load(conn)?
        }
    };
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
    conn: &mut DbConnection,
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
        let ids = match conn {
            DbConnection::Postgres(conn) => insert_on_postgres(conn, chunk, &revisions)?,
            DbConnection::Sqlite(conn) => insert_on_sqlite(conn, chunk, &revisions)?,
        };
        let numbered = chunk.iter().zip(ids).zip(revisions);
        stored.extend(
            numbered.map(|((new, message_id), revision)| MessageRow::new(new, message_id, revision).into()),
        );
    }
    Ok(stored)
}

// The rows get ids in their order, because PostgreSQL sorts them before it fills in the defaults.
const INSERT_POSTGRES: &str = "WITH inserted AS ( \
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

// No other transaction can take ids meanwhile.
const NEWEST_ID_SQLITE: &str = "SELECT seq AS message_id FROM sqlite_sequence WHERE name = 'messages'";
const INSERT_SQLITE: &str = "INSERT INTO messages (message_id, chat_id, sender_id, receiver_id, text, text_key, written_at, \
         revision, client_id, client_part) \
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, \
         value ->> 8, value ->> 9 FROM json_each($1)";
const ADVANCE_SQLITE: &str = "UPDATE chats SET revision = newest.value ->> 1, last_message_id = newest.value ->> 2 \
     FROM json_each($1) AS newest WHERE chat_id = newest.value ->> 0";

#[derive(QueryableByName)]
#[diesel(table_name = messages)]
struct IdRow {
    message_id: i64,
}

/// Inserts messages with their revisions, and updates the newest message of each chat. Returns their ids, in order.
fn insert_on_postgres(conn: &mut PgConnection, news: &[&NewMessage], revisions: &[i64]) -> Result<Vec<i64>> {
    fn column<'a, T>(news: &[&'a NewMessage], value_of: impl Fn(&'a NewMessage) -> T) -> Vec<T> {
        news.iter().map(|new| value_of(new)).collect()
    }
    let query = sql_query(INSERT_POSTGRES)
        .bind::<Array<BigInt>, _>(column(news, |new| new.chat_id().get()))
        .bind::<Array<BigInt>, _>(column(news, |new| new.sender_id().get()))
        .bind::<Array<BigInt>, _>(column(news, |new| new.receiver_id().get()))
        .bind::<Array<Text>, _>(column(news, |new| new.text().as_str()))
        .bind::<Array<Text>, _>(column(news, |new| new.text().key()))
        .bind::<Array<Timestamp>, _>(column(news, |new| new.stamp().written_at.naive_utc()))
        .bind::<Array<BigInt>, _>(revisions)
        .bind::<Array<Nullable<Text>>, _>(column(news, client_id_of))
        .bind::<Array<Integer>, _>(column(news, |new| new.stamp().client_part));
    let inserted: Vec<IdRow> = cached(query).load(conn)?;
    Ok(inserted.into_iter().map(|row| row.message_id).collect())
}

/// As [`insert_on_postgres`].
fn insert_on_sqlite(
    conn: &mut SqliteConnection,
    news: &[&NewMessage],
    revisions: &[i64],
) -> Result<Vec<i64>> {
    let newest: Option<IdRow> = cached(sql_query(NEWEST_ID_SQLITE)).get_result(conn).optional()?;
    let ids: Vec<i64> = (newest.map_or(1, |row| row.message_id + 1)..).take(news.len()).collect();
    let mut newest = HashMap::new();
    let mut rows = Vec::with_capacity(news.len());
    for ((new, message_id), revision) in news.iter().zip(&ids).zip(revisions) {
        newest.insert(new.chat_id().get(), (revision, message_id));
        rows.push((
            message_id,
            new.chat_id().get(),
            new.sender_id().get(),
            new.receiver_id().get(),
            new.text().as_str(),
            new.text().key(),
            to_sqlite_time(new.stamp().written_at.naive_utc()),
            revision,
            client_id_of(new),
            new.stamp().client_part,
        ));
    }
    cached(sql_query(INSERT_SQLITE).bind::<Text, _>(to_json(rows)?)).execute(conn)?;
    let newest = newest.into_iter().map(|(chat_id, (revision, message_id))| (chat_id, revision, message_id));
    cached(sql_query(ADVANCE_SQLITE).bind::<Text, _>(to_json(newest.collect::<Vec<_>>())?)).execute(conn)?;
    Ok(ids)
}

fn client_id_of(new: &NewMessage) -> Option<&str> {
    new.stamp().client_id.as_ref().map(ClientId::as_str)
}
