//! How preferences are stored, for all that reads them beside the rows of chats.

use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::schema::chat_preferences;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::Mute;

/// The time in `muted_until` of a chat that is muted for ever, and in `wakes_from` of one that no message changes.
pub(crate) const NEVER: i64 = i64::MAX;

/// How a mute is stored.
pub(crate) fn mute_of(muted_until: i64) -> Option<Mute> {
    match muted_until {
        0 => None,
        NEVER => Some(Mute::Forever),
        millis => DateTime::from_timestamp_millis(millis).map(Mute::Until),
    }
}

/// Up to which message a user has cleared a chat; 0 if none.
pub(crate) fn cleared_up_to(conn: &mut DbConnection, chat_id: i64, user_id: i64) -> Result<i64> {
    let column = chat_preferences::table.find((chat_id, user_id)).select(chat_preferences::cleared_up_to);
    let found: Option<i64> = on_each_backend!(conn, |inner| column.first(inner).optional())?;
    Ok(found.unwrap_or(0))
}

/// The time from which a new message changes the preferences of a chat, as its row says it.
pub(crate) fn wakes_from(stored: i64) -> Option<DateTime<Utc>> {
    if stored == NEVER { None } else { DateTime::from_timestamp_millis(stored) }
}
