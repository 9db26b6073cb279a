//! What clients ask and the answers that are theirs alone. Events and acks are types of the domain.

use crate::error::AppError;
use crate::messaging::{Changes, History, Mark, Resumed};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use simple_chats_domain::{ChatId, ChatOverview, ErrorCode, Message, MessageId, Page, StoredMessage, UserId};
use std::collections::HashMap;

/// How many chats a client may name in `resume`.
const MAX_HELD: usize = 1000;

/// How many people a client may name in `watch`.
const MAX_WATCHED: usize = 100;

/// How many characters a `ref` may have.
const MAX_REFERENCE: usize = 64;

/// A request with what the client calls it.
#[derive(Debug)]
pub(super) struct Request {
    /// The request's `ref`, which its answer carries too.
    pub(super) reference: Option<String>,
    /// What is asked; or why it can't be understood.
    pub(super) ask: Result<Ask, String>,
}

/// What a client asks.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Ask {
    /// Send a message.
    Send {
        /// What the client calls the sending.
        client_id: String,
        /// What it says.
        text: String,
        /// Into which chat.
        #[serde(default)]
        chat_id: Option<ChatId>,
        /// Or to whom; the chat is made where there is none.
        #[serde(default)]
        companion_id: Option<UserId>,
    },
    /// Give a message another text.
    Edit {
        /// Which message.
        message_id: MessageId,
        /// What it says from now on.
        text: String,
    },
    /// Delete a message.
    Delete {
        /// Which message.
        message_id: MessageId,
    },
    /// Read a chat's messages, newest first.
    History {
        /// Which chat.
        chat_id: ChatId,
        /// Only those before this one.
        #[serde(default)]
        before: Option<MessageId>,
        /// How many, 1 to 100.
        #[serde(default = "usual_limit")]
        limit: i64,
    },
    /// Compare what the client holds with what there is.
    Resume {
        /// By chat id: revision, own read mark, companion's read mark.
        have: HashMap<String, Mark>,
        /// Where to go on.
        #[serde(default)]
        before: Option<String>,
    },
    /// Read what has changed in a chat.
    Sync {
        /// Which chat.
        chat_id: ChatId,
        /// Since which revision.
        after: i64,
    },
    /// Note that messages were seen.
    Read {
        /// In which chat.
        chat_id: ChatId,
        /// The newest that was seen.
        message_id: MessageId,
    },
    /// Tell the companion that one is writing.
    Typing {
        /// In which chat.
        chat_id: ChatId,
    },
    /// Be told of these people, and of no others.
    Watch {
        /// Up to 100 people with whom one has a chat.
        user_ids: Vec<UserId>,
    },
    /// Is somebody there?
    Ping,
}

fn usual_limit() -> i64 {
    30
}

impl Request {
    /// Reads a frame. A request that can't be understood still has its `ref`, where that can.
    #[must_use]
    pub(super) fn parse(text: &str) -> Self {
        let value: Value = match serde_json::from_str(text) {
            Ok(value @ Value::Object(_)) => value,
            Ok(_) => return Self::refused(None, "A request is a JSON object".to_owned()),
            Err(error) => return Self::refused(None, format!("Not valid JSON: {error}")),
        };
        let reference = match value.get("ref") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) if text.chars().count() <= MAX_REFERENCE => Some(text.clone()),
            Some(_) => {
                return Self::refused(None, format!("ref: a string of up to {MAX_REFERENCE} characters"));
            }
        };
        let asked = Ask::deserialize(&value).map_err(|error| with_field(&value, error.to_string()));
        Self { reference, ask: asked.and_then(Ask::checked) }
    }

    fn refused(reference: Option<String>, why: String) -> Self {
        Self { reference, ask: Err(why) }
    }
}

