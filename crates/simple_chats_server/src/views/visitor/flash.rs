//! Flash messages: shown once, on the next page. They travel in a signed cookie.

use super::cookies;
use crate::http::cookies::{FLASH, genuine};
use crate::views::error::STALE_FORM;
use actix_web::cookie::Cookie;
use serde::{Deserialize, Serialize};
use simple_chats_auth::Signer;
use simple_chats_texts::{Phrase, Texts};

/// The most messages that wait for the next page. The newest are kept.
const MAX_WAITING: usize = 4;

/// The longest cookie value, in bytes. All browsers keep 4,096 bytes, including name and attributes.
const MAX_COOKIE: usize = 3_000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::views) struct Flash {
    kind: FlashKind,
    phrase: Phrase,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FlashKind {
    Success,
    Error,
    Info,
}

/// A flash message for its template.
#[derive(Debug, Serialize)]
pub(in crate::views) struct ShownFlash {
    kind: FlashKind,
    text: String,
}

impl Flash {
    pub(in crate::views) fn success(phrase: impl Into<Phrase>) -> Self {
        Self { kind: FlashKind::Success, phrase: phrase.into() }
    }

    pub(in crate::views) fn stale_form() -> Self {
        Self { kind: FlashKind::Error, phrase: STALE_FORM.into() }
    }

    pub(in crate::views) fn info(phrase: impl Into<Phrase>) -> Self {
        Self { kind: FlashKind::Info, phrase: phrase.into() }
    }

    /// The message in the language of the page.
    pub(in crate::views) fn shown(&self, texts: &Texts) -> ShownFlash {
        ShownFlash { kind: self.kind, text: texts.say(&self.phrase) }
    }
}

pub(super) fn waiting(cookies: &[String], signer: &Signer) -> Vec<Flash> {
    let json = genuine(cookies, |cookie| signer.verify(cookie).filter(|_| cookie.len() <= MAX_COOKIE));
    json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
}

/// The cookie with one more message.
pub(in crate::views) fn cookie_with(
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
            return Some(cookies::make(FLASH, value, None, secure));
        }
        flashes.remove(0);
    }
    None
}

pub(in crate::views) fn removal(secure: bool) -> Cookie<'static> {
    cookies::removal(FLASH, secure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_auth::{KeyPurpose, Keyring};

    fn signer() -> Signer {
        Keyring::new("a secret of some length for tests", None).signer(KeyPurpose::Flash)
    }

    fn read(cookie: &Cookie<'static>) -> Vec<Flash> {
        waiting(&[cookie.value().to_owned()], &signer())
    }

    fn numbered(number: i64) -> Flash {
        Flash::info(Phrase::from("numbered").with("number", number))
    }

    #[test]
    fn messages_wait_in_order_and_without_repeats() {
        let first = cookie_with(&[], Flash::info("one"), &signer(), false).unwrap();
        let second = cookie_with(&read(&first), Flash::success("two"), &signer(), false).unwrap();
        let third = cookie_with(&read(&second), Flash::info("one"), &signer(), false).unwrap();
        assert_eq!(read(&third), [Flash::success("two"), Flash::info("one")]);
    }

    #[test]
    fn only_the_newest_messages_are_kept() {
        let mut flashes = Vec::new();
        for number in 0..9 {
            flashes = read(&cookie_with(&flashes, numbered(number), &signer(), false).unwrap());
        }
        assert_eq!(flashes.len(), MAX_WAITING);
        assert_eq!(flashes.last(), Some(&numbered(8)));
        let long = Flash::info(Phrase::from("long").with("text", "x".repeat(4_000)));
        assert_eq!(cookie_with(&flashes, long, &signer(), false), None);
    }

    #[test]
    fn a_forged_cookie_is_ignored() {
        assert_eq!(read(&Cookie::new("flash", "W10.W10")), []);
    }
}
