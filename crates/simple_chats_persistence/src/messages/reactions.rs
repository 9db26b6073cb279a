//! Reactions, which are columns of the message: one of its sender, and one of its receiver.

use crate::chats;
use crate::connection::DbConnection;
use crate::error::Result;
use crate::schema::messages;
use diesel::prelude::*;
use simple_chats_domain::{Emoji, StoredMessage, UserId};

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
