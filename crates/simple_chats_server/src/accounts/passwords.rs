//! Changing a password: with the current one, with a mailed token, or by the operator. Each change ends the sessions and
//! tokens that depend on the old password.

use super::audit::Actor;
use super::confirmation::confirm_password_and_code;
use super::notices::PendingNotice;
use super::requester::Requester;
use super::second_factor::GivenCode;
use super::security_log::{SecurityEvent, note, note_by, note_limited};
use super::sessions::end_sessions_but;
use super::standing::{lock_usable, refuse_suspended};
use crate::delivery::{KeptSession, Revocation};
use crate::error::{AppError, AppResult, MissingRow};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::Utc;
use simple_chats_auth::{Lane, NoticeEvent, Password, PasswordError, hash_token};
use simple_chats_domain::{AuditAction, EmailAddress, User, UserId, cut_to_millis};
use simple_chats_persistence::{
    Account, DbConnection, LockScope, StoreError, mail_outbox, personal_tokens, reset_tokens, users,
};

/// The kind of the mail that resets a password, as the outbox stores it.
pub(crate) const RESET_MAIL: &str = "reset";

/// What goes on when the password changes; by default nothing does.
#[derive(Debug, Clone, Default)]
pub struct KeptAccess {
    /// The session in which the user changes it.
    pub session: Option<KeptSession>,
    /// Whether the personal tokens go on.
    pub tokens: bool,
}

impl KeptAccess {
    /// Which sockets have to close.
    fn revocation(self) -> Revocation {
        match (self.session, self.tokens) {
            (session, true) => Revocation::AllButTokens(session),
            (Some(session), false) => Revocation::AllBut(session),
            (None, false) => Revocation::All,
        }
    }
}

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
    requester: &Requester,
    token: ResetToken,
    password: &Password,
) -> AppResult<User> {
    let user_id = token.user.user_id;
    let notice = PendingNotice::new(state, user_id, NoticeEvent::PasswordChanged, requester)?;
    let (hash, key) = (state.hasher.hash(Lane::of_known(&token.user.user_id), password).await?, token.key);
    let reset = move |conn: &mut _, _: &mut _| -> AppResult<User> {
        let user = usable_token(conn, &key)?;
        lock_usable(conn, user.user_id)?;
        reset_tokens::take(conn, &key, cut_to_millis(Utc::now()))
            .or_not_found(|| AppError::ResetTokenUsed)?;
        replace_password(conn, user.user_id, &hash, &KeptAccess::default())?;
        // The token was sent to the address.
        users::set_email_confirmed(conn, user.user_id, true)?;
        notice.queue(conn, &user.email)?;
        Ok(user)
    };
    let user = state.database.write_locking(LockScope::Many, reset).await?;
    state.mail_queued.notify_one();
    note(SecurityEvent::PasswordReset, Some(user.user_id), Some(requester.network()));
    state.hub.revoke(user.user_id, Revocation::All);
    Ok(user)
}

/// Replaces the current password, with the second factor if there is one. Everything that isn't kept ends; a kept session gets a new key. A wrong current password is
/// reported before a fault of the new one, as the original does.
pub async fn change_password(
    state: &AppState,
    requester: &Requester,
    me: UserId,
    (current, code): (&str, GivenCode<'_>),
    new: Result<Password, PasswordError>,
    kept: KeptAccess,
) -> AppResult<()> {
    let account = confirm_password_and_code(state, requester, me, current, code).await?;
    let new = new?;
    let notice = PendingNotice::new(state, me, NoticeEvent::PasswordChanged, requester)?;
    store_password(state, me, &new, kept, notice, Some(account)).await
}

/// Sets a password on behalf of the operator, without asking for the current one.
pub(crate) async fn set_password(state: &AppState, user_id: UserId, new: &Password) -> AppResult<()> {
    let notice = PendingNotice::by_operator(user_id, NoticeEvent::PasswordChanged)?;
    store_password(state, user_id, new, KeptAccess::default(), notice, None).await
}

/// Stores a password, of which the user gets a notice. With `checked`, the account for which the current one was given, it fails
/// if the credentials have another version by now: of two callers with the current password, the second one no longer knows it.
/// Without, it is the operator's.
async fn store_password(
    state: &AppState,
    user_id: UserId,
    new: &Password,
    kept: KeptAccess,
    notice: PendingNotice,
    checked: Option<Account>,
) -> AppResult<()> {
    let (hash, going_on) = (state.hasher.hash(Lane::of_known(&user_id), new).await?, kept.clone());
    let by_operator = checked.is_none();
    let change = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        let unknown = || AppError::UnknownUser(user_id.to_string());
        // The operator can set the password of a suspended account.
        if checked.is_some() {
            lock_usable(conn, user_id)?;
        }
        let version = replace_password(conn, user_id, &hash, &going_on).or_not_found(unknown)?;
        match &checked {
            Some(account) if version != account.credentials_version + 1 => {
                return Err(AppError::WrongPassword);
            }
            Some(_) => {}
            None => {
                let now = cut_to_millis(Utc::now());
                Actor::CommandLine.record(conn, now, AuditAction::PasswordSet, user_id)?;
            }
        }
        // The address may have changed meanwhile.
        let user = users::find(conn, user_id)?;
        Ok(notice.queue(conn, &user.email)?)
    };
    state.database.write_locking(LockScope::Many, change).await?;
    state.mail_queued.notify_one();
    if by_operator {
        note_by(SecurityEvent::PasswordChanged, user_id, None);
    } else {
        note(SecurityEvent::PasswordChanged, Some(user_id), None);
    }
    state.hub.revoke(user_id, kept.revocation());
    Ok(())
}

/// Returns the new version of the credentials.
fn replace_password(
    conn: &mut DbConnection,
    user_id: UserId,
    hash: &str,
    kept: &KeptAccess,
) -> Result<i64, StoreError> {
    let version = users::set_password(conn, user_id, hash)?;
    reset_tokens::void_all_of(conn, user_id, cut_to_millis(Utc::now()))?;
    if !kept.tokens {
        personal_tokens::delete_all_of(conn, user_id)?;
    }
    end_sessions_but(conn, user_id, kept.session.as_ref())?;
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
    let account = users::find_account(conn, token.user_id).or_not_found(|| AppError::ResetTokenInvalid)?;
    Ok(refuse_suspended(account)?.user)
}
