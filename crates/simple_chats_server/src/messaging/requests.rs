//! Requests: chats that strangers have begun with a user who takes no messages from strangers.

use super::chats::lock_chat;
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use simple_chats_domain::{ChatId, Event, Publication, UserId};
use simple_chats_persistence::{DbConnection, LockScope, privacy};

/// Accepts a request. Any other chat stays as it is, and so does the user's own request.
pub(crate) async fn accept_chat(state: &AppState, me: UserId, chat_id: ChatId) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let accept = move |conn: &mut DbConnection, publications: &mut Vec<_>| -> AppResult<()> {
        let chat = lock_chat(conn, me, chat_id)?;
        if chat.is_request_to(me) {
            let companion_id = chat.companion_of(me).map_err(|error| AppError::of_chat(error, chat_id))?;
            privacy::accept_request(conn, chat_id)?;
            publications.push(Publication::to_all([me], Event::ChatAccepted { chat_id, companion_id }));
        }
        Ok(())
    };
    state.database.write_locking(LockScope::Chat(chat_id), accept).await
}
