//! `simple-chats user …`: administration of accounts by the use cases of the pages.

mod administration;

use super::error::CommandError;
use crate::accounts::{self, Actor, Registration};
use crate::cli::UserCommand;
use crate::cli::password::{password_from_terminal_or_stdin, without_bom};
use crate::delivery::KeepAlive;
use crate::error::AppError;
use crate::settings::Settings;
use crate::startup::{self, Schema};
use crate::state::AppState;
use simple_chats_domain::User;
use std::io::{self, BufRead, Write};

pub(super) async fn run(settings: Settings, command: UserCommand) -> Result<(), CommandError> {
    // A command has no sockets, so it ignores presence.
    let (state, _) = startup::open(settings, Schema::Expect, KeepAlive::default()).await?;
    if let Some(broker) = state.hub.broker() {
        broker.wait_until_connected().await;
    }
    let done = perform(&state, command).await;
    state.hub.drain().await;
    state.database.close().await;
    done
}

async fn perform(state: &AppState, command: UserCommand) -> Result<(), CommandError> {
    match command {
        UserCommand::Add { email, username, name, administrator } => {
            let password = password()?;
            let rules = &state.password_rules;
            let registration = Registration::parse(rules, &email, &username, &name, password.expose())
                .map_err(AppError::from)?;
            let user = accounts::add_user(state, registration, administrator).await?;
            say(&format!("Added user {}: {}", user.user_id, user.username))
        }
        UserCommand::List { search } => {
            administration::list(state, search.as_deref().unwrap_or_default()).await
        }
        UserCommand::Overview => administration::show_overview(state).await,
        UserCommand::Show { user } => administration::show(state, &find(state, &user).await?).await,
        UserCommand::Suspend { user } => administration::suspend(state, &find(state, &user).await?).await,
        UserCommand::Resume { user } => administration::resume(state, &find(state, &user).await?).await,
        UserCommand::SendResetLink { user } => {
            administration::send_reset_link(state, &find(state, &user).await?).await
        }
        UserCommand::Invitations => administration::list_invitations(state).await,
        UserCommand::RevokeInvitation { invitation } => {
            administration::revoke_invitation(state, &invitation).await
        }
        UserCommand::Audit => administration::list_audit(state).await,
        UserCommand::SetPassword { user } => {
            let user = find(state, &user).await?;
            let password = password()?;
            let password =
                accounts::check_password(state, &user, password.expose()).map_err(AppError::from)?;
            accounts::set_password(state, user.user_id, &password).await?;
            say(&format!("Set the password of {}", user.username))
        }
        UserCommand::Promote { user } => {
            let user = find(state, &user).await?;
            accounts::set_administrator(state, user.user_id, true).await?;
            say(&format!("{} is an administrator", user.username))
        }
        UserCommand::Demote { user } => {
            let user = find(state, &user).await?;
            accounts::set_administrator(state, user.user_id, false).await?;
            say(&format!("{} is no administrator", user.username))
        }
        UserCommand::RemoveSecondFactor { user } => {
            let user = find(state, &user).await?;
            accounts::remove_second_factor(state, user.user_id).await?;
            say(&format!("Removed the second factor of {}", user.username))
        }
        UserCommand::Delete { user, delete_messages, yes } => {
            let user = find(state, &user).await?;
            if !yes && !confirmed(&user)? {
                return Err(CommandError::refused("nothing was deleted"));
            }
            accounts::delete_user(state, Actor::CommandLine, user.user_id, delete_messages).await?;
            say(&format!("Deleted user {}: {}", user.user_id, user.username))
        }
    }
}

async fn find(state: &AppState, login: &str) -> Result<User, CommandError> {
    let account = accounts::find_by_login(state, login).await?;
    account
        .map(|account| account.user)
        .ok_or_else(|| CommandError::refused(format!("there is no user '{login}'")))
}

fn password() -> Result<crate::settings::Secret, CommandError> {
    password_from_terminal_or_stdin().map_err(CommandError::refused)
}

fn confirmed(user: &User) -> Result<bool, CommandError> {
    write!(io::stderr(), "Delete {} ({})? Type the username: ", user.username, user.name)?;
    io::stderr().flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(without_bom(&line).trim() == user.username)
}

fn say(line: &str) -> Result<(), CommandError> {
    Ok(writeln!(io::stdout(), "{line}")?)
}
