//! Messages: inserting, changing, and listing. Every change takes the next revision of the chat first, which locks the
//! chat's row, so that revisions and message ids of a chat rise together in commit order.

mod batch;
mod erasing;
mod expired;
mod indexing;
mod leaving;
mod lists;
mod reactions;
mod row;
mod search;
mod stored;

pub(crate) use batch::{SentKey, chats_of, insert_all, list_sent_as};
pub(crate) use erasing::{erase_up_to, newest_id};
pub use expired::list_expired;
pub use indexing::{Backlog, index_portion, is_index_behind};
pub(crate) use indexing::{are_terms_current, drop_outdated_terms};
pub use leaving::{MessageChange, delete_all_of, remove_reactions_of};
pub use lists::{
    ChatPart, first_received_after, first_written_since, list, list_changes, list_history, list_newest,
    list_sent, list_stored_after,
};
pub use reactions::set_reaction;
pub(crate) use row::{FullMessageRow, ImportedMessage};
pub use search::search;

use crate::attachments;
use crate::chats;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::{Result, StoreError};
use crate::message_terms;
use crate::millis::Millis;
use crate::schema::messages;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use row::MessageRow;
use simple_chats_domain::{Message, MessageId, MessageText, NewMessage, StoredMessage, UserId};
use std::iter;

/// Inserts a message as the newest of its chat.
///
/// Fails with [`Conflict`](crate::StoreError::Conflict) of [`UniqueKey::ClientId`](crate::UniqueKey::ClientId) if its
/// sender has sent one with the same client id, and with [`NotFound`](crate::StoreError::NotFound) if the chat doesn't
/// exist.
pub fn insert(conn: &mut DbConnection, new: &NewMessage) -> Result<StoredMessage> {
    let (message_id, place) = chats::take_next_place(conn, new)?;
    let row = FullMessageRow::new(new, message_id, place);
    diesel::insert_into(messages::table).values(&row).execute(conn)?;
    attachments::attach(conn, iter::once((new, MessageId::stored(message_id))))?;
    Ok(row.row.stored(new.reply_to().cloned(), new.attachments().to_vec()))
}

/// Finds a message, which may be deleted.
pub fn find(conn: &mut DbConnection, message_id: MessageId) -> Result<StoredMessage> {
    let row: MessageRow = on_each_backend!(conn, |inner| messages::table
        .find(message_id.get())
        .select(MessageRow::as_select())
        .first(inner))?;
    stored::stored_message(conn, row)
}

/// Changes the text of a message, and returns the message after the change.
pub fn set_text(
    conn: &mut DbConnection,
    stored: &StoredMessage,
    text: &MessageText,
    at: DateTime<Utc>,
) -> Result<StoredMessage> {
    let revision = chats::take_revision(conn, stored.message.chat_id)?;
    message_terms::erase_others(conn, &stored.message, text.as_str())?;
    diesel::update(messages::table.find(stored.message.message_id.get()))
        .set((
            messages::text.eq(text.as_str()),
            messages::text_key.eq(row::text_key(text.as_str())),
            messages::edited_at.eq(Millis::from(at)),
            messages::revision.eq(revision),
        ))
        .execute(conn)?;
    let message = Message { text: text.as_str().to_owned(), edited_at: Some(at), ..stored.message.clone() };
    Ok(StoredMessage { message, revision, deleted: false })
}

/// Turns a message into a tombstone without a text. Returns the revision of the chat after the change.
///
/// Fails with [`NotFound`](crate::StoreError::NotFound) if it was deleted before.
pub fn delete(conn: &mut DbConnection, message: &Message, at: DateTime<Utc>) -> Result<i64> {
    let revision = chats::take_revision(conn, message.chat_id)?;
    let present = messages::table.find(message.message_id.get()).filter(messages::deleted_at.eq(0));
    let deleted = diesel::update(present)
        .set((
            messages::text.eq(""),
            messages::text_key.eq(None::<String>),
            messages::deleted_at.eq(Millis::from(at)),
            messages::reply_to.eq(None::<i64>),
            messages::sender_reaction.eq(None::<String>),
            messages::receiver_reaction.eq(None::<String>),
            messages::attachment_count.eq(0),
            messages::revision.eq(revision),
        ))
        .execute(conn)?;
    if deleted == 0 {
        return Err(StoreError::NotFound);
    }
    message_terms::erase_others(conn, message, "")?;
    if !message.attachments.is_empty() {
        attachments::delete_of_message(conn, message.message_id)?;
    }
    chats::leave_out(conn, message)?;
    Ok(revision)
}

/// Forgets the client ids of so many messages of a sender, who is deleted and so repeats no request. Returns of how many.
pub fn erase_client_ids_of(conn: &mut DbConnection, sender_id: UserId, limit: i64) -> Result<usize> {
    let statement = diesel::sql_query(
        "UPDATE messages SET client_id = NULL, client_part = 0 \
         WHERE message_id IN (SELECT message_id FROM messages \
             WHERE chat_id IN (SELECT chat_id FROM chats WHERE user1_id = $1 UNION ALL \
                               SELECT chat_id FROM chats WHERE user2_id = $1) \
                 AND sender_id = $1 AND client_id IS NOT NULL LIMIT $2)",
    )
    .bind::<BigInt, _>(sender_id.get())
    .bind::<BigInt, _>(limit);
    Ok(on_each_backend!(conn, |inner| statement.execute(inner))?)
}

#[derive(QueryableByName)]
struct Sender {
    #[diesel(sql_type = BigInt)]
    user_id: i64,
}

/// The deleted users of whose messages some still have client ids, at most 100.
pub fn list_deleted_with_client_ids(conn: &mut DbConnection) -> Result<Vec<UserId>> {
    let statement = diesel::sql_query(
        "SELECT user_id FROM users WHERE deleted_at IS NOT NULL AND EXISTS (SELECT 1 FROM messages \
             WHERE chat_id IN (SELECT chat_id FROM chats WHERE user1_id = users.user_id UNION ALL \
                               SELECT chat_id FROM chats WHERE user2_id = users.user_id) \
                 AND sender_id = users.user_id AND client_id IS NOT NULL) ORDER BY user_id LIMIT 100",
    );
    let found: Vec<Sender> = on_each_backend!(conn, |inner| statement.load(inner))?;
    Ok(found.into_iter().map(|row| UserId::stored(row.user_id)).collect())
}
