//! Webhooks: requests that tell a program of a user what happens in the user's chats. Which events there are, when a delivery
//! is tried again, and what becomes of an answer.

use crate::events::Event;
use crate::ids::{ChatId, MessageId, UserId, WebhookId};
use crate::messages::ClientId;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

/// How many webhooks a user may have.
pub const MAX_WEBHOOKS: i64 = 10;

/// How many events may wait for a webhook before it is paused: one that can't be delivered to must not fill the disk.
pub const MAX_WAITING_EVENTS: i64 = 100_000;

/// How many characters the URL of a webhook may have.
pub const MAX_WEBHOOK_URL_CHARS: usize = 2_000;

/// The delay before the first retry; it doubles with each attempt.
const FIRST_DELAY: TimeDelta = TimeDelta::seconds(5);

const MAX_DELAY: TimeDelta = TimeDelta::hours(1);

/// How long an event is tried again after its first failure.
const RETRIED_FOR: TimeDelta = TimeDelta::hours(24);

/// What every client id begins with that is made for an answer.
const ANSWER_PREFIX: &str = "webhook.";

/// A webhook, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Identifies it.
    pub webhook_id: WebhookId,
    /// Its owner.
    pub user_id: UserId,
    /// Where events are sent to.
    pub url: String,
    /// Which of them.
    pub events: WebhookEvents,
    /// The only chat whose events are sent; `None` for all of the owner.
    pub chat_id: Option<ChatId>,
    /// Whether no events are sent for now.
    pub paused: bool,
}

/// A kind of event that webhooks can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookEvent {
    /// A message was sent.
    Message,
    /// The text of a message was changed.
    Edited,
    /// A message was deleted.
    Deleted,
    /// A user set, replaced, or removed a reaction.
    Reacted,
    /// The owner has a new chat.
    ChatCreated,
    /// A chat was deleted.
    ChatDeleted,
    /// Somebody has read messages.
    Read,
}

impl WebhookEvent {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Message,
        Self::Edited,
        Self::Deleted,
        Self::Reacted,
        Self::ChatCreated,
        Self::ChatDeleted,
        Self::Read,
    ];

    /// The name, which is also the type of the frame.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Edited => "edited",
            Self::Deleted => "deleted",
            Self::Reacted => "reacted",
            Self::ChatCreated => "chat_created",
            Self::ChatDeleted => "chat_deleted",
            Self::Read => "read",
        }
    }

    /// The kind of an event, its chat, and its message; `None` if webhooks don't send it.
    #[must_use]
    pub fn of(event: &Event) -> Option<(Self, ChatId, Option<MessageId>)> {
        Some(match event {
            Event::Message { chat_id, message, .. } => (Self::Message, *chat_id, Some(message.message_id)),
            Event::Edited { chat_id, message, .. } => (Self::Edited, *chat_id, Some(message.message_id)),
            Event::Deleted { chat_id, message_id, .. } => (Self::Deleted, *chat_id, Some(*message_id)),
            Event::Reacted { chat_id, message_id, .. } => (Self::Reacted, *chat_id, Some(*message_id)),
            Event::ChatCreated { chat_id, .. } => (Self::ChatCreated, *chat_id, None),
            Event::ChatDeleted { chat_id } => (Self::ChatDeleted, *chat_id, None),
            Event::Read { chat_id, message_id, .. } => (Self::Read, *chat_id, Some(*message_id)),
            _ => return None,
        })
    }

    /// The bit that stands for it in [`WebhookEvents::bits`].
    #[must_use]
    pub const fn bit(self) -> i64 {
        1 << self as i64
    }
}

/// The events of a webhook: at least one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebhookEvents(i64);

/// The names are no events, or there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "Must be a list of at least one of message, edited, deleted, reacted, chat_created, chat_deleted, and read"
)]
pub struct WebhookEventsError;

impl WebhookEvents {
    /// The events with these names, each of which counts once.
    pub fn parse<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, WebhookEventsError> {
        let bit_of = |name| {
            let event = WebhookEvent::ALL.into_iter().find(|event| event.as_str() == name);
            event.map(WebhookEvent::bit).ok_or(WebhookEventsError)
        };
        let bits = names.into_iter().try_fold(0, |bits, name| Ok(bits | bit_of(name)?))?;
        if bits == 0 { Err(WebhookEventsError) } else { Ok(Self(bits)) }
    }

    /// Events from the database, which are not checked again.
    #[must_use]
    pub const fn stored(bits: i64) -> Self {
        Self(bits)
    }

    /// A bit for each kind.
    #[must_use]
    pub const fn bits(self) -> i64 {
        self.0
    }

    /// The kinds, in their order.
    #[must_use]
    pub fn kinds(self) -> Vec<WebhookEvent> {
        WebhookEvent::ALL.into_iter().filter(|event| self.0 & event.bit() != 0).collect()
    }
}

/// Why a URL can't be that of a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookUrlError {
    /// It isn't a URL of the right form.
    #[error("Must be a URL that begins with https://, without a username, a password, and a fragment")]
    Form,
    /// It is longer than [`MAX_WEBHOOK_URL_CHARS`].
    #[error("Must have at most 2000 chars")]
    Length,
    /// Its host has no address.
    #[error("The host of this URL cannot be found")]
    UnknownHost,
    /// It leads to an address that isn't public, and that the operator doesn't allow.
    #[error("This URL leads to an address that is not public")]
    NotPublic,
}

