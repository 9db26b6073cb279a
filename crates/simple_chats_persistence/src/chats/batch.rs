//! Many chats at once: finds, creates, or locks them in one statement each.

use super::row::ChatRow;
use crate::cached::cached;
use crate::connection::DbConnection;
use crate::error::Result;
use crate::json_rows::to_json;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Text};
use simple_chats_domain::{Chat, ChatId, Pair, UserId};
use std::collections::{BTreeSet, HashMap};

/// The columns of a [`ChatRow`].
macro_rules! columns {
    () => {
        "chat_id, user1_id, user2_id, revision, last_message_id, user1_read_up_to, user2_read_up_to"
    };
}

/// The same statement for both databases, which differ in how they take many rows.
struct Statement {
    postgres: &'static str,
    sqlite: &'static str,
}

const LOCK: Statement = Statement {
    postgres: concat!(
        "SELECT ",
        columns!(),
        " FROM chats WHERE chat_id = ANY($1) ORDER BY chat_id FOR UPDATE"
    ),
    // The transaction holds SQLite's only write lock already.
    sqlite: concat!("SELECT ", columns!(), " FROM chats WHERE chat_id IN (SELECT value FROM json_each($1))"),
};

const FIND_PAIRS: Statement = Statement {
    postgres: concat!(
        "SELECT ",
        columns!(),
        " FROM unnest($1, $2) AS pairs (user1_id, user2_id) JOIN chats USING (user1_id, user2_id)"
    ),
    sqlite: concat!(
        "SELECT ",
        columns!(),
        " FROM json_each($1) AS pairs \
         JOIN chats ON user1_id = pairs.value ->> 0 AND user2_id = pairs.value ->> 1"
    ),
};

const INSERT_PAIRS: Statement = Statement {
    postgres: concat!(
        "INSERT INTO chats (user1_id, user2_id) \
         SELECT user1_id, user2_id FROM unnest($1, $2) AS pairs (user1_id, user2_id) ORDER BY user1_id, user2_id \
         ON CONFLICT (user1_id, user2_id) DO NOTHING RETURNING ",
        columns!()
    ),
    // Without a condition, SQLite would take the conflict clause for one of a join.
    sqlite: concat!(
        "INSERT INTO chats (user1_id, user2_id) SELECT value ->> 0, value ->> 1 FROM json_each($1) WHERE true \
         ON CONFLICT (user1_id, user2_id) DO NOTHING RETURNING ",
        columns!()
    ),
};

/// Locks many chats, in order of id, so that transactions wait for each other but never in a circle. Chats that don't
/// exist are missing from the result.
pub(crate) fn lock_all(conn: &mut DbConnection, chat_ids: BTreeSet<ChatId>) -> Result<HashMap<ChatId, Chat>> {
    let ids: Vec<i64> = chat_ids.into_iter().map(ChatId::get).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<ChatRow> = match conn {
        DbConnection::Postgres(conn) => {
            cached(sql_query(LOCK.postgres).bind::<Array<BigInt>, _>(ids)).load(conn)?
        }
        DbConnection::Sqlite(conn) => {
            cached(sql_query(LOCK.sqlite).bind::<Text, _>(to_json(ids)?)).load(conn)?
        }
    };
    rows.into_iter().map(|row| Chat::try_from(row).map(|chat| (chat.chat_id, chat))).collect()
}

/// The existing chats of many pairs.
pub(crate) fn list_of_pairs(conn: &mut DbConnection, pairs: &BTreeSet<Pair>) -> Result<Vec<Chat>> {
    load_by_pairs(conn, &FIND_PAIRS, pairs)
}

/// Creates the chats of pairs, in the order of the pairs. Returns the new ones, without those that exist already or that
/// another transaction has created meanwhile.
pub(crate) fn insert_missing(conn: &mut DbConnection, pairs: &BTreeSet<Pair>) -> Result<Vec<Chat>> {
    load_by_pairs(conn, &INSERT_PAIRS, pairs)
}

fn load_by_pairs(
    conn: &mut DbConnection,
    statement: &Statement,
    pairs: &BTreeSet<Pair>,
) -> Result<Vec<Chat>> {
    let ids_of =
        |user_of: fn(Pair) -> UserId| -> Vec<i64> { pairs.iter().map(|pair| user_of(*pair).get()).collect() };
    let (user1_ids, user2_ids) = (ids_of(Pair::user1_id), ids_of(Pair::user2_id));
    let rows: Vec<ChatRow> = match conn {
        DbConnection::Postgres(conn) => {
            let statement = sql_query(statement.postgres);
            cached(statement.bind::<Array<BigInt>, _>(user1_ids).bind::<Array<BigInt>, _>(user2_ids))
                .load(conn)?
        }
        DbConnection::Sqlite(conn) => {
            let pairs: Vec<(i64, i64)> = user1_ids.into_iter().zip(user2_ids).collect();
            cached(sql_query(statement.sqlite).bind::<Text, _>(to_json(pairs)?)).load(conn)?
        }
    };
    rows.into_iter().map(Chat::try_from).collect()
}
