//! Attachments of messages.

use super::{AttachmentRow, row};
use crate::connection::DbConnection;
use crate::error::Result;
use crate::row_batch::{RowStatement, id_rows};
use crate::schema::attachments;
use diesel::prelude::*;
use simple_chats_domain::{Attachment, MessageId};
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

static DELETE_OF_CHATS: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(
        "DELETE FROM attachments WHERE chat_id {among ids} AND EXISTS (SELECT 1 FROM messages \
             WHERE messages.message_id = attachments.message_id AND messages.deleted_at <> 0)",
    )
});

/// Deletes the attachments of deleted messages of some chats. The caller holds their locks.
pub(crate) fn delete_of_chats(conn: &mut DbConnection, chat_ids: impl Iterator<Item = i64>) -> Result<()> {
    DELETE_OF_CHATS.run(conn, &id_rows(chat_ids))
}
