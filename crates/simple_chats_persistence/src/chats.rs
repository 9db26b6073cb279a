//! Chats: finding and making them, their revisions and read marks, and how a list shows them.

use crate::connection::{DbConnection, on_each_backend};
use crate::error::{StoreError, UniqueKey};
use crate::schema::{chats, messages};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{Chat, ChatId, ChatQuery, MessageId, Page, Pair, UserId};

mod batch;
mod overviews;

pub(crate) use batch::{insert_missing, list_of_pairs, lock_all};
pub use overviews::{list_newest, list_newest_after, list_overviews};

type ChatRow = (i64, i64, i64, i64, i64, i64);

const CHAT_COLUMNS: (
    chats::chat_id,
    chats::user1_id,
    chats::user2_id,
    chats::revision,
    chats::user1_read_up_to,
    chats::user2_read_up_to,
) = (
    chats::chat_id,
    chats::user1_id,
    chats::user2_id,
    chats::revision,
    chats::user1_read_up_to,
    chats::user2_read_up_to,
);

fn chat_of(row: ChatRow) -> Result<Chat, StoreError> {
    let (chat_id, user1_id, user2_id, revision, user1_read_up_to, user2_read_up_to) = row;
    // The table refuses a pair of one, so a row that isn't a pair is no chat.
    let pair =
        Pair::of(UserId::stored(user1_id), UserId::stored(user2_id)).map_err(|_| StoreError::NotFound)?;
    Ok(Chat { chat_id: ChatId::stored(chat_id), pair, revision, user1_read_up_to, user2_read_up_to })
}

/// A chat.
pub fn find(conn: &mut DbConnection, chat_id: ChatId) -> Result<Chat, StoreError> {
    chat_of(chats::table.find(chat_id.get()).select(CHAT_COLUMNS).first(conn)?)
}

/// A chat whose row nobody else changes until the transaction ends.
pub fn lock(conn: &mut DbConnection, chat_id: ChatId) -> Result<Chat, StoreError> {
    let row = chats::table.find(chat_id.get()).select(CHAT_COLUMNS);
    match conn {
        DbConnection::Postgres(conn) => chat_of(row.for_update().first(conn)?),
        // The transaction has taken SQLite's one lock already.
        DbConnection::Sqlite(conn) => chat_of(row.first(conn)?),
    }
}

/// The chat of a pair.
pub fn find_of_pair(conn: &mut DbConnection, pair: Pair) -> Result<Chat, StoreError> {
    chat_of(
        chats::table
            .filter(chats::user1_id.eq(pair.user1_id().get()))
            .filter(chats::user2_id.eq(pair.user2_id().get()))
            .select(CHAT_COLUMNS)
            .first(conn)?,
    )
}

/// Makes the chat of a pair. Fails with [`StoreError::Conflict`] where there is one.
pub fn insert(conn: &mut DbConnection, pair: Pair) -> Result<Chat, StoreError> {
    let row: ChatRow = diesel::insert_into(chats::table)
        .values((chats::user1_id.eq(pair.user1_id().get()), chats::user2_id.eq(pair.user2_id().get())))
        .returning(CHAT_COLUMNS)
        .get_result(conn)?;
    chat_of(row)
}

/// The chat of a pair, made where there is none, and whether it was made.
pub fn find_or_insert(conn: &mut DbConnection, pair: Pair) -> Result<(Chat, bool), StoreError> {
    match find_of_pair(conn, pair) {
        Err(StoreError::NotFound) => {}
        found => return Ok((found?, false)),
    }
    // In a savepoint, for a failed statement ends a PostgreSQL transaction.
    match conn.transaction(|conn| insert(conn, pair).map_err(Nested::Store)) {
        Ok(chat) => Ok((chat, true)),
        // Another instance was quicker, and has committed by now.
        Err(Nested::Store(StoreError::Conflict(UniqueKey::Pair))) => Ok((find_of_pair(conn, pair)?, false)),
        Err(Nested::Store(error)) => Err(error),
    }
}

enum Nested {
    Store(StoreError),
}

