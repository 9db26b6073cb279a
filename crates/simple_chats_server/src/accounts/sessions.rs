//! Browser sessions. The cookie holds a random token, the database its hash.

use super::notices::PendingNotice;
use super::requester::Requester;
use super::second_factor::lock_unchanged;
use super::security_log::{SecurityEvent, note};
use crate::delivery::{KeptSession, Revocation};
use crate::error::{AppResult, MissingRow};
use crate::settings::Settings;
use crate::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_auth::{NoticeEvent, OpaqueToken, hash_token};
use simple_chats_domain::{Language, User, UserId, cut_to_millis};
use simple_chats_persistence::sessions::{self, Session};
use simple_chats_persistence::users::Alive;
use simple_chats_persistence::{Account, DbConnection, LockScope, StoreError, users};
use std::sync::Arc;

/// The time of the last visit is written at most this often, and [`VISITS_PER_LIFETIME`] times in the time after which an
/// idle session ends, if that is short.
const MAX_VISIT_INTERVAL: TimeDelta = TimeDelta::minutes(5);

/// A session ends earlier than it should by up to one part in so many.
const VISITS_PER_LIFETIME: i32 = 10;

/// Whoever logs in to an account for the first time, and so soon after it was made, most likely has made it.
const JUST_JOINED: TimeDelta = TimeDelta::days(1);

#[derive(Debug, Clone)]
pub(crate) struct ActiveSession {
    pub(crate) user: User,
    pub(crate) is_administrator: bool,
    pub(crate) has_second_factor: bool,
    /// The language that the user has chosen.
    pub(crate) language: Option<Language>,
    /// The version of the user's credentials.
    pub(crate) credentials_version: i64,
    /// The session's key: the hash of the cookie's token.
    pub(crate) session_key: String,
    /// When the user logged in.
    pub(crate) logged_in_at: DateTime<Utc>,
    /// The session ends at this time at the latest.
    pub(crate) expires_at: DateTime<Utc>,
}

/// Starts a session in a browser, of an account whose password was just verified. Returns the token for the cookie. Unless the
/// user has used the browser before, or has just joined and never logged in, the user gets a notice by mail. Fails with
/// [`WrongCredentials`](crate::error::AppError::WrongCredentials) if the password has changed since, as by a reset, or the
/// account is gone.
pub async fn start_session(
    state: &AppState,
    account: &Account,
    requester: &Requester,
    is_known_browser: bool,
) -> AppResult<String> {
    let (session, verified) = (
        NewSession::new(state, account.user.user_id, requester, is_known_browser)?,
        account.credentials_version,
    );
    let (token, user_id) = (session.token.clone(), account.user.user_id);
    let insert = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        let account = lock_unchanged(conn, user_id, verified)?;
        Ok(session.start(conn, &account)?)
    };
    state.database.write_locking(LockScope::Many, insert).await?;
    state.mail_queued.notify_one();
    Ok(token)
}

/// A session that is to be started.
pub(super) struct NewSession {
    /// For the cookie.
    pub(super) token: String,
    session: Session,
    notice: Option<PendingNotice>,
}

impl NewSession {
    pub(super) fn new(
        state: &AppState,
        user_id: UserId,
        requester: &Requester,
        is_known_browser: bool,
    ) -> AppResult<Self> {
        let token = OpaqueToken::generate();
        let now = cut_to_millis(Utc::now());
        let session = Session {
            session_key: token.hash(),
            session_id: new_session_id(),
            user_id,
            created_at: now,
            last_seen_at: now,
            user_agent: requester.user_agent().to_owned(),
            address: requester.address.to_string(),
        };
        let new_browser = || PendingNotice::new(state, user_id, NoticeEvent::NewBrowser, requester);
        let notice = if is_known_browser { None } else { Some(new_browser()?) };
        Ok(Self { token: token.plain().to_owned(), session, notice })
    }

    /// Starts it, in a transaction that has locked the account. Afterwards, wake the mail worker (`mail_queued`).
    pub(super) fn start(&self, conn: &mut DbConnection, account: &Account) -> Result<(), StoreError> {
        let is_first = users::note_login(conn, account.user.user_id)?;
        let has_just_joined = self.session.created_at - account.user.date_joined < JUST_JOINED;
        if let Some(notice) = self.notice.as_ref().filter(|_| !(is_first && has_just_joined)) {
            notice.queue(conn, &account.user.email)?;
        }
        sessions::insert(conn, &self.session)
    }
}

/// The session of a cookie's token, unless it has ended.
pub(crate) async fn find_session(state: &AppState, cookie: &str) -> AppResult<Option<ActiveSession>> {
    let found = read_in_session(state, cookie, |_, _| Ok(())).await?;
    Ok(found.map(|(session, ())| session))
}

