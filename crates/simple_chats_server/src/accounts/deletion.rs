//! Deletion of accounts. Personal data is removed at once; companions keep their chats.

use super::audit::Actor;
use super::authenticator::delete_factors_of;
use super::confirmation::confirm_password_and_code;
use super::mail_files::delete_mail_files_if_deleted;
use super::requester::Requester;
use super::second_factor::GivenCode;
use super::security_log::{SecurityEvent, note, note_by};
use crate::attachments;
use crate::delivery::Revocation;
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_domain::{
    AuditAction, ChatQuery, Event, MAX_PAGE, Person, Publication, UserId, cut_to_millis,
};
use simple_chats_persistence::messages::MessageChange;
use simple_chats_persistence::{
    Account, DbConnection, LockScope, StoreError, chats, email_confirmations, former_usernames, invitations,
    mail_outbox, messages, notification_settings, personal_tokens, preferences, privacy, push, reports,
    reset_tokens, sessions, uploads, users, webhooks,
};
use std::collections::{BTreeMap, BTreeSet};

/// How many messages forget their client ids at once.
const ERASED_AT_ONCE: i64 = 1_000;

/// Deletes the user's own account, confirmed by the password and, if there is one, the second factor. Everybody may leave, the
/// last administrator too: the command line makes another one.
pub(crate) async fn delete_account(
    state: &AppState,
    requester: &Requester,
    me: UserId,
    password: &str,
    code: GivenCode<'_>,
    delete_messages: bool,
) -> AppResult<()> {
    let account = confirm_password_and_code(state, requester, me, password, code).await?;
    remove_account(state, me, delete_messages, Deleter::Owner { checked: account.credentials_version })
        .await?;
    note(SecurityEvent::AccountDeleted, Some(me), None);
    Ok(())
}

/// Deletes an account on behalf of an administrator or the operator, without its password. The last administrator can be
/// deleted by the command line only.
pub(crate) async fn delete_user(
    state: &AppState,
    actor: Actor,
    user_id: UserId,
    delete_messages: bool,
) -> AppResult<()> {
    remove_account(state, user_id, delete_messages, Deleter::Other(actor)).await?;
    note_by(SecurityEvent::AccountDeleted, user_id, actor.user_id());
    Ok(())
}

/// For how many days accounts are kept whose address isn't confirmed: they hold a username and an address.
const UNCONFIRMED_DAYS: i64 = 7;

