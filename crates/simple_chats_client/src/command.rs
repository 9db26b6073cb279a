//! What the handles of a client ask of its task.

use crate::error::RequestError;
use crate::frames::{ClientFrame, History};
use simple_chats_domain::{Ack, ChatId, Message, MessageId, UserId};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::oneshot;

/// The place where an answer is waited for.
pub(crate) type Reply<T> = oneshot::Sender<Result<T, RequestError>>;

/// Something to do.
#[derive(Debug)]
pub(crate) enum Command {
    /// Have a change made, and keep at it.
    Change(ClientFrame, Reply<Acknowledged>),
    /// Read a part of a chat's history.
    History { chat_id: ChatId, before: Option<MessageId>, limit: u8, reply: Reply<History> },
    /// Tell that the user is writing, if there is a connection just now.
    Typing(ChatId),
    /// From now on tell of these people and no others.
    Watch(Vec<UserId>),
}

/// A change that the server has acknowledged: it is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// In which chat.
    pub chat_id: ChatId,
    /// The revision at which the message last changed; nothing for a read mark.
    pub revision: Option<i64>,
    /// Which message; of a read mark, the one where it stands now.
    pub message_id: MessageId,
    /// The message that was sent or edited, as it is now; nothing where it was deleted (since), and for a read mark.
    pub message: Option<Message>,
}

/// The outcome of a change that was asked for: wait for it, or let go of it, the change is made in either case.
#[derive(Debug)]
#[must_use = "whether the change was made is known only by waiting for it"]
pub struct PendingAck(pub(crate) oneshot::Receiver<Result<Acknowledged, RequestError>>);

impl Future for PendingAck {
    type Output = Result<Acknowledged, RequestError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(or_ended)
    }
}

/// The answer; or that the task has gone without one.
pub(crate) fn or_ended<T>(
    answer: Result<Result<T, RequestError>, oneshot::error::RecvError>,
) -> Result<T, RequestError> {
    answer.unwrap_or(Err(RequestError::Ended(crate::EndReason::Closed)))
}

impl From<Ack> for Acknowledged {
    fn from(ack: Ack) -> Self {
        match ack {
            Ack::Message { chat_id, revision, message } => Self {
                chat_id,
                revision: Some(revision),
                message_id: message.message_id,
                message: Some(message),
            },
            Ack::SinceDeleted { chat_id, revision, message_id, .. }
            | Ack::Deleted { chat_id, revision, message_id } => {
                Self { chat_id, revision: Some(revision), message_id, message: None }
            }
            Ack::Read { chat_id, message_id } => Self { chat_id, revision: None, message_id, message: None },
        }
    }
}
