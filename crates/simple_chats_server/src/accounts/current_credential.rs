//! Whether a credential is still valid, for changes that depend on it.

use crate::delivery::Credential;
use crate::error::MissingRow;
use simple_chats_persistence::{Account, DbConnection, StoreError, personal_tokens, sessions};

/// Whether a credential of an account is still valid, in the transaction of a change that has locked the account.
pub(super) fn is_current(
    conn: &mut DbConnection,
    account: &Account,
    credential: &Credential,
) -> Result<bool, StoreError> {
    match credential {
        Credential::Session(key) => Ok(sessions::find(conn, key).or_none()?.is_some()),
        Credential::Version(version) => Ok(*version == account.credentials_version),
        Credential::Token(token_id, _) => {
            Ok(personal_tokens::filter_existing(conn, &[*token_id])?.contains(token_id))
        }
    }
}
