//! The devices on which a user is logged in: browser sessions, as their user sees and ends them.

use super::security_log::{SecurityEvent, note};
use super::sessions::{SessionLifetime, is_session_id};
use super::standing::lock_usable;
use super::user_agent::{browser_of, system_of};
use crate::delivery::Revocation;
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::{DateTime, Utc};
use simple_chats_domain::UserId;
use simple_chats_persistence::{DbConnection, LockScope, sessions};

/// A browser in which a user is logged in.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    pub(crate) session_id: String,
    /// The session's key, which nobody may see.
    pub(crate) session_key: String,
    pub(crate) browser: &'static str,
    pub(crate) system: &'static str,
    /// The address from which the user logged in.
    pub(crate) address: String,
    pub(crate) logged_in_at: DateTime<Utc>,
    pub(crate) last_seen_at: DateTime<Utc>,
}

/// The browsers in which a user is logged in, the last used first.
pub(crate) async fn list_devices(state: &AppState, me: UserId) -> AppResult<Vec<Device>> {
    state.rate_limiter.read(me)?;
    let found = state.database.read(move |conn| sessions::list_of(conn, me)).await?;
    let (lifetime, now) = (SessionLifetime::of(&state.settings), Utc::now());
    let alive = found.into_iter().filter(|session| lifetime.lasts(session, now));
    let devices = alive.map(|session| Device {
        browser: browser_of(&session.user_agent),
        system: system_of(&session.user_agent),
        session_id: session.session_id,
        session_key: session.session_key,
        address: session.address,
        logged_in_at: session.created_at,
        last_seen_at: session.last_seen_at,
    });
    Ok(devices.collect())
}

/// Logs a user out in one browser, and closes its sockets. Returns the session's key.
pub async fn end_device(state: &AppState, me: UserId, session_id: &str) -> AppResult<String> {
    state.rate_limiter.change(me)?;
    let unknown = AppError::UnknownSession(session_id.to_owned());
    if !is_session_id(session_id) {
        return Err(unknown);
    }
    let wanted = session_id.to_owned();
    let end = move |conn: &mut DbConnection, _: &mut _| -> AppResult<Option<String>> {
        lock_usable(conn, me)?;
        Ok(sessions::delete_of(conn, me, &wanted).or_none()?)
    };
    let session_key = state.database.write_locking(LockScope::Many, end).await?.ok_or(unknown)?;
    note(SecurityEvent::LoggedOut, Some(me), None);
    state.hub.revoke(me, Revocation::Session(session_key.clone()));
    Ok(session_key)
}

/// Logs a user out in all browsers, or in all but the one with this session, and closes their sockets. API tokens stay valid.
pub async fn end_devices(state: &AppState, me: UserId, kept: Option<String>) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let end = move |conn: &mut DbConnection, _: &mut _| -> AppResult<Vec<String>> {
        lock_usable(conn, me)?;
        Ok(sessions::delete_all_but(conn, me, kept.as_deref())?)
    };
    for session_key in state.database.write_locking(LockScope::Many, end).await? {
        note(SecurityEvent::LoggedOut, Some(me), None);
        state.hub.revoke(me, Revocation::Session(session_key));
    }
    Ok(())
}
