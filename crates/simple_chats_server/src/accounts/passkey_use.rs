//! Using passkeys: logging in with them, and confirming changes.

use super::credentials::{check_may_log_in, note_refused};
use super::passkeys::{PasskeyAnswer, refused, site, stored};
use super::security_log::{SecurityEvent, note, note_limited};
use super::verification::LoginBrowser;
use crate::error::{AppError, AppResult, MissingRow};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::{TimeDelta, Utc};
use simple_chats_auth::{Answered, Challenge, LoginAnswer};
use simple_chats_domain::{UserId, cut_to_millis};
use simple_chats_persistence::passkeys::{self, Passkey};
use simple_chats_persistence::{Account, DbConnection, LockScope, StoreError, users};

/// A challenge is good for five minutes. Answers are remembered for twice as long, so that none counts twice.
const CHALLENGE_LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// The challenge for a login by passkey.
pub(crate) fn begin_passkey_login(state: &AppState) -> AppResult<Challenge> {
    site(state)?.begin_login().map_err(AppError::internal)
}

/// Logs a user in with a passkey, which needs neither password nor code. Returns the user, and the token for the cookie of
/// the session.
pub(crate) async fn log_in_by_passkey(
    state: &AppState,
    answer: PasskeyAnswer<'_>,
    browser: LoginBrowser<'_>,
) -> AppResult<(UserId, String)> {
    let used = check_answer(state, browser.network(), answer, None).await?;
    let user_id = used.user_id;
    let session = browser.session_of(state, user_id)?;
    let (token, must_confirm) = (session.token.clone(), state.settings.email_confirmation);
    let log_in = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        let account = take_answer(conn, &used)?;
        check_may_log_in(must_confirm, &account)?;
        Ok(session.start(conn, &account)?)
    };
    let logged_in = state.database.write_locking(LockScope::Many, log_in).await;
    note_refused(logged_in, Some(user_id), browser.network())?;
    state.mail_queued.notify_one();
    note(SecurityEvent::LoggedInByPasskey, Some(user_id), Some(browser.network()));
    Ok((user_id, token))
}

/// Uses a passkey of a user who is logged in, as a confirmation.
pub(crate) async fn confirm_by_passkey(
    state: &AppState,
    network: Network,
    me: UserId,
    answer: PasskeyAnswer<'_>,
) -> AppResult<()> {
    let used = check_answer(state, network, answer, Some(me)).await?;
    state.database.write_locking(LockScope::Many, move |conn, _| take_answer(conn, &used)).await.map(drop)
}

/// A passkey whose answer was right, but may have been sent before.
struct UsedPasskey {
    user_id: UserId,
    credential_id: String,
    answered: Answered,
}

/// Checks an answer without the database's word on whether it is the first one; see [`take_answer`].
async fn check_answer(
    state: &AppState,
    network: Network,
    answer: PasskeyAnswer<'_>,
    expected: Option<UserId>,
) -> AppResult<UsedPasskey> {
    let site = site(state)?;
    let limited = state.rate_limiter.log_in("a passkey", network);
    note_limited(limited, SecurityEvent::LoginLimited, expected, network)?;
    let read = LoginAnswer::parse(answer.credential).map_err(|error| refused(expected, network, &error))?;
    let (credential_id, sought) = (read.credential_id(), read.credential_id());
    let found = state.database.read(move |conn| passkeys::find(conn, &sought)).await.or_none()?;
    let is_expected = |passkey: &Passkey| expected.is_none_or(|expected| expected == passkey.user_id);
    let Some(passkey) = found.filter(is_expected) else {
        note(SecurityEvent::LoginFailed, expected, Some(network));
        return Err(AppError::PasskeyRefused);
    };
    let user_id = passkey.user_id;
    let checked = site.finish_login(answer.origin, answer.state, &read, &stored(passkey));
    let answered = checked.map_err(|error| refused(Some(user_id), network, &error))?;
    Ok(UsedPasskey { user_id, credential_id, answered })
}

/// Uses the passkey, in the transaction that does what its user may do with it. Fails if the challenge was answered before or
/// the passkey has been removed.
fn take_answer(conn: &mut DbConnection, used: &UsedPasskey) -> AppResult<Account> {
    let UsedPasskey { user_id, credential_id, answered } = used;
    let now = cut_to_millis(Utc::now());
    let account = users::lock_account(conn, *user_id).or_not_found(|| AppError::PasskeyRefused)?;
    passkeys::find(conn, credential_id).or_not_found(|| AppError::PasskeyRefused)?;
    match passkeys::answer(conn, &answered.challenge, now + CHALLENGE_LIFETIME) {
        Ok(true) => {}
        Ok(false) | Err(StoreError::Conflict(_)) => return Err(AppError::PasskeyRefused),
        Err(error) => return Err(error.into()),
    }
    passkeys::set_used(conn, credential_id, &answered.dynamic_state, now)?;
    Ok(account)
}
