//! Keys, one for each purpose, derived from the master secret; and signatures made with them.

use crate::encoding::{base64url, from_base64url, random_bytes};
use crate::sealing::Sealer;
use ring::{hkdf, hmac};

/// Makes these keys differ from keys that other programs derive from the same secret.
const SALT: &[u8] = b"simple-chats/keys/v1";

/// The output size of SHA-512, which RFC 2104 recommends for its HMAC.
pub(crate) const KEY_BYTES: usize = 64;

/// The part of a signature that is masked: 128 bits, which can't be guessed.
const MASKED_BYTES: usize = 16;

/// The purpose of a key. A signature for one purpose is invalid for all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyPurpose {
    /// Tokens of the REST API.
    ApiToken,
    /// The form tokens and the cookie that bind a form to its browser, against cross-site request forgery.
    Csrf,
    /// The cookie that carries messages to the next page.
    Flash,
    /// The link by which the first administrator registers.
    Setup,
    /// The cookie that says who has logged in with a browser.
    KnownBrowser,
    /// The messages between instances.
    Broker,
    /// The stored secrets of authenticator apps.
    Authenticator,
    /// The challenges for passkeys while they are with the browser.
    Passkey,
    /// The names of users for the devices that hold their passkeys.
    PasskeyHandle,
    /// The cookie that says when a passkey was used.
    RecentPasskey,
    /// The stored secrets of webhooks.
    Webhook,
    /// The secrets that are proposed for authenticator apps.
    AuthenticatorProposal,
    /// The links by which mails about missed messages are turned off.
    Unsubscribing,
    /// The key by which push services recognize the server.
    Vapid,
    /// What tells a push service which notification replaces which.
    PushTopic,
}

impl KeyPurpose {
    /// Part of the derivation: changing a label invalidates all signatures for the purpose.
    const fn label(self) -> &'static str {
        match self {
            Self::ApiToken => "api-token",
            Self::Csrf => "csrf",
            Self::Flash => "flash",
            Self::Setup => "setup",
            Self::KnownBrowser => "known-browser",
            Self::Broker => "broker",
            Self::Authenticator => "authenticator",
            Self::Passkey => "passkey",
            Self::PasskeyHandle => "passkey-handle",
            Self::RecentPasskey => "recent-passkey",
            Self::Webhook => "webhook",
            Self::AuthenticatorProposal => "authenticator-proposal",
            Self::Unsubscribing => "unsubscribing",
            Self::Vapid => "vapid",
            Self::PushTopic => "push-topic",
        }
    }
}

/// The master secrets: the current one, which signs, and the previous one, which is still accepted while the operator
/// rotates them. `Debug` shows the algorithms only.
#[derive(Debug, Clone)]
pub struct Keyring {
    current: hkdf::Prk,
    previous: Option<hkdf::Prk>,
}

impl Keyring {
    /// Accepts secrets of any length; the settings check whether they are long enough. An empty previous secret counts as
    /// none, as anyone could sign with it.
    #[must_use]
    pub fn new(current: &str, previous: Option<&str>) -> Self {
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA512, SALT);
        let extract = |secret: &str| salt.extract(secret.as_bytes());
        let previous = previous.filter(|secret| !secret.is_empty()).map(extract);
        Self { current: extract(current), previous }
    }

    /// The signer for one purpose, with a key of its own (HKDF-SHA-512, RFC 5869).
    #[must_use]
    pub fn signer(&self, purpose: KeyPurpose) -> Signer {
        let (current, previous) = self.keys(purpose);
        let hmac_key = |key: [u8; KEY_BYTES]| hmac::Key::new(hmac::HMAC_SHA512, &key);
        Signer { current: hmac_key(current), previous: previous.map(hmac_key) }
    }

    /// Seals messages of one purpose, with a key of its own.
    #[must_use]
    pub fn sealer(&self, purpose: KeyPurpose) -> Sealer {
        let (current, previous) = self.keys(purpose);
        Sealer::new(&current, previous.as_ref().map(<[u8; KEY_BYTES]>::as_slice))
    }

    /// The current and the previous key of a purpose, for code that makes its own signatures.
    pub(crate) fn keys(&self, purpose: KeyPurpose) -> ([u8; KEY_BYTES], Option<[u8; KEY_BYTES]>) {
        let previous = self.previous.as_ref().map(|secret| derive(secret, purpose));
        (derive(&self.current, purpose), previous)
    }
}

