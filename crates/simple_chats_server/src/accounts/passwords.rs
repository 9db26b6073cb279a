//! Changing a password: with the current one, with a mailed token, or by the operator. Each change ends the sessions and
//! tokens that depend on the old password.

use super::credentials::confirm_password;
use super::security_log::{SecurityEvent, note, note_limited};
use crate::delivery::{KeptSession, Revocation};
use crate::error::{AppError, AppResult, MissingRow};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::Utc;
use simple_chats_auth::{Lane, Password, PasswordError, hash_token};
use simple_chats_domain::{EmailAddress, User, UserId, cut_to_millis};
use simple_chats_persistence::{
    DbConnection, LockScope, StoreError, mail_outbox, reset_tokens, sessions, users,
};

/// The kind of the mail that resets a password, as the outbox stores it.
pub(crate) const RESET_MAIL: &str = "reset";

/// A mailed token that was usable when it was looked up.
#[derive(Debug)]
pub(crate) struct ResetToken {
    key: String,
    pub(crate) user: User,
}

pub(crate) fn check_password(
    state: &AppState,
    user: &User,
    password: &str,
) -> Result<Password, PasswordError> {
    state.password_rules.check(password, &[&user.email, &user.username, &user.name])
}

/// Queues a reset mail, whether the address is registered or not, so that the response doesn't reveal it.
pub(crate) async fn request_reset(
    state: &AppState,
    network: Network,
    email: &str,
) -> AppResult<EmailAddress> {
    let address = EmailAddress::parse(email)?;
    let limited = state.rate_limiter.forgot_password(address.as_str(), network);
    note_limited(limited, SecurityEvent::ResetLimited, None, network)?;
    let (to, now) = (address.as_str().to_owned(), cut_to_millis(Utc::now()));
    let mail_id =
        state.database.write(move |conn, _| mail_outbox::insert(conn, RESET_MAIL, &to, now)).await?;
    tracing::info!(mail_id, "queued a mail");
    note(SecurityEvent::ResetRequested, None, Some(network));
    state.mail_queued.notify_one();
    Ok(address)
}

pub(crate) async fn find_reset_token(state: &AppState, token: &str) -> AppResult<ResetToken> {
    let key = hash_token(token);
    let sought = key.clone();
    let user = state.database.read(move |conn| usable_token(conn, &sought)).await?;
    Ok(ResetToken { key, user })
}

/// Sets a new password with a mailed token, which works only once.
pub(crate) async fn reset_password(
    state: &AppState,
    token: ResetToken,
    password: &Password,
) -> AppResult<User> {
    let (hash, key) = (state.hasher.hash(Lane::of_known(&token.user.user_id), password).await?, token.key);
    let reset = move |conn: &mut _, _: &mut _| -> AppResult<User> {
        let user = usable_token(conn, &key)?;
        reset_tokens::take(conn, &key, cut_to_millis(Utc::now()))
            .or_not_found(|| AppError::ResetTokenUsed)?;
        replace_password(conn, user.user_id, &hash, None)?;
        Ok(user)
    };
    let user = state.database.write_locking(LockScope::Many, reset).await?;
    note(SecurityEvent::PasswordReset, Some(user.user_id), None);
    state.hub.revoke(user.user_id, Revocation::All);
    Ok(user)
}

/// Replaces the current password. All sessions end except the current one, which gets a new key. A wrong current password is
/// reported before a fault of the new one, as the original does.
pub async fn change_password(
    state: &AppState,
    network: Network,
    me: UserId,
    current: &str,
    new: Result<Password, PasswordError>,
    session: Option<KeptSession>,
) -> AppResult<()> {
    let account = confirm_password(state, network, me, current).await?;
    store_password(state, me, &new?, session, Some(account.credentials_version)).await
}

/// Sets a password without asking for the current one.
pub(crate) async fn set_password(state: &AppState, user_id: UserId, new: &Password) -> AppResult<()> {
    store_password(state, user_id, new, None, None).await
}

/// Stores a password. With `checked`, it fails if the credentials have another version by now: of two callers with the
/// current password, the second one no longer knows it.
async fn store_password(
    state: &AppState,
    user_id: UserId,
    new: &Password,
    session: Option<KeptSession>,
    checked: Option<i64>,
) -> AppResult<()> {
    let (hash, kept) = (state.hasher.hash(Lane::of_known(&user_id), new).await?, session.clone());
    let change = move |conn: &mut _, _: &mut _| {
        let unknown = || AppError::UnknownUser(user_id.to_string());
        let version = replace_password(conn, user_id, &hash, kept.as_ref()).or_not_found(unknown)?;
        let is_outdated = checked.is_some_and(|checked| version != checked + 1);
        if is_outdated { Err(AppError::WrongPassword) } else { Ok(()) }
    };
    state.database.write_locking(LockScope::Many, change).await?;
    note(SecurityEvent::PasswordChanged, Some(user_id), None);
    state.hub.revoke(user_id, session.map_or(Revocation::All, Revocation::AllBut));
    Ok(())
}

/// Returns the new version of the credentials.
fn replace_password(
    conn: &mut DbConnection,
    user_id: UserId,
    hash: &str,
    kept: Option<&KeptSession>,
) -> Result<i64, StoreError> {
    let version = users::set_password(conn, user_id, hash)?;
    reset_tokens::void_all_of(conn, user_id, cut_to_millis(Utc::now()))?;
    let continued = match kept {
        // `None` if the session has ended in the meantime.
        Some(kept) => sessions::find(conn, &kept.old_key).or_none()?,
        None => None,
    };
    sessions::delete_all_of(conn, user_id)?;
    if let (Some(kept), Some((session, _))) = (kept, continued) {
        sessions::insert(conn, &sessions::Session { session_key: kept.new_key.clone(), ..session })?;
    }
    Ok(version)
}

fn usable_token(conn: &mut DbConnection, key: &str) -> AppResult<User> {
    let token = reset_tokens::find(conn, key).or_not_found(|| AppError::ResetTokenInvalid)?;
    if token.used {
        return Err(AppError::ResetTokenUsed);
    }
    if token.expires_at <= Utc::now() {
        return Err(AppError::ResetTokenExpired);
    }
    users::find(conn, token.user_id).or_not_found(|| AppError::ResetTokenInvalid)
}
