//! The credentials of requests and open sockets.

use simple_chats_domain::{PersonalTokenId, TokenScope, UserId};

/// The credential of a request or of a socket, in a form that can be checked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Credential {
    /// A browser's session, by its key.
    Session(String),
    /// The password, or a token that ends with it: the version of the account's credentials at that time.
    Version(i64),
    /// A personal token.
    Token(PersonalTokenId, TokenScope),
}

impl Credential {
    /// Whether it is for a program that acts for the user, and not for the user.
    pub(crate) fn is_token(&self) -> bool {
        matches!(self, Self::Token(..))
    }

    pub(crate) fn token_id(&self) -> Option<PersonalTokenId> {
        if let Self::Token(token_id, _) = self { Some(*token_id) } else { None }
    }

    pub(crate) fn may_only_read(&self) -> bool {
        matches!(self, Self::Token(_, TokenScope::Read))
    }
}

/// The right of a request, or to keep a socket open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) user_id: UserId,
    pub(crate) credential: Credential,
    /// The end of the right, in seconds since 1970.
    pub(crate) expires_at: Option<i64>,
}
