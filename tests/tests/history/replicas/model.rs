//! What chats come to, in a few lines: the revision counts changes, a message stays under its id, marks move forward.

use std::collections::BTreeMap;

/// What a client holds of its chats.
pub(super) type Replica = BTreeMap<i64, Held>;

/// What a client holds of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Held {
    pub(super) revision: i64,
    /// Own and the companion's.
    pub(super) marks: [i64; 2],
    /// The version of the user's preferences.
    pub(super) version: i64,
    pub(super) messages: BTreeMap<i64, (String, Reactions)>,
}

/// The reactions to a message, by whether they are own.
pub(super) type Reactions = BTreeMap<bool, String>;

/// The chats of one user, from the side of that user; companions are numbered.
#[derive(Default)]
pub(super) struct Model {
    pub(super) chats: BTreeMap<usize, Chat>,
}

/// A chat with a companion.
#[derive(Default)]
pub(super) struct Chat {
    pub(super) id: i64,
    revision: i64,
    /// Own and the companion's.
    marks: [i64; 2],
    rows: Vec<Row>,
    /// Up to where the two have cleared it, and whether it is in their lists since.
    cleared: [i64; 2],
    hidden: [bool; 2],
    /// The user's own preferences.
    pub(super) version: i64,
    pub(super) is_pinned: bool,
    pub(super) is_archived: bool,
}

/// A message, which may be deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) message_id: i64,
    pub(super) is_own: bool,
    pub(super) client_id: String,
    pub(super) text: Option<String>,
    reactions: Reactions,
    pub(super) revision: i64,
}

impl Model {
    /// What a client holds that knows everything, with chats that are in no list.
    pub(super) fn present(&self) -> Replica {
        self.chats.values().map(|chat| (chat.id, chat.held())).collect()
    }

    /// Whether the user has cleared a chat, which has had no message since.
    pub(super) fn is_hidden(&self, chat_id: i64) -> bool {
        self.chats.values().any(|chat| chat.id == chat_id && chat.hidden[0])
    }

    /// Up to where the user has cleared a chat.
    pub(super) fn cleared(&self, chat_id: i64) -> i64 {
        let chat = self.chats.values().find(|chat| chat.id == chat_id);
        chat.map_or(0, |chat| chat.cleared[0])
    }
}

impl Chat {
    /// A message is stored; returns its revision.
    pub(super) fn push(&mut self, message_id: i64, is_own: bool, client_id: &str, text: &str) -> i64 {
        self.hidden = [false, false];
        self.version += i64::from(std::mem::take(&mut self.is_archived));
        self.revision += 1;
        let (client_id, text, revision) = (client_id.to_owned(), Some(text.to_owned()), self.revision);
        let reactions = Reactions::new();
        self.rows.push(Row { message_id, is_own, client_id, text, reactions, revision });
        self.revision
    }

    /// A message reads differently from now on, or no more; what it says already is no change. Returns its revision.
    pub(super) fn set(&mut self, message_id: i64, text: Option<String>) -> i64 {
        let row = self.rows.iter_mut().find(|row| row.message_id == message_id).expect("it is there");
        if row.text != text {
            self.revision += 1;
            (row.text, row.revision) = (text, self.revision);
        }
        row.revision
    }

    /// A message gets another reaction of one of the users, or none; the same one is no change. Returns its revision.
    pub(super) fn react(&mut self, message_id: i64, is_own: bool, emoji: Option<&str>) -> i64 {
        let row = self.rows.iter_mut().find(|row| row.message_id == message_id).expect("it is there");
        let before = match emoji {
            Some(emoji) => row.reactions.insert(is_own, emoji.to_owned()),
            None => row.reactions.remove(&is_own),
        };
        if before.as_deref() != emoji {
            self.revision += 1;
            row.revision = self.revision;
        }
        row.revision
    }

    /// Moves a read mark, and returns its position.
    pub(super) fn read(&mut self, is_own: bool, message_id: i64) -> i64 {
        let mark = &mut self.marks[usize::from(!is_own)];
        *mark = message_id.max(*mark);
        *mark
    }

    /// Hides everything so far from one of the two; what neither sees is gone, without a new revision.
    pub(super) fn clear(&mut self, is_own: bool) {
        let side = usize::from(!is_own);
        let newest = self.rows.iter().map(|row| row.message_id).max().unwrap_or(0);
        let has_changed = !self.hidden[side] || newest > self.cleared[side];
        (self.cleared[side], self.hidden[side]) = (newest, true);
        self.version += i64::from(is_own && has_changed);
        let gone = self.cleared[0].min(self.cleared[1]);
        for row in self.rows.iter_mut().filter(|row| row.message_id <= gone) {
            row.text = None;
        }
    }

    /// All messages that one of the two sees and that fit, deleted ones among them.
    pub(super) fn seen_rows(&self, is_own: bool, fits: impl Fn(&Row) -> bool) -> Vec<Row> {
        let cleared = self.cleared[usize::from(!is_own)];
        self.rows(|row| row.message_id > cleared && fits(row))
    }

    /// All messages that fit, deleted ones among them.
    pub(super) fn rows(&self, fits: impl Fn(&Row) -> bool) -> Vec<Row> {
        self.rows.iter().filter(|row| fits(row)).cloned().collect()
    }

    fn held(&self) -> Held {
        let seen = self.rows.iter().filter(|row| row.message_id > self.cleared[0]);
        let messages =
            seen.filter_map(|row| Some((row.message_id, (row.text.clone()?, row.reactions.clone()))));
        let messages = messages.collect();
        Held { revision: self.revision, marks: self.marks, version: self.version, messages }
    }
}
