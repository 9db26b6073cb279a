//! Passkeys: adding, listing, and removing them, and logging in with them.

use super::authenticator::{NewCodes, refresh_second_factor, start_second_factor};
use super::confirmation::{Confirmation, confirm};
use super::second_factor::lock_unchanged;
use super::security_log::{SecurityEvent, note, note_limited};
use super::sessions::{ActiveSession, start_session};
use super::verification::Device;
use crate::delivery::{KeptSession, Revocation};
use crate::error::{AppError, AppResult, MissingRow};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_auth::{Answered, Challenge, LoginAnswer, PasskeyError, PasskeySite, StoredPasskey};
use simple_chats_domain::{PasskeyName, UserId, cut_to_millis};
use simple_chats_persistence::passkeys::{self, Passkey};
use simple_chats_persistence::{DbConnection, users};

/// How many passkeys a user may have.
const MAX_PASSKEYS: usize = 20;

/// Challenges are good for five minutes; so long are answers remembered.
const CHALLENGE_LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// A browser's answer to a challenge.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PasskeyAnswer<'a> {
    /// The origin of the page.
    pub(crate) origin: &'a str,
    /// What came with the challenge.
    pub(crate) state: &'a str,
    /// The credential in JSON.
    pub(crate) credential: &'a str,
}

/// The passkeys of a user, the oldest first.
pub(crate) async fn list_passkeys(state: &AppState, me: UserId) -> AppResult<Vec<Passkey>> {
    Ok(state.database.read(move |conn| passkeys::list_of(conn, me)).await?)
}

/// The challenge for a login by passkey.
pub(crate) fn begin_passkey_login(state: &AppState) -> AppResult<Challenge> {
    site(state)?.begin_login().map_err(AppError::internal)
}

/// The challenge for a new passkey.
pub(crate) async fn begin_adding_passkey(state: &AppState, session: &ActiveSession) -> AppResult<Challenge> {
    let (site, user) = (site(state)?, &session.user);
    state.rate_limiter.read(user.user_id)?;
    let existing: Vec<StoredPasskey> =
        list_passkeys(state, user.user_id).await?.into_iter().map(stored).collect();
    site.begin_adding(user.user_id, (&user.username, &user.name), &existing).map_err(AppError::internal)
}

/// Adds a passkey. With the first second factor, all other sessions and all tokens end, and the user gets recovery codes.
pub(crate) async fn add_passkey(
    state: &AppState,
    network: Network,
    session: &ActiveSession,
    confirmation: Confirmation<'_>,
    name: PasskeyName,
    answer: PasskeyAnswer<'_>,
) -> AppResult<Option<NewCodes>> {
    let me = session.user.user_id;
    let account = confirm(state, network, session, confirmation).await?;
    let made = site(state)?.finish_adding(me, answer.origin, answer.state, answer.credential);
    let made = made.map_err(|error| refused(me, network, &error))?;
    let kept = KeptSession { old_key: session.session_key.clone(), new_key: session.session_key.clone() };
    let (codes, checked, continued) = (NewCodes::generate(), account.credentials_version, kept.clone());
    let hashes = codes.hashes(me);
    let passkey = passkey_of(me, name, made, cut_to_millis(Utc::now()));
    let add = move |conn: &mut DbConnection, _: &mut _| -> AppResult<bool> {
        let account = lock_unchanged(conn, me, checked)?;
        if passkeys::list_of(conn, me)?.len() >= MAX_PASSKEYS {
            return Err(AppError::TooManyPasskeys(MAX_PASSKEYS));
        }
        if passkeys::find(conn, &passkey.credential_id).or_none()?.is_some() {
            return Err(AppError::PasskeyRefused);
        }
        passkeys::insert(conn, &passkey)?;
        Ok(start_second_factor(conn, &account, &hashes, &continued)?)
    };
    let is_first = state.database.write(add).await?;
    note(SecurityEvent::PasskeyAdded, Some(me), Some(network));
    if is_first {
        state.hub.revoke(me, Revocation::AllBut(kept));
    }
    Ok(is_first.then_some(codes))
}

