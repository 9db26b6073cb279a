//! The screen of a chat: the list beside it, its messages, and the form below them.

use super::composer::{Composer, Rejection, Unsent};
use super::list::{ChatListItem, Pager, chat_path, newest_chats, online_among};
use super::timeline::{self, TimelineMessage};
use crate::error::AppResult;
use crate::messaging;
use crate::state::AppState;
use crate::views::page::{HtmlPage, PageResult};
use crate::views::visitor::LoggedIn;
use serde::Serialize;
use simple_chats_domain::{ChatId, MessageId, Page, Person};

/// The screen of a chat, or of a person without a chat yet.
#[derive(Serialize)]
pub(in crate::views) struct ChatScreen {
    chats: Vec<ChatListItem>,
    page: Pager,
    page_size: i64,
    messages_per_load: u32,
    chat: ChatHeader,
    messages: Vec<TimelineMessage>,
    older_href: Option<String>,
    newest_href: Option<String>,
    can_write: bool,
    composer: Composer,
    edit_failure: Option<EditFailure>,
}

#[derive(Serialize)]
struct ChatHeader {
    chat_id: Option<ChatId>,
    revision: i64,
    read_up_to: i64,
    companion_read_up_to: i64,
    companion: Person,
    online: bool,
}

#[derive(Serialize)]
struct EditFailure {
    message_id: MessageId,
    text: String,
    error: String,
}

impl ChatScreen {
    /// A chat with its newest messages, or with the newest before one.
    pub(in crate::views) async fn of_chat(
        caller: &LoggedIn,
        chat_id: ChatId,
        before: Option<MessageId>,
    ) -> AppResult<Self> {
        let (state, me) = (caller.state(), caller.user_id());
        let page_size = i64::from(state.settings.chats_per_page);
        let limit = i64::from(state.settings.messages_per_load);
        let ((companion, history), rows) = tokio::try_join!(
            messaging::chat_view(state, me, chat_id, before, limit),
            newest_chats(state, me, page_size, 0),
        )?;
        let (chat, listed) = (history.chat, history.messages);
        let online = !online_among(state, std::iter::once(&companion)).await?.is_empty();
        let path = chat_path(chat_id);
        let oldest = listed.items.last().filter(|_| listed.more);
        let header = ChatHeader {
            chat_id: Some(chat_id),
            revision: chat.revision,
            read_up_to: chat.read_up_to(me),
            companion_read_up_to: chat.companion_read_up_to(me),
            companion,
            online,
        };
        Ok(Self {
            older_href: oldest.map(|message| format!("{path}?before={}", message.message_id)),
            newest_href: before.is_some().then(|| path.clone()),
            messages: timeline::shown(me, &chat, listed.items.into_iter().rev()),
            ..Self::without_messages(state, rows, header, format!("{path}/messages"))
        })
    }

    /// The empty screen of a person. The first message creates the chat.
    pub(in crate::views) async fn of_person(caller: &LoggedIn, companion: Person) -> AppResult<Self> {
        let state = caller.state();
        let page_size = i64::from(state.settings.chats_per_page);
        let rows = newest_chats(state, caller.user_id(), page_size, 0).await?;
        let action = format!("/chats/begin/{}", companion.username.as_deref().unwrap_or_default());
        let header = ChatHeader {
            chat_id: None,
            revision: 0,
            read_up_to: 0,
            companion_read_up_to: 0,
            companion,
            // Presence is shown only to companions.
            online: false,
        };
        Ok(Self::without_messages(state, rows, header, action))
    }

    fn without_messages(
        state: &AppState,
        rows: Page<ChatListItem>,
        chat: ChatHeader,
        action: String,
    ) -> Self {
        Self {
            page: Pager::of(1, rows.more),
            chats: rows.items,
            page_size: i64::from(state.settings.chats_per_page),
            messages_per_load: state.settings.messages_per_load,
            messages: Vec::new(),
            older_href: None,
            newest_href: None,
            can_write: !chat.companion.is_deleted(),
            composer: Composer::empty(action),
            edit_failure: None,
            chat,
        }
    }

    pub(in crate::views) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// Its newest message, if that is beyond the caller's read mark.
    pub(in crate::views) fn newest_unread(&self) -> Option<MessageId> {
        let newest = self.messages.last().map(|message| message.message_id);
        newest.filter(|newest| newest.get() > self.chat.read_up_to)
    }

    /// Counts the chat as read in the list beside it.
    pub(in crate::views) fn count_as_read(&mut self) {
        for row in &mut self.chats {
            if Some(row.chat_id) == self.chat.chat_id {
                row.unread = 0;
            }
        }
    }

    pub(in crate::views) fn show(self, caller: &LoggedIn) -> PageResult {
        caller.visitor.show(&self.into_page())
    }

    pub(in crate::views) fn show_unsent(mut self, caller: &LoggedIn, unsent: Unsent) -> PageResult {
        let (status, retry_after) = (unsent.rejection.status, unsent.rejection.retry_after);
        self.composer = self.composer.with(unsent);
        caller.visitor.show(&self.into_page().status(status).retry_after(retry_after))
    }

    pub(in crate::views) fn show_unedited(
        mut self,
        caller: &LoggedIn,
        message_id: MessageId,
        text: String,
        rejection: Rejection,
    ) -> PageResult {
        self.edit_failure = Some(EditFailure { message_id, text, error: rejection.reason });
        let page = self.into_page().status(rejection.status);
        caller.visitor.show(&page.retry_after(rejection.retry_after))
    }

    pub(in crate::views) fn into_page(self) -> HtmlPage<Self> {
        HtmlPage::new("chats/chat.html", self.chat.companion.name.clone(), self)
    }
}
