//! A client's copy of its chats: companions, messages, and read marks. It has no socket and no clock: frames go in, and
//! updates for the program and necessary requests come out.

use crate::chat_view::ChatView;
use crate::timeline::TimelineChange;
use crate::update::Update;
use simple_chats_domain::{
    Ack, ChatCursor, ChatId, ChatLifetime, ChatOverview, ChatPreferences, Event, Message, MessageId, Person,
    UserId,
};
use simple_chats_protocol::{Change, Changes, ChatMark, History, Ready, State};
use std::collections::{BTreeMap, BTreeSet};

/// The number of chats that a client names in `resume`. The protocol allows 1,000, but no message over 64 KiB, which
/// those with the greatest numbers would exceed.
pub(crate) const MAX_RESUME_CHATS: usize = 800;

/// A client's copy of its chats. A clone is a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    me: Option<UserId>,
    epoch: Option<String>,
    feature_level: Option<u32>,
    chats: BTreeMap<ChatId, ChatView>,
    /// Chats that were removed since the connection began. An earlier response may still name them.
    removed: BTreeSet<ChatId>,
    /// The number of messages to keep per chat.
    keep: usize,
}

/// A consequence of a frame.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "most effects are updates")]
pub(crate) enum Effect {
    /// Send an update to the program.
    Update(Update),
    /// There are unknown chats: send `resume`.
    Resume,
    /// Changes of the chat are missing: send `sync`.
    Sync(ChatId),
    /// The chat's newest messages are unknown: send `history`.
    Reload(ChatId),
    /// The chat has changed: check for missing revisions.
    CheckGap(ChatId),
    /// A chat has a new message, so it is the newest one now.
    Moved,
}

impl View {
    pub(crate) fn new(keep: usize) -> Self {
        Self {
            me: None,
            epoch: None,
            feature_level: None,
            chats: BTreeMap::new(),
            removed: BTreeSet::new(),
            keep,
        }
    }

    /// The logged-in user; `None` until the first connection is ready.
    #[must_use]
    pub fn me(&self) -> Option<UserId> {
        self.me
    }

    /// The server's [feature level](simple_chats_protocol::FEATURE_LEVEL), as of the last connection: 0 for a server
    /// that is older than those, and `None` until the first connection is ready.
    #[must_use]
    pub fn feature_level(&self) -> Option<u32> {
        self.feature_level
    }

    /// The chat with this id.
    #[must_use]
    pub fn chat(&self, chat_id: ChatId) -> Option<&ChatView> {
        self.chats.get(&chat_id)
    }

    /// All chats, in order of id.
    pub fn chats(&self) -> impl Iterator<Item = &ChatView> {
        self.chats.values()
    }

    /// The chat with this companion.
    #[must_use]
    pub fn chat_with(&self, companion: UserId) -> Option<&ChatView> {
        self.chats().find(|chat| chat.companion().user_id == companion)
    }

    /// The `have` of a `resume`, for as many chats as a request may name.
    pub(crate) fn have(&self) -> BTreeMap<ChatId, ChatMark> {
        let newest_first = self.chats.iter().rev().take(MAX_RESUME_CHATS);
        newest_first.map(|(chat_id, chat)| (*chat_id, chat.mark())).collect()
    }

    pub(crate) fn has_gap(&self, chat_id: ChatId) -> bool {
        self.chat(chat_id).is_some_and(|chat| chat.timeline.has_gap())
    }

    /// A connection has begun. Another epoch or user empties the view. A chat whose history was still loading when the
    /// last connection broke is loaded again: `resume` compares revisions only, and would not name it.
    pub(crate) fn begin(&mut self, ready: &Ready) -> Vec<Effect> {
        let same = |epoch: &String| *epoch == ready.epoch && self.me == Some(ready.user_id);
        let starts_over = self.epoch.as_ref().is_some_and(|epoch| !same(epoch));
        if starts_over {
            self.chats.clear();
        }
        self.removed.clear();
        self.me = Some(ready.user_id);
        self.epoch = Some(ready.epoch.clone());
        self.feature_level = Some(ready.feature_level);
        let epoch_changed = starts_over.then_some(Effect::Update(Update::EpochChanged));
        let unloaded = self.chats.iter().filter(|(_, chat)| chat.timeline.needs_reload());
        epoch_changed.into_iter().chain(unloaded.map(|(chat_id, _)| Effect::Reload(*chat_id))).collect()
    }

