//! Changing a password: by the old one, by a mailed link, or by the operator. Every change ends what was signed in with
//! the password before.

use super::credentials::confirm_password;
use crate::delivery::Revocation;
use crate::error::{AppError, ChangeError, OrNotFound};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::Utc;
use simple_chats_auth::hash_token;
use simple_chats_domain::{EmailAddress, User, UserId, cut_to_millis};
use simple_chats_persistence::{DbConnection, StoreError, mail_outbox, reset_tokens, sessions, users};

/// The kind of the mail that resets a password, as the outbox stores it.
pub const RESET_MAIL: &str = "reset";

/// Puts a reset mail into the outbox, whether the address is known here or not: nobody can tell from the answer.
pub async fn request_reset(
    state: &AppState,
    network: Network,
    email: &str,
) -> Result<EmailAddress, AppError> {
    let address = EmailAddress::parse(email)?;
    state.rate_limiter.forgot_password(network)?;
    let (to, now) = (address.as_str().to_owned(), cut_to_millis(Utc::now()));
    let queued = state.database.write(move |conn, _| -> Result<(), ChangeError> {
        Ok(mail_outbox::insert(conn, RESET_MAIL, &to, now)?)
    });
    queued.await?;
    state.mail_queued.notify_one();
    Ok(address)
}

/// Whose password a mailed token may set, as long as it may.
pub async fn check_reset_token(state: &AppState, token: &str) -> Result<User, AppError> {
    let key = hash_token(token);
    Ok(state.database.read(move |conn| usable_token(conn, &key)).await?)
}

/// Sets a new password by a mailed token, which is used up by it.
pub async fn reset_password(state: &AppState, token: &str, password: &str) -> Result<User, AppError> {
    let user = check_reset_token(state, token).await?;
    let password = state.password_rules.check(password, &[&user.email, &user.username, &user.name])?;
    let hash = state.hasher.hash(&password).await?;
    let key = hash_token(token);
    let reset = state.database.write(move |conn, _| -> Result<User, ChangeError> {
        let now = cut_to_millis(Utc::now());
        let user = usable_token(conn, &key)?;
        reset_tokens::take(conn, &key, now).or_not_found(|| AppError::ResetTokenUsed)?;
        replace_password(conn, user.user_id, &hash, None)?;
        Ok(user)
    });
    let user = reset.await?;
    state.hub.revoke(user.user_id, Revocation::All);
    Ok(user)
}

/// Sets a new password in place of the old one. The browser session that asks, if one does, is the only thing that goes
/// on; it gets the new key of `session`.
pub async fn change_password(
    state: &AppState,
    network: Network,
    me: UserId,
    old: &str,
    new: &str,
    session: Option<KeptSession>,
) -> Result<(), AppError> {
    let account = confirm_password(state, network, me, old).await?;
    store_password(state, &account.user, new, session, Some(account.credentials_version)).await
}

/// A browser session that outlives a change of the password, under another key.
#[derive(Debug, Clone)]
pub struct KeptSession {
    /// The key that it has.
    pub old_key: String,
    /// The key that it gets.
    pub new_key: String,
}

/// Sets a new password without asking for the old one.
pub async fn set_password(
    state: &AppState,
    user: &User,
    new: &str,
    session: Option<KeptSession>,
) -> Result<(), AppError> {
    store_password(state, user, new, session, None).await
}

/// Sets a new password. With `checked`, only while the credentials are of that version: of two who know the old
/// password, the one who comes later doesn't know the present one.
async fn store_password(
    state: &AppState,
    user: &User,
    new: &str,
    session: Option<KeptSession>,
    checked: Option<i64>,
) -> Result<(), AppError> {
    let password = state.password_rules.check(new, &[&user.email, &user.username, &user.name])?;
    let hash = state.hasher.hash(&password).await?;
    let (user_id, kept) = (user.user_id, session.clone());
    let changed = state.database.write(move |conn, _| -> Result<(), ChangeError> {
        let missing = || AppError::UnknownUser(user_id.to_string());
        let version = replace_password(conn, user_id, &hash, kept.as_ref()).or_not_found(missing)?;
        if checked.is_some_and(|checked| version != checked + 1) {
            return Err(AppError::WrongPassword.into());
        }
        Ok(())
    });
    changed.await?;
    let revocation = match session {
        Some(KeptSession { old_key, new_key }) => Revocation::AllBut { old_key, new_key },
        None => Revocation::All,
    };
    state.hub.revoke(user_id, revocation);
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
    let going_on = match kept.map(|kept| sessions::find(conn, &kept.old_key)).transpose() {
        // It has been ended meanwhile, and stays so.
        Err(StoreError::NotFound) => None,
        found => found?,
    };
    sessions::delete_all_of(conn, user_id)?;
    if let (Some(kept), Some((session, _))) = (kept, going_on) {
        sessions::insert(conn, &sessions::Session { session_key: kept.new_key.clone(), ..session })?;
    }
    Ok(version)
}

fn usable_token(conn: &mut DbConnection, key: &str) -> Result<User, ChangeError> {
    let token = reset_tokens::find(conn, key).or_not_found(|| AppError::ResetTokenInvalid)?;
    if token.used {
        return Err(AppError::ResetTokenUsed.into());
    }
    if token.expires_at <= Utc::now() {
        return Err(AppError::ResetTokenExpired.into());
    }
    users::find(conn, token.user_id).or_not_found(|| AppError::ResetTokenInvalid)
}
