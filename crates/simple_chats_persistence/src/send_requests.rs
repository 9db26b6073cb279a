//! Carries out requests to send as one change: finds or creates the chat, recognizes repeated requests, and inserts the
//! messages. The writer carries out many at once, with the same outcome; see `batch`.

pub(crate) mod batch;

use crate::connection::DbConnection;
use crate::error::{CallerError, Result, StoreError};
use crate::{chats, messages, users};
use simple_chats_domain::{
    Chat, Destination, Event, Pair, Person, Publication, SendError, SendRequest, SentMessages,
};

/// The reason why a request was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum SendFailure {
    /// A rule refuses it.
    #[error(transparent)]
    Refused(#[from] SendError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CallerError for SendFailure {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Refused(_) => None,
            Self::Store(error) => Some(error),
        }
    }
}

/// Sends messages, or finds the ones that an earlier request with the same client id sent. The caller provides a write
/// transaction, and publishes the list after its commit.
pub fn execute(
    conn: &mut DbConnection,
    publications: &mut Vec<Publication>,
    request: &SendRequest,
) -> Result<SentMessages, SendFailure> {
    let (chat, receiver) = find_destination(conn, publications, request)?;
    // Read while the chat is locked, so that nobody writes after the suspension or the deletion of the account.
    let (sender, is_suspended) = users::find_sender(conn, request.sender_id)?;
    if is_suspended {
        return Err(SendError::Suspended.into());
    }
    if let Some(client_id) = &request.client_id {
        let before = messages::list_sent(conn, chat.chat_id, request.sender_id, client_id)?;
        if !before.is_empty() {
            let (sent, acks) = request.repeated(&chat, before)?;
            publications.extend(acks);
            return Ok(sent);
        }
    }
    let new = request.compose(&chat, &sender, &receiver)?;
    let stored = new.iter().map(|new| messages::insert(conn, new)).collect::<Result<_, _>>()?;
    let (sent, events) = request.stored(&chat, stored);
    publications.extend(events);
    Ok(sent)
}

/// The chat, locked, and the receiver.
fn find_destination(
    conn: &mut DbConnection,
    publications: &mut Vec<Publication>,
    request: &SendRequest,
) -> Result<(Chat, Person), SendFailure> {
    match request.destination {
        Destination::Chat(chat_id) => {
            let chat = or_not_found(chats::lock(conn, chat_id), SendError::UnknownChat(chat_id))?;
            let companion = request.companion_in(&chat)?;
            Ok((chat, users::find_person(conn, companion)?))
        }
        Destination::Companion(user_id) => {
            let unknown = SendError::UnknownUser(user_id);
            let companion = or_not_found(users::find_person(conn, user_id), unknown)?;
            let pair = Pair::of(request.sender_id, user_id).map_err(|_| SendError::Yourself)?;
            // If another instance deletes the chat between the two steps, there is none.
            match chats::find_of_pair(conn, pair).and_then(|chat| chats::lock(conn, chat.chat_id)) {
                Ok(chat) => Ok((chat, companion)),
                Err(StoreError::NotFound) if companion.is_deleted() => Err(unknown.into()),
                Err(StoreError::NotFound) if !users::filter_unconfirmed(conn, &[user_id])?.is_empty() => {
                    Err(unknown.into())
                }
                Err(StoreError::NotFound) => {
                    let (chat, _) = find_or_create_chat(conn, publications, pair)?;
                    match chats::lock(conn, chat.chat_id) {
                        Err(StoreError::NotFound) => Err(StoreError::Busy.into()),
                        locked => Ok((locked?, companion)),
                    }
                }
                Err(error) => Err(error.into()),
            }
        }
    }
}

fn or_not_found<T>(found: Result<T>, refusal: SendError) -> Result<T, SendFailure> {
    found.map_err(|error| match error {
        StoreError::NotFound => refusal.into(),
        other => other.into(),
    })
}

/// Finds or creates the chat of a pair, and returns whether it is new. A new chat is published to both users, before its
/// first message.
pub fn find_or_create_chat(
    conn: &mut DbConnection,
    publications: &mut Vec<Publication>,
    pair: Pair,
) -> Result<(Chat, bool)> {
    let (chat, is_new) = chats::find_or_insert(conn, pair)?;
    if is_new {
        let users = [users::find_person(conn, pair.user1_id())?, users::find_person(conn, pair.user2_id())?];
        let event = Event::ChatCreated { chat_id: chat.chat_id, users };
        publications.push(Publication::to_all(chat.users(), event));
    }
    Ok((chat, is_new))
}
