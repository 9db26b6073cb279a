//! Puts the events of a group of changes into the outbox, in the transaction of the changes. A group costs nothing more while
//! there are no webhooks.

use crate::cached::cached;
use crate::connection::{Backend, DbConnection, on_each_backend};
use crate::error::Result;
use crate::row_batch::{id_rows, to_json};
use crate::schema::webhooks;
use chrono::{DateTime, Utc};
use diesel::dsl::{exists, select};
use diesel::prelude::*;
use diesel::sql_types::Text;
use serde::Serialize;
use simple_chats_domain::{Event, Publication, SendRequest, UserId, WebhookAnswer, WebhookEvent};
use std::sync::Arc;
use tokio::sync::Notify;

/// What a change publishes, and the request whose messages are among it.
#[derive(Clone, Copy)]
pub(crate) struct Published<'a> {
    pub(crate) publications: &'a [Publication],
    pub(crate) request: Option<&'a SendRequest>,
}

/// Knows whether there are webhooks, and wakes who delivers to them.
pub(crate) struct Queueing {
    /// On SQLite, where all of them are made by this process; unknown at first, and after a change that may have made one.
    has_webhooks: Option<bool>,
    /// Whether the open transaction has queued something.
    has_queued: bool,
    queued: Arc<Notify>,
}

/// An event for the webhooks of a user. An array in JSON: user, bit of the kind, kind, chat, message, frame, the webhook that it
/// is not for, whether an answer becomes a message, and the time.
#[derive(Serialize)]
struct EventRow(i64, i64, &'static str, i64, Option<i64>, String, i64, bool, i64);

impl Queueing {
    pub(crate) fn new(queued: Arc<Notify>) -> Self {
        Self { has_webhooks: None, has_queued: false, queued }
    }

    /// Queues the events of a group of changes for the webhooks that are there. PostgreSQL says at the beginning of each
    /// transaction whether there are any, since another instance may have made one.
    pub(crate) fn queue<'a>(
        &mut self,
        conn: &mut DbConnection,
        has_webhooks: Option<bool>,
        group: impl Iterator<Item = Published<'a>>,
    ) -> Result<()> {
        self.has_queued = false;
        if has_webhooks.or(self.has_webhooks) == Some(false) {
            return Ok(());
        }
        let events = Events::of(group)?;
        if events.is_empty() {
            return Ok(());
        }
        if has_webhooks.is_none() && self.has_webhooks.is_none() {
            let any: bool = select(exists(webhooks::table.select(webhooks::webhook_id))).get_result(conn)?;
            self.has_webhooks = Some(any);
            if !any {
                return Ok(());
            }
        }
        events.erase_deleted(conn)?;
        insert(conn, &events.rows)?;
        self.has_queued = true;
        Ok(())
    }

    /// The transaction is committed.
    pub(crate) fn committed(&mut self, may_have_made_one: bool) {
        if may_have_made_one {
            self.has_webhooks = None;
        }
        if std::mem::take(&mut self.has_queued) {
            self.queued.notify_one();
        }
    }
}

/// The events of a group, and the chats and messages that it has deleted.
#[derive(Default)]
struct Events {
    rows: Vec<EventRow>,
    deleted_chats: Vec<i64>,
    deleted_messages: Vec<(i64, i64)>,
}

