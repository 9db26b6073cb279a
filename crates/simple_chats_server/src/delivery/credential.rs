//! The credentials of open sockets.

use simple_chats_domain::UserId;

/// The credential with which a socket was opened, in a form that can be checked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Credential {
    /// A browser's session, by its key.
    Session(String),
    /// The password, or a token that ends with it: the version of the account's credentials at that time.
    Version(i64),
}

/// The right to keep a socket open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) user_id: UserId,
    pub(crate) credential: Credential,
    /// The end of the right, in seconds since 1970.
    pub(crate) expires_at: Option<i64>,
}
