//! Messages between processes that share the master secret, through a third party that may neither read nor make them.
//!
//! A sealed message is a version (one byte), the sender's salt (16 bytes), a number (8 bytes), and the encrypted message with
//! its tag (ChaCha20-Poly1305, RFC 8439). The key is derived from the salt, which each process draws at its start, and the
//! number is the nonce: no key is used twice with one nonce, however many messages there are. The context, such as the
//! subject, is authenticated with the message.

use crate::encoding::random_bytes;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf;
use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

const VERSION: u8 = 1;
const SALT_BYTES: usize = 16;
const NUMBER_BYTES: usize = 8;
const HEAD_BYTES: usize = 1 + SALT_BYTES + NUMBER_BYTES;

/// How many senders' keys are kept.
const MAX_SENDERS: usize = 64;

type Salt = [u8; SALT_BYTES];

/// Seals and opens the messages of one purpose.
pub struct Sealer {
    /// The current secret, then the previous one, if any.
    secrets: Vec<hkdf::Prk>,
    salt: Salt,
    own: Option<LessSafeKey>,
    next: AtomicU64,
    /// The keys of the senders that were heard.
    senders: Mutex<HashMap<Salt, LessSafeKey>>,
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer(..)")
    }
}

impl Sealer {
    /// For the current secret of the purpose and the previous one, if there is one: 64 uniformly random bytes each.
    pub(crate) fn new(current: &[u8], previous: Option<&[u8]>) -> Self {
        let secret = |key: &[u8]| hkdf::Prk::new_less_safe(hkdf::HKDF_SHA512, key);
        let secrets: Vec<hkdf::Prk> = [current].into_iter().chain(previous).map(secret).collect();
        let salt = random_bytes::<SALT_BYTES>();
        let own = secrets.first().and_then(|secret| derive(secret, &salt));
        Self { secrets, salt, own, next: AtomicU64::new(0), senders: Mutex::default() }
    }

    /// Seals a message in a context. `None` only if the cipher fails, which no message makes it do.
    #[must_use]
    pub fn seal(&self, context: &str, message: &[u8]) -> Option<Vec<u8>> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let mut sealed = Vec::with_capacity(HEAD_BYTES + message.len() + CHACHA20_POLY1305.tag_len());
        sealed.push(VERSION);
        sealed.extend_from_slice(&self.salt);
        sealed.extend_from_slice(&number.to_be_bytes());
        let mut body = message.to_vec();
        let key = self.own.as_ref()?;
        key.seal_in_place_append_tag(nonce(number), Aad::from(context), &mut body).ok()?;
        sealed.extend_from_slice(&body);
        Some(sealed)
    }

    /// The message, if a process with the current or the previous secret has sealed it in this context.
    #[must_use]
    pub fn open(&self, context: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (version, rest) = sealed.split_first()?;
        let (salt, rest) = rest.split_first_chunk::<SALT_BYTES>()?;
        let (number, body) = rest.split_first_chunk::<NUMBER_BYTES>()?;
        if *version != VERSION {
            return None;
        }
        let number = u64::from_be_bytes(*number);
        let open = |key: &LessSafeKey| {
            let mut body = body.to_vec();
            let length = key.open_in_place(nonce(number), Aad::from(context), &mut body).ok()?.len();
            body.truncate(length);
            Some(body)
        };
        let mut senders = self.senders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = senders.get(salt) {
            return open(key);
        }
        // Only a sender that has proved to know the secret is remembered.
        for key in self.secrets.iter().filter_map(|secret| derive(secret, salt)) {
            if let Some(message) = open(&key) {
                if senders.len() >= MAX_SENDERS {
                    senders.clear();
                }
                senders.insert(*salt, key);
                return Some(message);
            }
        }
        None
    }
}

fn derive(secret: &hkdf::Prk, salt: &Salt) -> Option<LessSafeKey> {
    let info: [&[u8]; 1] = [salt];
    let okm = secret.expand(&info, &CHACHA20_POLY1305).ok()?;
    Some(LessSafeKey::new(UnboundKey::from(okm)))
}

fn nonce(number: u64) -> Nonce {
    let mut bytes = [0; NONCE_LEN];
    let (_, end) = bytes.split_at_mut(NONCE_LEN - NUMBER_BYTES);
    end.copy_from_slice(&number.to_be_bytes());
    Nonce::assume_unique_for_key(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{KeyPurpose, Keyring};
    use proptest::prelude::*;

    const SECRET: &str = "a-secret-for-tests-with-32-bytes-or-more";
    const OTHER: &str = "another-secret-for-tests-with-32-bytes";

    fn sealer(current: &str, previous: Option<&str>) -> Sealer {
        Keyring::new(current, previous).sealer(KeyPurpose::Broker)
    }

    #[test]
    fn who_shares_the_secret_can_read_and_nobody_else_can() {
        let (one, other) = (sealer(SECRET, None), sealer(SECRET, None));
        for message in [b"".as_slice(), b"hello", &[7; 10_000]] {
            let sealed = one.seal("subject", message).unwrap();
            assert_eq!(other.open("subject", &sealed).as_deref(), Some(message));
            assert_eq!(other.open("another subject", &sealed), None);
            assert_eq!(sealer(OTHER, None).open("subject", &sealed), None);
        }
        let sealed = one.seal("subject", b"a text that stays secret").unwrap();
        assert!(!sealed.windows(6).any(|window| window == b"secret"));
    }

    #[test]
    fn a_changed_message_is_none() {
        let both = sealer(SECRET, None);
        let sealed = both.seal("subject", b"hello").unwrap();
        for position in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[position] ^= 1;
            assert_eq!(both.open("subject", &changed), None, "{position}");
        }
        assert_ne!(both.seal("subject", b"hello"), Some(sealed), "each is sealed anew");
    }

    #[test]
    fn the_previous_secret_still_opens() {
        let sealed = sealer(SECRET, None).seal("subject", b"hello").unwrap();
        assert_eq!(
            sealer(OTHER, Some(SECRET)).open("subject", &sealed).as_deref(),
            Some(b"hello".as_slice())
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            prop_assert_eq!(sealer(SECRET, None).open("subject", &bytes), None);
        }
    }
}