impl Events {
    fn of<'a>(group: impl Iterator<Item = Published<'a>>) -> Result<Self> {
        let mut events = Self::default();
        let now = Utc::now();
        for Published { publications, request } in group {
            for publication in publications {
                events.add(publication, request, now)?;
            }
        }
        Ok(events)
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.deleted_chats.is_empty() && self.deleted_messages.is_empty()
    }

    fn add(
        &mut self,
        publication: &Publication,
        request: Option<&SendRequest>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let Some(event) = &publication.event else { return Ok(()) };
        let Some((kind, chat_id, message_id)) = WebhookEvent::of(event) else { return Ok(()) };
        match (event, message_id) {
            (Event::ChatDeleted { .. }, _) => self.deleted_chats.push(chat_id.get()),
            (Event::Deleted { .. }, Some(message_id)) => {
                self.deleted_messages.push((chat_id.get(), message_id.get()));
            }
            _ => {}
        }
        let frame = to_json(event)?;
        let answering = answering_webhook(event, request);
        for user_id in &publication.audience {
            let (not_for, is_answerable) = match answering {
                Some((owner, webhook_id)) if owner == *user_id => (webhook_id, false),
                _ => (0, true),
            };
            self.rows.push(EventRow(
                user_id.get(),
                kind.bit(),
                kind.as_str(),
                chat_id.get(),
                message_id.map(simple_chats_domain::MessageId::get),
                frame.clone(),
                not_for,
                is_answerable,
                now.timestamp_millis(),
            ));
        }
        Ok(())
    }

    /// Erases what waits or was answered about messages and chats that are deleted now, since it may hold their texts.
    fn erase_deleted(&self, conn: &mut DbConnection) -> Result<()> {
        if !self.deleted_messages.is_empty() {
            let rows = to_json(&self.deleted_messages)?;
            run(
                conn,
                &rows,
                "DELETE FROM webhook_outbox WHERE kind IN ('message', 'edited') AND {of message}",
            )?;
            run(conn, &rows, ERASE_QUOTES)?;
            run(conn, &rows, "UPDATE webhook_deliveries SET answer = NULL WHERE {of message}")?;
        }
        if !self.deleted_chats.is_empty() {
            let rows = to_json(&id_rows(self.deleted_chats.iter().copied()))?;
            run(conn, &rows, "DELETE FROM webhook_outbox WHERE {of chat}")?;
            run(conn, &rows, "DELETE FROM webhook_deliveries WHERE {of chat}")?;
        }
        Ok(())
    }
}

/// The owner and the id of the webhook whose answer a message is.
fn answering_webhook(event: &Event, request: Option<&SendRequest>) -> Option<(UserId, i64)> {
    let (Event::Message { .. }, Some(request)) = (event, request) else { return None };
    let webhook_id = WebhookAnswer::webhook_of(request.client_id.as_ref()?)?;
    Some((request.sender_id, webhook_id.get()))
}

/// What waits may be a reply that shows the beginning of a deleted message. Its receiver learns as much as anybody who reads
/// the reply now.
const ERASE_QUOTES: &str = "UPDATE webhook_outbox SET frame = {frame without quote} \
     WHERE {of chat} AND kind IN ('message', 'edited') AND {quotes message}";

/// Runs a statement with the rows of what was deleted.
fn run(conn: &mut DbConnection, rows: &str, statement: &str) -> Result<()> {
    let (of_message, of_chat, quotes_message, without_quote) = match conn.backend() {
        Backend::Postgres => (
            "(chat_id, message_id) IN (SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT) \
                 FROM jsonb_array_elements($1::jsonb) AS rows (value))",
            "chat_id IN (SELECT CAST(value ->> 0 AS BIGINT) FROM jsonb_array_elements($1::jsonb) AS rows (value))",
            "(chat_id, CAST(frame::json #>> '{message,reply_to,message_id}' AS BIGINT)) IN (SELECT \
                 CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT) FROM jsonb_array_elements($1::jsonb) AS rows (value))",
            "jsonb_set(frame::jsonb, '{message,reply_to}', jsonb_build_object('message_id', \
                 CAST(frame::json #>> '{message,reply_to,message_id}' AS BIGINT), 'deleted', TRUE))::text",
        ),
        Backend::Sqlite => (
            "(chat_id, message_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each($1))",
            "chat_id IN (SELECT value ->> 0 FROM json_each($1))",
            "(chat_id, frame ->> '$.message.reply_to.message_id') IN (SELECT value ->> 0, value ->> 1 FROM json_each($1))",
            "json_set(frame, '$.message.reply_to', json_object('message_id', \
                 frame ->> '$.message.reply_to.message_id', 'deleted', json('true')))",
        ),
    };
    let statement = statement
        .replace("{of message}", of_message)
        .replace("{of chat}", of_chat)
        .replace("{quotes message}", quotes_message)
        .replace("{frame without quote}", without_quote);
    let query = cached(diesel::sql_query(statement).bind::<Text, _>(rows));
    on_each_backend!(conn, |inner| query.run(inner))?;
    Ok(())
}