/// Removes a passkey of the user.
pub(crate) async fn remove_passkey(
    state: &AppState,
    network: Network,
    session: &ActiveSession,
    confirmation: Confirmation<'_>,
    credential_id: &str,
) -> AppResult<()> {
    let me = session.user.user_id;
    let account = confirm(state, network, session, confirmation).await?;
    let (checked, credential_id) = (account.credentials_version, credential_id.to_owned());
    let remove = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        lock_unchanged(conn, me, checked)?;
        passkeys::delete(conn, me, &credential_id).or_not_found(|| AppError::UnknownPasskey)?;
        Ok(refresh_second_factor(conn, me)?)
    };
    state.database.write(remove).await?;
    note(SecurityEvent::PasskeyRemoved, Some(me), Some(network));
    Ok(())
}

/// Logs a user in with a passkey, which needs neither password nor code. Returns the user, and the token for the cookie of
/// the session.
pub(crate) async fn log_in_by_passkey(
    state: &AppState,
    answer: PasskeyAnswer<'_>,
    device: Device<'_>,
) -> AppResult<(UserId, String)> {
    let user_id = use_passkey(state, device.network, answer, None).await?;
    let token = start_session(state, user_id, device.user_agent, device.address).await?;
    note(SecurityEvent::LoggedInByPasskey, Some(user_id), Some(device.network));
    Ok((user_id, token))
}

/// Uses a passkey of a user who is logged in, as a confirmation.
pub(crate) async fn confirm_by_passkey(
    state: &AppState,
    network: Network,
    me: UserId,
    answer: PasskeyAnswer<'_>,
) -> AppResult<()> {
    use_passkey(state, network, answer, Some(me)).await.map(|_| ())
}

/// Checks an answer, each once. Returns whose passkey it is.
async fn use_passkey(
    state: &AppState,
    network: Network,
    answer: PasskeyAnswer<'_>,
    expected: Option<UserId>,
) -> AppResult<UserId> {
    let site = site(state)?;
    let limited = state.rate_limiter.log_in("a passkey", network);
    note_limited(limited, SecurityEvent::LoginLimited, expected, network)?;
    let unknown = |error: &PasskeyError| {
        tracing::debug!(%error, "a passkey was refused");
        note(SecurityEvent::LoginFailed, expected, Some(network));
        AppError::PasskeyRefused
    };
    let read = LoginAnswer::parse(answer.credential).map_err(|error| unknown(&error))?;
    let id = read.credential_id();
    let found = state.database.read(move |conn| passkeys::find(conn, &id)).await;
    let passkey = found.or_not_found(|| AppError::PasskeyRefused)?;
    let user_id = passkey.user_id;
    if expected.is_some_and(|expected| expected != user_id) {
        return Err(AppError::PasskeyRefused);
    }
    let checked = site.finish_login(answer.origin, answer.state, &read, &stored(passkey));
    let Answered { challenge, dynamic_state } = checked.map_err(|error| refused(user_id, network, &error))?;
    let (id, now) = (read.credential_id(), cut_to_millis(Utc::now()));
    let take = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        users::lock_account(conn, user_id).or_not_found(|| AppError::PasskeyRefused)?;
        passkeys::find(conn, &id).or_not_found(|| AppError::PasskeyRefused)?;
        if !passkeys::answer(conn, &challenge, now + CHALLENGE_LIFETIME)? {
            return Err(AppError::PasskeyRefused);
        }
        Ok(passkeys::set_used(conn, &id, &dynamic_state, now)?)
    };
    state.database.write(take).await?;
    Ok(user_id)
}

fn site(state: &AppState) -> AppResult<&PasskeySite> {
    state.passkey_site.as_ref().ok_or(AppError::UnknownPasskey)
}

fn refused(user_id: UserId, network: Network, error: &PasskeyError) -> AppError {
    tracing::info!(%error, "a passkey was refused");
    note(SecurityEvent::LoginFailed, Some(user_id), Some(network));
    AppError::PasskeyRefused
}

fn stored(passkey: Passkey) -> StoredPasskey {
    let Passkey { credential_id, user_handle, static_state, dynamic_state, .. } = passkey;
    StoredPasskey { credential_id, user_handle, static_state, dynamic_state }
}

fn passkey_of(user_id: UserId, name: PasskeyName, made: StoredPasskey, now: DateTime<Utc>) -> Passkey {
    let StoredPasskey { credential_id, user_handle, static_state, dynamic_state } = made;
    Passkey {
        credential_id,
        user_id,
        name: name.into(),
        user_handle,
        static_state,
        dynamic_state,
        added_at: now,
        last_used_at: None,
    }
}
