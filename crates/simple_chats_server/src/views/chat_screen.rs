//! The screen of a chat: the list beside it, its messages, and the form below them.

use super::chat_list::{ChatListItem, Pager, chat_path, newest_rows, online_among};
use super::composer::{Composer, Rejection, Unsent};
use super::error::PageError;
use super::page::HtmlPage;
use super::timeline::{self, TimelineMessage};
use super::visitor::LoggedIn;
use crate::messaging;
use actix_web::HttpResponse;
use serde::Serialize;
use simple_chats_domain::{ChatId, MessageId, Person};

/// The screen of a chat, or of a person with whom there is none yet.
#[derive(Serialize)]
pub(super) struct ChatScreen {
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
    /// The newest messages of a chat, or the newest before one.
    pub(super) async fn of_chat(
        caller: &LoggedIn,
        chat_id: ChatId,
        before: Option<MessageId>,
    ) -> Result<Self, PageError> {
        let (state, me) = (caller.state(), caller.user_id());
        let page_size = i64::from(state.settings.chats_per_page);
        let limit = i64::from(state.settings.messages_per_load);
        let (view, rows) = tokio::try_join!(
            messaging::chat_view(state, me, chat_id, before, limit),
            newest_rows(state, me, page_size, 0),
        )?;
        let (chat, companion, listed) = (view.history.chat, view.companion, view.history.messages);
        let online = !online_among(state, std::iter::once(&companion)).await?.is_empty();
        let path = chat_path(chat_id);
        let oldest = listed.items.last().filter(|_| listed.more);
        Ok(Self {
            page: Pager::of(1, rows.more),
            chats: rows.items,
            page_size,
            messages_per_load: state.settings.messages_per_load,
            older_href: oldest.map(|message| format!("{path}?before={}", message.message_id)),
            newest_href: before.is_some().then(|| path.clone()),
            messages: timeline::shown(me, &chat, listed.items.into_iter().rev()),
            can_write: !companion.is_deleted(),
            composer: Composer::empty(format!("{path}/messages")),
            edit_failure: None,
            chat: ChatHeader {
                chat_id: Some(chat_id),
                revision: chat.revision,
                read_up_to: chat.read_up_to(me),
                companion_read_up_to: chat.companion_read_up_to(me),
                companion,
                online,
            },
        })
    }

    /// The empty screen of a person; the first message will make the chat.
    pub(super) async fn of_person(caller: &LoggedIn, companion: Person) -> Result<Self, PageError> {
        let page_size = i64::from(caller.state().settings.chats_per_page);
        let rows = newest_rows(caller.state(), caller.user_id(), page_size, 0).await?;
        let username = companion.username.as_deref().unwrap_or_default();
        Ok(Self {
            page: Pager::of(1, rows.more),
            chats: rows.items,
            page_size,
            messages_per_load: caller.state().settings.messages_per_load,
            messages: Vec::new(),
            older_href: None,
            newest_href: None,
            can_write: true,
            composer: Composer::empty(format!("/chats/begin/{username}")),
            edit_failure: None,
            chat: ChatHeader {
                chat_id: None,
                revision: 0,
                read_up_to: 0,
                companion_read_up_to: 0,
                companion,
                // Only those who have a chat with somebody are told of them.
                online: false,
            },
        })
    }

    /// Whether there is no message on it.
    pub(super) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// The newest message on it, where it is beyond the caller's read mark.
    pub(super) fn newest_unread(&self) -> Option<MessageId> {
        let newest = self.messages.last().map(|message| message.message_id);
        newest.filter(|newest| newest.get() > self.chat.read_up_to)
    }

    /// The list beside it counts nothing as unread that is read here.
    pub(super) fn count_as_read(&mut self) {
        for row in &mut self.chats {
            if Some(row.chat_id) == self.chat.chat_id {
                row.unread = 0;
            }
        }
    }

    /// Shows it.
    pub(super) fn show(self, caller: &LoggedIn) -> Result<HttpResponse, PageError> {
        caller.visitor.show(&self.into_page())
    }

    /// Shows it with a text that was not sent.
    pub(super) fn show_unsent(
        mut self,
        caller: &LoggedIn,
        unsent: Unsent,
    ) -> Result<HttpResponse, PageError> {
        let (status, retry_after) = (unsent.rejection.status, unsent.rejection.retry_after);
        self.composer = self.composer.with(unsent);
        caller.visitor.show(&self.into_page().status(status).retry_after(retry_after))
    }

    /// Shows it with a change of a message that was not made.
    pub(super) fn show_unedited(
        mut self,
        caller: &LoggedIn,
        message_id: MessageId,
        text: String,
        rejection: Rejection,
    ) -> Result<HttpResponse, PageError> {
        self.edit_failure = Some(EditFailure { message_id, text, error: rejection.reason });
        let page = self.into_page().status(rejection.status);
        caller.visitor.show(&page.retry_after(rejection.retry_after))
    }

    /// The page of it, titled with the companion's name.
    pub(super) fn into_page(self) -> HtmlPage<Self> {
        HtmlPage::new("chats/chat.html", self.chat.companion.name.clone(), self)
    }
}
