//! Decides the next request of a client.

use crate::history::recorder::{Recorder, Sending};
use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

/// Something to do.
#[derive(Debug, Clone)]
pub(super) enum PlannedAction {
    Send(Sending),
    Edit { chat_id: i64, message_id: i64, text: String },
    Delete { chat_id: i64, message_id: i64 },
    Read { chat_id: i64, message_id: i64 },
    Look { chat_id: i64, after: i64 },
}

/// Who does things.
pub(super) struct Author {
    name: String,
    pub(super) user_id: i64,
    chats: Vec<i64>,
    pub(super) random: StdRng,
    count: usize,
}

impl Author {
    pub(super) fn new(name: String, user_id: i64, chats: Vec<i64>, random: StdRng) -> Self {
        Self { name, user_id, chats, random, count: 0 }
    }

    /// The next planned; a request to send has up to so many texts. Where there is nothing to be changed, something is sent.
    pub(super) fn next(&mut self, recorder: &Recorder, texts: usize) -> PlannedAction {
        self.count += 1;
        let chat_id = *self.chats.choose(&mut self.random).expect("everybody has a chat");
        let own = recorder.any_message(&mut self.random, chat_id, self.user_id);
        let any = recorder.any_message_in(&mut self.random, chat_id);
        let again = recorder.any_sending(&mut self.random, self.user_id);
        match (self.random.random_range(0..100), own, any, again) {
            (0..20, Some(message_id), ..) => {
                PlannedAction::Edit { chat_id, message_id, text: self.text("edited", 0) }
            }
            (20..27, Some(message_id), ..) => PlannedAction::Delete { chat_id, message_id },
            (27..42, _, Some(message_id), _) => PlannedAction::Read { chat_id, message_id },
            (42..50, ..) => {
                let newest = recorder.newest_revision(chat_id);
                PlannedAction::Look {
                    chat_id,
                    after: newest.saturating_sub(self.random.random_range(0..40)).max(0),
                }
            }
            (50..55, .., Some(sending)) if sending.texts.len() <= texts => PlannedAction::Send(sending),
            _ => {
                let count = self.random.random_range(1..=texts);
                let texts = (0..count).map(|part| self.text("sent", part)).collect();
                PlannedAction::Send(Sending {
                    chat_id,
                    client_id: format!("{}-{}", self.name, self.count),
                    texts,
                })
            }
        }
    }

    /// A text like no other, now and then a long one.
    fn text(&mut self, what: &str, part: usize) -> String {
        let filling = if self.random.random_bool(0.1) { self.random.random_range(0..3000) } else { 0 };
        format!("{what} by {} as {}.{part}{}", self.name, self.count, "é".repeat(filling))
    }
}
