//! The terms of messages, by which searches find those that may match. The terms that are stored of a message are always
//! terms of its present text: a change of the text erases the others at once, and new ones follow (see `messages/indexing.rs`).

use crate::cached::cached;
use crate::connection::{DbConnection, by_backend, on_each_backend};
use crate::error::Result;
use crate::row_batch::{RowStatement, to_json};
use crate::schema::message_terms;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use simple_chats_domain::{ChatId, Message, UserId, search_terms};
use std::sync::LazyLock;

/// A term of a message, in the order of the index: the chat, the term, the message.
pub(crate) type TermRow = (i64, String, i64);

#[cfg(feature = "postgres")]
const INSERT_ON_POSTGRES: &str = "INSERT INTO message_terms (chat_id, term, message_id) \
     SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, CAST(value ->> 2 AS BIGINT) \
     FROM jsonb_array_elements($1::jsonb) AS rows (value) ON CONFLICT DO NOTHING";
#[cfg(feature = "sqlite")]
const INSERT_ON_SQLITE: &str = "INSERT OR IGNORE INTO message_terms (chat_id, term, message_id) \
     SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1)";

/// Adds terms, which may be there already.
pub(crate) fn insert(conn: &mut DbConnection, mut rows: Vec<TermRow>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    // Neighbors in the index are stored one after the other.
    rows.sort_unstable();
    let rows = to_json(&rows)?;
    by_backend!(conn,
        Postgres(conn) => cached(sql_query(INSERT_ON_POSTGRES).bind::<Text, _>(rows)).run(conn)?,
        Sqlite(conn) => cached(sql_query(INSERT_ON_SQLITE).bind::<Text, _>(rows)).run(conn)?,
    );
    Ok(())
}

/// Erases the terms of a message that another text doesn't have. The caller holds the lock of the chat.
pub(crate) fn erase_others(conn: &mut DbConnection, message: &Message, text: &str) -> Result<()> {
    let (before, after) = (search_terms(&message.text), search_terms(text));
    let gone: Vec<&String> = before.difference(&after).collect();
    for gone in gone.chunks(crate::connection::MAX_LIST) {
        let rows = message_terms::table
            .filter(message_terms::chat_id.eq(message.chat_id.get()))
            .filter(message_terms::message_id.eq(message.message_id.get()))
            .filter(message_terms::term.eq_any(gone.iter().copied()));
        on_each_backend!(&mut *conn, |inner| diesel::delete(rows).execute(inner))?;
    }
    Ok(())
}

/// The rows are the chats and the sender. A term is found by its chat, and then by its message.
static ERASE_ALL_OF: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(
        "DELETE FROM message_terms WHERE chat_id {among ids} AND message_id IN \
             (SELECT messages.message_id FROM {rows} CROSS JOIN messages \
              WHERE messages.chat_id = CAST(rows.value ->> 0 AS BIGINT) AND messages.deleted_at = 0 \
                  AND messages.sender_id = CAST(rows.value ->> 1 AS BIGINT))",
    )
});

/// Erases the terms of all messages of a sender in some chats that aren't deleted yet. The caller holds their locks.
pub(crate) fn erase_all_of(
    conn: &mut DbConnection,
    sender_id: UserId,
    chat_ids: impl Iterator<Item = i64>,
) -> Result<()> {
    ERASE_ALL_OF.run(conn, &chat_ids.map(|chat_id| [chat_id, sender_id.get()]).collect::<Vec<_>>())
}

/// Erases the terms of a chat's messages up to one of them.
pub(crate) fn erase_up_to(conn: &mut DbConnection, chat_id: ChatId, up_to: i64) -> Result<()> {
    let rows = message_terms::table
        .filter(message_terms::chat_id.eq(chat_id.get()))
        .filter(message_terms::message_id.le(up_to));
    on_each_backend!(conn, |inner| diesel::delete(rows).execute(inner))?;
    Ok(())
}
