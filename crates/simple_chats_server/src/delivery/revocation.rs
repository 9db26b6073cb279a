//! Which sockets close because the user has logged out or changed the password.

use super::credential::Credential;
use serde::{Deserialize, Serialize};
use simple_chats_domain::PersonalTokenId;

/// A browser session that survives a change of the password under another key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSession {
    /// Its key until the change.
    pub old_key: String,
    /// Its key from then on.
    pub new_key: String,
}

/// Which of a user's sockets lose their right to be open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Revocation {
    /// All: the account was deleted, or the password was reset.
    All,
    /// All but those of one session, in which the user has changed the password. That session goes on under a new key.
    AllBut(KeptSession),
    /// All but those of personal tokens and of one session, if any, which goes on under a new key.
    AllButTokens(Option<KeptSession>),
    /// Those of one session: the user has logged out there.
    Session(String),
    /// Those of one personal token.
    Token(PersonalTokenId),
}

impl Revocation {
    /// Whether a socket with this credential has to close.
    pub(super) fn applies_to(&self, credential: &Credential) -> bool {
        let is_of = |key: &String| matches!(credential, Credential::Session(own) if own == key);
        match self {
            Self::All => true,
            Self::AllBut(kept) => !is_of(&kept.old_key),
            Self::AllButTokens(kept) => {
                !credential.is_token() && !kept.as_ref().is_some_and(|kept| is_of(&kept.old_key))
            }
            Self::Session(key) => is_of(key),
            Self::Token(token_id) => matches!(credential, Credential::Token(own, _) if own == token_id),
        }
    }

    /// Gives the credential of a session that goes on its new key.
    pub(super) fn renew(&self, credential: &mut Credential) {
        if let Self::AllBut(kept) | Self::AllButTokens(Some(kept)) = self
            && matches!(credential, Credential::Session(own) if *own == kept.old_key)
        {
            *credential = Credential::Session(kept.new_key.clone());
        }
    }
}
