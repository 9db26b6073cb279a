//! Judges what happened to a server: a history of what clients asked for and were told, held against what the database
//! holds in the end and what each client sees. In the manner of Jepsen's checkers, it knows nothing of how the server works.
//!
//! Every text that is sent or edited in a history is used once, so that each can be traced to the request it came from.

mod judge;

pub use judge::judge;

use std::collections::BTreeMap;

/// All that was recorded.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// What was asked for, and how it ended.
    pub operations: Vec<Operation>,
    /// The changes that clients were told of, in the order in which each was told.
    pub told: Vec<Told>,
    /// What the database holds in the end, by chat.
    pub stored: BTreeMap<i64, StoredChat>,
    /// What each client sees in the end, by chat.
    pub views: Vec<View>,
}

/// Something that was asked for.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Who asked: a user's id.
    pub user_id: i64,
    /// In which chat.
    pub chat_id: i64,
    /// For what.
    pub ask: Ask,
    /// How it ended.
    pub outcome: Outcome,
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// To send a text under a client id.
    Send {
        /// The client id.
        client_id: String,
        /// The text.
        text: String,
    },
    /// To give a message another text.
    Edit {
        /// Which message.
        message_id: i64,
        /// The text.
        text: String,
    },
    /// To delete a message.
    Delete {
        /// Which message.
        message_id: i64,
    },
    /// To note that messages were seen.
    Read {
        /// The newest that was seen.
        message_id: i64,
    },
}

/// How something ended for the one who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was acknowledged: for this message, at this revision (0 for a read mark).
    Acknowledged {
        /// The message.
        message_id: i64,
        /// The chat's revision.
        revision: i64,
    },
    /// It was refused for good.
    Refused,
    /// Nobody knows: the connection or the server went away, and it was not asked again.
    Unknown,
}

/// A change that a client was told of by an event, an ack or an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Which client.
    pub client: usize,
    /// In which chat.
    pub chat_id: i64,
    /// The chat's revision that this is.
    pub revision: i64,
    /// Which message changed.
    pub message_id: i64,
    /// Its text from then on; nothing where it was deleted.
    pub text: Option<String>,
}

/// A chat as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredChat {
    /// Its revision.
    pub revision: i64,
    /// Its messages in order of id, deleted ones among them.
    pub messages: Vec<StoredRow>,
    /// Each user's read mark.
    pub marks: BTreeMap<i64, i64>,
}

/// A message as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRow {
    /// Its id.
    pub message_id: i64,
    /// Who sent it.
    pub sender_id: i64,
    /// Under which client id.
    pub client_id: Option<String>,
    /// Its text; nothing where it is deleted.
    pub text: Option<String>,
    /// At which revision it last changed.
    pub revision: i64,
}

/// What a client sees in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Which client.
    pub client: usize,
    /// Which chat.
    pub chat_id: i64,
    /// The chat's revision.
    pub revision: i64,
    /// The messages, by id and text, in order.
    pub messages: Vec<(i64, String)>,
    /// Each user's read mark.
    pub marks: BTreeMap<i64, i64>,
}

/// What is wrong with a history.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Something acknowledged is not there.
    Lost(String),
    /// Something is there more than once.
    Doubled(String),
    /// Two tell another order, or the order is not that of the revisions.
    Swapped(String),
    /// A text is there that nobody asked for in this place, or an older one than was acknowledged.
    Altered(String),
    /// Something is there that nobody asked for.
    Invented(String),
    /// A revision is missing, or used for two changes.
    Revisions(String),
    /// A client sees something else than the database holds.
    View(String),
    /// A read mark went back, or is not where it was acknowledged to be.
    Mark(String),
}
