//! CSRF tokens. They tie a form to the session or, before login, to a random nonce in a signed cookie, so that no other
//! site can post it. A token is masked, so that each response has another one and may be compressed.

use super::cookies;
use crate::accounts::ActiveSession;
use crate::http::cookies::{CSRF, genuine};
use actix_web::cookie::Cookie;
use simple_chats_auth::Signer;

#[derive(Clone)]
pub(in crate::views) enum FormKey {
    Session(String),
    /// The nonce of the cookie.
    Nonce {
        nonce: String,
        /// Whether the browser has no cookie with it yet.
        is_new: bool,
    },
}

impl FormKey {
    pub(super) fn of(session: Option<&ActiveSession>, cookies: &[String], signer: &Signer) -> Self {
        if let Some(session) = session {
            return Self::Session(session.session_key.clone());
        }
        match genuine(cookies, |cookie| signer.verify(cookie)) {
            Some(nonce) => Self::Nonce { nonce, is_new: false },
            None => Self::Nonce { nonce: format!("{:032x}", rand::random::<u128>()), is_new: true },
        }
    }

    pub(in crate::views) fn token(&self, signer: &Signer) -> String {
        signer.masked_mac(&self.message())
    }

    /// Whether a token was made for this browser and its current session.
    pub(in crate::views) fn accepts(&self, signer: &Signer, token: &str) -> bool {
        if matches!(self, Self::Nonce { is_new: true, .. }) {
            return false;
        }
        let message = self.message();
        // Pages of version 0.1, which may still be open, have the signature itself.
        signer.is_masked_mac(&message, token) || signer.is_mac(&message, token)
    }

    /// The cookie, unless the browser has it.
    pub(in crate::views) fn cookie(&self, signer: &Signer, secure: bool) -> Option<Cookie<'static>> {
        match self {
            Self::Nonce { nonce, is_new: true } => {
                Some(cookies::make(CSRF, signer.sign(nonce), None, secure))
            }
            Self::Nonce { .. } | Self::Session(_) => None,
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Session(key) => format!("session {key}"),
            Self::Nonce { nonce, .. } => format!("nonce {nonce}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_auth::{KeyPurpose, Keyring};

    fn signer() -> Signer {
        Keyring::new("a secret of some length for tests", None).signer(KeyPurpose::Csrf)
    }

    fn key_of(cookie: Option<&Cookie<'static>>) -> FormKey {
        let values: Vec<_> = cookie.iter().map(|cookie| cookie.value().to_owned()).collect();
        FormKey::of(None, &values, &signer())
    }

    #[test]
    fn a_token_is_valid_only_in_the_browser_that_got_it() {
        let first = key_of(None);
        let (token, cookie) = (first.token(&signer()), first.cookie(&signer(), false).unwrap());
        let again = key_of(Some(&cookie));
        assert!(again.accepts(&signer(), &token));
        assert_ne!(again.token(&signer()), token, "each response has another one");
        assert!(again.accepts(&signer(), &signer().mac(&again.message())), "a page of an earlier version");
        assert!(again.cookie(&signer(), false).is_none(), "it has the cookie already");
        let other = key_of(None);
        let other = key_of(other.cookie(&signer(), false).as_ref());
        assert!(!other.accepts(&signer(), &token));
        assert!(!again.accepts(&signer(), ""));
    }

    #[test]
    fn a_forged_cookie_is_replaced() {
        let forged = key_of(Some(&Cookie::new("csrf", "bm9uY2U.bm9uY2U")));
        assert!(matches!(forged, FormKey::Nonce { is_new: true, .. }));
    }

    #[test]
    fn a_token_from_before_the_login_is_stale_after_it() {
        let before = FormKey::Nonce { nonce: "x".to_owned(), is_new: false };
        let after = FormKey::Session("x".to_owned());
        assert!(!after.accepts(&signer(), &before.token(&signer())));
    }
}
