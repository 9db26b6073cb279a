//! What waits for browsers: claiming it for one instance, and noting what came of it.

use crate::connection::{DbConnection, by_backend};
use crate::error::Result;
use crate::millis::Millis;
use crate::schema::{push_queue, push_subscriptions};
use chrono::{DateTime, Utc};
use diesel::dsl::{exists, select};
use diesel::prelude::*;
use simple_chats_domain::{ChatId, MessageId, PushSubscriptionId, UserId};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = push_queue, treat_none_as_default_value = false)]
pub(crate) struct QueueRow {
    pub(crate) subscription_id: i64,
    pub(crate) chat_id: i64,
    message_id: i64,
    shown_id: i64,
    queued_at: Millis,
    next_try_at: Option<Millis>,
    attempts: i32,
    holder: String,
}

/// A push that one instance has claimed, with what it needs to send it.
#[derive(Clone, PartialEq, Eq)]
pub struct ClaimedPush {
    /// The subscription.
    pub subscription_id: PushSubscriptionId,
    /// Its user.
    pub user_id: UserId,
    /// The chat; `None` for a test.
    pub chat_id: Option<ChatId>,
    /// The message to show; `None` for a test, or if what is shown is to be closed.
    pub message_id: Option<MessageId>,
    /// Whether the browser shows a message of the chat.
    pub is_shown: bool,
    /// When the message was sent or read.
    pub queued_at: DateTime<Utc>,
    /// How often it was tried without success.
    pub attempts: i32,
    /// Where it is sent to.
    pub endpoint: String,
    /// The browser's public key.
    pub p256dh: String,
    /// The browser's secret.
    pub auth: String,
    /// The public key of the server that the browser knows.
    pub server_key: String,
    holder: String,
}

impl std::fmt::Debug for ClaimedPush {
    /// Without the endpoint and the keys.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClaimedPush").field("subscription_id", &self.subscription_id).finish_non_exhaustive()
    }
}

/// What came of a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// The push service has taken it: the browser shows the message.
    Sent,
    /// The push service has taken it: the browser closes what it shows of the chat.
    Closed,
    /// It is looked at again at this time, and nothing has failed.
    Postponed(DateTime<Utc>),
    /// There was no reason to send it any more.
    Dropped,
    /// It is sent later: the push service couldn't take it.
    Failed(DateTime<Utc>),
    /// It is never sent: the push service couldn't take it for too long, or refuses it.
    GivenUp,
}

