//! Times on pages, which the templates show in the language of the page.

use chrono::{DateTime, Utc};
use serde::Serialize;
use simple_chats_domain::rfc3339_millis;

/// A time as RFC 3339. A template shows it with its date in UTC (`time_element`, `time_text`), which the script replaces with
/// those of the browser's time zone.
#[derive(Serialize)]
pub(in crate::views) struct Time {
    at: String,
}

impl Time {
    pub(in crate::views) fn of(time: DateTime<Utc>) -> Self {
        Self { at: rfc3339_millis(time) }
    }
}
