//! Webhooks: the addresses that are told what happens in the chats of a user, the events that wait for them, and the last
//! attempts to deliver.

mod deliveries;
mod outbox;
mod queueing;

pub use deliveries::{Attempt, Delivery, Outcome, list_deliveries, record};
pub use outbox::{
    Claimed, Lease, WaitingEvent, WebhookLoad, claim, count_waiting, delete_waiting_before, extend_lease,
    has_too_many_waiting, is_due, list_due, pause, postpone_followers, queue_test, release, release_all,
    still_waits,
};
pub(crate) use {
    deliveries::DeliveryRow,
    outbox::OutboxRow,
    queueing::{Published, Queueing},
};

use crate::connection::{Backend, DbConnection, on_each_backend};
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::schema::{webhook_outbox, webhooks};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{ChatId, UserId, Webhook, WebhookEvents, WebhookId};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = webhooks, treat_none_as_default_value = false)]
pub(crate) struct WebhookRow {
    pub(crate) webhook_id: i64,
    user_id: i64,
    url: String,
    events: i64,
    chat_id: Option<i64>,
    sealed_secret: String,
    created_at: Millis,
    paused: bool,
    leased_until: Millis,
    lease_holder: String,
    failures: i32,
    next_try_at: Millis,
}

impl From<WebhookRow> for Webhook {
    fn from(row: WebhookRow) -> Self {
        Self {
            webhook_id: WebhookId::stored(row.webhook_id),
            user_id: UserId::stored(row.user_id),
            url: row.url,
            events: WebhookEvents::stored(row.events),
            chat_id: row.chat_id.map(ChatId::stored),
            paused: row.paused,
        }
    }
}

/// What a webhook is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWebhook {
    /// Its owner.
    pub user_id: UserId,
    /// Where events are sent to.
    pub url: String,
    /// Which of them.
    pub events: WebhookEvents,
    /// The only chat whose events are sent.
    pub chat_id: Option<ChatId>,
    /// What the requests are signed with, encrypted.
    pub sealed_secret: String,
}

/// Stores a webhook. A server makes it by a change that declares `LockScope::Many`, after which the writer knows that there
/// are webhooks.
pub fn insert(conn: &mut DbConnection, new: &NewWebhook, now: DateTime<Utc>) -> Result<Webhook> {
    let row: WebhookRow = diesel::insert_into(webhooks::table)
        .values((
            webhooks::user_id.eq(new.user_id.get()),
            webhooks::url.eq(&new.url),
            webhooks::events.eq(new.events.bits()),
            webhooks::chat_id.eq(new.chat_id.map(ChatId::get)),
            webhooks::sealed_secret.eq(&new.sealed_secret),
            webhooks::created_at.eq(Millis::from(now)),
        ))
        .returning(webhooks::all_columns)
        .get_result(conn)?;
    Ok(row.into())
}

/// The number of webhooks of a user.
pub fn count_of(conn: &mut DbConnection, user_id: UserId) -> Result<i64> {
    Ok(webhooks::table.filter(webhooks::user_id.eq(user_id.get())).count().get_result(conn)?)
}

/// The webhooks of a user, in the order in which they were made.
pub fn list_of(conn: &mut DbConnection, user_id: UserId) -> Result<Vec<Webhook>> {
    let rows: Vec<WebhookRow> = webhooks::table
        .filter(webhooks::user_id.eq(user_id.get()))
        .order(webhooks::webhook_id)
        .select(WebhookRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Webhook::from).collect())
}

/// Finds a webhook of a user.
pub fn find_of(conn: &mut DbConnection, user_id: UserId, webhook_id: WebhookId) -> Result<Webhook> {
    let row: WebhookRow = webhooks::table
        .find(webhook_id.get())
        .filter(webhooks::user_id.eq(user_id.get()))
        .select(WebhookRow::as_select())
        .first(conn)?;
    Ok(row.into())
}

