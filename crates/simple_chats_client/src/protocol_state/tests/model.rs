//! A server in a few lines: the chats of one user, and what it answers.

use serde_json::{Value, json};
use simple_chats_domain::{ChatId, ChatOverview, Event, Message, MessageId, Person, UserId};
use std::collections::BTreeMap;

/// Who is signed in.
pub(super) const ME: UserId = UserId::stored(1);

/// The server.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) epoch: String,
    pub(super) chats: BTreeMap<i64, ModelChat>,
    last_chat: i64,
    last_message: i64,
}

/// A chat on the server.
#[derive(Debug)]
pub(super) struct ModelChat {
    pub(super) chat_id: ChatId,
    pub(super) companion: Person,
    pub(super) revision: i64,
    /// By id: the revision of the latest change, and the message unless it is deleted, with its client id in any case.
    stored: BTreeMap<i64, (i64, Option<Message>, Option<String>)>,
    pub(super) read_up_to: i64,
    pub(super) companion_read_up_to: i64,
}

impl Model {
    /// A server without chats.
    pub(super) fn new() -> Self {
        Self { epoch: "first".into(), chats: BTreeMap::new(), last_chat: 0, last_message: 0 }
    }

    /// Opens a chat with somebody new.
    pub(super) fn create_chat(&mut self) -> Event {
        self.last_chat += 1;
        let user_id = UserId::stored(100 + self.last_chat);
        let companion =
            Person { user_id, username: Some(format!("u{user_id}")), name: format!("U {user_id}") };
        let chat_id = ChatId::stored(self.last_chat);
        let chat = ModelChat {
            chat_id,
            companion: companion.clone(),
            revision: 0,
            stored: BTreeMap::new(),
            read_up_to: 0,
            companion_read_up_to: 0,
        };
        self.chats.insert(self.last_chat, chat);
        let me = Person { user_id: ME, username: Some("me".into()), name: "Me".into() };
        Event::ChatCreated { chat_id, users: [me, companion] }
    }

    /// The n-th chat, counted round.
    pub(super) fn chat_at(&mut self, n: usize) -> Option<&mut ModelChat> {
        let count = self.chats.len();
        self.chats.values_mut().nth(n.checked_rem(count)?)
    }

    /// Stores a message.
    pub(super) fn send(
        &mut self,
        chat_id: i64,
        own: bool,
        text: &str,
        client_id: Option<&str>,
    ) -> Option<Event> {
        let chat = self.chats.get_mut(&chat_id)?;
        self.last_message += 1;
        chat.revision += 1;
        let (me, companion) = (ME, chat.companion.user_id);
        let message = Message {
            message_id: MessageId::stored(self.last_message),
            chat_id: chat.chat_id,
            sender_id: if own { me } else { companion },
            receiver_id: if own { companion } else { me },
            text: text.into(),
            written_at: simple_chats_domain::parse_time("2026-01-01T00:00:00.000Z")?,
            edited_at: None,
            client_id: client_id.map(str::to_owned),
        };
        let entry = (chat.revision, Some(message.clone()), client_id.map(str::to_owned));
        chat.stored.insert(self.last_message, entry);
        Some(Event::Message { chat_id: chat.chat_id, revision: chat.revision, message })
    }

    /// Answers a request of a client; nothing where there is none to give.
    pub(super) fn answer(&mut self, request: &Value) -> Option<(Value, Option<Event>)> {
        let chat_id = request["chat_id"].as_i64().unwrap_or(0);
        let mut event = None;
        let mut answer = match request["type"].as_str()? {
            "ping" => json!({"type": "pong"}),
            "send" => {
                // Where there is no chat with the companion any more, this server makes none.
                let chat_id = self.destination(request).unwrap_or(0);
                let (text, client_id) = (request["text"].as_str()?, request["client_id"].as_str()?);
                if self.sent_before(chat_id, client_id).is_none() {
                    event = self.send(chat_id, true, text, Some(client_id));
                }
                self.sent_before(chat_id, client_id).unwrap_or_else(not_found)
            }
            "resume" => self.state(request),
            _ => self.chats.get(&chat_id).map_or_else(not_found, |chat| chat.answer(request)),
        };
        answer["ref"] = request["ref"].clone();
        Some((answer, event))
    }

    fn destination(&self, request: &Value) -> Option<i64> {
        match request["companion_id"].as_i64() {
            None => request["chat_id"].as_i64(),
            Some(user_id) => self
                .chats
                .values()
                .find(|chat| chat.companion.user_id.get() == user_id)
                .map(|chat| chat.chat_id.get()),
        }
    }

    fn sent_before(&self, chat_id: i64, client_id: &str) -> Option<Value> {
        let chat = self.chats.get(&chat_id)?;
        let sent = |(_, (_, _, name)): &(&i64, &(i64, Option<Message>, Option<String>))| {
            name.as_deref() == Some(client_id)
        };
        let (message_id, (revision, message, _)) = chat.stored.iter().find(sent)?;
        Some(match message {
            Some(message) => json!({"type":"ack", "chat_id":chat_id, "revision":revision, "message":message}),
            None => json!({"type":"ack", "chat_id":chat_id, "revision":revision, "message_id":message_id,
                           "message":null, "deleted":true}),
        })
    }