/// Queues each event for the webhooks of its user that want it; it is due when the first one of its chat is. On PostgreSQL, a webhook that is being deleted is waited for.
const INSERT_ON_POSTGRES: &str = "INSERT INTO webhook_outbox \
         (webhook_id, event_id, kind, chat_id, message_id, frame, is_answerable, created_at, next_try_at) \
     SELECT webhook_id, replace(gen_random_uuid()::text, '-', ''), kind, chat_id, message_id, frame, is_answerable, \
         created_at, GREATEST(created_at, (SELECT head.next_try_at FROM webhook_outbox AS head \
             WHERE head.webhook_id = ordered.webhook_id AND head.chat_id = ordered.chat_id \
             ORDER BY head.outbox_id LIMIT 1)) \
     FROM (SELECT w.webhook_id, e.value ->> 2 AS kind, CAST(e.value ->> 3 AS BIGINT) AS chat_id, \
             CAST(e.value ->> 4 AS BIGINT) AS message_id, e.value ->> 5 AS frame, \
             CAST(e.value ->> 7 AS BOOLEAN) AS is_answerable, CAST(e.value ->> 8 AS BIGINT) AS created_at \
         FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS e (value, number) \
         JOIN webhooks AS w ON w.user_id = CAST(e.value ->> 0 AS BIGINT) \
         JOIN users AS u ON u.user_id = w.user_id \
         WHERE NOT w.paused AND u.suspended_at IS NULL AND w.events & CAST(e.value ->> 1 AS BIGINT) <> 0 \
             AND (w.chat_id IS NULL OR w.chat_id = CAST(e.value ->> 3 AS BIGINT)) \
             AND w.webhook_id <> CAST(e.value ->> 6 AS BIGINT) \
         ORDER BY e.number, w.webhook_id FOR KEY SHARE OF w) AS ordered";

const INSERT_ON_SQLITE: &str = "INSERT INTO webhook_outbox \
         (webhook_id, event_id, kind, chat_id, message_id, frame, is_answerable, created_at, next_try_at) \
     SELECT w.webhook_id, lower(hex(randomblob(16))), e.value ->> 2, e.value ->> 3, e.value ->> 4, e.value ->> 5, \
         e.value ->> 7, e.value ->> 8, MAX(e.value ->> 8, COALESCE((SELECT head.next_try_at \
             FROM webhook_outbox AS head WHERE head.webhook_id = w.webhook_id AND head.chat_id = e.value ->> 3 \
             ORDER BY head.outbox_id LIMIT 1), 0)) \
     FROM json_each($1) AS e \
     JOIN webhooks AS w ON w.user_id = e.value ->> 0 JOIN users AS u ON u.user_id = w.user_id \
     WHERE NOT w.paused AND u.suspended_at IS NULL AND (w.events & (e.value ->> 1)) <> 0 \
         AND (w.chat_id IS NULL OR w.chat_id = e.value ->> 3) AND w.webhook_id <> e.value ->> 6 \
     ORDER BY e.key, w.webhook_id";

fn insert(conn: &mut DbConnection, rows: &[EventRow]) -> Result<()> {
    let statement = match conn.backend() {
        Backend::Postgres => INSERT_ON_POSTGRES,
        Backend::Sqlite => INSERT_ON_SQLITE,
    };
    let query = cached(diesel::sql_query(statement).bind::<Text, _>(to_json(&rows)?));
    on_each_backend!(conn, |inner| query.run(inner))?;
    Ok(())
}