/// What follows a failed attempt to deliver an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryRetry {
    /// Another attempt, not before this time.
    At(DateTime<Utc>),
    /// No more attempts: the webhook is paused.
    Never,
}

impl DeliveryRetry {
    /// After so many attempts have failed, the first of them at `first_failed_at`. The last one is made after 24 hours.
    #[must_use]
    pub fn after(attempts: i32, first_failed_at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let last = first_failed_at + RETRIED_FOR;
        if now >= last { Self::Never } else { Self::At((now + Self::delay(attempts)).min(last)) }
    }

    /// The delay after so many failed attempts: 5 seconds, doubled with each, up to an hour.
    #[must_use]
    pub fn delay(attempts: i32) -> TimeDelta {
        let doublings = u32::try_from(attempts.clamp(1, 16) - 1).unwrap_or(0);
        (FIRST_DELAY * 2_i32.pow(doublings)).min(MAX_DELAY)
    }
}

/// The answer of a webhook to an event, which becomes a message of its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebhookAnswer;

impl WebhookAnswer {
    /// The client id of the message that answers an event, by which the same answer is recognized. `None` only if the id of
    /// the event is none of ours.
    #[must_use]
    pub fn client_id(webhook_id: WebhookId, event_id: &str) -> Option<ClientId> {
        ClientId::parse(&format!("{ANSWER_PREFIX}{webhook_id}.{event_id}")).ok()
    }

    /// The webhook whose answer a message with this client id is. Everybody can choose such a client id: believe it of the
    /// webhook's owner only.
    #[must_use]
    pub fn webhook_of(client_id: &ClientId) -> Option<WebhookId> {
        let (webhook_id, _) = client_id.as_str().strip_prefix(ANSWER_PREFIX)?.split_once('.')?;
        webhook_id.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn events_are_named_as_frames_are() {
        for event in WebhookEvent::ALL {
            assert_eq!(serde_json::to_value(event).unwrap(), event.as_str());
            assert_eq!(WebhookEvents::parse([event.as_str()]).unwrap().kinds(), [event]);
        }
        let event = Event::ChatDeleted { chat_id: ChatId::stored(13) };
        let (kind, chat_id, message_id) = WebhookEvent::of(&event).unwrap();
        assert_eq!((kind.as_str(), chat_id, message_id), ("chat_deleted", ChatId::stored(13), None));
        assert_eq!(serde_json::to_value(event).unwrap()["type"], kind.as_str());
        assert_eq!(WebhookEvent::of(&Event::Resync), None);
    }

    #[test]
    fn a_webhook_has_at_least_one_event_and_none_that_is_unknown() {
        let events = WebhookEvents::parse(["read", "message", "read"]).unwrap();
        assert_eq!(events.kinds(), [WebhookEvent::Message, WebhookEvent::Read]);
        assert_eq!(WebhookEvents::stored(events.bits()), events);
        for names in [&[][..], &["typing"], &["message", "Read"], &[""]] {
            assert_eq!(WebhookEvents::parse(names.iter().copied()), Err(WebhookEventsError), "{names:?}");
        }
    }

    #[test]
    fn delays_double_from_five_seconds_to_an_hour() {
        let seconds = [5, 10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600];
        for (attempts, seconds) in (1..).zip(seconds) {
            assert_eq!(DeliveryRetry::delay(attempts), TimeDelta::seconds(seconds), "{attempts}");
        }
        assert_eq!(DeliveryRetry::delay(i32::MAX), TimeDelta::hours(1));
    }

    #[test]
    fn an_event_is_tried_for_a_day_and_at_its_end() {
        let first = DateTime::from_timestamp(1_795_939_200, 0).unwrap();
        let (mut now, mut attempts) = (first, 1);
        while let DeliveryRetry::At(next) = DeliveryRetry::after(attempts, first, now) {
            assert!(next > now && next <= first + TimeDelta::hours(24), "{next}");
            (now, attempts) = (next, attempts + 1);
        }
        assert_eq!(now, first + TimeDelta::hours(24));
        assert!((30..40).contains(&attempts), "{attempts}");
    }

    #[test]
    fn an_answer_names_its_webhook_and_its_event() {
        let webhook_id = WebhookId::stored(crate::ids::MAX_ID);
        let client_id = WebhookAnswer::client_id(webhook_id, &"f".repeat(32)).unwrap();
        assert_eq!(WebhookAnswer::webhook_of(&client_id), Some(webhook_id));
        for text in ["webhook", "webhook.", "webhook.7", "webhook.x.1", "7.1", "Webhook.7.1"] {
            assert_eq!(WebhookAnswer::webhook_of(&ClientId::parse(text).unwrap()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_attempt_is_later_than_an_hour_or_a_day(attempts in any::<i32>(), seconds in 0_i64..200_000) {
            let first = DateTime::from_timestamp(1_795_939_200, 0).unwrap();
            let now = first + TimeDelta::seconds(seconds);
            match DeliveryRetry::after(attempts, first, now) {
                DeliveryRetry::At(next) => {
                    prop_assert!(next > now && next - now <= TimeDelta::hours(1));
                    prop_assert!(next - first <= TimeDelta::hours(24));
                }
                DeliveryRetry::Never => prop_assert!(seconds >= 86_400),
            }
        }
    }
}
