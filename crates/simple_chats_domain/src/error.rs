//! Error codes: one list for the REST API and the live protocol.

use serde::{Deserialize, Serialize};

/// A stable error code, by which programs tell errors apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The input is not JSON, has an unknown type, or has a missing or wrong field; the message names it.
    BadRequest,
    /// Credentials are missing or invalid.
    Unauthenticated,
    /// The caller may not post this form or see this page.
    Forbidden,
    /// The object doesn't exist, or is hidden from the caller.
    NotFound,
    /// The caller may see but not change the object, or is not a participant of the chat.
    NotYours,
    /// The path doesn't support this method.
    MethodNotAllowed,
    /// The body has another media type than the required one.
    UnsupportedMediaType,
    /// A text, a list, or a body is longer than allowed.
    TooLong,
    /// A text has no visible character.
    Empty,
    /// The object exists already, or an earlier request with the same key had other content.
    Conflict,
    /// The operation isn't possible with this target: the caller, or a deleted user.
    NotPossible,
    /// The object existed once and will not come back.
    Gone,
    /// The attachments of the user take too much space.
    QuotaExceeded,
    /// Too many requests: retry after `retry_after` seconds.
    RateLimited,
    /// A part of the server is down or overloaded: retry after `retry_after` seconds.
    Unavailable,
    /// The server failed.
    Internal,
}
