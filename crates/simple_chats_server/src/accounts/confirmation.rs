//! What confirms a change of the second factor: the password, or a passkey that was used within five minutes.

use super::credentials::{confirm_password, find_by_id};
use super::second_factor::GivenCode;
use super::second_factor::require_given_code;
use super::sessions::ActiveSession;
use crate::error::{AppError, AppResult};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::Utc;
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
    state.recent_passkey.sign(&format!("{session_key} {}", Utc::now().timestamp()))
}

/// Whether a cookie says that a passkey was used in the session within five minutes.
pub(crate) fn has_recent_passkey(state: &AppState, session_key: &str, cookies: &[String]) -> bool {
    let is_recent = |value: &String| {
        let signed = state.recent_passkey.verify(value)?;
        let (key, second) = signed.split_once(' ')?;
        let age = Utc::now().timestamp() - second.parse::<i64>().ok()?;
        (key == session_key && (0..RECENT_SECONDS).contains(&age)).then_some(())
    };
    cookies.iter().any(|value| is_recent(value).is_some())
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
    network: Network,
    session: &ActiveSession,
    confirmation: Confirmation<'_>,
    typed: &str,
) -> AppResult<Account> {
    let account = confirm(state, network, session, confirmation).await?;
    if matches!(confirmation, Confirmation::Password(_)) {
        require_given_code(state, network, &account, GivenCode::Typed(typed)).await?;
    }
    Ok(account)
}
