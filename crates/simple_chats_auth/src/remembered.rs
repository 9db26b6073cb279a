//! Credentials of HTTP Basic that were right a moment ago, so that not each request pays for bcrypt.

use crate::encoding::random_bytes;
use moka::sync::Cache;
use ring::hmac;
use std::fmt;
use std::time::Duration;

const REMEMBERED_FOR: Duration = Duration::from_mins(5);
/// An entry takes some 200 bytes, so that a full memory takes a few megabytes.
const CAPACITY: u64 = 20_000;

/// Remembers for five minutes that a login and a password went with a stored hash, by a hash of the three under a key
/// that lives as long as the process. A changed password has another stored hash, and so is not known any more.
#[derive(Clone)]
pub struct RememberedCredentials {
    key: hmac::Key,
    known: Cache<[u8; 32], ()>,
}

impl RememberedCredentials {
    /// Knows nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::with_limits(REMEMBERED_FOR, CAPACITY)
    }

    /// To be called once the password was found right for this stored hash.
    pub fn remember(&self, login: &str, password: &str, stored_hash: &str) {
        self.known.insert(self.digest([login, password, stored_hash]), ());
    }

    /// Whether exactly these three were remembered within the last five minutes.
    #[must_use]
    pub fn knows(&self, login: &str, password: &str, stored_hash: &str) -> bool {
        self.known.contains_key(&self.digest([login, password, stored_hash]))
    }

    fn with_limits(time_to_live: Duration, capacity: u64) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, &random_bytes::<32>()),
            known: Cache::builder().time_to_live(time_to_live).max_capacity(capacity).build(),
        }
    }

    /// Each part's length goes before it, so that no two triples look alike.
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

impl Default for RememberedCredentials {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for RememberedCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RememberedCredentials").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_same_three_are_known() {
        let remembered = RememberedCredentials::new();
        assert!(!remembered.knows("ann", "secret", "hash"));
        remembered.remember("ann", "secret", "hash");
        assert!(remembered.knows("ann", "secret", "hash"));
        for (login, password, hash) in [
            ("bob", "secret", "hash"),
            ("ann", "Secret", "hash"),
            ("ann", "secret", "new hash"),
            ("anns", "ecret", "hash"),
            ("ann", "secretha", "sh"),
            ("", "annsecret", "hash"),
        ] {
            assert!(!remembered.knows(login, password, hash), "{login} {password} {hash}");
        }
    }

    #[test]
    fn two_processes_remember_under_different_keys() {
        let [one, other] = [RememberedCredentials::new(), RememberedCredentials::new()];
        assert_ne!(one.digest(["ann", "secret", "hash"]), other.digest(["ann", "secret", "hash"]));
    }

    #[test]
    fn what_was_remembered_is_forgotten_after_its_time() {
        let remembered = RememberedCredentials::with_limits(Duration::from_millis(30), 10);
        remembered.remember("ann", "secret", "hash");
        std::thread::sleep(Duration::from_millis(60));
        assert!(!remembered.knows("ann", "secret", "hash"));
    }

    #[test]
    fn the_memory_is_bounded() {
        let remembered = RememberedCredentials::with_limits(REMEMBERED_FOR, 10);
        for number in 0..1000 {
            remembered.remember("ann", &number.to_string(), "hash");
        }
        remembered.known.run_pending_tasks();
        assert!(remembered.known.entry_count() <= 10);
    }
}
