//! The devices on which a user is logged in: browser sessions, as their user sees and ends them.

use super::security_log::{SecurityEvent, note};
use super::sessions::SessionLifetime;
use super::standing::lock_usable;
use crate::delivery::Revocation;
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::{DateTime, Utc};
use simple_chats_domain::UserId;
use simple_chats_persistence::{DbConnection, sessions};

/// A browser in which a user is logged in.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    pub(crate) session_id: String,
    /// The session's key, which nobody may see.
    pub(crate) session_key: String,
    pub(crate) browser: &'static str,
    pub(crate) system: &'static str,
    /// The address from which the user logged in.
    pub(crate) address: String,
    pub(crate) logged_in_at: DateTime<Utc>,
    pub(crate) last_seen_at: DateTime<Utc>,
}

/// The browsers in which a user is logged in, the last used first.
pub(crate) async fn list_devices(state: &AppState, me: UserId) -> AppResult<Vec<Device>> {
    state.rate_limiter.read(me)?;
    let found = state.database.read(move |conn| sessions::list_of(conn, me)).await?;
    let (lifetime, now) = (SessionLifetime::of(&state.settings), Utc::now());
    let alive = found.into_iter().filter(|session| lifetime.lasts(session, now));
    let devices = alive.map(|session| Device {
        browser: browser_of(&session.user_agent),
        system: system_of(&session.user_agent),
        session_id: session.session_id,
        session_key: session.session_key,
        address: session.address,
        logged_in_at: session.created_at,
        last_seen_at: session.last_seen_at,
    });
    Ok(devices.collect())
}

/// Logs a user out in one browser, and closes its sockets. Returns the session's key.
pub async fn end_device(state: &AppState, me: UserId, session_id: &str) -> AppResult<String> {
    state.rate_limiter.change(me)?;
    let (wanted, unknown) = (session_id.to_owned(), AppError::UnknownSession(session_id.to_owned()));
    let end = move |conn: &mut DbConnection, _: &mut _| -> AppResult<Option<String>> {
        lock_usable(conn, me)?;
        Ok(sessions::delete_of(conn, me, &wanted).or_none()?)
    };
    let session_key = state.database.write(end).await?.ok_or(unknown)?;
    note(SecurityEvent::LoggedOut, Some(me), None);
    state.hub.revoke(me, Revocation::Session(session_key.clone()));
    Ok(session_key)
}

/// Logs a user out in all browsers, or in all but the one with this session, and closes their sockets. API tokens stay valid.
pub async fn end_devices(state: &AppState, me: UserId, kept: Option<String>) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let end = move |conn: &mut DbConnection, _: &mut _| -> AppResult<Vec<String>> {
        lock_usable(conn, me)?;
        Ok(sessions::delete_all_but(conn, me, kept.as_deref())?)
    };
    for session_key in state.database.write(end).await? {
        note(SecurityEvent::LoggedOut, Some(me), None);
        state.hub.revoke(me, Revocation::Session(session_key));
    }
    Ok(())
}

/// The first name counts whose sign the user agent has: most browsers name others, too.
fn first_of(user_agent: &str, signs: &[(&str, &'static str)], unknown: &'static str) -> &'static str {
    signs.iter().find(|(sign, _)| user_agent.contains(sign)).map_or(unknown, |(_, name)| name)
}

fn browser_of(user_agent: &str) -> &'static str {
    const SIGNS: [(&str, &str); 11] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Vivaldi/", "Vivaldi"),
        ("FxiOS/", "Firefox"),
        ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("HeadlessChrome/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];
    first_of(user_agent, &SIGNS, "Unknown browser")
}

fn system_of(user_agent: &str) -> &'static str {
    const SIGNS: [(&str, &str); 8] = [
        ("iPhone", "iOS"),
        ("iPad", "iPadOS"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
        ("BSD", "BSD"),
    ];
    first_of(user_agent, &SIGNS, "unknown system")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_browsers_and_systems_are_recognized() {
        for (user_agent, browser, system) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                "Edge",
                "Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
                "Safari",
                "iOS",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
                "Chrome",
                "Android",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
                "Safari",
                "macOS",
            ),
            ("", "Unknown browser", "unknown system"),
        ] {
            assert_eq!((browser_of(user_agent), system_of(user_agent)), (browser, system), "{user_agent}");
        }
    }
}
