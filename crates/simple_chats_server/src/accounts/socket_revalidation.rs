//! Periodically revalidates the credentials of open sockets. Logging out or changing a password closes sockets at once; this
//! finds what this instance didn't learn of: a command run beside the server, or another instance while NATS was
//! unreachable. The record of what administrators and commands have done is read more often, as it tells of whom.

use crate::delivery::{Credential, Grant, SocketKey};
use crate::error::AppResult;
use crate::state::AppState;
use simple_chats_domain::{SocketId, UserId};
use simple_chats_persistence::{StoreError, audit, personal_tokens, sessions, users};
use std::collections::HashSet;
use std::hash::Hash;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::MissedTickBehavior;

/// Shorter than the 30 seconds within which a socket is promised to be closed.
const REVALIDATION_INTERVAL: Duration = Duration::from_secs(20);

/// How long a session may be known here by its old key, when the database has the new one already.
const KEY_CHANGE_WINDOW: Duration = Duration::from_secs(2);

/// How often the record is read.
const RECORD_INTERVAL: Duration = Duration::from_millis(500);

/// Closes sockets whose session has ended, whose password has changed, or whose personal token was revoked, for as long as the
/// program runs.
pub(crate) async fn revalidate_sockets(state: Arc<AppState>) {
    let mut interval = tokio::time::interval(RECORD_INTERVAL);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut last, mut read_up_to) = (None::<Instant>, None);
    loop {
        interval.tick().await;
        if let Err(error) = close_of_concerned(&state, &mut read_up_to).await {
            tracing::debug!(%error, "could not read the record of what was done to accounts");
        }
        if last.is_some_and(|last| last.elapsed() < REVALIDATION_INTERVAL) {
            continue;
        }
        last = Some(Instant::now());
        if let Err(error) = close_invalid(&state).await {
            tracing::warn!(%error, "could not revalidate the credentials of open sockets");
        }
    }
}

/// Closes the invalid sockets of the users whom the entries of the record concern that are new since the last time.
async fn close_of_concerned(state: &AppState, read_up_to: &mut Option<i64>) -> Result<(), StoreError> {
    let Some(after) = *read_up_to else {
        *read_up_to = Some(state.database.read(audit::newest_id).await?);
        return Ok(());
    };
    let entries = state.database.read(move |conn| audit::list_subjects_after(conn, after)).await?;
    let Some((last, _)) = entries.last() else { return Ok(()) };
    let concerned: HashSet<UserId> = entries.iter().map(|(_, user_id)| *user_id).collect();
    let mut grants = state.hub.grants().await;
    grants.retain(|(_, grant)| concerned.contains(&grant.user_id));
    state.hub.close(invalid_among(state, grants).await?.into_iter().collect());
    *read_up_to = Some(*last);
    Ok(())
}

/// Whether the credential is still valid: the session goes on, the password is the same, or the token is there.
pub(crate) async fn is_valid(state: &AppState, grant: &Grant) -> AppResult<bool> {
    let socket = SocketKey { user_id: grant.user_id, socket: SocketId(0) };
    Ok(invalid_among(state, vec![(socket, grant.clone())]).await?.is_empty())
}

async fn close_invalid(state: &AppState) -> Result<(), StoreError> {
    let suspects: HashSet<SocketKey> = invalid_among(state, state.hub.grants().await).await?;
    if suspects.is_empty() {
        return Ok(());
    }
    tokio::time::sleep(KEY_CHANGE_WINDOW).await;
    let mut grants = state.hub.grants().await;
    grants.retain(|(socket, _)| suspects.contains(socket));
    state.hub.close(invalid_among(state, grants).await?.into_iter().collect());
    Ok(())
}

/// The sockets whose credential is no longer valid.
async fn invalid_among(
    state: &AppState,
    grants: Vec<(SocketKey, Grant)>,
) -> Result<HashSet<SocketKey>, StoreError> {
    if grants.is_empty() {
        return Ok(HashSet::new());
    }
    let find = move |conn: &mut _| {
        let keys = grants.iter().filter_map(|(_, grant)| match &grant.credential {
            Credential::Session(key) => Some(key.clone()),
            Credential::Version(_) | Credential::Token(..) => None,
        });
        let tokens = grants.iter().filter_map(|(_, grant)| grant.credential.token_id());
        let by_version =
            grants.iter().filter(|(_, grant)| matches!(grant.credential, Credential::Version(_)));
        let users = by_version.map(|(_, grant)| grant.user_id);
        let sessions = sessions::filter_existing(conn, &distinct(keys))?;
        let tokens = personal_tokens::filter_existing(conn, &distinct(tokens))?;
        let versions = users::list_credentials_versions(conn, &distinct(users))?;
        let is_valid = |grant: &Grant| match &grant.credential {
            Credential::Session(key) => sessions.contains(key),
            Credential::Version(version) => versions.get(&grant.user_id) == Some(version),
            Credential::Token(token_id, _) => tokens.contains(token_id),
        };
        let invalid = grants.iter().filter(|(_, grant)| !is_valid(grant));
        Ok(invalid.map(|(socket, _)| *socket).collect())
    };
    state.database.read(find).await
}

fn distinct<T: Eq + Hash>(items: impl Iterator<Item = T>) -> Vec<T> {
    items.collect::<HashSet<_>>().into_iter().collect()
}
