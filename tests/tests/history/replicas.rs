//! `resume` and `sync` bring a client up to date from any earlier state, after any changes of its user's chats. Random
//! changes by the server's use cases, on a database, are compared with a model of a few lines.

mod model;

use model::{Held, Model, Replica, Row};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use simple_chats_domain::{
    ChatCursor, ChatId, ClientId, Emoji, MessageId, MessageText, PreferencesChange, UserId, cut_to_millis,
};
use simple_chats_protocol::ChatMark;
use simple_chats_server::error::AppError;
use simple_chats_server::messaging::{self, Deleted, Destination, SendRequest};
use simple_chats_server::state::AppState;
use simple_chats_tests::{Backend, TestApp, on_both_databases};
use std::collections::{BTreeMap, BTreeSet};

const CASES: u32 = 24;

const REACTIONS: [Option<&str>; 3] = [Some("👍"), Some("❤️"), None];

/// With how many people the user chats.
const COMPANIONS: usize = 3;

/// Something that happens: who of the two does it, with which companion, and what.
#[derive(Debug, Clone)]
struct Step {
    is_own: bool,
    companion: usize,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    /// So many texts are sent in one request.
    Send(usize),
    /// A request is sent again.
    SendAgain(Index),
    /// A message gets another text.
    Edit(Index),
    /// A message is given the text that it has.
    EditToTheSame(Index),
    Delete(Index),
    /// One of two emoji, or none, becomes a reaction to any message.
    React(Index, usize),
    Read(Index),
    DeleteChat,
    /// One of the two clears the chat.
    Clear,
    /// The user pins the chat, or ends that.
    Pin,
    /// The user archives the chat, or ends that.
    Archive,
    /// A client that knows a moment of the past reads up to so many pages of each chat. How far it came is a moment too.
    CatchUp(Index, usize),
}

fn step() -> impl Strategy<Value = Step> {
    let kind = prop_oneof![
        4 => (1_usize..4).prop_map(Kind::Send),
        // More than a page of changes has.
        2 => (60_usize..=100).prop_map(Kind::Send),
        1 => any::<Index>().prop_map(Kind::SendAgain),
        4 => any::<Index>().prop_map(Kind::Edit),
        1 => any::<Index>().prop_map(Kind::EditToTheSame),
        3 => any::<Index>().prop_map(Kind::Delete),
        4 => (any::<Index>(), 0_usize..3).prop_map(|(place, emoji)| Kind::React(place, emoji)),
        3 => any::<Index>().prop_map(Kind::Read),
        1 => Just(Kind::DeleteChat),
        3 => Just(Kind::Clear),
        2 => Just(Kind::Pin),
        2 => Just(Kind::Archive),
        6 => (any::<Index>(), 1_usize..4).prop_map(|(past, pages)| Kind::CatchUp(past, pages)),
    ];
    (any::<bool>(), 0..COMPANIONS, kind).prop_map(|(is_own, companion, kind)| Step {
        is_own,
        companion,
        kind,
    })
}

/// A user with companions on a server, the model of their chats, and what clients held at any moment.
struct Scenario<'a> {
    state: &'a AppState,
    me: UserId,
    companions: Vec<UserId>,
    model: Model,
    moments: Vec<Replica>,
    count: usize,
}

