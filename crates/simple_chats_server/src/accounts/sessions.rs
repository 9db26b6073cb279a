//! Browser sessions. The cookie holds a random token, the database its hash.

use crate::delivery::Revocation;
use crate::error::{AppResult, MissingRow};
use crate::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_auth::{OpaqueToken, hash_token};
use simple_chats_domain::{User, UserId, cut_to_millis};
use simple_chats_persistence::sessions::{self, Session};

/// The time of the last visit is written at most this often.
const VISIT_INTERVAL: TimeDelta = TimeDelta::minutes(5);

/// The longest user agent that is stored, in characters.
const MAX_USER_AGENT: usize = 200;

#[derive(Debug, Clone)]
pub(crate) struct ActiveSession {
    pub(crate) user: User,
    /// The session's key: the hash of the cookie's token.
    pub(crate) session_key: String,
    /// The session ends at this time at the latest.
    pub(crate) expires_at: DateTime<Utc>,
}

/// Starts a session. Returns the token for the cookie.
pub async fn start_session(
    state: &AppState,
    user_id: UserId,
    user_agent: &str,
    address: &str,
) -> AppResult<String> {
    let token = OpaqueToken::generate();
    let now = cut_to_millis(Utc::now());
    let session = Session {
        session_key: token.hash(),
        user_id,
        created_at: now,
        last_seen_at: now,
        user_agent: user_agent
            .chars()
            .filter(|character| !character.is_control())
            .take(MAX_USER_AGENT)
            .collect(),
        address: address.to_owned(),
    };
    state.database.write(move |conn, _| sessions::insert(conn, &session)).await?;
    Ok(token.plain().to_owned())
}

/// The session of a cookie's token, unless it has ended.
pub(crate) async fn find_session(state: &AppState, cookie: &str) -> AppResult<Option<ActiveSession>> {
    let key = hash_token(cookie);
    let found = state.database.read(move |conn| sessions::find(conn, &key)).await.or_none()?;
    let Some((session, account)) = found else { return Ok(None) };
    let seconds = |count: u32| TimeDelta::seconds(i64::from(count));
    let now = Utc::now();
    let idle_end = session.last_seen_at + seconds(state.settings.session_expires_in);
    let expires_at = session.created_at + seconds(state.settings.session_max_age);
    if now >= idle_end || now >= expires_at {
        return Ok(None);
    }
    if now - session.last_seen_at > VISIT_INTERVAL {
        note_visit(state, session.session_key.clone(), now).await;
    }
    Ok(Some(ActiveSession { user: account.user, session_key: session.session_key, expires_at }))
}

/// Ends a session and closes its sockets.
pub async fn end_session(state: &AppState, user_id: UserId, session_key: String) -> AppResult<()> {
    let key = session_key.clone();
    state.database.write(move |conn, _| sessions::delete(conn, &key)).await?;
    state.hub.revoke(user_id, Revocation::Session(session_key));
    Ok(())
}

/// A failure is only logged: a session can be used while nothing can be written, as on a full disk.
async fn note_visit(state: &AppState, key: String, now: DateTime<Utc>) {
    let at = cut_to_millis(now);
    if let Err(error) = state.database.write(move |conn, _| sessions::set_last_seen(conn, &key, at)).await {
        tracing::warn!(%error, "failed to store the time of a visit");
    }
}
