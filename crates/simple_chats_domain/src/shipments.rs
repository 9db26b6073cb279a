//! Shipments: what is to be sent where, what it becomes in a chat, when it repeats an earlier one, and who is told.

use crate::{
    Ack, Chat, ChatError, ChatId, ClientId, Event, MessageText, NewMessage, Notice, Origin, Person, Sending,
    StoredMessage, UserId,
};
use chrono::{DateTime, Utc};

/// Where messages go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// Into a chat.
    Chat(ChatId),
    /// To a person; the chat is made where there is none.
    Companion(UserId),
}

/// What is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipment {
    /// Where to.
    pub destination: Destination,
    /// One message for each text, all or none.
    pub texts: Vec<MessageText>,
    /// What the client calls this request, so that it can be repeated.
    pub client_id: Option<ClientId>,
    /// The socket that asks, if one does.
    pub origin: Option<Origin>,
}

/// A shipment on its way: who sends it, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispatch {
    /// Who sends.
    pub sender_id: UserId,
    /// When, cut to milliseconds.
    pub written_at: DateTime<Utc>,
    /// What, and where to.
    pub shipment: Shipment,
}

/// What was sent, or had been before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// In which chat.
    pub chat_id: ChatId,
    /// The messages as they are now, in the order of the texts.
    pub messages: Vec<StoredMessage>,
}

/// Why something is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// No such chat.
    #[error("there is no chat {0}")]
    UnknownChat(ChatId),
    /// No such user, or one who has deleted the account before there was a chat.
    #[error("there is no user {0}")]
    UnknownUser(UserId),
    /// To oneself.
    #[error("nobody has a chat with oneself")]
    Yourself,
    /// A rule of the chat.
    #[error("{0}")]
    Chat(#[source] ChatError, ChatId),
    /// Something else was sent under the client id before.
    #[error("something else was sent under this client id before")]
    KeyReused,
}

impl Dispatch {
    /// Who receives it in a chat.
    pub fn companion_in(&self, chat: &Chat) -> Result<UserId, SendError> {
        chat.companion_of(self.sender_id).map_err(|error| SendError::Chat(error, chat.chat_id))
    }

    /// The messages that it becomes in a chat.
    pub fn compose(&self, chat: &Chat, receiver: &Person) -> Result<Vec<NewMessage>, SendError> {
        let compose = |(client_part, text): (i32, &MessageText)| {
            let client_id = self.shipment.client_id.clone();
            let sending = Sending { written_at: self.written_at, client_id, client_part };
            chat.compose(self.sender_id, receiver, text.clone(), sending)
        };
        let composed = (0..).zip(&self.shipment.texts).map(compose).collect::<Result<_, _>>();
        composed.map_err(|error| SendError::Chat(error, chat.chat_id))
    }

    /// What has become of it, now that its messages are stored; and who is told.
    #[must_use]
    pub fn arrived(&self, chat: &Chat, messages: Vec<StoredMessage>) -> (Sent, Vec<Notice>) {
        let notice = |stored: &StoredMessage| {
            let StoredMessage { message, revision, .. } = stored.clone();
            let event = Event::Message { chat_id: chat.chat_id, revision, message };
            Notice { audience: chat.users().into(), event: Some(event), reply: self.reply(stored) }
        };
        let notices = messages.iter().map(notice).collect();
        (Sent { chat_id: chat.chat_id, messages }, notices)
    }

    /// What was sent before under its client id is the answer, where it is the same; only the asking socket is told.
    pub fn repeated(
        &self,
        chat: &Chat,
        before: Vec<StoredMessage>,
    ) -> Result<(Sent, Vec<Notice>), SendError> {
        let texts = &self.shipment.texts;
        let same = before.len() == texts.len()
            && before.iter().zip(texts).all(|(stored, text)| stored.is_repeated_by(text));
        if !same {
            return Err(SendError::KeyReused);
        }
        let replies = before.iter().filter_map(|stored| self.reply(stored));
        let notices =
            replies.map(|reply| Notice { audience: chat.users().into(), event: None, reply: Some(reply) });
        let notices = notices.collect();
        Ok((Sent { chat_id: chat.chat_id, messages: before }, notices))
    }

    fn reply(&self, stored: &StoredMessage) -> Option<(Origin, Ack)> {
        self.shipment.origin.clone().map(|origin| (origin, Ack::of(stored)))
    }
}

#[cfg(test)]
mod tests;
