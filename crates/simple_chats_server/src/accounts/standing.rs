//! Whether an account can still be used, in the transaction of a change.

use crate::error::{AppError, AppResult};
use simple_chats_domain::UserId;
use simple_chats_persistence::users::Standing;
use simple_chats_persistence::{DbConnection, users};

/// Fails if the account is suspended or gone, whatever was true when the request came. Otherwise it can be used until the
/// transaction ends. Call it before the first change.
pub(crate) fn lock_usable(conn: &mut DbConnection, me: UserId) -> AppResult<()> {
    match users::lock_standing(conn, me)? {
        Standing::Good => Ok(()),
        Standing::Suspended => Err(AppError::Suspended),
        Standing::Deleted => Err(AppError::TokenInvalid),
    }
}
