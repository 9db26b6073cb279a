//! A cache of HTTP Basic credentials that were verified recently, so that not every request computes bcrypt.

use crate::encoding::random_bytes;
use moka::sync::Cache;
use ring::hmac;
use std::fmt;
use std::time::Duration;

const TIME_TO_LIVE: Duration = Duration::from_mins(5);
/// An entry takes about 200 bytes, so a full cache takes a few megabytes.
const CAPACITY: u64 = 20_000;

/// Remembers for five minutes which login and password match which stored hash, as a digest of the three with a key that
/// lives as long as the process. A new password has another stored hash, so entries of the old one no longer match.
#[derive(Clone)]
pub struct CredentialCache {
    key: hmac::Key,
    entries: Cache<[u8; 32], ()>,
}

impl CredentialCache {
    /// Adds an entry, once the password was verified against this stored hash.
    pub fn insert(&self, login: &str, password: &str, stored_hash: &str) {
        self.entries.insert(self.digest([login, password, stored_hash]), ());
    }

    /// Whether exactly these three were added within the last five minutes.
    #[must_use]
    pub fn contains(&self, login: &str, password: &str, stored_hash: &str) -> bool {
        self.entries.contains_key(&self.digest([login, password, stored_hash]))
    }

    fn with_limits(time_to_live: Duration, capacity: u64) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, &random_bytes::<32>()),
            entries: Cache::builder().time_to_live(time_to_live).max_capacity(capacity).build(),
        }
    }

    /// Prefixes each part with its length, so that no two triples have the same input.
    fn digest(&self, parts: [&str; 3]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.key);
        for part in parts {
            context.update(&part.len().to_be_bytes());
            context.update(part.as_bytes());
        }
        let mut digest = [0; 32];
        digest.copy_from_slice(context.sign().as_ref());
        digest
    }
}

impl Default for CredentialCache {
    fn default() -> Self {
        Self::with_limits(TIME_TO_LIVE, CAPACITY)
    }
}

impl fmt::Debug for CredentialCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialCache").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_login_password_and_hash_match() {
        let cache = CredentialCache::default();
        assert!(!cache.contains("ann", "secret", "hash"));
        cache.insert("ann", "secret", "hash");
        assert!(cache.contains("ann", "secret", "hash"));
        for (login, password, hash) in [
            ("bob", "secret", "hash"),
            ("ann", "Secret", "hash"),
            ("ann", "secret", "new hash"),
            ("anns", "ecret", "hash"),
            ("ann", "secretha", "sh"),
            ("", "annsecret", "hash"),
        ] {
            assert!(!cache.contains(login, password, hash), "{login} {password} {hash}");
        }
    }

    #[test]
    fn two_processes_use_different_keys() {
        let [one, other] = [CredentialCache::default(), CredentialCache::default()];
        assert_ne!(one.digest(["ann", "secret", "hash"]), other.digest(["ann", "secret", "hash"]));
    }

    #[test]
    fn entries_expire() {
        let cache = CredentialCache::with_limits(Duration::from_millis(30), 10);
        cache.insert("ann", "secret", "hash");
        std::thread::sleep(Duration::from_millis(60));
        assert!(!cache.contains("ann", "secret", "hash"));
    }

    #[test]
    fn the_size_is_bounded() {
        let cache = CredentialCache::with_limits(TIME_TO_LIVE, 10);
        for number in 0..1000 {
            cache.insert("ann", &number.to_string(), "hash");
        }
        cache.entries.run_pending_tasks();
        assert!(cache.entries.entry_count() <= 10);
    }
}