/// Signs texts (HMAC-SHA-512) and verifies signatures in constant time. Clones are cheap, and `Debug` shows the
/// algorithms only.
#[derive(Debug, Clone)]
pub struct Signer {
    current: hmac::Key,
    previous: Option<hmac::Key>,
}

impl Signer {
    /// Combines a value and its signature into one text of letters, digits, `-`, `_`, and one `.`, safe in a cookie. The
    /// value is signed but not encrypted.
    #[must_use]
    pub fn sign(&self, value: &str) -> String {
        let value = base64url(value.as_bytes());
        let mac = self.mac(&value);
        format!("{value}.{mac}")
    }

    /// The value of a text from [`sign`](Self::sign), if the signature is valid for this purpose.
    #[must_use]
    pub fn verify(&self, signed: &str) -> Option<String> {
        let (value, mac) = signed.split_once('.')?;
        if !self.is_mac(value, mac) {
            return None;
        }
        String::from_utf8(from_base64url(value)?).ok()
    }

    /// The signature alone, 86 characters of base64url.
    #[must_use]
    pub fn mac(&self, message: &str) -> String {
        base64url(hmac::sign(&self.current, message.as_bytes()).as_ref())
    }

    /// The first 16 bytes of the signature under a random mask: 43 characters of base64url, new in each call. Compressed
    /// together with text that an attacker chooses, it reveals nothing by the length of the result (BREACH).
    #[must_use]
    pub fn masked_mac(&self, message: &str) -> String {
        let mask = random_bytes::<MASKED_BYTES>();
        base64url([mask, masked(&hmac::sign(&self.current, message.as_bytes()), mask)].as_flattened())
    }

    /// Whether this is a masked signature of the message with the current or the previous key.
    #[must_use]
    pub fn is_masked_mac(&self, message: &str, masked_mac: &str) -> bool {
        let Some(bytes) = from_base64url(masked_mac) else { return false };
        let ([mask, given], []) = bytes.as_chunks::<MASKED_BYTES>() else { return false };
        // Compares signatures of the two, which tells nothing about where they differ.
        let signed_with = |key: &hmac::Key| {
            let expected = masked(&hmac::sign(key, message.as_bytes()), *mask);
            hmac::verify(key, given, hmac::sign(key, &expected).as_ref()).is_ok()
        };
        signed_with(&self.current) || self.previous.as_ref().is_some_and(signed_with)
    }

    /// Whether this is a signature of the message with the current or the previous key.
    #[must_use]
    pub fn is_mac(&self, message: &str, mac: &str) -> bool {
        let Some(mac) = from_base64url(mac) else { return false };
        let signed_with = |key| hmac::verify(key, message.as_bytes(), &mac).is_ok();
        signed_with(&self.current) || self.previous.as_ref().is_some_and(signed_with)
    }
}

/// A new master secret: 384 random bits in 64 characters (base64url).
#[must_use]
pub fn generate_secret() -> String {
    base64url(&random_bytes::<48>())
}

/// The beginning of a signature under a mask.
fn masked(mac: &hmac::Tag, mask: [u8; MASKED_BYTES]) -> [u8; MASKED_BYTES] {
    let mut masked = mask;
    masked.iter_mut().zip(mac.as_ref()).for_each(|(byte, of_mac)| *byte ^= of_mac);
    masked
}

fn derive(secret: &hkdf::Prk, purpose: KeyPurpose) -> [u8; KEY_BYTES] {
    let label = [purpose.label().as_bytes()];
    let mut key = [0; KEY_BYTES];
    let filled = secret.expand(&label, hmac::HMAC_SHA512).and_then(|block| block.fill(&mut key));
    #[expect(clippy::expect_used, reason = "HKDF fails only for more than 255 blocks, and this is one")]
    filled.expect("one block");
    key
}

#[cfg(test)]
mod tests;
