//! Whether the server is still there. A program can't see that a connection has died silently; it has to ask.

use std::time::{Duration, Instant};

/// After so long without a word the server is asked.
const SILENCE: Duration = Duration::from_secs(25);

/// So long an answer may take, also the one to the question whether the server is there.
const PATIENCE: Duration = Duration::from_secs(5);

/// The signs of life of one connection.
#[derive(Debug)]
pub(crate) struct Pulse {
    last_heard: Instant,
    /// When the server was last asked, and whether it has answered anything since.
    pinged: Option<(Instant, bool)>,
    /// Since when an answer is waited for.
    waiting_since: Option<Instant>,
}

/// What to do about the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beat {
    /// Nothing yet.
    Fine,
    /// Ask whether the server is there.
    Ping,
    /// Give the connection up.
    Dead,
}

impl Pulse {
    /// A connection that begins now.
    pub(crate) fn new(now: Instant) -> Self {
        Self { last_heard: now, pinged: None, waiting_since: None }
    }

    /// Something was heard.
    pub(crate) fn heard(&mut self, now: Instant) {
        self.last_heard = now;
    }

    /// Something was heard that answers a request, so the server hears this client too.
    pub(crate) fn answered(&mut self) {
        if let Some((_, answered)) = &mut self.pinged {
            *answered = true;
        }
    }

    /// Since when the oldest request is unanswered, if one is.
    pub(crate) fn waits(&mut self, since: Option<Instant>) {
        self.waiting_since = since;
    }

    /// What to do now. A ping that this asks for counts as sent.
    pub(crate) fn beat(&mut self, now: Instant) -> Beat {
        if now < self.deadline() {
            return Beat::Fine;
        }
        if self.is_asking() {
            return Beat::Dead;
        }
        self.pinged = Some((now, false));
        Beat::Ping
    }

    /// When to look again.
    pub(crate) fn deadline(&self) -> Instant {
        let Some((asked, answered)) = self.pinged else { return self.next_ping() };
        // Who has just been heard is not asked again for as long as an answer may take.
        if answered { self.next_ping().max(asked + PATIENCE) } else { asked + PATIENCE }
    }

    fn next_ping(&self) -> Instant {
        let silent = self.last_heard + SILENCE;
        self.waiting_since.map_or(silent, |since| silent.min(since + PATIENCE))
    }

    fn is_asking(&self) -> bool {
        matches!(self.pinged, Some((_, false)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_silent_server_is_asked_after_25_seconds_and_given_up_5_later() {
        let start = Instant::now();
        let mut pulse = Pulse::new(start);
        assert_eq!(pulse.beat(start + seconds(24)), Beat::Fine);
        assert_eq!(pulse.beat(start + seconds(25)), Beat::Ping);
        assert_eq!(pulse.beat(start + seconds(29)), Beat::Fine);
        assert_eq!(pulse.beat(start + seconds(30)), Beat::Dead);
    }

    #[test]
    fn a_server_that_answers_is_left_in_peace() {
        let start = Instant::now();
        let mut pulse = Pulse::new(start);
        for round in 0..4 {
            let time = start + seconds(26 * round);
            pulse.heard(time);
            assert_eq!(pulse.beat(time + seconds(25)), Beat::Ping, "{round}");
            pulse.heard(time + seconds(26));
            pulse.answered();
            assert_eq!(pulse.beat(time + seconds(30)), Beat::Fine, "{round}");
        }
    }

    #[test]
    fn an_answer_that_takes_5_seconds_has_the_server_asked() {
        let start = Instant::now();
        let mut pulse = Pulse::new(start);
        pulse.waits(Some(start + seconds(1)));
        assert_eq!(pulse.beat(start + seconds(5)), Beat::Fine);
        assert_eq!(pulse.beat(start + seconds(6)), Beat::Ping);
        pulse.answered();
        assert_eq!(
            pulse.beat(start + seconds(10)),
            Beat::Fine,
            "it is asked no more often than every 5 seconds"
        );
        assert_eq!(pulse.beat(start + seconds(11)), Beat::Ping);
        assert_eq!(pulse.beat(start + seconds(16)), Beat::Dead);
    }

    #[test]
    fn events_alone_do_not_prove_that_the_server_hears() {
        let start = Instant::now();
        let mut pulse = Pulse::new(start);
        pulse.waits(Some(start));
        assert_eq!(pulse.beat(start + seconds(5)), Beat::Ping);
        pulse.heard(start + seconds(9));
        assert_eq!(pulse.beat(start + seconds(10)), Beat::Dead);
    }
}
