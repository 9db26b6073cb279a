//! Requests to send messages: composing their messages, recognizing repeated requests, and the publications that follow.

use crate::chats::{Chat, ChatError};
use crate::events::{Ack, Event, Origin, Publication};
use crate::ids::{ChatId, MessageId, UserId};
use crate::messages::{ClientId, MessageText, NewMessage, SendStamp, StoredMessage};
use crate::replies::{Original, Quote};
use crate::users::Person;
use chrono::{DateTime, Utc};

/// The destination of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// Into a chat.
    Chat(ChatId),
    /// To a user; the chat is created if the two have none.
    Companion(UserId),
    /// To a user whom the sender knows by the exact username, even if strangers don't find that user otherwise.
    Acquaintance(UserId),
}

impl From<ChatId> for Destination {
    fn from(chat_id: ChatId) -> Self {
        Self::Chat(chat_id)
    }
}

impl From<UserId> for Destination {
    fn from(user_id: UserId) -> Self {
        Self::Companion(user_id)
    }
}

/// A request to send messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendRequest {
    /// The user who sends.
    pub sender_id: UserId,
    /// The time of sending, cut to milliseconds.
    pub written_at: DateTime<Utc>,
    /// The chat or the user to send to.
    pub destination: Destination,
    /// One message for each text, all or none.
    pub texts: Vec<MessageText>,
    /// The message of the same chat that the only text answers.
    pub reply_to: Option<MessageId>,
    /// The client's name for this request, by which a repeated one is recognized.
    pub client_id: Option<ClientId>,
    /// The requesting socket, if there is one.
    pub origin: Option<Origin>,
}

/// The messages of a request, stored now or by an earlier request with the same client id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMessages {
    /// The chat that they are in.
    pub chat_id: ChatId,
    /// The messages as they are now, in the order of the texts.
    pub messages: Vec<StoredMessage>,
}

/// The reason for refusing a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// There is no such chat.
    #[error("there is no chat {0}")]
    UnknownChat(ChatId),
    /// There is no such user, or the account was deleted before the two had a chat.
    #[error("there is no user {0}")]
    UnknownUser(UserId),
    /// The sender is the companion.
    #[error("a user can't have a chat with themselves")]
    Yourself,
    /// A rule forbids beginning a chat.
    #[error("{0}")]
    Beginning(#[source] ChatError),
    /// A rule of the chat.
    #[error("{0}")]
    Chat(#[source] ChatError, ChatId),
    /// The sender's account is suspended.
    #[error("the account of the sender is suspended")]
    Suspended,
    /// There is no such message to reply to in the chat, or it is deleted.
    #[error("there is no message {0} to reply to")]
    UnknownOriginal(MessageId),
    /// Several texts can't answer one message.
    #[error("a reply has one text")]
    SeveralReplies,
    /// An earlier request with this client id had other texts, or replied to another message.
    #[error("an earlier request with this client id had another content")]
    KeyReused,
}

impl SendRequest {
    /// The receiver in a chat.
    pub fn companion_in(&self, chat: &Chat) -> Result<UserId, SendError> {
        chat.companion_of(self.sender_id).map_err(|error| SendError::Chat(error, chat.chat_id))
    }

    /// Fails if it has several texts and is a reply.
    pub fn check_texts(&self) -> Result<(), SendError> {
        if self.reply_to.is_some() && self.texts.len() > 1 { Err(SendError::SeveralReplies) } else { Ok(()) }
    }

    /// The messages to insert into a chat. Both people, and the message to reply to, must be read in the transaction that
    /// inserts.
    pub fn compose(
        &self,
        chat: &Chat,
        sender: &Person,
        receiver: &Person,
        original: Option<&Original>,
    ) -> Result<Vec<NewMessage>, SendError> {
        self.check_texts()?;
        if !sender.is_deleted() && !receiver.is_deleted() {
            let checked = chat.check_sending(sender.user_id, self.texts.len());
            checked.map_err(|error| SendError::Chat(error, chat.chat_id))?;
        }
        let compose = |(client_part, text): (i32, &MessageText)| {
            let stamp =
                SendStamp { written_at: self.written_at, client_id: self.client_id.clone(), client_part };
            chat.compose(sender, receiver, text.clone(), stamp)
        };
        let composed = (0..).zip(&self.texts).map(compose).collect::<Result<Vec<_>, _>>();
        let mut composed = composed.map_err(|error| SendError::Chat(error, chat.chat_id))?;
        let quote = self.quote_in(chat, original)?;
        for new in &mut composed {
            new.reply_to.clone_from(&quote);
        }
        Ok(composed)
    }

    fn quote_in(&self, chat: &Chat, original: Option<&Original>) -> Result<Option<Quote>, SendError> {
        let Some(message_id) = self.reply_to else { return Ok(None) };
        let quote = original.and_then(|original| original.quote_in(chat.chat_id));
        let quote = quote.filter(|quote| quote.message_id() == message_id);
        quote.cloned().map(Some).ok_or(SendError::UnknownOriginal(message_id))
    }

    /// The result once its messages are stored, and the publications for both users.
    #[must_use]
    pub fn stored(&self, chat: &Chat, messages: Vec<StoredMessage>) -> (SentMessages, Vec<Publication>) {
        let publication = |stored: &StoredMessage| {
            let StoredMessage { message, revision, .. } = stored.clone();
            let event = Event::Message { chat_id: chat.chat_id, revision, message };
            Publication { audience: chat.users().into(), event: Some(event), ack: self.ack(stored) }
        };
        // An answer accepts a request.
        let companion_id =
            chat.companion_of(self.sender_id).ok().filter(|_| chat.is_request_to(self.sender_id));
        let accepted = companion_id.map(|companion_id| {
            let event = Event::ChatAccepted { chat_id: chat.chat_id, companion_id };
            Publication::to_all([self.sender_id], event)
        });
        let publications = accepted.into_iter().chain(messages.iter().map(publication)).collect();
        (SentMessages { chat_id: chat.chat_id, messages }, publications)
    }

    /// The result if messages with its client id were stored before: those messages, provided that their texts and what
    /// they reply to are the same. Only the requesting socket receives a publication.
    pub fn repeated(
        &self,
        chat: &Chat,
        before: Vec<StoredMessage>,
    ) -> Result<(SentMessages, Vec<Publication>), SendError> {
        let same = before.len() == self.texts.len()
            && before
                .iter()
                .zip(&self.texts)
                .all(|(stored, text)| stored.is_repeated_by(text, self.reply_to));
        if !same {
            return Err(SendError::KeyReused);
        }
        let acks = before.iter().filter_map(|stored| self.ack(stored));
        let publication = |ack| Publication { audience: chat.users().into(), event: None, ack: Some(ack) };
        let publications = acks.map(publication).collect();
        Ok((SentMessages { chat_id: chat.chat_id, messages: before }, publications))
    }

    fn ack(&self, stored: &StoredMessage) -> Option<(Origin, Ack)> {
        self.origin.clone().map(|origin| (origin, Ack::of(stored)))
    }
}

#[cfg(test)]
mod tests;
