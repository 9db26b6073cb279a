//! What a client holds of its chats: companions, messages, read marks. It knows no sockets and no clock: frames go in,
//! and out comes what the program should be told and what has to be asked.

use crate::chat_view::ChatView;
use crate::frames::{Change, Changes, History, Mark, Ready, State};
use crate::timeline::Applied;
use crate::update::Update;
use simple_chats_domain::{Ack, ChatId, ChatOverview, Event, Message, MessageId, Person, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// How many chats a client names in `resume`. The protocol allows 1,000, but no frame over 64 KiB, which those with the
/// greatest numbers would pass.
pub(crate) const MAX_RESUME_CHATS: usize = 800;

/// All that a client holds. A clone is a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    me: Option<UserId>,
    epoch: Option<String>,
    chats: BTreeMap<ChatId, ChatView>,
    /// Chats that were removed since the connection began. An answer that was made before may still name them.
    removed: BTreeSet<ChatId>,
    /// How many messages are kept of each chat.
    keep: usize,
}

/// What follows from a frame.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Effect {
    /// The program should know this.
    Update(Update),
    /// There are chats that aren't held: ask `resume`.
    Resume,
    /// Changes of the chat are missing that are not on their way: ask `sync`.
    Sync(ChatId),
    /// The chat's newest messages aren't held: ask `history`.
    Reload(ChatId),
    /// The chat has changed, and so whether it has a gap.
    CheckGap(ChatId),
}

impl View {
    /// An empty view that keeps up to so many messages of each chat.
    pub(crate) fn new(keep: usize) -> Self {
        Self { me: None, epoch: None, chats: BTreeMap::new(), removed: BTreeSet::new(), keep }
    }

    /// Who is signed in, once that is known.
    #[must_use]
    pub fn me(&self) -> Option<UserId> {
        self.me
    }

    /// A chat.
    #[must_use]
    pub fn chat(&self, chat_id: ChatId) -> Option<&ChatView> {
        self.chats.get(&chat_id)
    }

    /// All chats, in order of id.
    pub fn chats(&self) -> impl Iterator<Item = &ChatView> {
        self.chats.values()
    }

    /// The chat with somebody.
    #[must_use]
    pub fn chat_with(&self, companion: UserId) -> Option<&ChatView> {
        self.chats().find(|chat| chat.companion().user_id == companion)
    }

    /// What to show in `resume`, of as many chats as a request may name.
    pub(crate) fn have(&self) -> BTreeMap<ChatId, Mark> {
        let newest_first = self.chats.iter().rev().take(MAX_RESUME_CHATS);
        newest_first.map(|(chat_id, chat)| (*chat_id, chat.mark())).collect()
    }

    /// Whether changes of a chat are missing.
    pub(crate) fn has_gap(&self, chat_id: ChatId) -> bool {
        self.chat(chat_id).is_some_and(|chat| chat.timeline.has_gap())
    }

    /// A connection has begun. Whoever has another past than before starts over.
    pub(crate) fn begin(&mut self, ready: &Ready) -> Vec<Effect> {
        let same = |epoch: &String| *epoch == ready.epoch && self.me == Some(ready.user_id);
        let starts_over = self.epoch.as_ref().is_some_and(|epoch| !same(epoch));
        if starts_over {
            self.chats.clear();
        }
        self.removed.clear();
        self.me = Some(ready.user_id);
        self.epoch = Some(ready.epoch.clone());
        starts_over.then_some(Effect::Update(Update::EpochChanged)).into_iter().collect()
    }

