//! Whether the server is still there. A program can't see that a connection has died silently; it has to ask.

use std::time::{Duration, Instant};

/// After so long without a word the server is asked.
const IDLE_BEFORE_PING: Duration = Duration::from_secs(25);

/// So long an answer may take, also the one to the question whether the server is there.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(5);

/// The signs of life of one connection.
#[derive(Debug)]
pub(crate) struct KeepAlive {
    last_received: Instant,
    /// When the server was last asked, and whether it has answered anything since.
    pinged: Option<(Instant, bool)>,
    /// Since when an answer is waited for.
    waiting_since: Option<Instant>,
}

/// What to do about the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeepAliveAction {
    /// Nothing yet.
    Wait,
    /// Ask whether the server is there.
    Ping,
    /// Give the connection up.
    Disconnect,
}

impl KeepAlive {
    /// A connection that begins now.
    pub(crate) fn new(now: Instant) -> Self {
        Self { last_received: now, pinged: None, waiting_since: None }
    }

    /// Something was heard.
    pub(crate) fn frame_received(&mut self, now: Instant) {
        self.last_received = now;
    }

    /// Something was heard that answers a request, so the server hears this client too.
    pub(crate) fn response_received(&mut self) {
        if let Some((_, answered)) = &mut self.pinged {
            *answered = true;
        }
    }

    /// Since when the oldest request is unanswered, if one is.
    pub(crate) fn set_waiting_since(&mut self, since: Option<Instant>) {
        self.waiting_since = since;
    }

    /// What to do now. A ping that this asks for counts as sent.
    pub(crate) fn poll(&mut self, now: Instant) -> KeepAliveAction {
        if now < self.deadline() {
            return KeepAliveAction::Wait;
        }
        if self.is_waiting_for_pong() {
            return KeepAliveAction::Disconnect;
        }
        self.pinged = Some((now, false));
        KeepAliveAction::Ping
    }

    /// When to look again.
    pub(crate) fn deadline(&self) -> Instant {
        let Some((asked, answered)) = self.pinged else { return self.next_ping() };
        // Who has just been heard is not asked again for as long as an answer may take.
        if answered { self.next_ping().max(asked + RESPONSE_TIMEOUT) } else { asked + RESPONSE_TIMEOUT }
    }

    fn next_ping(&self) -> Instant {
        let silent = self.last_received + IDLE_BEFORE_PING;
        self.waiting_since.map_or(silent, |since| silent.min(since + RESPONSE_TIMEOUT))
    }

    fn is_waiting_for_pong(&self) -> bool {
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
        let mut keep_alive = KeepAlive::new(start);
        assert_eq!(keep_alive.poll(start + seconds(24)), KeepAliveAction::Wait);
        assert_eq!(keep_alive.poll(start + seconds(25)), KeepAliveAction::Ping);
        assert_eq!(keep_alive.poll(start + seconds(29)), KeepAliveAction::Wait);
        assert_eq!(keep_alive.poll(start + seconds(30)), KeepAliveAction::Disconnect);
    }

    #[test]
    fn a_server_that_answers_is_left_in_peace() {
        let start = Instant::now();
        let mut keep_alive = KeepAlive::new(start);
        for round in 0..4 {
            let time = start + seconds(26 * round);
            keep_alive.frame_received(time);
            assert_eq!(keep_alive.poll(time + seconds(25)), KeepAliveAction::Ping, "{round}");
            keep_alive.frame_received(time + seconds(26));
            keep_alive.response_received();
            assert_eq!(keep_alive.poll(time + seconds(30)), KeepAliveAction::Wait, "{round}");
        }
    }

    #[test]
    fn an_answer_that_takes_5_seconds_has_the_server_asked() {
        let start = Instant::now();
        let mut keep_alive = KeepAlive::new(start);
        keep_alive.set_waiting_since(Some(start + seconds(1)));
        assert_eq!(keep_alive.poll(start + seconds(5)), KeepAliveAction::Wait);
        assert_eq!(keep_alive.poll(start + seconds(6)), KeepAliveAction::Ping);
        keep_alive.response_received();
        assert_eq!(
            keep_alive.poll(start + seconds(10)),
            KeepAliveAction::Wait,
            "it is asked no more often than every 5 seconds"
        );
        assert_eq!(keep_alive.poll(start + seconds(11)), KeepAliveAction::Ping);
        assert_eq!(keep_alive.poll(start + seconds(16)), KeepAliveAction::Disconnect);
    }

    #[test]
    fn events_alone_do_not_prove_that_the_server_hears() {
        let start = Instant::now();
        let mut keep_alive = KeepAlive::new(start);
        keep_alive.set_waiting_since(Some(start));
        assert_eq!(keep_alive.poll(start + seconds(5)), KeepAliveAction::Ping);
        keep_alive.frame_received(start + seconds(9));
        assert_eq!(keep_alive.poll(start + seconds(10)), KeepAliveAction::Disconnect);
    }
}
