//! Sending as one change: where the messages go, whether they went before, and who is told. The writer sends many at
//! once on PostgreSQL, see `batch`; the outcome is the same.

pub(crate) mod batch;

use crate::connection::DbConnection;
use crate::error::StoreError;
use crate::writer::WriteError;
use crate::{chats, messages, users};
use simple_chats_domain::{
    Chat, Destination, Event, Pair, Person, Publication, SendError, SendRequest, SentMessages,
};

/// Why something was not sent.
#[derive(Debug, thiserror::Error)]
pub enum SendFailure {
    /// Because of a rule.
    #[error(transparent)]
    Refused(#[from] SendError),
    /// Because of the store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl WriteError for SendFailure {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Refused(_) => None,
            Self::Store(error) => Some(error),
        }
    }
}

/// Sends messages, or finds those that were sent before under the same client id. To be called in a transaction that
/// writes; what is to be told after its commit is put into the list.
pub fn execute(
    conn: &mut DbConnection,
    publications: &mut Vec<Publication>,
    request: &SendRequest,
) -> Result<SentMessages, SendFailure> {
    let (chat, receiver) = find_destination(conn, publications, request)?;
    if let Some(client_id) = &request.client_id {
        let before = messages::list_sent(conn, chat.chat_id, request.sender_id, client_id)?;
        if !before.is_empty() {
            let (sent, told) = request.repeated(&chat, before)?;
            publications.extend(told);
            return Ok(sent);
        }
    }
    let news = request.compose(&chat, &receiver)?;
    let stored = news.iter().map(|new| messages::insert(conn, new)).collect::<Result<_, _>>()?;
    let (sent, told) = request.stored(&chat, stored);
    publications.extend(told);
    Ok(sent)
}

/// The chat, locked, and who receives in it.
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
            // One that another instance deletes between the two steps is none.
            match chats::find_of_pair(conn, pair).and_then(|chat| chats::lock(conn, chat.chat_id)) {
                Ok(chat) => Ok((chat, companion)),
                Err(StoreError::NotFound) if companion.is_deleted() => Err(unknown.into()),
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

fn or_not_found<T>(found: Result<T, StoreError>, refusal: SendError) -> Result<T, SendFailure> {
    found.map_err(|error| match error {
        StoreError::NotFound => refusal.into(),
        other => other.into(),
    })
}

/// The chat of a pair, and whether it was made now; then both users are told before its first message.
pub fn find_or_create_chat(
    conn: &mut DbConnection,
    publications: &mut Vec<Publication>,
    pair: Pair,
) -> Result<(Chat, bool), StoreError> {
    let (chat, made) = chats::find_or_insert(conn, pair)?;
    if made {
        let users = [users::find_person(conn, pair.user1_id())?, users::find_person(conn, pair.user2_id())?];
        publications
            .push(Publication::to_all(chat.users(), Event::ChatCreated { chat_id: chat.chat_id, users }));
    }
    Ok((chat, made))
}
