//! One chat as a client holds it.

use crate::frames::Mark;
use crate::timeline::Timeline;
use simple_chats_domain::{ChatId, ChatOverview, Message, Person};

/// How many unread messages are told apart; the server counts no further.
const MAX_UNREAD: usize = 100;

/// One chat as a client holds it: the newest messages without a hole, and who has read how far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatView {
    chat_id: ChatId,
    companion: Person,
    pub(crate) timeline: Timeline,
    read_up_to: i64,
    companion_read_up_to: i64,
    /// How many messages were unread when the server last said so, and how many have come since.
    unread_count: usize,
}

impl ChatView {
    pub(crate) fn new(overview: &ChatOverview) -> Self {
        Self {
            chat_id: overview.chat_id,
            companion: overview.companion.clone(),
            timeline: Timeline::new(overview.revision, overview.last_message.clone()),
            read_up_to: overview.read_up_to,
            companion_read_up_to: overview.companion_read_up_to,
            unread_count: unread_of(overview),
        }
    }

    /// Identifies the chat.
    #[must_use]
    pub fn chat_id(&self) -> ChatId {
        self.chat_id
    }

    /// The other one.
    #[must_use]
    pub fn companion(&self) -> &Person {
        &self.companion
    }

    /// How often the chat has changed: what is here has all changes up to this one.
    #[must_use]
    pub fn revision(&self) -> i64 {
        self.timeline.revision()
    }

    /// The messages that are held, oldest first: the newest of the chat, without a hole.
    #[must_use]
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.timeline.messages()
    }

    /// The newest message. Nothing for a chat without messages, and for a moment after the only one that was held has
    /// been deleted.
    #[must_use]
    pub fn last_message(&self) -> Option<&Message> {
        self.messages().next_back()
    }

    /// Whether all messages of the chat are held; older ones come by [`Client::history`](crate::Client::history).
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.timeline.is_complete()
    }

    /// The newest message that oneself has seen; 0 for none.
    #[must_use]
    pub fn read_up_to(&self) -> i64 {
        self.read_up_to
    }

    /// The newest message that the companion has seen; 0 for none.
    #[must_use]
    pub fn companion_read_up_to(&self) -> i64 {
        self.companion_read_up_to
    }

    /// How many of the companion's messages lie beyond the own read mark; 100 means 100 or more. Where the messages that
    /// are held don't reach back to the mark, it may be a few too many: those that were deleted or read in the meantime.
    #[must_use]
    pub fn unread(&self) -> usize {
        let unread = if self.timeline.reaches(self.read_up_to) {
            let beyond = self.messages().filter(|message| message.message_id.get() > self.read_up_to);
            beyond.filter(|message| message.sender_id == self.companion.user_id).count()
        } else {
            self.unread_count
        };
        unread.min(MAX_UNREAD)
    }

    /// What `resume` compares.
    pub(crate) fn mark(&self) -> Mark {
        [self.revision(), self.read_up_to, self.companion_read_up_to]
    }

    /// Takes over what a list of chats says beside messages and marks.
    pub(crate) fn compare(&mut self, overview: &ChatOverview) {
        self.companion = overview.companion.clone();
        self.timeline.note_revision(overview.revision);
        if overview.revision == self.revision() && overview.read_up_to >= self.read_up_to {
            self.unread_count = unread_of(overview);
        }
    }

    /// Counts a new message.
    pub(crate) fn count(&mut self, message: &Message) {
        if message.sender_id == self.companion.user_id && message.message_id.get() > self.read_up_to {
            self.unread_count = self.unread_count.saturating_add(1).min(MAX_UNREAD);
        }
    }

    /// Moves the own read mark, forward only; returns whether it moved.
    pub(crate) fn advance_own_mark(&mut self, message_id: i64) -> bool {
        advance(&mut self.read_up_to, message_id)
    }

    /// Moves the companion's read mark, forward only; returns whether it moved.
    pub(crate) fn advance_companion_mark(&mut self, message_id: i64) -> bool {
        advance(&mut self.companion_read_up_to, message_id)
    }

    /// Takes over a companion's new name.
    pub(crate) fn update_companion(&mut self, person: &Person) {
        if person.user_id == self.companion.user_id {
            self.companion = person.clone();
        }
    }
}

fn advance(mark: &mut i64, message_id: i64) -> bool {
    let moves = message_id > *mark;
    if moves {
        *mark = message_id;
    }
    moves
}

fn unread_of(overview: &ChatOverview) -> usize {
    usize::try_from(overview.unread).unwrap_or(0).min(MAX_UNREAD)
}
