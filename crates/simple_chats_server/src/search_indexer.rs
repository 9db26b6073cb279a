//! Adds new and changed messages to the index for searches, in the background and a portion at a time. A search doesn't wait
//! for it: it reads what isn't in the index yet.

use crate::state::AppState;
use simple_chats_persistence::{LockScope, StoreError, messages};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often it looks for new messages. Those of a moment come into the index together, which costs less.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// How long it waits after a portion, as a multiple of the time that this took, so that it takes a small part of a processor
/// and the other changes pass.
const REST_FACTOR: u32 = 4;

/// The least time to wait after a portion.
const MIN_REST: Duration = Duration::from_millis(5);

/// Runs as long as the server.
pub(crate) async fn run(state: Arc<AppState>) {
    loop {
        match index_all(&state).await {
            Ok(()) | Err(StoreError::Busy) => {}
            Err(error) => tracing::warn!(%error, "failed to add messages to the index for searches"),
        }
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

async fn index_all(state: &AppState) -> Result<(), StoreError> {
    // Reading first keeps an idle server from writing.
    if !state.database.read(messages::is_index_behind).await? {
        return Ok(());
    }
    loop {
        let start = Instant::now();
        let index = |conn: &mut _, _: &mut _| messages::index_portion(conn);
        if state.database.write_locking::<_, StoreError>(LockScope::Many, index).await? {
            return Ok(());
        }
        tokio::time::sleep((start.elapsed() * REST_FACTOR).max(MIN_REST)).await;
    }
}
