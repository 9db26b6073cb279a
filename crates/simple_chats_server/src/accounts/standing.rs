//! Whether an account can be used, in the transaction of a change, whatever was true when the request came.

use crate::error::{AppError, AppResult, MissingRow};
use simple_chats_domain::UserId;
use simple_chats_persistence::{Account, DbConnection, users};

/// The account, unless it is suspended.
pub(super) fn refuse_suspended(account: Account) -> AppResult<Account> {
    if account.suspended_at.is_some() { Err(AppError::Suspended) } else { Ok(account) }
}

/// The account of the caller. Fails if it is suspended or gone.
pub(crate) fn find_usable(conn: &mut DbConnection, me: UserId) -> AppResult<Account> {
    refuse_suspended(users::find_account(conn, me).or_not_found(|| AppError::TokenInvalid)?)
}

/// As [`find_usable`], and nobody can suspend or delete the account until the transaction ends. Call it before the first
/// change.
pub(crate) fn lock_usable(conn: &mut DbConnection, me: UserId) -> AppResult<Account> {
    refuse_suspended(users::lock_account(conn, me).or_not_found(|| AppError::TokenInvalid)?)
}
