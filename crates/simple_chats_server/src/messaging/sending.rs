//! Sending messages, once: what was sent before under the same client id is found again instead.

use crate::error::{AppError, ChangeError, OrMissing};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{
    Ack, Chat, ChatId, ClientId, Event, MessageText, Notice, Origin, Pair, Person, Sending, StoredMessage,
    UserId, cut_to_millis,
};
use simple_chats_persistence::{DbConnection, StoreError, chats, messages, users};

/// Where messages go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// Into a chat.
    Chat(ChatId),
    /// To a person; the chat is made where there is none.
    Companion(UserId),
}

/// What is to be sent.
#[derive(Debug, Clone)]
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

/// What was sent, or had been before.
#[derive(Debug, Clone)]
pub struct Sent {
    /// In which chat.
    pub chat_id: ChatId,
    /// The messages as they are now, in the order of the texts.
    pub messages: Vec<StoredMessage>,
}

/// Sends messages, and tells the sockets of both users.
pub async fn send(state: &AppState, sender: UserId, shipment: Shipment) -> Result<Sent, AppError> {
    state.limits.send(sender)?;
    let now = cut_to_millis(Utc::now());
    let sent = state.database.write(move |conn, notices| -> Result<Sent, ChangeError> {
        let (chat, receiver) = find_destination(conn, notices, sender, shipment.destination)?;
        if let Some(client_id) = &shipment.client_id {
            let before = messages::list_sent(conn, chat.chat_id, sender, client_id)?;
            if !before.is_empty() {
                return repeat(notices, &chat, &shipment, before);
            }
        }
        let mut sent = Vec::with_capacity(shipment.texts.len());
        for (part, text) in (0..).zip(&shipment.texts) {
            let sending =
                Sending { written_at: now, client_id: shipment.client_id.clone(), client_part: part };
            let new = chat
                .compose(sender, &receiver, text.clone(), sending)
                .map_err(|error| AppError::of_chat(error, chat.chat_id))?;
            let stored = messages::insert(conn, &new)?;
            notices.push(notice_of(&chat, &stored, shipment.origin.clone()));
            sent.push(stored);
        }
        Ok(Sent { chat_id: chat.chat_id, messages: sent })
    });
    Ok(sent.await?)
}

/// The chat, locked, and who receives in it.
fn find_destination(
    conn: &mut DbConnection,
    notices: &mut Vec<Notice>,
    sender: UserId,
    destination: Destination,
) -> Result<(Chat, Person), ChangeError> {
    match destination {
        Destination::Chat(chat_id) => {
            let chat =
                chats::lock(conn, chat_id).or_missing(|| AppError::UnknownChat(chat_id.to_string()))?;
            let companion = chat.companion_of(sender).map_err(|error| AppError::of_chat(error, chat_id))?;
            Ok((chat, users::find_person(conn, companion)?))
        }
        Destination::Companion(user_id) => {
            let unknown = || AppError::UnknownUser(user_id.to_string());
            let companion = users::find_person(conn, user_id).or_missing(unknown)?;
            let pair = Pair::of(sender, user_id).map_err(|_| AppError::Yourself)?;
            // One that another instance deletes between the two steps is none.
            match chats::find_of_pair(conn, pair).and_then(|chat| chats::lock(conn, chat.chat_id)) {
                Ok(chat) => Ok((chat, companion)),
                Err(StoreError::NotFound) if companion.is_deleted() => Err(unknown().into()),
                Err(StoreError::NotFound) => {
                    let (chat, _) = find_or_make_chat(conn, notices, pair)?;
                    let gone = || AppError::Unavailable { retry_after: 1 };
                    Ok((chats::lock(conn, chat.chat_id).or_missing(gone)?, companion))
                }
                Err(error) => Err(error.into()),
            }
        }
    }
}

/// The chat of a pair, and whether it was made now; then both users are told before its first message.
pub(super) fn find_or_make_chat(
    conn: &mut DbConnection,
    notices: &mut Vec<Notice>,
    pair: Pair,
) -> Result<(Chat, bool), StoreError> {
    let (chat, made) = chats::find_or_insert(conn, pair)?;
    if made {
        let users = [users::find_person(conn, pair.user1_id())?, users::find_person(conn, pair.user2_id())?];
        notices.push(Notice::to_all(chat.users(), Event::ChatCreated { chat_id: chat.chat_id, users }));
    }
    Ok((chat, made))
}

/// What was sent before under the client id is the answer, where it is the same.
fn repeat(
    notices: &mut Vec<Notice>,
    chat: &Chat,
    shipment: &Shipment,
    before: Vec<StoredMessage>,
) -> Result<Sent, ChangeError> {
    let same = before.len() == shipment.texts.len()
        && before.iter().zip(&shipment.texts).all(|(stored, text)| stored.is_repeated_by(text));
    if !same {
        return Err(AppError::KeyReused.into());
    }
    if let Some(origin) = &shipment.origin {
        for stored in &before {
            let reply = Some((origin.clone(), ack_of(stored)));
            notices.push(Notice { audience: chat.users().into(), event: None, reply });
        }
    }
    Ok(Sent { chat_id: chat.chat_id, messages: before })
}

fn notice_of(chat: &Chat, stored: &StoredMessage, origin: Option<Origin>) -> Notice {
    let event =
        Event::Message { chat_id: chat.chat_id, revision: stored.revision, message: stored.message.clone() };
    Notice {
        audience: chat.users().into(),
        event: Some(event),
        reply: origin.map(|origin| (origin, ack_of(stored))),
    }
}

/// What a socket is told of a message that it sent or edited.
pub(super) fn ack_of(stored: &StoredMessage) -> Ack {
    let StoredMessage { message, revision, deleted } = stored;
    let (chat_id, revision) = (message.chat_id, *revision);
    if *deleted {
        Ack::SinceDeleted { chat_id, revision, message_id: message.message_id, message: (), deleted: true }
    } else {
        Ack::Message { chat_id, revision, message: message.clone() }
    }
}
