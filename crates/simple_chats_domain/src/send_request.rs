//! Requests to send messages: composing their messages, recognizing repeated requests, and the publications that follow.

use crate::attachments::{Attachment, AttachmentId, MAX_ATTACHMENTS};
use crate::chats::{Chat, ChatError};
use crate::events::{Ack, Event, Origin, Publication};
use crate::ids::{ChatId, MessageId, UserId};
use crate::messages::{ClientId, MessageText, NewMessage, SendStamp, StoredMessage};
use crate::replies::{Original, Quote};
use crate::users::Person;
use chrono::{DateTime, Utc};
use std::collections::HashSet;

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
    /// One message for each text, all or none. There may be none if there are attachments, which make one message.
    pub texts: Vec<MessageText>,
    /// The message of the same chat that the only message answers.
    pub reply_to: Option<MessageId>,
    /// The attachments of the only message, in their order: uploads of the sender that haven't been sent, or attachments
    /// that the sender sees, to forward them.
    pub attachment_ids: Vec<AttachmentId>,
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
    /// There is no such attachment that the sender may send.
    #[error("there is no attachment {0} to send")]
    UnknownAttachment(AttachmentId),
    /// Several texts can't answer one message.
    #[error("a reply has one text")]
    SeveralReplies,
    /// Several texts can't have the same attachments.
    #[error("a message with attachments has one text")]
    SeveralCarriers,
    /// There are more attachments than a message may have.
    #[error("a message has up to {MAX_ATTACHMENTS} attachments")]
    TooManyAttachments,
    /// The same attachment is named twice.
    #[error("an attachment is named twice")]
    RepeatedAttachment,
    /// There is neither a text nor an attachment.
    #[error("there is neither a text nor an attachment")]
    Empty,
    /// An earlier request with this client id had other texts or attachments, or replied to another message.
    #[error("an earlier request with this client id had another content")]
    KeyReused,
}

impl SendRequest {
    /// The receiver in a chat.
    pub fn companion_in(&self, chat: &Chat) -> Result<UserId, SendError> {
        chat.companion_of(self.sender_id).map_err(|error| SendError::Chat(error, chat.chat_id))
    }

    /// How many messages it sends.
    #[must_use]
    pub fn message_count(&self) -> usize {
        self.texts.len().max(1)
    }

    /// Fails if its parts don't fit together, whatever is stored.
    pub fn check_parts(&self) -> Result<(), SendError> {
        let ids = &self.attachment_ids;
        if self.reply_to.is_some() && self.texts.len() > 1 {
            Err(SendError::SeveralReplies)
        } else if ids.is_empty() {
            if self.texts.is_empty() { Err(SendError::Empty) } else { Ok(()) }
        } else if self.texts.len() > 1 {
            Err(SendError::SeveralCarriers)
        } else if ids.len() > MAX_ATTACHMENTS {
            Err(SendError::TooManyAttachments)
        } else if ids.iter().collect::<HashSet<_>>().len() < ids.len() {
            Err(SendError::RepeatedAttachment)
        } else {
            Ok(())
        }
    }

    /// The texts of its messages.
    fn texts(&self) -> impl Iterator<Item = Option<&MessageText>> {
        let without_text = self.texts.is_empty().then_some(None);
        self.texts.iter().map(Some).chain(without_text)
    }

    /// The messages to insert into a chat. Both people, the message to reply to, and what the ids of attachments name for
    /// the sender must be read in the transaction that inserts.
    pub fn compose(
        &self,
        chat: &Chat,
        sender: &Person,
        receiver: &Person,
        original: Option<&Original>,
        attachment_of: impl Fn(AttachmentId) -> Option<Attachment>,
    ) -> Result<Vec<NewMessage>, SendError> {
        self.check_parts()?;
        if !sender.is_deleted() && !receiver.is_deleted() {
            let checked = chat.check_sending(sender.user_id, self.message_count());
            checked.map_err(|error| SendError::Chat(error, chat.chat_id))?;
        }
        let compose = |(client_part, text): (i32, Option<&MessageText>)| {
            let stamp =
                SendStamp { written_at: self.written_at, client_id: self.client_id.clone(), client_part };
            chat.compose_any(sender, receiver, text.cloned(), stamp)
        };
        let composed = (0..).zip(self.texts()).map(compose).collect::<Result<Vec<_>, _>>();
        let mut composed = composed.map_err(|error| SendError::Chat(error, chat.chat_id))?;
        let quote = self.quote_in(chat, original)?;
        let attachment = |id: &AttachmentId| attachment_of(*id).ok_or(SendError::UnknownAttachment(*id));
        let attachments = self.attachment_ids.iter().map(attachment).collect::<Result<Vec<_>, _>>()?;
        for new in &mut composed {
            new.reply_to.clone_from(&quote);
            new.attachments.clone_from(&attachments);
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

    /// The result if messages with its client id were stored before: those messages, provided that their texts, their
    /// attachments, and what they reply to are the same. Only the requesting socket receives a publication.
    pub fn repeated(
        &self,
        chat: &Chat,
        before: Vec<StoredMessage>,
    ) -> Result<(SentMessages, Vec<Publication>), SendError> {
        let repeats = |(stored, text): (&StoredMessage, Option<&MessageText>)| {
            let text = text.map_or("", MessageText::as_str);
            stored.is_repeated_by(text, self.reply_to, &self.attachment_ids)
        };
        let same = before.len() == self.message_count() && before.iter().zip(self.texts()).all(repeats);
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
