//! Whether a push is still of use at the moment when it is sent, and what it says.

use super::queue::ClaimedPush;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::{Result, StoreError};
use crate::schema::users;
use crate::{chats, messages, preferences, users as people};
use chrono::{DateTime, Utc};
use diesel::dsl::{exists, select};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{Chat, ChatId, Message, UserId};

/// What a push is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// A new message.
    Message(Box<NewMessage>),
    /// What is shown of this chat is to be closed.
    Close {
        /// The chat.
        chat_id: ChatId,
        /// The unread messages that the page's title counts.
        badge: i64,
    },
    /// That pushes arrive.
    Test,
    /// Nothing any more.
    Nothing,
}

/// A message that the receiver has not read, in a chat that notifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// The message.
    pub message: Message,
    /// The name of its sender.
    pub sender_name: String,
    /// The unread messages that the page's title counts: of all chats but muted ones and requests.
    pub badge: i64,
}

/// Looks at the message, its chat, and its users as they are now.
pub fn check(conn: &mut DbConnection, push: &ClaimedPush, now: DateTime<Utc>) -> Result<Checked> {
    let me = push.user_id;
    let usable = users::table.find(me.get()).filter(users::suspended_at.is_null());
    if !select(exists(usable)).get_result::<bool>(conn)? {
        return Ok(Checked::Nothing);
    }
    let Some(chat_id) = push.chat_id else { return Ok(Checked::Test) };
    if let Some(message) = find_message(conn, push)?
        && let Some(chat) = found(chats::find(conn, chat_id))?
        && notifies(conn, &chat, &message, me, now)?
    {
        let sender_name = people::find_person(conn, message.sender_id)?.name;
        let badge = count_unread(conn, me, now)?;
        return Ok(Checked::Message(Box::new(NewMessage { message, sender_name, badge })));
    }
    if push.is_shown && (push.message_id.is_none() || !is_any_unread(conn, chat_id, me)?) {
        return Ok(Checked::Close { chat_id, badge: count_unread(conn, me, now)? });
    }
    Ok(Checked::Nothing)
}

fn found<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn find_message(conn: &mut DbConnection, push: &ClaimedPush) -> Result<Option<Message>> {
    let Some(message_id) = push.message_id else { return Ok(None) };
    let stored = found(messages::find(conn, message_id))?;
    Ok(stored
        .filter(|stored| !stored.deleted && stored.message.receiver_id == push.user_id)
        .map(|stored| stored.message))
}

fn is_any_unread(conn: &mut DbConnection, chat_id: ChatId, me: UserId) -> Result<bool> {
    Ok(found(chats::count_unread(conn, chat_id, me))?.unwrap_or(0) > 0)
}

/// Whether a message of a chat notifies its receiver.
fn notifies(
    conn: &mut DbConnection,
    chat: &Chat,
    message: &Message,
    me: UserId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let message_id = message.message_id.get();
    if chat.read_up_to(me) >= message_id
        || chat.is_request_to(me)
        || chat.refuse_blocked(me).is_err()
        || message.expires_at.is_some_and(|expires_at| expires_at <= now)
    {
        return Ok(false);
    }
    let own = preferences::find(conn, chat, me)?.at(now);
    Ok(own.muted_until.is_none() && own.cleared_up_to < message_id)
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// The unread messages that the page's title counts.
fn count_unread(conn: &mut DbConnection, me: UserId, now: DateTime<Utc>) -> Result<i64> {
    let query = diesel::sql_query(
        "SELECT CAST(COALESCE(SUM(CASE WHEN user1_id = $1 THEN user1_unread ELSE user2_unread END), 0) AS BIGINT) AS count \
         FROM chats LEFT JOIN chat_preferences AS own ON own.chat_id = chats.chat_id AND own.user_id = $1 \
         WHERE (user1_id = $1 OR user2_id = $1) AND request_to <> $1 AND COALESCE(own.muted_until, 0) <= $2",
    );
    let query = query.bind::<BigInt, _>(me.get()).bind::<BigInt, _>(now.timestamp_millis());
    let count: Count = on_each_backend!(conn, |inner| query.get_result(inner))?;
    Ok(count.count)
}
