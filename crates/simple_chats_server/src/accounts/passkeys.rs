//! The passkeys of a user: adding, listing, and removing them.

use super::authenticator::{NewCodes, refresh_second_factor, start_second_factor};
use super::confirmation::{Confirmation, confirm};
use super::notices::PendingNotice;
use super::requester::Requester;
use super::second_factor::{GivenCode, lock_unchanged};
use super::security_log::{SecurityEvent, note};
use super::sessions::ActiveSession;
use crate::delivery::{KeptSession, Revocation};
use crate::error::{AppError, AppResult, MissingRow};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::{DateTime, Utc};
use simple_chats_auth::{Challenge, NoticeEvent, PasskeyError, PasskeySite, StoredPasskey};
use simple_chats_domain::{PasskeyName, UserId, cut_to_millis};
use simple_chats_persistence::passkeys::{self, Passkey};
use simple_chats_persistence::{DbConnection, LockScope};

/// How many passkeys a user may have.
const MAX_PASSKEYS: usize = 20;

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
async fn list_passkeys(state: &AppState, me: UserId) -> AppResult<Vec<Passkey>> {
    Ok(state.database.read(move |conn| passkeys::list_of(conn, me)).await?)
}

/// The challenge for a new passkey.
pub(crate) async fn begin_adding_passkey(state: &AppState, session: &ActiveSession) -> AppResult<Challenge> {
    let (site, user) = (site(state)?, &session.user);
    state.rate_limiter.read(user.user_id)?;
    let existing: Vec<StoredPasskey> =
        list_passkeys(state, user.user_id).await?.into_iter().map(stored).collect();
    site.begin_adding(user.user_id, (&user.username, &user.name), &existing).map_err(AppError::internal)
}

/// Adds a passkey. With the first second factor, all other sessions and all tokens but API tokens end, and the user gets
/// recovery codes.
pub(crate) async fn add_passkey(
    state: &AppState,
    requester: &Requester,
    session: &ActiveSession,
    (confirmation, code): (Confirmation<'_>, GivenCode<'_>),
    name: PasskeyName,
    answer: PasskeyAnswer<'_>,
) -> AppResult<Option<NewCodes>> {
    let me = session.user.user_id;
    let account = confirm(state, requester, session, confirmation, code).await?;
    let made = site(state)?.finish_adding(me, answer.origin, answer.state, answer.credential);
    let made = made.map_err(|error| refused(Some(me), requester.network(), &error))?;
    let kept = KeptSession { old_key: session.session_key.clone(), new_key: session.session_key.clone() };
    let (codes, checked, continued) = (NewCodes::generate(), account.credentials_version, kept.clone());
    let hashes = codes.hashes(me);
    let passkey = passkey_of(me, name, made, cut_to_millis(Utc::now()));
    let event = NoticeEvent::SecondFactorAdded { name: notice_name(&passkey.name) };
    let notice = PendingNotice::new(state, me, event, requester)?;
    let add = move |conn: &mut DbConnection, _: &mut _| -> AppResult<bool> {
        let account = lock_unchanged(conn, me, checked)?;
        if passkeys::list_of(conn, me)?.len() >= MAX_PASSKEYS {
            return Err(AppError::TooManyPasskeys(MAX_PASSKEYS));
        }
        if passkeys::find(conn, &passkey.credential_id).or_none()?.is_some() {
            return Err(AppError::PasskeyRefused);
        }
        passkeys::insert(conn, &passkey)?;
        notice.queue(conn, &account.user.email)?;
        Ok(start_second_factor(conn, &account, &hashes, &continued)?)
    };
    let is_first = state.database.write_locking(LockScope::Many, add).await?;
    state.mail_queued.notify_one();
    note(SecurityEvent::PasskeyAdded, Some(me), Some(requester.network()));
    if is_first {
        state.hub.revoke(me, Revocation::AllBut(kept));
    }
    Ok(is_first.then_some(codes))
}

/// Removes a passkey of the user.
pub(crate) async fn remove_passkey(
    state: &AppState,
    requester: &Requester,
    session: &ActiveSession,
    (confirmation, code): (Confirmation<'_>, GivenCode<'_>),
    credential_id: &str,
) -> AppResult<()> {
    let me = session.user.user_id;
    let account = confirm(state, requester, session, confirmation, code).await?;
    let (checked, credential_id) = (account.credentials_version, credential_id.to_owned());
    let listed = list_passkeys(state, me).await?;
    let passkey = listed.into_iter().find(|passkey| passkey.credential_id == credential_id);
    let name = notice_name(&passkey.ok_or(AppError::UnknownPasskey)?.name);
    let notice = PendingNotice::new(state, me, NoticeEvent::SecondFactorRemoved { name }, requester)?;
    let remove = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        let account = lock_unchanged(conn, me, checked)?;
        passkeys::delete(conn, me, &credential_id).or_not_found(|| AppError::UnknownPasskey)?;
        notice.queue(conn, &account.user.email)?;
        Ok(refresh_second_factor(conn, me)?)
    };
    state.database.write_locking(LockScope::Many, remove).await?;
    state.mail_queued.notify_one();
    note(SecurityEvent::PasskeyRemoved, Some(me), Some(requester.network()));
    Ok(())
}

/// How notices call a passkey.
fn notice_name(name: &str) -> String {
    format!("passkey {name}")
}

pub(super) fn site(state: &AppState) -> AppResult<&PasskeySite> {
    state.passkey_site.as_ref().ok_or(AppError::UnknownPasskey)
}

pub(super) fn refused(user_id: Option<UserId>, network: Network, error: &PasskeyError) -> AppError {
    tracing::info!(%error, "a passkey was refused");
    note(SecurityEvent::LoginFailed, user_id, Some(network));
    AppError::PasskeyRefused
}

pub(super) fn stored(passkey: Passkey) -> StoredPasskey {
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
