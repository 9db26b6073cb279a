//! The delay before a client reconnects, or the reason not to.

use crate::error::EndReason;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use simple_chats_protocol::limits::{MAX_RECONNECT_DELAY, MIN_RECONNECT_DELAY};
use simple_chats_protocol::{ClientReaction, CloseCode};
use std::time::Duration;

/// A connection that lasts this long resets the delays.
const STABLE_AFTER: Duration = Duration::from_secs(10);

/// The reason why a connection ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Disconnect {
    #[error("the server closed the socket with code {0}")]
    Closed(u16),
    /// The server, or a proxy in front of it, refused the handshake.
    #[error("the handshake was answered with status {status}")]
    HandshakeRejected { status: u16, retry_after: Option<Duration> },
    #[error("the server sent nothing for too long")]
    TimedOut,
    /// The connection broke, or could not be opened.
    #[error("{0}")]
    Broken(String),
}

#[derive(Debug)]
pub(crate) struct Backoff {
    random: StdRng,
    longest: Duration,
    failures: u32,
}

impl Backoff {
    /// Delays that double up to the longest. The same seed gives the same delays.
    pub(crate) fn new(seed: u64, longest: Duration) -> Self {
        Self { random: StdRng::seed_from_u64(seed), longest, failures: 0 }
    }

    /// The delay after a connection that was ready for `lived` (`None` if it never was), or the reason not to reconnect.
    pub(crate) fn after(
        &mut self,
        disconnect: &Disconnect,
        lived: Option<Duration>,
    ) -> Result<Duration, EndReason> {
        if lived.is_some_and(|lived| lived >= STABLE_AFTER) {
            self.failures = 0;
        }
        match disconnect {
            Disconnect::Closed(number) => match CloseCode::from_number(*number).map(CloseCode::reaction) {
                Some(ClientReaction::LogIn) => Err(EndReason::LoggedOut),
                Some(ClientReaction::Stop) => Err(EndReason::ClosedByServer(*number)),
                // Before `ready`, the server may still be refusing all clients.
                Some(ClientReaction::ReconnectNow) if lived.is_some() => Ok(Duration::ZERO),
                Some(ClientReaction::Wait) => Ok(self.randomized(MAX_RECONNECT_DELAY)),
                _ => Ok(self.next()),
            },
            Disconnect::HandshakeRejected { status: 401, .. } => Err(EndReason::LoggedOut),
            Disconnect::HandshakeRejected { status, .. }
                if (300..500).contains(status) && !matches!(status, 408 | 429) =>
            {
                Err(EndReason::Rejected(*status))
            }
            Disconnect::HandshakeRejected { retry_after: Some(time), .. } => {
                let delay = self.next();
                Ok(delay.max((*time).min(MAX_RECONNECT_DELAY)))
            }
            _ => Ok(self.next()),
        }
    }

    /// A random time up to `longest`.
    pub(crate) fn within(&mut self, longest: Duration) -> Duration {
        longest.mul_f64(self.random.random())
    }

    fn next(&mut self) -> Duration {
        let doubled =
            MIN_RECONNECT_DELAY.saturating_mul(1_u32.checked_shl(self.failures).unwrap_or(u32::MAX));
        self.failures = self.failures.saturating_add(1);
        self.randomized(doubled.min(self.longest))
    }

