//! How long a client stays away after a connection has ended, and when it doesn't come back.

use crate::error::EndReason;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::time::Duration;

/// The first wait; each one after it is twice as long.
const INITIAL_BACKOFF: Duration = Duration::from_millis(500);

/// The longest wait.
pub(crate) const MAX_BACKOFF: Duration = Duration::from_secs(30);

/// After a connection that was good for so long the waits begin from the first again.
const STABLE_AFTER: Duration = Duration::from_secs(10);

/// Why a connection has ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Disconnect {
    /// The server has closed the socket.
    #[error("the server closed the socket with code {0}")]
    Closed(u16),
    /// The server, or what stands before it, answered the handshake with this status.
    #[error("the handshake was answered with status {status}")]
    HandshakeRejected { status: u16, retry_after: Option<Duration> },
    /// Nothing came for too long.
    #[error("nothing was heard")]
    TimedOut,
    /// The connection broke, or none came about.
    #[error("{0}")]
    Broken(String),
}

/// The waits between connections.
#[derive(Debug)]
pub(crate) struct Backoff {
    random: StdRng,
    longest: Duration,
    failures: u32,
}

impl Backoff {
    /// Waits that double up to the longest, and are the same for the same seed.
    pub(crate) fn new(seed: u64, longest: Duration) -> Self {
        Self { random: StdRng::seed_from_u64(seed), longest, failures: 0 }
    }

    /// How long to wait after a connection has ended that was open for `lived`, or never; or why not to come back.
    pub(crate) fn after(
        &mut self,
        disconnect: &Disconnect,
        lived: Option<Duration>,
    ) -> Result<Duration, EndReason> {
        if lived.is_some_and(|lived| lived >= STABLE_AFTER) {
            self.failures = 0;
        }
        match disconnect {
            Disconnect::Closed(4401) | Disconnect::HandshakeRejected { status: 401, .. } => {
                Err(EndReason::LoggedOut)
            }
            Disconnect::Closed(code @ (1003 | 1007 | 1009 | 4400)) => Err(EndReason::ClosedByServer(*code)),
            Disconnect::HandshakeRejected { status, .. }
                if (300..500).contains(status) && !matches!(status, 408 | 429) =>
            {
                Err(EndReason::Rejected(*status))
            }
            // The server stops in order, and another one is there or soon will be. One that lets nobody in any more is
            // no reason to hurry.
            Disconnect::Closed(1001) if lived.is_some() => Ok(Duration::ZERO),
            Disconnect::Closed(4429) => Ok(self.about(MAX_BACKOFF)),
            Disconnect::HandshakeRejected { retry_after: Some(time), .. } => {
                let wait = self.next();
                Ok(wait.max((*time).min(MAX_BACKOFF)))
            }
            _ => Ok(self.next()),
        }
    }

    /// A random time of up to `longest`.
    pub(crate) fn within(&mut self, longest: Duration) -> Duration {
        longest.mul_f64(self.random.random())
    }

    fn next(&mut self) -> Duration {
        let doubled = INITIAL_BACKOFF.saturating_mul(1_u32.checked_shl(self.failures).unwrap_or(u32::MAX));
        self.failures = self.failures.saturating_add(1);
        self.about(doubled.min(self.longest))
    }

    /// Between half of a time and all of it, so that those who were thrown out together don't come back together.
    fn about(&mut self, time: Duration) -> Duration {
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

    #[test]
    fn waits_double_from_half_a_second_to_thirty() {
        let mut backoff = Backoff::new(7, MAX_BACKOFF);
        for longest in [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000] {
            let wait = backoff.after(&broken(), None).unwrap();
            let longest = Duration::from_millis(longest);
            assert!(longest / 2 <= wait && wait <= longest, "{wait:?} of {longest:?}");
        }
        let wait = backoff.after(&broken(), Some(STABLE_AFTER)).unwrap();
        assert!(wait <= INITIAL_BACKOFF, "a good connection lets them begin again: {wait:?}");
    }

    #[test]
    fn a_program_may_wait_less() {
        let mut backoff = Backoff::new(7, Duration::from_secs(1));
        let waits: Vec<_> = (0..9).map(|_| backoff.after(&broken(), None).unwrap()).collect();
        assert!(waits.iter().all(|wait| *wait <= Duration::from_secs(1)), "{waits:?}");
    }

    #[test]
    fn a_connection_that_lasts_for_a_moment_is_no_good_one() {
        let mut backoff = Backoff::new(7, MAX_BACKOFF);
        let waits: Vec<_> =
            (0..10).map(|_| backoff.after(&broken(), Some(Duration::from_secs(1))).unwrap()).collect();
        assert!(waits[9] >= MAX_BACKOFF / 2, "{waits:?}");
    }

    #[test]
    fn a_server_that_stops_is_left_at_once_but_only_by_those_who_were_in() {
        let mut backoff = Backoff::new(7, MAX_BACKOFF);
        assert_eq!(backoff.after(&Disconnect::Closed(1001), Some(Duration::ZERO)), Ok(Duration::ZERO));
        assert!(backoff.after(&Disconnect::Closed(1001), None).unwrap() >= INITIAL_BACKOFF / 2);
    }

    #[test]
    fn a_socket_too_many_waits_long() {
        assert!(
            Backoff::new(7, MAX_BACKOFF).after(&Disconnect::Closed(4429), None).unwrap() >= MAX_BACKOFF / 2
        );
    }

    #[test]
    fn what_will_not_be_better_is_final() {
        let refused = |status| Disconnect::HandshakeRejected { status, retry_after: None };
        for (disconnect, reason) in [
            (Disconnect::Closed(4401), EndReason::LoggedOut),
            (refused(401), EndReason::LoggedOut),
            (Disconnect::Closed(4400), EndReason::ClosedByServer(4400)),
            (Disconnect::Closed(1009), EndReason::ClosedByServer(1009)),
            (refused(403), EndReason::Rejected(403)),
            (refused(404), EndReason::Rejected(404)),
        ] {
            assert_eq!(Backoff::new(7, MAX_BACKOFF).after(&disconnect, None), Err(reason), "{disconnect}");
        }
        for disconnect in [1000, 1006, 1011, 4408, 4409].map(Disconnect::Closed) {
            assert!(Backoff::new(7, MAX_BACKOFF).after(&disconnect, None).is_ok(), "{disconnect}");
        }
        for disconnect in [408, 429, 500, 502, 503].map(refused) {
            assert!(Backoff::new(7, MAX_BACKOFF).after(&disconnect, None).is_ok(), "{disconnect}");
        }
    }

    #[test]
    fn a_server_may_say_how_long_to_wait_within_bounds() {
        let frame = |seconds| Disconnect::HandshakeRejected {
            status: 503,
            retry_after: Some(Duration::from_secs(seconds)),
        };
        let mut backoff = Backoff::new(7, MAX_BACKOFF);
        assert_eq!(backoff.after(&frame(9), None), Ok(Duration::from_secs(9)));
        assert_eq!(backoff.after(&frame(86_400), None), Ok(MAX_BACKOFF));
    }

    proptest! {
        #[test]
        fn the_same_seed_gives_the_same_waits_within_the_bounds(seed: u64, count in 1_usize..200) {
            let waits = || {
                let mut backoff = Backoff::new(seed, MAX_BACKOFF);
                (0..count).map(|_| backoff.after(&broken(), None).unwrap()).collect::<Vec<_>>()
            };
            prop_assert_eq!(waits(), waits());
            prop_assert!(waits().iter().all(|wait| (INITIAL_BACKOFF / 2..=MAX_BACKOFF).contains(wait)));
        }
    }
}
