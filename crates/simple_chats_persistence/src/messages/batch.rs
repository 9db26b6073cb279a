//! Messages of many chats at once: finds or inserts them in a few statements however many they are.

use super::row::{MessageRow, attachment_count, message_columns, text_key};
use super::stored::stored_messages;
use crate::attachments;
use crate::cached::cached;
use crate::chats::{self, Advance, LockedChat, Place};
use crate::connection::{DbConnection, by_backend};
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::row_batch::{RowStatement, to_json};
use crate::schema::messages;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
use simple_chats_domain::{ChatId, ClientId, MessageId, NewMessage, StoredMessage, UserId};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// The chat, the sender, and the client id of a request to send.
pub(crate) type SentKey = (ChatId, UserId, String);

/// The greatest number of messages in one statement, so that its values stay small.
const MAX_INSERT: usize = 500;

/// The chats of messages.
pub(crate) fn chats_of(conn: &mut DbConnection, message_ids: BTreeSet<MessageId>) -> Result<Vec<ChatId>> {
    if message_ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = message_ids.into_iter().map(MessageId::get).collect();
    let chat_ids: Vec<i64> =
        messages::table.filter(messages::message_id.eq_any(ids)).select(messages::chat_id).load(conn)?;
    Ok(chat_ids.into_iter().map(ChatId::stored).collect())
}

// The condition repeats that of the partial index, so that the planner uses it. Without statistics SQLite would rather read
// the whole chat.
static SENT: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(concat!(
        "SELECT ",
        message_columns!(),
        " FROM {rows} JOIN messages INDEXED BY messages_client ON chat_id = CAST(rows.value ->> 0 AS BIGINT) \
             AND sender_id = CAST(rows.value ->> 1 AS BIGINT) AND client_id = rows.value ->> 2 \
         WHERE client_id IS NOT NULL ORDER BY client_part"
    ))
});

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
    let keys: Vec<_> = keys
        .iter()
        .map(|(chat_id, sender_id, client_id)| (chat_id.get(), sender_id.get(), client_id))
        .collect();
    let rows: Vec<MessageRow> = SENT.load(conn, &keys)?;
    for stored in stored_messages(conn, rows)? {
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
    locked: &mut HashMap<ChatId, LockedChat>,
    news: &[&NewMessage],
) -> Result<Vec<StoredMessage>> {
    let mut stored = Vec::with_capacity(news.len());
    for chunk in news.chunks(MAX_INSERT) {
        let mut places = Vec::with_capacity(chunk.len());
        for new in chunk {
            places.push(locked.get_mut(&new.chat_id()).ok_or(StoreError::NotFound)?.add(new));
        }
        let rows: Vec<_> = chunk.iter().zip(&places).map(|(new, place)| new_row(new, *place)).collect();
        let advances: Vec<Advance> = locked.values_mut().filter_map(LockedChat::take_advance).collect();
        let ids = by_backend!(conn,
            Postgres(conn) => insert_on_postgres(conn, &rows, &advances)?,
            Sqlite(conn) => insert_on_sqlite(conn, &rows, &advances)?,
        );
        let carriers = chunk.iter().zip(&ids).map(|(new, message_id)| (*new, MessageId::stored(*message_id)));
        attachments::attach(conn, carriers)?;
        let numbered = chunk.iter().zip(ids).zip(places);
        stored.extend(numbered.map(|((new, message_id), place)| {
            let row = MessageRow::new(new, message_id, place.revision);
            row.stored(new.reply_to().cloned(), new.attachments().to_vec())
        }));
    }
    Ok(stored)
}

/// A new message without its id. The statements take the values in this order.
type NewRow<'a> = (
    i64,
    i64,
    i64,
    &'a str,
    Option<String>,
    Millis,
    bool,
    i64,
    Option<&'a str>,
    i32,
    Option<i64>,
    i32,
    Option<Millis>,
);

fn new_row(new: &NewMessage, place: Place) -> NewRow<'_> {
    let stamp = new.stamp();
    (
        new.chat_id().get(),
        new.sender_id().get(),
        new.receiver_id().get(),
        new.text(),
        text_key(new.text()),
        Millis::from(stamp.written_at),
        place.written_late,
        place.revision,
        stamp.client_id.as_ref().map(ClientId::as_str),
        stamp.client_part,
        new.reply_to().map(|quote| quote.message_id().get()),
        attachment_count(new),
        new.expires_at().map(Millis::from),
    )
}