impl Scenario<'_> {
    async fn take(&mut self, step: &Step) {
        self.count += 1;
        match &step.kind {
            Kind::CatchUp(past, pages) => {
                let past = self.moments[past.index(self.moments.len())].clone();
                let reached = self.catch_up(past.clone(), *pages).await;
                self.moments.push(reached);
                self.assert_present(past).await;
            }
            Kind::Send(count) => {
                let texts = (0..*count).map(|part| format!("text {} {part}", self.count)).collect();
                self.send(step, &format!("name {}", self.count), texts).await;
            }
            kind => self.change(step, kind).await,
        }
        self.moments.push(self.model.present());
    }

    /// A client that knows a moment of the past comes to know everything, but for chats that were cleared and that it doesn't
    /// hold.
    async fn assert_present(&self, past: Replica) {
        let (mut reached, mut present) = (self.catch_up(past, usize::MAX).await, self.model.present());
        for replica in [&mut reached, &mut present] {
            replica.retain(|chat_id, _| !self.model.is_hidden(*chat_id));
        }
        assert_eq!(reached, present);
    }

    fn who(&self, step: &Step) -> [UserId; 2] {
        let companion = self.companions[step.companion];
        if step.is_own { [self.me, companion] } else { [companion, self.me] }
    }

    /// Sends to the companion, which makes the chat if there is none.
    async fn send(&mut self, step: &Step, client_id: &str, texts: Vec<String>) {
        let [sender, receiver] = self.who(step);
        let sent = self.send_request(sender, Destination::Companion(receiver), client_id, &texts).await;
        let chat = self.model.chats.entry(step.companion).or_default();
        assert!(chat.id == 0 || chat.id == sent[0].0, "a pair has one chat");
        for ((chat_id, message_id, revision), text) in sent.into_iter().zip(&texts) {
            chat.id = chat_id;
            assert_eq!(chat.push(message_id, step.is_own, client_id, text), revision);
        }
    }

    /// Sends a request; returns chat, id and revision of each message.
    async fn send_request(
        &self,
        sender: UserId,
        destination: Destination,
        client_id: &str,
        texts: &[String],
    ) -> Vec<(i64, i64, i64)> {
        let texts = texts.iter().map(|text| MessageText::parse(text).unwrap()).collect();
        let client_id = Some(ClientId::parse(client_id).unwrap());
        let request = SendRequest {
            sender_id: sender,
            written_at: cut_to_millis(chrono::Utc::now()),
            destination,
            reply_to: None,
            attachment_ids: Vec::new(),
            texts,
            client_id,
            origin: None,
        };
        let sent = messaging::send(self.state, request).await.unwrap();
        let ids = |stored: &simple_chats_domain::StoredMessage| {
            (stored.message.chat_id.get(), stored.message.message_id.get(), stored.revision)
        };
        sent.messages.iter().map(ids).collect()
    }

    /// Changes what is there, if there is something.
    async fn change(&mut self, step: &Step, kind: &Kind) {
        let [me, _] = self.who(step);
        let Some(chat) = self.model.chats.get(&step.companion) else { return };
        let chat_id = ChatId::stored(chat.id);
        let own = chat.seen_rows(step.is_own, |row| row.is_own == step.is_own);
        match kind {
            Kind::DeleteChat => {
                messaging::delete_chat(self.state, me, chat_id).await.unwrap();
                self.model.chats.remove(&step.companion);
            }
            Kind::Read(place) => {
                let Some(row) = pick(&chat.seen_rows(step.is_own, |_| true), *place) else { return };
                let read =
                    messaging::mark_read(self.state, me, chat_id, MessageId::stored(row.message_id), None);
                let mark = read.await.unwrap().get();
                assert_eq!(self.chat(step).read(step.is_own, row.message_id), mark);
            }
            Kind::Clear => {
                let cleared = messaging::clear_chat(self.state, me, chat_id, None).await.unwrap();
                let chat = self.chat(step);
                chat.clear(step.is_own);
                assert!(!step.is_own || cleared.version == chat.version, "{cleared:?}");
            }
            Kind::Pin | Kind::Archive => self.prefer(step, chat_id).await,
            Kind::SendAgain(place) => {
                let Some(row) = pick(&own, *place) else { return };
                self.send_again(step, &row, me, chat_id).await;
            }
            Kind::Delete(place) => {
                let Some(row) = pick(&own, *place) else { return };
                let id = MessageId::stored(row.message_id);
                let deleted = messaging::delete_message(self.state, me, None, id, None).await.unwrap();
                assert_eq!(deleted, if row.text.is_some() { Deleted::Now } else { Deleted::Before });
                self.chat(step).set(row.message_id, None);
            }
            Kind::React(place, emoji) => {
                let Some(row) = pick(&chat.seen_rows(step.is_own, |_| true), *place) else { return };
                self.react(step, &row, me, REACTIONS[*emoji]).await;
            }
            Kind::Edit(place) => {
                let Some(row) = pick(&own, *place) else { return };
                self.edit(step, &row, me, format!("edited {}", self.count)).await;
            }
            Kind::EditToTheSame(place) => {
                let Some(row) = pick(&own, *place) else { return };
                self.edit(step, &row, me, row.text.clone().unwrap_or_else(|| "gone".to_owned())).await;
            }
            Kind::Send(_) | Kind::CatchUp(..) => unreachable!("these need no chat"),
        }
    }

    /// Pins or archives the user's chat, or ends that.
    async fn prefer(&mut self, step: &Step, chat_id: ChatId) {
        let chat = self.chat(step);
        let mut change = PreferencesChange::default();
        if matches!(step.kind, Kind::Pin) {
            chat.is_pinned = !chat.is_pinned;
            change.pinned = Some(chat.is_pinned);
        } else {
            chat.is_archived = !chat.is_archived;
            change.archived = Some(chat.is_archived);
        }
        chat.version += 1;
        let expected = (chat.version, chat.is_pinned, chat.is_archived);
        let now = messaging::prefer(self.state, self.me, chat_id, change, None).await.unwrap();
        assert_eq!((now.version, now.pinned, now.archived), expected);
    }

    /// What was sent under the client id of a message is sent again, if all of it reads as it did; else it is refused.
    async fn send_again(&mut self, step: &Step, row: &Row, me: UserId, chat_id: ChatId) {
        let chat = self.chat(step);
        let sent = chat.rows(|other| other.is_own == row.is_own && other.client_id == row.client_id);
        if sent.iter().any(|row| row.text.is_none()) {
            return;
        }
        let texts: Vec<String> = sent.iter().filter_map(|row| row.text.clone()).collect();
        let again = self.send_request(me, Destination::Chat(chat_id), &row.client_id, &texts).await;
        let before: Vec<_> = sent.iter().map(|row| (chat_id.get(), row.message_id, row.revision)).collect();
        assert_eq!(again, before);
    }

    async fn edit(&mut self, step: &Step, row: &Row, me: UserId, text: String) {
        let id = MessageId::stored(row.message_id);
        let parsed = MessageText::parse(&text).unwrap();
        let edited = messaging::edit_message(self.state, me, None, id, parsed, None).await;
        if row.text.is_none() {
            assert!(matches!(edited, Err(AppError::UnknownMessage(_))), "{edited:?}");
        } else {
            let expected = self.chat(step).set(row.message_id, Some(text));
            assert_eq!(edited.unwrap().revision, expected);
        }
    }

    async fn react(&mut self, step: &Step, row: &Row, me: UserId, emoji: Option<&str>) {
        let id = MessageId::stored(row.message_id);
        let parsed = emoji.map(|emoji| Emoji::parse(emoji).unwrap());
        let reacted = messaging::react(self.state, me, None, id, parsed, None).await;
        if row.text.is_none() {
            assert!(matches!(reacted, Err(AppError::UnknownMessage(_))), "{reacted:?}");
        } else {
            let expected = self.chat(step).react(row.message_id, step.is_own, emoji);
            assert_eq!(reacted.unwrap().revision, expected);
        }
    }

    fn chat(&mut self, step: &Step) -> &mut model::Chat {
        self.model.chats.get_mut(&step.companion).expect("there is a chat")
    }

    /// Brings what a client holds as far as so many pages of changes of each chat do.
    async fn catch_up(&self, mut held: Replica, pages: usize) -> Replica {
        let have = |held: &Replica| -> BTreeMap<ChatId, ChatMark> {
            let mark = |chat: &Held| {
                ChatMark::WithPreferences([chat.revision, chat.marks[0], chat.marks[1], chat.version])
            };
            held.iter().map(|(chat_id, chat)| (ChatId::stored(*chat_id), mark(chat))).collect()
        };
        let resumed = messaging::resume(self.state, self.me, have(&held), ChatCursor::START).await.unwrap();
        let (before, present) = (have(&held), have(&self.model.present()));
        let gone: BTreeSet<_> = before.keys().filter(|chat_id| !present.contains_key(chat_id)).collect();
        assert_eq!(resumed.gone.iter().collect::<BTreeSet<_>>(), gone);
        let differ: BTreeSet<_> = present
            .iter()
            .filter(|(chat_id, mark)| match before.get(chat_id) {
                Some(held) => held != *mark,
                None => !self.model.is_hidden(chat_id.get()),
            })
            .map(|(id, _)| *id)
            .collect();
        assert_eq!(resumed.chats.iter().map(|chat| chat.chat_id).collect::<BTreeSet<_>>(), differ);
        for chat_id in resumed.gone {
            held.remove(&chat_id.get());
        }
        for chat in resumed.chats {
            let held = held.entry(chat.chat_id.get()).or_default();
            held.version = chat.preferences.version;
            held.messages.retain(|message_id, _| *message_id > chat.preferences.cleared_up_to);
        }
        for chat_id in differ {
            self.sync(chat_id, held.entry(chat_id.get()).or_default(), pages).await;
        }
        held
    }

    async fn sync(&self, chat_id: ChatId, held: &mut Held, pages: usize) {
        for _ in 0..pages {
            let read = messaging::list_changes(self.state, self.me, chat_id, held.revision).await.unwrap();
            let page = read.changes.expect("nobody is ahead");
            held.marks = [read.chat.read_up_to(self.me), read.chat.companion_read_up_to(self.me)];
            for change in page.items {
                assert!(change.revision > held.revision, "changes come in order of revision");
                held.revision = change.revision;
                let message_id = change.message.message_id.get();
                if change.deleted {
                    held.messages.remove(&message_id);
                } else {
                    let is_own = |user_id: UserId| user_id == self.me;
                    let reactions = change.message.reactions.iter();
                    let reactions =
                        reactions.map(|reaction| (is_own(reaction.user_id), reaction.emoji.clone()));
                    held.messages.insert(message_id, (change.message.text, reactions.collect()));
                }
            }
            if !page.more {
                let is_whole = self.model.cleared(chat_id.get()) == 0;
                assert!(
                    !is_whole || held.revision == read.chat.revision,
                    "the last change is the chat's revision"
                );
                held.revision = read.chat.revision;
                return;
            }
        }
    }
}

