//! The columns of a chat that depend on its messages: the revision, the newest message, the latest time, and the number of
//! messages that each user has not read. Each change of a message changes the row in the same transaction.

use super::batch::Place;
use super::row::{ChatRow, lock_row};
use crate::cached::cached;
use crate::connection::{Backend, DbConnection, on_each_backend};
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::preference_columns::cleared_up_to;
use crate::row_batch::RowStatement;
use crate::schema::{chats, messages};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{ChatId, Message, MessageId, NewMessage, UserId};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Takes the next revision of a chat, which locks its row until the transaction ends.
pub(crate) fn take_revision(conn: &mut DbConnection, chat_id: ChatId) -> Result<i64> {
    let revision = diesel::update(chats::table.find(chat_id.get()))
        .set(chats::revision.eq(chats::revision + 1))
        .returning(chats::revision)
        .get_result(conn)?;
    Ok(revision)
}

static SET_REVISIONS: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(
        "UPDATE chats SET revision = CAST(rows.value ->> 1 AS BIGINT) FROM {rows} \
         WHERE chats.chat_id = CAST(rows.value ->> 0 AS BIGINT)",
    )
});

/// Sets the revisions of chats, whose rows are locked, after several changes.
pub(crate) fn set_revisions(conn: &mut DbConnection, revisions: &BTreeMap<ChatId, i64>) -> Result<()> {
    let rows: Vec<_> = revisions.iter().map(|(chat_id, revision)| [chat_id.get(), *revision]).collect();
    SET_REVISIONS.run(conn, &rows)
}

/// The id of the next message, as an expression of each database. On SQLite the id stays free until the message is
/// inserted, but no other transaction can write meanwhile.
const NEXT_ID_ON_POSTGRES: &str = "nextval(pg_get_serial_sequence('messages', 'message_id'))";
pub(crate) const NEXT_ID_ON_SQLITE: &str = "1 + (SELECT MAX(last_removed_id, COALESCE((SELECT MAX(message_id) FROM messages), 0)) FROM message_sequence)";

#[derive(QueryableByName)]
#[diesel(table_name = chats)]
struct NewestRow {
    revision: i64,
    last_message_id: i64,
    written_until: Millis,
}

/// Makes a new message the newest of its chat: takes the next revision, which locks the chat's row until the transaction
/// ends, and the id of the message, which is returned first.
pub(crate) fn take_next_place(conn: &mut DbConnection, new: &NewMessage) -> Result<(i64, Place)> {
    let next_id = match conn.backend() {
        Backend::Postgres => NEXT_ID_ON_POSTGRES,
        Backend::Sqlite => NEXT_ID_ON_SQLITE,
    };
    let statement = format!(
        "UPDATE chats SET revision = revision + 1, last_message_id = {next_id}, \
             written_until = CASE WHEN written_until < $1 THEN $1 ELSE written_until END, \
             user1_unread = user1_unread + CASE WHEN user1_id = $2 THEN 1 ELSE 0 END, \
             user2_unread = user2_unread + CASE WHEN user2_id = $2 THEN 1 ELSE 0 END, \
             request_to = CASE WHEN request_to = $2 THEN request_to ELSE 0 END, \
             request_messages = CASE WHEN request_to <> 0 AND request_to = $2 THEN request_messages + 1 ELSE 0 END \
         WHERE chat_id = $3 RETURNING revision, last_message_id, written_until"
    );
    let written_at = Millis::from(new.stamp().written_at);
    let query = diesel::sql_query(statement)
        .bind::<BigInt, _>(written_at)
        .bind::<BigInt, _>(new.receiver_id().get())
        .bind::<BigInt, _>(new.chat_id().get());
    let query = cached(query);
    let row: NewestRow = on_each_backend!(conn, |inner| query.get_result(inner))?;
    let place = Place { revision: row.revision, written_late: written_at < row.written_until };
    Ok((row.last_message_id, place))
}

/// Whether a user has not cleared a message of a chat.
fn is_seen(user: &str, message: &str) -> String {
    format!(
        "(NOT has_preferences OR {message} > COALESCE((SELECT cleared_up_to FROM chat_preferences \
             WHERE chat_preferences.chat_id = chats.chat_id AND chat_preferences.user_id = {user}), 0))"
    )
}

/// The id of the newest message of a chat, after one was deleted.
const LAST_MESSAGE_ID: &str = "COALESCE((SELECT MAX(message_id) FROM messages \
     WHERE messages.chat_id = chats.chat_id AND messages.deleted_at = 0), 0)";

/// Leaves out a message that was deleted.
pub(crate) fn leave_out(conn: &mut DbConnection, message: &Message) -> Result<()> {
    let query = diesel::sql_query(format!(
        "UPDATE chats SET last_message_id = {LAST_MESSAGE_ID}, \
             user1_unread = user1_unread - CASE WHEN user1_id = $1 AND user1_read_up_to < $2 AND {} THEN 1 ELSE 0 END, \
             user2_unread = user2_unread - CASE WHEN user2_id = $1 AND user2_read_up_to < $2 AND {} THEN 1 ELSE 0 END \
         WHERE chat_id = $3",
        is_seen("user1_id", "$2"),
        is_seen("user2_id", "$2"),
    ));
    let query = query
        .bind::<BigInt, _>(message.receiver_id.get())
        .bind::<BigInt, _>(message.message_id.get())
        .bind::<BigInt, _>(message.chat_id.get());
    let query = cached(query);
    on_each_backend!(conn, |inner| query.run(inner))?;
    Ok(())
}

