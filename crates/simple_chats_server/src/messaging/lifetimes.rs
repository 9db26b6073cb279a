//! Messages that disappear: what the users of a chat agree on.

use super::chats::lock_chat;
use super::reactions::allow;
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{
    Ack, Chat, ChatError, ChatId, ChatLifetime, Event, HistoryPage, HistoryRange, Lifetime, LifetimeChange,
    Origin, Publication, UserId, cut_to_millis,
};
use simple_chats_persistence::messages::ChatPart;
use simple_chats_persistence::{DbConnection, LockScope, lifetimes, users};

/// How many changes a part of the timeline shows.
const MAX_SHOWN: i64 = 100;

/// What a user wants of the lifetime of a chat's new messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LifetimeWish {
    /// This one, or none.
    Set(Option<Lifetime>),
    /// No proposal any more, neither the own one nor the other's.
    Withdraw,
}

/// Does what a user wants of a chat's lifetime: at once, or as a proposal. Returns the lifetime as it is now.
pub async fn set_lifetime(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    wish: LifetimeWish,
    origin: Option<Origin>,
) -> AppResult<ChatLifetime> {
    state.rate_limiter.write(me, 1)?;
    let now = cut_to_millis(Utc::now());
    let set = move |conn: &mut DbConnection, publications: &mut Vec<_>| -> AppResult<ChatLifetime> {
        let chat = lock_chat(conn, me, chat_id)?;
        let wanted = match wish {
            LifetimeWish::Set(seconds) => chat.lifetime.wanted_by(me, seconds),
            LifetimeWish::Withdraw => chat.lifetime.without_proposal(),
        };
        let changed = wanted != chat.lifetime;
        let mut revision = chat.lifetime_revision;
        if changed {
            if let LifetimeWish::Set(_) = wish {
                allow_setting(conn, publications, me, &chat)?;
            }
            revision = lifetimes::set(conn, &chat, me, wanted, now)?.revision;
        }
        publications.push(Publication {
            audience: chat.users().into(),
            event: changed.then_some(Event::Lifetime { chat_id, revision, lifetime: wanted, user_id: me }),
            ack: origin.clone().map(|origin| (origin, Ack::Lifetime { chat_id, revision, lifetime: wanted })),
        });
        Ok(wanted)
    };
    state.database.write_locking(LockScope::Chat(chat_id), set).await
}

/// Whoever may not write may not change the lifetime either. A stranger waits until the companion accepts the chat, since
/// the messages of a request are counted.
fn allow_setting(
    conn: &mut DbConnection,
    publications: &mut Vec<Publication>,
    me: UserId,
    chat: &Chat,
) -> AppResult<()> {
    let of_chat = |error| AppError::of_chat(error, chat.chat_id);
    let companion = chat.companion_of(me).map_err(of_chat)?;
    if users::find_person(conn, companion)?.is_deleted() {
        return Err(of_chat(ChatError::DeletedCompanion));
    }
    if chat.is_request_to(companion) {
        return Err(of_chat(ChatError::NotWanted));
    }
    allow(conn, publications, me, chat)
}

/// The changes of the lifetime that the timeline shows among the messages of a page.
pub(crate) fn lifetime_changes(
    conn: &mut DbConnection,
    chat: &Chat,
    part: ChatPart,
    range: HistoryRange,
    page: &HistoryPage,
) -> AppResult<Vec<LifetimeChange>> {
    let first = page.messages.last().map_or(0, |message| message.message_id.get());
    let last = page.messages.first().map_or(0, |message| message.message_id.get());
    let start = match range {
        // Also what follows the message after which the page begins.
        HistoryRange::After(message_id) => message_id.get(),
        _ if page.has_older => first,
        _ => 0,
    };
    let end = match range {
        HistoryRange::Before(message_id) => message_id.get(),
        _ if page.has_newer => last.saturating_add(1),
        _ => i64::MAX,
    };
    Ok(lifetimes::list_behind(conn, chat, start.max(part.beyond)..end, MAX_SHOWN)?)
}
