//! Sends what waits for browsers, in the background. A push stays in the queue until its push service has taken it, so a restart
//! loses none; each is claimed by one instance at a time.

use super::allowed::{PushStyle, may_push};
use super::payload;
use super::places::{Place, Places};
use super::sending::{Handed, Urgency, retry_of, send};
use crate::error::AppResult;
use crate::state::AppState;
use crate::webhooks::Client;
use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_auth::webhook_event_id;
use simple_chats_domain::{Message, PushRetry, cut_to_millis};
use simple_chats_persistence::push::{self, Checked, ClaimedPush, Settled};
use simple_chats_persistence::{DatabaseAddress, DbConnection, users};
use simple_chats_texts::Texts;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use url::Url;

/// How many pushes are sent at the same time. `state.rs` reserves files for them.
const MAX_AT_ONCE: usize = 96;

/// How many are claimed at once.
const MAX_BATCH: usize = 32;

/// How long a claimed push belongs to one worker; longer than two attempts to send it may take.
const LEASE: TimeDelta = TimeDelta::seconds(40);

/// How soon a push is looked at again for whose push service there was no place.
const NO_PLACE_DELAY: TimeDelta = TimeDelta::seconds(1);

/// How often the queue is read without a notification, for retries and for pushes of instances that were killed.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

pub(crate) struct PushWorker {
    state: Arc<AppState>,
    client: Client,
    base_url: String,
    /// Where operators of push services reach that of the server.
    subject: String,
    /// The text of a message as it is shown in a line.
    text_of: fn(&Texts, Message) -> String,
    places: Arc<Places>,
}

/// What is sent, with how it is shown.
enum Wanted {
    Push(Checked, PushStyle),
    Nothing,
}

impl PushWorker {
    pub(crate) fn new(
        state: Arc<AppState>,
        base_url: String,
        text_of: fn(&Texts, Message) -> String,
    ) -> Self {
        let client = Client::new(state.settings.webhook_ca.clone());
        let subject = subject_of(&base_url, &state.settings.mail.sender);
        Self { state, client, base_url, subject, text_of, places: Arc::default() }
    }

    pub(crate) async fn run(self) {
        let worker = Arc::new(self);
        worker.take_over().await;
        let free = Arc::new(Semaphore::new(MAX_AT_ONCE));
        // Dropped, and with it what is being sent, together with this.
        let mut working = JoinSet::new();
        loop {
            let Ok(first) = Arc::clone(&free).acquire_owned().await else { return };
            while working.try_join_next().is_some() {}
            let mut permits = vec![first];
            while permits.len() < MAX_BATCH
                && let Ok(permit) = Arc::clone(&free).try_acquire_owned()
            {
                permits.push(permit);
            }
            match worker.claim(permits.len()).await {
                Ok(claimed) if claimed.is_empty() => {
                    drop(permits);
                    tokio::select! {
                        () = worker.state.database.pushes_queued().notified() => {}
                        () = tokio::time::sleep(POLL_INTERVAL) => {}
                    }
                }
                Ok(claimed) => {
                    for (push, permit) in worker.find_places(claimed).await.into_iter().zip(permits) {
                        drop(working.spawn(Arc::clone(&worker).deliver(push, permit)));
                    }
                }
                Err(error) => {
                    drop(permits);
                    tracing::warn!(?error, "failed to read the queue of pushes");
                    tokio::time::sleep(POLL_INTERVAL).await;
                }
            }
        }
    }

    /// What the process before this one had claimed on an embedded database, which no other uses.
    async fn take_over(&self) {
        if matches!(self.state.settings.database_url, DatabaseAddress::Sqlite(_))
            && let Err(error) = self.state.database.write(|conn, _| push::release_all(conn, now())).await
        {
            tracing::warn!(%error, "failed to take over claimed pushes");
        }
    }

    async fn claim(&self, limit: usize) -> AppResult<Vec<ClaimedPush>> {
        // Reading first keeps an idle server from writing every second.
        if !self.state.database.read(|conn| push::is_due(conn, now())).await? {
            return Ok(Vec::new());
        }
        let (holder, limit) = (webhook_event_id(), i64::try_from(limit).unwrap_or(1));
        let claim =
            move |conn: &mut DbConnection, _: &mut _| push::claim(conn, &holder, now(), now() + LEASE, limit);
        Ok(self.state.database.write(claim).await?)
    }

    /// Those for whose push services there are places. The others wait, without a connection.
    async fn find_places(&self, claimed: Vec<ClaimedPush>) -> Vec<(ClaimedPush, Place)> {
        let (mut placed, mut others) = (Vec::new(), Vec::new());
        for push in claimed {
            match self.places.take(&host_of(&push.endpoint)) {
                Some(place) => placed.push((push, place)),
                None => others.push((push, Settled::Postponed(now() + NO_PLACE_DELAY))),
            }
        }
        if !others.is_empty() {
            self.settle(others).await;
        }
        placed
    }

