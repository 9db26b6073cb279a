//! Checks a history of requests to a server and of its deliveries to clients against the database and the view of each
//! client at the end. In the manner of Jepsen's checkers, it knows nothing of how the server works.
//!
//! Every text that is sent or edited in a history is used once, so that each can be traced to the request it came from.

#![expect(missing_docs, reason = "a comment that only repeats a name helps nobody")]

mod checker;
mod summary;

pub use checker::{check, check_views};

use simple_chats_domain::ErrorCode;
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default)]
pub struct History {
    /// The requests, and how they ended.
    pub operations: Vec<Operation>,
    /// The changes that clients got, in the order in which each got them.
    pub deliveries: Vec<Delivery>,
    /// What the database holds in the end, by chat.
    pub stored: BTreeMap<i64, StoredChat>,
    /// What each client sees in the end, by chat.
    pub views: Vec<View>,
    /// What clients met with that no right server does to them: one that sends them away, or has them start over.
    pub complaints: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Operation {
    pub user_id: i64,
    pub chat_id: i64,
    pub action: Action,
    /// When it was first requested, on a clock that all share and that only orders.
    pub invoked: u64,
    /// When the client knew how it ended, or gave up.
    pub ended: u64,
    /// How often it was requested at most: after a break it is repeated.
    pub attempts: usize,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// To send a text under a client id.
    Send {
        client_id: String,
        /// Which of the request's texts this is; all or none of them are sent.
        part: i32,
        text: String,
    },
    /// To give a message another text.
    Edit { message_id: i64, text: String },
    /// To delete a message.
    Delete { message_id: i64 },
    /// To note that messages were seen.
    Read {
        /// The newest that was seen.
        message_id: i64,
    },
    /// To list the changes.
    Look,
}

/// How a request ended for the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was acknowledged: for this message, at this revision if the answer names it.
    Acknowledged {
        /// The message; of a read mark, where it stands.
        message_id: i64,
        /// The chat's revision at which the message last changed; read marks have none, and the REST API names none.
        revision: Option<i64>,
    },
    /// The chat was seen, as it was at this revision.
    Seen { revision: i64 },
    /// It was refused for good.
    Refused(ErrorCode),
    /// Unknown: the connection or the server went away, and it was not repeated.
    Unknown,
}

/// A change that a client got. Each client gets a chat's changes in their order, each once. A reader counts
/// as a client of its own each time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    pub client: usize,
    pub chat_id: i64,
    /// The chat's revision that this is.
    pub revision: i64,
    pub message_id: i64,
    /// Its text from then on; nothing if it was deleted.
    pub text: Option<String>,
}

/// A chat as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredChat {
    pub revision: i64,
    /// Its messages in order of id, deleted ones among them.
    pub messages: Vec<StoredRow>,
    pub marks: BTreeMap<i64, i64>,
}

/// A message as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRow {
    pub message_id: i64,
    pub sender_id: i64,
    pub client_id: Option<String>,
    /// Which of the request's texts it is.
    pub part: i32,
    /// Its text; nothing if it is deleted.
    pub text: Option<String>,
    /// At which revision it last changed.
    pub revision: i64,
}

/// What a client sees in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Whose view it is, for people.
    pub viewer: String,
    pub chat_id: i64,
    pub revision: i64,
    /// The messages, by id and text, in order.
    pub messages: Vec<(i64, String)>,
    pub marks: BTreeMap<i64, i64>,
}

/// What is wrong with a history.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anomaly {
    /// Something acknowledged is not there.
    Lost(String),
    /// Something is there more than once.
    Duplicated(String),
    /// Two clients got another order, or the order is not that of the revisions.
    Reordered(String),
    /// A text is there that was not requested in this place, or an older one than was acknowledged.
    Altered(String),
    /// Something is there that was not requested.
    Invented(String),
    /// A revision is missing, or used for two changes.
    Revisions(String),
    /// A client sees something else than the database holds.
    View(String),
    /// A read mark went back, or is not where it was acknowledged to be.
    Mark(String),
    /// A request was refused that a right server fulfils.
    Refused(String),
    /// A client met with something that no right server does.
    Complaint(String),
}

impl Operation {
    /// Whether it may have been done: it was, or nobody knows. One that was refused in the end may have been done by an
    /// earlier attempt that was not answered.
    #[must_use]
    pub fn may_count(&self) -> bool {
        !matches!(self.outcome, Outcome::Refused(_)) || self.attempts > 1
    }

    /// When it was done at the latest, if it was; nothing if it may come about whenever. What is refused because the
    /// message is gone can't be done any more.
    #[must_use]
    pub fn deadline(&self) -> Option<u64> {
        (self.outcome != Outcome::Unknown).then_some(self.ended)
    }
}