    pub(crate) fn event(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Message { chat_id, revision, message } | Event::Edited { chat_id, revision, message } => {
                self.change(chat_id, Change::Message { revision, message }.into())
            }
            Event::Deleted { chat_id, revision, message_id } => {
                self.change(chat_id, Change::Deleted { revision, deleted: message_id }.into())
            }
            Event::Reacted { chat_id, revision, message_id, user_id, emoji } => {
                self.change(chat_id, TimelineChange::Reacted { revision, message_id, user_id, emoji })
            }
            Event::Lifetime { chat_id, revision, lifetime, user_id } => {
                self.change(chat_id, Change::Lifetime { revision, lifetime, user_id }.into())
            }
            Event::Read { chat_id, user_id, message_id } => self.read(chat_id, user_id, message_id),
            Event::ChatCreated { chat_id, users, request } => self.create(chat_id, users, request),
            Event::ChatDeleted { chat_id } => self.remove(chat_id),
            Event::Preferences { chat_id, preferences } => self.prefer(chat_id, preferences),
            Event::UserChanged(ref person) => {
                for chat in self.chats.values_mut() {
                    chat.update_companion(person);
                }
                vec![Effect::Update(Update::Event(event))]
            }
            Event::ChatAccepted { .. } | Event::Typing { .. } | Event::Presence { .. } => {
                vec![Effect::Update(Update::Event(event))]
            }
            // The caller sends `resume` after a random delay. The other one is never sent.
            Event::Resync | Event::PrivacyChanged { .. } => Vec::new(),
        }
    }

    /// Takes an ack, which replaces the event that other sockets receive.
    pub(crate) fn ack(&mut self, ack: &Ack) -> Vec<Effect> {
        match ack {
            Ack::Message { chat_id, revision, message } => {
                let change = Change::Message { revision: *revision, message: message.clone() };
                self.change(*chat_id, change.into())
            }
            Ack::Reacted { chat_id, revision, message_id, message } => {
                let Some(user_id) = self.me else { return Vec::new() };
                let emoji = message.reaction_of(user_id).map(str::to_owned);
                let (revision, message_id) = (*revision, *message_id);
                self.change(*chat_id, TimelineChange::Reacted { revision, message_id, user_id, emoji })
            }
            Ack::Lifetime { chat_id, revision, lifetime } => {
                let Some(user_id) = self.me else { return Vec::new() };
                let (revision, lifetime) = (*revision, *lifetime);
                self.change(*chat_id, Change::Lifetime { revision, lifetime, user_id }.into())
            }
            Ack::SinceDeleted { chat_id, revision, message_id, .. }
            | Ack::Deleted { chat_id, revision, message_id } => {
                self.change(*chat_id, Change::Deleted { revision: *revision, deleted: *message_id }.into())
            }
            Ack::Read { chat_id, message_id } => match self.me {
                Some(me) => self.read(*chat_id, me, *message_id),
                None => Vec::new(),
            },
            Ack::Cleared { chat_id, preferences, .. } | Ack::Preferences { chat_id, preferences } => {
                self.prefer(*chat_id, *preferences)
            }
        }
    }

    /// Takes the response to `resume`: chats that are new or differ.
    pub(crate) fn state(&mut self, state: &State) -> Vec<Effect> {
        let mut effects: Vec<Effect> = state.gone.iter().flat_map(|chat_id| self.remove(*chat_id)).collect();
        for overview in &state.chats {
            effects.extend(self.compare(overview));
        }
        effects
    }

    /// Takes the response to a `sync` from a revision on.
    pub(crate) fn changes(&mut self, after: i64, changes: &Changes) -> Vec<Effect> {
        let chat_id = changes.chat_id;
        let Some(chat) = self.chats.get_mut(&chat_id) else { return Vec::new() };
        if changes.reset {
            chat.timeline.reset();
            return vec![Effect::Reload(chat_id)];
        }
        let before = chat.timeline.revision();
        let applied = chat.timeline.apply_changes(after, changes);
        let goes_on = changes.has_more && chat.timeline.revision() > before;
        let mut effects = self.settle(chat_id, applied);
        effects.extend(self.marks(chat_id, changes.read_up_to, changes.companion_read_up_to));
        if goes_on {
            effects.push(Effect::Sync(chat_id));
        }
        effects
    }

    /// Takes the response to a `history` before a message, or up to the present.
    pub(crate) fn history(&mut self, before: Option<MessageId>, page: &History) -> Vec<Effect> {
        let chat_id = page.chat_id;
        let Some(chat) = self.chats.get_mut(&chat_id) else { return Vec::new() };
        let was_reloading = chat.timeline.is_reloading();
        let applied = chat.timeline.merge(before, page);
        let is_reloaded = was_reloading && !chat.timeline.is_reloading();
        let mut effects = Vec::new();
        if is_reloaded {
            effects.push(Effect::Update(Update::ChatReloaded(chat_id)));
        }
        effects.extend(self.settle(chat_id, applied));
        effects.extend(self.marks(chat_id, page.read_up_to, page.companion_read_up_to));
        effects
    }

    pub(crate) fn remove(&mut self, chat_id: ChatId) -> Vec<Effect> {
        self.removed.insert(chat_id);
        let removed = self.chats.remove(&chat_id);
        let deleted = Update::Event(Event::ChatDeleted { chat_id });
        removed.map(|_| Effect::Update(deleted)).into_iter().collect()
    }

    fn change(&mut self, chat_id: ChatId, change: TimelineChange) -> Vec<Effect> {
        let Some(chat) = self.chats.get_mut(&chat_id) else { return self.unknown_chat(chat_id) };
        let applied = chat.timeline.take(change);
        self.settle(chat_id, applied)
    }

    /// Counts new messages, reports the events, and schedules checks and requests.
    fn settle(&mut self, chat_id: ChatId, events: Vec<Event>) -> Vec<Effect> {
        let Some(chat) = self.chats.get_mut(&chat_id) else { return Vec::new() };
        let mut effects = Vec::with_capacity(events.len() + 1);
        for event in events {
            if let Event::Lifetime { revision, lifetime, .. } = &event {
                chat.set_lifetime(*revision, *lifetime);
            }
            if let Event::Message { message, .. } = &event {
                chat.count(message);
                effects.push(Effect::Moved);
            }
            effects.push(Effect::Update(Update::Event(event)));
        }
        chat.timeline.trim(self.keep);
        effects.push(Effect::CheckGap(chat_id));
        if chat.timeline.needs_reload() {
            effects.push(Effect::Reload(chat_id));
        }
        effects
    }

    fn read(&mut self, chat_id: ChatId, user_id: UserId, message_id: MessageId) -> Vec<Effect> {
        let is_me = self.me == Some(user_id);
        let Some(chat) = self.chats.get_mut(&chat_id) else { return self.unknown_chat(chat_id) };
        let moved = chat.advance_mark(is_me, message_id.get());
        let event = Event::Read { chat_id, user_id, message_id };
        moved.then_some(Effect::Update(Update::Event(event))).into_iter().collect()
    }

    fn prefer(&mut self, chat_id: ChatId, preferences: ChatPreferences) -> Vec<Effect> {
        let Some(chat) = self.chats.get_mut(&chat_id) else { return self.unknown_chat(chat_id) };
        let changed = chat.prefer(preferences);
        let event = Event::Preferences { chat_id, preferences };
        changed.then_some(Effect::Update(Update::Event(event))).into_iter().collect()
    }

    /// Takes both read marks from a response; 0 means none. The companion's may have been hidden since, but a response that was
    /// overtaken says 0 as well, so what was shown once is kept.
    fn marks(&mut self, chat_id: ChatId, own: i64, companions: i64) -> Vec<Effect> {
        let companion = self.chat(chat_id).map(|chat| chat.companion().user_id);
        let marks = [(self.me, own), (companion, companions)];
        let marks = marks.into_iter().filter_map(|(user_id, mark)| Some((user_id?, MessageId::new(mark)?)));
        marks.flat_map(|(user_id, message_id)| self.read(chat_id, user_id, message_id)).collect()
    }

    fn create(&mut self, chat_id: ChatId, users: [Person; 2], request: bool) -> Vec<Effect> {
        let Some(companion) = users.into_iter().find(|person| self.me != Some(person.user_id)) else {
            return Vec::new();
        };
        if self.chats.contains_key(&chat_id) {
            return Vec::new();
        }
        self.add(ChatOverview {
            chat_id,
            revision: 0,
            companion,
            last_message: None::<Message>,
            unread: 0,
            read_up_to: 0,
            companion_read_up_to: 0,
            request,
            preferences: ChatPreferences::default(),
            lifetime: ChatLifetime::default(),
            shows_presence: false,
            hidden: false,
            place: ChatCursor::default(),
        })
    }

    /// The effect of a change in a chat that the view does not have.
    fn unknown_chat(&self, chat_id: ChatId) -> Vec<Effect> {
        if self.removed.contains(&chat_id) { Vec::new() } else { vec![Effect::Resume] }
    }

    fn add(&mut self, overview: ChatOverview) -> Vec<Effect> {
        if self.removed.contains(&overview.chat_id) {
            return Vec::new();
        }
        self.chats.insert(overview.chat_id, ChatView::new(&overview));
        vec![Effect::Update(Update::ChatAdded(overview))]
    }

    fn compare(&mut self, overview: &ChatOverview) -> Vec<Effect> {
        let chat_id = overview.chat_id;
        let Some(chat) = self.chats.get_mut(&chat_id) else { return self.add(overview.clone()) };
        let differs = chat.timeline.revision() != overview.revision;
        chat.update(overview);
        let mut effects = self.marks(chat_id, overview.read_up_to, overview.companion_read_up_to);
        effects.extend(self.prefer(chat_id, overview.preferences));
        if differs {
            // Also if the view is ahead: the response shows whether the server really has less.
            effects.push(Effect::Sync(chat_id));
        }
        effects
    }
}

#[cfg(test)]
mod tests;
