//! Why messages were not sent, as the caller may know it.

use crate::error::AppError;
use simple_chats_domain::{ChatError, SendError, TextError};
use simple_chats_persistence::SendFailure;

pub(super) fn of_failure(failure: SendFailure) -> AppError {
    match failure {
        SendFailure::Refused(error) => of_sending(error),
        SendFailure::Store(error) => error.into(),
    }
}

pub(super) fn of_sending(error: SendError) -> AppError {
    match error {
        SendError::UnknownChat(chat_id) => AppError::UnknownChat(chat_id.to_string()),
        SendError::UnknownUser(user_id) => AppError::UnknownUser(user_id.to_string()),
        SendError::Yourself => AppError::Yourself,
        SendError::Beginning(ChatError::BlockedCompanion) => AppError::BlockedCompanion,
        SendError::Beginning(_) => AppError::NotWanted,
        SendError::Chat(error, chat_id) => AppError::of_chat(error, chat_id),
        SendError::UnknownOriginal(message_id) => AppError::UnknownMessage(message_id.to_string()),
        SendError::SeveralReplies => AppError::SeveralReplies,
        SendError::UnknownAttachment(id) => AppError::UnknownAttachment(id.to_string()),
        SendError::SeveralCarriers => AppError::SeveralCarriers,
        SendError::TooManyAttachments => AppError::TooManyAttachments,
        SendError::RepeatedAttachment => AppError::RepeatedAttachment,
        SendError::Empty => AppError::Text(TextError::Empty),
        SendError::KeyReused => AppError::KeyReused,
        SendError::Suspended => AppError::Suspended,
    }
}