impl From<diesel::result::Error> for Nested {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

/// A user's chats in order of id.
pub fn list(conn: &mut DbConnection, user_id: UserId, query: ChatQuery) -> Result<Page<Chat>, StoreError> {
    let (me, limit) = (user_id.get(), query.limit + 1);
    let mut rows: Vec<ChatRow> = chats::table
        .filter(chats::user1_id.eq(me))
        .filter(chats::chat_id.gt(query.after))
        .order(chats::chat_id)
        .limit(limit)
        .select(CHAT_COLUMNS)
        .load(conn)?;
    rows.extend(
        chats::table
            .filter(chats::user2_id.eq(me))
            .filter(chats::chat_id.gt(query.after))
            .order(chats::chat_id)
            .limit(limit)
            .select(CHAT_COLUMNS)
            .load::<ChatRow>(conn)?,
    );
    rows.sort_unstable();
    Ok(Page::cut(rows.into_iter().map(chat_of).collect::<Result<_, _>>()?, query.limit))
}

/// Which of these chats a user takes part in.
pub fn filter_own(
    conn: &mut DbConnection,
    user_id: UserId,
    chat_ids: &[ChatId],
) -> Result<Vec<ChatId>, StoreError> {
    let ids: Vec<i64> = chat_ids.iter().map(|chat_id| chat_id.get()).collect();
    let own: Vec<i64> = chats::table
        .filter(chats::chat_id.eq_any(ids))
        .filter(chats::user1_id.eq(user_id.get()).or(chats::user2_id.eq(user_id.get())))
        .select(chats::chat_id)
        .load(conn)?;
    Ok(own.into_iter().map(ChatId::stored).collect())
}

/// Takes the chat's next revision, which locks its row until the transaction ends.
pub(crate) fn take_revision(conn: &mut DbConnection, chat_id: ChatId) -> Result<i64, StoreError> {
    let revision = diesel::update(chats::table.find(chat_id.get()))
        .set(chats::revision.eq(chats::revision + 1))
        .returning(chats::revision)
        .get_result(conn)?;
    Ok(revision)
}

/// Moves the chat's revision on to one that was given out.
pub(crate) fn set_revision(
    conn: &mut DbConnection,
    chat_id: ChatId,
    revision: i64,
) -> Result<(), StoreError> {
    diesel::update(chats::table.find(chat_id.get())).set(chats::revision.eq(revision)).execute(conn)?;
    Ok(())
}

// Both draw the next id of a message and note it as the chat's newest, in the statement that takes the revision.
const PLACE_ON_POSTGRES: &str = "UPDATE chats SET revision = revision + 1, \
     last_message_id = nextval(pg_get_serial_sequence('messages', 'message_id')) \
     WHERE chat_id = $1 RETURNING revision, last_message_id";
const PLACE_ON_SQLITE: &str = "UPDATE chats SET revision = revision + 1, \
     last_message_id = 1 + COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'messages'), 0) \
     WHERE chat_id = $1 RETURNING revision, last_message_id";

/// What a new message of a chat gets.
#[derive(QueryableByName)]
pub(crate) struct Place {
    #[diesel(sql_type = BigInt)]
    pub(crate) revision: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) last_message_id: i64,
}

/// Takes the chat's next revision, which locks its row until the transaction ends, and after it the id of the message
/// that it is for. On SQLite the id stays free until the message is inserted, which nobody else can do meanwhile.
pub(crate) fn take_place(conn: &mut DbConnection, chat_id: ChatId) -> Result<Place, StoreError> {
    let statement = match conn {
        DbConnection::Postgres(_) => PLACE_ON_POSTGRES,
        DbConnection::Sqlite(_) => PLACE_ON_SQLITE,
    };
    let query = diesel::sql_query(statement).bind::<BigInt, _>(chat_id.get());
    Ok(on_each_backend!(conn, |inner| query.get_result(inner))?)
}

/// Finds the chat's newest message again, after one was deleted.
pub(crate) fn correct_last_message(conn: &mut DbConnection, chat_id: ChatId) -> Result<(), StoreError> {
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

/// Moves a user's read mark forward to a message. Returns where it stands now, and whether it moved.
pub fn mark_read(
    conn: &mut DbConnection,
    chat_id: ChatId,
    user_id: UserId,
    message_id: MessageId,
) -> Result<(i64, bool), StoreError> {
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
pub fn delete(conn: &mut DbConnection, chat_id: ChatId) -> Result<(), StoreError> {
    let gone = on_each_backend!(&mut *conn, |inner| {
        diesel::delete(chats::table.find(chat_id.get())).execute(inner)
    })?;
    if gone == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}
