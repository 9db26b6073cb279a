//! The screen of a chat: the list beside it, its messages, and the form below them.

use super::composer::{Composer, Unsent};
use super::list::{
    ChatListItem, Pager, chat_path, items_of, online_among, rows_of, visible_companions, with_presence,
};
use super::quote::ShownQuote;
use super::timeline::{self, TimelineMessage};
use crate::accounts::ActiveSession;
use crate::error::{AppError, AppResult, MissingRow};
use crate::http::assets::Assets;
use crate::http::conditional::{Conditions, EntityTag};
use crate::messaging::{self, ChatPage, OwnView};
use crate::state::AppState;
use crate::views::page::{HtmlPage, PageResult};
use crate::views::visitor::LoggedIn;
use chrono::Utc;
use serde::Serialize;
use simple_chats_auth::Digest;
use simple_chats_domain::{
    Chat, ChatId, ChatLifetime, ChatOverview, ChatPreferences, HistoryPage, HistoryRange, Language,
    LifetimeChange, Message, MessageId, Page, Paging, Person, UserId,
};
use simple_chats_persistence::{DbConnection, users};
use simple_chats_texts::Texts;
use std::collections::{BTreeSet, HashSet};
use std::hash::{Hash, Hasher};

/// The screen of a chat, or of a person without a chat yet.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the template asks for each")]
pub(in crate::views) struct ChatScreen {
    #[serde(skip)]
    chats: Vec<ChatListItem>,
    page: Pager,
    messages_per_load: u32,
    chat: ChatHeader,
    #[serde(skip)]
    messages: Vec<TimelineMessage>,
    /// The changes of the lifetime among them.
    #[serde(skip)]
    lines: Vec<LifetimeChange>,
    #[serde(skip)]
    me: UserId,
    older_href: Option<String>,
    newer_href: Option<String>,
    newest_href: Option<String>,
    /// How many archived chats the user has; 100 means 100 or more.
    archived: i64,
    /// Marks the newest unread message of the page, and the chat itself, as read, without scripts.
    read_href: Option<String>,
    can_write: bool,
    /// Whether the user has blocked the companion.
    is_blocked: bool,
    /// Whether the chat waits for the user to accept it.
    is_request: bool,
    /// Whether only the form can send the first message: the companion is found by the exact username only.
    is_hidden: bool,
    composer: Composer,
    /// The tag of all pages that show this screen, if those may have one.
    #[serde(skip)]
    tag: Option<EntityTag>,
}

#[derive(Serialize)]
struct ChatHeader {
    chat_id: Option<ChatId>,
    revision: i64,
    read_up_to: i64,
    companion_read_up_to: i64,
    companion: Person,
    online: bool,
    /// How long new messages live, for the scripts; null if they stay and nothing is proposed.
    lifetime: Option<String>,
}

/// All of a chat's screen that is in the database.
pub(in crate::views) struct StoredScreen {
    chat: Chat,
    preferences: ChatPreferences,
    companion: Person,
    /// The list beside the chat.
    chats: Page<ChatOverview>,
    archived: i64,
    range: Option<HistoryRange>,
    /// Names everything above, and through the chat's revision its messages.
    tag: EntityTag,
    messages: Messages,
}

enum Messages {
    Read(HistoryPage, Vec<LifetimeChange>),
    /// The client has them, in a page with this tag.
    Held(EntityTag),
}

/// What a read leads to.
pub(in crate::views) enum Loaded {
    Screen(Box<ChatScreen>),
    /// The client has the screen, in a page with this tag.
    Held(EntityTag),
    /// The client has a page with the same messages, but another presence.
    Outdated,
}

/// How many chats and messages a screen shows.
#[derive(Debug, Clone, Copy, Hash)]
struct Sizes {
    chats: i64,
    messages: i64,
}

impl Sizes {
    fn of(state: &AppState) -> Self {
        let (chats, messages) = (state.settings.chats_per_page, state.settings.messages_per_load);
        Self { chats: chats.into(), messages: messages.into() }
    }

