//! Chats: lookups, creation, and deletion.

mod batch;
mod counts;
mod overviews;
mod row;

pub(crate) use batch::{Advance, LockedChat, Place, lock_all};
pub use batch::{insert_missing, list_of_pairs};
pub use counts::mark_read;
pub(crate) use counts::{
    NEXT_ID_ON_SQLITE, find_newest_again, forget_unread, leave_out, leave_out_all_of, recount, set_revisions,
    take_next_place, take_revision,
};
pub use overviews::{
    list_all_overviews, list_newest, list_newest_after, list_newest_archived, list_overviews, list_requests,
};
pub(crate) use row::ChatRow;

use crate::cached::cached;
use crate::connection::{DbConnection, MultiBackend, on_each_backend};
use crate::error::{Result, StoreError, UniqueKey};
use crate::schema::{chat_preferences, chats};
use crate::{message_terms, privacy};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use row::lock_row;
use simple_chats_domain::{Chat, ChatId, ChatQuery, Page, Pair, UserId};

/// Finds a chat.
pub fn find(conn: &mut DbConnection, chat_id: ChatId) -> Result<Chat> {
    let row: ChatRow = on_each_backend!(conn, |inner| chats::table.find(chat_id.get()).first(inner))?;
    row.try_into()
}

/// How many messages of a chat a user has not read.
pub fn count_unread(conn: &mut DbConnection, chat_id: ChatId, user_id: UserId) -> Result<i64> {
    let row: ChatRow = on_each_backend!(conn, |inner| chats::table.find(chat_id.get()).first(inner))?;
    Ok(row.unread(user_id))
}

/// Finds a chat and locks its row until the transaction ends.
pub fn lock(conn: &mut DbConnection, chat_id: ChatId) -> Result<Chat> {
    lock_row(conn, chat_id)?.try_into()
}

/// Finds the chat of a pair.
pub fn find_of_pair(conn: &mut DbConnection, pair: Pair) -> Result<Chat> {
    let row: ChatRow = on_each_backend!(conn, |inner| chats::table
        .filter(chats::user1_id.eq(pair.user1_id().get()))
        .filter(chats::user2_id.eq(pair.user2_id().get()))
        .first(inner))?;
    row.try_into()
}

/// Creates the chat of a pair. Fails with [`StoreError::Conflict`] if it exists.
pub fn insert(conn: &mut DbConnection, pair: Pair) -> Result<Chat> {
    diesel::insert_into(chats::table)
        .values((chats::user1_id.eq(pair.user1_id().get()), chats::user2_id.eq(pair.user2_id().get())))
        .execute(conn)?;
    privacy::apply_to_chat_of(conn, pair)?;
    find_of_pair(conn, pair)
}

/// Makes a new chat a request to one of its users.
pub(crate) fn make_request(conn: &mut DbConnection, chat_id: ChatId, to: UserId) -> Result<Chat> {
    diesel::update(chats::table.find(chat_id.get())).set(chats::request_to.eq(to.get())).execute(conn)?;
    find(conn, chat_id)
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

/// All chats of a user in order of id, with requests and with chats that the user has cleared.
pub fn list_all(conn: &mut DbConnection, user_id: UserId, query: ChatQuery) -> Result<Page<Chat>> {
    list_where(conn, user_id, query, true)
}

/// A user's chats in order of id, without requests to the user and without those that were cleared and have no message
/// since.
pub fn list(conn: &mut DbConnection, user_id: UserId, query: ChatQuery) -> Result<Page<Chat>> {
    list_where(conn, user_id, query, false)
}

/// The index of requests is partial: its condition must be in the statement as it is.
const COUNT_REQUESTS: &str = "SELECT COUNT(*) AS count FROM (SELECT 1 FROM chats \
     WHERE request_to = $1 AND request_to <> 0 \
         AND NOT (CASE WHEN user1_id = $1 THEN user1_blocks ELSE user2_blocks END) \
         AND NOT (has_preferences AND EXISTS (SELECT 1 FROM chat_preferences AS own \
             WHERE own.chat_id = chats.chat_id AND own.user_id = $1 AND own.hidden)) LIMIT $2) AS counted";

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How many requests a user has, up to a limit.
pub fn count_requests(conn: &mut DbConnection, user_id: UserId, limit: i64) -> Result<i64> {
    let me = user_id.get();
    Ok(on_each_backend!(conn, |inner| {
        let statement = diesel::sql_query(COUNT_REQUESTS).bind::<BigInt, _>(me).bind::<BigInt, _>(limit);
        cached(statement).get_result::<Count>(inner)
    })?
    .count)
}

fn list_where(conn: &mut DbConnection, user_id: UserId, query: ChatQuery, all: bool) -> Result<Page<Chat>> {
    let me = user_id.get();
    let own = || {
        chat_preferences::table
            .filter(chat_preferences::chat_id.eq(chats::chat_id))
            .filter(chat_preferences::user_id.eq(me))
    };
    let mut rows: Vec<ChatRow> = Vec::new();
    for is_user1 in [true, false] {
        let mut page = chats::table
            .filter(chats::chat_id.gt(query.after))
            .order(chats::chat_id)
            .into_boxed::<MultiBackend>();
        page =
            if is_user1 { page.filter(chats::user1_id.eq(me)) } else { page.filter(chats::user2_id.eq(me)) };
        if !all {
            let is_hidden = chats::has_preferences.and(exists(own().filter(chat_preferences::hidden)));
            page = page.filter(chats::request_to.ne(me)).filter(not(is_hidden));
        }
        if let Some(archived) = query.archived {
            let is_archived = chats::has_preferences.and(exists(own().filter(chat_preferences::archived)));
            page = if archived { page.filter(is_archived) } else { page.filter(not(is_archived)) };
        }
        rows.extend(page.limit(query.limit + 1).load::<ChatRow>(conn)?);
    }
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

/// Deletes a chat with all its messages.
pub fn delete(conn: &mut DbConnection, chat_id: ChatId) -> Result<()> {
    let deleted = diesel::delete(chats::table.find(chat_id.get())).execute(conn)?;
    // Nobody can add any now.
    message_terms::erase_up_to(conn, chat_id, i64::MAX)?;
    if deleted == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}