    /// Something has happened.
    pub(crate) fn event(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Message { chat_id, revision, message } | Event::Edited { chat_id, revision, message } => {
                self.change(chat_id, Change::Message { revision, message })
            }
            Event::Deleted { chat_id, revision, message_id } => {
                self.change(chat_id, Change::Deleted { revision, deleted: message_id })
            }
            Event::Read { chat_id, user_id, message_id } => self.read(chat_id, user_id, message_id.get()),
            Event::ChatCreated { chat_id, users } => self.create(chat_id, users),
            Event::ChatDeleted { chat_id } => self.remove(chat_id),
            Event::UserChanged(person) => {
                for chat in self.chats.values_mut() {
                    chat.update_companion(&person);
                }
                vec![Effect::Update(Update::UserChanged(person))]
            }
            Event::Typing { chat_id, user_id } => vec![Effect::Update(Update::Typing { chat_id, user_id })],
            Event::Presence { users } => vec![Effect::Update(Update::Presence(users))],
            // What may have been missed is asked for by the one who catches up.
            Event::Resync => Vec::new(),
        }
    }

    /// What was asked for has been done; it is a change like those of others.
    pub(crate) fn ack(&mut self, ack: &Ack) -> Vec<Effect> {
        match ack {
            Ack::Message { chat_id, revision, message } => {
                self.change(*chat_id, Change::Message { revision: *revision, message: message.clone() })
            }
            Ack::SinceDeleted { chat_id, revision, message_id, .. }
            | Ack::Deleted { chat_id, revision, message_id } => {
                self.change(*chat_id, Change::Deleted { revision: *revision, deleted: *message_id })
            }
            Ack::Read { chat_id, message_id } => match self.me {
                Some(me) => self.read(*chat_id, me, message_id.get()),
                None => Vec::new(),
            },
        }
    }

    /// The answer to `resume`: chats that are new, or differ.
    pub(crate) fn state(&mut self, state: &State) -> Vec<Effect> {
        let mut effects: Vec<Effect> = state.gone.iter().flat_map(|chat_id| self.remove(*chat_id)).collect();
        for overview in &state.chats {
            effects.extend(self.compare(overview));
        }
        effects
    }

    /// The answer to `sync` from a revision on.
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

    /// The answer to `history`, before a message or up to the present.
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

    /// A chat is no more, or is none of one's own.
    pub(crate) fn remove(&mut self, chat_id: ChatId) -> Vec<Effect> {
        self.removed.insert(chat_id);
        let removed = self.chats.remove(&chat_id);
        removed.map(|_| Effect::Update(Update::ChatRemoved(chat_id))).into_iter().collect()
    }

    fn change(&mut self, chat_id: ChatId, change: Change) -> Vec<Effect> {
        let Some(chat) = self.chats.get_mut(&chat_id) else { return self.ask_for(chat_id) };
        let applied = chat.timeline.take(change);
        self.settle(chat_id, applied)
    }

    /// Counts and tells what changes have come to.
    fn settle(&mut self, chat_id: ChatId, applied: Vec<Applied>) -> Vec<Effect> {
        let Some(chat) = self.chats.get_mut(&chat_id) else { return Vec::new() };
        let mut effects = Vec::with_capacity(applied.len() + 1);
        for applied in applied {
            effects.push(Effect::Update(match applied {
                Applied::New { revision, message } => {
                    chat.count(&message);
                    Update::Message { revision, message }
                }
                Applied::Edited { revision, message } => Update::Edited { revision, message },
                Applied::Deleted { revision, message_id } => {
                    Update::Deleted { chat_id, revision, message_id }
                }
            }));
        }
        chat.timeline.trim(self.keep);
        effects.push(Effect::CheckGap(chat_id));
        if chat.timeline.needs_reload() {
            effects.push(Effect::Reload(chat_id));
        }
        effects
    }

    fn read(&mut self, chat_id: ChatId, user_id: UserId, message_id: i64) -> Vec<Effect> {
        let is_me = self.me == Some(user_id);
        let Some(chat) = self.chats.get_mut(&chat_id) else { return self.ask_for(chat_id) };
        let moved =
            if is_me { chat.advance_own_mark(message_id) } else { chat.advance_companion_mark(message_id) };
        let update = Update::Read { chat_id, user_id, message_id };
        moved.then_some(Effect::Update(update)).into_iter().collect()
    }

    fn marks(&mut self, chat_id: ChatId, own: i64, companions: i64) -> Vec<Effect> {
        let companion = self.chat(chat_id).map(|chat| chat.companion().user_id);
        let (Some(me), Some(companion)) = (self.me, companion) else { return Vec::new() };
        let mut effects = self.read(chat_id, me, own);
        effects.extend(self.read(chat_id, companion, companions));
        effects
    }

    fn create(&mut self, chat_id: ChatId, users: [Person; 2]) -> Vec<Effect> {
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
        })
    }

    /// What to do about a chat of which the view doesn't know.
    fn ask_for(&self, chat_id: ChatId) -> Vec<Effect> {
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
        chat.compare(overview);
        let mut effects = self.marks(chat_id, overview.read_up_to, overview.companion_read_up_to);
        if differs {
            // Also where this view is ahead: it is asked whether the server really knows less.
            effects.push(Effect::Sync(chat_id));
        }
        effects
    }
}

#[cfg(test)]
mod tests;
