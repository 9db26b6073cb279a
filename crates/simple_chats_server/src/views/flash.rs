//! Messages to the next page that is shown. They travel in a signed cookie.

use super::cookies;
use super::form_messages::STALE_FORM;
use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use serde::{Deserialize, Serialize};
use simple_chats_auth::Signer;

const COOKIE: &str = "flash";

/// How many messages may wait for the next page; of more, the newest are shown.
const MAX_WAITING: usize = 4;

/// How many bytes a cookie may have: all browsers keep one of 4,096 with its name and attributes.
const MAX_COOKIE: usize = 3_000;

/// A message that is shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Flash {
    kind: FlashKind,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FlashKind {
    Success,
    Error,
    Info,
}

impl Flash {
    /// Something was done.
    pub(super) fn success(text: &str) -> Self {
        Self { kind: FlashKind::Success, text: text.to_owned() }
    }

    /// Something was not done.
    fn error(text: &str) -> Self {
        Self { kind: FlashKind::Error, text: text.to_owned() }
    }

    /// A button that was pressed on a page of another session.
    pub(super) fn stale_form() -> Self {
        Self::error(STALE_FORM)
    }

    /// Something is as it is.
    pub(super) fn info(text: &str) -> Self {
        Self { kind: FlashKind::Info, text: text.to_owned() }
    }
}

/// What waits to be shown to the browser that asks.
pub(super) fn waiting(request: &HttpRequest, signer: &Signer) -> Vec<Flash> {
    let cookie = request.cookie(COOKIE).filter(|cookie| cookie.value().len() <= MAX_COOKIE);
    let json = cookie.and_then(|cookie| signer.verify(cookie.value()));
    json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
}

/// The cookie with what waits already and one more message.
pub(super) fn cookie_with(
    waiting: &[Flash],
    next: Flash,
    signer: &Signer,
    secure: bool,
) -> Option<Cookie<'static>> {
    let mut flashes = waiting.to_vec();
    flashes.retain(|flash| *flash != next);
    flashes.push(next);
    while !flashes.is_empty() {
        let value = serde_json::to_string(&flashes).map(|json| signer.sign(&json)).unwrap_or_default();
        if flashes.len() <= MAX_WAITING && value.len() <= MAX_COOKIE {
            return Some(cookies::make(COOKIE, value, None, secure));
        }
        flashes.remove(0);
    }
    None
}

/// What takes the messages away once they are shown.
pub(super) fn removal(secure: bool) -> Cookie<'static> {
    cookies::removal(COOKIE, secure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use simple_chats_auth::{Keyring, Purpose};

    fn signer() -> Signer {
        Keyring::new("a secret of some length for tests", None).signer(Purpose::Flash)
    }

    fn read(cookie: Cookie<'static>) -> Vec<Flash> {
        waiting(&TestRequest::default().cookie(cookie).to_http_request(), &signer())
    }

    #[test]
    fn messages_wait_in_order_and_none_waits_twice() {
        let first = cookie_with(&[], Flash::info("one"), &signer(), false).unwrap();
        let second = cookie_with(&read(first), Flash::success("two"), &signer(), false).unwrap();
        let third = cookie_with(&read(second), Flash::info("one"), &signer(), false).unwrap();
        assert_eq!(read(third), [Flash::success("two"), Flash::info("one")]);
    }

    #[test]
    fn only_the_newest_that_fit_are_kept() {
        let mut flashes = Vec::new();
        for number in 0..9 {
            flashes =
                read(cookie_with(&flashes, Flash::info(&number.to_string()), &signer(), false).unwrap());
        }
        assert_eq!(flashes.len(), MAX_WAITING);
        assert_eq!(flashes.last(), Some(&Flash::info("8")));
        assert_eq!(cookie_with(&flashes, Flash::info(&"x".repeat(4_000)), &signer(), false), None);
    }

    #[test]
    fn a_cookie_that_we_did_not_sign_says_nothing() {
        assert_eq!(read(Cookie::new(COOKIE, "W10.W10")), []);
    }
}
