//! How a client is told where to go, who it is, and how much to hold.

use crate::error::OptionsError;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::time::Duration;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::http::header::{AUTHORIZATION, SEC_WEBSOCKET_PROTOCOL};

/// The protocol's name in the handshake.
const PROTOCOL: HeaderValue = HeaderValue::from_static("simple-chats.v1");

/// What a client needs to know. [`Options::new`] has what suits most programs.
#[derive(Debug, Clone)]
pub struct Options {
    /// The server's socket, `ws://HOST:PORT/ws`; with the feature `tls`, `wss://…` too.
    pub url: String,
    /// Who signs in.
    pub credentials: Credentials,
    /// How many messages of each chat are held at least before the oldest are let go of.
    pub keep_messages: usize,
    /// How many changes may wait to be sent or acknowledged; beyond it they fail at once.
    pub outbox_limit: usize,
    /// How long a connection may take to come about.
    pub connect_timeout: Duration,
    /// The longest wait between two attempts to connect; the first is half a second at most, and each one after it doubles.
    pub longest_wait: Duration,
    /// What decides random waits; by default another number for each client. The same number makes the same waits.
    pub seed: u64,
}

/// Who signs in.
#[derive(Clone)]
pub enum Credentials {
    /// A username or e-mail address, and a password: they last until the password is changed.
    Basic {
        /// The username or e-mail address.
        login: String,
        /// The password.
        password: String,
    },
    /// A token of `GET /api/token`: the client ends when it expires.
    Bearer(String),
}

impl Options {
    /// The options of a client that signs in at an address.
    #[must_use]
    pub fn new(url: impl Into<String>, credentials: Credentials) -> Self {
        Self {
            url: url.into(),
            credentials,
            keep_messages: 1000,
            outbox_limit: 10_000,
            connect_timeout: Duration::from_secs(10),
            longest_wait: crate::backoff::MAX_BACKOFF,
            seed: rand::random(),
        }
    }

    /// The handshake that these options mean.
    pub(crate) fn request(&self) -> Result<Request, OptionsError> {
        let address = || OptionsError::Address(self.url.clone());
        let mut request = self.url.as_str().into_client_request().map_err(|_| address())?;
        match request.uri().scheme_str() {
            Some("ws") => {}
            Some("wss") if cfg!(feature = "tls") => {}
            Some("wss") => return Err(OptionsError::NoTls),
            _ => return Err(address()),
        }
        request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, PROTOCOL);
        request.headers_mut().insert(AUTHORIZATION, self.credentials.header()?);
        Ok(request)
    }
}

impl Credentials {
    /// A username or e-mail address, and a password.
    #[must_use]
    pub fn basic(login: impl Into<String>, password: impl Into<String>) -> Self {
        Self::Basic { login: login.into(), password: password.into() }
    }

    /// The header's value (RFC 7617, RFC 6750), marked so that no log shows it.
    fn header(&self) -> Result<HeaderValue, OptionsError> {
        let text = match self {
            Self::Basic { login, password } => {
                format!("Basic {}", BASE64_STANDARD.encode(format!("{login}:{password}")))
            }
            Self::Bearer(token) => format!("Bearer {token}"),
        };
        let mut value = HeaderValue::from_str(&text).map_err(|_| OptionsError::Credentials)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

/// Shows whose credentials they are, not what they are.
impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Basic { login, .. } => {
                f.debug_struct("Basic").field("login", login).finish_non_exhaustive()
            }
            Self::Bearer(_) => f.write_str("Bearer(…)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(url: &str, credentials: Credentials) -> Result<Request, OptionsError> {
        Options::new(url, credentials).request()
    }

    #[test]
    fn the_handshake_offers_the_protocol_and_shows_the_credentials() {
        let request = request("ws://127.0.0.1:8000/ws", Credentials::basic("ann", "pässword:x")).unwrap();
        assert_eq!(request.headers()["sec-websocket-protocol"], "simple-chats.v1");
        assert_eq!(request.headers()["authorization"], "Basic YW5uOnDDpHNzd29yZDp4");
        assert_eq!(request.uri().path(), "/ws");
    }

    #[test]
    fn what_can_not_be_an_address_or_a_header_is_refused() {
        let ann = || Credentials::basic("ann", "password");
        for url in ["", "127.0.0.1:8000", "http://127.0.0.1:8000/ws", "ws://"] {
            assert!(matches!(request(url, ann()), Err(OptionsError::Address(_))), "{url}");
        }
        assert_eq!(request("wss://chat.example/ws", ann()).is_ok(), cfg!(feature = "tls"));
        let odd = request("ws://127.0.0.1/ws", Credentials::Bearer("a\nb".into()));
        assert!(matches!(odd, Err(OptionsError::Credentials)));
    }

    #[test]
    fn secrets_are_not_shown() {
        let shown = format!(
            "{:?} {:?}",
            Options::new("ws://x/ws", Credentials::basic("ann", "secret")),
            Credentials::Bearer("secret".into())
        );
        assert!(shown.contains("ann") && !shown.contains("secret"), "{shown}");
    }
}
