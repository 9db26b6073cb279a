//! Attachments of messages.

use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::schema::attachments;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{ChatId, MessageId};

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