    fn list(self, conn: &mut DbConnection, me: UserId) -> AppResult<ChatPage> {
        messaging::newest_chats(conn, me, false, Paging { limit: self.chats, offset: 0 })
    }
}

impl StoredScreen {
    /// The read of a chat with a part of its messages: without a range, those that it opens with. The messages are left out
    /// if the client has them.
    pub(in crate::views) fn read(
        state: &AppState,
        chat_id: ChatId,
        range: Option<HistoryRange>,
        conditions: Conditions,
        browser_language: Language,
    ) -> impl FnMut(&mut DbConnection, &ActiveSession) -> AppResult<Self> + Send + 'static {
        let sizes = Sizes::of(state);
        // Another secret key invalidates the tokens in a page.
        let program = (Assets::current().hash().to_owned(), state.csrf.mac("page"));
        move |conn, session| {
            let me = session.user.user_id;
            // Before its messages: a change between the two reads then has another tag.
            let (view, companion) = messaging::chat_with_companion(conn, me, chat_id)?;
            let OwnView { chat, preferences } = view;
            let ChatPage { chats, archived } = sizes.list(conn, me)?;
            let language = session.language.unwrap_or(browser_language);
            let viewer = (language, &session.session_key, &session.user.name, &session.user.username);
            let marks = (chat.revision, chat.read_up_to(me), chat.companion_read_up_to(me));
            let privacy = (chat.is_blocked_by(me), chat.is_request_to(me));
            let shown = (marks, privacy, &companion.username, &companion.name);
            // The times in the list depend on the day.
            let list =
                (Utc::now().date_naive(), chats.more, chats.items.iter().map(row_state).collect::<Vec<_>>());
            let own = (preferences, archived);
            let tag = conditions.tag(me, (&program, sizes, viewer, shown, own, list));
            let messages = if let Some(held) = conditions.held_version(&tag) {
                Messages::Held(held)
            } else {
                let page = match range {
                    Some(range) => messaging::messages_of(conn, &view, range, sizes.messages)?,
                    None => messaging::opening_messages(conn, &view, me, sizes.messages)?,
                };
                let shown = range.unwrap_or(HistoryRange::Newest);
                let lines = messaging::lifetime_changes(conn, &chat, view.part(), shown, &page)?;
                Messages::Read(page, lines)
            };
            Ok(Self { chat, preferences, companion, chats, archived, range, tag, messages })
        }
    }
}

/// Everything that determines a row of the list, except presence.
fn row_state(chat: &ChatOverview) -> impl Hash {
    let last_message_id = chat.last_message.as_ref().map(|message| message.message_id);
    (
        chat.chat_id,
        chat.revision,
        last_message_id,
        (chat.unread, chat.preferences),
        chat.companion.user_id,
        chat.companion.name.as_str(),
    )
}

fn lifetime_json(lifetime: ChatLifetime) -> AppResult<Option<String>> {
    let json = (lifetime != ChatLifetime::default()).then(|| serde_json::to_string(&lifetime));
    json.transpose().map_err(AppError::internal)
}

/// A short name for who is online.
fn presence_state(online: &HashSet<UserId>) -> String {
    let mut digest = Digest::default();
    online.iter().collect::<BTreeSet<_>>().hash(&mut digest);
    format!("{:x}", digest.finish())
}

