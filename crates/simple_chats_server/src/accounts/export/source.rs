//! What an export reads, in short steps.

use super::super::sessions::SessionLifetime;
use super::access::ExportAccess;
use super::account::AccountData;
use crate::attachments::{self, Part};
use crate::error::{AppError, AppResult};
use crate::rate_limits::{ExportPlace, ReadKey};
use crate::state::AppState;
use chrono::{DateTime, Utc};
use simple_chats_domain::{Attachment, ChatOverview, ChatQuery, Page, StoredMessage, UserId};
use simple_chats_media::StoredBytes;
use simple_chats_persistence::blocks::BlockedUser;
use simple_chats_persistence::messages::ChatPart;
use simple_chats_persistence::reports::MadeReport;
use simple_chats_persistence::{Account, DbConnection, blocks, chats, messages, reports};
use std::sync::Arc;
use std::time::Duration;

/// How many rows of a list are read at once.
const PAGE_ROWS: i64 = 100;

/// What an export reads of its user.
pub(super) struct Source {
    state: Arc<AppState>,
    pub(super) me: UserId,
    access: ExportAccess,
    _place: ExportPlace,
}

impl Source {
    pub(super) fn new(state: Arc<AppState>, me: UserId, access: ExportAccess, place: ExportPlace) -> Self {
        Self { state, me, access, _place: place }
    }

    /// The account, and what belongs to it.
    pub(super) async fn account(&self, at: DateTime<Utc>) -> AppResult<AccountData> {
        let lifetime = SessionLifetime::of(&self.state.settings);
        let read = move |conn: &mut DbConnection, account: Account| {
            let data = AccountData::read(conn, account, lifetime, at)?;
            let rows = data.rows();
            Ok((data, rows))
        };
        self.read(read).await
    }

    /// The chats after an id, which moves on; `None` if there are no more.
    pub(super) async fn next_chats(&self, after: &mut Option<i64>) -> AppResult<Option<Vec<ChatOverview>>> {
        let me = self.me;
        let list = move |conn: &mut DbConnection, after| {
            let query = ChatQuery::after(after, PAGE_ROWS);
            Ok(chats::list_all_overviews(conn, me, query)?)
        };
        self.next(after, list, |chat| chat.chat_id.get()).await
    }

    /// The blocked users after an id, which moves on; `None` if there are no more.
    pub(super) async fn next_blocks(&self, after: &mut Option<i64>) -> AppResult<Option<Vec<BlockedUser>>> {
        let me = self.me;
        let list = move |conn: &mut DbConnection, after| {
            Ok(blocks::list_of(conn, me, ChatQuery::after(after, PAGE_ROWS))?)
        };
        self.next(after, list, |(user, _)| user.user_id.get()).await
    }

    /// The user's reports after an id, which moves on; `None` if there are no more.
    pub(super) async fn next_reports(&self, after: &mut Option<i64>) -> AppResult<Option<Vec<MadeReport>>> {
        let me = self.me;
        let list =
            move |conn: &mut DbConnection, after| Ok(reports::list_made_by(conn, me, after, PAGE_ROWS)?);
        self.next(after, list, |report| report.report_id.get()).await
    }

    /// The messages of a chat after an id, which moves on; `None` if there are no more.
    pub(super) async fn next_messages(
        &self,
        chat: &ChatOverview,
        after: &mut Option<i64>,
    ) -> AppResult<Option<Vec<StoredMessage>>> {
        let part = ChatPart { chat_id: chat.chat_id, beyond: chat.preferences.cleared_up_to };
        let list = move |conn: &mut DbConnection, after| {
            Ok(messages::list_stored_after(conn, part, after, PAGE_ROWS)?)
        };
        self.next(after, list, |stored| stored.message.message_id.get()).await
    }

    /// The file of an attachment; `None` if it is gone.
    pub(super) async fn open(&self, attachment: &Attachment) -> AppResult<Option<StoredBytes>> {
        let (me, id) = (self.me, attachment.attachment_id.to_string());
        let find = move |conn: &mut DbConnection, _| Ok((attachments::find_if_there(conn, me, &id)?, 1));
        let Some(stored) = self.read(find).await? else { return Ok(None) };
        match attachments::open(&self.state, &stored, Part::Whole).await {
            Err(AppError::UnknownAttachment(_)) => Ok(None),
            opened => opened.map(|stored| Some(stored.bytes)),
        }
    }

    /// The rows of a list after an id, which moves on; `None` if there are no more.
    async fn next<T: Send + 'static>(
        &self,
        after: &mut Option<i64>,
        mut list: impl FnMut(&mut DbConnection, i64) -> AppResult<Page<T>> + Send + 'static,
        id: impl Fn(&T) -> i64,
    ) -> AppResult<Option<Vec<T>>> {
        let Some(from) = *after else { return Ok(None) };
        let read = move |conn: &mut DbConnection, _| {
            let page = list(conn, from)?;
            let rows = page.items.len();
            Ok((page, rows))
        };
        let page = self.read(read).await?;
        *after = page.items.last().filter(|_| page.more).map(id);
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
