//! Which other instances are there. One that falls silent without a goodbye may have stored what it told nobody of.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How long an instance may be silent; each speaks once a second.
const PEER_TIMEOUT: Duration = Duration::from_secs(4);

/// The other instances, each with when it was last heard.
#[derive(Debug, Default)]
pub(super) struct Peers(HashMap<String, Instant>);

impl Peers {
    /// An instance has spoken.
    pub(super) fn heard(&mut self, instance: String, now: Instant) {
        self.0.insert(instance, now);
    }

    /// An instance has told all that it had to tell, and ended.
    pub(super) fn left(&mut self, instance: &str) {
        self.0.remove(instance);
    }

    /// Nothing is known of any, since nothing can be heard.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }

    /// Forgets those who have been silent for too long. Returns whether there were any.
    pub(super) fn lose_silent(&mut self, now: Instant) -> bool {
        let before = self.0.len();
        self.0.retain(|_, heard| now.duration_since(*heard) < PEER_TIMEOUT);
        self.0.len() < before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_falls_silent_is_noticed_once_and_one_that_says_goodbye_never() {
        let start = Instant::now();
        let mut peers = Peers::default();
        for name in ["a", "b", "c"] {
            peers.heard(name.to_owned(), start);
        }
        peers.left("a");
        peers.heard("b".to_owned(), start + Duration::from_secs(3));
        assert!(!peers.lose_silent(start + Duration::from_millis(3_999)));
        assert!(peers.lose_silent(start + Duration::from_secs(4)));
        assert!(!peers.lose_silent(start + Duration::from_secs(6)));
        peers.forget();
        assert!(!peers.lose_silent(start + Duration::from_mins(1)));
    }
}
