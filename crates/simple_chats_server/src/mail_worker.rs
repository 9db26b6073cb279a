//! Sends the mails of the outbox in the background and retries until each is sent or given up. A mail is removed only
//! after it was sent, so a restart loses none. One that is given up stays without its contents, for administrators to see.

use crate::accounts::{
    self, CONFIRMATION_EXPIRES_IN, CONFIRMATION_MAIL, MISSED_MAIL, NOTICE_MAIL, RESET_MAIL, WEBHOOK_MAIL,
};
use crate::error::{AppResult, MissingRow};
use crate::missed_mail;
use crate::state::AppState;
use crate::webhooks::PausedWebhook;
use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_auth::{
    Mail, Mailer, Notice, OpaqueToken, SentMail, confirmation_mail, notice_mail, paused_webhook_mail,
    reset_mail, taken_mail,
};
use simple_chats_domain::{User, UserId, cut_to_millis};
use simple_chats_persistence::email_confirmations::{self, EmailConfirmation};
use simple_chats_persistence::mail_outbox::{self, WaitingMail};
use simple_chats_persistence::{Account, LockScope, reset_tokens, users};
use simple_chats_texts::Texts;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tracing::{Instrument, Span};

/// How long a claimed mail belongs to one worker; longer than sending may take.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// How many mails are sent at the same time, so that a slow one doesn't hold up the others.
const MAX_SENDING: usize = 4;

/// How often the outbox is read without a notification, for retries and for mails of other instances.
const POLL_INTERVAL: Duration = Duration::from_secs(5);

/// The delay before the first retry; it doubles with each try.
const FIRST_RETRY_DELAY: TimeDelta = TimeDelta::seconds(5);

const MAX_RETRY_DELAY: TimeDelta = TimeDelta::minutes(30);

/// The number of tries; with the delays, they take about a day.
const MAX_TRIES: i32 = 55;

pub(crate) struct MailWorker {
    pub(crate) state: Arc<AppState>,
    pub(crate) mailer: Mailer,
    /// The address that links begin with.
    pub(crate) base_url: String,
}

impl MailWorker {
    pub(crate) async fn run(self) {
        let worker = Arc::new(self);
        // Dropped, and with it what is being sent, together with this.
        let mut sending = JoinSet::new();
        loop {
            while sending.len() >= MAX_SENDING {
                drop(sending.join_next().await);
            }
            while sending.try_join_next().is_some() {}
            match worker.claim().await {
                Ok(Some(mail)) => drop(sending.spawn(Arc::clone(&worker).deliver(mail))),
                Ok(None) => {
                    tokio::select! {
                        () = worker.state.mail_queued.notified() => {}
                        () = tokio::time::sleep(POLL_INTERVAL) => {}
                    }
                }
                Err(error) => {
                    tracing::warn!(?error, "failed to read the mail outbox");
                    tokio::time::sleep(POLL_INTERVAL).await;
                }
            }
        }
    }

    async fn deliver(self: Arc<Self>, mail: WaitingMail) {
        // With the ids of the request that has queued it.
        let (mail_id, request_id, user_id) = (mail.mail_id, mail.request_id.as_deref(), mail.user_id);
        let span = tracing::info_span!("mail", mail_id, request_id, user_id);
        if let Err(error) = self.handle(&mail).instrument(span.clone()).await {
            // It is claimed again when its lease has ended.
            span.in_scope(|| tracing::error!(?error, "failed to handle a mail"));
        }
    }

    async fn claim(&self) -> AppResult<Option<WaitingMail>> {
        // Reading first keeps an idle server from writing every few seconds.
        if !self.state.database.read(|conn| mail_outbox::is_due(conn, now())).await? {
            return Ok(None);
        }
        Ok(self.state.database.write(|conn, _| mail_outbox::claim(conn, now(), now() + LEASE)).await?)
    }

