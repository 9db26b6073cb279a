//! Looks again, now and then, at what open sockets have shown to get in. Whoever ends a session or changes a password
//! has sockets closed at once; this catches what was not heard of: from a command beside the server, or from another
//! instance while the message broker was away.

use crate::delivery::Shown;
use crate::error::AppError;
use crate::state::AppState;
use simple_chats_persistence::{StoreError, sessions, users};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked; less than the 30 seconds within which a socket is promised to be closed.
const REVALIDATION_INTERVAL: Duration = Duration::from_secs(20);

/// How long a session may be between its old key and its new one: the database says so before the hub does.
const KEY_CHANGE_WINDOW: Duration = Duration::from_secs(2);

/// Closes sockets whose session has ended or whose password has changed, for as long as the program runs.
pub async fn revalidate_sockets(state: Arc<AppState>) {
    let mut interval = tokio::time::interval(REVALIDATION_INTERVAL);
    interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        if let Err(error) = close_revoked(&state).await {
            tracing::warn!(%error, "it could not be seen whether open sockets may go on");
        }
    }
}

async fn close_revoked(state: &AppState) -> Result<(), AppError> {
    let suspects = revoked_among(state, state.hub.shown().await).await?;
    if suspects.is_empty() {
        return Ok(());
    }
    tokio::time::sleep(KEY_CHANGE_WINDOW).await;
    let suspects: HashSet<_> = suspects.iter().map(|shown| (shown.user_id, shown.socket)).collect();
    let shown = state.hub.shown().await.into_iter();
    let again = shown.filter(|shown| suspects.contains(&(shown.user_id, shown.socket))).collect();
    let revoked = revoked_among(state, again).await?;
    state.hub.close(revoked.into_iter().map(|shown| (shown.user_id, shown.socket)).collect());
    Ok(())
}

/// Which sockets may go on no longer.
async fn revoked_among(state: &AppState, shown: Vec<Shown>) -> Result<Vec<Shown>, StoreError> {
    if shown.is_empty() {
        return Ok(shown);
    }
    let look = move |conn: &mut _| {
        let keys: HashSet<_> = shown.iter().filter_map(|shown| shown.session_key.clone()).collect();
        let by_password = shown.iter().filter(|shown| shown.credentials_version.is_some());
        let people: HashSet<_> = by_password.map(|shown| shown.user_id).collect();
        let going_on = sessions::filter_existing(conn, &keys.into_iter().collect::<Vec<_>>())?;
        let versions = users::list_credentials_versions(conn, &people.into_iter().collect::<Vec<_>>())?;
        let may_go_on = |shown: &Shown| match &shown.session_key {
            Some(key) => going_on.contains(key),
            None => versions.get(&shown.user_id).copied() == shown.credentials_version,
        };
        Ok(shown.into_iter().filter(|shown| !may_go_on(shown)).collect())
    };
    state.database.read(look).await
}
