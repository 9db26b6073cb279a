//! Messages whose lifetime is over, and that aren't deleted yet.

use crate::cached::cached;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::millis::Millis;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{ChatId, MessageId};

#[derive(QueryableByName)]
struct Expired {
    #[diesel(sql_type = BigInt)]
    chat_id: i64,
    #[diesel(sql_type = BigInt)]
    message_id: i64,
}

/// The messages of all chats that have expired by a time, those that did so first; up to a number.
pub fn list_expired(
    conn: &mut DbConnection,
    by: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(ChatId, MessageId)>> {
    // The index is partial: its condition must be in the statement as it is.
    let statement = diesel::sql_query(
        "SELECT chat_id, message_id FROM messages \
         WHERE expires_at IS NOT NULL AND deleted_at = 0 AND expires_at <= $1 ORDER BY expires_at LIMIT $2",
    );
    let query = cached(statement.bind::<BigInt, _>(Millis::from(by)).bind::<BigInt, _>(limit));
    let expired: Vec<Expired> = on_each_backend!(conn, |inner| query.load(inner))?;
    Ok(expired
        .into_iter()
        .map(|row| (ChatId::stored(row.chat_id), MessageId::stored(row.message_id)))
        .collect())
}
