//! Deletion of accounts. Personal data is removed at once; companions keep their chats.

use super::credentials::confirm_password;
use super::email_addresses::confirm_all_if_off;
use super::mail_files::delete_mail_files_if_deleted;
use super::requester::Requester;
use super::second_factor::{GivenCode, require_given_code};
use super::security_log::{SecurityEvent, note};
use crate::delivery::Revocation;
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_domain::{ChatQuery, Event, MAX_PAGE, Person, Publication, UserId, cut_to_millis};
use simple_chats_persistence::{
    Account, DbConnection, LockScope, StoreError, authenticators, chats, email_confirmations,
    former_usernames, invitations, login_attempts, mail_outbox, messages, passkeys, personal_tokens,
    recovery_codes, reset_tokens, sessions, users,
};

/// Deletes the user's own account, confirmed by the password and, if there is one, the second factor.
pub(crate) async fn delete_account(
    state: &AppState,
    requester: &Requester,
    me: UserId,
    password: &str,
    code: GivenCode<'_>,
    delete_messages: bool,
) -> AppResult<()> {
    let account = confirm_password(state, requester.network(), me, password).await?;
    require_given_code(state, requester, &account, code).await?;
    remove_account(state, me, delete_messages, RemovalCheck::Version(account.credentials_version)).await
}

/// For how many days accounts are kept whose address isn't confirmed: they hold a username and an address.
const UNCONFIRMED_DAYS: i64 = 7;

/// Removes accounts whose address was not confirmed in time, if that is required. Returns how many.
pub(crate) async fn remove_unconfirmed(state: &AppState) -> AppResult<usize> {
    // Those that were registered on an instance with other settings can be used by now.
    if !state.settings.email_confirmation {
        confirm_all_if_off(state).await?;
        return Ok(0);
    }
    let time = Utc::now() - TimeDelta::days(UNCONFIRMED_DAYS);
    let found = state.database.read(move |conn| users::list_unconfirmed_since(conn, time)).await?;
    let mut removed = 0;
    for user_id in found {
        match remove_account(state, user_id, false, RemovalCheck::Unconfirmed).await {
            Ok(()) => removed += 1,
            // Confirmed, or removed by another instance, meanwhile.
            Err(AppError::UnknownUser(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(removed)
}

/// What must be true of an account when it is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RemovalCheck {
    Nothing,
    /// The credentials have this version; otherwise the password that was given is wrong.
    Version(i64),
    /// The address isn't confirmed; otherwise there is no such account.
    Unconfirmed,
}

impl RemovalCheck {
    fn of(self, account: &Account) -> AppResult<()> {
        match self {
            Self::Version(version) if account.credentials_version != version => Err(AppError::WrongPassword),
            Self::Unconfirmed if account.email_confirmed => {
                Err(AppError::UnknownUser(account.user.user_id.to_string()))
            }
            Self::Nothing | Self::Version(_) | Self::Unconfirmed => Ok(()),
        }
    }
}

/// Deletes an account without confirmation, unless the check fails.
pub(crate) async fn remove_account(
    state: &AppState,
    user_id: UserId,
    delete_messages: bool,
    check: RemovalCheck,
) -> AppResult<()> {
    let now = cut_to_millis(Utc::now());
    let removed = state.database.write_locking(LockScope::Many, move |conn, publications| -> AppResult<()> {
        let missing = || AppError::UnknownUser(user_id.to_string());
        let account = users::lock_account(conn, user_id).or_not_found(missing)?;
        check.of(&account)?;
        if delete_messages {
            delete_all_messages(conn, publications, user_id, now)?;
        }
        users::delete(conn, user_id, now).or_not_found(missing)?;
        sessions::delete_all_of(conn, user_id)?;
        personal_tokens::delete_all_of(conn, user_id)?;
        email_confirmations::delete_all_of(conn, user_id)?;
        invitations::delete_all_of(conn, user_id)?;
        former_usernames::delete_all_of(conn, user_id)?;
        authenticators::delete_of(conn, user_id)?;
        passkeys::delete_all_of(conn, user_id)?;
        recovery_codes::delete_all_of(conn, user_id)?;
        login_attempts::delete_all_of(conn, user_id)?;
        reset_tokens::void_all_of(conn, user_id, now)?;
        mail_outbox::delete_all_to(conn, &account.user.email)?;
        mail_outbox::delete_all_about(conn, user_id)?;
        let audience = users::list_companions(conn, user_id)?;
        publications
            .push(Publication::to_all(audience, Event::UserChanged(Person::from_row(user_id, None, None))));
        Ok(())
    });
    removed.await?;
    note(SecurityEvent::AccountDeleted, Some(user_id), None);
    state.hub.revoke(user_id, Revocation::All);
    delete_mail_files_if_deleted(state, user_id).await;
    Ok(())
}

fn delete_all_messages(
    conn: &mut DbConnection,
    publications: &mut Vec<Publication>,
    user_id: UserId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let page = chats::list(conn, user_id, ChatQuery { after, limit: MAX_PAGE })?;
        for chat in &page.items {
            let chat_id = chat.chat_id;
            // Another instance may have deleted the chat in the meantime.
            let deleted = messages::delete_all_of(conn, chat_id, user_id, now).or_none()?.unwrap_or_default();
            publications.extend(deleted.into_iter().map(|(message_id, revision)| {
                Publication::to_all(chat.users(), Event::Deleted { chat_id, revision, message_id })
            }));
            after = chat_id.get();
        }
        if !page.more {
            return Ok(());
        }
    }
}