    async fn handle(&self, waiting: &WaitingMail) -> AppResult<()> {
        let (mail_id, tries) = (waiting.mail_id, waiting.tries);
        let Some(mail) = self.compose(waiting).await? else {
            return self.remove(mail_id).await;
        };
        if waiting.user_id.is_none() {
            Span::current().record("user_id", mail.user_id.get());
        }
        match self.mailer.send(&mail).await {
            Ok(SentMail::ToFile(path)) => {
                tracing::info!(path = %path.display(), "no SMTP server is set: wrote a mail to a file");
                // The user may have been deleted since the mail was composed.
                accounts::delete_mail_files_if_deleted(&self.state, mail.user_id).await;
            }
            Ok(SentMail::BySmtp) => tracing::info!("sent a mail"),
            Err(error) if error.is_permanent() || tries >= MAX_TRIES => {
                tracing::error!(%error, tries, "giving up on a mail");
                let (user_id, failure) = (mail.user_id, error.to_string());
                let give_up = move |conn: &mut _, _: &mut _| {
                    mail_outbox::give_up(conn, mail_id, user_id, now(), &failure)
                };
                return Ok(self.state.database.write(give_up).await?);
            }
            Err(error) => {
                let (at, failure) = (now() + retry_delay(tries), error.to_string());
                tracing::warn!(%error, tries, next_try_at = %at, "failed to send a mail");
                let postpone =
                    move |conn: &mut _, _: &mut _| mail_outbox::set_next_try(conn, mail_id, at, &failure);
                return Ok(self.state.database.write(postpone).await?);
            }
        }
        self.remove(mail_id).await
    }

    /// The mail; `None` if it is no longer wanted: its user doesn't exist, say, or can't use the account.
    async fn compose(&self, waiting: &WaitingMail) -> AppResult<Option<Mail>> {
        match waiting.kind.as_str() {
            RESET_MAIL => self.compose_reset(waiting).await,
            NOTICE_MAIL => self.compose_notice(waiting).await,
            WEBHOOK_MAIL => self.compose_webhook(waiting).await,
            CONFIRMATION_MAIL => self.compose_confirmation(waiting).await,
            MISSED_MAIL => self.compose_missed(waiting).await,
            kind => {
                tracing::error!(kind, "the outbox holds a mail of unknown kind");
                Ok(None)
            }
        }
    }