/// The rows are the chats, their revisions, and the sender.
static LEAVE_OUT_ALL_OF: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(&format!(
        "UPDATE chats SET revision = CAST(rows.value ->> 1 AS BIGINT), last_message_id = {LAST_MESSAGE_ID}, \
             user1_unread = CASE WHEN user2_id = CAST(rows.value ->> 2 AS BIGINT) THEN 0 ELSE user1_unread END, \
             user2_unread = CASE WHEN user1_id = CAST(rows.value ->> 2 AS BIGINT) THEN 0 ELSE user2_unread END \
         FROM {{rows}} WHERE chats.chat_id = CAST(rows.value ->> 0 AS BIGINT)"
    ))
});

/// Leaves out all messages of a sender in some chats, which were deleted; the last deletions took these revisions.
pub(crate) fn leave_out_all_of(
    conn: &mut DbConnection,
    sender_id: UserId,
    revisions: &BTreeMap<ChatId, i64>,
) -> Result<()> {
    let row = |(chat_id, revision): (&ChatId, &i64)| [chat_id.get(), *revision, sender_id.get()];
    LEAVE_OUT_ALL_OF.run(conn, &revisions.iter().map(row).collect::<Vec<_>>())
}

/// Moves a user's read mark forward to a message of the chat. Returns its position, and whether it moved.
///
/// Fails with [`StoreError::NotFound`] if the message isn't in the chat, or if the user has cleared it.
pub fn mark_read(
    conn: &mut DbConnection,
    chat_id: ChatId,
    user_id: UserId,
    message_id: MessageId,
) -> Result<(i64, bool)> {
    let row = lock_row(conn, chat_id)?;
    let found: i64 = messages::table.find(message_id.get()).select(messages::chat_id).first(conn)?;
    if found != chat_id.get() {
        return Err(StoreError::NotFound);
    }
    let cleared = if row.has_preferences { cleared_up_to(conn, row.chat_id, user_id.get())? } else { 0 };
    if message_id.get() <= cleared {
        return Err(StoreError::NotFound);
    }
    let mark = row.read_up_to(user_id);
    if message_id.get() <= mark {
        return Ok((mark, false));
    }
    let unread = unread_beyond(conn, &row, user_id, mark.max(cleared), message_id)?;
    let chat = chats::table.find(chat_id.get());
    if row.is_user1(user_id) {
        let change = (chats::user1_read_up_to.eq(message_id.get()), chats::user1_unread.eq(unread));
        diesel::update(chat).set(change).execute(conn)?;
    } else {
        let change = (chats::user2_read_up_to.eq(message_id.get()), chats::user2_unread.eq(unread));
        diesel::update(chat).set(change).execute(conn)?;
    }
    Ok((message_id.get(), true))
}

/// How many messages stay unread if the read mark moves. Only those that it passes are counted, each once in its life.
fn unread_beyond(
    conn: &mut DbConnection,
    row: &ChatRow,
    user_id: UserId,
    counted_from: i64,
    message_id: MessageId,
) -> Result<i64> {
    if row.unread(user_id) == 0 || message_id.get() >= row.last_message_id {
        return Ok(0);
    }
    let passed: i64 = messages::table
        .filter(messages::chat_id.eq(row.chat_id))
        .filter(messages::deleted_at.eq(0))
        .filter(messages::message_id.gt(counted_from))
        .filter(messages::message_id.le(message_id.get()))
        .filter(messages::receiver_id.eq(user_id.get()))
        .count()
        .get_result(conn)?;
    Ok(row.unread(user_id) - passed)
}

/// Notes that a user has nothing unread in a chat. The read mark stays where it is.
pub(crate) fn forget_unread(conn: &mut DbConnection, chat_id: ChatId, user_id: UserId) -> Result<()> {
    let query = diesel::sql_query(
        "UPDATE chats SET user1_unread = CASE WHEN user1_id = $1 THEN 0 ELSE user1_unread END, \
             user2_unread = CASE WHEN user2_id = $1 THEN 0 ELSE user2_unread END WHERE chat_id = $2",
    );
    let query = cached(query.bind::<BigInt, _>(user_id.get()).bind::<BigInt, _>(chat_id.get()));
    on_each_backend!(conn, |inner| query.run(inner))?;
    Ok(())
}

/// Finds the newest message of a chat again, after messages were erased.
pub(crate) fn find_newest_again(conn: &mut DbConnection, chat_id: ChatId) -> Result<()> {
    let query =
        diesel::sql_query(format!("UPDATE chats SET last_message_id = {LAST_MESSAGE_ID} WHERE chat_id = $1"));
    let query = cached(query.bind::<BigInt, _>(chat_id.get()));
    on_each_backend!(conn, |inner| query.run(inner))?;
    Ok(())
}

/// Counts the unread messages of all chats again, and corrects the chats that were wrong. Returns how many those were.
pub(crate) fn recount(conn: &mut DbConnection) -> Result<usize> {
    let statement = diesel::sql_query(format!(
        "UPDATE chats SET user1_unread = counted.user1_unread, user2_unread = counted.user2_unread \
         FROM (SELECT chats.chat_id, \
                 COUNT(*) FILTER (WHERE receiver_id = user1_id AND message_id > user1_read_up_to AND {}) AS user1_unread, \
                 COUNT(*) FILTER (WHERE receiver_id = user2_id AND message_id > user2_read_up_to AND {}) AS user2_unread \
             FROM chats LEFT JOIN messages ON messages.chat_id = chats.chat_id AND messages.deleted_at = 0 \
             GROUP BY chats.chat_id) AS counted \
         WHERE chats.chat_id = counted.chat_id \
             AND (chats.user1_unread <> counted.user1_unread OR chats.user2_unread <> counted.user2_unread)",
        is_seen("user1_id", "message_id"),
        is_seen("user2_id", "message_id"),
    ));
    Ok(on_each_backend!(conn, |inner| statement.execute(inner))?)
}
