//! Erasing the messages that nobody sees any more, because both users have cleared them. Their rows stay as tombstones at
//! their old revisions, so that nobody's state of the chat changes.

use crate::attachments;
use crate::cached::cached;
use crate::chats;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::message_terms;
use crate::millis::Millis;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::ChatId;

#[derive(QueryableByName)]
struct Newest {
    #[diesel(sql_type = BigInt)]
    message_id: i64,
}

/// The newest message of a chat, also if it was deleted; 0 if there was never one.
pub(crate) fn newest_id(conn: &mut DbConnection, chat_id: ChatId) -> Result<i64> {
    let statement = diesel::sql_query(
        "SELECT COALESCE(MAX(message_id), 0) AS message_id FROM messages WHERE chat_id = $1",
    );
    let query = cached(statement.bind::<BigInt, _>(chat_id.get()));
    Ok(on_each_backend!(conn, |inner| query.get_result::<Newest>(inner))?.message_id)
}

/// What is erased with the messages of chat $1 up to $2: what waits for webhooks, and what these have answered.
const ERASE_FOR_WEBHOOKS: [&str; 2] = [
    "DELETE FROM webhook_outbox WHERE chat_id = $1 AND message_id <= $2 AND kind IN ('message', 'edited')",
    "UPDATE webhook_deliveries SET answer = NULL WHERE chat_id = $1 AND message_id <= $2",
];

/// Erases the messages of a chat up to one of them. The caller holds the lock of the chat.
pub(crate) fn erase_up_to(
    conn: &mut DbConnection,
    chat_id: ChatId,
    up_to: i64,
    at: DateTime<Utc>,
) -> Result<()> {
    if up_to == 0 {
        return Ok(());
    }
    let statement = diesel::sql_query(
        "UPDATE messages SET text = '', text_key = NULL, edited_at = NULL, reply_to = NULL, sender_reaction = NULL, \
             receiver_reaction = NULL, attachment_count = 0, deleted_at = $1 \
         WHERE chat_id = $2 AND deleted_at = 0 AND message_id <= $3",
    );
    let query = statement
        .bind::<BigInt, _>(Millis::from(at))
        .bind::<BigInt, _>(chat_id.get())
        .bind::<BigInt, _>(up_to);
    let erased = on_each_backend!(&mut *conn, |inner| query.execute(inner))?;
    if erased == 0 {
        return Ok(());
    }
    message_terms::erase_up_to(conn, chat_id, up_to)?;
    attachments::delete_of_chats(conn, [chat_id.get()].into_iter())?;
    for statement in ERASE_FOR_WEBHOOKS {
        let query = diesel::sql_query(statement).bind::<BigInt, _>(chat_id.get()).bind::<BigInt, _>(up_to);
        on_each_backend!(&mut *conn, |inner| query.execute(inner))?;
    }
    chats::find_newest_again(conn, chat_id)
}
