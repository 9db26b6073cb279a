//! Hashes passwords and verifies them, off the async threads and on a bounded number of cores.
//!
//! The stored text is `hmac-sha256-bcrypt:` and a bcrypt hash of `base64(HMAC-SHA-256(label, password))`: bcrypt reads only
//! the first 72 bytes of its input, and some implementations stop at a NUL; these 44 characters depend on the whole
//! password.
//!
//! One key press can be one character or a letter and an accent, depending on the system. Hashes are those of the composed
//! form (NFC; RFC 8265, section 4.2). Hashes of earlier versions are those of the password as it was typed then.

mod queue;

pub use queue::{Lane, MAX_QUEUED};

use crate::error::HashingError;
use crate::password::{MAX_PASSWORD_BYTES, Password};
use crate::werkzeug::WerkzeugHash;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use icu_normalizer::ComposingNormalizer;
use queue::HashQueue;
use ring::hmac;
use std::borrow::Cow;
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::oneshot;

const PREFIX: &str = "hmac-sha256-bcrypt:";
/// Fixed and not secret: it makes the hashes differ from plain hashes of the same passwords elsewhere.
const LABEL: &[u8] = b"simple-chats/password/v1";
/// From bcrypt's least cost to what takes about a minute: at 31, one malformed row could keep a core busy for a day.
const COSTS: std::ops::RangeInclusive<u32> = 4..=20;

/// Hashes and verifies passwords. Clones share the limits.
#[derive(Debug, Clone)]
pub struct PasswordHasher {
    scheme: Scheme,
    queue: HashQueue,
}

/// The result of verifying a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verification {
    /// Whether the password is correct.
    pub matches: bool,
    /// Whether the password is correct and its hash should be replaced by a new one of [`PasswordHasher::hash`], because
    /// it has another cost, comes from the original application, or is that of a password that isn't composed.
    pub outdated: bool,
}

impl PasswordHasher {
    /// `cost` is bcrypt's cost factor, clamped to 4 to 20; each step doubles the work, and 12 takes about 0.3 seconds. At
    /// most `parallelism` passwords are hashed or verified at the same time.
    #[must_use]
    pub fn new(cost: u32, parallelism: usize) -> Self {
        Self {
            scheme: Scheme {
                cost: cost.clamp(*COSTS.start(), *COSTS.end()),
                computed: Arc::new(AtomicU64::new(0)),
            },
            queue: HashQueue::new(parallelism),
        }
    }

    /// Hashes a password for storage. Waits for its turn in a lane.
    pub async fn hash(&self, lane: Lane, password: &Password) -> Result<String, HashingError> {
        let input = bcrypt_input(&composed(password.as_str()));
        self.run(lane, move |scheme| scheme.hash(&input))
            .await?
            .map_err(|error| HashingError::Failed(error.into()))
    }

    /// Verifies a password, as it was typed or composed, against a stored hash; `None` means an unknown user and never
    /// matches. An unknown user, a password over [`MAX_PASSWORD_BYTES`], and an unreadable hash (which is logged) take as long as a hash with the
    /// current cost, so that the time reveals nothing. Waits for its turn in a lane.
    pub async fn verify(
        &self,
        lane: Lane,
        password: &str,
        stored: Option<&str>,
    ) -> Result<Verification, HashingError> {
        let fits = password.len() <= MAX_PASSWORD_BYTES;
        let stored = stored.filter(|_| fits).map(str::to_owned);
        let password = if fits { password.to_owned() } else { String::new() };
        self.run(lane, move |scheme| scheme.verify(&password, stored.as_deref())).await
    }

    /// How often bcrypt has been computed since the start, for metrics.
    #[must_use]
    pub fn hashes_computed(&self) -> u64 {
        self.scheme.computed.load(Ordering::Relaxed)
    }

