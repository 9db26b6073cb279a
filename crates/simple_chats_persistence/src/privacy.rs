//! The privacy of users, and what follows from it for their chats.
//!
//! Whoever changes a user's settings or blocks locks the users' rows first, and changes the rows of their chats in the
//! same transaction. Whoever creates a chat locks the users' rows in shared mode before it reads them. So a chat's row
//! is always true, and sending a message reads nothing else.

use crate::blocks;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::row_batch::{RowStatement, id_rows};
use crate::schema::{chats, users};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{ChatId, Findable, Pair, Privacy, UserId, WhoMayWrite};
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// A user's settings.
pub fn find(conn: &mut DbConnection, user_id: UserId) -> Result<Privacy> {
    type Row = (bool, bool, bool, bool, bool);
    let row: Row = users::table
        .find(user_id.get())
        .filter(users::deleted_at.is_null())
        .select((
            users::show_presence,
            users::send_read_marks,
            users::send_typing,
            users::findable_by_all,
            users::writable_by_all,
        ))
        .first(conn)?;
    let (show_presence, send_read_marks, send_typing, findable_by_all, writable_by_all) = row;
    Ok(Privacy {
        show_presence,
        send_read_marks,
        send_typing,
        findable: if findable_by_all { Findable::Everyone } else { Findable::Exact },
        who_may_write: if writable_by_all { WhoMayWrite::Everyone } else { WhoMayWrite::Invited },
    })
}

/// Sets a user's settings. The caller holds the lock of the user, and then calls [`apply_to_chats_of`].
pub fn set(conn: &mut DbConnection, user_id: UserId, privacy: &Privacy) -> Result<()> {
    diesel::update(users::table.find(user_id.get()))
        .set((
            users::show_presence.eq(privacy.show_presence),
            users::send_read_marks.eq(privacy.send_read_marks),
            users::send_typing.eq(privacy.send_typing),
            users::findable_by_all.eq(privacy.findable == Findable::Everyone),
            users::writable_by_all.eq(privacy.who_may_write == WhoMayWrite::Everyone),
        ))
        .execute(conn)?;
    Ok(())
}

/// Locks users until the transaction ends, so that their settings and blocks can be changed. Nobody can create a chat
/// with them meanwhile, and existing chats go on.
pub fn lock_users(conn: &mut DbConnection, user_ids: &[UserId]) -> Result<()> {
    // An SQLite transaction holds the only write lock already.
    let DbConnection::Postgres(conn) = conn else { return Ok(()) };
    let ids: Vec<i64> = user_ids.iter().map(|user_id| user_id.get()).collect();
    let rows = users::table.filter(users::user_id.eq_any(ids)).order(users::user_id).select(users::user_id);
    rows.for_no_key_update().load::<i64>(conn)?;
    Ok(())
}

/// What a chat's row says of its users' settings and blocks.
const APPLY: &str = "UPDATE chats SET \
     user1_blocks = EXISTS (SELECT 1 FROM blocks WHERE blocker_id = chats.user1_id AND blocked_id = chats.user2_id), \
     user2_blocks = EXISTS (SELECT 1 FROM blocks WHERE blocker_id = chats.user2_id AND blocked_id = chats.user1_id), \
     shows_presence = (SELECT COUNT(*) = 2 FROM users WHERE user_id IN (chats.user1_id, chats.user2_id) AND show_presence), \
     shows_read_marks = (SELECT COUNT(*) = 2 FROM users WHERE user_id IN (chats.user1_id, chats.user2_id) AND send_read_marks), \
     shows_typing = (SELECT COUNT(*) = 2 FROM users WHERE user_id IN (chats.user1_id, chats.user2_id) AND send_typing)";

/// Applies the settings and blocks of a pair to their chat, if they have one.
pub fn apply_to_chat_of(conn: &mut DbConnection, pair: Pair) -> Result<()> {
    let query = diesel::sql_query(format!("{APPLY} WHERE user1_id = $1 AND user2_id = $2"))
        .bind::<BigInt, _>(pair.user1_id().get())
        .bind::<BigInt, _>(pair.user2_id().get());
    on_each_backend!(conn, |inner| query.execute(inner))?;
    Ok(())
}

/// Applies the settings and blocks of a user to all chats of the user.
pub fn apply_to_chats_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    if matches!(conn, DbConnection::Postgres(_)) {
        let me = user_id.get();
        let mut ids: Vec<i64> =
            chats::table.filter(chats::user1_id.eq(me)).select(chats::chat_id).load(conn)?;
        ids.extend(chats::table.filter(chats::user2_id.eq(me)).select(chats::chat_id).load::<i64>(conn)?);
        // In the order of their ids, as everybody locks them.
        crate::chats::lock_all(conn, ids.into_iter().map(ChatId::stored).collect())?;
    }
    for side in ["user1_id", "user2_id"] {
        let query = diesel::sql_query(format!("{APPLY} WHERE {side} = $1")).bind::<BigInt, _>(user_id.get());
        on_each_backend!(&mut *conn, |inner| query.execute(inner))?;
    }
    Ok(())
}

/// Deletes the blocks by and of a user whose account is deleted, and sets the user's settings back, except that what was
/// hidden in chats stays hidden.
pub fn forget(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    blocks::delete_all_with(conn, user_id)?;
    let me = user_id.get();
    set(conn, user_id, &Privacy::default())?;
    let unblocked = (chats::user1_blocks.eq(false), chats::user2_blocks.eq(false));
    diesel::update(chats::table.filter(chats::user1_id.eq(me))).set(unblocked).execute(conn)?;
    diesel::update(chats::table.filter(chats::user2_id.eq(me))).set(unblocked).execute(conn)?;
    Ok(())
}

#[derive(QueryableByName)]
#[diesel(table_name = users)]
struct IdRow {
    user_id: i64,
}

static LOCK_OPEN: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(
        "SELECT user_id FROM users WHERE user_id {among ids} AND findable_by_all AND writable_by_all \
         ORDER BY user_id FOR SHARE",
    )
});

/// Those of these users whom everybody may find and write to. Their settings and blocks stay as they are until the
/// transaction ends.
pub(crate) fn lock_open(conn: &mut DbConnection, user_ids: BTreeSet<UserId>) -> Result<HashSet<UserId>> {
    let rows: Vec<IdRow> = LOCK_OPEN.load(conn, &id_rows(user_ids.into_iter().map(UserId::get)))?;
    Ok(rows.into_iter().map(|row| UserId::stored(row.user_id)).collect())
}

static LOCK_SHARED: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new("SELECT user_id FROM users WHERE user_id {among ids} ORDER BY user_id FOR SHARE")
});

/// Locks the users of a pair, so that their settings and blocks stay as they are until the transaction ends.
pub(crate) fn lock_pair(conn: &mut DbConnection, pair: Pair) -> Result<()> {
    if matches!(conn, DbConnection::Postgres(_)) {
        let ids = id_rows([pair.user1_id().get(), pair.user2_id().get()]);
        LOCK_SHARED.load::<IdRow>(conn, &ids)?;
    }
    Ok(())
}

/// Accepts a request; an accepted chat stays as it is. The caller holds the chat's lock.
pub fn accept_request(conn: &mut DbConnection, chat_id: ChatId) -> Result<()> {
    let accepted = (chats::request_to.eq(0), chats::request_messages.eq(0));
    diesel::update(chats::table.find(chat_id.get())).set(accepted).execute(conn)?;
    Ok(())
}
