//! A user's own view of a chat: pinning, archiving, muting, marking as unread, and clearing it.

use super::chats::{lock_chat, own_chat};
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{
    Ack, Chat, ChatId, ChatPreferences, Event, Origin, PreferencesChange, Publication, UserId, cut_to_millis,
};
use simple_chats_persistence::messages::ChatPart;
use simple_chats_persistence::{DbConnection, LockScope, preferences, users};

/// A chat as one of its users sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OwnView {
    pub(crate) chat: Chat,
    /// What the user has set.
    pub(crate) preferences: ChatPreferences,
}

impl OwnView {
    /// The part of the chat that the user sees.
    pub(crate) fn part(&self) -> ChatPart {
        ChatPart { chat_id: self.chat.chat_id, beyond: self.preferences.cleared_up_to }
    }
}

/// A chat in which the user is a participant, and what the user has set for it.
pub(crate) fn own_view(conn: &mut DbConnection, me: UserId, chat_id: ChatId) -> AppResult<OwnView> {
    let chat = own_chat(conn, me, chat_id)?;
    let preferences = preferences::find(conn, &chat, me)?.at(Utc::now());
    Ok(OwnView { chat, preferences })
}

/// Changes the user's preferences for a chat. Returns them.
pub async fn prefer(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    change: PreferencesChange,
    origin: Option<Origin>,
) -> AppResult<ChatPreferences> {
    state.rate_limiter.change(me)?;
    let now = cut_to_millis(Utc::now());
    let prefer = move |conn: &mut DbConnection, publications: &mut Vec<_>| -> AppResult<ChatPreferences> {
        let chat = lock_chat(conn, me, chat_id)?;
        let (preferences, changed) = preferences::change(conn, &chat, me, change, now)?;
        let ack = origin.clone().map(|origin| (origin, Ack::Preferences { chat_id, preferences }));
        let event = changed.then_some(Event::Preferences { chat_id, preferences });
        publications.push(Publication { audience: vec![me], event, ack });
        Ok(preferences)
    };
    state.database.write_locking(LockScope::Chat(chat_id), prefer).await
}

/// Hides everything up to now from the user, and the chat from the user's list until the next message. Returns the user's
/// preferences.
pub async fn clear_chat(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    origin: Option<Origin>,
) -> AppResult<ChatPreferences> {
    state.rate_limiter.change(me)?;
    let now = cut_to_millis(Utc::now());
    let clear = move |conn: &mut DbConnection, publications: &mut Vec<_>| -> AppResult<ChatPreferences> {
        let chat = lock_chat(conn, me, chat_id)?;
        let companion = chat.companion_of(me).map_err(|error| AppError::of_chat(error, chat_id))?;
        let is_alone = users::find_person(conn, companion)?.is_deleted();
        let (preferences, changed) = preferences::clear(conn, &chat, me, is_alone, now)?;
        let cleared_up_to = preferences.cleared_up_to;
        let ack = origin.clone().map(|origin| (origin, Ack::Cleared { chat_id, cleared_up_to, preferences }));
        let event = changed.then_some(Event::Preferences { chat_id, preferences });
        publications.push(Publication { audience: vec![me], event, ack });
        Ok(preferences)
    };
    state.database.write_locking(LockScope::Chat(chat_id), clear).await
}
