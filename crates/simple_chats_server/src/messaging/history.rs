//! A chat with a part of its messages. The chat's row is read before its messages, so that a change between the two is
//! reported twice rather than never.

use super::chats::own_chat;
use crate::error::{AppError, AppResult};
use crate::rate_limits::ReadKey;
use crate::state::AppState;
use simple_chats_domain::{Chat, ChatId, Message, MessageId, Page, Person, UserId};
use simple_chats_persistence::{DbConnection, messages, users};

#[derive(Debug, Clone)]
pub(crate) struct History {
    /// The chat as it was before the messages were read.
    pub(crate) chat: Chat,
    pub(crate) messages: Page<Message>,
}

/// The newest messages of a chat, or the newest before a message.
pub(crate) async fn history(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    before: Option<MessageId>,
    limit: i64,
) -> AppResult<History> {
    state.rate_limiter.read(me)?;
    let _slot = state.read_slots.take(ReadKey::User(me)).await?;
    let read = move |conn: &mut DbConnection| -> AppResult<History> {
        let chat = own_chat(conn, me, chat_id)?;
        Ok(History { chat, messages: messages::list_newest(conn, chat_id, before, limit)? })
    };
    let history = state.database.read(read).await?;
    state.rate_limiter.has_read(me, history.messages.items.len());
    Ok(history)
}

/// A chat of the user and its companion.
pub(crate) fn chat_with_companion(
    conn: &mut DbConnection,
    me: UserId,
    chat_id: ChatId,
) -> AppResult<(Chat, Person)> {
    let chat = own_chat(conn, me, chat_id)?;
    let companion = chat.companion_of(me).map_err(|error| AppError::of_chat(error, chat_id))?;
    Ok((chat, users::find_person(conn, companion)?))
}

/// The newest messages of a chat that was read before, or the newest before a message.
pub(crate) fn newest_messages(
    conn: &mut DbConnection,
    chat: &Chat,
    before: Option<MessageId>,
    limit: i64,
) -> AppResult<Page<Message>> {
    Ok(messages::list_newest(conn, chat.chat_id, before, limit)?)
}
