//! Confirming the address of an account by a mailed link, after registering or for a change of address.

use super::confirmation::confirm_password_and_code;
use super::notices::PendingNotice;
use super::requester::Requester;
use super::second_factor::GivenCode;
use super::security_log::{SecurityEvent, note, note_limited};
use super::standing::{lock_usable, refuse_suspended};
use crate::error::{AppError, AppResult, MissingRow};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::Utc;
use simple_chats_auth::{NoticeEvent, hash_token};
use simple_chats_domain::{EmailAddress, UserId, cut_to_millis};
use simple_chats_persistence::email_confirmations::{self, EmailConfirmation};
use simple_chats_persistence::{
    Account, DbConnection, LockScope, StoreError, UniqueKey, mail_outbox, reset_tokens, users,
};

/// The kind of the mail that confirms an address, as the outbox stores it. Its details are the version of the credentials. If
/// it names no user, it is for the one who has the address and hasn't confirmed it.
pub(crate) const CONFIRMATION_MAIL: &str = "confirm_email";

/// How long the link in it works, in seconds.
pub(crate) const CONFIRMATION_EXPIRES_IN: u32 = 24 * 60 * 60;

/// A mailed link that was usable when it was looked up.
#[derive(Debug)]
pub(crate) struct ConfirmationLink {
    key: String,
    user_id: UserId,
    pub(crate) email: String,
    /// The account's username, so that nobody confirms an address for the account of somebody else unknowingly.
    pub(crate) username: String,
}

/// Queues a mail that confirms a new address of a user, who gives the password and the second factor, if there is one. It is queued as well if the address is taken,
/// so that the answer doesn't reveal it.
pub(crate) async fn request_email_change(
    state: &AppState,
    requester: &Requester,
    me: UserId,
    password: &str,
    code: GivenCode<'_>,
    email: &str,
) -> AppResult<EmailAddress> {
    let network = requester.network();
    let account = confirm_password_and_code(state, requester, me, password, code).await?;
    let address = EmailAddress::parse(email)?;
    if address.as_str() == account.user.email {
        return Err(AppError::NothingUpdated);
    }
    let limited = state.rate_limiter.forgot_password(address.as_str(), network);
    note_limited(limited, SecurityEvent::EmailChangeLimited, Some(me), network)?;
    let (to, checked) = (address.clone(), account.credentials_version);
    let queue = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        let account = lock_usable(conn, me)?;
        if account.credentials_version != checked {
            return Err(AppError::WrongPassword);
        }
        Ok(queue_confirmation(conn, &account, &to)?)
    };
    state.database.write_locking(LockScope::Many, queue).await?;
    note(SecurityEvent::EmailChangeRequested, Some(me), Some(network));
    state.mail_queued.notify_one();
    Ok(address)
}

/// Queues another mail that confirms the address of an account, whether there is one that needs it or not, so that the answer
/// doesn't reveal it.
pub(crate) async fn request_confirmation(state: &AppState, network: Network, email: &str) -> AppResult<()> {
    let address = EmailAddress::parse(email)?;
    let limited = state.rate_limiter.forgot_password(address.as_str(), network);
    note_limited(limited, SecurityEvent::EmailChangeLimited, None, network)?;
    let now = cut_to_millis(Utc::now());
    let queue = move |conn: &mut DbConnection, _: &mut _| {
        mail_outbox::insert(conn, CONFIRMATION_MAIL, address.as_str(), now)
    };
    state.database.write(queue).await?;
    state.mail_queued.notify_one();
    Ok(())
}

/// Queues the mail that confirms an address for an account, instead of those for other addresses that weren't sent yet.
pub(super) fn queue_confirmation(
    conn: &mut DbConnection,
    account: &Account,
    address: &EmailAddress,
) -> Result<(), StoreError> {
    let (user_id, version) = (account.user.user_id, account.credentials_version.to_string());
    let now = cut_to_millis(Utc::now());
    mail_outbox::delete_kind_about(conn, CONFIRMATION_MAIL, user_id)?;
    mail_outbox::insert_about(conn, CONFIRMATION_MAIL, address.as_str(), user_id, &version, now).map(drop)
}

