//! What the requests of webhooks are signed with, as the Standard Webhooks specification has it: HMAC-SHA256 of the id, the
//! time, and the body. The secrets are stored encrypted, since the server needs them to sign.

use crate::encoding::{base64, base64url, from_base64url, hex, random_bytes};
use crate::keys::{KeyPurpose, Keyring};
use crate::sealing::Sealer;
use ring::hmac;
use simple_chats_domain::UserId;
use std::fmt;

/// What a secret begins with where people see it.
const PREFIX: &str = "whsec_";

/// The specification asks for 24 to 64.
const SECRET_BYTES: usize = 32;

/// The secret of a webhook. Its owner sees [`text`](Self::text) once.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(Vec<u8>);

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(..)")
    }
}

impl WebhookSecret {
    /// A new random secret.
    #[must_use]
    pub fn generate() -> Self {
        Self(random_bytes::<SECRET_BYTES>().to_vec())
    }

    /// The secret as a receiver needs it.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{PREFIX}{}", base64(&self.0))
    }

    /// The header `webhook-signature` of a request with this id and time (in seconds since 1970).
    #[must_use]
    pub fn sign(&self, id: &str, timestamp: i64, body: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        let signature = hmac::sign(&key, format!("{id}.{timestamp}.{body}").as_bytes());
        format!("v1,{}", base64(signature.as_ref()))
    }
}

/// A new random id of an event.
#[must_use]
pub fn webhook_event_id() -> String {
    hex(&random_bytes::<16>())
}

/// A stored secret, decrypted.
#[derive(Debug, PartialEq, Eq)]
pub struct OpenedWebhookSecret {
    /// The secret.
    pub secret: WebhookSecret,
    /// Whether it was encrypted with the previous key, and has to be encrypted anew before that one is gone.
    pub is_outdated: bool,
}

/// Encrypts and decrypts the secrets of webhooks.
#[derive(Debug)]
pub struct WebhookSecrets {
    current: Sealer,
    previous: Option<Sealer>,
}

impl WebhookSecrets {
    /// With keys derived from the current and the previous master secret.
    #[must_use]
    pub fn new(keyring: &Keyring) -> Self {
        let (current, previous) = keyring.keys(KeyPurpose::Webhook);
        let previous = previous.map(|key| Sealer::new(&key, None));
        Self { current: Sealer::new(&current, None), previous }
    }

    /// Encrypts the secret of a user's webhook. `None` only if the cipher fails, which nothing makes it do.
    #[must_use]
    pub fn seal(&self, user_id: UserId, secret: &WebhookSecret) -> Option<String> {
        Some(base64url(&self.current.seal(&context(user_id), &secret.0)?))
    }

    /// Decrypts a stored secret. `None` if it is another user's, or if its key is neither the current nor the previous one.
    #[must_use]
    pub fn open(&self, user_id: UserId, sealed: &str) -> Option<OpenedWebhookSecret> {
        let (context, sealed) = (context(user_id), from_base64url(sealed)?);
        if let Some(bytes) = self.current.open(&context, &sealed) {
            return Some(OpenedWebhookSecret { secret: WebhookSecret(bytes), is_outdated: false });
        }
        let bytes = self.previous.as_ref()?.open(&context, &sealed)?;
        Some(OpenedWebhookSecret { secret: WebhookSecret(bytes), is_outdated: true })
    }
}

fn context(user_id: UserId) -> String {
    format!("webhook of user {user_id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    const OLD: &str = "the-secret-of-last-year-0123456789";
    const NEW: &str = "the-secret-of-this-year-0123456789";

    fn secrets(current: &str, previous: Option<&str>) -> WebhookSecrets {
        WebhookSecrets::new(&Keyring::new(current, previous))
    }

    /// The example that the specification's libraries test with.
    #[test]
    fn a_signature_is_that_of_the_specification() {
        let secret = WebhookSecret(STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap());
        let signature = secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(secret.text(), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    #[test]
    fn id_time_and_body_are_signed() {
        let secret = WebhookSecret::generate();
        let signed = secret.sign("a", 1, "{}");
        for other in [secret.sign("b", 1, "{}"), secret.sign("a", 2, "{}"), secret.sign("a", 1, "{ }")] {
            assert_ne!(other, signed);
        }
        assert_ne!(WebhookSecret::generate().sign("a", 1, "{}"), signed);
        assert_eq!(format!("{secret:?}"), "WebhookSecret(..)");
    }

    #[test]
    fn a_stored_secret_is_unreadable_and_opens_for_its_user_with_the_current_or_the_previous_key() {
        let secret = WebhookSecret::generate();
        let sealed = secrets(OLD, None).seal(UserId::stored(1), &secret).unwrap();
        assert!(!sealed.contains(&base64url(&secret.0)));
        for (current, previous, is_outdated) in [(OLD, None, false), (NEW, Some(OLD), true)] {
            let opened = secrets(current, previous).open(UserId::stored(1), &sealed);
            assert_eq!(opened, Some(OpenedWebhookSecret { secret: secret.clone(), is_outdated }));
        }
        assert_eq!(secrets(NEW, None).open(UserId::stored(1), &sealed), None);
        assert_eq!(secrets(OLD, None).open(UserId::stored(2), &sealed), None);
        assert_eq!(secrets(OLD, None).open(UserId::stored(1), "no secret"), None);
    }

    #[test]
    fn ids_of_events_differ() {
        assert_eq!(webhook_event_id().len(), 32);
        assert_ne!(webhook_event_id(), webhook_event_id());
    }
}
