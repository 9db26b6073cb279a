//! A model of the server: the chats of one user, and the responses to requests.

use crate::test_values::{self, ME};
use simple_chats_domain::{
    Ack, Chat, ChatChange, ChatCursor, ChatId, ChatOverview, ChatPreferences, ErrorCode, Event, HistoryPage,
    HistoryRange, Lifetime, LifetimeAction, LifetimeChange, Message, MessageId, Page, Person, Quote,
    StoredMessage, UserId, parse_time,
};
use simple_chats_protocol::{Changes, ChatMark, ClientFrame, ErrorFrame, History, ServerFrame, State};
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub(super) struct Model {
    pub(super) epoch: String,
    pub(super) chats: BTreeMap<ChatId, ModelChat>,
    last_chat: i64,
    last_message: i64,
}

pub(super) struct ModelChat {
    pub(super) chat: Chat,
    pub(super) companion: Person,
    /// In order of id. Deleted ones keep their client id.
    stored: Vec<StoredMessage>,
    lifetimes: Vec<LifetimeChange>,
}

impl Model {
    pub(super) fn new() -> Self {
        Self { epoch: "first".into(), chats: BTreeMap::new(), last_chat: 0, last_message: 0 }
    }

    /// Creates a chat with a new companion.
    pub(super) fn create_chat(&mut self) -> Event {
        self.last_chat += 1;
        let chat_id = ChatId::stored(self.last_chat);
        let companion = person(UserId::stored(100 + self.last_chat));
        let chat = Chat::new(chat_id, ME, companion.user_id).unwrap();
        self.chats.insert(
            chat_id,
            ModelChat { chat, companion: companion.clone(), stored: Vec::new(), lifetimes: Vec::new() },
        );
        Event::ChatCreated { chat_id, users: [person(ME), companion], request: false }
    }

    /// The chat at an index, which wraps around.
    pub(super) fn chat_at(&mut self, index: usize) -> Option<&mut ModelChat> {
        let count = self.chats.len();
        self.chats.values_mut().nth(index.checked_rem(count)?)
    }

    /// Stores a message of the user or, if it isn't `own`, of the companion.
    pub(super) fn send(
        &mut self,
        chat_id: ChatId,
        own: bool,
        text: &str,
        client_id: Option<&str>,
    ) -> Option<Event> {
        let ModelChat { chat, companion, stored, .. } = self.chats.get_mut(&chat_id)?;
        self.last_message += 1;
        chat.revision += 1;
        let revision = chat.revision;
        let (sender_id, receiver_id) = if own { (ME, companion.user_id) } else { (companion.user_id, ME) };
        let client_id = client_id.map(str::to_owned);
        let message = test_values::message(self.last_message, sender_id, text);
        let message = Message { chat_id, receiver_id, client_id, ..message };
        stored.push(StoredMessage { message: message.clone(), revision, deleted: false });
        Some(Event::Message { chat_id, revision, message })
    }

    /// A message that answers the one at an index, which wraps around.
    pub(super) fn reply(&mut self, chat_id: ChatId, own: bool, index: usize, text: &str) -> Option<Event> {
        let messages = self.chats.get(&chat_id)?.messages();
        let original = messages.get(index.checked_rem(messages.len())?)?;
        let quote = original.quote();
        self.send(chat_id, own, text, None)?;
        let StoredMessage { message, revision, .. } = self.chats.get_mut(&chat_id)?.stored.last_mut()?;
        message.reply_to = Some(quote);
        Some(Event::Message { chat_id, revision: *revision, message: message.clone() })
    }

    pub(super) fn respond(&mut self, request: ClientFrame) -> ServerFrame {
        match request {
            ClientFrame::Ping => ServerFrame::Pong,
            ClientFrame::Resume { have, before } => ServerFrame::State(self.state(&have, before.as_deref())),
            ClientFrame::Send { client_id, text, chat_id, companion_id, reply_to: None, .. } => {
                // Unlike the server, the model creates no chat for a companion.
                let chat_id = chat_id.or_else(|| self.chat_with(companion_id?));
                let stored = self.send_once(chat_id, &client_id, &text);
                stored.map_or_else(not_found, |stored| ServerFrame::Ack(Ack::of(stored)))
            }
            ClientFrame::Sync { chat_id, after } => {
                let chat = self.chats.get(&chat_id);
                chat.map_or_else(not_found, |chat| ServerFrame::Changes(chat.changes(after)))
            }
            ClientFrame::History { chat_id, before, after: None, around: None, limit } => {
                let chat = self.chats.get(&chat_id);
                chat.map_or_else(not_found, |chat| ServerFrame::History(chat.history(before, limit)))
            }
            other => panic!("the model does not support {other:?}"),
        }
    }