    /// The texts in the language of a mail's reader.
    fn texts_of(&self, account: &Account) -> &'static Texts {
        Texts::of(account.language.unwrap_or(self.state.settings.default_language))
    }

    async fn compose_notice(&self, waiting: &WaitingMail) -> AppResult<Option<Mail>> {
        let details = waiting.details.as_deref().unwrap_or_default();
        let Ok(notice) = serde_json::from_str::<Notice>(details) else {
            tracing::error!("the outbox holds a notice that can't be read");
            return Ok(None);
        };
        let account = self.find_account(waiting).await?;
        Ok(account.map(|account| {
            notice_mail(self.texts_of(&account), &account.user, &waiting.address, &notice, &self.base_url)
        }))
    }

    /// The mail about a paused webhook.
    async fn compose_webhook(&self, waiting: &WaitingMail) -> AppResult<Option<Mail>> {
        let details = waiting.details.as_deref().unwrap_or_default();
        let Ok(PausedWebhook { webhook_id, host }) = serde_json::from_str(details) else {
            tracing::error!("the outbox holds a mail about a webhook that can't be read");
            return Ok(None);
        };
        let account =
            self.find_account(waiting).await?.filter(|account| account.user.email == waiting.address);
        Ok(account.map(|account| {
            paused_webhook_mail(self.texts_of(&account), &account.user, webhook_id, &host, &self.base_url)
        }))
    }

    /// The mail about messages that were missed.
    async fn compose_missed(&self, waiting: &WaitingMail) -> AppResult<Option<Mail>> {
        let account = self.find_account(waiting).await?;
        let details = waiting.details.as_deref().unwrap_or_default();
        match account.filter(|account| account.suspended_at.is_none()) {
            Some(account) => missed_mail::compose(&self.state, account, details, &self.base_url).await,
            None => Ok(None),
        }
    }

    /// The mail with a new link; a mail to the owner instead, if the address belongs to somebody else; `None` if the password
    /// has changed since, a later mail replaces this one, or nobody has to confirm the address.
    async fn compose_confirmation(&self, waiting: &WaitingMail) -> AppResult<Option<Mail>> {
        let account = if waiting.user_id.is_some() {
            let version = waiting.details.as_deref();
            let found = self.find_account(waiting).await?;
            found.filter(|account| version == Some(&*account.credentials_version.to_string()))
        } else {
            let owner = accounts::find_by_login(&self.state, &waiting.address).await?;
            owner.filter(|owner| !owner.email_confirmed)
        };
        let Some(account) = account else { return Ok(None) };
        let owner = accounts::find_by_login(&self.state, &waiting.address).await?;
        if let Some(owner) = owner.filter(|owner| owner.user.user_id != account.user.user_id) {
            return Ok(Some(taken_mail(self.texts_of(&owner), &owner.user)));
        }
        let Some(token) = self.store_confirmation(waiting, &account).await? else { return Ok(None) };
        let link = format!("{}/authentication/confirm_email/{token}", self.base_url);
        let seconds = u64::from(CONFIRMATION_EXPIRES_IN);
        Ok(Some(confirmation_mail(self.texts_of(&account), &account.user, &waiting.address, &link, seconds)))
    }

    /// Stores the token of a new link; `None` if the account has changed, or was deleted, since it was looked up, or another
    /// mail has replaced this one.
    async fn store_confirmation(
        &self,
        waiting: &WaitingMail,
        account: &Account,
    ) -> AppResult<Option<String>> {
        let token = OpaqueToken::generate();
        let (key, now) = (token.hash(), now());
        let confirmation = EmailConfirmation {
            user_id: account.user.user_id,
            email: waiting.address.clone(),
            credentials_version: account.credentials_version,
            expires_at: now + TimeDelta::seconds(i64::from(CONFIRMATION_EXPIRES_IN)),
            used: false,
        };
        let (mail_id, found) = (waiting.mail_id, account.clone());
        let insert = move |conn: &mut _, _: &mut _| -> AppResult<bool> {
            let account = users::lock_account(conn, found.user.user_id).or_none()?;
            let is_same = account.is_some_and(|account| {
                account.credentials_version == found.credentials_version
                    && account.user.email == found.user.email
                    && account.email_confirmed == found.email_confirmed
                    && account.suspended_at.is_none()
            });
            let is_wanted = is_same && mail_outbox::is_waiting(conn, mail_id)?;
            if is_wanted {
                email_confirmations::insert(conn, &key, &confirmation, now)?;
            }
            Ok(is_wanted)
        };
        let is_stored = self.state.database.write_locking(LockScope::Many, insert).await?;
        Ok(is_stored.then(|| token.plain().to_owned()))
    }

    /// The account that a mail is about.
    async fn find_account(&self, waiting: &WaitingMail) -> AppResult<Option<Account>> {
        let Some(user_id) = waiting.user_id.and_then(UserId::new) else { return Ok(None) };
        Ok(self.state.database.read(move |conn| users::find_account(conn, user_id)).await.or_none()?)
    }

    /// The mail with a new token; `None` if no user has its address.
    async fn compose_reset(&self, waiting: &WaitingMail) -> AppResult<Option<Mail>> {
        let found = accounts::find_by_login(&self.state, &waiting.address).await?;
        let Some(account) = found else { return Ok(None) };
        let (texts, user) = (self.texts_of(&account), account.user);
        let Some(token) = self.store_token(&user).await? else { return Ok(None) };
        let link = format!("{}/authentication/reset_password/{token}", self.base_url);
        let seconds = u64::from(self.state.settings.reset_token_expires_in);
        Ok(Some(reset_mail(texts, &user, &link, &token, seconds)))
    }

    /// Stores a new token; `None` if the user can't use the account, or has another address by now, so that the old one gets no
    /// token that works.
    async fn store_token(&self, user: &User) -> AppResult<Option<String>> {
        let token = OpaqueToken::generate();
        let (key, user_id, address) = (token.hash(), user.user_id, user.email.clone());
        let expires_at = now() + TimeDelta::seconds(i64::from(self.state.settings.reset_token_expires_in));
        let insert = move |conn: &mut _, _: &mut _| -> AppResult<bool> {
            let account = users::lock_account(conn, user_id).or_none()?;
            let is_same = account
                .is_some_and(|account| account.user.email == address && account.suspended_at.is_none());
            if is_same {
                reset_tokens::insert(conn, &key, user_id, expires_at)?;
            }
            Ok(is_same)
        };
        let is_stored = self.state.database.write_locking(LockScope::Many, insert).await?;
        Ok(is_stored.then(|| token.plain().to_owned()))
    }

    async fn remove(&self, mail_id: i64) -> AppResult<()> {
        Ok(self.state.database.write(move |conn, _| mail_outbox::delete(conn, mail_id)).await?)
    }
}

fn retry_delay(tries: i32) -> TimeDelta {
    let doublings = u32::try_from(tries.clamp(1, 16) - 1).unwrap_or(0);
    (FIRST_RETRY_DELAY * 2_i32.pow(doublings)).min(MAX_RETRY_DELAY)
}

fn now() -> DateTime<Utc> {
    cut_to_millis(Utc::now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_delays_double_up_to_half_an_hour() {
        assert_eq!(retry_delay(1), TimeDelta::seconds(5));
        assert_eq!(retry_delay(3), TimeDelta::seconds(20));
        assert_eq!(retry_delay(i32::MAX), MAX_RETRY_DELAY);
        let total: TimeDelta = (1..=MAX_TRIES).map(retry_delay).sum();
        assert!(total > TimeDelta::hours(22) && total < TimeDelta::hours(27), "{total}");
    }
}
