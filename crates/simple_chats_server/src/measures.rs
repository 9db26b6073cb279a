//! What the server counts about requests and sockets, for metrics. Labels are patterns of addresses and other names that the
//! program has made; none comes from a client.

use simple_chats_metrics::{Counter, DURATIONS, Histogram};
use simple_chats_protocol::CloseCode;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// The counts of all threads.
#[derive(Debug)]
pub(crate) struct Measures {
    pub(crate) started_at: SystemTime,
    /// The pushes that push services have taken, and the attempts that failed.
    pub(crate) pushes_sent: Counter,
    pub(crate) pushes_failed: Counter,
    requests: Mutex<Requests>,
    /// One for each of [`CloseCode::ALL`], and one for sockets that their clients have ended.
    socket_ends: [Counter; CloseCode::ALL.len() + 1],
}

/// The requests so far, by route and method, and by status as well.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    pub(crate) counts: BTreeMap<(String, &'static str, u16), Arc<Counter>>,
    pub(crate) durations: BTreeMap<(String, &'static str), Arc<Histogram>>,
}

impl Default for Measures {
    fn default() -> Self {
        Self {
            started_at: SystemTime::now(),
            pushes_sent: Counter::default(),
            pushes_failed: Counter::default(),
            requests: Mutex::default(),
            socket_ends: std::array::from_fn(|_| Counter::default()),
        }
    }
}

impl Measures {
    /// The requests so far.
    pub(crate) fn requests(&self) -> MutexGuard<'_, Requests> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a socket that was closed with a code, or that its client has ended.
    pub(crate) fn socket_ended(&self, code: Option<CloseCode>) {
        let known = code.and_then(|code| CloseCode::ALL.iter().position(|known| *known == code));
        if let Some(counter) = self.socket_ends.get(known.unwrap_or(CloseCode::ALL.len())) {
            counter.count();
        }
    }

    /// How many sockets were closed with each code, and how many their clients have ended.
    pub(crate) fn socket_ends(&self) -> impl Iterator<Item = (Option<CloseCode>, u64)> {
        let codes = CloseCode::ALL.into_iter().map(Some).chain([None]);
        codes.zip(self.socket_ends.iter().map(Counter::get))
    }

    fn series(&self, route: &str, method: &'static str, status: u16) -> Series {
        let mut requests = self.requests();
        let count = Arc::clone(requests.counts.entry((route.to_owned(), method, status)).or_default());
        let durations = requests.durations.entry((route.to_owned(), method));
        let durations = Arc::clone(durations.or_insert_with(|| Arc::new(Histogram::new(DURATIONS))));
        Series { method, status, count, durations }
    }
}

/// Where requests of one kind are counted.
struct Series {
    method: &'static str,
    status: u16,
    count: Arc<Counter>,
    durations: Arc<Histogram>,
}

/// Counts the requests of one thread. It finds what it has counted before without a lock.
pub(crate) struct RequestMeter {
    measures: Arc<Measures>,
    known: RefCell<HashMap<String, Vec<Series>>>,
}

impl RequestMeter {
    pub(crate) fn new(measures: Arc<Measures>) -> Self {
        Self { measures, known: RefCell::default() }
    }

    /// Counts a request to a route, which is empty if there is none at its address.
    pub(crate) fn count(&self, route: &str, method: &str, status: u16, duration: Duration) {
        let route = if route.is_empty() { NO_ROUTE } else { route };
        let method = known_method(method);
        let mut known = self.known.borrow_mut();
        if !known.contains_key(route) {
            known.insert(route.to_owned(), Vec::new());
        }
        let Some(of_route) = known.get_mut(route) else { return };
        let place = of_route.iter().position(|series| (series.method, series.status) == (method, status));
        let place = place.unwrap_or_else(|| {
            of_route.push(self.measures.series(route, method, status));
            of_route.len() - 1
        });
        if let Some(series) = of_route.get(place) {
            series.count.count();
            series.durations.observe_duration(duration);
        }
    }
}

/// The label of requests to addresses at which there is nothing.
const NO_ROUTE: &str = "none";

/// A client may send any word as a method.
fn known_method(method: &str) -> &'static str {
    let known = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    known.into_iter().find(|known| *known == method).unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_of_all_threads_are_counted_together_and_clients_make_no_labels() {
        let measures = Arc::new(Measures::default());
        let meters = [RequestMeter::new(Arc::clone(&measures)), RequestMeter::new(Arc::clone(&measures))];
        for meter in &meters {
            meter.count("/api/me", "GET", 200, Duration::from_millis(1));
            meter.count("/api/me", "GET", 401, Duration::from_millis(1));
            meter.count("", "BREW", 404, Duration::from_millis(1));
            meter.count("", "GET/HUSH", 404, Duration::from_millis(1));
        }
        let requests = measures.requests();
        let counts: Vec<_> = requests
            .counts
            .iter()
            .map(|((route, method, status), count)| (route.as_str(), *method, *status, count.get()))
            .collect();
        let expected = [("/api/me", "GET", 200, 2), ("/api/me", "GET", 401, 2), ("none", "other", 404, 4)];
        assert_eq!(counts, expected);
        let durations: Vec<_> = requests
            .durations
            .iter()
            .map(|((route, _), durations)| (route.as_str(), durations.sum()))
            .collect();
        assert_eq!(durations, [("/api/me", 4_000), ("none", 4_000)]);
    }

    #[test]
    fn the_ends_of_sockets_are_told_apart() {
        let measures = Measures::default();
        measures.socket_ended(Some(CloseCode::TooSlow));
        measures.socket_ended(None);
        measures.socket_ended(None);
        let ends: Vec<_> = measures.socket_ends().filter(|(_, count)| *count > 0).collect();
        assert_eq!(ends, [(Some(CloseCode::TooSlow), 1), (None, 2)]);
    }
}
