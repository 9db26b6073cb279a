//! Messages: sending, finding, listing, editing, and deleting them.

use super::chats::lock_chat;
use super::preferences::{OwnView, own_view};
use super::send_failure::{of_failure, of_sending};
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{
    Ack, AttachmentId, Chat, ChatId, Event, Message, MessageId, MessageQuery, MessageText, Origin, Page,
    Publication, SendRequest, SentMessages, StoredMessage, UserId, cut_to_millis,
};
use simple_chats_persistence::{DbConnection, LockScope, messages, preferences};

/// The outcome of a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deleted {
    /// This call deleted the message.
    Now,
    /// The message was deleted before.
    Before,
}

/// Sends messages. A request with the client id of an earlier one returns the messages of that one.
pub async fn send(state: &AppState, request: SendRequest) -> AppResult<SentMessages> {
    check_parts(&request)?;
    state.rate_limiter.write(request.sender_id, request.message_count())?;
    state.database.send(request).await.map_err(of_failure)
}

/// Fails if the parts of a request don't fit together, whatever is stored.
pub(crate) fn check_parts(request: &SendRequest) -> AppResult<()> {
    request.check_parts().map_err(of_sending)
}

/// The attachments that a caller names. A text that is no id names none.
pub(crate) fn attachment_ids_of(texts: &[String]) -> AppResult<Vec<AttachmentId>> {
    let parse = |text: &String| text.parse().map_err(|_| AppError::UnknownAttachment(text.clone()));
    texts.iter().map(parse).collect()
}

/// The messages of a chat that match a query and that the user sees, and the chat as it was before they were read. Without the messages if the
/// caller has those of this view of the chat.
pub(crate) fn list_messages(
    conn: &mut DbConnection,
    me: UserId,
    chat_id: ChatId,
    query: &MessageQuery,
    caller_has: impl FnOnce(&OwnView) -> bool,
) -> AppResult<(OwnView, Option<Page<Message>>)> {
    let view = own_view(conn, me, chat_id)?;
    let page = if caller_has(&view) { None } else { Some(messages::list(conn, view.part(), query)?) };
    Ok((view, page))
}

/// A message of a chat, unless it is deleted or the user has cleared it.
pub(crate) fn find_message(
    conn: &mut DbConnection,
    me: UserId,
    chat_id: ChatId,
    message_id: MessageId,
) -> AppResult<StoredMessage> {
    let view = own_view(conn, me, chat_id)?;
    let unknown = || AppError::UnknownMessage(message_id.to_string());
    let stored = messages::find(conn, message_id).or_not_found(unknown)?;
    if stored.message.chat_id != chat_id {
        return Err(AppError::FromAnotherChat(message_id, chat_id));
    }
    if stored.deleted || message_id.get() <= view.part().beyond { Err(unknown()) } else { Ok(stored) }
}

/// A message of a chat that the user sent.
pub(crate) async fn find_own_message(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    message_id: MessageId,
) -> AppResult<StoredMessage> {
    let find = move |conn: &mut _| sent_by(me, find_message(conn, me, chat_id, message_id)?);
    state.database.read(find).await
}

/// Gives a message of the user another text; the same text changes nothing. With `within`, the message must belong to
/// that chat.
pub async fn edit_message(
    state: &AppState,
    me: UserId,
    within: Option<ChatId>,
    message_id: MessageId,
    text: MessageText,
    origin: Option<Origin>,
) -> AppResult<StoredMessage> {
    state.rate_limiter.write(me, 1)?;
    let now = cut_to_millis(Utc::now());
    let edit = move |conn: &mut _, publications: &mut Vec<_>| {
        let (chat, stored) = lock_own_message(conn, me, within, message_id)?;
        if stored.deleted {
            return Err(AppError::UnknownMessage(message_id.to_string()));
        }
        let changed = stored.message.text != text.as_str();
        if changed {
            // A repeated edit is acknowledged whatever has happened since.
            chat.refuse_blocked(me).map_err(|error| AppError::of_chat(error, chat.chat_id))?;
        }
        let stored = if changed { messages::set_text(conn, &stored, &text, now)? } else { stored };
        let event = changed.then(|| Event::Edited {
            chat_id: chat.chat_id,
            revision: stored.revision,
            message: stored.message.clone(),
        });
        let ack = origin.clone().map(|origin| (origin, Ack::of(&stored)));
        publications.push(Publication { audience: readers_of(conn, &chat, me, message_id)?, event, ack });
        Ok(stored)
    };
    state.database.write_locking(LockScope::ChatOf(message_id), edit).await
}

/// Deletes a message of the user; deleting it again changes nothing. With `within`, the message must belong to that
/// chat.
pub async fn delete_message(
    state: &AppState,
    me: UserId,
    within: Option<ChatId>,
    message_id: MessageId,
    origin: Option<Origin>,
) -> AppResult<Deleted> {
    state.rate_limiter.write(me, 1)?;
    let now = cut_to_millis(Utc::now());
    let delete = move |conn: &mut _, publications: &mut Vec<_>| -> AppResult<Deleted> {
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
    };
    state.database.write_locking(LockScope::ChatOf(message_id), delete).await
}

/// The users who see a message of one of them: not the companion who has cleared it.
pub(super) fn readers_of(
    conn: &mut DbConnection,
    chat: &Chat,
    sender: UserId,
    message_id: MessageId,
) -> AppResult<Vec<UserId>> {
    let mut readers = chat.users().to_vec();
    if let Ok(companion) = chat.companion_of(sender) {
        let has_cleared = message_id.get() <= preferences::find(conn, chat, companion)?.cleared_up_to;
        readers.retain(|user_id| *user_id != companion || !has_cleared);
    }
    Ok(readers)
}

/// A message that the user sent, as [`lock_message`] finds it.
fn lock_own_message(
    conn: &mut DbConnection,
    me: UserId,
    within: Option<ChatId>,
    message_id: MessageId,
) -> AppResult<(Chat, StoredMessage)> {
    let (chat, stored) = lock_message(conn, me, within, message_id)?;
    Ok((chat, sent_by(me, stored)?))
}

/// A message with its chat locked, so that it stays as it was read until the change commits.
pub(super) fn lock_message(
    conn: &mut DbConnection,
    me: UserId,
    within: Option<ChatId>,
    message_id: MessageId,
) -> AppResult<(Chat, StoredMessage)> {
    let unknown = || AppError::UnknownMessage(message_id.to_string());
    if let Some(chat_id) = within {
        lock_chat(conn, me, chat_id)?;
    }
    let chat_id = messages::find(conn, message_id).or_not_found(unknown)?.message.chat_id;
    if let Some(named) = within.filter(|named| *named != chat_id) {
        return Err(AppError::FromAnotherChat(message_id, named));
    }
    let chat = match lock_chat(conn, me, chat_id) {
        // A caller who names only the message must not learn that it exists in a chat of others.
        Err(AppError::UnknownChat(_) | AppError::NotAParticipant(_)) if within.is_none() => {
            return Err(unknown());
        }
        other => other?,
    };
    if message_id.get() <= preferences::find(conn, &chat, me)?.cleared_up_to {
        return Err(unknown());
    }
    let stored = messages::find(conn, message_id).or_not_found(unknown)?;
    Ok((chat, stored))
}

fn sent_by(me: UserId, stored: StoredMessage) -> AppResult<StoredMessage> {
    let message_id = stored.message.message_id;
    if stored.message.belongs_to(me) { Ok(stored) } else { Err(AppError::NotYourMessage(message_id)) }
}