/// Whether a push is due.
pub fn is_due(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<bool> {
    let due = push_queue::table.filter(push_queue::next_try_at.le(Millis::from(now)));
    Ok(select(exists(due)).get_result(conn)?)
}

/// Claims up to so many pushes, those that have waited longest first. Until `leased_until` other instances leave them alone. `holder` is
/// a name that no other claim has.
pub fn claim(
    conn: &mut DbConnection,
    holder: &str,
    now: DateTime<Utc>,
    leased_until: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<ClaimedPush>> {
    let due = push_queue::table
        .filter(push_queue::next_try_at.le(Millis::from(now)))
        .order((push_queue::next_try_at, push_queue::subscription_id, push_queue::chat_id))
        .limit(limit)
        .select((push_queue::subscription_id, push_queue::chat_id));
    let keys: Vec<(i64, i64)> = by_backend!(conn,
        Postgres(conn) => due.for_no_key_update().skip_locked().load(conn)?,
        Sqlite(conn) => due.load(conn)?,
    );
    let mut claimed = Vec::with_capacity(keys.len());
    for key in keys {
        let row: QueueRow = diesel::update(push_queue::table.find(key))
            .set((push_queue::next_try_at.eq(Millis::from(leased_until)), push_queue::holder.eq(holder)))
            .returning(push_queue::all_columns)
            .get_result(conn)?;
        let columns = (
            push_subscriptions::user_id,
            push_subscriptions::endpoint,
            push_subscriptions::p256dh,
            push_subscriptions::auth,
            push_subscriptions::server_key,
        );
        let (user_id, endpoint, p256dh, auth, server_key): (i64, String, String, String, String) =
            push_subscriptions::table.find(row.subscription_id).select(columns).first(conn)?;
        claimed.push(ClaimedPush {
            subscription_id: PushSubscriptionId::stored(row.subscription_id),
            user_id: UserId::stored(user_id),
            chat_id: ChatId::new(row.chat_id),
            message_id: MessageId::new(row.message_id),
            is_shown: row.shown_id != 0,
            queued_at: row.queued_at.time(),
            attempts: row.attempts,
            endpoint,
            p256dh,
            auth,
            server_key,
            holder: row.holder,
        });
    }
    Ok(claimed)
}

/// Notes what came of pushes. One that was queued meanwhile in the place of another is due now.
pub fn settle(conn: &mut DbConnection, settled: &[(ClaimedPush, Settled)], now: DateTime<Utc>) -> Result<()> {
    for (push, settled) in settled {
        settle_one(conn, push, *settled, now)?;
    }
    Ok(())
}

fn settle_one(
    conn: &mut DbConnection,
    push: &ClaimedPush,
    settled: Settled,
    now: DateTime<Utc>,
) -> Result<()> {
    let subscription = push_subscriptions::table.find(push.subscription_id.get());
    match settled {
        Settled::Sent | Settled::Closed => {
            let used = (
                push_subscriptions::last_used_at.eq(Some(Millis::from(now))),
                push_subscriptions::failures.eq(0),
            );
            diesel::update(subscription).set(used).execute(conn)?;
        }
        Settled::Failed(_) | Settled::GivenUp => {
            let failures = push_subscriptions::failures.eq(push_subscriptions::failures + 1);
            diesel::update(subscription).set(failures).execute(conn)?;
        }
        Settled::Dropped | Settled::Postponed(_) => {}
    }
    let key = (push.subscription_id.get(), push.chat_id.map_or(0, ChatId::get));
    let message_id = push.message_id.map_or(0, MessageId::get);
    let held = push_queue::table.find(key).filter(push_queue::holder.eq(&push.holder));
    let unchanged = held
        .filter(push_queue::message_id.eq(message_id))
        .filter(push_queue::queued_at.eq(Millis::from(push.queued_at)));
    let is_last = match settled {
        Settled::Failed(next) => {
            let later = (
                push_queue::next_try_at.eq(Some(Millis::from(next))),
                push_queue::attempts.eq(push_queue::attempts + 1),
                push_queue::holder.eq(""),
            );
            diesel::update(held).set(later).execute(conn)?;
            return Ok(());
        }
        Settled::Postponed(next) => {
            let later = (push_queue::next_try_at.eq(Some(Millis::from(next))), push_queue::holder.eq(""));
            diesel::update(held).set(later).execute(conn)?;
            return Ok(());
        }
        // The row stays as long as something is shown, so that it can be closed.
        Settled::Sent if message_id != 0 => {
            diesel::update(held)
                .set((push_queue::shown_id.eq(message_id), push_queue::attempts.eq(0)))
                .execute(conn)?;
            false
        }
        Settled::Sent | Settled::Closed => true,
        Settled::Dropped | Settled::GivenUp => !push.is_shown || message_id == 0,
    };
    let done = if is_last {
        diesel::delete(unchanged).execute(conn)?
    } else {
        let nothing = (push_queue::next_try_at.eq(None::<Millis>), push_queue::holder.eq(""));
        diesel::update(unchanged).set(nothing).execute(conn)?
    };
    if done == 0 {
        let newer = (push_queue::next_try_at.eq(Some(Millis::from(now))), push_queue::holder.eq(""));
        diesel::update(held).set(newer).execute(conn)?;
    }
    Ok(())
}

/// Lets all pushes be claimed that were claimed before the program started; on a database that only one instance uses.
pub fn release_all(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<()> {
    diesel::update(
        push_queue::table.filter(push_queue::holder.ne("")).filter(push_queue::next_try_at.is_not_null()),
    )
    .set((push_queue::next_try_at.eq(Some(Millis::from(now))), push_queue::holder.eq("")))
    .execute(conn)?;
    Ok(())
}

/// Queues a push that only shows that pushes arrive.
pub fn queue_test(conn: &mut DbConnection, id: PushSubscriptionId, now: DateTime<Utc>) -> Result<()> {
    let now = Millis::from(now);
    let key = (id.get(), 0_i64);
    diesel::delete(push_queue::table.find(key)).execute(conn)?;
    diesel::insert_into(push_queue::table)
        .values((
            push_queue::subscription_id.eq(id.get()),
            push_queue::chat_id.eq(0),
            push_queue::message_id.eq(0),
            push_queue::queued_at.eq(now),
            push_queue::next_try_at.eq(Some(now)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The number of pushes that wait.
pub fn count_waiting(conn: &mut DbConnection) -> Result<i64> {
    Ok(push_queue::table.filter(push_queue::next_try_at.is_not_null()).count().get_result(conn)?)
}

/// Forgets what was queued before a time, and what has been shown since. Returns how many.
pub fn delete_waiting_before(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<usize> {
    Ok(diesel::delete(push_queue::table.filter(push_queue::queued_at.lt(Millis::from(time))))
        .execute(conn)?)
}