    fn chat_with(&self, companion: UserId) -> Option<ChatId> {
        let mut chats = self.chats.values();
        chats.find(|chat| chat.companion.user_id == companion).map(|chat| chat.chat.chat_id)
    }

    fn send_once(&mut self, chat_id: Option<ChatId>, client_id: &str, text: &str) -> Option<&StoredMessage> {
        let chat_id = chat_id?;
        let is_sent = |stored: &StoredMessage| stored.message.client_id.as_deref() == Some(client_id);
        if !self.chats.get(&chat_id)?.stored.iter().any(is_sent) {
            self.send(chat_id, true, text, Some(client_id));
        }
        self.chats.get(&chat_id)?.stored.iter().find(|stored| is_sent(stored))
    }

    /// Two chats per page, so that there are several pages.
    fn state(&self, have: &BTreeMap<String, ChatMark>, before: Option<&str>) -> State {
        let before = before.and_then(ChatCursor::parse).unwrap_or(ChatCursor::START);
        let differs =
            |chat: &ChatOverview| !have.get(&chat.chat_id.to_string()).is_some_and(|mark| mark.is_of(chat));
        let mut chats: Vec<_> = self.chats.values().map(ModelChat::overview).filter(differs).collect();
        chats.retain(|chat| chat.place < before);
        chats.sort_by_key(|chat| Reverse(chat.place));
        let page = Page::cut(chats, 2);
        let next = page.items.last().filter(|_| page.more).map(|chat| chat.place.to_string());
        let named = have.keys().map(|chat_id| chat_id.parse().unwrap());
        let gone = named.filter(|chat_id| !self.chats.contains_key(chat_id)).collect();
        State { chats: page.items, next, gone }
    }
}

impl ModelChat {
    /// The messages that aren't deleted, oldest first.
    pub(super) fn messages(&self) -> Vec<Message> {
        let undeleted = self.stored.iter().filter(|stored| !stored.deleted);
        undeleted.map(|stored| stored.message.clone()).collect()
    }

    /// Edits the message at an index, which wraps around.
    pub(super) fn edit(&mut self, index: usize, text: &str) -> Option<Event> {
        let StoredMessage { message, revision, .. } = self.change(index)?;
        message.text = text.into();
        message.edited_at = parse_time("2026-01-02T00:00:00.000Z");
        let (message, revision) = (message.clone(), *revision);
        self.requote(&Quote::of(message.message_id, message.sender_id, text, None));
        Some(Event::Edited { chat_id: message.chat_id, revision, message })
    }

    /// Deletes the message at an index, which wraps around.
    pub(super) fn delete(&mut self, index: usize) -> Option<Event> {
        let StoredMessage { message, revision, deleted } = self.change(index)?;
        *deleted = true;
        message.reply_to = None;
        let (chat_id, message_id, revision) = (message.chat_id, message.message_id, *revision);
        self.requote(&Quote::of_deleted(message_id));
        Some(Event::Deleted { chat_id, revision, message_id })
    }

    /// Replies show their original as it is.
    fn requote(&mut self, quote: &Quote) {
        let quotes = self.stored.iter_mut().filter_map(|stored| stored.message.reply_to.as_mut());
        for shown in quotes.filter(|shown| shown.message_id() == quote.message_id()) {
            shown.clone_from(quote);
        }
    }

    /// Reacts to the message at an index, which wraps around.
    pub(super) fn react(&mut self, own: bool, index: usize, emoji: Option<&str>) -> Option<Event> {
        let user_id = if own { ME } else { self.companion.user_id };
        let StoredMessage { message, revision, .. } = self.change(index)?;
        message.set_reaction(user_id, emoji.map(str::to_owned));
        let (chat_id, message_id, emoji) = (message.chat_id, message.message_id, emoji.map(str::to_owned));
        Some(Event::Reacted { chat_id, revision: *revision, message_id, user_id, emoji })
    }

