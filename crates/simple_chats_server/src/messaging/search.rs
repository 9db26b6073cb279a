//! The search in the messages that a user sees.

use super::chats::own_chat;
use crate::error::{AppError, AppResult};
use crate::rate_limits::ReadKey;
use crate::state::AppState;
use simple_chats_domain::{FoundMessage, MessageSearch, Page, Person, UserId};
use simple_chats_persistence::{DbConnection, messages, users};
use std::collections::BTreeSet;

/// The newest messages that match, newest first, each with its chat's companion. The caller has counted the search.
pub(crate) fn find_messages(
    conn: &mut DbConnection,
    me: UserId,
    search: &MessageSearch,
) -> AppResult<Page<FoundMessage>> {
    // Nothing happens between reading the index and the messages.
    conn.snapshot(|conn| {
        if let Some(chat_id) = search.chat_id {
            own_chat(conn, me, chat_id).map_err(|error| match error {
                AppError::NotAParticipant(chat_id) => AppError::UnknownChat(chat_id.to_string()),
                other => other,
            })?;
        }
        let page = messages::search(conn, me, search)?;
        let companions: BTreeSet<UserId> =
            page.items.iter().map(|message| message.companion_of(me)).collect();
        let (people, _) = users::find_people_and_suspended(conn, companions)?;
        Ok(page.map(|message| {
            let user_id = message.companion_of(me);
            let companion = people.get(&user_id).cloned();
            let companion = companion.unwrap_or_else(|| Person::from_row(user_id, None, None));
            FoundMessage { message, companion }
        }))
    })
}

/// As [`find_messages`], counted.
pub(crate) async fn search(
    state: &AppState,
    me: UserId,
    search: MessageSearch,
) -> AppResult<Page<FoundMessage>> {
    state.rate_limiter.search_per_user.take(&me)?;
    let _slot = state.read_slots.take(ReadKey::User(me)).await?;
    state.database.read(move |conn| find_messages(conn, me, &search)).await
}
