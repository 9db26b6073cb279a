//! Reactions to messages.

use super::messages::{lock_message, readers_of};
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use simple_chats_domain::{
    Ack, Chat, ChatId, Emoji, Event, MessageId, Origin, Publication, StoredMessage, UserId,
};
use simple_chats_persistence::{DbConnection, LockScope, messages, privacy};

/// Replaces the user's reaction to a message, or removes it; the same one again changes nothing. With `within`, the message
/// must belong to that chat.
pub async fn react(
    state: &AppState,
    me: UserId,
    within: Option<ChatId>,
    message_id: MessageId,
    emoji: Option<Emoji>,
    origin: Option<Origin>,
) -> AppResult<StoredMessage> {
    state.rate_limiter.write(me, 1)?;
    let react = move |conn: &mut _, publications: &mut Vec<_>| {
        let (chat, stored) = lock_message(conn, me, within, message_id)?;
        if stored.deleted {
            return Err(AppError::UnknownMessage(message_id.to_string()));
        }
        let changed = stored.message.reaction_of(me) != emoji.as_ref().map(Emoji::as_str);
        if changed && emoji.is_some() {
            allow(conn, publications, me, &chat)?;
        }
        let stored =
            if changed { messages::set_reaction(conn, &stored, me, emoji.as_ref())? } else { stored };
        let audience = readers_of(conn, &chat, me, message_id)?;
        publications.push(publication(me, &chat, audience, &stored, changed, origin.clone()));
        Ok(stored)
    };
    state.database.write_locking(LockScope::ChatOf(message_id), react).await
}

/// Whoever may not write may not react either, and a reaction to a stranger's message accepts the request, as an answer
/// does.
pub(super) fn allow(
    conn: &mut DbConnection,
    publications: &mut Vec<Publication>,
    me: UserId,
    chat: &Chat,
) -> AppResult<()> {
    let of_chat = |error| AppError::of_chat(error, chat.chat_id);
    chat.refuse_blocked(me).map_err(of_chat)?;
    if chat.is_request_to(me) {
        let companion_id = chat.companion_of(me).map_err(of_chat)?;
        privacy::accept_request(conn, chat.chat_id)?;
        publications
            .push(Publication::to_all([me], Event::ChatAccepted { chat_id: chat.chat_id, companion_id }));
    }
    Ok(())
}

fn publication(
    me: UserId,
    chat: &Chat,
    audience: Vec<UserId>,
    stored: &StoredMessage,
    changed: bool,
    origin: Option<Origin>,
) -> Publication {
    let (chat_id, revision, message_id) = (chat.chat_id, stored.revision, stored.message.message_id);
    let emoji = stored.message.reaction_of(me).map(str::to_owned);
    let event = Event::Reacted { chat_id, revision, message_id, user_id: me, emoji };
    let ack = Ack::Reacted { chat_id, revision, message_id, message: stored.message.clone() };
    Publication { audience, event: changed.then_some(event), ack: origin.map(|origin| (origin, ack)) }
}
