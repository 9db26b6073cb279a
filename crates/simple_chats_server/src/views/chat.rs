//! `/chats/{chat_id}`: a chat, and what can be done in it without scripts.

use super::chat_list::chat_path;
use super::chat_screen::ChatScreen;
use super::composer::{Rejection, SendOutcome, try_to_send};
use super::error::PageError;
use super::flash::Flash;
use super::form::{Form, LARGE, SMALL};
use super::page::{HtmlPage, redirect};
use super::query::query_parameter;
use super::visitor::LoggedIn;
use crate::messaging::{self, Destination};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use simple_chats_domain::{ChatId, MessageId, MessageText, Person};

#[derive(Serialize)]
struct DeleteChat {
    chat: ChatToDelete,
}

#[derive(Serialize)]
struct ChatToDelete {
    chat_id: ChatId,
    companion: Person,
}

/// `GET /chats/{chat_id}`: who looks at the newest page has read it from then on.
pub(crate) async fn show_chat(
    caller: LoggedIn,
    path: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, PageError> {
    let chat_id = chat_id_of(&path)?;
    let before = query_parameter(&request, "before").and_then(|id| id.parse().ok());
    let mut screen = ChatScreen::of_chat(&caller, chat_id, before).await?;
    if before.is_some() {
        return if screen.is_empty() { Ok(redirect(&chat_path(chat_id))) } else { screen.show(&caller) };
    }
    if caller.visitor.is_page_view() {
        if let Some(newest) = screen.newest_unread() {
            mark_read(&caller, chat_id, newest).await;
        }
        screen.count_as_read();
    }
    screen.show(&caller)
}

/// A chat can be read where its mark can't be moved.
async fn mark_read(caller: &LoggedIn, chat_id: ChatId, newest: MessageId) {
    let marked = messaging::mark_read(caller.state(), caller.user_id(), chat_id, newest, None).await;
    if let Err(error) = marked {
        error.log();
    }
}

/// `POST /chats/{chat_id}/messages`
pub(crate) async fn send_message(
    caller: LoggedIn,
    path: web::Path<String>,
    form: Form<LARGE>,
) -> Result<HttpResponse, PageError> {
    let chat_id = chat_id_of(&path)?;
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
) -> Result<HttpResponse, PageError> {
    let (chat_id, message_id) = ids_of(&path)?;
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
) -> Result<HttpResponse, PageError> {
    let (chat_id, message_id) = ids_of(&path)?;
    if form.fields().is_err() {
        let before = page_of(&caller, chat_id, message_id).await?;
        let page = ChatScreen::of_chat(&caller, chat_id, before).await?.into_page();
        return caller.visitor.show(&page.status(StatusCode::FORBIDDEN).note(Flash::stale_form()));
    }
    messaging::delete_message(caller.state(), caller.user_id(), Some(chat_id), message_id, None).await?;
    back_to(&caller, chat_id, message_id).await
}

/// `GET /chats/{chat_id}/delete`: asks first.
pub(crate) async fn confirm_chat_deletion(
    caller: LoggedIn,
    path: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let page = delete_chat_page(&caller, chat_id_of(&path)?).await?;
    caller.visitor.show(&page)
}

/// `POST /chats/{chat_id}/delete`
pub(crate) async fn delete_chat(
    caller: LoggedIn,
    path: web::Path<String>,
    form: Form<SMALL>,
) -> Result<HttpResponse, PageError> {
    let chat_id = chat_id_of(&path)?;
    if form.fields().is_err() {
        let page = delete_chat_page(&caller, chat_id).await?;
        return caller.visitor.show(&page.status(StatusCode::FORBIDDEN).note(Flash::stale_form()));
    }
    messaging::delete_chat(caller.state(), caller.user_id(), chat_id).await?;
    Ok(caller.visitor.redirect_with("/chats/list", Flash::success("Chat was successfully deleted")))
}

async fn delete_chat_page(caller: &LoggedIn, chat_id: ChatId) -> Result<HtmlPage<DeleteChat>, PageError> {
    let view = messaging::chat_view(caller.state(), caller.user_id(), chat_id, None, 1).await?;
    let chat = ChatToDelete { chat_id, companion: view.companion };
    Ok(HtmlPage::new("chats/delete.html", "Delete chat", DeleteChat { chat }))
}

/// Leads back to where a message stands or stood.
async fn back_to(
    caller: &LoggedIn,
    chat_id: ChatId,
    message_id: MessageId,
) -> Result<HttpResponse, PageError> {
    let path = chat_path(chat_id);
    let query = match page_of(caller, chat_id, message_id).await? {
        Some(before) => format!("?before={before}"),
        None => String::new(),
    };
    Ok(redirect(&format!("{path}{query}#message-{message_id}")))
}

/// The page on which a message stands or stood: the newest, else the one before the message that follows.
async fn page_of(
    caller: &LoggedIn,
    chat_id: ChatId,
    message_id: MessageId,
) -> Result<Option<MessageId>, PageError> {
    let state = caller.state();
    let limit = i64::from(state.settings.messages_per_load);
    let newest = messaging::history(state, caller.user_id(), chat_id, None, limit).await?.messages;
    let is_newest = !newest.more || newest.items.last().is_some_and(|oldest| oldest.message_id <= message_id);
    Ok(if is_newest { None } else { MessageId::new(message_id.get() + 1) })
}

fn ids_of((chat, message): &(String, String)) -> Result<(ChatId, MessageId), PageError> {
    Ok((chat_id_of(chat)?, message.parse().map_err(|_| PageError::NotFound)?))
}

/// The chat that a part of an address names; what is no id names none.
fn chat_id_of(text: &str) -> Result<ChatId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}
