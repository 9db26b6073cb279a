//! Answers of webhooks, which become messages of their owners.

use crate::error::{AppError, AppResult};
use crate::messaging::{self, Destination, SendRequest};
use crate::state::AppState;
use chrono::{TimeDelta, Utc};
use simple_chats_domain::{ChatId, MessageText, UserId, WebhookAnswer, cut_to_millis};
use simple_chats_persistence::webhooks::{self, Lease, WaitingEvent};
use std::time::Duration;

/// How long an answer waits at once for the owner's rate limit.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// How often it does.
const MAX_WAITS: u32 = 12;

/// The text of an answer, if it has one.
pub(super) fn text_of(body: &[u8]) -> Option<String> {
    let answer: serde_json::Value = serde_json::from_slice(body).ok()?;
    Some(answer.as_object()?.get("text")?.as_str()?.to_owned())
}

/// Sends the text as the owner's message into the chat of an event, once for each event. Returns what came of it.
///
/// Fails only if the store does: then the event has to be delivered again.
pub(super) async fn send(
    state: &AppState,
    (owner, chat_id): (UserId, ChatId),
    (event, held): (&WaitingEvent, &Lease),
    text: &str,
    lease: TimeDelta,
) -> AppResult<String> {
    let text = match MessageText::parse(text) {
        Ok(text) => text,
        Err(error) => return Ok(not_sent(&error)),
    };
    let request = SendRequest {
        reply_to: None,
        attachment_ids: Vec::new(),
        sender_id: owner,
        written_at: cut_to_millis(Utc::now()),
        destination: Destination::Chat(chat_id),
        texts: vec![text],
        client_id: WebhookAnswer::client_id(event.webhook_id, &event.event_id),
        origin: None,
    };
    let mut waits = 0;
    loop {
        return match messaging::send(state, request.clone()).await {
            Ok(sent) => {
                let ids: Vec<String> =
                    sent.messages.iter().map(|stored| stored.message.message_id.to_string()).collect();
                Ok(format!("sent as message {}", ids.join(", ")))
            }
            Err(AppError::RateLimited { retry_after }) if waits < MAX_WAITS => {
                waits += 1;
                let (held, until) = (held.clone(), cut_to_millis(Utc::now()) + lease);
                let extend = move |conn: &mut _, _: &mut _| webhooks::extend_lease(conn, &held, until);
                state.database.write(extend).await?;
                tokio::time::sleep(Duration::from_secs(retry_after).min(MAX_WAIT)).await;
                continue;
            }
            Err(AppError::KeyReused) => Ok("another answer to this event was sent before".to_owned()),
            Err(error @ (AppError::Store(_) | AppError::Unavailable { .. } | AppError::Internal(_))) => {
                Err(error)
            }
            Err(error) => Ok(not_sent(&error)),
        };
    }
}

fn not_sent(error: &impl std::fmt::Display) -> String {
    format!("not sent: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_in_an_object() {
        assert_eq!(text_of(br#"{"text":"hello","more":1}"#).as_deref(), Some("hello"));
        for body in ["", "hello", "\"hello\"", "[]", "{}", r#"{"text":5}"#, r#"{"text":null}"#] {
            assert_eq!(text_of(body.as_bytes()), None, "{body}");
        }
        assert_eq!(text_of(b"{\"text\":\"\xFF\"}"), None);
    }
}
