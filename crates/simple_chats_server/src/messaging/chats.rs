//! Chats: creating, finding, listing, marking as read, and deleting them.

use super::send_failure::of_failure;
use crate::accounts;
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{
    Ack, Chat, ChatId, ChatOverview, ChatQuery, Event, MessageId, Origin, Page, Paging, Pair, Person,
    PreferencesChange, Publication, UserId, Username, cut_to_millis,
};
use simple_chats_persistence::send_requests::{self, Beginning};
use simple_chats_persistence::{DbConnection, LockScope, StoreError, chats, preferences, privacy, users};

/// The chat with a user, or the user if there is no chat yet.
#[derive(Debug, Clone)]
pub(crate) enum ChatOrPerson {
    Chat(ChatId),
    Person(Person),
}

pub(crate) async fn create_chat(state: &AppState, me: UserId, companion: UserId) -> AppResult<ChatId> {
    state.rate_limiter.change(me)?;
    let create = move |conn: &mut _, publications: &mut _| {
        let unknown = || AppError::UnknownUser(companion.to_string());
        // In the order of their ids.
        privacy::lock_users(conn, &[me, companion])?;
        accounts::lock_usable(conn, me)?;
        users::find_findable(conn, me, companion).or_not_found(unknown)?;
        let pair = Pair::of(me, companion).map_err(|_| AppError::Yourself)?;
        if chats::find_of_pair(conn, pair).or_none()?.is_some() {
            return Err(AppError::ChatExists(companion));
        }
        let beginning = Beginning { beginner: me, is_acquaintance: false };
        let begun = send_requests::begin_chat(conn, publications, beginning, companion);
        let chat = begun.map_err(of_failure)?;
        // Otherwise another instance has created it at the same time.
        if publications.is_empty() { Err(AppError::ChatExists(companion)) } else { Ok(chat.chat_id) }
    };
    // It locks both users.
    state.database.write_locking(LockScope::Many, create).await
}

/// Deletes a chat with its messages for both participants.
pub async fn delete_chat(state: &AppState, me: UserId, chat_id: ChatId) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let delete = move |conn: &mut _, publications: &mut Vec<_>| -> AppResult<()> {
        let chat = lock_chat(conn, me, chat_id)?;
        if !chat.may_be_deleted_by(me) {
            return Err(AppError::NotDeletable);
        }
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
) -> AppResult<MessageId> {
    state.rate_limiter.read(me)?;
    let mark = move |conn: &mut _, publications: &mut Vec<_>| -> AppResult<MessageId> {
        let chat = lock_chat(conn, me, chat_id)?;
        let unknown = || AppError::UnknownMessage(message_id.to_string());
        let (mark, moved) = chats::mark_read(conn, chat_id, me, message_id).or_not_found(unknown)?;
        let message_id = MessageId::stored(mark);
        end_unread_mark(conn, publications, &chat, me)?;
        // The ack doesn't name the reader, so the requesting socket gets the event as well.
        let ack = origin.clone().map(|origin| (origin, Ack::Read { chat_id, message_id }));
        publications.push(Publication { audience: vec![me], event: None, ack });
        if moved {
            let event = Event::Read { chat_id, user_id: me, message_id };
            let audience = if chat.shows_read_marks() { chat.users().into() } else { vec![me] };
            publications.push(Publication::to_all(audience, event));
        }
        Ok(message_id)
    };
    state.database.write_locking(LockScope::Chat(chat_id), mark).await
}

/// Ends that a chat is marked as unread, because its user reads it. All of the user's sockets learn it.
fn end_unread_mark(
    conn: &mut DbConnection,
    publications: &mut Vec<Publication>,
    chat: &Chat,
    me: UserId,
) -> AppResult<()> {
    if !chat.has_preferences {
        return Ok(());
    }
    let change = PreferencesChange { marked_unread: Some(false), ..PreferencesChange::default() };
    let (preferences, changed) = preferences::change(conn, chat, me, change, cut_to_millis(Utc::now()))?;
    if changed {
        let event = Event::Preferences { chat_id: chat.chat_id, preferences };
        publications.push(Publication::to_all([me], event));
    }
    Ok(())
}

