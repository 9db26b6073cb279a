//! Notes what browsers are to be told, in the transaction of the changes. A group costs nothing more while there are no
//! subscriptions, and two statements at most if there are any, however many users its messages have.

use crate::cached::cached;
use crate::connection::{Backend, DbConnection, on_each_backend};
use crate::error::Result;
use crate::row_batch::to_json;
use crate::schema::push_subscriptions;
use chrono::Utc;
use diesel::dsl::{exists, select};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use simple_chats_domain::{Event, Publication};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Notify;

/// Knows whether there are subscriptions, and wakes who sends pushes.
pub(crate) struct PushQueueing {
    /// On SQLite, where all of them are made by this process; unknown at first, and after a change that may have made one.
    has_subscriptions: Option<bool>,
    /// Whether the open transaction has queued something.
    has_queued: bool,
    queued: Arc<Notify>,
}

impl PushQueueing {
    pub(crate) fn new(queued: Arc<Notify>) -> Self {
        Self { has_subscriptions: None, has_queued: false, queued }
    }

    /// Queues what the subscriptions that are there are to be told. PostgreSQL says at the beginning of each transaction whether there
    /// are any, since another instance may have made one.
    pub(crate) fn queue<'a>(
        &mut self,
        conn: &mut DbConnection,
        has_subscriptions: Option<bool>,
        publications: impl Iterator<Item = &'a Publication>,
    ) -> Result<()> {
        self.has_queued = false;
        if has_subscriptions.or(self.has_subscriptions) == Some(false) {
            return Ok(());
        }
        let news = News::of(publications);
        if news.messages.is_empty() && news.closed.is_empty() {
            return Ok(());
        }
        if has_subscriptions.is_none() && self.has_subscriptions.is_none() {
            let table = push_subscriptions::table.select(push_subscriptions::subscription_id);
            let any: bool = select(exists(table)).get_result(conn)?;
            self.has_subscriptions = Some(any);
            if !any {
                return Ok(());
            }
        }
        news.store(conn)?;
        self.has_queued = true;
        Ok(())
    }

    /// The transaction is committed.
    pub(crate) fn committed(&mut self, may_have_made_one: bool) {
        if may_have_made_one {
            self.has_subscriptions = None;
        }
        if std::mem::take(&mut self.has_queued) {
            self.queued.notify_one();
        }
    }
}

/// The newest message of each receiver and chat; and for each user and chat, the newest message that nobody has to be told of any more.
#[derive(Default)]
struct News {
    messages: BTreeMap<(i64, i64), i64>,
    closed: BTreeMap<(i64, i64), i64>,
}

