//! Sending messages, once: what was sent before under the same client id is found again instead.

use crate::error::AppError;
use crate::state::AppState;
use simple_chats_domain::{SendError, SendRequest, SentMessages};
use simple_chats_persistence::SendFailure;

/// Sends messages, and tells the sockets of both users.
pub async fn send(state: &AppState, request: SendRequest) -> Result<SentMessages, AppError> {
    state.rate_limiter.send(request.sender_id)?;
    state.database.send(request).await.map_err(|failure| match failure {
        SendFailure::Refused(error) => of_sending(error),
        SendFailure::Store(error) => error.into(),
    })
}

fn of_sending(error: SendError) -> AppError {
    match error {
        SendError::UnknownChat(chat_id) => AppError::UnknownChat(chat_id.to_string()),
        SendError::UnknownUser(user_id) => AppError::UnknownUser(user_id.to_string()),
        SendError::Yourself => AppError::Yourself,
        SendError::Chat(error, chat_id) => AppError::of_chat(error, chat_id),
        SendError::KeyReused => AppError::KeyReused,
    }
}
