//! Deletes messages whose lifetime is over, as their senders would. Several instances may do so at once: under the lock of its
//! chat, each message is deleted by the one that finds it first.

use super::messages::bury;
use crate::error::{AppResult, MissingRow};
use crate::state::AppState;
use chrono::{DateTime, Utc};
use futures_util::future::join_all;
use simple_chats_domain::{ChatId, MessageId, Publication, cut_to_millis};
use simple_chats_persistence::{DbConnection, LockScope, chats, messages};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// How often expired messages are looked for. They disappear within a minute, also if one round fails.
const SWEEP_INTERVAL: Duration = Duration::from_secs(15);

/// How many messages a portion has. Others write between two portions.
const PORTION: i64 = 200;

/// Deletes expired messages for as long as the program runs, and first of all those that expired while it didn't.
pub(crate) async fn delete_expired(state: Arc<AppState>) {
    let mut interval = tokio::time::interval(SWEEP_INTERVAL);
    loop {
        interval.tick().await;
        match sweep(&state).await {
            Ok(count) => tracing::debug!(count, "deleted expired messages"),
            Err(error) => tracing::warn!(?error, "failed to delete expired messages: they are deleted later"),
        }
    }
}

/// Deletes the messages that have expired by now. Returns how many it has deleted.
pub async fn sweep(state: &AppState) -> AppResult<usize> {
    let mut count = 0;
    loop {
        let now = cut_to_millis(Utc::now());
        let expired = state.database.read(move |conn| messages::list_expired(conn, now, PORTION)).await?;
        let is_last = i64::try_from(expired.len()).is_ok_and(|found| found < PORTION);
        let mut of_chats: BTreeMap<ChatId, Vec<MessageId>> = BTreeMap::new();
        for (chat_id, message_id) in expired {
            of_chats.entry(chat_id).or_default().push(message_id);
        }
        // All at once, so that the writer commits them together.
        let buried = of_chats.into_iter().map(|(chat_id, messages)| bury_all(state, chat_id, messages, now));
        for deleted in join_all(buried).await {
            count += deleted?;
        }
        if is_last {
            return Ok(count);
        }
    }
}

/// Deletes messages of a chat, except those that were deleted meanwhile.
async fn bury_all(
    state: &AppState,
    chat_id: ChatId,
    message_ids: Vec<MessageId>,
    now: DateTime<Utc>,
) -> AppResult<usize> {
    let bury_all = move |conn: &mut DbConnection, publications: &mut Vec<Publication>| -> AppResult<usize> {
        // Nothing is left of a chat that was deleted.
        let Some(chat) = chats::lock(conn, chat_id).or_none()? else { return Ok(0) };
        let mut count = 0;
        for message_id in &message_ids {
            let Some(stored) = messages::find(conn, *message_id).or_none()? else { continue };
            if !stored.deleted {
                let (_, event) = bury(conn, &chat, &stored.message, now)?;
                publications.push(Publication::to_all(chat.users(), event));
                count += 1;
            }
        }
        Ok(count)
    };
    state.database.write_locking(LockScope::Chat(chat_id), bury_all).await
}
