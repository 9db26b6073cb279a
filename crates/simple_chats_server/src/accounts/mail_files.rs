//! Deletion of the mails that were written as files, if their user is deleted.

use crate::error::{AppError, AppResult};
use crate::state::AppState;
use simple_chats_auth::{delete_mails_for, list_recipients};
use simple_chats_domain::UserId;
use simple_chats_persistence::users;
use std::collections::BTreeSet;
use std::io;

/// Deletes the mails of a user who is deleted; those of other users stay. A failure is only logged: all files are looked at
/// again later.
pub(crate) async fn delete_mail_files_if_deleted(state: &AppState, user_id: UserId) {
    if let Err(error) = delete_for_deleted(state, [user_id].into()).await {
        tracing::warn!(?error, "failed to delete mails of a deleted user");
    }
}

/// Deletes the mails of all deleted users: the account may have been deleted by another instance, or the server killed in
/// between. Returns how many.
pub(crate) async fn delete_mail_files_of_deleted(state: &AppState) -> AppResult<usize> {
    let directory = state.settings.mail.outbox_directory.clone();
    let recipients = blocking(move || list_recipients(&directory)).await?;
    delete_for_deleted(state, recipients).await
}

async fn delete_for_deleted(state: &AppState, mut users: BTreeSet<UserId>) -> AppResult<usize> {
    let ids: Vec<UserId> = users.iter().copied().collect();
    let existing = state.database.read(move |conn| users::list_existing(conn, &ids)).await?;
    users.retain(|user_id| !existing.contains(user_id));
    if users.is_empty() {
        return Ok(0);
    }
    let directory = state.settings.mail.outbox_directory.clone();
    blocking(move || delete_mails_for(&directory, &users)).await
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> AppResult<T> {
    let done = tokio::task::spawn_blocking(work).await.map_err(io::Error::other).flatten();
    done.map_err(|error| AppError::Internal(Box::new(error)))
}