/// Changes where a webhook's events are sent to and which, and whether it is paused. One that is paused forgets what waits; for
/// one that isn't, everything is tried at once, as if nothing had failed. Whoever delivers for it loses the lease, and with it
/// the former URL.
pub fn update(conn: &mut DbConnection, webhook: &Webhook) -> Result<()> {
    diesel::update(webhooks::table.find(webhook.webhook_id.get()))
        .set((
            webhooks::url.eq(&webhook.url),
            webhooks::events.eq(webhook.events.bits()),
            webhooks::paused.eq(webhook.paused),
            webhooks::failures.eq(0),
            webhooks::next_try_at.eq(0),
            webhooks::lease_holder.eq(""),
            webhooks::leased_until.eq(0),
        ))
        .execute(conn)?;
    if webhook.paused {
        outbox::forget_waiting(conn, webhook.webhook_id)
    } else {
        outbox::begin_again(conn, webhook.webhook_id)
    }
}

/// Deletes a webhook of a user, with what waits for it and its deliveries. Fails with [`StoreError::NotFound`] if the user has
/// none with this id.
pub fn delete(conn: &mut DbConnection, user_id: UserId, webhook_id: WebhookId) -> Result<()> {
    let row = webhooks::table.find(webhook_id.get()).filter(webhooks::user_id.eq(user_id.get()));
    match diesel::delete(row).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Deletes all webhooks of a user, and what waits for those of others and names this one or the user's client: beginnings of
/// chats, and the client ids of messages.
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    use crate::schema::chats;
    diesel::delete(webhooks::table.filter(webhooks::user_id.eq(user_id.get()))).execute(conn)?;
    let is_participant = chats::user1_id.eq(user_id.get()).or(chats::user2_id.eq(user_id.get()));
    let of_user = chats::table.filter(is_participant).select(chats::chat_id);
    let names_user = webhook_outbox::kind.eq("chat_created").and(webhook_outbox::chat_id.eq_any(of_user));
    diesel::delete(webhook_outbox::table.filter(names_user)).execute(conn)?;
    let (client_id, sender_id) = match conn.backend() {
        Backend::Postgres => (
            "jsonb_set(frame::jsonb, '{message,client_id}', 'null')::text",
            "CAST(frame::jsonb #>> '{message,sender_id}' AS BIGINT)",
        ),
        Backend::Sqlite => {
            ("json_set(frame, '$.message.client_id', NULL)", "frame ->> '$.message.sender_id'")
        }
    };
    let statement = format!(
        "UPDATE webhook_outbox SET frame = {client_id} WHERE kind IN ('message', 'edited') AND {sender_id} = $1 \
         AND chat_id IN (SELECT chat_id FROM chats WHERE user1_id = $1 OR user2_id = $1)"
    );
    let query = diesel::sql_query(statement).bind::<BigInt, _>(user_id.get());
    on_each_backend!(conn, |inner| query.execute(inner))?;
    Ok(())
}

/// The id, the owner, and the encrypted secret of webhooks, in order of id, from the one after `after` on.
pub fn list_secrets_after(
    conn: &mut DbConnection,
    after: i64,
    limit: i64,
) -> Result<Vec<(WebhookId, UserId, String)>> {
    let rows: Vec<(i64, i64, String)> = webhooks::table
        .filter(webhooks::webhook_id.gt(after))
        .order(webhooks::webhook_id)
        .limit(limit)
        .select((webhooks::webhook_id, webhooks::user_id, webhooks::sealed_secret))
        .load(conn)?;
    let secret = |(id, user_id, sealed)| (WebhookId::stored(id), UserId::stored(user_id), sealed);
    Ok(rows.into_iter().map(secret).collect())
}

/// Replaces an encrypted secret, unless it has changed meanwhile.
pub fn replace_secret(conn: &mut DbConnection, webhook_id: WebhookId, old: &str, new: &str) -> Result<()> {
    let same = webhooks::table.find(webhook_id.get()).filter(webhooks::sealed_secret.eq(old));
    diesel::update(same).set(webhooks::sealed_secret.eq(new)).execute(conn)?;
    Ok(())
}