impl ChatScreen {
    /// A chat that was read.
    pub(in crate::views) async fn of_stored(caller: &LoggedIn, stored: StoredScreen) -> AppResult<Loaded> {
        let (state, me) = (caller.state(), caller.user_id());
        let StoredScreen { chat, preferences, companion, chats, archived, range, tag, messages } = stored;
        let own = Some(&companion).filter(|_| chat.shows_presence());
        let companions = visible_companions(&chats).chain(own);
        let online = online_among(state, companions).await?;
        let (any, tag) = (tag.any_version(), tag.version(presence_state(&online)));
        let (messages, lines) = match messages {
            Messages::Read(messages, lines) => (messages, lines),
            Messages::Held(held) if held == any => return Ok(Loaded::Held(tag.any_version())),
            Messages::Held(held) if held.is_version_of(&tag) => return Ok(Loaded::Held(held)),
            Messages::Held(_) => return Ok(Loaded::Outdated),
        };
        let path = chat_path(chat.chat_id);
        let HistoryPage { messages, has_older, has_newer } = messages;
        let page_href = |name: &str, message: &Message| format!("{path}?{name}={}", message.message_id);
        let older_href = messages.last().filter(|_| has_older).map(|oldest| page_href("before", oldest));
        let newer_href = messages.first().filter(|_| has_newer).map(|newest| page_href("after", newest));
        let unread = messages.iter().find(|message| !message.belongs_to(me));
        let unread = unread.filter(|message| message.message_id.get() > chat.read_up_to(me));
        // Before the page that the user came from, nothing is new.
        let unread = unread.filter(|_| matches!(range, None | Some(HistoryRange::After(_))));
        let is_read = unread.is_some() && !has_newer;
        let read_href = unread.map(|newest| format!("{path}/read?message_id={}", newest.message_id));
        let read_href = read_href.or_else(|| preferences.marked_unread.then(|| format!("{path}/read")));
        let mut rows = items_of(caller.visitor.texts(), me, chats, &online);
        for row in &mut rows.items {
            row.stand_beside(chat.chat_id, is_read);
        }
        let found = match range {
            Some(HistoryRange::Around(message_id)) => Some(message_id),
            _ => None,
        };
        let header = ChatHeader {
            chat_id: Some(chat.chat_id),
            revision: chat.revision,
            read_up_to: chat.read_up_to(me),
            companion_read_up_to: chat.companion_read_up_to(me),
            online: online.contains(&companion.user_id),
            companion,
            lifetime: lifetime_json(chat.lifetime)?,
        };
        let is_blocked = chat.is_blocked_by(me);
        let can_write = !header.companion.is_deleted() && !is_blocked;
        Ok(Loaded::Screen(Box::new(Self {
            is_blocked,
            can_write,
            is_request: chat.is_request_to(me) && !is_blocked,
            older_href,
            newest_href: newer_href.as_ref().filter(|_| range.is_some()).map(|_| path.clone()),
            newer_href,
            read_href,
            archived,
            messages: timeline::shown(me, &chat, found, &lines, messages.into_iter().rev()),
            lines,
            me,
            tag: Some(tag),
            ..Self::without_messages(state, rows, header, format!("{path}/messages"))
        })))
    }

    /// A chat with a part of its messages, whatever the client has; without a range, those that it opens with.
    pub(in crate::views) async fn of_chat(
        caller: &LoggedIn,
        chat_id: ChatId,
        range: Option<HistoryRange>,
        conditions: Conditions,
    ) -> AppResult<Self> {
        let mut read = StoredScreen::read(
            caller.state(),
            chat_id,
            range,
            conditions.unconditional(),
            caller.visitor.browser_language(),
        );
        let session = ActiveSession::clone(&caller.session);
        let stored = caller.state().database.read(move |conn| read(conn, &session)).await?;
        match Self::of_stored(caller, stored).await? {
            Loaded::Screen(screen) => Ok(*screen),
            Loaded::Held(_) | Loaded::Outdated => {
                Err(AppError::Internal("a client without conditions has nothing".into()))
            }
        }
    }

