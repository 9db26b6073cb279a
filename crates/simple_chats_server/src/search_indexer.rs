//! Adds new and changed messages to the index for searches, in the background and a portion at a time. A search doesn't wait
//! for it: it reads what isn't in the index yet.

use crate::state::AppState;
use simple_chats_persistence::messages::Backlog;
use simple_chats_persistence::{LockScope, StoreError, messages};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often it looks for chats with many new messages, so that a search has few messages to read.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// How long the messages of other chats wait: they come into the index with those that follow, which costs less.
const MAX_WAIT: Duration = Duration::from_mins(1);

/// How long it waits after a portion, as a multiple of the time that this took, so that it takes a small part of a processor
/// and the other changes pass.
const REST_FACTOR: u32 = 4;

/// The least time to wait after a portion.
const MIN_REST: Duration = Duration::from_millis(5);

/// Runs as long as the server.
pub(crate) async fn run(state: Arc<AppState>) {
    // A server that was killed may have left something behind.
    let mut indexed_all_at = None::<Instant>;
    loop {
        let is_due = indexed_all_at.is_none_or(|at| at.elapsed() >= MAX_WAIT);
        let backlog = if is_due { Backlog::Any } else { Backlog::FullPortion };
        match index(&state, backlog).await {
            Ok(()) if is_due => indexed_all_at = Some(Instant::now()),
            Ok(()) | Err(StoreError::Busy) => {}
            Err(error) => tracing::warn!(%error, "failed to add messages to the index for searches"),
        }
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

async fn index(state: &AppState, backlog: Backlog) -> Result<(), StoreError> {
    // Reading first keeps an idle server from writing.
    if !state.database.read(move |conn| messages::is_index_behind(conn, backlog)).await? {
        return Ok(());
    }
    loop {
        let start = Instant::now();
        let index = move |conn: &mut _, _: &mut _| messages::index_portion(conn, backlog);
        if state.database.write_locking::<_, StoreError>(LockScope::Many, index).await? {
            return Ok(());
        }
        tokio::time::sleep((start.elapsed() * REST_FACTOR).max(MIN_REST)).await;
    }
}
