//! Blocks: who has blocked whom. What follows for a chat is kept in the chat's row, see `privacy`.

use crate::connection::DbConnection;
use crate::error::Result;
use crate::millis::Millis;
use crate::row_batch::RowStatement;
use crate::schema::{blocks, users};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{ChatQuery, Page, Pair, Person, UserId};
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// A row of the table `blocks`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = blocks)]
pub(crate) struct BlockRow {
    pub(crate) blocker_id: i64,
    pub(crate) blocked_id: i64,
    created_at: Millis,
}

/// A user whom somebody has blocked, and since when.
pub type BlockedUser = (Person, DateTime<Utc>);

/// Blocks a user; blocking again changes nothing. The caller holds the locks of both users, and then applies it to their
/// chat.
pub fn insert(conn: &mut DbConnection, blocker: UserId, target: UserId, at: DateTime<Utc>) -> Result<()> {
    if !exists(conn, blocker, target)? {
        let row =
            BlockRow { blocker_id: blocker.get(), blocked_id: target.get(), created_at: Millis::from(at) };
        diesel::insert_into(blocks::table).values(&row).execute(conn)?;
    }
    Ok(())
}

/// Ends a block. Returns whether there was one. As for [`insert`], the caller holds the locks.
pub fn delete(conn: &mut DbConnection, blocker: UserId, target: UserId) -> Result<bool> {
    Ok(diesel::delete(blocks::table.find((blocker.get(), target.get()))).execute(conn)? > 0)
}

/// Whether a user has blocked another.
pub fn exists(conn: &mut DbConnection, blocker: UserId, target: UserId) -> Result<bool> {
    let block = blocks::table.find((blocker.get(), target.get()));
    Ok(diesel::select(diesel::dsl::exists(block)).get_result(conn)?)
}

/// The users whom a user has blocked, in order of id.
pub fn list_of(conn: &mut DbConnection, blocker: UserId, query: ChatQuery) -> Result<Page<BlockedUser>> {
    let rows: Vec<(i64, Option<String>, Option<String>, Millis)> = blocks::table
        .inner_join(users::table.on(users::user_id.eq(blocks::blocked_id)))
        .filter(blocks::blocker_id.eq(blocker.get()))
        .filter(blocks::blocked_id.gt(query.after))
        .order(blocks::blocked_id)
        .limit(query.limit + 1)
        .select((users::user_id, users::username, users::name, blocks::created_at))
        .load(conn)?;
    let of_row = |(user_id, username, name, at): (i64, _, _, Millis)| {
        (Person::from_row(UserId::stored(user_id), username, name), at.time())
    };
    Ok(Page::cut(rows, query.limit).map(of_row))
}

/// Deletes all blocks by and of a user.
pub(crate) fn delete_all_with(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    let me = user_id.get();
    diesel::delete(blocks::table.filter(blocks::blocker_id.eq(me))).execute(conn)?;
    diesel::delete(blocks::table.filter(blocks::blocked_id.eq(me))).execute(conn)?;
    Ok(())
}

#[derive(QueryableByName)]
#[diesel(table_name = blocks)]
struct PairRow {
    blocker_id: i64,
    blocked_id: i64,
}

static AMONG_PAIRS: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(
        "SELECT blocker_id, blocked_id FROM {rows} JOIN blocks ON \
             blocker_id = CAST(rows.value ->> 0 AS BIGINT) AND blocked_id = CAST(rows.value ->> 1 AS BIGINT)",
    )
});

/// The pairs of which one user has blocked the other.
pub fn blocked_among(conn: &mut DbConnection, pairs: &BTreeSet<Pair>) -> Result<HashSet<Pair>> {
    let both = |pair: &Pair| {
        let (one, other) = (pair.user1_id().get(), pair.user2_id().get());
        [[one, other], [other, one]]
    };
    let rows: Vec<PairRow> = AMONG_PAIRS.load(conn, &pairs.iter().flat_map(both).collect::<Vec<_>>())?;
    let pair = |row: PairRow| Pair::of(UserId::stored(row.blocker_id), UserId::stored(row.blocked_id)).ok();
    Ok(rows.into_iter().filter_map(pair).collect())
}
