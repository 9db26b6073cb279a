//! The privacy settings of a user.

use super::standing::lock_usable;
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use simple_chats_domain::{Privacy, PrivacyChange, Publication, UserId};
use simple_chats_persistence::{DbConnection, LockScope, privacy};

/// The user's settings.
pub(crate) fn find_privacy(conn: &mut DbConnection, me: UserId) -> AppResult<Privacy> {
    privacy::find(conn, me).or_not_found(|| AppError::TokenInvalid)
}

/// Changes settings of the user, and what they hide in the user's chats, in one transaction. Returns all settings.
pub(crate) async fn update_privacy(
    state: &AppState,
    me: UserId,
    change: PrivacyChange,
) -> AppResult<Privacy> {
    state.rate_limiter.change(me)?;
    let update = move |conn: &mut DbConnection, publications: &mut Vec<_>| -> AppResult<Privacy> {
        privacy::lock_users(conn, &[me])?;
        lock_usable(conn, me)?;
        let before = find_privacy(conn, me)?;
        let after = change.applied_to(before);
        if after != before {
            privacy::set(conn, me, &after)?;
            privacy::apply_settings(conn, me, &before, &after)?;
        }
        if change.show_presence.is_some() {
            // Also if it is so already: an earlier attempt may not have been announced.
            publications.push(Publication::of_privacy(me, None));
        }
        Ok(after)
    };
    state.database.write_locking(LockScope::Many, update).await
}