    /// Wants another lifetime, or none.
    pub(super) fn set_lifetime(&mut self, own: bool, lifetime: Option<Lifetime>) -> Option<Event> {
        let user_id = if own { ME } else { self.companion.user_id };
        let (chat_id, before) = (self.chat.chat_id, self.chat.lifetime);
        let lifetime = before.wanted_by(user_id, lifetime);
        if lifetime == before {
            return None;
        }
        self.chat.revision += 1;
        self.chat.lifetime = lifetime;
        let revision = self.chat.revision;
        let action = LifetimeAction::of(user_id, before, lifetime);
        let changed_at = parse_time("2026-01-01T00:00:00.000Z").unwrap();
        self.lifetimes.push(LifetimeChange {
            chat_id,
            revision,
            lifetime,
            user_id,
            action,
            changed_at,
            behind: 0,
        });
        Some(Event::Lifetime { chat_id, revision, lifetime, user_id })
    }

    /// Moves a read mark to the message at an index, which wraps around.
    pub(super) fn read(&mut self, own: bool, index: usize) -> Option<Event> {
        let messages = self.messages();
        let message_id = messages.get(index.checked_rem(messages.len())?)?.message_id;
        let (user_id, mark) = if own {
            (ME, &mut self.chat.user1_read_up_to)
        } else {
            (self.companion.user_id, &mut self.chat.user2_read_up_to)
        };
        let moves = message_id.get() > *mark;
        *mark = message_id.get().max(*mark);
        moves.then_some(Event::Read { chat_id: self.chat.chat_id, user_id, message_id })
    }

    pub(super) fn overview(&self) -> ChatOverview {
        ChatOverview {
            chat_id: self.chat.chat_id,
            revision: self.chat.revision,
            companion: self.companion.clone(),
            last_message: self.messages().pop(),
            unread: self.unread(),
            read_up_to: self.chat.read_up_to(ME),
            companion_read_up_to: self.chat.companion_read_up_to(ME),
            request: false,
            preferences: ChatPreferences::default(),
            lifetime: self.chat.lifetime,
            shows_presence: false,
            hidden: false,
            place: ChatCursor {
                pinned_at: 0,
                last_message_id: self.messages().pop().map_or(0, |message| message.message_id.get()),
                chat_id: self.chat.chat_id.get(),
            },
        }
    }

    fn unread(&self) -> i64 {
        let unread = |message: &&Message| {
            message.sender_id == self.companion.user_id && message.message_id.get() > self.chat.read_up_to(ME)
        };
        i64::try_from(self.messages().iter().filter(unread).count()).unwrap()
    }

    /// The message at an index, which wraps around, with the next revision. Deleted ones don't count.
    fn change(&mut self, index: usize) -> Option<&mut StoredMessage> {
        let mut undeleted: Vec<_> = self.stored.iter_mut().filter(|stored| !stored.deleted).collect();
        let place = index.checked_rem(undeleted.len())?;
        let stored = undeleted.swap_remove(place);
        self.chat.revision += 1;
        stored.revision = self.chat.revision;
        Some(stored)
    }

    fn history(&self, before: Option<MessageId>, limit: i64) -> History {
        let range = before.map_or(HistoryRange::Newest, HistoryRange::Before);
        let mut messages = self.messages();
        messages.retain(|message| before.is_none_or(|before| message.message_id < before));
        messages.reverse();
        let Page { items, more } = Page::cut(messages, limit);
        let page = HistoryPage { messages: items, has_older: more, has_newer: before.is_some() };
        History::of(ME, &self.chat, range, page)
    }

    /// Three changes per page, so that there are several pages.
    fn changes(&self, after: i64) -> Changes {
        let mut messages = self.stored.clone();
        messages.retain(|stored| stored.revision > after);
        messages.sort_by_key(|stored| stored.revision);
        let lifetimes = self.lifetimes.iter().copied().filter(|change| change.revision > after).collect();
        let page = (after <= self.chat.revision)
            .then(|| ChatChange::merge(Page::cut(messages, 3), Page::cut(lifetimes, 3), 3));
        Changes::of(ME, &self.chat, page)
    }
}

fn person(user_id: UserId) -> Person {
    test_values::person(user_id, &format!("U{user_id}"))
}

fn not_found() -> ServerFrame {
    ServerFrame::Error(ErrorFrame::new(ErrorCode::NotFound, "No such chat"))
}
