//! How many pushes are sent to one push service at the same time, so that one that is slow keeps no others waiting.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many there are for one host.
const MAX_PER_HOST: usize = 32;

/// The places that are taken, by host.
#[derive(Default)]
pub(super) struct Places(Mutex<HashMap<String, usize>>);

/// A place, until it is dropped.
pub(super) struct Place {
    places: Arc<Places>,
    host: String,
}

impl Places {
    /// A place for one more push; `None` if all of the host are taken.
    pub(super) fn take(self: &Arc<Self>, host: &str) -> Option<Place> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(host.to_owned()).or_default();
        if *count >= MAX_PER_HOST {
            return None;
        }
        *count += 1;
        Some(Place { places: Arc::clone(self), host: host.to_owned() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.host) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.host);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_has_so_many_places_and_gets_them_back() {
        let places = Arc::new(Places::default());
        let taken: Vec<Place> = (0..MAX_PER_HOST).filter_map(|_| places.take("a")).collect();
        assert_eq!(taken.len(), MAX_PER_HOST);
        assert!(places.take("a").is_none());
        assert!(places.take("b").is_some());
        drop(taken);
        assert!(places.take("a").is_some());
        assert!(places.0.lock().unwrap().is_empty());
    }
}
