//! The codes by which programs tell errors apart: one list for the REST API and the live protocol.

use serde::{Deserialize, Serialize};

/// A stable code of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Not JSON, an unknown type, a missing or wrong field; the message names it.
    BadRequest,
    /// No credentials, or none that are valid.
    Unauthenticated,
    /// A form or page that one may not post or see.
    Forbidden,
    /// No such thing, or none of yours.
    NotFound,
    /// Yours to see but not to change, or a chat that you are no participant of.
    NotYours,
    /// The address knows no such method.
    MethodNotAllowed,
    /// The body is of another media type than the one asked for.
    UnsupportedMediaType,
    /// A text, a list or a body is longer than allowed.
    TooLong,
    /// A text in which nothing can be seen.
    Empty,
    /// It exists already, or the same request was made with another content.
    Conflict,
    /// It can't be done with these: with oneself, to a deleted user.
    NotPossible,
    /// Existed once, and will not be back.
    Gone,
    /// Too many requests; wait for `retry_after` seconds.
    RateLimited,
    /// A part of the server is away or overloaded; wait for `retry_after` seconds.
    Unavailable,
    /// The server failed.
    Internal,
}
