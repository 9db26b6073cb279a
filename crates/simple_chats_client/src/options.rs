//! A client's configuration.

use crate::error::OptionsError;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use simple_chats_protocol::SUBPROTOCOL;
use simple_chats_protocol::limits::MAX_RECONNECT_DELAY;
use std::time::Duration;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::http::header::{AUTHORIZATION, SEC_WEBSOCKET_PROTOCOL};

/// A client's configuration. The defaults of [`Options::new`] suit most programs.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address of the server's socket, `ws://HOST:PORT/ws`; with the feature `tls` also `wss://…`.
    pub url: String,
    /// The user's credentials.
    pub credentials: Credentials,
    /// The number of messages that the view keeps of each chat, at least. Default: 1,000.
    pub keep_messages: usize,
    /// The number of changes that may wait to be sent or acknowledged; further ones fail at once. Default: 10,000.
    pub outbox_limit: usize,
    /// The time that the handshake may take. Default: 10 seconds.
    pub connect_timeout: Duration,
    /// The longest delay between two attempts to connect. Delays double from half a second. Default: 30 seconds.
    pub max_reconnect_delay: Duration,
    /// The seed of the random delays, by default a random number. The same seed gives the same delays.
    pub seed: u64,
}

/// A user's credentials.
#[derive(Clone)]
pub enum Credentials {
    /// A username or email address with a password, valid until the password is changed.
    Basic {
        /// The username or email address.
        login: String,
        /// The password.
        password: String,
    },
    /// A token from `GET /api/token`. The client ends when it expires.
    Bearer(String),
}

impl Options {
    /// The default options for an address and credentials.
    #[must_use]
    pub fn new(url: impl Into<String>, credentials: Credentials) -> Self {
        Self {
            url: url.into(),
            credentials,
            keep_messages: 1000,
            outbox_limit: 10_000,
            connect_timeout: Duration::from_secs(10),
            max_reconnect_delay: MAX_RECONNECT_DELAY,
            seed: rand::random(),
        }
    }

    pub(crate) fn request(&self) -> Result<Request, OptionsError> {
        let address = || OptionsError::Address(self.url.clone());
        let mut request = self.url.as_str().into_client_request().map_err(|_| address())?;
        match request.uri().scheme_str() {
            Some("ws") => {}
            Some("wss") if cfg!(feature = "tls") => {}
            Some("wss") => return Err(OptionsError::NoTls),
            _ => return Err(address()),
        }
        request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(SUBPROTOCOL));
        request.headers_mut().insert(AUTHORIZATION, self.credentials.header()?);
        Ok(request)
    }
}

impl Credentials {
    /// A username or email address with a password.
    #[must_use]
    pub fn basic(login: impl Into<String>, password: impl Into<String>) -> Self {
        Self::Basic { login: login.into(), password: password.into() }
    }

    /// The value of the `Authorization` header (RFC 7617, RFC 6750), marked as sensitive so that no log shows it.
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

/// Shows the login, but no secret.
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
    fn the_handshake_offers_the_subprotocol_and_has_the_credentials() {
        let request = request("ws://127.0.0.1:8000/ws", Credentials::basic("ann", "pässword:x")).unwrap();
        assert_eq!(request.headers()["sec-websocket-protocol"], "simple-chats.v1");
        assert_eq!(request.headers()["authorization"], "Basic YW5uOnDDpHNzd29yZDp4");
        assert_eq!(request.uri().path(), "/ws");
    }

    #[test]
    fn invalid_addresses_and_credentials_are_refused() {
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
