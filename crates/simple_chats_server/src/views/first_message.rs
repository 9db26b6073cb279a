//! `/chats/begin/{username}`: the first message to a user.

use super::chat::{ChatScreen, SendOutcome, chat_path, try_to_send};
use super::form_with_files::FormWithFiles;
use super::page::{PageResult, redirect};
use super::visitor::LoggedIn;
use crate::http::conditional::Conditions;
use crate::messaging::{self, ChatOrPerson, Destination};
use actix_web::{HttpRequest, web};

/// `GET /chats/begin/{username}`
pub(crate) async fn show_first_message(caller: LoggedIn, username: web::Path<String>) -> PageResult {
    match messaging::open_with(caller.state(), caller.user_id(), &username).await? {
        ChatOrPerson::Chat(chat_id) => Ok(redirect(&chat_path(chat_id))),
        ChatOrPerson::Person(person) => ChatScreen::of_person(&caller, person).await?.show(&caller),
    }
}

/// `POST /chats/begin/{username}`: the first message creates the chat.
pub(crate) async fn send_first_message(
    caller: LoggedIn,
    username: web::Path<String>,
    request: HttpRequest,
    payload: web::Payload,
) -> PageResult {
    let form = FormWithFiles::read(&caller, &request, payload).await?;
    let opened = messaging::open_with(caller.state(), caller.user_id(), &username).await?;
    let destination = match &opened {
        ChatOrPerson::Chat(chat_id) => Destination::Chat(*chat_id),
        ChatOrPerson::Person(person) => Destination::Acquaintance(person.user_id),
    };
    let unsent = match try_to_send(&caller, destination, form).await? {
        SendOutcome::Sent(chat_id) => return Ok(redirect(&chat_path(chat_id))),
        SendOutcome::Unsent(unsent) => unsent,
    };
    let screen = match opened {
        ChatOrPerson::Chat(chat_id) => {
            ChatScreen::of_chat(&caller, chat_id, None, Conditions::none()).await?
        }
        ChatOrPerson::Person(person) => ChatScreen::of_person(&caller, person).await?,
    };
    screen.show_unsent(&caller, unsent)
}
