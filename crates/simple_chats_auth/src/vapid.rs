//! How push services recognize the server (VAPID, RFC 8292): a key of P-256, which is derived from the master secret, and
//! tokens signed with it (ES256), one for each push service.

use crate::encoding::base64url;
use crate::keys::{KeyPurpose, Keyring, Signer as Mac};
use chrono::{DateTime, TimeDelta, Utc};
use p256::SecretKey;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use ring::hmac;
use serde::Serialize;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// How long a token is valid; RFC 8292 allows 24 hours.
const TOKEN_LIFETIME: TimeDelta = TimeDelta::hours(12);

/// How long before its end a token is no longer used.
const TOKEN_RESERVE: TimeDelta = TimeDelta::hours(1);

/// How many push services' tokens are kept.
const MAX_TOKENS: usize = 64;

/// RFC 8030 allows 32 characters.
const TOPIC_CHARS: usize = 32;

/// The server's keys for push services: the current one, and that of the previous master secret, which browsers that have
/// subscribed with it expect until they subscribe anew.
#[derive(Debug)]
pub struct VapidKeys {
    current: Vapid,
    previous: Option<Vapid>,
    topics: Mac,
}

impl VapidKeys {
    /// With keys derived from the current and the previous master secret.
    #[must_use]
    pub fn new(keyring: &Keyring) -> Self {
        let (current, previous) = keyring.keys(KeyPurpose::Vapid);
        let topics = keyring.signer(KeyPurpose::PushTopic);
        Self { current: Vapid::new(&current), previous: previous.map(|key| Vapid::new(&key)), topics }
    }

    /// The key with which browsers subscribe.
    #[must_use]
    pub fn current(&self) -> &Vapid {
        &self.current
    }

    /// The key with this public key, if it is the current or the previous one.
    #[must_use]
    pub fn find(&self, public_key: &str) -> Option<&Vapid> {
        [Some(&self.current), self.previous.as_ref()]
            .into_iter()
            .flatten()
            .find(|key| key.public == public_key)
    }

    /// Identifies something for a push service without telling it what it is: 32 characters of base64url.
    #[must_use]
    pub fn topic(&self, of: &str) -> String {
        self.topics.mac(of).chars().take(TOPIC_CHARS).collect()
    }
}

/// A key for push services.
pub struct Vapid {
    key: SigningKey,
    public: String,
    /// By origin, with the end of each.
    tokens: Mutex<HashMap<String, (DateTime<Utc>, String)>>,
}

impl fmt::Debug for Vapid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vapid").field("public", &self.public).finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    exp: i64,
    sub: &'a str,
}

impl Vapid {
    fn new(secret: &[u8]) -> Self {
        let key = private_key(secret);
        let public = base64url(key.public_key().to_encoded_point(false).as_bytes());
        Self { key: SigningKey::from(key), public, tokens: Mutex::default() }
    }

    /// The public key, uncompressed, in base64url: what browsers call `applicationServerKey`.
    #[must_use]
    pub fn public_key(&self) -> &str {
        &self.public
    }

    /// The header `Authorization` for the push service with this origin. `subject` is where its operator reaches the server's: a
    /// URL with https, or `mailto:` with an address.
    #[must_use]
    pub fn authorization(&self, origin: &str, subject: &str, now: DateTime<Utc>) -> String {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let kept =
            tokens.get(origin).filter(|(end, _)| now < *end - TOKEN_RESERVE && *end <= now + TOKEN_LIFETIME);
        if let Some((_, token)) = kept {
            return self.header(token);
        }
        if tokens.len() >= MAX_TOKENS {
            tokens.clear();
        }
        let end = now + TOKEN_LIFETIME;
        let token = self.sign(&Claims { aud: origin, exp: end.timestamp(), sub: subject });
        let header = self.header(&token);
        tokens.insert(origin.to_owned(), (end, token));
        header
    }

    fn header(&self, token: &str) -> String {
        format!("vapid t={token}, k={}", self.public)
    }

    fn sign(&self, claims: &Claims<'_>) -> String {
        let claims = serde_json::to_vec(claims).unwrap_or_default();
        let signed = format!("{}.{}", base64url(br#"{"typ":"JWT","alg":"ES256"}"#), base64url(&claims));
        let signature: Signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", base64url(&signature.to_bytes()))
    }
}

/// The private key of a secret. Nearly all 32 bytes are one; if some aren't, the next are tried.
fn private_key(secret: &[u8]) -> SecretKey {
    let secret = hmac::Key::new(hmac::HMAC_SHA256, secret);
    let mut attempt = 0_u64;
    loop {
        let bytes = hmac::sign(&secret, &attempt.to_be_bytes());
        if let Ok(key) = SecretKey::from_slice(bytes.as_ref()) {
            return key;
        }
        attempt += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::from_base64url;
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier;
    use serde_json::Value;

    const OLD: &str = "the-secret-of-last-year-0123456789";
    const NEW: &str = "the-secret-of-this-year-0123456789";

    fn keys(current: &str, previous: Option<&str>) -> VapidKeys {
        VapidKeys::new(&Keyring::new(current, previous))
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn instances_with_one_secret_have_one_key_and_remember_the_previous_one() {
        let old = keys(OLD, None).current().public_key().to_owned();
        assert_eq!(keys(OLD, None).current().public_key(), old);
        assert_eq!(from_base64url(&old).unwrap().len(), 65);
        let both = keys(NEW, Some(OLD));
        assert_ne!(both.current().public_key(), old);
        assert!(both.find(&old).is_some() && both.find(both.current().public_key()).is_some());
        assert!(keys(NEW, None).find(&old).is_none());
        assert!(!format!("{both:?}").contains(NEW));
    }

    #[test]
    fn a_token_is_signed_for_one_push_service_and_ends_within_a_day() {
        let keys = keys(OLD, None);
        let header = keys.current().authorization("https://push.example", "mailto:a@example.com", at(1000));
        let (token, public) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let verifier = VerifyingKey::from_sec1_bytes(&from_base64url(public).unwrap()).unwrap();
        let signature = Signature::from_slice(&from_base64url(signature).unwrap()).unwrap();
        assert!(verifier.verify(signed.as_bytes(), &signature).is_ok());
        let claims = from_base64url(signed.split_once('.').unwrap().1).unwrap();
        let claims: Value = serde_json::from_slice(&claims).unwrap();
        assert_eq!(claims["aud"], "https://push.example");
        assert_eq!(claims["sub"], "mailto:a@example.com");
        assert_eq!(claims["exp"], 1000 + 12 * 3600);
    }

    #[test]
    fn a_token_is_used_again_until_shortly_before_its_end() {
        let keys = keys(OLD, None);
        let token =
            |origin: &str, seconds| keys.current().authorization(origin, "mailto:a@example.com", at(seconds));
        let first = token("https://push.example", 0);
        assert_eq!(token("https://push.example", 10 * 3600), first);
        assert_ne!(token("https://other.example", 0), first);
        assert_ne!(token("https://push.example", 11 * 3600), first);
    }

    #[test]
    fn topics_differ_by_chat_and_say_nothing() {
        let keys = keys(OLD, None);
        assert_eq!(keys.topic("1 2").len(), 32);
        assert_eq!(keys.topic("1 2"), keys.topic("1 2"));
        assert_ne!(keys.topic("1 2"), keys.topic("1 3"));
        assert_ne!(keys.topic("1 2"), self::keys(NEW, None).topic("1 2"));
    }
}
