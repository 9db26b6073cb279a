//! The second step of a login: the password was right, and a code is needed. The browser's cookie holds a random token, the
//! database its hash, so that wrong codes are counted on all instances and nobody starts over with an old cookie.

use super::requester::Requester;
use super::second_factor::{CodeCheck, CodeOutcome, lock_unchanged};
use super::security_log::{SecurityEvent, note};
use super::sessions::NewSession;
use crate::error::{AppError, AppResult};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_auth::{OpaqueToken, hash_token};
use simple_chats_domain::{UserId, cut_to_millis};
use simple_chats_persistence::login_attempts::{self, LoginAttempt};
use simple_chats_persistence::{Account, DbConnection, LockScope, StoreError};

/// How long a login waits for the code, in seconds.
pub(crate) const ATTEMPT_SECONDS: i64 = 600;

/// So many wrong codes end a login.
const MAX_WRONG_CODES: i64 = 5;

/// The browser that logs in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LoginBrowser<'a> {
    pub(crate) requester: &'a Requester,
    /// Who has logged in with it before.
    pub(crate) known_users: &'a [UserId],
}

impl LoginBrowser<'_> {
    pub(super) fn network(self) -> Network {
        self.requester.network()
    }

    /// The session that a user starts with it.
    pub(super) fn session_of(self, state: &AppState, user_id: UserId) -> AppResult<NewSession> {
        NewSession::new(state, user_id, self.requester, self.known_users.contains(&user_id))
    }
}

/// What became of the second step.
#[derive(Debug)]
pub(crate) enum Verification {
    /// The user is logged in, with this token for the cookie of the session.
    LoggedIn { user_id: UserId, token: String },
    /// The code was wrong, and another can be tried.
    WrongCode,
    /// The code was wrong, and the login begins again with the password.
    TooManyWrongCodes,
    /// No login waits: it has taken too long, or the password or the second factor has changed.
    Over,
}

/// Remembers a login whose password was right. Returns the token for the cookie.
pub(crate) async fn begin_verification(state: &AppState, account: &Account) -> AppResult<String> {
    let token = OpaqueToken::generate();
    let attempt = LoginAttempt {
        attempt_key: token.hash(),
        user_id: account.user.user_id,
        credentials_version: account.credentials_version,
        wrong_codes: 0,
        expires_at: cut_to_millis(Utc::now()) + TimeDelta::seconds(ATTEMPT_SECONDS),
    };
    let insert = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        lock_unchanged(conn, attempt.user_id, attempt.credentials_version)?;
        Ok(login_attempts::insert(conn, &attempt)?)
    };
    state.database.write_locking(LockScope::Many, insert).await?;
    Ok(token.plain().to_owned())
}

/// Whether a login waits for its code.
pub(crate) async fn is_waiting(state: &AppState, cookies: &[String]) -> AppResult<bool> {
    let (keys, now) = (keys_of(cookies), Utc::now());
    let found = state.database.read(move |conn| find_attempt(conn, &keys, now)).await?;
    Ok(found.is_some())
}

/// Checks the code of a login that waits, and logs its user in.
pub(crate) async fn verify(
    state: &AppState,
    cookies: &[String],
    typed: &str,
    browser: LoginBrowser<'_>,
) -> AppResult<Verification> {
    let (keys, now) = (keys_of(cookies), cut_to_millis(Utc::now()));
    let sought = keys.clone();
    let found = state.database.read(move |conn| find_attempt(conn, &sought, now)).await?;
    let Some(LoginAttempt { user_id, .. }) = found else { return Ok(Verification::Over) };
    let code = CodeCheck::new(state, browser.requester, user_id, typed)?;
    let session = browser.session_of(state, user_id)?;
    let token = session.token.clone();
    let check = move |conn: &mut DbConnection, _: &mut _| -> AppResult<_> {
        let Some(attempt) = find_attempt(conn, &keys, now)? else { return Ok(None) };
        let account = match lock_unchanged(conn, user_id, attempt.credentials_version) {
            Ok(account) if account.has_second_factor => account,
            Ok(_) | Err(AppError::WrongCredentials) => {
                login_attempts::delete(conn, &attempt.attempt_key)?;
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let outcome = code.use_for(conn, &account, now)?;
        Ok(Some((outcome, end_or_count(conn, &attempt, outcome, (&session, &account))?)))
    };
    let Some((outcome, is_over)) = state.database.write_locking(LockScope::Many, check).await? else {
        return Ok(Verification::Over);
    };
    match outcome.check(user_id, browser.network()) {
        Ok(()) => {
            state.mail_queued.notify_one();
            note(SecurityEvent::Verified, Some(user_id), Some(browser.network()));
            Ok(Verification::LoggedIn { user_id, token })
        }
        Err(AppError::WrongCode) if is_over => Ok(Verification::TooManyWrongCodes),
        Err(AppError::WrongCode) => Ok(Verification::WrongCode),
        Err(error) => Err(error),
    }
}

/// Ends the attempt after a good code, with a session instead, and after too many wrong ones. Returns whether it is over.
fn end_or_count(
    conn: &mut DbConnection,
    attempt: &LoginAttempt,
    outcome: CodeOutcome,
    (session, account): (&NewSession, &Account),
) -> Result<bool, StoreError> {
    if outcome.is_good() {
        session.start(conn, account)?;
    } else if outcome != CodeOutcome::Wrong
        || login_attempts::count_wrong_code(conn, &attempt.attempt_key)? < MAX_WRONG_CODES
    {
        return Ok(false);
    }
    login_attempts::delete(conn, &attempt.attempt_key)?;
    Ok(true)
}

fn keys_of(cookies: &[String]) -> Vec<String> {
    cookies.iter().map(|cookie| hash_token(cookie)).collect()
}

/// The login that waits. Of several, which only somebody else can have planted beside the browser's own, none counts.
fn find_attempt(
    conn: &mut DbConnection,
    keys: &[String],
    now: DateTime<Utc>,
) -> Result<Option<LoginAttempt>, StoreError> {
    let mut found = login_attempts::list_with_keys(conn, keys)?;
    let attempt = found.pop().filter(|attempt| found.is_empty() && now < attempt.expires_at);
    Ok(attempt)
}
