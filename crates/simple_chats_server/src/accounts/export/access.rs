//! Who may export, and until when.

use super::super::current_credential::is_current;
use super::super::standing::find_usable;
use crate::delivery::Credential;
use crate::error::{AppError, AppResult};
use simple_chats_domain::UserId;
use simple_chats_persistence::{Account, DbConnection};

/// Who exports, and by what. The export ends when this does.
#[derive(Debug, Clone)]
pub(crate) struct ExportAccess {
    pub(crate) user_id: UserId,
    pub(crate) credential: Credential,
}

impl ExportAccess {
    /// The account. Fails if it is gone or suspended, or has another password by now, or if the session has ended.
    pub(super) fn check(&self, conn: &mut DbConnection) -> AppResult<Account> {
        let account = find_usable(conn, self.user_id)?;
        if is_current(conn, &account, &self.credential)? { Ok(account) } else { Err(AppError::TokenInvalid) }
    }
}
