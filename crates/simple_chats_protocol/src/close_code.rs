//! The codes with which a server closes a socket, and how a client reacts.

/// The reason why the server closes a socket (RFC 6455, section 7.4; the protocol's own codes begin at 4400).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum CloseCode {
    /// The server is shutting down.
    GoingAway = 1001,
    /// A frame violates RFC 6455.
    ProtocolError = 1002,
    /// A binary frame.
    UnsupportedData = 1003,
    /// A text that is not UTF-8.
    InvalidText = 1007,
    /// A message over [`MAX_MESSAGE_BYTES`](crate::limits::MAX_MESSAGE_BYTES).
    MessageTooBig = 1009,
    /// The server failed.
    InternalError = 1011,
    /// Too many bad requests in a short time.
    BadRequests = 4400,
    /// Not logged in, or no longer.
    Unauthenticated = 4401,
    /// Nothing was received for [`SOCKET_TIMEOUT`](crate::limits::SOCKET_TIMEOUT).
    TimedOut = 4408,
    /// The client reads too slowly, and its send queue is full.
    TooSlow = 4409,
    /// The user has too many sockets.
    TooManySockets = 4429,
}

/// A client's reaction when the server has closed its socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientReaction {
    /// Reconnect at once: another instance is available, or the server will be soon.
    ReconnectNow,
    /// Reconnect after a delay that grows with each failure.
    Reconnect,
    /// Reconnect after the longest delay.
    Wait,
    /// Stop, and ask for new credentials.
    LogIn,
    /// Stop: the client has a bug, and would only repeat it.
    Stop,
}

impl CloseCode {
    /// Every code.
    pub const ALL: [Self; 11] = [
        Self::GoingAway,
        Self::ProtocolError,
        Self::UnsupportedData,
        Self::InvalidText,
        Self::MessageTooBig,
        Self::InternalError,
        Self::BadRequests,
        Self::Unauthenticated,
        Self::TimedOut,
        Self::TooSlow,
        Self::TooManySockets,
    ];

    /// The code with this number.
    #[must_use]
    pub fn from_number(number: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.number() == number)
    }

    /// The number on the wire.
    #[must_use]
    pub const fn number(self) -> u16 {
        self as u16
    }

    /// The client's reaction.
    #[must_use]
    pub const fn reaction(self) -> ClientReaction {
        match self {
            Self::GoingAway => ClientReaction::ReconnectNow,
            Self::InternalError | Self::ProtocolError | Self::TimedOut | Self::TooSlow => {
                ClientReaction::Reconnect
            }
            Self::TooManySockets => ClientReaction::Wait,
            Self::Unauthenticated => ClientReaction::LogIn,
            Self::UnsupportedData | Self::InvalidText | Self::MessageTooBig | Self::BadRequests => {
                ClientReaction::Stop
            }
        }
    }
}