pub(crate) async fn find_chat(state: &AppState, me: UserId, chat_id: ChatId) -> AppResult<Chat> {
    state.database.read(move |conn| own_chat(conn, me, chat_id)).await
}

/// The chat with a companion, if there is one.
pub(crate) async fn chat_of_pair(state: &AppState, me: UserId, companion: UserId) -> AppResult<Option<Chat>> {
    let Ok(pair) = Pair::of(me, companion) else { return Ok(None) };
    Ok(state.database.read(move |conn| chats::find_of_pair(conn, pair)).await.or_none()?)
}

/// The user's chats in order of id, without requests.
pub(crate) fn list_chats(conn: &mut DbConnection, me: UserId, query: ChatQuery) -> AppResult<Page<Chat>> {
    Ok(chats::list(conn, me, query)?)
}

/// The chats that strangers have begun with the user, who has not accepted them yet, in order of id.
pub(crate) fn list_requests(
    conn: &mut DbConnection,
    me: UserId,
    query: ChatQuery,
) -> AppResult<Page<ChatOverview>> {
    Ok(chats::list_requests(conn, me, query)?)
}

/// How many requests the user has; 100 means 100 or more.
pub(crate) fn count_requests(conn: &mut DbConnection, me: UserId) -> AppResult<i64> {
    Ok(chats::count_requests(conn, me, 100)?)
}

/// As [`list_chats`], with companions, newest messages, and unread counts.
pub(crate) fn list_overviews(
    conn: &mut DbConnection,
    me: UserId,
    query: ChatQuery,
) -> AppResult<Page<ChatOverview>> {
    Ok(chats::list_overviews(conn, me, query)?)
}

/// A page of the user's chats.
#[derive(Debug, Clone)]
pub(crate) struct ChatPage {
    /// The chats: pinned ones first, then the one with the newest message.
    pub(crate) chats: Page<ChatOverview>,
    /// How many archived chats the user has; 100 means 100 or more.
    pub(crate) archived: i64,
}

/// The user's archived chats, or the others.
pub(crate) fn newest_chats(
    conn: &mut DbConnection,
    me: UserId,
    archived: bool,
    paging: Paging,
) -> AppResult<ChatPage> {
    let (chats, archived) = chats::list_newest_archived(conn, me, archived, paging)?;
    Ok(ChatPage { chats, archived })
}

/// The chat with the owner of a username, or that user if there is no chat yet.
pub(crate) async fn open_with(state: &AppState, me: UserId, username: &str) -> AppResult<ChatOrPerson> {
    let unknown = AppError::UnknownUser(username.to_owned());
    let parsed = Username::parse(username).ok();
    let Some(username) = parsed.filter(|parsed| parsed.as_str() == username) else { return Err(unknown) };
    let open = move |conn: &mut _| {
        let unknown = || AppError::UnknownUser(username.as_str().to_owned());
        let account = users::find_by_login(conn, username.as_str()).or_not_found(unknown)?;
        let pair = Pair::of(me, account.user.user_id).map_err(|_| unknown())?;
        match chats::find_of_pair(conn, pair).or_none()? {
            Some(chat) => Ok(ChatOrPerson::Chat(chat.chat_id)),
            None if account.email_confirmed => Ok(ChatOrPerson::Person(account.user.person())),
            None => Err(unknown()),
        }
    };
    state.database.read(open).await
}

/// A chat in which the user is a participant.
pub(crate) fn own_chat(conn: &mut DbConnection, me: UserId, chat_id: ChatId) -> AppResult<Chat> {
    participant(chats::find(conn, chat_id), me, chat_id)
}

/// As [`own_chat`], with the chat's row locked until the change commits. The account can be used at this moment, whatever was
/// true when the request came.
pub(super) fn lock_chat(conn: &mut DbConnection, me: UserId, chat_id: ChatId) -> AppResult<Chat> {
    let chat = participant(chats::lock(conn, chat_id), me, chat_id)?;
    accounts::find_usable(conn, me)?;
    Ok(chat)
}

fn participant(found: Result<Chat, StoreError>, me: UserId, chat_id: ChatId) -> AppResult<Chat> {
    let chat = found.or_not_found(|| AppError::UnknownChat(chat_id.to_string()))?;
    chat.companion_of(me).map_err(|error| AppError::of_chat(error, chat_id))?;
    Ok(chat)
}
