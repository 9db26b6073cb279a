//! What a user's settings say about a push at the moment when it is sent.

use chrono::{DateTime, Utc};
use simple_chats_domain::{Language, UserId};
use simple_chats_persistence::{DbConnection, StoreError, notification_settings};

/// How a notification is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PushStyle {
    /// Whether it shows the text of the message, not only that there is one.
    pub(super) shows_text: bool,
    /// Whether it makes no sound.
    pub(super) is_silent: bool,
    /// The language of its words.
    pub(super) language: Language,
}

/// How a user's notifications are shown now; `None` if none are. Everything that a user can set about pushes is decided here.
pub(super) fn may_push(
    conn: &mut DbConnection,
    user_id: UserId,
    language: Language,
    now: DateTime<Utc>,
) -> Result<Option<PushStyle>, StoreError> {
    let settings = notification_settings::find(conn, user_id)?;
    let style = PushStyle { shows_text: settings.show_text, is_silent: false, language };
    Ok((!settings.is_quiet(now)).then_some(style))
}