    /// How many passwords wait to be hashed or verified.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.queue.waiting()
    }

    /// The turn belongs to the work, not to the caller: if the caller's future is dropped because the client has left, the
    /// core stays counted until the work has ended. Each has a thread of its own, with a low priority: starting it is
    /// nothing beside a hash.
    async fn run<T, F>(&self, lane: Lane, work: F) -> Result<T, HashingError>
    where
        T: Send + 'static,
        F: FnOnce(&Scheme) -> T + Send + 'static,
    {
        let turn = self.queue.turn(lane).await?;
        let (scheme, span) = (self.scheme.clone(), tracing::Span::current());
        let (answer, answered) = oneshot::channel();
        let work = move || {
            let _turn = turn;
            lower_priority();
            // If the caller has left, nobody wants the result.
            drop(answer.send(span.in_scope(|| work(&scheme))));
        };
        let thread = std::thread::Builder::new().name("hashing".to_owned()).spawn(work);
        thread.map_err(|error| HashingError::Failed(error.into()))?;
        answered.await.map_err(|error| HashingError::Failed(error.into()))
    }
}

/// Lets the threads that answer requests go first while all cores hash passwords.
fn lower_priority() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICENESS) {
        tracing::debug!(%error, "failed to lower the priority of a thread");
    }
}

/// A quarter of the share of a usual thread (sched(7)).
#[cfg(target_os = "linux")]
const NICENESS: i32 = 6;

/// The work that blocks a thread.
#[derive(Debug, Clone)]
struct Scheme {
    cost: u32,
    computed: Arc<AtomicU64>,
}

impl Scheme {
    fn hash(&self, input: &str) -> Result<String, bcrypt::BcryptError> {
        self.count();
        Ok(format!("{PREFIX}{}", bcrypt::hash(input, self.cost)?))
    }

    /// The work depends on the password alone, unless it matches.
    fn verify(&self, password: &str, stored: Option<&str>) -> Verification {
        let (as_typed, composed) = (self.verify_form(password, stored), composed(password));
        if composed == password {
            as_typed
        } else if as_typed.matches {
            Verification { outdated: true, ..as_typed }
        } else {
            self.verify_form(&composed, stored)
        }
    }

    fn verify_form(&self, password: &str, stored: Option<&str>) -> Verification {
        let input = bcrypt_input(password);
        let Some(stored) = stored else {
            self.spend_a_hash(&input);
            return Verification { matches: false, outdated: false };
        };
        let (matches, is_current) = match StoredHash::parse(stored) {
            Some(StoredHash::Bcrypt { hash, cost }) => {
                self.count();
                (bcrypt::verify(&input, hash).unwrap_or(false), cost == self.cost)
            }
            Some(StoredHash::Werkzeug(hash)) => (hash.matches(password), false),
            None => {
                tracing::error!(
                    "a stored password hash is unreadable; its user can't log in with a password"
                );
                (false, false)
            }
        };
        // Other hashes take another time to verify than an unknown user. A match gets a new hash anyway.
        if !matches && !is_current {
            self.spend_a_hash(&input);
        }
        Verification { matches, outdated: matches && !is_current }
    }

    /// Computes a hash and discards it, so that a failure takes as long as a success.
    fn spend_a_hash(&self, input: &str) {
        self.count();
        // The result doesn't matter, and an allowed cost causes no error.
        let _ = black_box(bcrypt::hash_with_salt(black_box(input), self.cost, [0; 16]));
    }

    fn count(&self) {
        self.computed.fetch_add(1, Ordering::Relaxed);
    }
}

enum StoredHash<'a> {
    Bcrypt { hash: &'a str, cost: u32 },
    Werkzeug(WerkzeugHash<'a>),
}

impl<'a> StoredHash<'a> {
    fn parse(stored: &'a str) -> Option<Self> {
        let Some(hash) = stored.strip_prefix(PREFIX) else {
            return WerkzeugHash::parse(stored).map(Self::Werkzeug);
        };
        let cost = hash.parse::<bcrypt::HashParts>().ok()?.get_cost();
        COSTS.contains(&cost).then_some(Self::Bcrypt { hash, cost })
    }
}

/// A password in NFC; borrowed if it has this form already.
fn composed(password: &str) -> Cow<'_, str> {
    ComposingNormalizer::new_nfc().normalize(password)
}

fn bcrypt_input(password: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, LABEL);
    STANDARD.encode(hmac::sign(&key, password.as_bytes()))
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests;
