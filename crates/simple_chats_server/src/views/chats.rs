//! `/chats/list` and `/chats/{chat_id}`: lists, shows, and deletes chats.

use super::chat::{ChatScreen, Loaded, Pager, StoredScreen, chat_path, id_of, rows_of, with_presence};
use super::error::PageError;
use super::form::{Form, SMALL};
use super::page::{HtmlPage, PageResult, redirect};
use super::visitor::flash::Flash;
use super::visitor::query::page_number;
use super::visitor::{LoggedIn, Viewer, Visitor};
use crate::accounts::ActiveSession;
use crate::error::AppResult;
use crate::http::conditional::Conditions;
use crate::messaging::{self, ChatPage};
use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use simple_chats_domain::{ChatId, HistoryRange, Paging, Person, PreferencesChange};
use simple_chats_persistence::DbConnection;

#[derive(Serialize)]
struct ChatListPage {
    page: Pager,
    /// How many strangers want to write to the user; 100 means 100 or more.
    requests: i64,
    /// How many archived chats the user has; 100 means 100 or more.
    archived: i64,
    /// Whether the page lists these.
    is_archive: bool,
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

/// `GET /chats/list`, with `archived=true` for the archived chats
pub(crate) async fn show_list(viewer: Viewer) -> PageResult {
    let number = page_number(viewer.0.query("page_num").as_deref());
    let is_archive = viewer.0.query("archived").as_deref() == Some("true");
    let page_size = i64::from(viewer.0.state.settings.chats_per_page);
    let paging = Paging { limit: page_size, offset: (number - 1) * page_size };
    let list = move |conn: &mut DbConnection, session: &ActiveSession| {
        let me = session.user.user_id;
        let found = messaging::newest_chats(conn, me, is_archive, paging)?;
        Ok((found, messaging::count_requests(conn, me)?))
    };
    let (caller, (ChatPage { chats, archived }, requests)) = viewer.read(list).await?;
    let chats = with_presence(caller.visitor.texts(), caller.state(), caller.user_id(), chats).await?;
    let page = Pager::of_list(is_archive, number, chats.more);
    let content = ChatListPage { page, requests, archived, is_archive };
    let title = if is_archive { "chats-archived-chats" } else { "chats-chats" };
    let page = HtmlPage::new("chats/list.html", title, content);
    caller.visitor.show(&page.with_fragment("rows", rows_of(caller.visitor.texts(), &chats.items)?))
}

/// `GET /chats/going`, `GET /chats/end`: addresses of the original application.
pub(crate) async fn redirect_to_list(_: LoggedIn) -> HttpResponse {
    redirect("/chats/list")
}

/// `GET /chats/{chat_id}`, with one of `before`, `after`, and `around`: opens at the first unread message or a part of the
/// history. `text` is put into the form. Nothing is marked as read by it: scripts report what was in view, and without them the page loads
/// [`mark_read`].
pub(crate) async fn show_chat(viewer: Viewer, path: web::Path<String>, request: HttpRequest) -> PageResult {
    let chat_id = id_of(&path)?;
    let range = range_of(&viewer.0);
    let conditions = Conditions::of(&request, &viewer.0.state);
    // What is waiting for the next page is new to the client.
    let reply_to = viewer.0.query("reply_to").and_then(|id| id.parse().ok());
    let text = viewer.0.query("text");
    let is_plain = viewer.0.flashes.is_empty() && reply_to.is_none() && text.is_none();
    let conditions = if is_plain { conditions } else { conditions.unconditional() };
    let read = StoredScreen::read(&viewer.0.state, chat_id, range, conditions, viewer.0.browser_language());
    let (caller, stored) = viewer.read(read).await?;
    let screen = match ChatScreen::of_stored(&caller, stored).await? {
        Loaded::Screen(screen) => *screen,
        Loaded::Held(tag) => return Ok(Visitor::not_modified(&tag)),
        // Someone came or went, and nothing else has changed.
        Loaded::Outdated => {
            let conditions = Conditions::of(&request, caller.state());
            ChatScreen::of_chat(&caller, chat_id, range, conditions).await?
        }
    };
    if range.is_some() && screen.is_empty() {
        return Ok(redirect(&chat_path(chat_id)));
    }
    let screen = match text {
        Some(text) => screen.with_text(text),
        None => screen,
    };
    match reply_to {
        Some(message_id) => screen.replying_to(&caller, message_id).await?.show(&caller),
        None => screen.show(&caller),
    }
}

/// The part of a chat's history that an address names. One that names none, or more than one, leads to the place where the
/// chat opens.
fn range_of(visitor: &Visitor) -> Option<HistoryRange> {
    let id = |name| visitor.query(name).and_then(|id| id.parse().ok());
    HistoryRange::of(id("before"), id("after"), id("around")).filter(|range| *range != HistoryRange::Newest)
}

/// `GET /chats/{chat_id}/read?message_id={message_id}`: what a page without scripts loads to mark its messages as read, in
/// place of an image. Without a message, the chat is opened, and so no longer marked as unread.
pub(crate) async fn mark_read(caller: LoggedIn, path: web::Path<String>) -> Result<HttpResponse, PageError> {
    let chat_id = id_of(&path)?;
    if caller.visitor.is_page_view() {
        let (state, me) = (caller.state(), caller.user_id());
        if let Some(message_id) = caller.visitor.query("message_id").and_then(|id| id.parse().ok()) {
            messaging::mark_read(state, me, chat_id, message_id, None).await?;
        } else {
            let seen = PreferencesChange { marked_unread: Some(false), ..PreferencesChange::default() };
            messaging::prefer(state, me, chat_id, seen, None).await?;
        }
    }
    Ok(HttpResponse::NoContent().insert_header((CACHE_CONTROL, "no-store")).finish())
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
    Ok(caller.visitor.redirect_with("/chats/list", Flash::success("chats-chat-deleted")))
}

async fn delete_chat_page(caller: &LoggedIn, chat_id: ChatId) -> AppResult<HtmlPage<DeleteChatPage>> {
    let me = caller.user_id();
    let find = move |conn: &mut DbConnection| messaging::chat_with_companion(conn, me, chat_id);
    let (_, companion) = caller.state().database.read(find).await?;
    let chat = ChatToDelete { chat_id, companion };
    Ok(HtmlPage::new("chats/delete.html", "chats-delete-chat", DeleteChatPage { chat }))
}
