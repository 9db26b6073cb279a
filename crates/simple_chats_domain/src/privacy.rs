//! What users show to others, who finds them, and who may write to them.

use crate::ids::UserId;
use serde::{Deserialize, Serialize};

/// How many messages a stranger may send before the request is accepted.
pub const MAX_REQUEST_MESSAGES: i64 = 3;

/// Who finds a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Findable {
    /// Everyone, in lists and by a part of the name.
    Everyone,
    /// Strangers only by the exact username or address.
    Exact,
}

/// Whose first message arrives at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhoMayWrite {
    /// Everyone's.
    Everyone,
    /// That of people who have a chat with the user already. The first message of a stranger waits as a request.
    Invited,
}

/// A user's privacy settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Privacy {
    /// Whether others see when the user is online and was last seen, and the user sees it of others.
    pub show_presence: bool,
    /// Whether the user and the companions see each other's read marks.
    pub send_read_marks: bool,
    /// Whether the user and the companions see each other typing.
    pub send_typing: bool,
    /// Who finds the user.
    pub findable: Findable,
    /// Whose first message arrives at once.
    pub who_may_write: WhoMayWrite,
}

impl Default for Privacy {
    fn default() -> Self {
        Self {
            show_presence: true,
            send_read_marks: true,
            send_typing: true,
            findable: Findable::Everyone,
            who_may_write: WhoMayWrite::Everyone,
        }
    }
}

/// New values for some of a user's privacy settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PrivacyChange {
    /// As in [`Privacy`].
    pub show_presence: Option<bool>,
    /// As in [`Privacy`].
    pub send_read_marks: Option<bool>,
    /// As in [`Privacy`].
    pub send_typing: Option<bool>,
    /// As in [`Privacy`].
    pub findable: Option<Findable>,
    /// As in [`Privacy`].
    pub who_may_write: Option<WhoMayWrite>,
}

impl PrivacyChange {
    /// The settings after this change.
    #[must_use]
    pub fn applied_to(self, before: Privacy) -> Privacy {
        Privacy {
            show_presence: self.show_presence.unwrap_or(before.show_presence),
            send_read_marks: self.send_read_marks.unwrap_or(before.send_read_marks),
            send_typing: self.send_typing.unwrap_or(before.send_typing),
            findable: self.findable.unwrap_or(before.findable),
            who_may_write: self.who_may_write.unwrap_or(before.who_may_write),
        }
    }
}

/// What follows for a chat from the settings of its users, from blocks between them, and from its being a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each says something of its own")]
pub struct ChatPrivacy {
    /// Whether the first user has blocked the second.
    pub user1_blocks: bool,
    /// Whether the second user has blocked the first.
    pub user2_blocks: bool,
    /// Whether both users show their presence.
    pub shows_presence: bool,
    /// Whether both users send read marks.
    pub shows_read_marks: bool,
    /// Whether both users send that they are typing.
    pub shows_typing: bool,
    /// Set while the chat is a request.
    pub request: Option<ChatRequest>,
}

impl Default for ChatPrivacy {
    fn default() -> Self {
        Self {
            user1_blocks: false,
            user2_blocks: false,
            shows_presence: true,
            shows_read_marks: true,
            shows_typing: true,
            request: None,
        }
    }
}

impl ChatPrivacy {
    /// Whether the users can be aware of each other at all: neither has blocked the other, and it is no request.
    #[must_use]
    pub fn is_mutual(&self) -> bool {
        !self.user1_blocks && !self.user2_blocks && self.request.is_none()
    }
}

/// A chat that a stranger has begun and that waits for the receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChatRequest {
    /// The user who has yet to accept it.
    pub to: UserId,
    /// How many messages the stranger has sent.
    pub messages: i64,
}

impl ChatRequest {
    /// Whether a user may send this many messages. The receiver accepts the request by sending one.
    #[must_use]
    pub fn has_room_for(&self, sender: UserId, count: usize) -> bool {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        sender == self.to || self.messages.saturating_add(count) <= MAX_REQUEST_MESSAGES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_leaves_the_other_settings_alone() {
        let change = PrivacyChange { findable: Some(Findable::Exact), ..PrivacyChange::default() };
        let changed = change.applied_to(Privacy::default());
        assert_eq!(changed, Privacy { findable: Findable::Exact, ..Privacy::default() });
        assert_eq!(PrivacyChange::default().applied_to(changed), changed);
    }

    #[test]
    fn a_stranger_sends_three_messages_and_the_receiver_any_number() {
        let (stranger, receiver) = (UserId::stored(1), UserId::stored(2));
        let request = |messages| ChatRequest { to: receiver, messages };
        assert!(request(0).has_room_for(stranger, 3));
        assert!(!request(0).has_room_for(stranger, 4));
        assert!(!request(3).has_room_for(stranger, 1));
        assert!(request(3).has_room_for(receiver, 100));
    }
}
