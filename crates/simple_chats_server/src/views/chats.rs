//! `/chats/list` and `/chats/{chat_id}`: lists, shows, and deletes chats.

use super::chat::{ChatListItem, ChatScreen, Pager, chat_path, id_of, newest_chats};
use super::form::{Form, SMALL};
use super::page::{HtmlPage, PageResult, redirect};
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use super::visitor::query::page_number;
use crate::error::AppResult;
use crate::messaging;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use simple_chats_domain::{ChatId, Person};

#[derive(Serialize)]
struct ChatListPage {
    chats: Vec<ChatListItem>,
    page: Pager,
    page_size: i64,
}

#[derive(Serialize)]
struct DeleteChatPage {
    chat: ChatToDelete,
}

#[derive(Serialize)]
struct ChatToDelete {
    chat_id: ChatId,
    companion: Person,
}

/// `GET /chats/list`
pub(crate) async fn show_list(caller: LoggedIn) -> PageResult {
    let number = page_number(caller.visitor.query("page_num").as_deref());
    let page_size = i64::from(caller.state().settings.chats_per_page);
    let chats = newest_chats(caller.state(), caller.user_id(), page_size, (number - 1) * page_size).await?;
    let page = Pager::of(number, chats.more);
    let content = ChatListPage { chats: chats.items, page, page_size };
    caller.visitor.show(&HtmlPage::new("chats/list.html", "Chats", content))
}

/// `GET /chats/going`, `GET /chats/end`: addresses of the original application.
pub(crate) async fn redirect_to_list(_: LoggedIn) -> HttpResponse {
    redirect("/chats/list")
}

/// `GET /chats/{chat_id}`: viewing the newest page marks it as read.
pub(crate) async fn show_chat(caller: LoggedIn, path: web::Path<String>) -> PageResult {
    let chat_id = id_of(&path)?;
    let before = caller.visitor.query("before").and_then(|id| id.parse().ok());
    let mut screen = ChatScreen::of_chat(&caller, chat_id, before).await?;
    if before.is_some() {
        return if screen.is_empty() { Ok(redirect(&chat_path(chat_id))) } else { screen.show(&caller) };
    }
    if caller.visitor.is_page_view() {
        if let Some(newest) = screen.newest_unread()
            && let Err(error) =
                messaging::mark_read(caller.state(), caller.user_id(), chat_id, newest, None).await
        {
            // The chat can still be shown.
            error.log();
        }
        screen.count_as_read();
    }
    screen.show(&caller)
}

/// `GET /chats/{chat_id}/delete`: asks for confirmation.
pub(crate) async fn confirm_chat_deletion(caller: LoggedIn, path: web::Path<String>) -> PageResult {
    let page = delete_chat_page(&caller, id_of(&path)?).await?;
    caller.visitor.show(&page)
}

/// `POST /chats/{chat_id}/delete`
pub(crate) async fn delete_chat(caller: LoggedIn, path: web::Path<String>, form: Form<SMALL>) -> PageResult {
    let chat_id = id_of(&path)?;
    if form.is_stale() {
        let page = delete_chat_page(&caller, chat_id).await?;
        return caller.visitor.show(&page.stale());
    }
    messaging::delete_chat(caller.state(), caller.user_id(), chat_id).await?;
    Ok(caller.visitor.redirect_with("/chats/list", Flash::success("The chat is deleted")))
}

async fn delete_chat_page(caller: &LoggedIn, chat_id: ChatId) -> AppResult<HtmlPage<DeleteChatPage>> {
    let (companion, _) = messaging::chat_view(caller.state(), caller.user_id(), chat_id, None, 1).await?;
    let chat = ChatToDelete { chat_id, companion };
    Ok(HtmlPage::new("chats/delete.html", "Delete chat", DeleteChatPage { chat }))
}
