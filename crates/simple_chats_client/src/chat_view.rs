//! One chat in the view.

use crate::timeline::Timeline;
use simple_chats_domain::{ChatId, ChatLifetime, ChatOverview, ChatPreferences, Message, Person};
use simple_chats_protocol::ChatMark;
use simple_chats_protocol::limits::MAX_UNREAD_COUNT;

/// One chat in the view: its newest messages without a gap, and both read marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatView {
    chat_id: ChatId,
    companion: Person,
    pub(crate) timeline: Timeline,
    read_up_to: i64,
    companion_read_up_to: i64,
    preferences: ChatPreferences,
    lifetime: ChatLifetime,
    /// The revision as of which the lifetime is known.
    lifetime_revision: i64,
    /// The unread messages at the last count by the server, and those that have arrived since.
    unread_count: usize,
}

impl ChatView {
    pub(crate) fn new(overview: &ChatOverview) -> Self {
        let mut timeline = Timeline::new(overview.chat_id, overview.revision, overview.last_message.clone());
        timeline.note_cleared(overview.preferences.cleared_up_to);
        Self {
            chat_id: overview.chat_id,
            companion: overview.companion.clone(),
            timeline,
            read_up_to: overview.read_up_to,
            companion_read_up_to: overview.companion_read_up_to,
            preferences: overview.preferences,
            lifetime: overview.lifetime,
            lifetime_revision: overview.revision,
            unread_count: unread_of(overview),
        }
    }

    /// The chat's id.
    #[must_use]
    pub fn chat_id(&self) -> ChatId {
        self.chat_id
    }

    /// The other participant.
    #[must_use]
    pub fn companion(&self) -> &Person {
        &self.companion
    }

    /// The chat's revision; the view has all changes up to this one.
    #[must_use]
    pub fn revision(&self) -> i64 {
        self.timeline.revision()
    }

    /// The newest messages of the chat without a gap, oldest first.
    #[must_use]
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.timeline.messages()
    }

    /// The newest message. `None` if the chat has no messages, and for a moment after the only message in the view was
    /// deleted.
    #[must_use]
    pub fn last_message(&self) -> Option<&Message> {
        self.messages().next_back()
    }

    /// Whether the view has all messages of the chat. [`Client::history`](crate::Client::history) loads older ones.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.timeline.is_complete()
    }

    /// The newest message that the user has read; 0 for none.
    #[must_use]
    pub fn read_up_to(&self) -> i64 {
        self.read_up_to
    }

    /// The newest message that the companion has read, as far as it was ever shown; 0 for none.
    #[must_use]
    pub fn companion_read_up_to(&self) -> i64 {
        self.companion_read_up_to
    }

    /// The number of the companion's messages after the user's read mark; 100 means 100 or more. If the view's messages
    /// don't reach back to the mark, the number may include some that were deleted or read in the meantime.
    #[must_use]
    pub fn unread(&self) -> usize {
        let unread = if self.timeline.reaches(self.read_up_to) {
            let beyond = self.messages().filter(|message| message.message_id.get() > self.read_up_to);
            beyond.filter(|message| message.sender_id == self.companion.user_id).count()
        } else {
            self.unread_count
        };
        unread.min(MAX_UNREAD_COUNT)
    }

    /// What the user has set for the chat.
    #[must_use]
    pub fn preferences(&self) -> ChatPreferences {
        self.preferences
    }

    /// How long new messages of the chat live.
    #[must_use]
    pub fn lifetime(&self) -> ChatLifetime {
        self.lifetime
    }

    /// Takes the lifetime as of a revision, unless a later one is known.
    pub(crate) fn set_lifetime(&mut self, revision: i64, lifetime: ChatLifetime) {
        if revision >= self.lifetime_revision {
            self.lifetime = lifetime;
            self.lifetime_revision = revision;
        }
    }

    /// Takes later preferences, and drops the messages that they hide. Returns whether something has changed.
    pub(crate) fn prefer(&mut self, preferences: ChatPreferences) -> bool {
        if preferences.version <= self.preferences.version {
            return false;
        }
        if preferences.cleared_up_to > self.preferences.cleared_up_to {
            self.timeline.clear(preferences.cleared_up_to);
            self.unread_count = 0;
        }
        self.preferences = preferences;
        true
    }

    /// The state that `resume` compares.
    pub(crate) fn mark(&self) -> ChatMark {
        let (revision, version) = (self.revision(), self.preferences.version);
        ChatMark::WithPreferences([revision, self.read_up_to, self.companion_read_up_to, version])
    }

    /// Takes the companion, revision, and unread count from a list of chats.
    pub(crate) fn update(&mut self, overview: &ChatOverview) {
        self.companion = overview.companion.clone();
        self.timeline.note_revision(overview.revision);
        self.set_lifetime(overview.revision, overview.lifetime);
        if overview.revision == self.revision() && overview.read_up_to >= self.read_up_to {
            self.unread_count = unread_of(overview);
        }
    }

    pub(crate) fn count(&mut self, message: &Message) {
        if message.sender_id == self.companion.user_id && message.message_id.get() > self.read_up_to {
            self.unread_count = self.unread_count.saturating_add(1).min(MAX_UNREAD_COUNT);
        }
    }

    /// Moves the companion's or, if `own`, the user's read mark, forward only. Returns whether it moved.
    pub(crate) fn advance_mark(&mut self, own: bool, message_id: i64) -> bool {
        let mark = if own { &mut self.read_up_to } else { &mut self.companion_read_up_to };
        let moves = message_id > *mark;
        *mark = message_id.max(*mark);
        moves
    }

    pub(crate) fn update_companion(&mut self, person: &Person) {
        if person.user_id == self.companion.user_id {
            self.companion = person.clone();
        }
    }
}

fn unread_of(overview: &ChatOverview) -> usize {
    usize::try_from(overview.unread).unwrap_or(0).min(MAX_UNREAD_COUNT)
}
