//! Which other instances are running. One that falls silent without saying that it stops may have committed events that it
//! didn't publish.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How long an instance may be silent; each sends a heartbeat once a second.
const SILENCE_TIMEOUT: Duration = Duration::from_secs(4);

/// The other instances, each with the time of its last heartbeat.
#[derive(Debug, Default)]
pub(super) struct Peers(HashMap<String, Instant>);

impl Peers {
    /// An instance has sent a heartbeat.
    pub(super) fn alive(&mut self, instance: String, now: Instant) {
        self.0.insert(instance, now);
    }

    /// An instance has published all its events, and stopped.
    pub(super) fn stopped(&mut self, instance: &str) {
        self.0.remove(instance);
    }

    /// Without a connection, nothing is known of any.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }

    /// Removes those that have been silent for too long. Returns whether there were any.
    pub(super) fn remove_silent(&mut self, now: Instant) -> bool {
        let before = self.0.len();
        self.0.retain(|_, last_heartbeat| now.duration_since(*last_heartbeat) < SILENCE_TIMEOUT);
        self.0.len() < before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_instance_is_noticed_once_and_one_that_says_goodbye_never() {
        let start = Instant::now();
        let mut peers = Peers::default();
        for name in ["a", "b", "c"] {
            peers.alive(name.to_owned(), start);
        }
        peers.stopped("a");
        peers.alive("b".to_owned(), start + Duration::from_secs(3));
        assert!(!peers.remove_silent(start + Duration::from_millis(3_999)));
        assert!(peers.remove_silent(start + Duration::from_secs(4)));
        assert!(!peers.remove_silent(start + Duration::from_secs(6)));
        peers.forget();
        assert!(!peers.remove_silent(start + Duration::from_mins(1)));
    }
}
