//! Delivers what waits for webhooks, in the background: each webhook by one instance at a time, a few chats of it at once, and
//! the events of a chat one after the other. An event leaves the outbox after it was delivered, so a restart loses none.

use super::answers;
use super::client::{Answer, Client, Delivery};
use super::target::Target;
use crate::accounts::WEBHOOK_MAIL;
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::stream::{self, StreamExt};
use serde::{Deserialize, Serialize};
use simple_chats_auth::{WebhookSecret, webhook_event_id};
use simple_chats_domain::{ChatId, DeliveryRetry, MAX_WAITING_EVENTS, WebhookId, cut_to_millis};
use simple_chats_persistence::webhooks::{self, Attempt, Claimed, Outcome, WaitingEvent};
use simple_chats_persistence::{DatabaseAddress, DbConnection, mail_outbox, users};
use simple_chats_protocol::FEATURE_LEVEL;
use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tracing::Instrument;

/// How many webhooks are delivered to at the same time whose turns have just begun.
const MAX_QUICK_TURNS: usize = 16;

/// How many there are besides whose turns have lasted longer than [`QUICK`], so that receivers that are slow or don't answer keep
/// no others waiting.
const MAX_SLOW_TURNS: usize = 48;

/// How long a turn may take a place of the quick ones, unless the others have none left.
const QUICK: Duration = Duration::from_secs(1);

/// How many chats of a webhook are delivered at the same time. For all turns, `state.rs` reserves files.
const MAX_CHATS_AT_ONCE: usize = 2;

/// How many events are read at once.
const MAX_BATCH: i64 = 64;

/// How long a webhook is delivered to before it is another one's turn.
const TURN: Duration = Duration::from_secs(20);

/// How long a receiver has for its answer, with the lookup of its address.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a claimed webhook belongs to one worker from the last delivery on; longer than one may take.
const LEASE: TimeDelta = TimeDelta::seconds(25);

/// How often the outbox is read without a notification, for retries and for events of instances that were killed.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// How many characters of an answer are kept.
const KEPT_CHARS: usize = 1_000;

/// What the mail about a paused webhook says.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PausedWebhook {
    pub(crate) webhook_id: WebhookId,
    /// The host of its URL, whose path may hold a secret.
    pub(crate) host: String,
}

pub(crate) struct WebhookWorker {
    state: Arc<AppState>,
    client: Client,
    quick_turns: Arc<Semaphore>,
    slow_turns: Semaphore,
}

/// What came of the due events of a chat.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Turn {
    has_delivered: bool,
    has_failed: bool,
}

impl WebhookWorker {
    pub(crate) fn new(state: Arc<AppState>) -> Self {
        let client = Client::new(state.settings.webhook_ca.clone());
        Self {
            state,
            client,
            quick_turns: Arc::new(Semaphore::new(MAX_QUICK_TURNS)),
            slow_turns: Semaphore::new(MAX_SLOW_TURNS),
        }
    }

    pub(crate) async fn run(self) {
        let worker = Arc::new(self);
        worker.take_over().await;
        // Dropped, and with it what is being delivered, together with this.
        let mut working = JoinSet::new();
        loop {
            let Ok(place) = Arc::clone(&worker.quick_turns).acquire_owned().await else { return };
            while working.try_join_next().is_some() {}
            match worker.claim().await {
                Ok(Some(claimed)) => drop(working.spawn(Arc::clone(&worker).take_turn(claimed, place))),
                Ok(None) => {
                    drop(place);
                    tokio::select! {
                        () = worker.state.database.webhooks_queued().notified() => {}
                        Some(_) = working.join_next() => {}
                        () = tokio::time::sleep(POLL_INTERVAL) => {}
                    }
                }
                Err(error) => {
                    drop(place);
                    tracing::warn!(?error, "failed to read the outbox of webhooks");
                    tokio::time::sleep(POLL_INTERVAL).await;
                }
            }
        }
    }

    /// What the process before this one had claimed on an embedded database, which no other uses.
    async fn take_over(&self) {
        if matches!(self.state.settings.database_url, DatabaseAddress::Sqlite(_))
            && let Err(error) = self.state.database.write(|conn, _| webhooks::release_all(conn, now())).await
        {
            tracing::warn!(%error, "failed to take over claimed webhooks");
        }
    }

    async fn claim(&self) -> AppResult<Option<Claimed>> {
        // Reading first keeps an idle server from writing every few seconds.
        if !self.state.database.read(|conn| webhooks::is_due(conn, now())).await? {
            return Ok(None);
        }
        let claim = |conn: &mut _, _: &mut _| webhooks::claim(conn, webhook_event_id(), now(), now() + LEASE);
        Ok(self.state.database.write(claim).await?)
    }

