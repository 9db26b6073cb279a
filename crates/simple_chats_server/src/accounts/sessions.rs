//! Signed-in browsers. The cookie holds a random text, the database its hash.

use crate::delivery::Revocation;
use crate::error::{AppError, ChangeError};
use crate::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_auth::{OpaqueToken, hash_token};
use simple_chats_domain::{User, UserId, cut_to_millis};
use simple_chats_persistence::StoreError;
use simple_chats_persistence::sessions::{self, Session};

/// How often the time of the last visit is written at most.
const NOTE_EVERY: TimeDelta = TimeDelta::minutes(5);

/// How much of what a browser calls itself is kept, in characters.
const MAX_USER_AGENT: usize = 200;

/// A user who is signed in by a browser.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The user.
    pub user: User,
    /// The session's key: the hash of what the cookie holds.
    pub session_key: String,
    /// When the session ends at the latest.
    pub expires_at: DateTime<Utc>,
}

/// Begins a session. Returns what the cookie is to hold.
pub async fn start_session(
    state: &AppState,
    user_id: UserId,
    user_agent: &str,
    address: &str,
) -> Result<String, AppError> {
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
    let started = state
        .database
        .write(move |conn, _| -> Result<(), ChangeError> { Ok(sessions::insert(conn, &session)?) });
    started.await?;
    Ok(token.plain().to_owned())
}

/// Who is signed in by what a cookie holds; nobody where the session has ended.
pub async fn find_session(state: &AppState, cookie: &str) -> Result<Option<SignedIn>, AppError> {
    let key = hash_token(cookie);
    let (session, account) = match state.database.read(move |conn| sessions::find(conn, &key)).await {
        Ok(found) => found,
        Err(StoreError::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let seconds = |count: u32| TimeDelta::seconds(i64::from(count));
    let now = Utc::now();
    let idle_end = session.last_seen_at + seconds(state.settings.session_expires_in);
    let expires_at = session.created_at + seconds(state.settings.session_max_age);
    if now >= idle_end || now >= expires_at {
        return Ok(None);
    }
    if now - session.last_seen_at > NOTE_EVERY {
        note_visit(state, session.session_key.clone(), now).await?;
    }
    Ok(Some(SignedIn { user: account.user, session_key: session.session_key, expires_at }))
}

/// Ends a session, and closes its sockets.
pub async fn end_session(state: &AppState, user_id: UserId, session_key: String) -> Result<(), AppError> {
    let key = session_key.clone();
    let ended =
        state.database.write(move |conn, _| -> Result<(), ChangeError> { Ok(sessions::delete(conn, &key)?) });
    ended.await?;
    state.hub.revoke(user_id, Revocation::Session(session_key));
    Ok(())
}

async fn note_visit(state: &AppState, key: String, now: DateTime<Utc>) -> Result<(), AppError> {
    let at = cut_to_millis(now);
    let noted = state
        .database
        .write(move |conn, _| -> Result<(), ChangeError> { Ok(sessions::set_last_seen(conn, &key, at)?) });
    Ok(noted.await?)
}