/// Makes all accounts count as confirmed if that isn't required: accounts that can be used can be found, too.
pub(crate) async fn confirm_all_if_off(state: &AppState) -> AppResult<()> {
    if state.settings.email_confirmation {
        return Ok(());
    }
    let now = Utc::now();
    let unconfirmed = state.database.read(move |conn| users::list_unconfirmed_since(conn, now)).await?;
    // A start without anything to do writes nothing.
    if !unconfirmed.is_empty() {
        let confirm = |conn: &mut DbConnection, _: &mut _| users::confirm_all(conn);
        let count = state.database.write_locking(LockScope::Many, confirm).await?;
        tracing::info!(count, "addresses needn't be confirmed any more");
    }
    Ok(())
}

/// Finds a mailed link.
pub(crate) async fn find_confirmation_link(state: &AppState, token: &str) -> AppResult<ConfirmationLink> {
    let key = hash_token(token);
    let sought = key.clone();
    let (found, account) = state.database.read(move |conn| usable_link(conn, &sought)).await?;
    let EmailConfirmation { user_id, email, .. } = found;
    Ok(ConfirmationLink { key, user_id, email, username: account.user.username })
}

/// Makes the address of a link that of its user, and returns the user. The links that the old address has got end, and it
/// gets a notice. Fails with [`AppError::EmailTaken`] if somebody else has the address by now.
pub(crate) async fn confirm_email(
    state: &AppState,
    requester: &Requester,
    link: ConfirmationLink,
) -> AppResult<UserId> {
    let (user_id, key, email) = (link.user_id, link.key, link.email);
    let address = EmailAddress::parse(&email).map_err(AppError::internal)?;
    let notice = PendingNotice::new(state, user_id, NoticeEvent::AddressChanged, requester)?;
    let confirm = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        users::lock_account(conn, user_id).or_not_found(|| AppError::EmailLinkInvalid)?;
        let (_, account) = usable_link(conn, &key)?;
        let now = cut_to_millis(Utc::now());
        email_confirmations::take(conn, &key, now).or_not_found(|| AppError::EmailLinkUsed)?;
        users::set_email_confirmed(conn, user_id, true)?;
        email_confirmations::void_all_of(conn, user_id, now)?;
        mail_outbox::delete_kind_about(conn, CONFIRMATION_MAIL, user_id)?;
        if account.user.email == address.as_str() {
            return Ok(());
        }
        users::set_email(conn, user_id, &address).map_err(|error| match error {
            StoreError::Conflict(UniqueKey::Email) => AppError::EmailTaken(address.as_str().to_owned()),
            other => other.into(),
        })?;
        reset_tokens::void_all_of(conn, user_id, now)?;
        Ok(notice.queue(conn, &account.user.email)?)
    };
    state.database.write_locking(LockScope::Many, confirm).await?;
    note(SecurityEvent::EmailConfirmed, Some(user_id), Some(requester.network()));
    state.mail_queued.notify_one();
    Ok(user_id)
}

/// The link and its account.
fn usable_link(conn: &mut DbConnection, key: &str) -> AppResult<(EmailConfirmation, Account)> {
    let link = email_confirmations::find(conn, key).or_not_found(|| AppError::EmailLinkInvalid)?;
    if link.used {
        return Err(AppError::EmailLinkUsed);
    }
    if link.expires_at <= Utc::now() {
        return Err(AppError::EmailLinkExpired);
    }
    let account = users::find_account(conn, link.user_id).or_not_found(|| AppError::EmailLinkInvalid)?;
    let account = refuse_suspended(account)?;
    if account.credentials_version == link.credentials_version {
        Ok((link, account))
    } else {
        Err(AppError::EmailLinkUsed)
    }
}
