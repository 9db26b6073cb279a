//! What a user who leaves takes along: the messages that the user has sent, and the reactions to those of others. There may
//! be thousands of chats, so each statement is for many of them.

use crate::chats::{self, LockedChat};
use crate::connection::DbConnection;
use crate::error::Result;
use crate::millis::Millis;
use crate::row_batch::RowStatement;
use crate::{attachments, message_terms};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{ChatId, MessageId, UserId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// A change of a message, and the revision of the chat that it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageChange {
    /// The chat of the message.
    pub chat_id: ChatId,
    /// The message.
    pub message_id: MessageId,
    /// The revision.
    pub revision: i64,
}

#[derive(QueryableByName)]
struct ChangeRow {
    #[diesel(sql_type = BigInt)]
    chat_id: i64,
    #[diesel(sql_type = BigInt)]
    message_id: i64,
    #[diesel(sql_type = BigInt)]
    revision: i64,
}

/// The rows are the chats, their revisions, the user, and the time. Each message takes the next revision of its chat.
fn renumbering(change: &str, condition: &str) -> RowStatement {
    RowStatement::new(&format!(
        "UPDATE messages SET {change}, revision = numbered.revision \
         FROM (SELECT messages.message_id, CAST(rows.value ->> 3 AS BIGINT) AS at, CAST(rows.value ->> 1 AS BIGINT) \
                   + ROW_NUMBER() OVER (PARTITION BY messages.chat_id ORDER BY messages.message_id) AS revision \
               FROM {{rows}} CROSS JOIN messages \
               WHERE messages.chat_id = CAST(rows.value ->> 0 AS BIGINT) AND messages.deleted_at = 0 \
                   AND {condition}) AS numbered \
         WHERE messages.message_id = numbered.message_id \
         RETURNING messages.chat_id, messages.message_id, messages.revision"
    ))
}

static DELETE: LazyLock<RowStatement> = LazyLock::new(|| {
    renumbering(
        "text = '', text_key = NULL, reply_to = NULL, sender_reaction = NULL, receiver_reaction = NULL, \
             attachment_count = 0, deleted_at = numbered.at",
        "messages.sender_id = CAST(rows.value ->> 2 AS BIGINT)",
    )
});

static REMOVE_REACTIONS: LazyLock<RowStatement> = LazyLock::new(|| {
    renumbering(
        "receiver_reaction = NULL",
        "messages.receiver_id = CAST(rows.value ->> 2 AS BIGINT) AND messages.receiver_reaction IS NOT NULL",
    )
});

/// Turns all messages of a sender in some chats into tombstones, each with a revision of its own. Returns what has changed,
/// each chat in the order of its revisions. Chats that don't exist are passed over.
pub fn delete_all_of(
    conn: &mut DbConnection,
    sender_id: UserId,
    chat_ids: &BTreeSet<ChatId>,
    at: DateTime<Utc>,
) -> Result<Vec<MessageChange>> {
    let locked = chats::lock_all(conn, chat_ids.clone())?;
    message_terms::erase_all_of(conn, sender_id, locked.keys().map(|chat_id| chat_id.get()))?;
    let changes = renumber(conn, &DELETE, &locked, sender_id, at)?;
    if !changes.is_empty() {
        let last = last_revisions(&changes);
        attachments::delete_of_chats(conn, last.keys().map(|chat_id| chat_id.get()))?;
        chats::leave_out_all_of(conn, sender_id, &last)?;
    }
    Ok(changes)
}

/// Removes the reactions of a user to the companions' messages in some chats, each with a revision of its own. Returns what
/// has changed, each chat in the order of its revisions. Chats that don't exist are passed over.
pub fn remove_reactions_of(
    conn: &mut DbConnection,
    user_id: UserId,
    chat_ids: &BTreeSet<ChatId>,
) -> Result<Vec<MessageChange>> {
    let locked = chats::lock_all(conn, chat_ids.clone())?;
    let changes = renumber(conn, &REMOVE_REACTIONS, &locked, user_id, DateTime::UNIX_EPOCH)?;
    if !changes.is_empty() {
        chats::set_revisions(conn, &last_revisions(&changes))?;
    }
    Ok(changes)
}

fn renumber(
    conn: &mut DbConnection,
    statement: &RowStatement,
    chats: &HashMap<ChatId, LockedChat>,
    user_id: UserId,
    at: DateTime<Utc>,
) -> Result<Vec<MessageChange>> {
    let at = Millis::from(at);
    let rows = chats.iter().map(|(chat_id, locked)| (chat_id.get(), locked.chat.revision, user_id.get(), at));
    let mut found: Vec<ChangeRow> = statement.load(conn, &rows.collect::<Vec<_>>())?;
    found.sort_unstable_by_key(|row| (row.chat_id, row.revision));
    let changes = found.into_iter().map(|row| MessageChange {
        chat_id: ChatId::stored(row.chat_id),
        message_id: MessageId::stored(row.message_id),
        revision: row.revision,
    });
    Ok(changes.collect())
}

fn last_revisions(changes: &[MessageChange]) -> BTreeMap<ChatId, i64> {
    changes.iter().map(|change| (change.chat_id, change.revision)).collect()
}