    fn state(&self, request: &Value) -> Value {
        let have = request["have"].as_object().unwrap();
        let differs = |chat: &&ModelChat| {
            have.get(&chat.chat_id.to_string())
                != Some(&json!([chat.revision, chat.read_up_to, chat.companion_read_up_to]))
        };
        // Two chats a page, so that there are pages.
        let place = |chat: &ModelChat| chat.overview().cursor();
        let mut chats: Vec<_> = self.chats.values().collect();
        chats.sort_by_key(|chat| (-place(chat).last_message_id, -place(chat).chat_id));
        let before = request["before"].as_str().and_then(simple_chats_domain::ChatCursor::parse);
        let behind = |chat: &&ModelChat| {
            before.is_none_or(|before| {
                let place = place(chat);
                (place.last_message_id, place.chat_id) < (before.last_message_id, before.chat_id)
            })
        };
        let mut chats: Vec<_> = chats.into_iter().filter(behind).filter(differs).collect();
        let more = chats.len() > 2;
        chats.truncate(2);
        let next = chats.last().filter(|_| more).map(|chat| place(chat).to_string());
        let gone: Vec<i64> =
            have.keys().map(|key| key.parse().unwrap()).filter(|id| !self.chats.contains_key(id)).collect();
        let chats: Vec<_> = chats.into_iter().map(ModelChat::overview).collect();
        json!({"type":"state", "chats":chats, "next":next, "gone":gone})
    }
}

impl ModelChat {
    /// The messages that aren't deleted, oldest first.
    pub(super) fn messages(&self) -> Vec<Message> {
        self.stored.values().filter_map(|(_, message, _)| message.clone()).collect()
    }

    /// Gives the n-th message, counted round, another text.
    pub(super) fn edit(&mut self, n: usize, text: &str) -> Option<Event> {
        let revision = self.revision + 1;
        let (at, message) = self.undeleted(n)?;
        let message = message.as_mut()?;
        message.text = text.into();
        message.edited_at = simple_chats_domain::parse_time("2026-01-02T00:00:00.000Z");
        *at = revision;
        let message = message.clone();
        self.revision = revision;
        Some(Event::Edited { chat_id: self.chat_id, revision, message })
    }

    /// Deletes the n-th message, counted round.
    pub(super) fn delete(&mut self, n: usize) -> Option<Event> {
        let revision = self.revision + 1;
        let (at, message) = self.undeleted(n)?;
        *at = revision;
        let message_id = message.take()?.message_id;
        self.revision = revision;
        Some(Event::Deleted { chat_id: self.chat_id, revision, message_id })
    }

    /// Moves a read mark to the n-th message, counted round.
    pub(super) fn read(&mut self, own: bool, n: usize) -> Option<Event> {
        let messages = self.messages();
        let message_id = messages.get(n.checked_rem(messages.len())?)?.message_id;
        let mark = if own { &mut self.read_up_to } else { &mut self.companion_read_up_to };
        if message_id.get() <= *mark {
            return None;
        }
        *mark = message_id.get();
        let user_id = if own { ME } else { self.companion.user_id };
        Some(Event::Read { chat_id: self.chat_id, user_id, message_id })
    }

    pub(super) fn overview(&self) -> ChatOverview {
        ChatOverview {
            chat_id: self.chat_id,
            revision: self.revision,
            companion: self.companion.clone(),
            last_message: self.messages().pop(),
            unread: self.unread(),
            read_up_to: self.read_up_to,
            companion_read_up_to: self.companion_read_up_to,
        }
    }

    pub(super) fn unread(&self) -> i64 {
        let unread = |message: &&Message| {
            message.sender_id == self.companion.user_id && message.message_id.get() > self.read_up_to
        };
        i64::try_from(self.messages().iter().filter(unread).count()).unwrap()
    }

    fn undeleted(&mut self, n: usize) -> Option<(&mut i64, &mut Option<Message>)> {
        let undeleted = self.stored.values_mut().filter(|(_, message, _)| message.is_some());
        let mut undeleted: Vec<_> = undeleted.collect();
        let place = n.checked_rem(undeleted.len())?;
        let (revision, message, _) = undeleted.swap_remove(place);
        Some((revision, message))
    }

    fn answer(&self, request: &Value) -> Value {
        let mut answer = match request["type"].as_str().unwrap() {
            "sync" => self.changes(request["after"].as_i64().unwrap()),
            "history" => {
                let before = request["before"].as_i64().unwrap_or(i64::MAX);
                let limit = usize::try_from(request["limit"].as_i64().unwrap()).unwrap();
                let mut messages = self.messages();
                messages.retain(|message| message.message_id.get() < before);
                messages.reverse();
                let has_more = messages.len() > limit;
                messages.truncate(limit);
                json!({"type":"history", "messages":messages, "has_more":has_more})
            }
            other => panic!("the model does not know {other}"),
        };
        answer["chat_id"] = json!(self.chat_id);
        answer["revision"] = json!(self.revision);
        answer["read_up_to"] = json!(self.read_up_to);
        answer["companion_read_up_to"] = json!(self.companion_read_up_to);
        answer
    }

    /// Three changes a page, so that there are pages.
    fn changes(&self, after: i64) -> Value {
        if after > self.revision {
            return json!({"type":"changes", "changes":[], "has_more":false, "reset":true});
        }
        let mut changes: Vec<_> =
            self.stored.iter().filter(|(_, (revision, _, _))| *revision > after).collect();
        changes.sort_by_key(|(_, (revision, _, _))| *revision);
        let has_more = changes.len() > 3;
        changes.truncate(3);
        let change =
            |(message_id, (revision, message, _)): (&i64, &(i64, Option<Message>, Option<String>))| {
                match message {
                    Some(message) => json!({"revision":revision, "message":message}),
                    None => json!({"revision":revision, "deleted":message_id}),
                }
            };
        let changes: Vec<Value> = changes.into_iter().map(change).collect();
        json!({"type":"changes", "changes":changes, "has_more":has_more})
    }
}

fn not_found() -> Value {
    json!({"type":"error", "code":"not_found", "message":"No such chat"})
}
