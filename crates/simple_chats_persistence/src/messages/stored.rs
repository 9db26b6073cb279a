//! Turns rows into messages, so that none is without its quote and its attachments. The statements for those run only if
//! there are replies, or messages with attachments, among them.

use super::row::MessageRow;
use crate::connection::DbConnection;
use crate::error::Result;
use crate::message_parts::MessageParts;
use simple_chats_domain::StoredMessage;
use std::slice;

/// The messages of rows, in their order.
pub(super) fn stored_messages(conn: &mut DbConnection, rows: Vec<MessageRow>) -> Result<Vec<StoredMessage>> {
    let parts = parts_of(conn, &rows)?;
    Ok(rows.into_iter().map(|row| stored(row, &parts)).collect())
}

/// The message of a row.
pub(super) fn stored_message(conn: &mut DbConnection, row: MessageRow) -> Result<StoredMessage> {
    let parts = parts_of(conn, slice::from_ref(&row))?;
    Ok(stored(row, &parts))
}

fn parts_of(conn: &mut DbConnection, rows: &[MessageRow]) -> Result<MessageParts> {
    let answered = rows.iter().filter_map(|row| row.reply_to);
    let carriers = rows.iter().filter(|row| row.attachment_count > 0).map(|row| row.message_id);
    MessageParts::read(conn, answered, carriers)
}

fn stored(row: MessageRow, parts: &MessageParts) -> StoredMessage {
    let quote = row.reply_to.map(|message_id| parts.quote_of(message_id));
    let attachments = parts.attachments_of(row.message_id);
    row.stored(quote, attachments)
}
