//! A user's own view of a chat: what the user has set for it, which the companion never sees.

use crate::times::{cut_to_millis, parse_time, rfc3339_millis};
use chrono::{DateTime, Datelike, Utc};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How long a chat is muted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mute {
    /// Until this time.
    Until(DateTime<Utc>),
    /// Until the user ends it.
    Forever,
}

/// The text of [`Mute::Forever`].
const FOREVER: &str = "forever";

impl Mute {
    /// Parses a time in either of the two formats, or "forever".
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == FOREVER {
            return Some(Self::Forever);
        }
        // Other years have no text in the live protocol.
        let time = parse_time(text).filter(|time| (0..=9999).contains(&time.year()))?;
        Some(Self::Until(cut_to_millis(time)))
    }

    /// Whether the chat is muted at this time.
    #[must_use]
    pub fn is_on(self, now: DateTime<Utc>) -> bool {
        match self {
            Self::Until(time) => time > now,
            Self::Forever => true,
        }
    }
}

impl Serialize for Mute {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Until(time) => serializer.serialize_str(&rfc3339_millis(*time)),
            Self::Forever => serializer.serialize_str(FOREVER),
        }
    }
}

impl<'de> Deserialize<'de> for Mute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("neither a time nor \"forever\""))
    }
}

/// What a user has set for a chat. Version 0 is that of a chat for which nothing was ever set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct ChatPreferences {
    /// Grows with each change.
    pub version: i64,
    /// Whether the chat stands above the others.
    pub pinned: bool,
    /// Whether the chat stands apart from the others, until the next message unless it is muted.
    pub archived: bool,
    /// How long its messages don't notify.
    pub muted_until: Option<Mute>,
    /// Whether it looks unread, until the user reads or opens it.
    pub marked_unread: bool,
    /// Messages up to this one are hidden from the user; 0 if none.
    pub cleared_up_to: i64,
}

/// What a user changes. What is `None` stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PreferencesChange {
    /// [`ChatPreferences::pinned`].
    pub pinned: Option<bool>,
    /// [`ChatPreferences::archived`].
    pub archived: Option<bool>,
    /// [`ChatPreferences::muted_until`].
    pub muted_until: Option<Option<Mute>>,
    /// [`ChatPreferences::marked_unread`].
    pub marked_unread: Option<bool>,
}

impl ChatPreferences {
    /// The preferences as they are at this time: a mute that has ended is none.
    #[must_use]
    pub fn at(self, now: DateTime<Utc>) -> Self {
        Self { muted_until: self.muted_until.filter(|mute| mute.is_on(now)), ..self }
    }

    /// The preferences after a change at this time; the same ones if nothing has changed.
    #[must_use]
    pub fn changed(self, change: PreferencesChange, now: DateTime<Utc>) -> Self {
        let now_set = self.at(now);
        let wanted = Self {
            pinned: change.pinned.unwrap_or(self.pinned),
            archived: change.archived.unwrap_or(self.archived),
            muted_until: change.muted_until.unwrap_or(self.muted_until),
            marked_unread: change.marked_unread.unwrap_or(self.marked_unread),
            ..self
        };
        now_set.replaced_by(wanted.at(now))
    }

    /// The preferences once everything up to a message is cleared. The chat then has nothing unread.
    #[must_use]
    pub fn cleared(self, up_to: i64, now: DateTime<Utc>) -> Self {
        let cleared_up_to = self.cleared_up_to.max(up_to);
        self.at(now).replaced_by(Self { cleared_up_to, marked_unread: false, ..self.at(now) })
    }

    /// The preferences once a new message has arrived at this time, which ends the archive unless the chat is muted.
    #[must_use]
    pub fn woken(self, now: DateTime<Utc>) -> Self {
        let now_set = self.at(now);
        let archived = self.archived && now_set.muted_until.is_some();
        now_set.replaced_by(Self { archived, ..now_set })
    }

