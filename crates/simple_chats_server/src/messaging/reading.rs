//! Reading chats and messages. What carries a revision reads the chat's row first and its messages after it, so that a
//! change between the two is told twice rather than never.

use crate::error::{AppError, ChangeError, OrNotFound};
use crate::state::AppState;
use simple_chats_domain::{
    Chat, ChatId, ChatOverview, ChatQuery, Message, MessageId, MessageQuery, Page, Paging, Pair, Person,
    StoredMessage, UserId,
};
use simple_chats_persistence::{DbConnection, StoreError, chats, messages, users};

/// A part of a chat's history, newest first.
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
    /// The other one.
    pub companion: Person,
    /// The messages.
    pub history: History,
}

/// What there is when one begins to chat with somebody.
#[derive(Debug, Clone)]
pub enum ChatOrPerson {
    /// A chat.
    Chat(ChatId),
    /// Nothing yet but the person.
    Person(Person),
}

/// A chat that one takes part in.
pub async fn find_chat(state: &AppState, me: UserId, chat_id: ChatId) -> Result<Chat, AppError> {
    Ok(state.database.read(move |conn| own_chat(conn, me, chat_id)).await?)
}

/// The chat with somebody.
pub async fn chat_of_pair(state: &AppState, me: UserId, companion: UserId) -> Result<Option<Chat>, AppError> {
    let Ok(pair) = Pair::of(me, companion) else { return Ok(None) };
    let found = state.database.read(move |conn| match chats::find_of_pair(conn, pair) {
        Ok(chat) => Ok(Some(chat)),
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error),
    });
    Ok(found.await?)
}

/// One's chats in order of id.
pub async fn list_chats(state: &AppState, me: UserId, query: ChatQuery) -> Result<Page<Chat>, AppError> {
    Ok(state.database.read(move |conn| chats::list(conn, me, query)).await?)
}

/// One's chats in order of id, each with companion, newest message and unread count.
pub async fn list_overviews(
    state: &AppState,
    me: UserId,
    query: ChatQuery,
) -> Result<Page<ChatOverview>, AppError> {
    Ok(state.database.read(move |conn| chats::list_overviews(conn, me, query)).await?)
}

/// One's chats with the newest message first.
pub async fn newest_chats(
    state: &AppState,
    me: UserId,
    paging: Paging,
) -> Result<Page<ChatOverview>, AppError> {
    Ok(state.database.read(move |conn| chats::list_newest(conn, me, paging)).await?)
}

/// The messages of one's chat that match.
pub async fn list_messages(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    query: MessageQuery,
) -> Result<Page<Message>, AppError> {
    let listed = state.database.read(move |conn| -> Result<_, ChangeError> {
        own_chat(conn, me, chat_id)?;
        Ok(messages::list(conn, chat_id, &query)?)
    });
    Ok(listed.await?)
}

/// A message of one's chat, which isn't deleted.
pub async fn find_message(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    message_id: MessageId,
) -> Result<StoredMessage, AppError> {
    let found = state.database.read(move |conn| -> Result<_, ChangeError> {
        own_chat(conn, me, chat_id)?;
        let missing = || AppError::UnknownMessage(message_id.to_string());
        let stored = messages::find(conn, message_id).or_not_found(missing)?;
        if stored.message.chat_id != chat_id {
            return Err(AppError::FromAnotherChat(message_id, chat_id).into());
        }
        if stored.deleted { Err(missing().into()) } else { Ok(stored) }
    });
    Ok(found.await?)
}

/// The newest messages of one's chat, or the newest before one.
pub async fn history(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    before: Option<MessageId>,
    limit: i64,
) -> Result<History, AppError> {
    let read = state.database.read(move |conn| -> Result<_, ChangeError> {
        let chat = own_chat(conn, me, chat_id)?;
        Ok(History { chat, messages: messages::list_newest(conn, chat_id, before, limit)? })
    });
    Ok(read.await?)
}

/// A chat as its page shows it.
pub async fn chat_view(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    before: Option<MessageId>,
    limit: i64,
) -> Result<ChatView, AppError> {
    let read = state.database.read(move |conn| -> Result<_, ChangeError> {
        let chat = own_chat(conn, me, chat_id)?;
        let companion = chat.companion_of(me).map_err(|error| AppError::of_chat(error, chat_id))?;
        Ok(ChatView {
            companion: users::find_person(conn, companion)?,
            history: History { chat, messages: messages::list_newest(conn, chat_id, before, limit)? },
        })
    });
    Ok(read.await?)
}

/// What there is to show for one who wants to chat with the owner of a username.
pub async fn open_with(state: &AppState, me: UserId, username: &str) -> Result<ChatOrPerson, AppError> {
    let unknown = || AppError::UnknownUser(username.to_owned());
    let login = simple_chats_domain::Username::parse(username).map_err(|_| unknown())?;
    let found = state.database.read(move |conn| -> Result<ChatOrPerson, ChangeError> {
        let missing = || AppError::UnknownUser(login.as_str().to_owned());
        let user = users::find_by_login(conn, login.as_str()).or_not_found(missing)?.user;
        let pair = Pair::of(me, user.user_id).map_err(|_| missing())?;
        match chats::find_of_pair(conn, pair) {
            Ok(chat) => Ok(ChatOrPerson::Chat(chat.chat_id)),
            Err(StoreError::NotFound) => Ok(ChatOrPerson::Person(user.person())),
            Err(error) => Err(error.into()),
        }
    });
    Ok(found.await?)
}

pub(super) fn own_chat(conn: &mut DbConnection, me: UserId, chat_id: ChatId) -> Result<Chat, ChangeError> {
    let chat = chats::find(conn, chat_id).or_not_found(|| AppError::UnknownChat(chat_id.to_string()))?;
    chat.companion_of(me).map_err(|error| AppError::of_chat(error, chat_id))?;
    Ok(chat)
}