impl News {
    fn of<'a>(publications: impl Iterator<Item = &'a Publication>) -> Self {
        let mut news = Self::default();
        for publication in publications {
            news.add(publication);
        }
        news
    }

    fn add(&mut self, publication: &Publication) {
        match &publication.event {
            Some(Event::Message { chat_id, message, .. }) => {
                let key = (message.receiver_id.get(), chat_id.get());
                let newest = self.messages.entry(key).or_default();
                *newest = message.message_id.get().max(*newest);
            }
            Some(Event::Read { chat_id, user_id, message_id }) => {
                self.close(user_id.get(), chat_id.get(), message_id.get());
            }
            Some(Event::ChatDeleted { chat_id }) => {
                for user_id in &publication.audience {
                    self.close(user_id.get(), chat_id.get(), i64::MAX);
                }
            }
            Some(Event::Preferences { chat_id, preferences }) if preferences.cleared_up_to > 0 => {
                for user_id in &publication.audience {
                    self.close(user_id.get(), chat_id.get(), preferences.cleared_up_to);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, user_id: i64, chat_id: i64, up_to: i64) {
        let newest = self.closed.entry((user_id, chat_id)).or_default();
        *newest = up_to.max(*newest);
    }

    fn store(&self, conn: &mut DbConnection) -> Result<()> {
        let backend = conn.backend();
        if !self.closed.is_empty() {
            run(conn, on(backend, CLOSE_ON_POSTGRES, CLOSE_ON_SQLITE), &self.closed)?;
        }
        if !self.messages.is_empty() {
            run(conn, on(backend, INSERT_ON_POSTGRES, INSERT_ON_SQLITE), &self.messages)?;
        }
        Ok(())
    }
}

fn on(backend: Backend, postgres: &'static str, sqlite: &'static str) -> &'static str {
    match backend {
        Backend::Postgres => postgres,
        Backend::Sqlite => sqlite,
    }
}

fn run(conn: &mut DbConnection, statement: &str, news: &BTreeMap<(i64, i64), i64>) -> Result<()> {
    let rows: Vec<[i64; 3]> = news.iter().map(|((user_id, chat_id), id)| [*user_id, *chat_id, *id]).collect();
    let query = diesel::sql_query(statement)
        .bind::<Text, _>(to_json(&rows)?)
        .bind::<BigInt, _>(Utc::now().timestamp_millis());
    let query = cached(query);
    on_each_backend!(conn, |inner| query.run(inner))?;
    Ok(())
}

/// A newer message takes the place of an older one, and waits as long as that one had to. On PostgreSQL, a subscription that is being
/// deleted is waited for.
const INSERT_ON_POSTGRES: &str = "INSERT INTO push_queue (subscription_id, chat_id, message_id, queued_at, next_try_at) \
     SELECT subscription_id, chat_id, message_id, $2, $2 FROM ( \
         SELECT s.subscription_id, CAST(e.value ->> 1 AS BIGINT) AS chat_id, CAST(e.value ->> 2 AS BIGINT) AS message_id \
         FROM jsonb_array_elements($1::jsonb) AS e (value) \
         JOIN push_subscriptions AS s ON s.user_id = CAST(e.value ->> 0 AS BIGINT) \
         ORDER BY s.subscription_id FOR KEY SHARE OF s) AS wanted \
     ON CONFLICT (subscription_id, chat_id) DO UPDATE SET message_id = excluded.message_id, queued_at = excluded.queued_at, \
         next_try_at = GREATEST(push_queue.next_try_at, excluded.next_try_at)";

/// SQLite counts `$1` and `$2` in the order in which they come, so they have their numbers here.
const INSERT_ON_SQLITE: &str = "INSERT INTO push_queue (subscription_id, chat_id, message_id, queued_at, next_try_at) \
     SELECT s.subscription_id, e.value ->> 1, e.value ->> 2, ?2, ?2 FROM json_each(?1) AS e \
     JOIN push_subscriptions AS s ON s.user_id = e.value ->> 0 WHERE TRUE \
     ON CONFLICT (subscription_id, chat_id) DO UPDATE SET message_id = excluded.message_id, queued_at = excluded.queued_at, \
         next_try_at = MAX(COALESCE(push_queue.next_try_at, 0), excluded.next_try_at)";

/// What is shown is closed. What waits is looked at again before it is sent.
const CLOSE_ON_POSTGRES: &str = "UPDATE push_queue SET message_id = 0, queued_at = $2, \
         next_try_at = GREATEST(push_queue.next_try_at, $2) \
     FROM jsonb_array_elements($1::jsonb) AS e (value) \
     JOIN push_subscriptions AS s ON s.user_id = CAST(e.value ->> 0 AS BIGINT) \
     WHERE push_queue.subscription_id = s.subscription_id AND push_queue.chat_id = CAST(e.value ->> 1 AS BIGINT) \
         AND push_queue.shown_id <> 0 AND push_queue.message_id <= CAST(e.value ->> 2 AS BIGINT)";

const CLOSE_ON_SQLITE: &str = "UPDATE push_queue SET message_id = 0, queued_at = ?2, \
         next_try_at = MAX(COALESCE(push_queue.next_try_at, 0), ?2) \
     FROM json_each(?1) AS e JOIN push_subscriptions AS s ON s.user_id = e.value ->> 0 \
     WHERE push_queue.subscription_id = s.subscription_id AND push_queue.chat_id = e.value ->> 1 \
         AND push_queue.shown_id <> 0 AND push_queue.message_id <= e.value ->> 2";
