//! Catching up: what has changed since a client last looked, read in one snapshot.

use super::reading::own_chat;
use crate::error::{AppError, ChangeError};
use crate::state::AppState;
use simple_chats_domain::{Chat, ChatCursor, ChatId, ChatOverview, Page, StoredMessage, UserId};
use simple_chats_persistence::{chats, messages};
use std::collections::{BTreeMap, HashSet};

/// How many chats one answer tells of.
const MAX_CHATS: usize = 200;

/// How many changes one answer holds.
const MAX_CHANGES: i64 = 200;

/// What a client holds of a chat: revision, own read mark, companion's read mark.
pub type Mark = [i64; 3];

/// The chats that differ from what a client holds.
#[derive(Debug, Clone)]
pub struct Resumed {
    /// The chats, newest first.
    pub chats: Vec<ChatOverview>,
    /// Where to go on, where there are more.
    pub next: Option<ChatCursor>,
    /// Which of the client's chats are no more.
    pub gone: Vec<ChatId>,
}

/// What has changed in a chat since a revision.
#[derive(Debug, Clone)]
pub struct Changes {
    /// The chat as it is now.
    pub chat: Chat,
    /// Each message at its latest revision; nothing where the revision lies beyond the present.
    pub changes: Option<Page<StoredMessage>>,
}

/// Compares what a client holds with what there is, from a place in the list on.
pub async fn resume(
    state: &AppState,
    me: UserId,
    have: BTreeMap<ChatId, Mark>,
    from: ChatCursor,
) -> Result<Resumed, AppError> {
    let read = state.database.read(move |conn| {
        conn.snapshot(|conn| -> Result<Resumed, ChangeError> {
            let held: Vec<ChatId> = have.keys().copied().collect();
            let own: HashSet<ChatId> = chats::filter_own(conn, me, &held)?.into_iter().collect();
            let gone = held.into_iter().filter(|chat_id| !own.contains(chat_id)).collect();

            let (mut differing, mut place) = (Vec::new(), from);
            loop {
                let page = chats::list_newest_after(conn, me, place, 200)?;
                for chat in page.items {
                    place = chat.place();
                    let mark = [chat.revision, chat.read_up_to, chat.companion_read_up_to];
                    if have.get(&chat.chat_id) != Some(&mark) {
                        differing.push(chat);
                    }
                    if differing.len() == MAX_CHATS {
                        return Ok(Resumed { chats: differing, next: Some(place), gone });
                    }
                }
                if !page.more {
                    return Ok(Resumed { chats: differing, next: None, gone });
                }
            }
        })
    });
    Ok(read.await?)
}

/// What has changed in one's chat since a revision.
pub async fn list_changes(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    after: i64,
) -> Result<Changes, AppError> {
    let read = state.database.read(move |conn| {
        conn.snapshot(|conn| -> Result<Changes, ChangeError> {
            let chat = own_chat(conn, me, chat_id)?;
            let beyond = after > chat.revision;
            let changes =
                if beyond { None } else { Some(messages::list_changes(conn, chat_id, after, MAX_CHANGES)?) };
            Ok(Changes { chat, changes })
        })
    });
    Ok(read.await?)
}
