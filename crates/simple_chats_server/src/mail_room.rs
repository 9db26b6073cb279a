//! Sends the mails of the outbox in the background, again and again until each has gone or never will. A mail is only
//! removed once it was sent, so that a restart loses none.

use crate::error::ChangeError;
use crate::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_auth::{Mail, MailError, Mailer, OpaqueToken, SentMail, reset_mail};
use simple_chats_domain::{User, cut_to_millis};
use simple_chats_persistence::mail_outbox::{self, WaitingMail};
use simple_chats_persistence::{StoreError, reset_tokens, users};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// The kind of the mail that resets a password.
pub const RESET_MAIL: &str = "reset";

/// How long a mail is left alone while somebody sends it; longer than sending may take.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// How long the room sleeps when no bell rings: mails that were put off, and those of other instances, come due.
const NAP: Duration = Duration::from_secs(5);

/// How long after a failure a mail is tried again: this much, doubled with each try.
const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(5);

/// How long it is at most.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(30);

/// After how many tries a mail is given up; with the pauses, after about a day.
const MAX_TRIES: i32 = 55;

/// Wakes the mail room.
#[derive(Debug, Clone, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// Wakes the mail room, now or as soon as it goes to sleep.
    pub fn ring(&self) {
        self.0.notify_one();
    }
}

/// Sends what is due, for as long as the program runs. `base` is the address that links begin with.
pub async fn run(state: Arc<AppState>, mailer: Mailer, base: String) {
    loop {
        match claim(&state).await {
            Ok(Some(mail)) => {
                if let Err(error) = handle(&state, &mailer, &base, &mail).await {
                    tracing::error!(?error, mail_id = mail.mail_id, "a mail could not be handled");
                    tokio::time::sleep(NAP).await;
                }
            }
            Ok(None) => {
                tokio::select! {
                    () = state.mail_bell.0.notified() => {}
                    () = tokio::time::sleep(NAP) => {}
                }
            }
            Err(error) => {
                tracing::warn!(?error, "the outbox can't be read");
                tokio::time::sleep(NAP).await;
            }
        }
    }
}

async fn claim(state: &AppState) -> Result<Option<WaitingMail>, ChangeError> {
    // Reading first keeps an idle server from writing every few seconds.
    if !state.database.read(|conn| mail_outbox::is_due(conn, now())).await? {
        return Ok(None);
    }
    state.database.write(|conn, _| Ok(mail_outbox::claim(conn, now(), now() + LEASE)?)).await
}

async fn handle(
    state: &AppState,
    mailer: &Mailer,
    base: &str,
    waiting: &WaitingMail,
) -> Result<(), ChangeError> {
    let mail_id = waiting.mail_id;
    let Some(mail) = compose(state, base, waiting).await? else {
        return remove(state, mail_id).await;
    };
    match mailer.send(&mail).await {
        Ok(SentMail::ToFile(path)) => {
            tracing::info!(mail_id, path = %path.display(), "no mail server is set: a mail was written to a file");
            remove(state, mail_id).await
        }
        Ok(SentMail::BySmtp) => {
            tracing::info!(mail_id, "a mail was sent");
            remove(state, mail_id).await
        }
        Err(MailError::Permanent(reason)) => {
            tracing::error!(mail_id, %reason, "a mail is given up");
            remove(state, mail_id).await
        }
        Err(error) if waiting.tries >= MAX_TRIES => {
            tracing::error!(mail_id, %error, tries = waiting.tries, "a mail is given up");
            remove(state, mail_id).await
        }
        Err(error) => {
            let at = now() + pause_after(waiting.tries);
            tracing::warn!(mail_id, %error, tries = waiting.tries, again_at = %at, "a mail was put off");
            state.database.write(move |conn, _| Ok(mail_outbox::set_next_try(conn, mail_id, at)?)).await
        }
    }
}

/// The mail, with a token drawn for it; nothing where its address is nobody's.
async fn compose(state: &AppState, base: &str, waiting: &WaitingMail) -> Result<Option<Mail>, ChangeError> {
    if waiting.kind != RESET_MAIL {
        tracing::error!(
            kind = waiting.kind,
            "the outbox holds a mail of a kind that this version doesn't know"
        );
        return Ok(None);
    }
    let address = waiting.address.clone();
    let found = state.database.read(move |conn| users::find_by_login(conn, &address)).await;
    let user = match found {
        Ok(account) => account.user,
        Err(StoreError::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let token = store_token(state, &user).await?;
    let link = format!("{base}/authentication/reset_password/{token}");
    let seconds = u64::from(state.settings.reset_token_expires_in);
    Ok(Some(reset_mail(&user.email, &user.name, &link, &token, seconds)))
}

async fn store_token(state: &AppState, user: &User) -> Result<String, ChangeError> {
    let token = OpaqueToken::generate();
    let (key, user_id) = (token.hash(), user.user_id);
    let expires_at = now() + TimeDelta::seconds(i64::from(state.settings.reset_token_expires_in));
    state
        .database
        .write(move |conn, _| Ok(reset_tokens::insert(conn, &key, user_id, expires_at)?))
        .await
        .map(|()| token.plain().to_owned())
        .map_err(|error: ChangeError| error)
}

async fn remove(state: &AppState, mail_id: i64) -> Result<(), ChangeError> {
    state.database.write(move |conn, _| Ok(mail_outbox::delete(conn, mail_id)?)).await
}

fn pause_after(tries: i32) -> TimeDelta {
    let doublings = u32::try_from(tries.clamp(1, 16) - 1).unwrap_or(0);
    (FIRST_PAUSE * 2_i32.pow(doublings)).min(LONGEST_PAUSE)
}

fn now() -> DateTime<Utc> {
    cut_to_millis(Utc::now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_half_an_hour() {
        assert_eq!(pause_after(1), TimeDelta::seconds(5));
        assert_eq!(pause_after(3), TimeDelta::seconds(20));
        assert_eq!(pause_after(i32::MAX), LONGEST_PAUSE);
        let total: TimeDelta = (1..=MAX_TRIES).map(pause_after).sum();
        assert!(total > TimeDelta::hours(22) && total < TimeDelta::hours(27), "{total}");
    }
}