/// Runs a read in the session of a cookie's token, which the same read finds; `None` if the session has ended.
pub(crate) async fn read_in_session<T: Send + 'static>(
    state: &AppState,
    cookie: &str,
    mut read: impl FnMut(&mut DbConnection, &ActiveSession) -> AppResult<T> + Send + 'static,
) -> AppResult<Option<(ActiveSession, T)>> {
    let key = hash_token(cookie);
    let lifetime = SessionLifetime::of(&state.settings);
    let limited = Arc::clone(&state.rate_limiter);
    let read = move |conn: &mut DbConnection| -> AppResult<_> {
        let Some((session, account)) = sessions::find(conn, &key).or_none()? else { return Ok(None) };
        let (last_seen_at, expires_at) = (session.last_seen_at, session.created_at + lifetime.total);
        if !lifetime.lasts(&session, Utc::now()) || account.suspended_at.is_some() {
            return Ok(None);
        }
        let session = ActiveSession {
            is_administrator: account.is_administrator,
            has_second_factor: account.has_second_factor,
            credentials_version: account.credentials_version,
            language: account.language,
            user: account.user,
            session_key: session.session_key,
            logged_in_at: session.created_at,
            expires_at,
        };
        limited.read(session.user.user_id)?;
        let value = read(conn, &session)?;
        Ok(Some((session, last_seen_at, value)))
    };
    let Some((session, last_seen_at, value)) = state.database.read(read).await? else { return Ok(None) };
    let now = Utc::now();
    if now - last_seen_at > visit_interval(lifetime.idle) {
        note_visit(state, session.session_key.clone(), now).await;
    }
    Ok(Some((session, value)))
}

/// How long a session lasts after the last visit, and in total.
#[derive(Debug, Clone, Copy)]
pub(super) struct SessionLifetime {
    idle: TimeDelta,
    total: TimeDelta,
}

impl SessionLifetime {
    pub(super) fn of(settings: &Settings) -> Self {
        let seconds = |count: u32| TimeDelta::seconds(i64::from(count));
        Self { idle: seconds(settings.session_expires_in), total: seconds(settings.session_max_age) }
    }

    /// Whether a session has not ended by itself.
    pub(super) fn lasts(self, session: &Session, now: DateTime<Utc>) -> bool {
        let alive = self.alive(now);
        session.last_seen_at > alive.seen_after && session.created_at > alive.created_after
    }

    /// Which sessions have not ended by themselves.
    pub(super) fn alive(self, now: DateTime<Utc>) -> Alive {
        Alive { seen_after: now - self.idle, created_after: now - self.total }
    }
}

fn new_session_id() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// Whether a text could be the id of a session.
pub(super) fn is_session_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn visit_interval(max_idle: TimeDelta) -> TimeDelta {
    (max_idle / VISITS_PER_LIFETIME).min(MAX_VISIT_INTERVAL)
}

/// Ends all sessions of a user but the kept one, which goes on under its new key. The caller closes the sockets.
pub(super) fn end_sessions_but(
    conn: &mut DbConnection,
    user_id: UserId,
    kept: Option<&KeptSession>,
) -> Result<(), StoreError> {
    let continued = match kept {
        // `None` if the session has ended in the meantime.
        Some(kept) => sessions::find(conn, &kept.old_key).or_none()?,
        None => None,
    };
    sessions::delete_all_of(conn, user_id)?;
    if let (Some(kept), Some((session, _))) = (kept, continued) {
        sessions::insert(conn, &Session { session_key: kept.new_key.clone(), ..session })?;
    }
    Ok(())
}

/// Ends a session and closes its sockets.
pub async fn end_session(state: &AppState, user_id: UserId, session_key: String) -> AppResult<()> {
    let key = session_key.clone();
    state.database.write(move |conn, _| sessions::delete(conn, &key)).await?;
    note(SecurityEvent::LoggedOut, Some(user_id), None);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_sessions_are_recognized() {
        assert!(is_session_id(&new_session_id()));
        assert!(
            ["", "\0", &"g".repeat(32), &"0".repeat(31), &"0".repeat(33)]
                .iter()
                .all(|text| !is_session_id(text))
        );
    }

    #[test]
    fn visits_are_stored_often_enough_for_every_lifetime() {
        for seconds in [1, 2, 60, 299, 300, 301, 3_600, 6_000, 2_592_000, 315_360_000] {
            let max_idle = TimeDelta::seconds(seconds);
            let interval = visit_interval(max_idle);
            assert!(interval > TimeDelta::zero() && interval * VISITS_PER_LIFETIME <= max_idle, "{seconds}");
            assert!(interval <= MAX_VISIT_INTERVAL);
        }
        assert_eq!(visit_interval(TimeDelta::days(30)), MAX_VISIT_INTERVAL);
    }
}
