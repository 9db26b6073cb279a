//! What administrators see of a server and its accounts, and what they do to accounts. None of it reads chats.

use super::audit::Actor;
use super::passwords::RESET_MAIL;
use super::security_log::{SecurityEvent, note_by};
use super::sessions::SessionLifetime;
use super::standing::refuse_suspended;
use crate::delivery::Revocation;
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::{TimeDelta, Utc};
use simple_chats_domain::{
    AuditAction, Invitation, InvitationId, Inviters, Page, Person, RegistrationMode, UserId, cut_to_millis,
};
use simple_chats_persistence::audit::{self, AuditEntry};
use simple_chats_persistence::mail_outbox::{self, FailingMail, GivenUpMail};
use simple_chats_persistence::users::{AccountCounts, Standing, Storage, UserSummary};
use simple_chats_persistence::{
    DbConnection, LockScope, StoreError, instances, invitations, meta, sessions, users,
};

/// How many rows a page of a list has.
const PAGE_ROWS: i64 = 50;

/// How many mails that fail are shown, and how many that were given up.
const MAX_MAILS: i64 = 50;

/// A younger mail may be on its way.
const USUAL_DELIVERY: TimeDelta = TimeDelta::seconds(10);

/// The state of the server.
#[derive(Debug)]
pub(crate) struct Overview {
    pub(crate) registration: RegistrationMode,
    pub(crate) inviters: Inviters,
    pub(crate) version: &'static str,
    pub(crate) accounts: AccountCounts,
    /// In bytes.
    pub(crate) database_size: i64,
    /// How many instances run.
    pub(crate) instances: usize,
    /// The oldest mails that fail.
    pub(crate) failing_mails: Vec<FailingMail>,
    /// The newest mails that were given up.
    pub(crate) given_up_mails: Vec<GivenUpMail>,
}

/// A user, and what the user has stored, if that can be counted in time.
#[derive(Debug)]
pub(crate) struct Details {
    pub(crate) summary: UserSummary,
    pub(crate) storage: Option<Storage>,
}

/// An invitation, and who has made it.
#[derive(Debug)]
pub(crate) struct MadeBy {
    pub(crate) invitation: Invitation,
    pub(crate) maker: Person,
    /// Whether somebody can register by it.
    pub(crate) is_usable: bool,
}

/// The state of the server.
pub(crate) async fn overview(state: &AppState) -> AppResult<Overview> {
    let before = Utc::now() - USUAL_DELIVERY;
    let (registration, inviters) = (state.settings.registration, state.settings.inviters);
    let read = move |conn: &mut DbConnection| -> AppResult<Overview> {
        Ok(Overview {
            registration,
            inviters,
            version: env!("CARGO_PKG_VERSION"),
            accounts: users::count(conn)?,
            database_size: meta::database_size(conn)?,
            // An embedded database, which has one, keeps no list.
            instances: instances::list_running(conn)?.len().max(1),
            failing_mails: mail_outbox::list_failing(conn, before, MAX_MAILS)?,
            given_up_mails: mail_outbox::list_given_up(conn, MAX_MAILS)?,
        })
    };
    state.database.read(read).await
}

/// Whether a user is the only administrator whose account can be used.
pub(crate) async fn is_only_administrator(state: &AppState, user_id: UserId) -> AppResult<bool> {
    Ok(state.database.read(users::list_administrators).await? == [user_id])
}

/// The users whose name, username, or address contains a text, after one of them.
pub(crate) async fn search_accounts(
    state: &AppState,
    text: &str,
    after: i64,
) -> AppResult<Page<UserSummary>> {
    let (text, alive) = (text.to_owned(), SessionLifetime::of(&state.settings).alive(Utc::now()));
    Ok(state.database.read(move |conn| users::list_summaries(conn, &text, after, PAGE_ROWS, alive)).await?)
}

/// A user who exists.
pub(crate) async fn account_details(state: &AppState, user_id: UserId) -> AppResult<Details> {
    let alive = SessionLifetime::of(&state.settings).alive(Utc::now());
    let found = state.database.read(move |conn| users::find_summary(conn, user_id, alive)).await;
    let summary = found.or_not_found(|| AppError::UnknownUser(user_id.to_string()))?;
    let storage: Result<Storage, StoreError> =
        state.database.read(move |conn| users::storage_of(conn, user_id)).await;
    // Who has sent very many messages must be found all the same.
    let storage = storage.inspect_err(|error| tracing::warn!(?error, "failed to count messages")).ok();
    Ok(Details { summary, storage })
}