    async fn take_turn(self: Arc<Self>, claimed: Claimed, quick: OwnedSemaphorePermit) {
        let span = tracing::info_span!("webhook", webhook_id = claimed.webhook_id.get());
        let mut turn = pin!(self.deliver_due(&claimed).instrument(span.clone()));
        let slow = async {
            tokio::time::sleep(QUICK).await;
            self.slow_turns.acquire().await
        };
        let ended = tokio::select! {
            ended = &mut turn => ended,
            place = slow => {
                drop(quick);
                let ended = turn.await;
                drop(place);
                ended
            }
        };
        if let Err(error) = ended {
            // It is claimed again when its lease has ended.
            span.in_scope(|| tracing::warn!(?error, "failed to deliver to a webhook"));
        }
    }

    /// Delivers what is due, for the length of a turn.
    async fn deliver_due(&self, claimed: &Claimed) -> AppResult<()> {
        let webhook_id = claimed.webhook_id;
        let Some(opened) = self.state.webhook_secrets.open(claimed.user_id, &claimed.sealed_secret) else {
            tracing::error!("the secret of a webhook was encrypted with another SECRET_KEY");
            return self.release(claimed, claimed.failures + 1).await;
        };
        let list = move |conn: &mut DbConnection| -> AppResult<(bool, Vec<WaitingEvent>)> {
            let has_too_many = webhooks::has_too_many_waiting(conn, webhook_id, MAX_WAITING_EVENTS)?;
            Ok((has_too_many, webhooks::list_due(conn, webhook_id, now(), MAX_BATCH)?))
        };
        let (has_too_many, due) = self.state.database.read(list).await?;
        if has_too_many {
            self.pause(claimed, None).await?;
            return Ok(());
        }
        if due.is_empty() {
            let postpone =
                move |conn: &mut _, _: &mut _| webhooks::postpone_followers(conn, webhook_id, now());
            self.state.database.write(postpone).await?;
        }
        let mut chats = BTreeMap::<Option<ChatId>, Vec<WaitingEvent>>::new();
        for event in due {
            chats.entry(event.chat_id).or_default().push(event);
        }
        let end = Instant::now() + TURN;
        let turns: Vec<Turn> = stream::iter(chats.into_values())
            .map(|events| self.deliver_in_order(claimed, &opened.secret, events, end))
            .buffer_unordered(MAX_CHATS_AT_ONCE)
            .collect()
            .await;
        let all_failed =
            turns.iter().any(|turn| turn.has_failed) && !turns.iter().any(|turn| turn.has_delivered);
        self.release(claimed, if all_failed { claimed.failures + 1 } else { 0 }).await
    }

    async fn release(&self, claimed: &Claimed, failures: i32) -> AppResult<()> {
        let now = now();
        let next_try_at = if failures == 0 { now } else { now + DeliveryRetry::delay(failures) };
        let lease = claimed.lease.clone();
        let release =
            move |conn: &mut _, _: &mut _| webhooks::release(conn, &lease, now, (failures, next_try_at));
        Ok(self.state.database.write(release).await?)
    }

