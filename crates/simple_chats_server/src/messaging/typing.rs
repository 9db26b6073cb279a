//! Typing indicators.

use super::chats::find_chat;
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use simple_chats_domain::{ChatId, Event, UserId};

/// Tells the companion that the user is typing in their chat. Nothing is stored.
pub(crate) async fn typing(state: &AppState, me: UserId, chat_id: ChatId) -> AppResult<()> {
    let chat = find_chat(state, me, chat_id).await?;
    let companion = chat.companion_of(me).map_err(|error| AppError::of_chat(error, chat_id))?;
    state.hub.send_event(companion, Event::Typing { chat_id, user_id: me });
    Ok(())
}
