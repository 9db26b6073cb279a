//! Two-step verification by an authenticator app: adding and removing it, and its recovery codes.

use super::audit::Actor;
use super::confirmation::{Confirmation, confirm};
use super::notices::PendingNotice;
use super::requester::Requester;
use super::second_factor::{GivenCode, lock_unchanged};
use super::security_log::{SecurityEvent, note, note_by};
use super::sessions::{ActiveSession, end_sessions_but};
use crate::delivery::{KeptSession, Revocation};
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::{DateTime, Utc};
use simple_chats_auth::{NoticeEvent, RecoveryCode, TotpSecret, TypedCode};
use simple_chats_domain::{AuditAction, UserId, cut_to_millis};
use simple_chats_persistence::passkeys::Passkey;
use simple_chats_persistence::{
    Account, DbConnection, LockScope, StoreError, authenticators, login_attempts, passkeys, recovery_codes,
    users,
};

/// How notices call the app.
const APP: &str = "authenticator app";

/// How many recovery codes a user gets.
const RECOVERY_CODES: usize = 10;

/// The second factor of a user, as the user sees it.
#[derive(Debug)]
pub(crate) struct SecondFactorState {
    /// When the authenticator app was added, if there is one.
    pub(crate) authenticator_added_at: Option<DateTime<Utc>>,
    pub(crate) passkeys: Vec<Passkey>,
    pub(crate) recovery_codes_left: i64,
}

/// The recovery codes of a user, which nobody can read later.
#[derive(Debug)]
pub(crate) struct NewCodes(pub(crate) Vec<RecoveryCode>);

impl NewCodes {
    pub(super) fn generate() -> Self {
        Self((0..RECOVERY_CODES).map(|_| RecoveryCode::generate()).collect())
    }

    pub(super) fn hashes(&self, user_id: UserId) -> Vec<String> {
        self.0.iter().map(|code| code.hash(user_id)).collect()
    }
}

/// The second factor of a user.
pub(crate) async fn second_factor_state(state: &AppState, me: UserId) -> AppResult<SecondFactorState> {
    state.rate_limiter.read(me)?;
    let read = move |conn: &mut DbConnection| -> Result<_, StoreError> {
        let authenticator = authenticators::find(conn, me).or_none()?;
        Ok(SecondFactorState {
            authenticator_added_at: authenticator.map(|authenticator| authenticator.added_at),
            passkeys: passkeys::list_of(conn, me)?,
            recovery_codes_left: recovery_codes::count_of(conn, me)?,
        })
    };
    Ok(state.database.read(read).await?)
}

/// The secret that a user is offered in a session.
pub(crate) fn propose_authenticator(state: &AppState, session: &ActiveSession) -> TotpSecret {
    let secrets = &state.authenticator_secrets;
    secrets.propose(session.user.user_id, session.credentials_version, &session.session_key)
}

/// Adds the app to which the user has given the proposed secret, as its code shows. If it is the first second factor, whoever got
/// in with the password alone is logged out: all sessions except this one end, and all tokens but API tokens; and the user gets
/// recovery codes. Otherwise, the second factor is needed: `earlier`.
pub(crate) async fn accept_authenticator(
    state: &AppState,
    requester: &Requester,
    session: &ActiveSession,
    confirmation: Confirmation<'_>,
    earlier: GivenCode<'_>,
    typed: &str,
) -> AppResult<Option<NewCodes>> {
    let me = session.user.user_id;
    let account = confirm(state, requester, session, confirmation, earlier).await?;
    let secret = propose_authenticator(state, session);
    let kept = KeptSession { old_key: session.session_key.clone(), new_key: session.session_key.clone() };
    let now = cut_to_millis(Utc::now());
    let step = match TypedCode::parse(typed) {
        Some(TypedCode::Totp(code)) => secret.find_step(code, now),
        Some(TypedCode::Recovery(_)) | None => None,
    };
    let Some(step) = step else {
        note(SecurityEvent::WrongCode, Some(me), Some(requester.network()));
        return Err(AppError::WrongCode);
    };
    let sealed = state.authenticator_secrets.seal(me, &secret);
    let sealed = sealed.ok_or_else(|| AppError::Internal("a secret can't be encrypted".into()))?;
    let (codes, checked, continued) = (NewCodes::generate(), account.credentials_version, kept.clone());
    let hashes = codes.hashes(me);
    let event = NoticeEvent::SecondFactorAdded { name: APP.to_owned() };
    let notice = PendingNotice::new(state, me, event, requester)?;
    let add = move |conn: &mut DbConnection, _: &mut _| -> AppResult<bool> {
        let account = lock_unchanged(conn, me, checked)?;
        if authenticators::find(conn, me).or_none()?.is_some() {
            return Err(AppError::SecondFactorChanged);
        }
        authenticators::insert(conn, me, &sealed, step, now)?;
        notice.queue(conn, &account.user.email)?;
        Ok(start_second_factor(conn, &account, &hashes, &continued)?)
    };
    let is_first = state.database.write_locking(LockScope::Many, add).await?;
    state.mail_queued.notify_one();
    note(SecurityEvent::SecondFactorAdded, Some(me), Some(requester.network()));
    if is_first {
        state.hub.revoke(me, Revocation::AllBut(kept));
    }
    Ok(is_first.then_some(codes))
}