/// Removes accounts whose address was not confirmed in time, if that is required. Returns how many.
pub(crate) async fn remove_unconfirmed(state: &AppState) -> AppResult<usize> {
    if !state.settings.email_confirmation {
        return Ok(0);
    }
    let time = Utc::now() - TimeDelta::days(UNCONFIRMED_DAYS);
    let found = state.database.read(move |conn| users::list_unconfirmed_since(conn, time)).await?;
    let mut removed = 0;
    for user_id in found {
        match remove_account(state, user_id, false, Deleter::Cleanup).await {
            Ok(()) => {
                removed += 1;
                note(SecurityEvent::AccountDeleted, Some(user_id), None);
            }
            // Confirmed, or removed by another instance, meanwhile.
            Err(AppError::UnknownUser(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(removed)
}

/// Who deletes an account.
#[derive(Debug, Clone, Copy)]
enum Deleter {
    /// The user, whose password was right for this version of the credentials.
    Owner {
        checked: i64,
    },
    /// The program, as the address wasn't confirmed in time.
    Cleanup,
    Other(Actor),
}

impl Deleter {
    /// Fails if the account has changed since its deletion was decided.
    fn check(self, account: &Account) -> AppResult<()> {
        match self {
            Self::Owner { .. } if account.suspended_at.is_some() => Err(AppError::Suspended),
            Self::Owner { checked } if account.credentials_version != checked => Err(AppError::WrongPassword),
            Self::Cleanup if account.email_confirmed => {
                Err(AppError::UnknownUser(account.user.user_id.to_string()))
            }
            Self::Owner { .. } | Self::Cleanup | Self::Other(_) => Ok(()),
        }
    }
}

/// Deletes an account, provided that its deleter still may.
async fn remove_account(
    state: &AppState,
    user_id: UserId,
    delete_messages: bool,
    deleter: Deleter,
) -> AppResult<()> {
    let now = cut_to_millis(Utc::now());
    let removed = state.database.write_locking(LockScope::Many, move |conn, publications| -> AppResult<()> {
        let missing = || AppError::UnknownUser(user_id.to_string());
        if let Deleter::Other(actor) = deleter {
            actor.check(conn)?;
        }
        let account = users::lock_account(conn, user_id).or_not_found(missing)?;
        deleter.check(&account)?;
        if delete_messages {
            delete_all_messages(conn, publications, user_id, now)?;
        }
        // Before the user's row is changed, for which new messages wait that hold the locks of chats.
        privacy::forget(conn, user_id)?;
        // Only now, as the administrators stay locked until the commit.
        if let Deleter::Other(actor) = deleter {
            let administrators = actor.authorize(conn)?;
            if actor != Actor::CommandLine {
                administrators.keep_one_beside(user_id)?;
            }
        }
        preferences::delete_all_of(conn, user_id, now)?;
        notification_settings::delete_of(conn, user_id)?;
        users::delete(conn, user_id, now).or_not_found(missing)?;
        reports::delete_all_of(conn, user_id, delete_messages)?;
        sessions::delete_all_of(conn, user_id)?;
        personal_tokens::delete_all_of(conn, user_id)?;
        webhooks::delete_all_of(conn, user_id)?;
        push::delete_all_of(conn, user_id)?;
        uploads::delete_all_of(conn, user_id)?;
        email_confirmations::delete_all_of(conn, user_id)?;
        invitations::delete_all_of(conn, user_id)?;
        former_usernames::delete_all_of(conn, user_id)?;
        delete_factors_of(conn, user_id)?;
        invitations::delete_all_for(conn, &account.user.email)?;
        reset_tokens::delete_all_of(conn, user_id)?;
        mail_outbox::delete_all_to(conn, &account.user.email)?;
        mail_outbox::delete_all_about(conn, user_id)?;
        if let Deleter::Other(actor) = deleter {
            actor.record(conn, now, AuditAction::Deleted, user_id)?;
        }
        let audience = users::list_companions(conn, user_id)?;
        publications
            .push(Publication::to_all(audience, Event::UserChanged(Person::from_row(user_id, None, None))));
        Ok(())
    });
    removed.await?;
    state.hub.revoke(user_id, Revocation::All);
    if let Err(error) = erase_client_ids(state, user_id).await {
        tracing::warn!(?error, "failed to erase client ids of a deleted user: they are erased later");
    }
    delete_mail_files_if_deleted(state, user_id).await;
    if let Err(error) = attachments::cancel_all(state, user_id).await {
        tracing::warn!(
            ?error,
            "failed to remove the unfinished uploads of a deleted user: they are removed later"
        );
    }
    Ok(())
}

/// Forgets the client ids of a deleted user's messages. Each portion is a change of its own, as there may be many.
async fn erase_client_ids(state: &AppState, user_id: UserId) -> AppResult<()> {
    let erase = move |conn: &mut DbConnection, _: &mut _| {
        messages::erase_client_ids_of(conn, user_id, ERASED_AT_ONCE)
    };
    while i64::try_from(state.database.write(erase).await?).is_ok_and(|erased| erased >= ERASED_AT_ONCE) {}
    Ok(())
}

/// Forgets the client ids of all deleted users: a server may have been killed after a deletion.
pub(crate) async fn erase_client_ids_of_deleted(state: &AppState) -> AppResult<()> {
    for user_id in state.database.read(messages::list_deleted_with_client_ids).await? {
        erase_client_ids(state, user_id).await?;
    }
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
        let page = chats::list_all(conn, user_id, ChatQuery::after(after, MAX_PAGE))?;
        let users_of: BTreeMap<_, _> = page.items.iter().map(|chat| (chat.chat_id, chat.users())).collect();
        let chat_ids: BTreeSet<_> = users_of.keys().copied().collect();
        // Another instance may have deleted a chat in the meantime.
        let deleted = messages::delete_all_of(conn, user_id, &chat_ids, now)?;
        let deleted = deleted.into_iter().map(|MessageChange { chat_id, message_id, revision }| {
            (chat_id, Event::Deleted { chat_id, revision, message_id })
        });
        let removed = messages::remove_reactions_of(conn, user_id, &chat_ids)?;
        let removed = removed.into_iter().map(|MessageChange { chat_id, message_id, revision }| {
            (chat_id, Event::Reacted { chat_id, revision, message_id, user_id, emoji: None })
        });
        publications.extend(
            deleted
                .chain(removed)
                .filter_map(|(chat_id, event)| Some(Publication::to_all(*users_of.get(&chat_id)?, event))),
        );
        after = page.items.last().map_or(after, |chat| chat.chat_id.get());
        if !page.more {
            return Ok(());
        }
    }
}
