//! Times on pages, for programs and for people.

use chrono::{DateTime, Utc};
use serde::Serialize;
use simple_chats_domain::rfc3339_millis;

/// A time as RFC 3339, and as a date and time of day in UTC, which the script replaces with those of the browser's time zone.
#[derive(Serialize)]
pub(in crate::views) struct Time {
    at: String,
    text: String,
}

impl Time {
    pub(in crate::views) fn of(time: DateTime<Utc>) -> Self {
        Self { at: rfc3339_millis(time), text: time.format("%-d %B %Y, %H:%M (UTC)").to_string() }
    }
}
