//! Chats: lookups, creation, revisions, and read marks.

mod batch;
mod overviews;
mod row;

pub(crate) use batch::{insert_missing, list_of_pairs, lock_all};
pub use overviews::{list_newest, list_newest_after, list_overviews};
pub(crate) use row::ChatRow;

use crate::cached::cached;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::{Result, StoreError, UniqueKey};
use crate::schema::{chats, messages};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{Chat, ChatId, ChatQuery, MessageId, Page, Pair, UserId};

/// Finds a chat.
pub fn find(conn: &mut DbConnection, chat_id: ChatId) -> Result<Chat> {
    chats::table.find(chat_id.get()).first::<ChatRow>(conn)?.try_into()
}

/// Finds a chat and locks its row until the transaction ends.
pub fn lock(conn: &mut DbConnection, chat_id: ChatId) -> Result<Chat> {
    let row = chats::table.find(chat_id.get());
    match conn {
        DbConnection::Postgres(conn) => row.for_update().first::<ChatRow>(conn)?.try_into(),
        // The transaction holds SQLite's only write lock already.
        DbConnection::Sqlite(conn) => row.first::<ChatRow>(conn)?.try_into(),
    }
}

/// Finds the chat of a pair.
pub fn find_of_pair(conn: &mut DbConnection, pair: Pair) -> Result<Chat> {
    chats::table
        .filter(chats::user1_id.eq(pair.user1_id().get()))
        .filter(chats::user2_id.eq(pair.user2_id().get()))
        .first::<ChatRow>(conn)?
        .try_into()
}

/// Creates the chat of a pair. Fails with [`StoreError::Conflict`] if it exists.
pub fn insert(conn: &mut DbConnection, pair: Pair) -> Result<Chat> {
    diesel::insert_into(chats::table)
        .values((chats::user1_id.eq(pair.user1_id().get()), chats::user2_id.eq(pair.user2_id().get())))
        .returning(chats::all_columns)
        .get_result::<ChatRow>(conn)?
        .try_into()
}

/// Finds or creates the chat of a pair, and returns whether it is new.
pub fn find_or_insert(conn: &mut DbConnection, pair: Pair) -> Result<(Chat, bool)> {
    match find_of_pair(conn, pair) {
        Err(StoreError::NotFound) => {}
        found => return Ok((found?, false)),
    }
    match conn.savepoint(|conn| insert(conn, pair)) {
        // Another instance created it at the same time, and has committed by now.
        Err(StoreError::Conflict(UniqueKey::Pair)) => Ok((find_of_pair(conn, pair)?, false)),
        inserted => Ok((inserted?, true)),
    }
}

/// A user's chats in order of id.
pub fn list(conn: &mut DbConnection, user_id: UserId, query: ChatQuery) -> Result<Page<Chat>> {
    let page =
        chats::table.filter(chats::chat_id.gt(query.after)).order(chats::chat_id).limit(query.limit + 1);
    let mut rows: Vec<ChatRow> = page.filter(chats::user1_id.eq(user_id.get())).load(conn)?;
    rows.extend(page.filter(chats::user2_id.eq(user_id.get())).load::<ChatRow>(conn)?);
    rows.sort_unstable_by_key(|row| row.chat_id);
    Ok(Page::cut(rows.into_iter().map(Chat::try_from).collect::<Result<_, _>>()?, query.limit))
}

/// The given chats in which a user is a participant.
pub fn filter_own(conn: &mut DbConnection, user_id: UserId, chat_ids: &[ChatId]) -> Result<Vec<ChatId>> {
    let ids: Vec<i64> = chat_ids.iter().map(|chat_id| chat_id.get()).collect();
    let own: Vec<i64> = chats::table
        .filter(chats::chat_id.eq_any(ids))
        .filter(chats::user1_id.eq(user_id.get()).or(chats::user2_id.eq(user_id.get())))
        .select(chats::chat_id)
        .load(conn)?;
    Ok(own.into_iter().map(ChatId::stored).collect())
}

