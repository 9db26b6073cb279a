//! `/chats/begin/{username}`: a first message to somebody.

use super::chat_screen::ChatScreen;
use super::composer::{Outcome, try_to_send};
use super::error::PageError;
use super::form::{Form, LARGE};
use super::list::chat_path;
use super::page::redirect;
use super::visitor::Member;
use crate::messaging::{self, Destination, Opened};
use actix_web::{HttpResponse, web};

/// `GET /chats/begin/{username}`
pub async fn show_beginning(member: Member, username: web::Path<String>) -> Result<HttpResponse, PageError> {
    match messaging::open_with(member.state(), member.user_id(), &username).await? {
        Opened::Chat(chat_id) => Ok(redirect(&chat_path(chat_id))),
        Opened::Person(person) => ChatScreen::of_person(&member, person).await?.show(&member),
    }
}

/// `POST /chats/begin/{username}`: the first message makes the chat.
pub async fn begin_chat(
    member: Member,
    username: web::Path<String>,
    form: Form<LARGE>,
) -> Result<HttpResponse, PageError> {
    let opened = messaging::open_with(member.state(), member.user_id(), &username).await?;
    let destination = match &opened {
        Opened::Chat(chat_id) => Destination::Chat(*chat_id),
        Opened::Person(person) => Destination::Companion(person.user_id),
    };
    let unsent = match try_to_send(&member, destination, form).await? {
        Outcome::Sent(chat_id) => return Ok(redirect(&chat_path(chat_id))),
        Outcome::Unsent(unsent) => unsent,
    };
    let screen = match opened {
        Opened::Chat(chat_id) => ChatScreen::of_chat(&member, chat_id, None).await?,
        Opened::Person(person) => ChatScreen::of_person(&member, person).await?,
    };
    screen.show_unsent(&member, unsent)
}
