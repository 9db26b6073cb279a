//! The search in the messages that a user sees: the index of terms narrows it down, and the texts themselves decide. What has
//! changed since it came into the index is read as it is.

use super::row::{MessageRow, message_columns};
use super::stored::stored_messages;
use crate::cached::cached;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::row_batch::RowStatement;
use crate::schema::message_terms;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use simple_chats_domain::{Message, MessageSearch, Page, SearchTerm, UserId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// How many messages may have a term for its list to be read as a whole. If more have it, reading the newest messages soon
/// fills a page.
const MAX_LISTED: usize = 4_000;

/// How many messages are so few that reading them costs less than looking further terms up.
const FEW: usize = 512;

/// How many of the newest messages are read before the lists of common terms are.
const MAX_RECENT: usize = 4_000;

/// How many terms of a search are looked up; the texts decide about the others.
const MAX_TERMS: usize = 8;

/// How many messages are read at first, and how many at most at once.
const FIRST_READ: usize = 64;
const MAX_READ: usize = 1_024;

/// The newest messages before an id that match and that the user sees, newest first. The caller provides a snapshot.
pub fn search(conn: &mut DbConnection, me: UserId, search: &MessageSearch) -> Result<Page<Message>> {
    if search.query.is_empty() {
        return Ok(Page::empty());
    }
    let before = search.before.map_or(i64::MAX, simple_chats_domain::MessageId::get);
    let chats = list_chats(conn, me, search)?;
    let wanted = usize::try_from(search.limit).unwrap_or(0).saturating_add(1);
    let mut run = Run { me, search, chats, wanted, found: BTreeMap::new() };
    run.find_changed(conn, before)?;
    let changed = std::mem::take(&mut run.found);
    run.find_indexed(conn, before)?;
    run.found.extend(changed);
    let found = run.found.into_values().take(wanted).collect();
    Ok(Page::cut(found, search.limit))
}

/// A chat, as far as the user sees it.
#[derive(QueryableByName)]
struct ChatRow {
    #[diesel(sql_type = BigInt)]
    chat_id: i64,
    #[diesel(sql_type = BigInt)]
    beyond: i64,
    #[diesel(sql_type = BigInt)]
    last_message_id: i64,
    #[diesel(sql_type = BigInt)]
    indexed_revision: i64,
    #[diesel(sql_type = Bool)]
    is_behind: bool,
}

const CHAT_COLUMNS: &str = "chat_id, last_message_id, indexed_revision, indexed_revision < revision AS is_behind, \
     CASE WHEN has_preferences THEN COALESCE((SELECT cleared_up_to FROM chat_preferences AS own \
         WHERE own.chat_id = chats.chat_id AND own.user_id = $1), 0) ELSE 0 END AS beyond";

/// The chats in which to search, without those in which the user sees nothing.
fn list_chats(conn: &mut DbConnection, me: UserId, search: &MessageSearch) -> Result<Vec<ChatRow>> {
    let mut chats: Vec<ChatRow> = if let Some(chat_id) = search.chat_id {
        let statement = format!(
            "SELECT {CHAT_COLUMNS} FROM chats WHERE chat_id = $2 AND (user1_id = $1 OR user2_id = $1)"
        );
        let query = diesel::sql_query(statement);
        let query = cached(query.bind::<BigInt, _>(me.get()).bind::<BigInt, _>(chat_id.get()));
        on_each_backend!(conn, |inner| query.load(inner))?
    } else {
        let statement = format!(
            "SELECT {CHAT_COLUMNS} FROM chats WHERE user1_id = $1 UNION ALL \
             SELECT {CHAT_COLUMNS} FROM chats WHERE user2_id = $1"
        );
        let query = cached(diesel::sql_query(statement).bind::<BigInt, _>(me.get()));
        on_each_backend!(conn, |inner| query.load(inner))?
    };
    chats.retain(|chat| chat.last_message_id > chat.beyond);
    Ok(chats)
}

/// The columns of messages in statements for many chats, of which `rows` holds one each.
macro_rules! messages_of_rows {
    ($condition:literal) => {
        concat!(
            "SELECT ",
            message_columns!(),
            " FROM {rows} CROSS JOIN messages WHERE messages.chat_id = CAST(rows.value ->> 0 AS BIGINT) AND ",
            $condition
        )
    };
}

/// The newest messages that have changed since they came into the index. The sums keep SQLite from reading whole chats.
static CHANGED: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(messages_of_rows!(
        "revision > CAST(rows.value ->> 1 AS BIGINT) AND deleted_at + 0 = 0 \
             AND message_id + 0 > CAST(rows.value ->> 2 AS BIGINT) AND message_id + 0 < CAST(rows.value ->> 3 AS BIGINT) \
         ORDER BY message_id DESC LIMIT 5000"
    ))
});

/// The newest messages between two ids.
static RECENT: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(messages_of_rows!(
        "deleted_at = 0 AND message_id > CAST(rows.value ->> 1 AS BIGINT) \
             AND message_id < CAST(rows.value ->> 2 AS BIGINT) ORDER BY message_id DESC LIMIT 1024"
    ))
});

/// Messages by chat and id.
static PRESENT: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(messages_of_rows!("deleted_at = 0 AND message_id = CAST(rows.value ->> 1 AS BIGINT)"))
});

const LISTED: &str = "SELECT message_terms.chat_id, message_terms.message_id FROM {rows} CROSS JOIN message_terms \
     WHERE message_terms.chat_id = CAST(rows.value ->> 0 AS BIGINT) \
         AND term >= rows.value ->> 1 AND term < rows.value ->> 2 \
         AND message_id > CAST(rows.value ->> 3 AS BIGINT) AND message_id < CAST(rows.value ->> 4 AS BIGINT)";