/// Puts the field's name before an error that says only what is wrong with its value: that of the field without which
/// it would be another error, and that of the type where there is no such field.
fn with_field(request: &Value, error: String) -> String {
    let Value::Object(fields) = request else { return error };
    if error.starts_with("missing field") {
        return error;
    }
    let is_at_fault = |name: &&str| {
        let mut others = fields.clone();
        others.remove(*name);
        Ask::deserialize(&Value::Object(others)).err().is_none_or(|other| other.to_string() != error)
    };
    let names = fields.keys().map(String::as_str).filter(|name| *name != "type");
    format!("{}: {error}", { names }.find(is_at_fault).unwrap_or("type"))
}

impl Ask {
    fn checked(self) -> Result<Self, String> {
        match &self {
            Self::Send { chat_id, companion_id, .. } if chat_id.is_some() == companion_id.is_some() => {
                Err("either chat_id or companion_id is needed".to_owned())
            }
            Self::History { limit, .. } if !(1..=100).contains(limit) => Err("limit: 1 to 100".to_owned()),
            Self::Resume { have, .. } if have.len() > MAX_HELD => {
                Err(format!("have: up to {MAX_HELD} chats"))
            }
            Self::Watch { user_ids } if user_ids.len() > MAX_WATCHED => {
                Err(format!("user_ids: up to {MAX_WATCHED} people"))
            }
            Self::Sync { after, .. } if *after < 0 => Err("after: an integer from 0 on".to_owned()),
            _ => Ok(self),
        }
    }
}

/// What the server says to one socket alone.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Deserialize))]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Answer {
    /// The socket takes part, and will miss nothing from now on.
    Ready {
        /// Who is signed in.
        user_id: UserId,
        /// The name of the database's history.
        epoch: String,
        /// When this was sent.
        server_time: String,
    },
    /// A part of a chat's history, newest first.
    History {
        /// Which chat.
        chat_id: ChatId,
        /// The messages.
        messages: Vec<Message>,
        /// Whether there are older ones.
        has_more: bool,
        /// The chat's revision before the messages were read.
        revision: i64,
        /// The newest message that the user has seen.
        read_up_to: i64,
        /// The newest message that the companion has seen.
        companion_read_up_to: i64,
    },
    /// The chats that differ from what the client holds.
    State {
        /// The chats, newest first.
        chats: Vec<ChatOverview>,
        /// Where to go on, or null.
        next: Option<String>,
        /// Which of the client's chats are no more.
        gone: Vec<ChatId>,
    },
    /// What has changed in a chat.
    Changes(ChangesShape),
    /// Yes.
    Pong,
    /// A request was not done.
    Error {
        /// The reason, for programs.
        code: ErrorCode,
        /// The reason, for people.
        message: String,
        /// After how many seconds it is worth another try.
        #[serde(skip_serializing_if = "Option::is_none")]
        retry_after: Option<u64>,
    },
}

/// What has changed in a chat, as its reader sees it; the REST API answers the same.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Deserialize))]
pub struct ChangesShape {
    chat_id: ChatId,
    changes: Vec<Change>,
    has_more: bool,
    revision: i64,
    read_up_to: i64,
    companion_read_up_to: i64,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    reset: bool,
}

/// A message at its latest revision.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Deserialize))]
#[serde(untagged)]
enum Change {
    Message { revision: i64, message: Message },
    Deleted { revision: i64, deleted: MessageId },
}

impl ChangesShape {
    /// The shape of changes for one of the chat's users.
    #[must_use]
    pub fn of(me: UserId, Changes { chat, changes }: Changes) -> Self {
        let reset = changes.is_none();
        let page = changes.unwrap_or(Page { items: Vec::new(), more: false });
        Self {
            chat_id: chat.chat_id,
            changes: page.items.into_iter().map(Change::from).collect(),
            has_more: page.more,
            revision: chat.revision,
            read_up_to: chat.read_up_to(me),
            companion_read_up_to: chat.companion_read_up_to(me),
            reset,
        }
    }
}

