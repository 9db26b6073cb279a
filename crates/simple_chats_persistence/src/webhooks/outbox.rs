//! Events that wait for webhooks: claiming a webhook for one instance, and reading what is due.

use crate::connection::{DbConnection, by_backend, on_each_backend};
use crate::error::Result;
use crate::millis::Millis;
use crate::schema::{users, webhook_outbox, webhooks};
use chrono::{DateTime, Utc};
use diesel::dsl::{exists, select, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{ChatId, MessageId, UserId, WebhookId};

/// A webhook that one instance has claimed, with what it needs to deliver.
#[derive(Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The webhook.
    pub webhook_id: WebhookId,
    /// Its owner.
    pub user_id: UserId,
    /// Where events are sent to.
    pub url: String,
    /// What they are signed with, encrypted.
    pub sealed_secret: String,
    /// How often in a row nothing could be delivered.
    pub failures: i32,
    /// The lease, until it is lost.
    pub lease: Lease,
}

/// The right to deliver for a webhook. It is lost when it runs out and another instance claims the webhook, or when the webhook is
/// changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    webhook_id: WebhookId,
    holder: String,
}

impl std::fmt::Debug for Claimed {
    /// Without the secret, and without the URL, which may hold one.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Claimed").field("webhook_id", &self.webhook_id).finish_non_exhaustive()
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = webhook_outbox, treat_none_as_default_value = false)]
pub(crate) struct OutboxRow {
    pub(crate) outbox_id: i64,
    webhook_id: i64,
    event_id: String,
    kind: String,
    chat_id: i64,
    message_id: Option<i64>,
    frame: String,
    is_answerable: bool,
    created_at: Millis,
    next_try_at: Millis,
    attempts: i32,
    first_failed_at: Option<Millis>,
}

/// An event that waits for a webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingEvent {
    /// Identifies it here.
    pub outbox_id: i64,
    /// The webhook.
    pub webhook_id: WebhookId,
    /// Identifies it for its receiver.
    pub event_id: String,
    /// Its type.
    pub kind: String,
    /// Its chat, if it has one.
    pub chat_id: Option<ChatId>,
    /// Its message, if it has one.
    pub message_id: Option<MessageId>,
    /// Its frame, a JSON object.
    pub frame: String,
    /// Whether an answer becomes a message.
    pub is_answerable: bool,
    /// How often its delivery has failed.
    pub attempts: i32,
    /// When it failed first.
    pub first_failed_at: Option<DateTime<Utc>>,
}

impl From<OutboxRow> for WaitingEvent {
    fn from(row: OutboxRow) -> Self {
        Self {
            outbox_id: row.outbox_id,
            webhook_id: WebhookId::stored(row.webhook_id),
            event_id: row.event_id,
            kind: row.kind,
            chat_id: ChatId::new(row.chat_id),
            message_id: row.message_id.map(MessageId::stored),
            frame: row.frame,
            is_answerable: row.is_answerable,
            attempts: row.attempts,
            first_failed_at: row.first_failed_at.map(Millis::time),
        }
    }
}

/// The webhooks that have something to deliver, that no instance delivers for, and whose owners can use their accounts.
macro_rules! due {
    ($now:expr) => {{
        let now = Millis::from($now);
        let waiting = webhook_outbox::table
            .filter(webhook_outbox::webhook_id.eq(webhooks::webhook_id))
            .filter(webhook_outbox::next_try_at.le(now));
        let owner =
            users::table.filter(users::user_id.eq(webhooks::user_id)).filter(users::suspended_at.is_null());
        webhooks::table
            .filter(webhooks::paused.eq(false))
            .filter(webhooks::leased_until.le(now))
            .filter(webhooks::next_try_at.le(now))
            .filter(exists(waiting))
            .filter(exists(owner))
    }};
}

