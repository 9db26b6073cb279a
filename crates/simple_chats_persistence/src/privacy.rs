//! The privacy of users, and what follows from it for their chats.
//!
//! Whoever changes a user's settings or blocks locks the users' rows first, and changes the rows of their chats in the
//! same transaction. Whoever creates a chat locks the users' rows in shared mode before it reads them. So a chat's row
//! is always true, and sending a message reads nothing else.
//!
//! A transaction locks rows in this order, so that instances wait for each other but never in a circle: first all users
//! that it is going to lock, in order of id, and then all chats, in order of id. A change that locks users, and doesn't
//! belong to the requests to send of a group, has a transaction of its own (`LockScope::Many`).

use crate::blocks;
use crate::connection::{Backend, DbConnection, by_backend, on_each_backend};
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

/// Sets a user's settings. The caller holds the lock of the user, and then calls [`apply_settings`].
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
#[cfg_attr(not(feature = "postgres"), expect(unused_variables, reason = "SQLite has one writer anyway"))]
pub fn lock_users(conn: &mut DbConnection, user_ids: &[UserId]) -> Result<()> {
    // An SQLite transaction holds the only write lock already.
    by_backend!(conn,
        Postgres(conn) => {
            let ids: Vec<i64> = user_ids.iter().map(|user_id| user_id.get()).collect();
            let rows =
                users::table.filter(users::user_id.eq_any(ids)).order(users::user_id).select(users::user_id);
            rows.for_no_key_update().load::<i64>(conn)?;
        },
        Sqlite(_) => {},
    );
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

/// Applies to the chats of a user those settings that differ from what they were before.
pub fn apply_settings(
    conn: &mut DbConnection,
    user_id: UserId,
    before: &Privacy,
    after: &Privacy,
) -> Result<()> {
    let switches = [
        (before.show_presence, after.show_presence, "shows_presence", "show_presence"),
        (before.send_read_marks, after.send_read_marks, "shows_read_marks", "send_read_marks"),
        (before.send_typing, after.send_typing, "shows_typing", "send_typing"),
    ];
    let changed: Vec<_> = switches.into_iter().filter(|(before, after, ..)| before != after).collect();
    if !changed.is_empty() {
        // All of them: the companions may change theirs at the same time.
        lock_chats_of(conn, user_id, "TRUE")?;
    }
    for (_, is_on, shown, setting) in changed {
        apply_switch(conn, user_id, is_on, shown, setting)?;
    }
    Ok(())
}

/// Changes the chats in which a switch of a user makes a difference.
fn apply_switch(
    conn: &mut DbConnection,
    user_id: UserId,
    is_on: bool,
    shown: &str,
    setting: &str,
) -> Result<()> {
    for (own, other) in [("user1_id", "user2_id"), ("user2_id", "user1_id")] {
        let statement = if is_on {
            let companion = format!("(SELECT {setting} FROM users WHERE user_id = chats.{other})");
            format!("UPDATE chats SET {shown} = TRUE WHERE {own} = $1 AND NOT {shown} AND {companion}")
        } else {
            format!("UPDATE chats SET {shown} = FALSE WHERE {own} = $1 AND {shown}")
        };
        let query = diesel::sql_query(statement).bind::<BigInt, _>(user_id.get());
        on_each_backend!(&mut *conn, |inner| query.execute(inner))?;
    }
    Ok(())
}

#[cfg(feature = "postgres")]
#[derive(QueryableByName)]
#[diesel(table_name = chats)]
struct ChatIdRow {
    chat_id: i64,
}

/// Locks those chats of a user that fulfill a condition, in the order of their ids, as everybody locks them.
#[cfg_attr(not(feature = "postgres"), expect(unused_variables, reason = "SQLite has one writer anyway"))]
fn lock_chats_of(conn: &mut DbConnection, user_id: UserId, condition: &str) -> Result<()> {
    by_backend!(conn,
        Postgres(inner) => {
            let mut ids = BTreeSet::new();
            for own in ["user1_id", "user2_id"] {
                let query = format!("SELECT chat_id FROM chats WHERE {own} = $1 AND {condition}");
                let query = diesel::sql_query(query).bind::<BigInt, _>(user_id.get());
                let rows = query.load::<ChatIdRow>(inner)?;
                ids.extend(rows.into_iter().map(|row| ChatId::stored(row.chat_id)));
            }
            crate::chats::lock_all(conn, ids)?;
        },
        // The transaction holds the only write lock already.
        Sqlite(_) => {},
    );
    Ok(())
}

/// The chats of user $1 in which something ends with the account: blocks, and that a request waits for the user.
const RESTRICTED: &str = "(user1_blocks OR user2_blocks OR request_to = $1)";

/// Deletes the blocks by and of a user whose account is about to be deleted, and ends requests. What was hidden in chats
/// stays hidden, whatever the companions do. The caller holds the lock of the user.
pub fn forget(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    blocks::delete_all_with(conn, user_id)?;
    let hidden =
        Privacy { show_presence: false, send_read_marks: false, send_typing: false, ..Privacy::default() };
    set(conn, user_id, &hidden)?;
    lock_chats_of(conn, user_id, RESTRICTED)?;
    for own in ["user1_id", "user2_id"] {
        let query = diesel::sql_query(format!(
            "UPDATE chats SET user1_blocks = FALSE, user2_blocks = FALSE, \
                 request_to = CASE WHEN request_to = $1 THEN 0 ELSE request_to END, \
                 shows_presence = FALSE, shows_read_marks = FALSE, shows_typing = FALSE \
             WHERE {own} = $1 AND {RESTRICTED}"
        ));
        let query = query.bind::<BigInt, _>(user_id.get());
        on_each_backend!(&mut *conn, |inner| query.execute(inner))?;
    }
    Ok(())
}

#[derive(QueryableByName)]
#[diesel(table_name = users)]
struct OpenRow {
    user_id: i64,
    findable_by_all: bool,
    writable_by_all: bool,
}

static LOCK_OPEN: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(
        "SELECT user_id, findable_by_all, writable_by_all FROM users WHERE user_id {among ids} \
         ORDER BY user_id FOR SHARE",
    )
});

/// Locks users, so that their settings and blocks stay as they are until the transaction ends. Returns those whom everybody
/// may find and write to.
pub fn lock_open(conn: &mut DbConnection, user_ids: BTreeSet<UserId>) -> Result<HashSet<UserId>> {
    let rows: Vec<OpenRow> = LOCK_OPEN.load(conn, &id_rows(user_ids.into_iter().map(UserId::get)))?;
    let open = rows.into_iter().filter(|row| row.findable_by_all && row.writable_by_all);
    Ok(open.map(|row| UserId::stored(row.user_id)).collect())
}

/// Locks the users of a pair, so that their settings and blocks stay as they are until the transaction ends.
pub(crate) fn lock_pair(conn: &mut DbConnection, pair: Pair) -> Result<()> {
    if conn.backend() == Backend::Postgres {
        lock_open(conn, BTreeSet::from([pair.user1_id(), pair.user2_id()]))?;
    }
    Ok(())
}

/// Accepts a request; an accepted chat stays as it is. The caller holds the chat's lock.
pub fn accept_request(conn: &mut DbConnection, chat_id: ChatId) -> Result<()> {
    let accepted = (chats::request_to.eq(0), chats::request_messages.eq(0));
    diesel::update(chats::table.find(chat_id.get())).set(accepted).execute(conn)?;
    Ok(())
}
