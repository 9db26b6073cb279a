//! `/chats/{chat_id}/messages`: the forms that send, edit, and delete messages without scripts.

use super::chat::{ChatScreen, Rejection, SendOutcome, chat_path, id_of, try_to_send};
use super::form::{Form, LARGE, SMALL};
use super::page::{PageResult, redirect};
use super::visitor::LoggedIn;
use crate::error::AppResult;
use crate::messaging::{self, Destination};
use actix_web::web;
use simple_chats_domain::{ChatId, MessageId, MessageText};

/// `POST /chats/{chat_id}/messages`
pub(crate) async fn send_message(caller: LoggedIn, path: web::Path<String>, form: Form<LARGE>) -> PageResult {
    let chat_id = id_of(&path)?;
    match try_to_send(&caller, Destination::Chat(chat_id), form).await? {
        SendOutcome::Sent(chat_id) => Ok(redirect(&chat_path(chat_id))),
        SendOutcome::Unsent(unsent) => {
            ChatScreen::of_chat(&caller, chat_id, None).await?.show_unsent(&caller, unsent)
        }
    }
}

/// `POST /chats/{chat_id}/messages/{message_id}/edit`
pub(crate) async fn edit_message(
    caller: LoggedIn,
    path: web::Path<(String, String)>,
    form: Form<LARGE>,
) -> PageResult {
    let (chat_id, message_id) = (id_of(&path.0)?, id_of(&path.1)?);
    let (fields, rejection) = match form.fields() {
        Ok(fields) => {
            let edited = async {
                let text = MessageText::parse(fields.get("text"))?;
                let (state, me) = (caller.state(), caller.user_id());
                messaging::edit_message(state, me, Some(chat_id), message_id, text, None).await
            };
            match edited.await {
                Ok(_) => return back_to(&caller, chat_id, message_id).await,
                Err(error) => (fields, Rejection::of(error)?),
            }
        }
        Err(fields) => (fields, Rejection::stale()),
    };
    let before = page_of(&caller, chat_id, message_id).await?;
    let screen = ChatScreen::of_chat(&caller, chat_id, before).await?;
    screen.show_unedited(&caller, message_id, fields.get("text").to_owned(), rejection)
}

/// `POST /chats/{chat_id}/messages/{message_id}/delete`
pub(crate) async fn delete_message(
    caller: LoggedIn,
    path: web::Path<(String, String)>,
    form: Form<SMALL>,
) -> PageResult {
    let (chat_id, message_id) = (id_of(&path.0)?, id_of(&path.1)?);
    if form.is_stale() {
        let before = page_of(&caller, chat_id, message_id).await?;
        let screen = ChatScreen::of_chat(&caller, chat_id, before).await?;
        return caller.visitor.show(&screen.into_page().stale());
    }
    messaging::delete_message(caller.state(), caller.user_id(), Some(chat_id), message_id, None).await?;
    back_to(&caller, chat_id, message_id).await
}

/// Redirects to the place of a message.
async fn back_to(caller: &LoggedIn, chat_id: ChatId, message_id: MessageId) -> PageResult {
    let path = chat_path(chat_id);
    let query = match page_of(caller, chat_id, message_id).await? {
        Some(before) => format!("?before={before}"),
        None => String::new(),
    };
    Ok(redirect(&format!("{path}{query}#message-{message_id}")))
}

/// The page of a message, even a deleted one: `None` for the newest, else the id before which it ends.
async fn page_of(caller: &LoggedIn, chat_id: ChatId, message_id: MessageId) -> AppResult<Option<MessageId>> {
    let state = caller.state();
    let limit = i64::from(state.settings.messages_per_load);
    let newest = messaging::history(state, caller.user_id(), chat_id, None, limit).await?.messages;
    let is_newest = !newest.more || newest.items.last().is_some_and(|oldest| oldest.message_id <= message_id);
    Ok(if is_newest { None } else { MessageId::new(message_id.get() + 1) })
}