/// Takes the next revision of a chat, which locks its row until the transaction ends.
pub(crate) fn take_revision(conn: &mut DbConnection, chat_id: ChatId) -> Result<i64> {
    let revision = diesel::update(chats::table.find(chat_id.get()))
        .set(chats::revision.eq(chats::revision + 1))
        .returning(chats::revision)
        .get_result(conn)?;
    Ok(revision)
}

/// Sets the revision of a chat to the last one that was given to a message.
pub(crate) fn set_revision(conn: &mut DbConnection, chat_id: ChatId, revision: i64) -> Result<()> {
    diesel::update(chats::table.find(chat_id.get())).set(chats::revision.eq(revision)).execute(conn)?;
    Ok(())
}

// Both take the next message id in the statement that takes the revision, and store it as the chat's newest message.
const NEXT_ON_POSTGRES: &str = "UPDATE chats SET revision = revision + 1, \
     last_message_id = nextval(pg_get_serial_sequence('messages', 'message_id')) \
     WHERE chat_id = $1 RETURNING revision, last_message_id";
const NEXT_ON_SQLITE: &str = "UPDATE chats SET revision = revision + 1, \
     last_message_id = 1 + COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'messages'), 0) \
     WHERE chat_id = $1 RETURNING revision, last_message_id";

/// The revision and the id of a new message.
#[derive(QueryableByName)]
pub(crate) struct NextMessage {
    #[diesel(sql_type = BigInt)]
    pub(crate) revision: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) last_message_id: i64,
}

/// Takes the next revision of a chat, which locks its row until the transaction ends, and the id of the message that it
/// is for. On SQLite the id stays free until the message is inserted, but no other transaction can write meanwhile.
pub(crate) fn take_next_message(conn: &mut DbConnection, chat_id: ChatId) -> Result<NextMessage> {
    let statement = match conn {
        DbConnection::Postgres(_) => NEXT_ON_POSTGRES,
        DbConnection::Sqlite(_) => NEXT_ON_SQLITE,
    };
    let query = cached(diesel::sql_query(statement).bind::<BigInt, _>(chat_id.get()));
    Ok(on_each_backend!(conn, |inner| query.get_result(inner))?)
}

/// Finds the newest message of a chat again, after one was deleted.
pub(crate) fn correct_last_message(conn: &mut DbConnection, chat_id: ChatId) -> Result<()> {
    let newest: Option<i64> = messages::table
        .filter(messages::chat_id.eq(chat_id.get()))
        .filter(messages::deleted_at.is_null())
        .select(max(messages::message_id))
        .first(conn)?;
    diesel::update(chats::table.find(chat_id.get()))
        .set(chats::last_message_id.eq(newest.unwrap_or(0)))
        .execute(conn)?;
    Ok(())
}

/// Moves a user's read mark forward to a message. Returns its position, and whether it moved.
pub fn mark_read(
    conn: &mut DbConnection,
    chat_id: ChatId,
    user_id: UserId,
    message_id: MessageId,
) -> Result<(i64, bool)> {
    let chat = lock(conn, chat_id)?;
    let mark = chat.read_up_to(user_id);
    if message_id.get() <= mark {
        return Ok((mark, false));
    }
    let row = chats::table.find(chat_id.get());
    if user_id == chat.pair.user1_id() {
        diesel::update(row).set(chats::user1_read_up_to.eq(message_id.get())).execute(conn)?;
    } else {
        diesel::update(row).set(chats::user2_read_up_to.eq(message_id.get())).execute(conn)?;
    }
    Ok((message_id.get(), true))
}

/// Deletes a chat with all its messages.
pub fn delete(conn: &mut DbConnection, chat_id: ChatId) -> Result<()> {
    let deleted = diesel::delete(chats::table.find(chat_id.get())).execute(conn)?;
    if deleted == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}
