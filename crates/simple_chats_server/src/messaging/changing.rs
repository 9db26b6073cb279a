//! Changes of chats and messages that exist: editing, deleting, reading, and opening or ending a chat.

use crate::error::{AppError, ChangeError, OrNotFound};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{
    Ack, Chat, ChatId, Event, MessageId, MessageText, Origin, Pair, Publication, StoredMessage, UserId,
    cut_to_millis,
};
use simple_chats_persistence::{DbConnection, LockScope, chats, messages, send_requests, users};

/// How a deletion ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deleted {
    /// The message is gone now.
    Now,
    /// It was gone before.
    Before,
}

/// Opens a chat with a companion, in which nobody has written yet.
pub async fn create_chat(state: &AppState, me: UserId, companion: UserId) -> Result<ChatId, AppError> {
    let created = state.database.write(move |conn, publications| -> Result<ChatId, ChangeError> {
        users::find(conn, companion).or_not_found(|| AppError::UnknownUser(companion.to_string()))?;
        let pair = Pair::of(me, companion).map_err(|_| AppError::Yourself)?;
        let (chat, made) = send_requests::find_or_create_chat(conn, publications, pair)?;
        if made { Ok(chat.chat_id) } else { Err(AppError::ChatExists(companion).into()) }
    });
    Ok(created.await?)
}

/// Deletes a chat with its messages, for both.
pub async fn delete_chat(state: &AppState, me: UserId, chat_id: ChatId) -> Result<(), AppError> {
    let deleted = state.database.write_locking(
        LockScope::Chat(chat_id),
        move |conn, publications| -> Result<(), ChangeError> {
            let chat = lock_chat(conn, me, chat_id)?;
            chats::delete(conn, chat_id)?;
            publications.push(Publication::to_all(chat.users(), Event::ChatDeleted { chat_id }));
            Ok(())
        },
    );
    Ok(deleted.await?)
}

/// Gives a message of one's own another text; the same text changes nothing. With `within`, the message must stand in
/// that chat.
pub async fn edit_message(
    state: &AppState,
    me: UserId,
    within: Option<ChatId>,
    message_id: MessageId,
    text: MessageText,
    origin: Option<Origin>,
) -> Result<StoredMessage, AppError> {
    let now = cut_to_millis(Utc::now());
    let edited = state.database.write_locking(
        LockScope::ChatOf(message_id),
        move |conn, publications| -> Result<StoredMessage, ChangeError> {
            let (chat, stored) = lock_own_message(conn, me, within, message_id)?;
            if stored.deleted {
                return Err(AppError::UnknownMessage(message_id.to_string()).into());
            }
            let changed = stored.message.text != text.as_str();
            let stored = if changed { messages::set_text(conn, &stored, &text, now)? } else { stored };
            let event = changed.then(|| Event::Edited {
                chat_id: chat.chat_id,
                revision: stored.revision,
                message: stored.message.clone(),
            });
            let ack = origin.clone().map(|origin| (origin, Ack::of(&stored)));
            publications.push(Publication { audience: chat.users().into(), event, ack });
            Ok(stored)
        },
    );
    Ok(edited.await?)
}

/// Deletes a message of one's own; one that is deleted already stays so. With `within`, it must stand in that chat.
pub async fn delete_message(
    state: &AppState,
    me: UserId,
    within: Option<ChatId>,
    message_id: MessageId,
    origin: Option<Origin>,
) -> Result<Deleted, AppError> {
    let now = cut_to_millis(Utc::now());
    let deleted = state.database.write_locking(
        LockScope::ChatOf(message_id),
        move |conn, publications| -> Result<Deleted, ChangeError> {
            let (chat, stored) = lock_own_message(conn, me, within, message_id)?;
            let chat_id = chat.chat_id;
            let revision =
                if stored.deleted { stored.revision } else { messages::delete(conn, &stored.message, now)? };
            publications.push(Publication {
                audience: chat.users().into(),
                event: (!stored.deleted).then_some(Event::Deleted { chat_id, revision, message_id }),
                ack: origin.clone().map(|origin| (origin, Ack::Deleted { chat_id, revision, message_id })),
            });
            Ok(if stored.deleted { Deleted::Before } else { Deleted::Now })
        },
    );
    Ok(deleted.await?)
}

/// Notes that one has seen a chat's messages up to this one; marks only move forward. Returns where the mark stands.
pub async fn mark_read(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    message_id: MessageId,
    origin: Option<Origin>,
) -> Result<MessageId, AppError> {
    let marked = state.database.write_locking(
        LockScope::Chat(chat_id),
        move |conn, publications| -> Result<MessageId, ChangeError> {
            let chat = lock_chat(conn, me, chat_id)?;
            let missing = || AppError::UnknownMessage(message_id.to_string());
            if messages::find(conn, message_id).or_not_found(missing)?.message.chat_id != chat_id {
                return Err(missing().into());
            }
            let (mark, moved) = chats::mark_read(conn, chat_id, me, message_id)?;
            let message_id = MessageId::stored(mark);
            // The ack doesn't say who has read: the socket that asked hears the event as well.
            let ack = origin.clone().map(|origin| (origin, Ack::Read { chat_id, message_id }));
            publications.push(Publication { audience: vec![me], event: None, ack });
            if moved {
                publications.push(Publication::to_all(
                    chat.users(),
                    Event::Read { chat_id, user_id: me, message_id },
                ));
            }
            Ok(message_id)
        },
    );
    Ok(marked.await?)
}

fn lock_chat(conn: &mut DbConnection, me: UserId, chat_id: ChatId) -> Result<Chat, ChangeError> {
    let chat = chats::lock(conn, chat_id).or_not_found(|| AppError::UnknownChat(chat_id.to_string()))?;
    chat.companion_of(me).map_err(|error| AppError::of_chat(error, chat_id))?;
    Ok(chat)
}

/// A message with its chat locked, so that it stays as it was read until the change commits.
fn lock_own_message(
    conn: &mut DbConnection,
    me: UserId,
    within: Option<ChatId>,
    message_id: MessageId,
) -> Result<(Chat, StoredMessage), ChangeError> {
    let missing = || AppError::UnknownMessage(message_id.to_string());
    if let Some(chat_id) = within {
        lock_chat(conn, me, chat_id)?;
    }
    let chat_id = messages::find(conn, message_id).or_not_found(missing)?.message.chat_id;
    if let Some(named) = within.filter(|named| *named != chat_id) {
        return Err(AppError::FromAnotherChat(message_id, named).into());
    }
    let chat = match lock_chat(conn, me, chat_id) {
        // Who names a message alone and takes no part in its chat doesn't learn that there is one.
        Err(ChangeError::App(_)) if within.is_none() => return Err(missing().into()),
        other => other?,
    };
    let stored = messages::find(conn, message_id).or_not_found(missing)?;
    if !stored.message.belongs_to(me) {
        return Err(AppError::NotYourMessage(message_id).into());
    }
    Ok((chat, stored))
}
