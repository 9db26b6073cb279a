//! The limits and times of the protocol.

use std::time::Duration;

/// The size of a client's message after reassembly, in bytes. A bigger one closes the socket with 1009.
pub const MAX_MESSAGE_BYTES: usize = 64 << 10;

/// The length of a `ref`, in characters.
pub const MAX_REF_CHARS: usize = 64;

/// The number of chats that `have` in a `resume` may name.
pub const MAX_RESUME_CHATS: usize = 1000;

/// The number of chats in one `state`.
pub const MAX_STATE_CHATS: usize = 200;

/// The number of changes in one `changes`.
pub const MAX_CHANGES: i64 = 200;

/// The number of messages in one `history`.
pub const MAX_HISTORY_MESSAGES: i64 = 100;

/// The number of messages in a `history` that names no `limit`.
pub const DEFAULT_HISTORY_MESSAGES: i64 = 30;

/// The number of messages in one `found`.
pub const MAX_FOUND_MESSAGES: i64 = 100;

/// The number of messages in a `found` if `search` names no `limit`.
pub const DEFAULT_FOUND_MESSAGES: i64 = 20;

/// The number of users in one `watch`.
pub const MAX_WATCHED_USERS: usize = 100;

/// Unread messages are counted up to this number, which means this many or more.
pub const MAX_UNREAD_COUNT: usize = 100;

/// The number of sockets of one user on one instance. One more is closed with 4429.
pub const MAX_SOCKETS_PER_USER: usize = 20;

/// The number of frames that may wait for a socket before it is closed with 4409.
pub const MAX_QUEUED_FRAMES: usize = 1024;

/// The number of bytes that may wait for a socket before it is closed with 4409.
pub const MAX_QUEUED_BYTES: usize = 4 << 20;

/// The number of bad requests within [`BAD_REQUEST_WINDOW`] that closes a socket with 4400.
pub const MAX_BAD_REQUESTS: usize = 20;

/// The span in which bad requests are counted.
pub const BAD_REQUEST_WINDOW: Duration = Duration::from_secs(10);

/// The server forwards `typing` at most this often.
pub const TYPING_INTERVAL: Duration = Duration::from_secs(1);

/// The server sends a WebSocket ping this often.
pub const PING_INTERVAL: Duration = Duration::from_secs(25);

/// The server closes a socket with 4408 after receiving nothing for this long.
pub const SOCKET_TIMEOUT: Duration = Duration::from_mins(1);

/// A user counts as online for this long after the last socket has closed.
pub const OFFLINE_DELAY: Duration = Duration::from_secs(10);

/// A client that receives nothing for this long sends `ping`.
pub const SILENCE_TIMEOUT: Duration = Duration::from_secs(25);

/// A client that waits this long for a response sends `ping`.
pub const RESPONSE_TIMEOUT: Duration = Duration::from_secs(5);

/// A client abandons the socket if it receives no response to its `ping` within this time.
pub const PONG_TIMEOUT: Duration = Duration::from_secs(5);

/// A client waits this long for a missing revision before it sends `sync`.
pub const GAP_TIMEOUT: Duration = Duration::from_secs(1);

/// A client waits a random time up to this one before it answers `resync`, so that not all of them do so at once.
pub const MAX_RESYNC_DELAY: Duration = Duration::from_secs(2);

/// The first delay before a client reconnects; each later one is twice as long.
pub const MIN_RECONNECT_DELAY: Duration = Duration::from_millis(500);

/// The longest delay before a client reconnects.
pub const MAX_RECONNECT_DELAY: Duration = Duration::from_secs(30);

/// The longest delay while the user looks at the client.
pub const MAX_VISIBLE_RECONNECT_DELAY: Duration = Duration::from_secs(5);