impl From<StoredMessage> for Change {
    fn from(stored: StoredMessage) -> Self {
        let StoredMessage { message, revision, deleted } = stored;
        if deleted {
            Self::Deleted { revision, deleted: message.message_id }
        } else {
            Self::Message { revision, message }
        }
    }
}

/// An answer with the `ref` of its request.
#[derive(Debug, Serialize)]
pub(super) struct Reply {
    /// The answer.
    #[serde(flatten)]
    pub(super) answer: Answer,
    /// What the client called the request.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<String>,
}

impl Answer {
    /// The answer to a request that can't be understood.
    #[must_use]
    pub(super) fn bad_request(message: String) -> Self {
        Self::Error { code: ErrorCode::BadRequest, message, retry_after: None }
    }

    /// What has changed in the list of chats.
    #[must_use]
    pub(super) fn state(resumed: Resumed) -> Self {
        let next = resumed.next.map(|place| place.to_string());
        Self::State { chats: resumed.chats, next, gone: resumed.gone }
    }

    /// A part of a history, as its reader sees it.
    #[must_use]
    pub(super) fn history(me: UserId, history: History) -> Self {
        let History { chat, messages } = history;
        Self::History {
            chat_id: chat.chat_id,
            messages: messages.items,
            has_more: messages.more,
            revision: chat.revision,
            read_up_to: chat.read_up_to(me),
            companion_read_up_to: chat.companion_read_up_to(me),
        }
    }
}

impl From<AppError> for Answer {
    /// What is another's looks like what doesn't exist.
    fn from(error: AppError) -> Self {
        error.log();
        let (code, message) = match &error {
            AppError::NotAParticipant(chat_id) => {
                (ErrorCode::NotFound, AppError::UnknownChat(chat_id.to_string()).to_string())
            }
            other => (other.kind().0, other.to_string()),
        };
        Self::Error { code, message, retry_after: error.retry_after() }
    }
}

#[cfg(test)]
mod documented;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn refusal(text: &str) -> (Option<String>, String) {
        let request = Request::parse(text);
        (request.reference, request.ask.expect_err("understood"))
    }

    #[test]
    fn a_faulty_field_is_named_and_the_ref_kept() {
        let (reference, why) = refusal(r#"{"type":"edit","ref":"a","message_id":"x","text":"t"}"#);
        assert_eq!(reference.as_deref(), Some("a"));
        assert!(why.starts_with("message_id: invalid type"), "{why}");
        assert!(refusal(r#"{"type":"edit","message_id":1}"#).1.contains("text"));
        assert!(refusal(r#"{"type":"dance"}"#).1.contains("dance"));
        assert!(refusal(r#"{"type":"send","client_id":"x","text":"t"}"#).1.contains("companion_id"));
        assert!(refusal(r#"{"type":"history","chat_id":1,"limit":101}"#).1.contains("limit"));
        let why = refusal(r#"{"type":"delete","message_id":0}"#).1;
        assert!(why.starts_with("message_id: ") && why.contains("2^53"), "{why}");
        assert!(refusal("[]").1.contains("object"));
        assert!(refusal("{").1.contains("JSON"));
    }

    #[test]
    fn fields_that_are_not_known_are_passed_over() {
        let request = Request::parse(r#"{"type":"ping","colour":"red","ref":null}"#);
        assert!(matches!(request.ask, Ok(Ask::Ping)));
    }

    #[test]
    fn a_chat_of_others_looks_like_none() {
        let json = |error: AppError| serde_json::to_string(&Answer::from(error)).unwrap();
        let others = json(AppError::NotAParticipant(ChatId::stored(5)));
        assert_eq!(others, json(AppError::UnknownChat("5".into())));
        assert_eq!(others, r#"{"type":"error","code":"not_found","message":"Chat 5 does not exist"}"#);
    }

    proptest! {
        #[test]
        fn no_frame_makes_it_panic(text in ".*") {
            let _ = Request::parse(&text);
        }
    }
}