    /// A random time between half of this one and all of it, so that clients that were disconnected together don't
    /// reconnect together.
    fn randomized(&mut self, time: Duration) -> Duration {
        time / 2 + self.within(time / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn broken() -> Disconnect {
        Disconnect::Broken("cut".into())
    }

    /// The delays after this many connections, each of which was ready for `lived` and then broke.
    fn delays(mut backoff: Backoff, lived: Option<Duration>, count: usize) -> Vec<Duration> {
        (0..count).map(|_| backoff.after(&broken(), lived).unwrap()).collect()
    }

    fn after_first(disconnect: &Disconnect) -> Result<Duration, EndReason> {
        Backoff::new(7, MAX_RECONNECT_DELAY).after(disconnect, None)
    }

    #[test]
    fn delays_double_from_half_a_second_to_thirty() {
        let mut backoff = Backoff::new(7, MAX_RECONNECT_DELAY);
        for longest in [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000] {
            let wait = backoff.after(&broken(), None).unwrap();
            let longest = Duration::from_millis(longest);
            assert!(longest / 2 <= wait && wait <= longest, "{wait:?} of {longest:?}");
        }
        let wait = backoff.after(&broken(), Some(STABLE_AFTER)).unwrap();
        assert!(wait <= MIN_RECONNECT_DELAY, "a stable connection resets them: {wait:?}");
    }

    #[test]
    fn a_program_may_set_a_shorter_delay() {
        let waits = delays(Backoff::new(7, Duration::from_secs(1)), None, 9);
        assert!(waits.iter().all(|wait| *wait <= Duration::from_secs(1)), "{waits:?}");
    }

    #[test]
    fn a_connection_of_a_moment_does_not_reset_the_delays() {
        let waits = delays(Backoff::new(7, MAX_RECONNECT_DELAY), Some(Duration::from_secs(1)), 10);
        assert!(waits[9] >= MAX_RECONNECT_DELAY / 2, "{waits:?}");
    }

    #[test]
    fn clients_that_were_ready_reconnect_at_once_when_the_server_shuts_down() {
        let mut backoff = Backoff::new(7, MAX_RECONNECT_DELAY);
        assert_eq!(backoff.after(&Disconnect::Closed(1001), Some(Duration::ZERO)), Ok(Duration::ZERO));
        assert!(backoff.after(&Disconnect::Closed(1001), None).unwrap() >= MIN_RECONNECT_DELAY / 2);
    }

    #[test]
    fn too_many_sockets_cause_the_longest_delay() {
        assert!(after_first(&Disconnect::Closed(4429)).unwrap() >= MAX_RECONNECT_DELAY / 2);
    }

    #[test]
    fn permanent_errors_end_the_client() {
        let refused = |status| Disconnect::HandshakeRejected { status, retry_after: None };
        for (disconnect, reason) in [
            (Disconnect::Closed(4401), EndReason::LoggedOut),
            (refused(401), EndReason::LoggedOut),
            (Disconnect::Closed(4400), EndReason::ClosedByServer(4400)),
            (Disconnect::Closed(1009), EndReason::ClosedByServer(1009)),
            (refused(403), EndReason::Rejected(403)),
            (refused(404), EndReason::Rejected(404)),
        ] {
            assert_eq!(after_first(&disconnect), Err(reason), "{disconnect}");
        }
        let closed = [1000, 1006, 1011, 4408, 4409].map(Disconnect::Closed);
        for disconnect in closed.into_iter().chain([408, 429, 500, 502, 503].map(refused)) {
            assert!(after_first(&disconnect).is_ok(), "{disconnect}");
        }
    }

    #[test]
    fn retry_after_is_followed_within_bounds() {
        let refused = |seconds| {
            let retry_after = Some(Duration::from_secs(seconds));
            after_first(&Disconnect::HandshakeRejected { status: 503, retry_after })
        };
        assert_eq!(refused(9), Ok(Duration::from_secs(9)));
        assert_eq!(refused(86_400), Ok(MAX_RECONNECT_DELAY));
    }

    proptest! {
        #[test]
        fn the_same_seed_gives_the_same_delays_within_the_bounds(seed: u64, count in 1_usize..200) {
            let waits = || delays(Backoff::new(seed, MAX_RECONNECT_DELAY), None, count);
            prop_assert_eq!(waits(), waits());
            prop_assert!(waits().iter().all(|wait| (MIN_RECONNECT_DELAY / 2..=MAX_RECONNECT_DELAY).contains(wait)));
        }
    }
}