/// Whether a webhook has something to deliver.
pub fn is_due(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<bool> {
    Ok(on_each_backend!(conn, |inner| select(exists(due!(now))).get_result(inner))?)
}

/// Claims the webhook that has something to deliver and was delivered for the longest ago. Until `leased_until` other instances
/// leave it alone. `holder` is a name that no other claim has.
pub fn claim(
    conn: &mut DbConnection,
    holder: String,
    now: DateTime<Utc>,
    leased_until: DateTime<Utc>,
) -> Result<Option<Claimed>> {
    let order = (webhooks::leased_until, webhooks::webhook_id);
    let due: Option<i64> = by_backend!(conn,
        Postgres(conn) => due!(now)
            .order(order)
            .select(webhooks::webhook_id)
            .for_no_key_update()
            .skip_locked()
            .first(conn)
            .optional()?,
        Sqlite(conn) => due!(now).order(order).select(webhooks::webhook_id).first(conn).optional()?,
    );
    let Some(webhook_id) = due else { return Ok(None) };
    let columns = (webhooks::user_id, webhooks::url, webhooks::sealed_secret, webhooks::failures);
    let (user_id, url, sealed_secret, failures) = diesel::update(webhooks::table.find(webhook_id))
        .set((webhooks::leased_until.eq(Millis::from(leased_until)), webhooks::lease_holder.eq(&holder)))
        .returning(columns)
        .get_result(conn)?;
    let (webhook_id, user_id) = (WebhookId::stored(webhook_id), UserId::stored(user_id));
    let lease = Lease { webhook_id, holder };
    Ok(Some(Claimed { webhook_id, user_id, url, sealed_secret, failures, lease }))
}

/// When the first event of a chat is due, which those behind it wait for.
const HEAD: &str = "(SELECT head.next_try_at FROM webhook_outbox AS head \
    WHERE head.webhook_id = webhook_outbox.webhook_id AND head.chat_id = webhook_outbox.chat_id \
    ORDER BY head.outbox_id LIMIT 1)";

/// The first events of a webhook that are due, in the order in which those of each chat are to be delivered.
pub fn list_due(
    conn: &mut DbConnection,
    webhook_id: WebhookId,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<WaitingEvent>> {
    let now = Millis::from(now);
    let rows: Vec<OutboxRow> = webhook_outbox::table
        .filter(webhook_outbox::webhook_id.eq(webhook_id.get()))
        .filter(webhook_outbox::next_try_at.le(now))
        .filter(sql::<BigInt>(HEAD).le(now))
        .order(webhook_outbox::outbox_id)
        .limit(limit)
        .select(OutboxRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(WaitingEvent::from).collect())
}

/// Lets what is due wait for the first event of its chat, if that isn't due: it was stored while that one failed.
pub fn postpone_followers(conn: &mut DbConnection, webhook_id: WebhookId, now: DateTime<Utc>) -> Result<()> {
    let now = Millis::from(now);
    let due = webhook_outbox::table
        .filter(webhook_outbox::webhook_id.eq(webhook_id.get()))
        .filter(webhook_outbox::next_try_at.le(now));
    diesel::update(due.filter(sql::<BigInt>(HEAD).gt(now)))
        .set(webhook_outbox::next_try_at.eq(sql::<BigInt>(HEAD)))
        .execute(conn)?;
    Ok(())
}

/// The webhook of a lease that isn't lost.
macro_rules! held {
    ($lease:expr) => {
        webhooks::table.find($lease.webhook_id.get()).filter(webhooks::lease_holder.eq(&$lease.holder))
    };
}

/// Whether an event still waits, a lease isn't lost, and the owner can use the account: the event is then to be delivered as
/// it is.
pub fn still_waits(conn: &mut DbConnection, lease: &Lease, event: &WaitingEvent) -> Result<bool> {
    let waiting = webhook_outbox::table.find(event.outbox_id);
    let usable = users::table.filter(users::suspended_at.is_null()).select(users::user_id);
    let held = held!(lease).filter(webhooks::user_id.eq_any(usable));
    Ok(select(exists(waiting).and(exists(held))).get_result(conn)?)
}

/// What waits for all webhooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebhookLoad {
    /// How many events wait to be delivered.
    pub count: i64,
    /// When the oldest of them was stored.
    pub oldest: Option<DateTime<Utc>>,
    /// How many webhooks are paused, by their owners or because nothing could be delivered.
    pub paused: i64,
}

/// Counts what waits for all webhooks.
pub fn count_waiting(conn: &mut DbConnection) -> Result<WebhookLoad> {
    let oldest: Option<Millis> = webhook_outbox::table
        .order(webhook_outbox::outbox_id.asc())
        .select(webhook_outbox::created_at)
        .first(conn)
        .optional()?;
    Ok(WebhookLoad {
        count: webhook_outbox::table.count().get_result(conn)?,
        oldest: oldest.map(Millis::time),
        paused: webhooks::table.filter(webhooks::paused).count().get_result(conn)?,
    })
}

/// Whether more than so many events wait for a webhook.
pub fn has_too_many_waiting(conn: &mut DbConnection, webhook_id: WebhookId, max: i64) -> Result<bool> {
    let surplus: Option<i64> = webhook_outbox::table
        .filter(webhook_outbox::webhook_id.eq(webhook_id.get()))
        .select(webhook_outbox::outbox_id)
        .offset(max)
        .first(conn)
        .optional()?;
    Ok(surplus.is_some())
}

/// Keeps a webhook claimed until another time. Returns whether the lease isn't lost.
pub fn extend_lease(conn: &mut DbConnection, lease: &Lease, until: DateTime<Utc>) -> Result<bool> {
    let extended =
        diesel::update(held!(lease)).set(webhooks::leased_until.eq(Millis::from(until))).execute(conn)?;
    Ok(extended > 0)
}

/// Lets all instances claim a webhook again, and stores how often in a row nothing could be delivered and when it is tried
/// again. Does nothing if the lease is lost.
pub fn release(
    conn: &mut DbConnection,
    lease: &Lease,
    now: DateTime<Utc>,
    (failures, next_try_at): (i32, DateTime<Utc>),
) -> Result<()> {
    diesel::update(held!(lease))
        .set((
            webhooks::leased_until.eq(Millis::from(now)),
            webhooks::failures.eq(failures),
            webhooks::next_try_at.eq(Millis::from(next_try_at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Lets all webhooks be claimed that were claimed before the program started; on a database that only one instance uses.
pub fn release_all(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<()> {
    let now = Millis::from(now);
    diesel::update(webhooks::table.filter(webhooks::leased_until.gt(now)))
        .set(webhooks::leased_until.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Pauses a webhook that can't be delivered to, and forgets what waits for it. Does nothing and returns `false` if the lease is
/// lost: the webhook may have been changed or deleted.
pub fn pause(conn: &mut DbConnection, lease: &Lease) -> Result<bool> {
    let paused = diesel::update(held!(lease)).set(webhooks::paused.eq(true)).execute(conn)?;
    if paused > 0 {
        forget_waiting(conn, lease.webhook_id)?;
    }
    Ok(paused > 0)
}

/// Forgets the events that wait for a webhook.
pub(super) fn forget_waiting(conn: &mut DbConnection, webhook_id: WebhookId) -> Result<()> {
    let waiting = webhook_outbox::table.filter(webhook_outbox::webhook_id.eq(webhook_id.get()));
    diesel::delete(waiting).execute(conn)?;
    Ok(())
}

/// Forgets what failed of the events that wait for a webhook.
pub(super) fn begin_again(conn: &mut DbConnection, webhook_id: WebhookId) -> Result<()> {
    let waiting = webhook_outbox::table.filter(webhook_outbox::webhook_id.eq(webhook_id.get()));
    diesel::update(waiting)
        .set((
            webhook_outbox::next_try_at.eq(webhook_outbox::created_at),
            webhook_outbox::attempts.eq(0),
            webhook_outbox::first_failed_at.eq(None::<Millis>),
        ))
        .execute(conn)?;
    Ok(())
}

/// Puts an event into the outbox of a webhook that says nothing and belongs to no chat.
pub fn queue_test(
    conn: &mut DbConnection,
    webhook_id: WebhookId,
    event_id: &str,
    frame: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let now = Millis::from(now);
    diesel::insert_into(webhook_outbox::table)
        .values((
            webhook_outbox::webhook_id.eq(webhook_id.get()),
            webhook_outbox::event_id.eq(event_id),
            webhook_outbox::kind.eq("test"),
            webhook_outbox::chat_id.eq(0),
            webhook_outbox::frame.eq(frame),
            webhook_outbox::is_answerable.eq(false),
            webhook_outbox::created_at.eq(now),
            webhook_outbox::next_try_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Deletes events that have waited since before a time, such as those of suspended owners. Returns how many.
pub fn delete_waiting_before(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<usize> {
    let old = webhook_outbox::table.filter(webhook_outbox::created_at.lt(Millis::from(time)));
    Ok(diesel::delete(old).execute(conn)?)
}