    async fn deliver(self: Arc<Self>, (push, place): (ClaimedPush, Place), permit: OwnedSemaphorePermit) {
        match self.check(&push).await {
            Ok(Wanted::Nothing) => self.settle(vec![(push, Settled::Dropped)]).await,
            Ok(Wanted::Push(checked, style)) => {
                let handed = self.send(&push, &checked, style).await;
                let is_closing = matches!(checked, Checked::Close { .. });
                self.note(push, handed, is_closing).await;
            }
            // It is claimed again when its lease has ended.
            Err(error) => tracing::warn!(?error, "failed to read what a push says"),
        }
        drop((place, permit));
    }

    /// What is to be sent, as everything is at this moment.
    async fn check(&self, push: &ClaimedPush) -> AppResult<Wanted> {
        let (push, now, default) = (push.clone(), now(), self.state.settings.default_language);
        let check = move |conn: &mut DbConnection| -> AppResult<Wanted> {
            let checked = push::check(conn, &push, now)?;
            let language = users::language_of(conn, push.user_id)?.unwrap_or(default);
            let quiet = PushStyle { shows_text: false, is_silent: true, language };
            Ok(match checked {
                Checked::Nothing => Wanted::Nothing,
                Checked::Test | Checked::Close { .. } => Wanted::Push(checked, quiet),
                Checked::Message(_) => match may_push(conn, push.user_id, language, now)? {
                    Some(style) => Wanted::Push(checked, style),
                    None => Wanted::Nothing,
                },
            })
        };
        self.state.database.read(check).await
    }

    async fn send(&self, push: &ClaimedPush, checked: &Checked, style: PushStyle) -> Handed {
        let urgency = if matches!(checked, Checked::Close { .. }) { Urgency::Low } else { Urgency::High };
        let payload = |max_bytes| match checked {
            Checked::Message(new) => payload::of_message(new, style, self.text_of, &self.base_url, max_bytes),
            Checked::Close { chat_id, badge } => payload::of_closing(*chat_id, *badge),
            Checked::Test | Checked::Nothing => payload::of_test(style.language, &self.base_url),
        };
        send(&self.state, &self.client, &self.subject, push, urgency, payload).await
    }

    async fn note(&self, push: ClaimedPush, handed: Handed, is_closing: bool) {
        let measures = &self.state.measures;
        match handed {
            Handed::Taken => measures.pushes_sent.count(),
            Handed::Gone | Handed::Later(_) | Handed::Refused => measures.pushes_failed.count(),
        }
        let settled = match handed {
            Handed::Taken if is_closing => Settled::Closed,
            Handed::Taken => Settled::Sent,
            Handed::Refused => Settled::GivenUp,
            Handed::Later(asked_for) => match retry_of(&push, asked_for) {
                PushRetry::At(time) => Settled::Failed(time),
                PushRetry::Never => Settled::GivenUp,
            },
            Handed::Gone => {
                let id = push.subscription_id;
                let delete = move |conn: &mut DbConnection, _: &mut _| push::delete_gone(conn, id);
                if let Err(error) = self.state.database.write(delete).await {
                    tracing::warn!(%error, "failed to delete a subscription that is gone");
                }
                return;
            }
        };
        self.settle(vec![(push, settled)]).await;
    }

    async fn settle(&self, settled: Vec<(ClaimedPush, Settled)>) {
        let settle = move |conn: &mut DbConnection, _: &mut _| push::settle(conn, &settled, now());
        if let Err(error) = self.state.database.write(settle).await {
            tracing::warn!(%error, "failed to note what came of pushes");
        }
    }
}

fn host_of(endpoint: &str) -> String {
    Url::parse(endpoint).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// RFC 8292 asks for a URL with https or a mail address.
fn subject_of(base_url: &str, sender: &str) -> String {
    if base_url.starts_with("https://") {
        return base_url.to_owned();
    }
    let address = sender.rsplit_once('<').map_or(sender, |(_, address)| address.trim_end_matches('>'));
    format!("mailto:{}", address.trim())
}

fn now() -> DateTime<Utc> {
    cut_to_millis(Utc::now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_push_service_learns_how_to_reach_the_operator() {
        assert_eq!(subject_of("https://chat.example", "a@example.org"), "https://chat.example");
        assert_eq!(subject_of("http://localhost", "Chats <a@example.org>"), "mailto:a@example.org");
        assert_eq!(subject_of("http://localhost", "a@example.org"), "mailto:a@example.org");
    }
}
