//! Detects dead connections. TCP doesn't show that a connection has died silently, so the client sends pings.

use simple_chats_protocol::limits::{PONG_TIMEOUT, RESPONSE_TIMEOUT, SILENCE_TIMEOUT};
use std::time::Instant;

/// The keep-alive state of one connection.
#[derive(Debug)]
pub(crate) struct KeepAlive {
    last_received: Instant,
    /// When the last ping was sent, and whether any response has arrived since.
    pinged: Option<(Instant, bool)>,
    /// When the oldest request without a response was sent.
    waiting_since: Option<Instant>,
}

/// What to do about the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeepAliveAction {
    /// Nothing is due.
    Wait,
    /// Send a ping.
    Ping,
    /// Give up the connection.
    Disconnect,
}

impl KeepAlive {
    /// A connection that opens now.
    pub(crate) fn new(now: Instant) -> Self {
        Self { last_received: now, pinged: None, waiting_since: None }
    }

    /// A frame has arrived.
    pub(crate) fn frame_received(&mut self, now: Instant) {
        self.last_received = now;
    }

    /// A response has arrived, which shows that the server receives this client's frames too.
    pub(crate) fn response_received(&mut self) {
        if let Some((_, answered)) = &mut self.pinged {
            *answered = true;
        }
    }

    /// Notes when the oldest request without a response was sent.
    pub(crate) fn set_waiting_since(&mut self, since: Option<Instant>) {
        self.waiting_since = since;
    }

    /// The action that is due. A ping counts as sent.
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

    /// When the next action is due.
    pub(crate) fn deadline(&self) -> Instant {
        let Some((asked, answered)) = self.pinged else { return self.next_ping() };
        // After a response, the next ping waits at least as long as a pong may take.
        if answered { self.next_ping().max(asked + PONG_TIMEOUT) } else { asked + PONG_TIMEOUT }
    }

    fn next_ping(&self) -> Instant {
        let silent = self.last_received + SILENCE_TIMEOUT;
        self.waiting_since.map_or(silent, |since| silent.min(since + RESPONSE_TIMEOUT))
    }

    fn is_waiting_for_pong(&self) -> bool {
        matches!(self.pinged, Some((_, false)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_silent_server_gets_a_ping_after_25_seconds_and_is_given_up_5_later() {
        let start = Instant::now();
        let mut keep_alive = KeepAlive::new(start);
        assert_eq!(keep_alive.poll(start + seconds(24)), KeepAliveAction::Wait);
        assert_eq!(keep_alive.poll(start + seconds(25)), KeepAliveAction::Ping);
        assert_eq!(keep_alive.poll(start + seconds(29)), KeepAliveAction::Wait);
        assert_eq!(keep_alive.poll(start + seconds(30)), KeepAliveAction::Disconnect);
    }

    #[test]
    fn a_server_that_responds_is_kept() {
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
    fn a_response_that_takes_5_seconds_causes_a_ping() {
        let start = Instant::now();
        let mut keep_alive = KeepAlive::new(start);
        keep_alive.set_waiting_since(Some(start + seconds(1)));
        assert_eq!(keep_alive.poll(start + seconds(5)), KeepAliveAction::Wait);
        assert_eq!(keep_alive.poll(start + seconds(6)), KeepAliveAction::Ping);
        keep_alive.response_received();
        assert_eq!(
            keep_alive.poll(start + seconds(10)),
            KeepAliveAction::Wait,
            "pings are at least 5 seconds apart"
        );
        assert_eq!(keep_alive.poll(start + seconds(11)), KeepAliveAction::Ping);
        assert_eq!(keep_alive.poll(start + seconds(16)), KeepAliveAction::Disconnect);
    }

    #[test]
    fn events_alone_do_not_prove_that_the_server_receives() {
        let start = Instant::now();
        let mut keep_alive = KeepAlive::new(start);
        keep_alive.set_waiting_since(Some(start));
        assert_eq!(keep_alive.poll(start + seconds(5)), KeepAliveAction::Ping);
        keep_alive.frame_received(start + seconds(9));
        assert_eq!(keep_alive.poll(start + seconds(10)), KeepAliveAction::Disconnect);
    }
}
