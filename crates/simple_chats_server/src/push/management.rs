//! What users do with the browsers in which they get pushes: adding, listing, removing, and testing them.

use crate::accounts::lock_usable;
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use crate::webhooks::Target;
use chrono::Utc;
use simple_chats_auth::PushKeys;
use simple_chats_domain::{
    MAX_PUSH_SUBSCRIPTIONS, PushSubscription, PushSubscriptionId, UserId, cut_to_millis, push_label,
};
use simple_chats_persistence::push::{self, NewSubscription};
use simple_chats_persistence::{DbConnection, LockScope};

/// What a browser gives when it has subscribed.
pub(crate) struct SubscriptionRequest {
    /// Where pushes are sent to.
    pub(crate) endpoint: String,
    /// The browser's public key.
    pub(crate) p256dh: String,
    /// The browser's secret.
    pub(crate) auth: String,
    /// The name of the device.
    pub(crate) label: String,
    /// The session of the page that has subscribed, if a page has.
    pub(crate) session_key: Option<String>,
}

/// Adds a browser, or replaces what is known of it.
pub(crate) async fn subscribe(
    state: &AppState,
    me: UserId,
    request: SubscriptionRequest,
) -> AppResult<PushSubscription> {
    state.rate_limiter.change(me)?;
    PushKeys::parse(&request.p256dh, &request.auth)?;
    let endpoint = Target::find(&request.endpoint, &state.settings.webhook_networks).await?.url.into();
    let new = NewSubscription {
        user_id: me,
        session_key: request.session_key,
        endpoint,
        p256dh: request.p256dh,
        auth: request.auth,
        server_key: state.vapid.current().public_key().to_owned(),
        label: push_label(&request.label).unwrap_or_else(|| "Unnamed device".to_owned()),
    };
    let now = cut_to_millis(Utc::now());
    let insert = move |conn: &mut DbConnection, _: &mut _| -> AppResult<PushSubscription> {
        lock_usable(conn, me)?;
        let count = push::count_others(conn, me, &new.endpoint)?;
        if count >= MAX_PUSH_SUBSCRIPTIONS {
            return Err(AppError::TooManyPushSubscriptions(count));
        }
        Ok(push::insert(conn, &new, now)?)
    };
    state.database.write_locking(LockScope::Many, insert).await
}

/// The browsers in which a user gets pushes, in the order in which they were added.
pub(crate) fn list_subscriptions(conn: &mut DbConnection, me: UserId) -> AppResult<Vec<PushSubscription>> {
    Ok(push::list_of(conn, me)?)
}

/// Removes a browser of the user.
pub(crate) async fn remove_subscription(
    state: &AppState,
    me: UserId,
    id: PushSubscriptionId,
) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let remove = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        lock_usable(conn, me)?;
        push::delete(conn, me, id).or_not_found(|| AppError::UnknownPushSubscription(id.to_string()))
    };
    state.database.write_locking(LockScope::Many, remove).await
}

/// Sends a push to a browser of the user that only shows that pushes arrive.
pub(crate) async fn test_subscription(state: &AppState, me: UserId, id: PushSubscriptionId) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let queue = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        lock_usable(conn, me)?;
        if !push::list_of(conn, me)?.iter().any(|subscription| subscription.subscription_id == id) {
            return Err(AppError::UnknownPushSubscription(id.to_string()));
        }
        Ok(push::queue_test(conn, id, cut_to_millis(Utc::now()))?)
    };
    state.database.write_locking(LockScope::Many, queue).await?;
    state.database.pushes_queued().notify_one();
    Ok(())
}
