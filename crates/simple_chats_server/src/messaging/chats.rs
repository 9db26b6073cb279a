//! Chats: creating, finding, listing, marking as read, and deleting them.

use crate::error::{AppError, OrNotFound};
use crate::state::AppState;
use simple_chats_domain::{
    Ack, Chat, ChatId, ChatOverview, ChatQuery, Event, MessageId, Origin, Page, Paging, Pair, Person,
    Publication, UserId, Username,
};
use simple_chats_persistence::{DbConnection, LockScope, StoreError, chats, messages, send_requests, users};

/// The chat with a user, or the user if there is no chat yet.
#[derive(Debug, Clone)]
pub enum ChatOrPerson {
    /// The chat.
    Chat(ChatId),
    /// The user.
    Person(Person),
}

/// Creates an empty chat with a companion.
pub async fn create_chat(state: &AppState, me: UserId, companion: UserId) -> Result<ChatId, AppError> {
    let create = move |conn: &mut _, publications: &mut _| {
        users::find(conn, companion).or_not_found(|| AppError::UnknownUser(companion.to_string()))?;
        let pair = Pair::of(me, companion).map_err(|_| AppError::Yourself)?;
        let (chat, created) = send_requests::find_or_create_chat(conn, publications, pair)?;
        if created { Ok(chat.chat_id) } else { Err(AppError::ChatExists(companion)) }
    };
    state.database.write(create).await
}

/// Deletes a chat with its messages for both participants.
pub async fn delete_chat(state: &AppState, me: UserId, chat_id: ChatId) -> Result<(), AppError> {
    let delete = move |conn: &mut _, publications: &mut Vec<_>| -> Result<(), AppError> {
        let chat = lock_chat(conn, me, chat_id)?;
        chats::delete(conn, chat_id)?;
        publications.push(Publication::to_all(chat.users(), Event::ChatDeleted { chat_id }));
        Ok(())
    };
    state.database.write_locking(LockScope::Chat(chat_id), delete).await
}

/// Marks a chat's messages as read up to this one. The mark only moves forward. Returns the mark.
pub async fn mark_read(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    message_id: MessageId,
    origin: Option<Origin>,
) -> Result<MessageId, AppError> {
    let mark = move |conn: &mut _, publications: &mut Vec<_>| -> Result<MessageId, AppError> {
        let chat = lock_chat(conn, me, chat_id)?;
        let unknown = || AppError::UnknownMessage(message_id.to_string());
        if messages::find(conn, message_id).or_not_found(unknown)?.message.chat_id != chat_id {
            return Err(unknown());
        }
        let (mark, moved) = chats::mark_read(conn, chat_id, me, message_id)?;
        let message_id = MessageId::stored(mark);
        // The ack doesn't name the reader, so the asking socket gets the event as well.
        let ack = origin.clone().map(|origin| (origin, Ack::Read { chat_id, message_id }));
        publications.push(Publication { audience: vec![me], event: None, ack });
        if moved {
            let event = Event::Read { chat_id, user_id: me, message_id };
            publications.push(Publication::to_all(chat.users(), event));
        }
        Ok(message_id)
    };
    state.database.write_locking(LockScope::Chat(chat_id), mark).await
}

/// A chat of the user.
pub async fn find_chat(state: &AppState, me: UserId, chat_id: ChatId) -> Result<Chat, AppError> {
    state.database.read(move |conn| own_chat(conn, me, chat_id)).await
}

/// The chat with a companion, if there is one.
pub async fn chat_of_pair(state: &AppState, me: UserId, companion: UserId) -> Result<Option<Chat>, AppError> {
    let Ok(pair) = Pair::of(me, companion) else { return Ok(None) };
    state.database.read(move |conn| find_of_pair(conn, pair)).await
}

/// The user's chats in order of id.
pub async fn list_chats(state: &AppState, me: UserId, query: ChatQuery) -> Result<Page<Chat>, AppError> {
    Ok(state.database.read(move |conn| chats::list(conn, me, query)).await?)
}

/// The user's chats in order of id, each with companion, newest message, and unread count.
pub async fn list_overviews(
    state: &AppState,
    me: UserId,
    query: ChatQuery,
) -> Result<Page<ChatOverview>, AppError> {
    Ok(state.database.read(move |conn| chats::list_overviews(conn, me, query)).await?)
}

/// The user's chats, the one with the newest message first.
pub async fn newest_chats(
    state: &AppState,
    me: UserId,
    paging: Paging,
) -> Result<Page<ChatOverview>, AppError> {
    Ok(state.database.read(move |conn| chats::list_newest(conn, me, paging)).await?)
}

/// The chat with the owner of a username, or that user if there is no chat yet.
pub async fn open_with(state: &AppState, me: UserId, username: &str) -> Result<ChatOrPerson, AppError> {
    let unknown = AppError::UnknownUser(username.to_owned());
    let Ok(username) = Username::parse(username) else { return Err(unknown) };
    let open = move |conn: &mut _| {
        let unknown = || AppError::UnknownUser(username.as_str().to_owned());
        let user = users::find_by_login(conn, username.as_str()).or_not_found(unknown)?.user;
        let pair = Pair::of(me, user.user_id).map_err(|_| unknown())?;
        let chat = find_of_pair(conn, pair)?;
        Ok(chat.map_or_else(|| ChatOrPerson::Person(user.person()), |chat| ChatOrPerson::Chat(chat.chat_id)))
    };
    state.database.read(open).await
}

pub(super) fn own_chat(conn: &mut DbConnection, me: UserId, chat_id: ChatId) -> Result<Chat, AppError> {
    participant(chats::find(conn, chat_id), me, chat_id)
}

/// As [`own_chat`], with the chat's row locked until the change commits.
pub(super) fn lock_chat(conn: &mut DbConnection, me: UserId, chat_id: ChatId) -> Result<Chat, AppError> {
    participant(chats::lock(conn, chat_id), me, chat_id)
}

fn participant(found: Result<Chat, StoreError>, me: UserId, chat_id: ChatId) -> Result<Chat, AppError> {
    let chat = found.or_not_found(|| AppError::UnknownChat(chat_id.to_string()))?;
    chat.companion_of(me).map_err(|error| AppError::of_chat(error, chat_id))?;
    Ok(chat)
}

fn find_of_pair(conn: &mut DbConnection, pair: Pair) -> Result<Option<Chat>, AppError> {
    match chats::find_of_pair(conn, pair) {
        Ok(chat) => Ok(Some(chat)),
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
