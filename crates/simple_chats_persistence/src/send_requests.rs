//! Carries out requests to send as one change: finds or creates the chat, recognizes repeated requests, and inserts the
//! messages. The writer carries out many at once, with the same outcome; see `batch`.

pub(crate) mod batch;

use crate::connection::DbConnection;
use crate::error::{CallerError, Result, StoreError};
use crate::{attachments, blocks, chats, message_parts, messages, preferences, privacy, users};
use simple_chats_domain::{
    Chat, ChatError, Destination, Findable, Pair, Person, Publication, SendError, SendRequest, SentMessages,
    UserId, WhoMayWrite,
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
    let originals = message_parts::list_originals(conn, request.reply_to.into_iter().collect())?;
    let mut original = request.reply_to.and_then(|message_id| originals.get(&message_id));
    if original.is_some() {
        let cleared_up_to = preferences::find(conn, &chat, request.sender_id)?.cleared_up_to;
        original = original.filter(|original| original.quote.message_id().get() > cleared_up_to);
    }
    let named = attachments::find_named(conn, &[request])?;
    let new = request.compose(&chat, &sender, &receiver, original, |id| named.get(&(0, id)).cloned())?;
    if chat.is_woken_at(request.written_at) {
        publications.extend(preferences::wake(conn, &chat, request.written_at)?);
    }
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
        Destination::Companion(user_id) | Destination::Acquaintance(user_id) => {
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
                    let is_acquaintance = matches!(request.destination, Destination::Acquaintance(_));
                    let beginning = Beginning { beginner: request.sender_id, is_acquaintance };
                    let chat = begin_chat(conn, publications, beginning, user_id)?;
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

/// Who begins a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// The user who begins it.
    pub beginner: UserId,
    /// Whether the user knows the other one by the exact username, and so may begin a chat with somebody who is not to be
    /// found otherwise.
    pub is_acquaintance: bool,
}

/// Creates the chat of two users for the one who begins it, or finds the one that was created at the same time. It is a
/// request if the other one takes no messages from strangers.
///
/// Refuses it if one has blocked the other, or if the beginner may not find the other.
pub fn begin_chat(
    conn: &mut DbConnection,
    publications: &mut Vec<Publication>,
    beginning: Beginning,
    companion: UserId,
) -> Result<Chat, SendFailure> {
    let Beginning { beginner, is_acquaintance } = beginning;
    let pair = Pair::of(beginner, companion).map_err(|_| SendError::Yourself)?;
    privacy::lock_pair(conn, pair)?;
    let settings = or_not_found(privacy::find(conn, companion), SendError::UnknownUser(companion))?;
    if blocks::exists(conn, beginner, companion)? {
        return Err(SendError::Beginning(ChatError::BlockedCompanion).into());
    }
    let is_hidden = settings.findable == Findable::Exact && !is_acquaintance;
    if is_hidden && matches!(chats::find_of_pair(conn, pair), Err(StoreError::NotFound)) {
        return Err(SendError::UnknownUser(companion).into());
    }
    if blocks::exists(conn, companion, beginner)? {
        return Err(SendError::Beginning(ChatError::NotWanted).into());
    }
    let request_to = (settings.who_may_write == WhoMayWrite::Invited).then_some(companion);
    let (chat, _) = find_or_create_chat(conn, publications, pair, request_to)?;
    Ok(chat)
}

/// Finds or creates the chat of a pair, as a request to one of them if that is given, and returns whether it is new. A new
/// chat is published to both users, before its first message.
pub fn find_or_create_chat(
    conn: &mut DbConnection,
    publications: &mut Vec<Publication>,
    pair: Pair,
    request_to: Option<UserId>,
) -> Result<(Chat, bool)> {
    privacy::lock_pair(conn, pair)?;
    let (mut chat, is_new) = chats::find_or_insert(conn, pair)?;
    if is_new {
        if let Some(receiver) = request_to {
            chat = chats::make_request(conn, chat.chat_id, receiver)?;
        }
        let users = [users::find_person(conn, pair.user1_id())?, users::find_person(conn, pair.user2_id())?];
        publications.extend(Publication::of_new_chat(&chat, &users));
    }
    Ok((chat, is_new))
}
