//! Who may have a username: it is unique, looks like no other, and one that was changed stays with its user for a while.

use crate::error::{AppError, AppResult};
use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_domain::{UserId, Username};
use simple_chats_persistence::{DbConnection, former_usernames};

/// For how long nobody else can take a username that its user has changed.
const KEPT_FOR: TimeDelta = TimeDelta::days(30);

/// Has a user, who has a new username by now, keep it, unless somebody else had it lately.
pub(super) fn take_username(
    conn: &mut DbConnection,
    user_id: UserId,
    username: &Username,
    now: DateTime<Utc>,
) -> AppResult<()> {
    if former_usernames::is_kept_from(conn, user_id, &username.key(), now)? {
        return Err(username_taken(username));
    }
    if former_usernames::is_like_kept_from(conn, user_id, &username.skeleton(), now)? {
        return Err(username_alike(username));
    }
    Ok(former_usernames::release(conn, &username.key())?)
}

/// Keeps the username that a user has had until now from everybody else.
pub(super) fn keep_former_username(
    conn: &mut DbConnection,
    user_id: UserId,
    username: &str,
    now: DateTime<Utc>,
) -> AppResult<()> {
    Ok(former_usernames::keep(conn, user_id, username, now + KEPT_FOR)?)
}

pub(super) fn username_alike(username: &Username) -> AppError {
    AppError::UsernameAlike(username.as_str().to_owned())
}

pub(super) fn username_taken(username: &Username) -> AppError {
    AppError::UsernameTaken(username.as_str().to_owned())
}
