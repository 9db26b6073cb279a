//! The list of chats, newest message first.

use super::attachments::preview_of;
use super::formatting::without_marks;
use super::text::excerpt;
use super::times;
use crate::error::{AppError, AppResult};
use crate::http::assets::Assets;
use crate::messaging;
use crate::state::AppState;
use chrono::{DateTime, Utc};
use serde::Serialize;
use simple_chats_domain::{ChatId, ChatOverview, Page, Person, UserId, rfc3339_millis};
use simple_chats_texts::Texts;
use std::collections::HashSet;
use tera::context;

/// A row of the list, without anything that isn't shown.
#[derive(Hash, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the template asks for each")]
pub(in crate::views) struct ChatListItem {
    chat_id: ChatId,
    companion_id: UserId,
    name: String,
    online: bool,
    last_message: Option<LastMessage>,
    unread: i64,
    pinned: bool,
    muted: bool,
    marked_unread: bool,
    /// Whether its messages are beside the list.
    current: bool,
    /// The day and the time of the newest message.
    full_time: Option<String>,
}

#[derive(Hash, Serialize)]
struct LastMessage {
    text: String,
    mine: bool,
    /// The reaction of the one who has received it, which is newer than the message.
    reaction: Option<String>,
    written_at: String,
    time: String,
}

/// The usual length of a row, at most.
const ROW_BYTES: usize = 600;

#[derive(Serialize)]
pub(in crate::views) struct Pager {
    number: i64,
    previous: Option<String>,
    next: Option<String>,
}

impl ChatListItem {
    fn of(
        texts: &Texts,
        me: UserId,
        chat: ChatOverview,
        online: &HashSet<UserId>,
        now: DateTime<Utc>,
    ) -> Self {
        let full_time = chat.last_message.as_ref().map(|message| times::full_time(texts, message.written_at));
        let last_message = chat.last_message.map(|message| LastMessage {
            mine: message.belongs_to(me),
            reaction: message.reaction_of(message.receiver_id).map(str::to_owned),
            written_at: rfc3339_millis(message.written_at),
            time: times::list_time(texts, message.written_at, now),
            text: excerpt(without_marks(preview_of(texts, message))),
        });
        Self {
            chat_id: chat.chat_id,
            companion_id: chat.companion.user_id,
            online: online.contains(&chat.companion.user_id),
            name: chat.companion.name,
            last_message,
            unread: chat.unread,
            pinned: chat.preferences.pinned,
            muted: chat.preferences.muted_until.is_some(),
            marked_unread: chat.preferences.marked_unread,
            current: false,
            full_time,
        }
    }
}

impl ChatListItem {
    /// Adapts the row to the chat that the page shows beside it.
    pub(super) fn stand_beside(&mut self, chat_id: ChatId, is_read: bool) {
        self.current = self.chat_id == chat_id;
        // It is as soon as the page is shown.
        if self.current && is_read {
            self.unread = 0;
        }
        self.marked_unread &= !self.current;
        // A script adds it.
        self.full_time = None;
    }
}

impl Pager {
    pub(in crate::views) fn of(number: i64, more: bool) -> Self {
        Self::of_list(false, number, more)
    }

    /// Of the list of archived chats, or of that of the others.
    pub(in crate::views) fn of_list(archived: bool, number: i64, more: bool) -> Self {
        let kind = if archived { "archived=true&" } else { "" };
        let href = |number: i64| format!("/chats/list?{kind}page_num={number}");
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

/// The chats of a list, with presence.
pub(in crate::views) async fn with_presence(
    texts: &Texts,
    state: &AppState,
    me: UserId,
    chats: Page<ChatOverview>,
) -> AppResult<Page<ChatListItem>> {
    let online = online_among(state, visible_companions(&chats)).await?;
    Ok(items_of(texts, me, chats, &online))
}

/// The chats of a list, with the presence that was read before.
pub(super) fn items_of(
    texts: &Texts,
    me: UserId,
    chats: Page<ChatOverview>,
    online: &HashSet<UserId>,
) -> Page<ChatListItem> {
    let now = Utc::now();
    chats.map(|chat| ChatListItem::of(texts, me, chat, online, now))
}

/// The rows of a list as HTML.
pub(in crate::views) fn rows_of(texts: &Texts, items: &[ChatListItem]) -> AppResult<String> {
    let assets = Assets::current();
    let mut rows = String::with_capacity(items.len() * ROW_BYTES);
    for item in items {
        let context = || context! { row => item };
        rows.push_str(
            &assets.fragment(texts.language(), "chats.row", item, context).map_err(AppError::internal)?,
        );
    }
    Ok(rows)
}

/// The companions whose presence the user may see.
pub(super) fn visible_companions(chats: &Page<ChatOverview>) -> impl Iterator<Item = &Person> {
    chats.items.iter().filter(|chat| chat.shows_presence).map(|chat| &chat.companion)
}

/// The people who are online. A deleted user counts as offline, even if a socket is still open.
pub(super) async fn online_among(
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
        let archived = "/chats/list?archived=true&page_num=2";
        assert_eq!(links(&Pager::of_list(true, 1, true)), (None, Some(archived)));
    }
}
