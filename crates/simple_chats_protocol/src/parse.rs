//! Parses requests of clients, which may be hostile: checks the limits, and names the field in an error.

use crate::client_frame::ClientFrame;
use crate::envelope::Envelope;
use crate::limits::{MAX_HISTORY_MESSAGES, MAX_REF_CHARS, MAX_RESUME_CHATS, MAX_WATCHED_USERS};
use serde::Deserialize;
use serde_json::Value;

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
        Err(error) => return Err(invalid(None, format!("Not valid JSON: {error}"))),
    };
    let reference = match value.get("ref") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) if text.chars().count() <= MAX_REF_CHARS => Some(text.clone()),
        Some(_) => return Err(invalid(None, format!("ref: a string of up to {MAX_REF_CHARS} characters"))),
    };
    let frame = ClientFrame::deserialize(&value).map_err(|error| with_field_name(&value, error.to_string()));
    match frame.and_then(within_limits) {
        Ok(frame) => Ok(Envelope { frame, reference }),
        Err(message) => Err(invalid(reference, message)),
    }
}

/// Puts the field's name before an error that only describes its value. Fields are read in their order up to the first faulty
/// one, so that is the last of the shortest beginning with the same error, which few readings find among any number of fields.
/// If the error is there without any of them, it is that of `type`.
fn with_field_name(request: &Value, error: String) -> String {
    let Value::Object(fields) = request else { return error };
    if error.starts_with("missing field") {
        return error;
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
    format!("{}: {error}", at_fault.map_or("type", String::as_str))
}

fn within_limits(frame: ClientFrame) -> Result<ClientFrame, String> {
    match &frame {
        ClientFrame::Send { chat_id, companion_id, .. } if chat_id.is_some() == companion_id.is_some() => {
            Err("either chat_id or companion_id is needed".to_owned())
        }
        ClientFrame::History { limit, .. } if !(1..=MAX_HISTORY_MESSAGES).contains(limit) => {
            Err(format!("limit: 1 to {MAX_HISTORY_MESSAGES}"))
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
