//! Parses requests of clients, which may be hostile: checks the limits, and names the field in an error.

use crate::client_frame::ClientFrame;
use crate::envelope::Envelope;
use crate::limits::{MAX_HISTORY_MESSAGES, MAX_REF_CHARS, MAX_RESUME_CHATS, MAX_WATCHED_USERS};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use simple_chats_domain::HistoryRange;

/// A frame that is not a valid request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct InvalidRequest {
    /// The request's `ref`, if it can be read.
    pub reference: Option<String>,
    /// The error, for the `error` frame.
    pub message: String,
}

/// Parses a request, and checks the limits of the protocol.
pub fn parse_request(text: &str) -> Result<Envelope<ClientFrame>, InvalidRequest> {
    let invalid = |reference, message| InvalidRequest { reference, message };
    let value: Value = match serde_json::from_str(text) {
        Ok(value @ Value::Object(_)) => value,
        Ok(_) => return Err(invalid(None, "A request is a JSON object".to_owned())),
        Err(error) => return Err(invalid(reference_in(text), format!("Not valid JSON: {error}"))),
    };
    let reference = match value.get("ref") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) if text.chars().count() <= MAX_REF_CHARS => Some(text.clone()),
        Some(_) => return Err(invalid(None, format!("ref: a string of up to {MAX_REF_CHARS} characters"))),
    };
    let frame = ClientFrame::deserialize(&value).map_err(|error| explained(&value, &error.to_string()));
    match frame.and_then(within_limits) {
        Ok(frame) => Ok(Envelope { frame, reference }),
        Err(message) => Err(invalid(reference, message)),
    }
}

/// The `ref` of a request that is JSON but for its strings: half of a surrogate pair makes one invalid, and the client must
/// learn which request failed.
fn reference_in(text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Reference {
        #[serde(rename = "ref")]
        reference: Option<String>,
    }
    let found = serde_json::from_str::<Reference>(text).ok()?.reference;
    found.filter(|reference| reference.chars().count() <= MAX_REF_CHARS)
}

/// How many characters of an unknown type an error repeats.
const MAX_SHOWN: usize = 40;

/// Names the field that an error is about, and what it must be, in words that need no knowledge of Rust. Fields are read in
/// their order up to the first faulty one, so that is the last of the shortest beginning with the same error, which few
/// readings find among any number of fields. If the error is there without any of them, it is that of `type`.
fn explained(request: &Value, error: &str) -> String {
    let Value::Object(fields) = request else { return error.to_owned() };
    if let Some(missing) = error.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        return format!("{missing}: {}", expectation(fields, missing));
    }
    let is_faulty_up_to = |count: usize| {
        let beginning =
            fields.iter().enumerate().filter(|(index, (name, _))| *index < count || *name == "type");
        let beginning = beginning.map(|(_, (name, value))| (name.clone(), value.clone())).collect();
        ClientFrame::deserialize(&Value::Object(beginning)).is_err_and(|other| other.to_string() == error)
    };
    let counts: Vec<usize> = (0..fields.len()).collect();
    let first_faulty = counts.partition_point(|count| !is_faulty_up_to(*count));
    let at_fault = first_faulty.checked_sub(1).and_then(|index| fields.keys().nth(index));
    let name = at_fault.map_or("type", String::as_str);
    format!("{name}: {}", expectation(fields, name))
}

/// What a field must be.
fn expectation(request: &Map<String, Value>, field: &str) -> String {
    const ID: &str = "Must be an integer from 1 to 2^53 - 1";
    let text = match field {
        "chat_id" | "companion_id" | "message_id" | "reply_to" => ID,
        "emoji" => "Must be an emoji or null",
        "before" | "after" | "around" if request.get("type").and_then(Value::as_str) == Some("history") => ID,
        "client_id" | "text" | "before" => "Must be a string",
        "limit" => return format!("Must be an integer from 1 to {MAX_HISTORY_MESSAGES}"),
        "after" => "Must be an integer from 0 on",
        "have" => "Must be an object with chat ids as names and lists of three or four integers as values",
        "pinned" | "archived" | "marked_unread" => "Must be true or false",
        "muted_until" => "Must be a time, \"forever\", or null",
        "attachment_ids" => "Must be a list of strings",
        "user_ids" => "Must be a list of integers from 1 to 2^53 - 1",
        _ => return expected_type(request.get("type")),
    };
    text.to_owned()
}

fn expected_type(given: Option<&Value>) -> String {
    let types = request_types().join(", ");
    match given.and_then(Value::as_str) {
        Some(given) => format!("{:?} is none of {types}", given.chars().take(MAX_SHOWN).collect::<String>()),
        None => format!("Must be one of {types}"),
    }
}

/// The types of requests, which serde lists between backticks behind the wrong one.
fn request_types() -> Vec<String> {
    let error = ClientFrame::deserialize(&json!({ "type": "" })).err().map(|error| error.to_string());
    error.unwrap_or_default().split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn within_limits(frame: ClientFrame) -> Result<ClientFrame, String> {
    match &frame {
        ClientFrame::Send { chat_id, companion_id, .. } if chat_id.is_some() == companion_id.is_some() => {
            Err("either chat_id or companion_id is needed".to_owned())
        }
        ClientFrame::History { limit, .. } if !(1..=MAX_HISTORY_MESSAGES).contains(limit) => {
            Err(format!("limit: 1 to {MAX_HISTORY_MESSAGES}"))
        }
        ClientFrame::History { before, after, around, .. }
            if HistoryRange::of(*before, *after, *around).is_none() =>
        {
            Err("only one of before, after, and around is possible".to_owned())
        }
        ClientFrame::Resume { have, .. } if have.len() > MAX_RESUME_CHATS => {
            Err(format!("have: up to {MAX_RESUME_CHATS} chats"))
        }
        ClientFrame::Watch { user_ids } if user_ids.len() > MAX_WATCHED_USERS => {
            Err(format!("user_ids: up to {MAX_WATCHED_USERS} people"))
        }
        ClientFrame::Sync { after, .. } if *after < 0 => Err("after: an integer from 0 on".to_owned()),
        _ => Ok(frame),
    }
}
