//! Errors, named for what the program can do about them.

use simple_chats_domain::ErrorCode;
use simple_chats_protocol::ErrorFrame;

/// The reason why a request failed or its outcome is unknown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The server refused the request permanently, or the client did because the server would.
    #[error(transparent)]
    Refused(#[from] ErrorFrame),
    /// The outbox is full. The request was not queued.
    #[error("too many requests are queued")]
    Full,
    /// The database's history changed before the response came (see
    /// [`Update::EpochChanged`](crate::Update::EpochChanged)). The outcome is unknown.
    #[error("the server has another history than before")]
    EpochChanged,
    /// The client ended before the response came. The outcome is unknown. A message can be sent again with the same
    /// client id, and is stored once.
    #[error("the client has ended: {0}")]
    Ended(EndReason),
}

impl RequestError {
    /// The server's error code, if the request was refused and the code is known to this version.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Refused(error) => error.code,
            _ => None,
        }
    }

    pub(crate) fn refused(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::Refused(ErrorFrame::new(code, message))
    }
}

/// The reason why a client has ended permanently.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndReason {
    /// The program closed it, or dropped all its handles.
    #[error("it was closed")]
    Closed,
    /// The credentials are invalid or have expired. The program needs a new client with other credentials.
    #[error("not logged in")]
    LoggedOut,
    /// The server closed the socket with a code that means a bug in the client.
    #[error("the server closed the socket with code {0}")]
    ClosedByServer(u16),
    /// The server at this address does not speak the protocol, or refuses all clients: the HTTP status of the handshake.
    #[error("the server refused the handshake with status {0}")]
    Rejected(u16),
}

/// The reason why a client can't be created.
#[derive(Debug, thiserror::Error)]
pub enum OptionsError {
    /// The address is not that of a WebSocket.
    #[error("'{0}' is not the address of a WebSocket (ws://HOST:PORT/ws)")]
    Address(String),
    /// The address begins with `wss://`, but this crate was built without its feature `tls`.
    #[error("wss:// needs the feature `tls`")]
    NoTls,
    /// The credentials contain characters that a header can't.
    #[error("the credentials contain characters that a header can't")]
    Credentials,
}