    /// Delivers the events of a chat, until one fails or the turn has ended.
    async fn deliver_in_order(
        &self,
        claimed: &Claimed,
        secret: &WebhookSecret,
        events: Vec<WaitingEvent>,
        end: Instant,
    ) -> Turn {
        let mut turn = Turn::default();
        for event in events {
            if Instant::now() >= end {
                break;
            }
            match self.deliver(claimed, secret, event).await {
                Ok(Some(true)) => turn.has_delivered = true,
                Ok(Some(false)) => {
                    turn.has_failed = true;
                    break;
                }
                // The webhook, the chat, or the message has gone.
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(?error, "failed to store what came of a delivery");
                    // It isn't tried again at once: the receiver would get it over and over.
                    turn.has_failed = true;
                    break;
                }
            }
        }
        turn
    }

    /// Makes an attempt to deliver an event. Returns whether it was delivered; `None` if it no longer waits.
    async fn deliver(
        &self,
        claimed: &Claimed,
        secret: &WebhookSecret,
        event: WaitingEvent,
    ) -> AppResult<Option<bool>> {
        let (lease, waiting) = (claimed.lease.clone(), event.clone());
        let check = move |conn: &mut DbConnection| webhooks::still_waits(conn, &lease, &waiting);
        if !self.state.database.read(check).await? {
            return Ok(None);
        }
        let (tried_at, begin) = (now(), Instant::now());
        let answered =
            tokio::time::timeout(ANSWER_TIMEOUT, self.post(claimed, secret, &event, tried_at)).await;
        let duration_ms = i64::try_from(begin.elapsed().as_millis()).unwrap_or(i64::MAX);
        let answered = answered.unwrap_or_else(|_| Err("no answer within 10 s".to_owned()));
        let status = answered.as_ref().ok().map(|answer| i32::from(answer.status));
        let is_delivered = status.is_some_and(|status| (200..300).contains(&status));
        let answer = match answered {
            Ok(answer) => self.use_answer(claimed, &event, answer).await?,
            Err(reason) => Some(reason),
        };
        let attempt = |outcome| Attempt { tried_at, status, duration_ms, answer: answer.clone(), outcome };
        if is_delivered {
            let still_waited = self.record(claimed, event, attempt(Outcome::Delivered)).await?;
            return Ok(still_waited.then_some(true));
        }
        let first_failed_at = event.first_failed_at.unwrap_or(tried_at);
        tracing::info!(status, attempts = event.attempts + 1, "failed to deliver an event");
        let still_waited = match DeliveryRetry::after(event.attempts + 1, first_failed_at, now()) {
            DeliveryRetry::At(at) => self.record(claimed, event, attempt(Outcome::RetryAt(at))).await?,
            DeliveryRetry::Never => {
                self.pause(claimed, Some((event, attempt(Outcome::RetryAt(now()))))).await?
            }
        };
        Ok(still_waited.then_some(false))
    }

    async fn post(
        &self,
        claimed: &Claimed,
        secret: &WebhookSecret,
        event: &WaitingEvent,
        at: DateTime<Utc>,
    ) -> Result<Answer, String> {
        let networks = &self.state.settings.webhook_networks;
        let target = Target::find(&claimed.url, networks).await.map_err(|error| error.to_string())?;
        let (event_id, timestamp, body) = (&event.event_id, at.timestamp(), body_of(event));
        let signature = secret.sign(event_id, timestamp, &body);
        let timestamp = timestamp.to_string();
        let headers = [
            ("content-type", "application/json"),
            ("webhook-id", event_id.as_str()),
            ("webhook-timestamp", timestamp.as_str()),
            ("webhook-signature", signature.as_str()),
        ];
        self.client.post(&target, Delivery { headers: &headers, body: body.as_bytes() }).await
    }

    /// Sends an answer with a text as a message. Returns what is kept of the answer: not that text, which the message has.
    async fn use_answer(
        &self,
        claimed: &Claimed,
        event: &WaitingEvent,
        answer: Answer,
    ) -> AppResult<Option<String>> {
        let Some(body) = answer.body else { return Ok(Some("an answer that is too long".to_owned())) };
        if let (200, true, Some(chat_id)) = (answer.status, event.is_answerable, event.chat_id)
            && let Some(text) = answers::text_of(&body)
        {
            let to = (claimed.user_id, chat_id);
            return Ok(Some(answers::send(&self.state, to, (event, &claimed.lease), &text, LEASE).await?));
        }
        let text = String::from_utf8_lossy(&body);
        let kept: String = text.chars().filter(|character| *character != '\0').take(KEPT_CHARS).collect();
        Ok((!kept.is_empty()).then_some(kept))
    }

    async fn record(&self, claimed: &Claimed, event: WaitingEvent, attempt: Attempt) -> AppResult<bool> {
        let lease = claimed.lease.clone();
        let record =
            move |conn: &mut _, _: &mut _| webhooks::record(conn, (&lease, now() + LEASE), &event, &attempt);
        Ok(self.state.database.write(record).await?)
    }

    /// Pauses a webhook, and tells its owner: one for which too much waits, or an event of which the last attempt has failed.
    async fn pause(&self, claimed: &Claimed, last: Option<(WaitingEvent, Attempt)>) -> AppResult<bool> {
        let (webhook_id, user_id) = (claimed.webhook_id, claimed.user_id);
        let host = url::Url::parse(&claimed.url).ok().and_then(|url| url.host_str().map(str::to_owned));
        let paused = PausedWebhook { webhook_id, host: host.unwrap_or_default() };
        let details = serde_json::to_string(&paused).map_err(AppError::internal)?;
        let lease = claimed.lease.clone();
        let pause = move |conn: &mut DbConnection, _: &mut _| -> AppResult<bool> {
            let still_waited = match &last {
                Some((event, attempt)) => webhooks::record(conn, (&lease, now() + LEASE), event, attempt)?,
                None => true,
            };
            let is_paused = still_waited && webhooks::pause(conn, &lease)?;
            if is_paused && let Some(account) = users::find_account(conn, user_id).or_none()? {
                let address = &account.user.email;
                mail_outbox::insert_about(conn, WEBHOOK_MAIL, address, user_id, &details, now())?;
            }
            Ok(is_paused)
        };
        let is_paused = self.state.database.write(pause).await?;
        if is_paused {
            tracing::warn!("paused a webhook that could not be delivered to");
            self.state.mail_queued.notify_one();
        }
        Ok(is_paused)
    }
}

/// The frame with the id of the event and the feature level.
fn body_of(event: &WaitingEvent) -> String {
    let WaitingEvent { event_id, frame, .. } = event;
    let rest = frame.strip_prefix('{').unwrap_or(frame);
    format!(r#"{{"id":"{event_id}","feature_level":{FEATURE_LEVEL},{rest}"#)
}

fn now() -> DateTime<Utc> {
    cut_to_millis(Utc::now())
}
