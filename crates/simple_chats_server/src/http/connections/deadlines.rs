//! When a connection that carries HTTP has to end, whatever its client does. The HTTP server limits only the time of the
//! first head; it would wait forever for the end of a body that nobody reads, or for a client that takes no response.

use std::cell::Cell;
use std::time::{Duration, Instant};

/// How long a connection may be without a request in work.
const MAX_IDLE: Duration = Duration::from_secs(30);

/// How long a client may take for [`MIN_TAKEN`] bytes of a response.
const MAX_STALL: Duration = Duration::from_secs(30);

/// How many bytes of a response a client has to take within [`MAX_STALL`].
const MIN_TAKEN: u64 = 32 << 10;

/// How long a connection may last without a login before it counts as anonymous.
const GRACE: Duration = Duration::from_secs(10);

/// How long an anonymous connection may last longer while a request is in work, such as a login that waits for its turn. Whoever
/// only sends bytes of a request now and then is no better than idle.
const GRACE_OF_REQUEST: Duration = Duration::from_secs(20);

/// How soon an anonymous connection with a request in work is looked at again.
const RETRY: Duration = Duration::from_secs(1);

/// What a connection does, and since when.
pub(super) struct Deadlines {
    /// The requests in work.
    requests: Cell<usize>,
    /// When the last request came or was done.
    last_request: Cell<Instant>,
    /// The bytes written so far.
    written: Cell<u64>,
    /// Since when a response waits for the client, and how much was written before.
    stalled: Cell<Option<(Instant, u64)>>,
    /// When it has to be clear whose the connection is; `None` once it is.
    grace: Cell<Option<Instant>>,
}

/// What to do with a connection whose deadline has come.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Due {
    Nothing,
    /// It is still anonymous: it may stay if there is room for such a connection.
    Anonymous,
    End,
}

impl Deadlines {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            requests: Cell::new(0),
            last_request: Cell::new(now),
            written: Cell::new(0),
            stalled: Cell::new(None),
            grace: Cell::new(Some(now + GRACE)),
        }
    }

    pub(super) fn begin_request(&self, now: Instant) {
        self.requests.set(self.requests.get() + 1);
        self.last_request.set(now);
    }

    pub(super) fn end_request(&self, now: Instant) {
        self.requests.set(self.requests.get().saturating_sub(1));
        self.last_request.set(now);
    }

    /// The connection belongs to a user.
    pub(super) fn logged_in(&self) {
        self.grace.set(None);
    }

    /// The connection may stay without a login.
    pub(super) fn may_stay(&self) {
        self.grace.set(None);
    }

    /// The client has taken bytes of a response.
    pub(super) fn wrote(&self, bytes: usize, now: Instant) {
        self.written.set(self.written.get().saturating_add(bytes as u64));
        if let Some((_, before)) = self.stalled.get()
            && self.written.get() - before >= MIN_TAKEN
        {
            self.stalled.set(Some((now, self.written.get())));
        }
    }

    /// The client takes no more bytes at present.
    pub(super) fn blocked(&self, now: Instant) {
        if self.stalled.get().is_none() {
            self.stalled.set(Some((now, self.written.get())));
        }
    }

    /// All that there was has been written.
    pub(super) fn flushed(&self) {
        self.stalled.set(None);
    }

    /// When to look again.
    pub(super) fn next(&self, now: Instant) -> Instant {
        let end = match self.stalled.get() {
            Some((since, _)) => since + MAX_STALL,
            None if self.requests.get() == 0 => self.last_request.get() + MAX_IDLE,
            None => now + MAX_IDLE,
        };
        match self.grace.get() {
            Some(grace) if grace > now => end.min(grace),
            Some(_) => end.min(now + RETRY),
            None => end,
        }
    }

    /// What is due now.
    pub(super) fn due(&self, now: Instant) -> Due {
        let is_idle = self.requests.get() == 0 && self.stalled.get().is_none();
        let has_ended = match self.stalled.get() {
            Some((since, _)) => now >= since + MAX_STALL,
            None => is_idle && now >= self.last_request.get() + MAX_IDLE,
        };
        if has_ended {
            Due::End
        } else if self
            .grace
            .get()
            .is_some_and(|grace| now >= if is_idle { grace } else { grace + GRACE_OF_REQUEST })
        {
            Due::Anonymous
        } else {
            Due::Nothing
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secs(start: Instant, seconds: u64) -> Instant {
        start + Duration::from_secs(seconds)
    }

    fn known(start: Instant) -> Deadlines {
        let deadlines = Deadlines::new(start);
        deadlines.logged_in();
        deadlines
    }

    #[test]
    fn a_connection_without_a_request_ends_whatever_the_client_sends() {
        let start = Instant::now();
        let deadlines = known(start);
        assert_eq!(deadlines.next(start), secs(start, 30));
        deadlines.begin_request(secs(start, 20));
        assert_eq!(deadlines.due(secs(start, 60)), Due::Nothing, "a request is in work");
        deadlines.end_request(secs(start, 60));
        deadlines.wrote(100, secs(start, 61));
        deadlines.flushed();
        assert_eq!(deadlines.due(secs(start, 89)), Due::Nothing);
        assert_eq!(deadlines.due(secs(start, 90)), Due::End);
    }

    #[test]
    fn a_client_has_to_take_a_response_at_some_speed() {
        let start = Instant::now();
        let deadlines = known(start);
        deadlines.begin_request(start);
        deadlines.end_request(start);
        deadlines.blocked(secs(start, 1));
        // A byte now and then isn't enough.
        for second in 2..31 {
            deadlines.wrote(1, secs(start, second));
            deadlines.blocked(secs(start, second));
            assert_eq!(deadlines.due(secs(start, second)), Due::Nothing);
        }
        assert_eq!(deadlines.due(secs(start, 31)), Due::End);
        deadlines.wrote(40 << 10, secs(start, 31));
        assert_eq!(deadlines.due(secs(start, 60)), Due::Nothing);
        assert_eq!(deadlines.next(secs(start, 60)), secs(start, 61));
        deadlines.flushed();
        assert_eq!(deadlines.due(secs(start, 29)), Due::Nothing);
    }

    #[test]
    fn an_anonymous_connection_is_looked_at_after_ten_seconds_and_not_amid_a_request() {
        let start = Instant::now();
        let deadlines = Deadlines::new(start);
        assert_eq!(deadlines.next(start), secs(start, 10));
        assert_eq!(deadlines.due(secs(start, 9)), Due::Nothing);
        assert_eq!(deadlines.due(secs(start, 10)), Due::Anonymous);
        deadlines.begin_request(secs(start, 10));
        assert_eq!(deadlines.due(secs(start, 11)), Due::Nothing);
        assert_eq!(deadlines.next(secs(start, 11)), secs(start, 12));
        assert_eq!(deadlines.due(secs(start, 30)), Due::Anonymous, "the request takes too long");
        deadlines.end_request(secs(start, 12));
        assert_eq!(deadlines.due(secs(start, 12)), Due::Anonymous);
        deadlines.logged_in();
        assert_eq!(deadlines.due(secs(start, 13)), Due::Nothing);
    }
}
