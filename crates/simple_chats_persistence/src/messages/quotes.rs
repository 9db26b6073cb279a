//! Turns rows into messages, so that none is without its quote. The statement for the quotes runs only if there are replies
//! among them.

use super::row::MessageRow;
use crate::connection::DbConnection;
use crate::error::Result;
use crate::message_parts::Quotes;
use simple_chats_domain::StoredMessage;

/// The messages of rows, in their order.
pub(super) fn stored_messages(conn: &mut DbConnection, rows: Vec<MessageRow>) -> Result<Vec<StoredMessage>> {
    let quotes = Quotes::read(conn, rows.iter().filter_map(|row| row.reply_to))?;
    let stored = |row: MessageRow| {
        let quote = row.reply_to.map(|message_id| quotes.of(message_id));
        row.stored(quote)
    };
    Ok(rows.into_iter().map(stored).collect())
}

/// The message of a row.
pub(super) fn stored_message(conn: &mut DbConnection, row: MessageRow) -> Result<StoredMessage> {
    let quotes = Quotes::read(conn, row.reply_to.into_iter())?;
    let quote = row.reply_to.map(|message_id| quotes.of(message_id));
    Ok(row.stored(quote))
}
