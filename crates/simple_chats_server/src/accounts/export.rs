//! The export of a user's data: an archive of pages for people and a file for programs, written while it is sent.
//!
//! It reads in short steps, each as any other read of the user, and waits between them for the client: however slow that is,
//! it holds neither a connection to the database nor more than a page of messages.

mod archive;
mod data;
mod html;

use super::current_credential::is_current;
use super::security_log::{SecurityEvent, note};
use super::sessions::SessionLifetime;
use super::standing::find_usable;
use crate::delivery::Credential;
use crate::error::{AppError, AppResult};
use crate::rate_limits::{ExportPlace, Network, ReadKey};
use crate::state::AppState;
use archive::{Archive, Size};
use chrono::{DateTime, Utc};
use data::Profile;
use futures_util::Stream;
use simple_chats_domain::{ChatOverview, ChatQuery, Page, StoredMessage, User, UserId, cut_to_millis};
use simple_chats_persistence::{Account, DbConnection, chats, invitations, messages, sessions, users};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc;

/// How many chats or messages are read at once.
const PAGE_ROWS: i64 = 100;

/// How many messages a page of a chat has at most, so that a browser can show it. The rest is on further pages.
const MESSAGES_PER_PART: usize = 10_000;

/// An export that is being written: its bytes in portions, as far as they are taken. It ends when it is dropped.
pub(crate) struct Export {
    /// The name under which it should be saved.
    pub(crate) file_name: String,
    /// The work, until it is done. It goes on only while somebody waits for a portion.
    work: Option<Pin<Box<dyn Future<Output = AppResult<()>>>>>,
    portions: mpsc::Receiver<Vec<u8>>,
}

/// Who exports, and by what. The export ends when this does.
#[derive(Debug, Clone)]
pub(crate) struct ExportAccess {
    pub(crate) user_id: UserId,
    pub(crate) credential: Credential,
}

impl ExportAccess {
    /// The account. Fails if it is gone or suspended, or has another password by now, or if the session has ended.
    fn check(&self, conn: &mut DbConnection) -> AppResult<Account> {
        let account = find_usable(conn, self.user_id)?;
        if is_current(conn, &account, &self.credential)? { Ok(account) } else { Err(AppError::TokenInvalid) }
    }
}

/// Begins an export of a user. Fails if another one of the user is being written.
pub(crate) async fn export(
    state: Arc<AppState>,
    network: Network,
    access: ExportAccess,
) -> AppResult<Export> {
    let me = access.user_id;
    state.rate_limiter.change(me)?;
    let place = state.exports.take(me)?;
    let at = cut_to_millis(Utc::now());
    let source = Source { state, me, access, _place: place };
    let (user, profile) = source.profile(at).await?;
    note(SecurityEvent::Exported, Some(me), Some(network));
    let file_name = format!("simple-chats-{}-{}.zip", user.username, at.format("%Y-%m-%d"));
    let (client, portions) = mpsc::channel(1);
    let archive = Archive::new(client, at);
    let work = async move { write(&source, archive, &user, &profile, at).await };
    Ok(Export { file_name, work: Some(Box::pin(work)), portions })
}

impl Stream for Export {
    type Item = AppResult<Vec<u8>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(work) = &mut self.work
            && let Poll::Ready(done) = work.as_mut().poll(context)
        {
            self.work = None;
            if let Err(error) = done {
                error.log();
                return Poll::Ready(Some(Err(error)));
            }
        }
        self.portions.poll_recv(context).map(|portion| portion.map(Ok))
    }
}

async fn write(
    source: &Source,
    mut archive: Archive,
    user: &User,
    profile: &Profile,
    at: DateTime<Utc>,
) -> AppResult<()> {
    archive.begin("index.html".to_owned(), Size::Usual).await?;
    archive.add(html::index(user, at)).await?;
    let mut after = Some(0);
    while let Some(page) = source.next_chats(&mut after).await? {
        archive.add(page.iter().map(html::item).collect::<String>()).await?;
    }
    archive.add(["</ul>\n", html::END].concat()).await?;

    let mut after = Some(0);
    while let Some(page) = source.next_chats(&mut after).await? {
        for chat in &page {
            write_pages(source, &mut archive, chat).await?;
        }
    }

    archive.begin("data.json".to_owned(), Size::Large).await?;
    archive.add(data::begin(profile)?).await?;
    let (mut after, mut separator) = (Some(0), "\n");
    while let Some(page) = source.next_chats(&mut after).await? {
        for chat in &page {
            archive.add(separator).await?;
            write_data(source, &mut archive, chat).await?;
            separator = ",\n";
        }
    }
    archive.add(data::END).await?;
    archive.finish().await
}

