//! How a user wants to be told of messages while no page is open.

use super::standing::lock_usable;
use crate::error::{AppResult, MissingRow};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{NotificationChange, NotificationSettings, UserId, cut_to_millis};
use simple_chats_persistence::{DbConnection, LockScope, mail_outbox, notification_settings, users};

/// The kind of the mails about missed messages.
pub(crate) const MISSED_MAIL: &str = "missed";

/// The user's settings.
pub(crate) fn find_notification_settings(
    conn: &mut DbConnection,
    me: UserId,
) -> AppResult<NotificationSettings> {
    Ok(notification_settings::find(conn, me)?)
}

/// Changes settings of the user. Returns all settings.
pub(crate) async fn update_notification_settings(
    state: &AppState,
    me: UserId,
    change: NotificationChange,
) -> AppResult<NotificationSettings> {
    state.rate_limiter.change(me)?;
    let update = move |conn: &mut DbConnection, _: &mut Vec<_>| -> AppResult<NotificationSettings> {
        lock_usable(conn, me)?;
        apply(conn, me, change)
    };
    state.database.write_locking(LockScope::Many, update).await
}

fn apply(conn: &mut DbConnection, me: UserId, change: NotificationChange) -> AppResult<NotificationSettings> {
    let before = notification_settings::find(conn, me)?;
    let after = change.applied_to(before);
    if after != before {
        notification_settings::set(conn, me, &after, cut_to_millis(Utc::now()))?;
    }
    if after.missed_mail_after.is_none() {
        mail_outbox::delete_kind_about(conn, MISSED_MAIL, me)?;
    }
    Ok(after)
}

/// The link by which whoever gets a mail about missed messages ends these mails, without a login. It stays valid, as mails are
/// kept for long.
pub(crate) fn unsubscribing_path(state: &AppState, user_id: UserId) -> String {
    format!("/notifications/end/{}", state.unsubscribing.sign(&user_id.to_string()))
}

/// The user whose mails a link ends, if it is valid.
pub(crate) fn find_unsubscribing_user(state: &AppState, token: &str) -> Option<UserId> {
    state.unsubscribing.verify(token)?.parse().ok().and_then(UserId::new)
}

/// Turns off the mails about missed messages, for whoever has a valid link. It isn't an error if the account is gone.
pub(crate) async fn end_missed_mails(state: &AppState, user_id: UserId) -> AppResult<()> {
    let change = NotificationChange { missed_mail_after: Some(None), ..NotificationChange::default() };
    let end = move |conn: &mut DbConnection, _: &mut Vec<_>| -> AppResult<()> {
        if users::lock_account(conn, user_id).or_none()?.is_some() {
            apply(conn, user_id, change)?;
        }
        Ok(())
    };
    state.database.write_locking(LockScope::Many, end).await
}
