//! `/chats/{chat_id}/messages`: the forms that send, edit, and delete messages without scripts.

use super::chat::{
    ChatScreen, Rejection, SendOutcome, chat_path, id_of, message_path, place_of, try_to_send,
};
use super::form::{Form, LARGE, SMALL};
use super::form_with_files::FormWithFiles;
use super::page::{HtmlPage, PageResult, redirect};
use super::visitor::LoggedIn;
use crate::error::AppResult;
use crate::http::conditional::Conditions;
use crate::messaging::{self, Destination};
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_domain::{ChatId, MessageId, MessageText};

/// The page that edits or deletes a message.
#[derive(Serialize)]
struct EditPage {
    /// The path of the message.
    path: String,
    text: String,
    error: Option<String>,
    /// The message in its chat.
    back: String,
}

/// `POST /chats/{chat_id}/messages`
pub(crate) async fn send_message(
    caller: LoggedIn,
    path: web::Path<String>,
    request: HttpRequest,
    payload: web::Payload,
) -> PageResult {
    let chat_id = id_of(&path)?;
    let form = FormWithFiles::read(&caller, &request, payload).await?;
    match try_to_send(&caller, Destination::Chat(chat_id), form).await? {
        SendOutcome::Sent(chat_id) => Ok(redirect(&chat_path(chat_id))),
        SendOutcome::Unsent(unsent) => {
            let screen = ChatScreen::of_chat(&caller, chat_id, None, Conditions::none()).await?;
            match unsent.reply_to {
                Some(message_id) => {
                    screen.replying_to(&caller, message_id).await?.show_unsent(&caller, unsent)
                }
                None => screen.show_unsent(&caller, unsent),
            }
        }
    }
}

/// `GET /chats/{chat_id}/messages/{message_id}/edit`
pub(crate) async fn show_edit(caller: LoggedIn, path: web::Path<(String, String)>) -> PageResult {
    let page = edit_page(&caller, id_of(&path.0)?, id_of(&path.1)?).await?;
    caller.visitor.show(&page)
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
                Ok(_) => return Ok(redirect(&place_of(&caller, chat_id, message_id).await?)),
                Err(error) => (fields, Rejection::of(error)?),
            }
        }
        Err(fields) => (fields, Rejection::stale()),
    };
    let mut page = edit_page(&caller, chat_id, message_id).await?;
    fields.get("text").clone_into(&mut page.content.text);
    page.content.error = Some(caller.visitor.texts().say(&rejection.reason));
    caller.visitor.show(&page.status(rejection.status).retry_after(rejection.retry_after))
}

/// `POST /chats/{chat_id}/messages/{message_id}/delete`
pub(crate) async fn delete_message(
    caller: LoggedIn,
    path: web::Path<(String, String)>,
    form: Form<SMALL>,
) -> PageResult {
    let (chat_id, message_id) = (id_of(&path.0)?, id_of(&path.1)?);
    if form.is_stale() {
        let page = edit_page(&caller, chat_id, message_id).await?;
        return caller.visitor.show(&page.stale());
    }
    messaging::delete_message(caller.state(), caller.user_id(), Some(chat_id), message_id, None).await?;
    Ok(redirect(&place_of(&caller, chat_id, message_id).await?))
}

async fn edit_page(
    caller: &LoggedIn,
    chat_id: ChatId,
    message_id: MessageId,
) -> AppResult<HtmlPage<EditPage>> {
    let stored = messaging::find_own_message(caller.state(), caller.user_id(), chat_id, message_id).await?;
    let content = EditPage {
        path: message_path(chat_id, message_id),
        text: stored.message.text,
        error: None,
        back: place_of(caller, chat_id, message_id).await?,
    };
    Ok(HtmlPage::new("chats/edit_message.html", "message-edit-message", content))
}
