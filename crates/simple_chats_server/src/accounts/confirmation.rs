//! What confirms a change of the second factor: the password, or a passkey that was used within five minutes.

use super::credentials::{confirm_password, find_by_id};
use super::requester::Requester;
use super::second_factor::{GivenCode, require_given_code};
use super::sessions::ActiveSession;
use crate::error::{AppError, AppResult};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::{DateTime, Utc};
use simple_chats_auth::Signer;
use simple_chats_persistence::Account;

/// How long a passkey counts after its use, in seconds.
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

/// The account whose change is confirmed.
pub(super) async fn confirm(
    state: &AppState,
    network: Network,
    session: &ActiveSession,
    confirmation: Confirmation<'_>,
) -> AppResult<Account> {
    let me = session.user.user_id;
    match confirmation {
        Confirmation::Password(password) => confirm_password(state, network, me, password).await,
        Confirmation::RecentPasskey => {
            let account = find_by_id(state, me).await?;
            let is_current = account.credentials_version == session.credentials_version;
            if is_current { Ok(account) } else { Err(AppError::WrongPassword) }
        }
    }
}

/// As [`confirm`], with a code besides the password. A passkey is as good as both.
pub(super) async fn confirm_with_code(
    state: &AppState,
    requester: &Requester,
    session: &ActiveSession,
    confirmation: Confirmation<'_>,
    typed: &str,
) -> AppResult<Account> {
    let account = confirm(state, requester.network(), session, confirmation).await?;
    if matches!(confirmation, Confirmation::Password(_)) {
        require_given_code(state, requester, &account, GivenCode::Typed(typed)).await?;
    }
    Ok(account)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use simple_chats_auth::{KeyPurpose, Keyring};

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
