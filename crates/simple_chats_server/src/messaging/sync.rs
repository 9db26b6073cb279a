//! Sync: the changes since a client's last state, read in one snapshot.

use super::preferences::{OwnView, own_view};
use crate::error::AppResult;
use crate::rate_limits::ReadKey;
use crate::state::AppState;
use simple_chats_domain::{Chat, ChatChange, ChatCursor, ChatId, Page, UserId};
use simple_chats_persistence::{DbConnection, chats, lifetimes, messages};
use simple_chats_protocol::limits::{MAX_CHANGES, MAX_STATE_CHATS};
use simple_chats_protocol::{ChatMark, State};
use std::collections::{BTreeMap, HashSet};

/// The changes of a chat since a revision.
#[derive(Debug, Clone)]
pub struct Changes {
    /// The chat as it is now.
    pub chat: Chat,
    /// Each changed message at its latest revision, and each change of the lifetime; `None` if the client's revision lies ahead of the chat's.
    pub changes: Option<Page<ChatChange>>,
}

impl Changes {
    /// The number of changes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.changes.as_ref().map_or(0, |page| page.items.len())
    }

    /// Whether nothing has changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Compares a client's state with the database, from a place in the list of chats.
pub async fn resume(
    state: &AppState,
    me: UserId,
    have: BTreeMap<ChatId, ChatMark>,
    from: ChatCursor,
) -> AppResult<State> {
    state.rate_limiter.read(me)?;
    let _slot = state.read_slots.take(ReadKey::User(me)).await?;
    let named = have.len();
    let read = move |conn: &mut DbConnection| {
        conn.snapshot(|conn| -> AppResult<State> {
            let held: Vec<ChatId> = have.keys().copied().collect();
            let own: HashSet<ChatId> = chats::filter_own(conn, me, &held)?.into_iter().collect();
            let gone = held.into_iter().filter(|chat_id| !own.contains(chat_id)).collect();

            let (mut differing, mut place) = (Vec::new(), from);
            loop {
                let page = chats::list_newest_after(conn, me, place, 200)?;
                for chat in page.items {
                    place = chat.place;
                    // A client that holds a chat learns that it was cleared. To any other client, there is none.
                    let differs = have.get(&chat.chat_id).map_or(!chat.hidden, |mark| !mark.is_of(&chat));
                    if differs {
                        differing.push(chat);
                    }
                    if differing.len() == MAX_STATE_CHATS {
                        return Ok(State { chats: differing, next: Some(place.to_string()), gone });
                    }
                }
                if !page.more {
                    return Ok(State { chats: differing, next: None, gone });
                }
            }
        })
    };
    let found = state.database.read(read).await?;
    state.rate_limiter.has_read(me, named + found.chats.len());
    Ok(found)
}

/// The changes of the user's chat since a revision.
pub async fn list_changes(state: &AppState, me: UserId, chat_id: ChatId, after: i64) -> AppResult<Changes> {
    state.rate_limiter.read(me)?;
    let _slot = state.read_slots.take(ReadKey::User(me)).await?;
    let read = move |conn: &mut DbConnection| {
        conn.snapshot(|conn| {
            let view = own_view(conn, me, chat_id)?;
            changes_of(conn, view, after)
        })
    };
    let found = state.database.read(read).await?;
    state.rate_limiter.has_read(me, found.len());
    Ok(found)
}

/// As [`list_changes`]: the chat, and its changes unless the caller has those of this state of the chat.
pub(crate) fn list_new_changes(
    conn: &mut DbConnection,
    me: UserId,
    chat_id: ChatId,
    after: i64,
    caller_has: impl FnOnce(&OwnView) -> bool,
) -> AppResult<(OwnView, Option<Changes>)> {
    conn.snapshot(|conn| {
        let view = own_view(conn, me, chat_id)?;
        let changes = if caller_has(&view) { None } else { Some(changes_of(conn, view, after)?) };
        Ok((view, changes))
    })
}

fn changes_of(conn: &mut DbConnection, view: OwnView, after: i64) -> AppResult<Changes> {
    let (chat, part) = (view.chat, view.part());
    if after > chat.revision {
        return Ok(Changes { chat, changes: None });
    }
    let messages = messages::list_changes(conn, part, after, MAX_CHANGES)?;
    let lifetimes = lifetimes::list_after(conn, &chat, part, after, MAX_CHANGES)?;
    Ok(Changes { chat, changes: Some(ChatChange::merge(messages, lifetimes, MAX_CHANGES)) })
}
