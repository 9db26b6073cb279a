//! Reactions, which are columns of the message: one of its sender, and one of its receiver.

use crate::chats;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::schema::messages;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{ChatId, Emoji, MessageId, StoredMessage, UserId};

/// Replaces the reaction of one of its two users to a message, and returns the message after the change.
pub fn set_reaction(
    conn: &mut DbConnection,
    stored: &StoredMessage,
    user_id: UserId,
    emoji: Option<&Emoji>,
) -> Result<StoredMessage> {
    let message = &stored.message;
    let revision = chats::take_revision(conn, message.chat_id)?;
    let emoji = emoji.map(Emoji::as_str);
    let row = messages::table.find(message.message_id.get());
    if message.belongs_to(user_id) {
        let change = (messages::sender_reaction.eq(emoji), messages::revision.eq(revision));
        diesel::update(row).set(change).execute(conn)?;
    } else {
        let change = (messages::receiver_reaction.eq(emoji), messages::revision.eq(revision));
        diesel::update(row).set(change).execute(conn)?;
    }
    let mut message = message.clone();
    message.set_reaction(user_id, emoji.map(str::to_owned));
    Ok(StoredMessage { message, revision, deleted: false })
}

#[derive(QueryableByName)]
struct Removal {
    #[diesel(sql_type = BigInt)]
    message_id: i64,
    #[diesel(sql_type = BigInt)]
    revision: i64,
}

/// Removes the reactions of a user to the companion's messages in a chat, each with a revision of its own. Returns the
/// messages and the revisions, in order.
pub fn remove_reactions_of(
    conn: &mut DbConnection,
    chat_id: ChatId,
    user_id: UserId,
) -> Result<Vec<(MessageId, i64)>> {
    let chat = chats::lock(conn, chat_id)?;
    let statement = diesel::sql_query(
        "UPDATE messages SET receiver_reaction = NULL, revision = $1 + numbered.position \
         FROM (SELECT message_id, ROW_NUMBER() OVER (ORDER BY message_id) AS position FROM messages \
               WHERE chat_id = $2 AND receiver_id = $3 AND deleted_at = 0 AND receiver_reaction IS NOT NULL) \
             AS numbered \
         WHERE messages.message_id = numbered.message_id \
         RETURNING messages.message_id, messages.revision",
    )
    .bind::<BigInt, _>(chat.revision)
    .bind::<BigInt, _>(chat_id.get())
    .bind::<BigInt, _>(user_id.get());
    let mut removed: Vec<Removal> = on_each_backend!(&mut *conn, |inner| statement.load(inner))?;
    removed.sort_by_key(|removal| removal.revision);
    if let Some(last) = removed.last() {
        chats::set_revision(conn, chat_id, last.revision)?;
    }
    Ok(removed.into_iter().map(|row| (MessageId::stored(row.message_id), row.revision)).collect())
}
