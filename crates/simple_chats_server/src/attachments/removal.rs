//! Removes bytes to which no attachment refers any more, and uploads that haven't been sent in time.

use super::checking::{AttachmentCheck, check_attachments};
use super::resumable::LIFETIME;
use super::stored_bytes::delete_files;
use crate::error::AppResult;
use crate::state::AppState;
use chrono::Utc;
use simple_chats_persistence::StoreError;
use simple_chats_persistence::attachments::{
    FileDeletion, finish_deletions, is_deletion_due, take_deletions,
};
use simple_chats_persistence::uploads;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// How soon what is deleted is removed.
const INTERVAL: Duration = Duration::from_secs(5);

/// How many are removed in one go.
const PORTION: i64 = 100;

/// How long after the start attachments and files are compared, and how often from then on.
const FIRST_CHECK: Duration = Duration::from_hours(1);
const CHECKS: Duration = Duration::from_hours(24);

/// Nobody goes on receiving a file that long after its last byte.
const MAX_PAUSE: Duration = Duration::from_hours(1);

/// Removes what is deleted, for as long as the program runs. A key stays in the queue until its bytes are gone, so that a
/// restart forgets none.
pub(crate) async fn remove_deleted(state: Arc<AppState>) {
    let mut interval = tokio::time::interval(INTERVAL);
    let mut last_sweep = None::<std::time::Instant>;
    let mut next_check = std::time::Instant::now() + FIRST_CHECK;
    loop {
        interval.tick().await;
        if last_sweep.is_none_or(|last| last.elapsed() >= MAX_PAUSE) {
            last_sweep = Some(std::time::Instant::now());
            let sweep = state.files.run_on_stored(|storage| {
                let since = SystemTime::now().checked_sub(MAX_PAUSE).unwrap_or(SystemTime::UNIX_EPOCH);
                let interrupted = storage.remove_interrupted(since);
                let given_up_by = SystemTime::now().checked_sub(LIFETIME).unwrap_or(SystemTime::UNIX_EPOCH);
                storage.remove_stale_partials(given_up_by)?;
                Ok(interrupted?)
            });
            if let Err(error) = sweep.await {
                tracing::warn!(?error, "failed to remove interrupted uploads");
            }
        }
        if std::time::Instant::now() >= next_check {
            next_check = std::time::Instant::now() + CHECKS;
            report_findings(&state).await;
        }
        if let Err(error) = remove_due(&state).await {
            tracing::warn!(?error, "failed to remove deleted attachments");
        }
    }
}

/// Logs what the comparison of attachments and files finds. Nothing is changed: what is missing may come back with a copy of
/// the folder, and what isn't needed may belong to a database that was set aside.
async fn report_findings(state: &AppState) {
    match check_attachments(state).await {
        Ok(AttachmentCheck { files, missing, orphans }) if missing.is_empty() && orphans.is_empty() => {
            tracing::debug!(files, "each attachment has its file");
        }
        Ok(AttachmentCheck { files, missing, orphans }) => tracing::warn!(
            files,
            missing = missing.len(),
            not_needed = orphans.len(),
            "attachments and files differ: `simple-chats check-attachments` names the files"
        ),
        Err(error) => tracing::warn!(?error, "failed to compare attachments and files"),
    }
}

async fn remove_due(state: &AppState) -> AppResult<()> {
    if !state.database.read(|conn| is_deletion_due(conn, Utc::now())).await? {
        return Ok(());
    }
    let expire = |conn: &mut _, _: &mut Vec<_>| uploads::delete_expired(conn, Utc::now(), PORTION);
    let expired = state.database.write(expire).await?;
    let mut after = 0;
    let mut count = 0;
    loop {
        let take = move |conn: &mut _, _: &mut Vec<_>| take_deletions(conn, after, PORTION);
        let due: Vec<FileDeletion> = state.database.write(take).await?;
        let Some(last) = due.last() else { break };
        after = last.deletion_id;
        let mut deleted = Vec::new();
        for deletion in due {
            match delete_files(state, &deletion.storage_key).await {
                Ok(()) => deleted.push(deletion),
                Err(error) => tracing::warn!(?error, "failed to delete a file"),
            }
        }
        count += deleted.len();
        let finish = move |conn: &mut _, _: &mut Vec<_>| -> Result<(), StoreError> {
            finish_deletions(conn, &deleted)
        };
        state.database.write(finish).await?;
    }
    tracing::debug!(expired, count, "removed deleted attachments");
    Ok(())
}
