//! One push: what its push service is asked (RFC 8030), and what the answer means.

use super::payload::{MAX_BYTES, SMALL_BYTES};
use crate::state::AppState;
use crate::webhooks::{Client, Delivery, Target};
use chrono::{TimeDelta, Utc};
use simple_chats_auth::PushKeys;
use simple_chats_domain::{PUSH_LIFETIME, PushRetry};
use simple_chats_persistence::push::ClaimedPush;
use std::time::Duration;

/// How long a push service has for its answer, with the lookup of its address.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// How soon it has to arrive (RFC 8030, section 5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Urgency {
    High,
    Low,
}

/// What became of a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Handed {
    /// The push service has taken it.
    Taken,
    /// The browser has no such subscription any more.
    Gone,
    /// It is worth another attempt, perhaps after a delay that the push service has named.
    Later(Option<TimeDelta>),
    /// It will never be taken.
    Refused,
}

/// Sends a push. `payload` makes what it says in at most so many bytes.
pub(super) async fn send(
    state: &AppState,
    client: &Client,
    subject: &str,
    push: &ClaimedPush,
    urgency: Urgency,
    payload: impl Fn(usize) -> String,
) -> Handed {
    match post(state, client, subject, push, urgency, payload(MAX_BYTES)).await {
        Err(413) => {
            let small = post(state, client, subject, push, urgency, payload(SMALL_BYTES)).await;
            small.unwrap_or(Handed::Refused)
        }
        handed => handed.unwrap_or(Handed::Refused),
    }
}

/// Fails with the status of an answer that says that the push is too large.
async fn post(
    state: &AppState,
    client: &Client,
    subject: &str,
    push: &ClaimedPush,
    urgency: Urgency,
    payload: String,
) -> Result<Handed, u16> {
    let Some(key) = state.vapid.find(&push.server_key) else {
        // Of a secret that is neither the current nor the previous one. Its page subscribes anew when it is opened.
        return Ok(Handed::Refused);
    };
    let body =
        PushKeys::parse(&push.p256dh, &push.auth).ok().and_then(|keys| keys.encrypt(payload.as_bytes()));
    let Some(body) = body else { return Ok(Handed::Refused) };
    let exchange = async {
        let target = Target::find(&push.endpoint, &state.settings.webhook_networks).await;
        let target = target.map_err(|error| error.to_string())?;
        let origin = target.url.origin().ascii_serialization();
        let authorization = key.authorization(&origin, subject, Utc::now());
        let topic = topic_of(state, push);
        let ttl = PUSH_LIFETIME.num_seconds().to_string();
        let headers = [
            ("authorization", authorization.as_str()),
            ("content-encoding", "aes128gcm"),
            ("content-type", "application/octet-stream"),
            ("ttl", ttl.as_str()),
            ("urgency", if urgency == Urgency::High { "high" } else { "low" }),
            ("topic", topic.as_str()),
        ];
        client.post(&target, Delivery { headers: &headers, body: &body }).await
    };
    match tokio::time::timeout(ANSWER_TIMEOUT, exchange).await {
        Ok(Ok(answer)) if answer.status == 413 => Err(413),
        Ok(Ok(answer)) => {
            let handed = handed_with(answer.status, answer.retry_after);
            if !matches!(handed, Handed::Taken | Handed::Gone) {
                tracing::warn!(status = answer.status, "a push service did not take a push");
            }
            Ok(handed)
        }
        Ok(Err(error)) => {
            tracing::warn!(%error, "failed to reach a push service");
            Ok(Handed::Later(None))
        }
        Err(_) => {
            tracing::warn!("a push service gave no answer in time");
            Ok(Handed::Later(None))
        }
    }
}

/// What a status means. A redirect isn't followed.
fn handed_with(status: u16, retry_after: Option<u32>) -> Handed {
    match status {
        200..=299 => Handed::Taken,
        404 | 410 => Handed::Gone,
        408 | 425 | 429 | 500..=599 => {
            Handed::Later(retry_after.map(|seconds| TimeDelta::seconds(seconds.into())))
        }
        _ => Handed::Refused,
    }
}

/// Names the chat to the push service, which can't tell which chat of whom it is, nor whether two browsers have it in common.
fn topic_of(state: &AppState, push: &ClaimedPush) -> String {
    let chat_id = push.chat_id.map_or(0, simple_chats_domain::ChatId::get);
    state.vapid.topic(&format!("{} {chat_id}", push.subscription_id))
}

/// When a push is tried again that a push service did not take.
pub(super) fn retry_of(push: &ClaimedPush, asked_for: Option<TimeDelta>) -> PushRetry {
    PushRetry::after(push.attempts.saturating_add(1), push.queued_at, Utc::now(), asked_for)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_status_means() {
        for status in [200, 201, 202, 204] {
            assert_eq!(handed_with(status, None), Handed::Taken);
        }
        assert_eq!((handed_with(404, None), handed_with(410, None)), (Handed::Gone, Handed::Gone));
        assert_eq!(handed_with(429, Some(7)), Handed::Later(Some(TimeDelta::seconds(7))));
        assert_eq!(handed_with(503, None), Handed::Later(None));
        for status in [301, 302, 307, 400, 401, 403] {
            assert_eq!(handed_with(status, None), Handed::Refused, "{status}");
        }
    }
}
