//! The list of chats, newest message first.

use crate::error::AppResult;
use crate::messaging;
use crate::state::AppState;
use serde::Serialize;
use simple_chats_domain::{ChatId, ChatOverview, Page, Paging, Person, UserId, rfc3339_millis};
use std::collections::HashSet;

#[derive(Serialize)]
pub(in crate::views) struct ChatListItem {
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

#[derive(Serialize)]
pub(in crate::views) struct Pager {
    number: i64,
    previous: Option<String>,
    next: Option<String>,
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
    pub(in crate::views) fn of(number: i64, more: bool) -> Self {
        let href = |number: i64| format!("/chats/list?page_num={number}");
        Self {
            number,
            previous: (number > 1).then(|| href(number - 1)),
            next: more.then(|| href(number + 1)),
        }
    }
}

pub(in crate::views) fn chat_path(chat_id: ChatId) -> String {
    format!("/chats/{chat_id}")
}

pub(in crate::views) async fn newest_chats(
    state: &AppState,
    me: UserId,
    limit: i64,
    offset: i64,
) -> AppResult<Page<ChatListItem>> {
    let page = messaging::newest_chats(state, me, Paging { limit, offset }).await?;
    let online = online_among(state, page.items.iter().map(|chat| &chat.companion)).await?;
    Ok(page.map(|chat| ChatListItem::of(me, chat, &online)))
}

/// The people who are online. A deleted user counts as offline, even if a socket is still open.
pub(in crate::views) async fn online_among(
    state: &AppState,
    people: impl Iterator<Item = &Person>,
) -> AppResult<HashSet<UserId>> {
    let users = people.filter(|person| !person.is_deleted()).map(|person| person.user_id);
    messaging::online_among(state, users.collect()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(pager: &Pager) -> (Option<&str>, Option<&str>) {
        (pager.previous.as_deref(), pager.next.as_deref())
    }

    #[test]
    fn a_pager_links_to_existing_neighbors() {
        assert_eq!(links(&Pager::of(1, false)), (None, None));
        let (first, third) = ("/chats/list?page_num=1", "/chats/list?page_num=3");
        assert_eq!(links(&Pager::of(2, true)), (Some(first), Some(third)));
        assert_eq!(links(&Pager::of(2, false)), (Some(first), None));
    }
}