/// The newest invitations of all users, or the newest before one of them.
pub(crate) async fn list_all_invitations(state: &AppState, before: Option<i64>) -> AppResult<Page<MadeBy>> {
    let now = Utc::now();
    let read = move |conn: &mut DbConnection| -> AppResult<Page<MadeBy>> {
        let page = invitations::list_all(conn, before, PAGE_ROWS)?;
        let makers = page.items.iter().map(|invitation| invitation.maker_id).collect();
        let (makers, suspended) = users::find_people_and_suspended(conn, makers)?;
        Ok(page.map(|invitation| {
            let maker_id = invitation.maker_id;
            let maker = makers.get(&maker_id).cloned();
            let maker = maker.unwrap_or_else(|| Person::from_row(maker_id, None, None));
            let stands = !maker.is_deleted() && !suspended.contains(&maker_id);
            MadeBy { is_usable: stands && invitation.is_usable(now), invitation, maker }
        }))
    };
    state.database.read(read).await
}

/// The newest entries of the record, or the newest before one of them.
pub(crate) async fn list_audit(state: &AppState, before: Option<i64>) -> AppResult<Page<AuditEntry>> {
    Ok(state.database.read(move |conn| audit::list(conn, before, PAGE_ROWS)).await?)
}

/// Suspends an account: its sessions and sockets end at once, and it can't be used until it is resumed. Nothing happens if
/// it is suspended already.
pub(crate) async fn suspend(state: &AppState, actor: Actor, user_id: UserId) -> AppResult<()> {
    let now = cut_to_millis(Utc::now());
    let suspend = move |conn: &mut DbConnection, _: &mut _| -> AppResult<bool> {
        let administrators = actor.authorize(conn)?;
        match users::standing(conn, user_id)? {
            Standing::Deleted => return Err(AppError::UnknownUser(user_id.to_string())),
            Standing::Suspended => return Ok(false),
            Standing::Good => {}
        }
        administrators.keep_one_beside(user_id)?;
        users::set_suspended(conn, user_id, Some(now))?;
        sessions::delete_all_of(conn, user_id)?;
        actor.record(conn, now, AuditAction::Suspended, user_id)?;
        Ok(true)
    };
    if state.database.write_locking(LockScope::Many, suspend).await? {
        note_by(SecurityEvent::Suspended, user_id, actor.user_id());
        state.hub.revoke(user_id, Revocation::All);
    }
    Ok(())
}

/// Ends the suspension of an account. Nothing happens if it isn't suspended.
pub(crate) async fn resume(state: &AppState, actor: Actor, user_id: UserId) -> AppResult<()> {
    let now = cut_to_millis(Utc::now());
    let resume = move |conn: &mut DbConnection, _: &mut _| -> AppResult<bool> {
        actor.authorize(conn)?;
        match users::standing(conn, user_id)? {
            Standing::Deleted => return Err(AppError::UnknownUser(user_id.to_string())),
            Standing::Good => return Ok(false),
            Standing::Suspended => {}
        }
        users::set_suspended(conn, user_id, None)?;
        actor.record(conn, now, AuditAction::Resumed, user_id)?;
        Ok(true)
    };
    if state.database.write_locking(LockScope::Many, resume).await? {
        note_by(SecurityEvent::Resumed, user_id, actor.user_id());
    }
    Ok(())
}

/// Queues a mail with a link to reset the password, to the address of the account. Fails if that is suspended, as the link
/// would be good for nothing.
pub(crate) async fn send_reset_link(state: &AppState, actor: Actor, user_id: UserId) -> AppResult<()> {
    let now = cut_to_millis(Utc::now());
    let queue = move |conn: &mut DbConnection, _: &mut _| -> AppResult<i64> {
        actor.authorize(conn)?;
        let unknown = || AppError::UnknownUser(user_id.to_string());
        let user = refuse_suspended(users::lock_account(conn, user_id).or_not_found(unknown)?)?.user;
        actor.record(conn, now, AuditAction::ResetLinkSent, user_id)?;
        Ok(mail_outbox::insert(conn, RESET_MAIL, &user.email, now)?)
    };
    let mail_id = state.database.write_locking(LockScope::Many, queue).await?;
    tracing::info!(mail_id, "queued a mail");
    note_by(SecurityEvent::ResetLinkSent, user_id, actor.user_id());
    state.mail_queued.notify_one();
    Ok(())
}

/// Makes an invitation invalid, whoever made it.
pub(crate) async fn revoke_any_invitation(
    state: &AppState,
    actor: Actor,
    invitation_id: InvitationId,
) -> AppResult<()> {
    let now = cut_to_millis(Utc::now());
    let revoke = move |conn: &mut DbConnection, _: &mut _| -> AppResult<UserId> {
        actor.authorize(conn)?;
        let unknown = || AppError::UnknownInvitation(invitation_id.to_string());
        let maker = invitations::delete_any(conn, invitation_id).or_not_found(unknown)?;
        actor.record(conn, now, AuditAction::InvitationRevoked, maker)?;
        Ok(maker)
    };
    let maker = state.database.write_locking(LockScope::Many, revoke).await?;
    note_by(SecurityEvent::InvitationRevoked, maker, actor.user_id());
    Ok(())
}
