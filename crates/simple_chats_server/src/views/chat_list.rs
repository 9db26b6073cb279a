//! `/chats/list`: one's chats with the newest message first.

use super::error::PageError;
use super::page::{HtmlPage, redirect};
use super::query::{page_number, query_parameter};
use super::visitor::LoggedIn;
use crate::error::AppError;
use crate::messaging;
use crate::state::AppState;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use simple_chats_domain::{ChatId, ChatOverview, Paging, Person, UserId, rfc3339_millis};
use std::collections::HashSet;

/// A chat of a list.
#[derive(Serialize)]
pub(super) struct ChatListItem {
    pub(super) chat_id: ChatId,
    companion: Person,
    online: bool,
    last_message: Option<LastMessage>,
    pub(super) unread: i64,
    href: String,
}

#[derive(Serialize)]
struct LastMessage {
    text: String,
    mine: bool,
    written_at: String,
}

/// Where one is in the list, and the ways to its other pages.
#[derive(Serialize)]
pub(super) struct Pager {
    number: i64,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Serialize)]
struct ChatListPage {
    chats: Vec<ChatListItem>,
    page: Pager,
    page_size: i64,
}

impl ChatListItem {
    fn of(me: UserId, chat: ChatOverview, online: &HashSet<UserId>) -> Self {
        let last_message = chat.last_message.map(|message| LastMessage {
            mine: message.belongs_to(me),
            written_at: rfc3339_millis(message.written_at),
            text: message.text,
        });
        Self {
            chat_id: chat.chat_id,
            online: online.contains(&chat.companion.user_id),
            companion: chat.companion,
            last_message,
            unread: chat.unread,
            href: chat_path(chat.chat_id),
        }
    }
}

impl Pager {
    /// The ways from a page, behind which there are more chats or not.
    pub(super) fn of(number: i64, more: bool) -> Self {
        let href = |number: i64| format!("/chats/list?page_num={number}");
        Self {
            number,
            previous: (number > 1).then(|| href(number - 1)),
            next: more.then(|| href(number + 1)),
        }
    }
}

/// The page of a chat.
pub(super) fn chat_path(chat_id: ChatId) -> String {
    format!("/chats/{chat_id}")
}

/// Rows of the newest chats.
pub(super) async fn newest_rows(
    state: &AppState,
    me: UserId,
    limit: i64,
    offset: i64,
) -> Result<simple_chats_domain::Page<ChatListItem>, AppError> {
    let page = messaging::newest_chats(state, me, Paging { limit, offset }).await?;
    let online = online_among(state, page.items.iter().map(|chat| &chat.companion)).await?;
    Ok(page.map(|chat| ChatListItem::of(me, chat, &online)))
}

/// Who of these people is there. One who has left for good is not, though a socket may not know yet.
pub(super) async fn online_among(
    state: &AppState,
    people: impl Iterator<Item = &Person>,
) -> Result<HashSet<UserId>, AppError> {
    let present = people.filter(|person| !person.is_deleted()).map(|person| person.user_id);
    messaging::online_among(state, present.collect()).await
}

/// `GET /chats/list`
pub(crate) async fn show_list(caller: LoggedIn, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let number = page_number(query_parameter(&request, "page_num").as_deref());
    let page_size = i64::from(caller.state().settings.chats_per_page);
    let rows = newest_rows(caller.state(), caller.user_id(), page_size, (number - 1) * page_size).await?;
    let page = Pager::of(number, rows.more);
    caller.visitor.show(&HtmlPage::new(
        "chats/list.html",
        "Chats list",
        ChatListPage { chats: rows.items, page, page_size },
    ))
}

/// `GET /chats/going`, `GET /chats/end`: addresses of the original application.
pub(crate) async fn redirect_to_list(_: LoggedIn) -> HttpResponse {
    redirect("/chats/list")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(pager: &Pager) -> (Option<&str>, Option<&str>) {
        (pager.previous.as_deref(), pager.next.as_deref())
    }

    #[test]
    fn a_pager_leads_to_the_neighbours_that_are_there() {
        assert_eq!(ways(&Pager::of(1, false)), (None, None));
        let (first, third) = ("/chats/list?page_num=1", "/chats/list?page_num=3");
        assert_eq!(ways(&Pager::of(2, true)), (Some(first), Some(third)));
        assert_eq!(ways(&Pager::of(2, false)), (Some(first), None));
    }
}
