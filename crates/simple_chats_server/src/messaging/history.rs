//! A chat with a part of its messages. The chat's row is read before its messages, so that a change between the two is
//! reported twice rather than never.

use super::lifetimes::lifetime_changes;
use super::preferences::{OwnView, own_view};
use crate::error::{AppError, AppResult};
use crate::rate_limits::ReadKey;
use crate::state::AppState;
use chrono::{DateTime, Utc};
use simple_chats_domain::{
    Chat, ChatId, HistoryPage, HistoryRange, LifetimeChange, MessageId, Person, UserId,
};
use simple_chats_persistence::{DbConnection, chats, messages, users};

#[derive(Debug, Clone)]
pub(crate) struct History {
    /// The chat as it was before the messages were read.
    pub(crate) chat: Chat,
    pub(crate) page: HistoryPage,
    /// The changes of the lifetime among them.
    pub(crate) lifetimes: Vec<LifetimeChange>,
}

/// A part of a chat's messages.
pub(crate) async fn history(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    range: HistoryRange,
    limit: i64,
) -> AppResult<History> {
    state.rate_limiter.read(me)?;
    let _slot = state.read_slots.take(ReadKey::User(me)).await?;
    let read = move |conn: &mut DbConnection| -> AppResult<History> {
        let view = own_view(conn, me, chat_id)?;
        let page = messages::list_history(conn, view.part(), range, limit)?;
        let lifetimes = lifetime_changes(conn, &view.chat, view.part(), range, &page)?;
        Ok(History { chat: view.chat, page, lifetimes })
    };
    let history = state.database.read(read).await?;
    state.rate_limiter.has_read(me, history.page.messages.len());
    Ok(history)
}

/// A chat of the user and its companion.
pub(crate) fn chat_with_companion(
    conn: &mut DbConnection,
    me: UserId,
    chat_id: ChatId,
) -> AppResult<(OwnView, Person)> {
    let view = own_view(conn, me, chat_id)?;
    let companion = view.chat.companion_of(me).map_err(|error| AppError::of_chat(error, chat_id))?;
    Ok((view, users::find_person(conn, companion)?))
}

/// The first message of a chat that was written at a time or later.
pub(crate) async fn first_message_since(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    since: DateTime<Utc>,
) -> AppResult<Option<MessageId>> {
    state.rate_limiter.read(me)?;
    let find = move |conn: &mut DbConnection| -> AppResult<Option<MessageId>> {
        let view = own_view(conn, me, chat_id)?;
        Ok(messages::first_written_since(conn, view.part(), since)?)
    };
    state.database.read(find).await
}

/// A part of the messages of a chat that was read before, for a page.
pub(crate) fn messages_of(
    conn: &mut DbConnection,
    view: &OwnView,
    range: HistoryRange,
    limit: i64,
) -> AppResult<HistoryPage> {
    Ok(messages::list_history(conn, view.part(), range, limit)?)
}

/// The messages with which a chat opens for a user: the newest or, if there are more unread ones, those from the first
/// unread one on, after a few that were read before.
pub(crate) fn opening_messages(
    conn: &mut DbConnection,
    view: &OwnView,
    me: UserId,
    limit: i64,
) -> AppResult<HistoryPage> {
    let newest = messages_of(conn, view, HistoryRange::Newest, limit)?;
    let chat = &view.chat;
    let read = chat.read_up_to(me).max(view.preferences.cleared_up_to);
    let reaches_back = newest.messages.last().is_none_or(|oldest| oldest.message_id.get() <= read);
    if reaches_back || !newest.has_older || chats::count_unread(conn, chat.chat_id, me)? == 0 {
        return Ok(newest);
    }
    match messages::first_received_after(conn, chat.chat_id, me, read)? {
        Some(unread) if newest.messages.iter().all(|message| message.message_id != unread) => {
            messages_of(conn, view, HistoryRange::From(unread), limit)
        }
        _ => Ok(newest),
    }
}
