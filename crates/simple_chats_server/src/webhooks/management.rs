//! What owners do with their webhooks: making, listing, changing, deleting, and testing them.

use super::target::Target;
use crate::accounts::lock_usable;
use crate::error::{AppError, AppResult, MissingRow};
use crate::messaging::own_chat;
use crate::state::AppState;
use chrono::Utc;
use simple_chats_auth::{WebhookSecret, webhook_event_id};
use simple_chats_domain::{ChatId, MAX_WEBHOOKS, UserId, Webhook, WebhookEvents, WebhookId, cut_to_millis};
use simple_chats_persistence::webhooks::{self, Delivery, NewWebhook};
use simple_chats_persistence::{DbConnection, LockScope};

/// A webhook and its secret, which nobody can read later.
#[derive(Debug)]
pub(crate) struct MadeWebhook {
    pub(crate) webhook: Webhook,
    pub(crate) secret: WebhookSecret,
}

/// What is to be changed.
#[derive(Debug, Clone)]
pub(crate) struct WebhookChange {
    pub(crate) url: Option<String>,
    pub(crate) events: Option<WebhookEvents>,
    pub(crate) paused: Option<bool>,
}

pub(crate) async fn make_webhook(
    state: &AppState,
    me: UserId,
    url: String,
    events: WebhookEvents,
    chat_id: Option<ChatId>,
) -> AppResult<MadeWebhook> {
    state.rate_limiter.change(me)?;
    let url = Target::find(&url, &state.settings.webhook_networks).await?.url.into();
    let secret = WebhookSecret::generate();
    let sealed_secret =
        state.webhook_secrets.seal(me, &secret).ok_or(AppError::Unavailable { retry_after: 1 })?;
    let new = NewWebhook { user_id: me, url, events, chat_id, sealed_secret };
    let now = cut_to_millis(Utc::now());
    let insert = move |conn: &mut DbConnection, _: &mut _| -> AppResult<Webhook> {
        lock_usable(conn, me)?;
        if let Some(chat_id) = new.chat_id {
            own_chat(conn, me, chat_id)?;
        }
        let count = webhooks::count_of(conn, me)?;
        if count >= MAX_WEBHOOKS {
            return Err(AppError::TooManyWebhooks(count));
        }
        Ok(webhooks::insert(conn, &new, now)?)
    };
    let webhook = state.database.write_locking(LockScope::Many, insert).await?;
    Ok(MadeWebhook { webhook, secret })
}

/// The user's webhooks, in the order in which they were made.
pub(crate) fn list_webhooks(conn: &mut DbConnection, me: UserId) -> AppResult<Vec<Webhook>> {
    Ok(webhooks::list_of(conn, me)?)
}

/// A webhook of the user.
pub(crate) fn find_webhook(conn: &mut DbConnection, me: UserId, webhook_id: WebhookId) -> AppResult<Webhook> {
    webhooks::find_of(conn, me, webhook_id).or_not_found(|| unknown(webhook_id))
}

/// The last attempts to deliver to a webhook of the user, the newest first.
pub(crate) fn list_deliveries(
    conn: &mut DbConnection,
    me: UserId,
    webhook_id: WebhookId,
) -> AppResult<Vec<Delivery>> {
    find_webhook(conn, me, webhook_id)?;
    Ok(webhooks::list_deliveries(conn, webhook_id)?)
}

pub(crate) async fn update_webhook(
    state: &AppState,
    me: UserId,
    webhook_id: WebhookId,
    change: WebhookChange,
) -> AppResult<Webhook> {
    state.rate_limiter.change(me)?;
    // A webhook of somebody else is no reason to look up a host.
    state.database.read(move |conn| find_webhook(conn, me, webhook_id)).await?;
    let url = match &change.url {
        Some(url) => Some(Target::find(url, &state.settings.webhook_networks).await?.url),
        None => None,
    };
    let update = move |conn: &mut DbConnection, _: &mut _| -> AppResult<Webhook> {
        lock_usable(conn, me)?;
        let mut webhook = find_webhook(conn, me, webhook_id)?;
        webhook.url = url.clone().map_or(webhook.url, String::from);
        webhook.events = change.events.unwrap_or(webhook.events);
        webhook.paused = change.paused.unwrap_or(webhook.paused);
        webhooks::update(conn, &webhook)?;
        Ok(webhook)
    };
    state.database.write_locking(LockScope::Many, update).await
}

pub(crate) async fn delete_webhook(state: &AppState, me: UserId, webhook_id: WebhookId) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let delete = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        lock_usable(conn, me)?;
        webhooks::delete(conn, me, webhook_id).or_not_found(|| unknown(webhook_id))
    };
    state.database.write_locking(LockScope::Many, delete).await
}

/// Queues an event that says nothing. Returns its id.
pub(crate) async fn test_webhook(state: &AppState, me: UserId, webhook_id: WebhookId) -> AppResult<String> {
    state.rate_limiter.change(me)?;
    let (event_id, now) = (webhook_event_id(), cut_to_millis(Utc::now()));
    let (queued_id, frame) = (event_id.clone(), format!(r#"{{"type":"test","webhook_id":{webhook_id}}}"#));
    let queue = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        lock_usable(conn, me)?;
        find_webhook(conn, me, webhook_id)?;
        Ok(webhooks::queue_test(conn, webhook_id, &queued_id, &frame, now)?)
    };
    state.database.write_locking(LockScope::Many, queue).await?;
    state.database.webhooks_queued().notify_one();
    Ok(event_id)
}

fn unknown(webhook_id: WebhookId) -> AppError {
    AppError::UnknownWebhook(webhook_id.to_string())
}
