//! Commands from a client's handles to its task, and their results.

use crate::error::{EndReason, RequestError};
use simple_chats_domain::{Ack, ChatId, Message, MessageId, UserId};
use simple_chats_protocol::{ClientFrame, Found, History, SearchRequest};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::oneshot;

/// The channel to the caller that waits for the result.
pub(crate) type Reply<T> = oneshot::Sender<Result<T, RequestError>>;

#[derive(Debug)]
pub(crate) enum Command {
    /// Send a change, and repeat it until the server has acknowledged it.
    Change(ClientFrame, Reply<Acknowledgment>),
    History {
        chat_id: ChatId,
        before: Option<MessageId>,
        limit: i64,
        reply: Reply<History>,
    },
    Search(SearchRequest, Reply<Found>),
    Typing(ChatId),
    Watch(Vec<UserId>),
}

/// A change that the server has acknowledged: it is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgment {
    /// The chat.
    pub chat_id: ChatId,
    /// The revision at which the message, or the lifetime of messages, last changed; `None` for a read mark.
    pub revision: Option<i64>,
    /// The message; for a read mark, the position of the mark; 0 for the lifetime of messages.
    pub message_id: MessageId,
    /// The message that was sent, edited, or reacted to, as it is now; `None` if it is deleted, and for a read mark.
    pub message: Option<Message>,
}

/// A change that waits for the server's acknowledgment. The change is made even if this is dropped.
#[derive(Debug)]
#[must_use = "only the outcome shows whether the change was made"]
pub struct PendingAck(pub(crate) oneshot::Receiver<Result<Acknowledgment, RequestError>>);

impl Future for PendingAck {
    type Output = Result<Acknowledgment, RequestError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(or_ended)
    }
}

/// The result, or an error if the task ended without one.
pub(crate) fn or_ended<T>(
    result: Result<Result<T, RequestError>, oneshot::error::RecvError>,
) -> Result<T, RequestError> {
    result.unwrap_or(Err(RequestError::Ended(EndReason::Closed)))
}

impl From<Ack> for Acknowledgment {
    fn from(ack: Ack) -> Self {
        match ack {
            Ack::Message { chat_id, revision, message } => Self {
                chat_id,
                revision: Some(revision),
                message_id: message.message_id,
                message: Some(message),
            },
            Ack::Reacted { chat_id, revision, message_id, message } => {
                Self { chat_id, revision: Some(revision), message_id, message: Some(message) }
            }
            Ack::SinceDeleted { chat_id, revision, message_id, .. }
            | Ack::Deleted { chat_id, revision, message_id } => {
                Self { chat_id, revision: Some(revision), message_id, message: None }
            }
            Ack::Read { chat_id, message_id } => Self { chat_id, revision: None, message_id, message: None },
            Ack::Lifetime { chat_id, revision, .. } => {
                Self { chat_id, revision: Some(revision), message_id: MessageId::stored(0), message: None }
            }
            Ack::Cleared { chat_id, preferences, .. } | Ack::Preferences { chat_id, preferences } => {
                let message_id = MessageId::stored(preferences.cleared_up_to);
                Self { chat_id, revision: None, message_id, message: None }
            }
        }
    }
}