fn pick(rows: &[Row], place: Index) -> Option<Row> {
    (!rows.is_empty()).then(|| rows[place.index(rows.len())].clone())
}

async fn run_steps(app: &TestApp, number: usize, steps: &[Step]) {
    let user_id = |user: simple_chats_tests::TestUser| UserId::stored(user.user_id);
    let me = user_id(app.register(&format!("me{number}")).await);
    let mut companions = Vec::new();
    for companion in 0..COMPANIONS {
        companions.push(user_id(app.register(&format!("companion{number}.{companion}")).await));
    }
    let (model, moments) = (Model::default(), vec![Replica::new()]);
    let mut scenario = Scenario { state: app.state(), me, companions, model, moments, count: 0 };
    for step in steps {
        scenario.take(step).await;
    }
    for past in scenario.moments.clone() {
        scenario.assert_present(past).await;
    }
}

fn catch_up_from_any_past(backend: Backend) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let app = runtime.block_on(TestApp::spawn(backend, &[]));
    let config =
        Config { cases: CASES, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
    let number = std::cell::Cell::new(0);
    let result = TestRunner::new(config).run(&prop::collection::vec(step(), 1..40), |steps| {
        number.set(number.get() + 1);
        runtime.block_on(run_steps(&app, number.get(), &steps));
        Ok(())
    });
    assert!(result.is_ok(), "{}", result.unwrap_err());
}

on_both_databases! {
    async fn clients_catch_up_from_any_past(backend: Backend) {
        tokio::task::spawn_blocking(move || catch_up_from_any_past(backend)).await.unwrap();
    }
}
