//! What confirms a change of an account's credentials: the password and, if there is a second factor, a code or a login within
//! five minutes; or a passkey that was used within five minutes.

use super::credentials::{confirm_password, find_by_id};
use super::requester::Requester;
use super::second_factor::{GivenCode, require_given_code};
use super::sessions::ActiveSession;
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_auth::Signer;
use simple_chats_domain::UserId;
use simple_chats_persistence::Account;

/// How long a passkey counts after its use, and a second factor after the login, in seconds.
pub(crate) const RECENT_SECONDS: i64 = 300;

/// What confirms a change.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Confirmation<'a> {
    Password(&'a str),
    /// A passkey was used a short time ago; see [`has_recent_passkey`].
    RecentPasskey,
}

/// What the cookie of a browser holds in which a passkey was used just now.
pub(crate) fn recent_passkey(state: &AppState, session_key: &str) -> String {
    recent_at(&state.recent_passkey, session_key, Utc::now())
}

fn recent_at(signer: &Signer, session_key: &str, now: DateTime<Utc>) -> String {
    signer.sign(&format!("{session_key} {}", now.timestamp()))
}

/// Whether a cookie says that a passkey was used in the session within five minutes.
pub(crate) fn has_recent_passkey(state: &AppState, session_key: &str, cookies: &[String]) -> bool {
    let now = Utc::now();
    cookies.iter().any(|value| is_recent(&state.recent_passkey, session_key, value, now))
}

fn is_recent(signer: &Signer, session_key: &str, value: &str, now: DateTime<Utc>) -> bool {
    let age = signer.verify(value).and_then(|signed| {
        let (key, second) = signed.split_once(' ')?;
        let second: i64 = second.parse().ok().filter(|_| key == session_key)?;
        now.timestamp().checked_sub(second)
    });
    age.is_some_and(|age| (0..RECENT_SECONDS).contains(&age))
}

/// Whether a login is so recent that the second factor, which it took, needn't be given again.
pub(crate) fn is_recent_login(at: DateTime<Utc>) -> bool {
    let age = Utc::now() - at;
    (TimeDelta::zero()..TimeDelta::seconds(RECENT_SECONDS)).contains(&age)
}

/// The account whose change is confirmed. Beside a password, the code of a second factor is needed if there is one. A passkey
/// is as good as both.
pub(super) async fn confirm(
    state: &AppState,
    requester: &Requester,
    session: &ActiveSession,
    confirmation: Confirmation<'_>,
    code: GivenCode<'_>,
) -> AppResult<Account> {
    let me = session.user.user_id;
    match confirmation {
        Confirmation::Password(password) => {
            confirm_password_and_code(state, requester, me, password, code).await
        }
        Confirmation::RecentPasskey => {
            let account = find_by_id(state, me).await?;
            let is_current = account.credentials_version == session.credentials_version;
            if is_current { Ok(account) } else { Err(AppError::WrongPassword) }
        }
    }
}

/// The account of a user who gives the password and, if there is a second factor, its code.
pub(super) async fn confirm_password_and_code(
    state: &AppState,
    requester: &Requester,
    me: UserId,
    password: &str,
    code: GivenCode<'_>,
) -> AppResult<Account> {
    let account = confirm_password(state, requester.network(), me, password).await?;
    require_given_code(state, requester, &account, code).await?;
    Ok(account)
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_auth::{KeyPurpose, Keyring};

    #[test]
    fn a_login_is_recent_for_five_minutes() {
        for (seconds, expected) in [(-60, false), (1, true), (290, true), (300, false), (100_000, false)] {
            assert_eq!(is_recent_login(Utc::now() - TimeDelta::seconds(seconds)), expected, "{seconds}");
        }
    }

    #[test]
    fn a_passkey_is_recent_for_five_minutes_in_its_session() {
        let keyring = Keyring::new("a-secret-for-tests-with-32-bytes-or-more", None);
        let signer = keyring.signer(KeyPurpose::RecentPasskey);
        let used = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let value = recent_at(&signer, "session", used);
        for (seconds, expected) in [(-1, false), (0, true), (299, true), (300, false), (100_000, false)] {
            let now = used + TimeDelta::seconds(seconds);
            assert_eq!(is_recent(&signer, "session", &value, now), expected, "{seconds}");
            assert!(!is_recent(&signer, "another", &value, now));
        }
        let forged = recent_at(&keyring.signer(KeyPurpose::Flash), "session", used);
        for value in [forged.as_str(), "", "x"] {
            assert!(!is_recent(&signer, "session", value, used));
        }
    }
}