/// Removes the user's own app. The tokens of the REST API but API tokens end: the secret of another app, which depends on the
/// version of the credentials, is never the same.
pub(crate) async fn remove_authenticator(
    state: &AppState,
    requester: &Requester,
    session: &ActiveSession,
    confirmation: Confirmation<'_>,
    typed: &str,
) -> AppResult<()> {
    let me = session.user.user_id;
    let account = confirm(state, requester, session, confirmation, GivenCode::Typed(typed)).await?;
    let checked = account.credentials_version;
    let event = NoticeEvent::SecondFactorRemoved { name: APP.to_owned() };
    let notice = PendingNotice::new(state, me, event, requester)?;
    let remove = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        let account = lock_unchanged(conn, me, checked)?;
        authenticators::delete_of(conn, me)?;
        users::renew_credentials(conn, me)?;
        notice.queue(conn, &account.user.email)?;
        Ok(refresh_second_factor(conn, me)?)
    };
    state.database.write_locking(LockScope::Many, remove).await?;
    state.mail_queued.notify_one();
    note(SecurityEvent::SecondFactorRemoved, Some(me), Some(requester.network()));
    Ok(())
}

/// Gives the user new recovery codes; the old ones are no longer good.
pub(crate) async fn replace_recovery_codes(
    state: &AppState,
    requester: &Requester,
    session: &ActiveSession,
    confirmation: Confirmation<'_>,
    typed: &str,
) -> AppResult<NewCodes> {
    let me = session.user.user_id;
    let account = confirm(state, requester, session, confirmation, GivenCode::Typed(typed)).await?;
    let (codes, checked) = (NewCodes::generate(), account.credentials_version);
    let hashes = codes.hashes(me);
    let replace = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        if !lock_unchanged(conn, me, checked)?.has_second_factor {
            return Err(AppError::SecondFactorChanged);
        }
        Ok(recovery_codes::replace_all_of(conn, me, &hashes)?)
    };
    state.database.write_locking(LockScope::Many, replace).await?;
    note(SecurityEvent::RecoveryCodesReplaced, Some(me), Some(requester.network()));
    Ok(codes)
}

/// Removes the second factor of somebody who has lost it, on behalf of the operator.
pub(crate) async fn remove_second_factor(state: &AppState, user_id: UserId) -> AppResult<()> {
    let now = cut_to_millis(Utc::now());
    let event = NoticeEvent::SecondFactorRemoved { name: "all of them".to_owned() };
    let notice = PendingNotice::by_operator(user_id, event)?;
    let remove = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        let unknown = || AppError::UnknownUser(user_id.to_string());
        let account = users::lock_account(conn, user_id).or_not_found(unknown)?;
        if account.has_second_factor {
            notice.queue(conn, &account.user.email)?;
        }
        Actor::CommandLine.record(conn, now, AuditAction::SecondFactorRemoved, user_id)?;
        Ok(remove_all(conn, user_id)?)
    };
    state.database.write_locking(LockScope::Many, remove).await?;
    state.mail_queued.notify_one();
    note_by(SecurityEvent::SecondFactorRemoved, user_id, None);
    Ok(())
}

/// Makes the account one with a second factor, if it was none: whoever got in with the password alone is logged out. Returns
/// whether it was none.
pub(super) fn start_second_factor(
    conn: &mut DbConnection,
    account: &Account,
    recovery_codes: &[String],
    kept: &KeptSession,
) -> Result<bool, StoreError> {
    if account.has_second_factor {
        return Ok(false);
    }
    let user_id = account.user.user_id;
    recovery_codes::replace_all_of(conn, user_id, recovery_codes)?;
    users::set_has_second_factor(conn, user_id, true)?;
    users::renew_credentials(conn, user_id)?;
    end_sessions_but(conn, user_id, Some(kept))?;
    Ok(true)
}

/// After the last second factor is gone, there is nothing to recover, and the password is enough.
pub(super) fn refresh_second_factor(conn: &mut DbConnection, user_id: UserId) -> Result<(), StoreError> {
    let has_authenticator = authenticators::find(conn, user_id).or_none()?.is_some();
    if has_authenticator || !passkeys::list_of(conn, user_id)?.is_empty() {
        return Ok(());
    }
    remove_all(conn, user_id)
}

fn remove_all(conn: &mut DbConnection, user_id: UserId) -> Result<(), StoreError> {
    delete_factors_of(conn, user_id)?;
    users::set_has_second_factor(conn, user_id, false)
}

/// Deletes all that is stored of a user's second factors.
pub(super) fn delete_factors_of(conn: &mut DbConnection, user_id: UserId) -> Result<(), StoreError> {
    authenticators::delete_of(conn, user_id)?;
    passkeys::delete_all_of(conn, user_id)?;
    recovery_codes::delete_all_of(conn, user_id)?;
    login_attempts::delete_all_of(conn, user_id)
}