// PostgreSQL sorts the rows before it generates their ids. A request to which somebody answers here is accepted by that.
#[cfg(feature = "postgres")]
const INSERT_ON_POSTGRES: &str = "WITH inserted AS ( \
         INSERT INTO messages (chat_id, sender_id, receiver_id, text, text_key, written_at, written_late, revision, \
             client_id, client_part, reply_to, attachment_count, expires_at) \
         SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS BIGINT), value ->> 3, \
             value ->> 4, CAST(value ->> 5 AS BIGINT), CAST(value ->> 6 AS BOOLEAN), CAST(value ->> 7 AS BIGINT), \
             value ->> 8, CAST(value ->> 9 AS INTEGER), CAST(value ->> 10 AS BIGINT), \
             CAST(value ->> 11 AS INTEGER), CAST(value ->> 12 AS BIGINT) \
         FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS rows (value, position) ORDER BY position \
         RETURNING message_id, chat_id \
     ), newest AS ( \
         SELECT chat_id, MAX(message_id) AS message_id FROM inserted GROUP BY chat_id \
     ), advanced AS ( \
         UPDATE chats SET revision = CAST(value ->> 1 AS BIGINT), written_until = CAST(value ->> 2 AS BIGINT), \
             user1_unread = user1_unread + CAST(value ->> 3 AS BIGINT), \
             user2_unread = user2_unread + CAST(value ->> 4 AS BIGINT), last_message_id = newest.message_id, \
             request_to = 0, request_messages = 0 \
         FROM jsonb_array_elements($2::jsonb) AS rows (value) JOIN newest ON newest.chat_id = CAST(value ->> 0 AS BIGINT) \
         WHERE chats.chat_id = newest.chat_id \
     ) SELECT message_id FROM inserted ORDER BY message_id";

#[cfg(feature = "sqlite")]
const INSERT_ON_SQLITE: &str = "INSERT INTO messages (message_id, chat_id, sender_id, receiver_id, text, text_key, \
         written_at, written_late, revision, client_id, client_part, reply_to, attachment_count, expires_at) \
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
#[cfg(feature = "sqlite")]
const ADVANCE_ON_SQLITE: &str = "UPDATE chats SET revision = ?, written_until = ?, user1_unread = user1_unread + ?, \
         user2_unread = user2_unread + ?, last_message_id = ?, request_to = 0, request_messages = 0 WHERE chat_id = ?";

#[derive(QueryableByName)]
#[diesel(table_name = messages)]
struct IdRow {
    message_id: i64,
}

/// Inserts messages, and updates the rows of their chats. Returns the ids, in order.
#[cfg(feature = "postgres")]
fn insert_on_postgres(
    conn: &mut PgConnection,
    rows: &[NewRow<'_>],
    advances: &[Advance],
) -> Result<Vec<i64>> {
    let query =
        sql_query(INSERT_ON_POSTGRES).bind::<Text, _>(to_json(&rows)?).bind::<Text, _>(to_json(&advances)?);
    let inserted: Vec<IdRow> = cached(query).load(conn)?;
    Ok(inserted.into_iter().map(|row| row.message_id).collect())
}

/// Does the same, a row at a time: SQLite is in this process, and reading rows from JSON costs more than a statement for each.
#[cfg(feature = "sqlite")]
fn insert_on_sqlite(
    conn: &mut SqliteConnection,
    rows: &[NewRow<'_>],
    advances: &[Advance],
) -> Result<Vec<i64>> {
    // No other transaction can take ids meanwhile.
    let next = sql_query(format!("SELECT {} AS message_id", chats::NEXT_ID_ON_SQLITE));
    let IdRow { message_id: first } = cached(next).get_result(conn)?;
    let mut newest = HashMap::new();
    for (message_id, row) in (first..).zip(rows) {
        insert_one_on_sqlite(conn, message_id, row)?;
        newest.insert(row.0, message_id);
    }
    for (chat_id, revision, written_until, for_user1, for_user2) in advances {
        let advance = sql_query(ADVANCE_ON_SQLITE)
            .bind::<BigInt, _>(revision)
            .bind::<BigInt, _>(written_until)
            .bind::<BigInt, _>(for_user1)
            .bind::<BigInt, _>(for_user2)
            .bind::<BigInt, _>(newest.get(chat_id).ok_or(StoreError::NotFound)?)
            .bind::<BigInt, _>(chat_id);
        cached(advance).run(conn)?;
    }
    Ok((first..).take(rows.len()).collect())
}

#[cfg(feature = "sqlite")]
fn insert_one_on_sqlite(conn: &mut SqliteConnection, message_id: i64, row: &NewRow<'_>) -> Result<()> {
    let (chat_id, sender_id, receiver_id, text, text_key, written_at, written_late, revision, ..) = row;
    let (.., client_id, client_part, reply_to, attachment_count, expires_at) = row;
    let insert = sql_query(INSERT_ON_SQLITE)
        .bind::<BigInt, _>(message_id)
        .bind::<BigInt, _>(chat_id)
        .bind::<BigInt, _>(sender_id)
        .bind::<BigInt, _>(receiver_id)
        .bind::<Text, _>(text)
        .bind::<Nullable<Text>, _>(text_key)
        .bind::<BigInt, _>(written_at)
        .bind::<Bool, _>(written_late)
        .bind::<BigInt, _>(revision)
        .bind::<Nullable<Text>, _>(client_id)
        .bind::<Integer, _>(client_part)
        .bind::<Nullable<BigInt>, _>(reply_to)
        .bind::<Integer, _>(attachment_count)
        .bind::<Nullable<BigInt>, _>(expires_at);
    cached(insert).run(conn)?;
    Ok(())
}
