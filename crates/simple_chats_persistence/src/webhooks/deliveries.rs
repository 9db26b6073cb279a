//! Attempts to deliver: what they mean for the event that waits, and the last of them for the owner.

use super::outbox::{Lease, WaitingEvent, extend_lease};
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::millis::Millis;
use crate::schema::{webhook_deliveries, webhook_outbox};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{ChatId, MessageId, WebhookId};

/// How many attempts of a webhook are kept.
const KEPT: i64 = 100;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = webhook_deliveries, treat_none_as_default_value = false)]
pub(crate) struct DeliveryRow {
    pub(crate) delivery_id: i64,
    webhook_id: i64,
    event_id: String,
    kind: String,
    chat_id: i64,
    message_id: Option<i64>,
    tried_at: Millis,
    attempt: i32,
    status: Option<i32>,
    duration_ms: i64,
    answer: Option<String>,
}

/// An attempt to deliver an event, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Identifies the event for its receiver.
    pub event_id: String,
    /// The type of the event.
    pub kind: String,
    /// When it was tried.
    pub tried_at: DateTime<Utc>,
    /// The number of the attempt: 1 is the first.
    pub attempt: i32,
    /// The status of the answer, if there was one.
    pub status: Option<i32>,
    /// How long it took.
    pub duration_ms: i64,
    /// What was answered, or why nothing was.
    pub answer: Option<String>,
}

impl From<DeliveryRow> for Delivery {
    fn from(row: DeliveryRow) -> Self {
        Self {
            event_id: row.event_id,
            kind: row.kind,
            tried_at: row.tried_at.time(),
            attempt: row.attempt,
            status: row.status,
            duration_ms: row.duration_ms,
            answer: row.answer,
        }
    }
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// When it began.
    pub tried_at: DateTime<Utc>,
    /// The status of the answer, if there was one.
    pub status: Option<i32>,
    /// How long it took.
    pub duration_ms: i64,
    /// What was answered, or why nothing was.
    pub answer: Option<String>,
    /// What it means for the event.
    pub outcome: Outcome,
}

/// What an attempt means for its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was delivered.
    Delivered,
    /// It is tried again, and so are the later ones of its chat.
    RetryAt(DateTime<Utc>),
}

/// Stores what came of an attempt to deliver an event, and keeps its webhook claimed until another time. Returns whether the
/// event still waited; otherwise nothing is stored: its webhook, its chat, or its message is gone. A failure means nothing
/// either if the lease is lost: the webhook may have another URL now.
pub fn record(
    conn: &mut DbConnection,
    (lease, leased_until): (&Lease, DateTime<Utc>),
    event: &WaitingEvent,
    attempt: &Attempt,
) -> Result<bool> {
    let is_held = extend_lease(conn, lease, leased_until)?;
    if !is_held && attempt.outcome != Outcome::Delivered {
        return Ok(false);
    }
    let row = webhook_outbox::table.find(event.outbox_id);
    let found = match attempt.outcome {
        Outcome::Delivered => diesel::delete(row).execute(conn)?,
        Outcome::RetryAt(_) => diesel::update(row)
            .set((
                webhook_outbox::attempts.eq(event.attempts + 1),
                webhook_outbox::first_failed_at
                    .eq(Millis::from(event.first_failed_at.unwrap_or(attempt.tried_at))),
            ))
            .execute(conn)?,
    };
    if found == 0 {
        return Ok(false);
    }
    if let Outcome::RetryAt(at) = attempt.outcome {
        let chat_id = event.chat_id.map_or(0, ChatId::get);
        let later = webhook_outbox::table
            .filter(webhook_outbox::webhook_id.eq(event.webhook_id.get()))
            .filter(webhook_outbox::chat_id.eq(chat_id));
        diesel::update(later.filter(webhook_outbox::outbox_id.ge(event.outbox_id)))
            .set(webhook_outbox::next_try_at.eq(Millis::from(at)))
            .execute(conn)?;
    }
    insert(conn, event, attempt)?;
    Ok(true)
}

fn insert(conn: &mut DbConnection, event: &WaitingEvent, attempt: &Attempt) -> Result<()> {
    let webhook_id = event.webhook_id.get();
    diesel::insert_into(webhook_deliveries::table)
        .values((
            webhook_deliveries::webhook_id.eq(webhook_id),
            webhook_deliveries::event_id.eq(&event.event_id),
            webhook_deliveries::kind.eq(&event.kind),
            webhook_deliveries::chat_id.eq(event.chat_id.map_or(0, ChatId::get)),
            webhook_deliveries::message_id.eq(event.message_id.map(MessageId::get)),
            webhook_deliveries::tried_at.eq(Millis::from(attempt.tried_at)),
            webhook_deliveries::attempt.eq(event.attempts + 1),
            webhook_deliveries::status.eq(attempt.status),
            webhook_deliveries::duration_ms.eq(attempt.duration_ms),
            webhook_deliveries::answer.eq(attempt.answer.as_ref()),
        ))
        .execute(conn)?;
    let old = "DELETE FROM webhook_deliveries WHERE webhook_id = $1 AND delivery_id <= ( \
             SELECT delivery_id FROM webhook_deliveries WHERE webhook_id = $1 \
             ORDER BY delivery_id DESC LIMIT 1 OFFSET $2)";
    let query = diesel::sql_query(old).bind::<BigInt, _>(webhook_id).bind::<BigInt, _>(KEPT);
    on_each_backend!(conn, |inner| query.execute(inner))?;
    Ok(())
}

/// The last attempts of a webhook, the newest first.
pub fn list_deliveries(conn: &mut DbConnection, webhook_id: WebhookId) -> Result<Vec<Delivery>> {
    let rows: Vec<DeliveryRow> = webhook_deliveries::table
        .filter(webhook_deliveries::webhook_id.eq(webhook_id.get()))
        .order(webhook_deliveries::delivery_id.desc())
        .limit(KEPT)
        .select(DeliveryRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Delivery::from).collect())
}
