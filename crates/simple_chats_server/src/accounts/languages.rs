//! The language that a user reads pages, mails, and notifications in.

use super::standing::lock_usable;
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use simple_chats_domain::{Language, UserId};
use simple_chats_persistence::{DbConnection, LockScope, users};

/// The language that the user has chosen; `None` for the one that each browser asks for.
pub(crate) fn find_language(conn: &mut DbConnection, me: UserId) -> AppResult<Option<Language>> {
    Ok(users::find_account(conn, me).or_not_found(|| AppError::TokenInvalid)?.language)
}

/// Sets the language of the user.
pub(crate) async fn update_language(
    state: &AppState,
    me: UserId,
    language: Option<Language>,
) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let update = move |conn: &mut DbConnection, _: &mut Vec<_>| -> AppResult<()> {
        lock_usable(conn, me)?;
        Ok(users::set_language(conn, me, language)?)
    };
    state.database.write_locking(LockScope::Many, update).await
}
