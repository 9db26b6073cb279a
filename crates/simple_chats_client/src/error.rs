//! What can go wrong, named for what the program can do about it.

use crate::frames::Refusal;
use simple_chats_domain::ErrorCode;

/// Why a request of the program was not done, or why that isn't known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// It was refused for good: by the server, or by the client because the server would.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Too many requests wait already; this one was not even begun.
    #[error("too many requests wait to be sent")]
    Full,
    /// The server's past was replaced before the answer came, see [`Update::EpochChanged`](crate::Update::EpochChanged).
    /// Whether it was done is not known.
    #[error("the server has another past than before")]
    EpochChanged,
    /// The client ended before the answer came. Whether it was done is not known; a message can be sent again under the
    /// same client id, and will be there once.
    #[error("the client has ended: {0}")]
    Ended(EndReason),
}

impl RequestError {
    /// The server's code, where the request was refused and the code is known.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Refused(refusal) => refusal.code,
            _ => None,
        }
    }

    pub(crate) fn refused(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::Refused(Refusal { code: Some(code), message: message.into(), retry_after: None })
    }
}

/// Why a client has ended for good.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndReason {
    /// The program has closed it, or let go of all its handles.
    #[error("it was closed")]
    Closed,
    /// The credentials are not, or no longer, valid: another client with others is needed.
    #[error("not signed in")]
    LoggedOut,
    /// The server has closed the socket because of what the client did (a code of the protocol): a fault in here.
    #[error("the server refuses this client (code {0})")]
    ClosedByServer(u16),
    /// What answers at the address is no server of this protocol, or lets nobody in: the HTTP status.
    #[error("the server does not open a socket (status {0})")]
    Rejected(u16),
}

/// Why a client can't be made.
#[derive(Debug, thiserror::Error)]
pub enum OptionsError {
    /// The address is none of a WebSocket.
    #[error("'{0}' is no address of a WebSocket (ws://HOST:PORT/ws)")]
    Address(String),
    /// A `wss://` address, and this crate was built without its feature `tls`.
    #[error("wss:// needs the feature `tls`")]
    NoTls,
    /// The credentials can't stand in a header.
    #[error("the credentials have characters that can't be sent")]
    Credentials,
}
