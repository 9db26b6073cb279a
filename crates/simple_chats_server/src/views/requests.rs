//! `/chats/requests`: chats that strangers have begun; and the forms that accept a chat and block its companion.

use super::chat::{ChatScreen, chat_path, id_of, rows_of, with_presence};
use super::form::{Form, SMALL};
use super::page::{HtmlPage, PageResult};
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::accounts;
use crate::error::{AppError, AppResult};
use crate::http::conditional::Conditions;
use crate::messaging;
use actix_web::web;
use serde::Serialize;
use simple_chats_domain::{ChatId, ChatQuery, UserId};
use simple_chats_persistence::DbConnection;

/// How many requests the page lists at once, the oldest first.
const MAX_LISTED: i64 = 200;

#[derive(Serialize)]
struct RequestsPage {
    /// The last one that is listed, if there are more.
    next: Option<ChatId>,
}

/// `GET /chats/requests`
pub(crate) async fn show_requests(caller: LoggedIn) -> PageResult {
    let me = caller.user_id();
    caller.state().rate_limiter.read(me)?;
    let after = caller.visitor.query("after").and_then(|value| value.parse().ok()).map_or(0, ChatId::get);
    let query = ChatQuery::after(after, MAX_LISTED);
    let list = move |conn: &mut DbConnection| messaging::list_requests(conn, me, query);
    let found = caller.state().database.read(list).await?;
    caller.state().rate_limiter.has_read(me, found.items.len());
    let next = found.items.last().filter(|_| found.more).map(|chat| chat.chat_id);
    let rows = with_presence(caller.visitor.texts(), caller.state(), me, found).await?;
    let page = HtmlPage::new("chats/requests.html", "requests-requests", RequestsPage { next });
    caller.visitor.show(&page.with_fragment("rows", rows_of(caller.visitor.texts(), &rows.items)?))
}

/// `POST /chats/{chat_id}/accept`
pub(crate) async fn accept_chat(caller: LoggedIn, path: web::Path<String>, form: Form<SMALL>) -> PageResult {
    let chat_id = id_of(&path)?;
    if form.is_stale() {
        return show_stale(&caller, chat_id).await;
    }
    messaging::accept_chat(caller.state(), caller.user_id(), chat_id).await?;
    Ok(caller.visitor.redirect_with(&chat_path(chat_id), Flash::success("requests-request-accepted")))
}

/// `POST /chats/{chat_id}/block`
pub(crate) async fn block_companion(
    caller: LoggedIn,
    path: web::Path<String>,
    form: Form<SMALL>,
) -> PageResult {
    let chat_id = id_of(&path)?;
    if form.is_stale() {
        return show_stale(&caller, chat_id).await;
    }
    let companion = companion_of(&caller, chat_id).await?;
    accounts::block(caller.state(), caller.user_id(), companion).await?;
    let flash = Flash::success("requests-user-blocked-isnt-told");
    Ok(caller.visitor.redirect_with(&chat_path(chat_id), flash))
}

/// `POST /chats/{chat_id}/unblock`
pub(crate) async fn unblock_companion(
    caller: LoggedIn,
    path: web::Path<String>,
    form: Form<SMALL>,
) -> PageResult {
    let chat_id = id_of(&path)?;
    if form.is_stale() {
        return show_stale(&caller, chat_id).await;
    }
    let companion = companion_of(&caller, chat_id).await?;
    accounts::unblock(caller.state(), caller.user_id(), companion).await?;
    Ok(caller.visitor.redirect_with(&chat_path(chat_id), Flash::success("requests-user-unblocked")))
}

async fn companion_of(caller: &LoggedIn, chat_id: ChatId) -> AppResult<UserId> {
    let chat = messaging::find_chat(caller.state(), caller.user_id(), chat_id).await?;
    chat.companion_of(caller.user_id()).map_err(|error| AppError::of_chat(error, chat_id))
}

/// The chat again, with the note that the form has expired.
async fn show_stale(caller: &LoggedIn, chat_id: ChatId) -> PageResult {
    let screen = ChatScreen::of_chat(caller, chat_id, None, Conditions::none()).await?;
    screen.show_stale(caller)
}
