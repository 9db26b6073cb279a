//! How preferences are stored, for all that reads them beside the rows of chats.

use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::schema::chat_preferences;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{ChatPreferences, Mute};

/// The time in `muted_until` of a chat that is muted for ever, and in `wakes_from` of one that no message changes.
pub(crate) const NEVER: i64 = i64::MAX;

/// What a user has set for a chat. A chat without a row has the default values.
#[derive(Debug, Clone, Copy, Default, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = chat_preferences)]
pub(crate) struct PreferenceColumns {
    version: i64,
    pub(crate) pinned_at: i64,
    archived: bool,
    muted_until: i64,
    marked_unread: bool,
    pub(crate) cleared_up_to: i64,
    pub(crate) hidden: bool,
}

impl PreferenceColumns {
    pub(crate) fn preferences(self) -> ChatPreferences {
        ChatPreferences {
            version: self.version,
            pinned: self.pinned_at > 0,
            archived: self.archived,
            muted_until: mute_of(self.muted_until),
            marked_unread: self.marked_unread,
            cleared_up_to: self.cleared_up_to,
        }
    }

    /// The columns with other preferences. A pin takes this time, unless the chat was pinned already.
    pub(crate) fn with(self, preferences: ChatPreferences, now: DateTime<Utc>) -> Self {
        let pinned_at = match (preferences.pinned, self.pinned_at) {
            (false, _) => 0,
            (true, 0) => now.timestamp_millis(),
            (true, earlier) => earlier,
        };
        Self {
            version: preferences.version,
            pinned_at,
            archived: preferences.archived,
            muted_until: match preferences.muted_until {
                None => 0,
                Some(Mute::Until(time)) => time.timestamp_millis(),
                Some(Mute::Forever) => NEVER,
            },
            marked_unread: preferences.marked_unread,
            cleared_up_to: preferences.cleared_up_to,
            hidden: self.hidden,
        }
    }

    /// The columns of a chat that is absent from the list until the next message, or of one that isn't.
    pub(crate) fn hidden(self, hidden: bool) -> Self {
        Self { hidden, ..self }
    }

    /// From when on a new message changes the columns.
    pub(crate) fn wakes_from(self) -> i64 {
        match (self.hidden, self.archived) {
            (true, _) => 0,
            (false, true) => self.muted_until,
            (false, false) => NEVER,
        }
    }
}

/// How a mute is stored.
fn mute_of(muted_until: i64) -> Option<Mute> {
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
