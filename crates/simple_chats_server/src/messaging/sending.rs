//! Sending messages, once: what was sent before under the same client id is found again instead.

use crate::error::AppError;
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{Dispatch, SendError, Sent, Shipment, UserId, cut_to_millis};
use simple_chats_persistence::SendFailure;

/// Sends messages, and tells the sockets of both users.
pub async fn send(state: &AppState, sender_id: UserId, shipment: Shipment) -> Result<Sent, AppError> {
    state.limits.send(sender_id)?;
    let dispatch = Dispatch { sender_id, written_at: cut_to_millis(Utc::now()), shipment };
    state.database.send(dispatch).await.map_err(|failure| match failure {
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