static ALL_LISTED: LazyLock<RowStatement> = LazyLock::new(|| RowStatement::new(LISTED));
static SOME_LISTED: LazyLock<RowStatement> =
    LazyLock::new(|| RowStatement::new(&format!("{LISTED} LIMIT {}", MAX_LISTED + 1)));

/// A message that has a term.
#[derive(QueryableByName, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[diesel(table_name = message_terms)]
struct Listed {
    message_id: i64,
    chat_id: i64,
}

/// A search that is under way.
struct Run<'a> {
    me: UserId,
    search: &'a MessageSearch,
    chats: Vec<ChatRow>,
    wanted: usize,
    /// Newest first.
    found: BTreeMap<Reverse<i64>, Message>,
}

impl Run<'_> {
    fn is_done(&self) -> bool {
        self.found.len() >= self.wanted
    }

    /// Keeps the messages that match.
    fn keep(&mut self, conn: &mut DbConnection, rows: Vec<MessageRow>) -> Result<()> {
        let rows = rows.into_iter().filter(|row| self.search.query.matches(row.text())).collect();
        let found = stored_messages(conn, rows)?.into_iter().map(|stored| stored.message);
        let found = found.filter(|message| self.search.finds(self.me, message));
        self.found.extend(found.map(|message| (Reverse(message.message_id.get()), message)));
        Ok(())
    }

    fn find_changed(&mut self, conn: &mut DbConnection, before: i64) -> Result<()> {
        let behind = self.chats.iter().filter(|chat| chat.is_behind);
        let behind: Vec<_> =
            behind.map(|chat| (chat.chat_id, chat.indexed_revision, chat.beyond, before)).collect();
        if behind.is_empty() {
            return Ok(());
        }
        let rows = CHANGED.load(conn, &behind)?;
        self.keep(conn, rows)
    }

    fn find_indexed(&mut self, conn: &mut DbConnection, before: i64) -> Result<()> {
        let mut terms = self.search.terms();
        // Longer ones are rarer, as a rule.
        terms.sort_by_cached_key(|term| Reverse(term.range().0.len()));
        terms.truncate(MAX_TERMS);
        if self.chats.is_empty() {
            return Ok(());
        }
        let mut rare: Option<Vec<Listed>> = None;
        for term in &terms {
            let listed = self.listed(conn, &SOME_LISTED, term, before)?;
            if listed.len() <= MAX_LISTED {
                rare = Some(common_to(rare, listed));
            }
            if rare.as_ref().is_some_and(|listed| listed.len() <= FEW) {
                break;
            }
        }
        if let Some(listed) = rare {
            return self.find_among(conn, listed);
        }
        let Some(reached) = self.find_recent(conn, before)? else { return Ok(()) };
        let mut rest = None;
        for term in &terms {
            let listed = self.listed(conn, &ALL_LISTED, term, reached)?;
            rest = Some(common_to(rest, listed));
        }
        self.find_among(conn, rest.unwrap_or_default())
    }

    /// The messages that have a term.
    fn listed(
        &self,
        conn: &mut DbConnection,
        statement: &RowStatement,
        term: &SearchTerm,
        before: i64,
    ) -> Result<Vec<Listed>> {
        let (first, end) = term.range();
        let ranges: Vec<_> =
            self.chats.iter().map(|chat| (chat.chat_id, &first, &end, chat.beyond, before)).collect();
        statement.load(conn, &ranges)
    }

    /// Reads messages, newest first, until enough have been found.
    fn find_among(&mut self, conn: &mut DbConnection, mut listed: Vec<Listed>) -> Result<()> {
        listed.sort_unstable_by(|one, other| other.cmp(one));
        listed.dedup();
        let (mut rest, mut length) = (listed.as_slice(), FIRST_READ);
        while !rest.is_empty() && !self.is_done() {
            let (next, others) = rest.split_at(length.min(rest.len()));
            let keys: Vec<_> = next.iter().map(|listed| (listed.chat_id, listed.message_id)).collect();
            let rows = PRESENT.load(conn, &keys)?;
            self.keep(conn, rows)?;
            (rest, length) = (others, (length * 2).min(MAX_READ));
        }
        Ok(())
    }

    /// Reads the newest messages. Returns the id before which there may be more that match, unless enough have been found.
    fn find_recent(&mut self, conn: &mut DbConnection, before: i64) -> Result<Option<i64>> {
        let newest = self.chats.iter().map(|chat| chat.last_message_id).max().unwrap_or(0);
        let oldest = self.chats.iter().map(|chat| chat.beyond).min().unwrap_or(0);
        let mut high = before.min(newest.saturating_add(1));
        let (mut width, mut read) = (1_024, 0);
        while high > oldest + 1 && read < MAX_RECENT {
            let low = high.saturating_sub(width).max(0);
            let ranges: Vec<_> =
                self.chats.iter().map(|chat| (chat.chat_id, chat.beyond.max(low), high)).collect();
            let rows: Vec<MessageRow> = RECENT.load(conn, &ranges)?;
            let (count, last) = (rows.len(), rows.last().map(|row| row.message_id));
            self.keep(conn, rows)?;
            if self.is_done() {
                return Ok(None);
            }
            read += count;
            high = last.filter(|_| count == MAX_READ).unwrap_or(low + 1);
            if count < MAX_READ / 2 {
                width *= 4;
            }
        }
        Ok(Some(high).filter(|high| *high > oldest + 1))
    }
}

/// The messages in both lists.
fn common_to(one: Option<Vec<Listed>>, other: Vec<Listed>) -> Vec<Listed> {
    let Some(mut one) = one else { return other };
    let other: HashSet<Listed> = other.into_iter().collect();
    one.retain(|listed| other.contains(listed));
    one
}
