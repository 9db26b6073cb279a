//! The privacy settings of a user.

use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use simple_chats_domain::{Privacy, PrivacyChange, UserId};
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
    let update = move |conn: &mut DbConnection, _: &mut _| -> AppResult<(Privacy, Privacy)> {
        privacy::lock_users(conn, &[me])?;
        let before = find_privacy(conn, me)?;
        let after = change.applied_to(before);
        if after != before {
            privacy::set(conn, me, &after)?;
        }
        let shown =
            |settings: Privacy| (settings.show_presence, settings.send_read_marks, settings.send_typing);
        if shown(after) != shown(before) {
            privacy::apply_to_chats_of(conn, me)?;
        }
        Ok((before, after))
    };
    let (before, after) = state.database.write_locking(LockScope::Many, update).await?;
    if before.show_presence != after.show_presence {
        state.hub.privacy_changed(me, None);
    }
    Ok(after)
}