/// Writes the pages of a chat.
async fn write_pages(source: &Source, archive: &mut Archive, chat: &ChatOverview) -> AppResult<()> {
    let (mut part, mut in_part, mut after) = (1, 0, Some(0));
    archive.begin(html::file_of_chat(chat, part), Size::Usual).await?;
    archive.add(html::chat(chat, part)).await?;
    while let Some(page) = source.next_messages(chat, &mut after).await? {
        if in_part >= MESSAGES_PER_PART {
            archive.add(html::end_of_chat(chat, part, true)).await?;
            (part, in_part) = (part + 1, 0);
            archive.begin(html::file_of_chat(chat, part), Size::Usual).await?;
            archive.add(html::chat(chat, part)).await?;
        }
        in_part += page.len();
        let items = page.iter().map(|stored| html::message(&stored.message, source.me, &chat.companion));
        archive.add(items.collect::<String>()).await?;
    }
    archive.add(html::end_of_chat(chat, part, false)).await
}

/// Writes a chat into `data.json`.
async fn write_data(source: &Source, archive: &mut Archive, chat: &ChatOverview) -> AppResult<()> {
    archive.add(data::chat(chat)?).await?;
    let (mut after, mut separator) = (Some(0), "\n");
    while let Some(page) = source.next_messages(chat, &mut after).await? {
        let mut items = String::new();
        for stored in &page {
            items.push_str(separator);
            items.push_str(&data::message(stored)?);
            separator = ",\n";
        }
        archive.add(items).await?;
    }
    archive.add(data::END).await
}

/// What an export reads of its user.
struct Source {
    state: Arc<AppState>,
    me: UserId,
    access: ExportAccess,
    _place: ExportPlace,
}

impl Source {
    async fn profile(&self, at: DateTime<Utc>) -> AppResult<(User, Profile)> {
        let (me, lifetime) = (self.me, SessionLifetime::of(&self.state.settings));
        let read = move |conn: &mut DbConnection, account: Account| {
            let last_seen = users::last_seen(conn, &[me])?.into_iter().next().and_then(|(_, at)| at);
            let (mut sessions, invitations) = (sessions::list_of(conn, me)?, invitations::list_of(conn, me)?);
            sessions.retain(|session| lifetime.lasts(session, at));
            let rows = sessions.len() + invitations.len();
            let user = account.user.clone();
            Ok(((user, Profile::new(at, account, last_seen, sessions, invitations)), rows))
        };
        self.read(read).await
    }

    /// The chats after an id, which moves on; `None` if there are no more.
    async fn next_chats(&self, after: &mut Option<i64>) -> AppResult<Option<Vec<ChatOverview>>> {
        let (me, Some(from)) = (self.me, *after) else { return Ok(None) };
        let query = ChatQuery { after: from, limit: PAGE_ROWS };
        let read = move |conn: &mut DbConnection, _| {
            let page: Page<ChatOverview> = chats::list_all_overviews(conn, me, query)?;
            let rows = page.items.len();
            Ok((page, rows))
        };
        let page = self.read(read).await?;
        *after = page.items.last().filter(|_| page.more).map(|chat| chat.chat_id.get());
        Ok(Some(page.items).filter(|items| !items.is_empty()))
    }

    /// The messages of a chat after an id, which moves on; `None` if there are no more.
    async fn next_messages(
        &self,
        chat: &ChatOverview,
        after: &mut Option<i64>,
    ) -> AppResult<Option<Vec<StoredMessage>>> {
        let (chat_id, Some(from)) = (chat.chat_id, *after) else { return Ok(None) };
        let read = move |conn: &mut DbConnection, _| {
            let page = messages::list_stored_after(conn, chat_id, from, PAGE_ROWS)?;
            let rows = page.items.len();
            Ok((page, rows))
        };
        let page = self.read(read).await?;
        *after = page.items.last().filter(|_| page.more).map(|stored| stored.message.message_id.get());
        Ok(Some(page.items).filter(|items| !items.is_empty()))
    }

    /// Reads rows, and returns them without their number. It takes its turn among the user's other reads, and waits while
    /// those have used up what the user may read. Fails if the user may no longer read.
    async fn read<T: Send + 'static>(
        &self,
        mut read: impl FnMut(&mut DbConnection, Account) -> AppResult<(T, usize)> + Send + 'static,
    ) -> AppResult<T> {
        while let Err(error) = self.state.rate_limiter.read(self.me) {
            wait(error).await?;
        }
        let _slot = loop {
            match self.state.read_slots.take(ReadKey::User(self.me)).await {
                Ok(slot) => break slot,
                Err(error) => wait(error).await?,
            }
        };
        let access = self.access.clone();
        let read = move |conn: &mut DbConnection| {
            let account = access.check(conn)?;
            read(conn, account)
        };
        let (value, rows) = self.state.database.read(read).await?;
        self.state.rate_limiter.has_read(self.me, rows);
        Ok(value)
    }
}

/// Waits until a limit lets the user go on. Fails with any other error.
async fn wait(error: AppError) -> AppResult<()> {
    let AppError::RateLimited { retry_after } = error else { return Err(error) };
    tokio::time::sleep(Duration::from_secs(retry_after)).await;
    Ok(())
}
