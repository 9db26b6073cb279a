//! Deletion of accounts. Personal data is removed at once; companions keep their chats.

use super::credentials::confirm_password;
use super::mail_files::delete_mail_files_if_deleted;
use super::security_log::{SecurityEvent, note};
use crate::delivery::Revocation;
use crate::error::{AppError, AppResult, MissingRow};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::{DateTime, Utc};
use simple_chats_domain::{ChatQuery, Event, MAX_PAGE, Person, Publication, UserId, cut_to_millis};
use simple_chats_persistence::{
    DbConnection, LockScope, StoreError, chats, invitations, mail_outbox, messages, privacy, reports,
    reset_tokens, sessions, users,
};

/// Deletes the user's own account, confirmed by the password.
pub(crate) async fn delete_account(
    state: &AppState,
    network: Network,
    me: UserId,
    password: &str,
    delete_messages: bool,
) -> AppResult<()> {
    let account = confirm_password(state, network, me, password).await?;
    remove_account(state, me, delete_messages, Some(account.credentials_version)).await
}

/// Deletes an account without confirmation. With `checked`, it fails if the credentials have another version by now.
pub(crate) async fn remove_account(
    state: &AppState,
    user_id: UserId,
    delete_messages: bool,
    checked: Option<i64>,
) -> AppResult<()> {
    let now = cut_to_millis(Utc::now());
    let removed = state.database.write_locking(LockScope::Many, move |conn, publications| -> AppResult<()> {
        let missing = || AppError::UnknownUser(user_id.to_string());
        let account = users::lock_account(conn, user_id).or_not_found(missing)?;
        if checked.is_some_and(|checked| account.credentials_version != checked) {
            return Err(AppError::WrongPassword);
        }
        if delete_messages {
            delete_all_messages(conn, publications, user_id, now)?;
        }
        // Before the user's row is changed, for which new messages wait that hold the locks of chats.
        privacy::forget(conn, user_id)?;
        users::delete(conn, user_id, now).or_not_found(missing)?;
        reports::delete_all_of(conn, user_id, delete_messages)?;
        sessions::delete_all_of(conn, user_id)?;
        invitations::delete_all_of(conn, user_id)?;
        reset_tokens::void_all_of(conn, user_id, now)?;
        mail_outbox::delete_all_to(conn, &account.user.email)?;
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
        let page = chats::list_all(conn, user_id, ChatQuery { after, limit: MAX_PAGE })?;
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
