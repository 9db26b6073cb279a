//! Attachments of messages.

use super::{AttachmentRow, row};
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::row_batch::{RowStatement, id_rows};
use crate::schema::attachments;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{Attachment, ChatId, MessageId};
use std::collections::HashMap;
use std::sync::LazyLock;

static OF_MESSAGES: LazyLock<RowStatement> = LazyLock::new(|| {
    let columns = row::COLUMNS;
    RowStatement::new(&format!("SELECT {columns} FROM attachments WHERE message_id {{among ids}}"))
});

/// The attachments of messages, by their ids, each in order. Messages without attachments are missing from the result.
pub(crate) fn list_of(
    conn: &mut DbConnection,
    message_ids: Vec<i64>,
) -> Result<HashMap<i64, Vec<Attachment>>> {
    let mut found: HashMap<i64, Vec<Attachment>> = HashMap::new();
    if message_ids.is_empty() {
        return Ok(found);
    }
    let mut rows: Vec<AttachmentRow> = OF_MESSAGES.load(conn, &id_rows(message_ids))?;
    rows.sort_unstable_by_key(|row| row.position);
    for row in rows {
        if let Some(message_id) = row.message_id {
            found.entry(message_id).or_default().push(row.attachment()?);
        }
    }
    Ok(found)
}

/// Deletes the attachments of a message. The caller holds the lock of its chat.
pub(crate) fn delete_of_message(conn: &mut DbConnection, message_id: MessageId) -> Result<()> {
    diesel::delete(attachments::table.filter(attachments::message_id.eq(message_id.get()))).execute(conn)?;
    Ok(())
}

/// Deletes the attachments of deleted messages of a chat. The caller holds its lock.
pub(crate) fn delete_of_chat(conn: &mut DbConnection, chat_id: ChatId) -> Result<()> {
    let statement = diesel::sql_query(
        "DELETE FROM attachments WHERE chat_id = $1 AND EXISTS (SELECT 1 FROM messages \
             WHERE messages.message_id = attachments.message_id AND messages.deleted_at <> 0)",
    );
    let query = statement.bind::<BigInt, _>(chat_id.get());
    on_each_backend!(conn, |inner| query.execute(inner))?;
    Ok(())
}
