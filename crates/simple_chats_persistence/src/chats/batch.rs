//! Many chats at once, on PostgreSQL: found, made and locked in a statement each.

use super::{CHAT_COLUMNS, ChatRow, chat_of};
use crate::error::StoreError;
use crate::schema::chats;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt};
use simple_chats_domain::{Chat, ChatId, Pair, UserId};
use std::collections::{BTreeSet, HashMap};

/// Locks many chats, in order of id: two who do so wait for each other but never in a circle. Those that are gone are
/// missing in the answer.
pub(crate) fn lock_all(
    conn: &mut PgConnection,
    chat_ids: BTreeSet<ChatId>,
) -> Result<HashMap<ChatId, Chat>, StoreError> {
    let ids: Vec<i64> = chat_ids.into_iter().map(ChatId::get).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<ChatRow> = chats::table
        .filter(chats::chat_id.eq_any(ids))
        .order(chats::chat_id)
        .select(CHAT_COLUMNS)
        .for_update()
        .load(conn)?;
    rows.into_iter().map(|row| chat_of(row).map(|chat| (chat.chat_id, chat))).collect()
}

/// The chats of many pairs, as far as there are any.
pub(crate) fn list_of_pairs(
    conn: &mut PgConnection,
    pairs: &BTreeSet<Pair>,
) -> Result<Vec<Chat>, StoreError> {
    let statement = "SELECT chats.* FROM unnest($1, $2) AS pairs (user1_id, user2_id) \
         JOIN chats USING (user1_id, user2_id)";
    load_by_pairs(conn, statement, pairs)
}

/// Makes the chats of pairs, in the order of the pairs. Returns those that were made: where there was one before, or
/// another transaction has made it meanwhile, it is missing in the answer.
pub(crate) fn insert_missing(
    conn: &mut PgConnection,
    pairs: &BTreeSet<Pair>,
) -> Result<Vec<Chat>, StoreError> {
    let statement = "INSERT INTO chats (user1_id, user2_id) \
         SELECT user1_id, user2_id FROM unnest($1, $2) AS pairs (user1_id, user2_id) ORDER BY user1_id, user2_id \
         ON CONFLICT (user1_id, user2_id) DO NOTHING RETURNING chats.*";
    load_by_pairs(conn, statement, pairs)
}

#[derive(QueryableByName)]
#[diesel(table_name = chats)]
struct Row {
    chat_id: i64,
    user1_id: i64,
    user2_id: i64,
    revision: i64,
    user1_read_up_to: i64,
    user2_read_up_to: i64,
}

fn load_by_pairs(
    conn: &mut PgConnection,
    statement: &str,
    pairs: &BTreeSet<Pair>,
) -> Result<Vec<Chat>, StoreError> {
    let side =
        |user_of: fn(Pair) -> UserId| -> Vec<i64> { pairs.iter().map(|pair| user_of(*pair).get()).collect() };
    let rows: Vec<Row> = diesel::sql_query(statement)
        .bind::<Array<BigInt>, _>(side(Pair::user1_id))
        .bind::<Array<BigInt>, _>(side(Pair::user2_id))
        .load(conn)?;
    let chat = |row: Row| {
        let Row { chat_id, user1_id, user2_id, revision, user1_read_up_to, user2_read_up_to } = row;
        chat_of((chat_id, user1_id, user2_id, revision, user1_read_up_to, user2_read_up_to))
    };
    rows.into_iter().map(chat).collect()
}
