//! Pushes: what browsers are told of messages while no page is open. How many browsers a user may have, and when a push is tried
//! again.

use crate::ids::{PushSubscriptionId, UserId};
use chrono::{DateTime, TimeDelta, Utc};

/// How many subscriptions a user may have.
pub const MAX_PUSH_SUBSCRIPTIONS: i64 = 20;

/// How long a push is of use: as long the push service keeps it for a browser that is off, and as long it is tried again.
pub const PUSH_LIFETIME: TimeDelta = TimeDelta::hours(24);

/// How many characters the name of a device has at most.
const MAX_LABEL_CHARS: usize = 100;

/// The delay before the first retry; it doubles with each attempt.
const FIRST_DELAY: TimeDelta = TimeDelta::seconds(2);
const MAX_DELAY: TimeDelta = TimeDelta::minutes(30);

/// A browser that gets pushes, without its keys and its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushSubscription {
    /// Identifies it.
    pub subscription_id: PushSubscriptionId,
    /// Its user.
    pub user_id: UserId,
    /// The name of the device.
    pub label: String,
    /// The public key of the server with which it was made.
    pub server_key: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When the push service last took a push.
    pub last_used_at: Option<DateTime<Utc>>,
    /// How often in a row it took none.
    pub failures: i32,
}

/// The name of a device in its normal form: one line of at most 100 characters. `None` if nothing is left.
#[must_use]
pub fn push_label(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|character: char| character.is_whitespace() || character.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    let label: String = words.join(" ").chars().take(MAX_LABEL_CHARS).collect();
    let label = label.trim_end();
    (!label.is_empty()).then(|| label.to_owned())
}

/// What follows a failed attempt to send a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PushRetry {
    /// Another attempt, not before this time.
    At(DateTime<Utc>),
    /// No more attempts: it is no longer of use.
    Never,
}

impl PushRetry {
    /// After so many failed attempts to send a push that was queued at a time. A push service may ask for a longer delay.
    #[must_use]
    pub fn after(
        attempts: i32,
        queued_at: DateTime<Utc>,
        now: DateTime<Utc>,
        asked_for: Option<TimeDelta>,
    ) -> Self {
        let doubled = 1_i32 << attempts.saturating_sub(1).clamp(0, 16);
        let delay = (FIRST_DELAY * doubled).min(MAX_DELAY).max(asked_for.unwrap_or_default());
        match now.checked_add_signed(delay).filter(|next| *next < queued_at + PUSH_LIFETIME) {
            Some(next) => Self::At(next),
            None => Self::Never,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn delays_double_up_to_half_an_hour_and_end_with_the_use_of_the_push() {
        for (attempts, seconds) in [(1, 2), (2, 4), (3, 8), (10, 1024), (11, 1800), (40, 1800)] {
            assert_eq!(PushRetry::after(attempts, at(0), at(0), None), PushRetry::At(at(seconds)));
        }
        let asked = |seconds| Some(TimeDelta::seconds(seconds));
        assert_eq!(PushRetry::after(1, at(0), at(0), asked(60)), PushRetry::At(at(60)));
        assert_eq!(PushRetry::after(3, at(0), at(0), asked(1)), PushRetry::At(at(8)));
        assert_eq!(PushRetry::after(1, at(0), at(24 * 3600 - 2), None), PushRetry::Never);
        assert_eq!(PushRetry::after(1, at(0), at(0), Some(TimeDelta::MAX)), PushRetry::Never);
    }

    #[test]
    fn a_label_is_one_short_line() {
        assert_eq!(push_label("  Firefox \n on\u{0}Linux "), Some("Firefox on Linux".to_owned()));
        assert_eq!(push_label(&"ä".repeat(300)).map(|label| label.chars().count()), Some(100));
        assert_eq!(push_label(" \t\u{7} "), None);
    }
}
