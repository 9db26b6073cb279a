//! Many chats at once, on PostgreSQL: finds, creates, or locks them in one statement each.

use super::row::ChatRow;
use crate::error::Result;
use crate::schema::chats;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt};
use simple_chats_domain::{Chat, ChatId, Pair, UserId};
use std::collections::{BTreeSet, HashMap};

/// Locks many chats, in order of id, so that transactions wait for each other but never in a circle. Chats that don't
/// exist are missing from the result.
pub(crate) fn lock_all(conn: &mut PgConnection, chat_ids: BTreeSet<ChatId>) -> Result<HashMap<ChatId, Chat>> {
    let ids: Vec<i64> = chat_ids.into_iter().map(ChatId::get).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<ChatRow> =
        chats::table.filter(chats::chat_id.eq_any(ids)).order(chats::chat_id).for_update().load(conn)?;
    rows.into_iter().map(|row| Chat::try_from(row).map(|chat| (chat.chat_id, chat))).collect()
}

/// The existing chats of many pairs.
pub(crate) fn list_of_pairs(conn: &mut PgConnection, pairs: &BTreeSet<Pair>) -> Result<Vec<Chat>> {
    let statement = "SELECT chats.* FROM unnest($1, $2) AS pairs (user1_id, user2_id) \
         JOIN chats USING (user1_id, user2_id)";
    load_by_pairs(conn, statement, pairs)
}

/// Creates the chats of pairs, in the order of the pairs. Returns the new ones, without those that exist already or that
/// another transaction has created meanwhile.
pub(crate) fn insert_missing(conn: &mut PgConnection, pairs: &BTreeSet<Pair>) -> Result<Vec<Chat>> {
    let statement = "INSERT INTO chats (user1_id, user2_id) \
         SELECT user1_id, user2_id FROM unnest($1, $2) AS pairs (user1_id, user2_id) ORDER BY user1_id, user2_id \
         ON CONFLICT (user1_id, user2_id) DO NOTHING RETURNING chats.*";
    load_by_pairs(conn, statement, pairs)
}

fn load_by_pairs(conn: &mut PgConnection, statement: &str, pairs: &BTreeSet<Pair>) -> Result<Vec<Chat>> {
    let ids_of =
        |user_of: fn(Pair) -> UserId| -> Vec<i64> { pairs.iter().map(|pair| user_of(*pair).get()).collect() };
    let rows: Vec<ChatRow> = diesel::sql_query(statement)
        .bind::<Array<BigInt>, _>(ids_of(Pair::user1_id))
        .bind::<Array<BigInt>, _>(ids_of(Pair::user2_id))
        .load(conn)?;
    rows.into_iter().map(Chat::try_from).collect()
}
