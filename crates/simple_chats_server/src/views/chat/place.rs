//! Where a message is among the pages without scripts.

use super::list::chat_path;
use crate::error::AppResult;
use crate::messaging;
use crate::views::visitor::LoggedIn;
use simple_chats_domain::{ChatId, HistoryRange, MessageId};

/// The address of a message, even a deleted one, in the chat without scripts.
pub(in crate::views) async fn place_of(
    caller: &LoggedIn,
    chat_id: ChatId,
    message_id: MessageId,
) -> AppResult<String> {
    let state = caller.state();
    let limit = i64::from(state.settings.messages_per_load);
    let history = messaging::history(state, caller.user_id(), chat_id, HistoryRange::Newest, limit).await?;
    let newest = history.page;
    let reaches_it = newest.messages.last().is_some_and(|oldest| oldest.message_id <= message_id);
    let query = if reaches_it || !newest.has_older { String::new() } else { format!("?around={message_id}") };
    Ok(format!("{}{query}#message-{message_id}", chat_path(chat_id)))
}
