//! How long a client stays away after a connection has ended, and when it doesn't come back.

use crate::error::EndReason;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::time::Duration;

/// The first wait; each one after it is twice as long.
const FIRST: Duration = Duration::from_millis(500);

/// The longest wait.
pub(crate) const LONGEST: Duration = Duration::from_secs(30);

/// After a connection that was good for so long the waits begin from the first again.
const GOOD: Duration = Duration::from_secs(10);

/// Why a connection has ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Loss {
    /// The server has closed the socket.
    #[error("the server closed the socket with code {0}")]
    Closed(u16),
    /// The server, or what stands before it, answered the handshake with this status.
    #[error("the handshake was answered with status {status}")]
    Refused { status: u16, retry_after: Option<Duration> },
    /// Nothing came for too long.
    #[error("nothing was heard")]
    Silent,
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
    pub(crate) fn after(&mut self, loss: &Loss, lived: Option<Duration>) -> Result<Duration, EndReason> {
        if lived.is_some_and(|lived| lived >= GOOD) {
            self.failures = 0;
        }
        match loss {
            Loss::Closed(4401) | Loss::Refused { status: 401, .. } => Err(EndReason::SignedOut),
            Loss::Closed(code @ (1003 | 1007 | 1009 | 4400)) => Err(EndReason::Fault(*code)),
            Loss::Refused { status, .. } if (300..500).contains(status) && !matches!(status, 408 | 429) => {
                Err(EndReason::NoSocket(*status))
            }
            // The server stops in order, and another one is there or soon will be. One that lets nobody in any more is
            // no reason to hurry.
            Loss::Closed(1001) if lived.is_some() => Ok(Duration::ZERO),
            Loss::Closed(4429) => Ok(self.about(LONGEST)),
            Loss::Refused { retry_after: Some(time), .. } => {
                let wait = self.next();
                Ok(wait.max((*time).min(LONGEST)))
            }
            _ => Ok(self.next()),
        }
    }

    /// A random time of up to `longest`.
    pub(crate) fn within(&mut self, longest: Duration) -> Duration {
        longest.mul_f64(self.random.random())
    }

    fn next(&mut self) -> Duration {
        let doubled = FIRST.saturating_mul(1_u32.checked_shl(self.failures).unwrap_or(u32::MAX));
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

    fn broken() -> Loss {
        Loss::Broken("cut".into())
    }

    #[test]
    fn waits_double_from_half_a_second_to_thirty() {
        let mut backoff = Backoff::new(7, LONGEST);
        for longest in [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000] {
            let wait = backoff.after(&broken(), None).unwrap();
            let longest = Duration::from_millis(longest);
            assert!(longest / 2 <= wait && wait <= longest, "{wait:?} of {longest:?}");
        }
        let wait = backoff.after(&broken(), Some(GOOD)).unwrap();
        assert!(wait <= FIRST, "a good connection lets them begin again: {wait:?}");
    }

    #[test]
    fn a_program_may_wait_less() {
        let mut backoff = Backoff::new(7, Duration::from_secs(1));
        let waits: Vec<_> = (0..9).map(|_| backoff.after(&broken(), None).unwrap()).collect();
        assert!(waits.iter().all(|wait| *wait <= Duration::from_secs(1)), "{waits:?}");
    }

    #[test]
    fn a_connection_that_lasts_for_a_moment_is_no_good_one() {
        let mut backoff = Backoff::new(7, LONGEST);
        let waits: Vec<_> =
            (0..10).map(|_| backoff.after(&broken(), Some(Duration::from_secs(1))).unwrap()).collect();
        assert!(waits[9] >= LONGEST / 2, "{waits:?}");
    }

    #[test]
    fn a_server_that_stops_is_left_at_once_but_only_by_those_who_were_in() {
        let mut backoff = Backoff::new(7, LONGEST);
        assert_eq!(backoff.after(&Loss::Closed(1001), Some(Duration::ZERO)), Ok(Duration::ZERO));
        assert!(backoff.after(&Loss::Closed(1001), None).unwrap() >= FIRST / 2);
    }

    #[test]
    fn a_socket_too_many_waits_long() {
        assert!(Backoff::new(7, LONGEST).after(&Loss::Closed(4429), None).unwrap() >= LONGEST / 2);
    }

    #[test]
    fn what_will_not_be_better_is_final() {
        let refused = |status| Loss::Refused { status, retry_after: None };
        for (loss, reason) in [
            (Loss::Closed(4401), EndReason::SignedOut),
            (refused(401), EndReason::SignedOut),
            (Loss::Closed(4400), EndReason::Fault(4400)),
            (Loss::Closed(1009), EndReason::Fault(1009)),
            (refused(403), EndReason::NoSocket(403)),
            (refused(404), EndReason::NoSocket(404)),
        ] {
            assert_eq!(Backoff::new(7, LONGEST).after(&loss, None), Err(reason), "{loss}");
        }
        for loss in [1000, 1006, 1011, 4408, 4409].map(Loss::Closed) {
            assert!(Backoff::new(7, LONGEST).after(&loss, None).is_ok(), "{loss}");
        }
        for loss in [408, 429, 500, 502, 503].map(refused) {
            assert!(Backoff::new(7, LONGEST).after(&loss, None).is_ok(), "{loss}");
        }
    }

    #[test]
    fn a_server_may_say_how_long_to_wait_within_bounds() {
        let said = |seconds| Loss::Refused { status: 503, retry_after: Some(Duration::from_secs(seconds)) };
        let mut backoff = Backoff::new(7, LONGEST);
        assert_eq!(backoff.after(&said(9), None), Ok(Duration::from_secs(9)));
        assert_eq!(backoff.after(&said(86_400), None), Ok(LONGEST));
    }

    proptest! {
        #[test]
        fn the_same_seed_gives_the_same_waits_within_the_bounds(seed: u64, count in 1_usize..200) {
            let waits = || {
                let mut backoff = Backoff::new(seed, LONGEST);
                (0..count).map(|_| backoff.after(&broken(), None).unwrap()).collect::<Vec<_>>()
            };
            prop_assert_eq!(waits(), waits());
            prop_assert!(waits().iter().all(|wait| (FIRST / 2..=LONGEST).contains(wait)));
        }
    }
}