    /// The empty screen of a person. The first message creates the chat.
    pub(in crate::views) async fn of_person(caller: &LoggedIn, companion: Person) -> AppResult<Self> {
        let state = caller.state();
        let (me, sizes) = (caller.user_id(), Sizes::of(state));
        let user_id = companion.user_id;
        let read = move |conn: &mut DbConnection| -> AppResult<_> {
            let is_hidden = users::find_findable(conn, me, user_id).or_none()?.is_none();
            Ok((sizes.list(conn, me)?, is_hidden))
        };
        let (ChatPage { chats, archived }, is_hidden) = state.database.read(read).await?;
        let rows = with_presence(caller.visitor.texts(), state, me, chats).await?;
        let action = format!("/chats/begin/{}", companion.username.as_deref().unwrap_or_default());
        let header = ChatHeader {
            chat_id: None,
            revision: 0,
            read_up_to: 0,
            companion_read_up_to: 0,
            companion,
            // Presence is shown only to companions.
            online: false,
            lifetime: None,
        };
        Ok(Self { archived, is_hidden, ..Self::without_messages(state, rows, header, action) })
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
            messages_per_load: state.settings.messages_per_load,
            messages: Vec::new(),
            lines: Vec::new(),
            me: chat.companion.user_id,
            older_href: None,
            newer_href: None,
            newest_href: None,
            read_href: None,
            archived: 0,
            can_write: !chat.companion.is_deleted(),
            is_blocked: false,
            is_request: false,
            is_hidden: false,
            composer: Composer::empty(action),
            tag: None,
            chat,
        }
    }

    /// The screen with a composer that replies to a message of the chat; without one if there is no such message.
    pub(in crate::views) async fn replying_to(
        self,
        caller: &LoggedIn,
        message_id: MessageId,
    ) -> AppResult<Self> {
        let (me, chat_id) = (caller.user_id(), self.chat.chat_id);
        let Some(chat_id) = chat_id else { return Ok(self) };
        let find = move |conn: &mut DbConnection| messaging::find_message(conn, me, chat_id, message_id);
        let message = match caller.state().database.read(find).await {
            Ok(stored) => stored.message,
            Err(AppError::UnknownMessage(_) | AppError::FromAnotherChat(..)) => return Ok(self),
            Err(error) => return Err(error),
        };
        let quote = message.quote();
        let quote = ShownQuote::of(caller.visitor.texts(), chat_id, &quote, me, &self.chat.companion.name);
        Ok(Self { composer: self.composer.replying_to(quote), tag: None, ..self })
    }

    /// The screen with a text in the form, to be sent by the user.
    pub(in crate::views) fn with_text(self, text: String) -> Self {
        Self { composer: self.composer.with_text(text), tag: None, ..self }
    }

    pub(in crate::views) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    pub(in crate::views) fn show(self, caller: &LoggedIn) -> PageResult {
        // Without scripts, a page with unread messages marks them as read each time that it is shown.
        let tag = self.tag.as_ref().filter(|_| self.read_href.is_none());
        // Each page has tokens of its own, and so a tag of its own.
        let tag = tag.map(|tag| tag.version(format_args!("{:x}", rand::random::<u64>())));
        caller.visitor.show(&self.into_page(caller.visitor.texts())?.with_tag(tag))
    }

    pub(in crate::views) fn show_unsent(mut self, caller: &LoggedIn, unsent: Unsent) -> PageResult {
        let (status, retry_after) = (unsent.rejection.status, unsent.rejection.retry_after);
        self.composer = self.composer.with(caller.visitor.texts(), unsent);
        caller.visitor.show(&self.into_page(caller.visitor.texts())?.status(status).retry_after(retry_after))
    }

    /// The screen after a form of another session.
    pub(in crate::views) fn show_stale(self, caller: &LoggedIn) -> PageResult {
        caller.visitor.show(&self.into_page(caller.visitor.texts())?.stale())
    }

    fn into_page(self, texts: &Texts) -> AppResult<HtmlPage<Self>> {
        let name = self.chat.companion.name.clone();
        let (rows, timeline) = (
            rows_of(texts, &self.chats)?,
            timeline::html_of(texts, self.me, &self.messages, &self.lines, &name)?,
        );
        let page = HtmlPage::new("chats/chat.html", name, self);
        Ok(page.with_fragment("rows", rows).with_fragment("timeline", timeline))
    }
}