    /// Others in place of these, with the next version if they differ.
    fn replaced_by(self, other: Self) -> Self {
        if self == other { self } else { Self { version: self.version + 1, ..other } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn now() -> DateTime<Utc> {
        parse_time("2026-11-30T10:00:00.000Z").unwrap()
    }

    fn in_minutes(minutes: i64) -> Mute {
        Mute::Until(now() + TimeDelta::minutes(minutes))
    }

    #[test]
    fn a_change_of_something_takes_the_next_version_and_any_other_changes_nothing() {
        let first = ChatPreferences::default();
        assert_eq!(first.changed(PreferencesChange::default(), now()), first);
        let pin = PreferencesChange { pinned: Some(true), ..PreferencesChange::default() };
        let pinned = first.changed(pin, now());
        assert_eq!(pinned, ChatPreferences { version: 1, pinned: true, ..first });
        assert_eq!(pinned.changed(pin, now()), pinned);
    }

    #[test]
    fn a_mute_in_the_past_is_none() {
        let mute = |minutes| PreferencesChange {
            muted_until: Some(Some(in_minutes(minutes))),
            ..PreferencesChange::default()
        };
        let first = ChatPreferences::default();
        assert_eq!(first.changed(mute(-1), now()), first);
        assert_eq!(first.changed(mute(0), now()), first);
        let muted = first.changed(mute(1), now());
        assert_eq!((muted.version, muted.muted_until), (1, Some(in_minutes(1))));
        assert_eq!(muted.at(now() + TimeDelta::minutes(1)).muted_until, None);
        let forever = PreferencesChange { muted_until: Some(Some(Mute::Forever)), ..mute(1) };
        assert_eq!(muted.changed(forever, now()).muted_until, Some(Mute::Forever));
        let end = PreferencesChange { muted_until: Some(None), ..mute(1) };
        assert_eq!(muted.changed(end, now()).muted_until, None);
    }

    #[test]
    fn a_message_ends_the_archive_unless_the_chat_is_muted() {
        let archived = ChatPreferences { version: 3, archived: true, ..ChatPreferences::default() };
        assert_eq!(archived.woken(now()), ChatPreferences { version: 4, archived: false, ..archived });
        let muted = ChatPreferences { muted_until: Some(in_minutes(1)), ..archived };
        assert_eq!(muted.woken(now()), muted);
        let unmuted = muted.woken(now() + TimeDelta::minutes(1));
        assert_eq!((unmuted.version, unmuted.archived), (4, false));
        let usual = ChatPreferences { archived: false, ..archived };
        assert_eq!(usual.woken(now()), usual);
    }

    #[test]
    fn what_is_cleared_stays_cleared_and_looks_read() {
        let unread = ChatPreferences { marked_unread: true, ..ChatPreferences::default() };
        let cleared = unread.cleared(7, now());
        assert_eq!(cleared, ChatPreferences { version: 1, cleared_up_to: 7, ..ChatPreferences::default() });
        assert_eq!(cleared.cleared(5, now()), cleared);
    }

    #[test]
    fn preferences_travel_as_an_object() {
        let preferences =
            ChatPreferences { version: 4, muted_until: Some(Mute::Forever), ..Default::default() };
        let json = r#"{"version":4,"pinned":false,"archived":false,"muted_until":"forever","marked_unread":false,"cleared_up_to":0}"#;
        assert_eq!(serde_json::to_string(&preferences).unwrap(), json);
        assert_eq!(serde_json::from_str::<ChatPreferences>(json).unwrap(), preferences);
        let until = ChatPreferences { muted_until: Some(in_minutes(0)), ..preferences };
        let json = json.replace("forever", "2026-11-30T10:00:00.000Z");
        assert_eq!(serde_json::to_string(&until).unwrap(), json);
        assert_eq!(Mute::parse("Mon, 30 Nov 2026 10:00:00 -0000"), Some(in_minutes(0)));
        for text in ["", "Forever", "tomorrow", "2026-11-30"] {
            assert_eq!(Mute::parse(text), None, "{text}");
        }
    }
}
