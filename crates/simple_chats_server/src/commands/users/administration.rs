//! What the pages for administrators show, as lines with tabs, and what can be done there.

use super::say;
use crate::accounts::{self, Actor};
use crate::commands::error::CommandError;
use crate::error::AppError;
use crate::state::AppState;
use simple_chats_domain::{AuditAction, Inviters, Person, RestTime, User};

/// The users whose name, username, or address contains a text.
pub(super) async fn list(state: &AppState, text: &str) -> Result<(), CommandError> {
    let mut after = 0;
    loop {
        let page = accounts::search_accounts(state, text, after).await?;
        for summary in &page.items {
            let user = &summary.user;
            let joined = RestTime(user.date_joined);
            say(&format!("{}\t{}\t{}\t{}\t{joined}", user.user_id, user.username, user.email, user.name))?;
            after = user.user_id.get();
        }
        if !page.more {
            return Ok(());
        }
    }
}

pub(super) async fn suspend(state: &AppState, user: &User) -> Result<(), CommandError> {
    accounts::suspend(state, Actor::CommandLine, user.user_id).await?;
    say(&format!("{} is suspended", user.username))
}

pub(super) async fn resume(state: &AppState, user: &User) -> Result<(), CommandError> {
    accounts::resume(state, Actor::CommandLine, user.user_id).await?;
    say(&format!("{} is no longer suspended", user.username))
}

pub(super) async fn send_reset_link(state: &AppState, user: &User) -> Result<(), CommandError> {
    accounts::send_reset_link(state, Actor::CommandLine, user.user_id).await?;
    say(&format!("The server mails a link to {}", user.username))
}

pub(super) async fn revoke_invitation(state: &AppState, invitation: &str) -> Result<(), CommandError> {
    let unknown = |_| AppError::UnknownInvitation(invitation.to_owned());
    let invitation_id = invitation.parse().map_err(unknown)?;
    accounts::revoke_any_invitation(state, Actor::CommandLine, invitation_id).await?;
    say(&format!("Revoked invitation {invitation_id}"))
}

/// An account and what it uses.
pub(super) async fn show(state: &AppState, user: &User) -> Result<(), CommandError> {
    let accounts::Details { summary, storage } = accounts::account_details(state, user.user_id).await?;
    let time = |time: Option<_>| time.map_or_else(|| "-".to_owned(), |time| RestTime(time).to_string());
    let number = |count: Option<i64>| count.map_or_else(|| "-".to_owned(), |count| count.to_string());
    for (name, value) in [
        ("user_id", user.user_id.to_string()),
        ("username", user.username.clone()),
        ("email", user.email.clone()),
        ("name", user.name.clone()),
        ("administrator", if summary.is_administrator { "yes" } else { "no" }.to_owned()),
        ("joined", time(Some(user.date_joined))),
        ("last_seen", time(summary.last_seen)),
        ("suspended", time(summary.suspended_at)),
        ("devices", summary.devices.to_string()),
        ("messages", number(storage.map(|storage| storage.messages))),
        ("bytes", number(storage.map(|storage| storage.bytes))),
    ] {
        say(&format!("{name}\t{value}"))?;
    }
    Ok(())
}

/// The state of the server, and below it the mails that fail and those that were given up: address, kind, tries, since when,
/// the next try or when it was given up, and why the last one failed.
pub(super) async fn show_overview(state: &AppState) -> Result<(), CommandError> {
    let overview = accounts::overview(state).await?;
    let inviters = match overview.inviters {
        Inviters::Everyone => "everyone",
        Inviters::Administrators => "administrators",
    };
    for (name, value) in [
        ("registration", overview.registration.as_str().to_owned()),
        ("invitations", inviters.to_owned()),
        ("accounts", overview.accounts.accounts.to_string()),
        ("suspended", overview.accounts.suspended.to_string()),
        ("version", overview.version.to_owned()),
        ("database_bytes", overview.database_size.to_string()),
        ("instances", overview.instances.to_string()),
        ("failing_mails", overview.failing_mails.len().to_string()),
        ("given_up_mails", overview.given_up_mails.len().to_string()),
    ] {
        say(&format!("{name}\t{value}"))?;
    }
    for failing in overview.failing_mails {
        let (mail, since, next) = (failing.mail, RestTime(failing.created_at), RestTime(failing.next_try_at));
        let failure = failing.failure.as_deref().unwrap_or("-");
        say(&format!("{}\t{}\ttried {}\t{since}\t{next}\t{failure}", mail.address, mail.kind, mail.tries))?;
    }
    for given_up in overview.given_up_mails {
        let (mail, since, end) =
            (given_up.mail, RestTime(given_up.created_at), RestTime(given_up.given_up_at));
        let (tries, failure) = (mail.tries, given_up.failure);
        say(&format!("{}\t{}\tgiven up after {tries}\t{since}\t{end}\t{failure}", mail.address, mail.kind))?;
    }
    Ok(())
}

/// All invitations, the newest first.
pub(super) async fn list_invitations(state: &AppState) -> Result<(), CommandError> {
    let mut before = None;
    loop {
        let page = accounts::list_all_invitations(state, before).await?;
        for accounts::MadeBy { invitation, maker, .. } in &page.items {
            let (used, accounts, expires) =
                (invitation.used, invitation.accounts, RestTime(invitation.expires_at));
            let email = invitation.email.as_deref().unwrap_or("-");
            let id = invitation.invitation_id;
            say(&format!("{id}\t{}\t{used} of {accounts} used\t{email}\t{expires}", name_of(Some(maker))))?;
            before = Some(id.get());
        }
        if !page.more {
            return Ok(());
        }
    }
}

/// What administrators and commands have done, the newest first.
pub(super) async fn list_audit(state: &AppState) -> Result<(), CommandError> {
    let mut before = None;
    loop {
        let page = accounts::list_audit(state, before).await?;
        for entry in &page.items {
            let actor =
                entry.actor.as_ref().map_or_else(|| "command line".to_owned(), |actor| name_of(Some(actor)));
            let action = entry.action.map_or("unknown", AuditAction::name);
            let subject = name_of(entry.subject.as_ref());
            say(&format!("{}\t{actor}\t{action}\t{subject}", RestTime(entry.done_at)))?;
            before = Some(entry.audit_id);
        }
        if !page.more {
            return Ok(());
        }
    }
}

/// The username of a person or, of one who is deleted, the number.
fn name_of(person: Option<&Person>) -> String {
    let name = |person: &Person| {
        person.username.clone().unwrap_or_else(|| format!("deleted user {}", person.user_id))
    };
    person.map_or_else(|| "-".to_owned(), name)
}
