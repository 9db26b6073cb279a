//! Pushes: the browsers that are told of messages by their push services, and what waits for them.

mod checking;
mod queue;
mod queueing;

pub use checking::{Checked, NewMessage, check};
pub use queue::{
    ClaimedPush, Settled, claim, count_waiting, delete_waiting_before, is_due, queue_test, release_all,
    settle,
};
pub(crate) use {queue::QueueRow, queueing::PushQueueing};

use crate::connection::DbConnection;
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::schema::push_subscriptions;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{PushSubscription, PushSubscriptionId, UserId};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = push_subscriptions, treat_none_as_default_value = false)]
pub(crate) struct SubscriptionRow {
    pub(crate) subscription_id: i64,
    user_id: i64,
    session_key: Option<String>,
    endpoint: String,
    p256dh: String,
    auth: String,
    server_key: String,
    label: String,
    created_at: Millis,
    last_used_at: Option<Millis>,
    failures: i32,
}

impl From<SubscriptionRow> for PushSubscription {
    fn from(row: SubscriptionRow) -> Self {
        Self {
            subscription_id: PushSubscriptionId::stored(row.subscription_id),
            user_id: UserId::stored(row.user_id),
            label: row.label,
            server_key: row.server_key,
            created_at: row.created_at.time(),
            last_used_at: row.last_used_at.map(Millis::time),
            failures: row.failures,
        }
    }
}

/// A subscription as a browser makes it.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSubscription {
    /// Its user.
    pub user_id: UserId,
    /// The session of the page that makes it, if a page does.
    pub session_key: Option<String>,
    /// Where pushes are sent to.
    pub endpoint: String,
    /// The browser's public key.
    pub p256dh: String,
    /// The browser's secret.
    pub auth: String,
    /// The public key of the server with which the browser has subscribed.
    pub server_key: String,
    /// The name of the device.
    pub label: String,
}

impl std::fmt::Debug for NewSubscription {
    /// Without the endpoint and the keys: who knows them could be taken for the browser.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSubscription").field("user_id", &self.user_id).finish_non_exhaustive()
    }
}

/// Stores a subscription. One with the same endpoint is that of the same browser, whoever used it before, and is replaced. A server
/// makes it by a change that declares `LockScope::Many`, after which the writer knows that there are subscriptions.
pub fn insert(
    conn: &mut DbConnection,
    new: &NewSubscription,
    now: DateTime<Utc>,
) -> Result<PushSubscription> {
    diesel::delete(push_subscriptions::table.filter(push_subscriptions::endpoint.eq(&new.endpoint)))
        .execute(conn)?;
    let row: SubscriptionRow = diesel::insert_into(push_subscriptions::table)
        .values((
            push_subscriptions::user_id.eq(new.user_id.get()),
            push_subscriptions::session_key.eq(new.session_key.as_deref()),
            push_subscriptions::endpoint.eq(&new.endpoint),
            push_subscriptions::p256dh.eq(&new.p256dh),
            push_subscriptions::auth.eq(&new.auth),
            push_subscriptions::server_key.eq(&new.server_key),
            push_subscriptions::label.eq(&new.label),
            push_subscriptions::created_at.eq(Millis::from(now)),
        ))
        .returning(push_subscriptions::all_columns)
        .get_result(conn)?;
    Ok(row.into())
}

/// The number of subscriptions of a user, without one that has this endpoint.
pub fn count_others(conn: &mut DbConnection, user_id: UserId, endpoint: &str) -> Result<i64> {
    let others = push_subscriptions::table
        .filter(push_subscriptions::user_id.eq(user_id.get()))
        .filter(push_subscriptions::endpoint.ne(endpoint));
    Ok(others.count().get_result(conn)?)
}

/// The subscriptions of a user, in the order in which they were made.
pub fn list_of(conn: &mut DbConnection, user_id: UserId) -> Result<Vec<PushSubscription>> {
    let rows: Vec<SubscriptionRow> = push_subscriptions::table
        .filter(push_subscriptions::user_id.eq(user_id.get()))
        .order(push_subscriptions::subscription_id)
        .select(SubscriptionRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(PushSubscription::from).collect())
}

/// Deletes a subscription of a user, with what waits for it. Fails with [`StoreError::NotFound`] if the user has none with this id.
pub fn delete(conn: &mut DbConnection, user_id: UserId, id: PushSubscriptionId) -> Result<()> {
    let row = push_subscriptions::table.find(id.get()).filter(push_subscriptions::user_id.eq(user_id.get()));
    match diesel::delete(row).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Deletes a subscription that its push service doesn't know any more.
pub fn delete_gone(conn: &mut DbConnection, id: PushSubscriptionId) -> Result<()> {
    diesel::delete(push_subscriptions::table.find(id.get())).execute(conn)?;
    Ok(())
}

/// Deletes all subscriptions of a user.
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    diesel::delete(push_subscriptions::table.filter(push_subscriptions::user_id.eq(user_id.get())))
        .execute(conn)?;
    Ok(())
}
