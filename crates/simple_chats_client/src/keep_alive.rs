//! Detects dead connections. TCP doesn't show that a connection has died silently, so the client sends pings.

use simple_chats_protocol::limits::{PONG_TIMEOUT, RESPONSE_TIMEOUT, SILENCE_TIMEOUT};
use std::time::Instant;

#[derive(Debug)]
pub(crate) struct KeepAlive {
    last_received: Instant,
    /// When the last ping was sent, and whether any response has arrived since.
    pinged: Option<(Instant, bool)>,
    /// When the oldest request without a response was sent.
    pub(crate) waiting_since: Option<Instant>,
}

/// The action that a connection needs now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeepAliveAction {
    Wait,
    Ping,
    Disconnect,
}

impl KeepAlive {
    pub(crate) fn new(now: Instant) -> Self {
        Self { last_received: now, pinged: None, waiting_since: None }
    }

    pub(crate) fn frame_received(&mut self, now: Instant) {
        self.last_received = now;
    }

    /// A response has arrived, which shows that the server receives this client's frames too.
    pub(crate) fn response_received(&mut self) {
        if let Some((_, answered)) = &mut self.pinged {
            *answered = true;
        }
    }

    /// The action that is due. A ping counts as sent.
    pub(crate) fn poll(&mut self, now: Instant) -> KeepAliveAction {
        if now < self.deadline() {
            return KeepAliveAction::Wait;
        }
        if matches!(self.pinged, Some((_, false))) {
            return KeepAliveAction::Disconnect;
        }
        self.pinged = Some((now, false));
        KeepAliveAction::Ping
    }

    /// When the next action is due.
    pub(crate) fn deadline(&self) -> Instant {
        let Some((sent, answered)) = self.pinged else { return self.next_ping() };
        // After a response, the next ping waits at least as long as a pong may take.
        if answered { self.next_ping().max(sent + PONG_TIMEOUT) } else { sent + PONG_TIMEOUT }
    }

    fn next_ping(&self) -> Instant {
        let silent = self.last_received + SILENCE_TIMEOUT;
        self.waiting_since.map_or(silent, |since| silent.min(since + RESPONSE_TIMEOUT))
    }
}

#[cfg(test)]
mod tests {
    use super::KeepAliveAction::{Disconnect, Ping, Wait};
    use super::*;
    use std::time::Duration;

    /// A new connection, and its clock in seconds.
    fn connection() -> (KeepAlive, impl Fn(u64) -> Instant) {
        let start = Instant::now();
        (KeepAlive::new(start), move |seconds| start + Duration::from_secs(seconds))
    }

    #[test]
    fn a_silent_server_gets_a_ping_after_25_seconds_and_is_given_up_5_later() {
        let (mut keep_alive, at) = connection();
        assert_eq!(keep_alive.poll(at(24)), Wait);
        assert_eq!(keep_alive.poll(at(25)), Ping);
        assert_eq!(keep_alive.poll(at(29)), Wait);
        assert_eq!(keep_alive.poll(at(30)), Disconnect);
    }

    #[test]
    fn a_server_that_responds_is_kept() {
        let (mut keep_alive, at) = connection();
        for round in 0..4 {
            keep_alive.frame_received(at(26 * round));
            assert_eq!(keep_alive.poll(at(26 * round + 25)), Ping, "{round}");
            keep_alive.frame_received(at(26 * round + 26));
            keep_alive.response_received();
            assert_eq!(keep_alive.poll(at(26 * round + 30)), Wait, "{round}");
        }
    }

    #[test]
    fn a_response_that_takes_5_seconds_causes_a_ping() {
        let (mut keep_alive, at) = connection();
        keep_alive.waiting_since = Some(at(1));
        assert_eq!(keep_alive.poll(at(5)), Wait);
        assert_eq!(keep_alive.poll(at(6)), Ping);
        keep_alive.response_received();
        assert_eq!(keep_alive.poll(at(10)), Wait, "pings are at least 5 seconds apart");
        assert_eq!(keep_alive.poll(at(11)), Ping);
        assert_eq!(keep_alive.poll(at(16)), Disconnect);
    }

    #[test]
    fn events_alone_do_not_prove_that_the_server_receives() {
        let (mut keep_alive, at) = connection();
        keep_alive.waiting_since = Some(at(0));
        assert_eq!(keep_alive.poll(at(5)), Ping);
        keep_alive.frame_received(at(9));
        assert_eq!(keep_alive.poll(at(10)), Disconnect);
    }
}
