//! A chat with a part of its messages. The chat's row is read before its messages, so that a change between the two is
//! reported twice rather than never.

use super::chats::own_chat;
use crate::error::AppError;
use crate::state::AppState;
use simple_chats_domain::{Chat, ChatId, Message, MessageId, Page, Person, UserId};
use simple_chats_persistence::{messages, users};

/// A part of a chat's history.
#[derive(Debug, Clone)]
pub struct History {
    /// The chat as it was before the messages were read.
    pub chat: Chat,
    /// The messages, newest first.
    pub messages: Page<Message>,
}

/// A chat as its page shows it.
#[derive(Debug, Clone)]
pub struct ChatView {
    /// The other participant.
    pub companion: Person,
    /// The chat and a part of its messages.
    pub history: History,
}

/// The newest messages of a chat, or the newest before a message.
pub async fn history(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    before: Option<MessageId>,
    limit: i64,
) -> Result<History, AppError> {
    let read = move |conn: &mut _| {
        let chat = own_chat(conn, me, chat_id)?;
        Ok(History { chat, messages: messages::list_newest(conn, chat_id, before, limit)? })
    };
    state.database.read(read).await
}

/// A chat with its companion and its newest messages, or the newest before a message.
pub async fn chat_view(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    before: Option<MessageId>,
    limit: i64,
) -> Result<ChatView, AppError> {
    let view = move |conn: &mut _| {
        let chat = own_chat(conn, me, chat_id)?;
        let companion = chat.companion_of(me).map_err(|error| AppError::of_chat(error, chat_id))?;
        Ok(ChatView {
            companion: users::find_person(conn, companion)?,
            history: History { chat, messages: messages::list_newest(conn, chat_id, before, limit)? },
        })
    };
    state.database.read(view).await
}
